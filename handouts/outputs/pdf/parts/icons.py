"""Icons: small drawings beside words that say the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from ....problems import Where
from ..boxes.kinds import Painted
from ..ink.sheet import Sheet
from ..svg import Drawing
from .context import Context


@dataclass(frozen=True, slots=True)
class Icon:
    """A drawing ``size`` points wide, as an artifact."""

    drawing: Drawing
    size: float

    def paint(self, sheet: Sheet, x: float, top: float) -> None:
        scale = self.size / self.drawing.width
        sheet.artifact(sheet.drawn(self.drawing, x, top - self.size, scale, whole=True))


def icon(ctx: Context, name: str, size: float, colour: str, at: Where | None) -> Painted:
    """An icon ``size`` points square, as an artifact: words beside it say the same."""
    if name not in ctx.icons:
        ctx.fail(at, f"there is no icon '{name}'")
        return Painted(size, None)
    return icon_painter(ctx, name, size, colour)


def icon_painter(ctx: Context, name: str, size: float, colour: str) -> Painted:
    """An icon in the colour of the words beside it."""
    drawing, colours = ctx.icons.get(name), ctx.look.colours
    if not isinstance(drawing, Drawing):
        return Painted(size, None)
    operators = _recoloured(drawing.operators, colours["icon-line"], colours[colour])
    return Painted(size, Icon(replace(drawing, operators=operators), size))


@lru_cache(maxsize=256)
def _recoloured(operators: str, old: str, new: str) -> str:
    """Icons are drawn in the brand's colour; on another ground they take another."""
    return operators.replace(f"{old} RG", f"{new} RG").replace(f"{old} rg", f"{new} rg")
