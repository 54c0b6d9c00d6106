"""What stands at the head and foot of every page, and the list of contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ....meaning.document import Contents, Document
from ....meaning.parts import headings
from ....meaning.spans import Text, plain
from ....pictures.drawing import Drawing
from ..boxes.box import Box
from ..boxes.kinds import Painted, baseline_drop
from ..boxes.stacks import Beside, Column, Stack
from ..ink.outlines import fill, line, oblong, stroke
from ..ink.runs import Inline
from ..ink.sheet import Sheet
from ..ink.tags import Branch
from ..look import HALF, PAD, Look, fitted
from ..parts.context import Context
from ..text.cutting import tokens
from ..text.lines import Line, Style, Token, natural, set_lines, width_of
from .areas import Area

PAGE_NUMBER = 48.0  # points: what the page number takes of the line at the foot
HEAD_LOGO, HEAD_HIGH = 92.0, 24.0  # points wide and high at most, at the head of pages
ABOVE, BELOW = 5.0, 3.0  # points between a rule and the logo above it, or the words below it
SLIP = 0.5  # points: paper does not lie that exactly in a printer
TITLE = 13.0  # points from the rule at the head up to the baseline of the title, at most
CAPITAL = 0.74  # of the size of type: how high its capitals stand
BESIDE_LOGO = 12.0  # points between logo and title
# two lines of title: the height of a line for each point of its size; the last one above the rule
TIGHT, DROP = 1.15, 5.0
BETWEEN = 24.0  # points between the columns of a list of contents
NUMBER = 34.0  # points that an entry leaves for its page number
AIR = 6.0  # points around the dots between an entry and its number


class Foot(NamedTuple):
    """The lines at the foot of pages; the first begins with ``whose`` tokens that say whose it is.
    What is heard of the rest is ``said``, where that is more than is shown."""

    lines: tuple[Line, ...]
    whose: int
    said: str


def footer(document: Document, look: Look, width: float) -> Foot:
    """What stands at the foot of every page: whose it is and how far to trust it.

    As much is said as fits one line: the logo at the head says whose it is, the small print who
    signed.
    """
    style = look.furniture
    room = width - PAGE_NUMBER * look.unit
    status, whose = plain(document.status), f"{plain(document.author)}  ·  "
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
    gap: float  # points between the type area and the rules
    reach: float  # points from the edge of the paper: what is nearer some printers leave out

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
        return area.foot - self.gap - BELOW - self.style.size

    def paint(
        self, sheet: Sheet, area: Area, count: str, *, headed: bool, stated: bool = False
    ) -> None:
        """``count`` of pages, ``headed`` with a head; what is ``stated`` already stands there."""
        style = self.style
        x, end = area.start, area.start + area.measure + area.aside
        if headed:
            self.head(sheet, x, end, area.head - self.gap, area.height)
        foot = area.foot - self.gap
        sheet.artifact(stroke(self.rule), f"0.8 w {line(x, foot, end, foot)} S", kind="Footer")
        baseline = self.baseline(area)
        page = tuple(tokens((Text(count),), style, {}))
        sheet.text([page], style, end - width_of(page, style), baseline, None, kind="Footer")
        if not stated:
            sheet.text(self.foot.lines, style, x, baseline, None, kind="Footer")

    def head(self, sheet: Sheet, x: float, end: float, room: float, height: float) -> None:
        """The rule at the head, ``room`` points below the upper edge of paper of this ``height``,
        and what stands on it."""
        low, clear = height - room, room - self.reach - SLIP
        if self.logo:
            scale = fitted(self.logo, HEAD_LOGO, min(HEAD_HIGH, clear - ABOVE))
            logo = sheet.drawn(self.logo, x, low + ABOVE, scale, whole=True)
            sheet.artifact(logo, kind="Header")
        style = self.style
        at = low + min(TITLE, clear - CAPITAL * style.size)
        if len(self.title) > 1:
            style = style._replace(leading=style.size * TIGHT)
            at = low + DROP + style.leading * (len(self.title) - 1)
        ends = [end - x - width_of(line, style) for line in self.title]
        sheet.text(self.title, style, x, at, None, starts=ends, kind="Header")
        sheet.artifact(stroke(self.rule), f"0.8 w {line(x, low, end, low)} S", kind="Header")


def furniture(document: Document, look: Look, logo: Drawing, width: float) -> Furniture | None:
    """What stands at the head and foot of pages ``width`` points wide; ``None`` where there is no
    room for the title."""
    style = look.furniture
    found = _title(document, look, width)
    if found is None:
        return None
    title, beside = found
    shown = logo if beside else None
    edition, foot = look.edition, footer(document, look, width)
    return Furniture(title, foot, style, look.colours["rule"], shown, edition.gap, edition.reach)


def _title(document: Document, look: Look, width: float) -> tuple[tuple[Line, ...], bool] | None:
    """The lines of the title at the head, and whether the logo stands beside them.

    Nothing of it is cut: it takes one line, else its author's short one is taken, else two lines,
    at last the whole width. ``None`` where even that is not enough.
    """
    style, room = look.furniture, width - HEAD_LOGO - BESIDE_LOGO
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
    """A title and the page it leads to, which is known when all pages are."""

    place: str
    title: str
    lines: tuple[Line, ...]
    style: Style
    width: float
    rule: str
    element: int

    def paint(self, sheet: Sheet, x: float, top: float) -> None:
        style = self.style
        page = str(sheet.painter.pages[self.place])
        digits = tuple(
            _linked(token)._replace(space=True) for token in tokens((Text(page),), style, {})
        )
        first = top - baseline_drop(style)
        low = first - (len(self.lines) - 1) * style.leading
        at = x + self.width - natural(list(digits), style)
        start, end = x + width_of(self.lines[-1], style) + AIR, at - AIR
        if end - start > AIR:
            dots = f"1 w [0 4] 0 d {line(start, low + 1, end, low + 1)} S Q"
            sheet.artifact("q 1 J", stroke(self.rule), dots)
        link = Inline("Link", f"#{self.place}", f"{self.title}, {page}", look="entry")
        sheet.entry(self.lines, digits, style, (x, first), (at, low), self.element, link)


def _linked(token: Token) -> Token:
    """A token that belongs to the link of an entry."""
    return token._replace(pieces=tuple(piece._replace(inline=0) for piece in token.pieces))


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
    look, inner = ctx.look, width - 2 * PAD
    tag = f"H{level}" if level else "P"
    head = ctx.plain(title, look.panel, parent.add(tag), inner, after=4)
    outer = parent.add("TOC")
    count = min(2, look.edition.columns)
    half = (inner - BETWEEN * (count - 1)) / count
    lines = [_entry(ctx, *entry, outer, half) for entry in entries]
    each = -(-len(lines) // count)
    stacks = (Stack(tuple(lines[i * each : (i + 1) * each])) for i in range(count))
    columns = tuple(Column(i * (half + BETWEEN), stack) for i, stack in enumerate(stacks))
    return Stack(
        (head, Beside(columns, even=True)),
        before=1.3 * HALF,
        after=HALF,
        indent=PAD,
        padding=(PAD, PAD),
        behind=Tint(width, look.brand.corner, look.colours["tint"]),
    )


def _entry(ctx: Context, place: str, title: str, outer: Branch, width: float) -> Box:
    link, look = outer.add("TOCI").add("Reference"), ctx.look
    words = tokens((Text(title),), look.body, {})
    lines = set_lines(words, look.body, width - NUMBER)
    linked = tuple(tuple(map(_linked, one)) for one in lines)
    entry = Entry(place, title, linked, look.body, width, look.colours["rule"], link.number)
    return Painted(len(lines) * look.body.leading, entry, before=3, after=3)
