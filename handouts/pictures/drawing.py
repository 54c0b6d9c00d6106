"""A drawing as a value: shapes in groups, painted by role.

A role is a name of the brand, not a colour: a name of its palette, ``NAME/fill`` and ``NAME/line``
of a class of figure parts, or ``current`` (the colour of the words beside an icon; ink in a
figure). What a role looks like is the output's business (``Brand.paints`` says it for a screen),
and so is a drawing in other colours.

Lengths are points, x goes right and y goes down, as in SVG. Transforms stay with their group: a pen
keeps its width only where nothing is stretched, so they cannot always be applied to points.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from ..source.rows import NamedTuple
from ..source.values import dataclass, field

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Cap = Literal["butt", "round", "square"]
Join = Literal["miter", "round", "bevel"]
CURRENT = "current"  # the role of SVG's currentColor


class Step(NamedTuple):
    """One step of an outline.

    ``m`` moves to a point, ``l`` draws a line to one, ``c`` a cubic curve (two control points, then
    its end), ``z`` closes; ``r`` is a whole oblong: corner, width, height.
    """

    kind: Literal["m", "l", "c", "z", "r"]
    at: tuple[float, ...] = ()


Path = tuple[Step, ...]


class Pen(NamedTuple):
    """A line: its role, width in points, ends, corners (``miter`` as SVG's limit), dashes and gaps
    in points."""

    role: str
    width: float
    cap: Cap
    join: Join
    miter: float
    dashes: tuple[float, ...]


class Shape(NamedTuple):
    """An outline, the role it is filled with and the line along it; ``even`` is the even-odd
    rule."""

    path: Path
    fill: str | None
    line: Pen | None
    even: bool = False


class Clip(NamedTuple):
    """What is seen of a group: the inside of all outlines together."""

    paths: tuple[Path, ...]
    even: bool = False


class Group(NamedTuple):
    """Items moved by ``matrix`` (SVG's a to f), then seen through ``clip``, which is moved with
    them."""

    items: tuple[Shape | Group, ...]
    matrix: Matrix | None = None
    clip: Clip | None = None


Item = Shape | Group


class Hashed:
    """Has room for its hash: it is the key of many dictionaries, and there is much to count; and
    for the hash of the files it was made of, where those are known.

    No fields: another process counts its own, and what is made of a drawing is another one.
    """

    __slots__ = ("_hash", "_made_of")
    _hash: int
    _made_of: str

    @property
    def made_of(self) -> str:
        """The hash of all that it was made of, where it came as it is from a gallery."""
        return getattr(self, "_made_of", "")

    def known_as(self, made_of: str) -> None:
        object.__setattr__(self, "_made_of", made_of)


@dataclass(frozen=True, slots=True)
class Drawing(Hashed):
    """A figure: size in points, the corner of its view box, items, and anchors from its *lower*
    start corner."""

    width: float
    height: float
    items: tuple[Item, ...] = ()
    anchors: Mapping[str, Point] = field(default_factory=dict)
    corner: Point = (0.0, 0.0)

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            told = hash((self.width, self.height, self.items, self.corner))
            object.__setattr__(self, "_hash", told)
            return told
