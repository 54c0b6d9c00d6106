"""Brackets that belong together in text of two directions (UAX 9, BD14 to BD16, and N0)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

DEEPEST = 63  # brackets inside one another: of more none is looked at (BD16)

# Opening brackets (Unicode's BidiBrackets.txt); the closing one is the next character.
OPENING = (
    *(0x28, 0xF3A, 0xF3C, 0x169B, 0x2045, 0x207D, 0x208D, 0x2308, 0x230A, 0x2329),
    *range(0x2768, 0x2776, 2),
    0x27C5,
    *range(0x27E6, 0x27F0, 2),
    *range(0x2983, 0x298D, 2),
    *range(0x2991, 0x2999, 2),
    *(0x29D8, 0x29DA, 0x29FC),
    *range(0x2E22, 0x2E2A, 2),
    *range(0x2E55, 0x2E5D, 2),
    *range(0x3008, 0x3012, 2),
    *range(0x3014, 0x301C, 2),
    *range(0xFE59, 0xFE5F, 2),
    *(0xFF08, 0xFF5F, 0xFF62),
)
# but for these
APART = {0x5B: 0x5D, 0x7B: 0x7D, 0x298D: 0x2990, 0x298F: 0x298E, 0xFF3B: 0xFF3D, 0xFF5B: 0xFF5D}


def _closings() -> Mapping[str, str]:
    pairs = {code: code + 1 for code in OPENING} | APART
    return {chr(opening): _same(chr(closing)) for opening, closing in pairs.items()}


def _same(char: str) -> str:
    """A bracket as its canonical equivalent: two look alike and are one."""
    return unicodedata.normalize("NFC", char)


CLOSING = _closings()
CLOSINGS = frozenset(CLOSING.values())


def pairs(chars: Sequence[str]) -> list[tuple[int, int]]:
    """The places of brackets that belong together, by that of the opening one.

    ``chars`` is empty where no bracket can stand.
    """
    out: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for place, char in enumerate(chars):
        if char in CLOSING:
            if len(waiting) == DEEPEST:
                return []  # BD16: as if there were none
            waiting.append((CLOSING[char], place))
        elif _same(char) in CLOSINGS:
            closing = _same(char)
            found = next((n for n in reversed(range(len(waiting))) if waiting[n][0] == closing), -1)
            if found >= 0:
                out.append((waiting[found][1], place))
                del waiting[found:]
    return sorted(out)
