"""Outlines turned, moved and set the same way round."""

from __future__ import annotations

from collections.abc import Sequence

from .drawing import Drawing, Item, Matrix, Path, Point, Shape, Step

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
KAPPA = 0.5522847498  # a quarter circle as one cubic
PAPER = "paper"  # the role of what is left white


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does ``first``, then ``then``."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        *(a * g + b * i, a * h + b * j),
        *(c * g + d * i, c * h + d * j),
        *(e * g + f * i + k, e * h + f * j + m),
    )


def moved(path: Path, matrix: Matrix) -> Path:
    """``path`` with ``matrix`` applied to its points."""
    a, b, c, d, e, f = matrix
    out: list[Step] = []
    for step in _lined(path):
        points = ((a * x + c * y + e, b * x + d * y + f) for x, y in _pairs(step))
        out.append(Step(step.kind, tuple(value for point in points for value in point)))
    return tuple(out)


def shows(drawing: Drawing) -> bool:
    """Whether anything painted in another colour than that of paper reaches into the view box of a
    drawing, whatever its clips hide."""
    (x, y), wide, tall = drawing.corner, drawing.width, drawing.height
    return any(_shows(item, IDENTITY, (x, y, x + wide, y + tall)) for item in drawing.items)


def _shows(item: Item, matrix: Matrix, box: tuple[float, float, float, float]) -> bool:
    if not isinstance(item, Shape):
        own = multiply(item.matrix, matrix) if item.matrix else matrix
        return any(_shows(below, own, box) for below in item.items)
    a, b, c, d, _, _ = matrix
    points = [pair for step in moved(item.path, matrix) for pair in _pairs(step)]
    inks = {item.fill, item.line.role if item.line else None} - {None, PAPER}
    if not points or a * d == b * c or not inks:
        return False
    air = item.line.width * max(map(abs, (a, b, c, d))) if item.line else 0.0
    across, down = zip(*points, strict=True)
    beside = max(across) + air < box[0] or min(across) - air > box[2]
    return not (beside or max(down) + air < box[1] or min(down) - air > box[3])


def parts(path: Path) -> int:
    """How many closed lines an outline is made of; where it is more than one there may be holes."""
    return sum(step.kind in ("m", "r") for step in path)


def alike(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Outlines of one part each turning as the first does: where they overlap is inside (nonzero
    rule)."""
    turns = [_area(path) >= 0 for path in paths]
    pairs = zip(paths, turns, strict=True)
    return tuple(path if turn == turns[0] else _backwards(path) for path, turn in pairs)


def _area(path: Path) -> float:
    """Twice the area that an outline goes round, by its points and control points; negative the
    other way round."""
    points = [pair for step in _lined(path) for pair in _pairs(step)]
    following = points[1:] + points[:1]
    return sum(x * v - u * y for (x, y), (u, v) in zip(points, following, strict=True))


def _backwards(path: Path) -> Path:
    """An outline of one part, drawn the other way round."""
    steps = [step for step in _lined(path) if step.at]
    ends = [_pairs(step)[-1] for step in steps]
    out = [Step("m", ends[-1])]
    for step, before in reversed(list(zip(steps[1:], ends, strict=False))):
        if step.kind == "c":
            first, second, _ = _pairs(step)
            out.append(Step("c", (*second, *first, *before)))
        else:
            out.append(Step("l", before))
    return (*out, Step("z"))


def _pairs(step: Step) -> list[Point]:
    return list(zip(step.at[::2], step.at[1::2], strict=True))


def _lined(path: Path) -> list[Step]:
    """``path`` with its oblongs drawn as lines."""
    out: list[Step] = []
    for step in path:
        if step.kind != "r":
            out.append(step)
            continue
        x, y, width, height = step.at
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        out += [Step("l" if number else "m", corner) for number, corner in enumerate(corners)]
        out.append(Step("z"))
    return out
