"""Parts that stand as they did in the document before: their boxes are as they were.

Where a sentence was changed, all others are such. This is a memo and never part of an answer: a
part is compared with the one before, and with it all of the document that has a say in its boxes.
"""

from __future__ import annotations

from collections.abc import Mapping

from ....meaning.document import Part
from ....source.rows import NamedTuple
from ..boxes.box import Box
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
        self._lately.keep(self.ctx.given, self._now)
