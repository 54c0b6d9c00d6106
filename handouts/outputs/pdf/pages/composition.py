"""A document on pages: everything that is decided before anything is painted, as one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module

from ....meaning.document import Banner, Cover, Document, Heading, Part
from ....meaning.levels import Title, titled
from ....source.problems import Problem
from ....source.values import dataclass, replace
from ..boxes.box import NEAR
from ..ink.tags import BACK, Tree, branch
from ..look import Look
from ..parts import story
from ..parts.context import Context, Pictures
from ..text.kept import Kept
from ..text.recent import Each
from .areas import Area
from .chapters import Chapter, Laid, Layer, alike, boxes_of, ends_kept, gathered, least, loosened
from .compose import Chosen, Page, room_for, too_tall
from .cover import Front
from .fitting import SHEET, Fitting, begins_with, depth_of, eased, must_be_whole, near_enough
from .furniture import Furniture, around, footer
from .loath import loath
from .overlong import of_facts
from .pieces import Piece, Told, joined, parts_of, pieces
from .running import Running, openings

LEAF = 2  # pages


@dataclass(frozen=True, slots=True)
class Composition:
    """The cover, the pages after it, and for each of those its chapter: the boxes in it with their
    parts.

    ``tree`` is the structure as far as it is known before painting; ``listed`` says whether the
    list of contents is shown, ``spare`` how many of the document's spare pages are used.
    """

    area: Area
    front: Front | None
    pages: tuple[Page, ...]
    chapters: tuple[Chapter, ...]
    of: tuple[int, ...]  # for each page the number of its chapter
    furniture: Furniture | None
    tree: Tree
    listed: bool
    spare: int
    problems: tuple[Problem, ...]
    stated: int | None  # the element of what the foot of the first page says, where it is heard
    running: tuple[Running, ...]  # where each page after the cover is in the document
    titles: tuple[Title, ...]  # its headings
    shortened: int = 0  # which of the document's shorter ways is taken; 0 is none

    @property
    def sheets(self) -> int:
        """How many sheets the pages take."""
        count = len(self.pages) + (self.front is not None)
        return max(self.area.frame(number).sheet for number in range(count)) + 1

    def part(self, page: int, box: int) -> Part | None:
        """What a box was made from: the ``box``th of the chapter that ``page`` is of."""
        return self.chapters[self.of[page]][box].part

    def headings(self, before: int) -> dict[str, int]:
        """The page of every heading that can be linked to, after ``before`` other sheets."""
        out: dict[str, int] = {}
        for number, page in enumerate(self.pages):
            sheet = self.area.frame(number + (self.front is not None)).sheet
            for placed in page:
                part = self.part(number, placed.number)
                if type(part) is Heading and part.id:
                    out[part.id] = before + sheet + 1
        return out


class Composer:
    """One document on its way to pages."""

    def __init__(
        self,
        document: Document,
        look: Look,
        pictures: Pictures,
        area: Area,
        kept: Kept,
        other: Look | None,
        near: float = 1.0,
    ) -> None:
        self.document, self.look, self.pictures, self.near = document, look, pictures, near
        self.given, self.kept, self.other = area, kept, other
        self.edition = look.edition
        wide = area.measure + area.aside
        self.foot = footer(document, look, wide) if look.edition.furniture else None
        more = len(self.foot.lines) - 1 if self.foot else 0
        self.area = area._replace(foot=area.foot + more * look.furniture.leading)
        room = area.measure, self.area.depth
        self.multiple, self.most = self.edition.multiple, 0  # pages, where there is a leaf more
        self.nearer = 1.0  # than they are: lines, for pages to hold them
        self.begun: list[list[Heading | None]] = []  # what each box of a chapter begins with
        self.ctx = Context(document, look, pictures, room, story.part, kept)
        self.root = branch("Document", BACK if look.rtl else "")
        self.layer = Layer(self.ctx, document, self.root, *room)
        if document.beside and other:
            # fifteen modules know how two languages share a page: few papers have two
            both = import_module(f"{__package__}.sides").sides
            self.layer = both(self.ctx, self.root, document, room, other)

    def composition(self) -> Composition:
        title, found = pieces(self.document.parts, fixed=self.edition.fixed)
        front = self.layer.cover(title, self.area) if title else None  # read before all else
        spare = self.document.spare if self.edition.multiple > 1 else ()
        # in reading order, though they may stay empty
        found[-1:-1] = [Piece(list(page)) for page in spare]
        told = self.told(found)
        self.layer.untouched.keep()
        near, self.edition = eased(told, self.edition, self.area, self.would_fit)
        if min(near, self.nearer) < 1:
            return self.other_one(self.document.parts, min(near, self.nearer)).composition()
        chapters = [self.tied(chapter) for _, chapter in told]
        self.fitted([parts for parts, _ in told], chapters)
        first, last = int(title is not None), len(chapters) - 1
        wanted = [*range(last - len(spare)), last]  # those that are not spare
        self.begun = [openings(part for _, part in chapter) for chapter in chapters]
        made = Each[int, Chosen](lambda number: self.chosen(chapters[number], self.begun[number]))
        listed = self.list_contents(chapters, made, wanted, first)
        counts = self.counts(chapters, {number: made[number] for number in wanted}, first)
        used = self.missing(counts, first)
        filling = range(wanted[-1] - len(spare), wanted[-1])[:used]
        paged: list[tuple[int, Page]] = []
        for number in sorted((*wanted, *filling)):
            side = (first + len(paged)) % LEAF if self.multiple > 1 else None
            own = made[number].composed(counts.get(number, 0), side)
            paged += ((number, page) for page in own)
        around, here = self.around(paged)
        return Composition(
            self.area,
            front,
            tuple(page for _, page in paged),
            tuple(chapters),
            tuple(number for number, _ in paged),
            around,
            self.root.tags.tree,
            listed,
            used,
            self.layer.problems,
            self.ctx.stated,
            here,
            tuple(titled(self.ctx.every)),
        )

    def told(self, found: Sequence[Piece]) -> list[Told]:
        """The parts and boxes of each chapter. Where pages have fixed places, and what a clinic has
        filled in, or is told of a patient, makes one too long, their lines are to be nearer to each
        other; or if that is not enough, all runs on, on one leaf more."""
        laid = [self.laid(number, one.parts) for number, one in enumerate(found)]
        if not self.edition.fixed:
            return list(joined(found, laid, "running"))
        pages = list(joined(found, laid, "fixed"))
        long = [told for told, one in pages if least(boxes_of(one)) > self.area.depth + NEAR]
        may = long and any(one.where == "running" for one in found)
        if not (may and all(of_facts(one, self.would_fit) for one in long)):
            return pages
        if self.near == 1 and (near := near_enough(long, self.would_fit, SHEET)):
            self.nearer = near
            return pages
        self.multiple, self.most = LEAF, len(pages) + LEAF
        return list(joined(found, laid, "running"))

    def laid(self, number: int, parts: Sequence[Part]) -> Chapter:
        """The boxes of a chapter, its lines ``near`` each other if it must be whole."""
        whole = self.edition.fixed or must_be_whole(parts, self.edition)
        self.ctx.look = self.look.closer(self.near if whole else 1.0)
        made = self.layer.chapter(number, parts)
        self.ctx.look = self.look
        return made

    def fitted(self, parts: Sequence[Sequence[Part]], chapters: Sequence[Chapter]) -> None:
        """Reports what no page can hold."""
        fitting = Fitting(self.ctx, self.document, self.edition, self.area, self.would_fit)
        if not self.most:
            fitting.tell(parts, chapters)
        elif not self.held(chapters):
            fitting.beyond(self.would_run_on)

    def held(self, chapters: Sequence[Chapter]) -> bool:
        """Whether one leaf more holds all that runs on."""
        chosen = {number: self.chosen(one) for number, one in enumerate(chapters)}
        if any(True for one in chosen.values() for _ in too_tall(one.boxes, one.depth)):
            return False
        return sum(self.counts(chapters, chosen, 0).values()) <= self.most

    def tied(self, chapter: Chapter) -> Chapter:
        """A chapter, what belongs together in it tied as far as pages can hold it."""
        depth = self.area.depth
        return loosened(gathered(ends_kept(chapter), depth), depth)

    def list_contents(
        self, chapters: list[Chapter], chosen: Each[int, Chosen], wanted: Sequence[int], first: int
    ) -> bool:
        """Puts the list of contents in its place, if there are pages enough for it."""
        if (listed := self.layer.listed) is None:
            return False
        own, most = listed.chapter, listed.from_pages
        pages = first + sum(chosen[number].count() for number in wanted if number != own)
        if own in wanted:  # it has a page at least, and is chosen once if that is enough
            pages += 1 if pages + 1 >= most else chosen[own].count()
        if pages < most:
            return False
        before, after = chapters[own][: listed.at], chapters[own][listed.at :]
        chapters[own] = (*before, Laid(listed.box, None), *after)
        self.begun[own].insert(listed.at, None)
        chosen.pop(own, None)
        return True

    def chosen(self, chapter: Chapter, begun: Sequence[Heading | None] = ()) -> Chosen:
        """The pages of a chapter, as high as they may be filled; what each of its boxes begins with
        may be ``begun`` to be known (``openings``)."""
        depth = depth_of(parts_of(chapter), self.edition, self.area)
        return Chosen(boxes_of(chapter), depth, loath(chapter, depth, begun), alike(chapter))

    def counts(
        self, chapters: Sequence[Chapter], chosen: Mapping[int, Chosen], first: int
    ) -> dict[int, int]:
        """How many pages each chapter has. A booklet has an even number of them: what is missing is
        given to the chapter that has the most room for it, as more air is better than a page with
        nothing on it. What must be seen at once and takes two pages begins on an even one."""
        counts = {number: one.count() for number, one in chosen.items()}

        def grown(among: Iterable[int], pages: int) -> None:
            """Gives ``pages`` more to some of these chapters, or none if they have less room."""
            more = dict(counts)
            for _ in range(pages):
                longest = sorted(among, key=lambda number: -more[number])
                wide = (n for n in longest if self.has_room(chapters[n], chosen[n], more[n]))
                if (widest := next(wide, None)) is None:
                    return
                more[widest] += 1
            counts.update(more)

        long, seen = [n for n in counts if counts[n] > 1], self.edition.facing
        facing = next((n for n in long if begins_with(parts_of(chapters[n]), seen)), None)
        rest = list(counts)
        if facing is not None:
            ahead, rest = [n for n in counts if n < facing], [n for n in counts if n > facing]
            if (first + sum(counts[n] for n in ahead)) % 2 == 0:
                grown(ahead, 1)
            if self.missing(counts, first) > 1:
                grown(ahead, 2)
        for _ in range(self.missing(counts, first)):
            grown(rest, 1)
        return counts

    def missing(self, counts: Mapping[int, int], first: int) -> int:
        """How many pages there are too few."""
        return -(sum(counts.values()) + first) % self.multiple

    def has_room(self, chapter: Chapter, chosen: Chosen, pages: int) -> bool:
        """Whether a chapter on ``pages`` pages can have one more: none of them looks empty, and it
        can be parted."""
        return (
            not must_be_whole(parts_of(chapter), self.edition)
            and room_for(chosen.boxes, chosen.depth) > pages
            and chosen.count(pages + 1) > pages
        )

    def around(
        self, paged: Sequence[tuple[int, Page]]
    ) -> tuple[Furniture | None, tuple[Running, ...]]:
        """What stands around pages, each of a chapter, and where each is in the document."""
        begins = [[self.begun[number][one.number] for one in page] for number, page in paged]
        told, width = self.ctx.headings, self.area.measure + self.area.aside
        given = told, begins, self.look, self.pictures.logo, width, self.foot
        made, here = around(self.document, *given)
        if self.foot and not made:
            head = next((p for p in self.document.parts if isinstance(p, Cover | Banner)), None)
            message = "the title is too long for the head of a page"
            self.ctx.unfit(head.at if head else None, message, "write 'short-title: ...' for it")
        return made, here

    def would_fit(self, parts: Sequence[Part], near: float = 1.0) -> bool:
        """Whether ``parts`` fit one page."""
        depth = depth_of(parts, self.edition, self.area)
        return least(boxes_of(self.other_one(parts, near).laid(0, parts))) <= depth + NEAR

    def would_run_on(self, parts: Sequence[Part]) -> bool:
        """Whether one leaf more holds ``parts``."""
        again = self.other_one(parts)
        again.multiple, again.most = self.multiple, self.most
        _, found = pieces(parts, fixed=True)
        laid = [again.layer.chapter(number, one.parts) for number, one in enumerate(found)]
        return again.held([again.tied(one) for _, one in joined(found, laid, "running")])

    def other_one(self, parts: Sequence[Part], near: float = 1.0) -> Composer:
        """The same with other parts, lines of what must be whole ``near`` each other."""
        document = replace(self.document, parts=tuple(parts))
        given = (self.look, self.pictures, self.given, self.kept, self.other, near)
        return Composer(document, *given)
