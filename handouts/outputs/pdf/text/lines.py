"""Lines: words broken into ragged lines by least total raggedness (after Knuth and Plass, 1981).

Text is cut into tokens, each a stretch that never breaks; ``breaking`` chooses where lines end.
"""

from __future__ import annotations

from itertools import accumulate

from ....content.locale import Ties
from ....source.values import replace, value
from ..ratios import Underlines
from .breaking import HAIR, starts_of
from .faces import EM, Face, Word
from .stack import FaceStack
from .ties import FIRM


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
class Piece:
    """A run of one face inside a token; ``inline`` is the index of its span, or -1 for plain
    words.

    In a paragraph of two directions it has its ``level`` (UAX 9), and what it says as ``text``.
    """

    face: Face
    inline: int
    word: Word
    level: int = 0
    text: str = ""


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
    if ends[-1] <= measure + HAIR:
        return [tuple(items)]
    starts = starts_of(items, ends, gap, measure, balanced)
    return [tuple(items[a:b]) for a, b in zip(starts, [*starts[1:], len(items)], strict=True)]


def lengthened(items: list[Token], style: Style, measure: float) -> list[Token]:
    """``items`` with the line to write on at their end drawn out to the end of its line."""
    lines = set_lines(items, style, measure)
    last = items[-1]
    room = measure - width_of(lines[-1], style)
    *before, blank = last.pieces
    longer = Word("", blank.word.width + room * EM / style.size, ())
    pieces = (*before, replace(blank, word=longer))
    return [*items[:-1], replace(last, width=last.width + room, pieces=pieces)]


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
