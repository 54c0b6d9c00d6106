"""Lines: words broken into ragged lines by least total raggedness (after Knuth and Plass, 1981).

Text is cut into tokens, each a stretch that never breaks; a line holds as many tokens as fit. Never
more lines than a greedy break would make; among the ways with that few lines the one with the
evenest edge is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ....meaning.parts import UNFILLED
from ....meaning.spans import (
    Blank,
    Cite,
    Foreign,
    Given,
    Link,
    Open,
    Spans,
    Strong,
    Term,
    Text,
    citation,
)
from . import stack
from .faces import Face, Word
from .stack import FaceStack

HYPHEN = 0.03  # badness of a break inside a word, in lines
GLUE = 0.3  # badness of a break where words should stay together, in lines
LONG = 16  # letters: a longer word with a slash in it is an address
SHORTEST = 0.4  # of the measure: no line but the last is made shorter than it must be
BLANK_WIDTH = 128.0  # points: a line for a name or a phone number, about 45 mm
SHORT = 3  # letters: a word between two numbers that stays with both
SPACES = re.compile(r"[ \t\n]+")
# Where a long word may break: after a hyphen or dash between letters; web addresses also after / .
# _ ? & =
INSIDE = re.compile(r"(?<=[^\W\d_]{2}[-\u2013])(?=[^\W\d_]{2})")
ADDRESS = re.compile(r"(?<=[/._?&=-])(?=[^/._?&=-])|(?<=//)")
# stays with the word after it: "6 weeks", "Dr. Name"
NUMBER = re.compile(r"\(?[\d.,:$-]*\d\)?|[A-Z][a-z]{1,2}\.")
TIED = (Blank, Cite)  # stay with the words before them


class Style(NamedTuple):
    """How a paragraph is set; ``size`` and ``leading`` in points, colours as content stream
    operands."""

    regular: FaceStack
    bold: FaceStack
    size: float
    leading: float
    colour: str
    link: str
    quiet: str


class Piece(NamedTuple):
    """A run of one face inside a token; ``inline`` is the index of its span, or -1 for plain
    words."""

    face: Face
    inline: int
    word: Word


class Token(NamedTuple):
    """What never breaks; ``width`` in points, ``space`` when a space stands before it, ``glued`` to
    the next."""

    width: float
    space: bool
    pieces: tuple[Piece, ...]
    glued: bool


Line = tuple[Token, ...]


def tokens(spans: Spans, style: Style, numbers: dict[str, int]) -> list[Token]:
    """The tokens of a paragraph, in reading order."""
    return _Cutter(style).cut(spans, numbers)


class _Cutter:
    """Cuts spans into tokens. Words between two spaces come from a cache; only the ends of a span
    need care."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.out: list[Token] = []
        self.pieces: list[Piece] = []
        self.space = self.glued = False

    def cut(self, spans: Spans, numbers: dict[str, int]) -> list[Token]:
        for index, (text, bold, inline) in enumerate(_runs(spans, numbers)):
            span, out = spans[index], self.out
            if isinstance(span, TIED) and out and not self.pieces:
                out[-1] = out[-1]._replace(glued=True)
            if text is None:
                blank = Word("", BLANK_WIDTH * 1000 / self.style.size, ())
                self.pieces.append(Piece(self.style.regular.main, index, blank))
                continue
            stack = self.style.bold if bold else self.style.regular
            if isinstance(span, Foreign):
                stack = stack.spoken(span.lang)
            words, number = SPACES.split(text), index if inline else -1
            if len(spans) == 1:
                self.words(words, stack, number)
                break
            self.part(words[0], stack, number)
            if len(words) > 1:
                self.close()
                self.words(words[1:-1], stack, number, words[-1])
                self.space = bool(out)
                self.part(words[-1], stack, number)
        self.close()
        return self.out

    def words(self, words: list[str], stack: FaceStack, number: int, last: str = "") -> None:
        """Words between spaces; ``last`` follows them."""
        out, size = self.out, self.style.size
        for place, word in enumerate(words, 1):
            whole = _whole(word, stack, number, size)
            if out:
                out += whole
            elif whole:
                out += (whole[0]._replace(space=False), *whole[1:])
            if len(word) <= SHORT and len(out) > 1 and out[-2].glued:
                following = words[place] if place < len(words) else last
                if NUMBER.match(following):
                    out[-1] = out[-1]._replace(glued=True)  # "70 of 100"

    def part(self, word: str, stack: FaceStack, number: int) -> None:
        """A stretch that may be the middle of a word whose other parts are of another span."""
        for cut, stretch in enumerate(_stretches(word)):
            if cut:
                self.close()
            self.pieces.extend(Piece(face, number, shaped) for face, shaped in stack.runs(stretch))
            self.glued = bool(NUMBER.fullmatch(stretch)) and not cut

    def close(self) -> None:
        if self.pieces:
            width = sum(piece.word.width for piece in self.pieces) * self.style.size / 1000
            self.out.append(Token(width, self.space, tuple(self.pieces), self.glued))
            self.pieces = []
        self.space = self.glued = False


def forget() -> None:
    """Drops all words that were kept because they may come again."""
    _whole.cache_clear()
    stack.forget()


@lru_cache(maxsize=16384)
def _whole(word: str, stack: FaceStack, number: int, size: float) -> tuple[Token, ...]:
    """The tokens of a word that stands between two spaces; none for an empty one."""
    out = []
    for cut, stretch in enumerate(_stretches(word)):
        pieces = tuple(Piece(face, number, shaped) for face, shaped in stack.runs(stretch))
        width = sum(piece.word.width for piece in pieces) * size / 1000
        glued = not cut and bool(NUMBER.fullmatch(stretch))
        out.append(Token(width, not cut, pieces, glued))
    return tuple(out)


def _runs(spans: Spans, numbers: dict[str, int]) -> Iterator[tuple[str | None, bool, bool]]:
    """Of each span: its text (``None`` for a blank), whether it is bold, whether it is an element
    of its own."""
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
            case Given(text, target=target, strong=strong):
                yield text, strong, bool(target)
            case Open():
                raise TypeError(UNFILLED)
            case Term(text) | Link(text) | Foreign(text):
                yield text, False, True


def _stretches(word: str) -> list[str]:
    if not word:
        return []
    if len(word) > LONG and "/" in word:
        return [part for part in ADDRESS.split(word) if part]
    return INSIDE.split(word) if "-" in word or "\u2013" in word else [word]


def set_lines(
    items: list[Token], style: Style, measure: float, balanced: bool = False
) -> list[Line]:
    """Break ``items`` into lines of at most ``measure`` points; ``balanced`` evens out the last
    line too."""
    if not items:
        return []
    gap = style.regular.space.width * style.size / 1000
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
    for at, token in enumerate(items[:-1], 1):
        if token.glued:
            hard[at] = GLUE * line
        elif not items[at].space:
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
        for end in range(max(least, start) + 1, most + 1):
            short = measure - (ends[end - 1] - origin)
            if end < count:
                price = line + short * short + best[end] + hard[end]
            elif balanced:
                price = line + short * short
            else:  # the last line may be short, but not one lonely word
                price = line * 1.04 if end - start == 1 and short > 0.7 * measure else line
            if cost < 0 or price < cost:
                cost, following[start] = price, end
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
    longer = Word("", blank.word.width + room * 1000 / style.size, ())
    return [
        *items[:-1],
        last._replace(width=last.width + room, pieces=(*before, blank._replace(word=longer))),
    ]


def width_of(line: Line, style: Style) -> float:
    """The width of a set line in points."""
    gap = style.regular.space.width * style.size / 1000
    return sum(token.width + (gap if token.space and i else 0) for i, token in enumerate(line))


def longest(items: list[Token]) -> float:
    """The width of the widest token: no column can be narrower."""
    return max([token.width for token in items], default=0.0)


def natural(items: list[Token], style: Style) -> float:
    """The width of all tokens on one line."""
    return width_of(tuple(items), style)
