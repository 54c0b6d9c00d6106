"""Fields to fill in by pen: labels, lines at least 8 mm apart, boxes at least 4 mm wide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ....meaning.document import Field, FillIn
from ....meaning.spans import Given, Spans, Strong, Text, plain
from ..boxes.box import Box, height
from ..boxes.kinds import Painted, Ruled, TextBox, Typed, baseline_drop
from ..boxes.stacks import Beside, Column, Stack
from ..ink.marks import FieldArea
from ..ink.outlines import line, rect, stroke
from ..ink.sheet import Sheet
from ..ink.tags import Branch
from ..look import TICK
from ..text.lines import natural, set_lines, width_of
from .context import Context

SPACE = 20.0  # points between two fields on a line
WORD = 0.5  # of the type size: between a label and the number beside it
LINES = 2  # a value of more lines than that gets the whole width
# points: before a line to write on, between options, after a box
AFTER_LABEL, BETWEEN, BESIDE = 6.0, 12.0, 5.0
SHARE = 0.55  # of the width: a label that is shorter stands on the line itself


def fill_in(ctx: Context, part: FillIn, parent: Branch, width: float) -> list[Box]:
    """Fields one below the other; two of half width that follow each other share a line."""
    out: list[Box] = []
    waiting: Stack | None = None
    half = (width - SPACE) / 2
    labels = [
        ctx.tokens((Text(field.label),), ctx.look.body) for field in part.fields if field.options
    ]
    aligned = max((natural(label, ctx.look.body) for label in labels), default=0.0)
    for field in part.fields:
        alone = field.width == "full" or field.grows or ctx.look.edition.columns == 1
        if alone or _long(ctx, field, half):
            waiting = None
            out.extend(_field(ctx, field, parent, width, aligned))
            continue
        stack = Stack(tuple(_field(ctx, field, parent, half, aligned)))
        if waiting is None:
            waiting = stack
            out.append(Beside((Column(0, stack),)))
        else:
            out[-1] = Beside((Column(0, waiting), Column(half + SPACE, stack)))
            waiting = None
    return out


def _field(ctx: Context, field: Field, parent: Branch, width: float, aligned: float) -> list[Box]:
    if field.value and field.large:
        return [_called(ctx, field, parent, width)]
    if field.value:
        box = ctx.text(_told(field), ctx.look.narrow, parent.add("P"), width)
        return [Stack((box,), before=4, after=4)]
    if field.options:
        return [_options(ctx, field, parent, width, aligned)]
    if not field.label:
        return [_ruled(ctx, field, parent, width)]
    style = ctx.look.body
    label = ctx.plain(
        field.label, style, parent.add("P"), width, balanced=True, before=6, keep=True
    )
    wide, one = width_of(label.lines[0], style), len(label.lines) == 1
    if one and wide < SHARE * width and field.lines == 1 and not field.grows:
        return [_on_one_line(ctx, label, field.label, wide, width, parent)]
    lines = _ruled(ctx, field, parent, width)
    return [label, lines] if field.grows else [Stack((label, lines), before=6, after=6)]


def _told(field: Field) -> Spans:
    """What a field says that is filled in already: its label, then its value."""
    return (Strong(f"{field.label}:"), Text(" "), *field.value)


def _long(ctx: Context, field: Field, width: float) -> bool:
    """Whether the value of a field needs more than its share of a line; a number to call is one
    word."""
    if not field.value:
        return False
    if field.large:
        number = ctx.tokens(field.value[(first := _given(field.value)) : first + 1], ctx.look.call)
        return natural(number, ctx.look.call) > width
    style = ctx.look.body
    return len(set_lines(ctx.tokens(_told(field), style), style, width)) > LINES


def _called(ctx: Context, field: Field, parent: Branch, width: float) -> Box:
    """A number to call, large enough to be read from across a kitchen, with what belongs to it
    below."""
    look, outer, value = ctx.look, parent.add("P"), field.value
    first = _given(value)
    called, rest = f"{field.label}: {plain(value[:first])}".strip(), plain(value[first + 1 :])
    # What is heard is one sentence: the spaces and commas that lines and sizes stand for are said,
    # too.
    label = ctx.plain(called, look.strong, outer.add("Span", actual=f"{called} "), width)
    number = ctx.text(value[first : first + 1], look.call, outer.add("Span"), width)
    wide = width_of(label.lines[0], look.strong) + look.strong.size * WORD
    drop = baseline_drop(look.call) - baseline_drop(look.strong)
    boxes: tuple[Box, ...] = (label, number)
    if len(number.lines) == 1 and wide + width_of(number.lines[0], look.call) <= width:
        left, right = Stack((label,), padding=(drop, 0)), Stack((number,))
        boxes = (Beside((Column(0, left), Column(wide, right))),)
    note = rest.strip(" ,")
    if note:
        boxes = (*boxes, ctx.plain(note, look.narrow, outer.add("Span", actual=rest), width))
    return Stack(boxes, before=4, after=6)


def _given(value: Spans) -> int:
    """Where in a value the number stands."""
    return next((place for place, span in enumerate(value) if isinstance(span, Given)), 0)


def _ruled(ctx: Context, field: Field, parent: Branch, width: float) -> Ruled:
    """Lines to write on; on a screen one field for all of them."""
    look = ctx.look
    typed = Typed(field.label or field.spoken, look.body.size, parent.add("Form").number)
    after, ink = 6 if field.label else 8, look.colours["quiet"]
    return Ruled(field.lines, look.pitch, width, ink, field.grows, typed, after=after)


@dataclass(frozen=True, slots=True)
class OneLine:
    """A label, ``wide`` points, at the start of the line to write on."""

    label: TextBox
    wide: float
    width: float
    pitch: float
    colour: str
    typed: Typed

    def paint(self, sheet: Sheet, x: float, top: float) -> None:
        drop = self.pitch - height(self.label)
        self.label.draw(sheet, x, top - drop, 0, 1)
        y, start, end = top - self.pitch + 2, x + self.wide + AFTER_LABEL, x + self.width
        sheet.artifact(stroke(self.colour), f"0.8 w {line(start, y, end, y)} S")
        label, size, element = self.typed
        area = (start, y + 1, end, y + self.pitch - 3)
        sheet.field(FieldArea(label, "text", area, size), element)


def _on_one_line(
    ctx: Context, box: TextBox, label: str, wide: float, width: float, parent: Branch
) -> Box:
    look = ctx.look
    typed = Typed(label, look.body.size, parent.add("Form").number)
    art = OneLine(box, wide, width, look.pitch, look.colours["quiet"], typed)
    return Painted(look.pitch, art, after=4)


class Option(NamedTuple):
    """A box to tick with its words: how far from the start edge, on which line."""

    offset: float
    row: int
    words: TextBox
    typed: Typed


@dataclass(frozen=True, slots=True)
class Options:
    """A label, then boxes to tick, each ``tick`` points wide."""

    label: TextBox
    options: tuple[Option, ...]
    tick: float
    pitch: float
    colour: str

    def paint(self, sheet: Sheet, x: float, top: float) -> None:
        tick, drop = self.tick, self.pitch - self.label.style.leading
        self.label.draw(sheet, x, top - drop, 0, 1)
        for offset, row, words, (label, size, element) in self.options:
            high = top - row * self.pitch
            low, start = high - self.pitch + 3, x + offset
            sheet.artifact(stroke(self.colour), f"1.1 w {rect(start, low, tick, tick)} S")
            area = (start, low, start + tick, low + tick)
            sheet.field(FieldArea(label, "tick", area, size), element)
            words.draw(sheet, start + tick + BESIDE, high - drop, 0, 1)


def _options(ctx: Context, field: Field, parent: Branch, width: float, aligned: float) -> Box:
    """A label ``aligned`` with others, then a box to tick for each option, on as many lines as that
    takes."""
    look, style, tick = ctx.look, ctx.look.body, TICK * ctx.look.unit
    label = ctx.plain(field.label, style, parent.add("P"), width)
    start = at = max(width_of(label.lines[0], style), aligned) + BETWEEN
    row = 0
    placed: list[Option] = []
    for option in field.options:
        typed = Typed(f"{field.label}: {option}", tick, parent.add("Form").number)
        box = ctx.plain(option, style, parent.add("P"), width)
        wide = tick + BESIDE + width_of(box.lines[0], style)
        if at + wide > width and placed:
            at, row = min(start, width - wide), row + 1
        if at + wide > width or len(box.lines) > 1:
            message = f"the options of '{field.label}' do not fit on a line"
            ctx.fail(field.at, message, "use fewer or shorter options")
        placed.append(Option(at, row, box, typed))
        at += wide + BETWEEN
    art = Options(label, tuple(placed), tick, look.pitch, look.colours["ink"])
    return Painted((row + 1) * look.pitch, art, after=4)
