"""The elements of an SVG file, as far as a figure may have them; everything else is told at its
place."""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from ..source.problems import Problem, Problems, Where
from .kinds import SVG, misnamed

MAX_BYTES = 1_000_000
MAX_DEPTH = 60
MAX_PROBLEMS = 50  # of one figure: more are not looked for
SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
KNOWN = SHAPES | {"svg", "g", "defs", "clipPath", "use", "title", "desc"}
LOOKS = {
    *("fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit"),
    *("stroke-dasharray", "fill-rule", "clip-rule"),
}
GEOMETRY = {
    *("d", "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r"),
    *("x1", "y1", "x2", "y2", "points"),
}
PLAIN = {
    *("id", "class", "transform", "clip-path", "viewBox", "href", "xlink:href", "version"),
    *("xmlns", "xmlns:xlink", "xml:space", "role", "focusable"),
}
ALLOWED = LOOKS | GEOMETRY | PLAIN
SILENT = ("aria-", "data-")  # attributes that draw nothing begin so
PLAIN_SVG = "in Inkscape, save it as Plain SVG after Path > Object to Path"
AGAIN = f"export it again: {PLAIN_SVG}; in Illustrator, as SVG with Presentation Attributes"
AS_ATTRIBUTES = "in Inkscape, save it as Optimized SVG with CSS attributes as XML attributes"
CLASSES = "use class= with a name from assets/brand/brand.yaml"
FLAT = "use one flat colour of the brand"
HINTS = {
    "text": "write the words as labels in the handout, and mark the spot with an anchor",
    "image": "draw it as shapes, or give a PNG or JPEG file as the figure",
    "script": "remove it",
    "style": CLASSES,
    "opacity": "use a lighter colour of the brand",
    "style=": f"{CLASSES}; {AS_ATTRIBUTES}",
    "font": "write the words as labels in the handout",
    "symbol": "make it a group with an id, inside <defs>",
    "metadata": PLAIN_SVG,
    "linearGradient": FLAT,
    "radialGradient": FLAT,
    "pattern": FLAT,
    "mask": "cut the shape itself, or use a clipPath",
    "filter": "remove it: what prints well has sharp edges",
}
# what else to do where the picture is a logo, which has no labels and no other file
OUTLINES = "turn its text into outlines: in Inkscape, Path > Object to Path"
OF_LOGO = {
    HINTS["text"]: OUTLINES,
    HINTS["font"]: OUTLINES,
    HINTS["image"]: "draw it as shapes, or name the PNG or JPEG file itself in brand.yaml",
}


class Node:
    """An element; ``kids`` are added while it is read."""

    __slots__ = ("at", "attributes", "kids", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], at: Where) -> None:
        self.tag, self.attributes, self.at = tag, attributes, at
        self.kids: list[Node] = []


def parse(data: bytes, name: str) -> tuple[Node, list[Problem]]:
    """The outermost element of an SVG file called ``name``, and what it may not have.

    Raises ``Problems`` where it cannot be read at all.
    """
    if told := misnamed(data, (SVG,), AGAIN):
        raise Problems([Problem(Where(name), *told)])
    if len(data) > MAX_BYTES:
        raise Problems(
            [Problem(Where(name), "the figure is larger than 1 MB", "simplify its paths")]
        )
    reader = _Reader(name)
    problems = reader.problems
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        where = Where(name, error.lineno, error.offset + 1)
        message = f"this is not well-formed SVG: {expat.errors.messages[error.code]}"
        raise Problems([*problems, Problem(where, message, AGAIN)]) from None
    except (ValueError, LookupError):  # an encoding that Python knows and expat does not
        message = "the figure is not written in UTF-8"
        raise Problems([Problem(Where(name), message, AGAIN)]) from None
    finally:
        del reader.parser  # it knows who listens: neither would go before a collector looks
    (root,) = reader.roots
    if root.tag != "svg":
        message = f"the figure begins with <{root.tag}>, not <svg>"
        raise Problems([Problem(root.at, message, AGAIN)])
    return root, problems


class _Reader:
    """Listens to expat, which knows where it is."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.stack: list[Node] = []
        self.roots: list[Node] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end
        self.parser.StartDoctypeDeclHandler = self.doctype

    def here(self) -> Where:
        return Where(self.name, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        node = Node(tag, attributes, self.here())
        (self.stack[-1].kids if self.stack else self.roots).append(node)
        if tag not in KNOWN or (tag == "svg" and self.stack):
            hint = HINTS.get(
                tag, PLAIN_SVG if ":" in tag else "use shapes, groups, clips and use only"
            )
            self.problems.append(Problem(node.at, f"<{tag}> is not allowed in a figure", hint))
        if not attributes.keys() <= ALLOWED:
            self.problems += _foreign(node)
        if len(self.problems) >= MAX_PROBLEMS:
            raise Problems(self.problems)
        self.stack.append(node)
        if len(self.stack) > MAX_DEPTH:
            problem = Problem(node.at, "the figure is nested too deep", "remove groups")
            raise Problems([*self.problems, problem])

    def end(self, _: str) -> None:
        self.stack.pop()

    def doctype(self, *_: object) -> None:
        hint = "remove the line <!DOCTYPE ...>"
        raise Problems([Problem(self.here(), "a DOCTYPE is not allowed in a figure", hint)])


def _foreign(node: Node) -> Iterator[Problem]:
    """The attributes of an element that a figure may not have."""
    for key in node.attributes:
        if key in ALLOWED or key.startswith(SILENT):
            continue
        what = "opacity" if "opacity" in key else f"{key}="
        hint = HINTS.get(what, PLAIN_SVG if ":" in key else "remove it")
        yield Problem(node.at, f"the attribute '{key}' is not allowed in a figure", hint)


def walk(node: Node) -> Iterator[Node]:
    """``node`` and everything inside it, in the order of the file."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += reversed(one.kids)
