"""What the glyphs of a face stand for: the best of the characters that lead to each."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import uharfbuzz as hb

from .features import TABULAR

FIGURES = "0123456789"
# Never painted: controls, formats, private use, half a pair, unassigned (Unicode, table 4-4).
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
# Stand for a glyph only if nothing else does (Unicode blocks).
LAST = (
    (0x2E80, 0x2FDF),  # radicals
    (0x3130, 0x318F),  # compatibility forms of Hangul, and of CJK
    (0x3200, 0x33FF),
    (0xE000, 0xFAFF),  # private use, compatibility ideographs
    (0xFB00, 0xFDFF),  # presentation forms, halves of marks, small forms
    (0xFE10, 0xFEFF),
    (0xFF00, 0xFFEF),  # half and full width
    (0x2F800, 0x2FA1F),  # more compatibility ideographs
    (0xF0000, 0x10FFFF),  # more private use
)


def meanings(face: hb.Face, font: hb.Font) -> dict[int, str]:
    """What each glyph stands for: the lowest sensible code point of the face's own table; or else
    the figure whose tabular form it is."""
    out: dict[int, str] = {}
    for code in sorted(face.unicodes):
        glyph = font.get_nominal_glyph(code) or 0
        if glyph not in out or rank(out[glyph]) > rank(chr(code)):
            out[glyph] = chr(code)
    buffer = hb.Buffer()
    buffer.add_str(FIGURES)
    buffer.direction, buffer.script, buffer.language = "ltr", "Zyyy", "und"
    hb.shape(font, buffer, TABULAR)
    for info in buffer.glyph_infos:
        out.setdefault(info.codepoint, FIGURES[info.cluster])
    return out


def rank(char: str) -> int:
    """How much less than the best a character says what a glyph is: 0 is best."""
    code = ord(char)
    if any(first <= code <= last for first, last in LAST):
        return 2
    # A tag such as <compat>, or one other code: the same by another name.
    apart = unicodedata.decomposition(char)
    return int(apart.startswith("<") or (bool(apart) and " " not in apart))


@lru_cache(maxsize=8192)
def painted(char: str) -> bool:
    """Whether a character can be painted at all, whatever the face."""
    return unicodedata.category(char) not in UNSEEN
