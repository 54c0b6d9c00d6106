"""Lists: bullets and ticks, steps, words explained, sources."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ...document import Definitions, FillIn, Item, Items, Reference, References, Steps
from ...spans import Link, Spans, Text, citation
from .boxes import Beside, Box, Stack, baseline_drop, stacked
from .lines import set_lines
from .look import COLUMN_GAP, HALF, TICK
from .paths import ellipse
from .sheet import Sheet
from .tags import Element

if TYPE_CHECKING:
    from .story import Story

FEW = 3  # rows of words explained that stay together
Marker = Callable[[Sheet, float, float], None]


def items(story: Story, part: Items, parent: Element, width: float) -> list[Box]:
    look = story.look
    indent = (17.0 if part.kind == "bullet" else TICK + 10) * look.unit
    numbering = "/O/List/ListNumbering/" + ("Disc" if part.kind == "bullet" else "Square")
    outer = parent.add("L", attributes=numbering)
    marker = partial(_bullet if part.kind == "bullet" else _tick, story)
    half = (width - COLUMN_GAP) / 2
    if (
        look.edition.columns > 1
        and len(part.items) >= 4
        and all(_short(story, item, half - indent) for item in part.items)
    ):
        return [_two_columns(story, part, outer, half, indent, marker)]
    out: list[Box] = []
    for number, item in enumerate(part.items):
        body = outer.add("LI").add("LBody")
        words = body.add("P") if item.parts else body
        style = look.narrow if story.inside else look.body
        box = story.text(item.spans, style, words, min(width, story.measure) - indent)
        box.indent, box.marker = indent, marker
        box.before = box.after = HALF * (0.5 if part.kind == "bullet" else 0.75)
        if part.kind == "bullet" and any(isinstance(below, FillIn) for below in item.parts):
            box.before = HALF * 1.5  # what is filled in belongs to the words above it
        out.append(box)
        box.keep = beside_an_end(number, len(part.items))
        for inner in story.parts(item.parts, body, width - indent):
            box.keep = True
            out.append(Stack([inner], indent=indent, before=min(inner.before, 4), after=inner.after))
    return out


def _short(story: Story, item: Item, width: float) -> bool:
    """Whether an item takes at most three lines of ``width`` points."""
    lines = set_lines(story.tokens(item.spans, story.look.body), story.look.body, width)
    return not item.parts and len(lines) <= 3


def _two_columns(
    story: Story,
    part: Items,
    outer: Element,
    width: float,
    indent: float,
    marker: Marker,
) -> Box:
    """A list of short items in two columns, read down the first, then down the second."""
    boxes: list[Box] = []
    for item in part.items:
        box = story.text(item.spans, story.look.narrow, outer.add("LI").add("LBody"), width - indent)
        box.indent, box.marker = indent, marker
        box.before = box.after = HALF * (0.5 if part.kind == "bullet" else 0.75)
        boxes.append(box)
    cut = min(range(1, len(boxes)), key=lambda n: (max(stacked(boxes[:n]), stacked(boxes[n:])), -n))
    columns = [(0.0, Stack(boxes[:cut])), (width + COLUMN_GAP, Stack(boxes[cut:]))]
    return Beside(columns, before=HALF * 0.6, after=HALF * 0.6, even=True)


def beside_an_end(number: int, count: int) -> bool:
    """Whether an entry is kept with the next: none stands alone on a page."""
    return count > 1 and number in (0, count - 2)


def _bullet(story: Story, sheet: Sheet, x: float, baseline: float) -> None:
    unit = story.look.unit
    middle = baseline + story.look.body.size * 0.26
    dot = ellipse(x + 5 * unit, middle, 2.4 * unit, 2.4 * unit)
    sheet.artifact(f"{story.look.colours['brand']} rg {dot} f")


def _tick(story: Story, sheet: Sheet, x: float, baseline: float) -> None:
    unit = story.look.unit
    box = f"{x + 0.6:.2f} {baseline - 2.2 * unit:.2f} {TICK * unit:.2f} {TICK * unit:.2f} re S"
    sheet.artifact(f"{story.look.colours['ink']} RG {1.1 * unit:.2f} w {box}")


def steps(story: Story, part: Steps, parent: Element, width: float) -> list[Box]:
    look, indent = story.look, 34.0 * story.look.unit
    outer = parent.add("L", attributes="/O/List/ListNumbering/Decimal")
    out: list[Box] = []
    for number, item in enumerate(part.items, 1):
        entry = outer.add("LI")
        label = story.plain(str(number), look.numeral, entry.add("Lbl"), indent)
        body = entry.add("LBody")
        words = story.text(item.spans, look.body, body.add("P"), min(width, story.measure) - indent)
        drop = baseline_drop(look.numeral) - baseline_drop(look.body)
        right = Stack([words, *story.parts(item.parts, body, width - indent)], padding=(max(drop, 0), 0))
        keep = beside_an_end(number - 1, len(part.items))
        out.append(Beside([(0, Stack([label])), (indent, right)], HALF * 0.7, HALF * 0.7, keep))
    return out


def definitions(story: Story, part: Definitions, parent: Element, width: float) -> list[Box]:
    """Two columns of entries, read row by row."""
    look, space = story.look, 22.0
    count = min(2, look.edition.columns)
    each = min((width - space * (count - 1)) / count, story.measure)
    outer = parent.add("L", attributes="/O/List/ListNumbering/None")
    cells: list[Stack] = []
    for entry in part.entries:
        line = outer.add("LI")
        term = story.plain(entry.term, look.strong, line.add("Lbl"), each)
        term.place = entry.id
        cells.append(Stack([term, story.text(entry.spans, look.label, line.add("LBody"), each)]))
    rows = [cells[n : n + count] for n in range(0, len(cells), count)]
    together = len(rows) <= FEW
    return [
        Beside([(i * (each + space), cell) for i, cell in enumerate(row)], 8, 8, together and row is not rows[-1])
        for row in rows
    ]


def references(story: Story, part: References, parent: Element, width: float) -> list[Box]:
    outer = parent.add("L", attributes="/O/List/ListNumbering/Decimal")
    return [_reference(story, number, entry, outer, width) for number, entry in enumerate(part.entries, 1)]


def _reference(story: Story, number: int, entry: Reference, outer: Element, width: float) -> Box:
    look, indent = story.look, 30.0 * story.look.unit
    line = outer.add("LI")
    label = story.plain(citation(number), look.source, line.add("Lbl"), indent)
    label.place = f"ref-{entry.id}"
    spans: Spans = (Text(entry.text),)
    if entry.address:
        spans = (Text(f"{entry.text} "), Link(entry.shown, entry.address))
    words = story.text(spans, look.source, line.add("LBody"), width - indent)
    return Beside([(0, Stack([label])), (indent, Stack([words]))], before=2, after=2)
