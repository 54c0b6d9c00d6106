"""Marks beyond the trim for a print shop: where it cuts, and where its inks must meet.

They are in all inks at once (the colour space Separation /All, ISO 32000-1, 8.6.6.4), so that each
plate has them. Lengths in points.
"""

from __future__ import annotations

from ..ink.marks import Path
from ..ink.outlines import line
from ..pages.areas import Area
from ..paths import ellipse
from .finish import MARK

CLEAR = 1.0  # between what bleeds and a mark
CIRCLE, CROSS = 3.5, 6.0  # how far a target reaches from its middle
ALL = "/All CS 1 SCN"  # lines in all inks
# its name in the resources of a page, and what it is where there are only the four inks
ALL_INKS = (
    b"[/Separation/All/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[1 1 1 1]/N 1>>]"
)


def registered(area: Area) -> tuple[Path]:
    """Crop marks at the corners of a sheet, targets in the middle of its sides, outside of what
    bleeds."""
    near = area.bleed + CLEAR
    width, height, middle = area.width, area.height, near + MARK / 2
    crops = (
        mark
        for x, out in ((0.0, -1), (width, 1))
        for y, up in ((0.0, -1), (height, 1))
        for mark in (
            line(x + out * near, y, x + out * (near + MARK), y),
            line(x, y + up * near, x, y + up * (near + MARK)),
        )
    )
    targets = (
        _target(*at)
        for at in (
            (width / 2, -middle),
            (width / 2, height + middle),
            (-middle, height / 2),
            (width + middle, height / 2),
        )
    )
    return (Path(("q 0.25 w", ALL, *crops, *targets, "S Q")),)


def _target(x: float, y: float) -> str:
    circle = ellipse(x, y, CIRCLE, CIRCLE)
    return f"{circle} {line(x - CROSS, y, x + CROSS, y)} {line(x, y - CROSS, x, y + CROSS)}"
