"""The kinds of boxes: lines of a paragraph, boxes one below or beside the other, pictures, lines to
write on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol

from ..ink.marks import FieldArea
from ..ink.outlines import line, pen, stroke
from ..ink.runs import Inline
from ..ink.sheet import Sheet
from ..text.faces import EM
from ..text.lines import Line, Style, width_of
from .box import CLOSEST, NEAR, NOWHERE, Art, Box, Fit, Ground, draw_stacked, gaps, height

LEAST_LINES = 2  # of a paragraph on a page: no widows, no orphans


class Marker(Protocol):
    """What stands before the first line of a paragraph."""

    def paint(self, sheet: Sheet, x: float, baseline: float) -> None: ...


class SizedArt(Protocol):
    """Something that can be painted at several sizes, the largest first."""

    def paint(self, sheet: Sheet, x: float, top: float, size: int) -> None: ...


@dataclass(frozen=True, slots=True)
class TextBox(Box):
    """Lines of one paragraph. Widows and orphans: a page takes at least two lines, and leaves two.

    ``element`` is its number in the structure tree; without one it is an artifact.
    """

    lines: tuple[Line, ...]
    style: Style
    element: int | None
    inlines: Mapping[int, Inline]
    indent: float = 0
    place: str = ""
    marker: Marker | None = None
    centred: float = 0  # the width to centre in, or 0
    whole: bool = False

    def __post_init__(self) -> None:
        count = len(self.lines)
        breaks = NOWHERE if self.whole or count < 2 * LEAST_LINES else _inside(count)
        self.known((self.style.leading,) * count, breaks=breaks)

    def draw(
        self, sheet: Sheet, x: float, top: float, first: int, last: int, fit: Fit | None = None
    ) -> None:
        baseline = top - baseline_drop(self.style)
        lines = self.lines[first:last]
        if first == 0:
            sheet.place(self.place, top)
            if self.marker:
                self.marker.paint(sheet, x, baseline)
        starts = None
        if self.centred:
            starts = [(self.centred - width_of(line, self.style)) / 2 for line in lines]
        more = last < len(self.lines)
        sheet.text(
            lines, self.style, x + self.indent, baseline, self.element, self.inlines, more, starts
        )


def _inside(count: int) -> frozenset[int]:
    """After which of so many lines a page may end."""
    return frozenset(range(LEAST_LINES, count - LEAST_LINES + 1))


def silent(box: TextBox) -> TextBox:
    """The same lines as an artifact."""
    return replace(box, element=None, inlines={}, place="")


def baseline_drop(style: Style) -> float:
    """From the top of a line to its baseline: the leading is shared above and below the letters."""
    return style.leading / 2 + (style.regular.ascent + style.regular.descent) * style.size / (
        2 * EM
    )


@dataclass(frozen=True, slots=True)
class Stack(Box):
    """Boxes one below the other that stay together; ``least`` points high, though what it holds may
    need less."""

    boxes: tuple[Box, ...]
    indent: float = 0
    padding: tuple[float, float] = (0, 0)  # above, below
    behind: Ground | None = None
    least: float = 0
    gaps: float = field(init=False, default=0.0)
    fit: Fit = field(init=False, default=Fit(0.0))  # at the height it would like

    def __post_init__(self) -> None:
        object.__setattr__(self, "gaps", gaps(self.boxes))
        held = self._holds((None,) * len(self.boxes), 1)
        fit = Fit(max(held, self.least), held, 1, (None,) * len(self.boxes))
        object.__setattr__(self, "fit", fit)
        self.known((fit.height,), give=self.can_give(fit), more=self.can_use(fit))

    def _holds(self, inner: tuple[Fit | None, ...], closeness: float) -> float:
        heights = sum(map(height, self.boxes, inner))
        return heights + self.gaps * closeness + sum(self.padding)

    def _own(self, fit: Fit) -> float:
        """What the gaps and boxes in it can give."""
        inner = sum(box.can_give(one) for box, one in zip(self.boxes, fit.inner, strict=True))
        return self.gaps * (fit.closeness - CLOSEST) + inner

    def can_give(self, fit: Fit | None) -> float:
        return self.give if fit is None else fit.height - fit.held + self._own(fit)

    def can_use(self, fit: Fit | None) -> float:
        if fit is None:
            return self.more
        return sum(box.can_use(one) for box, one in zip(self.boxes, fit.inner, strict=True))

    def settled(self, fit: Fit | None, lower: float) -> Fit:
        now = fit or self.fit
        equal = now.height > now.held + NEAR  # as high as its neighbour
        aim = now.height - lower
        share = (now.held - aim) / (self._own(now) or 1) if aim < now.held else 0.0
        grow = 0.0 if equal or aim <= now.held else (aim - now.held) / (self.can_use(now) or 1)
        inner = tuple(
            box.settled(one, box.can_give(one) * share - box.can_use(one) * grow)
            for box, one in zip(self.boxes, now.inner, strict=True)
        )
        closeness = now.closeness - (now.closeness - CLOSEST) * share
        held = self._holds(inner, closeness)
        return Fit(max(aim, held) if equal else held, held, closeness, inner)

    def spaced(self, fit: Fit, closeness: float) -> Fit:
        """The same with its own gaps at ``closeness``, whatever room there is."""
        held = self._holds(fit.inner, closeness)
        return fit._replace(height=held, held=held, closeness=closeness)

    def draw(
        self, sheet: Sheet, x: float, top: float, first: int, last: int, fit: Fit | None = None
    ) -> None:
        now = fit or self.fit
        if self.behind:
            self.behind.paint(sheet, x, top, now.height)
        inside = top - self.padding[0]
        draw_stacked(self.boxes, sheet, x + self.indent, inside, now.closeness, now.inner)


class Column(NamedTuple):
    """A stack and its offset from the start edge, in points."""

    offset: float
    stack: Stack


@dataclass(frozen=True, slots=True)
class Beside(Box):
    """Stacks side by side; as high as the highest."""

    columns: tuple[Column, ...]
    behind: Ground | None = None
    middle: bool = False
    even: bool = False  # its columns keep the same gaps, so that their lines stay level

    def __post_init__(self) -> None:
        stacks = [stack for _, stack in self.columns]
        tall = max(stack.rows[0] for stack in stacks)
        least = max(stack.rows[0] - stack.give for stack in stacks)
        most = max(stack.rows[0] + stack.more for stack in stacks)
        self.known((tall,), give=tall - least, more=most - tall)

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
            spare = aim - one.height
            fits.append(stack.settled(one, -min(spare, stack.can_use(one))))
        if self.even:
            closest = min(one.closeness for one in fits)
            fits = [
                stack.spaced(one, closest)
                for (_, stack), one in zip(self.columns, fits, strict=True)
            ]
        tall = max(one.height for one in fits)
        for number, (_, stack) in enumerate(self.columns):
            if stack.behind:  # panels beside each other end together
                fits[number] = fits[number]._replace(height=tall)
        return Fit(tall, inner=tuple(fits))

    def draw(
        self, sheet: Sheet, x: float, top: float, first: int, last: int, fit: Fit | None = None
    ) -> None:
        tall = height(self, fit)
        if self.behind:
            self.behind.paint(sheet, x, top, tall)
        for (offset, _), (stack, one) in zip(self.columns, self._fits(fit), strict=True):
            drop = (tall - one.height) / 2 if self.middle else 0.0
            stack.draw(sheet, x + offset, top - drop, 0, 1, one)


@dataclass(frozen=True, slots=True)
class Sized(Box):
    """Something that can be painted at several sizes, the largest first; it would like the one at
    ``wanted``."""

    heights: tuple[float, ...]
    wanted: int
    art: SizedArt

    def __post_init__(self) -> None:
        tall = self.heights[self.wanted]
        self.known((tall,), give=self._give(tall), more=self._more(tall))

    def _give(self, tall: float) -> float:
        return max(0.0, tall - self.heights[-1])

    def _more(self, tall: float) -> float:
        return max(0.0, self.heights[0] - tall)

    def can_give(self, fit: Fit | None) -> float:
        return self._give(height(self, fit))

    def can_use(self, fit: Fit | None) -> float:
        return self._more(height(self, fit))

    def settled(self, fit: Fit | None, lower: float) -> Fit:
        aim = height(self, fit) - lower + NEAR
        fitting = (size for size, tall in enumerate(self.heights) if tall <= aim)
        size = next(fitting, len(self.heights) - 1)
        return Fit(self.heights[size], size=size)

    def draw(
        self, sheet: Sheet, x: float, top: float, first: int, last: int, fit: Fit | None = None
    ) -> None:
        self.art.paint(sheet, x, top, fit.size if fit else self.wanted)


@dataclass(frozen=True, slots=True)
class Painted(Box):
    """One row of a known height, and what is painted there, if anything."""

    tall: float
    art: Art | None

    def __post_init__(self) -> None:
        self.known((self.tall,))

    def draw(
        self, sheet: Sheet, x: float, top: float, first: int, last: int, fit: Fit | None = None
    ) -> None:
        if self.art:
            self.art.paint(sheet, x, top)


class Typed(NamedTuple):
    """The field that lines to write on are on a screen; ``size`` of what is typed, in points."""

    label: str
    size: float
    element: int


@dataclass(frozen=True, slots=True)
class Ruled(Box):
    """Lines to write on, ``rule`` points wide; one that grows takes what is left of its page, but
    for ``free`` points below the last.

    A field to type in ends ``clear`` points below the top.
    """

    count: int
    pitch: float
    width: float
    colour: str
    rule: float = 1.0
    grows: bool = False
    typed: Typed | None = None
    free: float = 0.0
    clear: float = 0.0

    def __post_init__(self) -> None:
        self.known((self.count * self.pitch,))

    def draw(
        self, sheet: Sheet, x: float, top: float, first: int, last: int, fit: Fit | None = None
    ) -> None:
        extra = fit.extra if fit else 0.0
        count = self.count + max(0, int((extra - self.free) / self.pitch))
        levels = (top - self.pitch * (number + 1) for number in range(count))
        rules = " ".join(line(x, y, x + self.width, y) for y in levels)
        sheet.artifact(stroke(self.colour), f"{pen(self.rule)} {rules} S")
        if self.typed:
            label, size, element = self.typed
            rect = (x, top - count * self.pitch, x + self.width, top - self.clear)
            sheet.field(FieldArea(label, "lines", rect, size), element)
