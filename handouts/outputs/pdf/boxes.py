"""Boxes: parts with their lines broken and their heights known, waiting for a page.

A box is a column of rows; a page may end after some of them (``breaks``). Boxes measure in points from their own top
and start edges, know nothing of pages, and paint themselves onto whatever sheet they end up on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from .lines import Line, Style, width_of
from .sheet import Inline, Sheet
from .tags import Element


class Box(Protocol):
    """``before`` and ``after`` are the gaps wanted around it; ``keep`` ties it to the next box."""

    rows: tuple[float, ...]
    breaks: frozenset[int]
    before: float
    after: float
    keep: bool

    def draw(self, sheet: Sheet, x: float, top: float, first: int, last: int) -> None:
        """Paint rows ``first`` to ``last`` (exclusive) with the upper start corner at ``x``, ``top``."""


def height(box: Box) -> float:
    return sum(box.rows)


@dataclass(eq=False, repr=False)
class TextBox:
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
    """Boxes one below the other that stay together."""

    boxes: list[Box]
    before: float = 0
    after: float = 0
    keep: bool = False
    indent: float = 0
    padding: tuple[float, float] = (0, 0)  # above, below
    behind: Callable[[Sheet, float, float, float], None] | None = None  # paints the ground: x, top, height
    rows: tuple[float, ...] = field(init=False)
    breaks: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.rows = (stacked(self.boxes) + sum(self.padding),)

    def draw(self, sheet: Sheet, x: float, top: float, first: int, last: int) -> None:
        if self.behind:
            self.behind(sheet, x, top, self.rows[0])
        draw_stacked(self.boxes, sheet, x + self.indent, top - self.padding[0])


def gap(above: Box | None, below: Box) -> float:
    return max(above.after, below.before) if above else 0.0


def stacked(boxes: list[Box]) -> float:
    """The height of ``boxes`` one below the other, without the gaps at the ends."""
    total, above = 0.0, None
    for box in boxes:
        total += gap(above, box) + height(box)
        above = box
    return total


def draw_stacked(boxes: list[Box], sheet: Sheet, x: float, top: float) -> None:
    above = None
    for box in boxes:
        top -= gap(above, box)
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
    rows: tuple[float, ...] = field(init=False)
    breaks: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.rows = (max(height(stack) for _, stack in self.columns),)

    def draw(self, sheet: Sheet, x: float, top: float, first: int, last: int) -> None:
        if self.behind:
            self.behind(sheet, x, top, self.rows[0])
        for offset, stack in self.columns:
            drop = (self.rows[0] - height(stack)) / 2 if self.middle else 0.0
            stack.draw(sheet, x + offset, top - drop, 0, 1)


@dataclass(eq=False, repr=False)
class Painted:
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
class Ruled:
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
    rows: tuple[float, ...] = field(init=False)
    breaks: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.rows = (self.count * self.pitch,)

    def draw(self, sheet: Sheet, x: float, top: float, first: int, last: int) -> None:
        lines = self.count + int(self.extra / self.pitch)
        rules = (
            f"{x:.2f} {top - self.pitch * (i + 1):.2f} m {x + self.width:.2f} {top - self.pitch * (i + 1):.2f} l"
            for i in range(lines)
        )
        sheet.artifact(f"{self.colour} RG 0.8 w {' '.join(rules)} S")


@dataclass(eq=False, repr=False)
class TableBox:
    """Rows of a table; the head is painted again, as an artifact, where the table goes on."""

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

    def repeated(self) -> float:
        """What a page that goes on with this table has to add."""
        return self.head
