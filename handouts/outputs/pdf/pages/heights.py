"""The heights of what stands on a page while they are fitted to it."""

from __future__ import annotations

from collections.abc import Sequence

from ..boxes.box import CLOSEST, Box, Fit
from .rows import Row, again

STRETCH = 0.6  # how much a gap may grow to fill a page, as a share of itself


class Heights:
    """The gaps and boxes of one page while they are fitted to it."""

    def __init__(self, boxes: Sequence[Box], rows: list[Row]) -> None:
        self.boxes, self.rows = boxes, rows
        self.gaps = [0.0, *(row.gap for row in rows[1:])]
        self.fits: dict[int, Fit | None] = {}  # by row: those that have one only, and can give way
        soft = (number for number, row in enumerate(rows) if len(boxes[row.box].rows) == 1)
        self.soft = [(number, boxes[rows[number].box]) for number in soft]

    def tall(self, number: int) -> float:
        """The height of a row as it is set now."""
        fit = self.fits.get(number)
        return self.rows[number].height if fit is None else fit.height

    def used(self) -> float:
        if self.fits:
            heights = sum(map(self.tall, range(len(self.rows))))
        else:
            heights = sum([row.height for row in self.rows])
        return heights + sum(self.gaps) + again(self.boxes, self.rows[0])

    def close(self, over: float) -> None:
        """Take ``over`` points from gaps and boxes, if it is that many."""
        if over <= 0:
            return
        give = sum(self.gaps) * (1 - CLOSEST) + sum(box.give for _, box in self.soft)
        if not give:
            return
        share = min(1.0, over / give)
        for number, box in self.soft:
            if not box.stiff:
                self.fits[number] = box.settled(None, box.give * share)
        self.gaps = [size * (1 - (1 - CLOSEST) * share) for size in self.gaps]

    def open(self, depth: float, last: bool) -> None:
        """Give what is left of ``depth`` to pictures, then to gaps; on a last page closed gaps only
        open again."""
        uses = [(number, box, box.can_use(self.fits.get(number))) for number, box in self.soft]
        more = sum(use for _, _, use in uses)
        if more and not last:
            share = min(1.0, (depth - self.used()) / more)
            for number, box, use in uses:
                if use:
                    self.fits[number] = box.settled(self.fits.get(number), -use * share)
        now = sum(self.gaps)
        most = sum(row.gap for row in self.rows[1:]) * (1 if last else 1 + STRETCH) - now
        if now and most > 0:
            factor = 1 + min(depth - self.used(), most) / now
            self.gaps = [size * factor for size in self.gaps]
