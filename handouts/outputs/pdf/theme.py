"""The measures of a brand in one edition: its base units, and all that is derived from them.

A brand sets the units (``units``, ``corner`` and ``type`` of ``brand.yaml``); what the measures are
multiples of them is said in ``ratios``.
"""

from __future__ import annotations

from ...content.brand import Brand
from ...content.editions import Edition
from ...source.values import dataclass
from .ratios import (
    Airs,
    Banners,
    Bars,
    Clear,
    Columns,
    Front,
    Furniture,
    Gaps,
    Icons,
    Indents,
    Insets,
    Logos,
    Rooms,
    Rules,
    Strokes,
    Ticks,
    Underlines,
    Widths,
    times,
)

DISPLAY = 1.44  # of the size of the text: from there on type is display type
NARROW = 16 / 17  # of the leading: short lines need less of it, the eye finds the next one sooner
SLIP = 0.5  # points: paper does not lie that exactly in a printer
WRITTEN = 1.2  # of the leading: lines to write on are no nearer than that


@dataclass(frozen=True, slots=True)
class Theme:
    """All measures of a brand in one edition, in points; ``pitch`` is between lines to write on."""

    corner: float
    pitch: float
    gaps: Gaps
    insets: Insets
    airs: Airs
    columns: Columns
    indents: Indents
    icons: Icons
    ticks: Ticks
    rules: Rules
    strokes: Strokes
    underlines: Underlines
    bars: Bars
    logos: Logos
    banners: Banners
    widths: Widths
    rooms: Rooms
    furniture: Furniture = Furniture()
    front: Front = Front()
    clear: Clear = Clear()


def theme_of(brand: Brand, edition: Edition) -> Theme:
    """The measures of ``brand`` in ``edition``."""
    units, grown, em = brand.units, edition.scale, brand.type.body.size
    return Theme(
        brand.corner,
        units.pitch,
        times(Gaps(), units.gap),
        times(Insets(), units.inset),
        times(Airs(), units.inset * edition.air),
        times(Columns(), units.column),
        times(Indents(), units.indent * grown),
        times(Icons(), units.icon * grown),
        times(Ticks(), units.tick * grown),
        times(Rules(), units.rule),
        times(Strokes(), units.rule * grown),
        times(Underlines(), units.rule),
        times(Bars(), units.bar),
        times(Logos(), units.logo),
        times(Banners(), units.logo * grown),
        times(Widths(), em),
        times(Rooms(), em * grown),
        Furniture(edition.gap, foot=edition.gap, edge=edition.reach + SLIP),
    )
