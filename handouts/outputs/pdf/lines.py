"""Lines: words broken into ragged lines by least total raggedness (after Knuth and Plass, 1981).

Text is cut into tokens, each a stretch that never breaks; a line holds as many tokens as fit. Never more lines than
a greedy break would make; among the ways with that few lines the one with the evenest edge is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...document import Blank, Cite, Foreign, Link, Spans, Strong, Term, Text, citation
from .faces import Face, Word

BLANK_WIDTH = 128.0  # points: a line for a name or a phone number, about 45 mm
SPACES = re.compile(r"[ \t\n]+")
# Where a long word may break: after a hyphen or dash between letters; web addresses also after / . _ ? & =
INSIDE = re.compile(r"(?<=[^\W\d_]{2}[-\u2013])(?=[^\W\d_]{2})")
ADDRESS = re.compile(r"(?<=[/._?&=-])(?=[^/._?&=-])|(?<=//)")
NUMBER = re.compile(r"[\d.,:$-]*\d|[A-Z][a-z]{1,2}\.")  # stays with the word after it: "6 weeks", "Dr. Name"


class Style(NamedTuple):
    """How a paragraph is set; ``size`` and ``leading`` in points, colours as content stream operands."""

    regular: Face
    bold: Face
    size: float
    leading: float
    colour: str
    link: str
    quiet: str


class Piece(NamedTuple):
    """A run of one face inside a token; ``inline`` is the index of its span, or -1 for plain words."""

    face: Face
    inline: int
    word: Word


class Token(NamedTuple):
    """What never breaks; ``width`` in points, ``space`` when a space stands before it, ``glued`` to the next."""

    width: float
    space: bool
    pieces: tuple[Piece, ...]
    glued: bool


Line = tuple[Token, ...]


def tokens(spans: Spans, style: Style, numbers: dict[str, int]) -> list[Token]:
    """The tokens of a paragraph, in reading order."""
    out: list[Token] = []
    pieces: list[Piece] = []
    space = False
    glued = False

    def close() -> None:
        nonlocal pieces, space, glued
        if pieces:
            out.append(Token(_width(pieces, style), space, tuple(pieces), glued))
        pieces, space, glued = [], False, False

    for index, (text, bold, inline) in enumerate(_runs(spans, numbers)):
        if text is None:  # a line to write on
            pieces.append(Piece(style.regular, index, Word("", BLANK_WIDTH * 1000 / style.size, ())))
            continue
        face = style.bold if bold else style.regular
        number = index if inline else -1
        for part, word in enumerate(SPACES.split(text)):
            if part:
                close()
                space = bool(out)
            for cut, stretch in enumerate(_stretches(word)):
                if cut:
                    close()
                pieces.append(Piece(face, number, face.word(stretch)))
                glued = bool(NUMBER.fullmatch(stretch)) and not cut
    close()
    return out


def _runs(spans: Spans, numbers: dict[str, int]) -> Iterator[tuple[str | None, bool, bool]]:
    """Of each span: its text (``None`` for a blank), whether it is bold, whether it is an element of its own."""
    for span in spans:
        match span:
            case Text(text):
                yield text, False, False
            case Strong(text):
                yield text, True, False
            case Blank():
                yield None, False, True
            case Cite(source):
                yield citation(numbers[source]), False, True
            case Term(text) | Link(text) | Foreign(text):
                yield text, False, True


def _stretches(word: str) -> list[str]:
    if not word:
        return []
    if "/" in word and len(word) > 16:
        return [part for part in ADDRESS.split(word) if part]
    return INSIDE.split(word) if "-" in word or "\u2013" in word else [word]


def _width(pieces: list[Piece], style: Style) -> float:
    return sum(piece.word.width for piece in pieces) * style.size / 1000


def set_lines(items: list[Token], style: Style, measure: float, balanced: bool = False) -> list[Line]:
    """Break ``items`` into lines of at most ``measure`` points; ``balanced`` evens out the last line too."""
    if not items:
        return []
    gap = style.regular.space.width * style.size / 1000
    widths = [token.width for token in items]
    spaces = [gap if token.space else 0.0 for token in items]
    if sum(widths) + sum(spaces) - spaces[0] <= measure:
        return [tuple(items)]
    starts = _break(widths, spaces, [token.glued for token in items], measure, balanced)
    return [tuple(items[a:b]) for a, b in zip(starts, [*starts[1:], len(items)], strict=True)]


def _break(widths: list[float], spaces: list[float], glued: list[bool], measure: float, balanced: bool) -> list[int]:
    """The index of the first token of each line: least sum of squared shortfalls, fewest lines first."""
    count = len(widths)
    line = measure * measure  # more lines cost more than any raggedness
    best = [0.0] * (count + 1)
    following = [count] * (count + 1)
    for start in range(count - 1, -1, -1):
        width, cost, end = -spaces[start], -1.0, start
        while end < count:
            width += spaces[end] + widths[end]
            if width > measure and end > start:
                break
            end += 1
            short = measure - width
            if end < count:
                price = line + short * short + best[end]
                if glued[end - 1]:
                    price += 0.05 * line
            elif balanced:
                price = line + short * short
            else:  # the last line may be short, but not one lonely word
                price = line + (0.04 * line if end - start == 1 and width < 0.3 * measure else 0.0)
            if cost < 0 or price < cost:
                cost, following[start] = price, end
        best[start] = cost
    starts, at = [], 0
    while at < count:
        starts.append(at)
        at = following[at]
    return starts


def width_of(line: Line, style: Style) -> float:
    """The width of a set line in points."""
    gap = style.regular.space.width * style.size / 1000
    return sum(token.width + (gap if token.space and i else 0) for i, token in enumerate(line))


def longest(items: list[Token]) -> float:
    """The width of the widest token: no column can be narrower."""
    return max((token.width for token in items), default=0.0)


def natural(items: list[Token], style: Style) -> float:
    """The width of all tokens on one line."""
    return width_of(tuple(items), style)
