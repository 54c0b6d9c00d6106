"""Labels of a figure: words beside the picture, with leaders to their anchors.

Words never lie on words, leaders never cross each other or any words (boundary labelling: Bekos,
Niedermann and Noellenburg, External Labeling, 2021). A label goes to the side its anchor is nearer
to; where the picture would get too small, labels go above and below it. On each side they stand in
the order of their anchors, changed where leaders would cross, as near to level with the anchor as
the others allow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Generic, Protocol, TypeVar

from ..meaning.document import Label
from ..source.rows import NamedTuple
from .crossings import Oblong, Point, crossing, overlap, spread, through
from .drawing import Drawing
from .photo import Photo

SMALLEST = 0.72  # of the wanted scale: below that labels go above and below the picture
L = TypeVar("L")  # a line of words, as an output sets it


class Lettering(Protocol[L]):
    """How an output sets the words of labels: all lengths in its own unit."""

    @property
    def leading(self) -> float:
        """From one line to the next."""

    def broken(self, text: str, width: float) -> tuple[L, ...]:
        """The lines of a label, all of about one length."""

    def width_of(self, line: L) -> float: ...


class Spacing(NamedTuple):
    """How far things keep from each other, in the unit of the lettering."""

    widest: float  # the longest line
    air: float  # between picture and label
    apart: float  # between labels in a row
    between: float  # between labels one below the other
    title: float  # what a title leaves free of its part of the picture
    leader: float  # between a label and its leader, beside a picture
    leader_row: float  # above and below it


class Set(NamedTuple, Generic[L]):
    """A label with its lines broken; places from the lower start corner of the labelled figure."""

    label: Label
    lines: tuple[L, ...]
    x: float
    top: float
    start: Point | None  # where the leader begins, or None
    end: Point
    centred: bool


class Labelled(NamedTuple, Generic[L]):
    """A picture with room for its labels: size, where the picture starts, its scale, and the labels
    set."""

    width: float
    height: float
    x: float
    y: float
    scale: float
    labels: tuple[Set[L], ...]


def lay_out(
    picture: Drawing | Photo,
    labels: tuple[Label, ...],
    lettering: Lettering[L],
    spacing: Spacing,
    room: float,
    scale: float,
    enough: float = SMALLEST,
) -> Labelled[L] | None:
    """Place ``labels`` round ``picture`` at no more than ``scale``, all within ``room``.

    The picture shrinks if it must: labels stay at its sides where that leaves it ``enough`` of its
    scale. ``None`` when there is no place without overlap.
    """
    best: Labelled[L] | None = None
    for beside in (True, False):
        placed = _Layout(picture, labels, lettering, spacing, room, scale).place(beside=beside)
        if placed is None or (best and placed.scale <= best.scale):
            continue
        best = placed
        if placed.scale >= min(scale, room / picture.width) * enough:
            break
    return best


class _Layout(Generic[L]):
    def __init__(
        self,
        picture: Drawing | Photo,
        labels: tuple[Label, ...],
        lettering: Lettering[L],
        spacing: Spacing,
        room: float,
        scale: float,
    ) -> None:
        self.picture, self.labels, self.lettering = picture, labels, lettering
        self.room, self.most, self.far = room, scale, spacing
        self.pointing = [label for label in labels if f"at-{label.anchor}" in picture.anchors]
        self.titles = [label for label in labels if label not in self.pointing]
        self.broken: dict[Label, tuple[L, ...]] = {}
        self.wides: dict[Label, float] = {}  # their widest lines
        self.set(self.pointing, self.far.widest)
        self.placed: list[Set[L]] = []
        self.scale = 0.0

    def set(self, labels: list[Label], width: float) -> None:
        for label in labels:
            lines = self.broken[label] = self.lettering.broken(label.text, width)
            self.wides[label] = max(map(self.lettering.width_of, lines))

    def wide(self, label: Label) -> float:
        return self.wides[label]

    def tall(self, label: Label) -> float:
        return len(self.broken[label]) * self.lettering.leading

    def anchor(self, label: Label) -> Point:
        kind = "at" if label in self.pointing else "on"
        x, y = self.picture.anchors[f"{kind}-{label.anchor}"]
        return x * self.scale, y * self.scale

    def place(self, *, beside: bool) -> Labelled[L] | None:
        start, end = _sides(self.picture, self.pointing) if beside else ([], [])
        air = self.far.air
        before, after = (max(map(self.wide, side)) + air if side else 0.0 for side in (start, end))
        self.scale = min(self.most, (self.room - before - after) / self.picture.width)
        if self.scale <= 0:
            return None
        if beside:
            self.beside(start, before, air, at_end=False)
            self.beside(end, before, air, at_end=True)
        else:
            middle = self.picture.height / 2 * self.scale
            self.row(
                [one for one in self.pointing if self.anchor(one)[1] >= middle], air, above=True
            )
            self.row(
                [one for one in self.pointing if self.anchor(one)[1] < middle], air, above=False
            )
        for label in self.titles:
            x, y = self.anchor(label)
            self.set([label], self.span(label))
            at = (before + x, y)
            top = y + self.lettering.leading / 2
            self.placed.append(Set(label, self.broken[label], at[0], top, None, at, centred=True))
        return self.moved(before, after) if self.clear() else None

    def span(self, label: Label) -> float:
        """How wide a title may be: it shares the room with the titles beside it."""
        x, y = self.anchor(label)
        level = [self.anchor(other) for other in self.titles if other is not label]
        apart = [abs(ox - x) for ox, oy in level if abs(oy - y) < self.lettering.leading]
        return min([*apart, self.picture.width * self.scale]) - self.far.title

    def beside(self, side: list[Label], before: float, air: float, *, at_end: bool) -> None:
        x = before + self.picture.width * self.scale + air

        def put(order: list[Label]) -> list[Set[L]]:
            out = []
            wanted = [(-self.anchor(label)[1], self.tall(label)) for label in order]
            for label, middle in zip(order, spread(wanted, self.far.between), strict=True):
                left = x if at_end else before - air - self.wide(label)
                off = self.far.leader
                edge = left - off if at_end else left + self.wide(label) + off
                ax, ay = self.anchor(label)
                end = (before + ax, ay)
                top = self.tall(label) / 2 - middle
                out.append(
                    Set(label, self.broken[label], left, top, (edge, -middle), end, centred=False)
                )
            return out

        self.placed += _uncrossed(side, put)

    def row(self, side: list[Label], air: float, *, above: bool) -> None:
        """Labels in a row above or below the picture, from start to end as their anchors stand."""
        if not side:
            return
        side = sorted(side, key=self.anchor)
        apart = self.far.apart
        narrowest = (self.room - apart * (len(side) - 1)) / len(side)
        if sum(map(self.wide, side)) + apart * (len(side) - 1) > self.room:
            self.set(side, narrowest)
        picture = self.picture.width * self.scale
        spare = (self.room - picture) / 2  # a row may reach beyond its picture

        def put(order: list[Label]) -> list[Set[L]]:
            out = []
            middles = spread([(self.anchor(label)[0], self.wide(label)) for label in order], apart)
            left = max(0.0, -spare - (middles[0] - self.wide(order[0]) / 2))
            right = max(0.0, middles[-1] + self.wide(order[-1]) / 2 - (picture + spare))
            for label, middle in zip(order, middles, strict=True):
                tall, at = self.tall(label), middle + left - right
                top = self.picture.height * self.scale + air + tall if above else -air
                off = self.far.leader_row
                edge = top - tall - off if above else top + off
                x = at - self.wide(label) / 2
                out.append(
                    Set(
                        label,
                        self.broken[label],
                        x,
                        top,
                        (at, edge),
                        self.anchor(label),
                        centred=False,
                    )
                )
            return out

        self.placed += _uncrossed(side, put)

    def oblong(self, one: Set[L]) -> Oblong:
        wide = self.wide(one.label)
        left = one.x - wide / 2 if one.centred else one.x
        return left, one.top - self.tall(one.label), left + wide, one.top

    def clear(self) -> bool:
        """Whether nothing lies on anything, and all is within the room."""
        words = [self.oblong(one) for one in self.placed]
        leaders = [(one.start, one.end) if one.start else None for one in self.placed]
        width = max([self.picture.width * self.scale, *(o[2] for o in words)]) - min(
            [0.0, *(o[0] for o in words)]
        )
        return (
            width <= self.room + 1
            and not any(overlap(one, other) for one, other in combinations(words, 2))
            and not any(a and b and crossing(a, b) for a, b in combinations(leaders, 2))
            and not any(
                line and through(line, oblong)
                for i, line in enumerate(leaders)
                for j, oblong in enumerate(words)
                if i != j
            )
        )

    def moved(self, before: float, after: float) -> Labelled[L]:
        """Everything at or above zero: labels may reach beyond the picture."""
        width, height = (
            before + self.picture.width * self.scale + after,
            self.picture.height * self.scale,
        )
        words = [self.oblong(one) for one in self.placed]
        left, low = min([0.0, *(o[0] for o in words)]), min([0.0, *(o[1] for o in words)])
        right, high = max([width, *(o[2] for o in words)]), max([height, *(o[3] for o in words)])
        order = list(self.labels)
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
        return Labelled(right - left, high - low, before - left, -low, self.scale, tuple(moved))


def _sides(picture: Drawing | Photo, labels: list[Label]) -> tuple[list[Label], list[Label]]:
    """Labels for the start and the end side, from the top down."""
    ordered = sorted(labels, key=lambda label: -picture.anchors[f"at-{label.anchor}"][1])
    start = [
        label for label in ordered if picture.anchors[f"at-{label.anchor}"][0] < picture.width / 2
    ]
    return start, [label for label in ordered if label not in start]


def _uncrossed(order: list[Label], put: Callable[[list[Label]], list[Set[L]]]) -> list[Set[L]]:
    """Labels put in an order in which no two leaders cross; each change makes the leaders shorter,
    so it ends."""
    order = list(order)
    for _ in range(len(order) ** 2):
        placed = put(order)
        pair = next(_crossings(placed), None)
        if pair is None:
            return placed
        i, j = pair
        order[i], order[j] = order[j], order[i]
    return put(order)


def _crossings(placed: list[Set[L]]) -> Iterator[tuple[int, int]]:
    for (i, one), (j, other) in combinations(enumerate(placed), 2):
        if one.start and other.start and crossing((one.start, one.end), (other.start, other.end)):
            yield i, j
