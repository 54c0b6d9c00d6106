"""Whether a painted outline covers a point: what is asked where words stand on something."""

from __future__ import annotations

from itertools import pairwise
from math import inf

from .built import Box

Point = tuple[float, float]
Outline = list[list[Point]]  # the parts of a path; a curve goes by its control points
Matrix = tuple[float, float, float, float, float, float]


def covers(outline: Outline, point: Point) -> bool:
    """Whether an outline is round ``point``: a ray from it crosses its edges an odd number of
    times."""
    x, y = point
    crossed = False
    for part in outline:
        for (ax, ay), (bx, by) in pairwise((*part, part[0])):
            if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
                crossed = not crossed
    return crossed


def within(point: Point, box: Box) -> bool:
    """Whether ``point`` is in a box, its edges too."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def inverse(matrix: Matrix, point: Point) -> Point:
    """Where ``point`` is before ``matrix`` moves it."""
    a, b, c, d, e, f = matrix
    x, y, area = point[0] - e, point[1] - f, a * d - b * c
    if not area:
        return inf, inf
    return (d * x - c * y) / area, (a * y - b * x) / area
