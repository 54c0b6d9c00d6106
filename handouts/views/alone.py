"""What stands without the rest of its document: no citations, no links to other places."""

from __future__ import annotations

from collections.abc import Container
from unicodedata import category

from ..meaning.document import Paragraph, Part
from ..meaning.parts import places
from ..meaning.remaking import remade
from ..meaning.spans import Cite, Link, Span, Spans, Term, Text

# marks that close (Unicode, general categories): others, closing, final; and those that are not
CLOSING, OPENING = ("Po", "Pe", "Pf"), "\u00a1\u00bf"


def alone(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Parts that stand without the rest of their document: no citations, no links to other
    places."""
    here = places(parts)

    def own(part: Part) -> tuple[Part, ...]:
        new = remade(part, lambda spans: bare(spans, here), own)
        # it was a citation and nothing else
        return () if isinstance(new, Paragraph) and not new.spans else (new,)

    return tuple(one for part in parts for one in own(part))


def bare(spans: Spans, here: Container[str] = ()) -> Spans:
    """Words without citations, and without links to places that are not ``here``."""
    kept = tuple(_loose(span, here) for span in spans if not isinstance(span, Cite))
    if len(kept) == len(spans):
        return kept
    closed = (_closed(span, kept[number + 1 : number + 2]) for number, span in enumerate(kept))
    return tuple(span for span in closed if not isinstance(span, Text) or span.text)


def _loose(span: Span, here: Container[str]) -> Span:
    match span:
        case Term():
            return Text(span.text)
        case Link() if span.target.startswith("#") and span.target[1:] not in here:
            return Text(span.text)
        case _:
            return span


def _closed(span: Span, following: Spans) -> Span:
    """A text without the space that stood before a citation."""
    if not isinstance(span, Text):
        return span
    after = following[0] if following else None
    ends = after is None or (isinstance(after, Text) and _closes(after.text))
    return Text(span.text.rstrip(" ")) if ends else span


def _closes(text: str) -> bool:
    """Whether a text goes on with a space, or with a mark that closes what is before it, of
    whatever script."""
    first = text[:1]
    return first in ("", " ") or (category(first) in CLOSING and first not in OPENING)
