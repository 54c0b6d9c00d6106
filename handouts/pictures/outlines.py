"""The outlines of SVG's shapes (SVG 1.1, chapter 9)."""

from __future__ import annotations

from .drawing import Path, Step
from .looks import Fail
from .markup import AGAIN, Node
from .paths import ellipse, number, numbers, read_path


def outline(node: Node, fail: Fail) -> Path:
    """The outline of a shape; empty where it shows nothing, or where ``fail`` was told why."""

    def get(key: str) -> float:
        return length(node, key, fail)

    match node.tag:
        case "path":
            path, bad = read_path(node.attributes.get("d", ""))
            if bad:
                fail(node, f"cannot read the path at '{bad}'", AGAIN)
            return path
        case "rect":
            return _oblong(node, fail)
        case "circle":
            radius = get("r")
            return _round(get("cx"), get("cy"), radius, radius)
        case "ellipse":
            return _round(get("cx"), get("cy"), get("rx"), get("ry"))
        case "line":
            return Step("m", (get("x1"), get("y1"))), Step("l", (get("x2"), get("y2")))
        case "polyline" | "polygon":
            return _polygon(node, fail)
    return ()


def length(node: Node, key: str, fail: Fail) -> float:
    """A length in points; 0 where there is none, or where ``fail`` was told why."""
    value = number(node.attributes.get(key, "0"))
    if value is None:
        hint = "write plain numbers, without units"
        fail(node, f"{key}='{node.attributes[key]}' is no number", hint)
    return value or 0.0


def _round(x: float, y: float, rx: float, ry: float) -> Path:
    return ellipse(x, y, rx, ry) if rx > 0 and ry > 0 else ()


def _oblong(node: Node, fail: Fail) -> Path:
    """An oblong; where only one radius of its corners is given, both are that one."""
    x, y, w, h = (length(node, key, fail) for key in ("x", "y", "width", "height"))
    given = [length(node, key, fail) for key in ("rx", "ry") if key in node.attributes]
    if w <= 0 or h <= 0:
        return ()
    rx, ry = min([*given, 0.0][0], w / 2), min([0.0, *given][-1], h / 2)
    if rx <= 0 or ry <= 0:
        return (Step("r", (x, y, w, h)),)
    arc, across, down = f"a{rx} {ry} 0 0 1", w - 2 * rx, h - 2 * ry
    above = f"M{x + rx} {y}h{across}{arc} {rx} {ry}v{down}"
    below = f"{arc} {-rx} {ry}h{-across}{arc} {-rx} {-ry}v{-down}{arc} {rx} {-ry}z"
    return read_path(above + below)[0]


def _polygon(node: Node, fail: Fail) -> Path:
    points = numbers(node.attributes.get("points", ""))
    if points is None or len(points) < 4 or len(points) % 2:
        fail(node, "cannot read the points of this shape", AGAIN)
        return ()
    pairs = list(zip(points[::2], points[1::2], strict=True))
    steps = [Step("l" if number else "m", pair) for number, pair in enumerate(pairs)]
    return (*steps, Step("z")) if node.tag == "polygon" else tuple(steps)
