"""Whether words and leaders are in each other's way, and how things in a row are kept apart."""

from __future__ import annotations

HAIR = 0.1  # points: what two labels may share
Point = tuple[float, float]
Oblong = tuple[float, float, float, float]  # left, low, right, high


def spread(wanted: list[tuple[float, float]], apart: float) -> list[float]:
    """Middles for things given as (wanted middle, own size) in order: apart, and moved as little as
    that takes.

    Least squares under an order, by pooling neighbours that would overlap (Best and Chakravarti,
    1990).
    """
    # sum of wanted places less offsets, how many, offsets
    pools: list[tuple[float, int, list[float]]] = []
    reach = 0.0
    for number, (middle, size) in enumerate(wanted):
        if number:
            reach += (wanted[number - 1][1] + size) / 2 + apart
        pools.append((middle - reach, 1, [reach]))
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            last, before = pools.pop(), pools.pop()
            pools.append((before[0] + last[0], before[1] + last[1], before[2] + last[2]))
    return [total / count + offset for total, count, offsets in pools for offset in offsets]


def overlap(one: Oblong, other: Oblong) -> bool:
    """Whether two oblongs share more than a hair."""
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > HAIR
        and min(one[3], other[3]) - max(one[1], other[1]) > HAIR
    )


def crossing(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether two lines cross."""
    (a, b), (c, d) = one, other
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def through(line: tuple[Point, Point], oblong: Oblong) -> bool:
    """Whether a line crosses an oblong or ends in it."""
    left, low, right, high = oblong
    corners = ((left, low), (right, low), (right, high), (left, high))
    inside = any(left < x < right and low < y < high for x, y in line)
    return inside or any(crossing(line, (corners[i], corners[i - 1])) for i in range(len(corners)))
