"""Boxes to tick behind a label, and what fields are on a screen."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate

from ....meaning.document import Field
from ....meaning.naming import key, named, of_fact
from ....source.rows import NamedTuple
from ....source.values import replace, value
from ..boxes.box import Box, height
from ..boxes.kinds import Painted, Typed
from ..ink.outlines import pen, rect, stroke
from ..ink.sheet import Sheet
from ..ink.tags import Branch
from ..paths import ellipse
from .context import Context

BETWEEN = "/"  # the words of two languages on one line


def also_called(other: str) -> str:
    """What is added to a name for those who hear another language."""
    return f" {BETWEEN} {other}" if other else ""


def typed_of(ctx: Context, field: Field, element: int) -> Typed:
    """What a field is on a screen."""
    label = field.label or field.spoken
    asked = named("fill" if field.label else "answer", label)
    name = of_fact(field.fact) if field.fact else field.name or asked
    return Typed(name, _called_by(field), ctx.look.body.size, element, value=field.told)


def _called_by(field: Field) -> str:
    """What a field is called on a screen, in both languages where there are two."""
    return f"{field.label or field.spoken}{field.also}"


class Option(NamedTuple):
    """A box to tick, or a circle of which one is, with its words: how far from the start edge, on
    which line."""

    offset: float
    row: int
    words: Box
    typed: Typed


@value
class Options:
    """A label, then boxes to tick, each ``tick`` points wide, its words ``air`` points after it,
    and ``up`` points above the foot of its row."""

    label: Box
    options: tuple[Option, ...]
    tick: float
    air: float
    up: float
    pitch: float
    rule: float
    colour: str

    def paint(self, sheet: Sheet, x: float, top: float) -> None:
        tick, drop = self.tick, self.pitch - height(self.label)
        self.label.draw(sheet, x, top - drop, 0, 1)
        for offset, row, words, typed in self.options:
            high = top - row * self.pitch
            low, start = high - self.pitch + self.up, x + offset
            box = edge(typed, start, low, tick)
            sheet.artifact(stroke(self.colour), f"{pen(self.rule)} {box} S")
            typed.paint(sheet, (start, low, start + tick, low + tick))
            words.draw(sheet, start + tick + self.air, high - drop, 0, 1)


def edge(typed: Typed, x: float, y: float, size: float) -> str:
    """The outline of a box to tick, or of a circle where one of several is chosen."""
    if typed.kind != "choice":
        return rect(x, y, size, size)
    half = size / 2
    return ellipse(x + half, y + half, half, half)


# Words of a label (0) or of an option (from 1), on one line, and how wide they are.
Words = Callable[[int], tuple[Box, float]]


def options(
    ctx: Context, field: Field, told: tuple[Branch, Words], width: float, aligned: float
) -> Box:
    """Boxes to tick behind a label, with their words."""
    look, theme, (parent, words) = ctx.look, ctx.look.theme, told
    tick, between, air = theme.ticks.size, theme.widths.options, theme.widths.option_air
    label, long = words(0)
    if long > width:
        message = f"the label '{field.label}' does not fit on a line with its options"
        ctx.unfit(field.at, message, "use a shorter label")
    start = max(min(long, width), aligned) + between
    told_of = [words(number) for number in range(1, len(field.options) + 1)]
    wides = [tick + air + min(long, width) for _, long in told_of]
    if any(long > width or wide > width for (_, long), wide in zip(told_of, wides, strict=True)):
        message = f"the options of '{field.label}' do not fit on a line"
        ctx.unfit(field.at, message, "use fewer or shorter options")
    places = in_rows(wides, start, width, between)
    placed: list[Option] = []
    group: int | None = None
    for option, (box, _), place in zip(field.options, told_of, places, strict=True):
        element = parent.add("Form").number
        group = element if group is None else group
        known = f"{_called_by(field)}{look.signs.colon}{option}"
        typed = replace(typed_of(ctx, field, element), size=tick, label=known)
        placed.append(Option(*place, box, _option(typed, field, option, group)))
    row = places[-1][1]
    drawn = (look.pitch, theme.rules.tick, look.colours["ink"])
    art = Options(label, tuple(placed), tick, air, theme.clear.box, *drawn)
    return Painted((row + 1) * look.pitch, art, after=theme.gaps.close_field)


def in_rows(
    wides: list[float], start: float, width: float, between: float
) -> list[tuple[float, int]]:
    """Where options stand that are as wide as ``wides``: how far from the start edge, in which row.

    They stand below each other where that takes no more rows than one behind the other, behind
    the label or all of them below it.
    """
    flowing: list[tuple[float, int]] = []
    at, row = start, 0
    for wide in wides:
        if at + wide > width and flowing:
            at, row = max(0.0, min(start, width - wide)), row + 1
        flowing.append((at, row))
        at += wide + between
    for begin, above in ((start, 0), (0.0, 1)):
        rows = row + 1 - above
        for many in range(max(2, len(wides) // (rows - 1)) if rows > 1 else 0, 1, -1):
            columns = [max(wides[number::many]) + between for number in range(many)]
            if sum(columns) <= width - begin + between and -(-len(wides) // many) <= rows:
                starts = list(accumulate(columns, initial=begin))
                ends = (divmod(number, many) for number in range(len(wides)))
                return [(starts[column], line + above) for line, column in ends]
    return flowing


def _option(typed: Typed, field: Field, option: str, group: int) -> Typed:
    """An option as a field of its own, or as a choice of one with the others of its ``group``."""
    typed = replace(typed, value=option if field.told == option else "")
    if field.choose == "one":
        return replace(typed, kind="choice", option=option, group=group)
    return replace(typed, kind="tick", name=f"{typed.name}.{key(option)}")
