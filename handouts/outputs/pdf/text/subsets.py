"""What a PDF carries of a face: a font program with the glyphs of the document, maps, widths.

The map belongs to one document. It begins as the face's own table; shapes get codes of their own,
and the map from codes to glyphs leads there (ISO 32000-1, 9.7.4.3). Nothing that another document
has done has a say in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import uharfbuzz as hb

from ....source.deflating import USUAL, shrunk
from ....source.rows import NamedTuple
from .cmaps import cmap, code_of
from .faces import Face, Shape, Word
from .shapes import extended

DROPPED = (b"GSUB", b"GPOS", b"GDEF", b"name", b"post", b"OS/2", b"gasp", b"DSIG", b"STAT", b"meta")
Glyphs = tuple[int, ...]  # of a word
MOST_CODES = 0x10000  # of two bytes


class Used:
    """What one document uses of a face: glyphs, and codes beyond the face's last glyph."""

    def __init__(self, face: Face, spare: str = "") -> None:
        self.face = face
        self.glyphs = set(face.space.glyphs)
        for char in spare:
            self.glyphs.update(filter(None, [face.font.get_nominal_glyph(ord(char))]))
        self.own: dict[Shape, int] = {}
        self.words: list[Word] = []  # whose glyphs are not gathered yet
        self.painted: set[Glyphs] = set()  # those of each word that was

    def told(self, word: Word) -> str:
        """The codes of a word with shapes."""
        parts = (part if isinstance(part, str) else self.code(part) for part in word.parts)
        inside = "".join(parts).replace(")(", "").removeprefix("(")
        return inside.removesuffix(")") if inside.endswith(")") or not inside else f"{inside}("

    def code(self, shape: Shape) -> str:
        """The code of a shape, given out in the order of painting. Raises ``OverflowError``: none
        is left."""
        code = self.own.setdefault(shape, self.face.face.glyph_count + len(self.own))
        if code >= MOST_CODES:
            raise OverflowError(shape.text)
        return f"({code_of(code)})"

    def gathered(self) -> set[Glyphs]:
        """The glyphs of each word since it was asked last."""
        new = {word.glyphs for word in self.words}
        self.words = []
        self.painted |= new
        return new

    @property
    def taken(self) -> Taken:
        """What the document takes of the face."""
        self.gathered()
        return Taken(self.face, frozenset(self.glyphs.union(*self.painted)), tuple(self.own))


class Taken(NamedTuple):
    """What a document takes of a face: glyphs, and shapes in the order of their codes."""

    face: Face
    glyphs: frozenset[int]
    own: tuple[Shape, ...]

    @property
    def whole(self) -> bool:
        """Whether all that was painted is in the face: glyph 0 stands for what is not."""
        return 0 not in self.glyphs

    def subset(self) -> Subset:
        return _subset(self.face, self.glyphs, self.own)


class Subset(NamedTuple):
    """Deflated font program, its length as it was, deflated maps, widths, bounding box.

    ``glyph_map`` leads from codes to glyphs; it is empty where they are the same.
    """

    program: bytes
    length: int
    unicode_map: bytes
    glyph_map: bytes
    widths: str
    bbox: tuple[int, int, int, int]


@lru_cache(maxsize=64)
def _subset(face: Face, glyphs: frozenset[int], own: tuple[Shape, ...]) -> Subset:
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs | {0})
    program = _program(face, wanted, hb.SubsetFlags.RETAIN_GIDS, (*DROPPED, b"cmap"))
    leads = {glyph: glyph for glyph in sorted(glyphs)}
    means = {glyph: face.meaning.get(glyph, "") for glyph in leads}
    wide = {glyph: face.advances[glyph] for glyph in leads}
    drawn = {shape._replace(text=""): 0 for shape in own if not _plain(shape, face)}
    if drawn:
        program, more = extended(program, [*drawn], face.font)
        drawn = {shape: number for number, shape in enumerate(drawn, more)}
    for code, shape in enumerate(own, face.face.glyph_count):
        found = drawn.get(shape._replace(text=""))
        leads[code] = shape.glyphs[0].number if found is None else found
        means[code], wide[code] = shape.text, shape.advance * face.unit
    widths = " ".join(f"{code}[{width:.6g}]" for code, width in wide.items())
    mapped = shrunk(_glyph_map(leads), USUAL) if own else b""
    cmap = shrunk(_unicode_map(means.items()), USUAL)
    return Subset(shrunk(program, USUAL), len(program), cmap, mapped, widths, _box(face))


def forget() -> None:
    """Drops the subsets that were kept: they say which letters were in a paper."""
    _subset.cache_clear()


def _plain(shape: Shape, face: Face) -> bool:
    """Whether a shape is a glyph of the face as it is, and only stands for something else."""
    if len(shape.glyphs) != 1:
        return False
    ((number, *place),) = shape.glyphs
    return not any(place) and shape.advance * face.unit == face.advances[number]


def _box(face: Face) -> tuple[int, int, int, int]:
    """The face's bounding box: left, low, right, high in thousandths of the size."""
    head = bytes(face.face.reference_table("head").data)
    places = (int.from_bytes(head[at : at + 2], "big", signed=True) for at in (36, 38, 40, 42))
    left, low, right, high = (round(place * face.unit) for place in places)
    return left, low, right, high


def _program(face: Face, wanted: hb.SubsetInput, more: int, dropped: tuple[bytes, ...]) -> bytes:
    wanted.flags = more | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in dropped)
    return bytes(hb.subset(face.face, wanted).blob.data)


def _glyph_map(known: Mapping[int, int]) -> bytes:
    """A CIDToGIDMap (9.7.4.3): two bytes for each code up to the last.

    Codes that are not used lead to no glyph.
    """
    return b"".join(known.get(code, 0).to_bytes(2, "big") for code in range(max(known) + 1))


def _unicode_map(pairs: Iterable[tuple[int, str]]) -> bytes:
    """A ToUnicode CMap (9.10.3)."""
    hexed = ((code, text.encode("utf-16-be").hex().upper()) for code, text in pairs if text)
    lines = [f"<{code:04X}> <{text}>" for code, text in hexed]
    return cmap(lines, "char")
