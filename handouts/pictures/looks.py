"""How a shape of an SVG file looks: what it inherits, its class, its own attributes."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from typing import get_args

from ..content.brand import Brand, Paint
from ..source.problems import did_you_mean
from ..source.rows import NamedTuple
from .drawing import CURRENT, Cap, Join, Pen
from .markup import LOOKS, Node
from .paths import number, numbers

Fail = Callable[[Node, str, str], None]
NUMBER = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")  # a colour, as drawing programs write it
BLACK = 40  # of 255: what is no lighter is the black of a drawing program
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
}
# what is not said of a line in a colour of the brand
OWN = Pen("", 1.25, "round", "round", 4.0, ())
# of a line in currentColor: as SVG 1.1 has it (11.4)
FOREIGN = Pen("", 1.0, "butt", "miter", 4.0, ())


class Look(NamedTuple):
    """The roles of fill and line, the pen, and whether the even-odd rule says what is filled.

    What is not said of a pen is ``OWN`` or ``FOREIGN``: an icon drawn elsewhere looks as it does
    there.
    """

    fill: str | None = CURRENT
    line: str | None = None
    width: float | None = None
    cap: Cap | None = None
    join: Join | None = None
    miter: float = 4.0
    dashes: tuple[float, ...] = ()
    even: bool = False

    @property
    def pen(self) -> Pen | None:
        """The line, where there is one to be seen."""
        if self.line is None or self.width == 0:
            return None
        usual = FOREIGN if self.line == CURRENT else OWN
        width = usual.width if self.width is None else self.width
        cap, join = self.cap or usual.cap, self.join or usual.join
        return Pen(self.line, width, cap, join, self.miter, self.dashes if any(self.dashes) else ())


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
    if LOOKS.isdisjoint(node.attributes):  # as most pieces, which look as what uses them
        return found
    own: dict[str, object] = {}
    for key in sorted(LOOKS.intersection(node.attributes)):
        value = node.attributes[key].strip()
        wrong = _refused(key, value, brand)
        if wrong:
            fail(node, *wrong)
        elif key in FIELDS:
            own[FIELDS[key]] = _value(key, value, brand)
    return Look(**(found._asdict() | own))


def cut(node: Node, inherited: bool) -> bool:
    """Whether a shape in a clipPath cuts by the even-odd rule; how it is painted does not matter
    there."""
    return node.attributes.get("clip-rule", RULES[inherited]).strip() == RULES[True]


def _classed(found: Look, name: str, paint: Paint) -> Look:
    fill = None if paint.fill == "none" else f"{name}/fill"
    line = None if paint.line == "none" else f"{name}/line"
    return found._replace(fill=fill, line=line, width=paint.width)


def _refused(key: str, value: str, brand: Brand) -> tuple[str, str] | None:
    """What is wrong with an attribute of how a shape looks, and what to do; ``None`` when all is
    well."""
    if key in ("fill", "stroke"):
        if value in ("none", "currentColor") or value in brand.colours:
            return None
        return f"unknown colour '{value}'", _nearest(value, brand)
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


def _nearest(value: str, brand: Brand) -> str:
    """What to write in place of a colour: a name that is nearly the same word, or, of a number, the
    one whose colour is the nearest in sRGB."""
    if import_module("difflib").get_close_matches(value, brand.colours, 1):
        return did_you_mean(value, brand.colours)
    digits = NUMBER.fullmatch(value)
    if digits is None:
        return "use a name from assets/brand/brand.yaml, such as 'ink', or currentColor"
    told = digits[1] if len(digits[1]) > 3 else "".join(2 * digit for digit in digits[1])
    wanted = _light(told)
    if max(wanted) < BLACK:
        return "black is written currentColor: the colour of text"
    known = {name: _light(told[1:]) for name, told in brand.colours.items() if told != "none"}
    away = {
        name: sum((a - b) ** 2 for a, b in zip(light, wanted, strict=True))
        for name, light in known.items()
    }
    return f"the nearest name of assets/brand/brand.yaml is '{min(away, key=away.__getitem__)}'"


def _light(digits: str) -> tuple[int, ...]:
    """Red, green and blue, 0 to 255, of six digits to the base 16."""
    return tuple(bytes.fromhex(digits))


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
