"""The ends of a line as they are seen. Of the square that a bracket or a stop of full width stands
in, one half is empty: at the end of a line it is no part of it (CLReq and JLReq, 3.1)."""

from __future__ import annotations

from functools import lru_cache

from .faces import EM, Face
from .features import CLOSING, OPENING
from .lines import Line, Style, width_of

HOLLOW = 0.4 * EM  # what is empty at one side of such a sign, at least
HALF = 0.5


def air(line: Line, style: Style) -> tuple[float, float]:
    """What is empty before the first sign of a line and behind its last, in points."""
    if not line:
        return 0.0, 0.0
    last = line[-1].pieces[-1]
    behind = last.word.glyphs and last.word.glyphs[-1] in hollow(last.face)[1]
    return before(line, style), HALF * style.size * last.face.scale if behind else 0.0


def before(line: Line, style: Style) -> float:
    """What is empty before the first sign of a line, in points."""
    if not line:
        return 0.0
    first = line[0].pieces[0]
    empty, glyphs = hollow(first.face)[0], first.word.glyphs
    return HALF * style.size * first.face.scale if empty and glyphs and glyphs[0] in empty else 0.0


def inked(line: Line, style: Style) -> float:
    """The width of a line in points, without the air at its ends."""
    return width_of(line, style) - sum(air(line, style))


@lru_cache(maxsize=256)
def hollow(face: Face) -> tuple[frozenset[int], frozenset[int]]:
    """The glyphs of a face that have one empty half: the first, and the last."""
    first, last = set[int](), set[int]()
    for sign in OPENING | CLOSING:
        glyph = face.font.get_nominal_glyph(ord(sign))
        drawn = face.font.get_glyph_extents(glyph) if glyph else None
        if glyph and drawn:
            before = drawn.x_bearing * face.unit
            if before >= HOLLOW:
                first.add(glyph)
            elif face.advances[glyph] - before - drawn.width * face.unit >= HOLLOW:
                last.add(glyph)
    return frozenset(first), frozenset(last)
