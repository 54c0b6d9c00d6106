"""Whole pages: the cover, the list of contents, and what stands at the head and foot of every page."""

from __future__ import annotations

from ....document import Contents, Cover, Document
from ....parts import headings
from ....spans import Text, plain
from ..boxes.kinds import Beside, Box, Painted, Stack, baseline_drop, draw_stacked, stacked
from ..ink.sheet import Inline, Sheet
from ..ink.tags import Element
from ..look import COLUMN_GAP, HALF, PAD, Look
from ..parts.context import Context
from ..parts.pictures import paint_picture, placed_on
from ..text.lines import Line, natural, set_lines, tokens, width_of
from .areas import Area

PAGE_NUMBER = 48.0  # points: what the page number takes of the line at the foot
LOGO = 190.0  # points wide, on the cover
LEAST_PICTURE = 90.0  # points: a cover without a picture of this height is no cover
MOST_ENLARGED = 2.2
COVER_PAD, COVER_GAP = 20.0, 18.0  # points: inside the block of title and picture, and below it


def footer(document: Document, look: Look, width: float) -> list[Line]:
    """The lines at the foot of every page that say whose it is and how far to trust it."""
    style = look.furniture
    room = width - PAGE_NUMBER * look.unit
    author, status = plain(document.author), plain(document.status)
    words = tokens((Text(f"{author}  ·  {status}"),), style, {})
    if natural(words, style) > room:  # the logo at the head says whose it is
        words = tokens((Text(status),), style, {})
    return set_lines(words, style, room)


def furniture(ctx: Context, document: Document, sheet: Sheet, area: Area, count: str, *, headed: bool) -> None:
    """Running head and foot, as artifacts (14.8.2.2): logo and title above, state and page number below."""
    look, small = ctx.look, ctx.look.furniture
    x, measure = area.start, area.measure + area.aside
    end = x + measure
    rule = look.colours["rule"]
    if headed:
        line = area.height - area.head + 10
        sheet.artifact(placed_on(sheet, ctx.logo, x, line + 5, 92 / ctx.logo.width, logo=True), "Header")
        title = tokens((Text(document.title),), small, {})
        room = measure - 92 - 12
        shown = set_lines(title, small, room)[0]
        sheet.text([shown], small, end - width_of(shown, small), line + 13, None, kind="Header")
        sheet.artifact(f"{rule} RG 0.8 w {x:.2f} {line:.2f} m {end:.2f} {line:.2f} l S", "Header")
    foot = area.foot - 11
    sheet.artifact(f"{rule} RG 0.8 w {x:.2f} {foot:.2f} m {end:.2f} {foot:.2f} l S", "Footer")
    baseline = foot - 3 - small.size
    page = tokens((Text(count),), small, {})
    sheet.text([tuple(page)], small, end - natural(page, small), baseline, None, kind="Footer")
    sheet.text(footer(document, look, measure), small, x, baseline, None, kind="Footer")


def cover(ctx: Context, part: Cover, section: Element, sheet: Sheet, area: Area) -> None:
    """The first page: logo, kind, title and one strong picture as one block, purpose, readers, how far to trust it."""
    look, x, width = ctx.look, area.start, area.measure
    inner = width - 2 * COVER_PAD
    kind = ctx.plain(part.kind, look.panel, section.add("P"), width / 2)
    white, pale = look.coloured(look.title, "on-band"), look.coloured(look.subtitle, "on-band")
    title = ctx.plain(part.title, white, section.add("H1"), inner, balanced=True)
    subtitle = ctx.plain(part.subtitle, pale, section.add("P"), inner, balanced=True)
    title.place, subtitle.before = "title", 5
    logo = min(LOGO, 0.45 * width) / ctx.logo.width
    sheet.artifact(placed_on(sheet, ctx.logo, x, area.height - 84, logo, logo=True))
    kind.draw(sheet, x + width - width_of(kind.lines[0], kind.style), area.height - 62, 0, len(kind.lines))
    figure = section.add("Figure", alt=part.figure.alt)
    low = _cover_foot(ctx, part, section, sheet, area)
    top, band = area.height - 108, stacked([title, subtitle]) + 2 * COVER_PAD
    tall = top - band - low - 2 * COVER_PAD - COVER_GAP
    if tall < LEAST_PICTURE:
        ctx.fail(
            part.at, "the words of the cover leave no room for its picture", "say 'purpose' and 'audience' shorter"
        )
        return
    block = top - low - COVER_GAP
    ground, tint = look.colours["band"], look.colours["tint"]
    frame = f" {look.colours['brand']} RG 1.5 w {look.oblong(x, top, width, block, 0.75)} S"
    sheet.artifact(
        f"q {look.oblong(x, top, width, block)} W n {tint} rg {x:.2f} {low:.2f} {width:.2f} {top - low:.2f} re f "
        f"{ground} rg {x:.2f} {top - band:.2f} {width:.2f} {band:.2f} re f Q{frame if look.frame else ''}"
    )
    draw_stacked([title, subtitle], sheet, x + COVER_PAD, top - COVER_PAD)
    picture = ctx.figures.picture(part.figure.name)
    if picture:
        scale = min(inner / picture.width, tall / picture.height, MOST_ENLARGED)
        px = x + (width - picture.width * scale) / 2
        py = low + COVER_GAP + COVER_PAD + (tall - picture.height * scale) / 2
        paint_picture(sheet, figure, picture, px, py, scale)


def _cover_foot(ctx: Context, part: Cover, section: Element, sheet: Sheet, area: Area) -> float:
    """Purpose, who it is for, then version, date and review state; returns where it begins, from the bottom."""
    look, width = ctx.look, area.measure
    side_by_side = look.edition.columns > 1
    half = (width - COLUMN_GAP) / 2 if side_by_side else min(width, ctx.measure)
    purpose = ctx.plain(part.purpose, look.lead if side_by_side else look.body, section.add("P"), half)
    who = ctx.plain(part.audience_title, look.panel, section.add("P"), half)
    audience = ctx.text(part.audience, look.body, section.add("P"), half)
    line = width if side_by_side else half
    state = ctx.text(part.status, look.small, section.add("P"), line)
    state.before = 1.5 * HALF
    if side_by_side:
        columns = [(0.0, Stack([purpose])), (half + COLUMN_GAP, Stack([who, audience]))]
        boxes: list[Box] = [Beside(columns), state]
    else:
        who.before = HALF
        boxes = [purpose, who, audience, state]
    low = area.foot + stacked(boxes)
    draw_stacked(boxes, sheet, area.start, low)
    return low


def entries_of(part: Contents, document: Document) -> tuple[tuple[str, str], ...]:
    """What a list of contents lists: places and their titles."""
    return part.entries or tuple((one.id, one.text) for one in headings(document.parts) if one.listed)


def contents(
    ctx: Context,
    entries: tuple[tuple[str, str], ...],
    title_text: str,
    parent: Element,
    width: float,
    pages: dict[str, int],
) -> Box:
    """The list of contents; ``pages`` is filled in before anything is painted (TOC, 14.8.4.2)."""
    look = ctx.look
    title = ctx.plain(title_text, look.panel, parent.add("P"), width - 2 * PAD)
    outer = parent.add("TOC")
    count = min(2, ctx.look.edition.columns)
    half = (width - 2 * PAD - 24 * (count - 1)) / count
    lines = [_entry(ctx, entry, outer, half, pages) for entry in entries]
    each = -(-len(lines) // count)
    columns = [(i * (half + 24), Stack(list(lines[i * each : (i + 1) * each]))) for i in range(count)]
    tint = look.colours["tint"]

    def behind(sheet: Sheet, x: float, top: float, tall: float) -> None:
        sheet.artifact(f"{tint} rg {look.oblong(x, top, width, tall)} f")

    title.after = 4
    return Stack([title, Beside(columns, even=True)], 1.3 * HALF, HALF, False, PAD, (PAD, PAD), behind)


def _entry(ctx: Context, entry: tuple[str, str], outer: Element, width: float, pages: dict[str, int]) -> Box:
    place, title = entry
    link = outer.add("TOCI").add("Reference")
    style = ctx.look.body
    words = tokens((Text(title),), style, {})
    lines = set_lines(words, style, width - 34)
    drop = baseline_drop(style)
    rule = ctx.look.colours["rule"]

    def paint(sheet: Sheet, x: float, top: float) -> None:
        page = str(pages[place])
        spec = Inline("Link", f"#{place}", f"{title}, {page}", look="entry")
        number = tokens((Text(page),), style, {})
        inlines = {0: spec}
        entries = [
            tuple(t._replace(pieces=tuple(p._replace(inline=0) for p in t.pieces)) for t in line) for line in lines
        ]
        last = entries[-1]
        digits = tuple(t._replace(pieces=tuple(p._replace(inline=0) for p in t.pieces), space=True) for t in number)
        y = top - drop - (len(entries) - 1) * style.leading
        at = x + width - natural(number, style)
        start, end = x + width_of(last, style) + 6, at - 6
        if end - start > 6:
            sheet.artifact(f"q 1 J {rule} RG 1 w [0 4] 0 d {start:.2f} {y + 1:.2f} m {end:.2f} {y + 1:.2f} l S Q")
        sheet.entry(entries, digits, style, (x, top - drop), (at, y), link, inlines)

    return Painted(len(lines) * style.leading, paint, before=3, after=3)
