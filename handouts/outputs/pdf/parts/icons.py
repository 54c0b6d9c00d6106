"""Icons: small drawings beside words that say the same."""

from __future__ import annotations

from ....pictures.drawing import Drawing
from ....source.problems import Where
from ....source.values import value
from ..boxes.kinds import Painted
from ..drawings import ICON, Colouring
from ..ink.sheet import Sheet
from .context import Context


@value
class Icon:
    """A drawing ``size`` points wide, as an artifact."""

    drawing: Drawing
    size: float
    colours: Colouring

    def paint(self, sheet: Sheet, x: float, top: float) -> None:
        scale = self.size / self.drawing.width
        sheet.artifact(
            sheet.drawn(self.drawing, x, top - self.size, scale, colours=self.colours, whole=True)
        )


def icon(ctx: Context, name: str, size: float, colour: str, at: Where | None) -> Painted:
    """An icon ``size`` points square, as an artifact: words beside it say the same."""
    if name not in ctx.icons:
        ctx.fail(at, f"there is no icon '{name}'")
        return Painted(size, None)
    return icon_painter(ctx, name, size, colour)


def icon_painter(ctx: Context, name: str, size: float, colour: str) -> Painted:
    """An icon in the colour of the words beside it."""
    drawing, look = ctx.icons.get(name), ctx.look
    if not isinstance(drawing, Drawing):
        return Painted(size, None)
    colours = look.paints.recoloured(ICON, look.named[colour])
    return Painted(size, Icon(drawing, size, colours))
