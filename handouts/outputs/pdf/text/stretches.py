"""Where a word may break: at its hyphens, addresses at their signs, wide letters anywhere."""

from __future__ import annotations

import re
from functools import lru_cache

from ....source.wide import FIRST, wide
from .breaks import wide_cut

LONG = 16  # letters: a longer word may break at its slashes, a longer address at its signs
# letters: what is longer between two signs of an address may break in itself; a host alone that is
# no longer never breaks, as its last part would look like the beginning of a sentence
HOST = 24
# Where a word may break: after a hyphen or dash between letters, in a long one after a slash.
INSIDE = re.compile(r"(?<=[^\W\d_]{2}[-\u2013])(?=[^\W\d_]{2})")
SLASH = re.compile(r"(?<=\w/)(?=\w)")
# A host name and what follows it, a mailbox, or a name of the DOI system (ISO 26324).
ADDRESS = re.compile(
    r"\(?(?:[a-zA-Z]+:(?://)?)?"
    r"(?:(?:[\w%+-]+\.)*[\w%+-]+@)?(?:(?:[\w-]+\.)+[^\W\d_]{2,}|10\.\d{4,}/)(?:[/?#:].*|\W*)"
)
PATH = re.compile(r"[/?#:@]")  # what an address has that is more than a host
# Where an address may break: after these signs; never after its own hyphen, which whoever copies
# the line would lose.
SIGNS = re.compile(r"(?<=[/.?&=])(?=[^\W]|[%#~@-])|(?<=//)(?=.)")
HYPHEN_AHEAD = re.compile(r"(?<=\w)(?=[-_]\w)")


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
    if max(word, default="") >= FIRST:
        return False
    return word.isalpha() or (len(word) <= LONG and "-" not in word and "\u2013" not in word)


def _narrow(word: str) -> tuple[str, ...]:
    """The same of letters that make words."""
    if word.isalpha():  # so are most
        return (word,)
    if len(word) > LONG and ADDRESS.fullmatch(word):
        if len(word) <= HOST and not PATH.search(word):
            return (word,)
        return tuple(part for sign in SIGNS.split(word) for part in _long(sign))
    if len(word) > LONG and "/" in word:
        return tuple(part for side in SLASH.split(word) for part in INSIDE.split(side))
    if ADDRESS.fullmatch(word):
        return (word,)
    return tuple(INSIDE.split(word)) if "-" in word or "\u2013" in word else (word,)


def _long(part: str) -> list[str]:
    """A part of an address, cut before its hyphens where it is too long for a narrow column."""
    return HYPHEN_AHEAD.split(part) if len(part) > HOST else [part]
