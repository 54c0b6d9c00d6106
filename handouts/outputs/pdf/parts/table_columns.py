"""Widths of a table's columns, from what stands in them: as many lines as need be, and no more."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import permutations
from math import inf

from ....meaning.document import Cell, Table
from ....meaning.spans import Blank, Text
from ....source.rows import NamedTuple
from ....source.values import replace
from ..text.kept import Cut
from ..text.lines import Style, longest_run
from .context import Context

POWERS = (0.5, 0.35, 0.65, 0.8, 1.0)  # the first is taken when nothing is gained by another
# of a text: what lines take more than the text itself, as they do not end just at the edge
LOOSE = 1.04
NEAR = 0.01  # points: less than that is nothing
MOVES = (0.04, 0.08, 0.12)  # of a table: what one column may give to another
LED = 3  # columns: only tables of so many have heads of rows above their cells
NARROW = 9.0  # sizes of the type: a column of two or three words a line
MANY = 4  # lines of a cell in such a column
WORTH = 2  # lines: what must be saved by that


class Wish(NamedTuple):
    """What a column needs at least, and what it would take if it could, in points."""

    least: float
    most: float


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

    lines = _counted(lengths, inside)
    ways = [way for power in POWERS if (way := share(columns, width, power))]
    if ways:
        return _moved(min(ways, key=lines), columns, lines)
    message = "a word does not fit the width of its column"
    ctx.unfit(part.at, message, "use fewer columns, or shorter words")
    return [width / len(part.head)] * len(part.head)


def _counted(lengths: Lengths, inside: float) -> Callable[[list[float]], int]:
    """How many lines rows take, by the widths of their columns, ``inside`` of which is free."""
    of_column = list(zip(*lengths, strict=True))

    @cache  # most columns are as wide in one way as in another
    def tall(number: int, wide: float) -> list[int]:
        """How many lines each cell of a column takes."""
        return [lines_in(cell, wide - inside) for cell in of_column[number]]

    def lines(widths: list[float]) -> int:
        cells = map(tall, range(len(widths)), widths)
        return sum(map(max, zip(*cells, strict=True)))  # of each row its highest cell

    return lines


def lines_in(cell: list[float], room: float) -> int:
    """How many lines the texts of a cell take, by a quick estimate."""
    return sum([-int(-long * LOOSE // room) if long > room + NEAR else 1 for long in cell])


def led_widths(
    ctx: Context, part: Table, columns: list[Wish], lengths: Lengths, widths: list[float]
) -> list[float] | None:
    """The widths of all columns but the first, where the head of each row had better stand above
    its cells: beside it one of them would be of two words a line, and no fewer lines are taken."""
    if len(widths) < LED or any(map(_plainly, part.rows)):
        return None
    inside, width = 2 * ctx.look.theme.insets.cell, sum(widths)
    narrow = NARROW * ctx.look.cell.size
    cells = [list(zip(row[1:], widths[1:], strict=True)) for row in lengths[1:]]
    if not any(
        wide - inside < narrow and lines_in(cell, wide - inside) >= MANY
        for row in cells
        for cell, wide in row
    ):
        return None
    rest = replace(part, head=part.head[1:], rows=tuple(row[1:] for row in part.rows))
    texts = [row[1:] for row in lengths]
    led = widths_of(ctx, rest, columns[1:], texts, width)
    heads = sum(lines_in(row[0], width - inside) for row in lengths)
    less = heads + _counted(texts, inside)(led) <= _counted(lengths, inside)(widths)
    return led if less else None


def _plainly(row: tuple[Cell, ...]) -> bool:
    """Whether a row has something to tick, to write on, or bars."""
    return any(cell.box or cell.share is not None or _empty(cell) for cell in row)


def _alike(part: Table, columns: list[Wish]) -> list[Wish]:
    """What columns ask for; those that have nothing but boxes to tick, or nothing but lines to
    write on, are as wide as each other, not as their heads."""
    kinds = [_kind([row[number] for row in part.rows]) for number in range(len(columns))]
    of_kind = dict[str, Wish]()
    for kind, one in zip(kinds, columns, strict=True):
        known = of_kind.get(kind, one)
        of_kind[kind] = Wish(max(one.least, known.least), max(one.most, known.most))
    return [of_kind[kind] if kind else one for kind, one in zip(kinds, columns, strict=True)]


def _kind(cells: list[Cell]) -> str:
    """What all cells of a column are there for: to be ticked, to be written in; else nothing."""
    if all(cell.box for cell in cells):
        return "tick"
    return "write" if all(map(_empty, cells)) else ""


def _empty(cell: Cell) -> bool:
    """Whether a cell has nothing but a line to write on."""
    match cell.paragraphs:
        case ((Blank(fact=""),),):
            return True
    return False


def _moved(
    widths: list[float], columns: list[Wish], lines: Callable[[list[float]], int]
) -> list[float]:
    """``widths``, or what becomes of them when one column gives another as little as takes the
    fewest lines: an empty column may have more than its lines to write on need."""
    best, fewest, width = widths, lines(widths) - WORTH + 1, sum(widths)
    places = range(len(widths))
    # those whose lines are fewer with all the room there could be
    takers = {at for at in places if lines([*widths[:at], inf, *widths[at + 1 :]]) < fewest}
    for move in MOVES:
        for giver, taker in permutations(places, 2):
            if taker in takers and widths[giver] - move * width >= columns[giver].least:
                tried = [*widths]
                tried[giver] -= move * width
                tried[taker] += move * width
                if (count := lines(tried)) < fewest:
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
