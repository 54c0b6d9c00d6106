"""Photographs as image XObjects (ISO 32000-1, 8.9): in the inks of an edition, as small as they may
be.

JPEG of quality 90 with colours at half the resolution, which on paper nobody tells from the
original; what came without loss (PNG) stays so where that does not take twice the room.
"""

from __future__ import annotations

import io
import math
import zlib
from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageFilter

from ....content.editions import Ink
from ....pictures.photo import PRINT_DPI, Photo
from ....pictures.raster import as_it_is, dots
from ..colours import FORMULA, Process

QUALITY = 90
WORTH = 2  # times the room of a JPEG
SPACES = {"L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}
# steps of each colour in the table from three colours to four inks; between them it is interpolated
GRID = 33


class Raster(NamedTuple):
    """The dictionary entries and the data of an image, and those of its mask where it has one."""

    entries: bytes
    data: bytes
    mask: tuple[bytes, bytes] | None = None


def pixels(wide: float, tall: float) -> tuple[int, int]:
    """What print can show of a picture of this size in points."""
    across, down = (math.ceil(length / 72 * PRINT_DPI - 1e-6) for length in (wide, tall))
    return max(1, across), max(1, down)


def raster(photo: Photo, wide: float, tall: float, ink: Ink, process: Process = FORMULA) -> Raster:
    """A photograph to be printed at this size in points, on a press by ``process``."""
    most = pixels(wide, tall)
    data = as_it_is(photo, most) if ink == "colour" else None
    if data is not None:
        return _as_it_is(data)
    image, lossless = dots(photo, most)
    mask = None
    if image.mode in ("LA", "RGBA"):
        alpha = image.getchannel("A")
        if ink == "colour" and alpha.getextrema() != (255, 255):
            mask = _written(alpha, lossless=True)
            image = image.convert(image.mode[:-1])
        else:  # neither grey printing nor a press knows transparent dots
            image = _on_paper(image)
    if ink == "saved":
        image = image.convert("L")
    elif ink == "press" and image.mode == "RGB":
        image = process.profile.pictured(image) if process.profile else image.filter(_inks())
    entries, data = _written(image, lossless)
    return Raster(entries, data, mask)


def _as_it_is(data: bytes) -> Raster:
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        entries = _entries(image, b"/Filter/DCTDecode")
    return Raster(entries, data)


def _on_paper(image: Image.Image) -> Image.Image:
    whole = image.convert("RGBA")
    ground = Image.new("RGBA", whole.size, "white")
    return Image.alpha_composite(ground, whole).convert("L" if image.mode == "LA" else "RGB")


def _written(image: Image.Image, lossless: bool) -> tuple[bytes, bytes]:
    """Entries and data of the smaller way to write a picture."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=QUALITY, subsampling="4:2:0", optimize=True)
    small = file.getvalue()
    if lossless:
        entries, data = _deflated(image)
        if len(data) <= WORTH * len(small):
            return entries, data
    # Pillow writes four inks as Adobe does: paper, not ink (ISO 32000-1, 8.9.5.2)
    turned = b"/Decode[1 0 1 0 1 0 1 0]" if image.mode == "CMYK" else b""
    return _entries(image, b"/Filter/DCTDecode" + turned), small


def _deflated(image: Image.Image) -> tuple[bytes, bytes]:
    """Without loss; what PNG does to its lines before they are deflated, PDF knows how to undo
    (7.4.4.4)."""
    if image.mode == "CMYK":
        return _entries(image, b"/Filter/FlateDecode"), zlib.compress(image.tobytes(), 9)
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    parts = b"/DecodeParms<</Predictor 15/Colors %d/Columns %d>>" % (
        len(image.getbands()),
        image.width,
    )
    return _entries(image, b"/Filter/FlateDecode" + parts), _chunks(file.getvalue(), b"IDAT")


def _chunks(png: bytes, kind: bytes) -> bytes:
    """The data of all chunks of a kind (PNG 1.2, 3.2)."""
    at, found = 8, []
    while at < len(png):
        size = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == kind:
            found.append(png[at + 8 : at + 8 + size])
        at += 12 + size
    return b"".join(found)


def _entries(image: Image.Image, coded: bytes) -> bytes:
    head = f"/Type/XObject/Subtype/Image/Width {image.width}/Height {image.height}"
    return f"{head}/ColorSpace/{SPACES[image.mode]}/BitsPerComponent 8".encode() + coded


@lru_cache(maxsize=1)
def _inks() -> ImageFilter.Color3DLUT:
    """From three colours to four inks: what is common to all three is black ink (as in
    ``inks``)."""

    def four(red: float, green: float, blue: float) -> tuple[float, ...]:
        light = max(red, green, blue)
        share = light or 1.0
        return (*((light - one) / share for one in (red, green, blue)), 1 - light)

    return ImageFilter.Color3DLUT.generate(GRID, four, channels=4, target_mode="CMYK")
