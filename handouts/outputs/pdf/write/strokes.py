"""What is drawn in fields: lines to write on, ticks, dots."""

from __future__ import annotations

from functools import lru_cache

from ..ink.marks import Colour, FieldArea
from ..ink.outlines import line
from ..paths import ellipse

HEAD = 4.0  # points that a field of several lines leaves free at its top


def rules(area: FieldArea, wide: float, tall: float) -> str:
    """The lines to write on above the last, which is painted on the page."""
    if not area.pitch or area.rule is None:
        return ""
    return _ruled(int((tall - HEAD) / area.pitch), area.pitch, wide, area.line, area.rule)


@lru_cache(maxsize=256)  # fields are alike
def _ruled(count: int, pitch: float, wide: float, thick: float, rule: Colour) -> str:
    levels = [pitch * number for number in range(1, count + 1)]
    rules = " ".join([line(0, y, wide, y) for y in levels])
    return f"q {rule.operands} {rule.operator} {thick:g} w {rules} S Q " if rules else ""


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
