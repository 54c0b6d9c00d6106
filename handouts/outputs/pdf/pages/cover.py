"""The cover: logo, kind, title and one strong picture as one block, purpose, readers, how far to
trust it."""

from __future__ import annotations

from dataclasses import dataclass

from ....meaning.document import Cover
from ....pictures.drawing import Drawing
from ....pictures.photo import Photo
from ..boxes.box import Box, draw_stacked, stacked
from ..boxes.kinds import TextBox
from ..boxes.stacks import Beside, Column, Stack
from ..ink.outlines import fill, oblong, rect, stroke
from ..ink.sheet import Sheet
from ..ink.tags import Branch
from ..look import COLUMN_GAP, HALF
from ..parts.banner import Logo, logo_of
from ..parts.context import Context
from ..parts.pictures import ENLARGED
from ..parts.strips import paint_picture
from ..text.lines import width_of
from .areas import Area

LOGO, LOGO_HIGH = 190.0, 50.0  # points wide and high, at most
# points below the edge of the paper: foot of the logo, tops
LOGO_TOP, KIND_TOP, BLOCK_TOP = 84.0, 62.0, 108.0
KIND_LINES = 2  # that end above the block
LEAST_PICTURE = 90.0  # points: a cover without a picture of this height is no cover
MOST_ENLARGED = 2.2
PADDING, GAP = 20.0, 18.0  # points: inside the block of title and picture, and below it


@dataclass(frozen=True, slots=True)
class Front:
    """A cover that is set: ``tall`` is the height of its picture, ``foot`` stands ``low`` points
    high."""

    logo: Logo
    kind: TextBox
    titles: tuple[TextBox, TextBox]
    picture: Drawing | Photo | None
    element: int  # of the picture
    foot: tuple[Box, ...]
    low: float
    tall: float
    colours: tuple[str, str, str]  # of the head, the ground, the frame
    framed: bool
    corner: float

    def paint(self, sheet: Sheet, area: Area) -> None:
        """In reading order, the ground first."""
        x, width, top = area.start, area.measure, area.height - BLOCK_TOP
        if area.bleed:  # what is trimmed may have colour up to its edges, and a little beyond
            self.ground(sheet, -area.bleed, top, area.width + 2 * area.bleed, 0.0)
        else:
            self.ground(sheet, x, top, width, self.corner)
        self.logo.paint_at(sheet, x, area.height - LOGO_TOP)
        kind = self.kind
        end = x + width - max(width_of(line, kind.style) for line in kind.lines)
        over = max(0, len(kind.lines) - KIND_LINES) * kind.style.leading  # it ends above the block
        kind.draw(sheet, end, area.height - KIND_TOP + over, 0, len(kind.lines))
        draw_stacked(self.titles, sheet, x + PADDING, top - PADDING)
        if self.picture:
            self.shown(sheet, self.picture, x, width)
        draw_stacked(self.foot, sheet, x, self.low)

    def ground(self, sheet: Sheet, x: float, top: float, width: float, corner: float) -> None:
        """The ground of the block, and of its head."""
        head, tint, edge = self.colours
        low = self.low
        block, band = top - low - GAP, stacked(self.titles) + 2 * PADDING
        outline = oblong(corner, x, top, width, block, 0.75)
        sheet.artifact(
            f"q {oblong(corner, x, top, width, block)} W n",
            fill(tint),
            f"{rect(x, low, width, top - low)} f",
            fill(head),
            f"{rect(x, top - band, width, band)} f Q",
            *((stroke(edge), f"1.5 w {outline} S") if self.framed else ()),
        )

    def shown(self, sheet: Sheet, picture: Drawing | Photo, x: float, width: float) -> None:
        """The picture, as large as it can be."""
        inner = width - 2 * PADDING
        most = ENLARGED if isinstance(picture, Photo) else MOST_ENLARGED
        scale = min(inner / picture.width, self.tall / picture.height, most)
        left = x + (width - picture.width * scale) / 2
        low = self.low + GAP + PADDING + (self.tall - picture.height * scale) / 2
        paint_picture(sheet, self.element, picture, left, low, scale)


def cover(ctx: Context, part: Cover, section: Branch, area: Area) -> Front:
    """The first page, set."""
    look, width = ctx.look, area.measure
    inner = width - 2 * PADDING
    logo = logo_of(ctx, part.whose, section, (min(LOGO, 0.45 * width), LOGO_HIGH))
    kind = ctx.plain(part.kind, look.panel, section.add("P"), width / 2)
    white, pale = look.coloured(look.title, "on-band"), look.coloured(look.subtitle, "on-band")
    title = ctx.plain(part.title, white, section.add("H1"), inner, balanced=True, place="title")
    subtitle = ctx.plain(part.subtitle, pale, section.add("P"), inner, balanced=True, before=5)
    figure = section.add("Figure", alt=part.figure.alt)
    foot = _foot(ctx, part, section, area)
    low, band = area.foot + stacked(foot), stacked((title, subtitle)) + 2 * PADDING
    tall = area.height - BLOCK_TOP - band - low - 2 * PADDING - GAP
    if tall < LEAST_PICTURE:
        message = "the words of the cover leave no room for its picture"
        ctx.fail(part.at, message, "say 'purpose' and 'audience' shorter")
    return Front(
        logo,
        kind,
        (title, subtitle),
        ctx.figures.get(part.figure.name),
        figure.number,
        foot,
        low,
        tall,
        (look.colours["band"], look.colours["tint"], look.colours["brand"]),
        look.frame,
        look.brand.corner,
    )


def _foot(ctx: Context, part: Cover, section: Branch, area: Area) -> tuple[Box, ...]:
    """Purpose, who it is for, then version, date and review state."""
    look, width = ctx.look, area.measure
    beside = look.edition.columns > 1
    half = (width - COLUMN_GAP) / 2 if beside else min(width, ctx.measure)
    lead = look.lead if beside else look.body
    purpose = ctx.plain(part.purpose, lead, section.add("P"), half)
    above = 0 if beside else HALF
    who = ctx.plain(part.audience_title, look.panel, section.add("P"), half, before=above)
    audience = ctx.text(part.audience, look.body, section.add("P"), half)
    line = width if beside else half
    state = ctx.text(part.status, look.small, section.add("P"), line, before=1.5 * HALF)
    if not beside:
        return (purpose, who, audience, state)
    columns = (Column(0.0, Stack((purpose,))), Column(half + COLUMN_GAP, Stack((who, audience))))
    return (Beside(columns), state)
