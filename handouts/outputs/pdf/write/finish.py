"""What happens to painted pages before they are written: copies to cut, booklets to fold, marks for the print shop.

All lengths in points.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from ....editions import MM, Edition
from ..ink.sheet import Book, Sheet
from ..pages.areas import CARD, Area

MARKED = re.compile(r"/\w+ <</MCID \d+>> BDC")
Oblong = tuple[float, float, float, float]
Operators = list[str | Callable[[Any], None]]
BLEED, SLUG = 3 * MM, 10 * MM  # beyond the trim: what is painted, and where the marks stand
MARK = 5 * MM  # the length of a mark
DASHED = "[3 3] 0 d 0.6 w 0.5 0.5 0.5 RG"


def unmarked(operators: Operators) -> Operators:
    """Operators as artifacts: what no screen reader hears."""
    return [MARKED.sub("/Artifact BMC", one) if isinstance(one, str) else one for one in operators]


def copied(sheet: Sheet, area: Area) -> None:
    """Paint the first cell again in all others, with lines to cut along."""
    first = unmarked(sheet.operators)
    x0, y0 = area.corner(0)
    across, down = area.cells
    for cell in range(1, across * down):
        x, y = area.corner(cell)
        sheet.operators += [f"q 1 0 0 1 {x - x0:.2f} {y - y0:.2f} cm", *first, "Q"]
    left, top = x0, y0 + CARD[1]
    right, low = left + across * CARD[0], top - down * CARD[1]
    lines = [f"{left + i * CARD[0]:.2f} {low:.2f} m {left + i * CARD[0]:.2f} {top:.2f} l" for i in range(across + 1)]
    lines += [f"{left:.2f} {low + i * CARD[1]:.2f} m {right:.2f} {low + i * CARD[1]:.2f} l" for i in range(down + 1)]
    sheet.artifact(f"q {DASHED} {' '.join(lines)} S Q")


def folds(sheet: Sheet, area: Area) -> None:
    """Marks where a sheet is folded, outside its trim."""
    edges = area.panels if sheet.index == 0 else tuple(area.width - edge for edge in reversed(area.panels))
    marks = [
        f"{x:.2f} {start:.2f} m {x:.2f} {start + MARK:.2f} l"
        for x in edges[1:-1]
        for start in (-SLUG + 2, area.height + SLUG - 2 - MARK)
    ]
    sheet.artifact(f"q {DASHED} {' '.join(marks)} S Q")


def crops(sheet: Sheet, width: float, height: float) -> None:
    """Marks where a sheet is trimmed, outside the bleed."""
    near, far = BLEED + 1, BLEED + 1 + MARK
    marks = [
        line
        for x, sx in ((0.0, -1), (width, 1))
        for y, sy in ((0.0, -1), (height, 1))
        for line in (
            f"{x + sx * near:.2f} {y:.2f} m {x + sx * far:.2f} {y:.2f} l",
            f"{x:.2f} {y + sy * near:.2f} m {x:.2f} {y + sy * far:.2f} l",
        )
    ]
    sheet.artifact(f"q 0.25 w 0 0 0 RG {' '.join(marks)} S Q")


def folded_pages(count: int) -> list[tuple[int, int]]:
    """The pages left and right on each side of the sheets of a saddle-stitched booklet, from 0."""
    return [(count - 1 - i, i) if i % 2 == 0 else (i, count - 1 - i) for i in range(count // 2)]


def imposed(book: Book, width: float, height: float) -> Book:
    """Pages two by two on sheets that are printed on both sides, turned on the short edge, and folded."""
    out = Book(book.ink)
    out.fonts, out.forms = book.fonts, book.forms
    for pair in folded_pages(len(book.sheets)):
        sheet = out.new_sheet()
        for place, number in enumerate(pair):
            page = book.sheets[number]
            sheet.operators += [f"q 1 0 0 1 {place * width:.2f} 0 cm", *unmarked(page.operators), "Q"]
            sheet.forms.update(page.forms)
    return out


class PaperBoxes(NamedTuple):
    """The boundaries of a page (14.11.2) as left, low, right, high; what is ``None`` is not written."""

    media: Oblong
    crop: Oblong | None = None
    bleed: Oblong | None = None
    trim: Oblong | None = None


def paper_boxes(edition: Edition, area: Area) -> PaperBoxes:
    """The boxes of an edition's sheets; marks stand outside the trim."""
    trim = (0.0, 0.0, area.width, area.height)
    if edition.finish == "booklet":
        return PaperBoxes((0.0, 0.0, 2 * area.width, area.height))
    if edition.finish == "press":
        return PaperBoxes(_larger(trim, SLUG), None, _larger(trim, BLEED), trim)
    if edition.panels > 1:  # who prints it in the office sees and prints the trim only
        return PaperBoxes(_larger(trim, SLUG), trim, None, trim)
    return PaperBoxes(trim)


def _larger(box: Oblong, by: float) -> Oblong:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by
