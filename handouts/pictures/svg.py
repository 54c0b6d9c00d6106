"""SVG -> a drawing, once: a strict subset of SVG 1.1, so that nothing hostile or unprintable gets
in.

Shapes, groups, clips and ``use`` only. Colours are names of the brand, or ``currentColor``; words
are labels, which the handout writes and which point at anchors: ``id="at-NAME"`` (a leader ends
there) or ``id="on-NAME"`` (words are centred there). What several figures show is drawn once, in a
file of the folder ``kit`` beside them, and used by ``href="kit/FILE.svg#id"``.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from ..content.brand import Brand
from ..source.problems import Problem, Problems, Where, did_you_mean
from .drawing import Clip, Drawing, Group, Item, Matrix, Path, Point, Shape
from .geometry import IDENTITY, alike, moved, multiply, parts
from .kit import Piece, Pieces, ids, kit_file
from .looks import Look, cut, look
from .markup import MAX_PROBLEMS, SHAPES, Node, parse
from .outlines import length, outline
from .paths import number, numbers, transform

MAX_SHAPES = 20_000
MAX_STEPS = 200_000
MAX_USES = 8  # inside one another
POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0}  # of a length on paper
MEASURED = re.compile(rf"(\d+\.?\d*)({'|'.join(POINTS)})")
FLIP = (1.0, 0.0, 0.0, -1.0)


def compile_svg(
    data: bytes,
    name: str,
    brand: Brand,
    kit: Mapping[str, bytes] | None = None,
    pieces: Pieces | None = None,
) -> Drawing:
    """The drawing of an SVG file called ``name`` in messages; ``kit`` holds the files it may use
    pieces of, by name, and ``pieces`` what was drawn of it for this brand before: it grows.

    Raises ``Problems``, all at once.
    """
    root, problems = parse(data, name)
    compiler = _Compiler(root, brand, problems, kit or {}, {} if pieces is None else pieces)
    drawing = compiler.drawing()
    if problems:
        raise Problems(problems)
    return drawing


class _Compiler:
    def __init__(
        self,
        root: Node,
        brand: Brand,
        problems: list[Problem],
        kit: Mapping[str, bytes],
        pieces: Pieces,
    ) -> None:
        self.root, self.brand, self.problems, self.kit = root, brand, problems, kit
        self.pieces = pieces
        self.anchors: dict[str, Point] = {}
        self.size = (0.0, 0.0)
        self.drawn = self.steps = self.placed = 0  # elements; lines and curves; anchors
        self.clips: dict[Where, Clip] = {}
        self.ids = {root.at.path: ids(root)}
        self.broken: set[str] = set()  # files of the kit that cannot be read

    def fail(self, node: Node, message: str, hint: str = "") -> None:
        self.problems.append(Problem(node.at, message, hint))
        if len(self.problems) >= MAX_PROBLEMS:
            raise Problems(self.problems)

    def drawing(self) -> Drawing:
        box = self.box()
        if len(box) != 4 or box[2] <= 0 or box[3] <= 0:
            hint = 'write viewBox="0 0 WIDTH HEIGHT" in points'
            self.fail(self.root, "the figure has no usable viewBox", hint)
            return Drawing(1, 1)
        x, y, width, height = box
        own, scale = look(self.root, Look(), self.brand, self.fail, root=True), self.scale(width)
        wide, tall, left, low = (one * scale for one in (width, height, x, y))
        self.size = wide, tall
        to_points = (scale, 0.0, 0.0, scale, 0.0, 0.0)
        items = self.group(self.root, own, multiply(to_points, (*FLIP, -left, tall + low)), ())
        drawn = items if scale == 1 else (Group(items, to_points),)
        return Drawing(wide, tall, drawn, self.anchors, (left, low))

    def box(self) -> list[float]:
        """The view box; without one, what width and height say (SVG 1.1, 7.7)."""
        told = self.root.attributes
        if "viewBox" in told:
            return numbers(told["viewBox"]) or []
        sides = [number(told.get(key, "").removesuffix("px")) for key in ("width", "height")]
        return [0, 0, *(side or 0.0 for side in sides)]

    def scale(self, width: float) -> float:
        """Points for each unit of the view box: 1, but where the figure says how wide it is on
        paper, as drawing programs do that count in millimetres."""
        told = MEASURED.fullmatch(self.root.attributes.get("width", "").strip())
        size = float(told[1]) * POINTS[told[2]] if told and "viewBox" in self.root.attributes else 0
        return size / width if size else 1.0

    def group(
        self, node: Node, own: Look, matrix: Matrix, via: tuple[str, ...]
    ) -> tuple[Item, ...]:
        return tuple(item for kid in node.kids for item in self.node(kid, own, matrix, via))

    def node(
        self, node: Node, inherited: Look, matrix: Matrix, via: tuple[str, ...]
    ) -> tuple[Item, ...]:
        """What an element draws; ``matrix`` leads from its points to the figure's, ``via`` are the
        uses it is in."""
        if node.tag in ("defs", "clipPath", "title", "desc"):
            return ()
        self.count(node, 1)
        name = node.attributes.get("id", "")
        own = self.transform(node)
        if own:
            matrix = multiply(own, matrix)
        if name.startswith(("at-", "on-")):
            self.anchor(node, name, matrix)
            return ()
        seen = look(node, inherited, self.brand, self.fail)
        clip = self.clip(node)
        if node.tag == "use":
            items = self.use(node, seen, matrix, via)
        elif node.tag in SHAPES:
            items = self.shape(node, seen)
        else:
            items = self.group(node, seen, matrix, via)
        return (Group(items, own, clip),) if own or clip else items

    def count(self, node: Node, elements: int) -> None:
        self.drawn += elements
        if self.drawn > MAX_SHAPES:  # a use of a use of a use draws more than it looks
            self.too_much(node, f"the figure draws more than {MAX_SHAPES:,} shapes")

    def too_much(self, node: Node, message: str) -> None:
        self.fail(node, message, "simplify it")
        raise Problems(self.problems)

    def use(self, node: Node, own: Look, matrix: Matrix, via: tuple[str, ...]) -> tuple[Item, ...]:
        target, name = self.target(node)
        if target is None:
            return ()
        if name in via:
            self.fail(node, f"'{name}' uses itself", "remove the use inside it")
            return ()
        if len(via) > MAX_USES:
            self.fail(node, "a use inside a use is nested too deep", "draw the shapes themselves")
            return ()
        place = self.place(node)
        known = None if via else self.pieces.get((name, own))
        if known:
            self.count(node, known.drawn)
            self.weigh(node, known.steps)
            items = known.items
        else:
            items = self.piece(target, name, own, multiply(place, matrix), via)
        return items if place == IDENTITY else (Group(items, place),)

    def piece(
        self, target: Node, name: str, own: Look, matrix: Matrix, via: tuple[str, ...]
    ) -> tuple[Item, ...]:
        """What a ``use`` draws. A piece of the kit that has no anchors, and nothing wrong with it,
        draws the same wherever it looks the same: two of five are used again."""
        drawn, steps, told = self.drawn, self.steps, (self.placed, len(self.problems))
        items = self.node(target, own, matrix, (*via, name))
        foreign = target.at.path != self.root.at.path
        if foreign and not via and told == (self.placed, len(self.problems)):
            piece = Piece(items, self.drawn - drawn, self.steps - steps)
            self.pieces[name, own] = piece
        return items

    def place(self, node: Node) -> Matrix:
        """Where a ``use`` puts what it uses."""
        return 1, 0, 0, 1, length(node, "x", self.fail), length(node, "y", self.fail)

    def target(self, node: Node) -> tuple[Node | None, str]:
        """What a ``use`` stands for, and its name: a piece of the same file, or of a file of the
        kit."""
        name = node.attributes.get("href", node.attributes.get("xlink:href", ""))
        file, sign, piece = name.partition("#")
        if not sign and file in self.kit:
            hint = f'write href="{name}#NAME"'
            self.fail(node, f"'{name}' names no piece of the file", hint)
            return None, name
        if not sign or (file and file not in self.kit):
            own = [f"#{known}" for known in self.ids[node.at.path]]
            ours = f"#{name}" in own
            near = did_you_mean(f"#{name}", own) if ours else did_you_mean(file, self.kit)
            hint = near or "use what is drawn in the same file, or in a file of the kit"
            self.fail(node, f"'{name}' is outside the figure", hint)
            return None, name
        where = f"{posixpath.dirname(self.root.at.path)}/{file}" if file else node.at.path
        if where not in self.ids:
            self.read(file, where)
        if where in self.broken:
            return None, name
        if piece not in self.ids[where]:
            hint = did_you_mean(piece, self.ids[where])
            self.fail(node, f"there is nothing with the id '{piece}'", hint)
        return self.ids[where].get(piece), f"{where}#{piece}"

    def read(self, file: str, where: str) -> None:
        """Read a file of the kit, called ``where`` in messages."""
        try:
            self.ids[where], problems = kit_file(self.kit[file], where)
        except Problems as found:
            self.problems.extend(found.problems)
            self.broken.add(where)
            self.ids[where] = {}
        else:
            self.problems.extend(problems)

    def anchor(self, node: Node, name: str, matrix: Matrix) -> None:
        x, y = length(node, "cx", self.fail), length(node, "cy", self.fail)
        a, b, c, d, e, f = matrix
        x, y = a * x + c * y + e, b * x + d * y + f
        if not (0 <= x <= self.size[0] and 0 <= y <= self.size[1]):
            self.fail(
                node, f"the anchor '{name}' is outside the figure", "move it inside the viewBox"
            )
        self.placed += 1
        self.anchors[name] = (x, y)

    def shape(self, node: Node, own: Look) -> tuple[Item, ...]:
        path = outline(node, self.fail)
        self.weigh(node, len(path))
        fill = None if node.tag == "line" else own.fill
        return (Shape(path, fill, own.pen, own.even),) if path and (fill or own.pen) else ()

    def weigh(self, node: Node, steps: int) -> None:
        self.steps += steps
        if self.steps > MAX_STEPS:
            self.too_much(node, f"the figure draws more than {MAX_STEPS:,} lines and curves")

    def clip(self, node: Node) -> Clip | None:
        reference = node.attributes.get("clip-path", "")
        if not reference:
            return None
        match = re.fullmatch(r"url\(#([\w-]+)\)", reference)
        target = self.ids[node.at.path].get(match[1]) if match else None
        if target is None or target.tag != "clipPath":
            hint = 'write clip-path="url(#id-of-a-clipPath)"'
            self.fail(node, f"there is no clipPath for '{reference}'", hint)
            return None
        if target.at not in self.clips:
            self.clips[target.at] = self.cuts(target)
        clip = self.clips[target.at]
        self.weigh(node, sum(map(len, clip.paths)))
        return clip

    def cuts(self, target: Node) -> Clip:
        """What a clipPath leaves of what it cuts."""
        turn = self.transform(target) or IDENTITY
        cuts = [
            self.cut(kid, cut(target, False), turn)
            for kid in target.kids
            if kid.tag not in ("title", "desc")
        ]
        paths = [path for path, _ in cuts if path]
        even = any(even for path, even in cuts if path)
        if not paths:
            self.fail(target, "this clipPath has no shapes", "draw one in it, or remove it")
        elif len(paths) > 1 and (even or any(parts(path) > 1 for path in paths)):
            hint = "make them one path: in Inkscape, Path > Union"
            self.fail(target, "this clipPath has several shapes, some with holes", hint)
        return Clip(tuple(alike(paths)), even)

    def cut(self, node: Node, inherited: bool, matrix: Matrix) -> tuple[Path, bool]:
        """The outline of a shape in a clipPath, and whether it cuts by the even-odd rule; a use is
        its shape."""
        even = cut(node, inherited)
        matrix = multiply(self.transform(node) or IDENTITY, matrix)
        if node.tag == "use":
            target, _ = self.target(node)
            if target is None or target.tag not in SHAPES:
                return (), False
            matrix = multiply(self.place(node), matrix)
            even = cut(target, even)
            matrix = multiply(self.transform(target) or IDENTITY, matrix)
            node = target
        path = outline(node, self.fail)
        return path if matrix == IDENTITY else moved(path, matrix), even

    def transform(self, node: Node) -> Matrix | None:
        source = node.attributes.get("transform", "")
        if not source or not source.strip():
            return None
        found = transform(source)
        if found is None:
            hint = "use translate, scale, rotate or matrix"
            self.fail(node, f"cannot read the transform '{source}'", hint)
        return found
