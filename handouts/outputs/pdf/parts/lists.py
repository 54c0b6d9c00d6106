"""Lists: bullets and ticks, steps, words explained, sources."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ....document import Definitions, FillIn, Item, Items, Reference, References, Steps
from ....spans import Link, Spans, Text, citation
from ..boxes.kinds import Beside, Box, Stack, baseline_drop, stacked
from ..ink.sheet import Sheet
from ..ink.tags import Element
from ..look import COLUMN_GAP, HALF, TICK
from ..paths import ellipse
from ..text.lines import set_lines
from .context import Context

FEW = 3  # rows of words explained that stay together
Marker = Callable[[Sheet, float, float], None]


def items(ctx: Context, part: Items, parent: Element, width: float) -> list[Box]:
    look = ctx.look
    indent = (17.0 if part.kind == "bullet" else TICK + 10) * look.unit
    numbering = "/O/List/ListNumbering/" + ("Disc" if part.kind == "bullet" else "Square")
    outer = parent.add("L", attributes=numbering)
    marker = partial(_bullet if part.kind == "bullet" else _tick, ctx)
    half = (width - COLUMN_GAP) / 2
    if (
        look.edition.columns > 1
        and len(part.items) >= 4
        and all(_short(ctx, item, half - indent) for item in part.items)
    ):
        return [_two_columns(ctx, part, outer, half, indent, marker)]
    out: list[Box] = []
    for number, item in enumerate(part.items):
        body = outer.add("LI").add("LBody")
        words = body.add("P") if item.parts else body
        style = look.narrow if ctx.inside else look.body
        box = ctx.text(item.spans, style, words, min(width, ctx.measure) - indent)
        box.indent, box.marker = indent, marker
        box.before = box.after = HALF * (0.5 if part.kind == "bullet" else 0.75)
        if part.kind == "bullet" and any(isinstance(below, FillIn) for below in item.parts):
            box.before = HALF * 1.5  # what is filled in belongs to the words above it
        out.append(box)
        box.keep = beside_an_end(number, len(part.items))
        for inner in ctx.parts(item.parts, body, width - indent):
            box.keep = True
            out.append(Stack([inner], indent=indent, before=min(inner.before, 4), after=inner.after))
    return out


def _short(ctx: Context, item: Item, width: float) -> bool:
    """Whether an item takes at most three lines of ``width`` points."""
    lines = set_lines(ctx.tokens(item.spans, ctx.look.body), ctx.look.body, width)
    return not item.parts and len(lines) <= 3


def _two_columns(
    ctx: Context,
    part: Items,
    outer: Element,
    width: float,
    indent: float,
    marker: Marker,
) -> Box:
    """A list of short items in two columns, read down the first, then down the second."""
    boxes: list[Box] = []
    for item in part.items:
        box = ctx.text(item.spans, ctx.look.narrow, outer.add("LI").add("LBody"), width - indent)
        box.indent, box.marker = indent, marker
        box.before = box.after = HALF * (0.5 if part.kind == "bullet" else 0.75)
        boxes.append(box)
    cut = min(range(1, len(boxes)), key=lambda n: (max(stacked(boxes[:n]), stacked(boxes[n:])), -n))
    columns = [(0.0, Stack(boxes[:cut])), (width + COLUMN_GAP, Stack(boxes[cut:]))]
    return Beside(columns, before=HALF * 0.6, after=HALF * 0.6, even=True)


def beside_an_end(number: int, count: int) -> bool:
    """Whether an entry is kept with the next: none stands alone on a page."""
    return count > 1 and number in (0, count - 2)


def _bullet(ctx: Context, sheet: Sheet, x: float, baseline: float) -> None:
    unit = ctx.look.unit
    middle = baseline + ctx.look.body.size * 0.26
    dot = ellipse(x + 5 * unit, middle, 2.4 * unit, 2.4 * unit)
    sheet.artifact(f"{ctx.look.colours['brand']} rg {dot} f")


def _tick(ctx: Context, sheet: Sheet, x: float, baseline: float) -> None:
    unit = ctx.look.unit
    box = f"{x + 0.6:.2f} {baseline - 2.2 * unit:.2f} {TICK * unit:.2f} {TICK * unit:.2f} re S"
    sheet.artifact(f"{ctx.look.colours['ink']} RG {1.1 * unit:.2f} w {box}")


def steps(ctx: Context, part: Steps, parent: Element, width: float) -> list[Box]:
    look, indent = ctx.look, 34.0 * ctx.look.unit
    outer = parent.add("L", attributes="/O/List/ListNumbering/Decimal")
    out: list[Box] = []
    for number, item in enumerate(part.items, 1):
        entry = outer.add("LI")
        label = ctx.plain(str(number), look.numeral, entry.add("Lbl"), indent)
        body = entry.add("LBody")
        words = ctx.text(item.spans, look.body, body.add("P"), min(width, ctx.measure) - indent)
        drop = baseline_drop(look.numeral) - baseline_drop(look.body)
        right = Stack([words, *ctx.parts(item.parts, body, width - indent)], padding=(max(drop, 0), 0))
        keep = beside_an_end(number - 1, len(part.items))
        out.append(Beside([(0, Stack([label])), (indent, right)], HALF * 0.7, HALF * 0.7, keep))
    return out


def definitions(ctx: Context, part: Definitions, parent: Element, width: float) -> list[Box]:
    """Two columns of entries, read row by row."""
    look, space = ctx.look, 22.0
    count = min(2, look.edition.columns)
    each = min((width - space * (count - 1)) / count, ctx.measure)
    outer = parent.add("L", attributes="/O/List/ListNumbering/None")
    cells: list[Stack] = []
    for entry in part.entries:
        line = outer.add("LI")
        term = ctx.plain(entry.term, look.strong, line.add("Lbl"), each)
        term.place = entry.id
        cells.append(Stack([term, ctx.text(entry.spans, look.label, line.add("LBody"), each)]))
    rows = [cells[n : n + count] for n in range(0, len(cells), count)]
    together = len(rows) <= FEW
    return [
        Beside([(i * (each + space), cell) for i, cell in enumerate(row)], 8, 8, together and row is not rows[-1])
        for row in rows
    ]


def references(ctx: Context, part: References, parent: Element, width: float) -> list[Box]:
    outer = parent.add("L", attributes="/O/List/ListNumbering/Decimal")
    return [_reference(ctx, number, entry, outer, width) for number, entry in enumerate(part.entries, 1)]


def _reference(ctx: Context, number: int, entry: Reference, outer: Element, width: float) -> Box:
    look, indent = ctx.look, 30.0 * ctx.look.unit
    line = outer.add("LI")
    label = ctx.plain(citation(number), look.source, line.add("Lbl"), indent)
    label.place = f"ref-{entry.id}"
    spans: Spans = (Text(entry.text),)
    if entry.address:
        spans = (Text(f"{entry.text} "), Link(entry.shown, entry.address))
    words = ctx.text(spans, look.source, line.add("LBody"), width - indent)
    return Beside([(0, Stack([label])), (indent, Stack([words]))], before=2, after=2)
