"""The margin of a proof: notes beside the parts they belong to, and numbers of lines."""

from __future__ import annotations

from dataclasses import dataclass

from ....meaning.document import Noted
from ....meaning.spans import Text
from ..boxes.box import Box, height
from ..boxes.stacks import Beside, Column, Stack
from ..ink.outlines import line, stroke
from ..ink.sheet import Sheet
from ..ink.tags import Branch
from ..look import HALF, Look
from ..text.cutting import tokens
from ..text.lines import natural
from .context import Context

GAP = 14.0  # points between the text and its notes
SAME = 4.0  # points: baselines as near as that are one line
BEFORE = 7.0  # points between the number of a line and the line
RULE = 5.0  # points between the rule at the start of a note and its words


@dataclass(frozen=True, slots=True)
class Rule:
    """A line at the start edge of notes."""

    colour: str

    def paint(self, sheet: Sheet, x: float, top: float, tall: float) -> None:
        sheet.artifact(stroke(self.colour), f"1 w {line(x - RULE, top, x - RULE, top - tall)} S")


def noted(ctx: Context, part: Noted, parent: Branch, width: float) -> list[Box]:
    """The boxes of a part with its notes in the margin; below it where it is higher than a page."""
    boxes = ctx.parts((part.part,), parent, width)
    if not part.notes:
        return boxes
    section, style, apart = parent.add("Div"), ctx.look.small, HALF * 0.4
    room = (ctx.look.edition.aside or width) - GAP - RULE
    notes = tuple(
        ctx.text(note, style, section.add("P"), room, before=apart, after=apart)
        for note in part.notes
    )
    text, column = Stack(tuple(boxes)), Stack(notes, behind=Rule(ctx.look.colours["rule"]))
    if not boxes or max(height(text), height(column)) > ctx.depth:
        return [*boxes, *notes]
    columns = (Column(0, text), Column(width + GAP, column))
    return [Beside(columns, before=max(boxes[0].before, HALF), after=max(boxes[-1].after, HALF))]


def line_numbers(look: Look, sheet: Sheet, start: float, end: float) -> None:
    """Numbers, from 1 on each page, before the lines that begin between ``start`` and ``end``."""
    style = look.furniture
    rows: list[float] = []
    for y in sorted((y for x, y in sheet.baselines if start - SAME <= x < end), reverse=True):
        if not rows or rows[-1] - y > SAME:
            rows.append(y)
    for number, y in enumerate(rows, 1):
        words = tokens((Text(str(number)),), style, {})
        sheet.text([tuple(words)], style, start - BEFORE - natural(words, style), y, None)
