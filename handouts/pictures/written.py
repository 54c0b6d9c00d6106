"""Drawings as SVG again: what pages for screens paint, each role in the colour it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..source.elements import Markup, element, joined, short
from .drawing import Clip, Drawing, Item, Path, Pen, Shape

LETTERS = {"m": "M", "l": "L", "c": "C", "z": "Z"}
SMALL = 32.0  # points: what is smaller, such as an icon, keeps hundredths of a point
Colour = Callable[[str], str]  # of a role


def symbol(drawing: Drawing, name: str, colour: Colour) -> Markup:
    """A drawing to be shown by ``use``, as often as it takes; ``name`` is the id it has, and the
    beginning of all others in it."""
    return element("symbol", _painted(drawing, name, colour), id=name, viewBox=view_box(drawing))


def inline(drawing: Drawing, name: str, colour: Colour, **attributes: str) -> Markup:
    """A drawing as an element of a page; ``name`` begins the ids in it."""
    inside = _painted(drawing, name, colour)
    return element("svg", inside, viewBox=view_box(drawing), **attributes)


def view_box(drawing: Drawing) -> str:
    """Corner and size of a drawing, as SVG has them."""
    return " ".join(map(short, (*drawing.corner, drawing.width, drawing.height)))


def _painted(drawing: Drawing, name: str, colour: Colour) -> Markup:
    digits = 2 if max(drawing.width, drawing.height) <= SMALL else 1
    return _Writer(name, colour, digits).all(drawing.items)


class _Writer:
    """Numbers the clips of one drawing."""

    def __init__(self, name: str, colour: Colour, digits: int) -> None:
        self.name, self.colour, self.digits, self.clips = name, colour, digits, 0

    def all(self, items: tuple[Item, ...]) -> Markup:
        return joined(*(one for item in items for one in self.item(item)))

    def item(self, item: Item) -> Iterator[Markup]:
        if isinstance(item, Shape):
            yield self.shape(item)
            return
        cut = None
        if item.clip:
            self.clips += 1
            cut = f"{self.name}-c{self.clips}"
            yield self.clip(item.clip, cut)
        moved, inside = _matrix(item.matrix), self.all(item.items)
        reached = f"url(#{cut})" if cut else None
        still = moved is None and cut is None
        yield inside if still else element("g", inside, transform=moved, clip_path=reached)

    def clip(self, clip: Clip, name: str) -> Markup:
        """Its outlines are moved with the group that refers to it (SVG 1.1, 14.3.5)."""
        rule = "evenodd" if clip.even else None
        shapes = (element("path", d=self.data(path), clip_rule=rule) for path in clip.paths)
        return element("defs", element("clipPath", *shapes, id=name))

    def shape(self, shape: Shape) -> Markup:
        line = self.pen(shape.line) if shape.line else {}
        return element(
            "path",
            d=self.data(shape.path),
            fill=self.colour(shape.fill) if shape.fill else "none",
            fill_rule="evenodd" if shape.even else None,
            **line,
        )

    def pen(self, pen: Pen) -> dict[str, str | float | None]:
        """What is usual in SVG is not said again."""
        return {
            "stroke": self.colour(pen.role),
            "stroke_width": pen.width if pen.width != 1 else None,
            "stroke_linecap": pen.cap if pen.cap != "butt" else None,
            "stroke_linejoin": pen.join if pen.join != "miter" else None,
            "stroke_miterlimit": pen.miter if pen.join == "miter" and pen.miter != 4 else None,
            "stroke_dasharray": " ".join(map(short, pen.dashes)) if pen.dashes else None,
        }

    def data(self, path: Path) -> str:
        return "".join(map(self.step, path))

    def step(self, step: tuple[str, tuple[float, ...]]) -> str:
        kind, at = step
        told = [_number(value, self.digits) for value in at]
        if kind == "r":
            x, y, width, height = told
            return f"M{x} {y}h{width}v{height}H{x}Z"
        return LETTERS[kind] + " ".join(told)


def _matrix(matrix: tuple[float, ...] | None) -> str | None:
    if matrix is None:
        return None
    return f"matrix({' '.join(_number(value, 4) for value in matrix)})"


def _number(value: float, digits: int) -> str:
    told = f"{round(value, digits) + 0.0:.{digits}f}"
    return told.rstrip("0").rstrip(".") if "." in told else told
