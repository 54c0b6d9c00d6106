"""What paper says of parts of a translation that are older than the text they were made from: a
line at the head of each, in the words of its language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ..content.locale import Locale
from ..meaning.document import Document, Group, Heading, Paragraph, Part
from ..meaning.spans import Strong
from ..source.values import replace

LEVEL = 2  # of the headings of sections


def dated(document: Document, older: Collection[str], locale: Locale) -> Document:
    """The same document, with a line below the heading of each part whose id is in ``older``."""
    if not older:
        return document
    line = Paragraph((Strong(locale.words.newer_part),))
    return replace(document, parts=tuple(_dated(document.parts, older, line)))


def _dated(parts: Iterable[Part], older: Collection[str], line: Paragraph) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, Group):
            yield replace(part, parts=tuple(_dated(part.parts, older, line)))
            continue
        yield part
        if isinstance(part, Heading) and part.level == LEVEL and part.id in older:
            yield line
