"""What stands at the head and foot of every page, and the list of contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ....meaning.document import Contents, Document
from ....meaning.parts import headings
from ....meaning.spans import Text, plain
from ....pictures.drawing import Drawing
from ....source.values import dataclass, field, replace
from ..boxes.box import Box
from ..boxes.kinds import Painted, baseline_drop
from ..boxes.stacks import Beside, Column, Stack
from ..ink.outlines import fill, line, oblong, pen, stroke
from ..ink.runs import Inline
from ..ink.sheet import Sheet
from ..ink.tags import Branch
from ..look import Look, fitted
from ..parts.context import Context
from ..text.cutting import tokens
from ..text.lines import Line, Style, Token, natural, set_lines, width_of
from ..theme import Theme
from .areas import Area
from .running import SECTION, Running, tabs_of
from .tabs import Tabs, tabs

CAPITAL = 0.74  # of the size of type: how high its capitals stand
TIGHT = 1.15  # of the type size: the height of a line where the title at the head takes two


class Foot(NamedTuple):
    """The lines at the foot of pages; the first begins with ``whose`` tokens that say whose it is.
    What is heard of the rest is ``said``, where that is more than is shown."""

    lines: tuple[Line, ...]
    whose: int
    said: str


def footer(document: Document, look: Look, width: float) -> Foot:
    """What stands at the foot of every page: whose it is and how far to trust it.

    As much is said as fits one line: the logo says whose it is, the small print who signed.
    """
    style = look.furniture
    room = width - look.theme.rooms.page_count
    status, whose = plain(document.status), plain(document.author)
    whose += look.signs.apart if status else ""
    brief = plain(document.brief) or status
    for before, told in ((whose, status), ("", status), (whose, brief), ("", brief)):
        words = tokens((Text(f"{before}{told}"),), style, {})
        if natural(words, style) <= room:
            break
    count = len(tokens((Text(before),), style, {}))
    said = "" if told == status else status
    return Foot(tuple(set_lines(words, style, room)), count, said)


@dataclass(frozen=True, slots=True)
class Furniture:
    """Running head and foot, as artifacts (14.8.2.2): logo and title above, state and page number
    below."""

    title: tuple[Line, ...]
    foot: Foot
    style: Style
    rule: str
    logo: Drawing | None
    theme: Theme
    tabs: Tabs | None = None
    sections: Mapping[str, Line] = field(default_factory=dict)

    def state(self, sheet: Sheet, area: Area, element: int) -> None:
        """What the foot of the first page says, as content of ``element``: it is heard once."""
        lines, count, said = self.foot
        x, baseline, style = area.start, self.baseline(area), self.style
        whose, rest = lines[0][:count], lines[0][count:]
        at = x
        if whose:
            sheet.text([whose], style, x, baseline, None, kind="Footer")
            at += width_of(lines[0], style) - width_of(rest, style)
        if said:
            sheet.painter.tags.say(element + sheet.painter.offset, said)
        starts = [at - x, *(0.0 for _ in lines[1:])]
        sheet.text((rest, *lines[1:]), style, x, baseline, element, starts=starts, kind="Footer")

    def baseline(self, area: Area) -> float:
        """Of the first line at the foot, in points from the edge of the paper."""
        own = self.theme.furniture
        return area.foot - own.foot - own.foot_words - self.style.size

    def paint(
        self,
        sheet: Sheet,
        area: Area,
        count: str,
        here: Running,
        *,
        headed: bool,
        stated: bool = False,
    ) -> None:
        """``count`` of pages, ``headed`` with a head; what is ``stated`` already stands there."""
        style, x, end = self.style, area.start, area.start + area.measure + area.aside
        if headed:
            self.head(sheet, x, end, area, here.section)
        if self.tabs and here.tab >= 0 and self.tabs.clear(area):
            self.tabs.paint(sheet, area, here.tab, left=sheet.index % 2 == 1)
        foot = area.foot - self.theme.furniture.foot
        sheet.artifact(stroke(self.rule), f"{self.pen} {line(x, foot, end, foot)} S", kind="Footer")
        baseline = self.baseline(area)
        page = tuple(tokens((Text(count),), style, {}))
        sheet.text([page], style, end - width_of(page, style), baseline, None, kind="Footer")
        if not stated:
            sheet.text(self.foot.lines, style, x, baseline, None, kind="Footer")

    @property
    def pen(self) -> str:
        return pen(self.theme.rules.thin)

    def head(self, sheet: Sheet, x: float, end: float, area: Area, section: str) -> None:
        """The line at the head, and what stands on it: the title, and the ``section`` that the page
        goes on with."""
        logos, own, style = self.theme.logos, self.theme.furniture, self.style
        low = area.height - area.head + own.head
        told = (self.sections[section],) if section in self.sections else self.title
        ends = [end - x - width_of(line, style) for line in told]
        if self.logo and (told is self.title or min(ends) >= logos.head + own.head_air):
            high = min(logos.head_high, area.head - own.head - own.head_logo - own.edge)
            scale = fitted(self.logo, logos.head, high)
            logo = sheet.drawn(self.logo, x, low + own.head_logo, scale, whole=True)
            sheet.artifact(logo, kind="Header")
        clear = area.head - own.head - own.edge  # what printers reach above the line
        at = low + min(own.head_title, clear - CAPITAL * style.size)
        if len(told) > 1:
            style = replace(style, leading=style.size * TIGHT)
            at = low + own.head_two + style.leading * (len(told) - 1)
        sheet.text(told, style, x, at, None, starts=ends, kind="Header")
        sheet.artifact(stroke(self.rule), f"{self.pen} {line(x, low, end, low)} S", kind="Header")


def furniture(document: Document, look: Look, logo: Drawing, width: float) -> Furniture | None:
    """What stands at the head and foot of pages ``width`` points wide; ``None`` where there is no
    room for the title."""
    style = look.furniture
    found = _title(document, look, width)
    if found is None:
        return None
    title, beside = found
    foot, shown = footer(document, look, width), logo if beside else None
    where = look.theme, tabs(look, tabs_of(document)), _sections(document, look, width)
    return Furniture(title, foot, style, look.colours["rule"], shown, *where)


def _sections(document: Document, look: Look, width: float) -> dict[str, Line]:
    """What stands at the head of a page that goes on with a section, for each section: beside the
    title or the short one, or alone, if need be in the place of the logo, or not at all."""
    style, theme, out = look.furniture, look.theme, {}
    titles = dict.fromkeys((document.title, document.short or document.title))
    longest = look.edition.measure * style.size / look.body.size  # as many letters as in a text
    beside = min(width - theme.logos.head - theme.furniture.head_air, longest)
    for one in headings(document.parts):
        if one.level == SECTION and document.continued:
            told = document.continued.format(section=one.text)
            both = (f"{title}{look.signs.apart}{told}" for title in titles)
            tries = (*((words, beside) for words in (*both, told)), (told, min(width, longest)))
            for words, room in tries:
                line = tokens((Text(words),), style, {})
                if natural(line, style) <= room:
                    out[one.text] = tuple(line)
                    break
    return out


def _title(document: Document, look: Look, width: float) -> tuple[tuple[Line, ...], bool] | None:
    """The lines of the title at the head, and whether the logo stands beside them.

    Nothing of it is cut: it takes one line, else its author's short one is taken, else two lines,
    at last the whole width. ``None`` where even that is not enough.
    """
    style, theme = look.furniture, look.theme
    room = width - theme.logos.head - theme.furniture.head_air
    whole, short = document.title, document.short or document.title
    for told, wide, most in (
        (whole, room, 1),
        (short, room, 1),
        (short, room, 2),
        (whole, width, 2),
        (short, width, 2),
    ):
        words = tokens((Text(told),), style, {})
        lines = tuple(set_lines(words, style, wide, balanced=True))
        if len(lines) <= most and max(width_of(line, style) for line in lines) <= wide:
            return lines, wide == room
    return None


# ------------------------------------------------------------------ contents


@dataclass(frozen=True, slots=True)
class Tint:
    """A pale ground."""

    width: float
    corner: float
    colour: str

    def paint(self, sheet: Sheet, x: float, top: float, tall: float) -> None:
        sheet.artifact(fill(self.colour), f"{oblong(self.corner, x, top, self.width, tall)} f")


@dataclass(frozen=True, slots=True)
class Entry:
    """A title and the page it leads to, which is known when all pages are; between them dots
    ``dots`` points wide, every ``every`` points, ``air`` points away from both and ``up`` points
    above the baseline."""

    place: str
    title: str
    lines: tuple[Line, ...]
    style: Style
    width: float
    rule: str
    element: int
    air: float
    dots: float
    every: float
    up: float

    def paint(self, sheet: Sheet, x: float, top: float) -> None:
        style = self.style
        page = str(sheet.painter.pages[self.place])
        shown = tokens((Text(page),), style, {})
        digits = tuple([replace(_linked(token), space=True) for token in shown])
        first = top - baseline_drop(style)
        low = first - (len(self.lines) - 1) * style.leading
        at = x + self.width - natural(list(digits), style)
        start, end = x + width_of(self.lines[-1], style) + self.air, at - self.air
        if end - start > self.air:
            level = line(start, low + self.up, end, low + self.up)
            dots = f"{pen(self.dots)} [0 {self.every:g}] 0 d {level} S Q"
            sheet.artifact("q 1 J", stroke(self.rule), dots)
        link = Inline("Link", f"#{self.place}", f"{self.title}, {page}", look="entry")
        sheet.entry(self.lines, digits, style, (x, first), (at, low), self.element, link)


def _linked(token: Token) -> Token:
    """A token that belongs to the link of an entry."""
    return replace(token, pieces=tuple([replace(piece, inline=0) for piece in token.pieces]))


def entries_of(part: Contents, document: Document) -> tuple[tuple[str, str], ...]:
    """What a list of contents lists: places and their titles."""
    return part.entries or tuple(
        (one.id, one.text) for one in headings(document.parts) if one.listed
    )


def contents(
    ctx: Context,
    title: str,
    level: int,
    entries: Sequence[tuple[str, str]],
    parent: Branch,
    width: float,
) -> Box:
    """The list of contents (TOC, 14.8.4.2), its title a heading of ``level``."""
    look, theme, gaps = ctx.look, ctx.look.theme, ctx.look.theme.gaps
    pad, between = theme.insets.block, theme.columns.contents
    inner, tag = width - 2 * pad, f"H{level}" if level else "P"
    head = ctx.plain(title, look.panel, parent.add(tag), inner, after=gaps.caption)
    outer = parent.add("TOC")
    count = min(2, look.edition.columns)
    half = (inner - between * (count - 1)) / count
    lines = [_entry(ctx, *entry, outer, half) for entry in entries]
    each = -(-len(lines) // count)
    stacks = (Stack(tuple(lines[i * each : (i + 1) * each])) for i in range(count))
    columns = tuple(Column(i * (half + between), stack) for i, stack in enumerate(stacks))
    return Stack(
        (head, Beside(columns, even=True)),
        before=gaps.panel,
        after=gaps.half,
        indent=pad,
        padding=(pad, pad),
        behind=Tint(width, theme.corner, look.colours["tint"]),
    )


def _entry(ctx: Context, place: str, title: str, outer: Branch, width: float) -> Box:
    link, look, theme = outer.add("TOCI").add("Reference"), ctx.look, ctx.look.theme
    words = tokens((Text(title),), look.body, {})
    lines = set_lines(words, look.body, width - theme.widths.page)
    linked = tuple(tuple(map(_linked, one)) for one in lines)
    dots = (theme.widths.page_air, theme.rules.dots, theme.rules.dots_apart, theme.clear.dots)
    rule, gap = look.colours["rule"], theme.gaps.entry
    entry = Entry(place, title, linked, look.body, width, rule, link.number, *dots)
    return Painted(len(lines) * look.body.leading, entry, before=gap, after=gap)
