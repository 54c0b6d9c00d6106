"""What belongs together in a line: numbers and what they count, ratios, ranges, dates, names, phone
numbers (Bringhurst, The Elements of Typographic Style, 2.4.8).

What looks like a number is the same in every language; the words that lean on numbers and names
are data of each (``content/locale.py``). A tie is a price, not a ban: where all of a long run does
not fit, it gives way at its loosest place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import compress, count
from operator import or_

from ....content.locale import Ties
from ....source.patterns import later
from ....source.wide import FIRST, wide
from .recent import Recent

# words: those that hold to none, to one before them, or to one after; figures; a dash, which ends a
# line
PLAIN, BESIDE, TITLED, FIGURED, DASH = 0, 1, 2, 4, 8
COUNTED = FIGURED | 16  # figures that a number begins with
FIRM, LOOSE = 6.0, 3.0  # what a break there costs, in lines
SOFT = 0.5  # the same where a line more would be worse
LIGHT = 0.06  # so little that a line ends there before it is left a quarter empty, and no sooner
DASHES = frozenset("-\u2013\u2014")
SHORT = 3  # letters: a word between two numbers that stays with both, in any language
_SIGN = "[\u00b1\u2265\u2264<>~\u2248=+\u2212\u2010-\u2013-]"
_FRACTION = "\u00bc-\u00be\u2150-\u215e"
_MONEY = "[$\u20ac\u00a3\u00a5]"
_DIGITS = rf"[\d{_FRACTION}](?:[\d.,:/\u2010-\u2013{_FRACTION}-]*[\d{_FRACTION}])?"
# "1,000", "(5", "(555)", "-2.5", "$20", "2-4", "1/2", "8:30", "50%"
NUMBER = re.compile(rf"\({_DIGITS}\)|\(?{_SIGN}?{_MONEY}?{_DIGITS}[%\u00b0]?")
SIGN = re.compile(rf"\(?(?:{_SIGN}{{1,2}}|{_MONEY})")
DIGIT = re.compile(rf"\(?{_SIGN}?{_MONEY}?[\d{_FRACTION}]")  # how a number begins
UNIT = re.compile("\\(?[^\\W_]|[%\u00b0\u00b5\u2032\u2033]")
PREFIX = re.compile(r"\+\d{1,3}")  # of a phone number of another country
SHORT_CALL = re.compile(r"\d{3}")  # as 911, behind what to call it for
YEAR = re.compile(r"(?:19|20)\d\d")
CODE = re.compile(r"\(?[A-Z]{1,2}\d{1,2}")  # of parts that have letter and number
BETWEEN = later(r"[\u00d7x/\u2010-\u2013-]")
SHORT_NAME = re.compile(r"[A-Z][a-z]{1,2}\.")  # such as "Dr."
LETTER = re.compile(r"[A-HJ-Z]")  # that is a name, such as of a vitamin; I is a word in English
DOT = "\u00b7"  # between what stands side by side: no line begins with it
MOST_WORDS = 4000  # of a language, and pairs of them, beside those that came before them
ENDS = ".,;:!?)"  # what may stand behind a word
TOLD = (":", "\uff1a")  # what stands before a number that is told, as that of an emergency
FIGURE = re.compile(rf"[\d{_FRACTION}\u00b2\u00b3\u00b9\u2070-\u2089]")


@lru_cache(maxsize=64)
def leaning(ties: Ties) -> re.Pattern[str]:
    """What a text has where anything in it may lean on something: a digit, a dot between two
    things, a letter that is a name, or a title before one. Nearly half of all texts have none of
    them, and need no further look."""
    titles = (re.escape(title) for title in sorted(ties.titles))
    named = "|".join((SHORT_NAME.pattern, LETTER.pattern, *titles))
    return re.compile(rf"[\d{DOT}{_FRACTION}]|\b(?:{named})(?!\w)")


class Bonds:
    """What holds words of a language together. Numbers and what they count come again, in this
    document or another, so each is looked at once."""

    def __init__(self, ties: Ties) -> None:
        self.ties = ties
        self.dating = {phrase.partition(" ")[0] for phrase in ties.dating}
        self.phrases, self.parting = _begun(ties.phrases), _begun(ties.parting)
        self.parted = {phrase[-1] for phrase in ties.parting}
        self.light = {phrase[-1] for phrase in ties.light}
        self.kinds: Recent[str, int] = Recent(self._kind, MOST_WORDS)
        self.costs: Recent[tuple[str, str], float] = Recent(
            lambda pair: _pair(*pair, ties), MOST_WORDS
        )

    def _kind(self, word: str) -> int:
        """What of a word may hold it to others."""
        if word.isalpha() and word.islower():  # so are most
            return BESIDE * (word in self.dating) | TITLED * (word in self.ties.titles)
        if not word.isalpha() and FIGURE.search(word):
            return COUNTED if DIGIT.match(word) else FIGURED
        if word in DASHES:
            return DASH
        lettered = LETTER.fullmatch(word.rstrip(ENDS))
        beside = lettered or word in self.dating or word == DOT
        return (BESIDE if beside else PLAIN) | (TITLED if _titled(word, self.ties) else PLAIN)

    def of(self, words: Sequence[str]) -> list[float]:
        """What a break after each of ``words`` costs."""
        kinds, out = [*map(self.kinds.__getitem__, words)], [0.0] * len(words)
        # nearly all words are plain, and stand beside plain ones
        places = [*compress(count(), map(or_, kinds, kinds[1:]))]
        for place in places:
            own, beside = kinds[place], kinds[place + 1]
            if words[place + 1] == DOT:
                out[place] = FIRM
            elif (own | beside) & FIGURED:
                out[place] = self.costs[words[place], words[place + 1]]
            elif beside == DASH and not _signs(words, place + 1):
                out[place] = SOFT
            elif _named(words[place], words[place + 1], self.ties):
                out[place] = FIRM
        for place in places:
            if kinds[place] & FIGURED or words[place + 1] in self.dating:
                self._run(words, place, out, kinds)
        if COUNTED in kinds:
            for place in (*places, len(words) - 1):
                if kinds[place] == COUNTED:
                    self._lightly(words, place, out)
        return out

    def _lightly(self, words: Sequence[str], place: int, out: list[float]) -> None:
        """Holds lightly what is said before the number at ``place``, as an article is, where a
        ratio parts best, and what it counts: there a line may end, if otherwise it were short."""
        before = words[place - 1] if place else ""
        after = words[place + 1] if place + 1 < len(words) else ""
        if before.casefold() in self.light:
            for first in range(max(place - 2, 0), place):
                if tuple([one.casefold() for one in words[first:place]]) in self.ties.light:
                    out[first:place] = [cost or LIGHT for cost in out[first:place]]
        if after in self.parting and _following(self.parting, words, place):
            out[place] = LIGHT
        if before in self.parted:
            ended = (tuple(words[:place][-len(one) :]) == one for one in self.ties.parting)
            out[place] = min(out[place], LIGHT) if any(ended) else out[place]

    def _run(
        self, words: Sequence[str], place: int, out: list[float], kinds: Sequence[int]
    ) -> None:
        """Holds together what begins with the word at ``place``: a ratio, a range, a date, what a
        number counts."""
        after = words[place + 1]
        # what joins it to another number has that one behind it
        near = kinds[place + 2 : place + 4]
        if FIGURED in near or COUNTED in near or after in self.dating:
            for length in (1, 2):
                if _joined(words, place, length, self.ties):
                    out[place] = LOOSE
                    out[place + 1 : place + length + 1] = [FIRM] * length
        if after in self.phrases and NUMBER.fullmatch(words[place]):
            for phrase in _following(self.phrases, words, place):
                out[place : place + len(phrase)] = [FIRM] * len(phrase)


Phrase = tuple[str, ...]


def _begun(phrases: Iterable[Phrase]) -> dict[str, list[Phrase]]:
    """Phrases by the word that each begins with."""
    out: dict[str, list[Phrase]] = {}
    for phrase in filter(None, phrases):
        out.setdefault(phrase[0], []).append(phrase)
    return out


def _following(
    phrases: Mapping[str, Sequence[Phrase]], words: Sequence[str], place: int
) -> list[Phrase]:
    """Those of ``phrases`` that stand behind the word at ``place``: with the word after it some
    begin."""
    begun = phrases[words[place + 1]]
    return [one for one in begun if tuple(words[place + 1 : place + 1 + len(one)]) == one]


bonds_of = lru_cache(maxsize=64)(Bonds)


def bonds(words: Sequence[str], ties: Ties) -> list[float]:
    """What a break after each of ``words`` costs in lines: 0 where nothing is torn."""
    return bonds_of(ties).of(words)


def forget() -> None:
    """Drops the words that were kept because they may come again."""
    bonds_of.cache_clear()


def _pair(word: str, after: str, ties: Ties) -> float:
    """What a break between two words costs by what they are alone."""
    word, after = _end(word), _end(after[::-1])[::-1]
    begins = bool(DIGIT.match(after))
    if not begins and not FIGURE.search(word):
        return FIRM if _named(word, after, ties) else 0.0
    if NUMBER.fullmatch(word):
        if PREFIX.fullmatch(word):
            return FIRM if begins else 0.0
        if YEAR.fullmatch(word) and not begins:
            return 0.0
        if after.startswith("("):  # a code of an area and its number, not a remark
            return 0.0
        counted = UNIT.match(after) and after not in ties.uncounted
        return FIRM if begins or counted else 0.0
    bare = word.lstrip("(")
    if begins:
        leans = SIGN.fullmatch(word) or bare.casefold() in ties.numbered or bare in ties.months
        called = word.endswith(":") and SHORT_CALL.fullmatch(after.rstrip(ENDS))
        return (
            FIRM
            if leans or called or (CODE.fullmatch(word) and CODE.match(after))
            else _after(word, after, ties)
        )
    if (CODE.fullmatch(word) and CODE.match(after)) or _named(word, after, ties):
        return FIRM
    return (
        LOOSE
        if after.casefold() in ties.extensions and word[-1:].isdigit()
        else _after(word, after, ties)
    )


def _end(word: str) -> str:
    """What stands behind the last wide letter of a word: such letters need no space before a
    number."""
    if max(word, default="") < FIRST or wide(word[-1]):
        return word
    return word[max((at for at, char in enumerate(word) if wide(char)), default=-1) + 1 :]


def _named(word: str, after: str, ties: Ties) -> bool:
    """Whether a title stands before a name, or anything before a letter that is one."""
    if not after[:1].isupper():
        return False
    if LETTER.fullmatch(after.rstrip(ENDS)):
        return word[-1:].isalnum()
    return _titled(word, ties)


def _titled(word: str, ties: Ties) -> bool:
    """Whether a word is a title, or what looks like one."""
    bare = word.lstrip("(")
    return bare in ties.titles or bool(SHORT_NAME.fullmatch(bare))


def _signs(words: Sequence[str], place: int) -> bool:
    """Whether the dash at ``place`` is the sign of a number after it."""
    return place + 1 < len(words) and bool(DIGIT.match(words[place + 1]))


def _after(word: str, after: str, ties: Ties) -> float:
    """What follows a number and a comma: a year, or the extension of a phone; or a colon: a
    number."""
    if word.endswith(TOLD):
        return SOFT if DIGIT.match(after) else 0.0
    number = word.removesuffix(",")
    if number == word or not number[-1:].isdigit():
        return 0.0
    year = len(number) <= 2 and YEAR.fullmatch(after.rstrip(ENDS))
    return LOOSE if year or after.casefold() in ties.extensions else 0.0


def _joined(words: Sequence[str], place: int, length: int, ties: Ties) -> bool:
    """Whether ``length`` words after the one at ``place`` join it to a number: a ratio, a range, a
    date."""
    if place + length + 1 >= len(words):
        return False
    first, last = words[place], words[place + length + 1]
    between = " ".join(words[place + 1 : place + length + 1])
    if between in ties.dating:
        return first in ties.months or last.rstrip(ENDS) in ties.months
    codes = CODE.fullmatch(first) and CODE.match(last)
    if not codes and not (NUMBER.fullmatch(first) and DIGIT.match(last)):
        return False
    short = length == 1 and len(between) <= SHORT and between.isalpha()
    return short or between in ties.between or bool(BETWEEN.fullmatch(between))
