"""The head of a document without a cover: logo, kind, title and subtitle."""

from __future__ import annotations

from dataclasses import dataclass

from ....meaning.document import Banner
from ....pictures.drawing import Drawing
from ..boxes.box import Box
from ..boxes.kinds import Painted, TextBox
from ..boxes.stacks import Stack
from ..ink.outlines import fill, oblong, stroke
from ..ink.sheet import Sheet
from ..ink.tags import Branch
from ..look import HALF, PAD, fitted
from ..text.lines import width_of
from .context import Context

LOGO = 130.0  # points wide, at most
NARROW = 300.0  # points
ABOVE = 30.0  # points: how far the logo reaches into the head of the page, at most
RISE, DROP = 4.0, 8.0  # points: how far above that the logo ends, and below it the kind begins
SPACE = 1.2 * HALF  # below


@dataclass(frozen=True, slots=True)
class Logo:
    """The logo, at ``scale`` of its own size."""

    drawing: Drawing
    scale: float

    def paint(self, sheet: Sheet, x: float, top: float) -> None:
        y = top - self.drawing.height * self.scale
        sheet.artifact(sheet.drawn(self.drawing, x, y, self.scale, whole=True))


@dataclass(frozen=True, slots=True)
class BannerGround:
    """The block behind the title; logo and ``kind`` stand above it, ``reach`` points high, where
    there is room."""

    width: float
    corner: float
    reach: float
    logo: Logo
    kind: TextBox | None
    colour: str
    framed: bool

    def paint(self, sheet: Sheet, x: float, top: float, tall: float) -> None:
        if self.kind:
            drawing, scale = self.logo.drawing, self.logo.scale
            y = top + self.reach - drawing.height * scale + RISE
            sheet.artifact(sheet.drawn(drawing, x, y, scale, whole=True))
            end = width_of(self.kind.lines[0], self.kind.style)
            clear = max(self.reach - DROP, self.kind.style.leading + 2)  # of the block below it
            self.kind.draw(sheet, x + self.width - end, top + clear, 0, 1)
        if self.framed:
            outline = oblong(self.corner, x, top, self.width, tall, 0.75)
            sheet.artifact(stroke(self.colour), f"1.5 w {outline} S")
        else:
            sheet.artifact(fill(self.colour), f"{oblong(self.corner, x, top, self.width, tall)} f")


def banner(ctx: Context, part: Banner, parent: Branch, width: float) -> Box:
    look, section, inner = ctx.look, parent.add("Sect"), width - 2 * PAD
    beside = width > NARROW  # room for the kind beside the logo; else it stands in the block
    style = look.panel if beside else look.coloured(look.panel, "on-band")
    kind = ctx.plain(part.kind, style, section.add("P"), width)
    head = look.coloured(look.title, "on-band")
    title = ctx.plain(part.title, head, section.add("H1"), inner, balanced=True, place="title")
    pale = look.coloured(look.lead, "on-band")
    subtitle = ctx.plain(part.subtitle, pale, section.add("P"), inner, before=2)
    edition = look.edition
    reach = min(ABOVE * look.unit, edition.head - edition.reach - RISE)
    logo = Logo(
        ctx.logo, fitted(ctx.logo, LOGO * look.unit, reach if beside else ABOVE * look.unit)
    )
    ground = BannerGround(
        width,
        look.brand.corner,
        reach,
        logo,
        kind if beside else None,
        look.colours["brand" if look.frame else "band"],
        look.frame,
    )
    boxes = (title, subtitle) if beside else (kind, title, subtitle)
    block = Stack(boxes, after=SPACE, indent=PAD, padding=(9, 9), behind=ground)
    if beside:
        return block
    above = Painted(ctx.logo.height * logo.scale, logo, after=HALF)
    return Stack((above, block), after=SPACE)
