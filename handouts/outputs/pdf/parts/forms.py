"""Fields to fill in by pen: labels, lines at least 8 mm apart, boxes at least 4 mm wide."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import NamedTuple

from ....meaning.document import Field, FillIn
from ....meaning.naming import key, named, of_fact
from ....meaning.spans import Given, Spans, Strong, Text, plain
from ..boxes.box import Box, height
from ..boxes.kinds import RULE, Painted, Ruled, TextBox, Typed, baseline_drop
from ..boxes.stacks import Beside, Column, Stack
from ..ink.outlines import line, rect, stroke
from ..ink.sheet import Sheet
from ..ink.tags import Branch
from ..look import TICK
from ..paths import ellipse
from ..text.lines import Style, longest_run, natural, width_of
from .context import Context

SPACE = 20.0  # points between two fields on a line
WORD = 0.5  # of the type size: between a label and the number beside it
EDGE = 1.1  # points: the line around a box to tick
LINES = 2  # a value of more lines than that gets the whole width
# points: before a line to write on, between options, after a box
AFTER_LABEL, BETWEEN, BESIDE = 6.0, 12.0, 5.0
SHARE = 0.55  # of the width: a label that is shorter stands on the line itself


def fill_in(ctx: Context, part: FillIn, parent: Branch, width: float) -> list[Box]:
    """Fields one below the other; two of half width that follow each other share a line."""
    out: list[Box] = []
    waiting: Stack | None = None
    half = (width - SPACE) / 2
    fields = [_written(ctx, field) for field in part.fields]
    labels = [ctx.tokens((Text(one.asks),), ctx.look.body) for one in fields if one.options]
    aligned = max((natural(label, ctx.look.body) for label in labels), default=0.0)
    for field in fields:
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
    words = f"{field.label}:" if field.told else field.label
    label = ctx.plain(words, style, parent.add("P"), width, balanced=True, before=6, keep=True)
    wide, one = width_of(label.lines[0], style), len(label.lines) == 1
    short = one and wide < SHARE * width and not (field.told and _long(ctx, field, width))
    if short and field.lines == 1 and not field.grows:
        return [_on_one_line(ctx, label, field, width, parent)]
    if field.told:
        needed = ctx.text((Text(field.told),), style, None, width - AFTER_LABEL)
        field = replace(field, lines=max(field.lines, len(needed.lines)))
    lines = _ruled(ctx, field, parent, width)
    return [label, lines] if field.grows else [Stack((label, lines), before=6, after=6)]


def _written(ctx: Context, field: Field) -> Field:
    """A field with what is told of one patient in it, or as words where it cannot stand in one."""
    if field.told and not ctx.look.edition.on_paper and ctx.look.types(field.told):
        return replace(field, value=(), options=field.offered)
    return replace(field, told="")


def _typed(ctx: Context, field: Field, element: int) -> Typed:
    """What a field is on a screen."""
    label = field.label or field.spoken
    asked = named("fill" if field.label else "answer", label)
    name = of_fact(field.fact) if field.fact else field.name or asked
    return Typed(name, label, ctx.look.body.size, element, value=field.told)


def _told(field: Field) -> Spans:
    """What a field says that is filled in already: its label, then its value."""
    return (Strong(f"{field.label}:"), Text(" "), *field.value)


def _long(ctx: Context, field: Field, width: float) -> bool:
    """Whether the value of a field needs more than its share of a line."""
    style = ctx.look.body
    if field.told:
        words = ctx.tokens((Text(f"{field.label}: {field.told}"),), style)
        return not field.options and natural(words, style) > width - 2 * AFTER_LABEL
    if not field.value or field.large:
        return False
    return len(ctx.cut(_told(field), style).lines(style, width)) > LINES


def _called(ctx: Context, field: Field, parent: Branch, width: float) -> Box:
    """A number to call, large enough to be read from across a kitchen, with what belongs to it
    below."""
    look, outer, value = ctx.look, parent.add("P"), field.value
    first = next((place for place, span in enumerate(value) if isinstance(span, Given)), 0)
    called, rest = f"{field.label}: {plain(value[:first])}".strip(), plain(value[first + 1 :])
    # What is heard is one sentence: the spaces and commas that lines and sizes stand for are said,
    # too.
    label = ctx.plain(called, look.strong, outer.add("Span", actual=f"{called} "), width)
    call = _one_line(ctx, value[first : first + 1], width)
    number = ctx.text(value[first : first + 1], call, outer.add("Span"), width)
    wide = width_of(label.lines[0], look.strong) + look.strong.size * WORD
    drop = baseline_drop(call) - baseline_drop(look.strong)
    boxes: tuple[Box, ...] = (label, number)
    if len(number.lines) == 1 and wide + width_of(number.lines[0], call) <= width:
        left, right = Stack((label,), padding=(drop, 0)), Stack((number,))
        boxes = (Beside((Column(0, left), Column(wide, right))),)
    note = rest.strip(" ,")
    if note:
        boxes = (*boxes, ctx.plain(note, look.narrow, outer.add("Span", actual=rest), width))
    return Stack(boxes, before=4, after=6)


def _one_line(ctx: Context, number: Spans, width: float) -> Style:
    """Display type, as large as lets a ``number`` stand on one line of ``width`` points, or at
    least what of it belongs together, but never smaller than what stands around it."""
    look = ctx.look
    items = ctx.tokens(number, look.call)
    for wide in (natural(items, look.call), longest_run(items, look.call)):
        size = math.floor(look.call.size * min(1, width / (wide or width)) * 10) / 10
        if size >= look.strong.size:
            break
    size = max(look.strong.size, size)
    return look.call._replace(size=size, leading=look.call.leading * size / look.call.size)


def _ruled(ctx: Context, field: Field, parent: Branch, width: float) -> Ruled:
    """Lines to write on; on a screen one field for all of them."""
    look, element = ctx.look, parent.add("Form").number
    typed = None if look.edition.on_paper else _typed(ctx, field, element)
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
        sheet.artifact(stroke(self.colour), f"{RULE} w {line(start, y, end, y)} S")
        self.typed.paint(sheet, (start, y + RULE, end, y + self.pitch - 2))


def _on_one_line(ctx: Context, box: TextBox, field: Field, width: float, parent: Branch) -> Box:
    look, wide = ctx.look, width_of(box.lines[0], ctx.look.body)
    typed = _typed(ctx, field, parent.add("Form").number)
    art = OneLine(box, wide, width, look.pitch, look.colours["quiet"], typed)
    return Painted(look.pitch, art, after=4)


class Option(NamedTuple):
    """A box to tick, or a circle of which one is, with its words: how far from the start edge, on
    which line."""

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
        for offset, row, words, typed in self.options:
            high = top - row * self.pitch
            low, start = high - self.pitch + 3, x + offset
            sheet.artifact(stroke(self.colour), f"{EDGE} w {edge(typed, start, low, tick)} S")
            typed.paint(sheet, (start, low, start + tick, low + tick))
            words.draw(sheet, start + tick + BESIDE, high - drop, 0, 1)


def edge(typed: Typed, x: float, y: float, size: float) -> str:
    """The outline of a box to tick, or of a circle where one of several is chosen."""
    if typed.kind != "choice":
        return rect(x, y, size, size)
    half = size / 2
    return ellipse(x + half, y + half, half, half)


def _options(ctx: Context, field: Field, parent: Branch, width: float, aligned: float) -> Box:
    """A label ``aligned`` with others, then a box to tick for each option, on as many lines as that
    takes."""
    look, style, tick = ctx.look, ctx.look.body, TICK * ctx.look.unit
    asked = f"{field.label}:" if field.told else field.asks
    label = ctx.plain(asked, style, parent.add("P"), width)
    if len(label.lines) > 1:
        message = f"the label '{field.label}' does not fit on a line with its options"
        ctx.fail(field.at, message, "use a shorter label")
    start = at = max(width_of(label.lines[0], style), aligned) + BETWEEN
    row = 0
    placed: list[Option] = []
    group: int | None = None
    for option in field.options:
        element = parent.add("Form").number
        group = element if group is None else group
        typed = _option(_typed(ctx, field, element)._replace(size=tick), field, option, group)
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


def _option(typed: Typed, field: Field, option: str, group: int) -> Typed:
    """An option as a field of its own, or as a choice of one with the others of its ``group``."""
    typed = typed._replace(
        label=f"{field.label}: {option}", value=option if field.told == option else ""
    )
    if field.choose == "one":
        return typed._replace(kind="choice", option=option, group=group)
    return typed._replace(kind="tick", name=f"{typed.name}.{key(option)}")
