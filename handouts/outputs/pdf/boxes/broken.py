"""Boxes that may go on on another page, with their head painted again: tables, and panels higher
than a page."""

from __future__ import annotations

from itertools import pairwise
from typing import Protocol

from ....source.values import value
from ..ink.sheet import Sheet
from .box import NOWHERE, Box, Fit, Ground, Repeating, gap, height
from .kinds import TextBox


@value
class SplitPanel(Repeating):
    """A panel that is higher than a page: it goes on with its ground, frame and head painted again.

    ``heads`` stand ``above`` points below its top, ``again`` are the same as artifacts; ``end`` is
    the room below the last box.
    """

    head: float
    boxes: tuple[Box, ...]
    indent: float
    end: float
    ground: Ground
    heads: tuple[Box, ...]
    again: tuple[Box, ...]
    above: float
    whole: bool = False

    def __post_init__(self) -> None:
        below = [*(gap(one, other) for one, other in pairwise(self.boxes)), self.end]
        rows = [height(box) + after for box, after in zip(self.boxes, below, strict=True)]
        breaks = frozenset(n for n in range(1, len(rows)) if not self.boxes[n - 1].keep)
        self.known((rows[0] + self.head, *rows[1:]), breaks=NOWHERE if self.whole else breaks)

    def repeated(self) -> float:
        return self.head

    def draw(
        self, sheet: Sheet, x: float, top: float, first: int, last: int, fit: Fit | None = None
    ) -> None:
        tall = sum(self.rows[first:last]) + (self.head if first else 0.0)
        self.ground.paint(sheet, x, top, tall + self._closing(last))
        for box in self.again if first else self.heads:  # once only for those who listen
            box.draw(sheet, x + self.indent, top - self.above, 0, len(box.rows))
        top -= self.head
        for number in range(first, last):
            self.boxes[number].draw(sheet, x + self.indent, top, 0, len(self.boxes[number].rows))
            top -= self.rows[number] - (0.0 if number else self.head)

    def _closing(self, last: int) -> float:
        """What the ground takes below the last row of a page, so that its frame is as far from the
        words as at the end: the room between two boxes is less."""
        if last == len(self.boxes):
            return 0.0
        return max(0.0, self.end - gap(self.boxes[last - 1], self.boxes[last]))


class Grid(Protocol):
    """What a table looks like: its head, once more as an artifact where it goes on, and its
    rows."""

    def head(self, sheet: Sheet, x: float, top: float, *, again: bool) -> None: ...

    def row(self, sheet: Sheet, x: float, top: float, number: int) -> None: ...


LEAST_ROWS = 2  # of a table on a page
ALONE = 120.0  # points: a row as high as that does not look left over


def _stand(cells: tuple[float, ...]) -> bool:
    """Whether rows of these heights may stand on a page without the others of their table."""
    return len(cells) >= LEAST_ROWS or cells[0] >= ALONE


@value
class TableBox(Repeating):
    """Rows of a table, ``captioned`` points under its caption; a page that goes on repeats the
    head, not the caption."""

    head: float
    cells: tuple[float, ...]
    grid: Grid
    caption: TextBox | None = None
    captioned: float = 0.0
    whole: bool = False

    def __post_init__(self) -> None:
        cells = self.cells
        inside = range(1, len(cells))
        breaks = frozenset(n for n in inside if _stand(cells[:n]) and _stand(cells[n:]))
        breaks = NOWHERE if self.whole else breaks
        self.known((self.head + self.cells[0] + self._captioned(), *self.cells[1:]), breaks=breaks)

    def _captioned(self) -> float:
        return height(self.caption) + self.captioned if self.caption else 0.0

    def repeated(self) -> float:
        return self.head

    def draw(
        self, sheet: Sheet, x: float, top: float, first: int, last: int, fit: Fit | None = None
    ) -> None:
        if first == 0 and self.caption:
            self.caption.draw(sheet, x, top, 0, len(self.caption.rows))
            top -= self._captioned()
        self.grid.head(sheet, x, top, again=first > 0)
        top -= self.head
        for number in range(first, last):
            self.grid.row(sheet, x, top, number)
            top -= self.cells[number]


@value
class Margined(Repeating):
    """A box that may go on on another page, with ``notes`` beside it, ``aside`` points from its
    start edge: each stands where those before it leave room, on the page that has the row it ends
    beside. ``ground`` is painted behind the notes of a page."""

    inner: Repeating
    aside: float
    notes: tuple[Box, ...]
    ground: Ground

    def __post_init__(self) -> None:
        self.known(self.inner.rows, breaks=self.inner.breaks)

    def repeated(self) -> float:
        return self.inner.repeated()

    def draw(
        self, sheet: Sheet, x: float, top: float, first: int, last: int, fit: Fit | None = None
    ) -> None:
        self.inner.draw(sheet, x, top, first, last, fit)
        start, end = sum(self.rows[:first]), sum(self.rows[:last])
        below, low = 0.0, 0.0  # points: the end of the note before, and of those of this page
        for before, note in pairwise((None, *self.notes)):
            assert note is not None
            begin = below + gap(before, note)
            below = begin + height(note)
            if start < below <= end:
                high = max(low, begin - start)
                note.draw(sheet, x + self.aside, top - high, 0, len(note.rows))
                low = high + height(note)
        if low:
            self.ground.paint(sheet, x + self.aside, top, low)
