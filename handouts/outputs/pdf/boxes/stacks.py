"""Boxes that hold boxes: one below the other, or side by side."""

from __future__ import annotations

from ....source.rows import NamedTuple
from ....source.values import field, replace, unsealed, value
from ..ink.sheet import Sheet
from ..ink.turned import Tongue
from .box import CLOSEST, NEAR, Box, Fit, Ground, draw_stacked, gaps, height


@value
class Stack(Box):
    """Boxes one below the other that stay together; ``least`` points high, though what it holds may
    need less."""

    boxes: tuple[Box, ...]
    indent: float = 0
    padding: tuple[float, float] = (0, 0)  # above, below
    behind: Ground | None = None
    least: float = 0
    tongue: Tongue | None = None  # where it is not in the language of its sheet
    gaps: float = field(init=False, default=0.0)
    held: float = field(init=False, default=0.0)  # the height of what it holds

    def __post_init__(self) -> None:
        new, boxes = unsealed(self), self.boxes
        new.gaps = between = gaps(boxes) if len(boxes) > 1 else 0.0
        new.held = held = sum([box.high for box in boxes]) + between + sum(self.padding)
        new.high = tall = max(held, self.least)
        new.rows = (tall,)
        give = more = 0.0
        for box in boxes:
            give += box.give
            more += box.more
        new.give, new.more = tall - held + (between * (1 - CLOSEST) + give), more

    @property
    def fit(self) -> Fit:
        """It at the height it would like."""
        return Fit(self.high, self.held, 1, (None,) * len(self.boxes))

    @property
    def stiff(self) -> bool:
        return not (self.give or self.more) and all([box.stiff for box in self.boxes])

    def _holds(self, inner: tuple[Fit | None, ...], closeness: float) -> float:
        heights = sum(map(height, self.boxes, inner))
        return heights + self.gaps * closeness + sum(self.padding)

    def _own(self, fit: Fit) -> float:
        """What the gaps and boxes in it can give."""
        inner = sum([box.can_give(one) for box, one in zip(self.boxes, fit.inner, strict=True)])
        return self.gaps * (fit.closeness - CLOSEST) + inner

    def can_give(self, fit: Fit | None) -> float:
        return self.give if fit is None else fit.height - fit.held + self._own(fit)

    def can_use(self, fit: Fit | None) -> float:
        if fit is None:
            return self.more
        return sum([box.can_use(one) for box, one in zip(self.boxes, fit.inner, strict=True)])

    def settled(self, fit: Fit | None, lower: float) -> Fit:
        now = fit or self.fit
        if not lower and self.stiff:
            return now
        equal = now.height > now.held + NEAR  # as high as its neighbour
        aim = now.height - lower
        share = (now.held - aim) / (self._own(now) or 1) if aim < now.held else 0.0
        grow = 0.0 if equal or aim <= now.held else (aim - now.held) / (self.can_use(now) or 1)
        pairs = zip(self.boxes, now.inner, strict=True)
        if grow:
            inner = tuple([box.settled(one, -box.can_use(one) * grow) for box, one in pairs])
        else:
            inner = tuple([box.settled(one, box.can_give(one) * share) for box, one in pairs])
        closeness = now.closeness - (now.closeness - CLOSEST) * share
        held = self._holds(inner, closeness)
        return Fit(max(aim, held) if equal else held, held, closeness, inner)

    def spaced(self, fit: Fit, closeness: float) -> Fit:
        """The same with its own gaps at ``closeness``, whatever room there is."""
        held = self._holds(fit.inner, closeness)
        return Fit(held, held, closeness, fit.inner)

    def draw(
        self, sheet: Sheet, x: float, top: float, first: int, last: int, fit: Fit | None = None
    ) -> None:
        if self.tongue:
            with sheet.spoken(self.tongue, x):
                self._paint(sheet, x, top, fit)
        else:
            self._paint(sheet, x, top, fit)

    def _paint(self, sheet: Sheet, x: float, top: float, fit: Fit | None) -> None:
        if self.behind:
            self.behind.paint(sheet, x, top, height(self, fit))
        inside, how = top - self.padding[0], (fit.closeness, fit.inner) if fit else ()
        draw_stacked(self.boxes, sheet, x + self.indent, inside, *how)


class Column(NamedTuple):
    """A stack and its offset from the start edge, in points."""

    offset: float
    stack: Stack


@value
class Beside(Box):
    """Stacks side by side; as high as the highest."""

    columns: tuple[Column, ...]
    behind: Ground | None = None
    middle: bool = False
    even: bool = False  # its columns keep the same gaps, so that their lines stay level

    def __post_init__(self) -> None:
        new, stacks = unsealed(self), [stack for _, stack in self.columns]
        new.high = tall = max([stack.high for stack in stacks])
        new.rows = (tall,)
        new.give = tall - max([stack.high - stack.give for stack in stacks])
        new.more = max([stack.high + stack.more for stack in stacks]) - tall

    @property
    def stiff(self) -> bool:
        fixed = [one.stiff and not one.behind for _, one in self.columns]
        return not (self.give or self.more) and all(fixed)

    def _fits(self, fit: Fit | None) -> list[tuple[Stack, Fit]]:
        inner = fit.inner if fit else (None,) * len(self.columns)
        return [
            (stack, one or stack.fit) for (_, stack), one in zip(self.columns, inner, strict=True)
        ]

    def can_give(self, fit: Fit | None) -> float:
        if fit is None:
            return self.give
        return fit.height - max(one.height - stack.can_give(one) for stack, one in self._fits(fit))

    def can_use(self, fit: Fit | None) -> float:
        if fit is None:
            return self.more
        return max(one.height + stack.can_use(one) for stack, one in self._fits(fit)) - fit.height

    def settled(self, fit: Fit | None, lower: float) -> Fit:
        aim = height(self, fit) - lower
        fits = []
        for stack, one in self._fits(fit):
            more = aim - one.height
            if more > 0:
                more = min(more, stack.can_use(one))
            fits.append(stack.settled(one, -more))
        if self.even:
            closest = min(one.closeness for one in fits)
            fits = [
                stack.spaced(one, closest)
                for (_, stack), one in zip(self.columns, fits, strict=True)
            ]
        tall = max(one.height for one in fits)
        for number, (_, stack) in enumerate(self.columns):
            if stack.behind:  # panels beside each other end together
                fits[number] = replace(fits[number], height=tall)
        return Fit(tall, inner=tuple(fits))

    def draw(
        self, sheet: Sheet, x: float, top: float, first: int, last: int, fit: Fit | None = None
    ) -> None:
        tall = height(self, fit)
        if self.behind:
            self.behind.paint(sheet, x, top, tall)
        inner = fit.inner if fit else (None,) * len(self.columns)
        for (offset, stack), one in zip(self.columns, inner, strict=True):
            drop = (tall - height(stack, one)) / 2 if self.middle else 0.0
            stack.draw(sheet, x + offset, top - drop, 0, 1, one)
