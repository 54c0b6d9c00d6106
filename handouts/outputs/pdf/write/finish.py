"""What happens to painted pages before they are written: copies to cut, booklets to fold, marks for
the print shop.

All lengths in points.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ....content.editions import MM, Edition
from ..ink.marks import (
    UNTAGGED,
    Book,
    Display,
    FieldArea,
    Moved,
    Note,
    Path,
    Photograph,
    Shown,
    Tag,
    Text,
)
from ..ink.outlines import line, stroke
from ..ink.tags import Annotation, Kid, Tree
from ..pages.areas import CARD, Area
from .laid import laid

Oblong = tuple[float, float, float, float]
BLEED, SLUG = 3 * MM, 10 * MM  # beyond the trim: what is painted, and where the marks stand
MARK = 5 * MM  # the length of a mark
DASHED = ("[3 3] 0 d 0.6 w", stroke("0.5 0.5 0.5"))


def unmarked(display: Display) -> Display:
    """The same as artifacts: what no screen reader hears."""
    return tuple(map(_unmarked, display))


def _unmarked(mark: Shown) -> Shown:
    match mark:
        case Moved(marks=marks):
            return replace(mark, marks=unmarked(marks))
        case Text(tagged=True):
            return replace(
                mark,
                parts=tuple(UNTAGGED if isinstance(part, Tag) else part for part in mark.parts),
            )
        case Path(tag=Tag()) | Photograph(tag=Tag()):
            return replace(mark, tag=None)
    return mark


def copied(display: Display, area: Area) -> Display:
    """The first cell painted again in all others, with lines to cut along."""
    first = unmarked(display)
    x0, y0 = area.corner(0)
    across, down = area.cells
    corners = (area.corner(cell) for cell in range(1, across * down))
    copies = (Moved(x - x0, y - y0, first) for x, y in corners)
    left, top = x0, y0 + CARD[1]
    right, low = left + across * CARD[0], top - down * CARD[1]
    edges = [line(left + i * CARD[0], low, left + i * CARD[0], top) for i in range(across + 1)]
    edges += [line(left, low + i * CARD[1], right, low + i * CARD[1]) for i in range(down + 1)]
    return (*display, *copies, Path(("q", *DASHED, *edges, "S Q")))


def repeated(book: Book, index: int, area: Area) -> Book:
    """With the fields of the first cell of a sheet in all others, too: what is typed into one
    stands in each. They are called and read as the first is."""
    x0, y0 = area.corner(0)
    shifts = [(x - x0, y - y0) for x, y in map(area.corner, range(1, math.prod(area.cells)))]
    notes, more = list(book.notes), dict[int, list[Annotation]]()
    for number, (sheet, field) in enumerate(book.notes):
        if sheet != index or not isinstance(field, FieldArea):
            continue
        left, low, right, high = field.rect
        for x, y in shifts:
            more.setdefault(number, []).append(Annotation(index, len(notes)))
            rect = (left + x, low + y, right + x, high + y)
            notes.append(Note(index, field._replace(rect=rect)))
    return replace(book, notes=tuple(notes), tree=_hung(book.tree, more)) if more else book


def _hung(tree: Tree, more: Mapping[int, Sequence[Annotation]]) -> Tree:
    """A tree with elements for the fields that repeat others, known by their numbers: right after
    those, for each holds one field (PDF/UA-1, 7.18.4)."""
    elements, kids = list(tree.elements), list(tree.kids)
    after: dict[int, list[int]] = {}
    for number, own in enumerate(tree.kids):
        for kid in own:
            for one in more.get(kid.number, ()) if isinstance(kid, Annotation) else ():
                after.setdefault(number, []).append(len(elements))
                elements.append(tree.elements[number])
                kids.append((one,))
    for number, own in enumerate(tree.kids):
        if any(kid in after for kid in own if isinstance(kid, int)):
            kids[number] = tuple(one for kid in own for one in (kid, *_next(after, kid)))
    return Tree(tuple(elements), tuple(kids))


def _next(after: Mapping[int, Sequence[int]], kid: Kid) -> Sequence[int]:
    return after.get(kid, ()) if isinstance(kid, int) else ()


def folds(display: Display, area: Area, index: int) -> Display:
    """With marks where a sheet is folded, outside its trim; ``index`` 0 is the outer side."""
    edges = (
        area.panels if index == 0 else tuple(area.width - edge for edge in reversed(area.panels))
    )
    starts = (-SLUG + 2, area.height + SLUG - 2 - MARK)
    marks = (line(x, start, x, start + MARK) for x in edges[1:-1] for start in starts)
    return (*display, Path(("q", *DASHED, *marks, "S Q")))


def crops(display: Display, width: float, height: float) -> Display:
    """With marks where a sheet is trimmed, outside the bleed."""
    near, far = BLEED + 1, BLEED + 1 + MARK
    marks = (
        mark
        for x, sx in ((0.0, -1), (width, 1))
        for y, sy in ((0.0, -1), (height, 1))
        for mark in (
            line(x + sx * near, y, x + sx * far, y),
            line(x, y + sy * near, x, y + sy * far),
        )
    )
    return (*display, Path(("q 0.25 w", stroke("0 0 0"), *marks, "S Q")))


def folded_pages(count: int) -> list[tuple[int, int]]:
    """The pages left and right on each side of the sheets of a saddle-stitched booklet, from 0."""
    return [(count - 1 - i, i) if i % 2 == 0 else (i, count - 1 - i) for i in range(count // 2)]


def imposed(book: Book, width: float) -> Book:
    """Pages two by two on sheets that are printed on both sides, turned on the short edge, and
    folded.

    Two pages of a side do not follow each other: what is heard is in the order of the tree.
    """
    pairs = folded_pages(len(book.sheets))
    sides = [[(number, place * width) for place, number in enumerate(pair)] for pair in pairs]
    return laid(book, sides)


class PaperBoxes(NamedTuple):
    """The boundaries of a page (14.11.2) as left, low, right, high; what is ``None`` is not
    written."""

    media: Oblong
    crop: Oblong | None = None
    bleed: Oblong | None = None
    trim: Oblong | None = None


def paper_boxes(edition: Edition, area: Area) -> PaperBoxes:
    """The boxes of an edition's sheets; marks stand outside the trim."""
    trim = (0.0, 0.0, area.width, area.height)
    if edition.finish == "booklet":
        return PaperBoxes((0.0, 0.0, 2 * area.width, area.height))
    if edition.finish == "press":
        return PaperBoxes(_larger(trim, SLUG), None, _larger(trim, BLEED), trim)
    if edition.panels > 1:  # who prints it in the office sees and prints the trim only
        return PaperBoxes(_larger(trim, SLUG), trim, None, trim)
    return PaperBoxes(trim)


def _larger(box: Oblong, by: float) -> Oblong:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by
