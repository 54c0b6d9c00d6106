"""The words alone, in reading order: for reading level, and as the proof of what a screen reader is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from ..document import (
    Cell,
    Code,
    Columns,
    Contents,
    Cover,
    Definitions,
    Document,
    Facts,
    Figure,
    FillIn,
    Group,
    Heading,
    IconArray,
    Item,
    Items,
    PageBreak,
    Panel,
    Paragraph,
    Part,
    References,
    Spans,
    Steps,
    Table,
    Timeline,
    citation,
    plain,
)


def render(document: Document, pages: Mapping[str, int] | None = None) -> str:
    """The text of ``document``, a paragraph a line.

    ``pages`` maps the ids of headings to page numbers where the paged output shows a list of contents.
    """
    return "\n".join(_Text(document, pages or {}).lines(document.parts)) + "\n"


class _Text:
    def __init__(self, document: Document, pages: Mapping[str, int]) -> None:
        self.pages = pages
        self.headings = [part for part in document.parts if isinstance(part, Heading) and part.level == 2]
        self.numbers = {entry.id: number for number, entry in enumerate(document.references, 1)}

    def plain(self, spans: Spans) -> str:
        return plain(spans, self.numbers)

    def lines(self, parts: tuple[Part, ...]) -> Iterator[str]:
        for part in parts:
            yield from self.part(part)

    def part(self, part: Part) -> Iterator[str]:  # noqa: PLR0912  (one case for each part, nothing else)
        match part:
            case Heading(text=text, level=level):
                yield f"\n{'#' * level} {text}"
            case Paragraph(spans=spans):
                yield self.plain(spans)
            case Items(items=items):
                for item in items:
                    yield from self.item(item, "- ")
            case Steps(items=items):
                for number, item in enumerate(items, 1):
                    yield from self.item(item, f"{number} ")
            case Figure():
                yield from self.figure(part)
            case Table():
                yield from self.table(part)
            case Panel(title=title, parts=inner):
                yield f"\n[{title}]"
                yield from self.lines(inner)
            case Columns(columns=columns):
                for column in columns:
                    yield from self.lines(column)
            case IconArray():
                yield from (part.alt, self.plain(part.yes), self.plain(part.no))
            case Timeline(stages=stages):
                for stage in stages:
                    yield stage.when
                    yield from self.lines(stage.parts)
            case FillIn(fields=fields):
                for field in fields:
                    if field.label:
                        yield field.label
                    yield from field.options
            case Facts(items=facts):
                yield from (f"{fact.label}: {self.plain(fact.spans)}" for fact in facts)
            case Definitions(entries=entries):
                yield from (f"{entry.term}: {self.plain(entry.spans)}" for entry in entries)
            case References(entries=references):
                for number, entry in enumerate(references, 1):
                    shown = entry.address.partition("://")[2].removeprefix("www.").rstrip("/")
                    yield f"{citation(number)} {entry.text} {shown}".rstrip()
            case Code(alt=alt):
                yield alt
            case Contents(title=title):
                if self.pages:
                    yield f"\n[{title}]"
                    yield from (f"{entry.text} {self.pages[entry.id]}" for entry in self.headings)
            case Cover():
                yield from self.cover(part)
            case Group(parts=inner):
                yield from self.lines(inner)
            case PageBreak():
                pass
            case _:
                assert_never(part)

    def item(self, item: Item, mark: str) -> Iterator[str]:
        yield mark + self.plain(item.spans)
        yield from self.lines(item.parts)

    def figure(self, figure: Figure) -> Iterator[str]:
        if figure.title:
            yield figure.title
        yield figure.alt
        yield from (label.text for label in figure.labels)
        if figure.caption:
            yield self.plain(figure.caption)

    def table(self, table: Table) -> Iterator[str]:
        if table.caption:
            yield table.caption
        yield " | ".join(table.head)
        yield from (" | ".join(self.cell(cell) for cell in row) for row in table.rows)

    def cell(self, cell: Cell) -> str:
        return " ".join(self.plain(spans) for spans in cell.paragraphs)

    def cover(self, cover: Cover) -> Iterator[str]:
        yield f"# {cover.title}"
        yield from (cover.subtitle, cover.purpose)
        yield from self.figure(cover.figure)
        yield from (cover.audience_title, self.plain(cover.audience), *cover.status)
