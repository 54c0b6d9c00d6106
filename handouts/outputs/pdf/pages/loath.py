"""Where a page had better not end: soon after a section has begun, or just before it is over."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..boxes.box import Box, stacked
from ..boxes.kinds import Sized
from .chapters import Chapter, boxes_of, least
from .running import SECTION, opening

BEGUN = 1.6  # badness of a page that ends right after the heading of a section
FEW = 0.25  # of a page: a section that has as much on it has begun well
LEFT = 1.5  # badness of a page that leaves next to nothing of a section to the next
LITTLE = 0.12  # of a page: more than next to nothing
ASIDE = 0.8  # badness of a page between words and the picture that was meant to stand beside them
# badness of a page that ends with the list of contents, where the first section would be torn
LISTED = -8.0


def loath(chapter: Chapter, depth: float) -> list[float]:
    """For each box of a chapter the badness of a page, ``depth`` points high, that ends in it or
    after it.

    A heading with three lines at the foot of a page tears them from their picture or their number;
    the last two lines of a section at the head of one look left over. A picture belongs to its
    words. What ends a section costs nothing. Below the list of contents a section begins only where
    all of it has room.
    """
    boxes = boxes_of(chapter)
    out = [0.0] * len(boxes)
    starts = [number for number in range(len(chapter)) if _begins(chapter, number)]
    for start, end in pairwise((*starts, len(boxes))):
        for number in range(start, end - 1):
            begun = stacked(boxes[start : number + 1]) / (FEW * depth)
            left = stacked(boxes[number + 1 : end]) / (LITTLE * depth)
            out[number] = BEGUN * max(0.0, 1 - begun) + LEFT * max(0.0, 1 - left)
            out[number] += ASIDE if _illustrated(chapter, number) else 0.0
    listed = next((number for number, laid in enumerate(chapter) if laid.part is None), None)
    if listed is not None and _torn(boxes, listed, [*starts, len(boxes)], depth):
        out[listed] = LISTED
    return out


def _begins(chapter: Chapter, number: int) -> bool:
    """Whether a box is the first of a section."""
    part = chapter[number].part
    if part is None or (number and chapter[number - 1].part is part):
        return False
    heading = opening(part)
    return heading is not None and heading.level == SECTION


def _illustrated(chapter: Chapter, number: int) -> bool:
    """Whether a box and the next are of one part, and one of them is a picture."""
    one, other = chapter[number], chapter[number + 1]
    pictured = isinstance(one.box, Sized) or isinstance(other.box, Sized)
    return one.part is other.part and pictured


def _torn(boxes: Sequence[Box], listed: int, starts: Sequence[int], depth: float) -> bool:
    """Whether the section after the list of contents is too high for what is left of its page."""
    ends = [start for start in starts if start > listed + 1]
    return bool(ends) and least(boxes[: ends[0]]) > depth
