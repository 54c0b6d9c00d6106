"""Faces: words shaped once with HarfBuzz (kerning on), kept as glyph codes; subsets with a Unicode map.

One path for text in every script: the codes in a page are glyph numbers (Identity-H, ISO 32000-1, 9.7.5.2), so a
shaped word is the same bytes in every document. Widths are thousandths of the type size.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb

# One code point stands for each group below; the face then needs only that one.
PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-", "\u2007": " "})
FEATURES = {"kern": True, "liga": False, "clig": False}  # a ligature would hide letters from search and speech


class Word(NamedTuple):
    """A shaped piece of text: the inside of a TJ array, its width, and the glyphs it uses."""

    codes: str
    width: float
    glyphs: tuple[int, ...]


class Face:
    """One TrueType face. ``name`` is its resource name in the PDF."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.face = hb.Face(hb.Blob.from_file_path(str(path)))
        self.font = hb.Font(self.face)
        self.unit = 1000 / self.face.upem
        extents = self.font.get_font_extents("ltr")
        self.ascent: float = extents.ascender * self.unit
        self.descent: float = extents.descender * self.unit
        self.cap_height = self.unit * (self.font.get_metric_position(hb.OTMetricsTag.CAP_HEIGHT) or 700)
        self.post_name = str(self.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or path.stem)
        self.meaning: dict[int, str] = {}  # glyph -> what it stands for
        self._words: dict[str, Word] = {}
        for code in sorted(self.face.unicodes, reverse=True):  # the lowest code point of a glyph wins
            self.meaning[self.font.get_nominal_glyph(code) or 0] = chr(code)
        self.space = self.word(" ")

    def word(self, text: str) -> Word:
        found = self._words.get(text)
        if found is None:
            found = self._words[text] = self._shape(unicodedata.normalize("NFC", text.translate(PLAIN)))
        return found

    def _shape(self, text: str) -> Word:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self.font, buffer, FEATURES)
        out, open_, width = ["<"], True, 0.0
        infos, unit = buffer.glyph_infos, self.unit
        for number, (info, position) in enumerate(zip(infos, buffer.glyph_positions, strict=True)):
            glyph = info.codepoint
            if not open_:
                out.append("<")
                open_ = True
            out.append(f"{glyph:04X}")
            advance = self.advance(glyph)
            width += position.x_advance * unit
            kern = advance - position.x_advance * unit
            if abs(kern) > 0.01:
                out.append(f">{kern:.6g}")
                open_ = False
            if glyph not in self.meaning:
                after = infos[number + 1].cluster if number + 1 < len(infos) else len(text)
                self.meaning[glyph] = text[info.cluster : after]
        return Word("".join(out) + (">" if open_ else ""), width, tuple(info.codepoint for info in infos))

    @lru_cache(maxsize=4096)  # noqa: B019  (faces live as long as the process)
    def advance(self, glyph: int) -> float:
        return float(self.font.get_glyph_h_advance(glyph) * self.unit)

    def lacks(self, text: str) -> list[int]:
        """The positions of the characters of ``text`` that this face cannot show."""
        unicodes = self.face.unicodes
        return [i for i, char in enumerate(text) if ord(char.translate(PLAIN)) not in unicodes and char not in "\n\t"]

    def subset(self, glyphs: frozenset[int]) -> Subset:
        return _subset(self, glyphs)

    def typed(self) -> Typed:
        """What a reader's own typing is shown with: every letter of WinAnsi that the face has."""
        return _typed(self)


class Subset(NamedTuple):
    """What a PDF needs of a face: deflated font program and Unicode map, widths, and metrics."""

    program: bytes
    length: int
    unicode_map: bytes
    widths: str
    bbox: tuple[int, int, int, int]


class Typed(NamedTuple):
    """A simple font (ISO 32000-1, 9.6.3): deflated program, its length, widths of the codes from 32 to 255."""

    program: bytes
    length: int
    widths: str


@lru_cache(maxsize=8)
def _typed(face: Face) -> Typed:
    letters = [bytes([code]).decode("cp1252", "replace") for code in range(32, 256)]
    known = {ord(letter) for letter in letters} & set(face.face.unicodes)
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(known)
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    dropped = (b"GSUB", b"GPOS", b"GDEF", b"name", b"post", b"OS/2", b"gasp", b"DSIG", b"STAT", b"meta")
    wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in dropped)
    program = bytes(hb.subset(face.face, wanted).blob.data)
    glyphs = (face.font.get_nominal_glyph(ord(letter)) if ord(letter) in known else None for letter in letters)
    widths = " ".join(f"{face.advance(glyph):.6g}" if glyph else "0" for glyph in glyphs)
    return Typed(zlib.compress(program, 6), len(program), widths)


@lru_cache(maxsize=64)
def _subset(face: Face, glyphs: frozenset[int]) -> Subset:
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs | {0})
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    dropped = (b"GSUB", b"GPOS", b"GDEF", b"name", b"post", b"OS/2", b"cmap", b"gasp", b"DSIG", b"STAT", b"meta")
    wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in dropped)
    program = bytes(hb.subset(face.face, wanted).blob.data)
    ordered = sorted(glyphs)
    widths = " ".join(f"{glyph}[{face.advance(glyph):.6g}]" for glyph in ordered)
    cmap = _unicode_map((glyph, face.meaning.get(glyph, "")) for glyph in ordered)
    head = bytes(face.face.reference_table("head").data)
    bbox = tuple(round(int.from_bytes(head[i : i + 2], "big", signed=True) * face.unit) for i in (36, 38, 40, 42))
    assert len(bbox) == 4
    return Subset(zlib.compress(program, 6), len(program), zlib.compress(cmap, 6), widths, bbox)


def _unicode_map(pairs: Iterable[tuple[int, str]]) -> bytes:
    """A ToUnicode CMap (ISO 32000-1, 9.10.3), in blocks of at most 100 as Adobe Technical Note 5014 asks."""
    lines = [f"<{glyph:04X}> <{text.encode('utf-16-be').hex().upper()}>" for glyph, text in pairs if text]
    out = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(lines), 100):
        block = lines[start : start + 100]
        out += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    out.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(out).encode("ascii")


@lru_cache(maxsize=32)
def face(path: Path, name: str, _stamp: int) -> Face:
    """The face of a file, loaded once in a process; ``_stamp`` tells a changed file."""
    return Face(path, name)


def usable(path: Path, name: str) -> bool:
    """Whether a font file can be read and cut down to the glyphs of a page."""
    tried = face(path, name, path.stat().st_mtime_ns)
    try:
        tried.subset(frozenset(tried.word("Aa1").glyphs))
    except RuntimeError:
        return False
    return not tried.lacks("Aa1 ")
