"""Whether one text says the words of another, in whatever forms of them."""

from __future__ import annotations

import re
from itertools import pairwise

from ..source.wide import FIRST

WORD = re.compile(r"\w+")
STEM = 5  # letters that forms of one word have in common, such as "pressed" and "presses"
SHORT = 3  # letters: a shorter word has no forms
ENDING = 2  # letters that the end of a short word may add, such as in "rod" and "rods"


def says(text: str, words: str) -> bool:
    """Whether each of ``words``, in some form, is among those of ``text``."""
    told = [word.casefold() for word in WORD.findall(text)]
    return all(_written(word, text) or _said(word, told) for word in WORD.findall(words))


def _written(word: str, text: str) -> bool:
    """Whether a run of letters that need no spaces between words is in a text, by its pairs."""
    if max(word) < FIRST:
        return False
    pairs = {f"{one}{other}" for one, other in pairwise(word)} or {word}
    return all(pair in text for pair in pairs)


def _said(word: str, told: list[str]) -> bool:
    return any(_same(word.casefold(), one) for one in told)


def _same(one: str, other: str) -> bool:
    """Whether two words are forms of one."""
    short, long = sorted((one, other), key=len)
    if len(short) < SHORT:
        return one == other
    near = len(long) - len(short) <= ENDING and long.startswith(short)
    return near or (len(short) >= STEM and short[:STEM] == long[:STEM])
