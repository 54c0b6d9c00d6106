"""Labels of a figure: words beside the picture, with leaders to their anchors that do not cross.

A label goes to the side its anchor is nearer to. On each side labels stand in the order of their anchors, far enough
apart, as near to level with the anchor as that allows.
"""

from __future__ import annotations

from typing import NamedTuple

from ...document import Label, Text
from .lines import Line, Style, set_lines, tokens, width_of
from .svg import Drawing

WIDEST = 104.0  # points: a label's longest line
AIR = 10.0  # points between picture and label
APART = 10.0  # points between labels in a row
TALLEST = 180.0  # points: a figure in the running text takes no more of its page
SMALLEST = 0.72  # scale of a picture below which its labels go above and below it


class Set(NamedTuple):
    """A label with its lines broken; places in points from the lower start corner of the labelled figure."""

    label: Label
    lines: list[Line]
    x: float
    top: float
    start: tuple[float, float] | None  # where the leader begins, or None
    end: tuple[float, float]
    centred: bool


class Labelled(NamedTuple):
    """A figure with room for its labels: size, where the picture starts, its scale, and the labels set."""

    width: float
    height: float
    x: float
    y: float
    scale: float
    labels: list[Set]


def lay_out(drawing: Drawing, labels: tuple[Label, ...], style: Style, room: float) -> Labelled:
    """Place ``labels`` round ``drawing``, all within ``room`` points; the picture shrinks if it must.

    Labels stand at the sides; where that leaves the picture too small, above and below it.
    """
    broken = {label: set_lines(tokens((Text(label.text),), style, {}), style, WIDEST) for label in labels}
    return _Layout(drawing, broken, style, room).place()


class _Layout:
    def __init__(self, drawing: Drawing, broken: dict[Label, list[Line]], style: Style, room: float) -> None:
        self.drawing, self.broken, self.style, self.room = drawing, broken, style, room
        self.pointing = [label for label in broken if f"at-{label.anchor}" in drawing.anchors]
        self.placed: list[Set] = []

    def wide(self, label: Label) -> float:
        return max(width_of(line, self.style) for line in self.broken[label])

    def tall(self, label: Label) -> float:
        return len(self.broken[label]) * self.style.leading

    def anchor(self, label: Label) -> tuple[float, float]:
        kind = "at" if label in self.pointing else "on"
        x, y = self.drawing.anchors[f"{kind}-{label.anchor}"]
        return x * self.scale, y * self.scale

    def place(self) -> Labelled:
        start, end = _sides(self.drawing, self.pointing)
        before, after = (max(map(self.wide, side)) + AIR if side else 0.0 for side in (start, end))
        fits = min(1.0, TALLEST / self.drawing.height)
        self.scale = min(fits, (self.room - before - after) / self.drawing.width)
        if self.scale >= min(fits, SMALLEST):
            self.beside(start, before, at_end=False)
            self.beside(end, before, at_end=True)
        else:
            before = after = 0.0
            self.scale = min(fits, self.room / self.drawing.width)
            middle = self.drawing.height / 2
            self.row(
                [one for one in self.pointing if self.drawing.anchors[f"at-{one.anchor}"][1] >= middle], above=True
            )
            self.row(
                [one for one in self.pointing if self.drawing.anchors[f"at-{one.anchor}"][1] < middle], above=False
            )
        for label in self.broken:
            if label not in self.pointing:
                x, y = self.anchor(label)
                at = (before + x, y)
                self.placed.append(
                    Set(label, self.broken[label], at[0], y + self.tall(label) / 2, None, at, centred=True)
                )
        return self.moved(before, after)

    def beside(self, side: list[Label], before: float, at_end: bool) -> None:
        tops = _spread([(self.anchor(label)[1], self.tall(label)) for label in side])
        for label, top in zip(side, tops, strict=True):
            wide = self.wide(label)
            x = before + self.drawing.width * self.scale + AIR if at_end else before - AIR - wide
            middle = top - self.tall(label) / 2
            ax, ay = self.anchor(label)
            edge = x - 3 if at_end else x + wide + 3
            self.placed.append(Set(label, self.broken[label], x, top, (edge, middle), (before + ax, ay), centred=False))

    def row(self, side: list[Label], above: bool) -> None:
        """Labels in a row above or below the picture, from start to end as their anchors stand."""
        if not side:
            return
        side = sorted(side, key=self.anchor)
        narrowest = (self.room - APART * (len(side) - 1)) / len(side)
        if sum(map(self.wide, side)) + APART * (len(side) - 1) > self.room:
            for label in side:
                words = tokens((Text(label.text),), self.style, {})
                self.broken[label] = set_lines(words, self.style, narrowest)
        spare = (self.room - self.drawing.width * self.scale) / 2  # a row may reach beyond its picture
        lefts = _in_row([(self.anchor(label)[0], self.wide(label)) for label in side], -spare, self.room - spare)
        for label, left in zip(side, lefts, strict=True):
            tall = self.tall(label)
            top = self.drawing.height * self.scale + AIR + tall if above else -AIR
            edge = top - tall - 1 if above else top + 1
            middle = (left + self.wide(label) / 2, edge)
            self.placed.append(Set(label, self.broken[label], left, top, middle, self.anchor(label), centred=False))

    def moved(self, before: float, after: float) -> Labelled:
        """Everything at or above zero: labels may reach beyond the picture."""
        width, height = before + self.drawing.width * self.scale + after, self.drawing.height * self.scale
        sides = [(one.x, one.x + self.wide(one.label)) for one in self.placed if not one.centred]
        left = min([0.0, *(start for start, _ in sides)])
        right = max([width, *(end for _, end in sides)])
        low = min([0.0, *(one.top - self.tall(one.label) for one in self.placed)])
        high = max([height, *(one.top for one in self.placed)])
        order = list(self.broken)
        self.placed.sort(key=lambda one: order.index(one.label))
        moved = [
            one._replace(
                x=one.x - left,
                top=one.top - low,
                end=(one.end[0] - left, one.end[1] - low),
                start=one.start and (one.start[0] - left, one.start[1] - low),
            )
            for one in self.placed
        ]
        return Labelled(right - left, high - low, before - left, -low, self.scale, moved)


def _in_row(wanted: list[tuple[float, float]], low: float, high: float) -> list[float]:
    """Where labels given as (wanted middle, own width) start, apart from each other, from ``low`` to ``high``."""
    lefts: list[float] = []
    edge = low
    for middle, wide in wanted:
        lefts.append(max(edge, middle - wide / 2))
        edge = lefts[-1] + wide + APART
    edge = high
    for number in range(len(wanted) - 1, -1, -1):
        lefts[number] = min(lefts[number], edge - wanted[number][1])
        edge = lefts[number] - APART
    return lefts


def _sides(drawing: Drawing, labels: list[Label]) -> tuple[list[Label], list[Label]]:
    """Labels for the start and the end side, from the top down."""
    ordered = sorted(labels, key=lambda label: -drawing.anchors[f"at-{label.anchor}"][1])
    start = [label for label in ordered if drawing.anchors[f"at-{label.anchor}"][0] < drawing.width / 2]
    return start, [label for label in ordered if label not in start]


def _spread(wanted: list[tuple[float, float]]) -> list[float]:
    """Tops for labels given as (anchor's y, own height) from the top down, without overlap."""
    tops = [y + own / 2 for y, own in wanted]
    for _ in range(40):
        moved = False
        for i in range(len(tops) - 1):
            overlap = tops[i + 1] - (tops[i] - wanted[i][1] - 3)
            if overlap > 0.01:
                tops[i] += overlap / 2
                tops[i + 1] -= overlap / 2
                moved = True
        if not moved:
            break
    return tops
