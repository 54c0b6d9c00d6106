"""Fields to fill in by pen: labels, lines at least 8 mm apart, boxes at least 4 mm wide."""

from __future__ import annotations

from ....document import Field, FillIn
from ....spans import Given, Spans, Strong, Text, plain
from ..boxes.kinds import Beside, Box, Oblong, Painted, Ruled, Stack, TextBox, baseline_drop, height
from ..ink.sheet import FieldArea, Sheet
from ..ink.tags import Element
from ..look import TICK
from ..text.lines import natural, set_lines, width_of
from .context import Context

SPACE = 20.0  # points between two fields on a line
WORD = 0.5  # of the type size: between a label and the number beside it
LINES = 2  # a value of more lines than that gets the whole width


def fill_in(ctx: Context, part: FillIn, parent: Element, width: float) -> list[Box]:
    """Fields one below the other; two of half width that follow each other share a line."""
    out: list[Box] = []
    waiting: Stack | None = None
    half = (width - SPACE) / 2
    labels = [ctx.tokens((Text(field.label),), ctx.look.body) for field in part.fields if field.options]
    aligned = max((natural(label, ctx.look.body) for label in labels), default=0.0)
    for field in part.fields:
        if field.width == "full" or field.grows or ctx.look.edition.columns == 1 or _long(ctx, field, half):
            waiting = None
            out.extend(_field(ctx, field, parent, width, aligned))
            continue
        stack = Stack(_field(ctx, field, parent, half, aligned))
        if waiting is None:
            waiting = stack
            out.append(Beside([(0, stack)]))
        else:
            out[-1] = Beside([(0, waiting), (half + SPACE, stack)])
            waiting = None
    return out


def _field(ctx: Context, field: Field, parent: Element, width: float, aligned: float) -> list[Box]:
    if field.value and field.large:
        return [_called(ctx, field, parent, width)]
    if field.value:
        box = ctx.text(_told(field), ctx.look.narrow, parent.add("P"), width)
        return [Stack([box], before=4, after=4)]
    if field.options:
        return [_options(ctx, field, parent, width, aligned)]
    if not field.label:
        return [_ruled(ctx, field, parent, width)]
    label = ctx.plain(field.label, ctx.look.body, parent.add("P"), width, balanced=True)
    wide = width_of(label.lines[0], ctx.look.body)
    if len(label.lines) == 1 and wide < 0.55 * width and field.lines == 1 and not field.grows:
        return [_on_one_line(ctx, label, field.label, wide, width, parent)]
    label.before, label.keep = 6, True
    lines = _ruled(ctx, field, parent, width)
    return [label, lines] if field.grows else [Stack([label, lines], before=6, after=6)]


def _told(field: Field) -> Spans:
    """What a field says that is filled in already: its label, then its value."""
    return (Strong(f"{field.label}:"), Text(" "), *field.value)


def _long(ctx: Context, field: Field, width: float) -> bool:
    """Whether the value of a field needs more than its share of a line."""
    if not field.value or field.large:
        return False
    style = ctx.look.body
    return len(set_lines(ctx.tokens(_told(field), style), style, width)) > LINES


def _called(ctx: Context, field: Field, parent: Element, width: float) -> Box:
    """A number to call, large enough to be read from across a kitchen, with what belongs to it below."""
    look, outer, value = ctx.look, parent.add("P"), field.value
    first = next((place for place, span in enumerate(value) if isinstance(span, Given)), 0)
    called, rest = f"{field.label}: {plain(value[:first])}".strip(), plain(value[first + 1 :])
    # What is heard is one sentence: the spaces and commas that lines and sizes stand for are said, too.
    label = ctx.plain(called, look.strong, outer.add("Span", actual=f"{called} "), width)
    number = ctx.text(value[first : first + 1], look.call, outer.add("Span"), width)
    wide = width_of(label.lines[0], look.strong) + look.strong.size * WORD
    drop = baseline_drop(look.call) - baseline_drop(look.strong)
    if wide + width_of(number.lines[0], look.call) <= width:
        boxes: list[Box] = [Beside([(0, Stack([label], padding=(drop, 0))), (wide, Stack([number]))])]
    else:
        boxes = [label, number]
    note = rest.strip(" ,")
    if note:
        boxes.append(ctx.plain(note, look.narrow, outer.add("Span", actual=rest), width))
    return Stack(boxes, before=4, after=6)


def _ruled(ctx: Context, field: Field, parent: Element, width: float) -> Ruled:
    """Lines to write on; on a screen one field for all of them."""
    look, element = ctx.look, parent.add("Form")
    label = field.label or field.spoken

    def typed(sheet: Sheet, rect: Oblong) -> None:
        sheet.field(FieldArea(label, "lines", rect, look.body.size, element))

    after, ink = 6 if field.label else 8, look.colours["quiet"]
    return Ruled(field.lines, look.pitch, width, ink, after=after, grows=field.grows, typed=typed)


def _on_one_line(ctx: Context, box: TextBox, label: str, wide: float, width: float, parent: Element) -> Box:
    """The label at the start of its line."""
    ink, pitch, size = ctx.look.colours["quiet"], ctx.look.pitch, ctx.look.body.size
    drop, element = pitch - height(box), parent.add("Form")

    def paint(sheet: Sheet, x: float, top: float) -> None:
        box.draw(sheet, x, top - drop, 0, 1)
        y, start = top - pitch + 2, x + wide + 6
        sheet.artifact(f"{ink} RG 0.8 w {start:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S")
        sheet.field(FieldArea(label, "text", (start, y + 1, x + width, y + pitch - 3), size, element))

    return Painted(pitch, paint, after=4)


def _options(ctx: Context, field: Field, parent: Element, width: float, aligned: float) -> Box:
    """A label ``aligned`` with others, then a box to tick for each option, on as many lines as that takes."""
    style, ink, tick, pitch = ctx.look.body, ctx.look.colours["ink"], TICK * ctx.look.unit, ctx.look.pitch
    label = ctx.plain(field.label, style, parent.add("P"), width)
    start = at = max(width_of(label.lines[0], style), aligned) + 12
    row = 0
    placed: list[tuple[float, int, TextBox, Element]] = []
    for option in field.options:
        element = parent.add("Form")
        box = ctx.plain(option, style, parent.add("P"), width)
        wide = tick + 5 + width_of(box.lines[0], style)
        if at + wide > width and placed:
            at, row = min(start, width - wide), row + 1
        if at + wide > width or len(box.lines) > 1:
            ctx.fail(field.at, f"the options of '{field.label}' do not fit on a line", "use fewer or shorter options")
        placed.append((at, row, box, element))
        at += wide + 12
    drop = pitch - style.leading

    def paint(sheet: Sheet, x: float, top: float) -> None:
        label.draw(sheet, x, top - drop, 0, 1)
        for (offset, row, box, element), option in zip(placed, field.options, strict=True):
            high = top - row * pitch
            bottom = high - pitch + 3
            sheet.artifact(f"{ink} RG 1.1 w {x + offset:.2f} {bottom:.2f} {tick:.2f} {tick:.2f} re S")
            rect = (x + offset, bottom, x + offset + tick, bottom + tick)
            sheet.field(FieldArea(f"{field.label}: {option}", "tick", rect, tick, element))
            box.draw(sheet, x + offset + tick + 5, high - drop, 0, 1)

    return Painted((row + 1) * pitch, paint, after=4)
