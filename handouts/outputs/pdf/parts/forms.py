"""Fields to fill in by pen: labels, lines at least 8 mm apart, boxes at least 4 mm wide."""

from __future__ import annotations

import math
from math import inf

from ....meaning.document import Field, FillIn
from ....meaning.naming import as_told
from ....meaning.spans import Given, Spans, Strong, Text, plain
from ....source.values import replace, value
from ..boxes.box import Box, height
from ..boxes.kinds import Painted, Ruled, Typed, baseline_drop
from ..boxes.stacks import Beside, Column, Stack
from ..ink.outlines import line, pen, stroke
from ..ink.sheet import Sheet
from ..ink.tags import Branch
from ..look import Look
from ..text.lines import Style, Token, longest_run, natural, width_of
from .context import Context
from .options import options, typed_of

WORD = 0.5  # of the type size: between a label and the number beside it
LINES = 2  # a value of more lines than that gets the whole width
UNLIKE = 1.5  # times: of two lines side by side one may be so much longer
SHARE = 0.55  # of the width: a label that is shorter stands on the line itself


def fill_in(ctx: Context, part: FillIn, parent: Branch, width: float) -> list[Box]:
    """Fields one below the other; two of half width that follow each other share a line.

    Where one number to call has no room beside its label, to be written or to be read, all of them
    stand below theirs.
    """
    if not ctx.answers:
        return asked(ctx, part, parent, width)
    out: list[Box] = []
    waiting: Stack | None = None
    space = ctx.look.theme.columns.fields
    fields = [written(ctx, field) for field in part.fields]
    half = (width - space) / 2
    first = half + _further(ctx, fields, half)
    labels = [ctx.tokens((Text(one.asks),), ctx.look.body) for one in fields if one.options]
    aligned = max((natural(label, ctx.look.body) for label in labels), default=0.0)
    cramped = any(_cramped(ctx, field, half) for field in fields)
    for field in fields:
        alone = field.width == "full" or field.grows or ctx.look.edition.columns == 1
        if alone or _long(ctx, field, half):
            waiting = None
            out.extend(field_of(ctx, field, parent, width, aligned))
            continue
        below, room = field.large and cramped, width - space - first if waiting else first
        stack = Stack(tuple(field_of(ctx, field, parent, room, aligned, below=below)))
        if waiting is None:
            waiting = stack
            out.append(Beside((Column(0, stack),)))
        else:
            out[-1] = Beside((Column(0, waiting), Column(first + space, stack)))
            waiting = None
    return out


def _further(ctx: Context, fields: list[Field], half: float) -> float:
    """How much more than ``half`` the first of two fields has that stand alone on a line: where
    one had far less room to write than the other (a name beside a day), both have the same."""
    if len(fields) != 2 or any(map(_given, fields)):
        return 0.0
    one, other = (
        natural(ctx.tokens((Text(f.asks),), ctx.look.body), ctx.look.body) for f in fields
    )
    least, most = sorted((half - one, half - other))
    return (one - other) / 2 if 0 < least * UNLIKE < most else 0.0


def _given(field: Field) -> bool:
    """Whether a field is more than a short line to write on."""
    written = field.value or field.told or field.options or field.large or not field.label
    return bool(written) or field.width == "full" or field.grows or field.lines > 1


def asked(ctx: Context, part: FillIn, parent: Branch, width: float) -> list[Box]:
    """What fields ask for, or what is known already, without the fields."""
    out: list[Box] = []
    for field in part.fields:
        if field.value:
            out += field_of(ctx, field, parent, width, 0.0)
            continue
        gap = ctx.look.theme.gaps.close_field
        words = (field.asks, *field.options) if field.label else field.options
        boxes = (ctx.plain(text, ctx.look.body, parent.add("P"), width) for text in words)
        out.append(Stack(tuple(boxes), before=gap, after=gap))
    return out


def field_of(
    ctx: Context,
    field: Field,
    parent: Branch,
    width: float,
    aligned: float,
    *,
    below: bool = False,
) -> list[Box]:
    """One field, ``width`` points wide; its line is ``below`` its label, or where that has room."""
    gaps = ctx.look.theme.gaps
    if field.value and field.large:
        return [_called(ctx, field, parent, width, below)]
    if field.value:
        box = ctx.text(_told(ctx, field), ctx.look.narrow, parent.add("P"), width)
        return [Stack((box,), before=gaps.close_field, after=gaps.close_field)]
    if field.options:
        return [_options(ctx, field, parent, width, aligned)]
    if not field.label:
        return [ruled(ctx, field, parent, width)]
    style = ctx.look.body
    told, _ = ctx.look.signs.labelled(field.label)
    words, element = told if field.told else field.label, parent.add("P")
    gap = gaps.field
    label = ctx.plain(words, style, element, width, balanced=True, before=gap, keep=True)
    wide, one = width_of(label.lines[0], style), len(label.lines) == 1
    short = one and wide < SHARE * width and not (field.told and _long(ctx, field, width))
    if short and field.lines == 1 and not (field.grows or below):
        return [on_one_line(ctx, label, wide, field, width, parent)]
    if field.told:
        needed = ctx.text((_as_told(field),), style, None, width - ctx.look.theme.widths.label_air)
        field = replace(field, lines=max(field.lines, len(needed.lines)))
    lines = ruled(ctx, field, parent, width)
    return [label, lines] if field.grows else [Stack((label, lines), before=gap, after=gap)]


def written(ctx: Context, field: Field) -> Field:
    """A field with what is told of one patient in it, or as words where it cannot stand in one."""
    if field.told and not ctx.look.edition.on_paper and ctx.look.types(field.told):
        return replace(field, value=(), options=field.offered)
    return replace(field, told="") if field.told else field


def _told(ctx: Context, field: Field) -> Spans:
    """What a field says that is filled in already: its label, then its value."""
    label, space = ctx.look.signs.labelled(field.label)
    return (Strong(label), *((Text(space),) if space else ()), *field.value)


def _long(ctx: Context, field: Field, width: float) -> bool:
    """Whether the value of a field needs more than its share of a line."""
    style = ctx.look.body
    if field.told:
        room = width - 2 * ctx.look.theme.widths.label_air
        words = ctx.cut((Text(f"{field.label}{ctx.look.signs.colon}"), _as_told(field)), style)
        return not field.options and words.asked(lambda cut: cut.natural > room)
    if not field.value or field.large:
        return False
    return len(ctx.cut(_told(ctx, field), style).lines(style, width)) > LINES


def _cramped(ctx: Context, field: Field, width: float) -> bool:
    """Whether the label of a number to call leaves no room for it, ``width`` points wide: to write
    it, or as it is known."""
    if not field.large:
        return False
    if field.value:
        return not _beside(ctx, field, width)
    theme, style = ctx.look.theme, ctx.look.body
    left = width - natural(ctx.tokens((Text(field.asks),), style), style) - theme.widths.label_air
    return left < theme.rooms.number


def _as_told(field: Field) -> Given:
    """What is told of a patient in a field, as words of it."""
    return Given(field.told, as_told(field.name))


def _called(ctx: Context, field: Field, parent: Branch, width: float, below: bool) -> Box:
    """A number to call, large enough to be read from across a kitchen, ``below`` its label or
    beside it where that has room, with what belongs to it below both."""
    look, outer, (called, value, rest) = ctx.look, parent.add("P"), _parted(ctx, field)
    # What is heard is one sentence: the spaces and commas that lines and sizes stand for are said,
    # too.
    label = ctx.plain(called, look.strong, outer.add("Span", actual=f"{called} "), width)
    call = _one_line(ctx, value, width)
    number = ctx.text(value, call, outer.add("Span"), width)
    boxes: tuple[Box, ...] = (label, number)
    if not below and _beside(ctx, field, width):
        wide = width_of(label.lines[0], look.strong) + look.strong.size * WORD
        drop = baseline_drop(call) - baseline_drop(look.strong)
        left, right = Stack((label,), padding=(drop, 0)), Stack((number,))
        boxes = (Beside((Column(0, left), Column(wide, right))),)
    note = rest.strip(f" {look.signs.list}")
    if note:
        boxes = (*boxes, ctx.plain(note, look.narrow, outer.add("Span", actual=rest), width))
    return Stack(boxes, before=look.theme.gaps.close_field, after=look.theme.gaps.field)


def _parted(ctx: Context, field: Field) -> tuple[str, Spans, str]:
    """What stands before the number of a field, the number, and what follows it."""
    value = field.value
    first = next((place for place, span in enumerate(value) if isinstance(span, Given)), 0)
    asked = f"{field.label}{ctx.look.signs.colon}{plain(value[:first])}"
    return asked.strip(), value[first : first + 1], plain(value[first + 1 :])


def _beside(ctx: Context, field: Field, width: float) -> bool:
    """Whether a number that is known has room on the line of its label, ``width`` points wide."""
    strong, (called, value, _) = ctx.look.strong, _parted(ctx, field)
    call, label = _one_line(ctx, value, width), ctx.tokens((Text(called),), strong)
    room = width - natural(label, strong) - strong.size * WORD
    return ctx.cut(value, call).asked(lambda cut: natural(cut.tokens, call) <= room)


def _one_line(ctx: Context, number: Spans, width: float) -> Style:
    """Display type, as large as lets a ``number`` stand on one line of ``width`` points, or at
    least what of it belongs together, but never smaller than what stands around it."""
    look = ctx.look
    size = ctx.cut(number, look.call).asked(lambda cut: _size(look, cut.tokens, width))
    return replace(look.call, size=size, leading=look.call.leading * size / look.call.size)


def _size(look: Look, items: list[Token], width: float) -> float:
    """The size of display type at which ``items`` have room, in points."""
    size = look.strong.size
    for wide in (natural(items, look.call), longest_run(items, look.call)):
        size = math.floor(look.call.size * min(1, width / (wide or width)) / STEP) * STEP
        if size >= look.strong.size:
            break
    return max(look.strong.size, size)


def ruled(ctx: Context, field: Field, parent: Branch, width: float) -> Ruled:
    """Lines to write on; on a screen one field for all of them."""
    look, theme, element = ctx.look, ctx.look.theme, parent.add("Form").number
    typed = None if look.edition.on_paper else typed_of(ctx, field, element)
    ink = look.colours["quiet"]
    after = theme.gaps.field if field.label else theme.gaps.unlabelled
    given = (field.grows, typed, theme.gaps.free, theme.clear.line)
    return Ruled(field.lines, look.pitch, width, ink, theme.rules.thin, *given, after=after)


STEP = 0.1  # points: sizes that differ by less look the same
EDGE = 1.3  # points: a field keeps that clear of the row above, and two small lines have room


@value
class OneLine:
    """A label at the start of the line to write on, which begins after ``wide`` points and stands
    ``clear`` points above the foot of its row."""

    label: Box
    wide: float
    width: float
    pitch: float
    rule: float
    colour: str
    typed: Typed
    clear: float

    def paint(self, sheet: Sheet, x: float, top: float) -> None:
        drop = self.pitch - height(self.label)
        self.label.draw(sheet, x, top - drop, 0, 1)
        start, end = x + self.wide, x + self.width
        y = top - self.pitch + self.clear
        sheet.artifact(stroke(self.colour), f"{pen(self.rule)} {line(start, y, end, y)} S")
        self.typed.paint(sheet, (start, y + self.rule, end, y + self.pitch - EDGE))


def on_one_line(
    ctx: Context, box: Box, wide: float, field: Field, width: float, parent: Branch
) -> Box:
    """A field with its label, which is ``wide``, at the start of the line to write on."""
    look, theme = ctx.look, ctx.look.theme
    typed = typed_of(ctx, field, parent.add("Form").number)
    start, ink = wide + theme.widths.label_air, look.colours["quiet"]
    line = OneLine(box, start, width, look.pitch, theme.rules.thin, ink, typed, theme.clear.line)
    return Painted(look.pitch, line, after=theme.gaps.close_field)


def _options(ctx: Context, field: Field, parent: Branch, width: float, aligned: float) -> Box:
    """A label ``aligned`` with others, then a box to tick for each option, on as many lines as that
    takes."""
    label = ctx.look.signs.labelled(field.label)[0] if field.told else field.asks

    def words(number: int) -> tuple[Box, float]:
        text = field.options[number - 1] if number else label
        box = ctx.plain(text, ctx.look.body, parent.add("P"), width)
        return box, inf if len(box.lines) > 1 else width_of(box.lines[0], box.style)

    return options(ctx, field, (parent, words), width, aligned)
