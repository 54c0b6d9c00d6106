"""A document on pages: everything that is decided before anything is painted, as one value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ....meaning.document import Banner, Cover, Document, Heading, Part
from ....source.problems import Problem
from ....source.values import dataclass
from ..boxes.box import NEAR
from ..ink.tags import Tree, branch
from ..look import Look
from ..parts import story
from ..parts.context import Context, Pictures
from ..text.kept import Kept
from .areas import Area
from .chapters import Chapter, Laid, Layer, boxes_of, ends_kept, least, loosened, parted
from .compose import Page, compose, pages_of, room_for
from .cover import Front, cover
from .fitting import Fitting, depth_of, must_be_whole
from .furniture import Furniture, footer, furniture
from .running import Running, opening, running


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

    @property
    def sheets(self) -> int:
        """How many sheets the pages take."""
        count = len(self.pages) + (self.front is not None)
        return max(self.area.frame(number).sheet for number in range(count)) + 1

    def part(self, page: int, box: int) -> Part | None:
        """What a box was made from: the ``box``th of the chapter that ``page`` is of."""
        return self.chapters[self.of[page]][box].part

    @property
    def running(self) -> tuple[Running, ...]:
        """Where each page after the cover is in the document."""
        pages = []
        for number, page in enumerate(self.pages):
            parts = [self.part(number, placed.number) for placed in page]
            pages.append([opening(part) if part else None for part in parts])
        tabs = self.furniture.tabs if self.furniture else None
        return tuple(running(pages, tabs.names if tabs else ()))

    def headings(self, before: int) -> dict[str, int]:
        """The page number of every heading that can be linked to, with ``before`` sheets before the
        first."""
        out: dict[str, int] = {}
        for number, page in enumerate(self.pages):
            sheet = self.area.frame(number + (self.front is not None)).sheet
            for placed in page:
                part = self.part(number, placed.number)
                if isinstance(part, Heading) and part.id:
                    out[part.id] = before + sheet + 1
        return out


def composed(
    document: Document, look: Look, pictures: Pictures, area: Area, kept: Kept
) -> Composition:
    """Chooses the pages."""
    return _Composer(document, look, pictures, area, kept).composition()


class _Composer:
    """One document on its way to pages."""

    def __init__(
        self, document: Document, look: Look, pictures: Pictures, area: Area, kept: Kept
    ) -> None:
        self.document, self.look, self.pictures, self.given, self.kept = (
            document,
            look,
            pictures,
            area,
            kept,
        )
        self.edition = look.edition
        more = (
            len(footer(document, look, area.measure + area.aside).lines) - 1
            if self.edition.furniture
            else 0
        )
        self.area = area._replace(foot=area.foot + more * look.furniture.leading)
        self.ctx = Context(document, look, pictures, (area.measure, area.depth), story.part, kept)
        self.root = branch("Document")
        self.layer = Layer(self.ctx, document, self.root, area.measure, self.area.depth)

    def composition(self) -> Composition:
        title, parts = parted(self.document.parts, fixed=self.edition.fixed)
        section = self.root.add("Sect") if title else self.root  # read before all else
        spare = self.document.spare if self.edition.multiple > 1 else ()
        # in reading order, though they may stay empty
        parts[-1:-1] = [list(page) for page in spare]
        chapters = [
            loosened(ends_kept(self.layer.chapter(number, told)), self.area.depth)
            for number, told in enumerate(parts)
        ]
        fitting = Fitting(self.ctx, self.document, self.area, self.would_fit)
        fitting.tell(parts, chapters)
        first = int(title is not None)
        # those that are not spare
        wanted = [*range(len(chapters) - 1 - len(spare)), len(chapters) - 1]
        least = {number: self.least_pages(chapters[number]) for number in wanted}
        listed = self.list_contents(chapters, least, first)
        counts = self.counts(chapters, least, first)
        used = -(sum(counts.values()) + first) % self.edition.multiple
        filling = range(wanted[-1] - len(spare), wanted[-1])[:used]
        paged: list[tuple[int, Page]] = []
        for number in sorted((*wanted, *filling)):
            depth = self.depth(chapters[number])
            pages = compose(boxes_of(chapters[number]), depth, counts.get(number, 0))
            paged += ((number, page) for page in pages)
        front = cover(self.ctx, title, section, self.area) if title else None
        return Composition(
            self.area,
            front,
            tuple(page for _, page in paged),
            tuple(chapters),
            tuple(number for number, _ in paged),
            self.furniture(),
            self.root.tags.tree,
            listed,
            used,
            tuple(self.ctx.problems),
            self.ctx.stated,
        )

    def list_contents(self, chapters: list[Chapter], least: dict[int, int], first: int) -> bool:
        """Puts the list of contents in its place, if there are as many pages as it is wanted
        from; ``least`` is how many each chapter takes."""
        listed = self.layer.listed
        if listed is None or sum(least.values()) + first < listed.from_pages:
            return False
        before, after = chapters[listed.chapter][: listed.at], chapters[listed.chapter][listed.at :]
        longer = chapters[listed.chapter] = (*before, Laid(listed.box, None), *after)
        if listed.chapter in least:
            least[listed.chapter] = self.least_pages(longer)
        return True

    def depth(self, chapter: Chapter) -> float:
        """How high the pages of a chapter may be filled."""
        told = (laid.part for laid in chapter if laid.part)
        return depth_of(told, self.edition, self.area)

    def least_pages(self, chapter: Chapter) -> int:
        return pages_of(boxes_of(chapter), self.depth(chapter))

    def counts(
        self, chapters: Sequence[Chapter], least: Mapping[int, int], first: int
    ) -> dict[int, int]:
        """How many pages each chapter has. A booklet has an even number of them: what is missing is
        given to the chapter that has the most room for it, as more air is better than a page with
        nothing on it."""
        counts = dict(least)
        for _ in range(-(sum(counts.values()) + first) % self.edition.multiple):
            longest = sorted(counts, key=lambda number: -counts[number])
            widest = next(
                (one for one in longest if self.has_room(chapters[one], counts[one])), None
            )
            if widest is None:
                break
            counts[widest] += 1
        return counts

    def has_room(self, chapter: Chapter, pages: int) -> bool:
        """Whether a chapter on ``pages`` pages can have one more: none of them looks empty, and it
        can be parted."""
        parts = [laid.part for laid in chapter if laid.part]
        boxes, depth = boxes_of(chapter), self.area.depth
        return (
            not must_be_whole(parts, self.edition)
            and room_for(boxes, depth) > pages
            and pages_of(boxes, depth, pages + 1) > pages
        )

    def furniture(self) -> Furniture | None:
        if not self.edition.furniture:
            return None
        width = self.area.measure + self.area.aside
        made = furniture(self.document, self.look, self.pictures.logo, width)
        if made is None:
            head = next((p for p in self.document.parts if isinstance(p, Cover | Banner)), None)
            message = "the title is too long for the head of a page"
            self.ctx.fail(head.at if head else None, message, "write 'short-title: ...' for it")
        return made

    def would_fit(self, parts: Sequence[Part]) -> bool:
        """Whether ``parts`` fit one page."""
        document = replace(self.document, parts=tuple(parts))
        again = _Composer(document, self.look, self.pictures, self.given, self.kept)
        depth = depth_of(parts, self.edition, self.area)
        return least(boxes_of(again.layer.chapter(0, parts))) <= depth + NEAR
