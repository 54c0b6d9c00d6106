"""What preflight reads back from a finished file: what it claims, its boxes, pictures, fonts, and
what stands at the edge of its pages. All lengths in points."""

from __future__ import annotations

import ctypes
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdfium2 import raw

from ....content.profile import examined
from ....pictures.photo import PRINT_DPI
from ....source.rows import NamedTuple
from .prepress import HEADER, STANDARD

NEAR = 0.02  # boxes are written with two digits
TOUCHES = 0.5  # what ends as near to the trim as this ends at it
WHITE = (255, 255, 255)
STREAM = re.compile(rb"(\d+) 0 obj\n<<(.*?)>>\nstream\n(.*?)\nendstream", re.DOTALL)
INTENT = re.compile(rb"/S/GTS_PDFX/.*?/DestOutputProfile (\d+) 0 R", re.DOTALL)
NAMED = ("GTS_PDFXVersion", "DocumentID", "VersionID", "Trapped")
Box = tuple[float, float, float, float]  # left, low, right, high


class Found(NamedTuple):
    """What one page has: how far its bleed box reaches beyond the trim (0 where boxes do not lie in
    each other), how many things end at the trim, dots per inch of its pictures, how many
    annotations, its fonts and whether each is embedded."""

    bleed: float
    cut: int
    dots: tuple[float, ...]
    notes: int
    fonts: dict[bytes, bool]


def pages(data: bytes) -> Iterator[Found]:
    """What each page of a file has."""
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            yield _found(page)


def _found(page: Any) -> Found:
    media, bleed, trim = page.get_mediabox(), page.get_bleedbox(), page.get_trimbox()
    sides = [abs(b - t) for b, t in zip(bleed, trim, strict=True)]
    room = all(abs(m - t) >= abs(b - t) for m, b, t in zip(media, bleed, trim, strict=True))
    dots, fonts, cut = list[float](), dict[bytes, bool](), 0
    for thing in page.get_objects():
        cut += _cut(thing, trim, bleed)
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            said = thing.get_metadata()
            dots.append(min(said.horizontal_dpi, said.vertical_dpi))
        elif thing.type == raw.FPDF_PAGEOBJ_TEXT:
            font = raw.FPDFTextObj_GetFont(thing)
            fonts[_name(font)] = bool(raw.FPDFFont_GetIsEmbedded(font))
    notes = raw.FPDFPage_GetAnnotCount(page)
    return Found(min(sides) if room else 0.0, cut, tuple(dots), notes, fonts)


def _cut(thing: Any, trim: Box, bleed: Box) -> bool:
    """Whether a ground or a picture ends at the trim, or between it and the end of the bleed: cut a
    little askew, paper would show beside it."""
    if bool(thing.level) or not _filled(thing):  # what stands in a drawing has its own measures
        return False
    left, low, right, high = map(float, thing.get_bounds())
    if right <= trim[0] or left >= trim[2] or high <= trim[1] or low >= trim[3]:
        return False  # a mark beside the page
    return (
        bleed[0] + NEAR < left <= trim[0] + TOUCHES
        or bleed[1] + NEAR < low <= trim[1] + TOUCHES
        or bleed[2] - NEAR > right >= trim[2] - TOUCHES
        or bleed[3] - NEAR > high >= trim[3] - TOUCHES
    )


def _filled(thing: Any) -> bool:
    if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
        return True
    if thing.type != raw.FPDF_PAGEOBJ_PATH:  # the box of a drawing reaches beyond what is seen
        return False
    mode, drawn = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(thing, mode, drawn)
    colour = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(thing, *colour)
    return bool(mode.value) and tuple(one.value for one in colour[:3]) != WHITE


def _name(font: object) -> bytes:
    buffer = ctypes.create_string_buffer(200)
    raw.FPDFFont_GetBaseFontName(font, buffer, 200)
    return buffer.value


def claims(data: bytes) -> tuple[str, ...]:
    """What of PDF/X-4 a file has: nothing, or all of it, as long as nobody meddled with it."""
    streams = {int(number): (head, body) for number, head, body in STREAM.findall(data)}
    metadata = b"".join(body for head, body in streams.values() if b"/Type/Metadata" in head)
    told = metadata.decode("utf-8", "replace")
    found = [name for name in NAMED if re.search(rf":{name}>[^<]+<", told)]
    if f"GTS_PDFXVersion>{STANDARD}<" in told and data.startswith(HEADER):
        found.append("version")
    packed = b"".join(_inflated(body) for head, body in streams.values() if b"/ObjStm" in head)
    if intent := INTENT.search(packed):
        found.append("intent")
        _, body = streams.get(int(intent[1]), (b"", b""))
        if not examined(_inflated(body)).fault:
            found.append("profile")
    return tuple(found)


WHOLE = (*NAMED, "version", "intent", "profile")


def _inflated(body: bytes) -> bytes:
    try:
        return zlib.decompress(body)
    except zlib.error:
        return b""


def coarsest(found: list[Found]) -> float | None:
    """The fewest dots per inch of a picture."""
    return min((dots for page in found for dots in page.dots), default=None)


def fine(dots: float | None) -> bool:
    return dots is None or dots >= PRINT_DPI - 1
