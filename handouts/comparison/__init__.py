"""Two sides of the handouts, read and printed by the present code: what changed from one to the
other."""

from __future__ import annotations

from .comparing import Found, compare
from .sides import Side, sides

__all__ = ["Found", "Side", "compare", "sides"]
