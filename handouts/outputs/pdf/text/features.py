"""The features of OpenType that words are shaped with.

Closing signs of full width are set on half of it before another sign: of two squares that are
half empty, the first would leave a hole in the line (GB/T 15834, 5.1; JLReq and CLReq, 3.1).

A sign before an opening one is squeezed, too, whether the line ends between them or not: at the
end of a line nobody sees it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

# A ligature would hide letters from search and speech.
FEATURES = {"kern": True, "liga": False, "clig": False}
TABULAR = {**FEATURES, "tnum": True}  # figures that are all as wide, so that columns line up
HALF = "halt"  # the feature of a face that has its signs on half their width (OpenType)
# Where these signs stand at one side of their square; elsewhere they stand in its middle.
LANGUAGES = ("ja", "zh-Hans")
CLOSING = frozenset(
    "\u3001\u3002\uff0c\uff0e\uff1a\uff1b\uff01\uff1f"
    "\u3009\u300b\u300d\u300f\u3011\u3015\uff09\uff3d\uff5d"
)
QUOTES = frozenset("\u2019\u201d")  # of full width among Han letters alone
OPENING = frozenset("\u3008\u300a\u300c\u300e\u3010\u3014\uff08\uff3b\uff5b\u2018\u201c")
AFTER = CLOSING | QUOTES | OPENING

Features = Mapping[str, bool | Sequence[tuple[int, int, bool]]]


def leans(before: str, after: str) -> bool:
    """Whether the first of two characters is squeezed by the second."""
    return after in AFTER and (before in CLOSING or (before in QUOTES and after in CLOSING))


def squeezed(
    text: str, around: tuple[str, str], language: str, usual: Mapping[str, bool]
) -> Features:
    """The features to shape ``text`` with, which has letters ``around`` it: the usual ones, and
    half the width for closing signs before other signs."""
    if not language.startswith(LANGUAGES) or AFTER.isdisjoint(text):
        return usual
    line, start = f"{text}{around[1]}", len(around[0])
    places = [
        (start + at, start + at + 1, True)
        for at, (char, after) in enumerate(pairwise(line))
        if leans(char, after)
    ]
    return {**usual, HALF: places} if places else usual
