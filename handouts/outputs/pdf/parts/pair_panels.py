"""Panels of two languages: one frame, both titles at its head, what is in it row by row."""

from __future__ import annotations

from ....meaning.document import Panel
from ..boxes.box import CLOSEST, Box
from .panels import ABOVE, EDGE, framed, head, inside, tag_of
from .two import Two, Under


def panel_of_both(two: Two, one: Panel, other: Panel, under: Under, width: float) -> Box:
    section, inner = under.add("Sect"), inside(two.one, width)
    half = two.half(inner)

    def heads(*, heard: bool) -> Box:
        """Both titles; as artifacts where they are not ``heard``."""
        tagged = section.add(tag_of(one)) if heard else (None, None)
        told = zip(two.both, (one, other), tagged, strict=True)
        mine, theirs = (head(ctx, part, element, half) for ctx, part, element in told)
        return two.row([mine], [theirs], half)

    before = two.one.inside
    two.one.inside = two.other.inside = one.role in EDGE
    titles = (heads(heard=True),) if one.title and other.title else ()
    boxes = tuple(two.parts((one.parts, other.parts), section, inner))
    two.one.inside = two.other.inside = before
    look, gaps = two.one.look, two.one.look.theme.gaps
    closed = max(gaps.panel, gaps.after_section) * CLOSEST  # below a heading of one line
    over = closed - (ABOVE - 1) * look.section.leading
    silent = titles, lambda: heads(heard=False)
    return framed(two.one, one.role, silent, boxes, width, over)
