"""Where a page had better not end: soon after a section has begun, or just before it is over."""

from __future__ import annotations

from itertools import pairwise

from ....meaning.document import Columns, Items, Paragraph, Part, Steps, Timeline
from ..boxes.box import Box
from ..boxes.kinds import Sized
from .chapters import Chapter, boxes_of, least
from .running import SECTION, openings

BEGUN = 1.6  # badness of a page that ends right after the heading of a section
FEW = 0.25  # of a page: a section that has as much on it has begun well
LEFT = 1.5  # badness of a page that leaves next to nothing of a section to the next
LITTLE = 0.12  # of a page: more than next to nothing
ASIDE = 1.6  # badness of a page between words and the picture that shows what they say
# badness of a page that ends with the list of contents, where the first section would be torn
LISTED = -8.0
# of a page: what a list of contents ends on it, for no more to stand below; with less a page looks
# unfinished, and with more the list stands on the next, with room for what it lists
CLOSED = (0.8, 1.1)


def loath(chapter: Chapter, depth: float) -> list[float]:
    """For each box of a chapter the badness of a page, ``depth`` points high, that ends in it or
    after it.

    A heading with three lines at the foot of a page tears them from their picture or their number;
    the last two lines of a section at the head of one look left over. A picture belongs to its
    words. What ends a section costs nothing. Below the list of contents a section begins only where
    all of it has room, or where the page would be too empty without.
    """
    boxes, starts = boxes_of(chapter), _starts(chapter)
    out, ends = [0.0] * len(boxes), _ends(boxes)
    for start, end in pairwise((*starts, len(boxes))):
        top = ends[start] - boxes[start].high
        for number in range(start, end - 1):
            begun = (ends[number] - top) / (FEW * depth)
            left = (ends[end - 1] - ends[number]) / (LITTLE * depth)
            out[number] = BEGUN * max(0.0, 1 - begun) + LEFT * max(0.0, 1 - left)
    part = listed = None
    for number, (box, of) in enumerate(chapter):
        if of is None:
            listed = number
        elif number and _pictured(part, of, (boxes[number - 1], box)):
            out[number - 1] += ASIDE
        part = of
    if listed is not None and ends[-1] > depth:
        after = next((start for start in starts if start > listed + 1), len(boxes))
        if least(boxes[:after]) > depth and CLOSED[0] < ends[listed] / depth < CLOSED[1]:
            out[listed] = LISTED
    return out


def _pictured(part: Part | None, of: Part, boxes: tuple[Box, Box]) -> bool:
    """Whether two boxes, one below the other and made of ``part`` and ``of``, are words and a
    picture of them; a heading stays with what is below it anyway."""
    if of is part:  # meant to stand beside each other
        return isinstance(of, Columns) and any(isinstance(box, Sized) for box in boxes)
    return isinstance(boxes[1], Sized) and isinstance(part, Paragraph | Items | Steps | Timeline)


def _starts(chapter: Chapter) -> list[int]:
    """The numbers of the boxes that sections begin with."""
    out, before = [], None
    for number, heading in enumerate(openings(part for _, part in chapter)):
        if heading is not None and heading is not before and heading.level == SECTION:
            out.append(number)
        before = heading
    return out


def _ends(boxes: list[Box]) -> list[float]:
    """Where each box ends if all stood one below the other, in points."""
    out, low, after = [], 0.0, 0.0
    for box in boxes:
        low += max(after, box.before) + box.high
        after = box.after
        out.append(low)
    return out
