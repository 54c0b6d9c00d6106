"""The ends of a line as they are seen, and as they are read. Of the square that a bracket or a stop
of full width stands in, one half is empty: at the end of a line it is no part of it (CLReq and
JLReq, 3.1)."""

from __future__ import annotations

from functools import lru_cache

from .cmaps import code_of
from .faces import EM, Face, Placed, Shape, Word
from .features import CLOSING, OPENING
from .lines import Line, Style, Token, width_of
from .stack import Piece

HOLLOW = 0.4 * EM  # what is empty at one side of such a sign, at least
HALF = 0.5
HYPHEN, SOFT = "-", "\u00ad"


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


def parted(line: Line) -> Line:
    """A line as it is read where its last word goes on in the next one."""
    *before, token = line
    *first, last = token.pieces
    if last.text or not (word := _going_on(last.face, last.word)):
        return line
    pieces = (*first, Piece(last.face, word, last.inline))
    return (*before, Token(token.width, token.space, pieces, token.glued, token.free))


def _going_on(face: Face, word: Word) -> Word | None:
    """A word that goes on in the next line after its own hyphen: that is read as hyphen and soft
    hyphen (ISO 32000-1, 14.8.2.2.3), as many readers take a hyphen which ends a line for one that
    is there for the line alone, and would copy "selfharm". Nothing where it ends with another
    sign."""
    if not word.codes or face.meaning.get(word.glyphs[-1]) != HYPHEN:
        return None
    codes, number, move = word.codes, word.glyphs[-1], ""
    if codes.endswith("("):  # the pen moves after the hyphen (codes have no bracket of their own)
        codes, _, move = codes[:-1].rpartition(")")
    code = code_of(number)
    if not codes.endswith(code):
        return None
    hyphen = Shape((Placed(number, 0, 0),), face.font.get_glyph_h_advance(number), HYPHEN + SOFT)
    before = f"({codes.removesuffix(code)})".removesuffix("()")
    return Word("", word.width, word.glyphs, tuple(filter(None, (before, hyphen, move))))
