"""The door to pdfium: what is measured of finished files, for the print shop and to compare
editions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ....source.rows import NamedTuple
from .rule import Rule, Wanted


class Measures(NamedTuple):
    """See ``preflight.preflight`` and ``weigh.ink``."""

    preflight: Callable[[Sequence[str], bytes, Wanted], tuple[Rule, ...]]
    ink: Callable[[bytes], float]


def measures() -> Measures:
    """Opened by the first file that is measured. pdfium takes 40 ms to load, and files for screen
    and office are not measured."""
    from . import preflight, weigh  # noqa: PLC0415

    return Measures(preflight.preflight, weigh.ink)
