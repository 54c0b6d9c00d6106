"""Where lines of Han letters and kana may break: between any two, but for signs that must not begin
or end a line (after JIS X 4051 and GB/T 15834). Hangul is written in words, which stay whole."""

from __future__ import annotations

from collections.abc import Iterator

from ....source.wide import FIRST, wide

# Closing signs, stops, small kana, marks of repetition and length, units.
NOT_FIRST = frozenset(
    ")]}\u00bb\u2019\u201d\u3009\u300b\u300d\u300f\u3011\u3015\u3017\u3019\u301b\u301e\u301f"
    "\uff09\uff3d\uff5d\uff60"
    ",.:;!?%\u2025\u2026\u2030\u203c\u2047\u2048\u2049\u3001\u3002\uff01\uff05\uff0c\uff0e\uff1a\uff1b\uff1f"
    "\u2103\u00b0\u30fb\u30fc\u3005\u303b\u309d\u309e\u30fd\u30fe\u301c\uff5e"
    "\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308e\u3095\u3096"
    "\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30ee\u30f5\u30f6"
)
# Opening signs, signs of money.
NOT_LAST = frozenset(
    "([{\u00ab\u2018\u201c\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\u301a\u301d"
    "\uff08\uff3b\uff5b\uff5f$\u00a3\u00a5\uff04\uffe1\uffe5\u2116"
)
STOPS = frozenset(
    ",.:;!?\u2026\u3001\u3002\uff0c\uff0e\uff1a\uff1b\uff01\uff1f"
)  # after which one rests
DATING = frozenset("\u5e74\u6708")  # year and month: what follows in figures is of the same date
DOUBLED = frozenset("\u2014\u2015\u2025\u2026")  # of two, none stands on another line
WITHIN, PAUSE, AWKWARD, COMPOUND = 1, 2, 3, 4


def breaks(before: str, after: str) -> int:
    """How well a line may break between two characters, one of which is a wide one: not at all,
    ``WITHIN`` a phrase, or well: where there is a ``PAUSE``.

    A number stays with what it counts, which stands right behind it, and a date is one.
    """
    # most texts have none, and are told so without a call
    if (before < FIRST and after < FIRST) or not (wide(before) or wide(after)):
        return 0
    if after in NOT_FIRST or before in NOT_LAST or before == after in DOUBLED:
        return 0
    if before.isdecimal() or (before in DATING and after.isdecimal()):
        return 0
    return PAUSE if before in STOPS or after in NOT_LAST else WITHIN


def wide_cut(text: str) -> Iterator[str]:
    """What of a text never breaks, as far as its wide characters are concerned."""
    start = 0
    for place in range(1, len(text)):
        if breaks(text[place - 1], text[place]):
            yield text[start:place]
            start = place
    yield text[start:]
