"""Embedded fonts: composite fonts whose codes are glyph numbers (ISO 32000-1, 9.7)."""

from __future__ import annotations

import hashlib

from ..text.faces import Face
from ..text.letters import Letters
from ..text.subsets import Taken
from . import typing
from .objects import Objects, deflated

LETTERS = 26


def subset_name(name: str, program: bytes) -> str:
    """The name of a subset: other glyphs, another name (9.6.4: six capitals, a plus sign)."""
    number = int.from_bytes(hashlib.sha256(program).digest()[:8], "big")
    letters = []
    for _ in range(6):
        number, letter = divmod(number, LETTERS)
        letters.append(chr(ord("A") + letter))
    return f"{''.join(letters)}+{name}"


def composite(used: Taken, objects: Objects) -> int:
    """Adds a font whose codes are glyph numbers (9.7.6.2, Identity-H); its number.

    Codes beyond the face's last glyph are the document's own.
    """
    face, subset = used.face, used.subset()
    name = subset_name(face.post_name, subset.program)
    program = objects.add(deflated(b"/Length1 %d" % subset.length, subset.program))
    mapping = objects.add(deflated(b"", subset.unicode_map))
    box = " ".join(map(str, subset.bbox))
    descriptor = objects.add(
        f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{box}]/ItalicAngle 0"
        f"/Ascent {face.ascent:g}/Descent {face.descent:g}/CapHeight {face.cap_height:g}/StemV 80"
        f"/FontFile2 {program} 0 R>>".encode("ascii")
    )
    glyphs = "/Identity"
    if subset.glyph_map:
        glyphs = f" {objects.add(deflated(b'', subset.glyph_map))} 0 R"
    descendant = objects.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)"
        f"/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor} 0 R/CIDToGIDMap{glyphs}"
        f"/DW 0/W[{subset.widths}]>>".encode("ascii")
    )
    return objects.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts"
        f"[{descendant} 0 R]/ToUnicode {mapping} 0 R>>".encode("ascii")
    )


def to_type_with(face: Face, known: Letters, objects: Objects) -> int:
    """Adds a font to type with, whose codes are its glyphs (9.7.6.2, Identity-H); its number."""
    name = subset_name(f"{face.post_name}-Typed", known.program)
    program = objects.add(deflated(b"/Length1 %d" % known.length, known.program))
    mapping = objects.add(deflated(b"", known.unicode_map))
    descriptor = objects.add(
        f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[-500 -300 1500 1100]"
        f"/ItalicAngle 0/Ascent {typing.TALL:g}/Descent {-typing.DEEP:g}"
        f"/CapHeight {face.cap_height:g}/StemV 80/FontFile2 {program} 0 R>>".encode("ascii")
    )
    widths = " ".join(map(str, known.widths))
    descendant = objects.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)"
        f"/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor} 0 R"
        f"/CIDToGIDMap/Identity/DW 0/W[0[{widths}]]>>".encode("ascii")
    )
    return objects.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
        f"/DescendantFonts[{descendant} 0 R]/ToUnicode {mapping} 0 R>>".encode("ascii")
    )
