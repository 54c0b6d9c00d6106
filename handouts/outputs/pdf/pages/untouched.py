"""What stands as it did in the document before: the boxes of parts, also of an earlier process, and
sheets, which are not painted, told and deflated again.

Where a sentence was changed, all else is such. This is a memo and never part of an answer: a part
is compared with the one before, and with it all of the document that has a say in its boxes; a
sheet is known by all that is painted on it, and taken only where its drawings and fields are called
what they were called then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property

from ....meaning.document import Part
from ....pictures.drawing import Drawing
from ....pictures.photo import Photo
from ....source.lasting import Names, leave, of_one, together
from ....source.rows import NamedTuple
from ..boxes.box import Box
from ..ink.gathered import Amount, Asked, Shape, Share
from ..ink.marks import Standing
from ..ink.sheet import Painter, Sheet
from ..ink.tags import Branch, Grown
from ..parts import story
from ..parts.context import Context
from ..text.faces import Face
from ..text.kept import Lately
from ..text.stack import FaceStack

NEW = 12  # parts: fewer are set sooner than all are written


class Stood(NamedTuple):
    """A part, its boxes, and the elements that they are read as."""

    part: Part
    boxes: tuple[Box, ...]
    grown: Grown


class Lent(Names):
    """Faces and pictures, which boxes hold."""

    kinds = (Face, FaceStack, Drawing, Photo)

    def __init__(self, ctx: Context) -> None:
        look, shown = ctx.look, (*ctx.figures.values(), *ctx.icons.values(), ctx.logo)
        self.stacks = {"regular": look.regular, "bold": look.bold}
        every = (source for one in self.stacks.values() for source in one.sources)
        self.sources = {one.name: one for one in every}  # a face is loaded where it is asked for
        self.pictures = {name: one for one in shown if one and (name := self.name(one))}

    def name(self, one: object) -> str:
        match one:
            case Face(name=name):
                return f"face {name}"
            case FaceStack():
                same = (name for name, own in self.stacks.items() if own.sources == one.sources)
                weight = next(same, "")
                return weight and f"stack {weight} {one.language} {int(one.is_tabular)}"
            case Drawing(made_of=made_of) if made_of:
                return f"picture {made_of}"
            case Photo(file=file):
                return f"picture {file.sha256}"
        return ""

    def named(self, name: str) -> object:
        kind, _, rest = name.partition(" ")
        if kind == "face":
            return self.sources[rest].face
        if kind == "picture":
            return self.pictures[name]
        weight, language, tabular = rest.split(" ")
        spoken = self.stacks[weight].spoken(language)
        return spoken.tabular() if tabular == "1" else spoken


class Untouched:
    """The parts of one document, which has a ``name``, while it is laid, by how many elements there
    were before each: boxes know theirs by number."""

    def __init__(self, ctx: Context, lately: Lately, name: str) -> None:
        self.ctx, self._lately = ctx, lately
        told = repr((name, ctx.look.edition.name, ctx.width, ctx.depth))
        self._name = f"boxes-{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()[:24]}"
        self._now: dict[str, Stood] = {}

    @cached_property
    def _before(self) -> dict[str, Stood]:
        found = self._lately.found(self.ctx.given)
        if not isinstance(found, dict) and self._lately.keeps:
            found = together(self._name, self.ctx.told_of, Lent(self.ctx))
        return found if isinstance(found, dict) else {}

    def boxes(self, part: Part, parent: Branch, width: float) -> tuple[Box, ...]:
        """The boxes of ``part``, as they were or set anew; its elements are added to ``parent``."""
        tags, ctx = parent.tags, self.ctx
        if ctx.look.near < 1:  # its lines are nearer to each other than they were before
            return tuple(story.part(ctx, part, parent, width))
        first = len(tags)
        known = self._before.get(str(first))
        if known and known.part == part:
            tags.grow(parent.number, known.grown)
            self._now[str(first)] = known
            return known.boxes
        before, under = (len(ctx.problems), ctx.stated), tags.under(parent.number)
        boxes = tuple(story.part(ctx, part, parent, width))
        if before == (len(ctx.problems), ctx.stated):  # else more is said than in boxes
            grown = tags.since(first, parent.number, under)
            self._now[str(first)] = Stood(part, boxes, grown)
        return boxes

    def keep(self) -> None:
        """For the next document: these parts, and no others; for a later run, where enough of them
        are new."""
        new = [one for at, one in self._now.items() if self._before.get(at) is not one]
        self.ctx.kept.edited = len(new) * 2 < len(self._now)
        self._lately.keep(self.ctx.given, self._now)
        if len(new) >= NEW and self._lately.keeps and of_one():
            values: dict[str, object] = {**self._now}
            leave(self._name, values, self.ctx.told_of, Lent(self.ctx))


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
