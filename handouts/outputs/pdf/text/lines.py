"""Lines: words broken into ragged lines by least total raggedness (after Knuth and Plass, 1981).

Text is cut into tokens, each a stretch that never breaks; a line holds as many tokens as fit. Never
more lines than a greedy break would make; among the ways with that few lines the one with the
evenest edge is taken.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, pairwise
from math import ceil, inf

from ....content.locale import Ties
from ....source.rows import NamedTuple
from ....source.values import value
from ..ratios import Underlines
from .breaks import AWKWARD, COMPOUND, PAUSE
from .faces import EM, Word
from .stack import FaceStack, Piece
from .ties import FIRM

INSIDE = 0.03  # badness of a break inside a word, in lines
CLUMSY = 0.15  # the same inside the name of a host, or before a hyphen
# after a hyphen: the word is whole unless another line would be needed for it
PARTED = 0.6
LONELY = 0.7  # of the measure: a last line of one word that leaves as much of it is lonely
TINY = 0.87  # of the measure: two short words that leave as much of it are nearly as lonely
LONELY_PRICE, TINY_PRICE = 1.1, 1.05  # of a line: what such a last line costs
# Badness of a break within a phrase of a script without spaces: in balanced text, as a heading that
# breaks at a comma is read at once; elsewhere so little that a stop ends a line which is near.
PHRASE, NEAR = 0.12, 0.008
ROUNDED = 0.001  # points: what a line may be too long
SURE = 1e-9  # of a sum: more than it is rounded
SHORTEST = 0.4  # of the measure: no line but the last is made shorter than it must be


@value
class Style:
    """How a paragraph is set; ``size`` and ``leading`` in points, colours as content stream
    operands, ``under`` the lines below words, ``rtl`` whether lines run from right to left."""

    regular: FaceStack
    bold: FaceStack
    size: float
    leading: float
    colour: str
    link: str
    quiet: str
    under: Underlines
    ties: Ties = Ties()  # noqa: RUF009  (a value)
    rtl: bool = False


@value
class Token:
    """What never breaks; ``width`` in points, ``space`` when a space stands before it. ``glued`` is
    what a break before the next one costs, in lines; one before a ``free`` one that no space
    parts costs little or nothing (``breaks``). ``level`` is that of the space."""

    width: float
    space: bool
    pieces: tuple[Piece, ...]
    glued: float
    free: int = 0
    level: int = 0


Line = tuple[Token, ...]


def set_lines(
    items: list[Token], style: Style, measure: float, balanced: bool = False
) -> list[Line]:
    """Break ``items`` into lines of at most ``measure`` points; ``balanced`` evens out the last
    line too."""
    gap = gap_of(style)
    return broken(items, ends_of(items, gap), gap, measure, balanced)


def gap_of(style: Style) -> float:
    """The width of a space in points."""
    return style.regular.space.width * style.size / EM


def ends_of(items: list[Token], gap: float) -> list[float]:
    """Where each token ends if all stood on one line with spaces as wide as ``gap``, in points."""
    return list(accumulate([token.width + gap if token.space else token.width for token in items]))


def broken(
    items: list[Token], ends: list[float], gap: float, measure: float, balanced: bool
) -> list[Line]:
    """``items``, whose ``ends`` are known, in lines."""
    if not items:
        return []
    if ends[-1] <= measure:
        return [tuple(items)]
    starts = _break(_Told(items, ends, gap, measure, balanced))
    return [tuple(items[a:b]) for a, b in pairwise([*starts, len(items)])]


# a token that a line may begin with, but no last one: its number, the first and the last that the
# line after may begin with, and where it stands if all stood on one line
Opening = tuple[int, int, int, float]


class _Told(NamedTuple):
    """A paragraph to break: its tokens, where they end if all stand on one line, the width of a
    space and the measure, in points, and whether the last line is to be as long as the others."""

    items: list[Token]
    ends: list[float]
    gap: float
    measure: float
    balanced: bool


def _break(told: _Told) -> list[int]:
    """The index of the first token of each line: least sum of squared shortfalls, fewest lines
    first. A line costs as much as the square of the measure, so that one more is hardly ever worth
    it: nearly always ways with few lines are all that has to be looked at."""
    line = told.measure * told.measure  # more lines cost more than any raggedness
    hard, held = _held(told.items, line, balanced=told.balanced)
    fewest = ceil((told.ends[-1] + told.gap) / (told.measure + told.gap) - SURE)
    for most in (fewest, fewest + 1, inf):
        least, following = _ways(told, hard, held, most)
        if least < (most + 1) * line * (1 - SURE):  # less than any way with more lines
            break
    starts, at = [], 0
    while at < len(told.items):
        starts.append(at)
        at = following[at]
    return starts


def _ways(told: _Told, hard: list[float], held: list[int], lines: float) -> tuple[float, list[int]]:
    """What the best way with so many ``lines`` costs, and for each token that a line can begin with
    the one that the next line does. Only such are looked at, from the end backwards."""
    items, ends, gap, measure, balanced = told
    count, line = len(items), measure * measure
    openings, last = _openings(told, held, lines)
    # what all costs from each token on, with what it costs to end a line before it
    best = [0.0] * (count + 1)
    following = [count] * (count + 1)
    # all that is left fits from the last of them on: two lines would cost more
    after = openings[-1][2] + 1 if openings else count  # where no line begins, nor later
    if balanced:
        for start in range(last, after):
            short = measure - (ends[-1] - _origin(items, ends, gap, start))
            best[start] = line + short * short + hard[start]
    else:  # the last line may be short, but not one lonely word, though a number of a source follow
        best[last:after] = [line + one for one in hard[last:after]]
        word = held[count - 1]  # the first of what belongs to the last one
        for start in range(after - 1, last - 1, -1):
            short = measure - (ends[-1] - _origin(items, ends, gap, start))
            least, price = (LONELY, LONELY_PRICE) if start >= word else (TINY, TINY_PRICE)
            if short <= least * measure:
                break
            best[start] = line * price + hard[start]
    before = [0.0, *ends]  # where what stands before each token ends
    for start, first, most, origin in reversed(openings):
        cost, at = inf, first
        for end in range(first, most + 1):
            short = measure - (before[end] - origin)
            price = short * short + best[end]
            if price < cost:
                cost, at = price, end
        best[start], following[start] = line + cost + hard[start], at
    return best[0], following


def _held(items: list[Token], line: float, *, balanced: bool) -> tuple[list[float], list[int]]:
    """What a line costs that ends before each token, and where the run begins that belongs
    together and ends before it."""
    count = len(items)
    hard, held = [0.0] * (count + 1), list(range(count + 1))
    for at, token in enumerate(items):
        if token.space and not token.glued:  # so are most
            continue
        if at and not token.space and token.free != PAUSE:
            hard[at] = hard[at] or _price(token, balanced=balanced) * line
        if token.glued:
            hard[at + 1] = token.glued * line
            held[at + 1] = held[at]
    return hard, held


def _price(token: Token, *, balanced: bool) -> float:
    """What a break inside a word before a token costs, in lines."""
    if token.free == AWKWARD:
        return CLUMSY
    if token.free == COMPOUND:
        return PARTED
    return (PHRASE if balanced else NEAR) if token.free else INSIDE


def _origin(items: list[Token], ends: list[float], gap: float, start: int) -> float:
    """Where a line that begins with a token begins if all stood on one line."""
    if not start:
        return 0.0
    return ends[start - 1] + gap if items[start].space else ends[start - 1]


def _openings(told: _Told, held: list[int], lines: float) -> tuple[list[Opening], int]:
    """The tokens that a line can begin with when the first line begins with the first of them, as
    far as another line must follow; and the first from which on all that is left fits one. What
    cannot be part of a way with so many ``lines``, or fewer, is left out."""
    items, ends, gap, measure, _ = told
    count, whole, shortest = len(items), ends[-1], SHORTEST * measure
    out: list[Opening] = []
    start, origin, before = 0, 0.0, 0  # which of ``out`` leads to the next one
    step = measure + gap + 2 * ROUNDED  # of a full line
    soonest = whole - (lines - 1) * step  # where at least the first line ends, then the next one
    late = after = 0  # the last token that this line may begin with, and the next one
    while True:
        reach = origin + measure + ROUNDED
        most = count if whole <= reach else bisect_right(ends, reach, start)
        if most <= start:  # a token that is too long
            if lines < inf:  # lines hold more than they are wide
                return _openings(told, held, inf)
            most = start + 1
        if most == count:
            return out, start
        if start == late:
            after = most
        least = origin + shortest
        first = bisect_right(ends, least if least > soonest else soonest, start, most) + 1
        # what belongs together is moved to the next line as a whole
        if first > held[most]:  # noqa: PLR1730  (a call takes as long as all of this)
            first = held[most]
        if first <= start:
            first = start + 1
        out.append((start, first, most, origin))
        # no line ends sooner than one that begins sooner
        while out[before][2] <= start:
            before += 1
        first = out[before][1]
        start = first if first > start else start + 1
        # as ``_origin`` has it
        origin = ends[start - 1] + gap if items[start].space else ends[start - 1]
        if start > late:
            late, soonest = after, soonest + step


def lengthened(items: list[Token], style: Style, measure: float) -> list[Token]:
    """``items`` with the line to write on at their end drawn out to the end of its line."""
    lines = set_lines(items, style, measure)
    last = items[-1]
    room = measure - width_of(lines[-1], style)
    *before, blank = last.pieces
    longer = Word("", blank.word.width + room * EM / style.size, ())
    pieces = (*before, Piece(blank.face, longer, blank.inline, blank.level, blank.text))
    wide = last.width + room
    return [*items[:-1], Token(wide, last.space, pieces, last.glued, last.free, last.level)]


def width_of(line: Line, style: Style) -> float:
    """The width of a set line in points."""
    if not line:
        return 0.0
    gap, (first, *others) = gap_of(style), line
    return sum([one.width + gap if one.space else one.width for one in others], first.width)


def longest(items: list[Token]) -> float:
    """The width of the widest token: no column can be narrower."""
    return max([token.width for token in items], default=0.0)


def longest_run(items: list[Token], style: Style) -> float:
    """The width of the widest run of tokens that belong together."""
    gap = gap_of(style)
    widest = wide = 0.0
    for number, token in enumerate(items):
        held = number and items[number - 1].glued >= FIRM
        wide = wide + gap * token.space + token.width if held else token.width
        widest = max(widest, wide)
    return widest


def natural(items: list[Token], style: Style) -> float:
    """The width of all tokens on one line."""
    return width_of(tuple(items), style)
