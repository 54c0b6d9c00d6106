"""Boxes: parts with their lines broken and their heights known, waiting for a page.

A box is a column of rows; a page may end after some of them (``breaks``). Boxes measure in points from their own top
and start edges, know nothing of pages, and paint themselves onto whatever sheet they end up on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

from ..ink.sheet import Inline, Sheet
from ..ink.tags import Element
from ..text.lines import Line, Style, width_of

Oblong = tuple[float, float, float, float]  # left, low, right, high
FOOT = 9.0  # points: what lines that grow leave free below the last
CLOSEST = 0.5  # a gap may be closed to this share of itself


class Box(Protocol):
    """``before`` and ``after`` are the gaps wanted around it; ``keep`` ties it to the next box.

    ``rows`` are the heights it would like to have; it can do with ``give`` points less, and use ``more`` points more.
    """

    rows: tuple[float, ...]
    breaks: frozenset[int]
    before: float
    after: float
    keep: bool

    @property
    def give(self) -> float: ...

    @property
    def more(self) -> float: ...

    def settle(self, lower: float) -> None:
        """Become ``lower`` points lower, or a little more than that; higher where it is negative."""

    def draw(self, sheet: Sheet, x: float, top: float, first: int, last: int) -> None:
        """Paint rows ``first`` to ``last`` (exclusive) with the upper start corner at ``x``, ``top``."""


class Rigid:
    """A box that has one height only."""

    @property
    def give(self) -> float:
        return 0.0

    @property
    def more(self) -> float:
        return 0.0

    def settle(self, lower: float) -> None:
        """Stays as it is."""


def height(box: Box) -> float:
    return sum(box.rows)


@dataclass(eq=False, repr=False)
class TextBox(Rigid):
    """Lines of one paragraph. Widows and orphans: a page takes at least two lines, and leaves two."""

    lines: list[Line]
    style: Style
    element: Element | None
    inlines: dict[int, Inline]
    before: float = 0
    after: float = 0
    keep: bool = False
    indent: float = 0
    place: str = ""
    marker: Callable[[Sheet, float, float], None] | None = None
    centred: float = 0  # the width to centre in, or 0
    whole: bool = False
    rows: tuple[float, ...] = field(init=False)
    breaks: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        count = len(self.lines)
        self.rows = (self.style.leading,) * count
        self.breaks = frozenset() if self.whole else frozenset(range(2, count - 1))

    def draw(self, sheet: Sheet, x: float, top: float, first: int, last: int) -> None:
        baseline = top - baseline_drop(self.style)
        lines = self.lines[first:last]
        if first == 0:
            sheet.place(self.place, top)
            if self.marker:
                self.marker(sheet, x, baseline)
        starts = [(self.centred - width_of(line, self.style)) / 2 for line in lines] if self.centred else None
        more = last < len(self.lines)
        sheet.text(lines, self.style, x + self.indent, baseline, self.element, self.inlines, more, starts)


def baseline_drop(style: Style) -> float:
    """From the top of a line to its baseline: the leading is shared above and below the letters."""
    return style.leading / 2 + (style.regular.ascent + style.regular.descent) * style.size / 2000


@dataclass(eq=False, repr=False)
class Stack:
    """Boxes one below the other that stay together. Its ``rows`` may be set higher than what it holds needs."""

    boxes: list[Box]
    before: float = 0
    after: float = 0
    keep: bool = False
    indent: float = 0
    padding: tuple[float, float] = (0, 0)  # above, below
    behind: Callable[[Sheet, float, float, float], None] | None = None  # paints the ground: x, top, height
    closeness: float = 1  # what its gaps are multiplied by
    gaps: float = field(init=False)
    held: float = field(init=False)
    rows: tuple[float, ...] = field(init=False)
    breaks: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.gaps = sum(gap(above, box) for above, box in pairwise(self.boxes))
        self.held = self._holds()  # the height of what it holds
        self.rows = (self.held,)

    def _holds(self) -> float:
        return sum(map(height, self.boxes)) + self.gaps * self.closeness + sum(self.padding)

    @property
    def give(self) -> float:
        return self.rows[0] - self.held + self._give()

    def _give(self) -> float:
        return self.gaps * (self.closeness - CLOSEST) + sum(box.give for box in self.boxes)

    @property
    def more(self) -> float:
        return sum(box.more for box in self.boxes)

    def settle(self, lower: float) -> None:
        held = self.held
        equal = self.rows[0] > held + 0.01  # as high as its neighbour
        aim = self.rows[0] - lower
        share = (held - aim) / (self._give() or 1) if aim < held else 0.0
        grow = 0.0 if equal or aim <= held else (aim - held) / (self.more or 1)
        for box in self.boxes:
            box.settle(box.give * share - box.more * grow)
        self.closeness -= (self.closeness - CLOSEST) * share
        self.held = self._holds()
        self.rows = (max(aim, self.held) if equal else self.held,)

    def close_to(self, closeness: float) -> None:
        """Set its own gaps, whatever room there is."""
        self.closeness = closeness
        self.held = self._holds()
        self.rows = (self.held,)

    def draw(self, sheet: Sheet, x: float, top: float, first: int, last: int) -> None:
        if self.behind:
            self.behind(sheet, x, top, self.rows[0])
        draw_stacked(self.boxes, sheet, x + self.indent, top - self.padding[0], self.closeness)


def gap(above: Box | None, below: Box) -> float:
    return max(above.after, below.before) if above else 0.0


def stacked(boxes: list[Box], closeness: float = 1) -> float:
    """The height of ``boxes`` one below the other, without the gaps at the ends."""
    total, above = 0.0, None
    for box in boxes:
        total += gap(above, box) * closeness + height(box)
        above = box
    return total


def draw_stacked(boxes: list[Box], sheet: Sheet, x: float, top: float, closeness: float = 1) -> None:
    above = None
    for box in boxes:
        top -= gap(above, box) * closeness
        box.draw(sheet, x, top, 0, len(box.rows))
        top -= height(box)
        above = box


@dataclass(eq=False, repr=False)
class Beside:
    """Stacks side by side, each with its offset from the start edge; as high as the highest."""

    columns: list[tuple[float, Stack]]
    before: float = 0
    after: float = 0
    keep: bool = False
    behind: Callable[[Sheet, float, float, float], None] | None = None
    middle: bool = False
    even: bool = False  # its columns keep the same gaps, so that their lines stay level
    rows: tuple[float, ...] = field(init=False)
    breaks: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.rows = (max(height(stack) for _, stack in self.columns),)

    @property
    def give(self) -> float:
        return self.rows[0] - max(height(stack) - stack.give for _, stack in self.columns)

    @property
    def more(self) -> float:
        return max(height(stack) + stack.more for _, stack in self.columns) - self.rows[0]

    def settle(self, lower: float) -> None:
        aim = self.rows[0] - lower
        for _, stack in self.columns:
            spare = aim - height(stack)
            stack.settle(-min(spare, stack.more))
        if self.even:
            closest = min(stack.closeness for _, stack in self.columns)
            for _, stack in self.columns:
                stack.close_to(closest)
        self.rows = (max(height(stack) for _, stack in self.columns),)
        for _, stack in self.columns:
            if stack.behind:  # panels beside each other end together
                stack.rows = self.rows

    def draw(self, sheet: Sheet, x: float, top: float, first: int, last: int) -> None:
        if self.behind:
            self.behind(sheet, x, top, self.rows[0])
        for offset, stack in self.columns:
            drop = (self.rows[0] - height(stack)) / 2 if self.middle else 0.0
            stack.draw(sheet, x + offset, top - drop, 0, 1)


@dataclass(eq=False, repr=False)
class Sized:
    """Something that can be painted at several sizes, the largest first; it would like the one at ``wanted``."""

    sizes: int
    wanted: int
    tall: Callable[[int], float]
    paint: Callable[[Sheet, float, float, int], None]
    before: float = 0
    after: float = 0
    keep: bool = False
    rows: tuple[float, ...] = field(init=False)
    breaks: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.size = self.wanted
        self.rows = (self.tall(self.size),)

    @property
    def give(self) -> float:
        return max(0.0, self.rows[0] - self.tall(self.sizes - 1))

    @property
    def more(self) -> float:
        return max(0.0, self.tall(0) - self.rows[0])

    def settle(self, lower: float) -> None:
        aim = self.rows[0] - lower + 0.01
        fitting = (size for size in range(self.sizes) if self.tall(size) <= aim)
        self.size = next(fitting, self.sizes - 1)
        self.rows = (self.tall(self.size),)

    def draw(self, sheet: Sheet, x: float, top: float, first: int, last: int) -> None:
        self.paint(sheet, x, top, self.size)


@dataclass(eq=False, repr=False)
class Painted(Rigid):
    """Something painted by a function of sheet, x and top; one row of a known height."""

    tall: float
    paint: Callable[[Sheet, float, float], None]
    before: float = 0
    after: float = 0
    keep: bool = False
    rows: tuple[float, ...] = field(init=False)
    breaks: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.rows = (self.tall,)

    def draw(self, sheet: Sheet, x: float, top: float, first: int, last: int) -> None:
        self.paint(sheet, x, top)


@dataclass(eq=False, repr=False)
class Ruled(Rigid):
    """Lines to write on; one that grows takes what is left of its page."""

    count: int
    pitch: float
    width: float
    colour: str
    before: float = 0
    after: float = 0
    keep: bool = False
    grows: bool = False
    extra: float = 0
    typed: Callable[[Sheet, Oblong], None] | None = None  # makes the field for a screen
    rows: tuple[float, ...] = field(init=False)
    breaks: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.rows = (self.count * self.pitch,)

    def draw(self, sheet: Sheet, x: float, top: float, first: int, last: int) -> None:
        lines = self.count + max(0, int((self.extra - FOOT) / self.pitch))
        rules = (
            f"{x:.2f} {top - self.pitch * (i + 1):.2f} m {x + self.width:.2f} {top - self.pitch * (i + 1):.2f} l"
            for i in range(lines)
        )
        sheet.artifact(f"{self.colour} RG 0.8 w {' '.join(rules)} S")
        if self.typed:
            self.typed(sheet, (x, top - lines * self.pitch, x + self.width, top - 2))


class Repeating(Rigid):
    """A box whose head is painted again, as an artifact, where it goes on."""

    head: float

    def repeated(self) -> float:
        """What a page that goes on with it has to add."""
        return self.head


@dataclass(eq=False, repr=False)
class SplitPanel(Repeating):
    """A panel that is higher than a page: it goes on with its ground, frame and head painted again.

    ``paint`` paints the ground of what stands on one page: sheet, x, top, height, and whether it goes on from before.
    """

    head: float
    boxes: list[Box]
    indent: float
    end: float  # points below the last box
    paint: Callable[[Sheet, float, float, float, bool], None]
    before: float = 0
    after: float = 0
    keep: bool = False
    rows: tuple[float, ...] = field(init=False)
    breaks: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        gaps = [*(gap(one, other) for one, other in pairwise(self.boxes)), self.end]
        rows = [height(box) + below for box, below in zip(self.boxes, gaps, strict=True)]
        self.rows = (rows[0] + self.head, *rows[1:])
        self.breaks = frozenset(n for n in range(1, len(rows)) if not self.boxes[n - 1].keep)

    def draw(self, sheet: Sheet, x: float, top: float, first: int, last: int) -> None:
        tall = sum(self.rows[first:last]) + (self.head if first else 0.0)
        self.paint(sheet, x, top, tall, first > 0)
        top -= self.head
        for number in range(first, last):
            self.boxes[number].draw(sheet, x + self.indent, top, 0, len(self.boxes[number].rows))
            top -= self.rows[number] - (0.0 if number else self.head)


@dataclass(eq=False, repr=False)
class TableBox(Repeating):
    """Rows of a table."""

    head: float
    cells: list[float]
    paint_head: Callable[[Sheet, float, float, bool], None]
    paint_row: Callable[[Sheet, float, float, int], None]
    before: float = 0
    after: float = 0
    keep: bool = False
    rows: tuple[float, ...] = field(init=False)
    breaks: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = (self.head + self.cells[0], *self.cells[1:])
        count = len(self.rows)
        self.breaks = frozenset(range(2, count - 1)) if count > 3 else frozenset()

    def draw(self, sheet: Sheet, x: float, top: float, first: int, last: int) -> None:
        self.paint_head(sheet, x, top, first > 0)
        top -= self.head
        for number in range(first, last):
            self.paint_row(sheet, x, top, number)
            top -= self.cells[number]
