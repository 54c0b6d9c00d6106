"""Font files, looked at before anything is set in them: whole TrueType fonts whose letters show.

What is looked for are the faults that no later stage would notice: a font that cannot be read is
embedded all the same, and prints nothing. Tables are those of OpenType (ISO/IEC 14496-22).
"""

from __future__ import annotations

import re
import unicodedata

import uharfbuzz as hb

from ....source.rows import NamedTuple
from ....source.snapshot import File
from . import sfnt

TRUETYPE = (sfnt.TRUETYPE, b"true")
NEEDED = (b"cmap", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"name")
OUTLINES = (b"CFF ", b"CFF2")
UNITS = (16, 16384)  # per em, least and most (5.2.2)
OWN = "Aa1 "  # what a brand's own faces have at the least
BLANK = frozenset("\u115f\u1160\u3164\uffa0")  # letters meant to be empty: fillers of Hangul
POSTSCRIPT = re.compile(r"[!-~]{1,63}")
DELIMITERS = frozenset("[](){}<>/%")  # may not stand in a font's name (7.1.2)

ANEW = "copy the font file anew"
PLAIN_FILE = "take the family's static TrueType files (.ttf)"


_TRIED: dict[tuple[str, bool], Fault | None] = {}  # by the hash of a file: there are few


class Fault(NamedTuple):
    """What is wrong with a font file, as the end of a sentence that begins with its name."""

    message: str
    hint: str


def fault(file: File, *, own: bool = True) -> Fault | None:
    """What is wrong with a font; ``own``: it is one of the brand's two that are tried first."""
    asked = file.sha256, own
    if asked not in _TRIED:
        data = file.read(file.path.name)
        _TRIED[asked] = _form(data) or _tables(data) or _letters(data, own)
    return _TRIED[asked]


def _form(data: bytes) -> Fault | None:
    """Whether it is a font of the one kind that is embedded here."""
    if data[:4] == b"OTTO":
        return Fault("has outlines of another kind (CFF), not those of TrueType", PLAIN_FILE)
    if data[:4] == b"ttcf":
        return Fault("is a collection of fonts", PLAIN_FILE)
    if data[:3] == b"wOF":
        return Fault("is a font for web pages", PLAIN_FILE)
    return None if data[:4] in TRUETYPE else Fault("is no TrueType font", ANEW)


# ------------------------------------------------------------------ tables


def _tables(data: bytes) -> Fault | None:
    """Whether every table is there, whole, and says possible things."""
    try:
        tables = sfnt.read(data)
    except sfnt.Broken as error:
        return Fault(f"is a broken font: {error}", ANEW)
    if any(name in tables for name in OUTLINES):
        return Fault("has outlines of another kind (CFF), not those of TrueType", PLAIN_FILE)
    missing = [name.decode() for name in NEEDED if name not in tables]
    if missing:
        return Fault(f"is a broken font: it has no table '{missing[0]}'", ANEW)
    if b"fvar" in tables:
        return Fault("is a variable font", PLAIN_FILE)
    units = int.from_bytes(tables[b"head"][18:20], "big")
    if not UNITS[0] <= units <= UNITS[1]:
        return Fault(f"is a broken font: it has {units} units to the em", ANEW)
    return None


# ------------------------------------------------------------------ letters


def _letters(data: bytes, own: bool) -> Fault | None:
    """Whether its name can be written into a PDF, and letters show and take room."""
    face = hb.Face(hb.Blob(data))
    font = hb.Font(face)
    name = face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or ""
    if name and (not POSTSCRIPT.fullmatch(name) or DELIMITERS & set(name)):
        shown = "".join(char if char.isprintable() else "?" for char in name[:40])
        message = f"is named '{shown}' inside: a PDF can only have ASCII letters there"
        return Fault(message, PLAIN_FILE)
    known = face.unicodes
    missing = [char for char in (OWN if own else " ") if ord(char) not in known]
    if missing:
        what = "space" if missing == [" "] else f"character '{missing[0]}'"
        return Fault(f"has no {what}", "take a font with all letters of the language")
    empty = [chr(code) for code in known if _printed(chr(code)) and not _shows(font, code)]
    if empty:
        much = f"{len(empty)} of its letters are" if len(empty) > 1 else "one of its letters is"
        return Fault(f"is a broken font: {much} empty, such as '{empty[0]}'", ANEW)
    return None if _can_be_cut(face) else Fault("is a broken font", ANEW)


def _printed(char: str) -> bool:
    return unicodedata.category(char)[0] in "LN" and char not in BLANK


def _shows(font: hb.Font, code: int) -> bool:
    """Whether a character has an outline and takes room on the line."""
    glyph = font.get_nominal_glyph(code) or 0
    box = font.get_glyph_extents(glyph)
    return bool(box and box.width and box.height and font.get_glyph_h_advance(glyph) > 0)


def _can_be_cut(face: hb.Face) -> bool:
    """Whether HarfBuzz can make a subset of it, as every PDF has."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, OWN))
    try:
        hb.subset(face, wanted)
    except RuntimeError:
        return False
    return True
