"""The list of contents: titles, dots, the pages they lead to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ....meaning.document import Contents, Heading
from ....meaning.spans import Text
from ....source.values import dataclass, replace
from ..boxes.box import Box
from ..boxes.kinds import Painted, baseline_drop
from ..boxes.stacks import Beside, Column, Stack
from ..ink.marks import Inline
from ..ink.outlines import fill, line, oblong, pen, stroke
from ..ink.sheet import Sheet
from ..ink.tags import Branch
from ..parts.context import Context
from ..text.cutting import tokens
from ..text.lines import Line, Style, Token, natural, set_lines, width_of
from ..text.stack import Piece


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
        page = str(sheet.painter.page_of(self.place))
        digits = tuple(
            replace(_linked(token), space=True) for token in tokens((Text(page),), style, {})
        )
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
    pieces = tuple([Piece(one.face, one.word, 0, one.level, one.text) for one in token.pieces])
    return Token(token.width, token.space, pieces, token.glued, token.free, token.level)


def entries_of(part: Contents, headings: Iterable[Heading]) -> tuple[tuple[str, str], ...]:
    """What a list of contents lists: places and their titles, those of ``headings`` if it has none
    of its own."""
    return part.entries or tuple((one.id, one.text) for one in headings if one.listed)


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
