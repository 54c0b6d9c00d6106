"""The ways through the rows of a chapter from page to page, and those of least badness."""

from __future__ import annotations

from math import inf

# for each row a page may begin with: where the next page begins, at what price, and how much more
# where the leaf must be turned there
Ways = list[list[tuple[int, float, float]]]


def followed(following: list[int]) -> list[int]:
    """The starts of pages, each of which says where the next begins."""
    starts, at = [], 0
    while at < len(following):
        starts.append(at)
        at = following[at]
    return starts


def shortest(ways: Ways) -> list[int]:
    """Where the next page begins, for each row that a page begins with, over all pages of least
    badness."""
    count = len(ways)
    best, following = [inf] * count + [0.0], [count] * count
    for start in range(count - 1, -1, -1):
        least = inf
        for end, price, _ in ways[start]:
            whole = price + best[end]
            if whole < least:
                least, following[start] = whole, end
        best[start] = least
    return following


def either_side(ways: Ways, side: int) -> list[int]:
    """The first rows of the pages of least badness when the first is on ``side`` of its leaf."""
    count = len(ways)
    front, back = [inf] * count + [0.0], [inf] * count + [0.0]
    after = after_front, after_back = [count] * count, [count] * count
    for start in range(count - 1, -1, -1):
        on_front = on_back = inf
        for end, price, more in ways[start]:
            whole = price + more + back[end]
            if whole < on_front:
                on_front, after_front[start] = whole, end
            whole = price + front[end]
            if whole < on_back:
                on_back, after_back[start] = whole, end
        front[start], back[start] = on_front, on_back
    starts, at = [], 0
    while at < count:
        starts.append(at)
        at, side = after[side][at], 1 - side
    return starts


def exactly(ways: Ways, pages: int, side: int | None = None) -> list[int]:
    """The first rows of just so many pages, the first on ``side`` of its leaf if they have sides;
    nothing where that cannot be."""
    count = len(ways)
    best = [inf] * count + [0.0]
    steps: list[list[int]] = []
    first = last = count  # the rows that as many pages as were looked at may begin with
    for page in range(pages - 1, -1, -1):
        turned = side is not None and (page + side) % 2 == 0
        now, following = [inf] * (count + 1), [count] * count
        found = []
        for start in range(last):
            if not ways[start] or ways[start][-1][0] < first:
                continue
            for end, whole, more in ways[start]:
                price = whole + (more if turned else 0.0) + best[end]
                if price < now[start]:
                    now[start], following[start] = price, end
            if now[start] < inf:
                found.append(start)
        if not found:
            return []
        first, last = found[0], found[-1]
        best = now
        steps.append(following)
    if best[0] == inf:
        return []
    starts, at = [], 0
    for following in reversed(steps):
        starts.append(at)
        at = following[at]
    return starts
