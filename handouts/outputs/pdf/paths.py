"""Outlines as PDF operators (ISO 32000-1, 8.5)."""

from __future__ import annotations

from functools import lru_cache

from ...pictures.drawing import Path
from ...pictures.paths import KAPPA

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


@lru_cache(maxsize=2048)  # pieces of the kit are in many drawings
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
    dx, dy = rx * KAPPA, ry * KAPPA
    x0, x1, x2, x3, x4 = operands((x - rx, x - dx, x, x + dx, x + rx)).split()
    y0, y1, y2, y3, y4 = operands((y - ry, y - dy, y, y + dy, y + ry)).split()
    return (
        f"{x4} {y2} m {x4} {y3} {x3} {y4} {x2} {y4} c {x1} {y4} {x0} {y3} {x0} {y2} c "
        f"{x0} {y1} {x1} {y0} {x2} {y0} c {x3} {y0} {x4} {y1} {x4} {y2} c h"
    )


def cornered(x: float, y: float, width: float, height: float, radius: float) -> str:
    """The operators of an oblong with round corners; its lower start corner at ``x``, ``y``."""
    r = min(radius, width / 2, height / 2)
    if not r:
        return f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re"
    k, right, high = r * (1 - KAPPA), x + width, y + height
    return (
        f"{x + r:.2f} {y:.2f} m {right - r:.2f} {y:.2f} l "
        f"{right - k:.2f} {y:.2f} {right:.2f} {y + k:.2f} {right:.2f} {y + r:.2f} c "
        f"{right:.2f} {high - r:.2f} l "
        f"{right:.2f} {high - k:.2f} {right - k:.2f} {high:.2f} {right - r:.2f} {high:.2f} c "
        f"{x + r:.2f} {high:.2f} l "
        f"{x + k:.2f} {high:.2f} {x:.2f} {high - k:.2f} {x:.2f} {high - r:.2f} c {x:.2f} "
        f"{y + r:.2f} l "
        f"{x:.2f} {y + k:.2f} {x + k:.2f} {y:.2f} {x + r:.2f} {y:.2f} c h"
    )
