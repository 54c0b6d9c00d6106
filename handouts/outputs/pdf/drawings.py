"""Drawings as the operators of a form XObject (ISO 32000-1, 8.10): each role in the colour it has
on this paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache

from ...content.editions import Ink
from ...pictures.drawing import CURRENT, Clip, Drawing, Group, Hashed, Item, Path, Pen, Shape
from ...pictures.geometry import IDENTITY
from ...source.values import dataclass, replace
from .colours import FORMULA, Process, channels, firm, operator, paled
from .paths import operands, outline

CAPS = {"butt": 0, "round": 1, "square": 2}  # table 54
JOINS = {"miter": 0, "round": 1, "bevel": 2}  # table 55
FINISH = {  # by whether it is filled, has a line, and is filled by the even-odd rule (table 60)
    **{(True, True, False): "B", (True, False, False): "f", (False, True, False): "S"},
    **{(True, True, True): "B*", (True, False, True): "f*", (False, True, True): "S"},
}
FINE = 12.0  # points: what is smaller is drawn with more digits
# of the size of a drawing in the brand's colours: what lies off its place by less looks the same
UNSEEN = 0.013
LIMIT = 10.0  # how far a corner reaches where nothing else is said (table 52)
ICON = (
    "current",
    "icon/line",
    "icon/fill",
    "icon-line",
    "icon",
    "brand",
    "brand/line",
    "brand/fill",
)
Paint = Callable[[str, bool], str]  # the operator for a role, of a line or of a fill


@dataclass(frozen=True, slots=True)
class Colouring(Hashed):
    """The colours of roles, as ``#RRGGBB``, on paper of ``ink``; ``pale`` leaves out what would
    take much of it, ``process`` is that of a press."""

    roles: tuple[tuple[str, str], ...]
    ink: Ink = "colour"
    pale: bool = False
    process: Process = FORMULA

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            told = hash((self.roles, self.ink, self.pale, self.process))
            object.__setattr__(self, "_hash", told)
            return told

    def recoloured(self, roles: tuple[str, ...], colour: str) -> Colouring:
        """The same with other ``roles`` in one ``colour``."""
        return _recoloured(self, roles, colour)


@lru_cache(maxsize=256)  # there are only so many in a brand
def _recoloured(colours: Colouring, roles: tuple[str, ...], colour: str) -> Colouring:
    changed = dict(colours.roles) | dict.fromkeys(roles, colour)
    return replace(colours, roles=tuple(changed.items()))


def colouring(roles: Mapping[str, str], ink: Ink = "colour", *, pale: bool = False) -> Colouring:
    """The colours of ``roles`` on paper of ``ink``."""
    return Colouring(tuple(roles.items()), ink, pale)


@lru_cache(maxsize=32)  # a page is painted with few; a file has them deflated (``writer``)
def painted(drawing: Drawing, colours: Colouring) -> str:
    """The operators that paint a drawing with its lower start corner at the origin."""
    roles = dict(colours.roles)

    @cache  # a drawing has many shapes and few colours
    def paint(role: str, line: bool) -> str:
        seen = colour = channels(roles[role])
        if colours.pale:
            seen = firm(colour) if line else paled(colour)
        return operator(seen, colours.ink, line=line, process=colours.process)

    size = max(drawing.width, drawing.height)
    digits = 2 if size >= FINE else 4
    slack = 0.0 if _foreign(drawing.items) else UNSEEN * size
    (x, y), up = drawing.corner, operands((1, 0, 0, -1))
    place = operands((-x, drawing.height + y), digits)
    return "\n".join((f"1 J 1 j {up} {place} cm", *_items(drawing.items, paint, slack, digits)))


def _items(items: tuple[Item, ...], paint: Paint, slack: float, digits: int) -> Iterator[str]:
    for item in items:
        if isinstance(item, Shape):
            yield _shape(item, paint, digits)
            continue
        yield "q"
        if item.matrix:
            yield f"{_matrix(item, slack, digits)} cm"
        if item.clip:
            yield _clip(item.clip, digits)
        yield from _items(item.items, paint, slack, digits)
        yield "Q"


def _matrix(group: Group, slack: float, digits: int) -> str:
    """The operands of a group's matrix: two digits where that moves nothing in it by more than
    ``slack``."""
    matrix = group.matrix or IDENTITY
    wrong = max([abs(round(value, 2) - value) for value in matrix[:4]])
    near = not wrong or wrong * _reach(group.items) <= slack
    return f"{operands(matrix[:4], 2 if near else 6)} {operands(matrix[4:], digits)}"


def _foreign(items: tuple[Item, ...]) -> bool:
    """Whether anything is in currentColor: such a drawing comes from elsewhere, and is painted
    exactly as it is."""
    for item in items:
        if isinstance(item, Shape):
            if CURRENT in (item.fill, item.line and item.line.role):
                return True
        elif _foreign(item.items):
            return True
    return False


def _reach(items: tuple[Item, ...]) -> float:
    """How far from the origin anything of ``items`` lies, at most."""
    far = 0.0
    for item in items:
        if isinstance(item, Shape):
            far = max(far, _farthest(item.path))
        else:
            a, b, c, d, e, f = item.matrix or IDENTITY
            stretch = max(abs(a) + abs(c), abs(b) + abs(d))
            far = max(far, _reach(item.items) * stretch + max(abs(e), abs(f)))
    return far


@lru_cache(maxsize=2048)  # pieces of the kit are in many drawings
def _farthest(path: Path) -> float:
    """How far from the origin any number of an outline is."""
    return max([abs(value) for step in path for value in step.at], default=0.0)


def _clip(clip: Clip, digits: int) -> str:
    paths = " ".join(outline(path, digits) for path in clip.paths)
    return f"{paths} {'W*' if clip.even else 'W'} n"


def _shape(shape: Shape, paint: Paint, digits: int) -> str:
    fill = f"{paint(shape.fill, False)} " if shape.fill else ""
    line = f"{paint(shape.line.role, True)} {_pen(shape.line, digits)}" if shape.line else ""
    way = FINISH[bool(shape.fill), shape.line is not None, shape.even]
    return f"{fill}{line}{outline(shape.path, digits)} {way}"


@lru_cache(maxsize=512)
def _pen(pen: Pen, digits: int) -> str:
    dashes = operands(pen.dashes, digits) if pen.dashes else ""
    corner = f"{operands((pen.miter,))} M " if pen.join == "miter" and pen.miter != LIMIT else ""
    width = operands((pen.width,), digits)
    return f"{width} w {CAPS[pen.cap]} J {JOINS[pen.join]} j {corner}[{dashes}] 0 d "
