"""Measures a figure with its labels by geometry of its own: what lies on what, which lines
cross."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from handouts.outputs.pdf.parts.labels import Labelled, Set
from handouts.outputs.pdf.text.lines import Style, width_of
from handouts.pictures.crossings import Point

HAIR = 0.5  # points that words may share
Area = tuple[float, float, float, float]  # left, low, right, high


def area(one: Set, style: Style) -> Area:
    """Where the words of a label stand."""
    wide = max(width_of(line, style) for line in one.lines)
    left = one.x - wide / 2 if one.centred else one.x
    return left, one.top - len(one.lines) * style.leading, left + wide, one.top


def faults(placed: Labelled, style: Style, room: float) -> Iterator[str]:
    """What lies on something else, or beyond the edge."""
    areas = [area(one, style) for one in placed.labels]
    if placed.width > room + 1:
        yield f"{placed.width:.1f} points wide, in a room of {room:.1f}"
    for one, (left, low, right, high) in zip(placed.labels, areas, strict=True):
        if (
            left < -HAIR
            or right > placed.width + HAIR
            or low < -HAIR
            or high > placed.height + HAIR
        ):
            yield f"'{one.label.text}' crosses the edge"
    for (one, there), (other, here) in combinations(zip(placed.labels, areas, strict=True), 2):
        wide, tall = (min(there[2 + i], here[2 + i]) - max(there[i], here[i]) for i in (0, 1))
        if wide > HAIR and tall > HAIR:
            yield f"'{one.label.text}' lies on '{other.label.text}'"
    lines = [(one, one.start, one.end) for one in placed.labels if one.start]
    for (one, a, b), (other, c, d) in combinations(lines, 2):
        if cross(a, b, c, d):
            yield f"the leaders of '{one.label.text}' and '{other.label.text}' cross"
    for one, a, b in lines:
        for other, words in zip(placed.labels, areas, strict=True):
            if other is not one and struck(a, b, words):
                yield f"the leader of '{one.label.text}' goes through '{other.label.text}'"


def cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the lines from ``a`` to ``b`` and from ``c`` to ``d`` cross, ends aside."""
    across = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0])
    if abs(across) < 1e-9:
        return False
    t = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / across
    u = ((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / across
    return 0.001 < t < 0.999 and 0.001 < u < 0.999


def struck(a: Point, b: Point, words: Area) -> bool:
    """Whether the line from ``a`` to ``b`` goes through an area (Liang and Barsky, 1984), more than
    touching it."""
    first, last = 0.0, 1.0
    for axis in (0, 1):
        low, high = words[axis] + HAIR, words[axis + 2] - HAIR
        start, step = a[axis], b[axis] - a[axis]
        if abs(step) < 1e-9:
            if not low < start < high:
                return False
            continue
        near, far = sorted(((low - start) / step, (high - start) / step))
        first, last = max(first, near), min(last, far)
    return first < last
