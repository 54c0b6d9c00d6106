"""Two languages on the same pages: what says the same begins at the same height, and each language
is read through by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest

from ....meaning.document import Part
from ....meaning.pairing import Pair, paired
from ....source.problems import Problem
from ....source.rows import NamedTuple
from ....source.values import replace
from ..boxes.box import Box, height
from ..boxes.stacks import Beside, Column, Stack
from ..ink.tags import Branch, Data
from ..ink.turned import Tongue
from .context import Context


class Under(NamedTuple):
    """The elements of both languages that something is added to."""

    one: Branch
    other: Branch

    def add(self, tag: str, attributes: str = "", data: Data | None = None) -> Under:
        """The same element in both; ``data`` are told in the first."""
        first = self.one.add(tag, attributes=attributes, data=data)
        return Under(first, self.other.add(tag, attributes=attributes))


Setter = Callable[["Two", Pair, Under, float], list[Box]]


class Two:
    """What setting two languages needs: the context of each, and ``pair``, which sets a pair of any
    kind.

    ``name`` stands before the places of the second. Only the first has fields: what is filled in is
    filled in once.
    """

    def __init__(self, one: Context, other: Context, name: str, pair: Setter) -> None:
        self.one, self.other, self.name, self._pair = one, other, name, pair
        self.turned = one.look.rtl != other.look.rtl
        other.answers, one.beside, other.beside = False, True, True

    @property
    def both(self) -> tuple[Context, Context]:
        return self.one, self.other

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be set, in either."""
        return tuple(dict.fromkeys((*self.one.problems, *self.other.problems)))

    @property
    def apart(self) -> float:
        """Between the columns of both, in points."""
        return self.one.look.theme.columns.apart

    def half(self, width: float) -> float:
        """The width of a column of one language."""
        return (width - self.apart) / 2

    def parts(
        self, both: tuple[Sequence[Part], Sequence[Part]], under: Under, width: float
    ) -> list[Box]:
        """The boxes of parts inside others."""
        return [box for one in paired(*both) for box in self._pair(self, one, under, width)]

    def spoken(self, boxes: Sequence[Box], wide: float) -> Stack:
        """Boxes of the second language as one that is painted as such."""
        tongue = Tongue(self.name, wide, self.turned)
        stack = _stacked(boxes)
        if stack.tongue:
            return stack
        if stack.indent and self.turned:
            stack = Stack((stack,))
        return replace(stack, tongue=tongue)

    def level(self, first: Sequence[Box], other: Sequence[Box], width: float) -> list[Box]:
        """Boxes of both beside each other, row by row."""
        half = self.half(width)
        rows = zip_longest(first, other)
        return [self.row([a] if a else [], [b] if b else [], half) for a, b in rows]

    def row(self, first: Sequence[Box], other: Sequence[Box], half: float) -> Box:
        """Some boxes beside some others that say the same."""
        one, two = _stacked(first), self.spoken(other, half)
        if one.behind and two.behind:  # panels beside each other end together
            tall = max(height(one), height(two))
            one, two = replace(one, least=tall), replace(two, least=tall)
        before = max((boxes[0].before for boxes in (first, other) if boxes), default=0.0)
        after = max((boxes[-1].after for boxes in (first, other) if boxes), default=0.0)
        keep = any(boxes[-1].keep for boxes in (first, other) if boxes)
        columns = (Column(0.0, one), Column(half + self.apart, two))
        return Beside(columns, before=before, after=after, keep=keep)


def _stacked(boxes: Sequence[Box]) -> Stack:
    """Boxes as one column; what is one already stays as it is."""
    if len(boxes) == 1:
        (box,) = boxes
        if isinstance(box, Stack):
            return box
        if isinstance(box, Beside) and len(box.columns) == 1 and not box.behind:
            return box.columns[0].stack
    return Stack(tuple(boxes))
