"""Figures and icons as boxes: the picture, its labels with leaders, its caption."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from ....document import Figure
from ....editions import Ink
from ....problems import Where
from ..boxes.kinds import Box, Painted, Sized, TextBox, baseline_drop, draw_stacked, stacked
from ..gallery import PRINT_DPI, Photo
from ..ink.inks import outlined
from ..ink.sheet import Sheet
from ..ink.tags import Element
from ..look import COLUMN_GAP, HALF
from ..paths import ellipse
from ..svg import Drawing
from ..text.lines import width_of
from .context import Context
from .labels import SMALLEST as BESIDE
from .labels import Labelled, Set, lay_out

DOT = 1.9  # points: radius of the dot at a leader's end
SIZES = (1.15, 1.07, 1.0, 0.93, 0.86, 0.79, 0.72)  # of the wanted scale: what a page may choose from
SMALLEST, LEAST = 0.76, 0.45  # of the wanted scale: in a row of pictures, and at all
NARROWEST, TITLED = 104.0, 82.0  # points: the least width of a picture with a caption, and with a title only
SAME = 0.01  # scales that differ less are the same
ENLARGED = 1.02  # a raster picture may be this much larger than at 300 dots per inch
ROW_GAP = 12.0  # points between rows of pictures


class Plate(NamedTuple):
    """One picture on its way to paper: the words above and below it, its element, an element for each label."""

    part: Figure
    picture: Drawing | Photo
    above: list[Box]
    below: list[Box]
    element: Element
    labels: list[Element]


def pictures(ctx: Context, figures: tuple[Figure, ...], parents: list[Element], width: float) -> Box:
    """Figures with titles, labels and captions: beside each other as far as there is room, all at one scale."""
    known = [ctx.figures.picture(figure.name) for figure in figures]
    least = (NARROWEST if any(figure.caption for figure in figures) else TITLED) * ctx.look.unit
    columns = _columns([picture for picture in known if picture], width, least)
    cell = (width - COLUMN_GAP * (columns - 1)) / columns
    while columns > 1 and not _labels_fit(ctx, figures, known, cell):
        columns = -(-len(known) // (-(-len(known) // columns) + 1))  # in one row more
        cell = (width - COLUMN_GAP * (columns - 1)) / columns
    plates = [
        _plate(ctx, figure, picture, parent, cell)
        for figure, picture, parent in zip(figures, known, parents, strict=True)
        if picture
    ]
    return _Strip(ctx, plates, columns, cell).box()


def _columns(known: list[Drawing | Photo], width: float, least: float) -> int:
    """How many pictures stand beside each other: evenly many in each row, none much smaller than it was drawn."""
    count = len(known)
    widest = max((picture.width for picture in known), default=1.0)
    for rows in range(1, count + 1):
        columns = -(-count // rows)
        cell = (width - COLUMN_GAP * (columns - 1)) / columns
        if cell >= min(least, width) and cell >= SMALLEST * min(widest, width):
            return columns
    return 1


def _labels_fit(ctx: Context, figures: tuple[Figure, ...], known: list[Drawing | Photo | None], cell: float) -> bool:
    """Whether the labels leave each picture enough of its column."""
    for figure, picture in zip(figures, known, strict=True):
        if picture and figure.labels:
            scale = min(ctx.look.unit, ctx.look.edition.tallest * ctx.look.unit / picture.height)
            placed = lay_out(picture, figure.labels, ctx.look.label, cell, scale)
            if placed is None or placed.scale < LEAST * scale:
                return False
    return True


def _plate(ctx: Context, part: Figure, picture: Drawing | Photo, parent: Element, cell: float) -> Plate:
    group = parent.add("Div")
    above: list[Box] = []
    if part.title:
        title = ctx.plain(part.title, ctx.look.sub, group.add("P"), cell, balanced=True)
        title.centred, title.after = cell, 3
        above.append(title)
    element = group.add("Figure", alt=part.alt)
    names = group.add("L", attributes="/O/List/ListNumbering/None") if part.labels else None
    labels = [names.add("LI").add("LBody") for _ in part.labels] if names else []
    below: list[Box] = []
    if part.caption:
        wide = min(cell, ctx.measure)
        caption = ctx.text(part.caption, ctx.look.small, group.add("Caption"), wide, balanced=True)
        caption.before, caption.centred = 4, cell
        below.append(caption)
    return Plate(part, picture, above, below, element, labels)


class _Strip:
    """Plates in rows, set at any of ``SIZES``."""

    def __init__(self, ctx: Context, plates: list[Plate], columns: int, cell: float) -> None:
        self.ctx, self.plates, self.columns, self.cell = ctx, plates, columns, cell
        self.set_at: dict[int, list[Labelled]] = {}

    def box(self) -> Box:
        gap = 1.3 * HALF
        return Sized(len(SIZES), SIZES.index(1.0), self.tall, self.paint, before=gap, after=gap)

    def labelled(self, size: int) -> list[Labelled]:
        """Every picture with its labels, at one scale."""
        if size not in self.set_at:
            each = [self.lay_out(plate, SIZES[size] * self.wanted(plate)) for plate in self.plates]
            while each and max(one.scale for one in each) - (scale := min(one.scale for one in each)) >= SAME:
                each = [
                    one if one.scale - scale < SAME else self.lay_out(plate, scale, 1 - SAME)
                    for plate, one in zip(self.plates, each, strict=True)
                ]
            self.set_at[size] = each
        return self.set_at[size]

    def wanted(self, plate: Plate) -> float:
        """The scale a picture is wanted at: as drawn, but no higher than its share of the page."""
        unit, picture = self.ctx.look.unit, plate.picture
        highest = self.ctx.look.edition.tallest * unit / picture.height
        if isinstance(picture, Drawing):
            return min(unit, highest)
        scale = min(self.cell / picture.width, highest)
        if scale > ENLARGED:
            needed = round(picture.width * scale / 72 * PRINT_DPI)
            have = round(picture.width / 72 * PRINT_DPI)
            message = f"the picture '{plate.part.name}' is {have} pixels wide; printed here it needs {needed}"
            self.ctx.fail(plate.part.at, message, f"use a larger picture: {PRINT_DPI} dots for each inch on paper")
        return scale

    def lay_out(self, plate: Plate, scale: float, enough: float = BESIDE) -> Labelled:
        picture, part, wanted = plate.picture, plate.part, self.wanted(plate)
        if isinstance(picture, Photo):
            scale = min(scale, wanted)  # never beyond what its dots allow
        placed = lay_out(picture, part.labels, self.ctx.look.label, self.cell, scale, enough)
        if placed is None:
            message = f"the labels of figure '{part.name}' cannot be placed without overlap"
            self.ctx.fail(part.at, message, "use fewer or shorter labels")
            return Labelled(0, 0, 0, 0, scale, [])
        if placed.scale < LEAST * wanted:
            share = f"{placed.scale / wanted:.0%}"
            message = f"figure '{part.name}' is wider than its column: it would print at {share} of its size"
            self.ctx.fail(part.at, message, "give it the whole width, or use shorter or fewer labels")
        return placed

    def rows(self, size: int) -> Iterator[tuple[list[tuple[Plate, Labelled]], float, float, float, float]]:
        """Each row: its pictures, and the heights of words above, picture above and below its foot, words below."""
        pairs = list(zip(self.plates, self.labelled(size), strict=True))
        for first in range(0, len(pairs), self.columns):
            row = pairs[first : first + self.columns]
            above = max(_words(plate.above) for plate, _ in row)
            below = max(_words(plate.below) for plate, _ in row)
            rise = max(placed.height - placed.y for _, placed in row)
            fall = max(placed.y for _, placed in row)
            yield row, above, rise, fall, below

    def tall(self, size: int) -> float:
        heights = [above + rise + fall + below for _, above, rise, fall, below in self.rows(size)]
        return sum(heights) + ROW_GAP * max(0, len(heights) - 1)

    def paint(self, sheet: Sheet, x: float, top: float, size: int) -> None:
        for row, above, rise, fall, below in self.rows(size):
            indent = (
                (self.columns - len(row)) * (self.cell + COLUMN_GAP) / 2
            )  # a last row of fewer stands in the middle
            for number, (plate, placed) in enumerate(row):
                left = x + indent + number * (self.cell + COLUMN_GAP)
                inset = self.inset(plate, placed)
                aside = self.aside(plate, placed, inset)
                draw_stacked(plate.above, sheet, left + aside(plate.above), top - above + _words(plate.above))
                foot = top - above - rise
                _painted(self.ctx, sheet, plate, placed, left + inset, foot - placed.y)
                draw_stacked(
                    plate.below,
                    sheet,
                    left + aside(plate.below),
                    foot - fall - (plate.below[0].before if plate.below else 0),
                )
            top -= above + rise + fall + below + ROW_GAP

    def inset(self, plate: Plate, placed: Labelled) -> float:
        """The picture itself stands in the middle of its column, as far as its labels let it."""
        middle = placed.x + plate.picture.width * placed.scale / 2
        return max(0.0, min(self.cell / 2 - middle, self.cell - placed.width))

    def aside(self, plate: Plate, placed: Labelled, inset: float) -> Callable[[list[Box]], float]:
        """How far words above or below are moved to stand over the picture itself, within their column."""
        off = inset + placed.x + plate.picture.width * placed.scale / 2 - self.cell / 2

        def moved(boxes: list[Box]) -> float:
            widest = max(
                (width_of(line, b.style) for b in boxes if isinstance(b, TextBox) for line in b.lines), default=0
            )
            spare = max(0.0, (self.cell - widest) / 2)
            return max(-spare, min(spare, off))

        return moved


def _words(boxes: list[Box]) -> float:
    """The height of the words above or below a picture, with the gap between."""
    return stacked(boxes) + sum(box.before + box.after for box in boxes)


def _painted(ctx: Context, sheet: Sheet, plate: Plate, placed: Labelled, x: float, bottom: float) -> None:
    """A picture with its labels; ``x``, ``bottom`` is the lower start corner of both together."""
    paint_picture(sheet, plate.element, plate.picture, x + placed.x, bottom + placed.y, placed.scale)
    style, ink, paper = ctx.look.label, ctx.look.colours["ink"], ctx.look.colours["paper"]
    for one, body in zip(placed.labels, plate.labels, strict=True):
        if one.start:
            sheet.artifact(_leader(one, x, bottom, ink, paper, ctx.look.unit))
        baseline = bottom + one.top - baseline_drop(style)
        starts = [-width_of(line, style) / 2 for line in one.lines] if one.centred else None
        sheet.text(one.lines, style, x + one.x, baseline, body, starts=starts)


def _leader(one: Set, x: float, bottom: float, ink: str, paper: str, unit: float) -> str:
    """A thin line on a pale ground, with a dot at its end."""
    assert one.start is not None
    (sx, sy), (ex, ey) = one.start, one.end
    line = f"{x + sx:.2f} {bottom + sy:.2f} m {x + ex:.2f} {bottom + ey:.2f} l S"
    dot = ellipse(x + ex, bottom + ey, DOT * unit, DOT * unit)
    thin, halo = f"{0.8 * unit:.2f} w", f"{2.6 * unit:.2f} w"
    return f"q 1 J {paper} RG {halo} {line} {ink} RG {thin} {line} {ink} rg {paper} RG {thin} {dot} B Q"


def placed_on(sheet: Sheet, drawing: Drawing, x: float, y: float, scale: float, *, logo: bool = False) -> str:
    """The operators that paint ``drawing`` with its lower start corner at ``x``, ``y``; a logo is left as it is."""
    operators = outlined(drawing.operators) if sheet.book.ink == "saved" and not logo else drawing.operators
    return sheet.form(operators, drawing.width, drawing.height, x, y, scale)


def paint_picture(sheet: Sheet, element: Element, picture: Drawing | Photo, x: float, y: float, scale: float) -> None:
    """Paint a drawing or photograph as a Figure with its lower start corner at ``x``, ``y``."""
    wide, tall = picture.width * scale, picture.height * scale
    element.attributes = f"/O/Layout/Placement/Block/BBox[{x:.1f} {y:.1f} {x + wide:.1f} {y + tall:.1f}]"
    if isinstance(picture, Drawing):
        sheet.content(element, placed_on(sheet, picture, x, y, scale))
    else:
        shown = _inked(picture, sheet.book.ink)
        sheet.image(element, lambda canvas: canvas.drawImage(shown, x, y, wide, tall, mask="auto"))


def _inked(photo: Photo, ink: Ink) -> Any:
    """What ReportLab paints: the file itself, or its picture in grey or in four inks; named by what it shows, so that
    no path of a machine has a say in the bytes."""
    from PIL import Image  # noqa: PLC0415  (only for the few handouts with photographs)
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415

    if ink == "colour":
        return ImageReader(io.BytesIO(photo.file.read(photo.shown)))
    with Image.open(io.BytesIO(photo.file.read(photo.shown))) as image:
        whole = image.convert("RGBA")
        ground = Image.new("RGBA", whole.size, "white")
        flat = Image.alpha_composite(ground, whole).convert("RGB")
    return ImageReader(flat.convert("L" if ink == "saved" else "CMYK"))


def icon(ctx: Context, name: str, size: float, colour: str, at: Where | None) -> Painted:
    """An icon ``size`` points square, as an artifact: words beside it say the same."""
    if name not in ctx.icons:
        ctx.fail(at, f"there is no icon '{name}'")
        return Painted(size, lambda sheet, x, top: None)
    return icon_painter(ctx, name, size, colour)


def icon_painter(ctx: Context, name: str, size: float, colour: str) -> Painted:
    """An icon in the colour of the words beside it."""
    drawing = ctx.icons.picture(name)
    colours = ctx.look.colours

    def paint(sheet: Sheet, x: float, top: float) -> None:
        if isinstance(drawing, Drawing):
            operators = _recoloured(drawing.operators, colours["icon-line"], colours[colour])
            scale = size / drawing.width
            sheet.artifact(sheet.form(operators, drawing.width, drawing.height, x, top - size, scale))

    return Painted(size, paint)


@lru_cache(maxsize=256)
def _recoloured(operators: str, old: str, new: str) -> str:
    """Icons are drawn in the brand's colour; on another ground they take another."""
    return operators.replace(f"{old} RG", f"{new} RG").replace(f"{old} rg", f"{new} rg")
