"""What all documents of one brand, edition and paper share."""

from __future__ import annotations

from ...brand import Brand
from ...document import Document
from ...editions import Edition, Paper
from ...pictures.drawing import Drawing
from ...pictures.gallery import Gallery
from ...snapshot import Folder
from .areas import area_of
from .look import Look
from .setting import Rendered, Setting
from .story import Story


class Studio:
    """What all documents of one brand, edition and paper share."""

    def __init__(
        self,
        brand: Brand,
        edition: Edition,
        paper: Paper,
        assets: Folder,
        figures: Gallery,
        icons: Gallery,
        logo: Drawing,
        binding: float = 0,
    ) -> None:
        self.brand, self.edition, self.assets = brand, edition, assets
        self.looks: dict[tuple[str, str], Look] = {}
        self.area = area_of(edition, paper)._replace(binding=binding)
        self.figures, self.icons, self.logo = figures, icons, logo

    def look(self, accent: str = "", language: str = "und") -> Look:
        """The look with a colour note of the brand, or with none, in a language (BCP 47)."""
        key = accent, language
        if key not in self.looks:
            self.looks[key] = Look(self.brand, self.edition, self.assets, accent, language)
        return self.looks[key]

    def render(self, document: Document, page_of: str) -> Rendered:
        """Lay out and write ``document``; ``page_of`` is the pattern of the page count at each foot."""
        return self.setting(document, page_of).render()

    def setting(self, document: Document, page_of: str) -> Setting:
        """``document`` on its way to paper."""
        area = (self.area.measure, self.area.depth)
        look = self.look(document.accent, document.lang)
        story = Story(document, look, self.figures, self.icons, self.logo, area)
        return Setting(story, self.area, page_of)
