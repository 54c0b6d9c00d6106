"""The head of a document without a cover: logo, kind, title and subtitle."""

from __future__ import annotations

from dataclasses import dataclass

from ....meaning.document import Banner
from ....meaning.spans import Spans, Text, plain
from ....pictures.drawing import Drawing
from ..boxes.box import Box
from ..boxes.kinds import Painted, TextBox
from ..boxes.stacks import Stack
from ..ink.outlines import fill, oblong, stroke
from ..ink.sheet import Sheet
from ..ink.tags import Branch
from ..look import HALF, PAD, fitted
from ..text.lines import natural, width_of
from .context import Context

LOGO = 130.0  # points wide, at most
NARROW = 300.0  # points
ABOVE = 30.0  # points: how far the logo reaches into the head of the page, at most
RISE, DROP = 4.0, 8.0  # points: how far above that the logo ends, and below it the kind begins
SPACE = 1.2 * HALF  # below


@dataclass(frozen=True, slots=True)
class Logo:
    """The logo, at ``scale`` of its own size; without an ``element`` that says whose it is, an
    artifact."""

    drawing: Drawing
    scale: float
    element: int | None

    def paint(self, sheet: Sheet, x: float, top: float) -> None:
        self.paint_at(sheet, x, top - self.drawing.height * self.scale)

    def paint_at(self, sheet: Sheet, x: float, y: float) -> None:
        """Its lower start corner at ``x``, ``y``."""
        drawing, scale = self.drawing, self.scale
        drawn = sheet.drawn(drawing, x, y, scale, whole=True)
        if self.element is None:
            sheet.artifact(drawn)
            return
        box = (x, y, x + drawing.width * scale, y + drawing.height * scale)
        sheet.content(self.element, drawn, box=box)


def logo_of(ctx: Context, whose: Spans, section: Branch, room: tuple[float, float]) -> Logo:
    """The logo as large as ``room``, in points, lets it be; it is heard as ``whose`` it is."""
    element = section.add("Figure", alt=plain(whose)).number if whose else None
    return Logo(ctx.logo, fitted(ctx.logo, *room), element)


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
            y = top + self.reach - self.logo.drawing.height * self.logo.scale + RISE
            self.logo.paint_at(sheet, x, y)
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
    edition = look.edition
    reach = min(ABOVE * look.unit, edition.head - edition.reach - RISE)
    high = reach if width > NARROW else ABOVE * look.unit
    logo = logo_of(ctx, part.whose, section, (LOGO * look.unit, high))
    room = width - ctx.logo.width * logo.scale - PAD
    # one line for the kind beside the logo; else it stands in the block
    beside = (
        width > NARROW and natural(ctx.tokens((Text(part.kind),), look.panel), look.panel) < room
    )
    style = look.panel if beside else look.coloured(look.panel, "on-band")
    kind = ctx.plain(part.kind, style, section.add("P"), width)
    head = look.coloured(look.title, "on-band")
    title = ctx.plain(part.title, head, section.add("H1"), inner, balanced=True, place="title")
    pale = look.coloured(look.lead, "on-band")
    subtitle = ctx.plain(part.subtitle, pale, section.add("P"), inner, before=2)
    if part.status:
        ctx.stated = section.add("P").number
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
