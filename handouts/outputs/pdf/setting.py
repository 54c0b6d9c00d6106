"""One document on its way to paper: boxes of each chapter, their pages, the sheets, the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...document import Columns, Contents, Cover, Figure, Heading, IconArray, Items, Paragraph, Part, Steps, Table
from ...problems import Problem
from .boxes import Box
from .compose import Page, compose, too_tall
from .pages import Area, contents, cover, furniture
from .sheet import Book, Sheet
from .story import Story
from .svg import Drawing

if TYPE_CHECKING:
    from ...document import Document

INTRODUCTION = 2  # lines: a paragraph as short as that stays with what it introduces
INTRODUCED = (Items, Steps, Table, IconArray, Figure, Columns)


class Rendered(NamedTuple):
    """The file, its page count, the pages of the headings where a list of contents is shown, and what went wrong."""

    data: bytes
    pages: int
    contents: dict[str, int]
    problems: tuple[Problem, ...]


class Listed(NamedTuple):
    """The list of contents, waiting to be needed: in which chapter, before which of its boxes."""

    chapter: int
    at: int
    box: Box
    from_pages: int


class Setting:
    """Sets a document's story on an area; ``page_of`` is the pattern of the page count at each foot."""

    def __init__(self, story: Story, area: Area, logo: Drawing, page_of: str) -> None:
        self.story, self.area, self.logo, self.page_of = story, area, logo, page_of
        self.document: Document = story.document
        self.where: dict[int, Part] = {}
        self.numbers: dict[str, int] = {}
        self.listed: Listed | None = None

    def render(self) -> Rendered:
        title, chapters = self.story.chapters()
        boxes = [self.boxes(number, chapter) for number, chapter in enumerate(chapters)]
        self.fit(boxes)
        paged = [compose(chapter, self.area.depth) for chapter in boxes]
        count = sum(map(len, paged)) + bool(title)
        shown = self.listed if self.listed and count >= self.listed.from_pages else None
        if shown:
            boxes[shown.chapter].insert(shown.at, shown.box)
            paged[shown.chapter] = compose(boxes[shown.chapter], self.area.depth)
        if self.story.problems:
            return Rendered(b"", 0, {}, tuple(self.story.problems))
        pages = [page for chapter in paged for page in chapter]
        book = self.draw(title, pages)
        if self.story.problems:
            return Rendered(b"", 0, {}, tuple(self.story.problems))
        from .writer import write  # noqa: PLC0415  (ReportLab is loaded only when something is drawn)

        size = (self.area.width, self.area.height)
        data = write(self.document, book, self.story.root, self.outline(title), size)
        return Rendered(data, len(book.sheets), self.numbers if shown else {}, ())

    def boxes(self, number: int, chapter: list[Part]) -> list[Box]:
        """The boxes of a chapter; the list of contents is set aside, as nobody knows yet whether it is wanted."""
        out: list[Box] = []
        before: Part | None = None
        root = self.story.root
        for part in chapter:
            if isinstance(part, Contents):  # its element keeps its place in reading order, though it may stay empty
                box = contents(self.story, part, root.add("Sect"), self.area.measure, self.numbers)
                self.listed = Listed(number, len(out), box, part.from_pages)
                continue
            made = self.story.part(part, root, self.area.measure)
            self.where.update((id(box), part) for box in made)
            if out and isinstance(before, Paragraph) and isinstance(part, INTRODUCED):
                out[-1].keep = len(out[-1].rows) <= INTRODUCTION
            out.extend(made)
            before = part
        return out

    def fit(self, chapters: list[list[Box]]) -> None:
        """Reports what no page can hold."""
        for boxes in chapters:
            for box in too_tall(boxes, self.area.depth):
                message = "this is higher than a page and may not be split"
                self.story.fail(self.where[id(box)].at, message, "make it shorter, or two of it")

    def draw(self, title: Cover | None, pages: list[Page]) -> Book:
        book, first = Book(), int(title is not None)
        total = len(pages) + first
        self.find_headings(pages, first + 1)
        if title:
            sheet = book.new_sheet()
            cover(self.story, title, sheet, self.area, self.logo)
            self.furniture(sheet, total)
        for page in pages:
            sheet = book.new_sheet()
            for placed in page:
                top = self.area.top - placed.top
                placed.box.draw(sheet, self.area.margin, top, placed.first, placed.last)
            self.furniture(sheet, total)
        return book

    def furniture(self, sheet: Sheet, total: int) -> None:
        furniture(self.story, sheet, self.area, self.logo, self.page_of.format(page=sheet.index + 1, pages=total))

    def find_headings(self, pages: list[Page], first: int) -> None:
        """The page number of every heading that can be linked to."""
        for number, page in enumerate(pages, first):
            for placed in page:
                part = self.where.get(id(placed.box))
                if isinstance(part, Heading) and part.id:
                    self.numbers[part.id] = number

    def outline(self, title: Cover | None) -> list[tuple[str, int, str]]:
        """Bookmarks: the title, and below it the headings of the sections."""
        headings = (part for part in self.document.parts if isinstance(part, Heading) and part.id and part.level == 2)
        return [
            *([(title.title, 0, "title")] if title else []),
            *((part.text, bool(title), part.id) for part in headings),
        ]
