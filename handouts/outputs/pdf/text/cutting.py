"""Spans cut into tokens, stretches that never break, tied where they belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
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
from .recent import Recent
from .stack import FaceStack
from .stretches import stretches
from .ties import FIRM, LOOSE, bonds, leaning

BLANK_WIDTH = 128.0  # points: a line for a name or a phone number, about 45 mm
SPACES = re.compile("[ \t\n\u00a0]+")
FIXED = "\u00a0"  # a space where its author wants no break
TIED = (Blank, Cite)  # stay with the words before them
PLAIN = (Text, Strong)
MOST_WORDS = 1200  # of a face and size that are known beside those that came before them


class Whole(NamedTuple):
    """A word between two spaces: its tokens, the letters of each, and whether anything in it may
    lean on something (``ties``)."""

    tokens: tuple[Token, ...]
    letters: tuple[str, ...]
    leans: bool


class _Words(Recent[str, Whole]):
    """Words of one span set in one size: nearly all come again, in this document or another."""

    def __init__(self, stack: FaceStack, number: int, size: float, ties: Ties) -> None:
        super().__init__(self.whole, MOST_WORDS)
        self.stack, self.number, self.size = stack, number, size
        self.leans = leaning(ties).search

    def whole(self, word: str) -> Whole:
        """A word cut and shaped; nothing of an empty one."""
        out, letters = [], stretches(word)
        for cut, stretch in enumerate(letters):
            runs = self.stack.runs(stretch)
            pieces = tuple([Piece(face, self.number, shaped) for face, shaped in runs])
            width = sum([shaped.width for _, shaped in runs]) * self.size / EM
            out.append(Token(width, not cut, pieces, 0.0))
        return Whole(tuple(out), letters, bool(self.leans(word)))


_words = lru_cache(maxsize=256)(_Words)


def tokens(spans: Spans, style: Style, numbers: dict[str, int]) -> list[Token]:
    """The tokens of a paragraph, in reading order."""
    span = spans[0] if len(spans) == 1 else None
    if isinstance(span, PLAIN) and FIXED not in span.text:  # so are most paragraphs
        stack = style.regular if isinstance(span, Text) else style.bold
        return _plain(_split(span.text), _words(stack, -1, style.size, style.ties), style.ties)
    return _Cutter(style).cut(spans, numbers)


def _split(text: str) -> list[str]:
    """Words between spaces; some are empty where several spaces follow each other."""
    return text.split(" ") if text.isprintable() else SPACES.split(text)


def _plain(words: list[str], known: _Words, ties: Ties) -> list[Token]:
    """The tokens of words that are all of one span."""
    out, leans = list[Token](), False
    for word in words:
        whole = known[word]
        out += whole.tokens
        leans = leans or whole.leans
    if out:
        out[0] = _bare(out[0])
    if leans:
        seen = [word for word in words if word]
        _tie(out, seen, list(accumulate([len(known[word].tokens) for word in seen])), ties)
    return out


def _bare(token: Token) -> Token:
    """A token that begins a paragraph, where no space stands before it."""
    return Token(token.width, False, token.pieces, token.glued)


def _tie(out: list[Token], words: list[str], ends: Sequence[int], ties: Ties) -> None:
    """Glues tokens that belong together by what their ``words`` say; each word has its last token
    before its end."""
    for end, strength in zip(ends, bonds(words, ties), strict=True):
        width, space, pieces, glued = out[end - 1]
        if strength > glued:
            out[end - 1] = Token(width, space, pieces, strength)


class _Cutter:
    """Cuts spans into tokens: only the ends of a span need care. ``texts`` are the letters of each
    token."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.out: list[Token] = []
        self.texts: list[str] = []
        self.pieces: list[Piece] = []
        self.letters = ""
        self.space = self.leans = False

    def cut(self, spans: Spans, numbers: dict[str, int]) -> list[Token]:
        for index, (text, bold, inline) in enumerate(_runs(spans, numbers)):
            span = spans[index]
            if isinstance(span, TIED):
                self.glue(LOOSE)
            if text is None:
                self.pieces.append(Piece(self.style.regular.main, index, self.blank(spans)))
                continue
            stack = self.style.bold if bold else self.style.regular
            if isinstance(span, Foreign):
                stack = stack.spoken(span.lang)
            known = _words(stack, index if inline else -1, self.style.size, self.style.ties)
            if FIXED in text:
                self.fixed(text, known)
                continue
            words = _split(text)
            if self.pieces or len(words) == 1:  # its first word may go on with the last
                self.part(words.pop(0), known)
            if words:
                self.close()
                self.words(words[:-1], known)
                self.space = bool(self.out)
                self.part(words[-1], known)
        self.close()
        return self.tied() if self.leans else self.out

    def blank(self, spans: Spans) -> Word:
        """A line to write on; one that stands alone and asks for no fact is as wide as its room."""
        alone = len(spans) == 1 and isinstance(spans[0], Blank) and not spans[0].fact
        return Word("", 0.0 if alone else BLANK_WIDTH * EM / self.style.size, ())

    def words(self, words: list[str], known: _Words) -> None:
        """Words between spaces."""
        begins = not self.out
        for word in words:
            whole = known[word]
            self.out += whole.tokens
            self.texts += whole.letters
            self.leans = self.leans or whole.leans
        if begins and self.out:
            self.out[0] = _bare(self.out[0])

    def fixed(self, text: str, known: _Words) -> None:
        """Words of a span with spaces where its author wants no break."""
        first, *others = SPACES.split(text)
        self.part(first, known)
        for gap, word in zip(SPACES.findall(text), others, strict=True):
            self.close()
            if FIXED in gap:
                self.glue(FIRM)
            self.space = bool(self.out)
            self.part(word, known)

    def glue(self, strength: float) -> None:
        """Holds what comes next to the last token."""
        if self.out and not self.pieces:
            self.out[-1] = self.out[-1]._replace(glued=max(strength, self.out[-1].glued))

    def tied(self) -> list[Token]:
        """The tokens, those glued that belong together by what they say."""
        starts = [n for n, token in enumerate(self.out) if token.space or not n]
        ends = [*starts[1:], len(self.out)]
        words = ["".join(self.texts[a:b]) for a, b in zip(starts, ends, strict=True)]
        _tie(self.out, words, ends, self.style.ties)
        return self.out

    def part(self, word: str, known: _Words) -> None:
        """A stretch that may be the middle of a word whose other parts are of another span."""
        whole, letters, leans = known[word]
        self.leans = self.leans or leans
        for cut, (token, stretch) in enumerate(zip(whole, letters, strict=True)):
            if cut:
                self.close()
            self.pieces += token.pieces
            self.letters += stretch

    def close(self) -> None:
        if self.pieces:
            width = sum([word.width for _, _, word in self.pieces]) * self.style.size / EM
            self.out.append(Token(width, self.space, tuple(self.pieces), 0.0))
            self.texts.append(self.letters)
            self.pieces, self.letters = [], ""
        self.space = False


def forget() -> None:
    """Drops all words that were kept because they may come again."""
    _words.cache_clear()
    stretches.cache_clear()
    stack.forget()


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
