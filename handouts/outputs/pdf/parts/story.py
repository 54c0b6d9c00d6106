"""Part -> boxes and structure elements, in reading order: the one place that knows every kind of
part."""

from __future__ import annotations

from typing import assert_never

from ....meaning.document import (
    Banner,
    Code,
    Columns,
    Contents,
    Cover,
    Definitions,
    Facts,
    Figure,
    FillIn,
    GridPart,
    Group,
    Heading,
    HoldingPart,
    IconArray,
    Items,
    Ladder,
    Noted,
    PageBreak,
    PagePart,
    Panel,
    Paragraph,
    Part,
    PicturePart,
    ProsePart,
    References,
    Steps,
    Strip,
    Table,
    Timeline,
    WaitingPart,
)
from ....meaning.parts import UNFILLED
from ....meaning.spans import Strong
from ....source.values import replace
from ..boxes.box import Box, height, kept
from ..boxes.stacks import Beside, Column, Stack
from ..ink.tags import Branch, branch
from . import charts, explained, forms, lists, notes, panels
from .banner import banner
from .codes import code, code_size
from .context import Context, Said
from .icons import icon
from .pictures import pictures
from .tables import table_box

SECTION, SUB = 2, 3  # levels of headings
SHORT = 0.45  # of a page: a column that one page holds, wherever it begins
ICON, BESIDE_ICON = (
    1.15,
    1.5,
)  # of the height of a line: an icon, and the room it takes of a heading
BESIDE_CODE = 0.36  # of what is free between columns
PICTURE = 0.68  # the width of a column of pictures, as a share of a column of words beside it
# of the width: what the first of two columns of panels may take
SHARES = (0.5, 0.47, 0.53, 0.44, 0.56, 0.41, 0.59)
FINE = tuple(share / 100 for share in range(40, 60))  # the same, where a page is too full


def part(ctx: Context, part: Part, parent: Branch, width: float) -> list[Box]:
    """The boxes of ``part``; its elements are added to ``parent``."""
    ctx.at = part.at or ctx.at
    if isinstance(part, ProsePart):
        return _prose(ctx, part, parent, width)
    if isinstance(part, PicturePart):
        return [_picture(ctx, part, parent, width)]
    if isinstance(part, GridPart):
        return _grid(ctx, part, parent, width)
    if isinstance(part, HoldingPart):
        return _holding(ctx, part, parent, width)
    if isinstance(part, WaitingPart):
        raise TypeError(UNFILLED)
    return _page(ctx, part, parent, width)


def _prose(ctx: Context, part: ProsePart, parent: Branch, width: float) -> list[Box]:
    match part:
        case Heading():
            return [_heading(ctx, part, parent, width)]
        case Paragraph():
            return [_paragraph(ctx, part, parent, width)]
        case Items():
            return lists.items(ctx, part, parent, width)
        case Steps():
            return lists.steps(ctx, part, parent, width)
        case Definitions():
            return explained.definitions(ctx, part, parent, width)
        case References():
            return explained.references(ctx, part, parent, width)
        case _:
            assert_never(part)


def _picture(ctx: Context, part: PicturePart, parent: Branch, width: float) -> Box:
    match part:
        case Figure():
            return pictures(ctx, (part,), [parent], width)
        case Strip(shown=figures):
            return pictures(ctx, figures, [parent] * len(figures), width)
        case IconArray():
            return charts.icon_array(ctx, part, parent, width)
        case Code():
            return code(ctx, part, parent)
        case _:
            assert_never(part)


def _grid(ctx: Context, part: GridPart, parent: Branch, width: float) -> list[Box]:
    match part:
        case Table():
            return [table_box(ctx, part, parent, width)]
        case Facts():
            return panels.facts(ctx, part, parent, width)
        case FillIn():
            return forms.fill_in(ctx, part, parent, width)
        case Timeline():
            return charts.timeline(ctx, part, parent, width)
        case Ladder():
            return charts.ladder(ctx, part, parent, width)
        case _:
            assert_never(part)


def _holding(ctx: Context, part: HoldingPart, parent: Branch, width: float) -> list[Box]:
    match part:
        case Panel():
            return [panels.panel(ctx, part, parent, width)]
        case Columns():
            return _columns(ctx, part, parent, width)
        case Group(parts=inner):
            gap = ctx.look.theme.gaps.half
            return [Stack(tuple(ctx.parts(inner, parent, width)), before=gap, after=gap)]
        case Noted():
            return notes.noted(ctx, part, parent, width)
        case _:
            assert_never(part)


def _page(ctx: Context, part: PagePart, parent: Branch, width: float) -> list[Box]:
    match part:
        case Banner():
            return [banner(ctx, part, parent, width)]
        case Contents() | Cover() | PageBreak():
            return []  # whole pages are the business of pages.py
        case _:
            assert_never(part)


def _paragraph(ctx: Context, part: Paragraph, parent: Branch, width: float) -> Box:
    body = ctx.look.narrow if ctx.inside else ctx.look.body
    style = {"body": body, "lead": ctx.look.lead, "small": ctx.look.small}[part.role]
    # a heading of sorts
    titled = all(
        isinstance(span, Strong) and span.text.endswith(ctx.look.signs.colon.strip())
        for span in part.spans
    )
    gaps, wide = ctx.look.theme.gaps, min(width, ctx.measure)
    before, after = gaps.before_title if titled else gaps.paragraph, gaps.paragraph
    return ctx.text(
        part.spans, style, parent.add("P"), wide, before=before, after=after, keep=titled
    )


def _heading(ctx: Context, part: Heading, parent: Branch, width: float) -> Box:
    look, gaps = ctx.look, ctx.look.theme.gaps
    style, before, after = {
        SECTION: (look.section, gaps.before_section, gaps.after_section),
        SUB: (look.sub, gaps.before_sub, gaps.after_sub),
    }.get(part.level, (look.strong, gaps.before_heading, gaps.after_heading))
    element = parent.add(f"H{part.level}")
    aside = BESIDE_ICON * style.leading if part.icon else 0.0
    room = min(width, ctx.measure) - aside
    said = Said(before=before, after=after, keep=True, whole=True, place=part.id)
    if not part.icon:
        return ctx.plain(part.text, style, element, room, balanced=True, **said)
    words = ctx.plain(part.text, style, element, room, balanced=True, place=part.id)
    sign = icon(ctx, part.icon, ICON * style.leading, "brand", part.at)
    columns = (Column(aside, Stack((words,))), Column(0, Stack((sign,))))
    return Beside(columns, middle=not ctx.beside, before=before, after=after, keep=True)


def _columns(ctx: Context, part: Columns, parent: Branch, width: float) -> list[Box]:
    theme, widths = ctx.look.theme, _panel_shares(ctx, part.columns, width)
    most = 2 if _compared(part) else ctx.look.edition.columns
    pairs = zip(part.columns, widths, strict=True)
    # a code takes little room, as a small picture does
    words = [wide for column, wide in pairs if not _own(ctx, column)]
    if len(words) > most or min(words, default=0.0) < theme.widths.column:  # one below the other
        return [
            box
            for column in part.columns
            for box in _under_head(ctx, column, ctx.parts(column, parent.add("Div"), width))
        ]
    stacks = _stacks(ctx, part.columns, parent, widths)
    tallest = max(height(stack) for stack in stacks)
    # Panels beside each other end together.
    even = (replace(stack, least=tallest) if stack.behind else stack for stack in stacks)
    space = _apart(ctx, part.columns)
    gap = theme.gaps.panel if len(words) == len(widths) else theme.gaps.close_field
    columns = (Column(sum(widths[:i]) + i * space, stack) for i, stack in enumerate(even))
    return [Beside(tuple(columns), before=gap, after=gap)]


def _apart(ctx: Context, columns: tuple[tuple[Part, ...], ...]) -> float:
    """What is free between columns: beside the code of a card, whose words need the room, only what
    stays pale around its squares, and a little more."""
    small = any(isinstance(part, Code) and part.small for column in columns for part in column)
    return ctx.look.theme.columns.apart * (BESIDE_CODE if small else 1)


def _under_head(ctx: Context, column: tuple[Part, ...], boxes: list[Box]) -> list[Box]:
    """The boxes of a column; those of a short one below a heading stay together, as what stands
    overleaf would read as the other column's ("it may fit you", "it is not for you")."""
    headed = bool(column) and isinstance(column[0], Heading)
    if not headed or sum(map(height, boxes)) > SHORT * ctx.depth:
        return boxes
    return [*(kept(box) for box in boxes[:-1]), *boxes[-1:]]


def _compared(part: Columns) -> bool:
    """Whether all columns have pictures of people: they are only compared beside each other."""
    return all(any(isinstance(one, IconArray) for one in column) for column in part.columns)


def _stacks(
    ctx: Context, columns: tuple[tuple[Part, ...], ...], parent: Branch, widths: list[float]
) -> list[Stack]:
    pairs = zip(columns, widths, strict=True)
    boxes = [ctx.parts(column, parent.add("Div"), wide) for column, wide in pairs]
    return [b[0] if len(b) == 1 and isinstance(b[0], Stack) else Stack(tuple(b)) for b in boxes]


def _panel_shares(ctx: Context, columns: tuple[tuple[Part, ...], ...], width: float) -> list[float]:
    """The widths of columns; two of panels are as wide as makes the higher one lowest."""
    space = _apart(ctx, columns)
    if len(columns) != 2 or not all(
        isinstance(part, Panel) for column in columns for part in column
    ):
        return _shares(ctx, columns, width - space * (len(columns) - 1))
    room, shares = width - space, FINE if ctx.look.near < 1 else SHARES
    tries = [[room * share, room * (1 - share)] for share in shares]
    return min(
        tries, key=lambda widths: max(map(height, _stacks(ctx, columns, branch("Div"), widths)))
    )


def _shares(ctx: Context, columns: tuple[tuple[Part, ...], ...], room: float) -> list[float]:
    """The widths of columns that share ``room``: codes and small pictures have their own, other
    pictures alone less than words."""
    own = [_own(ctx, column) for column in columns]
    weights = [_weight(column) for column in columns]
    whole = sum(weight for weight, wide in zip(weights, own, strict=True) if not wide)
    room -= sum(own)
    return [wide or room * weight / whole for weight, wide in zip(weights, own, strict=True)]


def _own(ctx: Context, column: tuple[Part, ...]) -> float:
    """How wide a column is that takes no share of the room: one of codes, or of one small picture
    that tells where on the body others are; else 0."""
    if column and all(isinstance(part, Code) for part in column):
        return max(code_size(ctx, part) for part in column if isinstance(part, Code))
    match column:
        case (Figure(name=name),) if picture := ctx.figures.get(name):
            wide = picture.width * ctx.look.unit
            return wide if wide < ctx.look.theme.rooms.titled_picture else 0.0
    return 0.0


def _weight(column: tuple[Part, ...]) -> float:
    """How much of the width a column gets: pictures less than words."""
    return PICTURE if all(isinstance(part, Figure) for part in column) else 1.0
