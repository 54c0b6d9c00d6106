"""Panels and cards: parts set apart, told by title, icon and border as well as by colour."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ....meaning.document import Fact, Facts, Panel
from ..boxes.box import Box, Ground, height
from ..boxes.broken import SplitPanel
from ..boxes.kinds import Painted
from ..boxes.stacks import Beside, Column, Stack
from ..ink.marks import Paint
from ..ink.outlines import fill, oblong, rect, stroke
from ..ink.sheet import Sheet
from ..ink.tags import Branch
from ..look import HALF, ICONS
from .context import Context
from .icons import icon, icon_painter

ABOVE = 1.25  # lines of a section heading that a panel leaves room for on its page
HEAD_ICON = 26.0  # points: an icon and the gap after it
BAR = 4.0  # points: the bar at a panel's start edge
SPACE = 1.3 * HALF  # around a panel
HEAVY, HEAVIER = 2.5, 4.0  # points: the frame of an emergency; where there is no ground

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


@dataclass(frozen=True, slots=True)
class PanelGround:
    """A pale ground, if any, with a bar at its start edge and perhaps a frame."""

    width: float
    corner: float
    ground: str
    edge: str
    framed: bool

    def paint(self, sheet: Sheet, x: float, top: float, tall: float) -> None:
        low = top - tall
        whole = oblong(self.corner, x, top, self.width, tall)
        ground = (fill(self.ground), f"{rect(x, low, self.width, tall)} f") if self.ground else ()
        bar = (fill(self.edge), f"{x:.2f} {low:.2f} {BAR:g} {tall:.2f} re f Q")
        frame: Paint = ()
        if self.framed:
            frame = (
                stroke(self.edge),
                f"1 w {oblong(self.corner, x, top, self.width, tall, 0.5)} S",
            )
        sheet.artifact(f"q {whole} W n", *ground, *bar, *frame)


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Frame:
    """A thin line around a card."""

    width: float
    corner: float
    colour: str

    def paint(self, sheet: Sheet, x: float, top: float, tall: float) -> None:
        outline = oblong(self.corner, x, top, self.width, tall, 0.5)
        sheet.artifact(stroke(self.colour), f"1 w {outline} S")


def panel(ctx: Context, part: Panel, parent: Branch, width: float) -> Box:
    look = ctx.look
    section = parent.add("Sect")
    inner, alarm = width - 2 * look.pad - BAR, part.role == "emergency"
    heads: tuple[Beside, ...] = ()
    if part.title:
        tag = f"H{part.level}" if part.level else "P"
        heads = (_head(ctx, part, section.add(tag), inner),)
    outer, ctx.inside = ctx.inside, part.role in EDGE
    boxes = tuple(ctx.parts(part.parts, section, inner))
    ctx.inside = outer
    band = height(heads[0]) + look.pad if heads else 0.0
    ground = _alarm(ctx, band, width) if alarm else _ground(ctx, part.role, width)
    above = look.pad / 2 if alarm and heads else look.pad
    below = (look.pad / 2 + HALF * 0.8 if alarm else HALF * 0.5) if heads else 0.0
    heads = tuple(replace(head, after=below) for head in heads)
    whole = Stack(
        (*heads, *boxes),
        before=SPACE,
        after=SPACE,
        indent=look.pad + BAR,
        padding=(above, look.pad),
        behind=ground,
    )
    fixed = look.edition.fixed  # it must fit, and is told if it does not
    if fixed or height(whole) - whole.give <= ctx.depth - ABOVE * look.section.leading:
        return whole
    top = above + (height(heads[0]) + max(below, boxes[0].before) if heads else 0.0)
    again = (_head(ctx, part, None, inner),) if part.title else ()
    sides = (look.pad + BAR, look.pad)
    return SplitPanel(top, boxes, *sides, ground, heads, again, above, before=SPACE, after=SPACE)


def _head(ctx: Context, part: Panel, element: Branch | None, inner: float) -> Beside:
    """The title of a panel, with its icon; an artifact without ``element``."""
    look = ctx.look
    colour = {"emergency": "on-alarm", "warning": "ink"}.get(part.role, "brand")
    painter = _painter(ctx, part.role, colour)
    wide = HEAD_ICON * look.unit if painter else 0.0
    style = look.coloured(look.panel, colour)
    place = part.id if element else ""
    title = ctx.plain(part.title, style, element, inner - wide, balanced=True, place=place)
    columns = (Column(wide, Stack((title,))), *([Column(0, Stack((painter,)))] if painter else []))
    return Beside(columns, middle=True)


def _painter(ctx: Context, role: str, colour: str) -> Painted | None:
    name = ICONS[role]
    shown = colour if colour != "ink" else "advice-line"
    return icon_painter(ctx, name, 20.0 * ctx.look.unit, shown) if name else None


def _ground(ctx: Context, role: str, width: float) -> Ground:
    look = ctx.look
    ground = look.colours[GROUND[role]] if GROUND[role] != "paper" else ""
    edge = look.colours[EDGE.get(role, "brand")]
    return PanelGround(width, look.brand.corner, ground, edge, look.frame or role in FRAMED)


def _alarm(ctx: Context, band: float, width: float) -> Ground:
    look = ctx.look
    colours = (look.colours[name] for name in ("alarm", "emergency-tint", "emergency"))
    return AlarmGround(width, look.brand.corner, band, HEAVIER if look.frame else HEAVY, *colours)


def facts(ctx: Context, part: Facts, parent: Branch, width: float) -> list[Box]:
    """Cards with icons, two beside each other."""
    space = 9.0
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
        rows.append(Beside(tuple(columns), before=space, after=space, keep=keep))
    return rows


def _kept(row: int, rows: int, columns: int) -> bool:
    """Cards stay together; in one column only the first two and the last two."""
    return row < rows - 1 and (columns > 1 or row in (0, rows - 2))


def _fact(ctx: Context, fact: Fact, outer: Branch, width: float) -> Stack:
    look, side, air = ctx.look, 44.0 * ctx.look.unit, ctx.look.edition.air
    entry, room = outer.add("LI"), width - side - look.pad
    label = ctx.plain(fact.label, look.coloured(look.panel, "brand"), entry.add("Lbl"), room)
    words = ctx.text(fact.spans, look.body, entry.add("LBody"), room)
    shown = icon(ctx, fact.icon, 26.0 * look.unit, "brand", fact.at)
    columns = (
        Column(look.pad, Stack((shown,), padding=(2, 0))),
        Column(side, Stack((label, words))),
    )
    frame = Frame(width, look.brand.corner, look.colours["rule"])
    return Stack((Beside(columns),), padding=(8 * air, 8 * air), behind=frame)
