"""Whether one text says the words of another, in whatever forms of them."""

from __future__ import annotations

import re

WORD = re.compile(r"\w+")
STEM = 5  # letters that forms of one word have in common, such as "pressed" and "presses"
SHORT = 3  # letters: a shorter word has no forms
ENDING = 2  # letters that the end of a short word may add, such as in "rod" and "rods"


def says(text: str, words: str) -> bool:
    """Whether each of ``words``, in some form, is among those of ``text``."""
    told = [word.casefold() for word in WORD.findall(text)]
    return all(any(_same(word.casefold(), one) for one in told) for word in WORD.findall(words))


def _same(one: str, other: str) -> bool:
    """Whether two words are forms of one."""
    short, long = sorted((one, other), key=len)
    if len(short) < SHORT:
        return one == other
    near = len(long) - len(short) <= ENDING and long.startswith(short)
    return near or (len(short) >= STEM and short[:STEM] == long[:STEM])
