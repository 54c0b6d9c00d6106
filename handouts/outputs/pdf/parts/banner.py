"""The head of a document without a cover: logo, kind, title and subtitle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....meaning.document import Banner
from ....meaning.spans import Spans, Text, plain
from ....pictures.photo import Photo, Picture
from ....source.values import value
from ..boxes.box import Box
from ..boxes.kinds import Painted, TextBox
from ..boxes.stacks import Beside, Column, Stack
from ..ink.marks import Photograph
from ..ink.outlines import fill, oblong, pen, stroke
from ..ink.sheet import Sheet
from ..ink.tags import Branch
from ..look import Look, fitted
from ..ratios import Front
from ..text.lines import natural, width_of
from .codes import code_of_title, title_size
from .context import Context

if TYPE_CHECKING:
    from .two import Two, Under

CLEAR = 2.0  # points: above the block, below the kind


@value
class Logo:
    """The logo, at ``scale`` of its own size; without an ``element`` that says whose it is, an
    artifact."""

    drawing: Picture
    scale: float
    element: int | None

    def paint(self, sheet: Sheet, x: float, top: float) -> None:
        self.paint_at(sheet, x, top - self.drawing.height * self.scale)

    def paint_at(self, sheet: Sheet, x: float, y: float) -> None:
        """Its lower start corner at ``x``, ``y``."""
        paint_logo(sheet, self.drawing, (x, y), self.scale, self.element)


def paint_logo(
    sheet: Sheet,
    picture: Picture,
    at: tuple[float, float],
    scale: float,
    element: int | None = None,
    kind: str = "",
) -> None:
    """A logo with its lower start corner ``at`` a point, whole where ink is saved: content of an
    ``element``, or an artifact of a ``kind``."""
    (x, y), wide, tall = at, picture.width * scale, picture.height * scale
    if isinstance(picture, Photo):
        if element is None:
            size = (sheet.way.left(x, wide), y, wide, tall)
            sheet.marks.append(Photograph(picture, *size, None, kind=kind))
        else:
            sheet.photo(element, picture, x, y, scale)
        return
    drawn = sheet.drawn(picture, x, y, scale, whole=True)
    if element is None:
        sheet.artifact(drawn, kind=kind)
    else:
        sheet.content(element, drawn, box=(x, y, x + wide, y + tall))


def logo_of(ctx: Context, whose: Spans, section: Branch, room: tuple[float, float]) -> Logo:
    """The logo as large as ``room``, in points, lets it be; it is heard as ``whose`` it is."""
    element = section.add("Figure", alt=plain(whose)).number if whose else None
    return Logo(ctx.logo, fitted(ctx.logo, *room), element)


@value
class BannerGround:
    """The block behind the title; the logo stands above it, and the ``kind`` where there is room,
    ``reach`` points high. ``frame`` is the width of the line around it where it has no ground."""

    width: float
    corner: float
    reach: float
    logo: Logo | None
    kind: TextBox | None
    colour: str
    frame: float  # 0 where there is a ground
    front: Front

    def paint(self, sheet: Sheet, x: float, top: float, tall: float) -> None:
        if self.logo:
            y = top + self.reach - self.logo.drawing.height * self.logo.scale
            self.logo.paint_at(sheet, x, y + self.front.banner_logo)
        if self.kind:
            end = width_of(self.kind.lines[0], self.kind.style)
            clear = self.kind.style.leading + CLEAR  # of the block below it
            level = top + max(self.reach - self.front.banner_kind, clear)
            self.kind.draw(sheet, x + self.width - end, level, 0, 1)
        if self.frame:
            outline = oblong(self.corner, x, top, self.width, tall, self.frame / 2)
            sheet.artifact(stroke(self.colour), f"{pen(self.frame)} {outline} S")
        else:
            sheet.artifact(fill(self.colour), f"{oblong(self.corner, x, top, self.width, tall)} f")


def banner(ctx: Context, part: Banner, parent: Branch, width: float) -> Box:
    look, theme, section = ctx.look, ctx.look.theme, parent.add("Sect")
    pad, gaps = theme.insets.block, theme.gaps
    high = _reach(look) if width > theme.widths.banner else theme.banners.high
    logo = logo_of(ctx, part.whose, section, (theme.banners.logo, high))
    room = width - ctx.logo.width * logo.scale - pad
    kind_wide = natural(ctx.tokens((Text(part.kind),), look.panel), look.panel)
    # one line for the kind beside the logo; else it stands in the block
    beside = width > theme.widths.banner and kind_wide < room
    style = look.panel if beside else look.coloured(look.panel, "on-band")
    kind = ctx.plain(part.kind, style, section.add("P"), width)
    ground = _ground(look, width, high, (logo, kind) if beside else (None, None))
    titles = _titles(ctx, part, section, width - 2 * pad)
    boxes = titles if beside else (kind, *titles)
    padding = (theme.insets.banner, theme.insets.banner)
    block = Stack(boxes, after=gaps.banner, indent=pad, padding=padding, behind=ground)
    if beside:
        return block
    above = Painted(ctx.logo.height * logo.scale, logo, after=gaps.half)
    return Stack((above, block), after=gaps.banner)


def banner_of_both(two: Two, parts: tuple[Banner, Banner], under: Under, width: float) -> Box:
    """The head of two languages: one block below one logo, a column of it for each."""
    look, theme, section = two.one.look, two.one.look.theme, under.add("Sect")
    pad, high = theme.insets.block, _reach(look)
    half = two.half(width - 2 * pad)
    narrow = all(_narrow(*one, half) for one in zip(two.both, parts, strict=True))
    logo = logo_of(two.one, parts[0].whose, section.one, (theme.banners.logo, high))
    mine, theirs = (
        _half(ctx, part, own, half, below=not narrow)
        for ctx, part, own in zip(two.both, parts, section, strict=True)
    )
    padding = (theme.insets.banner, theme.insets.banner)
    ground = _ground(look, width, high, (logo, None))
    told = (two.row(mine, theirs, half),)
    return Stack(told, after=theme.gaps.banner, indent=pad, padding=padding, behind=ground)


def _narrow(ctx: Context, part: Banner, width: float) -> bool:
    """Whether every word of a title has room in a column, beside the code."""
    style = ctx.look.coloured(ctx.look.title, "on-band")
    room = width - title_size(ctx) - ctx.look.theme.columns.apart / 2
    return not ctx.cut((Text(part.title),), style).longer(room)


def _half(
    ctx: Context, part: Banner, section: Branch, width: float, *, below: bool
) -> tuple[Box, ...]:
    """Kind, title and subtitle in a column; beside or ``below`` them the code."""
    look, theme = ctx.look, ctx.look.theme
    kind = ctx.plain(part.kind, look.coloured(look.panel, "on-band"), section.add("P"), width)
    if not below:
        return kind, *_titles(ctx, part, section, width)
    words = _words(ctx, part, section, width)
    size, air = title_size(ctx), theme.columns.apart / 2
    style, codes = look.coloured(look.small, "on-band"), []
    for one in part.scan:
        told = ctx.plain(one.words, style, section.add("P"), width - size - air)
        shown = Column(0.0, Stack((code_of_title(ctx, one, section, 0.0),)))
        columns = (shown, Column(size + air, Stack((told,))))
        codes.append(Beside(columns, middle=True, before=theme.gaps.half))
    return kind, *words, *codes


def _reach(look: Look) -> float:
    """How high what stands above the block may be, in points: as there is room over the text."""
    theme = look.theme
    free = look.edition.head - theme.furniture.edge - theme.front.banner_logo
    return min(theme.banners.high, free)


def _ground(
    look: Look, width: float, high: float, above: tuple[Logo | None, TextBox | None]
) -> BannerGround:
    """The block of a look, with what stands ``above`` it."""
    theme = look.theme
    colour = look.colours["brand" if look.frame else "band"]
    frame = theme.rules.block if look.frame else 0.0
    return BannerGround(width, theme.corner, high, *above, colour, frame, theme.front)


def _titles(ctx: Context, part: Banner, section: Branch, width: float) -> tuple[Box, ...]:
    """Title and subtitle; beside them the code that leads to their page on the web, if any."""
    if not part.scan:
        return _words(ctx, part, section, width)
    look, theme = ctx.look, ctx.look.theme
    over = theme.insets.banner - theme.gaps.joined  # of a code into the air of its block
    size, air = title_size(ctx), theme.columns.apart / 2
    room = width - size - air
    words = _words(ctx, part, section, room)
    style = look.coloured(look.small, "on-band")
    told = [ctx.plain(one.words, style, section.add("P"), room) for one in part.scan]
    codes = tuple(code_of_title(ctx, one, section, over) for one in part.scan)
    last = Column(width - size + over, Stack(codes))
    return (Beside((Column(0.0, Stack(_aside(words, told, room, air))), last), middle=True),)


def _aside(
    words: tuple[TextBox, TextBox], told: list[TextBox], room: float, air: float
) -> tuple[Box, ...]:
    """What a code is for ends beside it, on the line of the subtitle or else of the title; below
    them where neither has ``room`` for it."""
    wide = max(width_of(box.lines[0], box.style) for box in told)
    for number, box in reversed(tuple(enumerate(words))):
        if len(box.lines) == 1 and width_of(box.lines[0], box.style) + air + wide <= room:
            columns = (Column(0.0, Stack((box,))), Column(room - wide, Stack(tuple(told))))
            line = Beside(columns, middle=True, before=box.before)
            return (*words[:number], line, *words[number + 1 :])
    return (*words, *told)


def _words(ctx: Context, part: Banner, section: Branch, width: float) -> tuple[TextBox, TextBox]:
    """Title and subtitle in lines of ``width`` points."""
    look = ctx.look
    head, pale = look.coloured(look.title, "on-band"), look.coloured(look.lead, "on-band")
    title = ctx.plain(part.title, head, section.add("H1"), width, balanced=True, place="title")
    before = look.theme.gaps.joined
    subtitle = ctx.plain(part.subtitle, pale, section.add("P"), width, before=before)
    if part.status:
        ctx.stated = section.add("P").number
    return title, subtitle
