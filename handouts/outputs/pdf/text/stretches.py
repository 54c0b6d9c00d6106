"""Words between spaces: where each may break (at its hyphens, addresses at their signs, wide
letters anywhere), and those that are known, cut and shaped."""

from __future__ import annotations

import re
from functools import lru_cache

from ....content.locale import Ties
from ....source.patterns import later
from ....source.values import value
from ....source.wide import FIRST, wide
from .bidi import backwards
from .breaks import AWKWARD, breaks, wide_cut
from .faces import EM
from .lines import Token
from .recent import Recent
from .stack import PLAIN, FaceStack, Piece
from .ties import ENDS, SHORT, leaning

LONG = 16  # letters: a longer word may break at its slashes, a longer address at its signs
HOST = 24  # letters: what is longer between two slashes of an address may break in itself
# Where a word may break: after a hyphen or dash between letters, in a long one after a slash.
INSIDE = later(r"(?<=[^\W\d_]{2}[-\u2013])(?=[^\W\d_]{2})")
SLASH = later(r"(?<=\w/)(?=\w)")
# A host name and what follows it, a mailbox, or a name of the DOI system (ISO 26324).
ADDRESS = later(
    r"\(?(?:[a-zA-Z]+:(?://)?)?"
    r"(?:(?:[\w%+-]+\.)*[\w%+-]+@)?(?:(?:[\w-]+\.)+[^\W\d_]{2,}|10\.\d{4,}/)(?:[/?#:].*|\W*)"
)
# Where an address may break: after these signs. A longer part also after a dot, or before a hyphen:
# never after its own one, which whoever copies the line would lose.
SIGNS = later(r"(?<=[/?&=])(?=[^\W]|[%#~@-])|(?<=//)(?=.)")
DOTS = later(r"(?<=\.)(?=[^\W]|[%#~@-])")
HYPHEN_AHEAD = later(r"(?<=\w)(?=[-_]\w)")
BEYOND = re.compile("[\u0590-\U0010ffff]")  # what may break, or run from right to left
MOST_WORDS = 2600  # of a face and size that are known beside those that came before them
WIDER = later(f"[{FIRST}-\U0010ffff]")


@lru_cache(maxsize=4096)
def stretches(word: str) -> tuple[str, ...]:
    """What of a word never breaks."""
    if not word:
        return ()
    if max(word) >= FIRST and any(map(wide, word)):
        return tuple(part for cut in wide_cut(word) for part in _narrow(cut))
    return _narrow(word)


def unbroken(word: str) -> bool:
    """Whether it is plain to see that a word never breaks, as it is of nearly all."""
    if not word.isascii() and WIDER.search(word):
        return False
    return word.isalpha() or (len(word) <= LONG and "-" not in word and "\u2013" not in word)


def _narrow(word: str) -> tuple[str, ...]:
    """The same of letters that make words."""
    if word.isalpha():  # so are most
        return (word,)
    if len(word) > LONG and ADDRESS.fullmatch(word):
        return tuple(part for sign in SIGNS.split(word) for part in _long(sign))
    if len(word) > LONG and "/" in word:
        return tuple(part for side in SLASH.split(word) for part in INSIDE.split(side))
    if ADDRESS.fullmatch(word):
        return (word,)
    return tuple(INSIDE.split(word)) if "-" in word or "\u2013" in word else (word,)


def _long(part: str) -> list[str]:
    """A part of an address, cut where it is too long for a narrow column: at its dots, and what is
    still too long before its hyphens."""
    if len(part) <= HOST:
        return [part]
    return [
        piece
        for dotted in DOTS.split(part)
        for piece in (HYPHEN_AHEAD.split(dotted) if len(dotted) > HOST else [dotted])
    ]


def parting(before: str, after: str) -> int:
    """How well a line may break between two characters inside a word, that may be (``breaks``):
    ``AWKWARD`` inside the name of a host, or where a hyphen would begin the line."""
    return breaks(before, after) or (AWKWARD if before == "." or after in "-_" else 0)


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
            first, leans = self.tokens(words[:MOST_WORDS])
            rest, others = self.tokens(words[MOST_WORDS:])
            return first + rest, leans or others
        out = [*map(self.__getitem__, words)]
        special = self.special.intersection(words)
        if not special:
            return out, False
        if not self.parted.keys().isdisjoint(special):
            out = []
            for word in words:
                if word in special and word in self.parted:
                    out += self.parted[word].tokens
                else:
                    out.append(self[word])
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
