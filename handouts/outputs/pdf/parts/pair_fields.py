"""Fields of two languages: asked for in both, filled in once."""

from __future__ import annotations

from itertools import zip_longest

from ....meaning.document import Field, FillIn
from ....meaning.spans import Text
from ....source.rows import NamedTuple
from ....source.values import replace, value
from ..boxes.box import Box, Fit, height
from ..boxes.kinds import Painted, TextBox, Unseen
from ..boxes.stacks import Beside, Column, Stack
from ..ink.sheet import Sheet
from ..ink.turned import Tongue
from ..text.lines import natural, width_of
from .forms import SHARE, asked, field_of, on_one_line, ruled, written
from .options import BETWEEN, also_called, options
from .two import Two, Under

ABOUT = 0.35  # of the type size: on both sides of that


class Twins(NamedTuple):
    """A field and what asks for the same in the other language."""

    one: Field
    other: Field


@value
class Twice(Box):
    """One line of words in two languages; the second begin ``start`` points after the first, a sign
    ``between`` them."""

    first: TextBox
    between: TextBox
    second: TextBox
    starts: tuple[float, float]  # of the sign and of the second
    tongue: Tongue

    def __post_init__(self) -> None:
        self.known((max(height(self.first), height(self.second)),))

    def draw(
        self, sheet: Sheet, x: float, top: float, first: int, last: int, fit: Fit | None = None
    ) -> None:
        self.first.draw(sheet, x, top, 0, 1)
        self.between.draw(sheet, x + self.starts[0], top, 0, 1)
        with sheet.spoken(self.tongue, x):
            self.second.draw(sheet, x + self.starts[1], top, 0, 1)


def fields_of_both(two: Two, one: FillIn, other: FillIn, under: Under, width: float) -> list[Box]:
    """Fields one below the other; two short ones that follow each other share a line."""
    out, space = list[Box](), two.one.look.theme.columns.fields
    half = (width - space) / 2
    told = [Twins(written(two.one, a), b) for a, b in zip(one.fields, other.fields, strict=True)]
    aligned = max((_wide(two, both) for both in told if both.one.options), default=0.0)
    while told:
        both, *rest = told
        if not (rest and _short(two, both, half) and _short(two, rest[0], half)):
            out += _field(two, both, under, width, aligned)
            told = rest
            continue
        first, second = (Stack(tuple(_field(two, one, under, half, aligned))) for one in told[:2])
        out.append(Beside((Column(0, first), Column(half + space, second))))
        told = rest[1:]
    return out


def _known(both: Twins) -> bool:
    """Whether a field is filled in already, in words of each language."""
    return bool(both.one.value)


def _short(two: Two, both: Twins, width: float) -> bool:
    """Whether a field is one of two on a line."""
    one = both.one
    plain = not (_known(both) or one.options or one.grows or not one.label)
    fits = plain and one.lines == 1 and _wide(two, both) < SHARE * width
    return fits and one.width == "half" and not one.told


def _field(two: Two, both: Twins, under: Under, width: float, aligned: float) -> list[Box]:
    one, other = both
    if _known(both):
        half = two.half(width)
        mine = field_of(two.one, one, under.one, half, 0.0)
        return two.level(mine, asked(two.other, FillIn((other,)), under.other, half), width)
    field = replace(one, also=also_called(other.label or other.spoken))
    if field.options:
        return _options(two, Twins(field, other), under, width, aligned)
    if not field.label:
        return [ruled(two.one, field, under.one, width)]
    wide = _wide(two, both)
    if wide < SHARE * width and field.lines == 1 and not field.grows:
        label, wide = _twice(two, (field.label, other.label), under, width)
        return [on_one_line(two.one, label, wide, field, width, under.one)]
    half, gap = two.half(width), two.one.look.theme.gaps.field
    first, second = (
        ctx.plain(part.label, ctx.look.body, own.add("P"), half, balanced=True, before=gap)
        for ctx, part, own in zip(two.both, (field, other), under, strict=True)
    )
    row, lines = two.row([first], [second], half), ruled(two.one, field, under.one, width)
    if field.grows:
        return [replace(row, keep=True), lines]
    return [Stack((row, lines), before=gap, after=gap)]


def _wide(two: Two, both: Twins) -> float:
    """How wide the labels of both are on one line, in points."""
    wide = 0.0
    for ctx, field in zip(two.both, both, strict=True):
        style = ctx.look.body
        wide += natural(ctx.tokens((Text(field.asks or BETWEEN),), style), style)
    style = two.one.look.body
    return wide + natural(two.one.tokens((Text(BETWEEN),), style), style) + 2 * ABOUT * style.size


def _twice(two: Two, texts: tuple[str, str], under: Under, width: float) -> tuple[Box, float]:
    """Words of both on one line, and how wide they are."""
    style, (first, second) = two.one.look.body, texts
    mine = two.one.plain(first, style, under.one.add("P"), width)
    if first == second:  # it is seen once, and heard in both
        element = under.other.add("P", actual=second).number
        heard = Painted(0.0, Unseen(element))
        return Stack((mine, heard)), width_of(mine.lines[0], style)
    theirs = two.other.plain(second, two.other.look.body, under.other.add("P"), width)
    sign = two.one.plain(BETWEEN, style, None, width)
    air = ABOUT * style.size
    at = width_of(mine.lines[0], mine.style) + air
    start = at + width_of(sign.lines[0], style) + air
    tongue = Tongue(two.name, width)
    wide = start + width_of(theirs.lines[0], theirs.style)
    single = len(mine.lines) == len(theirs.lines) == 1
    return Twice(mine, sign, theirs, (at, start), tongue), wide if single else 2 * width


def _options(two: Two, both: Twins, under: Under, width: float, aligned: float) -> list[Box]:
    """Boxes to tick, each with its words in both languages."""
    one, other = both
    told = tuple(zip_longest(one.options, other.options, fillvalue=""))
    texts = ((one.asks, other.asks), *told)

    def words(number: int) -> tuple[Box, float]:
        return _twice(two, texts[number], under, width)

    return [options(two.one, one, (under.one, words), width, min(aligned, SHARE * width))]
