"""The brand's faces on a page: what it carries of them, and how wide words are in them.

They go with the page, cut down to the letters it has: a face that is made to be told apart letter
by letter is for those who see little, and no other machine has it. Two weights take some 40 kB.
"""

from __future__ import annotations

import struct
from base64 import b64encode
from collections.abc import Iterator
from functools import cached_property, lru_cache, partial

import uharfbuzz as hb

from ..content.brand import Brand
from ..content.fonts import FamilyFonts, Fonts, MoreFonts
from ..content.measures import Weight
from ..source.deflating import LEAST, shrunk
from ..source.lasting import once
from ..source.snapshot import Folder

FAMILY = "page"  # what the style sheet calls the faces, one behind the other
WEIGHTS: dict[Weight, int] = {"regular": 400, "bold": 700}
DROPPED = (b"DSIG", b"STAT")  # what no browser looks at
ENDS = frozenset("\n")  # of lines: no face shows them
WIDE = 0.6  # of the size: a letter that no face has


class Faces:
    """The faces of a brand, those of ``language`` first. What a page carries of them lasts from one
    run to the next where its letters are those of all copies, and so may ``last``."""

    def __init__(self, brand: Brand, assets: Folder, language: str, *, last: bool = False) -> None:
        self.brand, self.assets, self.language, self.last = brand, assets, language, last
        fonts = brand.fonts
        spoken = [one for one in fonts.more if one.speaks(language)]
        first = (one for one in spoken if not isinstance(one, FamilyFonts))
        # Latin letters are the brand's in every language
        owners: tuple[Fonts | MoreFonts, ...] = (*first, fonts, *spoken, *fonts.more)
        self.owners = tuple(dict.fromkeys(owners))

    @cached_property
    def _regular(self) -> tuple[hb.Face, ...]:
        return tuple(_face(self.assets.data(one.regular) or b"") for one in self.owners)

    def width_of(self, text: str, size: float) -> float:
        """How wide words are in the regular face, in the unit of ``size``."""
        return sum(_advance(self._regular, char) for char in text) * size

    def style(self, letters: frozenset[str]) -> str:
        """Rules of CSS with all that is needed of each face, and the families' names in order."""
        rules, names = [], []
        letters -= ENDS
        for number, owner in enumerate(self.owners):
            if not letters:  # the other faces, which are larger, need not be read
                break
            carried = list(self._carried(owner, letters))
            if carried:
                names.append(f"{FAMILY}{number}")
                scale = owner.scale_in(self.language) if isinstance(owner, MoreFonts) else 1
                adjusted = f"size-adjust:{scale * 100:g}%;" if scale != 1 else ""
                rules += [
                    f"@font-face{{font-family:{FAMILY}{number};font-weight:{weight};{adjusted}"
                    f"src:url(data:font/woff;base64,{data}) format('woff')}}"
                    for weight, data in carried
                ]
                letters -= _had(self.assets.data(owner.regular) or b"", letters)
        return f"{''.join(rules)}:root{{--faces:{','.join((*names, 'system-ui', 'sans-serif'))}}}"

    def _carried(
        self, owner: Fonts | MoreFonts, letters: frozenset[str]
    ) -> Iterator[tuple[int, str]]:
        for name, weight in WEIGHTS.items():
            data = self.assets.data(getattr(owner, name)) or b""
            if had := _had(data, letters):
                make = partial(_woff, data, had)
                file, told = self.assets.files[getattr(owner, name)], "".join(sorted(had))
                kept = f"web-{self.language}-{file.sha256[:16]}"
                made = once(kept, (file.sha256, told), make) if self.last else make()
                yield weight, made or make()


@lru_cache(maxsize=16)
def _face(data: bytes) -> hb.Face:
    return hb.Face(data)


def _had(data: bytes, letters: frozenset[str]) -> frozenset[str]:
    """Those of ``letters`` that a face has."""
    known = _known(data)
    return frozenset(char for char in letters if ord(char) in known)


@lru_cache(maxsize=16)
def _known(data: bytes) -> frozenset[int]:
    return frozenset(_face(data).unicodes)


@lru_cache(maxsize=2048)
def _advance(faces: tuple[hb.Face, ...], char: str) -> float:
    for face in faces:
        font = hb.Font(face)
        if glyph := font.get_nominal_glyph(ord(char)):
            return float(font.get_glyph_h_advance(glyph)) / float(face.upem)
    return WIDE


@lru_cache(maxsize=64)
def _woff(data: bytes, letters: frozenset[str]) -> str:
    """A face with some of its letters, as a WOFF file (WOFF 1.0), in base64."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, letters))
    wanted.flags = hb.SubsetFlags.NO_HINTING
    wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in DROPPED)
    return b64encode(packed(bytes(hb.subset(_face(data), wanted).blob.data))).decode()


def forget() -> None:
    """Drop what is kept of the letters of pages, after a patient's."""
    _woff.cache_clear()


def packed(program: bytes) -> bytes:
    """A TrueType program as a WOFF file: its tables deflated one by one (WOFF 1.0, 3 to 5)."""
    (count,) = struct.unpack_from(">H", program, 4)
    entries = [struct.unpack_from(">4sLLL", program, 12 + 16 * number) for number in range(count)]
    at, directory, tables = 44 + 20 * count, b"", b""
    for tag, check, start, length in sorted(entries):
        table = program[start : start + length]
        small = shrunk(table, LEAST)
        stored = small if len(small) < length else table
        directory += struct.pack(">4sLLLL", tag, at + len(tables), len(stored), length, check)
        tables += stored + bytes(-len(stored) % 4)
    whole = 12 + 16 * count + sum((length + 3) & ~3 for *_, length in entries)
    size = at + len(tables)
    head = struct.pack(
        ">4s4sLHHLHHLLLLL", b"wOFF", program[:4], size, count, 0, whole, 1, 0, 0, 0, 0, 0, 0
    )
    return head + directory + tables
