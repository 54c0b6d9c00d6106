"""What the engine decided before it painted: which boxes stand on which page, and the part each was
made from."""

from __future__ import annotations

from handouts.meaning.document import Document
from handouts.outputs.pdf.pages.composition import Composition
from handouts.outputs.pdf.studio import Studio
from handouts.source.problems import Problem


def composed(studio: Studio, document: Document) -> tuple[Composition | None, tuple[Problem, ...]]:
    """The pages chosen for ``document``, or what was reported meanwhile."""
    made = studio.setting(document, "{page} {pages}").compose()
    return (None, made.problems) if made.problems else (made, ())
