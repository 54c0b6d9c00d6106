"""What is drawn in fields: lines to write on, ticks, dots."""

from __future__ import annotations

from functools import lru_cache

from ..ink.marks import Colour, FieldArea
from ..ink.outlines import line
from ..paths import ellipse

HEAD = 4.0  # points that a field of several lines leaves free at its top


Ruled = tuple[float, float, Colour | None]  # how far apart lines are, how wide, and their colour


def ruled(area: FieldArea) -> Ruled:
    """The lines to write on of a field."""
    return area.pitch, area.line, area.rule


@lru_cache(maxsize=256)  # fields are alike
def rules(lines: Ruled, wide: float, tall: float) -> str:
    """Those above the last, which is painted on the page."""
    pitch, thick, rule = lines
    if not pitch or rule is None:
        return ""
    levels = [pitch * number for number in range(1, int((tall - HEAD) / pitch) + 1)]
    drawn = " ".join([line(0, y, wide, y) for y in levels])
    return f"q {rule.operands} {rule.operator} {thick:g} w {drawn} S Q " if drawn else ""


@lru_cache(maxsize=16)
def tick(size: float) -> str:
    low, middle, high = 0.22 * size, 0.42 * size, 0.8 * size
    strokes = (
        f"{low:.2f} {middle + 0.08 * size:.2f} m {middle:.2f} {low:.2f} l {high:.2f} {high:.2f} l S"
    )
    return f"q 0 G 1 J 1 j {0.13 * size:.2f} w {strokes} Q"


@lru_cache(maxsize=16)
def dot(size: float) -> str:
    half = size / 2
    return f"q 0 g {ellipse(half, half, 0.27 * size, 0.27 * size)} f Q"
