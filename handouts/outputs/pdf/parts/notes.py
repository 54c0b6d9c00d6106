"""The margin of a proof: notes beside the parts they belong to, and numbers of lines."""

from __future__ import annotations

from ....meaning.document import Noted
from ....meaning.spans import Text
from ....source.values import value
from ..boxes.box import Box, Repeating, height
from ..boxes.box import stacked as tall
from ..boxes.broken import Margined
from ..boxes.stacks import Beside, Column, Stack
from ..ink.outlines import line, pen, stroke
from ..ink.sheet import Sheet
from ..ink.tags import Branch
from ..look import Look
from ..text.cutting import tokens
from ..text.lines import natural
from .context import Context

SAME = 4.0  # points: baselines as near as that are one line
APART = 0.9  # of their size: numbers of lines that are nearer would be printed over each other


@value
class Rule:
    """A line ``width`` points wide before the start edge of notes, ``off`` points away."""

    colour: str
    width: float
    off: float

    def paint(self, sheet: Sheet, x: float, top: float, tall: float) -> None:
        at = x - self.off
        drawn = f"{pen(self.width)} {line(at, top, at, top - tall)} S"
        sheet.artifact(stroke(self.colour), drawn)


def noted(ctx: Context, part: Noted, parent: Branch, width: float) -> list[Box]:
    """The boxes of a part with its notes in the margin; where it is higher than a page, on the
    pages it goes on on, or below it where it cannot."""
    boxes = ctx.parts((part.part,), parent, width)
    if not part.notes:
        return boxes
    section, style, theme = parent.add("Div"), ctx.look.small, ctx.look.theme
    space, inset = theme.columns.notes, theme.insets.note
    apart, half = theme.gaps.note, theme.gaps.half
    room = (ctx.look.edition.aside or width) - space - inset
    notes = tuple(
        ctx.text(note, style, section.add("P"), room, before=apart, after=apart)
        for note in part.notes
    )
    rule = Rule(ctx.look.colours["rule"], theme.rules.note, inset)
    text, column = Stack(tuple(boxes)), Stack(notes, behind=rule)
    if not boxes or max(height(text), height(column)) > ctx.depth:
        if len(boxes) != 1 or not isinstance(boxes[0], Repeating) or tall(notes) > boxes[0].high:
            return [*boxes, *notes]
        one, gaps = boxes[0], (max(boxes[0].before, half), max(boxes[0].after, half))
        return [Margined(one, width + space, notes, rule, before=gaps[0], after=gaps[1])]
    columns = (Column(0, text), Column(width + space, column))
    return [Beside(columns, before=max(boxes[0].before, half), after=max(boxes[-1].after, half))]


def line_numbers(look: Look, sheet: Sheet, start: float, end: float) -> None:
    """Numbers, from 1 on each page, before the lines that begin between ``start`` and ``end``."""
    style, at = look.furniture, start - look.theme.widths.line_number
    rows: list[float] = []
    near = max(SAME, APART * style.size)
    for y in sorted((y for x, y in sheet.baselines if start - SAME <= x < end), reverse=True):
        if not rows or rows[-1] - y > near:
            rows.append(y)
    for number, y in enumerate(rows, 1):
        words = tokens((Text(str(number)),), style, {})
        sheet.text([tuple(words)], style, at - natural(words, style), y, None)
