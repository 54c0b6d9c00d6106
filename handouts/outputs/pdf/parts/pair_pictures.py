"""Pictures that two languages share: shown once, with the labels of both."""

from __future__ import annotations

from collections.abc import Sequence

from ....meaning.document import Figure, Label
from ....pictures.drawing import Drawing
from ....pictures.photo import Photo
from ....source.values import replace
from ..boxes.box import Box
from ..boxes.stacks import Stack
from .labels import BOTH, lay_out
from .pictures import LEAST, Planner, columns_of, label_elements
from .strips import Plate, words_high
from .two import Two, Under

Twins = Sequence[tuple[Figure, Figure]]


def pictures_of_both(two: Two, twins: Twins, under: Under, width: float) -> list[Box] | None:
    """Pictures with the words of both languages, as far beside each other as there is room;
    nothing where the labels of both have no place."""
    if not all(_alike(*both) for both in twins):
        return None
    known = [(both, two.one.figures.get(both[0].name)) for both in twins]
    shown = [(both, picture) for both, picture in known if picture]
    theme = two.one.look.theme
    apart, least = theme.columns.apart, theme.rooms.titled_picture
    count = columns_of([picture for _, picture in shown], width, least, apart) if shown else 1
    while count and not _fit(two, shown, (width - apart * (count - 1)) / count):
        count -= 1
    if not shown or not count:
        return None
    cell = (width - apart * (count - 1)) / count
    groups = [under.add("Div") for _ in shown]
    alone = len(shown) == 1
    half = two.half(width)
    titles = _titles(two, shown[0][0], groups[0], half) if alone else []
    plates = tuple(
        _plate(two, both, picture, group, cell, worded=not alone)
        for (both, picture), group in zip(shown, groups, strict=True)
    )
    box = Planner(two.one, plates, count, cell, two.other.look.label).box()
    if not alone:
        return [box]
    captions = _captions(two, shown[0][0], groups[0], half)
    rows = [[two.row(told[:1], told[1:], half)] if told else [] for told in (titles, captions)]
    return [Stack((*rows[0], box, *rows[1]), before=box.before, after=box.after)]


def _alike(one: Figure, other: Figure) -> bool:
    """Whether the labels of both point at the same."""
    mine, theirs = ([label.anchor for label in part.labels] for part in (one, other))
    return mine == theirs


def _fit(
    two: Two, shown: Sequence[tuple[tuple[Figure, Figure], Drawing | Photo]], cell: float
) -> bool:
    """Whether the labels of both leave each picture enough of ``cell`` points."""
    look = two.one.look
    for both, picture in shown:
        labels = _labels(*both)
        scale = min(look.unit, look.edition.tallest * look.unit / picture.height)
        given = look.label, cell, scale
        placed = lay_out(picture, labels, *given, other=two.other.look.label) if labels else None
        if labels and (placed is None or placed.scale < LEAST * scale):
            return False
    return True


def _labels(one: Figure, other: Figure) -> tuple[Label, ...]:
    """Each label in both languages; once where it is the same and its picture says it anyway."""
    out = []
    for label, twin in zip(one.labels, other.labels, strict=True):
        again = twin.text != label.text or twin in other.heard
        out.append(replace(label, text=f"{label.text}{BOTH}{twin.text if again else ''}"))
    return tuple(out)


def _plate(
    two: Two,
    both: tuple[Figure, Figure],
    picture: Drawing | Photo,
    group: Under,
    cell: float,
    *,
    worded: bool,
) -> Plate:
    """A picture; its title and caption are ``worded`` right above and below it, or elsewhere."""
    above = tuple(_titles(two, both, group, cell)) if worded else ()
    figures = [under.add("Figure", alt=one.alt) for one, under in zip(both, group, strict=True)]
    labels = [
        label_elements(one, under, figure)
        for one, under, figure in zip(both, group, figures, strict=True)
    ]
    below = tuple(_captions(two, both, group, cell)) if worded else ()
    labelled = replace(both[0], labels=_labels(*both))
    also = figures[1].number, labels[1]
    high, low = words_high(above), words_high(below)
    element = figures[0].number
    return Plate(labelled, picture, above, below, element, labels[0], high, low, also)


def _titles(two: Two, both: tuple[Figure, Figure], group: Under, cell: float) -> list[Box]:
    after = two.one.look.theme.gaps.entry
    return [
        ctx.plain(
            one.title, ctx.look.sub, under.add("P"), cell, balanced=True, centred=cell, after=after
        )
        for one, ctx, under in zip(both, two.both, group, strict=True)
        if one.title
    ]


def _captions(two: Two, both: tuple[Figure, Figure], group: Under, cell: float) -> list[Box]:
    before = two.one.look.theme.gaps.caption
    return [
        ctx.text(
            one.caption,
            ctx.look.small,
            under.add("Caption"),
            min(cell, ctx.measure),
            balanced=True,
            before=before,
            centred=cell,
        )
        for one, ctx, under in zip(both, two.both, group, strict=True)
        if one.caption
    ]
