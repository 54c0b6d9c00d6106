"""Glyphs more for a font: each a composite of glyphs it has (ISO/IEC 14496-22, 5.3.3).

A letter with its marks placed becomes one glyph, which every reader takes for one thing.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

import uharfbuzz as hb

from . import sfnt
from .faces import Shape

# Flags of a component (5.3.3): its place is two words, in font units; another follows; overlap.
PLACE, MORE, OVERLAP = 0x0003, 0x0020, 0x0400
COMPOSITE = -1  # in place of a number of contours
LONG = 1  # the format of ``loca`` with four bytes for each glyph
MOST = 0xFFFF


def extended(program: bytes, shapes: Sequence[Shape], font: hb.Font) -> tuple[bytes, int]:
    """A font cut from the face of ``font``, with ``shapes`` as further glyphs.

    Returns the font and the number of the first of these glyphs.
    """
    tables = sfnt.read(program)
    (count,) = struct.unpack_from(">H", tables[b"maxp"], 4)
    offsets, metrics = _offsets(tables, count), _metrics(tables, count)
    glyphs = [tables[b"glyf"][: offsets[-1]]]
    for shape in shapes:
        outline, left = _outline(shape, font)
        glyphs.append(outline)
        offsets.append(offsets[-1] + len(outline))
        metrics.append((shape.advance, left))
    tables[b"glyf"] = b"".join(glyphs)
    tables[b"loca"] = struct.pack(f">{len(offsets)}L", *offsets)
    tables[b"hmtx"] = b"".join(struct.pack(">Hh", *metric) for metric in metrics)
    tables[b"head"] = _with(tables[b"head"], 50, LONG)
    tables[b"hhea"] = _with(tables[b"hhea"], 34, len(metrics))
    most = max(len(shape.glyphs) for shape in shapes)
    tables[b"maxp"] = _profile(tables[b"maxp"], len(metrics), most)
    return sfnt.write(tables), count


def _offsets(tables: dict[bytes, bytes], count: int) -> list[int]:
    """Where each glyph begins in ``glyf``, and where the last one ends."""
    if tables[b"head"][51] == LONG:
        return list(struct.unpack_from(f">{count + 1}L", tables[b"loca"]))
    return [2 * half for half in struct.unpack_from(f">{count + 1}H", tables[b"loca"])]


def _metrics(tables: dict[bytes, bytes], count: int) -> list[tuple[int, int]]:
    """Advance and left side bearing of each glyph; the last advance holds for all after it."""
    (known,) = struct.unpack_from(">H", tables[b"hhea"], 34)
    table = tables[b"hmtx"]
    out = [struct.unpack_from(">Hh", table, 4 * number) for number in range(known)]
    rest = struct.unpack_from(f">{count - known}h", table, 4 * known)
    return [*((advance, left) for advance, left in out), *((out[-1][0], left) for left in rest)]


def _outline(shape: Shape, font: hb.Font) -> tuple[bytes, int]:
    """The description of a composite glyph, padded to four bytes, and its left side bearing."""
    boxes = []
    for glyph in shape.glyphs:
        box = font.get_glyph_extents(glyph.number)
        if box and box.width:  # what has no outline is no component
            left, top = box.x_bearing + glyph.across, box.y_bearing + glyph.up
            boxes.append((glyph, (left, top + box.height, left + box.width, top)))
    if not boxes:
        return b"", 0
    lefts, lows, rights, tops = zip(*(box for _, box in boxes), strict=True)
    out = [struct.pack(">5h", COMPOSITE, min(lefts), min(lows), max(rights), max(tops))]
    for number, (glyph, _) in enumerate(boxes):
        flags = PLACE | (MORE if number + 1 < len(boxes) else 0) | (0 if number else OVERLAP)
        out.append(struct.pack(">HHhh", flags, glyph.number, glyph.across, glyph.up))
    outline = b"".join(out)
    return outline + bytes(-len(outline) % 4), min(lefts)


def _with(table: bytes, at: int, value: int) -> bytes:
    return table[:at] + struct.pack(">H", value) + table[at + 2 :]


def _profile(table: bytes, count: int, parts: int) -> bytes:
    """``maxp`` for ``count`` glyphs, some made of up to ``parts`` others (5.2.6).

    What it says of composites are upper bounds, made from what it says so far.
    """
    points, contours, of_points, of_contours = struct.unpack_from(">4H", table, 6)
    elements, depth = struct.unpack_from(">2H", table, 28)
    table = _with(table, 4, count)
    table = _with(table, 10, min(MOST, parts * max(points, of_points)))
    table = _with(table, 12, min(MOST, parts * max(contours, of_contours)))
    return _with(_with(table, 28, max(elements, parts)), 30, depth + 1)
