"""Tables: a head that is repeated, rows that stay whole."""

from __future__ import annotations

from collections.abc import Iterator

from ....meaning.document import Cell, Field, Table
from ....meaning.naming import named
from ....meaning.spans import Blank
from ....source.values import replace, value
from ..boxes.box import Box, height
from ..boxes.broken import TableBox
from ..boxes.kinds import Painted, TextBox, Typed, Unseen, baseline_drop, silent
from ..boxes.stacks import Stack
from ..ink.outlines import pen, rect, stroke
from ..ink.sheet import Sheet
from ..ink.tags import Branch, Data
from .context import Context
from .table_columns import led_widths, lengths_of, widths_of, wishes_of
from .table_rows import COLOURS, Colours, Rows, Shares

LEAD = 0.12  # of the air above words: between the head of a row and the cells below it
EDGE = 0.3  # points between a field and the top of its cell


def table_box(ctx: Context, part: Table, parent: Branch, width: float) -> Box:
    data = Data(part.caption, part.numbers) if part.numbers else None
    table = parent.add("Table", data=data)
    caption, called = None, None
    if part.caption:
        caption = ctx.plain(
            part.caption, ctx.look.strong, table.add("Caption"), width, balanced=True
        )
    elif part.spoken:
        called = table.add("Caption", actual=part.spoken).number
    wishes, lengths = wishes_of(ctx, part, width), lengths_of(ctx, part)
    widths = widths_of(ctx, part, wishes, lengths, width)
    if led := led_widths(ctx, part, wishes, lengths, widths):
        widths = [width, *led]
    row = table.add("THead").add("TR")
    head = zip(part.head, widths, strict=True)
    heads = tuple(Stack((head_cell(ctx, text, row, wide),)) for text, wide in head)
    body = table.add("TBody")
    rows = tuple(cells_of(ctx, cells, body.add("TR"), widths) for cells in part.rows)
    shares = shares_of(part)
    return grid(
        ctx, heads, rows, widths, caption=caption, called=called, shares=shares, led=bool(led)
    )


def shares_of(part: Table) -> Shares:
    """What is shown as bars."""
    return tuple(tuple(cell.share for cell in cells) for cells in part.rows)


def grid(
    ctx: Context,
    heads: tuple[Stack, ...],
    rows: tuple[tuple[Stack, ...], ...],
    widths: list[float],
    *,
    caption: TextBox | None = None,
    called: int | None = None,
    shares: Shares = (),
    led: bool = False,
) -> TableBox:
    """A table of its cells; ``called`` is the element of what it is called where that is only
    heard. In one that is ``led`` the first cell of each row stands above the others."""
    look, theme = ctx.look, ctx.look.theme
    insets, gaps = theme.insets, theme.gaps
    colours = tuple(look.colours[name] for name in COLOURS)
    beside = widths[1:] if led else widths
    starts = tuple(sum(beside[:i]) for i in range(len(beside)))
    starts = (0.0, *starts) if led else starts
    leads = tuple(
        height(row[0]) + LEAD * insets.cell_above if led else 0.0 for row in (heads, *rows)
    )
    band, *talls = (
        lead + max(map(height, row[1:] if led else row)) + 2 * insets.cell_above
        for lead, row in zip(leads, (heads, *rows), strict=True)
    )
    above = gaps.captioned if caption else gaps.half
    sizes = (insets.cell, insets.cell_above, theme.rules.thin)
    frame = theme.rules.head if look.frame else 0.0
    given = (sum(beside), band, tuple(talls), Colours(*colours), *sizes, frame, called)
    again, below = tuple(map(_unheard, heads)), gaps.after_table
    painted = Rows(heads, again, rows, starts, *given, bars=shares, leads=leads if led else ())
    return TableBox(band, tuple(talls), painted, caption, gaps.titled, before=above, after=below)


def _unheard(head: Stack) -> Stack:
    """A head as it is painted again, where a table goes on."""
    boxes = (silent(box) if isinstance(box, TextBox) else _unheard(box) for box in _boxes(head))
    return replace(head, boxes=tuple(boxes))


def _boxes(stack: Stack) -> Iterator[TextBox | Stack]:
    for box in stack.boxes:
        assert isinstance(box, TextBox | Stack)
        yield box


def head_cell(ctx: Context, text: str, row: Branch, width: float) -> TextBox:
    style = ctx.look.coloured(ctx.look.cell_head, "on-band")
    # an empty corner is the head of nothing
    element = row.add("TH", attributes="/O/Table/Scope/Column") if text else row.add("TD")
    return ctx.plain(text, style, element, width - 2 * ctx.look.theme.insets.cell)


def cells_of(
    ctx: Context, cells: tuple[Cell, ...], row: Branch, widths: list[float]
) -> tuple[Stack, ...]:
    out, inside = [], 2 * ctx.look.theme.insets.cell
    for number, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        element = row.add("TD") if number else row.add("TH", attributes="/O/Table/Scope/Row")
        style = ctx.look.cell if number else ctx.look.cell_head
        if cell.box:
            out.append(_boxed(ctx, cell.box, element))
            continue
        if not ctx.answers and (line := _to_write_on(cell)):
            heard = element.add("P", actual=line.label)
            out.append(Stack((Painted(0.0, Unseen(heard.number)),)))
            continue
        wide = width - inside
        texts = (ctx.text(spans, style, element.add("P"), wide) for spans in cell.paragraphs)
        boxes = (_roomy(ctx, one) for one in texts) if _to_write_on(cell) else texts
        out.append(Stack(tuple(boxes)))
    return tuple(out)


def _roomy(ctx: Context, box: TextBox) -> TextBox:
    """A line to write on that is all there is in its cell: its field takes the cell up to its top,
    so that what is typed has two lines rather than one half as large."""
    room = ctx.look.theme.insets.cell_above + baseline_drop(box.style) - EDGE
    return replace(box, inlines={at: replace(one, room=room) for at, one in box.inlines.items()})


def _to_write_on(cell: Cell) -> Blank | None:
    """The line to write on that is all there is in a cell."""
    match cell.paragraphs:
        case ((Blank() as line,),):
            return line
    return None


@value
class TickBox:
    """A box to tick, ``size`` points wide, in the middle of a line ``leading`` points high."""

    size: float
    leading: float
    line: float
    colour: str
    typed: Typed

    def paint(self, sheet: Sheet, x: float, top: float) -> None:
        size = self.size
        low = top - (self.leading + size) / 2
        sheet.artifact(stroke(self.colour), f"{pen(self.line)} {rect(x, low, size, size)} S")
        self.typed.paint(sheet, (x, low, x + size, low + size))


def _boxed(ctx: Context, field: Field, cell: Branch) -> Stack:
    """A cell with a box to tick."""
    look, theme = ctx.look, ctx.look.theme
    if not ctx.answers:
        return Stack(())
    size = theme.ticks.size
    name, element = field.name or named("tick", field.spoken), cell.add("Form").number
    typed = Typed(name, field.spoken, size, element, "tick")
    box = TickBox(size, look.cell.leading, theme.rules.tick, look.colours["ink"], typed)
    return Stack((Painted(max(size, look.cell.leading), box),))
