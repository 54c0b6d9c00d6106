"""Figures as boxes: the picture, its labels with leaders, its caption."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import inf

from ....meaning.document import Figure, Label
from ....pictures.drawing import Drawing
from ....pictures.labelling import SMALLEST as BESIDE
from ....pictures.photo import ENLARGED, PRINT_DPI, Photo
from ....source.rows import NamedTuple
from ..boxes.box import Box
from ..boxes.kinds import Sized
from ..ink.tags import Branch
from ..text.lines import Style
from .context import Context
from .labels import Labelled, lay_out
from .strips import Plate, Strip, heights, leader_of, words_high

# of the wanted scale: what a page may choose from
SIZES = (1.3, 1.14, 1.0, 0.93, 0.86, 0.79, 0.7)
ALONE = (1.5,)  # and where nothing stands beside a picture, so that it fills its width
# and where labels at its sides would make it smaller than it must be: with labels above and below
ROWED = (0.86, 0.79, 0.7, 0.6)
SMALLEST, LEAST = 0.7, 0.45  # of the wanted scale: in a row of pictures, and at all
SAME = 0.01  # scales that differ less are the same
WHOLE = 1 - SAME  # of a scale: all of it
INCH = 72  # points


def pictures(ctx: Context, figures: tuple[Figure, ...], parents: list[Branch], width: float) -> Box:
    """Figures with titles, labels and captions: beside each other as far as there is room, all at
    one scale."""
    known = [ctx.figures.get(figure.name) for figure in figures]
    rooms, apart = ctx.look.theme.rooms, ctx.look.theme.columns.apart
    least = rooms.picture if any(figure.caption for figure in figures) else rooms.titled_picture
    columns = columns_of([picture for picture in known if picture], width, least, apart)
    cell = (width - apart * (columns - 1)) / columns
    while columns > 1 and not _labels_fit(ctx, figures, known, cell):
        columns = -(-len(known) // (-(-len(known) // columns) + 1))  # in one row more
        cell = (width - apart * (columns - 1)) / columns
    plates = [
        _plate(ctx, figure, picture, parent, cell)
        for figure, picture, parent in zip(figures, known, parents, strict=True)
        if picture
    ]
    return Planner(ctx, tuple(plates), columns, cell).box()


def columns_of(known: list[Drawing | Photo], width: float, least: float, apart: float) -> int:
    """How many pictures stand beside each other: evenly many in each row, none much smaller than it
    was drawn."""
    count = len(known)
    widest = max((picture.width for picture in known), default=1.0)
    for rows in range(1, count + 1):
        columns = -(-count // rows)
        cell = (width - apart * (columns - 1)) / columns
        if cell >= min(least, width) and cell >= SMALLEST * min(widest, width):
            return columns
    return 1


def _labels_fit(
    ctx: Context, figures: tuple[Figure, ...], known: list[Drawing | Photo | None], cell: float
) -> bool:
    """Whether the labels leave each picture enough of its column."""
    for figure, picture in zip(figures, known, strict=True):
        if picture and figure.labels:
            scale = min(ctx.look.unit, ctx.look.edition.tallest * ctx.look.unit / picture.height)
            placed = lay_out(picture, figure.labels, ctx.look.label, cell, scale)
            if placed is None or placed.scale < LEAST * scale:
                return False
    return True


def _plate(
    ctx: Context, part: Figure, picture: Drawing | Photo, parent: Branch, cell: float
) -> Plate:
    group, look, gaps = parent.add("Div"), ctx.look, ctx.look.theme.gaps
    above: tuple[Box, ...] = ()
    if part.title:
        element = group.add("P")
        after = gaps.entry
        title = ctx.plain(
            part.title, look.sub, element, cell, balanced=True, centred=cell, after=after
        )
        above = (title,)
    element = group.add("Figure", alt=part.alt)
    labels = label_elements(part, group, element)
    below: tuple[Box, ...] = ()
    if part.caption:
        wide, words = min(cell, ctx.measure), group.add("Caption")
        before = gaps.caption
        caption = ctx.text(
            part.caption, look.small, words, wide, balanced=True, before=before, centred=cell
        )
        below = (caption,)
    high, low = words_high(above), words_high(below)
    return Plate(part, picture, above, below, element.number, labels, high, low)


def label_elements(part: Figure, group: Branch, figure: Branch) -> tuple[int, ...]:
    """For each label its element: the picture's, whose words say it, or an entry of a list."""
    heard = part.heard
    names = group.add("L", attributes="/O/List/ListNumbering/None") if heard else None
    return tuple(
        names.add("LI").add("LBody").number if names and label in heard else figure.number
        for label in part.labels
    )


class Asked(NamedTuple):
    """A picture, what stands round it, and the scale it is wanted at."""

    picture: Drawing | Photo
    labels: tuple[Label, ...]
    wanted: float


Level = tuple[Labelled, ...]  # pictures with their labels, all at one scale
Laying = Callable[[int, float, float], Labelled | None]  # of which picture, how large, how surely


def levelled(wanted: Sequence[float], share: float, enough: float, lay: Laying) -> Level | None:
    """Every picture with its labels, at one scale, a ``share`` of the wanted one; ``None`` where
    one finds no place. Labels stay at its sides where that leaves it ``enough`` of that scale."""
    each = [lay(number, share * scale, enough) for number, scale in enumerate(wanted)]
    while all(each) and each:
        known = [one for one in each if one]
        scale = min(one.scale for one in known)
        if max(one.scale for one in known) - scale < SAME:
            return tuple(known)
        each = [
            one if one.scale - scale < SAME else lay(number, scale, WHOLE)
            for number, one in enumerate(known)
        ]
    return None if each else ()


class Sizes:
    """Pictures at each of several scales; and which of them are worth taking, the tallest first,
    with their heights, by how high the words above and below each are, how many stand beside each
    other and how far rows are apart."""

    def __init__(self, levels: tuple[Level | None, ...], scales: int) -> None:
        self.levels, self.scales = levels, scales
        self.taken: dict[object, tuple[tuple[Level | None, ...], tuple[float, ...], int]] = {}

    def worth_taking(
        self, plates: Sequence[Plate], columns: int, apart: float, wanted: int
    ) -> tuple[tuple[Level | None, ...], tuple[float, ...], int]:
        """Those sizes, their heights, and which of them is the one that was ``wanted``."""
        words = tuple([(plate.high, plate.low) for plate in plates])
        key = words, columns, apart, wanted
        if key not in self.taken:
            tall = heights(self.levels, words, columns, apart)
            order = _worth_taking(self.levels, tall, self.scales)
            sizes = tuple(self.levels[size] for size in order)
            self.taken[key] = sizes, tuple(tall[size] for size in order), order.index(wanted)
        return self.taken[key]


@lru_cache(maxsize=256)  # the same pictures stand in many documents
def sizes_of(
    asked: tuple[Asked, ...],
    scales: tuple[float, ...],
    style: Style,
    cell: float,
    other: Style | None,
) -> Sizes:
    """The pictures at each of ``scales``, and at those at which their labels stand above and
    below."""
    wanted = [one.wanted for one in asked]

    def lay(number: int, scale: float, enough: float) -> Labelled | None:
        picture, labels, most = asked[number]
        if isinstance(picture, Photo):
            scale = min(scale, most)  # never beyond what its dots allow
        return lay_out(picture, labels, style, cell, scale, enough, other)

    sizes = [levelled(wanted, scale, BESIDE, lay) for scale in scales]
    if any(one.labels for one in asked):
        sizes += [levelled(wanted, scale, WHOLE, lay) for scale in ROWED]
    return Sizes(tuple(sizes), len(scales))


class Planner:
    """Finds the place of every label of a row of pictures, at all of ``SIZES``."""

    def __init__(
        self,
        ctx: Context,
        plates: tuple[Plate, ...],
        columns: int,
        cell: float,
        other: Style | None = None,
    ) -> None:
        self.ctx, self.plates, self.columns, self.cell = ctx, plates, columns, cell
        self.other = other  # of labels in a second language
        self.scales = [self.wanted(plate) for plate in plates]

    def box(self) -> Box:
        look, space = self.ctx.look, self.ctx.look.theme.gaps.picture
        scales = (*(ALONE if look.edition.columns == 1 else ()), *SIZES)
        apart = look.theme.columns
        given = self.plates, self.columns, apart.pictures, scales.index(1.0)
        sizes, tall, wanted = self.sizes(scales).worth_taking(*given)
        how = (look.label, leader_of(look), apart.apart, apart.pictures, self.other)
        art = Strip(self.plates, self.columns, self.cell, sizes, *how)
        return Sized(tall, wanted, art, before=space, after=space)

    def sizes(self, scales: tuple[float, ...]) -> Sizes:
        """The pictures at each of ``scales`` and more; what is wrong with them as they are wanted,
        or as large or as small as they may be, is told."""
        asked = tuple(
            Asked(plate.picture, plate.part.labels, scale)
            for plate, scale in zip(self.plates, self.scales, strict=True)
        )
        sizes = sizes_of(asked, scales, self.ctx.look.label, self.cell, self.other)
        told = list(sizes.levels)
        if all(map(self.sound, (told[0], told[len(scales) - 1], told[scales.index(1.0)]))):
            return sizes
        for share in (1.0, scales[-1], scales[0]):
            told[scales.index(share)] = levelled(self.scales, share, BESIDE, self.lay_out)
        return Sizes(tuple(told), len(scales))

    def sound(self, size: Level | None) -> bool:
        """Whether nothing is to be told of the pictures at a size."""
        return size is not None and all(
            one.scale >= LEAST * wanted for one, wanted in zip(size, self.scales, strict=True)
        )

    def wanted(self, plate: Plate) -> float:
        """The scale a picture is wanted at: as drawn, but no higher than its share of the page."""
        unit, picture = self.ctx.look.unit, plate.picture
        highest = self.ctx.look.edition.tallest * unit / picture.height
        if isinstance(picture, Drawing):
            # what must fit its page is made smaller from what there is room for
            room = self.cell / picture.width if self.ctx.look.edition.fixed else unit
            return min(unit, highest, room)
        scale = min(self.cell / picture.width, highest)
        if scale > ENLARGED:
            needed = round(picture.width * scale / INCH * PRINT_DPI)
            have = round(picture.width / INCH * PRINT_DPI)
            message = (
                f"the picture '{plate.part.name}' is {have} pixels wide; printed here "
                f"it needs {needed}"
            )
            self.ctx.fail(
                plate.part.at,
                message,
                f"use a larger picture: {PRINT_DPI} dots for each inch on paper",
            )
        return scale

    def lay_out(self, number: int, scale: float, enough: float) -> Labelled:
        """The picture of this ``number`` with its labels; tells what is wrong with it."""
        plate, wanted = self.plates[number], self.scales[number]
        picture, part = plate.picture, plate.part
        if isinstance(picture, Photo):
            scale = min(scale, wanted)  # never beyond what its dots allow
        style = self.ctx.look.label
        placed = lay_out(picture, part.labels, style, self.cell, scale, enough, self.other)
        if placed is None:
            message = f"the labels of figure '{part.name}' cannot be placed without overlap"
            self.ctx.unfit(part.at, message, "use fewer or shorter labels")
            return Labelled(0, 0, 0, 0, scale, ())
        if placed.scale < LEAST * wanted:
            share = f"{placed.scale / wanted:.0%}"
            message = (
                f"figure '{part.name}' is wider than its column: it would print at "
                f"{share} of its size"
            )
            self.ctx.unfit(
                part.at, message, "give it the whole width, or use shorter or fewer labels"
            )
        return placed


def _worth_taking(sizes: Sequence[Level | None], tall: Sequence[float], wanted: int) -> list[int]:
    """The sizes of pictures, the tallest first: the first ``wanted``, and of the others those whose
    pictures are larger than in every one that is as low. None is lower than all of the first.
    ``tall`` are their heights."""
    large = [max([one.scale for one in sized or ()], default=0.0) for sized in sizes]
    first = list(range(wanted))
    more = [
        size
        for size in range(wanted, len(tall))
        if min(tall[:wanted]) < tall[size] < inf
        and all(large[size] > large[one] + SAME for one in first if tall[one] <= tall[size])
    ]
    return sorted((*first, *more), key=lambda size: (-tall[size], size))
