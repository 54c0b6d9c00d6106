"""What a page is painted with: the colours of the screen, grey only, or the four inks of a printing press.

Everything is composed in sRGB; here the operators of a finished content stream are turned into another colour space.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ....editions import Ink

COLOUR = re.compile(r"(?<![\w.])([01]?\.?\d*) ([01]?\.?\d*) ([01]?\.?\d*) (rg|RG)(?![\w])")
PALE = 0.62  # lightness above which a fill of a figure is left white when ink is saved
LEFT = 0.3  # how much of a darker fill's darkness is left then


def inked(operators: str, ink: Ink) -> str:
    """A content stream in the colour space of ``ink``."""
    if ink == "saved":
        return COLOUR.sub(_grey, operators)
    return COLOUR.sub(_process, operators) if ink == "press" else operators


@lru_cache(maxsize=512)
def outlined(operators: str) -> str:
    """A drawing with light fills left out and dark ones paled; its lines stay."""
    return COLOUR.sub(_paled, operators)


def lightness(red: float, green: float, blue: float) -> float:
    """Rec. 709 luma, 0 to 1: what a colour becomes on a black-and-white printer."""
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(match: re.Match[str]) -> tuple[float, float, float]:
    return float(match[1]), float(match[2]), float(match[3])


def _grey(match: re.Match[str]) -> str:
    return f"{_plain(lightness(*_channels(match)))} {'g' if match[4] == 'rg' else 'G'}"


def _paled(match: re.Match[str]) -> str:
    if match[4] == "RG":
        return match[0]
    light = lightness(*_channels(match))
    grey = 1.0 if light > PALE else 1 - (1 - light) * LEFT
    return f"{_plain(grey)} {_plain(grey)} {_plain(grey)} rg"


def _process(match: re.Match[str]) -> str:
    """Black text and greys are black ink alone; other colours keep their darkness in black, the rest in three inks."""
    red, green, blue = _channels(match)
    spread = max(red, green, blue) - min(red, green, blue)
    dark = 1 - lightness(red, green, blue)
    if spread < 0.16 and (dark > 0.8 or spread < 0.02):
        inks = (0.0, 0.0, 0.0, 1.0 if dark > 0.8 else dark)
    else:
        black = 1 - max(red, green, blue)
        share = 1 - black or 1.0
        inks = ((share - red) / share, (share - green) / share, (share - blue) / share, black)
    return f"{' '.join(map(_plain, inks))} {'k' if match[4] == 'rg' else 'K'}"


def _plain(value: float) -> str:
    """A number as PDF has them: without an exponent (7.3.3)."""
    return f"{round(max(0.0, value), 3):g}"
