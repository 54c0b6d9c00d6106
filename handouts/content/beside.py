"""Editions of a handout and its translation, side by side: there is none where nothing is
translated."""

from __future__ import annotations

from ..source.values import replace
from .editions import EDITIONS, MM, STANDARD

PAIRED = {
    edition.name: edition
    for edition in (
        replace(
            STANDARD,
            name="bilingual",
            use="the brochure in two languages side by side, for going through it together",
            view="large",
            whole=("back",),
            facing=("help",),
            clear=0.0,
            air=0.5,
            leading=0.94,
            display=0.72,
            margin=14 * MM,
            columns=1,
            measure=192 * MM,
            paired=True,
        ),
        replace(
            EDITIONS["sheet"],
            name="bilingual-sheet",
            use="the sheet in two languages side by side, to hand out: two leaves or four",
            fixed=False,
            multiple=2,
            leading=0.86,
            columns=1,
            tallest=64.0,
            paired=True,
        ),
    )
}
