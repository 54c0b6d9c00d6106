"""Spans cut into tokens, stretches that never break, tied where they belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ....meaning.parts import UNFILLED
from ....meaning.spans import (
    Blank,
    Cite,
    Foreign,
    Given,
    Link,
    Open,
    Short,
    Spans,
    Strong,
    Term,
    Text,
    citation,
)
from . import stack
from .faces import EM, Word
from .lines import Piece, Style, Token
from .stack import FaceStack
from .stretches import stretches
from .ties import FIRM, LOOSE, bonds, leaning

BLANK_WIDTH = 128.0  # points: a line for a name or a phone number, about 45 mm
SPACES = re.compile("[ \t\n\u00a0]+")
FIXED = "\u00a0"  # a space where its author wants no break
TIED = (Blank, Cite)  # stay with the words before them


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
        leans = leaning(self.style.ties).search
        self.leans = any(leans(text) for text, *_ in runs if text)
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
        return Word("", 0.0 if alone else BLANK_WIDTH * EM / self.style.size, ())

    def words(self, words: list[str], stack: FaceStack, number: int) -> None:
        """Words between spaces."""
        out, size = self.out, self.style.size
        for word in words:
            whole = _whole(word, stack, number, size)
            if out:
                out += whole
            elif whole:
                width, _, pieces, glued = whole[0]
                out += (Token(width, False, pieces, glued), *whole[1:])
        if self.leans:
            self.texts += [stretch for word in words for stretch in stretches(word)]

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
            width = sum(piece.word.width for piece in self.pieces) * self.style.size / EM
            self.out.append(Token(width, self.space, tuple(self.pieces), 0.0))
            self.texts.append(self.letters)
            self.pieces, self.letters = [], ""
        self.space = False


def forget() -> None:
    """Drops all words that were kept because they may come again."""
    _whole.cache_clear()
    stretches.cache_clear()
    stack.forget()


@lru_cache(maxsize=16384)
def _whole(word: str, stack: FaceStack, number: int, size: float) -> tuple[Token, ...]:
    """The tokens of a word that stands between two spaces; none for an empty one."""
    out = []
    for cut, stretch in enumerate(stretches(word)):
        pieces = tuple(Piece(face, number, shaped) for face, shaped in stack.runs(stretch))
        width = sum(piece.word.width for piece in pieces) * size / EM
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
            case Short(text, strong=strong):
                yield text, strong, True
            case Term(text) | Link(text) | Foreign(text):
                yield text, False, True
