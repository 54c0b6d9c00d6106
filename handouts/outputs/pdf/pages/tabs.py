"""Tabs at the outer edge of pages: what part of the booklet one is in, seen while leafing."""

from __future__ import annotations

from collections.abc import Sequence

from ....content.editions import MM
from ....meaning.spans import Text
from ....source.values import dataclass, replace
from ..ink.outlines import fill, oblong, pen, stroke
from ..ink.sheet import Sheet
from ..ink.turned import AHEAD, Oblong
from ..look import Look
from ..text.cutting import tokens
from ..text.lines import Line, Style, width_of
from .areas import Area

EDGE = 10 * MM  # what office printers leave white
CLEAR = 5.0  # points between a tab and the words of the page, at least
THICK = 1.2  # of the type size
AIR = 8.0  # points before and after its words, and between the places of two tabs
CAPITAL = 0.7  # of the type size: the height of a capital


@dataclass(frozen=True, slots=True)
class Tabs:
    """All tabs of a document, each with its own place from top to bottom."""

    names: tuple[str, ...]
    lines: tuple[Line, ...]
    style: Style
    band: str
    edge: str
    corner: float
    rule: float  # points: the width of its outline

    @property
    def thick(self) -> float:
        """How far it reaches into the margin, its outline with it."""
        return THICK * self.style.size

    def clear(self, area: Area) -> bool:
        """Whether the margin still has room, where a page was moved towards its outer edge."""
        return EDGE + self.thick + CLEAR <= area.margin - abs(area.side)

    def paint(self, sheet: Sheet, area: Area, number: int, *, left: bool) -> None:
        """The tab ``number`` at the outer edge: its words run away from the fold."""
        lengths = [width_of(line, self.style) + 2 * AIR for line in self.lines]
        top = area.top - sum(lengths[:number]) - AIR * number
        tall, wide = lengths[number], self.thick
        x = EDGE if left else area.width - EDGE - wide
        # capitals stand in the middle
        rise = (wide - CAPITAL * self.style.size) / 2
        base = x + wide - rise if left else x + rise
        self.ground(sheet, area, (x, top, wide, tall), left=left)
        ends = top - tall + AIR, top - AIR
        _rising(sheet, base, ends, self.lines[number], self.style, up=left)

    def ground(self, sheet: Sheet, area: Area, at: Oblong, *, left: bool) -> None:
        """Its band, ``at`` a start edge and a top, so wide and tall; where the page is trimmed, it
        is cut with it, and reaches a little beyond."""
        x, top, wide, tall = at
        if beyond := area.bleed:
            x, wide = (-beyond if left else x), wide + EDGE + beyond
            sheet.artifact(fill(self.band), f"{oblong(self.corner / 2, x, top, wide, tall)} f")
            return
        half = self.rule / 2  # an outline is painted on both sides of its path
        inside = (x + half, top - half, wide - self.rule, tall - self.rule)
        ground = oblong(self.corner / 2, *inside)
        sheet.artifact(
            fill(self.band), f"{ground} f", stroke(self.edge), f"{pen(self.rule)} {ground} S"
        )


def _rising(
    sheet: Sheet, x: float, ends: tuple[float, float], line: Line, style: Style, *, up: bool
) -> None:
    """A line turned by a right angle, its baseline at ``x``, from the lower of ``ends`` ``up`` or
    from the upper one down; the other way round where the sheet runs from right to left."""
    outer, at = sheet.way, sheet.way.left(x)
    rises = up != outer.back
    turn = f"0 1 -1 0 {at:.2f} {ends[0]:.2f}" if rises else f"0 -1 1 0 {at:.2f} {ends[1]:.2f}"
    sheet.way = AHEAD
    sheet.artifact(f"q {turn} cm")
    sheet.text([line], style, 0, 0, None)
    sheet.artifact("Q")
    sheet.way = outer


def tabs(look: Look, names: Sequence[str]) -> Tabs | None:
    """The tabs of a document, where the margin has room for them."""
    style = replace(look.coloured(look.furniture, "on-band"), regular=look.bold)
    room = look.edition.margin - EDGE - CLEAR
    if not names or look.edition.aside or THICK * style.size > room:
        return None
    lines = tuple(tuple(tokens((Text(name),), style, {})) for name in names)
    colours, theme = look.colours, look.theme
    outline = colours["brand"], theme.corner, theme.rules.thin
    return Tabs(tuple(names), lines, style, colours["band"], *outline)
