"""Tables: columns sized from what stands in them, a head that is repeated, rows that stay whole."""

from __future__ import annotations

from typing import NamedTuple

from ....document import Cell, Table
from ....spans import Text
from ..boxes.kinds import Box, Stack, TableBox, TextBox, height
from ..ink.sheet import Sheet
from ..ink.tags import Element
from ..look import HALF
from ..text.lines import Style, Token, longest, natural, tokens
from .context import Context

POWERS = (0.5, 0.35, 0.65, 0.8, 1.0)  # the first is taken when nothing is gained by another
SIDE, ABOVE = 7.0, 6.0  # points of air inside a cell


class Wish(NamedTuple):
    """What a column needs at least, and what it would take if it could, in points."""

    least: float
    most: float


def table_box(ctx: Context, part: Table, parent: Element, width: float) -> Box:
    table = parent.add("Table")
    caption = None
    if part.caption:
        caption = ctx.plain(part.caption, ctx.look.strong, table.add("Caption"), width, balanced=True)
    widths = _fewest_lines(ctx, part, width)
    if widths is None:
        ctx.fail(part.at, "a word does not fit the width of its column", "use fewer columns, or shorter words")
        widths = [width / len(part.head)] * len(part.head)
    head = [_head(ctx, text, table, wide) for text, wide in zip(part.head, widths, strict=True)]
    row = table.add("THead").add("TR")
    for box in head:
        assert box.element is not None
        row.kids.append(box.element)
    body = table.add("TBody")
    rows = [_row(ctx, cells, body.add("TR"), widths) for cells in part.rows]
    return _box(ctx, caption, head, rows, widths)


def _fewest_lines(ctx: Context, part: Table, width: float) -> list[float] | None:
    """Of several ways to share ``width`` the one that (by a quick estimate) takes the fewest lines."""
    columns = wishes(ctx, part)
    lengths = [
        [[natural(*_set_as(ctx, cell, i, n)) for n in range(len(cell.paragraphs))] for i, cell in enumerate(row)]
        for row in part.rows
    ]

    def lines(widths: list[float]) -> int:
        def tall(cell: list[float], wide: float) -> int:
            return sum(-int(-long * 1.04 // (wide - 2 * SIDE)) for long in cell)

        return sum(max(tall(cell, wide) for cell, wide in zip(row, widths, strict=True)) for row in lengths)

    ways = [way for power in POWERS if (way := share(columns, width, power))]
    return min(ways, key=lines) if ways else None


def _set_as(ctx: Context, cell: Cell, column: int, paragraph: int) -> tuple[list[Token], Style]:
    style = ctx.look.cell if column else ctx.look.cell_head
    return ctx.tokens(cell.paragraphs[paragraph], style), style


def wishes(ctx: Context, part: Table) -> list[Wish]:
    """What each column asks for."""
    look, out = ctx.look, []
    for number, text in enumerate(part.head):
        words = tokens((Text(text),), look.cell_head, {})
        least, most = longest(words), natural(words, look.cell_head)
        for row in part.rows:
            for spans in row[number].paragraphs:
                style = look.cell_head if number == 0 else look.cell
                items = ctx.tokens(spans, style)
                least, most = max(least, longest(items)), max(most, natural(items, style))
        out.append(Wish(least + 2 * SIDE, most + 2 * SIDE))
    return out


def share(columns: list[Wish], width: float, power: float = 0.5) -> list[float] | None:
    """Widths that add up to ``width``: each column gets its least, the rest by what they still wish for.

    A wish counts by its ``power``: less than 1, so that one long text does not starve the others.
    """
    least, most = sum(c.least for c in columns), sum(c.most for c in columns)
    if least > width:
        return None
    if most <= width:
        return [c.most + (width - most) * c.most / most for c in columns]
    weights = [max(0.0, c.most - c.least) ** power for c in columns]
    out = [c.least for c in columns]
    left, open_ = width - least, [i for i, weight in enumerate(weights) if weight]
    while left > 0.01 and open_:
        total = sum(weights[i] for i in open_)
        given = 0.0
        for i in list(open_):
            part = min(left * weights[i] / total, columns[i].most - out[i])
            out[i] += part
            given += part
            if columns[i].most - out[i] < 0.01:
                open_.remove(i)
        left -= given
        if given < 0.01:
            break
    return [wide + left / len(out) for wide in out]


def _head(ctx: Context, text: str, table: Element, width: float) -> TextBox:
    style = ctx.look.coloured(ctx.look.cell_head, "on-band")
    element = Element("TH", attributes="/O/Table/Scope/Column")
    return ctx.plain(text, style, element, width - 2 * SIDE)


def _row(ctx: Context, cells: tuple[Cell, ...], row: Element, widths: list[float]) -> list[Stack]:
    out = []
    for number, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        element = row.add("TD") if number else row.add("TH", attributes="/O/Table/Scope/Row")
        style = ctx.look.cell if number else ctx.look.cell_head
        boxes: list[Box] = [ctx.text(spans, style, element.add("P"), width - 2 * SIDE) for spans in cell.paragraphs]
        out.append(Stack(boxes))
    return out


def _box(
    ctx: Context, caption: TextBox | None, head: list[TextBox], rows: list[list[Stack]], widths: list[float]
) -> Box:
    look, total = ctx.look, sum(widths)
    starts = [sum(widths[:i]) for i in range(len(widths))]
    band = max(height(box) for box in head) + 2 * ABOVE
    talls = [max(height(cell) for cell in row) + 2 * ABOVE for row in rows]
    ground, rule, tint = (look.colours[name] for name in ("band", "rule", "tint"))

    def paint_head(sheet: Sheet, x: float, top: float, again: bool) -> None:
        frame = f" {look.colours['ink']} RG 1.2 w {x:.2f} {top - band:.2f} {total:.2f} {band:.2f} re S"
        fill = f"{ground} rg {x:.2f} {top - band:.2f} {total:.2f} {band:.2f} re f"
        sheet.artifact(frame if look.frame else fill)
        for start, box in zip(starts, head, strict=True):
            shown = TextBox(box.lines, box.style, None, {}) if again else box  # once only for those who listen
            drop = (band - height(box)) / 2
            shown.draw(sheet, x + start + SIDE, top - drop, 0, len(box.rows))

    def paint_row(sheet: Sheet, x: float, top: float, number: int) -> None:
        tall = talls[number]
        ground = f"{tint} rg {x:.2f} {top - tall:.2f} {total:.2f} {tall:.2f} re f " if number % 2 else ""
        edges = (top, top - tall) if ground else (top - tall,)
        lines = " ".join(f"{x:.2f} {y:.2f} m {x + total:.2f} {y:.2f} l" for y in edges)
        sheet.artifact(f"{ground}{rule} RG 0.8 w {lines} S")
        for start, cell in zip(starts, rows[number], strict=True):
            cell.draw(sheet, x + start + SIDE, top - ABOVE, 0, 1)

    box = TableBox(band, talls, paint_head, paint_row, before=HALF, after=1.5 * HALF)
    if caption is None:
        return box
    return _Captioned(caption, box)


class _Captioned(TableBox):
    """A table under its caption; a page that goes on repeats the head, not the caption."""

    def __init__(self, caption: TextBox, table: TableBox) -> None:
        super().__init__(table.head, table.cells, table.paint_head, table.paint_row, 1.4 * HALF, table.after)
        self.caption = caption
        self.above = height(caption) + 5
        self.rows = (self.rows[0] + self.above, *self.rows[1:])

    def draw(self, sheet: Sheet, x: float, top: float, first: int, last: int) -> None:
        if first == 0:
            self.caption.draw(sheet, x, top, 0, len(self.caption.rows))
            top -= self.above
        super().draw(sheet, x, top, first, last)
