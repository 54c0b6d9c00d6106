"""What preflight asks and says of a file for the print shop."""

from __future__ import annotations

from collections.abc import Mapping

from ....source.rows import NamedTuple
from ....source.values import dataclass
from ..colours import Process


class Rule(NamedTuple):
    """A rule of the trade, the value that was measured, and whether it is kept."""

    name: str
    measured: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a file is held against: how its colours are printed, those of its brand by name, and how
    far colour must reach beyond the trim, in points."""

    process: Process
    colours: Mapping[str, str]
    bleed: float
