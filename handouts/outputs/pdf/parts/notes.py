"""The margin of a proof: notes beside the parts they belong to, and numbers of lines."""

from __future__ import annotations

from collections.abc import Callable

from ....document import Noted
from ....spans import Text
from ..boxes.kinds import Beside, Box, Stack, height
from ..ink.sheet import Sheet
from ..ink.tags import Element
from ..look import HALF
from ..text.lines import natural, tokens
from .context import Context

GAP = 14.0  # points between the text and its notes
SAME = 4.0  # points: baselines as near as that are one line
RULE = 5.0  # points between the rule at the start of a note and its words


def noted(ctx: Context, part: Noted, parent: Element, width: float) -> list[Box]:
    """The boxes of a part with its notes in the margin; below it where it is higher than a page."""
    boxes = ctx.parts((part.part,), parent, width)
    if not part.notes:
        return boxes
    section, style = parent.add("Div"), ctx.look.small
    room = (ctx.look.edition.aside or width) - GAP - RULE
    notes: list[Box] = [ctx.text(note, style, section.add("P"), room) for note in part.notes]
    for note in notes:
        note.before = note.after = HALF * 0.4
    text, column = Stack(boxes), Stack(notes, behind=_ruled(ctx))
    if not boxes or max(height(text), height(column)) > ctx.depth:
        return [*boxes, *notes]
    first, last = boxes[0], boxes[-1]
    return [Beside([(0, text), (width + GAP, column)], max(first.before, HALF), max(last.after, HALF))]


def _ruled(ctx: Context) -> Callable[[Sheet, float, float, float], None]:
    colour = ctx.look.colours["rule"]

    def behind(sheet: Sheet, x: float, top: float, tall: float) -> None:
        sheet.artifact(f"{colour} RG 1 w {x - RULE:.2f} {top:.2f} m {x - RULE:.2f} {top - tall:.2f} l S")

    return behind


def line_numbers(ctx: Context, sheet: Sheet, start: float, end: float) -> None:
    """Numbers, from 1 on each page, before the lines that begin between ``start`` and ``end``."""
    style = ctx.look.furniture
    rows: list[float] = []
    for y in sorted((y for x, y in sheet.baselines if start - SAME <= x < end), reverse=True):
        if not rows or rows[-1] - y > SAME:
            rows.append(y)
    for number, y in enumerate(rows, 1):
        words = tokens((Text(str(number)),), style, {})
        sheet.text([tuple(words)], style, start - 10 - natural(words, style), y, None)
