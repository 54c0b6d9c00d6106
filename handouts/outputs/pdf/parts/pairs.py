"""A part and its twin in another language -> boxes: the one place that knows how each kind stands
beside the other."""

from __future__ import annotations

from ....meaning.document import (
    Banner,
    Code,
    Columns,
    Figure,
    FillIn,
    Group,
    IconArray,
    Items,
    Ladder,
    Panel,
    Part,
    References,
    Steps,
    Strip,
    Table,
    Timeline,
)
from ....meaning.pairing import Pair
from ..boxes.box import Box
from ..boxes.stacks import Beside, Column, Stack
from . import story
from .banner import banner_of_both
from .codes import QR
from .pair_charts import ladder_of_both, people_of_both, timeline_of_both
from .pair_fields import fields_of_both
from .pair_lists import items_of_both, steps_of_both
from .pair_panels import panel_of_both
from .pair_pictures import pictures_of_both
from .pair_tables import table_of_both
from .two import Two, Under

WHOLE = (References, Code)  # what stands there once


def pair(two: Two, both: Pair, under: Under, width: float) -> list[Box]:
    """The boxes of a pair; its elements are added to both languages."""
    first, others = both
    if first is None or not others:
        return _alone(two, first, others, under, width)
    found = _across(two, first, others[0], under, width)
    return found if found is not None else _level(two, first, others, under, width)


def _alone(
    two: Two, first: Part | None, others: tuple[Part, ...], under: Under, width: float
) -> list[Box]:
    """What only one language has, in its column."""
    if isinstance(first, WHOLE):
        return story.part(two.one, first, under.one, width)
    half = two.half(width)
    one = story.part(two.one, first, under.one, half) if first else []
    return two.level(one, two.other.parts(others, under.other, half), width)


def _level(
    two: Two, first: Part, others: tuple[Part, ...], under: Under, width: float
) -> list[Box]:
    """Both side by side, box by box."""
    half = two.half(width)
    one = story.part(two.one, first, under.one, half)
    return two.level(one, two.other.parts(others, under.other, half), width)


def _across(two: Two, one: Part, other: Part, under: Under, width: float) -> list[Box] | None:
    """What both languages share; nothing where each has a column of its own."""
    if _many(one) != _many(other):
        return None
    match one, other:
        case Group(), Group():
            gap = two.one.look.theme.gaps.half
            inside = two.parts((one.parts, other.parts), under, width)
            return [Stack(tuple(inside), before=gap, after=gap)]
        case Columns(), Columns():
            return _columns(two, one, other, under, width)
        case Items(), Items():
            return items_of_both(two, one, other, under, width)
        case Steps(), Steps():
            return steps_of_both(two, one, other, under, width)
        case FillIn(), FillIn():
            return fields_of_both(two, one, other, under, width)
        case _:
            framed = _framed(two, one, other, under, width)
            return [framed] if framed else _shown(two, one, other, under, width)


def _framed(two: Two, one: Part, other: Part, under: Under, width: float) -> Box | None:
    """One frame around what both say."""
    match one, other:
        case Banner(), Banner():
            return banner_of_both(two, (one, other), under, width)
        case Panel(), Panel():
            return panel_of_both(two, one, other, under, width)
        case _:
            return None


def _shown(two: Two, one: Part, other: Part, under: Under, width: float) -> list[Box] | None:
    """The same of pictures, charts and tables."""
    match one, other:
        case Figure(), Figure():
            return pictures_of_both(two, ((one, other),), under, width)
        case Strip(), Strip():
            twins = tuple(zip(one.shown, other.shown, strict=True))
            return pictures_of_both(two, twins, under, width)
        case IconArray(), IconArray():
            return people_of_both(two, one, other, under, width)
        case Table(), Table():
            return table_of_both(two, one, other, under, width)
        case Timeline(), Timeline():
            return timeline_of_both(two, one, other, under, width)
        case Ladder(), Ladder():
            return ladder_of_both(two, one, other, under, width)
        case _:
            return None


def _many(part: Part) -> int:
    """How many entries a part has, where that may be a clinic's doing."""
    match part:
        case Items() | Steps():
            return len(part.items)
        case FillIn():
            return len(part.fields)
        case Table():
            return len(part.rows)
        case _:
            return 0


def _columns(two: Two, one: Columns, other: Columns, under: Under, width: float) -> list[Box]:
    """Groups one below the other; a code stands beside them."""
    codes = [part for column in one.columns for part in column if isinstance(part, Code)]
    room = width - (QR + two.apart) * bool(codes)
    told = [column for column in one.columns if not isinstance(column[0], Code)]
    boxes = [
        box
        for mine, theirs in zip(told, other.columns, strict=True)
        for box in two.parts((mine, theirs), under.add("Div"), room)
    ]
    if not codes:
        return boxes
    shown = two.one.parts(tuple(codes), under.one, QR)
    columns = (Column(0.0, Stack(tuple(boxes))), Column(room + two.apart, Stack(tuple(shown))))
    gap = two.one.look.theme.gaps.panel
    return [Beside(columns, before=gap, after=gap)]
