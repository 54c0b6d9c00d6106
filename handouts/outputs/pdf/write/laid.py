"""Pages laid on the sides of sheets to fold, where the structure tree still leads through them in
the order they are read: marks and places go where their page goes. Paper has no links to follow:
their words are words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ....source.patterns import later
from ....source.rows import NamedTuple
from ....source.values import replace
from ..ink.marks import (
    Book,
    Display,
    Moved,
    Path,
    Photograph,
    Shown,
    Tag,
    Text,
)
from ..ink.tags import Annotation, Element, Kid, Mark, Tree

BOX = later(r"/BBox\[([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)\]")


class Spot(NamedTuple):
    """Where a page stands: on which side, how far from its start edge in points, and after how many
    contents of other pages there."""

    side: int
    right: float
    before: int


def laid(book: Book, sides: Sequence[Sequence[tuple[int, float]]]) -> Book:
    """A book whose pages stand on ``sides``: of each the numbers of its pages, from 0, and how far
    to the right they are moved, in points."""
    spots = _spots(book.tree, sides)
    sheets = tuple(
        tuple(
            Moved(right, None, _renumbered(book.sheets[number], spots[number].before))
            for number, right in side
        )
        for side in sides
    )
    places = {
        name: place._replace(page=spots[place.page].side) for name, place in book.places.items()
    }
    tree = _tree(book.tree, spots)
    return replace(book, sheets=sheets, notes=(), places=places, tree=tree)


def _spots(tree: Tree, sides: Sequence[Sequence[tuple[int, float]]]) -> dict[int, Spot]:
    counts: dict[int, int] = {}
    for kid in (kid for kids in tree.kids for kid in kids if isinstance(kid, Mark)):
        counts[kid.page] = max(counts.get(kid.page, 0), kid.mcid + 1)
    out: dict[int, Spot] = {}
    for side, pages in enumerate(sides):
        before = 0
        for number, right in pages:
            out[number] = Spot(side, right, before)
            before += counts.get(number, 0)
    return out


def _renumbered(display: Display, before: int) -> Display:
    """The same contents with other numbers."""
    return tuple(_told(mark, before) for mark in display)


def _told(mark: Shown, before: int) -> Shown:
    match mark:
        case Moved(marks=marks):
            return replace(mark, marks=_renumbered(marks, before))
        case Text(tagged=True):
            parts = (_later(part, before) if isinstance(part, Tag) else part for part in mark.parts)
            return replace(mark, parts=tuple(parts))
        case Path(tag=Tag() as tag) | Photograph(tag=Tag() as tag):
            return replace(mark, tag=_later(tag, before))
    return mark


def _later(tag: Tag, before: int) -> Tag:
    return tag if tag.mcid < 0 else Tag(_worded(tag.name), tag.mcid + before)


def _worded(tag: str) -> str:
    """The tag of what leads nowhere."""
    return "Span" if tag == "Link" else tag


def _tree(tree: Tree, spots: Mapping[int, Spot]) -> Tree:
    elements = tuple(
        _placed(element, kids, spots)
        for element, kids in zip(tree.elements, tree.kids, strict=True)
    )
    marks = (
        tuple(_kid(kid, spots) for kid in kids if not isinstance(kid, Annotation))
        for kids in tree.kids
    )
    return Tree(elements, tuple(marks))


def _placed(element: Element, kids: Sequence[Kid], spots: Mapping[int, Spot]) -> Element:
    """A picture says where it stands (14.8.5.4.3)."""
    element = element._replace(tag=_worded(element.tag))
    pages = (kid.page for kid in kids if isinstance(kid, Mark))
    page = next(pages, None)
    if page is None or "/BBox" not in element.attributes:
        return element

    def box(found: re.Match[str]) -> str:
        left, low, end, high = map(float, found.groups())
        right = spots[page].right
        return f"/BBox[{left + right:.1f} {low:.1f} {end + right:.1f} {high:.1f}]"

    return element._replace(attributes=BOX.sub(box, element.attributes))


def _kid(kid: Kid, spots: Mapping[int, Spot]) -> Kid:
    if isinstance(kid, Mark):
        side, _, before = spots[kid.page]
        return Mark(side, kid.mcid + before)
    return kid
