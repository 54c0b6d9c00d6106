"""Panels and cards: parts set apart, told by title, icon and border as well as by colour."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from ....content.brand import ICONS
from ....meaning.document import Fact, Facts, Panel
from ....source.values import replace, value
from ..boxes.box import Box, Ground, height
from ..boxes.broken import SplitPanel
from ..boxes.kinds import Painted
from ..boxes.stacks import Beside, Column, Stack
from ..ink.marks import Paint
from ..ink.outlines import fill, oblong, pen, rect, stroke
from ..ink.sheet import Sheet
from ..ink.tags import Branch
from .context import Context
from .icons import icon, icon_painter

Role = Literal["message", "note", "tip", "warning", "emergency", "contact", "control"]
ABOVE = 1.25  # lines of a section heading that a panel leaves room for on its page

GROUND = {
    "message": "tint",
    "note": "tint",
    "tip": "tint",
    "warning": "advice",
    "emergency": "emergency-tint",
    "contact": "tint",
    "control": "paper",
}
EDGE = {"warning": "advice-line", "emergency": "emergency"}
FRAMED = ("warning", "control", "contact")


@value
class PanelGround:
    """A pale ground, if any, with a bar at its start edge and perhaps a frame: ``frame`` points
    wide, or none."""

    width: float
    corner: float
    bar: float
    ground: str
    edge: str
    frame: float

    def paint(self, sheet: Sheet, x: float, top: float, tall: float) -> None:
        low = top - tall
        whole = oblong(self.corner, x, top, self.width, tall)
        ground = (fill(self.ground), f"{rect(x, low, self.width, tall)} f") if self.ground else ()
        bar = (fill(self.edge), f"{x:.2f} {low:.2f} {self.bar:g} {tall:.2f} re f Q")
        frame: Paint = ()
        if self.frame:
            outline = oblong(self.corner, x, top, self.width, tall, self.frame / 2)
            frame = (stroke(self.edge), f"{pen(self.frame)} {outline} S")
        sheet.artifact(f"q {whole} W n", *ground, *bar, *frame)


@value
class AlarmGround:
    """The emergency panel: a dark head and a heavy frame, so that no copy can lose it."""

    width: float
    corner: float
    band: float  # the height of the head
    heavy: float
    colour: str
    tint: str
    edge: str

    def paint(self, sheet: Sheet, x: float, top: float, tall: float) -> None:
        width, corner = self.width, self.corner
        sheet.artifact(
            f"q {oblong(corner, x, top, width, tall)} W n",
            fill(self.tint),
            f"{rect(x, top - tall, width, tall)} f",
            fill(self.colour),
            f"{rect(x, top - self.band, width, self.band)} f Q",
            stroke(self.edge),
            f"{self.heavy} w {oblong(corner, x, top, width, tall, self.heavy / 2)} S",
        )


@value
class Frame:
    """A thin line around a card."""

    width: float
    corner: float
    line: float
    colour: str

    def paint(self, sheet: Sheet, x: float, top: float, tall: float) -> None:
        outline = oblong(self.corner, x, top, self.width, tall, self.line / 2)
        sheet.artifact(stroke(self.colour), f"{pen(self.line)} {outline} S")


def panel(ctx: Context, part: Panel, parent: Branch, width: float) -> Box:
    section, inner = parent.add("Sect"), inside(ctx, width)
    heads: tuple[Box, ...] = ()
    if part.title:
        heads = (head(ctx, part, section.add(tag_of(part)), inner),)
    outer, ctx.inside = ctx.inside, part.role in EDGE
    boxes = tuple(ctx.parts(part.parts, section, inner))
    ctx.inside = outer
    titles = heads, lambda: again(ctx, part, heads[0], inner)
    return framed(ctx, part.role, titles, boxes, width)


def again(ctx: Context, part: Panel, title: Box, inner: float) -> Box:
    """Its title as an artifact, for pages that go on with it: where no line more is needed for
    that, it says so."""
    told = ctx.continued.format(section=part.title) if ctx.continued else part.title
    longer = head(ctx, replace(part, title=told), None, inner)
    return longer if height(longer) <= height(title) else head(ctx, part, None, inner)


def inside(ctx: Context, width: float) -> float:
    """The room in a panel, in points."""
    return width - 2 * ctx.look.pad - ctx.look.theme.bars.edge


def tag_of(part: Panel) -> str:
    """The tag of its title."""
    return f"H{part.level}" if part.level else "P"


def framed(
    ctx: Context,
    role: Role,
    titles: tuple[tuple[Box, ...], Callable[[], Box]],
    boxes: tuple[Box, ...],
    width: float,
    over: float = 0.0,
) -> Box:
    """A panel of what is in it; ``titles`` are its title, if any, and what makes the same as an
    artifact, for pages that go on with it. What stands over it takes a heading's line, and ``over``
    points."""
    look, gaps, bar = ctx.look, ctx.look.theme.gaps, ctx.look.theme.bars.edge
    (heads, silent), alarm = titles, role == "emergency"
    band = height(heads[0]) + look.pad if heads else 0.0
    ground = _alarm(ctx, band, width) if alarm else _ground(ctx, role, width)
    above = look.pad / 2 if alarm and heads else look.pad
    below = (look.pad / 2 + gaps.alarm_head if alarm else gaps.panel_head) if heads else 0.0
    heads = tuple(replace(one, after=below) for one in heads)
    whole = Stack(
        (*heads, *boxes),
        before=gaps.panel,
        after=gaps.panel,
        indent=look.pad + bar,
        padding=(above, look.pad),
        behind=ground,
    )
    fixed = look.edition.fixed  # it must fit, and is told if it does not
    if fixed or height(whole) - whole.give <= ctx.depth - over - ABOVE * look.section.leading:
        return whole
    top = above + (height(heads[0]) + max(below, boxes[0].before) if heads else 0.0)
    again = (silent(),) if heads else ()
    split = (look.pad + bar, look.pad, ground, heads, again, above)
    return SplitPanel(top, boxes, *split, before=gaps.panel, after=gaps.panel)


def head(ctx: Context, part: Panel, element: Branch | None, inner: float) -> Beside:
    """The title of a panel, with its icon; an artifact without ``element``."""
    look = ctx.look
    colour = {"emergency": "on-alarm", "warning": "ink"}.get(part.role, "brand")
    painter = _painter(ctx, part.role, colour)
    wide = look.theme.icons.panel_room if painter else 0.0
    style = look.coloured(look.panel, colour)
    place = part.id if element else ""
    title = ctx.plain(part.title, style, element, inner - wide, balanced=True, place=place)
    columns = (Column(wide, Stack((title,))), *([Column(0, Stack((painter,)))] if painter else []))
    return Beside(columns, middle=not ctx.beside)


def _painter(ctx: Context, role: str, colour: str) -> Painted | None:
    name = ICONS[role]
    shown = colour if colour != "ink" else "advice-line"
    return icon_painter(ctx, name, ctx.look.theme.icons.panel, shown) if name else None


def _ground(ctx: Context, role: str, width: float) -> Ground:
    look = ctx.look
    ground = look.colours[GROUND[role]] if GROUND[role] != "paper" else ""
    edge = look.colours[EDGE.get(role, "brand")]
    theme = look.theme
    frame = theme.rules.frame if look.frame or role in FRAMED else 0.0
    return PanelGround(width, theme.corner, theme.bars.edge, ground, edge, frame)


def _alarm(ctx: Context, band: float, width: float) -> Ground:
    look = ctx.look
    colours = (look.colours[name] for name in ("alarm", "emergency-tint", "emergency"))
    bars = look.theme.bars
    heavy = bars.alarm_alone if look.frame else bars.alarm
    return AlarmGround(width, look.theme.corner, band, heavy, *colours)


def facts(ctx: Context, part: Facts, parent: Branch, width: float) -> list[Box]:
    """Cards with icons, two beside each other."""
    space, gap = ctx.look.theme.columns.cards, ctx.look.theme.gaps.card
    count = min(2, ctx.look.edition.columns)
    each = (width - space * (count - 1)) / count
    outer = parent.add("L", attributes="/O/List/ListNumbering/None")
    cards = [_fact(ctx, fact, outer, each) for fact in part.items]
    rows: list[Box] = []
    for number in range(0, len(cards), count):
        pair = cards[number : number + count]
        tall = max(height(card) for card in pair)
        columns = (
            Column(i * (each + space), replace(card, least=tall)) for i, card in enumerate(pair)
        )
        keep = _kept(number // count, -(-len(cards) // count), count)
        rows.append(Beside(tuple(columns), before=gap, after=gap, keep=keep))
    return rows


def _kept(row: int, rows: int, columns: int) -> bool:
    """Cards stay together; in one column only the first two and the last two."""
    return row < rows - 1 and (columns > 1 or row in (0, rows - 2))


def _fact(ctx: Context, fact: Fact, outer: Branch, width: float) -> Stack:
    look, theme = ctx.look, ctx.look.theme
    side, air = theme.icons.card_room, theme.airs.card
    entry, room = outer.add("LI"), width - side - look.pad
    label = ctx.plain(fact.label, look.coloured(look.panel, "brand"), entry.add("Lbl"), room)
    words = ctx.text(fact.spans, look.body, entry.add("LBody"), room)
    shown = icon(ctx, fact.icon, theme.icons.card, "brand", fact.at)
    columns = (
        Column(look.pad, Stack((shown,), padding=(theme.gaps.card_icon, 0))),
        Column(side, Stack((label, words))),
    )
    frame = Frame(width, theme.corner, theme.rules.frame, look.colours["rule"])
    return Stack((Beside(columns),), padding=(air, air), behind=frame)
