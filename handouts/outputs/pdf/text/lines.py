"""Lines: words broken into ragged lines by least total raggedness (after Knuth and Plass, 1981).

Text is cut into tokens, each a stretch that never breaks; a line holds as many tokens as fit. Never
more lines than a greedy break would make; among the ways with that few lines the one with the
evenest edge is taken.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from ....content.locale import Ties
from ..ratios import Underlines
from .faces import EM, Face, Word
from .stack import FaceStack
from .ties import FIRM

HYPHEN = 0.03  # badness of a break inside a word, in lines
SHORTEST = 0.4  # of the measure: no line but the last is made shorter than it must be


class Style(NamedTuple):
    """How a paragraph is set; ``size`` and ``leading`` in points, colours as content stream
    operands, ``under`` the lines below words."""

    regular: FaceStack
    bold: FaceStack
    size: float
    leading: float
    colour: str
    link: str
    quiet: str
    under: Underlines
    ties: Ties = Ties()  # noqa: RUF009  (a value)


class Piece(NamedTuple):
    """A run of one face inside a token; ``inline`` is the index of its span, or -1 for plain
    words."""

    face: Face
    inline: int
    word: Word


class Token(NamedTuple):
    """What never breaks; ``width`` in points, ``space`` when a space stands before it. ``glued`` is
    what a break before the next one costs, in lines."""

    width: float
    space: bool
    pieces: tuple[Piece, ...]
    glued: float


Line = tuple[Token, ...]


def set_lines(
    items: list[Token], style: Style, measure: float, balanced: bool = False
) -> list[Line]:
    """Break ``items`` into lines of at most ``measure`` points; ``balanced`` evens out the last
    line too."""
    if not items:
        return []
    gap = style.regular.space.width * style.size / EM
    ends, total = [], 0.0  # where each token ends if all stood on one line
    for token in items:
        total += token.width + gap if token.space else token.width
        ends.append(total)
    if total <= measure:
        return [tuple(items)]
    starts = _break(items, ends, gap, measure, balanced)
    return [tuple(items[a:b]) for a, b in zip(starts, [*starts[1:], len(items)], strict=True)]


def _break(
    items: list[Token], ends: list[float], gap: float, measure: float, balanced: bool
) -> list[int]:
    """The index of the first token of each line: least sum of squared shortfalls, fewest lines
    first."""
    count = len(items)
    line = measure * measure  # more lines cost more than any raggedness
    hard = [0.0] * (count + 1)  # what a line costs that ends before each token
    held = list(range(count + 1))  # where the run begins that belongs together, ending before each
    for at, token in enumerate(items, 1):
        if token.glued:
            hard[at] = token.glued * line
            held[at] = held[at - 1]
        elif at < count and not items[at].space:
            hard[at] = HYPHEN * line
    best = [0.0] * (count + 1)
    following = [count] * (count + 1)
    for start in range(count - 1, -1, -1):
        origin = (ends[start - 1] if start else 0.0) + (
            gap if items[start].space and start else 0.0
        )
        most = max(bisect_right(ends, origin + measure + 0.001, start), start + 1)
        least = min(bisect_right(ends, origin + SHORTEST * measure, start), most - 1)
        cost = -1.0
        # what belongs together is moved to the next line as a whole
        first = max(min(least + 1, held[most]), start + 1)
        for end in range(first, min(most + 1, count)):
            short = measure - (ends[end - 1] - origin)
            price = line + short * short + best[end] + hard[end]
            if price < cost or cost < 0:
                cost, following[start] = price, end
        if most == count:
            short = measure - (ends[-1] - origin)
            if balanced:
                price = line + short * short
            else:  # the last line may be short, but not one lonely word
                price = line * 1.04 if count - start == 1 and short > 0.7 * measure else line
            if price < cost or cost < 0:
                cost, following[start] = price, count
        best[start] = cost
    starts, at = [], 0
    while at < count:
        starts.append(at)
        at = following[at]
    return starts


def lengthened(items: list[Token], style: Style, measure: float) -> list[Token]:
    """``items`` with the line to write on at their end drawn out to the end of its line."""
    lines = set_lines(items, style, measure)
    last = items[-1]
    room = measure - width_of(lines[-1], style)
    *before, blank = last.pieces
    longer = Word("", blank.word.width + room * EM / style.size, ())
    return [
        *items[:-1],
        last._replace(width=last.width + room, pieces=(*before, blank._replace(word=longer))),
    ]


def width_of(line: Line, style: Style) -> float:
    """The width of a set line in points."""
    gap = style.regular.space.width * style.size / EM
    return sum(token.width + (gap if token.space and i else 0) for i, token in enumerate(line))


def longest(items: list[Token]) -> float:
    """The width of the widest token: no column can be narrower."""
    return max([token.width for token in items], default=0.0)


def longest_run(items: list[Token], style: Style) -> float:
    """The width of the widest run of tokens that belong together."""
    gap = style.regular.space.width * style.size / EM
    widest = wide = 0.0
    for number, token in enumerate(items):
        held = number and items[number - 1].glued >= FIRM
        wide = wide + gap * token.space + token.width if held else token.width
        widest = max(widest, wide)
    return widest


def natural(items: list[Token], style: Style) -> float:
    """The width of all tokens on one line."""
    return width_of(tuple(items), style)
