"""Fields to fill in by pen: labels, lines at least 8 mm apart, boxes at least 4 mm wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...document import Field, FillIn, Strong, Text
from .boxes import Beside, Box, Painted, Ruled, Stack, TextBox, height
from .lines import width_of
from .look import PITCH, TICK
from .sheet import Sheet
from .tags import Element

if TYPE_CHECKING:
    from .story import Story

SPACE = 20.0  # points between two fields on a line


def fill_in(story: Story, part: FillIn, parent: Element, width: float) -> list[Box]:
    """Fields one below the other; two of half width that follow each other share a line."""
    out: list[Box] = []
    waiting: Stack | None = None
    half = (width - SPACE) / 2
    for field in part.fields:
        if field.width == "full" or field.grows:
            waiting = None
            out.extend(_field(story, field, parent, width))
            continue
        stack = Stack(_field(story, field, parent, half))
        if waiting is None:
            waiting = stack
            out.append(Beside([(0, stack)]))
        else:
            out[-1] = Beside([(0, waiting), (half + SPACE, stack)])
            waiting = None
    return out


def _field(story: Story, field: Field, parent: Element, width: float) -> list[Box]:
    ink = story.look.colours["quiet"]
    if field.value:
        spans = (Strong(f"{field.label}:"), Text(f" {field.value}"))
        box = story.text(spans, story.look.body, parent.add("P"), width)
        above = PITCH - story.look.body.leading  # level with the label of an empty field beside it
        return [Stack([box], after=4, padding=(above, 0))]
    if field.options:
        return [_options(story, field, parent, width)]
    if not field.label:
        return [Ruled(field.lines, PITCH, width, ink, after=4)]
    label = story.plain(field.label, story.look.body, parent.add("P"), width, balanced=True)
    wide = width_of(label.lines[0], story.look.body)
    if len(label.lines) == 1 and wide < 0.55 * width and field.lines == 1 and not field.grows:
        return [_on_one_line(label, wide, width, ink)]
    label.before, label.keep = 6, True
    lines = Ruled(field.lines, PITCH, width, ink, after=6, grows=field.grows)
    return [label, lines] if field.grows else [Stack([label, lines], before=6, after=6)]


def _on_one_line(label: TextBox, wide: float, width: float, ink: str) -> Box:
    """The label at the start of its line."""
    drop = PITCH - height(label)

    def paint(sheet: Sheet, x: float, top: float) -> None:
        label.draw(sheet, x, top - drop, 0, 1)
        y = top - PITCH + 2
        sheet.artifact(f"{ink} RG 0.8 w {x + wide + 6:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S")

    return Painted(PITCH, paint, after=4)


def _options(story: Story, field: Field, parent: Element, width: float) -> Box:
    """A label, then a box to tick for each option."""
    style, ink = story.look.body, story.look.colours["ink"]
    label = story.plain(field.label, style, parent.add("P"), width)
    at = width_of(label.lines[0], style) + 12
    placed: list[tuple[float, TextBox]] = []
    for option in field.options:
        box = story.plain(option, style, parent.add("P"), width)
        placed.append((at, box))
        at += TICK + 5 + width_of(box.lines[0], style) + 12
    if at - 12 > width:
        story.fail(field.at, f"the options of '{field.label}' do not fit on a line", "use fewer or shorter options")
    drop = PITCH - style.leading

    def paint(sheet: Sheet, x: float, top: float) -> None:
        label.draw(sheet, x, top - drop, 0, 1)
        for offset, box in placed:
            bottom = top - PITCH + 3
            sheet.artifact(f"{ink} RG 1.1 w {x + offset:.2f} {bottom:.2f} {TICK:g} {TICK:g} re S")
            box.draw(sheet, x + offset + TICK + 5, top - drop, 0, 1)

    return Painted(PITCH, paint, after=4)
