"""A document that its pages cannot hold is told in less room, if there are ways to do that."""

from __future__ import annotations

from ....meaning.document import Document
from ....source.values import replace
from ..look import Look
from ..parts.context import Pictures
from ..text.kept import Kept
from .areas import Area
from .composition import Composer, Composition
from .fitting import SHEET, near_enough
from .pieces import pieces


def composed(
    document: Document,
    look: Look,
    pictures: Pictures,
    area: Area,
    kept: Kept,
    other: Look | None = None,
) -> Composition:
    """Chooses the pages; ``other`` is the look of what stands beside the document, if any. Of the
    ways to tell it the first is taken that its pages can hold, with lines nearer to each other if
    that is enough; else the last."""
    given, ways = (look, pictures, area, kept, other), (document, *document.shorter)
    for number, told in enumerate(ways[:-1]):
        if near := _near(Composer(told, *given)):
            return replace(Composer(told, *given, near).composition(), shortened=number)
    near = _near(Composer(ways[-1], *given)) if document.shorter else None
    made = Composer(ways[-1], *given, near or 1.0).composition()
    return replace(made, shortened=len(ways) - 1) if document.shorter else made


def _near(composer: Composer) -> float | None:
    """How near lines have to be for each page to hold its parts, if that is enough."""
    _, found = pieces(composer.document.parts, fixed=True)
    return near_enough([one.parts for one in found], composer.would_fit, (1.0, *SHEET))
