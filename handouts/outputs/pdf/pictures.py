"""Figures and icons as boxes: the picture, its labels with leaders, its caption."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ...document import Figure
from ...problems import Where
from .boxes import Box, Painted, Stack, baseline_drop
from .gallery import Gallery, Photo
from .labels import Labelled, Set, lay_out
from .lines import width_of
from .look import HALF
from .paths import ellipse
from .sheet import Sheet
from .svg import Drawing, rgb
from .tags import Element

if TYPE_CHECKING:
    from .story import Story

DOT = 1.9  # points: radius of the dot at a leader's end


def figure_box(story: Story, part: Figure, parent: Element, width: float) -> Box:
    """A figure with title, labels and caption; what belongs together stays together."""
    group = parent.add("Div")
    boxes: list[Box] = []
    if part.title:
        title = story.plain(part.title, story.look.sub, group.add("P"), width)
        title.centred = width
        boxes.append(title)
    picture = story.figures.picture(part.name)
    element = group.add("Figure", alt=part.alt)
    if isinstance(picture, Photo):
        boxes.append(_photo(picture, element, width))
    elif picture is not None:
        room = min(width, story.width)
        placed = lay_out(picture, part.labels, story.look.label, room)
        if placed.scale < 0.5 or placed.width > room + 1:
            story.fail(
                part.at, f"figure '{part.name}' does not fit here with its labels", "use shorter or fewer labels"
            )
        boxes.append(_drawing(story, picture, placed, element, group, width))
    if part.caption:
        caption = story.text(part.caption, story.look.small, group.add("Caption"), min(width, story.measure))
        caption.before = 4
        boxes.append(caption)
    return Stack(boxes, before=1.3 * HALF, after=1.3 * HALF)


def _drawing(
    story: Story, drawing: Drawing, placed: Labelled, element: Element, group: Element, width: float
) -> Painted:
    names = group.add("L", attributes="/O/List/ListNumbering/None") if placed.labels else None
    bodies = [names.add("LI").add("LBody") for _ in placed.labels] if names else []
    inset = max(0.0, (width - placed.width) / 2)
    style, ink, paper = story.look.label, story.look.colours["ink"], story.look.colours["paper"]

    def paint(sheet: Sheet, x: float, top: float) -> None:
        x, bottom = x + inset, top - placed.height
        paint_picture(sheet, element, drawing, x + placed.x, bottom + placed.y, placed.scale)
        for one, body in zip(placed.labels, bodies, strict=True):
            if one.start:
                sheet.artifact(_leader(one, x, bottom, ink, paper))
            _words(sheet, one, x, bottom, body)

    def _words(sheet: Sheet, one: Set, x: float, bottom: float, body: Element) -> None:
        baseline = bottom + one.top - baseline_drop(style)
        if one.centred:
            starts = [-width_of(line, style) / 2 for line in one.lines]
            sheet.text(one.lines, style, x + one.x, baseline, body, starts=starts)
        else:
            sheet.text(one.lines, style, x + one.x, baseline, body)

    return Painted(placed.height, paint)


def _leader(one: Set, x: float, bottom: float, ink: str, paper: str) -> str:
    """A thin line on a pale ground, with a dot at its end."""
    assert one.start is not None
    (sx, sy), (ex, ey) = one.start, one.end
    line = f"{x + sx:.2f} {bottom + sy:.2f} m {x + ex:.2f} {bottom + ey:.2f} l S"
    dot = ellipse(x + ex, bottom + ey, DOT, DOT)
    return f"q 1 J {paper} RG 2.6 w {line} {ink} RG 0.8 w {line} {ink} rg {paper} RG 0.8 w {dot} B Q"


def placed_on(sheet: Sheet, drawing: Drawing, x: float, y: float, scale: float) -> str:
    """The operators that paint ``drawing`` with its lower start corner at ``x``, ``y``."""
    return sheet.form(drawing.operators, drawing.width, drawing.height, x, y, scale)


def paint_picture(sheet: Sheet, element: Element, picture: Drawing | Photo, x: float, y: float, scale: float) -> None:
    """Paint a drawing or photograph as a Figure with its lower start corner at ``x``, ``y``."""
    wide, tall = picture.width * scale, picture.height * scale
    element.attributes = f"/O/Layout/Placement/Block/BBox[{x:.1f} {y:.1f} {x + wide:.1f} {y + tall:.1f}]"
    if isinstance(picture, Drawing):
        sheet.content(element, placed_on(sheet, picture, x, y, scale))
    else:
        path = str(picture.path)
        sheet.image(element, lambda canvas: canvas.drawImage(path, x, y, wide, tall, mask="auto"))


def _photo(photo: Photo, element: Element, width: float) -> Painted:
    scale = min(1.0, width / photo.width)
    wide, tall = photo.width * scale, photo.height * scale

    def paint(sheet: Sheet, x: float, top: float) -> None:
        paint_picture(sheet, element, photo, x + (width - wide) / 2, top - tall, scale)

    return Painted(tall, paint)


def icon(story: Story, name: str, size: float, colour: str, at: Where | None) -> Painted:
    """An icon ``size`` points square, as an artifact: words beside it say the same."""
    if name not in story.icons:
        story.fail(at, f"there is no icon '{name}'")
        return Painted(size, lambda sheet, x, top: None)
    return icon_painter(story.icons, name, size, colour)


def icon_painter(icons: Gallery, name: str, size: float, colour: str) -> Painted:
    """An icon in the colour of the words beside it."""
    drawing = icons.picture(name)

    def paint(sheet: Sheet, x: float, top: float) -> None:
        if isinstance(drawing, Drawing):
            operators = _recoloured(drawing.operators, icons.brand.colours["icon-line"], icons.brand.colours[colour])
            scale = size / drawing.width
            sheet.artifact(sheet.form(operators, drawing.width, drawing.height, x, top - size, scale))

    return Painted(size, paint)


@lru_cache(maxsize=256)
def _recoloured(operators: str, old: str, new: str) -> str:
    """Icons are drawn in the brand's colour; on another ground they take another."""
    before, after = rgb(old), rgb(new)
    return operators.replace(f"{before} RG", f"{after} RG").replace(f"{before} rg", f"{after} rg")
