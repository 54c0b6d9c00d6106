"""Lists: bullets and ticks, steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from ....meaning.document import FillIn, Item, Items, Steps
from ....meaning.naming import named
from ....meaning.spans import Cite, plain
from ....source.rows import NamedTuple
from ....source.values import replace, value
from ..boxes.box import Box, kept, stacked
from ..boxes.kinds import Marker, TextBox, Typed, baseline_drop
from ..boxes.stacks import Beside, Column, Stack
from ..ink.outlines import fill, stroke
from ..ink.sheet import Sheet
from ..ink.tags import Branch
from ..paths import ellipse
from .context import Context
from .options import also_called, edge

MIDDLE = 0.26  # of the type size: from the baseline to the middle of small letters
TOGETHER = 12  # lines of words alone: steps of no more stand on one page
TICKED = 6  # lines of words alone: boxes to tick of no more do, too
LONG = 3  # lines: an entry of that many may stand alone on a page
MANY, SHORT = 4, 3  # that many items of that many lines at most stand in two columns
NARROW = 14  # of the type size: in a column not as wide, one line, as a second has a word or two


@value
class Bullet:
    """A dot ``at`` points from the start edge; ``size`` is that of the words beside it."""

    colour: str
    size: float
    at: float
    radius: float

    def paint(self, sheet: Sheet, x: float, baseline: float) -> None:
        middle, radius = baseline + self.size * MIDDLE, self.radius
        sheet.artifact(fill(self.colour), f"{ellipse(x + self.at, middle, radius, radius)} f")


@value
class Tick:
    """A box that a pen can tick, or a circle; a field on a screen. It stands ``inset`` points from
    the start edge, ``drop`` points below the baseline."""

    colour: str
    size: float
    inset: float
    drop: float
    line: float
    typed: Typed

    def paint(self, sheet: Sheet, x: float, baseline: float) -> None:
        start, low, size = x + self.inset, baseline - self.drop, self.size
        box = edge(self.typed, start, low, size)
        sheet.artifact(stroke(self.colour), f"{self.line:.2f} w {box} S")
        self.typed.paint(sheet, (start, low, start + size, low + size))


def items(ctx: Context, part: Items, parent: Branch, width: float) -> list[Box]:
    look, theme = ctx.look, ctx.look.theme
    gaps = theme.gaps
    indent, outer = _list(ctx, part, parent)
    half = (width - theme.columns.apart) / 2
    room = half - indent
    if (
        look.edition.columns > 1
        and len(part.items) >= MANY
        and all(_short(ctx, item, room) for item in part.items)
    ):
        return [_two_columns(ctx, part, outer, half, indent)]
    out: list[Box] = []
    for item, (words, body) in zip(part.items, _entries(ctx, part, outer, width), strict=True):
        out.append(words)
        out += below(ctx.parts(item.parts, body, width - indent), indent, gaps.caption)
    if part.items[-1].parts:  # what follows is no part of what is written on the last line
        out[-1] = replace(out[-1], after=max(out[-1].after, gaps.before_sub))
    return out if any(item.parts for item in part.items) else _tied(part, out)


def _tied(part: Items, entries: list[Box]) -> list[Box]:
    """Entries of words alone, as they are to keep together: a few boxes to tick all of them, for
    who ticks them; else none of few lines stands alone on a page."""
    count, lines = len(entries), [len(box.rows) for box in entries]
    if part.kind == "tick" and sum(lines) <= TICKED:
        return [kept(box, box is not entries[-1]) for box in entries]
    first = lines[0] < LONG
    last = lines[-1] < LONG
    ties = ({0} if first else set()) | ({count - 2} if last else set())
    return [kept(box, keep=number in ties) for number, box in enumerate(entries)]


def below(inner: Sequence[Box], indent: float, most: float) -> list[Box]:
    """What belongs to an entry of a list, below its words, ``most`` points below them."""
    return [
        Stack((box,), indent=indent, before=min(box.before, most), after=box.after) for box in inner
    ]


Entry = tuple[Box, Branch]  # the words of an item, and the element of what belongs to them


def entries(
    ctx: Context, part: Items, parent: Branch, width: float, also: Items | None = None
) -> tuple[float, list[Entry]]:
    """How far the items of a list are indented, and each of them, none beside another; their boxes
    to tick are ``also`` called as in another language."""
    indent, outer = _list(ctx, part, parent)
    return indent, list(_entries(ctx, part, outer, width, also))


def _list(ctx: Context, part: Items, parent: Branch) -> tuple[float, Branch]:
    """How far the items of a list are indented, and its element."""
    numbering = {"bullet": "Disc", "tick": "Square", "choice": "Circle"}[part.kind]
    return _indent(ctx, part), parent.add("L", attributes=f"/O/List/ListNumbering/{numbering}")


def _indent(ctx: Context, part: Items) -> float:
    """How far items are indented: there is no room for boxes where there are none."""
    if part.kind == "bullet":
        return ctx.look.theme.indents.bullet
    return ctx.look.theme.ticks.room if ctx.answers else 0.0


def _entries(
    ctx: Context, part: Items, outer: Branch, width: float, also: Items | None = None
) -> Iterator[Entry]:
    look, gaps, bullets = ctx.look, ctx.look.theme.gaps, part.kind == "bullet"
    indent = _indent(ctx, part)
    mark = _Markers(ctx, part)
    style = look.narrow if ctx.inside else look.body
    apart = gaps.bullet if bullets else gaps.tick
    for number, item in enumerate(part.items):
        entry = outer.add("LI")
        marker = mark.of(item, entry, also.items[number] if also else None)
        body = entry.add("LBody")
        filled = bullets and any(isinstance(inner, FillIn) for inner in item.parts)
        words = ctx.text(
            item.spans,
            style,
            body.add("P") if item.parts else body,
            min(width, ctx.measure) - indent,
            indent=indent,
            marker=marker,
            # what is filled in belongs to the words above it
            before=gaps.filled if filled else apart,
            after=apart,
            keep=bool(item.parts) or beside_an_end(number, len(part.items)),
        )
        yield words, body


class _Markers:
    """What stands before the items of a list; a box to tick is read before its words."""

    def __init__(self, ctx: Context, part: Items) -> None:
        self.look, self.numbers, self.kind = ctx.look, ctx.numbers, part.kind
        self.answers = ctx.answers
        self.group: int | None = None
        self.name = named("choose", _words(part.items[0])) if part.kind == "choice" else ""
        indents = ctx.look.theme.indents
        sizes = ctx.look.body.size, indents.dot, indents.dot_size
        self.bullet = Bullet(ctx.look.colours["brand"], *sizes)

    def of(self, item: Item, entry: Branch, twin: Item | None = None) -> Marker | None:
        look, theme = self.look, self.look.theme
        if self.kind == "bullet":
            return self.bullet
        if not self.answers:
            return None
        words, element = _words(item), entry.add("Lbl").add("Form").number
        size, called = theme.ticks.size, words + (also_called(_words(twin)) if twin else "")
        if self.kind == "tick":
            typed = Typed(item.name or named("tick", words), called, size, element, "tick")
        else:
            self.group = element if self.group is None else self.group
            typed = Typed(
                self.name, called, size, element, "choice", option=words, group=self.group
            )
        sizes = (size, theme.rules.tick_in, theme.ticks.drop)
        return Tick(look.colours["ink"], *sizes, theme.strokes.tick, typed)


def _words(item: Item) -> str:
    """What an item says, without the numbers of its sources."""
    return plain(tuple(span for span in item.spans if not isinstance(span, Cite))).strip()


def _short(ctx: Context, item: Item, width: float) -> bool:
    """Whether an item takes few lines of ``width`` points."""
    body = ctx.look.body
    most = SHORT if width >= NARROW * body.size else 1
    return not item.parts and ctx.cut(item.spans, body).within(most, body, width)


def _two_columns(ctx: Context, part: Items, outer: Branch, width: float, indent: float) -> Box:
    """A list of short items in two columns, read down the first, then down the second."""
    gaps, space, mark = ctx.look.theme.gaps, ctx.look.theme.columns.apart, _Markers(ctx, part)
    apart = gaps.bullet if part.kind == "bullet" else gaps.tick

    def box(item: Item) -> Box:
        entry = outer.add("LI")
        return ctx.text(
            item.spans,
            ctx.look.narrow,
            # its marker is read before its words
            marker=mark.of(item, entry),
            element=entry.add("LBody"),
            width=width - indent,
            indent=indent,
            before=apart,
            after=apart,
        )

    boxes = tuple(map(box, part.items))
    cut = _halves(boxes)
    columns = (Column(0.0, Stack(boxes[:cut])), Column(width + space, Stack(boxes[cut:])))
    return Beside(columns, before=gaps.two_columns, after=gaps.two_columns, even=True)


def _halves(boxes: Sequence[Box]) -> int:
    """How many boxes stand in the first of two columns, so that the higher one is lowest, and the
    first the higher one of two ways that are as good."""
    best, least = 1, inf
    for count in range(1, len(boxes)):
        first, second = stacked(boxes[:count]), stacked(boxes[count:])
        if max(first, second) <= least:
            best, least = count, max(first, second)
        if first > second:  # and grows with each box
            break
    return best


def beside_an_end(number: int, count: int) -> bool:
    """Whether an entry is kept with the next: none stands alone on a page."""
    return count > 1 and number in (0, count - 2)


def steps(ctx: Context, part: Steps, parent: Branch, width: float) -> list[Box]:
    """A box for each step. Few steps without pictures stay together: who does them counts."""
    indent = ctx.look.theme.indents.step
    out: list[Box] = []
    lines, made = 0, steps_of(ctx, part, parent, width)
    for number, (item, step) in enumerate(zip(part.items, made, strict=True)):
        inner = ctx.parts(item.parts, step.body, width - indent)
        out.append(numbered(ctx, step, inner, keep=beside_an_end(number, len(part.items))))
        lines += len(step.words.lines)
    whole = together(part, lines)
    return [kept(box, box.keep or (whole and box is not out[-1])) for box in out]


def together(part: Steps, lines: int) -> bool:
    """Whether steps of so many lines stand on one page."""
    return lines <= TOGETHER and not any(item.parts for item in part.items)


class Step(NamedTuple):
    """The number and the words of a step, and the element of what belongs to them."""

    label: TextBox
    words: TextBox
    body: Branch


def steps_of(ctx: Context, part: Steps, parent: Branch, width: float) -> Iterator[Step]:
    """Each step of a list."""
    look, indent = ctx.look, ctx.look.theme.indents.step
    outer = parent.add("L", attributes="/O/List/ListNumbering/Decimal")
    for number, item in enumerate(part.items, 1):
        entry = outer.add("LI")
        label = ctx.plain(str(number), look.numeral, entry.add("Lbl"), indent)
        body = entry.add("LBody")
        room = min(width, ctx.measure) - indent
        yield Step(label, ctx.text(item.spans, look.body, body.add("P"), room), body)


def numbered(ctx: Context, step: Step, inner: Sequence[Box], *, keep: bool = False) -> Beside:
    """A step with what belongs to it."""
    look, gap = ctx.look, ctx.look.theme.gaps.step
    drop = baseline_drop(look.numeral) - baseline_drop(look.body)
    right = Stack((step.words, *inner), padding=(max(drop, 0), 0))
    columns = (Column(0, Stack((step.label,))), Column(look.theme.indents.step, right))
    return Beside(columns, before=gap, after=gap, keep=keep)
