"""The words alone, in reading order: for reading level, and as the proof of what a screen reader is
given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from ...content.editions import Edition
from ...content.locale import runs_back, signs_of
from ...meaning.document import (
    Banner,
    Cell,
    Code,
    Columns,
    Contents,
    Cover,
    Definitions,
    Document,
    Facts,
    Field,
    Figure,
    FillIn,
    GridPart,
    Group,
    Heading,
    HoldingPart,
    IconArray,
    Item,
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
)
from ...meaning.parts import UNFILLED, headings
from ...meaning.spans import Spans, citation, plain
from ...meaning.wholes import isolated
from ..output import Made, Maker, Shown


class Mark(str):
    """Typography of the text output (a bullet, a rule between cells) that nobody says aloud."""

    __slots__ = ()


Line = tuple[str, ...]  # pieces: words, and marks between and before them


def render(document: Document, pages: Mapping[str, int] | None = None) -> str:
    """The text of ``document``, a paragraph a line.

    ``pages`` maps the ids of headings to page numbers where the paged output shows a list of
    contents.
    """
    return (
        "\n".join("".join(line) for line in _Text(document, pages or {}).lines(document.parts))
        + "\n"
    )


def words(document: Document, pages: Mapping[str, int] | None = None) -> tuple[str, ...]:
    """The words of ``render``, without its marks: what a screen reader says, in order."""
    lines = _Text(document, pages or {}).lines(document.parts)
    return tuple(
        " ".join(piece for line in lines for piece in line if not isinstance(piece, Mark)).split()
    )


class _Text:
    def __init__(self, document: Document, pages: Mapping[str, int]) -> None:
        self.pages, self.colon = pages, signs_of(document.lang).colon
        self.headings = [part for part in headings(document.parts) if part.listed]
        self.numbers = {entry.id: number for number, entry in enumerate(document.references, 1)}

    def plain(self, spans: Spans) -> str:
        return plain(spans, self.numbers)

    def lines(self, parts: tuple[Part, ...]) -> Iterator[Line]:
        for part in parts:
            yield from self.part(part)

    def part(self, part: Part) -> Iterator[Line]:
        if isinstance(part, ProsePart):
            return self.prose(part)
        if isinstance(part, PicturePart):
            return self.picture(part)
        if isinstance(part, GridPart):
            return self.grid(part)
        if isinstance(part, HoldingPart):
            return self.holding(part)
        if isinstance(part, WaitingPart):
            raise TypeError(UNFILLED)
        return self.page(part)

    def prose(self, part: ProsePart) -> Iterator[Line]:
        match part:
            case Heading(text=text, level=level):
                yield Mark(f"\n{'#' * level} "), text
            case Paragraph(spans=spans):
                yield (self.plain(spans),)
            case Items(items=items):
                for item in items:
                    yield from self.item(item, Mark("- "))
            case Steps(items=items):
                for number, item in enumerate(items, 1):
                    yield from self.item(item, f"{number} ")
            case Definitions(entries=entries):
                yield from (
                    (entry.term, Mark(self.colon), self.plain(entry.spans)) for entry in entries
                )
            case References(entries=references):
                for number, entry in enumerate(references, 1):
                    yield (f"{citation(number)} {entry.text} {entry.shown}".rstrip(),)
            case _:
                assert_never(part)

    def picture(self, part: PicturePart) -> Iterator[Line]:
        match part:
            case Figure():
                yield from self.figure(part)
            case Strip(shown=figures):
                yield from self.lines(figures)
            case IconArray():
                yield (part.alt,)
                yield from _each(*filter(None, (self.plain(part.group),)))
            case Code(data=data, words=words):
                yield from _each(*filter(None, (words, data)))
            case _:
                assert_never(part)

    def grid(self, part: GridPart) -> Iterator[Line]:
        match part:
            case Table():
                yield from self.table(part)
            case Facts(items=facts):
                yield from (
                    (fact.label, Mark(self.colon), self.plain(fact.spans)) for fact in facts
                )
            case FillIn(fields=fields):
                for field in fields:
                    yield from self.field(field)
            case Timeline(stages=stages) | Ladder(stages=stages):
                for stage in stages:
                    yield (stage.when,)
                    yield from self.lines(stage.parts)
            case _:
                assert_never(part)

    def holding(self, part: HoldingPart) -> Iterator[Line]:
        match part:
            case Panel(title=title, parts=inner, level=level):
                yield Mark(f"\n{'#' * level} "), title
                yield from self.lines(inner)
            case Columns(columns=columns):
                for column in columns:
                    yield from self.lines(column)
            case Group(parts=inner):
                yield from self.lines(inner)
            case Noted(part=noted, notes=notes):
                yield from self.part(noted)
                yield from ((self.plain(note),) for note in notes)
            case _:
                assert_never(part)

    def page(self, part: PagePart) -> Iterator[Line]:
        match part:
            case Cover():
                yield from self.cover(part)
            case Banner(kind=kind, title=title, subtitle=subtitle):
                yield from _each(self.plain(part.whose))
                yield from ((kind,), (Mark("# "), title), (subtitle,))
                yield from _each(self.plain(part.status))
                yield from self.lines(part.scan)
            case Contents(title=title, entries=entries, level=level):
                if self.pages:
                    yield Mark(f"\n{'#' * level} "), title
                    listed = entries or tuple((entry.id, entry.text) for entry in self.headings)
                    yield from _each(*(f"{text} {self.pages[place]}" for place, text in listed))
            case PageBreak():
                pass
            case _:
                assert_never(part)

    def item(self, item: Item, mark: str) -> Iterator[Line]:
        yield mark, self.plain(item.spans)
        yield from self.lines(item.parts)

    def field(self, field: Field) -> Iterator[Line]:
        if field.value:
            yield (f"{field.label}{self.colon}{self.plain(field.value)}",)
        elif field.label:
            yield (field.asks,)
        yield from _each(*field.options)

    def figure(self, figure: Figure) -> Iterator[Line]:
        if figure.title:
            yield (figure.title,)
        yield (figure.alt,)
        yield from _each(*(label.text for label in figure.heard))
        if figure.caption:
            yield (self.plain(figure.caption),)

    def table(self, table: Table) -> Iterator[Line]:
        yield from _each(*filter(None, (table.caption, table.spoken)))
        yield _row(table.head)
        yield from (_row(tuple(map(self.cell, row))) for row in table.rows)

    def cell(self, cell: Cell) -> str:
        return " ".join(self.plain(spans) for spans in cell.paragraphs)

    def cover(self, cover: Cover) -> Iterator[Line]:
        yield from _each(self.plain(cover.whose))
        yield (cover.kind,)
        yield Mark("# "), cover.title
        yield (cover.subtitle,)
        yield from self.figure(cover.figure)
        yield from _each(
            cover.purpose,
            cover.audience_title,
            self.plain(cover.audience),
            self.plain(cover.status),
        )
        yield from self.lines(cover.scan)


def _each(*texts: str) -> Iterator[Line]:
    return ((text,) for text in texts)


def _row(cells: tuple[str, ...]) -> Line:
    return tuple(piece for cell in cells for piece in (Mark(" | "), cell))[1:]


def _made(document: Document, edition: Edition, shown: Shown) -> Made:
    """A file of the words; nothing of their look is asked for."""
    told = render(document)
    return Made((isolated(told) if runs_back(document.lang) else told).encode())


MAKER = Maker(_made)
