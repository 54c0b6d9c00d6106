"""Where lines end: the ends of the least total raggedness (after Knuth and Plass, 1981).

A line holds as many tokens as fit. Never more lines than a greedy break would make; among the ways
with that few lines the one with the evenest edge is taken.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from math import inf
from operator import attrgetter
from typing import Protocol

from .breaks import PAUSE

HYPHEN = 0.03  # badness of a break inside a word, in lines
LONELY = 0.7  # of the measure: a last line of one word that leaves as much of it is lonely
LONELY_PRICE = 1.04  # of a line: what a lonely word costs
# Badness of a break within a phrase of a script without spaces: in balanced text, as a heading that
# breaks at a comma is read at once; elsewhere so little that a stop ends a line which is near.
PHRASE, NEAR = 0.12, 0.008
SPACE, GLUED = attrgetter("space"), attrgetter("glued")
HAIR = 0.001  # points: what a line may be too long by, as sums are not exact
ALL_BUT = 0.999  # of a line: what is surely less than one, as sums are not exact
SHORTEST = 0.4  # of the measure: no line but the last is made shorter than it must be


class Item(Protocol):
    """What of a token has a say in where lines end (``lines.Token``)."""

    @property
    def space(self) -> bool: ...
    @property
    def glued(self) -> float: ...
    @property
    def free(self) -> int: ...


# a token that a line may begin with, but no last one: its number, the first and the last that the
# line after may begin with, and where it stands if all stood on one line
Opening = tuple[int, int, int, float]
# of each line the last token that it may begin with, and the first that the next one may
Bounds = list[tuple[int, int]]


def starts_of(
    items: Sequence[Item], ends: list[float], gap: float, measure: float, balanced: bool
) -> list[int]:
    """The index of the first token of each line: least sum of squared shortfalls, fewest lines
    first. Only tokens that a line can begin with are looked at, from the end backwards."""
    count = len(items)
    line = measure * measure  # more lines cost more than any raggedness
    hard, held = _held(items, line, balanced)
    best = [0.0] * (count + 1)
    following = [count] * (count + 1)
    bounds = _bounds(items, ends, (hard, held), gap, measure)
    openings, last = _openings(items, ends, held, gap, measure, bounds)
    # all that is left fits from the last of them on: two lines would cost more
    if balanced:
        for start in range(last, count):
            short = measure - (ends[-1] - _origin(items, ends, gap, start))
            best[start] = line + short * short
    else:  # the last line may be short, but not one lonely word
        best[last:count] = [line] * (count - last)
        short = measure - (ends[-1] - _origin(items, ends, gap, count - 1))
        best[count - 1] = line * LONELY_PRICE if short > LONELY * measure else line
    for start, first, most, origin in reversed(openings):
        cost = inf
        for end in range(first, most + 1):
            short = measure - (ends[end - 1] - origin)
            price = line + short * short + best[end] + hard[end]
            if price < cost:
                cost, following[start] = price, end
        best[start] = cost
    starts, at = [], 0
    while at < count:
        starts.append(at)
        at = following[at]
    return starts


def _held(items: Sequence[Item], line: float, balanced: bool) -> tuple[list[float], Sequence[int]]:
    """What a line costs that ends before each token, and where the run begins that belongs
    together and ends before it."""
    count = len(items)
    hard = [0.0] * (count + 1)
    if all(map(SPACE, items[1:])) and not any(map(GLUED, items)):  # as of most paragraphs
        return hard, range(count + 1)
    held = list(range(count + 1))
    for at in [at for at, token in enumerate(items) if token.glued or not token.space]:
        token = items[at]
        if at and not token.space and token.free != PAUSE:
            price = (PHRASE if balanced else NEAR) if token.free else HYPHEN
            hard[at] = hard[at] or price * line
        if token.glued:
            hard[at + 1] = token.glued * line
            held[at + 1] = held[at]
    return hard, held


def _origin(items: Sequence[Item], ends: list[float], gap: float, start: int) -> float:
    """Where a line that begins with a token begins if all stood on one line."""
    if not start:
        return 0.0
    return ends[start - 1] + gap if items[start].space else ends[start - 1]


def _bounds(
    items: Sequence[Item],
    ends: list[float],
    prices: tuple[list[float], Sequence[int]],
    gap: float,
    measure: float,
) -> Bounds:
    """Where lines may begin on a way with the fewest lines, if it is plain that none with more is
    better; else anywhere. ``prices`` are as ``_held`` has them.

    A line more costs a line more, so a way that costs less than that is better than all that have
    one more; lines that are as full as they can be are such a way nearly always. (What the last one
    lacks is counted as if it should be full: that is never less than what it costs.)
    """
    (hard, held), count, anywhere = prices, len(items), [(len(items), 1)]
    full = latest = _fullest(items, ends, held, gap, measure)
    if not isinstance(held, range):
        latest = _fullest(items, ends, range(count + 1), gap, measure)
    if not full or len(full) > len(latest):
        return anywhere
    more = 0.0  # than a line for each
    for start, end in pairwise([*full, count]):
        short = measure - (ends[end - 1] - _origin(items, ends, gap, start))
        more += short * short + hard[end]
    if more > ALL_BUT * measure * measure:
        return anywhere
    earliest = [1, count]  # the last line first, or a bit before that
    for _ in latest[1:]:
        reach = ends[earliest[-1] - 1] - gap - measure - 2 * HAIR
        earliest.append(bisect_left(ends, reach) + 1)
    return list(zip(latest, [*earliest[:1:-1], 1], strict=True))


def _fullest(
    items: Sequence[Item], ends: list[float], held: Sequence[int], gap: float, measure: float
) -> list[int]:
    """Where lines begin that are as full as they can be, what is ``held`` together moved to the
    next one; nothing where anything is too long."""
    starts, origin, whole = [0], 0.0, ends[-1]
    while whole > (reach := origin + measure + HAIR):
        start = held[bisect_right(ends, reach, starts[-1])]
        if start <= starts[-1]:
            return []
        starts.append(start)
        origin = _origin(items, ends, gap, start)
    return starts


def _openings(
    items: Sequence[Item],
    ends: list[float],
    held: Sequence[int],
    gap: float,
    measure: float,
    bounds: Bounds,
) -> tuple[list[Opening], int]:
    """The tokens that a line can begin with when the first line begins with the first of them, as
    far as another line must follow; and the first from which on all that is left fits one."""
    count, whole, shortest = len(items), ends[-1], SHORTEST * measure
    out, start, origin = list[Opening](), 0, 0.0
    for high, low in bounds:
        while start <= high:
            reach = origin + measure + HAIR
            most = count if whole <= reach else bisect_right(ends, reach, start)
            if most <= start:  # a token that is too long
                most = start + 1
            if most == count:
                return out, start
            first = bisect_right(ends, origin + shortest, start, most) + 1
            # what belongs together is moved to the next line as a whole
            out.append((start, max(min(first, held[most]), start + 1, low), most, origin))
            start += 1
            # as ``_origin`` has it
            origin = ends[start - 1] + gap if items[start].space else ends[start - 1]
        if start < low:
            start, origin = low, _origin(items, ends, gap, low)
    return out, start
