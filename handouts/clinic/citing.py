"""The list of sources of a copy: what a clinic has filled in takes the place of words that cited
some of them, and a source that nothing points to any more is not listed."""

from __future__ import annotations

from ..content.blocks.shelf import numbered
from ..content.locale import Locale
from ..meaning.document import Document, References
from ..source.values import replace


def cited_still(document: Document, cited: tuple[str, ...], locale: Locale) -> Document:
    """A filled ``document`` with the sources that are ``cited`` in it, in the order of their first
    citations, numbered by it. One in which nothing is cited any more is the same one: its list has
    no place to be taken from."""
    if not cited or cited == tuple(entry.id for entry in document.references):
        return document
    listed = {entry.id: entry for entry in document.references}
    entries = tuple(
        numbered(listed[source], number, locale.words) for number, source in enumerate(cited, 1)
    )
    parts = tuple(
        replace(part, entries=entries)
        if isinstance(part, References) and part.entries == document.references
        else part
        for part in document.parts
    )
    return replace(document, references=entries, parts=parts)
