"""What all boxes have in common: rows of known heights, gaps, and how they give way.

A box is a column of rows; a page may end after some of them (``breaks``). Boxes measure in points
from their own top and start edges and know nothing of pages. They are values: how tall one is set
on its page is an answer (``Fit``) that is handed to it when it is painted, and what it shows is
data, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol, TypeVar

from ....source.values import field, replace, unsealed, value
from ..ink.sheet import Sheet

if TYPE_CHECKING:
    from dataclasses import KW_ONLY

CLOSEST = 0.5  # a gap may be closed to this share of itself
NEAR = 0.01  # points: heights as near as that are equal
NOWHERE: frozenset[int] = frozenset()


@value
class Fit:
    """How a box is set: its height, and what that means inside it.

    ``held`` is the height of what a stack holds, ``closeness`` what its gaps are multiplied by,
    ``inner`` how its boxes are set, ``size`` which size is taken, ``extra`` what lines that grow
    are given of their page, in points.
    """

    height: float
    held: float = 0.0
    closeness: float = 1.0
    inner: tuple[Fit | None, ...] = ()
    size: int = 0
    extra: float = 0.0


@value
class Box:
    """``before`` and ``after`` are the gaps wanted around it; ``keep`` ties it to the next box.

    ``rows`` are the heights it would like to have, ``high`` is what they are together; it can do
    with ``give`` points less, and use ``more`` points more. Wherever a ``fit`` is asked for,
    ``None`` stands for the height it would like.
    """

    _: KW_ONLY
    before: float = 0
    after: float = 0
    keep: bool = False
    rows: tuple[float, ...] = field(init=False, default=())
    breaks: frozenset[int] = field(init=False, default=NOWHERE)
    high: float = field(init=False, default=0.0)
    give: float = field(init=False, default=0.0)
    more: float = field(init=False, default=0.0)

    def known(
        self,
        rows: tuple[float, ...],
        *,
        breaks: frozenset[int] = NOWHERE,
        give: float = 0.0,
        more: float = 0.0,
    ) -> None:
        """Keeps what was worked out while the box was made."""
        new = unsealed(self)
        new.rows, new.high, new.breaks, new.give, new.more = rows, sum(rows), breaks, give, more

    @property
    def stiff(self) -> bool:
        """Whether it is set in one way only, whatever room there is."""
        return not (self.give or self.more)

    def can_give(self, fit: Fit | None) -> float:
        """How much lower it can become."""
        return self.give

    def can_use(self, fit: Fit | None) -> float:
        """How much higher it can become."""
        return self.more

    def settled(self, fit: Fit | None, lower: float) -> Fit | None:
        """Set ``lower`` points lower, or a little more than that; higher where it is negative."""
        return fit

    def draw(
        self, sheet: Sheet, x: float, top: float, first: int, last: int, fit: Fit | None = None
    ) -> None:
        """Paint rows ``first`` to ``last`` (exclusive) with the upper start corner at ``x``,
        ``top``."""
        raise NotImplementedError


B = TypeVar("B", bound=Box)


def kept(box: B, keep: bool = True) -> B:
    """The same box, tied to the next or not."""
    return box if box.keep == keep else replace(box, keep=keep)


class Repeating(Box):
    """A box whose head is painted again, as an artifact, where it goes on."""

    __slots__ = ()

    def repeated(self) -> float:
        """What a page that goes on with it has to add."""
        raise NotImplementedError


class Ground(Protocol):
    """What is painted behind boxes."""

    def paint(self, sheet: Sheet, x: float, top: float, tall: float) -> None: ...


class Art(Protocol):
    """Something painted with its upper start corner at ``x``, ``top``."""

    def paint(self, sheet: Sheet, x: float, top: float) -> None: ...


def height(box: Box, fit: Fit | None = None) -> float:
    return box.high if fit is None else fit.height


def gap(above: Box | None, below: Box) -> float:
    return max(above.after, below.before) if above else 0.0


def gaps(boxes: Sequence[Box]) -> float:
    """The gaps between boxes one below the other, together."""
    return sum([max(above.after, box.before) for above, box in pairwise(boxes)])


def stacked(boxes: Sequence[Box], closeness: float = 1) -> float:
    """The height of ``boxes`` one below the other, without the gaps at the ends."""
    total = boxes[0].high if boxes else 0.0
    for above, box in pairwise(boxes):
        total += max(above.after, box.before) * closeness + box.high
    return total


def draw_stacked(
    boxes: Sequence[Box],
    sheet: Sheet,
    x: float,
    top: float,
    closeness: float = 1,
    fits: Sequence[Fit | None] = (),
) -> None:
    if len(boxes) == 1:  # as most stacks have
        box, fit = boxes[0], fits[0] if fits else None
        box.draw(sheet, x, top, 0, len(box.rows), fit)
        return
    above: Box | None = None
    for box, fit in zip(boxes, fits or [None] * len(boxes), strict=True):
        if above:
            top -= max(above.after, box.before) * closeness
        box.draw(sheet, x, top, 0, len(box.rows), fit)
        top -= box.high if fit is None else fit.height
        above = box
