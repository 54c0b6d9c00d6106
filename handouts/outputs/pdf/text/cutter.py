"""Spans of one direction cut into tokens, each with its words shaped, tied where they belong
together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress

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
    Span,
    Spans,
    Strong,
    Text,
    Turn,
    citation,
)
from .bidi import backwards
from .breaks import AWKWARD, WITHIN, breaks
from .faces import EM, Word
from .kept import NOTHING, KnownWords, Parted, TwoWays, known_words
from .lines import Style, Token
from .stack import PLAIN, Piece
from .ties import FIRM, LOOSE, bonds

BLANK_WIDTH = 128.0  # points: a line for a name or a phone number, about 45 mm
SPACES = re.compile("[ \t\n\u00a0]+")
FIXED = "\u00a0"  # a space where its author wants no break
OWN = (Text, Strong)  # the paragraph's own words
TIED = (Blank, Cite)  # stay with the words before them
WIDEST = 88  # a page number: room is kept for it


def split(text: str) -> list[str]:
    """Words between spaces; some are empty where several spaces follow each other."""
    other = "\n" in text or "\t" in text or FIXED in text
    return SPACES.split(text) if other else text.split(" ")


def bare(token: Token) -> Token:
    """A token that begins a paragraph, where no space stands before it."""
    return Token(token.width, False, token.pieces, token.glued, token.free, token.level)


def _glued(token: Token, strength: float) -> Token:
    """A token that holds what comes after it, as firmly as it did or by this ``strength``."""
    if strength <= token.glued:
        return token
    return Token(token.width, token.space, token.pieces, strength, token.free, token.level)


def tie(out: list[Token], words: list[str], ties: Ties) -> None:
    """Glues tokens that belong together by what their ``words`` say."""
    costs = bonds(words, ties)
    if len(words) == len(out):  # as where none of them is parted
        lasts: Sequence[int] = range(len(out))
    else:
        starts = [at for at, token in enumerate(out) if token.space]  # none is before the first
        lasts = [start - 1 for start in (*starts, len(out))]
    for last, strength in compress(zip(lasts, costs, strict=True), costs):  # of most words nothing
        out[last] = _glued(out[last], strength)


class Cutter:
    """Cuts spans into tokens: only the ends of a span need care. ``said`` are the words between
    spaces."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.out: list[Token] = []
        self.said: list[str] = []
        self.pieces: tuple[Piece, ...] = ()
        self.letters = ""
        self.token = NOTHING  # the last that came whole: it stays so where nothing joins it
        self.space = self.leans = self.bound = self.whole = self.called = False
        self.begun = 0  # how many tokens there were before the last span
        self.free = 0
        self.level = 0  # of the space before the next token

    def cut(self, spans: Spans, numbers: dict[str, int]) -> list[Token]:
        """The tokens of all ``spans``. Raises ``TwoWays``."""
        for index, span in enumerate(spans):
            text, bold, inline = told(span, numbers)
            self.bind(span)
            kind = type(span)
            self.begun, self.whole = len(self.out) + bool(self.pieces), kind is Link
            self.called = kind is Strong
            if type(span) is Turn:
                self.turn(span, index)
                continue
            if text is None:
                self.pieces += (Piece(self.style.regular.main, self.blank(spans), index),)
                continue
            stack = self.style.bold if bold else self.style.regular
            if type(span) is Foreign:
                stack = stack.spoken(span.lang)
            known = known_words(stack, index if inline else PLAIN, self.style.size, self.style.ties)
            if FIXED in text:
                self.fixed(text, known)
                continue
            words = split(text)
            if self.pieces or len(words) == 1:  # its first word may go on with the last
                self.part(words.pop(0), known)
            if words:
                self.close()
                last = words.pop()
                self.words(words, known)
                self.space = bool(self.out)
                self.part(last, known)
        self.close()
        if self.leans:
            tie(self.out, self.said, self.style.ties)
        return self.out

    def turn(self, span: Turn, index: int) -> None:
        """Room for the number of a page, which is known when all pages are."""
        self.close()
        self.free = WITHIN
        if backwards(span.text):
            raise TwoWays
        runs = self.style.regular.ahead(widest(span.text), span.after)
        self.pieces += tuple([Piece(run.face, run.word, index) for run in runs])

    def blank(self, spans: Spans) -> Word:
        """A line to write on; one that stands alone and asks for no fact is as wide as its room."""
        alone = len(spans) == 1 and isinstance(spans[0], Blank) and not spans[0].fact
        return Word("", 0.0 if alone else BLANK_WIDTH * EM / self.style.size, ())

    def words(self, words: list[str], known: KnownWords) -> None:
        """Words between spaces."""
        tokens, leans = known.tokens(words)
        if tokens and not self.out:
            tokens[0] = bare(tokens[0])
        self.out += tokens
        self.leans = self.leans or leans
        self.said += filter(None, words)

    def fixed(self, text: str, known: KnownWords) -> None:
        """Words of a span with spaces where its author wants no break."""
        first, *others = SPACES.split(text)
        self.part(first, known)
        for gap, word in zip(SPACES.findall(text), others, strict=True):
            self.close()
            if FIXED in gap:
                self.glue(FIRM)
            self.space = bool(self.out)
            self.part(word, known)

    def bind(self, span: Span) -> None:
        """Holds a span that belongs to the words before it: with a space between, or with none."""
        self.bound = type(span) in TIED
        if self.bound:
            self.glue(LOOSE)
        if self.called and isinstance(span, Blank):
            spaced = [*(one.space for one in self.out[self.begun + 1 :]), self.space]
            for at, apart in enumerate(spaced[: len(self.out) - self.begun], self.begun):
                if not apart:  # what a line to write on is called stays whole
                    self.out[at] = _glued(self.out[at], LOOSE)

    def glue(self, strength: float) -> None:
        """Holds what comes next to the last token."""
        if self.out and not self.pieces:
            self.out[-1] = _glued(self.out[-1], strength)

    def part(self, word: str, known: KnownWords) -> None:
        """A stretch that may be the middle of a word whose other parts are of another span."""
        if not word:
            return
        token = known[word]
        self.leans = self.leans or word in known.leaning
        if not self.pieces and token is not NOTHING:  # so are most: nothing may part it
            self.token, self.pieces, self.letters = token, token.pieces, word
            return
        whole = known.parted.get(word) or Parted((token,), (word,))
        for cut, (token, stretch) in enumerate(zip(whole.tokens, whole.letters, strict=True)):
            free = token.free or self.parts(stretch)
            if cut and self.whole and free == WITHIN:
                free = AWKWARD
            if cut or free:
                self.close()
                self.free = free
            self.pieces += token.pieces
            self.letters += stretch

    def parts(self, stretch: str) -> int:
        """How well a line may break between the letters of a token so far and a ``stretch``; a span
        that is bound to the words before it never stands on another line than their end."""
        if self.bound or not self.letters:
            return 0
        return breaks(self.letters[-1], stretch[0])

    def close(self) -> None:
        if pieces := self.pieces:
            if pieces is self.token.pieces and self.space:
                token = self.token
            else:
                width = sum([piece.word.width for piece in pieces]) * self.style.size / EM
                token = Token(width, self.space, pieces, 0.0, self.free, self.level)
            self.out.append(token)
            if self.space or not self.said:
                self.said.append(self.letters)
            else:
                self.said[-1] += self.letters
            self.pieces, self.letters = (), ""
        self.space = False
        self.free = self.level = 0


def told(span: Span, numbers: dict[str, int]) -> tuple[str | None, bool, bool]:
    """The text of a span (``None`` for a blank), whether it is bold, whether it is an element of
    its own."""
    if type(span) is Text or type(span) is Strong:  # so are most
        return span.text, type(span) is Strong, False
    match span:
        case Blank():
            return None, False, True
        case Cite(source):
            return citation(numbers[source]), False, True
        case Given(text, target=target, strong=strong):
            return text, strong, bool(target)
        case Open():
            raise TypeError(UNFILLED)
        case Short(text, strong=strong):
            return text, strong, True
        case Turn(text):
            return widest(text), False, True
        case _:
            return span.text, False, True


def widest(text: str) -> str:
    """What says on which page something is, with a number that is as wide as any."""
    return text.format(page=WIDEST)
