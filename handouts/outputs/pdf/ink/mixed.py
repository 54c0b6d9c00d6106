"""Lines of two directions: what stands where, from left to right, and in which order it is painted.

What has one level (UAX 9) in one element and face is a stretch. Stretches are painted in the order
they are read, each from its left: so readers that copy text find them in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from ....source.rows import NamedTuple
from ..text.bidi import order
from ..text.faces import EM, Face, Word
from ..text.lines import Line, Style

PLAIN = -1  # the inline of words that are the paragraph's own


class Unit(NamedTuple):
    """A piece of a word, or a space: ``width`` in points."""

    inline: int
    face: Face
    level: int
    word: Word
    text: str
    width: float


class Stretch(NamedTuple):
    """Units of one level in one element and face, ``left`` and ``width`` in points from where the
    line begins; ``words`` from left to right."""

    inline: int
    face: Face
    words: tuple[Word, ...]
    text: str
    left: float
    width: float


def turned(words: Line) -> bool:
    """Whether anything in a line runs from right to left."""
    return any(
        piece.level % 2 or (token.space and token.level % 2)
        for token in words
        for piece in token.pieces
    )


def units(words: Line, style: Style, space: Callable[[Face], Word], gap: float) -> Iterator[Unit]:
    """What a line is made of, in the order of reading; spaces are of plain words, if they can."""
    last: Unit | None = None
    for token in words:
        for part, piece in enumerate(token.pieces):
            inline, word = piece.inline, piece.word
            if token.space and not part and last:
                own = inline if last.inline == inline else PLAIN
                yield Unit(own, last.face, token.level, space(last.face), " ", gap)
            width = word.width * style.size / EM
            last = Unit(inline, piece.face, piece.level, word, piece.text, width)
            yield last


def stretches(line: Sequence[Unit]) -> Iterator[Stretch]:
    """The stretches of a line, in the order of reading."""
    lefts, at = [0.0] * len(line), 0.0
    for place in order([unit.level for unit in line]):
        lefts[place] = at
        at += line[place].width
    begin = 0
    for (inline, face, level, _), same in groupby(line, _kind):
        own = list(same)
        left = min(lefts[begin : begin + len(own)])
        begin += len(own)
        seen = reversed(own) if level % 2 else own
        width = sum(unit.width for unit in own)
        text = "".join(unit.text for unit in own)
        yield Stretch(inline, face, tuple(unit.word for unit in seen), text, left, width)


def _kind(unit: Unit) -> tuple[int, Face, int, bool]:
    """What units of one stretch have in common; a line to write on stands alone."""
    return unit.inline, unit.face, unit.level, not unit.word.glyphs
