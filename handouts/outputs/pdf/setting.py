"""One document on its way to paper: boxes of each chapter, their pages, the sheets, the file."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ...document import (
    Banner,
    Columns,
    Contents,
    Cover,
    Figure,
    Group,
    Heading,
    IconArray,
    Items,
    Ladder,
    Paragraph,
    Part,
    Steps,
    Strip,
    Table,
)
from ...parts import headings
from ...problems import Problem, Where
from .areas import Area
from .boxes import CLOSEST, Box, stacked
from .compose import Page, compose, pages_of, too_tall
from .finish import copied, crops, folds, imposed, paper_boxes, unmarked
from .notes import line_numbers
from .pages import contents, cover, footer, furniture
from .preflight import Rule, preflight
from .sheet import Book
from .story import Story

if TYPE_CHECKING:
    from ...document import Document

INTRODUCTION = 2  # lines: a paragraph as short as that stays with what it introduces
INTRODUCED = (Items, Steps, Table, IconArray, Figure, Strip, Columns, Ladder, Group)


def _introduced(part: Part) -> bool:
    """Whether a short paragraph before ``part`` leads to it, and so stays with it."""
    return isinstance(part, INTRODUCED) and not (isinstance(part, Group) and isinstance(part.parts[0], Heading))


def least(boxes: list[Box]) -> float:
    """The least height of boxes one below the other, in points."""
    return stacked(boxes, CLOSEST) - sum(box.give for box in boxes)


class Rendered(NamedTuple):
    """The file, its page count, the pages of the headings where a list of contents is shown, and what went wrong.

    ``spare`` says how many of the document's spare pages were used.
    """

    data: bytes
    pages: int
    contents: dict[str, int]
    problems: tuple[Problem, ...]
    spare: int = 0
    preflight: tuple[Rule, ...] = ()


class Listed(NamedTuple):
    """The list of contents, waiting to be needed: in which chapter, before which of its boxes."""

    chapter: int
    at: int
    box: Box
    from_pages: int


class Setting:
    """Sets a document's story on an area; ``page_of`` is the pattern of the page count at each foot."""

    def __init__(self, story: Story, area: Area, page_of: str) -> None:
        self.edition = story.look.edition
        more = len(footer(story, area.measure + area.aside)) - 1 if self.edition.furniture else 0
        self.area = area._replace(foot=area.foot + more * story.look.furniture.leading)
        self.story, self.page_of = story, page_of
        self.document: Document = story.document
        self.where: dict[int, Part] = {}
        self.numbers: dict[str, int] = {}
        self.listed: Listed | None = None
        self.shown, self.spare = False, 0  # whether the list of contents is shown, how many spare pages are used
        self.title: Cover | None = None
        self.pages: list[Page] = []

    def render(self) -> Rendered:
        """One document as a file."""
        self.compose()
        if self.story.problems:
            return Rendered(b"", 0, {}, tuple(self.story.problems))
        book = Book(self.edition.ink)
        book.numbered = self.edition.aside > 0
        self.draw(book, 0, self.sheets)
        if self.story.problems:
            return Rendered(b"", 0, {}, tuple(self.story.problems))
        from .writer import write  # noqa: PLC0415  (ReportLab is loaded only when something is drawn)

        if self.edition.finish == "booklet":
            book = imposed(book, self.area.width, self.area.height)
        boxed = paper_boxes(self.edition, self.area)
        data = write(self.document, book, None if self.edition.print_only else self.story.root, self.outline(), boxed)
        rules = preflight(book, data) if self.edition.finish == "press" else ()
        return Rendered(data, len(book.sheets), self.numbers if self.shown else {}, (), self.spare, rules)

    def compose(self) -> None:
        """Choose the pages."""
        title, chapters = self.story.chapters()
        spare = self.document.spare if self.edition.multiple > 1 else ()
        chapters[-1:-1] = [list(page) for page in spare]  # in reading order, though they may stay empty
        boxes = [self.boxes(number, chapter) for number, chapter in enumerate(chapters)]
        for made in boxes:
            self.keep_ends(made)
        self.fit(boxes)
        told = [*boxes[: -1 - len(spare)], boxes[-1]] if spare else boxes
        count = sum(pages_of(chapter, self.area.depth) for chapter in told) + bool(title)
        listed = self.listed
        self.shown = listed is not None and count >= listed.from_pages
        if listed and self.shown:
            boxes[listed.chapter].insert(listed.at, listed.box)
        paged = [compose(chapter, self.area.depth) for chapter in boxes]
        filling = paged[len(told) - 1 : -1]
        del paged[len(told) - 1 : -1]
        self.spare = -(sum(map(len, paged)) + bool(title)) % self.edition.multiple
        paged[-1:-1] = filling[: self.spare]
        self.title, self.pages = title, [page for chapter in paged for page in chapter]

    @property
    def sheets(self) -> int:
        """How many sheets the pages take."""
        count = len(self.pages) + (self.title is not None)
        return max(self.area.frame(number).sheet for number in range(count)) + 1

    def boxes(self, number: int, chapter: Sequence[Part]) -> list[Box]:
        """The boxes of a chapter; the list of contents is set aside, as nobody knows yet whether it is wanted."""
        out: list[Box] = []
        before: Part | None = None
        root = self.story.root
        for part in chapter:
            if isinstance(part, Contents):  # its element keeps its place in reading order, though it may stay empty
                box = contents(self.story, part, root.add("Sect"), self.area.measure, self.numbers)
                self.listed = Listed(number, len(out), box, part.from_pages)
                continue
            if isinstance(part, Group):
                made = self.boxes(number, part.parts)
                if least(made) <= self.area.depth:
                    for box in made:
                        box.keep, box.breaks = box is not made[-1], frozenset()
            else:
                made = self.story.part(part, root, self.area.measure)
                self.where.update((id(box), part) for box in made)
            if out and isinstance(before, Paragraph) and _introduced(part):
                out[-1].keep = len(out[-1].rows) <= INTRODUCTION
            out.extend(made)
            before = part
        return out

    def keep_ends(self, boxes: list[Box]) -> None:
        """The last line or two of a section stay with what stands before them."""
        for number, (above, box) in enumerate(pairwise(boxes), 2):
            below = boxes[number] if number < len(boxes) else None
            last = below is None or isinstance(self.where.get(id(below)), Heading)
            if last and isinstance(self.where.get(id(box)), Paragraph) and len(box.rows) <= INTRODUCTION:
                above.keep = True

    def fit(self, chapters: list[list[Box]]) -> None:
        """Reports what no page can hold, and by how many lines an edition with a number of pages is too long."""
        edition, leading = self.edition, self.story.look.body.leading
        if edition.pages == len(chapters):
            for number, boxes in enumerate(chapters, 1):
                over = least(boxes) - self.area.depth
                if over > 0:
                    lines, at = -int(-over // leading), self.first_over(boxes)
                    much = f"{lines} {'line' if lines == 1 else 'lines'}"
                    message = f"page {number} of the {edition.name} on {self.area.paper} is {much} too long"
                    self.story.fail(at, message, f"leave something out of '{edition.view}', or say it shorter")
            return
        for boxes in chapters:
            for box in too_tall(boxes, self.area.depth):
                message = "this is higher than a page and may not be split"
                self.story.fail(self.place(boxes, box), message, "make it shorter, or two of it")

    def place(self, boxes: list[Box], wanted: Box) -> Where | None:
        """Where a box was written, or what stands before it, if the program made it by itself."""
        at = None
        for box in boxes:
            part = self.where.get(id(box))
            at = (part.at if part else None) or at
            if box is wanted:
                break
        return at

    def first_over(self, boxes: list[Box]) -> Where | None:
        """Where the section begins that the page no longer holds."""
        at = None
        for number, box in enumerate(boxes):
            part = self.where.get(id(box))
            if isinstance(part, Heading) and part.at:
                at = part.at
            if least(boxes[: number + 1]) > self.area.depth:
                break
        return at

    def draw(self, book: Book, before: int, total: int) -> None:
        """Paint the pages onto the sheets of ``book`` after the ``before`` sheets it has; there will be ``total``."""
        first = int(self.title is not None)
        self.find_headings(before)
        if self.title:
            cover(self.story, self.title, book.sheet(before), self.area.turned(before))
        for number, page in enumerate(self.pages, first):
            frame = self.area.frame(number)
            at = before + frame.sheet
            sheet, x = book.sheet(at), frame.x + self.area.turn(at)
            for placed in page:
                placed.box.draw(sheet, x, frame.top - placed.top, placed.first, placed.last)
        for sheet in book.sheets[before:]:
            covered = self.title is not None and sheet.index == before  # the cover says it all itself
            if self.edition.furniture and not covered:
                count = self.page_of.format(page=sheet.index + 1, pages=total)
                headed = sheet.index > before
                furniture(self.story, sheet, self.area.turned(sheet.index), count, headed=headed)
            if book.numbered:
                start = self.area.turned(sheet.index).start
                line_numbers(self.story, sheet, start, start + self.area.measure)
            if self.edition.copies != (1, 1):
                copied(sheet, self.area)
            if self.area.panels:
                folds(sheet, self.area)
            if self.edition.finish == "press":
                crops(sheet, self.area.width, self.area.height)
                sheet.operators = unmarked(sheet.operators)

    def find_headings(self, before: int) -> None:
        """The page number of every heading that can be linked to."""
        for number, page in enumerate(self.pages, int(self.title is not None)):
            shown = before + self.area.frame(number).sheet + 1
            for placed in page:
                part = self.where.get(id(placed.box))
                if isinstance(part, Heading) and part.id:
                    self.numbers[part.id] = shown

    def outline(self) -> list[tuple[str, int, str]]:
        """Bookmarks: the title, and below it the headings of the sections."""
        if self.edition.print_only:
            return []
        title = next((part for part in self.document.parts if isinstance(part, Cover | Banner)), None)
        listed = (part for part in headings(self.document.parts) if part.id and part.level == 2)
        return [
            *([(title.title, 0, "title")] if title else []),
            *((part.text, bool(title), part.id) for part in listed),
        ]
