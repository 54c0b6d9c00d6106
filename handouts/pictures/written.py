"""Drawings as SVG again: what pages for screens paint, each role in the colour it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from ..source.elements import Markup, element, joined, short
from .drawing import Clip, Drawing, Item, Path, Pen, Shape

ROUND = {"stroke_linecap": "round", "stroke_linejoin": "round"}  # as most lines of figures end
SMALL = 32.0  # points: what is smaller, such as an icon, keeps hundredths of a point
Colour = Callable[[str], str]  # of a role


def symbol(drawing: Drawing, name: str, colour: Colour) -> Markup:
    """A drawing to be shown by ``use``, as often as it takes; ``name`` is the id it has, and the
    beginning of all others in it."""
    inside = _painted(drawing, name, colour)
    return element("symbol", inside, id=name, viewBox=view_box(drawing), **ROUND)


def inline(drawing: Drawing, name: str, colour: Colour, **attributes: str) -> Markup:
    """A drawing as an element of a page; ``name`` begins the ids in it."""
    inside = _painted(drawing, name, colour)
    return element("svg", inside, viewBox=view_box(drawing), **ROUND, **attributes)


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
        """What is usual is not said again."""
        return {
            "stroke": self.colour(pen.role),
            "stroke_width": pen.width if pen.width != 1 else None,
            "stroke_linecap": pen.cap if pen.cap != "round" else None,
            "stroke_linejoin": pen.join if pen.join != "round" else None,
            "stroke_miterlimit": pen.miter if pen.join == "miter" and pen.miter != 4 else None,
            "stroke_dasharray": " ".join(map(short, pen.dashes)) if pen.dashes else None,
        }

    def data(self, path: Path) -> str:
        return outline(path, self.digits)


def _matrix(matrix: tuple[float, ...] | None) -> str | None:
    if matrix is None:
        return None
    return f"matrix({' '.join(_number(value, 4) for value in matrix)})"


def _number(value: float, digits: int) -> str:
    told = f"{round(value, digits) + 0.0:.{digits}f}".rstrip("0").rstrip(".")
    return told.replace("0.", ".", 1) if told.startswith(("0.", "-0.")) else told


@lru_cache(maxsize=16384)  # pieces of the kit are in many drawings
def outline(path: Path, digits: int) -> str:
    """The data of a path (SVG 1.1, 8.3). Steps are told from where the one before ended, as it was
    written: nothing adds up, and numbers are short."""
    out, here, start = list[str](), (0.0, 0.0), (0.0, 0.0)
    for kind, at in path:
        points = [round(value, digits) for value in at]
        if kind == "r":
            x, y, width, height = (_number(value, digits) for value in points)
            out.append(f"M{x} {y}h{width}v{height}h-{width}z")
            here = start = (points[0], points[1])
        elif kind == "z":
            out.append("z")
            here = start
        else:
            told = (value - here[index % 2] for index, value in enumerate(points))
            out.append(kind + _numbers(told, digits))
            here = (points[-2], points[-1])
            start = here if kind == "m" else start
    return "".join(out)


def _numbers(values: Iterable[float], digits: int) -> str:
    """Numbers in a row: a sign parts two of them as well as a space."""
    told = [_number(value, digits) for value in values]
    return told[0] + "".join(one if one[0] == "-" else f" {one}" for one in told[1:])
