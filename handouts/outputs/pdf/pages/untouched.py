"""What stands as it did in the document before: the boxes of parts, and sheets, which are not
painted, told and deflated again.

Where a sentence was changed, all else is such. This is a memo and never part of an answer: a part
is compared with the one before, and with it all of the document that has a say in its boxes; a
sheet is known by all that is painted on it, and taken only where its drawings and fields are called
what they were called then.
"""

from __future__ import annotations

from collections.abc import Mapping

from ....meaning.document import Part
from ....source.rows import NamedTuple
from ..boxes.box import Box
from ..ink.gathered import Amount, Asked, Shape, Share
from ..ink.marks import Standing
from ..ink.sheet import Painter, Sheet
from ..ink.tags import Branch, Grown
from ..parts import story
from ..parts.context import Context
from ..text.kept import Lately


class Stood(NamedTuple):
    """A part, its boxes, and the elements that they are read as."""

    part: Part
    boxes: tuple[Box, ...]
    grown: Grown


class Untouched:
    """The parts of one document while it is laid, by how many elements there were before each:
    boxes know theirs by number."""

    def __init__(self, ctx: Context, lately: Lately) -> None:
        self.ctx, self._lately = ctx, lately
        before = lately.found(ctx.given)
        self._before: Mapping[int, Stood] = before if isinstance(before, dict) else {}
        self._now: dict[int, Stood] = {}

    def boxes(self, part: Part, parent: Branch, width: float) -> tuple[Box, ...]:
        """The boxes of ``part``, as they were or set anew; its elements are added to ``parent``."""
        tags, ctx = parent.tags, self.ctx
        if ctx.look.near < 1:  # its lines are nearer to each other than they were before
            return tuple(story.part(ctx, part, parent, width))
        first = len(tags)
        known = self._before.get(first)
        if known and known.part == part:
            tags.grow(parent.number, known.grown)
            self._now[first] = known
            return known.boxes
        before, under = (len(ctx.problems), ctx.stated), tags.under(parent.number)
        boxes = tuple(story.part(ctx, part, parent, width))
        if before == (len(ctx.problems), ctx.stated):  # else more is said than in boxes
            grown = tags.since(first, parent.number, under)
            self._now[first] = Stood(part, boxes, grown)
        return boxes

    def keep(self) -> None:
        """For the next document: these parts, and no others."""
        before = self._before
        stood = sum([before.get(first) is one for first, one in self._now.items()])
        self.ctx.kept.edited = stood * 2 > len(self._now)
        self._lately.keep(self.ctx.given, self._now)


class Sheeted(NamedTuple):
    """A sheet of the document before: what was asked for, what its page and what stands around that
    added to the file, and what it is written as, if that can be told by itself."""

    asked: object
    page: Share
    around: Share
    shown: Standing | None


class Otherwise(Exception):
    """Drawings around the pages have other names than they had: nothing can be taken."""


class Known(NamedTuple):
    """All sheets of a document by number, and what they have in common."""

    alike: object
    sheets: Mapping[int, Sheeted]


class Again:
    """The sheets of one document while they are painted.

    First all pages are painted, then what stands around each: in this order drawings and fields get
    their names.
    """

    def __init__(self, painter: Painter, alike: object, before: object) -> None:
        """``alike`` is what all sheets have in common, ``before`` what was ``known`` last."""
        self.painter, self.alike = painter, alike
        self.before: Mapping[int, Sheeted] = {}
        if isinstance(before, Known) and before.alike == alike:
            self.before = before.sheets
        self.taken: dict[int, Sheeted] = {}
        self.asked: dict[int, object] = {}
        self.shares: dict[tuple[int, bool], Share] = {}  # by number, and whether around a page
        self._open: tuple[tuple[int, bool], Amount] | None = None
        self._forms: list[Shape] = []  # those there were at this point of the document before
        self._fields: list[Asked] = []

    def page(self, sheet: Sheet, asked: object) -> bool:
        """Whether a page is to be painted; one that stands as it did is taken."""
        self.close()
        number, painter = sheet.index, self.painter
        known = self.before.get(number)
        if known and known.shown and self._stands(known, asked):
            painter.take(known.page)
            sheet.marks.append(known.shown)
            self.taken[number] = known
        self.asked[number] = asked
        return self._begun(number, known.page if known else None, around=False)

    def around(self, sheet: Sheet) -> bool:
        """Whether what stands around a page is to be painted. Raises ``Otherwise``."""
        self.close()
        number = sheet.index
        known = self.before.get(number)
        if known and number in self.taken:
            if not self._like():
                raise Otherwise
            self.painter.take(known.around)
        return self._begun(number, known.around if known else None, around=True)

    def _stands(self, known: Sheeted, asked: object) -> bool:
        """Whether a page is as it was, and what is on it is called as it was."""
        return self._like() and known.asked == asked and self.painter.fits(known.page)

    def _like(self) -> bool:
        """Whether there are the drawings and fields that there were at this point."""
        return [*self.painter.forms] == self._forms and self.painter.asked == self._fields

    def _begun(self, number: int, then: Share | None, *, around: bool) -> bool:
        if then:
            self._forms += then.forms
            self._fields += then.asked
        if number in self.taken:
            return False
        self._open = (number, around), self.painter.amount
        return True

    def close(self) -> None:
        """Ends what is being painted."""
        if self._open:
            key, before = self._open
            self.shares[key] = self.painter.since(before)
            self._open = None

    def known(self, shown: Mapping[int, Standing]) -> Known:
        """The sheets for the next document, as they are ``shown``."""
        self.close()
        out = dict(self.taken)
        for number, asked in self.asked.items():
            if number not in out:
                page, around = self.shares[number, False], self.shares[number, True]
                out[number] = Sheeted(asked, page, around, shown.get(number))
        return Known(self.alike, out)
