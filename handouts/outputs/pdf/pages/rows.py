"""The rows of the boxes of a chapter, and what is known of boxes that are as high."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from ....source.rows import NamedTuple
from ....source.values import value
from ..boxes.box import Box, Repeating
from ..boxes.box import gap as gap_of
from ..boxes.kinds import Ruled, TextBox
from .loath import Loath

SPLIT = 0.8  # badness of a break inside a box
SPLIT_TABLE = 1.5  # the same for a table or a panel
# the same for an item of a list: its first words say what the others are about, and who ticks it
# reads no further than its page
SPLIT_ITEM = 8.0
# the same for a paragraph that is one thought, such as a warning, or a risk and its number
SPLIT_THOUGHT = 6.0
FEW = 6  # lines: such a paragraph has no more
CHAPTERS = 16  # whose pages are known: those of two booklets


@value
class Row:
    """One row of the ``box``th box of a chapter; lengths in points."""

    box: int
    row: int
    height: float
    give: float
    gap: float
    start: bool  # a page may begin here
    split: bool


def again(boxes: Sequence[Box], row: Row) -> float:
    """The height of a head that a page beginning with ``row`` repeats."""
    box = boxes[row.box]
    return box.repeated() if row.row and isinstance(box, Repeating) else 0.0


def rows_of(boxes: Sequence[Box]) -> Iterator[Row]:
    """The rows of boxes, from the first to the last."""
    above: Box | None = None
    for index, box in enumerate(boxes):
        give = box.give if len(box.rows) == 1 else 0.0
        for number, tall in enumerate(box.rows):
            if number:
                yield Row(index, number, tall, 0.0, 0.0, number in box.breaks, True)
            else:
                free = above is None or not above.keep
                yield Row(index, 0, tall, give, gap_of(above, box), free, False)
        above = box


def torn(box: Box) -> float:
    """The badness of a break inside a box."""
    if type(box) is TextBox:
        if box.marker:
            return SPLIT_ITEM
        return SPLIT_THOUGHT if len(box.rows) <= FEW else SPLIT
    return SPLIT_TABLE if isinstance(box, Repeating) else SPLIT


def grows(box: Box) -> bool:
    """Whether a box takes what is left of its page."""
    return type(box) is Ruled and box.grows


class Known(NamedTuple):
    """What is known of boxes, whatever stands in them: their rows, and the first row of each page
    by how many pages were asked for, on which side of its leaf the first one, or on any."""

    rows: list[Row]
    starts: dict[tuple[int, int | None], list[int]]


# all of a box that has a say in where pages end: its rows, what they give, the gaps around it,
# whether it stays with the next, where it breaks and how badly, its head, whether it grows
Told = tuple[tuple[float, ...], float, float, float, bool, frozenset[int], float, float, bool]


def told(box: Box) -> Told:
    """All of a box that has a say in where pages end."""
    gaps = box.before, box.after
    if type(box) is TextBox:  # as most are
        return box.rows, box.give, *gaps, box.keep, box.breaks, torn(box), 0.0, False
    head = box.repeated() if isinstance(box, Repeating) else 0.0
    return box.rows, box.give, *gaps, box.keep, box.breaks, torn(box), head, grows(box)


@lru_cache(maxsize=CHAPTERS)
def known_of(boxes: tuple[Told, ...], depth: float, loath: tuple[Loath, ...]) -> Known:
    """What is known of boxes that are ``told`` so, on pages of a ``depth``: nothing at first."""
    return Known([], {})
