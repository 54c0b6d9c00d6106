"""The printed brochure: a document as a tagged PDF that is PDF/UA-1 and PDF/A-2a at once.

story (boxes and structure elements) -> compose (pages) -> sheet (content streams) -> writer (the
file).
"""

from __future__ import annotations

from ...content.editions import EDITIONS
from ..output import Maker, Output


def _maker() -> Maker:
    from .maker import MAKER  # noqa: PLC0415  (what lays out is loaded when something is laid out)

    return MAKER


OUTPUT = Output(".pdf", "application/pdf", tuple(EDITIONS.values()), _maker, binds=True)
