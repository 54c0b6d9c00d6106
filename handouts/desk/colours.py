"""The colours of the desk: those of the brand in front of which it stands, in light and in dark."""

from __future__ import annotations

from pathlib import Path

from ..content.brand import load_brand
from ..screens.palette import declared, palettes
from ..screens.shell import DARK
from ..source.problems import Problems
from ..source.reader import Reading
from ..source.snapshot import read_folder


def style(assets: Path) -> bytes:
    """The colours as custom properties; nothing where the brand cannot be read, which the desk
    tells by itself."""
    try:
        brand = load_brand(read_folder(assets), Reading())
    except Problems:
        brand = None
    if brand is None:
        return b""
    light, dark = palettes(brand, "")
    return f":root{{{declared(light)}}}{DARK}{{:root{{{declared(dark)}}}}}".encode()
