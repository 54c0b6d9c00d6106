"""The printed brochure: a document as a tagged PDF that is PDF/UA-1 and PDF/A-2a at once.

story (boxes and structure elements) -> compose (pages) -> draw (content streams) -> write (the file).
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ...brand import Brand
from ...document import Contents, Document, Heading, IconArray, Items, Paragraph, Part, Steps, Table
from ...editions import Edition, Paper
from ...problems import Problem
from .boxes import Box
from .compose import Page, compose, too_tall
from .gallery import Gallery
from .look import Look
from .pages import Area, contents, cover, furniture
from .sheet import Book, Sheet
from .story import Story
from .svg import Drawing
from .tags import Element

INTRODUCTION = 2  # lines: a paragraph as short as that stays with the list or table it introduces


class Rendered(NamedTuple):
    """The file, its page count, the pages of the headings where a list of contents is shown, and what went wrong."""

    data: bytes
    pages: int
    contents: dict[str, int]
    problems: tuple[Problem, ...]


class Studio:
    """What all documents of one brand, edition and paper share."""

    def __init__(
        self,
        brand: Brand,
        edition: Edition,
        paper: Paper,
        assets: Path,
        figures: Gallery,
        icons: Gallery,
        logo: Drawing,
    ) -> None:
        self.look = Look(brand, edition, assets)
        self.area = Area(paper.width, paper.height, edition.margin)
        self.figures, self.icons, self.logo = figures, icons, logo

    def render(self, document: Document, page_of: str) -> Rendered:
        """Lay out and write ``document``; ``page_of`` is the pattern of the page count at each foot."""
        return _Setting(self, document, page_of).render()


class _Setting:
    """One document on its way to paper."""

    def __init__(self, studio: Studio, document: Document, page_of: str) -> None:
        self.studio, self.document, self.page_of = studio, document, page_of
        self.area = studio.area
        self.story = Story(document, studio.look, studio.figures, studio.icons, studio.area.measure)
        self.where: dict[int, Part] = {}
        self.numbers: dict[str, int] = {}

    def render(self) -> Rendered:
        story = self.story
        self.cover, chapters = story.chapters()
        plain = [self.boxes(chapter, listed=False) for chapter in chapters]
        self.fit(plain)
        pages = self.compose(plain)
        listed = next((part for part in self.document.parts if isinstance(part, Contents)), None)
        total = len(pages) + bool(self.cover)
        if listed and total >= listed.from_pages:
            pages = self.compose([self.with_contents(c, p) for c, p in zip(plain, chapters, strict=True)])
        else:
            listed = None
        if story.problems:
            return Rendered(b"", 0, {}, tuple(story.problems))
        book = Book()
        self.find_headings(pages)
        for sheet in self.sheets(book, len(pages) + bool(self.cover)):
            self.draw(sheet, pages)
        outline = [(self.document.title, 0, "title")] if self.cover else []
        outline += [
            (part.text, 1, part.id)
            for part in self.document.parts
            if isinstance(part, Heading) and part.id and part.level == 2
        ]
        from .writer import write  # noqa: PLC0415  (ReportLab is loaded only when something is drawn)

        data = write(self.document, book, story.root, outline, (self.area.width, self.area.height))
        return Rendered(data, len(book.sheets), self.numbers if listed else {}, ())

    def boxes(self, chapter: list[tuple[Part, Element]], listed: bool) -> list[Box]:
        out: list[Box] = []
        before: Part | None = None
        for part, parent in chapter:
            made = self.story.part(part, parent, self.area.measure)
            for box in made:
                self.where[id(box)] = part
            if out and isinstance(before, Paragraph) and isinstance(part, Items | Steps | Table | IconArray):
                out[-1].keep = len(out[-1].rows) <= INTRODUCTION
            out.extend(made)
            before = part
        return out

    def with_contents(self, boxes: list[Box], chapter: list[tuple[Part, Element]]) -> list[Box]:
        """The chapter's boxes with the list of contents where its part stands."""
        out = list(boxes)
        for part, element in chapter:
            if isinstance(part, Contents):
                box = contents(self.story, part, element, self.area.measure, self.numbers)
                before = chapter.index((part, element))
                earlier = {id(p) for p, _ in chapter[:before]}
                at = sum(1 for b in boxes if id(self.where[id(b)]) in earlier)
                out.insert(at, box)
                self.where[id(box)] = part
        return out

    def fit(self, chapters: list[list[Box]]) -> None:
        for boxes in chapters:
            for box in too_tall(boxes, self.area.depth):
                part = self.where[id(box)]
                self.story.fail(
                    part.at, "this is higher than a page and may not be split", "make it shorter, or two of it"
                )

    def compose(self, chapters: list[list[Box]]) -> list[Page]:
        return [page for boxes in chapters for page in compose(boxes, self.area.depth)]

    def find_headings(self, pages: list[Page]) -> None:
        """The page number of every heading that can be linked to."""
        first = 1 + bool(self.cover)
        for number, page in enumerate(pages, first):
            for placed in page:
                part = self.where.get(id(placed.box))
                if isinstance(part, Heading) and part.id:
                    self.numbers[part.id] = number

    def sheets(self, book: Book, count: int) -> list[Sheet]:
        return [book.new_sheet() for _ in range(count)]

    def draw(self, sheet: Sheet, pages: list[Page]) -> None:
        area, first = self.area, int(bool(self.cover))
        total = len(pages) + first
        if self.cover and sheet.index == 0:
            cover(self.story, self.cover, sheet, area, self.studio.logo)
        else:
            for placed in pages[sheet.index - first]:
                placed.box.draw(sheet, area.margin, area.top - placed.top, placed.first, placed.last)
        furniture(self.story, sheet, area, self.studio.logo, self.page_of.format(page=sheet.index + 1, pages=total))


__all__ = ["Gallery", "Rendered", "Studio"]
