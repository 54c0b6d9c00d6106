"""What stands right inside a part: one of the two functions that know every kind of part.

``content`` reads, ``remaking`` writes; every other walk (``parts``) is made of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, assert_never

from ..source.problems import Where
from ..source.rows import NamedTuple
from .document import (
    Banner,
    Code,
    Columns,
    Contents,
    Cover,
    Definitions,
    Each,
    Facts,
    Field,
    Figure,
    FillIn,
    GridPart,
    Group,
    Heading,
    HoldingPart,
    IconArray,
    Items,
    Ladder,
    Noted,
    PageBreak,
    PagePart,
    Panel,
    Paragraph,
    Part,
    PicturePart,
    ProsePart,
    References,
    Steps,
    Strip,
    Table,
    Timeline,
    WaitingPart,
    When,
)
from .spans import Spans, Text

Kind = Literal["prose", "heading", "title", "label", "alt", "cell", "small", "field", "source"]
# Printed or spoken as well, but no words of the text: what is filled in already, what a screen
# reader calls a field, addresses, the list of contents, notes in the margin of a proof, what a logo
# says and what a table is called under a heading.
Aside = Literal["value", "spoken", "address", "contents", "note", "unseen"]

# Kinds that hold no parts, only words: most of a document.
LEAVES = frozenset(
    {Heading, Paragraph, Figure, Table, IconArray, FillIn, Facts, Definitions, References, Code}
)


class Told(NamedTuple):
    """Words that are read in one go; ``at`` is where they were written, if they know better than
    their part, ``id`` the place of the document that they are for links."""

    kind: Kind | Aside
    spans: Spans
    at: Where | None = None
    id: str = ""


class Run(NamedTuple):
    """Parts that follow one another in one place, such as a column; ``at`` is where the entry that
    holds them was written, if they stand in one."""

    parts: tuple[Part, ...]
    at: Where | None = None


def content(part: Part) -> Iterator[Told | Run]:
    """What stands right inside ``part``, in reading order: its words, and its parts."""
    if isinstance(part, ProsePart):
        return _prose(part)
    if isinstance(part, PicturePart):
        return _picture(part)
    if isinstance(part, GridPart):
        return _grid(part)
    if isinstance(part, HoldingPart):
        return _holding(part)
    if isinstance(part, WaitingPart):
        return _waiting(part)
    return _page(part)


def _prose(part: ProsePart) -> Iterator[Told | Run]:
    match part:
        case Heading():
            yield Told("heading", (Text(part.text),), id=part.id)
        case Paragraph():
            yield Told("small" if part.role == "small" else "prose", part.spans)
        case Items() | Steps():
            for item in part.items:
                yield Told("prose", item.spans, item.at)
                yield Run(item.parts, item.at)
        case Definitions():
            for entry in part.entries:
                yield Told("title", (Text(entry.term),), entry.at, entry.id)
                yield Told("prose", entry.spans, entry.at)
        case References():
            for source in part.entries:
                yield Told("source", (Text(source.text),), id=source.id)
                yield from _plain("address", source.shown)
        case _:
            assert_never(part)


def _picture(part: PicturePart) -> Iterator[Told | Run]:
    match part:
        case Figure():
            yield from _plain("title", part.title)
            yield from _plain("alt", part.alt)
            yield from _plain("label", *(label.text for label in part.labels))
            yield Told("cell", part.caption)
        case Strip():
            yield Run(part.figures)
        case IconArray():
            yield from _plain("spoken", part.alt)  # in place of what follows
            yield from (Told("prose", spans) for spans in (part.yes, part.no, part.group))
        case Code():
            yield from _plain("small", part.words)
            yield from _plain("address", part.data)
        case _:
            assert_never(part)


def _grid(part: GridPart) -> Iterator[Told | Run]:
    match part:
        case Table():
            yield from _plain("title", part.caption)
            yield from _plain("unseen", part.spoken)
            yield from _plain("label", *part.head)
            for cell in (cell for row in part.rows for cell in row):
                yield from (Told("cell", spans, cell.at) for spans in cell.paragraphs)
                yield from _field(cell.box) if cell.box else ()
        case Facts():
            for fact in part.items:
                yield from _plain("title", fact.label, at=fact.at)
                yield Told("prose", fact.spans, fact.at)
        case FillIn():
            for field in part.fields:
                yield from _field(field)
        case Timeline() | Ladder():
            for stage in part.stages:
                yield from _plain("label", stage.when, at=stage.at)
                yield Run(stage.parts, stage.at)
        case _:
            assert_never(part)


def _holding(part: HoldingPart) -> Iterator[Told | Run]:
    match part:
        case Panel():
            if part.title:
                yield Told("title", (Text(part.title),), id=part.id)
            yield Run(part.parts)
        case Columns():
            yield from map(Run, part.columns)
        case Group():
            yield Run(part.parts)
        case Noted():
            yield Run((part.part,))
            yield from (Told("note", note) for note in part.notes)
        case _:
            assert_never(part)


def _waiting(part: WaitingPart) -> Iterator[Told | Run]:
    match part:
        case When():
            yield Run(part.parts)
            yield Run(part.otherwise)
        case Each():
            pass
        case _:
            assert_never(part)


def _page(part: PagePart) -> Iterator[Told | Run]:
    match part:
        case Cover():
            yield Told("unseen", part.whose)
            yield from _plain("title", part.kind, part.title, part.subtitle)
            yield Run((part.figure,))
            yield from _plain("prose", part.purpose)
            yield from _plain("title", part.audience_title)
            yield Told("prose", part.audience)
            yield Told("small", part.status)
            yield Run(part.scan)
        case Banner():
            yield Told("unseen", part.whose)
            yield from _plain("title", part.kind, part.title, part.subtitle)
            yield Told("small", part.status)
            yield Run(part.scan)
        case Contents():
            yield from _plain("contents", part.title, *(text for _, text in part.entries))
        case PageBreak():
            pass
        case _:
            assert_never(part)


def _plain(kind: Kind | Aside, *texts: str, at: Where | None = None) -> list[Told]:
    return [Told(kind, (Text(text),), at) for text in texts if text]


def _field(field: Field) -> list[Told]:
    at = field.at
    asked, value = _plain("field", field.asks, at=at), Told("value", field.value, at)
    spoken = _plain("spoken", field.spoken, at=at)
    return [*asked, value, *_plain("field", *field.options, at=at), *spoken]
