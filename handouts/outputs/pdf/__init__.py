"""The printed brochure: a document as a tagged PDF that is PDF/UA-1 and PDF/A-2a at once.

story (boxes and structure elements) -> compose (pages) -> sheet (content streams) -> writer (the
file).
"""

from __future__ import annotations

from ...content.beside import PAIRED
from ...content.editions import EDITIONS
from ..output import Output

MAKER = f"{__name__}.maker"
MADE = (*EDITIONS.values(), *PAIRED.values())
OUTPUT = Output(".pdf", "application/pdf", MADE, MAKER, binds=True)
