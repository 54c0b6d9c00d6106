"""A font to type with: every Latin letter that a face has, in as few bytes as print allows.

Forms are filled in with names from anywhere, so the font has Latin-1, Latin Extended-A and -B and
the letters of Vietnamese. It is a CIDFontType2 (ISO 32000-1, 9.7.4.3) whose codes are its glyphs,
one for each character in the order of Unicode: a reader that looks for the code of a character
finds one, and only one. Letters with marks are composites (ISO/IEC 14496-22, 5.3.3). Outlines are
kept on a grid of ``GRID`` units, which at 12 points moves no point by more than half a dot of a
printer with 1200 dots for an inch.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

import uharfbuzz as hb

from ....source.deflating import LEAST, shrunk
from ....source.lasting import once
from ....source.rows import NamedTuple
from . import sfnt
from .cmaps import cmap
from .faces import Face
from .outlines import Box, Outline, Outlines, Placed, around, box, composite, gridded, simple

GRID = 250  # units for each em
FAR = 0.02  # em: marks that are further off are drawn as the face draws them
HIGHEST = 1.1  # em: what no letter with its marks is higher than
# Letters without marks of Latin Extended-B and after that names are written with today.
EXTENDED_B = range(0x180, 0x25A)
OF_NAMES = frozenset("\u0181\u0186\u018a\u018e\u018f\u0190\u0192\u01dd\u0259\u1e9e")
WANTED = (
    *range(0x20, 0x7F),  # Basic Latin
    *range(0xA0, 0x180),  # Latin-1, Extended-A
    *EXTENDED_B,  # what has marks, and the above
    *range(0x1E80, 0x1E86),  # Welsh
    *range(0x1E9E, 0x1EFA),  # German, Vietnamese
    *(0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E),  # dashes, quotation marks
    *(0x2022, 0x2026, 0x2039, 0x203A, 0x20AC, 0x2122),  # bullet, dots, euro, trade mark
)
# what stands in for characters that look like another
PLAIN = {0xA0: 0x20, 0xAD: 0x2D}


class Letters(NamedTuple):
    """Deflated font program, its length as it was, deflated map to Unicode, widths in thousandths
    of the size by code, and the code of each character."""

    program: bytes
    length: int
    unicode_map: bytes
    widths: tuple[int, ...]
    codes: dict[str, int]


class _Drawn(NamedTuple):
    """How a character is drawn: glyphs, and how far the pen moves, in units of the face."""

    parts: tuple[Placed, ...]
    advance: int


def letters(face: Face, told: frozenset[str] = frozenset()) -> Letters:
    """All letters to type that ``face`` has, and those of what is ``told`` of a patient."""
    further = told - _usual(face).codes.keys()
    # nothing that depends on what is told is kept
    return _made(face, {*WANTED, *map(ord, further)}) if further else _usual(face)


@lru_cache(maxsize=8)
def _usual(face: Face) -> Letters:
    """What anybody may type is the same on all papers, and lasts from one run to the next."""
    given = face.file.sha256, repr(face.scale)
    made = once(f"letters-{given[0][:16]}", given, lambda: _made(face, set(WANTED)))
    assert made
    return made


def _made(face: Face, wanted: Collection[int]) -> Letters:
    outlines = Outlines(face.face)
    drawn = dict(_drawn(face, outlines, wanted))
    program = _program(face, outlines, drawn)
    codes = {char: code for code, char in enumerate(drawn, 1)}
    share = GRID / face.face.upem
    widths = (0, *(round(one.advance * share) * 1000 // GRID for one in drawn.values()))
    shown = shrunk(_unicode_map(codes), LEAST)
    return Letters(shrunk(program, LEAST), len(program), shown, widths, codes)


def shows(face: Face, text: str) -> bool:
    """Whether all of ``text`` can stand in a field."""
    usual = _usual(face).codes
    return all([char in usual or face.font.get_nominal_glyph(ord(char)) for char in text])


@lru_cache(maxsize=64)
def number_known(face: Face) -> int:
    """How many of the letters to type a face has."""
    return len(set(face.face.unicodes).intersection(WANTED))


def _unicode_map(codes: Mapping[str, int]) -> bytes:
    """A ToUnicode CMap (ISO 32000-1, 9.10.3): codes and characters that count up together are one
    range, unless the last byte of either begins anew."""
    runs: list[list[int]] = []
    for char, code in codes.items():
        point = ord(char)
        if runs and code % 256 and point % 256 and runs[-1][2] + code - runs[-1][0] == point:
            runs[-1][1] = code
        else:
            runs.append([code, code, point])
    lines = [f"<{first:04X}> <{last:04X}> <{point:04X}>" for first, last, point in runs]
    return cmap(lines, "range")


def _drawn(face: Face, outlines: Outlines, wanted: Collection[int]) -> Iterator[tuple[str, _Drawn]]:
    """The wanted characters that the face can show, in the order of Unicode."""
    apart = _apart(face)
    for code in sorted(wanted):
        char = chr(code)
        said = unicodedata.normalize("NFD", chr(PLAIN.get(code, code)))
        if code in EXTENDED_B and len(said) == 1 and char not in OF_NAMES:
            continue
        whole = code not in PLAIN and face.font.get_nominal_glyph(code)
        own = _shaped(face.font, char) if whole else None
        if all(face.font.get_nominal_glyph(ord(one)) for one in said):
            placed = _shaped(apart, said)
            near = own is None or _near(outlines, own, placed, face.face.upem)
            yield char, placed if own is None or near else own
        elif own:
            yield char, own


def _near(outlines: Outlines, own: _Drawn, placed: _Drawn, em: int) -> bool:
    """Whether marks that are placed reach as far as in the face's own drawing of a letter, which
    may have another mark (below an n, beside an L) or lack a dot (above a mark)."""
    reached = [outlines.reach(one.parts) or around(()) for one in (own, placed)]
    return all(abs(one - other) <= FAR * em for one, other in zip(*reached, strict=True))


def _apart(face: Face) -> hb.Font:
    """The face as one that has no letter with its marks, so that these are placed."""
    funcs, whole = hb.FontFuncs(), face.font

    def glyph(_font: hb.Font, code: int, _data: object) -> int:
        marked = unicodedata.normalize("NFD", chr(code)) != chr(code)
        return 0 if marked else whole.get_nominal_glyph(code) or 0

    funcs.set_nominal_glyph_func(glyph)
    font = hb.Font(face.font)
    font.funcs = funcs
    return font


def _shaped(font: hb.Font, text: str) -> _Drawn:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "ltr", "Latn", "und"
    hb.shape(font, buffer, {"kern": False, "liga": False, "clig": False})
    parts, pen = [], 0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        parts.append(Placed(info.codepoint, pen + place.x_offset, place.y_offset))
        pen += place.x_advance
    return _Drawn(tuple(parts), pen)


def _program(face: Face, outlines: Outlines, drawn: Mapping[str, _Drawn]) -> bytes:
    """The font: its first glyph is empty, then one for each character, then what else they are
    made of."""
    share = GRID / face.face.upem
    used = dict.fromkeys(part.glyph for one in drawn.values() for part in one.parts)
    shapes = {glyph: gridded(outlines[glyph], share) for glyph in used}
    numbers: dict[int, int] = {}
    for code, one in enumerate(drawn.values(), 1):
        if len(one.parts) == 1:
            numbers.setdefault(one.parts[0].glyph, code)
    further = [glyph for glyph in used if glyph not in numbers]
    numbers |= {glyph: code for code, glyph in enumerate(further, len(drawn) + 1)}
    # Every glyph has the box of all: that is no wrong one, and takes no room once it is deflated.
    left, low, right, _ = around([box(shape) for shape in shapes.values() if shape])
    reached = (left, low, right, round(HIGHEST * GRID))
    glyphs, advances = [b""], [0]
    for code, one in enumerate(drawn.values(), 1):
        seen = [part for part in one.parts if shapes[part.glyph]]
        places = [
            Placed(numbers[part.glyph], round(part.x * share), round(part.y * share))
            for part in seen
        ]
        alone = not seen or numbers[seen[0].glyph] == code
        shape = shapes[seen[0].glyph] if seen else ()
        glyphs.append(simple(shape, reached) if alone else composite(places, reached))
        advances.append(round(one.advance * share))
    glyphs += [simple(shapes[glyph], reached) for glyph in further]
    most = max(len(one.parts) for one in drawn.values())
    return sfnt.write(_tables(face, glyphs, advances, shapes.values(), reached, most))


def _tables(
    face: Face,
    glyphs: Sequence[bytes],
    advances: Sequence[int],
    shapes: Collection[Outline],
    reached: Box,
    parts: int,
) -> dict[bytes, bytes]:
    padded = [glyph + bytes(len(glyph) % 2) for glyph in glyphs]
    starts = list(accumulate(map(len, padded), initial=0))
    high, low = (round(value / 1000 * GRID) for value in (face.ascent, face.descent))
    points = max(sum(map(len, shape)) for shape in shapes)
    contours = max(map(len, shapes))
    wanted = (0x10000, 0x10000, 0, 0x5F0F3CF5, 1, GRID, 0, 0, *reached, 0, 6, 2, 0, 0)
    head = struct.pack(">4L2H2q4h2H3h", *wanted)
    slope = (0, 0, 0, 1, *(0,) * 7)
    hhea = struct.pack(">L3hH11hH", 0x10000, high, low, 0, max(advances), *slope, len(advances))
    made = (parts * points, parts * contours)  # most points and contours of a composite
    bounds = (len(glyphs), points, contours, *made, 1, *(0,) * 6, parts, 1)
    maxp = struct.pack(">L14H", 0x10000, *bounds)
    left = struct.pack(">h", reached[0])  # the same for all, as their boxes are
    hmtx = b"".join(struct.pack(">H", wide) + left for wide in advances)
    hmtx += left * (len(glyphs) - len(advances))
    return {
        b"glyf": b"".join(padded),
        b"head": head,
        b"hhea": hhea,
        b"hmtx": hmtx,
        b"loca": struct.pack(f">{len(starts)}H", *(start // 2 for start in starts)),
        b"maxp": maxp,
    }
