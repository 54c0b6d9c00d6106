"""The printed brochure: a document as a tagged PDF that is PDF/UA-1 and PDF/A-2a at once.

story (boxes and structure elements) -> compose (pages) -> sheet (content streams) -> writer (the file).
"""

from __future__ import annotations

from pathlib import Path

from ...brand import Brand
from ...document import Document
from ...editions import Edition, Paper
from .gallery import Gallery
from .look import Look
from .pages import Area
from .setting import Rendered, Setting
from .story import Story
from .svg import Drawing


class Studio:
    """What all documents of one brand, edition and paper share."""

    def __init__(
        self,
        brand: Brand,
        edition: Edition,
        paper: Paper,
        assets: Path,
        figures: Gallery,
        icons: Gallery,
        logo: Drawing,
    ) -> None:
        self.look = Look(brand, edition, assets)
        self.area = Area(paper.width, paper.height, edition.margin)
        self.figures, self.icons, self.logo = figures, icons, logo

    def render(self, document: Document, page_of: str) -> Rendered:
        """Lay out and write ``document``; ``page_of`` is the pattern of the page count at each foot."""
        story = Story(document, self.look, self.figures, self.icons, self.area.measure)
        return Setting(story, self.area, self.logo, page_of).render()


__all__ = ["Gallery", "Rendered", "Studio"]
