"""A table as it looks: grounds, lines, words, and bars for numbers of people."""

from __future__ import annotations

from ....source.rows import NamedTuple
from ....source.values import value
from ..boxes.box import height
from ..boxes.stacks import Stack
from ..ink.outlines import fill, line, pen, rect, stroke
from ..ink.sheet import Sheet

COLOURS = ("band", "rule", "tint", "ink", "paper", "brand")
# of the air above and below the words of a cell: a bar, what is free below it, and how much higher
# its words stand
BAR, BAR_UP, RAISED = 0.65, 0.4, 0.3
Shares = tuple[tuple[float | None, ...], ...]  # of all people, by row and column


class Colours(NamedTuple):
    band: str
    rule: str
    tint: str
    ink: str
    paper: str
    bar: str


@value
class Rows:
    """A table as it looks: ``starts`` of its columns, heights of its head and rows, in points.

    Words stand ``side`` and ``above`` points inside a cell; lines are ``line`` points wide, the one
    around a head without a ground ``frame``.
    """

    heads: tuple[Stack, ...]
    again: tuple[Stack, ...]  # as artifacts: once only for those who listen
    cells: tuple[tuple[Stack, ...], ...]
    starts: tuple[float, ...]
    width: float
    band: float
    talls: tuple[float, ...]
    colours: Colours
    side: float
    above: float
    line: float
    frame: float
    called: int | None = None  # the element of what it is called where that is only heard
    bars: Shares = ()
    leads: tuple[float, ...] = ()  # of the head and each row: how high its first cell is, which
    # stands above the others

    def head(self, sheet: Sheet, x: float, top: float, *, again: bool) -> None:
        if self.called is not None and not again:
            sheet.content(self.called)
        band = rect(x, top - self.band, self.width, self.band)
        if self.frame:
            sheet.artifact("", stroke(self.colours.ink), f"{pen(self.frame)} {band} S")
        else:
            sheet.artifact(fill(self.colours.band), f"{band} f")
        heads = self.again if again else self.heads
        for number, (start, box) in enumerate(zip(self.starts, heads, strict=True)):
            drop = (self.band - height(box)) / 2
            if self.leads:
                drop = self.above + (self.leads[0] if number else 0.0)
            box.draw(sheet, x + start + self.side, top - drop, 0, 1)

    def row(self, sheet: Sheet, x: float, top: float, number: int) -> None:
        tall, striped = self.talls[number], number % 2
        ground = (
            (fill(self.colours.tint), f"{rect(x, top - tall, self.width, tall)} f")
            if striped
            else ()
        )
        edges = (top, top - tall) if striped else (top - tall,)
        lines = " ".join(line(x, y, x + self.width, y) for y in edges)
        sheet.artifact(*ground, stroke(self.colours.rule), f"{pen(self.line)} {lines} S")
        barred = any(share is not None for share in self.bars[number]) if self.bars else False
        raised = RAISED * self.above if barred else 0.0
        lead = self.leads[number + 1] if self.leads else 0.0
        for column, (start, cell) in enumerate(zip(self.starts, self.cells[number], strict=True)):
            drop = self.above - raised + (lead if column else 0.0)
            cell.draw(sheet, x + start + self.side, top - drop, 0, 1)
        self.barred(sheet, x, top - tall, self.bars[number] if self.bars else ())

    def barred(self, sheet: Sheet, x: float, low: float, shares: tuple[float | None, ...]) -> None:
        """Bars at the foot of cells, each as long as all people, filled for those who are told
        of; their words say the same."""
        ends = (*self.starts[1:], self.width)
        high, up = BAR * self.above, BAR_UP * self.above
        for share, start, end in zip(shares, self.starts, ends, strict=False):
            if share is None:
                continue
            left, wide = x + start + self.side, end - start - 2 * self.side
            whole = rect(left, low + up, wide, high)
            sheet.artifact(
                fill(self.colours.paper),
                stroke(self.colours.rule),
                f"{pen(self.line)} {whole} B",
                fill(self.colours.bar),
                f"{rect(left, low + up, wide * share, high)} f",
            )
