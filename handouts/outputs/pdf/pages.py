"""Whole pages: the cover, the list of contents, and what stands at the head and foot of every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...document import Contents, Cover, Heading, Text
from .boxes import Beside, Box, Painted, Stack, baseline_drop, draw_stacked, height, stacked
from .lines import natural, set_lines, tokens, width_of
from .look import HALF, PAD
from .pictures import paint_picture, placed_on
from .sheet import Inline, Sheet
from .svg import Drawing
from .tags import Element

if TYPE_CHECKING:
    from .story import Story

LEAST_PICTURE = 150.0  # points: a cover without a picture of this height is no cover
MOST_ENLARGED = 2.2
HEAD, FOOT = 65.0, 56.0  # points from the edge of the paper to the type area


class Area(NamedTuple):
    """A sheet of paper and the type area on it; all in points."""

    width: float
    height: float
    margin: float

    @property
    def measure(self) -> float:
        return self.width - 2 * self.margin

    @property
    def depth(self) -> float:
        return self.height - HEAD - FOOT

    @property
    def top(self) -> float:
        return self.height - HEAD


def furniture(story: Story, sheet: Sheet, area: Area, logo: Drawing | None, count: str) -> None:
    """Running head and foot, as artifacts (14.8.2.2): logo and title above, state and page number below."""
    look, small = story.look, story.look.small
    x, end = area.margin, area.width - area.margin
    rule = look.colours["rule"]
    if sheet.index:
        if logo:
            scale = 92 / logo.width
            sheet.artifact(placed_on(sheet, logo, x, area.height - 50, scale), "Header")
        title = tokens((Text(story.document.title),), small, {})
        line = tuple(title)
        sheet.text([line], small, end - natural(title, small), area.height - 42, None, kind="Header")
        sheet.artifact(
            f"{rule} RG 0.8 w {x:.2f} {area.height - 55:.2f} m {end:.2f} {area.height - 55:.2f} l S", "Header"
        )
    sheet.artifact(f"{rule} RG 0.8 w {x:.2f} 45 m {end:.2f} 45 l S", "Footer")
    page = tokens((Text(count),), small, {})
    sheet.text([tuple(page)], small, end - natural(page, small), 30, None, kind="Footer")
    status = tokens((Text(f"{story.document.author}  ·  {story.document.status}"),), small, {})
    sheet.text([tuple(status)], small, x, 30, None, kind="Footer")
    if natural(status, small) + natural(page, small) + 12 > area.measure:
        story.fail(story.at, "authors and version do not fit the foot of the page", "shorten them")


def cover(story: Story, part: Cover, sheet: Sheet, area: Area, logo: Drawing | None) -> None:
    """The first page: logo, title, purpose, one strong picture, who it is for, and how far to trust it."""
    look, x, width = story.look, area.margin, area.measure
    section = story.cover
    title = story.plain(
        part.title, look.coloured(look.title, "paper"), section.add("H1"), width - 2 * PAD - 12, balanced=True
    )
    white = look.coloured(look.subtitle, "paper")
    subtitle = story.plain(part.subtitle, white, section.add("P"), width - 2 * PAD - 12, balanced=True)
    purpose = story.plain(part.purpose, look.lead, section.add("P"), width * 0.9)
    if logo:
        sheet.artifact(placed_on(sheet, logo, x, area.height - 84, 190 / logo.width))
    title.place, subtitle.before = "title", 5
    band = stacked([title, subtitle]) + 2 * 20
    top = area.height - 112
    sheet.artifact(f"{look.colours['brand']} rg {x:.2f} {top - band:.2f} {width:.2f} {band:.2f} re f")
    draw_stacked([title, subtitle], sheet, x + PAD + 6, top - 20)
    top -= band + 18
    draw_stacked([purpose], sheet, x, top)
    top -= height(purpose) + 18
    figure = section.add("Figure", alt=part.figure.alt)
    low = _cover_foot(story, part, section, sheet, area)
    picture = story.figures.picture(part.figure.name)
    tall = top - low - 14
    if tall < LEAST_PICTURE:
        story.fail(
            part.at, "the words of the cover leave no room for its picture", "say 'purpose' and 'audience' shorter"
        )
    elif picture:
        scale = min(width / picture.width, tall / picture.height, MOST_ENLARGED)
        px, py = x + (width - picture.width * scale) / 2, low + 14 + (tall - picture.height * scale) / 2
        paint_picture(sheet, figure, picture, px, py, scale)


def _cover_foot(story: Story, part: Cover, section: Element, sheet: Sheet, area: Area) -> float:
    """Who it is for, then version, date and review state; returns where it begins, from the bottom."""
    look, width = story.look, area.measure
    inner = width - 2 * PAD
    who = story.plain(part.audience_title, look.panel, section.add("P"), inner)
    audience = story.text(part.audience, look.body, section.add("P"), inner)
    state = [story.plain(line, look.small, section.add("P"), width) for line in part.status]
    tint = look.colours["tint"]

    def behind(panel: Sheet, x: float, top: float, tall: float) -> None:
        panel.artifact(f"{tint} rg {x:.2f} {top - tall:.2f} {width:.2f} {tall:.2f} re f")

    panel = Stack([who, audience], indent=PAD, padding=(PAD, PAD), behind=behind, after=HALF)
    boxes: list[Box] = [panel, *state]
    low = FOOT + stacked(boxes)
    draw_stacked(boxes, sheet, area.margin, low)
    return low


def contents(story: Story, part: Contents, parent: Element, width: float, pages: dict[str, int]) -> Box:
    """The list of contents; ``pages`` is filled in before anything is painted (TOC, 14.8.4.2)."""
    look = story.look
    headings = [p for p in story.document.parts if isinstance(p, Heading) and p.listed]
    title = story.plain(part.title, look.panel, parent.add("P"), width - 2 * PAD)
    outer = parent.add("TOC")
    half = (width - 2 * PAD - 24) / 2
    lines = [_entry(story, heading, outer, half, pages) for heading in headings]
    first = lines[: -(-len(lines) // 2)]
    columns = [(0.0, Stack(list(first))), (half + 24, Stack(list(lines[len(first) :])))]
    tint = look.colours["tint"]

    def behind(sheet: Sheet, x: float, top: float, tall: float) -> None:
        sheet.artifact(f"{tint} rg {x:.2f} {top - tall:.2f} {width:.2f} {tall:.2f} re f")

    title.after = 4
    return Stack([title, Beside(columns)], 1.3 * HALF, HALF, False, PAD, (PAD, PAD), behind)


def _entry(story: Story, heading: Heading, outer: Element, width: float, pages: dict[str, int]) -> Box:
    link = outer.add("TOCI").add("Reference")
    style = story.look.body
    words = tokens((Text(heading.text),), style, {})
    lines = set_lines(words, style, width - 34)
    drop = baseline_drop(style)
    rule = story.look.colours["rule"]

    def paint(sheet: Sheet, x: float, top: float) -> None:
        page = str(pages[heading.id])
        spec = Inline("Link", f"#{heading.id}", f"{heading.text}, {page}", look="entry")
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
