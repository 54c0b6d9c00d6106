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

from ....content.locale import Ties
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
from .stretches import stretches
from .ties import FIRM, LOOSE, bonds

HYPHEN = 0.03  # badness of a break inside a word, in lines
SHORTEST = 0.4  # of the measure: no line but the last is made shorter than it must be
BLANK_WIDTH = 128.0  # points: a line for a name or a phone number, about 45 mm
SPACES = re.compile("[ \t\n\u00a0]+")
FIXED = "\u00a0"  # a space where its author wants no break
# Without a digit or a short word that ends in a full stop nothing leans on anything.
LEANS = re.compile(r"[\d\u00bc-\u00be\u2150-\u215e]|\b\w{1,5}\.(?!\w)")
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


def tokens(spans: Spans, style: Style, numbers: dict[str, int]) -> list[Token]:
    """The tokens of a paragraph, in reading order."""
    return _Cutter(style).cut(spans, numbers)


class _Cutter:
    """Cuts spans into tokens. Words between two spaces come from a cache; only the ends of a span
    need care. ``texts`` are the letters of each token."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.out: list[Token] = []
        self.texts: list[str] = []
        self.pieces: list[Piece] = []
        self.letters = ""
        self.space = self.leans = False

    def cut(self, spans: Spans, numbers: dict[str, int]) -> list[Token]:
        runs = tuple(_runs(spans, numbers))
        self.leans = any(LEANS.search(text) for text, *_ in runs if text)
        for index, (text, bold, inline) in enumerate(runs):
            span = spans[index]
            if isinstance(span, TIED):
                self.glue(LOOSE)
            if text is None:
                self.pieces.append(Piece(self.style.regular.main, index, self.blank(spans)))
                continue
            stack = self.style.bold if bold else self.style.regular
            if isinstance(span, Foreign):
                stack = stack.spoken(span.lang)
            number = index if inline else -1
            if FIXED in text:
                self.fixed(text, stack, number)
                continue
            words = SPACES.split(text)
            if len(spans) == 1:
                self.words(words, stack, number)
                break
            self.part(words[0], stack, number)
            if len(words) > 1:
                self.close()
                self.words(words[1:-1], stack, number)
                self.space = bool(self.out)
                self.part(words[-1], stack, number)
        self.close()
        return self.tied() if self.leans else self.out

    def blank(self, spans: Spans) -> Word:
        """A line to write on; one that stands alone and asks for no fact is as wide as its room."""
        alone = len(spans) == 1 and isinstance(spans[0], Blank) and not spans[0].fact
        return Word("", 0.0 if alone else BLANK_WIDTH * 1000 / self.style.size, ())

    def words(self, words: list[str], stack: FaceStack, number: int) -> None:
        """Words between spaces."""
        out, size = self.out, self.style.size
        for word in words:
            whole = _whole(word, stack, number, size)
            if out:
                out += whole
            elif whole:
                out += (whole[0]._replace(space=False), *whole[1:])
            if self.leans:
                self.texts += stretches(word)

    def fixed(self, text: str, stack: FaceStack, number: int) -> None:
        """Words of a span with spaces where its author wants no break."""
        first, *others = SPACES.split(text)
        self.part(first, stack, number)
        for gap, word in zip(SPACES.findall(text), others, strict=True):
            self.close()
            if FIXED in gap:
                self.glue(FIRM)
            self.space = bool(self.out)
            self.part(word, stack, number)

    def glue(self, strength: float) -> None:
        """Holds what comes next to the last token."""
        if self.out and not self.pieces:
            self.out[-1] = self.out[-1]._replace(glued=max(strength, self.out[-1].glued))

    def tied(self) -> list[Token]:
        """The tokens, those glued that belong together by what they say."""
        starts = [n for n, token in enumerate(self.out) if token.space or not n]
        ends = [*starts[1:], len(self.out)]
        words = ["".join(self.texts[a:b]) for a, b in zip(starts, ends, strict=True)]
        for end, strength in zip(ends, bonds(words, self.style.ties), strict=True):
            if strength > self.out[end - 1].glued:
                self.out[end - 1] = self.out[end - 1]._replace(glued=strength)
        return self.out

    def part(self, word: str, stack: FaceStack, number: int) -> None:
        """A stretch that may be the middle of a word whose other parts are of another span."""
        for cut, stretch in enumerate(stretches(word)):
            if cut:
                self.close()
            self.pieces.extend(Piece(face, number, shaped) for face, shaped in stack.runs(stretch))
            self.letters += stretch

    def close(self) -> None:
        if self.pieces:
            width = sum(piece.word.width for piece in self.pieces) * self.style.size / 1000
            self.out.append(Token(width, self.space, tuple(self.pieces), 0.0))
            self.texts.append(self.letters)
            self.pieces, self.letters = [], ""
        self.space = False


def forget() -> None:
    """Drops all words that were kept because they may come again."""
    _whole.cache_clear()
    stack.forget()


@lru_cache(maxsize=16384)
def _whole(word: str, stack: FaceStack, number: int, size: float) -> tuple[Token, ...]:
    """The tokens of a word that stands between two spaces; none for an empty one."""
    out = []
    for cut, stretch in enumerate(stretches(word)):
        pieces = tuple(Piece(face, number, shaped) for face, shaped in stack.runs(stretch))
        width = sum(piece.word.width for piece in pieces) * size / 1000
        out.append(Token(width, not cut, pieces, 0.0))
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
            hard[at] = token.glued * line
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
        first = max(least, start) + 1
        while first > start + 1 and all(token.glued for token in items[first - 1 : most]):
            first -= 1  # what belongs together is moved to the next line as a whole
        for end in range(first, most + 1):
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


def longest_run(items: list[Token], style: Style) -> float:
    """The width of the widest run of tokens that belong together."""
    gap = style.regular.space.width * style.size / 1000
    widest = wide = 0.0
    for number, token in enumerate(items):
        held = number and items[number - 1].glued >= FIRM
        wide = wide + gap * token.space + token.width if held else token.width
        widest = max(widest, wide)
    return widest


def natural(items: list[Token], style: Style) -> float:
    """The width of all tokens on one line."""
    return width_of(tuple(items), style)
