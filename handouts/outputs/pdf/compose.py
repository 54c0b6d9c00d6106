"""Chooses the pages: which rows of which boxes stand on which page. Chooses, never draws.

The pages of a chapter (what lies between two forced breaks) are chosen together, so that they are few, evenly full,
and end where a reader can rest: least total badness over all allowed breaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from .boxes import Box, Ruled, TableBox, gap

PAGE = 100.0  # badness of one more page
SPLIT = 0.12  # badness of a break inside a box
SPLIT_TABLE = 0.9  # the same for a table
SCANTY = 0.4  # of a page: less than this on a last page is worth a squeeze
EASY = 0.75  # a squeeze that hardly shows: always worth a page
SQUEEZES = (0.9, 0.8, 0.7, 0.6, 0.5)  # how much closer gaps may be, the least change first
STRETCH = 0.6  # how much a gap may grow to fill a page, as a share of itself


class Placed(NamedTuple):
    """Rows ``first`` to ``last`` (exclusive) of a box; ``top`` in points below the top of the type area."""

    box: Box
    top: float
    first: int
    last: int


class Row(NamedTuple):
    box: int
    row: int
    height: float
    gap: float
    start: bool  # a page may begin here
    split: bool


Page = list[Placed]


class Plan(NamedTuple):
    """Rows, their gaps squeezed, and the index of the first row of each page."""

    rows: list[Row]
    starts: list[int]
    squeeze: float


def compose(boxes: list[Box], depth: float) -> list[Page]:
    """The pages of one chapter on type areas ``depth`` points high. Every row must fit one page.

    A last page is spared by closer gaps where that is enough, much closer ones when there is little on it.
    """
    plan = _plan(boxes, depth, 1.0)
    for squeeze in SQUEEZES if len(plan.starts) > 1 else ():
        if squeeze < EASY and _last_page(boxes, plan) > SCANTY * depth:
            break
        closer = _plan(boxes, depth, squeeze)
        if len(closer.starts) < len(plan.starts):
            plan = closer
            break
    rows, starts, squeeze = plan
    ends = [*starts[1:], len(rows)]
    return [_fill(boxes, rows[a:b], depth, squeeze, b == len(rows)) for a, b in zip(starts, ends, strict=True)]


def _plan(boxes: list[Box], depth: float, squeeze: float) -> Plan:
    rows = list(_rows(boxes, squeeze))
    return Plan(rows, _choose(boxes, rows, depth), squeeze)


def _last_page(boxes: list[Box], plan: Plan) -> float:
    """How much of its last page a plan uses, in points; a box that grows takes all of it."""
    rows = plan.rows[plan.starts[-1] :]
    return inf if any(_grows(boxes[row.box]) for row in rows) else _used(boxes, rows)


def _used(boxes: list[Box], rows: list[Row]) -> float:
    """The height of ``rows`` as a page of their own."""
    return sum(row.height for row in rows) + sum(row.gap for row in rows[1:]) + _again(boxes, rows[0])


def too_tall(boxes: list[Box], depth: float) -> Iterator[Box]:
    """The highest box of every stretch that may not break and is higher than a page."""
    rows = list(_rows(boxes))
    begin = 0
    for end in range(1, len(rows) + 1):
        if end < len(rows) and not rows[end].start:
            continue
        stretch = rows[begin:end]
        if _used(boxes, stretch) > depth + 0.01:
            yield boxes[max(stretch, key=lambda row: row.height).box]
        begin = end


def _rows(boxes: list[Box], squeeze: float = 1.0) -> Iterator[Row]:
    above: Box | None = None
    for index, box in enumerate(boxes):
        for number, tall in enumerate(box.rows):
            if number:
                yield Row(index, number, tall, 0.0, number in box.breaks, True)
            else:
                free = above is None or not above.keep
                yield Row(index, 0, tall, gap(above, box) * squeeze, free, False)
        above = box


def _again(boxes: list[Box], row: Row) -> float:
    """The height of a table's head that a page beginning with ``row`` repeats."""
    box = boxes[row.box]
    return box.repeated() if row.row and isinstance(box, TableBox) else 0.0


def _choose(boxes: list[Box], rows: list[Row], depth: float) -> list[int]:
    """The index of the first row of each page."""
    count = len(rows)
    best: list[float | None] = [None] * (count + 1)
    following = [count] * (count + 1)
    best[count] = 0.0
    for start in range(count - 1, -1, -1):
        if start and not rows[start].start:
            continue
        used = _again(boxes, rows[start]) - rows[start].gap
        end = start
        while end < count:
            row = rows[end]
            used += row.gap + row.height
            if used > depth + 0.01 and end > start:
                break
            end += 1
            rest = best[end]
            if rest is None or (end < count and not rows[end].start):
                continue
            empty = max(0.0, 1 - used / depth)
            price = PAGE + rest
            if end < count:
                price += 10 * empty * empty + _split(boxes, rows[end])
            known = best[start]
            if known is None or price < known:
                best[start], following[start] = price, end
    starts, at = [], 0
    while at < count:
        starts.append(at)
        at = following[at]
    return starts


def _split(boxes: list[Box], row: Row) -> float:
    """The badness of a break before ``row``."""
    if not row.split:
        return 0.0
    return SPLIT_TABLE if isinstance(boxes[row.box], TableBox) else SPLIT


def _fill(boxes: list[Box], rows: list[Row], depth: float, squeeze: float, last: bool) -> Page:
    """Place the rows of one page, ``last`` of its chapter or not; what is left widens gaps, or the box that grows."""
    gaps = [row.gap for row in rows[1:]]
    left = max(0.0, depth - _used(boxes, rows))
    growing = next((boxes[row.box] for row in rows if _grows(boxes[row.box])), None)
    if isinstance(growing, Ruled):
        growing.extra, stretch = left, 0.0
    else:
        most = (1 if last else 1 + STRETCH) / squeeze - 1  # squeezed gaps may grow back, on a last page no further
        stretch = min(most, left / sum(gaps)) if sum(gaps) else 0.0
    page: Page = []
    top = 0.0
    for number, row in enumerate(rows):
        if number:
            top += row.gap * (1 + stretch)
        box = boxes[row.box]
        if page and page[-1].box is box:
            page[-1] = page[-1]._replace(last=row.row + 1)
        else:
            page.append(Placed(box, top, row.row, row.row + 1))
            if number == 0:
                top += _again(boxes, row)
        top += row.height
        if box is growing:
            top += left
    return page


def _grows(box: Box) -> bool:
    return isinstance(box, Ruled) and box.grows
