"""The head of a document without a cover: logo, kind, title and subtitle."""

from __future__ import annotations

from ....document import Banner
from ..boxes.kinds import Box, Painted, Stack
from ..ink.sheet import Sheet
from ..ink.tags import Element
from ..look import HALF, PAD
from ..text.lines import width_of
from .context import Context
from .pictures import placed_on

LOGO = 130.0  # points wide
NARROW = 300.0  # points
ABOVE = 30.0  # points: how far the logo reaches into the head of the page


def banner(ctx: Context, part: Banner, parent: Element, width: float) -> Box:
    look, section = ctx.look, parent.add("Sect")
    beside = width > NARROW  # room for the kind beside the logo; else it stands in the block
    kind = ctx.plain(part.kind, look.panel if beside else look.coloured(look.panel, "on-band"), section.add("P"), width)
    title = ctx.plain(
        part.title, look.coloured(look.title, "on-band"), section.add("H1"), width - 2 * PAD, balanced=True
    )
    subtitle = ctx.plain(part.subtitle, look.coloured(look.lead, "on-band"), section.add("P"), width - 2 * PAD)
    title.place, subtitle.before = "title", 2
    end = width_of(kind.lines[0], kind.style)
    scale = LOGO * look.unit / ctx.logo.width

    def behind(sheet: Sheet, x: float, top: float, tall: float) -> None:
        if beside:
            y = top + ABOVE * look.unit - ctx.logo.height * scale + 4
            sheet.artifact(placed_on(sheet, ctx.logo, x, y, scale, logo=True))
            kind.draw(sheet, x + width - end, top + ABOVE * look.unit - 8, 0, 1)
        frame = f"{look.colours['brand']} RG 1.5 w {look.oblong(x, top, width, tall, 0.75)} S"
        ground = f"{look.colours['band']} rg {look.oblong(x, top, width, tall)} f"
        sheet.artifact(frame if look.frame else ground)

    def logo(sheet: Sheet, x: float, top: float) -> None:
        y = top - ctx.logo.height * scale
        sheet.artifact(placed_on(sheet, ctx.logo, x, y, scale, logo=True))

    boxes: list[Box] = [title, subtitle] if beside else [kind, title, subtitle]
    block = Stack(boxes, after=1.2 * HALF, indent=PAD, padding=(9, 9), behind=behind)
    if beside:
        return block
    return Stack([Painted(ctx.logo.height * scale, logo, after=HALF), block], after=1.2 * HALF)
