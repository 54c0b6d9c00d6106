"""Panels and cards: parts set apart, told by title, icon and border as well as by colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...document import Fact, Facts, Panel
from .boxes import Beside, Box, Stack, height
from .look import HALF, PAD
from .pictures import icon, icon_painter
from .sheet import Sheet
from .tags import Element

if TYPE_CHECKING:
    from .story import Story

ICONS = {
    "message": "",
    "note": "help",
    "tip": "check",
    "warning": "warning",
    "emergency": "emergency",
    "contact": "phone",
    "control": "",
}
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


def panel(story: Story, part: Panel, parent: Element, width: float) -> Box:
    look = story.look
    section = parent.add("Sect")
    inner = width - 2 * PAD - 4
    colour = {"emergency": "paper", "warning": "ink"}.get(part.role, "brand")
    style = look.coloured(look.panel, colour)
    name = ICONS[part.role]
    wide = 26.0 if name else 0.0
    head: list[Box] = []
    if part.title:
        title = story.plain(part.title, style, section.add("P"), inner - wide, balanced=True)
        painter = icon_painter(story.icons, name, 20.0, colour if colour != "ink" else "advice-line") if name else None
        head = [Beside([(wide, Stack([title])), *([(0, Stack([painter]))] if painter else [])], middle=True)]
    boxes = story.parts(part.parts, section, inner)
    if part.role == "emergency":
        return _alarm(story, head, boxes, width)
    if head and boxes:
        head[0].after = HALF * 0.5
    ground, edge = look.colours[GROUND[part.role]], look.colours[EDGE.get(part.role, "brand")]

    def behind(sheet: Sheet, x: float, top: float, tall: float) -> None:
        fill = (
            f"{ground} rg {x:.2f} {top - tall:.2f} {width:.2f} {tall:.2f} re f " if GROUND[part.role] != "paper" else ""
        )
        bar = f"{edge} rg {x:.2f} {top - tall:.2f} 4 {tall:.2f} re f"
        frame = f" {edge} RG 1 w {x + 0.5:.2f} {top - tall + 0.5:.2f} {width - 1:.2f} {tall - 1:.2f} re S"
        sheet.artifact(fill + bar + (frame if part.role in ("warning", "control", "contact") else ""))

    return Stack([*head, *boxes], 1.3 * HALF, 1.3 * HALF, False, PAD + 4, (PAD, PAD), behind)


def _alarm(story: Story, head: list[Box], boxes: list[Box], width: float) -> Box:
    """The emergency panel: a dark head and a heavy frame, so that no copy can lose it."""
    band = height(head[0]) + PAD if head else 0.0
    colour, tint = story.look.colours["emergency"], story.look.colours["emergency-tint"]

    def behind(sheet: Sheet, x: float, top: float, tall: float) -> None:
        sheet.artifact(
            f"{tint} rg {x:.2f} {top - tall:.2f} {width:.2f} {tall:.2f} re f "
            f"{colour} rg {x:.2f} {top - band:.2f} {width:.2f} {band:.2f} re f "
            f"{colour} RG 2.5 w {x + 1.25:.2f} {top - tall + 1.25:.2f} {width - 2.5:.2f} {tall - 2.5:.2f} re S"
        )

    if head:
        head[0].after = PAD / 2 + HALF * 0.8
    padding = (PAD / 2 if head else PAD, PAD)
    return Stack([*head, *boxes], 1.3 * HALF, 1.3 * HALF, False, PAD + 4, padding, behind)


def facts(story: Story, part: Facts, parent: Element, width: float) -> list[Box]:
    """Cards with icons, two beside each other."""
    space = 9.0
    each = (width - space) / 2
    outer = parent.add("L", attributes="/O/List/ListNumbering/None")
    cards = [_fact(story, fact, outer, each) for fact in part.items]
    rows: list[Box] = []
    for number in range(0, len(cards), 2):
        pair = cards[number : number + 2]
        tall = max(height(card) for card in pair)
        for card in pair:
            card.rows = (tall,)
        columns = [(i * (each + space), card) for i, card in enumerate(pair)]
        rows.append(Beside(columns, before=space, after=space, keep=number + 2 < len(cards)))
    return rows


def _fact(story: Story, fact: Fact, outer: Element, width: float) -> Stack:
    look, side = story.look, 44.0
    entry = outer.add("LI")
    label = story.plain(fact.label, look.coloured(look.panel, "brand"), entry.add("Lbl"), width - side - PAD)
    words = story.text(fact.spans, look.body, entry.add("LBody"), width - side - PAD)
    painter = icon(story, fact.icon, 26.0, "brand", fact.at)
    rule = look.colours["rule"]

    def behind(sheet: Sheet, x: float, top: float, tall: float) -> None:
        sheet.artifact(f"{rule} RG 1 w {x + 0.5:.2f} {top - tall + 0.5:.2f} {width - 1:.2f} {tall - 1:.2f} re S")

    inner = Beside([(PAD, Stack([painter], padding=(2, 0))), (side, Stack([label, words]))])
    return Stack([inner], padding=(8, 8), behind=behind)
