"""What stands behind a text: words explained, sources."""

from __future__ import annotations

from ....meaning.document import Definitions, Reference, References
from ....meaning.spans import Link, Spans, Text, citation, cited_id, source_id
from ....source.values import replace
from ..boxes.box import Box, kept
from ..boxes.stacks import Beside, Column, Stack
from ..ink.tags import Branch
from ..text.bidi import led
from .context import Context

FEW = 3  # rows of words explained that stay together


def definitions(ctx: Context, part: Definitions, parent: Branch, width: float) -> list[Box]:
    """Two columns of entries, read row by row."""
    look, space = ctx.look, ctx.look.theme.columns.words
    gap = look.theme.gaps.half
    count = min(2, look.edition.columns)
    each = min((width - space * (count - 1)) / count, ctx.measure)
    outer = parent.add("L", attributes="/O/List/ListNumbering/None")
    cells: list[Stack] = []
    for entry in part.entries:
        item = outer.add("LI")
        term = ctx.plain(entry.term, look.strong, item.add("Lbl"), each, place=entry.id)
        cells.append(Stack((term, ctx.text(entry.spans, look.label, item.add("LBody"), each))))
    rows = [
        Beside(
            tuple(Column(i * (each + space), cell) for i, cell in enumerate(cells[n : n + count])),
            before=gap,
            after=gap,
        )
        for n in range(0, len(cells), count)
    ]
    return [kept(row, len(rows) <= FEW and row is not rows[-1]) for row in rows]


def references(ctx: Context, part: References, parent: Branch, width: float) -> list[Box]:
    outer = parent.add("L", attributes="/O/List/ListNumbering/Decimal")
    entries = enumerate(part.entries, 1)
    return [_reference(ctx, number, entry, outer, width) for number, entry in entries]


def _reference(ctx: Context, number: int, entry: Reference, outer: Branch, width: float) -> Box:
    look, indent = ctx.look, ctx.look.theme.indents.source
    gap = look.theme.gaps.joined
    item, place, back = outer.add("LI"), source_id(entry.id), f"#{cited_id(entry.id)}"
    told: Spans = (Text(citation(number)),)
    if back in ctx.backs:  # the number leads to where it is cited
        told = (Link(citation(number), back),)
    label = ctx.text(told, look.source, item.add("Lbl"), indent, place=place)
    spans: Spans = (Text(entry.text),)
    if entry.address:
        spans = (Text(f"{entry.text} "), Link(entry.shown, entry.address))
    # one that is called in Latin letters runs as they do, though its date may be told in others
    style = replace(look.source, rtl=False) if look.rtl and not led(entry.text) else look.source
    room = width - indent
    words = ctx.text(spans, style, item.add("LBody"), room, across=room)  # all begin in one place
    columns = (Column(0, Stack((label,))), Column(indent, Stack((words,))))
    return Beside(columns, before=gap, after=gap)
