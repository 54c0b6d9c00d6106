"""Where a word may break: at its hyphens, addresses at their signs, wide letters anywhere."""

from __future__ import annotations

from functools import lru_cache

from ....source.patterns import later
from ....source.wide import FIRST, wide
from .breaks import AWKWARD, COMPOUND, breaks, wide_cut

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
    ``AWKWARD`` inside the name of a host, or where a hyphen would begin the line, ``COMPOUND`` in a
    word after its own."""
    if before == "-":
        return COMPOUND
    return breaks(before, after) or (AWKWARD if before == "." or after in "-_" else 0)
