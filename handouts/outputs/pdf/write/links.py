"""Link annotations (ISO 32000-1, 12.5.6.5) with their words (PDF/UA-1, 7.18.5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ....meaning.addresses import ascii_address
from ..ink.marks import LinkArea, Place
from ..ink.tags import text_string

ABOVE = 4.0  # points above a place that stay in sight when a link leads there


Lead = Callable[[str, float], str]  # a place, and points above it -> the entries that lead there


def to_pages(places: Mapping[str, Place], pages: Sequence[int]) -> Lead:
    """Leads to places on ``pages``, given by their numbers (12.3.2.2)."""

    def lead(name: str, above: float) -> str:
        place = places[name]
        return f"/Dest[{pages[place.page]} 0 R/XYZ 0 {place.y + above:.2f} null]"

    return lead


def link(area: LinkArea, lead: Lead, page: int, key: int) -> bytes:
    """A link, with quads for each of its lines; ``page`` is the object number of its page, ``key``
    its key in the parent tree."""
    told = [[f"{at:.2f}" for at in quad] for quad in area.quads]  # each number is written once
    rect = " ".join(told[0])
    if len(told) > 1:
        starts, bottoms, ends, tops = zip(*area.quads, strict=True)
        rect = f"{min(starts):.2f} {min(bottoms):.2f} {max(ends):.2f} {max(tops):.2f}"
    quads = " ".join([f"{x} {t} {e} {t} {x} {b} {e} {b}" for x, b, e, t in told])
    if area.target.startswith("#"):
        goal = lead(area.target[1:], ABOVE)
    else:
        goal = f"/A<</S/URI/URI {text_string(ascii_address(area.target))}>>"
    return (
        f"<</Type/Annot/Subtype/Link/Rect[{rect}]/QuadPoints[{quads}]/Border[0 0 0]/F 4"
        f"/P {page} 0 R/Contents {text_string(area.words)}/StructParent {key}{goal}>>"
    ).encode("ascii")
