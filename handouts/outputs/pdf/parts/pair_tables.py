"""Tables of two languages: one grid, in each cell the words of both."""

from __future__ import annotations

from collections.abc import Sequence

from ....meaning.document import Table
from ....source.values import replace
from ..boxes.box import Box, height
from ..boxes.kinds import Painted, TextBox, Unseen
from ..boxes.stacks import Stack
from ..ink.tags import Branch, Data
from ..text.lines import width_of
from .context import Context
from .table_columns import Wish, lengths_of, widths_of, wishes_of
from .tables import cells_of, grid, head_cell, shares_of
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
    first, second = (
        [_head(ctx, text, row, wide) for text, wide in zip(part.head, widths, strict=True)]
        for (ctx, part, _), row in zip(told, rows, strict=True)
    )
    bodies = [table.add("TBody") for table in tables]
    cells = [
        [cells_of(ctx, row, body.add("TR"), widths) for row in part.rows]
        for (ctx, part, _), body in zip(told, bodies, strict=True)
    ]
    body = tuple(_row(two, mine, theirs, widths) for mine, theirs in zip(*cells, strict=True))
    shown = grid(two.one, _row(two, first, second, widths), body, widths, shares=shares_of(one))
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


def _head(ctx: Context, text: str, row: Branch, wide: float) -> Stack:
    return Stack((head_cell(ctx, text, row, wide),))


def _row(
    two: Two, first: Sequence[Stack], other: Sequence[Stack], widths: Sequence[float]
) -> tuple[Stack, ...]:
    """The cells of a row with the words of both, those of the second level with each other; a box
    to tick and a line to write on stand there once."""
    look = two.one.look
    tall, gap, inside = max(map(height, first)), look.theme.gaps.entry, 2 * look.theme.insets.cell
    out = []
    for one, twin, wide in zip(first, other, widths, strict=True):
        if twin.boxes:
            room = _room(one, twin, wide - inside) if two.turned else wide - inside
            seen = gap if height(twin) else 0.0
            out.append(
                Stack((replace(one, least=tall), replace(two.spoken((twin,), room), before=seen)))
            )
        else:
            out.append(one)
    return tuple(out)


def _room(one: Stack, twin: Stack, most: float) -> float:
    """How wide the words of a cell are: those that run against the page begin where the others
    end, not at the far edge of the cell."""
    texts = [box for box in (*one.boxes, *twin.boxes) if isinstance(box, TextBox)]
    wide = max((width_of(line, box.style) for box in texts for line in box.lines), default=0.0)
    return min(most, wide)
