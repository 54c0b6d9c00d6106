"""One document on its way to paper: boxes of each chapter, their pages, the sheets, the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ...document import (
    Banner,
    Columns,
    Contents,
    Cover,
    Document,
    Figure,
    FillIn,
    Group,
    Heading,
    IconArray,
    Items,
    Ladder,
    PageBreak,
    Paragraph,
    Part,
    Steps,
    Strip,
    Table,
)
from ...parts import headings
from ...problems import Problem, Where
from .boxes.kinds import CLOSEST, Box, stacked
from .ink.sheet import Book
from .ink.tags import Element
from .look import Look
from .pages.areas import Area
from .pages.compose import Page, compose, pages_of, room_for, too_tall
from .pages.furniture import contents, cover, entries_of, footer, furniture
from .pages.missing import unpainted
from .pages.overlong import too_long
from .parts import story
from .parts.context import Context, Pictures
from .parts.notes import line_numbers
from .write.finish import copied, crops, folds, imposed, paper_boxes, unmarked
from .write.preflight import Rule, preflight

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

    def __init__(self, document: Document, look: Look, pictures: Pictures, area: Area, page_of: str) -> None:
        self.document, self.look, self.pictures, self.page_of = document, look, pictures, page_of
        self.edition, self.given = look.edition, area
        more = len(footer(document, look, area.measure + area.aside)) - 1 if self.edition.furniture else 0
        self.area = area._replace(foot=area.foot + more * look.furniture.leading)
        self.ctx = Context(document, look, pictures, (area.measure, area.depth), story.part)
        self.root = Element("Document")
        self.front = self.root  # the element of the cover, once there is one
        self.where: dict[int, Part] = {}
        self.numbers: dict[str, int] = {}
        self.listed: Listed | None = None
        self.shown, self.spare = False, 0  # whether the list of contents is shown, how many spare pages are used
        self.title: Cover | None = None
        self.pages: list[Page] = []

    def render(self) -> Rendered:
        """One document as a file."""
        self.compose()
        if self.ctx.problems:
            return Rendered(b"", 0, {}, tuple(self.ctx.problems))
        book = Book(self.edition.ink)
        book.numbered = self.edition.aside > 0
        self.draw(book, 0, self.sheets)
        if problems := (*self.ctx.problems, *unpainted(book, [self.texts])):
            return Rendered(b"", 0, {}, problems)
        from .write.writer import write  # noqa: PLC0415  (ReportLab is loaded only when something is drawn)

        if self.edition.finish == "booklet":
            book = imposed(book, self.area.width, self.area.height)
        boxed = paper_boxes(self.edition, self.area)
        data = write(self.document, book, None if self.edition.print_only else self.root, self.outline(), boxed)
        rules = preflight(book, data) if self.edition.finish == "press" else ()
        return Rendered(data, len(book.sheets), self.numbers if self.shown else {}, (), self.spare, rules)

    def chapters(self) -> tuple[Cover | None, list[list[Part]]]:
        """The parts of each chapter; the cover apart."""
        title: Cover | None = None
        chapters: list[list[Part]] = [[]]
        for part in self.document.parts:
            if isinstance(part, Cover):
                title = part
                self.front = self.root.add("Sect")
            elif isinstance(part, PageBreak):
                chapters.append([])
            else:
                chapters[-1].append(part)
        return title, chapters

    def compose(self) -> None:
        """Choose the pages."""
        title, chapters = self.chapters()
        spare = self.document.spare if self.edition.multiple > 1 else ()
        chapters[-1:-1] = [list(page) for page in spare]  # in reading order, though they may stay empty
        boxes = [self.boxes(number, chapter) for number, chapter in enumerate(chapters)]
        for made in boxes:
            self.keep_ends(made)
        self.fit(chapters, boxes)
        told = [*boxes[: -1 - len(spare)], boxes[-1]] if spare else boxes
        listed = self.listed
        count = sum(pages_of(chapter, self.area.depth) for chapter in told) + bool(title)
        self.shown = listed is not None and count >= listed.from_pages
        if listed and self.shown:
            boxes[listed.chapter].insert(listed.at, listed.box)
        counts = [pages_of(chapter, self.area.depth) for chapter in told]
        missing = -(sum(counts) + bool(title)) % self.edition.multiple
        counts = self.spread(told, counts, missing)
        self.spare = -(sum(counts) + bool(title)) % self.edition.multiple
        paged = [compose(chapter, self.area.depth, pages) for chapter, pages in zip(told, counts, strict=True)]
        filling = [compose(chapter, self.area.depth) for chapter in boxes[len(told) - 1 : -1]]
        paged[-1:-1] = filling[: self.spare]
        self.title, self.pages = title, [page for chapter in paged for page in chapter]

    def spread(self, chapters: list[list[Box]], counts: list[int], missing: int) -> list[int]:
        """``missing`` pages more, given to the chapter that has the most room for them: a booklet has an even number
        of pages, and more air is better than a page with nothing on it."""
        counts = list(counts)
        for _ in range(missing):
            longest = sorted(range(len(counts)), key=lambda number: -counts[number])
            widest = next((number for number in longest if self.has_room(chapters[number], counts[number])), None)
            if widest is None:
                break
            counts[widest] += 1
        return counts

    def has_room(self, boxes: list[Box], pages: int) -> bool:
        """Whether a chapter on ``pages`` pages can have one more: none of them looks empty, and it can be parted."""
        parts = [self.where[id(box)] for box in boxes if id(box) in self.where]
        depth = self.area.depth
        return (
            not self.must_be_whole(parts)
            and room_for(boxes, depth) > pages
            and pages_of(boxes, depth, pages + 1) > pages
        )

    @property
    def sheets(self) -> int:
        """How many sheets the pages take."""
        count = len(self.pages) + (self.title is not None)
        return max(self.area.frame(number).sheet for number in range(count)) + 1

    def boxes(self, number: int, chapter: Sequence[Part]) -> list[Box]:
        """The boxes of a chapter; the list of contents is set aside, as nobody knows yet whether it is wanted."""
        out: list[Box] = []
        before: Part | None = None
        root = self.root
        for part in chapter:
            if isinstance(part, Contents):  # its element keeps its place in reading order, though it may stay empty
                listed, outer = entries_of(part, self.document), root.add("Sect")
                box = contents(self.ctx, listed, part.title, outer, self.area.measure, self.numbers)
                self.listed = Listed(number, len(out), box, part.from_pages)
                continue
            if isinstance(part, Group):
                made = self.boxes(number, part.parts)
                if least(made) <= self.area.depth:
                    for box in made:
                        box.keep, box.breaks = box is not made[-1], frozenset()
            else:
                made = story.part(self.ctx, part, root, self.area.measure)
                self.where.update((id(box), part) for box in made)
            if out and isinstance(before, Paragraph) and _introduced(part):
                out[-1].keep = len(out[-1].rows) <= INTRODUCTION
            out.extend(made)
            before = part
        return out

    def keep_ends(self, boxes: list[Box]) -> None:
        """The last lines of a section stay with what stands before them: a short paragraph, facts of the clinic."""
        tied = False  # whether the box below is such an end
        for number in range(len(boxes) - 1, 0, -1):
            box, part = boxes[number], self.where.get(id(boxes[number]))
            below = self.where.get(id(boxes[number + 1])) if number + 1 < len(boxes) else None
            last = number + 1 == len(boxes) or isinstance(below, Heading)
            told = isinstance(part, FillIn) and any(field.fact for field in part.fields)
            short = isinstance(part, Paragraph) and len(box.rows) <= INTRODUCTION
            tied = (last and (short or told)) or (tied and told and below is part)
            if tied:
                boxes[number - 1].keep = True

    def fit(self, parts: list[list[Part]], chapters: list[list[Box]]) -> None:
        """Reports what no page can hold, and by how many lines what must stand on one page is too long for it."""
        for number, (told, boxes) in enumerate(zip(parts, chapters, strict=True), 1):
            if self.edition.fixed or self.must_be_whole(told):
                over = least(boxes) - self.area.depth
                if over > 0.01:
                    self.overfull(number, told, boxes, over)
                continue
            for box in too_tall(boxes, self.area.depth):
                message = "this is higher than a page and may not be split"
                self.ctx.fail(self.place(boxes, box), message, "make it shorter, or two of it")

    def must_be_whole(self, parts: Sequence[Part]) -> bool:
        """Whether this is the section of which the edition must not split anything."""
        first = next((part for part in parts if isinstance(part, Heading)), None)
        return bool(first and self.edition.whole and first.id == self.edition.whole)

    def overfull(self, number: int, parts: Sequence[Part], boxes: list[Box], over: float) -> None:
        """Reports a page that is ``over`` points too long: at the facts that are too long for it, or at its author's
        words."""
        edition = self.edition
        lines = -int(-over // self.look.body.leading)
        much = f"{lines} {'line' if lines == 1 else 'lines'}"
        heading = next((part.text for part in parts if isinstance(part, Heading)), "")
        where = f"page {number}" if edition.fixed else f"the page '{heading}'"
        where = f"{where} of the {edition.name} on {self.area.paper}"
        facts = too_long(parts, self.would_fit, self.document.told)
        for name, (length, most) in facts.items():
            message = f"the fact '{name}' has {length} characters, and {where} is {much} too long with it"
            at = self.document.told.get(name)
            self.ctx.problems.append(Problem(at or Where("?"), message, f"at most {most} characters fit there"))
        if not facts:
            hint = f"leave something out of '{edition.view}', or say it shorter"
            at = self.first_over(boxes) or next(filter(None, (part.at for part in parts)), None)
            self.ctx.fail(at, f"{where} is {much} too long", hint)

    def would_fit(self, parts: Sequence[Part]) -> bool:
        """Whether ``parts`` fit one page."""
        document = replace(self.document, parts=tuple(parts))
        again = Setting(document, self.look, self.pictures, self.given, self.page_of)
        return least(again.boxes(0, parts)) <= self.area.depth + 0.01

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
            cover(self.ctx, self.title, self.front, book.sheet(before), self.area.turned(before))
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
                furniture(self.ctx, self.document, sheet, self.area.turned(sheet.index), count, headed=headed)
            if book.numbered:
                start = self.area.turned(sheet.index).start
                line_numbers(self.ctx, sheet, start, start + self.area.measure)
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

    @property
    def texts(self) -> tuple[Look, Document, str]:
        """The words of its pages, and the faces they are in."""
        return self.look, self.document, self.page_of

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
