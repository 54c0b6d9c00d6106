"""Link annotations (ISO 32000-1, 12.5.6.5) with their words (PDF/UA-1, 7.18.5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from ....meaning.addresses import ascii_address
from ..ink.marks import LinkArea, Place
from ..ink.tags import text_string

ABOVE = 4.0  # points above a place that stay in sight when a link leads there
KEPT = 256  # links: with other words on a page most of them stand where they did


Lead = Callable[[str, float], str]  # a place, and points above it -> the entries that lead there


def to_pages(places: Mapping[str, Place], pages: Sequence[int]) -> Lead:
    """Leads to places on ``pages``, given by their numbers (12.3.2.2)."""

    def lead(name: str, above: float) -> str:
        place = places[name]
        return f"/Dest[{pages[place.page]} 0 R/XYZ 0 {place.y + above:.2f} null]"

    return lead


def goal(target: str, lead: Lead) -> str:
    """The entries that lead to a target: a place after ``#``, or an address."""
    if target.startswith("#"):
        return lead(target[1:], ABOVE)
    return f"/A<</S/URI/URI {text_string(ascii_address(target))}>>"


@lru_cache(maxsize=KEPT)
def link(area: LinkArea, leads: str, page: int, key: int) -> bytes:
    """A link, with quads where it has several lines: of one that has none its rectangle counts.
    ``leads`` are the entries of its goal, ``page`` is the object number of its page, ``key`` its
    key in the parent tree."""
    if len(area.quads) == 1:
        (left, low, right, high), quads = area.quads[0], ""
    else:
        told = [[f"{at:.2f}" for at in quad] for quad in area.quads]  # each is written once
        lines = " ".join([f"{x} {t} {e} {t} {x} {b} {e} {b}" for x, b, e, t in told])
        starts, bottoms, ends, tops = zip(*area.quads, strict=True)
        left, low, right, high = min(starts), min(bottoms), max(ends), max(tops)
        quads = f"/QuadPoints[{lines}]"
    return (
        f"<</Type/Annot/Subtype/Link/Rect[{left:.2f} {low:.2f} {right:.2f} {high:.2f}]{quads}"
        f"/Border[0 0 0]/F 4/P {page} 0 R/Contents {text_string(area.words)}/StructParent {key}"
        f"{leads}>>"
    ).encode("ascii")


def forget() -> None:
    """Drops the links that were kept: words of a paper are in them."""
    link.cache_clear()
