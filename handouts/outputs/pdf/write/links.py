"""Link annotations (ISO 32000-1, 12.5.6.5) with their words (PDF/UA-1, 7.18.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..ink.marks import LinkArea, Place
from ..ink.tags import text_string

ABOVE = 4.0  # points above a place that stay in sight when a link leads there


def link(
    area: LinkArea, places: Mapping[str, Place], pages: Sequence[int], page: int, key: int
) -> bytes:
    """A link, with quads for each of its lines; ``pages`` are object numbers, ``page`` is that of
    its own, ``key`` its key in the parent tree."""
    starts, bottoms, ends, tops = zip(*area.quads, strict=True)
    rect = f"{min(starts):.2f} {min(bottoms):.2f} {max(ends):.2f} {max(tops):.2f}"
    quads = " ".join(
        f"{x:.2f} {t:.2f} {e:.2f} {t:.2f} {x:.2f} {b:.2f} {e:.2f} {b:.2f}"
        for x, b, e, t in area.quads
    )
    if area.target.startswith("#"):
        place = places[area.target[1:]]
        goal = f"/Dest[{pages[place.page]} 0 R/XYZ 0 {place.y + ABOVE:.2f} null]"
    else:
        goal = f"/A<</S/URI/URI {text_string(area.target)}>>"
    return (
        f"<</Type/Annot/Subtype/Link/Rect[{rect}]/QuadPoints[{quads}]/Border[0 0 0]/F 4"
        f"/P {page} 0 R/Contents {text_string(area.words)}/StructParent {key}{goal}>>"
    ).encode("ascii")
