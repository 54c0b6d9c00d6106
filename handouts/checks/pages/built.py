"""What stands on built pages: runs of letters, shapes, and the blocks they make."""

from __future__ import annotations

from functools import cached_property

from ...source.values import dataclass

PAPER = "#FFFFFF"

# left, low, right, high, in points from the lower start corner
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Run:
    """Letters painted in one go, ``size`` as painted; ``mark`` is that of their element, -1 for an
    artifact.

    ``ground`` is what they stand on; nobody knows over a photograph (``None``).
    """

    text: str
    box: Box
    baseline: float
    size: float
    colour: str
    ground: str | None
    mark: int


@dataclass(frozen=True, slots=True)
class Shape:
    """A path, a drawing or a photograph; ``fill`` is the colour of a path that is filled.

    The box of a drawing may reach beyond what is seen of it.
    """

    box: Box
    fill: str
    mark: int


@dataclass(frozen=True, slots=True)
class Line:
    """Letters on one baseline; ``said`` are those that are no citation."""

    text: str
    said: str
    runs: tuple[Run, ...]

    @property
    def box(self) -> Box:
        return around([run.box for run in self.runs])


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, cell or entry as far as it stands on one page, or a picture (a
    ``Figure``).

    ``path`` tells elements apart, ``inside`` are the kinds of those it stands in.
    """

    kind: str
    path: tuple[int, ...]
    inside: tuple[str, ...]
    alt: str
    lines: tuple[Line, ...]
    shapes: tuple[Shape, ...]

    @property
    def level(self) -> int:
        """Of a heading, else 0."""
        return int(self.kind[1:]) if self.kind[:1] == "H" and self.kind[1:].isdigit() else 0

    @cached_property
    def said(self) -> str:
        return " ".join(line.said for line in self.lines)

    @cached_property
    def box(self) -> Box:
        return around([*(line.box for line in self.lines), *(shape.box for shape in self.shapes)])


@dataclass(frozen=True)
class Page:
    """``blocks`` are in reading order, ``runs`` and ``shapes`` in the order of painting; lengths in
    points."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    shapes: tuple[Shape, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class File:
    title: str
    language: str
    tagged: bool
    pages: tuple[Page, ...]


def around(boxes: list[Box]) -> Box:
    left, low, right, high = zip(*boxes, strict=True)
    return min(left), min(low), max(right), max(high)
