"""Sheets of paper and the type areas on them. All lengths in points."""

from __future__ import annotations

from ....content.editions import MM, Edition, Paper
from ....source.rows import NamedTuple

TUCKED = {"letter": 1 / 16 * 72, "a4": 3 * MM}  # how much narrower the panel is that is folded in
CARD = (85.6 * MM, 54 * MM)  # ISO/IEC 7810, ID-1: a bank card, and each face of one that folds
# Where the panels of a leaflet that folds in three stand, in reading order: side of the sheet,
# place from the left.
FOLDED = ((0, 2), (0, 0), (1, 0), (1, 1), (1, 2), (0, 1))


class Frame(NamedTuple):
    """Where a page stands: sheet, start edge and top of its type area."""

    sheet: int
    x: float
    top: float


class Area(NamedTuple):
    """A sheet of paper, and the type areas on it."""

    width: float
    height: float
    margin: float
    head: float
    foot: float
    clear: float = 0.0
    # start edges of the panels on the outer side of a sheet, then its end edge
    panels: tuple[float, ...] = ()
    cells: tuple[int, int] = (1, 1)
    faces: int = 1  # side by side in a cell
    paper: str = ""
    binding: float = 0.0  # how far a page is moved away from the edge it is bound at
    side: float = 0.0  # how far this one is moved
    aside: float = 0.0  # room for notes at the end edge
    bleed: float = 0.0  # how far colour reaches beyond the trim, where it touches it
    back: bool = False  # whether it runs from right to left: start edges are right ones

    @property
    def start(self) -> float:
        """The start edge of the type area."""
        return self.margin + self.side

    @property
    def bound(self) -> bool:
        """Whether each page is a side of a leaf, and nothing is cut or folded."""
        return not self.panels and self.cells == (1, 1)

    def turn(self, sheet: int) -> float:
        """How far a sheet's side is moved: right-hand pages, the first among them, to the right."""
        if not self.bound:
            return 0.0
        return self.binding if sheet % 2 == 0 else -self.binding

    def turned(self, sheet: int) -> Area:
        return self._replace(side=self.turn(sheet))

    @property
    def measure(self) -> float:
        if self.panels:
            edges = self.panels
            return min(b - a for a, b in zip(edges, edges[1:], strict=False)) - 2 * self.margin
        return (CARD[0] if self.cells != (1, 1) else self.width) - 2 * self.margin - self.aside

    @property
    def depth(self) -> float:
        return (
            (CARD[1] if self.cells != (1, 1) else self.height) - self.head - self.foot - self.clear
        )

    @property
    def top(self) -> float:
        return self.height - self.head

    def frame(self, number: int) -> Frame:
        """The place of page ``number``, from 0."""
        if self.panels:
            side, place = FOLDED[number]
            edges = (
                self.panels
                if side == 0
                else tuple(self.panels[-1] - edge for edge in reversed(self.panels))
            )
            return Frame(side, edges[place] + self.margin, self.top)
        if self.cells != (1, 1):
            x, y = self.corner(0)
            sheet, face = divmod(number, self.faces)
            return Frame(sheet, x + face * CARD[0] + self.margin, y + CARD[1] - self.head)
        return Frame(number, self.margin, self.top)

    def corner(self, cell: int) -> tuple[float, float]:
        """The lower start corner of a cell; cells count from the upper start corner, row by row."""
        across, down = self.cells
        row, column = divmod(cell, across)
        wide, tall = self.cell
        left, low = (self.width - across * wide) / 2, (self.height - down * tall) / 2
        return left + column * wide, low + (down - 1 - row) * tall

    @property
    def cell(self) -> tuple[float, float]:
        """How wide and tall a cell is: a card before it is folded."""
        return self.faces * CARD[0], CARD[1]


def area_of(edition: Edition, paper: Paper) -> Area:
    """The sheet and type areas of an edition on a paper."""
    width, height = paper.width, paper.height
    if edition.format == "half":
        width, height = paper.height / 2, paper.width
    elif edition.format == "double":
        width, height = paper.height, paper.width * 2
    panels: tuple[float, ...] = ()
    if edition.panels > 1:
        width, height = height, width
        narrow = (width - 2 * TUCKED[paper.name]) / edition.panels
        wide = (width - narrow) / 2
        panels = (0.0, narrow, narrow + wide, width)
    sizes = (width, height, edition.margin, edition.head, edition.foot, edition.clear)
    bleed = paper.bleed if edition.finish == "press" else 0.0
    return Area(
        *sizes,
        panels,
        edition.copies,
        edition.faces,
        paper.name,
        aside=edition.aside,
        bleed=bleed,
    )
