"""Tables of two languages: one grid, in each cell the words of both."""

from __future__ import annotations

from dataclasses import replace

from ....meaning.document import Table
from ..boxes.box import Box
from ..boxes.kinds import Painted, Unseen
from ..boxes.stacks import Stack
from ..ink.tags import Branch, Data
from .context import Context
from .tables import Wish, cells_of, grid, head_cell, lengths_of, widths_of, wishes_of
from .two import Two, Under


def table_of_both(two: Two, one: Table, other: Table, under: Under, width: float) -> list[Box]:
    """Each language has a table of its own in the structure; what is seen is one."""
    data = Data(one.caption, one.numbers) if one.numbers else None
    tables = under.add("Table", data=data)
    told = tuple(zip(two.both, (one, other), tables, strict=True))
    named = [_named(ctx, part, table, two.half(width)) for ctx, part, table in told]
    wanted = zip(*(wishes_of(ctx, part, width) for ctx, part, _ in told), strict=True)
    columns = [Wish(max(a.least, b.least), max(a.most, b.most)) for a, b in wanted]
    mine, theirs = (lengths_of(ctx, part) for ctx, part, _ in told)
    lengths = [
        [a + b for a, b in zip(*rows, strict=True)] for rows in zip(mine, theirs, strict=True)
    ]
    widths = widths_of(two.one, one, columns, lengths, width)
    rows = [table.add("THead").add("TR") for table in tables]
    heads = [
        [head_cell(ctx, text, row, wide) for text, wide in zip(part.head, widths, strict=True)]
        for (ctx, part, _), row in zip(told, rows, strict=True)
    ]
    inside = 2 * two.one.look.theme.insets.cell
    head = tuple(
        _cell(two, Stack((a,)), Stack((b,)), wide - inside)
        for a, b, wide in zip(*heads, widths, strict=True)
    )
    bodies = [table.add("TBody") for table in tables]
    cells = [
        [cells_of(ctx, row, body.add("TR"), widths) for row in part.rows]
        for (ctx, part, _), body in zip(told, bodies, strict=True)
    ]
    body = tuple(
        tuple(_cell(two, a, b, wide - inside) for a, b, wide in zip(*pair, widths, strict=True))
        for pair in zip(*cells, strict=True)
    )
    shown = grid(two.one, head, body, widths)
    return [*_captions(two, named, width), shown]


def _named(ctx: Context, part: Table, table: Branch, half: float) -> list[Box]:
    """What a table is called in one language."""
    if part.caption:
        look, element = ctx.look, table.add("Caption")
        return [ctx.plain(part.caption, look.strong, element, half, balanced=True, keep=True)]
    if part.spoken:
        element = table.add("Caption", actual=part.spoken)
        return [Painted(0.0, Unseen(element.number))]
    return []


def _captions(two: Two, named: list[list[Box]], width: float) -> list[Box]:
    """What a table is called in both, above it."""
    if not all(named):
        return []
    half, gaps = two.half(width), two.one.look.theme.gaps
    one, other = named
    row = two.row(one, other, half)
    seen = bool(row.rows[0])
    return [replace(row, before=gaps.captioned if seen else 0.0, after=gaps.titled, keep=True)]


def _cell(two: Two, one: Stack, other: Stack, wide: float) -> Stack:
    """A cell with the words of both; a box to tick stands there once."""
    if not other.boxes:
        return one
    gap = two.one.look.theme.gaps.entry
    return Stack((one, replace(two.spoken((other,), wide), before=gap)))
