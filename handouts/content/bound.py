"""Which editions of handouts can be bound into one file."""

from __future__ import annotations

from .editions import EDITIONS

STANDARD = "standard"


def in_packet(edition: str) -> bool:
    """Whether an edition can be one of several on the same paper, for screen and office printer."""
    known = EDITIONS[edition]
    return (
        known.format == "whole"
        and known.panels == 1
        and not known.aside
        and known.finish == "screen"
    )
