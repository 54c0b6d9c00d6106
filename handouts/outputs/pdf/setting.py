"""One document on its way to paper, from value to value: composed, painted, finished, inked,
written.

Each step can be taken alone and again, with the same outcome; nothing that it was given is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...content.editions import TWO_SIDED, Edition, Printing
from ...meaning.document import Document
from ...meaning.levels import Title, titles
from ...source.problems import Problem
from ...source.rows import NamedTuple
from ...source.values import dataclass, replace
from ..output import Attachment
from .colours import FORMULA, Process
from .ink.inks import in_ink
from .ink.marks import Book
from .ink.sheet import Painter, Sheet
from .ink.turned import AHEAD, Way, tongue
from .look import Look
from .pages.areas import Area
from .pages.compose import Page
from .pages.composition import Composition
from .pages.missing import unpainted
from .pages.running import Running
from .pages.shorter import composed
from .pages.untouched import Again, Otherwise
from .parts.context import Pictures
from .parts.notes import line_numbers
from .text.kept import Kept
from .text.watch import Watch
from .write.archive import Archive
from .write.bookmarks import Bookmark
from .write.finish import copied, folds, imposed, paper_boxes, repeated, unmarked
from .write.measured import measures
from .write.mould import Mould, mould_of
from .write.registration import registered
from .write.rule import Rule, Wanted
from .write.streams import Written, written
from .write.writer import Writer

LISTED = 3  # levels of headings that are bookmarks


class Rendered(NamedTuple):
    """The file, its page count, the pages of the headings where a list of contents is shown, and
    what went wrong.

    ``spare`` says how many of the document's spare pages were used, ``shortened`` which of its
    shorter ways was taken (0: none), ``printing`` what a print dialog is set to.
    """

    data: bytes
    pages: int
    contents: dict[str, int]
    problems: tuple[Problem, ...]
    spare: int = 0
    preflight: tuple[Rule, ...] = ()
    printing: Printing = TWO_SIDED
    mould: Mould | None = None
    shortened: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """A document, how it looks, and the area it is set on; ``page_of`` is how pages are counted at
    each foot, ``process`` how a press prints it, ``attached`` what a file for records carries,
    ``other`` the look of what stands beside the document, if anything does."""

    document: Document
    look: Look
    pictures: Pictures
    area: Area
    page_of: str
    process: Process = FORMULA
    attached: tuple[Attachment, ...] = ()
    other: Look | None = None

    @property
    def edition(self) -> Edition:
        return self.look.edition

    @property
    def texts(self) -> tuple[Look, Document, str]:
        """The words of its pages, and the faces they are in."""
        return self.look, self.document, self.page_of

    def compose(self, kept: Kept | None = None) -> Composition:
        """The pages, chosen."""
        given = self.document, self.look, self.pictures, self.area
        return composed(*given, kept or Kept(), self.other)

    def render(self, kept: Kept | None = None) -> Rendered:
        """One document as a file; ``kept`` are words that may be set already, and files that may be
        made."""
        kept = kept or Kept()
        known = kept.files.found(self)
        if isinstance(known, Rendered):
            return known
        made = self.rendered(kept)
        if not made.problems:  # they stand elsewhere when other lines of the text have changed
            kept.files.add(self, made)
        return made

    def rendered(self, kept: Kept) -> Rendered:
        """The file, made."""
        made = self.compose(kept)
        if made.problems:
            return Rendered(b"", 0, {}, made.problems)
        watch = kept if isinstance(kept, Watch) else None
        numbers = made.headings(0)
        painter, again = self.painted(made, numbers, kept)
        book = finished(painter.book(), self.edition, made.area, 0, made.sheets)
        said = written(in_ink(book, self.edition.ink, self.process), spare=watch is not None)
        if problems := unpainted(said.fonts, [self.texts]):
            return Rendered(b"", 0, {}, problems)
        printing = self.edition.printed(len(book.sheets))
        writer = self.writer(said, made.area, printing)
        data = writer.file(self.document, self.outline(made))
        if again:
            kept.sheets.keep(self.shown, again.known(writer.standing()))
        rules = self.checked(said, data) if self.edition.finish == "press" else ()
        return Rendered(
            data,
            len(book.sheets),
            numbers if made.listed else {},
            (),
            made.spare,
            rules,
            printing,
            mould_of(watch, painter, writer),
            made.shortened,
        )

    @property
    def shown(self) -> tuple[object, ...]:
        """What documents have in common whose sheets may be the same."""
        return self.look, self.other, self.area, self.page_of

    def painted(
        self, made: Composition, numbers: dict[str, int], kept: Kept, *, anew: bool = False
    ) -> tuple[Painter, Again | None]:
        """All sheets, painted. Those that stand as they did in the document before are taken from
        there, unless all are to be painted ``anew``. Nothing is known of those of a patient, of
        those that are to be folded or cut, and of a text that is not being edited."""
        on_paper, numbered = self.edition.on_paper, self.edition.aside > 0
        painter = Painter(made.tree, self.look.paints, numbered=numbered, paper=on_paper)
        again = None
        if isinstance(kept, Watch):
            painter.watched = kept.lines
        elif kept.edited and self.edition.finish == "screen" and made.area.bound and not numbered:
            around = made.furniture and replace(made.furniture, sections={})
            alike = around, made.stated, made.area, made.sheets
            before = None if anew else kept.sheets.found(self.shown)
            again = Again(painter, alike, before)
        try:
            self.paint(made, painter, 0, made.sheets, numbers, again)
        except Otherwise:
            return self.painted(made, numbers, kept, anew=True)
        return painter, again

    def writer(self, said: Written, area: Area, printing: Printing) -> Writer:
        """What writes the file."""
        finish, boxes = self.edition.finish, paper_boxes(self.edition, area)
        typing, tagged = self.look.regular, not self.edition.print_only
        if finish == "archive":
            return Archive(self.document, said, boxes, typing, self.attached)
        return Writer(said, boxes, typing, tagged=tagged, printing=printing, process=self.process)

    def checked(self, said: Written, data: bytes) -> tuple[Rule, ...]:
        """What a print shop would find in the file."""
        wanted = Wanted(self.process, self.look.brand.every, self.area.bleed)
        return measures().preflight(said.painted, data, wanted)

    def paint(
        self,
        made: Composition,
        painter: Painter,
        before: int,
        total: int,
        numbers: dict[str, int],
        again: Again | None = None,
    ) -> None:
        """Paints the pages onto the sheets after the ``before`` that there are; there will be
        ``total``. Those that are there ``again`` are taken.

        ``numbers`` are the pages that a list of contents names.
        """
        area, first = made.area, int(made.front is not None)
        painter.pages = numbers
        painter.way = Way(back=True, shift=area.width) if area.back else AHEAD
        where = {area.frame(number).sheet: one for number, one in enumerate(made.running, first)}
        if made.front:
            sheet = painter.sheet(before)
            if again is None or again.page(sheet, made.front):
                made.front.paint(sheet, area.turned(before))
        for number, page in enumerate(made.pages, first):
            at = area.frame(number).sheet
            sheet = painter.sheet(before + at)
            if again is None or again.page(sheet, (page, _around(made, where[at]))):
                self.page(made, sheet, number, page)
        for sheet in painter.sheets[before:]:
            if again is None or again.around(sheet):
                self.finish(made, sheet, (before, total), where.get(sheet.index - before))

    def page(self, made: Composition, sheet: Sheet, number: int, page: Page) -> None:
        """Paints what stands on page ``number``."""
        frame = made.area.frame(number)
        x = frame.x + made.area.turn(sheet.index)
        sheet.dots.clear()
        for place, placed in enumerate(page):
            top = frame.top - placed.top
            placed.box.draw(sheet, x, top, placed.first, placed.last, placed.fit)
            if number == place == 0:  # where it is read: after the head of the first page
                self.state(made, sheet)

    def state(self, made: Composition, sheet: Sheet) -> None:
        """Paints what the foot of the first page says as something that is heard."""
        if made.furniture and made.stated is not None:
            made.furniture.state(sheet, made.area.turned(sheet.index), made.stated)

    def finish(
        self, made: Composition, sheet: Sheet, counted: tuple[int, int], here: Running | None
    ) -> None:
        """Paints what stands on every sheet but the cover, which says it all itself; ``counted``
        are the sheets before and in all."""
        turned, (before, total) = made.area.turned(sheet.index), counted
        if made.furniture and here:
            count = self.page_of.format(page=sheet.index + 1, pages=total)
            first = sheet.index == before
            stated = first and made.stated is not None
            made.furniture.paint(sheet, turned, count, here, headed=not first, stated=stated)
        if sheet.painter.numbered:
            line_numbers(self.look, sheet, turned.start, turned.start + made.area.measure)

    def outline(self, made: Composition) -> list[Bookmark]:
        """Bookmarks: the title, below it the sections, below them what has a title in them."""
        if self.edition.print_only:
            return []
        beside = self.document.beside
        more = _outline(titles(beside.parts), tongue(beside.lang)) if beside else ()
        return [*_outline(made.titles), *more]


def _outline(told: Iterable[Title], scope: str = "") -> Iterator[Bookmark]:
    """The bookmarks of one language; ``scope`` stands before its places. Emergency signs have one
    however deep they stand."""
    listed = [one for one in told if one.level <= LISTED or one.urgent]
    first = min((one.level for one in listed), default=1)
    return (
        Bookmark(one.text, min(one.level, LISTED) - first, f"{scope}{one.id}") for one in listed
    )


def finished(book: Book, edition: Edition, area: Area, first: int, count: int) -> Book:
    """A painted book, its ``count`` sheets from ``first`` on with what cutting, folding and
    printing them takes."""
    sheets = list(book.sheets)
    for index in range(first, first + count):
        if edition.copies != (1, 1):
            sheets[index] = copied(sheets[index], area, edition.reach)
            book = repeated(book, index, area)
        if area.panels:
            sheets[index] = folds(sheets[index], area, index - first, edition.reach)
        if edition.finish == "press":
            sheets[index] = (*unmarked(sheets[index]), *registered(area))
    out = replace(book, sheets=tuple(sheets))
    return imposed(out, area, edition) if edition.finish == "booklet" else out


def _around(made: Composition, here: Running) -> tuple[object, ...]:
    """What stands around a page that is ``here``, beside what does so around every page."""
    return here, made.furniture and made.furniture.sections.get(here.section)
