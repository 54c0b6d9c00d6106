"""What preflight says of a file for the print shop."""

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    """A rule of the trade, the value that was measured, and whether it is kept."""

    name: str
    measured: str
    kept: bool
