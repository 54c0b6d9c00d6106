"""Photographs as image XObjects (ISO 32000-1, 8.9)."""

from __future__ import annotations

import math

from ....content.editions import Ink
from ....pictures.darkroom import darkroom
from ....pictures.photo import PRINT_DPI, Photo, Print
from ....source.rows import NamedTuple
from ..colours import FORMULA, Process

SPACES = {"L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}


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
    made = darkroom().printed(photo, pixels(wide, tall), ink, process.profile)
    mask = (_entries(made.mask), made.mask.data) if made.mask else None
    return Raster(_entries(made), made.data, mask)


def _entries(made: Print) -> bytes:
    across, down = made.size
    head = f"/Type/XObject/Subtype/Image/Width {across}/Height {down}"
    space = f"/ColorSpace/{SPACES[made.mode]}/BitsPerComponent 8"
    return f"{head}{space}{_coded(made)}".encode()


def _coded(made: Print) -> str:
    """How the data of an image is to be read (ISO 32000-1, 7.4)."""
    if made.coding == "jpeg":
        # Pillow writes four inks as Adobe does: paper, not ink (8.9.5.2)
        turned = "/Decode[1 0 1 0 1 0 1 0]" if made.mode == "CMYK" else ""
        return f"/Filter/DCTDecode{turned}"
    if made.coding == "dots":
        return "/Filter/FlateDecode"
    # what PNG does to its lines before they are deflated, PDF knows how to undo (7.4.4.4)
    parts = f"/Predictor 15/Colors {len(made.mode)}/Columns {made.size[0]}"
    return f"/Filter/FlateDecode/DecodeParms<<{parts}>>"
