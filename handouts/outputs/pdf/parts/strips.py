"""Pictures beside each other and in rows, painted with their labels, leaders and words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from ....meaning.document import Figure
from ....pictures.crossings import Point
from ....pictures.drawing import Drawing
from ....pictures.photo import Photo
from ....source.rows import NamedTuple
from ....source.values import value
from ..boxes.box import Box, draw_stacked, stacked
from ..boxes.kinds import TextBox, baseline_drop
from ..ink.marks import Colour
from ..ink.outlines import fill, line, stroke
from ..ink.sheet import Sheet
from ..ink.turned import Oblong
from ..look import Look
from ..paths import ellipse
from ..text.edges import inked
from ..text.lines import Line, Style, width_of
from .labels import Labelled, Second, Set


class Plate(NamedTuple):
    """One picture on its way to paper: the words above and below it, its element, an element for
    each label, and how high the words are."""

    part: Figure
    picture: Drawing | Photo
    above: tuple[Box, ...]
    below: tuple[Box, ...]
    element: int
    labels: tuple[int, ...]
    high: float
    low: float
    also: tuple[int, tuple[int, ...]] | None = None  # the same elements in a second language


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


@value
class Strip:
    """Plates in rows of ``columns``, each ``cell`` points wide, with their labels at each size
    that a page may choose from.

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
    other: Style | None = None  # of labels in a second language

    def rows(self, size: int) -> Iterator[Row]:
        pairs = tuple(zip(self.plates, self.sizes[size] or (), strict=True))
        for first in range(0, len(pairs), self.columns):
            row = pairs[first : first + self.columns]
            above = max([plate.high for plate, _ in row])
            below = max([plate.low for plate, _ in row])
            rise = max([placed.height - placed.y for _, placed in row])
            fall = max([placed.y for _, placed in row])
            yield Row(row, above, rise, fall, below)

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
        wide = plate.picture.width * placed.scale
        before = placed.width - placed.x - wide if sheet.way.back else placed.x
        middle = before + wide / 2  # from the start edge: labels stay at their sides
        inset = self.inset(placed, middle)
        off = inset + middle - self.cell / 2
        high = top - row.above + plate.high
        draw_stacked(plate.above, sheet, left + self.aside(plate.above, off), high)
        foot = top - row.above - row.rise
        with sheet.upright(left + inset, placed.width):
            self.picture(sheet, plate, placed, left + inset, foot - placed.y)
        low = foot - row.fall - (plate.below[0].before if plate.below else 0)
        draw_stacked(plate.below, sheet, left + self.aside(plate.below, off), low)

    def inset(self, placed: Labelled, middle: float) -> float:
        """The picture itself stands in the middle of its column, as far as its labels let it."""
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
        box = (x + placed.x, low + placed.y)
        wide, tall = (side * placed.scale for side in (plate.picture.width, plate.picture.height))
        if plate.also:
            seen(sheet, plate.also[:1], (*box, box[0] + wide, box[1] + tall))
        if plate.element in plate.labels:
            sheet.placed(plate.element, (x, low, x + placed.width, low + placed.height))
        for one, *bodies in zip(placed.labels, *elements_of(plate), strict=True):
            if one.start:
                sheet.artifact(*self.leader.drawn(one.start, one.end, x, low))
            for second, body in enumerate(bodies):
                self.words(sheet, one, (x, low), body, second=bool(second))

    def words(
        self, sheet: Sheet, one: Set, corner: tuple[float, float], body: int, *, second: bool
    ) -> None:
        """The words of a label in one language."""
        x, low = corner
        lines = [line for line in one.lines if isinstance(line, Second) == second]
        if not lines:
            return
        above = sum(not isinstance(line, Second) for line in one.lines) if second else 0
        style = self.other if second and self.other else self.style
        baseline = low + one.top - baseline_drop(style) - above * self.style.leading
        starts = self.starts(one.lines, lines, style, centred=one.centred)
        sheet.text(lines, style, x + one.x, baseline, body, more=True, starts=starts)

    def starts(
        self, every: Sequence[Line], lines: Sequence[Line], style: Style, *, centred: bool
    ) -> list[float] | None:
        """Where ``lines`` of a label begin, if not at its left."""
        if centred:
            return [-inked(line, style) / 2 for line in lines]
        wide = [width_of(line, style) for line in lines]
        widest = max(width_of(line, style) for line in every)
        return [widest - one for one in wide] if style.rtl else None


def heights(
    sizes: Sequence[tuple[Labelled, ...] | None],
    words: Sequence[tuple[float, float]],
    columns: int,
    apart: float,
) -> list[float]:
    """The height of pictures at each of ``sizes``, in points, with ``words`` so high above and
    below each, in rows of ``columns`` that are ``apart``; of a size that cannot be taken it is
    higher than any page."""
    rows = [slice(first, first + columns) for first in range(0, len(words), columns)]
    around = [tuple(map(max, zip(*words[row], strict=True))) for row in rows]
    between, out = apart * max(0, len(rows) - 1), list[float]()
    for size in sizes:
        tall = 0.0 if size is not None else inf
        for row, (above, below) in zip(rows, around, strict=True):
            placed = size[row] if size else ()
            rise = max([one.height - one.y for one in placed], default=0.0)
            tall += above + rise + max([one.y for one in placed], default=0.0) + below
        out.append(tall + between)
    return out


def elements_of(plate: Plate) -> tuple[tuple[int, ...], ...]:
    """The elements of its labels, of each language."""
    return (plate.labels, *((plate.also[1],) if plate.also else ()))


def words_high(boxes: tuple[Box, ...]) -> float:
    """The height of the words above or below a picture, with the gap between."""
    return stacked(boxes) + sum(box.before + box.after for box in boxes)


def seen(sheet: Sheet, elements: Sequence[int], box: Oblong) -> None:
    """Content of elements that say in their languages what is painted in another: it is there, and
    shows nothing."""
    for element in elements:
        sheet.content(element, box=box)


def paint_picture(
    sheet: Sheet, element: int, picture: Drawing | Photo, x: float, y: float, scale: float
) -> None:
    """Paint a drawing or photograph as a Figure with its lower start corner at ``x``, ``y``."""
    if isinstance(picture, Drawing):
        box = (x, y, x + picture.width * scale, y + picture.height * scale)
        sheet.content(element, sheet.drawn(picture, x, y, scale), box=box)
    else:
        sheet.photo(element, picture, x, y, scale)
