"""The ways of telling a handout for which its author picks what is said: sheet, leaflet, card."""

from __future__ import annotations

from .bound import STANDARD
from .editions import EDITIONS, OF_ALL
from .handout import Handout


def picked(handout: Handout) -> dict[str, str]:
    """Each such view that a handout has, and the first edition that shows it."""
    found: dict[str, str] = {}
    for one in EDITIONS.values():
        if one.view not in OF_ALL and getattr(handout, one.view, None):
            found.setdefault(one.view, one.name)
    return found


def looked_at(handout: Handout | None) -> str:
    """The edition whose pages are looked at: the brochure, and of a part of a handout its sheet,
    or else its first edition."""
    if handout is None or not handout.excerpt:
        return STANDARD
    return next(iter(picked(handout).values()), STANDARD)
