"""Words of a face and size, cut and shaped once: nearly all come again, in this document or
another."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

from ....content.locale import Ties
from ....source.values import value
from .bidi import backwards
from .faces import EM
from .lines import Token
from .recent import Recent
from .stack import PLAIN, FaceStack, Piece
from .stretches import LONG, parting, stretches, unbroken
from .ties import ENDS, SHORT, leaning

MOST_WORDS = 2600  # of a face and size that are known beside those that came before them
BEYOND = re.compile("[\u0590-\U0010ffff]")  # what may break, or run from right to left


class TwoWays(Exception):
    """Words run from right to left that were to run from left to right (``mixed``)."""


@value
class Parted:
    """A word between two spaces that may break: its tokens, and the letters of each."""

    tokens: tuple[Token, ...]
    letters: tuple[str, ...]


class KnownWords(Recent[str, Token]):
    """Words of one span set in one size: nearly all come again, in this document or another.

    Each is one token. In place of those of which that is not so, such as one that may break, stands
    ``NOTHING``: they are ``parted``. Of ``leaning`` ones anything may lean on something (``ties``).
    """

    def __init__(self, stack: FaceStack, number: int, size: float, ties: Ties) -> None:
        super().__init__(self.made, MOST_WORDS)
        self.stack, self.number, self.size = stack, number, size
        self.leans = leaning(ties).search
        self.titles = {title.rstrip(ENDS) for title in ties.titles}
        self.parted: dict[str, Parted] = {}
        self.leaning: set[str] = set()
        self.special: set[str] = set()  # what is either of them

    def turn(self) -> None:
        super().turn()
        self.leaning.intersection_update(self.old)
        self.special.intersection_update(self.old)
        self.parted = {word: one for word, one in self.parted.items() if word in self.old}

    def tokens(self, words: list[str]) -> tuple[list[Token], bool]:
        """The tokens of words between spaces, and whether any may lean on something. Raises
        ``TwoWays``."""
        if len(words) > MOST_WORDS:  # of so many at once some would be forgotten
            (first, leans), (rest, others) = map(
                self.tokens, (words[:MOST_WORDS], words[MOST_WORDS:])
            )
            return first + rest, leans or others
        out = [*map(self.__getitem__, words)]
        special = self.special.intersection(words)
        if not special:
            return out, False
        if not self.parted.keys().isdisjoint(special):
            told = zip(out, words, strict=True)
            each = [self.parted[word].tokens if one is NOTHING else (one,) for one, word in told]
            out = [*chain.from_iterable(each)]
        return out, not self.leaning.isdisjoint(special)

    def made(self, word: str) -> Token:
        """A word cut and shaped. Raises ``TwoWays``."""
        bare = word.rstrip(ENDS)
        plainly = bare.isalpha() and len(word) <= LONG
        plainly = plainly and (word.isascii() or not BEYOND.search(word))  # so are most
        if not plainly and backwards(word):
            raise TwoWays
        # of letters alone nothing leans but what is a title, or as short as one
        titled = not plainly or len(bare) <= SHORT or bare in self.titles
        if titled and self.leans(word):
            self.leaning.add(word)
            self.special.add(word)
        if plainly or (word and unbroken(word)):
            return self.token(self.stack.runs(word), space=True, free=0)
        out, letters = [], stretches(word)
        for cut, stretch in enumerate(letters):
            after = letters[cut + 1][0] if cut + 1 < len(letters) else ""
            runs = self.stack.ahead(stretch, after)
            free = parting(letters[cut - 1][-1], stretch[0]) if cut else 0
            out.append(self.token(runs, space=not cut, free=free))
        if len(out) == 1:
            return out[0]
        self.parted[word] = Parted(tuple(out), letters)
        self.special.add(word)
        return NOTHING

    def token(self, runs: tuple[Piece, ...], *, space: bool, free: int) -> Token:
        """What never breaks of a word, as it is shaped."""
        if self.number != PLAIN:
            runs = tuple([Piece(run.face, run.word, self.number) for run in runs])
        width = runs[0].word.width if len(runs) == 1 else sum([run.word.width for run in runs])
        return Token(width * self.size / EM, space, runs, 0.0, free)


NOTHING = Token(0.0, False, (), 0.0)
known_words = lru_cache(maxsize=256)(KnownWords)
