"""Chooses the pages: which rows of which boxes stand on which page, and how large what can give way
is set.

Every box has a height it would like and one it can do with; so has every gap. The pages of a
chapter (what lies between two forced breaks) are chosen together by least badness over all allowed
breaks (Knuth and Plass, Breaking paragraphs into lines, 1981, turned upright): few pages first,
then evenly full ones with little squeezed, that end where a reader can rest. Chooses, never draws,
and changes no box: how tall each is set is part of the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from ....source.values import value
from ..boxes.box import CLOSEST, NEAR, Box, Fit, stacked
from ..boxes.kinds import Sized
from .heights import Heights
from .loath import TURNED, Loath
from .rows import Row, again, grows, known_of, rows_of, told, torn
from .ways import Ways, either_side, exactly, followed, shortest

PAGE = 100.0  # badness of one more page
EMPTY = 10.0  # badness of an empty page, by the square of its emptiness
# badness of a page whose gaps and pictures are as small as they may be, by the square
SQUEEZED = 6.0
BARE = 2.0  # badness of a last page less than a third full
THIN = 40.0  # badness of one less full than THINNEST, as if something were missing; more if emptier
THINNEST = 0.6  # of a page
SPREAD = 0.66  # of each page: what a chapter must have to be spread over more pages
MUCH = 1.6  # times: of pictures that are alike one may be so much larger than another
FULL = 2 / 3  # of a page: a last page that full needs no more


@value
class Placed:
    """Rows ``first`` to ``last`` (exclusive) of a box, the ``number``th of its chapter, and how it
    is set (``fit``).

    ``top`` in points below the top of the type area.
    """

    box: Box
    top: float
    first: int
    last: int
    number: int
    fit: Fit | None = None


Page = tuple[Placed, ...]


class Chosen:
    """The pages of one chapter on type areas ``depth`` points high. It is counted, spread and
    composed: its rows, and where pages may end, are looked at once for all of that, and not again
    for boxes as high as those of an earlier chapter, such as the same one with another word."""

    def __init__(
        self,
        boxes: Sequence[Box],
        depth: float,
        loath: Sequence[Loath] = (),
        alike: Sequence[int] = (),
    ) -> None:
        """``loath`` tells, for each box, how bad a page is that ends in it or after it; pictures
        that are ``alike``, by their numbers, are much of a size."""
        self.boxes, self.depth, self.alike = boxes, depth, alike
        self.loath = tuple(loath) or (Loath(),) * len(boxes)
        self.known = known_of(tuple(map(told, boxes)), depth, self.loath)
        if not self.known.rows:
            self.known.rows[:] = rows_of(boxes)
        self.rows = self.known.rows

    @cached_property
    def ways(self) -> Ways:
        """Where pages may end, and the badness of each."""
        return _all_ways(self.boxes, self.rows, self.depth, self.loath)

    def starts(self, pages: int = 0) -> list[int]:
        """The index of the first row of each page; of ``pages`` pages, if it can be done on that
        many."""
        known = self.known.starts
        if (0, None) not in known:
            known[0, None] = followed(shortest(self.ways))
        least = known[0, None]
        if pages <= len(least):
            return least
        if (pages, None) not in known:
            known[pages, None] = exactly(self.ways, pages) or least
        return known[pages, None]

    def turned(self, pages: int, side: int) -> list[int]:
        """The same where the first page is on ``side`` of its leaf, 0 the front and 1 the back: on
        as many pages, with less torn where the leaf must be turned."""
        many, known = self.count(pages), self.known.starts
        if (many, side) not in known:
            known[many, side] = self._turned(many, side) or self.starts(pages)
        return known[many, side]

    def _turned(self, many: int, side: int) -> list[int]:
        if many == len(self.starts()):
            found = either_side(self.ways, side)
            if len(found) == many:
                return found
        return exactly(self.ways, many, side)

    def count(self, pages: int = 0) -> int:
        """How many pages ``composed`` makes of the chapter."""
        return len(self.starts(pages)) or 1

    def composed(self, pages: int = 0, side: int | None = None) -> list[Page]:
        """The pages: ``pages`` of them, or as few as there can be; the first on ``side`` of its
        leaf, if they are printed on both."""
        if not self.rows:
            return [()]
        starts = self.starts(pages) if side is None else self.turned(pages, side)
        made = self.filled(starts, self.boxes)
        boxes = evened(self.boxes, self.alike, made)
        return made if boxes is self.boxes else self.filled(starts, boxes)

    def filled(self, starts: list[int], boxes: Sequence[Box]) -> list[Page]:
        """The pages that begin with these rows, of the ``boxes`` as they may be set."""
        count, rows = len(self.rows), self.rows if boxes is self.boxes else list(rows_of(boxes))
        return [
            _fill(boxes, rows[a:b], self.depth, b == count)
            for a, b in zip(starts, [*starts[1:], count], strict=True)
        ]


def evened(boxes: Sequence[Box], alike: Sequence[int], pages: list[Page]) -> Sequence[Box]:
    """The boxes of ``pages``; of pictures that are ``alike`` one that has a page for itself may not
    be far larger than those that share one."""
    shares = [
        [placed.box.share(placed.fit) for placed in page if isinstance(placed.box, Sized)]
        for page in ([one for one in page if one.number in alike] for page in pages)
    ]
    shared = [min(page) for page in shares if len(page) > 1]
    if not shared or max(map(max, filter(None, shares))) <= (most := MUCH * min(shared)):
        return boxes
    return [
        box.limited(most) if number in alike and isinstance(box, Sized) else box
        for number, box in enumerate(boxes)
    ]


def compose(boxes: Sequence[Box], depth: float, pages: int = 0) -> list[Page]:
    """The pages of one chapter on type areas ``depth`` points high: ``pages`` of them, or as few as
    there can be.

    Every row must fit one page. A chapter with nothing in it is a page with nothing on it: where
    pages have fixed places, as the panels of a leaflet, the others keep theirs.
    """
    return Chosen(boxes, depth).composed(pages)


def pages_of(boxes: Sequence[Box], depth: float, pages: int = 0) -> int:
    """How many pages ``compose`` makes of a chapter."""
    return Chosen(boxes, depth).count(pages)


def room_for(boxes: Sequence[Box], depth: float) -> int:
    """On how many pages a chapter can be spread so that no page looks empty."""
    return int(stacked(boxes) / (SPREAD * depth)) + 1


def _least(boxes: Sequence[Box], rows: list[Row]) -> float:
    """The least height of ``rows`` as a page of their own."""
    gaps = sum([row.gap for row in rows[1:]]) * CLOSEST
    return sum([row.height - row.give for row in rows]) + gaps + again(boxes, rows[0])


def too_tall(boxes: Sequence[Box], depth: float) -> Iterator[int]:
    """The number of the highest box of every stretch that may not break and is higher than a
    page."""
    begin, high = 0, 0.0
    for end, box in enumerate(boxes, 1):
        high += box.before + box.high + box.after
        if end == len(boxes) or not box.keep:
            if high > depth:  # else nothing that is tied to each other is
                yield from (begin + number for number in _too_tall(boxes[begin:end], depth))
            begin, high = end, 0.0


def _too_tall(boxes: Sequence[Box], depth: float) -> Iterator[int]:
    """The same of boxes that are tied to each other."""
    rows = list(rows_of(boxes))
    begin = 0
    for end in range(1, len(rows) + 1):
        if end < len(rows) and not rows[end].start:
            continue
        stretch = rows[begin:end]
        if _least(boxes, stretch) > depth + NEAR:
            yield max(stretch, key=lambda row: row.height).box
        begin = end


# the end of a row: the height and the give of row and gap, whether the row fills its page, and what
# a break after it costs where there may be one
End = tuple[float, float, bool, Loath | None]


def _broken(torn: float, loath: Loath) -> Loath:
    """What a break costs in all: for what is ``torn`` by it, and as a page is ``loath`` to end."""
    return Loath(loath.here + torn, loath.more + TURNED * torn)


def _all_ways(boxes: Sequence[Box], rows: list[Row], depth: float, loath: Sequence[Loath]) -> Ways:
    """Where pages may end, for each row that one may begin with."""
    breaks = [
        _broken(_split(boxes, row), loath[row.box - (not row.row)]) if row.start else None
        for row in rows[1:]
    ]
    ends: list[End] = [
        (row.gap + row.height, row.give + row.gap * (1 - CLOSEST), grows(boxes[row.box]), broken)
        for row, broken in zip(rows, [*breaks, Loath()], strict=False)  # no row has no end
    ]
    out = []
    for start, row in enumerate(rows):
        head = again(boxes, row) - row.gap, -row.gap * (1 - CLOSEST)
        out.append(_ways(ends, depth, start, head) if row.start or not start else [])
    return out


def _ways(
    ends: list[End], depth: float, start: int, head: tuple[float, float]
) -> list[tuple[int, float, float]]:
    """Where a page that begins with row ``start`` may end, the badness of each such page, and how
    much more where the leaf is turned after it; ``head`` are height and give of what stands above
    it, without the gap that it does not have."""
    used, give = head
    count, room, fills = len(ends), depth + NEAR, False
    out = []
    for end, (tall, soft, takes, broken) in enumerate(ends[start:], start + 1):
        used += tall
        give += soft
        fills = fills or takes
        if used - give > room and end > start + 1:
            break
        if broken is not None:
            full = 1.0 if fills else used / depth
            last = end == count
            price = _badness(FULL - full if last else 1 - full, used - depth, give)
            if not last:
                price += broken.here
            if full < (FULL / 2 if last else THINNEST):
                price += BARE if last else THIN * (1 + THINNEST - full)
            out.append((end, price, 0.0 if last else broken.more))
    return out


def _badness(empty: float, over: float, give: float) -> float:
    """The badness of a page: ``empty`` is the share of it that is missing, ``over`` by how many
    points it is too high, of which it has to ``give``."""
    price = PAGE
    if empty > 0:
        price += EMPTY * empty * empty
    if over > 0 and give:
        squeezed = over / give
        price += SQUEEZED * squeezed * squeezed
    return price


def _split(boxes: Sequence[Box], row: Row) -> float:
    """The badness of a break before ``row``."""
    return torn(boxes[row.box]) if row.split else 0.0


def _fill(boxes: Sequence[Box], rows: list[Row], depth: float, last: bool) -> Page:
    """Place the rows of one page, ``last`` of its chapter or not.

    What is too much is taken from gaps and boxes, from each its share; what is left goes to the box
    that grows, or to pictures first and then to gaps.
    """
    heights = Heights(boxes, rows)
    heights.close(heights.used() - depth)
    left = max(0.0, depth - heights.used())
    growing = next(
        (at for at, row in enumerate(rows) if not row.row and grows(boxes[row.box])), None
    )
    if growing is not None:
        heights.fits[growing] = Fit(rows[growing].height, extra=left)
    elif left > 0:
        heights.open(depth, last)
    page: list[Placed] = []
    lasts = {row.box: row.row + 1 for row in rows}
    top, before = 0.0, -1
    for number, (row, gap) in enumerate(zip(rows, heights.gaps, strict=True)):
        top += gap  # none above the first
        fit = heights.fits.get(number)
        if row.box != before:
            page.append(Placed(boxes[row.box], top, row.row, lasts[row.box], row.box, fit))
            if number == 0:
                top += again(boxes, row)
            before = row.box
        top += row.height if fit is None else fit.height
        if number == growing:
            top += left
    return tuple(page)
