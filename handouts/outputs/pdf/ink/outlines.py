"""Outlines as path construction operators (ISO 32000-1, 8.5.2), and colours to paint them in. In
points."""

from __future__ import annotations

from functools import lru_cache

from ..paths import cornered
from .marks import Colour


@lru_cache(maxsize=256)  # there are only so many in a brand
def fill(colour: str) -> Colour:
    """Paints areas in ``colour`` (the operands of a screen's colour) from here on."""
    return Colour(colour, "rg")


@lru_cache(maxsize=256)
def stroke(colour: str) -> Colour:
    """Paints lines in ``colour`` from here on."""
    return Colour(colour, "RG")


def pen(width: float) -> str:
    """Lines are ``width`` points wide from here on."""
    return f"{width:g} w"


def rect(x: float, low: float, wide: float, tall: float) -> str:
    return f"{x:.2f} {low:.2f} {wide:.2f} {tall:.2f} re"


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l"


def oblong(corner: float, x: float, top: float, wide: float, tall: float, inset: float = 0) -> str:
    """A panel with rounded corners; ``inset`` moves it inwards by half a line's width."""
    x, low, wide, tall = x + inset, top - tall + inset, wide - 2 * inset, tall - 2 * inset
    return cornered(x, low, wide, tall, max(0.0, corner - inset))
