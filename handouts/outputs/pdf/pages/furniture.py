"""What stands at the head and foot of every page, and the list of contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
from ..text.lines import Line, Style, Token, natural, set_lines, tokens, width_of
from .areas import Area

PAGE_NUMBER = 48.0  # points: what the page number takes of the line at the foot
HEAD_LOGO, HEAD_HIGH = 92.0, 24.0  # points wide and high at most, at the head of pages
ABOVE, BELOW = 5.0, 3.0  # points between a rule and the logo above it, or the words below it
SLIP = 0.5  # points: paper does not lie that exactly in a printer
TITLE = 13.0  # points from the rule at the head up to the baseline of the title, at most
CAPITAL = 0.74  # of the size of type: how high its capitals stand
BETWEEN = 24.0  # points between the columns of a list of contents
NUMBER = 34.0  # points that an entry leaves for its page number
AIR = 6.0  # points around the dots between an entry and its number


def footer(document: Document, look: Look, width: float) -> list[Line]:
    """The lines at the foot of every page that say whose it is and how far to trust it.

    As much is said as fits one line: the logo at the head says whose it is, the small print who
    signed.
    """
    style = look.furniture
    room = width - PAGE_NUMBER * look.unit
    author, status = plain(document.author), plain(document.status)
    brief = plain(document.brief) or status
    for told in (f"{author}  ·  {status}", status, f"{author}  ·  {brief}", brief):
        words = tokens((Text(told),), style, {})
        if natural(words, style) <= room:
            break
    return set_lines(words, style, room)


@dataclass(frozen=True, slots=True)
class Furniture:
    """Running head and foot, as artifacts (14.8.2.2): logo and title above, state and page number
    below."""

    title: Line
    foot: tuple[Line, ...]
    style: Style
    rule: str
    logo: Drawing
    gap: float  # points between the type area and the rules
    reach: float  # points from the edge of the paper: what is nearer some printers leave out

    def paint(self, sheet: Sheet, area: Area, count: str, *, headed: bool) -> None:
        style = self.style
        x, end = area.start, area.start + area.measure + area.aside
        if headed:
            self.head(sheet, x, end, area.head - self.gap, area.height)
        foot = area.foot - self.gap
        sheet.artifact(stroke(self.rule), f"0.8 w {line(x, foot, end, foot)} S", kind="Footer")
        baseline = foot - BELOW - style.size
        page = tuple(tokens((Text(count),), style, {}))
        sheet.text([page], style, end - width_of(page, style), baseline, None, kind="Footer")
        sheet.text(self.foot, style, x, baseline, None, kind="Footer")

    def head(self, sheet: Sheet, x: float, end: float, room: float, height: float) -> None:
        """The rule at the head, ``room`` points below the upper edge of paper of this ``height``,
        and what stands on it."""
        low, high = height - room, min(HEAD_HIGH, room - ABOVE - self.reach - SLIP)
        scale = fitted(self.logo, HEAD_LOGO, high)
        logo = sheet.drawn(self.logo, x, low + ABOVE, scale, whole=True)
        sheet.artifact(logo, kind="Header")
        start = end - width_of(self.title, self.style)
        rise = min(TITLE, room - self.reach - SLIP - CAPITAL * self.style.size)
        sheet.text([self.title], self.style, start, low + rise, None, kind="Header")
        sheet.artifact(stroke(self.rule), f"0.8 w {line(x, low, end, low)} S", kind="Header")


def furniture(document: Document, look: Look, logo: Drawing, width: float) -> Furniture:
    """What stands at the head and foot of pages ``width`` points wide."""
    style = look.furniture
    title = tokens((Text(document.title),), style, {})
    shown = set_lines(title, style, width - HEAD_LOGO - 12)[0]
    edition, foot = look.edition, tuple(footer(document, look, width))
    return Furniture(shown, foot, style, look.colours["rule"], logo, edition.gap, edition.reach)


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
    ctx: Context, title: str, entries: Sequence[tuple[str, str]], parent: Branch, width: float
) -> Box:
    """The list of contents (TOC, 14.8.4.2)."""
    look, inner = ctx.look, width - 2 * PAD
    head = ctx.plain(title, look.panel, parent.add("P"), inner, after=4)
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
