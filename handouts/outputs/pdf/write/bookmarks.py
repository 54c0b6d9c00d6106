"""Bookmarks (ISO 32000-1, 12.3.3): the titles and headings that a reader shows beside the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ....source.rows import NamedTuple
from ..ink.marks import Place
from ..ink.tags import text_string
from .links import Lead, to_pages
from .objects import Objects


class Bookmark(NamedTuple):
    """Words, level from 0, and the name of the place they lead to."""

    words: str
    level: int
    place: str


def bookmarks(
    listed: Sequence[Bookmark],
    places: Mapping[str, Place],
    pages: Sequence[int],
    objects: Objects,
    lead: Lead | None = None,
) -> int:
    """Adds all bookmarks; the number of their root. One belongs to the last before it of a lower
    level. They lead to ``places`` on ``pages``, given by their numbers, or as ``lead`` says."""
    lead = lead or to_pages(places, pages)
    own = objects.reserve(1 + len(listed))  # the root first
    kids, parents = _tree([bookmark.level for bookmark in listed])
    below = [0] * len(own)  # how many there are below each
    for place in range(len(listed), 0, -1):
        below[parents[place]] += 1 + below[place]
    sources = [f"<</Type/Outlines{_inside(kids[0], below[0], own)}>>".encode("ascii")]
    for place, bookmark in enumerate(listed, 1):
        beside = kids[parents[place]]
        at = beside.index(place)
        before = f"/Prev {own[beside[at - 1]]} 0 R" if at else ""
        after = f"/Next {own[beside[at + 1]]} 0 R" if at + 1 < len(beside) else ""
        source = (
            f"<</Title {text_string(bookmark.words)}/Parent {own[parents[place]]} 0 R{before}"
            f"{after}{_inside(kids[place], below[place], own)}{lead(bookmark.place, 0)}>>"
        )
        sources.append(source.encode("ascii"))
    objects.put(own[0], *sources)
    return own[0]


def _tree(levels: Sequence[int]) -> tuple[list[list[int]], list[int]]:
    """The kids and the parent of each entry; entry 0 is the root, above ``levels``."""
    kids: list[list[int]] = [[] for _ in range(1 + len(levels))]
    parents, above = [0], [(-1, 0)]
    for place, level in enumerate(levels, 1):
        while above[-1][0] >= level:
            above.pop()
        parents.append(above[-1][1])
        kids[parents[-1]].append(place)
        above.append((level, place))
    return kids, parents


def _inside(kids: Sequence[int], count: int, own: Sequence[int]) -> str:
    """The entries for the ``kids`` of an entry and all else below it, all of it open (table
    153)."""
    return f"/First {own[kids[0]]} 0 R/Last {own[kids[-1]]} 0 R/Count {count}" if kids else ""
