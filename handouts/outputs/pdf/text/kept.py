"""Words that are set already: what was cut into tokens, and broken into lines, in this or another
document.

An edition in grey breaks its lines where the one in colour does, a booklet of another clinic nearly
everywhere, and a text that is tried at several widths comes back to one of them. This is a memo and
never part of an answer: with any or none the same comes out. What is told of a patient must not get
into one that outlives its paper.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import TypeVar

from ....content.locale import Ties
from ....meaning.spans import Spans
from ....source.values import value
from .bidi import backwards
from .faces import EM
from .lines import (
    Line,
    Style,
    Token,
    broken,
    ends_of,
    gap_of,
    lengthened,
    longest,
    set_lines,
)
from .recent import Recent
from .stack import PLAIN, FaceStack, Piece
from .stretches import LONG, parting, stretches, unbroken
from .ties import ENDS, SHORT, leaning

SPARE = 1.0  # points: more than all lines are overfull together by rounding
T = TypeVar("T")
MOST = 30_000  # paragraphs that are kept beside those that came before them
MOST_WORDS = 2600  # of a face and size that are known beside those that came before them
BEYOND = re.compile("[\u0590-\U0010ffff]")  # what may break, or run from right to left
LATELY = 2  # files that are kept, the latest; documents whose parts are


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


class Cut:
    """The tokens of a paragraph, and its lines at every width they were asked for.

    ``natural`` is the width of all tokens on one line, in points. A ``style`` has the size and the
    faces that the tokens were cut with.
    """

    __slots__ = ("_ends", "_gap", "_lines", "_tokens")

    def __init__(self, tokens: list[Token], style: Style) -> None:
        self._tokens, self._gap = tokens, gap_of(style)
        self._ends = ends_of(tokens, self._gap)
        self._lines: dict[tuple[float, bool, bool], tuple[Line, ...]] = {}

    @property
    def tokens(self) -> list[Token]:
        return self._tokens

    @property
    def natural(self) -> float:
        return self._ends[-1] if self._ends else 0.0

    @property
    def widest(self) -> float:
        """The width of its widest token in points."""
        return longest(self._tokens)

    def asked(self, question: Callable[[Cut], T]) -> T:
        """The answer to a question about it: where others ask so, and look at nothing else, a
        paragraph with words of a patient can take the place of another (``watch``)."""
        return question(self)

    def overfull(self, width: float, lines: Sequence[Line]) -> bool:
        """Whether a word of it is longer than a line of ``width`` points: of its ``lines``, which
        are no wider, it has one to itself."""
        return 1 in map(len, lines) and self.longer(width)

    def longer(self, width: float) -> bool:
        """Whether a word of it is longer than ``width`` points."""
        return self.natural > width and self.widest > width

    def lines(
        self, style: Style, width: float, *, balanced: bool = False, drawn_out: bool = False
    ) -> tuple[Line, ...]:
        """Its lines of at most ``width`` points; ``drawn_out`` where a line to write on at its end
        takes what is left."""
        key = width, balanced, drawn_out
        found = self._lines.get(key)
        if found is None:
            if drawn_out:
                made = set_lines(lengthened(self._tokens, style, width), style, width, balanced)
            else:
                made = broken(self._tokens, self._ends, self._gap, width, balanced)
            found = self._lines[key] = tuple(made)
        return found

    def within(self, most: int, style: Style, width: float) -> bool:
        """Whether it takes ``most`` lines of ``width`` points, or fewer."""
        # Lines hold no more than they are wide, but for a word that is too long for any; the spaces
        # between them are not seen. So most answers need no lines.
        if self.natural > most * (width + self._gap) + SPARE and self.widest <= width:
            return False
        return len(self.lines(style, width)) <= most


class Lately:
    """What was made of what was asked for, the latest ``most``."""

    def __init__(self, most: int) -> None:
        self._made: deque[tuple[object, object]] = deque(maxlen=most)

    @property
    def keeps(self) -> bool:
        """Whether it keeps anything."""
        return self._made.maxlen != 0

    def found(self, asked: object) -> object:
        """What was made when the same was asked for; or else ``None``."""
        return next((made for known, made in self._made if known == asked), None)

    def keep(self, asked: object, made: object) -> None:
        """Keeps it in place of what was made of the same before, or of what came first."""
        again = next((one for one in self._made if one[0] == asked), None)
        if again:
            self._made.remove(again)
        self.add(asked, made)

    def add(self, asked: object, made: object) -> None:
        """Keeps it where nothing was ``found``, in place of what came first."""
        self._made.append((asked, made))

    def forget(self) -> None:
        """Drops all of it."""
        self._made.clear()


class Kept:
    """Paragraphs that are cut, by everything that their tokens depend on.

    Of what nobody has asked for since ``most`` others came, nothing is kept: a service whose texts
    are new each time needs few. ``files`` themselves are kept, too, the latest few: a handout that
    is asked for again is the same again; and ``parts`` with their boxes, so that of one with
    another sentence the rest is. Of one that is ``edited``, most of whose parts stand as they did,
    the ``sheets`` are.
    """

    def __init__(self, most: int = MOST, lately: int = LATELY) -> None:
        self.most = most
        self.files, self.parts, self.sheets = Lately(lately), Lately(lately), Lately(lately)
        self.edited = False
        self._cuts: dict[Hashable, Cut] = {}
        self._old: dict[Hashable, Cut] = {}

    def private(self, spans: Spans) -> bool:
        """Whether words of a patient are in a paragraph, and what is asked of it is noted."""
        return False

    def watched(self, spans: Spans, style: Style, cutting: Callable[[Spans], list[Token]]) -> Cut:
        """A paragraph with words of a patient."""
        return Cut(cutting(spans), style)

    def cut(self, key: Hashable, style: Style, make: Callable[[], list[Token]]) -> Cut:
        found = self._cuts.get(key)
        if found is None:
            if len(self._cuts) >= self.most:
                self._old, self._cuts = self._cuts, {}
            found = self._old.get(key) or Cut(make(), style)
            self._cuts[key] = found
        return found
