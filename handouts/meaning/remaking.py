"""The same part with other words: one of the two functions that know every kind of part.

``telling`` has the other one, which reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import assert_never

from ..source.values import replace
from .document import (
    Banner,
    Cell,
    Code,
    Columns,
    Contents,
    Cover,
    Definitions,
    Each,
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
    When,
)
from .parts import children
from .spans import Spans

Rewrite = Callable[[Spans], Spans]
Inner = Callable[[Part], Iterable[Part]]


def remade(part: Part, text: Rewrite, inner: Inner) -> Part:
    """``part`` with ``text(spans)`` for each of its rich texts, and ``inner(below)`` for each part
    right inside it, which may be none or several.

    The very same object where nothing changes. A column of which nothing is left goes; what has
    notes in the margin becomes a ``Group`` where it is no longer one part. Raises ``TypeError``
    where a picture of a row or of a cover, or a code beside a title, would become something else.
    """
    new = _remade(part, text, inner)
    # Parts are equal wherever they were written, so what is inside is looked at by identity.
    pairs = zip(children(new), children(part), strict=False)
    return part if new == part and all(one is other for (one, _), (other, _) in pairs) else new


def _remade(part: Part, text: Rewrite, inner: Inner) -> Part:
    if isinstance(part, ProsePart):
        return _prose(part, text, inner)
    if isinstance(part, PicturePart):
        return _picture(part, text, inner)
    if isinstance(part, GridPart):
        return _grid(part, text, inner)
    if isinstance(part, HoldingPart):
        return _holding(part, text, inner)
    if isinstance(part, WaitingPart):
        return _waiting(part, inner)
    return _page(part, text, inner)


def _below(parts: Iterable[Part], inner: Inner) -> tuple[Part, ...]:
    return tuple(one for part in parts for one in inner(part))


def _prose(part: ProsePart, text: Rewrite, inner: Inner) -> Part:
    match part:
        case Heading() | References():
            return part
        case Paragraph():
            return replace(part, spans=text(part.spans))
        case Items() | Steps():
            told = ((one, text(one.spans), _below(one.parts, inner)) for one in part.items)
            return replace(part, items=tuple(replace(one, spans=s, parts=p) for one, s, p in told))
        case Definitions():
            entries = (replace(entry, spans=text(entry.spans)) for entry in part.entries)
            return replace(part, entries=tuple(entries))
        case _:
            assert_never(part)


def _picture(part: PicturePart, text: Rewrite, inner: Inner) -> Part:
    match part:
        case Figure():
            return replace(part, caption=text(part.caption))
        case Strip():
            return replace(part, figures=_pictures(_below(part.figures, inner)))
        case IconArray():
            return replace(part, yes=text(part.yes), no=text(part.no), group=text(part.group))
        case Code():
            return part
        case _:
            assert_never(part)


def _grid(part: GridPart, text: Rewrite, inner: Inner) -> Part:
    match part:
        case Table():
            rows = (tuple(_cell(cell, text) for cell in row) for row in part.rows)
            return replace(part, rows=tuple(rows))
        case Facts():
            facts = (replace(fact, spans=text(fact.spans)) for fact in part.items)
            return replace(part, items=tuple(facts))
        case FillIn():
            fields = (replace(field, value=text(field.value)) for field in part.fields)
            return replace(part, fields=tuple(fields))
        case Timeline() | Ladder():
            stages = (replace(stage, parts=_below(stage.parts, inner)) for stage in part.stages)
            return replace(part, stages=tuple(stages))
        case _:
            assert_never(part)


def _holding(part: HoldingPart, text: Rewrite, inner: Inner) -> Part:
    match part:
        case Panel() | Group():
            return replace(part, parts=_below(part.parts, inner))
        case Columns():
            columns = (_below(column, inner) for column in part.columns)
            return replace(part, columns=tuple(filter(None, columns)))
        case Noted():
            kept = _below((part.part,), inner)
            one = kept[0] if len(kept) == 1 else Group(kept)
            return replace(part, part=one, notes=tuple(map(text, part.notes)))
        case _:
            assert_never(part)


def _waiting(part: WaitingPart, inner: Inner) -> Part:
    match part:
        case When():
            parts, otherwise = (_below(side, inner) for side in (part.parts, part.otherwise))
            return replace(part, parts=parts, otherwise=otherwise)
        case Each():
            return part
        case _:
            assert_never(part)


def _page(part: PagePart, text: Rewrite, inner: Inner) -> Part:
    match part:
        case Cover():
            figure = _one(_below((part.figure,), inner))
            audience, status = text(part.audience), text(part.status)
            new = replace(part, figure=figure, audience=audience, status=status)
            return replace(new, whose=text(part.whose), scan=_codes(_below(part.scan, inner)))
        case Banner():
            scan = _codes(_below(part.scan, inner))
            return replace(part, whose=text(part.whose), status=text(part.status), scan=scan)
        case Contents() | PageBreak():
            return part
        case _:
            assert_never(part)


def _cell(cell: Cell, text: Rewrite) -> Cell:
    return replace(cell, paragraphs=tuple(map(text, cell.paragraphs)))


def _codes(parts: tuple[Part, ...]) -> tuple[Code, ...]:
    if not all(isinstance(part, Code) for part in parts):
        raise TypeError("only a code can lead from a title to the web")
    return tuple(part for part in parts if isinstance(part, Code))


def _pictures(parts: tuple[Part, ...]) -> tuple[Figure, ...]:
    if not all(isinstance(part, Figure) for part in parts):
        raise TypeError("only a picture can stand in a row of pictures or on a cover")
    return tuple(part for part in parts if isinstance(part, Figure))


def _one(parts: tuple[Part, ...]) -> Figure:
    figures = _pictures(parts)
    if len(figures) != 1:
        raise TypeError("a cover has one picture")
    return figures[0]
