"""Outlines as PDF operators (ISO 32000-1, 8.5)."""

from __future__ import annotations

from functools import lru_cache

from ...pictures.drawing import Path
from ...pictures.geometry import KAPPA

EXACT = 9999.0  # below it six digits, which "%g" writes, are two after the point
OPERATORS = {"m": "m", "l": "l", "c": "c", "z": "h", "r": "re"}
# the same with room for their numbers
WRITTEN = {
    **{"m": "%g %g m", "l": "%g %g l", "c": "%g %g %g %g %g %g c"},
    **{"z": "h", "r": "%g %g %g %g re"},
}


def operands(values: tuple[float, ...], digits: int = 2) -> str:
    """Numbers as PDF has them: without an exponent (7.3.3), no longer than they need."""
    if digits == 2 and max(values) < EXACT and min(values) > -EXACT:  # nearly all; half the time
        return " ".join(["%g" % (round(value, 2) or 0) for value in values])
    least = 0.5 * 10**-digits
    told = (
        f"{value:.{digits}f}".rstrip("0").rstrip(".") if abs(value) >= least else "0"
        for value in values
    )
    return " ".join(told)


@lru_cache(maxsize=512)  # pieces of the kit are in many drawings
def outline(path: Path, digits: int = 2) -> str:
    """The operators of an outline, its numbers with so many digits after the point."""
    values = [value for _, at in path for value in at]
    if digits == 2 and (not values or (max(values) < EXACT and min(values) > -EXACT)):
        # all numbers in one go, as nearly always: half the time
        room = " ".join([WRITTEN[kind] for kind, _ in path])
        return room % tuple([round(value, 2) or 0 for value in values])
    steps = (
        (f"{operands(step.at, digits)} " if step.at else "", OPERATORS[step.kind]) for step in path
    )
    return " ".join(f"{numbers}{operator}" for numbers, operator in steps)


def ellipse(x: float, y: float, rx: float, ry: float) -> str:
    """The operators of an ellipse round ``x``, ``y``: those of ``paths.ellipse``, each number
    written once."""
    x0, x1, x2, x3, x4 = _around(x, rx)
    y0, y1, y2, y3, y4 = _around(y, ry)
    return (
        f"{x4} {y2} m {x4} {y3} {x3} {y4} {x2} {y4} c {x1} {y4} {x0} {y3} {x0} {y2} c "
        f"{x0} {y1} {x1} {y0} {x2} {y0} c {x3} {y0} {x4} {y1} {x4} {y2} c h"
    )


@lru_cache(maxsize=1024)  # bullets stand below each other, people of an array in rows
def _around(middle: float, radius: float) -> list[str]:
    step = radius * KAPPA
    places = (middle - radius, middle - step, middle, middle + step, middle + radius)
    return operands(places).split()


def cornered(x: float, y: float, width: float, height: float, radius: float) -> str:
    """The operators of an oblong with round corners; its lower start corner at ``x``, ``y``."""
    r = min(radius, width / 2, height / 2)
    if not r:
        return f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re"
    x0, x1, x2, x3, x4, x5 = _side(x, width, r)
    y0, y1, y2, y3, y4, y5 = _side(y, height, r)
    return (
        f"{x2} {y0} m {x3} {y0} l {x4} {y0} {x5} {y1} {x5} {y2} c "
        f"{x5} {y3} l {x5} {y4} {x4} {y5} {x3} {y5} c "
        f"{x2} {y5} l {x1} {y5} {x0} {y4} {x0} {y3} c "
        f"{x0} {y2} l {x0} {y1} {x1} {y0} {x2} {y0} c h"
    )


@lru_cache(maxsize=1024)  # panels stand below each other
def _side(start: float, length: float, r: float) -> list[str]:
    """The numbers along one side of an oblong with round corners, each written once."""
    k, end = r * (1 - KAPPA), start + length
    places = (start, start + k, start + r, end - r, end - k, end)
    return [f"{place:.2f}" for place in places]
