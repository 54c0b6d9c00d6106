"""Figures as boxes: the picture, its labels with leaders, its caption."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from ....meaning.document import Figure
from ....pictures.drawing import Drawing
from ....pictures.photo import PRINT_DPI, Photo
from ..boxes.box import Box, draw_stacked, stacked
from ..boxes.kinds import Sized, TextBox, baseline_drop
from ..ink.marks import Colour
from ..ink.outlines import fill, line, stroke
from ..ink.sheet import Sheet
from ..ink.tags import Branch
from ..look import Look
from ..paths import ellipse
from ..text.lines import Style, width_of
from .context import Context
from .labels import SMALLEST as BESIDE
from .labels import Labelled, Point, lay_out

# of the wanted scale: what a page may choose from
SIZES = (1.15, 1.07, 1.0, 0.93, 0.86, 0.79, 0.72)
SMALLEST, LEAST = 0.76, 0.45  # of the wanted scale: in a row of pictures, and at all
SAME = 0.01  # scales that differ less are the same
ENLARGED = 1.02  # a raster picture may be this much larger than at 300 dots per inch
INCH = 72  # points


class Plate(NamedTuple):
    """One picture on its way to paper: the words above and below it, its element, an element for
    each label."""

    part: Figure
    picture: Drawing | Photo
    above: tuple[Box, ...]
    below: tuple[Box, ...]
    element: int
    labels: tuple[int, ...]


def pictures(ctx: Context, figures: tuple[Figure, ...], parents: list[Branch], width: float) -> Box:
    """Figures with titles, labels and captions: beside each other as far as there is room, all at
    one scale."""
    known = [ctx.figures.get(figure.name) for figure in figures]
    rooms, apart = ctx.look.theme.rooms, ctx.look.theme.columns.apart
    least = rooms.picture if any(figure.caption for figure in figures) else rooms.titled_picture
    columns = _columns([picture for picture in known if picture], width, least, apart)
    cell = (width - apart * (columns - 1)) / columns
    while columns > 1 and not _labels_fit(ctx, figures, known, cell):
        columns = -(-len(known) // (-(-len(known) // columns) + 1))  # in one row more
        cell = (width - apart * (columns - 1)) / columns
    plates = [
        _plate(ctx, figure, picture, parent, cell)
        for figure, picture, parent in zip(figures, known, parents, strict=True)
        if picture
    ]
    return _Planner(ctx, tuple(plates), columns, cell).box()


def _columns(known: list[Drawing | Photo], width: float, least: float, apart: float) -> int:
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
    names = group.add("L", attributes="/O/List/ListNumbering/None") if part.labels else None
    labels = tuple(names.add("LI").add("LBody").number for _ in part.labels) if names else ()
    below: tuple[Box, ...] = ()
    if part.caption:
        wide, words = min(cell, ctx.measure), group.add("Caption")
        before = gaps.caption
        caption = ctx.text(
            part.caption, look.small, words, wide, balanced=True, before=before, centred=cell
        )
        below = (caption,)
    return Plate(part, picture, above, below, element.number, labels)


class _Planner:
    """Finds the place of every label of a row of pictures, at all of ``SIZES``."""

    def __init__(self, ctx: Context, plates: tuple[Plate, ...], columns: int, cell: float) -> None:
        self.ctx, self.plates, self.columns, self.cell = ctx, plates, columns, cell

    def box(self) -> Box:
        space, wanted = self.ctx.look.theme.gaps.picture, SIZES.index(1.0)
        told = {size: self.labelled(size) for size in (wanted, len(SIZES) - 1, 0)}
        sizes = tuple(
            told.get(size) or self.labelled(size, told=False) for size in range(len(SIZES))
        )
        look = self.ctx.look
        apart = look.theme.columns
        leader = leader_of(look)
        given = (look.label, leader, apart.apart, apart.pictures)
        strip = Strip(self.plates, self.columns, self.cell, sizes, *given)
        heights = tuple(strip.tall(size) for size in range(len(SIZES)))
        return Sized(heights, wanted, strip, before=space, after=space)

    def labelled(self, size: int, *, told: bool = True) -> tuple[Labelled, ...] | None:
        """Every picture with its labels, at one scale; what is wrong is ``told``, or makes it no
        size to take."""
        each = [
            self.lay_out(plate, SIZES[size] * self.wanted(plate), told=told)
            for plate in self.plates
        ]
        while all(each) and each:
            known = [one for one in each if one]
            scale = min(one.scale for one in known)
            if max(one.scale for one in known) - scale < SAME:
                return tuple(known)
            each = [
                one if one.scale - scale < SAME else self.lay_out(plate, scale, 1 - SAME, told=told)
                for plate, one in zip(self.plates, known, strict=True)
            ]
        return None if each else ()

    def wanted(self, plate: Plate) -> float:
        """The scale a picture is wanted at: as drawn, but no higher than its share of the page."""
        unit, picture = self.ctx.look.unit, plate.picture
        highest = self.ctx.look.edition.tallest * unit / picture.height
        if isinstance(picture, Drawing):
            return min(unit, highest)
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

    def lay_out(
        self, plate: Plate, scale: float, enough: float = BESIDE, *, told: bool = True
    ) -> Labelled | None:
        picture, part, wanted = plate.picture, plate.part, self.wanted(plate)
        if isinstance(picture, Photo):
            scale = min(scale, wanted)  # never beyond what its dots allow
        placed = lay_out(picture, part.labels, self.ctx.look.label, self.cell, scale, enough)
        if not told:
            return placed
        if placed is None:
            message = f"the labels of figure '{part.name}' cannot be placed without overlap"
            self.ctx.fail(part.at, message, "use fewer or shorter labels")
            return Labelled(0, 0, 0, 0, scale, ())
        if placed.scale < LEAST * wanted:
            share = f"{placed.scale / wanted:.0%}"
            message = (
                f"figure '{part.name}' is wider than its column: it would print at "
                f"{share} of its size"
            )
            self.ctx.fail(
                part.at, message, "give it the whole width, or use shorter or fewer labels"
            )
        return placed


class Leader(NamedTuple):
    """A thin line from a label to its anchor, on a pale ground, with a dot at its end."""

    ink: str
    paper: str
    line: float  # widths, in points
    halo: float
    dot: float  # its radius

    def drawn(self, start: Point, end: Point, x: float, low: float) -> tuple[str | Colour, ...]:
        """With the lower start corner of the labelled picture at ``x``, ``low``."""
        (sx, sy), (ex, ey) = start, end
        drawn = f"{line(x + sx, low + sy, x + ex, low + ey)} S"
        dot = f"{ellipse(x + ex, low + ey, self.dot, self.dot)} B Q"
        thin, halo = f"{self.line:.2f} w", f"{self.halo:.2f} w"
        ink, paper = stroke(self.ink), stroke(self.paper)
        return ("q 1 J", paper, halo, drawn, ink, thin, drawn, fill(self.ink), paper, thin, dot)


def leader_of(look: Look) -> Leader:
    """How leaders look."""
    strokes, dot = look.theme.strokes, look.theme.icons.leader
    return Leader(look.colours["ink"], look.colours["paper"], strokes.leader, strokes.halo, dot)


class Row(NamedTuple):
    """Pictures beside each other; heights of words above, picture above and below its foot, words
    below."""

    pictures: tuple[tuple[Plate, Labelled], ...]
    above: float
    rise: float
    fall: float
    below: float

    @property
    def tall(self) -> float:
        return self.above + self.rise + self.fall + self.below


@dataclass(frozen=True, slots=True)
class Strip:
    """Plates in rows of ``columns``, each ``cell`` points wide, with their labels at each of
    ``SIZES``.

    There is none for a size at which they find no place.
    """

    plates: tuple[Plate, ...]
    columns: int
    cell: float
    sizes: tuple[tuple[Labelled, ...] | None, ...]
    style: Style  # of the labels
    leader: Leader
    apart: float  # between columns
    apart_rows: float

    def rows(self, size: int) -> Iterator[Row]:
        pairs = tuple(zip(self.plates, self.sizes[size] or (), strict=True))
        for first in range(0, len(pairs), self.columns):
            row = pairs[first : first + self.columns]
            above = max(_words(plate.above) for plate, _ in row)
            below = max(_words(plate.below) for plate, _ in row)
            rise = max(placed.height - placed.y for _, placed in row)
            fall = max(placed.y for _, placed in row)
            yield Row(row, above, rise, fall, below)

    def tall(self, size: int) -> float:
        """The height at a size, in points; of one that cannot be taken it is higher than any
        page."""
        if self.sizes[size] is None:
            return inf
        heights = [row.tall for row in self.rows(size)]
        return sum(heights) + self.apart_rows * max(0, len(heights) - 1)

    def paint(self, sheet: Sheet, x: float, top: float, size: int) -> None:
        for row in self.rows(size):
            # A last row of fewer stands in the middle.
            indent = (self.columns - len(row.pictures)) * (self.cell + self.apart) / 2
            for number, (plate, placed) in enumerate(row.pictures):
                left = x + indent + number * (self.cell + self.apart)
                self.plate(sheet, plate, placed, left, top, row)
            top -= row.tall + self.apart_rows

    def plate(
        self, sheet: Sheet, plate: Plate, placed: Labelled, left: float, top: float, row: Row
    ) -> None:
        """One picture with its words, in its column."""
        inset = self.inset(plate, placed)
        off = inset + placed.x + plate.picture.width * placed.scale / 2 - self.cell / 2
        high = top - row.above + _words(plate.above)
        draw_stacked(plate.above, sheet, left + self.aside(plate.above, off), high)
        foot = top - row.above - row.rise
        self.picture(sheet, plate, placed, left + inset, foot - placed.y)
        low = foot - row.fall - (plate.below[0].before if plate.below else 0)
        draw_stacked(plate.below, sheet, left + self.aside(plate.below, off), low)

    def inset(self, plate: Plate, placed: Labelled) -> float:
        """The picture itself stands in the middle of its column, as far as its labels let it."""
        middle = placed.x + plate.picture.width * placed.scale / 2
        return max(0.0, min(self.cell / 2 - middle, self.cell - placed.width))

    def aside(self, boxes: tuple[Box, ...], off: float) -> float:
        """How far words above or below are moved to stand over the picture itself, within their
        column."""
        lines = (
            (line, box.style) for box in boxes if isinstance(box, TextBox) for line in box.lines
        )
        widest = max((width_of(line, style) for line, style in lines), default=0)
        spare = max(0.0, (self.cell - widest) / 2)
        return max(-spare, min(spare, off))

    def picture(self, sheet: Sheet, plate: Plate, placed: Labelled, x: float, low: float) -> None:
        """A picture with its labels; ``x``, ``low`` is the lower start corner of both together."""
        paint_picture(
            sheet, plate.element, plate.picture, x + placed.x, low + placed.y, placed.scale
        )
        for one, body in zip(placed.labels, plate.labels, strict=True):
            if one.start:
                sheet.artifact(*self.leader.drawn(one.start, one.end, x, low))
            baseline = low + one.top - baseline_drop(self.style)
            starts = (
                [-width_of(line, self.style) / 2 for line in one.lines] if one.centred else None
            )
            sheet.text(one.lines, self.style, x + one.x, baseline, body, starts=starts)


def _words(boxes: tuple[Box, ...]) -> float:
    """The height of the words above or below a picture, with the gap between."""
    return stacked(boxes) + sum(box.before + box.after for box in boxes)


def paint_picture(
    sheet: Sheet, element: int, picture: Drawing | Photo, x: float, y: float, scale: float
) -> None:
    """Paint a drawing or photograph as a Figure with its lower start corner at ``x``, ``y``."""
    if isinstance(picture, Drawing):
        box = (x, y, x + picture.width * scale, y + picture.height * scale)
        sheet.content(element, sheet.drawn(picture, x, y, scale), box=box)
    else:
        sheet.photo(element, picture, x, y, scale)
