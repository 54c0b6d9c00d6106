"""Panels and cards: parts set apart, told by title, icon and border as well as by colour."""

from __future__ import annotations

from collections.abc import Callable

from ....document import Fact, Facts, Panel
from ..boxes.kinds import Beside, Box, Painted, SplitPanel, Stack, height
from ..ink.sheet import Sheet
from ..ink.tags import Element
from ..look import HALF, ICONS
from .context import Context
from .pictures import icon, icon_painter

ABOVE = 1.25  # lines of a section heading that a panel leaves room for on its page
HEAD_ICON = 26.0  # points: an icon and the gap after it
BAR = 4.0  # points: the bar at a panel's start edge
Ground = Callable[[Sheet, float, float, float], None]  # paints a ground: sheet, x, top, height

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


def panel(ctx: Context, part: Panel, parent: Element, width: float) -> Box:
    look = ctx.look
    section = parent.add("Sect")
    inner = width - 2 * ctx.look.pad - BAR
    colour = {"emergency": "on-alarm", "warning": "ink"}.get(part.role, "brand")
    painter = _painter(ctx, part.role, colour)
    wide = HEAD_ICON * look.unit if painter else 0.0

    def head(element: Element | None) -> list[Box]:
        if not part.title:
            return []
        title = ctx.plain(part.title, look.coloured(look.panel, colour), element, inner - wide, balanced=True)
        return [Beside([(wide, Stack([title])), *([(0, Stack([painter]))] if painter else [])], middle=True)]

    heads = head(section.add("P")) if part.title else []
    outer, ctx.inside = ctx.inside, part.role in EDGE
    boxes = ctx.parts(part.parts, section, inner)
    ctx.inside = outer
    alarm = part.role == "emergency"
    band = height(heads[0]) + ctx.look.pad if heads else 0.0
    behind = _alarm(ctx, band, width) if alarm else _ground(ctx, part.role, width)
    above = ctx.look.pad / 2 if alarm and heads else ctx.look.pad
    below = (ctx.look.pad / 2 + HALF * 0.8 if alarm else HALF * 0.5) if heads else 0.0
    space = 1.3 * HALF
    if heads:
        heads[0].after = below
    whole = Stack([*heads, *boxes], space, space, False, ctx.look.pad + BAR, (above, ctx.look.pad), behind)
    fixed = look.edition.fixed  # it must fit, and is told if it does not
    if fixed or height(whole) - whole.give <= ctx.depth - ABOVE * look.section.leading:
        return whole

    def paint(sheet: Sheet, x: float, top: float, tall: float, again: bool) -> None:
        behind(sheet, x, top, tall)
        for box in head(None) if again else heads:  # once only for those who listen
            box.draw(sheet, x + ctx.look.pad + BAR, top - above, 0, 1)

    top = above + (height(heads[0]) + max(below, boxes[0].before) if heads else 0.0)
    return SplitPanel(top, boxes, ctx.look.pad + BAR, ctx.look.pad, paint, space, space)


def _painter(ctx: Context, role: str, colour: str) -> Painted | None:
    name = ICONS[role]
    shown = colour if colour != "ink" else "advice-line"
    return icon_painter(ctx, name, 20.0 * ctx.look.unit, shown) if name else None


def _ground(ctx: Context, role: str, width: float) -> Ground:
    look = ctx.look
    ground, edge = look.colours[GROUND[role]], look.colours[EDGE.get(role, "brand")]

    def behind(sheet: Sheet, x: float, top: float, tall: float) -> None:
        fill = f"{ground} rg {x:.2f} {top - tall:.2f} {width:.2f} {tall:.2f} re f "
        bar = f"{edge} rg {x:.2f} {top - tall:.2f} {BAR:g} {tall:.2f} re f"
        frame = f" {edge} RG 1 w {look.oblong(x, top, width, tall, 0.5)} S"
        shape = f"q {look.oblong(x, top, width, tall)} W n {fill if GROUND[role] != 'paper' else ''}{bar} Q"
        sheet.artifact(shape + (frame if look.frame or role in ("warning", "control", "contact") else ""))

    return behind


def _alarm(ctx: Context, band: float, width: float) -> Ground:
    """The emergency panel: a dark head and a heavy frame, so that no copy can lose it."""
    look = ctx.look
    colour, tint, edge = (look.colours[name] for name in ("alarm", "emergency-tint", "emergency"))
    heavy = 4.0 if look.frame else 2.5  # points

    def behind(sheet: Sheet, x: float, top: float, tall: float) -> None:
        sheet.artifact(
            f"q {look.oblong(x, top, width, tall)} W n {tint} rg {x:.2f} {top - tall:.2f} {width:.2f} {tall:.2f} re f "
            f"{colour} rg {x:.2f} {top - band:.2f} {width:.2f} {band:.2f} re f Q "
            f"{edge} RG {heavy} w {look.oblong(x, top, width, tall, heavy / 2)} S"
        )

    return behind


def facts(ctx: Context, part: Facts, parent: Element, width: float) -> list[Box]:
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
        for card in pair:
            card.rows = (tall,)
        columns = [(i * (each + space), card) for i, card in enumerate(pair)]
        rows.append(
            Beside(columns, before=space, after=space, keep=_kept(number // count, -(-len(cards) // count), count))
        )
    return rows


def _kept(row: int, rows: int, columns: int) -> bool:
    """Cards stay together; in one column only the first two and the last two."""
    return row < rows - 1 and (columns > 1 or row in (0, rows - 2))


def _fact(ctx: Context, fact: Fact, outer: Element, width: float) -> Stack:
    look, side, air = ctx.look, 44.0 * ctx.look.unit, ctx.look.edition.air
    entry = outer.add("LI")
    label = ctx.plain(fact.label, look.coloured(look.panel, "brand"), entry.add("Lbl"), width - side - ctx.look.pad)
    words = ctx.text(fact.spans, look.body, entry.add("LBody"), width - side - ctx.look.pad)
    painter = icon(ctx, fact.icon, 26.0 * look.unit, "brand", fact.at)
    rule = look.colours["rule"]

    def behind(sheet: Sheet, x: float, top: float, tall: float) -> None:
        sheet.artifact(f"{rule} RG 1 w {look.oblong(x, top, width, tall, 0.5)} S")

    inner = Beside([(ctx.look.pad, Stack([painter], padding=(2, 0))), (side, Stack([label, words]))])
    return Stack([inner], padding=(8 * air, 8 * air), behind=behind)
