"""What fields are called inside a file: by what is asked, so that a name outlives edits.

A name is a group, a full stop, and a key or the words asked: ``talk.level``, ``clinic.phone``,
``ask.will-i-need-a-brace``. Fields of one name hold one value wherever they stand (ISO 32000-1,
12.7.3.2), so only what is meant to be typed once shares a name: facts of the clinic, and what is
noted of a visit. All others are numbered where their words are the same.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from ..source.problems import Where

DETAILS = Where("details")  # what messages call what was told of a patient
OWN = "="  # ends the name of what stands there as it was told
LONGEST = 48  # characters of the words in a name
SHARED = ("clinic", "talk")  # groups whose fields are one wherever they stand
OF_A_PERSON = ("talk.patient", "talk.date", "talk.with")  # the same in all handouts of a set


def named(group: str, *words: str) -> str:
    """The name of what is asked in these words."""
    return f"{group}.{key(' '.join(words))}"


def of_fact(fact: str) -> str:
    """The name of the field for a fact of the clinic."""
    return f"clinic.{fact}"


def as_told(name: str) -> str:
    """What the words are called that stand in a field for what is told of a patient, as they were
    told: a page of its own may print them otherwise."""
    return f"{name}{OWN}"


@lru_cache(maxsize=1024)  # what is asked is the same in many handouts
def key(words: str) -> str:
    """Words as one lower-case word: letters and digits without marks, parted by hyphens."""
    out = ""
    # letters that are written as several are parted, marks and all else that is no letter go
    parted = unicodedata.normalize("NFKD", words).casefold().translate(_LETTERS)
    for word in parted.split():
        longer = f"{out}-{word}" if out else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        out = longer
    return out or "field"


def _mark(char: str) -> bool:
    return unicodedata.category(char) == "Mn" or char in "'\u2019"


class _Letters(dict[int, str | None]):
    """What becomes of each character in a name: a letter or digit stays, a mark goes, all else is a
    space."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        found = None if _mark(char) else char if char.isalnum() else " "
        self[code] = found
        return found


_LETTERS = _Letters()


class Names:
    """The names of one file, given out in the order its fields are painted in."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def of(self, name: str, scope: str = "") -> str:
        """``name``, or what it becomes in the part of a set called ``scope``."""
        group = name.partition(".")[0]
        if scope and group != "clinic" and name not in OF_A_PERSON:
            name = f"{scope}.{name}"
        if group in SHARED:
            return name
        count = self._taken[name] = self._taken.get(name, 0) + 1
        return name if count == 1 else self._numbered(name, count)

    def _numbered(self, name: str, count: int) -> str:
        """The words of one field may end as the number of another does."""
        while (found := f"{name}-{count}") in self._taken:
            count += 1
        self._taken[name], self._taken[found] = count, 1
        return found
