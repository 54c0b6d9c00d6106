"""How a shape of an SVG file looks: what it inherits, its class, its own attributes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, get_args

from ..brand import Brand, Paint
from ..problems import did_you_mean
from .drawing import CURRENT, Cap, Join, Pen
from .markup import LOOKS, Node
from .paths import number, numbers

Fail = Callable[[Node, str, str], None]
RULES = ("nonzero", "evenodd")
WORDS: dict[str, tuple[str, ...]] = {
    "stroke-linecap": get_args(Cap),
    "stroke-linejoin": get_args(Join),
    "fill-rule": RULES,
    "clip-rule": RULES,
}
FIELDS = {  # of ``Look``, by attribute
    "fill": "fill",
    "stroke": "line",
    "stroke-width": "width",
    "stroke-linecap": "cap",
    "stroke-linejoin": "join",
    "stroke-miterlimit": "miter",
    "stroke-dasharray": "dashes",
    "fill-rule": "even",
    "clip-rule": "cut",
}


class Look(NamedTuple):
    """The roles of fill and line, the pen, and by which rule an outline is filled (``even``) or cuts (``cut``)."""

    fill: str | None = CURRENT
    line: str | None = None
    width: float = 1.25
    cap: Cap = "round"
    join: Join = "round"
    miter: float = 4.0
    dashes: tuple[float, ...] = ()
    even: bool = False
    cut: bool = False

    @property
    def pen(self) -> Pen | None:
        """The line, where there is one to be seen."""
        if self.line is None or not self.width:
            return None
        dashes = self.dashes if any(self.dashes) else ()
        return Pen(self.line, self.width, self.cap, self.join, self.miter, dashes)


def look(node: Node, inherited: Look, brand: Brand, fail: Fail, *, root: bool = False) -> Look:
    """The look of an element; what is wrong with it goes to ``fail``.

    The outermost element (``root``) may have a class of its own: sets of icons name themselves so.
    """
    found = inherited
    name = node.attributes.get("class")
    if name:
        paint = brand.figures.get(name)
        if paint is not None:
            found = _classed(found, name, paint)
        elif not root:
            fail(node, f"unknown class '{name}'", did_you_mean(name, brand.figures))
    own: dict[str, Any] = {}
    for key in sorted(LOOKS & node.attributes.keys()):
        value = node.attributes[key].strip()
        wrong = _refused(key, value, brand)
        if wrong:
            fail(node, *wrong)
        else:
            own[FIELDS[key]] = _value(key, value, brand)
    return found._replace(**own)


def _classed(found: Look, name: str, paint: Paint) -> Look:
    fill = None if paint.fill == "none" else f"{name}/fill"
    line = None if paint.line == "none" else f"{name}/line"
    return found._replace(fill=fill, line=line, width=paint.width)


def _refused(key: str, value: str, brand: Brand) -> tuple[str, str] | None:
    """What is wrong with an attribute of how a shape looks, and what to do; ``None`` when all is well."""
    if key in ("fill", "stroke"):
        if value in ("none", "currentColor") or value in brand.colours:
            return None
        other = "use a name from assets/brand/brand.yaml, such as 'ink', or currentColor"
        return f"unknown colour '{value}'", did_you_mean(value, brand.colours) or other
    if key in ("stroke-width", "stroke-miterlimit"):
        width = number(value)
        good = width is not None and width >= (1 if key == "stroke-miterlimit" else 0)
    elif key == "stroke-dasharray":
        dashes = () if value == "none" else numbers(value)
        good = dashes is not None and all(dash >= 0 for dash in dashes)
    else:
        good = value in WORDS[key]
    told = f"write {', '.join(WORDS[key])}" if key in WORDS else "write plain numbers, in points"
    return None if good else (f"{key}='{value}' cannot be drawn", told)


def _value(key: str, value: str, brand: Brand) -> object:
    """What an attribute that was not refused says."""
    if key in ("fill", "stroke"):
        if value == "currentColor":
            return CURRENT
        return None if value == "none" or brand.colours[value] == "none" else value
    if key in ("stroke-width", "stroke-miterlimit"):
        return number(value)
    if key == "stroke-dasharray":
        return () if value == "none" else tuple(numbers(value) or ())
    return value == "evenodd" if WORDS[key] is RULES else value
