"""The list of sources of a copy: what a clinic has filled in takes the place of words that cited
some of them, and a source that nothing points to any more is not listed."""

from __future__ import annotations

from collections.abc import Iterable

from ..content.blocks.shelf import numbered
from ..content.locale import Locale
from ..meaning.document import Document, Part, References
from ..meaning.parts import sources, walk
from ..meaning.spans import Cite
from ..source.values import replace


def cited_still(document: Document, waited: Iterable[Part], locale: Locale) -> Document:
    """A filled ``document`` with the sources that it cites, numbered by their first citations.

    ``waited`` are those of its parts that waited for facts, before they were filled: where they
    had but one thing to say, nothing can have gone, and the document is the same one. So is one in
    which nothing is cited any more: its list has no place to be taken from.
    """
    if not document.references or not _cites(waited):
        return document
    cited = sources(document.parts)
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


def _cites(parts: Iterable[Part]) -> bool:
    return any(isinstance(one, Cite) for one in walk(parts))
