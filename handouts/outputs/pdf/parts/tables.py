"""Tables: columns sized from what stands in them, a head that is repeated, rows that stay whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import permutations

from ....meaning.document import Cell, Field, Table
from ....meaning.naming import named
from ....meaning.spans import Blank, Text
from ....source.rows import NamedTuple
from ....source.values import replace, value
from ..boxes.box import Box, height
from ..boxes.broken import TableBox
from ..boxes.kinds import Painted, TextBox, Typed, Unseen, silent
from ..boxes.stacks import Stack
from ..ink.outlines import pen, rect, stroke
from ..ink.sheet import Sheet
from ..ink.tags import Branch, Data
from ..text.kept import Cut
from ..text.lines import Style, longest_run
from .context import Context
from .table_rows import COLOURS, Colours, Rows, Shares

POWERS = (0.5, 0.35, 0.65, 0.8, 1.0)  # the first is taken when nothing is gained by another
# of a text: what lines take more than the text itself, as they do not end just at the edge
LOOSE = 1.04
NEAR = 0.01  # points: less than that is nothing
MOVES = (0.04, 0.08, 0.12)  # of a table: what one column may give to another
WORTH = 2  # lines: what must be saved by that


class Wish(NamedTuple):
    """What a column needs at least, and what it would take if it could, in points."""

    least: float
    most: float


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
    widths = widths_of(ctx, part, wishes_of(ctx, part, width), lengths_of(ctx, part), width)
    row = table.add("THead").add("TR")
    head = zip(part.head, widths, strict=True)
    heads = tuple(Stack((head_cell(ctx, text, row, wide),)) for text, wide in head)
    body = table.add("TBody")
    rows = tuple(cells_of(ctx, cells, body.add("TR"), widths) for cells in part.rows)
    shares = shares_of(part)
    return grid(ctx, heads, rows, widths, caption=caption, called=called, shares=shares)


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
) -> TableBox:
    """A table of its cells; ``called`` is the element of what it is called where that is only
    heard."""
    look, theme = ctx.look, ctx.look.theme
    insets, gaps = theme.insets, theme.gaps
    colours = tuple(look.colours[name] for name in COLOURS)
    starts = tuple(sum(widths[:i]) for i in range(len(widths)))
    band = max(map(height, heads)) + 2 * insets.cell_above
    talls = tuple(max(map(height, row)) + 2 * insets.cell_above for row in rows)
    above = gaps.captioned if caption else gaps.half
    sizes = (insets.cell, insets.cell_above, theme.rules.thin)
    frame = theme.rules.head if look.frame else 0.0
    given = (sum(widths), band, talls, Colours(*colours), *sizes, frame, called)
    painted = Rows(heads, tuple(map(_unheard, heads)), rows, starts, *given, bars=shares)
    below = gaps.after_table
    return TableBox(band, talls, painted, caption, gaps.titled, before=above, after=below)


def _unheard(head: Stack) -> Stack:
    """A head as it is painted again, where a table goes on."""
    boxes = (silent(box) if isinstance(box, TextBox) else _unheard(box) for box in _boxes(head))
    return replace(head, boxes=tuple(boxes))


def _boxes(stack: Stack) -> Iterator[TextBox | Stack]:
    for box in stack.boxes:
        assert isinstance(box, TextBox | Stack)
        yield box


def wishes_of(ctx: Context, part: Table, width: float) -> list[Wish]:
    """What each column asks for; what belongs together gives way where all is more than
    ``width``."""
    columns = wishes(ctx, part, lambda cut, style: longest_run(cut.tokens, style))
    if sum(column.least for column in columns) > width:
        columns = wishes(ctx, part, lambda cut, _: cut.widest)
    return columns


Lengths = list[list[list[float]]]  # of each paragraph, by row and cell, in points


def lengths_of(ctx: Context, part: Table) -> Lengths:
    """How long the texts of each cell are, heads first; what is written by hand is on one line,
    which is never wider than its column."""
    heads = [[ctx.cut((Text(text),), ctx.look.cell_head).natural] for text in part.head]
    rows = [
        [
            [
                0.0
                if all(isinstance(span, Blank) for span in spans)
                else ctx.cut(spans, _style(ctx, number)).natural
                for spans in cell.paragraphs
            ]
            for number, cell in enumerate(row)
        ]
        for row in part.rows
    ]
    return [heads, *rows]


def widths_of(
    ctx: Context, part: Table, columns: list[Wish], lengths: Lengths, width: float
) -> list[float]:
    """Of several ways to share ``width`` the one that (by a quick estimate) takes the fewest
    lines."""
    inside, alike = 2 * ctx.look.theme.insets.cell, _alike(part, columns)
    columns = alike if sum(one.least for one in alike) <= width else columns

    of_column = [[row[number] for row in lengths] for number in range(len(columns))]

    @cache  # most columns are as wide in one way as in another
    def tall(number: int, wide: float) -> list[int]:
        """How many lines each cell of a column takes."""
        room = wide - inside
        return [
            sum([max(1, -int(-long * LOOSE // room)) for long in cell])
            for cell in of_column[number]
        ]

    def lines(widths: list[float]) -> int:
        cells = map(tall, range(len(widths)), widths)
        return sum(map(max, zip(*cells, strict=True)))  # of each row its highest cell

    ways = [way for power in POWERS if (way := share(columns, width, power))]
    if ways:
        return _moved(min(ways, key=lines), columns, lines)
    message = "a word does not fit the width of its column"
    ctx.fail(part.at, message, "use fewer columns, or shorter words")
    return [width / len(part.head)] * len(part.head)


def _alike(part: Table, columns: list[Wish]) -> list[Wish]:
    """What columns ask for; those that have nothing but boxes to tick are as wide as each other,
    not as their heads."""
    ticked = [all(row[number].box for row in part.rows) for number in range(len(columns))]
    boxed = [one for one, box in zip(columns, ticked, strict=True) if box]
    if not boxed:
        return columns
    widest = Wish(max(one.least for one in boxed), max(one.most for one in boxed))
    return [widest if box else one for one, box in zip(columns, ticked, strict=True)]


def _moved(
    widths: list[float], columns: list[Wish], lines: Callable[[list[float]], int]
) -> list[float]:
    """``widths``, or what becomes of them when one column gives another as little as takes the
    fewest lines: an empty column may have more than its lines to write on need."""
    best, fewest, width = widths, lines(widths) - WORTH + 1, sum(widths)
    for move in MOVES:
        for giver, taker in permutations(range(len(widths)), 2):
            tried = [*widths]
            tried[giver] -= move * width
            tried[taker] += move * width
            if tried[giver] >= columns[giver].least and (count := lines(tried)) < fewest:
                best, fewest = tried, count
    return best


def _style(ctx: Context, column: int) -> Style:
    """How the cells of a column are set: those of the first are heads of their rows."""
    return ctx.look.cell if column else ctx.look.cell_head


def wishes(ctx: Context, part: Table, widest: Callable[[Cut, Style], float]) -> list[Wish]:
    """What each column asks for; ``widest`` is what of its words must stand on one line."""
    look, out, inside = ctx.look, [], 2 * ctx.look.theme.insets.cell
    for number, text in enumerate(part.head):
        words = ctx.cut((Text(text),), look.cell_head)
        least, most = widest(words, look.cell_head), words.natural
        for row in part.rows:
            for spans in row[number].paragraphs:
                if all(isinstance(span, Blank) and not span.fact for span in spans):
                    write = look.theme.rooms.write
                    least, most = max(least, write / 2), max(most, write)
                    continue
                style = _style(ctx, number)
                words = ctx.cut(spans, style)
                least, most = max(least, widest(words, style)), max(most, words.natural)
        out.append(Wish(least + inside, most + inside))
    return out


def share(columns: list[Wish], width: float, power: float = 0.5) -> list[float] | None:
    """Widths that add up to ``width``: each column gets its least, the rest by what they still wish
    for.

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
    while left > NEAR and open_:
        total = sum(weights[i] for i in open_)
        given = 0.0
        for i in list(open_):
            part = min(left * weights[i] / total, columns[i].most - out[i])
            out[i] += part
            given += part
            if columns[i].most - out[i] < NEAR:
                open_.remove(i)
        left -= given
        if given < NEAR:
            break
    return [wide + left / len(out) for wide in out]


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
        out.append(Stack(tuple(texts)))
    return tuple(out)


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
