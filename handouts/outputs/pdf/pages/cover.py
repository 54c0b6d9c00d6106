"""The cover: logo, kind, title and one strong picture as one block, purpose, readers, how far to
trust it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....meaning.document import Cover
from ....pictures.drawing import Drawing
from ....pictures.photo import ENLARGED, Photo
from ....source.values import dataclass, replace
from ..boxes.box import Box, draw_stacked, height, stacked
from ..boxes.kinds import TextBox
from ..boxes.stacks import Beside, Column, Stack
from ..ink.outlines import fill, oblong, pen, rect, stroke
from ..ink.sheet import Sheet
from ..ink.tags import Branch
from ..look import Look
from ..parts.banner import Logo, logo_of
from ..parts.codes import code, code_size
from ..parts.context import Context
from ..parts.strips import paint_picture, seen
from ..text.lines import width_of
from ..theme import Theme
from .areas import Area

if TYPE_CHECKING:
    from ..parts.two import Two, Under

MOST_ENLARGED = 2.2  # a drawing
LOGO = 0.45  # of the width: the words beside it need the rest
KIND_LINES = 2  # that end above the block


@dataclass(frozen=True, slots=True)
class Front:
    """A cover that is set: ``tall`` is the height of its picture, ``foot`` stands ``low`` points
    high, ``frame`` is the width of the line around a block without a ground, ``pad`` the air
    inside it."""

    logo: Logo
    kinds: tuple[TextBox, ...]
    titles: tuple[Box, ...]
    picture: Drawing | Photo | None
    elements: tuple[int, ...]  # of the picture, one for each language
    foot: tuple[Box, ...]
    low: float
    tall: float
    colours: tuple[str, str, str]  # of the head, the ground, the frame
    frame: float
    pad: float
    theme: Theme

    def paint(self, sheet: Sheet, area: Area) -> None:
        """In reading order, the ground first."""
        x, width, theme, pad = area.start, area.measure, self.theme, self.pad
        logo_low = area.height - _logo_foot(theme, self.logo)
        top = logo_low - theme.front.block
        if area.bleed:  # what is trimmed may have colour up to its edges, and a little beyond
            self.ground(sheet, -area.bleed, top, area.width + 2 * area.bleed, 0.0)
        else:
            self.ground(sheet, x, top, width, theme.corner)
        self.logo.paint_at(sheet, x, logo_low)
        lines = sum(len(kind.lines) for kind in self.kinds)
        over = max(0, lines - KIND_LINES) * self.kinds[0].style.leading  # they end above the block
        high = logo_low + theme.front.kind + over
        for kind in self.kinds:
            end = x + width - max(width_of(line, kind.style) for line in kind.lines)
            kind.draw(sheet, end, high, 0, len(kind.lines))
            high -= height(kind)
        draw_stacked(self.titles, sheet, x + pad, top - pad)
        if self.picture:
            self.shown(sheet, self.picture, x, width)
        draw_stacked(self.foot, sheet, x, self.low)

    def ground(self, sheet: Sheet, x: float, top: float, width: float, corner: float) -> None:
        """The ground of the block, and of its head."""
        head, tint, edge = self.colours
        low, gap = self.low, self.theme.gaps.cover
        block, band = top - low - gap, stacked(self.titles) + 2 * self.pad
        outline = oblong(corner, x, top, width, block, self.frame / 2)
        sheet.artifact(
            f"q {oblong(corner, x, top, width, block)} W n",
            fill(tint),
            f"{rect(x, low, width, top - low)} f",
            fill(head),
            f"{rect(x, top - band, width, band)} f Q",
            *((stroke(edge), f"{pen(self.frame)} {outline} S") if self.frame else ()),
        )

    def shown(self, sheet: Sheet, picture: Drawing | Photo, x: float, width: float) -> None:
        """The picture, as large as it can be."""
        pad = self.pad
        inner = width - 2 * pad
        most = ENLARGED if isinstance(picture, Photo) else MOST_ENLARGED
        scale = min(inner / picture.width, self.tall / picture.height, most)
        left = x + (width - picture.width * scale) / 2
        low = self.low + self.theme.gaps.cover + pad + (self.tall - picture.height * scale) / 2
        first, *others = self.elements
        paint_picture(sheet, first, picture, left, low, scale)
        seen(sheet, others, (left, low, left + picture.width * scale, low + picture.height * scale))


def cover(ctx: Context, part: Cover, section: Branch, area: Area) -> Front:
    """The first page, set."""
    logo = _logo(ctx, part, section, area)
    kind, titles, figure = _head(ctx, part, section, area)
    foot = _foot(ctx, part, section, area.measure)
    return _front(ctx, part, area, logo, ((kind,), titles, (figure,), foot))


def cover_of_both(two: Two, parts: tuple[Cover, Cover], under: Under, area: Area) -> Front:
    """The first page of two languages: one block with both titles and one picture."""
    first, second = parts
    half, inner = two.half(area.measure), area.measure - 2 * _pad(two.one.look)
    logo = _logo(two.one, first, under.one, area)
    kind, titles, figure = _head(two.one, first, under.one, area)
    other, more, again = _head(two.other, second, under.other, area)
    one = _foot(two.one, first, under.one, half)
    foot = two.level(one, _foot(two.other, second, under.other, half), area.measure)
    below = replace(two.spoken(more, inner), before=two.one.look.theme.gaps.half)
    told = (kind, other), (*titles, below), (figure, again), tuple(foot)
    return _front(two.one, first, area, logo, told)


Told = tuple[tuple[TextBox, ...], tuple[Box, ...], tuple[int, ...], tuple[Box, ...]]


def _logo(ctx: Context, part: Cover, section: Branch, area: Area) -> Logo:
    logos = ctx.look.theme.logos
    room = (min(logos.cover, LOGO * area.measure), logos.cover_high)
    return logo_of(ctx, part.whose, section, room)


def _head(
    ctx: Context, part: Cover, section: Branch, area: Area
) -> tuple[TextBox, tuple[Box, ...], int]:
    """Kind, titles, and the element of the picture."""
    look, theme, width = ctx.look, ctx.look.theme, area.measure
    inner, gap = width - 2 * _pad(look), theme.gaps.titled
    kind = ctx.plain(part.kind, look.panel, section.add("P"), width / 2)
    white, pale = look.coloured(look.title, "on-band"), look.coloured(look.subtitle, "on-band")
    title = ctx.plain(part.title, white, section.add("H1"), inner, balanced=True, place="title")
    subtitle = ctx.plain(part.subtitle, pale, section.add("P"), inner, balanced=True, before=gap)
    figure = section.add("Figure", alt=part.figure.alt)
    return kind, (title, subtitle), figure.number


def _pad(look: Look) -> float:
    """The air inside the block: less in small editions."""
    return look.theme.insets.cover * min(look.edition.display, 1.0)


def _front(ctx: Context, part: Cover, area: Area, logo: Logo, told: Told) -> Front:
    """The page of all that stands on it."""
    look, theme = ctx.look, ctx.look.theme
    kinds, titles, figures, foot = told
    pad = 2 * _pad(look)  # on both sides
    low, band = area.foot + stacked(foot), stacked(titles) + pad
    above = _logo_foot(theme, logo) + theme.front.block
    tall = area.height - above - band - low - pad - theme.gaps.cover
    if tall < theme.widths.cover_picture:
        message = "the words of the cover leave no room for its picture"
        ctx.unfit(part.at, message, "say 'purpose' and 'audience' shorter")
    return Front(
        logo,
        kinds,
        titles,
        ctx.figures.get(part.figure.name),
        figures,
        foot,
        low,
        tall,
        (look.colours["band"], look.colours["tint"], look.colours["brand"]),
        theme.rules.block if look.frame else 0.0,
        pad / 2,
        theme,
    )


def _logo_foot(theme: Theme, logo: Logo) -> float:
    """From the edge of the paper to the foot of the logo."""
    return theme.front.above + max(logo.drawing.height * logo.scale, theme.front.kind)


def _foot(ctx: Context, part: Cover, section: Branch, whole: float) -> tuple[Box, ...]:
    """Purpose, who it is for, then version, date and review state; beside them the code that leads
    to its page on the web. All of it is ``whole`` points wide."""
    look, gaps = ctx.look, ctx.look.theme.gaps
    beside, apart = look.edition.columns > 1, look.theme.columns.apart
    room = _code_room(ctx, part) if part.scan else 0.0
    width = whole - (room + apart if room else 0.0)
    half = (width - apart) / 2 if beside else min(whole, ctx.measure)
    lead = look.lead if beside else look.body
    purpose = ctx.plain(part.purpose, lead, section.add("P"), half)
    above = 0 if beside else gaps.half
    who = ctx.plain(part.audience_title, look.panel, section.add("P"), half, before=above)
    audience = ctx.text(part.audience, look.body, section.add("P"), half)
    line = width if beside else min(width, ctx.measure)
    state = ctx.text(part.status, look.small, section.add("P"), line, before=gaps.status)
    columns = (Column(0.0, Stack((purpose,))), Column(half + apart, Stack((who, audience))))
    first: tuple[Box, ...] = (Beside(columns),) if beside else (purpose, who, audience)
    if not room:
        return (*first, state)
    small, clear = (room, gaps.half) if beside else (line, 0.0)  # a code needs air around it
    words = [
        ctx.plain(one.words, look.small, section.add("P"), small, after=clear) for one in part.scan
    ]
    codes = tuple(code(ctx, one, section) for one in part.scan)
    end = whole - room
    if beside:
        scan = Column(end, Stack((*words, *codes)))
        return (Beside((Column(0.0, Stack((*first, state))), scan)),)
    told = Column(0.0, Stack((state, *words)))
    return (*first, Beside((told, Column(end, Stack(codes))), before=gaps.status))


def _code_room(ctx: Context, part: Cover) -> float:
    """How wide the column of the codes is, in points: where it has their words, as wide as these
    need."""
    beside = ctx.look.edition.columns > 1
    wide = ctx.look.theme.widths.scan if beside else 0.0
    return max(wide, *(code_size(ctx, one) for one in part.scan))
