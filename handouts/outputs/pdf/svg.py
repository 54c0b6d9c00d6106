"""SVG -> content stream operators, once: a strict subset of SVG 1.1, so that nothing hostile or unprintable gets in.

Shapes, groups, clips and ``use`` only. Colours are names of the brand; words are labels, which the handout writes and
which point at anchors: ``id="at-NAME"`` (a leader ends there) or ``id="on-NAME"`` (words are centred there).
What several figures show is drawn once, in a file of the folder ``kit`` beside them, and used by
``href="kit/FILE.svg#id"``.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from ...brand import Brand, Paint
from ...problems import Problem, Problems, Where, did_you_mean
from .paths import Matrix, ellipse, multiply, number, numbers, operators, rounded, step

MAX_BYTES = 1_000_000
MAX_SHAPES = 20_000
MAX_DEPTH = 60
SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
KNOWN = SHAPES | {"svg", "g", "defs", "clipPath", "use", "title", "desc"}
LOOKS = {"fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "fill-rule"}
GEOMETRY = {"d", "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "x1", "y1", "x2", "y2", "points"}
PLAIN = {"id", "class", "transform", "clip-path", "viewBox", "xmlns", "xmlns:xlink", "version", "href", "xlink:href"}
CAPS = {"butt": 0, "round": 1, "square": 2}
JOINS = {"miter": 0, "round": 1, "bevel": 2}
WORDS = {"stroke-linecap": tuple(CAPS), "stroke-linejoin": tuple(JOINS), "fill-rule": ("nonzero", "evenodd")}
HINTS = {
    "text": "write the words as labels in the handout, and mark the spot with an anchor",
    "image": "draw it as shapes, or give a PNG or JPEG file as the figure",
    "script": "remove it",
    "style": "use class= with a name from assets/brand/brand.yaml",
    "opacity": "use a lighter colour of the brand",
    "style=": "use class= with a name from assets/brand/brand.yaml",
    "font": "write the words as labels in the handout",
}


AGAIN = "export it again from the drawing program"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A compiled figure: size in points, operators with the origin at the lower start corner, anchors from there."""

    width: float
    height: float
    operators: str
    anchors: dict[str, tuple[float, float]]


@dataclass
class Node:
    tag: str
    attributes: dict[str, str]
    at: Where
    kids: list[Node] = field(default_factory=list)


def compile_svg(data: bytes, name: str, brand: Brand, kit: Mapping[str, bytes] | None = None) -> Drawing:
    """The drawing of an SVG file called ``name`` in messages; ``kit`` holds the files it may use pieces of, by name.

    Raises ``Problems``, all at once.
    """
    root, problems = _parse(data, name)
    compiler = _Compiler(root, brand, problems, kit or {})
    drawing = compiler.drawing()
    if problems:
        raise Problems(problems)
    return drawing


@lru_cache(maxsize=64)
def _kit_file(data: bytes, name: str) -> tuple[Node, tuple[Problem, ...]]:
    """A file of the kit, read once for all figures that use it."""
    root, problems = _parse(data, name)
    return root, tuple(problems)


def _parse(data: bytes, name: str) -> tuple[Node, list[Problem]]:
    problems: list[Problem] = []
    stack: list[Node] = []
    roots: list[Node] = []
    parser = expat.ParserCreate()

    def here() -> Where:
        return Where(name, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def fail(message: str, hint: str = "") -> None:
        problems.append(Problem(here(), message, hint))

    def start(tag: str, attributes: dict[str, str]) -> None:
        node = Node(tag, attributes, here())
        (stack[-1].kids if stack else roots).append(node)
        stack.append(node)
        if tag not in KNOWN:
            fail(f"<{tag}> is not allowed in a figure", HINTS.get(tag, "use shapes, groups, clips and use only"))
        for key in attributes:
            if key not in LOOKS | GEOMETRY | PLAIN:
                what = "opacity" if "opacity" in key else f"{key}="
                fail(f"the attribute '{key}' is not allowed in a figure", HINTS.get(what, "remove it"))
        if len(stack) > MAX_DEPTH:
            raise Problems([*problems, Problem(here(), "the figure is nested too deep", "remove groups")])

    def end(_: str) -> None:
        stack.pop()

    def doctype(*_: object) -> None:
        raise Problems([Problem(here(), "a DOCTYPE is not allowed in a figure", "remove the line <!DOCTYPE ...>")])

    if len(data) > MAX_BYTES:
        raise Problems([Problem(Where(name), "the figure is larger than 1 MB", "simplify its paths")])
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        where = Where(name, error.lineno, error.offset + 1)
        message = f"this is not well-formed SVG: {expat.errors.messages[error.code]}"
        raise Problems([*problems, Problem(where, message, AGAIN)]) from None
    except (ValueError, LookupError):  # an encoding that Python knows and expat does not
        raise Problems([Problem(Where(name), "the figure is not written in UTF-8", AGAIN)]) from None
    if roots[0].tag != "svg":
        raise Problems([Problem(roots[0].at, f"the figure begins with <{roots[0].tag}>, not <svg>", AGAIN)])
    return roots[0], problems


class _Compiler:
    def __init__(self, root: Node, brand: Brand, problems: list[Problem], kit: Mapping[str, bytes]) -> None:
        self.root, self.brand, self.problems, self.kit = root, brand, problems, kit
        self.anchors: dict[str, tuple[float, float]] = {}
        self.size = (0.0, 0.0)
        self.out: list[str] = []
        self.drawn = 0
        self.ids = {root.at.path: _ids(root)}
        self.broken: set[str] = set()  # files of the kit that cannot be read

    def fail(self, node: Node, message: str, hint: str = "") -> None:
        self.problems.append(Problem(node.at, message, hint))

    def drawing(self) -> Drawing:
        box = numbers(self.root.attributes.get("viewBox", "")) or []
        if len(box) != 4 or box[2] <= 0 or box[3] <= 0:
            self.fail(self.root, "the figure has no usable viewBox", 'write viewBox="0 0 WIDTH HEIGHT" in points')
            return Drawing(1, 1, "", {})
        x, y, width, height = box
        self.size = width, height
        flip: Matrix = (1, 0, 0, -1, -x, height + y)
        self.out.append(f"1 J 1 j {operators(flip)} cm")
        self.group(self.root, {"fill": "ink", "stroke": "none"}, flip, ())
        return Drawing(width, height, "\n".join(self.out), self.anchors)

    def group(self, node: Node, look: dict[str, str], matrix: Matrix, via: tuple[str, ...]) -> None:
        for kid in node.kids:
            self.node(kid, look, matrix, via)

    def node(self, node: Node, inherited: dict[str, str], matrix: Matrix, via: tuple[str, ...]) -> None:
        if node.tag in ("defs", "clipPath", "title", "desc"):
            return
        self.drawn += 1
        if self.drawn > MAX_SHAPES:  # a use of a use of a use draws more than it looks
            self.fail(node, f"the figure draws more than {MAX_SHAPES:,} shapes", "simplify it")
            raise Problems(self.problems)
        name = node.attributes.get("id", "")
        own = self.transform(node)
        if name.startswith(("at-", "on-")):
            self.anchor(node, name, multiply(own, matrix) if own else matrix)
            return
        look = self.look(node, inherited)
        clip = self.clip(node)
        if own or clip:
            self.out.append("q")
        if own:
            matrix = multiply(own, matrix)
            self.out.append(f"{operators(own)} cm")
        self.out.extend(clip)
        if node.tag == "use":
            self.use(node, look, matrix, via)
        elif node.tag in SHAPES:
            self.shape(node, look)
        else:
            self.group(node, look, matrix, via)
        if own or clip:
            self.out.append("Q")

    def use(self, node: Node, look: dict[str, str], matrix: Matrix, via: tuple[str, ...]) -> None:
        target, name = self.target(node)
        if target is None:
            return
        if name in via:
            self.fail(node, f"'{name}' uses itself", "remove the use inside it")
        elif len(via) > 8:
            self.fail(node, "a use inside a use is nested too deep", "draw the shapes themselves")
        else:
            x, y = (self.length(node, key) for key in ("x", "y"))
            if x or y:
                self.out.append(f"q {operators((1, 0, 0, 1, x, y))} cm")
            self.node(target, look, multiply((1, 0, 0, 1, x, y), matrix), (*via, name))
            if x or y:
                self.out.append("Q")

    def target(self, node: Node) -> tuple[Node | None, str]:
        """What a ``use`` stands for, and its name: a piece of the same file, or of a file of the kit."""
        name = node.attributes.get("href", node.attributes.get("xlink:href", ""))
        file, sign, piece = name.partition("#")
        if not sign and file in self.kit:
            self.fail(node, f"'{name}' names no piece of the file", f'write href="{name}#NAME"')
            return None, name
        if not sign or (file and file not in self.kit):
            own = [f"#{known}" for known in self.ids[node.at.path]]
            near = did_you_mean(f"#{name}", own) if f"#{name}" in own else did_you_mean(file, self.kit)
            hint = near or "use what is drawn in the same file, or in a file of the kit"
            self.fail(node, f"'{name}' is outside the figure", hint)
            return None, name
        where = f"{posixpath.dirname(self.root.at.path)}/{file}" if file else node.at.path
        if where not in self.ids:
            try:
                root, problems = _kit_file(self.kit[file], where)
            except Problems as found:
                self.problems.extend(found.problems)
                self.broken.add(where)
                self.ids[where] = {}
            else:
                self.problems.extend(problems)
                self.ids[where] = _ids(root)
        if where in self.broken:
            return None, name
        if piece not in self.ids[where]:
            self.fail(node, f"there is nothing with the id '{piece}'", did_you_mean(piece, self.ids[where]))
        return self.ids[where].get(piece), f"{where}#{piece}"

    def anchor(self, node: Node, name: str, matrix: Matrix) -> None:
        x, y = self.length(node, "cx"), self.length(node, "cy")
        a, b, c, d, e, f = matrix
        x, y = a * x + c * y + e, b * x + d * y + f
        if not (0 <= x <= self.size[0] and 0 <= y <= self.size[1]):
            self.fail(node, f"the anchor '{name}' is outside the figure", "move it inside the viewBox")
        self.anchors[name] = (x, y)

    def shape(self, node: Node, look: dict[str, str]) -> None:
        outline = self.outline(node)
        fill, stroke = self.colour(look["fill"]), self.colour(look["stroke"])
        if node.tag == "line":
            fill = ""
        even = "*" if look.get("fill-rule") == "evenodd" else ""
        paint = {(True, True): "B" + even, (True, False): "f" + even, (False, True): "S"}.get(
            (bool(fill), bool(stroke))
        )
        if not outline or not paint:
            return
        pen = self.pen(look) if stroke else ""
        before = f"{fill} rg " if fill else ""
        self.out.append(f"{before}{f'{stroke} RG {pen}' if stroke else ''}{outline} {paint}")

    def pen(self, look: dict[str, str]) -> str:
        cap, join = CAPS.get(look.get("stroke-linecap", "round"), 1), JOINS.get(look.get("stroke-linejoin", "round"), 1)
        width = number(look.get("stroke-width", "1.25")) or 0.0
        dashes = numbers(look.get("stroke-dasharray", "")) or ()
        pattern = operators(tuple(dashes)) if any(dashes) else ""
        return f"{operators((width,))} w {cap} J {join} j [{pattern}] 0 d "

    def look(self, node: Node, inherited: dict[str, str]) -> dict[str, str]:
        look = dict(inherited)
        if name := node.attributes.get("class"):
            paint: Paint | None = self.brand.figures.get(name)
            if paint is None:
                self.fail(node, f"unknown class '{name}'", did_you_mean(name, self.brand.figures))
            else:
                line = "none" if paint.line == "none" else f"{name}-line"
                width = number(f"{paint.width}") or 0.0
                look |= {"fill": "none" if paint.fill == "none" else f"={paint.fill}", "stroke-width": f"{width:g}"}
                look["stroke"] = "none" if line == "none" else f"={paint.line}"
        for key in sorted(LOOKS & node.attributes.keys()):
            value = node.attributes[key].strip()
            if wrong := self.refused(key, value):
                self.fail(node, *wrong)
            else:
                look[key] = value
        return look

    def refused(self, key: str, value: str) -> tuple[str, str] | None:
        """What is wrong with an attribute of how a shape looks, and what to do; ``None`` when all is well."""
        if key in ("fill", "stroke"):
            if value == "none" or value in self.brand.colours:
                return None
            hint = did_you_mean(value, self.brand.colours) or "use a name from assets/brand/brand.yaml, such as 'ink'"
            return f"unknown colour '{value}'", hint
        if key == "stroke-width":
            width = number(value)
            good = width is not None and width >= 0
        elif key == "stroke-dasharray":
            dashes = () if value == "none" else numbers(value)
            good = dashes is not None and all(dash >= 0 for dash in dashes)
        else:
            good = value in WORDS[key]
        hint = f"write {', '.join(WORDS[key])}" if key in WORDS else "write plain numbers, in points"
        return None if good else (f"{key}='{value}' cannot be drawn", hint)

    def colour(self, name: str) -> str:
        """Operands of a colour operator, or '' for none."""
        value = name[1:] if name.startswith("=") else self.brand.colours.get(name, "none")
        return "" if value == "none" else rgb(value)

    def clip(self, node: Node) -> list[str]:
        reference = node.attributes.get("clip-path", "")
        if not reference:
            return []
        match = re.fullmatch(r"url\(#([\w-]+)\)", reference)
        target = self.ids[node.at.path].get(match[1]) if match else None
        if target is None or target.tag != "clipPath":
            self.fail(node, f"there is no clipPath for '{reference}'", 'write clip-path="url(#id-of-a-clipPath)"')
            return []
        shapes = [self.outline(self.resolve(kid)) for kid in target.kids]
        if not any(shapes):
            self.fail(target, "this clipPath has no shapes", "draw one in it, or remove it")
            return []
        return [f"{' '.join(shapes)} W n"]

    def resolve(self, node: Node) -> Node:
        """A ``use`` inside a clipPath stands for its shape."""
        return (self.target(node)[0] or node) if node.tag == "use" else node

    def transform(self, node: Node) -> Matrix | None:
        source = node.attributes.get("transform", "").strip()
        if not source:
            return None
        out: Matrix = (1, 0, 0, 1, 0, 0)
        for match in re.finditer(r"(\w+)\s*\(([^)]*)\)|(\S)", source):
            values = numbers(match[2] or "")
            turn = step(match[1] or "", values) if values is not None else None
            if turn is None:
                self.fail(node, f"cannot read the transform '{source}'", "use translate, scale, rotate or matrix")
                return None
            out = multiply(turn, out)
        return out

    def length(self, node: Node, key: str) -> float:
        value = number(node.attributes.get(key, "0"))
        if value is None:
            self.fail(node, f"{key}='{node.attributes[key]}' is no number", "write plain numbers, without units")
        return value or 0.0

    def outline(self, node: Node) -> str:
        def get(key: str) -> float:
            return self.length(node, key)

        match node.tag:
            case "path":
                shape, bad = rounded(node.attributes.get("d", ""))
                if bad:
                    self.fail(node, f"cannot read the path at '{bad}'", AGAIN)
                return shape
            case "rect":
                x, y, w, h = (get(key) for key in ("x", "y", "width", "height"))
                r = min(get("rx") or get("ry"), w / 2, h / 2)
                if not r:
                    return f"{operators((x, y, w, h))} re"
                arc, across, down = f"a{r} {r} 0 0 1", w - 2 * r, h - 2 * r
                above = f"M{x + r} {y}h{across}{arc} {r} {r}v{down}"
                below = f"{arc} {-r} {r}h{-across}{arc} {-r} {-r}v{-down}{arc} {r} {-r}z"
                return rounded(above + below)[0]
            case "circle":
                return ellipse(get("cx"), get("cy"), get("r"), get("r"))
            case "ellipse":
                return ellipse(get("cx"), get("cy"), get("rx"), get("ry"))
            case "line":
                return f"{operators((get('x1'), get('y1')))} m {operators((get('x2'), get('y2')))} l"
            case "polyline" | "polygon":
                return self.polygon(node)
        return ""

    def polygon(self, node: Node) -> str:
        points = numbers(node.attributes.get("points", ""))
        if points is None or len(points) < 4 or len(points) % 2:
            self.fail(node, "cannot read the points of this shape", AGAIN)
            return ""
        return rounded(f"M{' '.join(map(str, points))}{'z' if node.tag == 'polygon' else ''}")[0]


def _ids(root: Node) -> dict[str, Node]:
    return {node.attributes["id"]: node for node in _walk(root) if "id" in node.attributes}


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        yield from _walk(kid)


def rgb(colour: str) -> str:
    """``#RRGGBB`` as the operands of a colour operator."""
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3g}" for i in (1, 3, 5))
