"""Where a page had better not end: soon after a section has begun, or just before it is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ....meaning.document import (
    Columns,
    FillIn,
    Heading,
    IconArray,
    Items,
    Paragraph,
    Part,
    Steps,
    Table,
    Timeline,
)
from ....meaning.spans import Strong
from ....source.rows import NamedTuple
from ..boxes.box import Box
from ..boxes.kinds import Sized
from .chapters import PICTURES, Chapter, boxes_of, least
from .running import SECTION, openings

# how often more what is torn costs where the leaf must be turned than on two pages that face each
# other
TURNED = 3.0
BEGUN = 1.6  # badness of a page that ends right after the heading of a section
FEW = 0.25  # of a page: a section that has as much on it has begun well
LEFT = 1.5  # badness of a page that leaves next to nothing of a section to the next
LISTS = 1.0  # the same for what a page leaves of a list
TORN = 1.0  # badness of a page that ends inside of a list
WRITTEN = 3.0  # badness of a page between a list and the lines that are filled in with it
LITTLE = 0.12  # of a page: more than next to nothing
# badness of a page between words and the picture that shows what they say, or between steps and the
# pictures below them that they are done by: little on two pages that face each other
ASIDE = 0.4
OVERLEAF = 16.0  # the same where the leaf must be turned
GOES_ON = 3.0  # badness of a page between a paragraph with a name and one that goes on with it
# badness of a page between what asks to tick and what there is to tick: overleaf, worse than one
# between those boxes and the picture that would stand beside them
ASKED = 6.0
# badness of a page between words and the list, steps, table or lines that they lead to, too many to
# be tied to them; and where these words stand right below their heading
LEADS = 1.0
BELOW_HEADING = 2.0
LED = frozenset({FillIn, Items, Steps, Table})
TICKED = ("tick", "choice")
WORDS = frozenset({Paragraph, Items, Steps, Timeline})  # what a picture below it shows
# badness of a page that ends with the list of contents, where the first section would be torn
LISTED = -8.0
# of a page: what a list of contents ends on it, for no more to stand below; with less a page looks
# unfinished, and with more the list stands on the next, with room for what it lists
CLOSED = (0.8, 1.1)


class Loath(NamedTuple):
    """The badness of a page that ends ``here``, and how much ``more`` where the leaf must be turned
    than on two pages that face each other."""

    here: float = 0.0
    more: float = 0.0


FREE = Loath()


def loath(chapter: Chapter, depth: float, begun: Sequence[Heading | None] = ()) -> list[Loath]:
    """For each box of a chapter the badness of a page, ``depth`` points high, that ends in it or
    after it; what each begins with (``openings``) may be ``begun`` to be known.

    A heading with three lines at the foot of a page tears them from their picture or their number;
    the last two lines of a section at the head of one look left over. A picture belongs to its
    words. What ends a section costs nothing. Below the list of contents a section begins only where
    all of it has room, or where the page would be too empty without.
    """
    boxes = boxes_of(chapter)
    starts = _starts(begun or openings(part for _, part in chapter))
    ends = _ends(boxes)
    out = _torn(boxes, starts, ends, depth)
    above: Part | None = None
    part: Part | None = None
    listed: int | None = None
    apart = {number for first, last in _shown(chapter) for number in range(first, last)}
    for number, (box, of) in enumerate(chapter):
        if of is None:
            listed = number
        elif number and _pictured(part, of, box):
            apart.add(number - 1)
            out[number - 1] += TORN if of is part else 0.0
        elif of is part and type(of) is Items:
            little = LITTLE * depth
            left = LISTS * max(0.0, 1 - _rest(chapter, number, little) / little)
            out[number - 1] += TORN + left
        elif type(part) is Paragraph or type(part) is Items:
            out[number - 1] += _between(above, part, of)
        if of is not part:
            above, part = part, of
    if listed is not None and ends[-1] > depth:
        after = next((start for start in starts if start > listed + 1), len(boxes))
        if least(boxes[:after]) > depth and CLOSED[0] < ends[listed] / depth < CLOSED[1]:
            out[listed] = LISTED
    return [_told(badness, apart=number in apart) for number, badness in enumerate(out)]


def _between(above: Part | None, part: Paragraph | Items, of: Part) -> float:
    """The badness of a page between what was made of ``part``, below what was made of the part
    ``above`` it, and what was made of the next, ``of``."""
    if type(part) is not Paragraph:
        return WRITTEN if type(of) is FillIn else 0.0
    if _goes_on(part, of):
        return GOES_ON
    if _ticked(of):
        return ASKED
    if type(of) not in LED:
        return 0.0
    return BELOW_HEADING if type(above) is Heading else LEADS


def _torn(boxes: list[Box], starts: list[int], ends: list[float], depth: float) -> list[float]:
    """For each box the badness of a page that ends in it or after it, by how much of its section
    stands before and after that."""
    out = [0.0] * len(boxes)
    for start, end in pairwise((*starts, len(boxes))):
        top, low = ends[start] - boxes[start].high, ends[end - 1]
        for number in range(start, end - 1):
            begun = (ends[number] - top) / (FEW * depth)
            if begun >= 1:
                break
            out[number] = BEGUN * (1 - begun)
        for number in range(end - 2, start - 1, -1):
            left = (low - ends[number]) / (LITTLE * depth)
            if left >= 1:
                break
            out[number] += LEFT * (1 - left)
    return out


def _told(badness: float, *, apart: bool) -> Loath:
    """The badness of a page, and of one that leaves words and their picture ``apart``."""
    if not (badness or apart):  # as most are
        return FREE
    more = TURNED * max(0.0, badness)
    return Loath(badness + ASIDE, more + OVERLEAF - ASIDE) if apart else Loath(badness, more)


def _shown(chapter: Chapter) -> Iterator[tuple[int, int]]:
    """Where steps end and where the pictures begin that stand below them in their section."""
    steps = None
    for number, (box, part) in enumerate(chapter):
        if type(part) is Steps:
            steps = number
        elif part is None or type(part) is Heading:
            steps = None
        elif steps is not None and isinstance(part, PICTURES) and isinstance(box, Sized):
            yield steps, number
            steps = None


def _pictured(part: Part | None, of: Part, box: Box) -> bool:
    """Whether ``box``, made of ``of`` below what was made of ``part``, and what stands above it
    are words and a picture of them; a heading stays with what is below it anyway."""
    if of is part:  # meant to stand beside each other
        return type(of) is Columns and any(
            isinstance(one, PICTURES) for column in of.columns for one in column
        )
    return type(part) in WORDS and (type(box) is Sized or _counted(of))


def _counted(of: Part) -> bool:
    """Whether a part is pictures of people beside each other."""
    return type(of) is Columns and all(
        any(isinstance(one, IconArray) for one in column) for column in of.columns
    )


def _rest(chapter: Chapter, number: int, most: float) -> float:
    """How high what is left of a list is, from its box of that ``number`` on, in points; of what is
    higher than ``most`` no more is told."""
    of, high = chapter[number].part, 0.0
    for at in range(number, len(chapter)):
        box, part = chapter[at]
        if part is not of or high > most:
            break
        high += box.high
    return high


def _ticked(of: Part) -> bool:
    """Whether boxes to tick stand beside a picture, or above it where that has no room: what asks
    for them stands above both."""
    first = of.columns[0][0] if type(of) is Columns and of.columns[0] else None
    return isinstance(first, Items) and first.kind in TICKED


def _goes_on(part: Paragraph, of: Part) -> bool:
    """Whether a paragraph has a name, the strong words that it begins with, and the next one, which
    has none, goes on with it: what to do, step after step."""
    if type(of) is not Paragraph or of is part or not (part.spans and of.spans):
        return False
    return isinstance(part.spans[0], Strong) and not isinstance(of.spans[0], Strong)


def _starts(begun: Sequence[Heading | None]) -> list[int]:
    """The numbers of the boxes that sections begin with."""
    out, before = [], None
    for number, heading in enumerate(begun):
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
