"""What happens to painted pages before they are written: copies to cut, booklets to fold, marks for
the print shop.

All lengths in points.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from ....content.editions import MM, Edition
from ....source.rows import NamedTuple
from ....source.values import replace
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
SLUG = 12 * MM  # beyond the trim: where the marks of a print shop stand
MARK, TICK = 5 * MM, 4 * MM  # the length of a mark beyond what is cut, and of one at a fold
CUT, FOLD = "0.5 w", "[3 3] 0 d 0.6 w"  # pens; office printers lose what is thinner than 0.25
GREY = "0.5 0.5 0.5"


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


def copied(display: Display, area: Area, reach: float) -> Display:
    """The first cell painted again in all others, with lines to cut along and, where a cell has
    two faces, to fold along. The lines go on beyond the cells, no nearer to the edge of the paper
    than ``reach``."""
    first = unmarked(display)
    x0, y0 = area.corner(0)
    (across, down), (wide, tall) = area.cells, area.cell
    corners = (area.corner(cell) for cell in range(1, across * down))
    copies = (Moved(x0 - x if area.back else x - x0, y - y0, first) for x, y in corners)
    left, high = x0, y0 + tall
    beyond = min(MARK, left - reach, area.height - high - reach)
    low, top = high - down * tall - beyond, high + beyond
    start, end = left - beyond, left + across * wide + beyond
    cuts = [line(left + i * wide, low, left + i * wide, top) for i in range(across + 1)]
    cuts += [line(start, high - i * tall, end, high - i * tall) for i in range(down + 1)]
    between = (i * wide + face * CARD[0] for i in range(across) for face in range(1, area.faces))
    creases = [line(left + x, low, left + x, top) for x in between]
    return (*display, *copies, _lines(CUT, cuts), *([_lines(FOLD, creases)] if creases else ()))


def _lines(pen: str, lines: Iterable[str]) -> Path:
    return Path(("q", pen, stroke(GREY), *lines, "S Q"))


def repeated(book: Book, index: int, area: Area) -> Book:
    """With the fields of the first cell of a sheet in all others, too: what is typed into one
    stands in each. They are called and read as the first is, and follow it: the order of a page's
    fields is that of the tree."""
    x0, y0 = area.corner(0)
    corners = map(area.corner, range(1, math.prod(area.cells)))
    shifts = [(x0 - x if area.back else x - x0, y - y0) for x, y in corners]
    notes, now, more = list[Note](), list[int](), dict[int, list[Annotation]]()
    for note in book.notes:
        now.append(len(notes))
        notes.append(note)
        sheet, field = note
        if sheet != index or not isinstance(field, FieldArea):
            continue
        left, low, right, high = field.rect
        for x, y in shifts:
            more.setdefault(now[-1], []).append(Annotation(index, len(notes)))
            rect = (left + x, low + y, right + x, high + y)
            notes.append(Note(index, field._replace(rect=rect)))
    if not more:
        return book
    return replace(book, notes=tuple(notes), tree=_hung(_renumbered(book.tree, now), more))


def _renumbered(tree: Tree, now: Sequence[int]) -> Tree:
    """A tree whose annotations have the numbers that they have ``now``, by those they had."""
    kids = (
        tuple(
            Annotation(kid.page, now[kid.number]) if isinstance(kid, Annotation) else kid
            for kid in own
        )
        for own in tree.kids
    )
    return Tree(tree.elements, tuple(kids))


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


def folds(display: Display, area: Area, index: int, reach: float) -> Display:
    """With marks where a sheet is folded into panels, in the gutters between them; ``index`` 0 is
    the outer side."""
    edges = (
        area.panels
        if (index == 0) != area.back
        else tuple(area.width - edge for edge in reversed(area.panels))
    )
    return (*display, creased(edges[1:-1], area.height, reach))


def creased(folded: Iterable[float], height: float, reach: float) -> Path:
    """Marks at both ends of folds across paper of this ``height``. They stand as near to its edge
    as printers reach: beyond it nobody would see them."""
    starts = (reach + 1, height - reach - 1 - TICK)
    return _lines(FOLD, (line(x, start, x, start + TICK) for x in folded for start in starts))


def folded_pages(count: int) -> list[tuple[int, int]]:
    """The pages left and right on each side of the sheets of a saddle-stitched booklet, from 0."""
    return [(count - 1 - i, i) if i % 2 == 0 else (i, count - 1 - i) for i in range(count // 2)]


def imposed(book: Book, area: Area, edition: Edition) -> Book:
    """Pages two by two on sheets that are printed on both sides, turned on the short edge, and
    folded.

    A sheet inside others has to reach around them, and would stand out beyond them by as much:
    its pages are moved towards the fold by the thickness of those (creep). The fold is marked on
    the outermost side. Two pages of a side do not follow each other: what is heard is in the order
    of the tree. What runs from right to left is bound at its right.
    """
    sides, width = [], area.width
    for side, (left, right) in enumerate(folded_pages(len(book.sheets))):
        creep = side // 2 * edition.leaf
        places = (right, left) if area.back else (left, right)
        sides.append([(places[0], creep), (places[1], width - creep)])
    out = laid(book, sides)
    first, *others = out.sheets
    fold = creased((width,), area.height, edition.reach)
    return replace(out, sheets=((*first, fold), *others))


class PaperBoxes(NamedTuple):
    """The boundaries of a page (14.11.2) as left, low, right, high; what is ``None`` is not
    written."""

    media: Oblong
    crop: Oblong | None = None
    bleed: Oblong | None = None
    trim: Oblong | None = None


def paper_boxes(edition: Edition, area: Area) -> PaperBoxes:
    """The boxes of an edition's sheets: what a print shop trims has marks outside the trim, all
    else is printed as it is on paper of its own size."""
    trim = (0.0, 0.0, area.width, area.height)
    if edition.finish == "booklet":
        return PaperBoxes((0.0, 0.0, 2 * area.width, area.height))
    if edition.finish == "press":
        return PaperBoxes(_larger(trim, SLUG), None, _larger(trim, area.bleed), trim)
    return PaperBoxes(trim)


def _larger(box: Oblong, by: float) -> Oblong:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by
