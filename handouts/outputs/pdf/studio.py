"""What all documents of one brand, edition and paper share."""

from __future__ import annotations

from ...content.brand import ICONS, Brand
from ...content.editions import Edition, Paper
from ...content.press import Press
from ...content.profile import examined, opened
from ...meaning.addresses import written_out
from ...meaning.document import Document, Facts, Figure, Heading, Panel
from ...meaning.parts import every
from ...pictures.gallery import Gallery
from ...pictures.photo import Picture
from ...source.snapshot import Folder
from ...source.values import replace
from .colours import FORMULA, Process
from .look import Look
from .pages.areas import area_of
from .parts.context import Pictures
from .setting import Rendered, Setting
from .text.kept import Kept


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
        logo: Picture,
        binding: float = 0,
    ) -> None:
        self.brand, self.edition, self.assets = brand, edition, assets
        self.looks: dict[tuple[str, str], Look] = {}
        self.area = area_of(edition, paper)._replace(binding=binding)
        self.figures, self.icons, self.logo = figures, icons, logo
        self.process = FORMULA
        if edition.ink == "press" and brand.press:
            self.process = process(brand.press, paper, assets)

    def look(self, accent: str = "", language: str = "und") -> Look:
        """The look with a colour note of the brand, or with none, in a language (BCP 47)."""
        key = accent, language
        if key not in self.looks:
            self.looks[key] = Look(self.brand, self.edition, self.assets, accent, language)
        return self.looks[key]

    def render(self, document: Document, page_of: str, kept: Kept | None = None) -> Rendered:
        """Lay out and write ``document``; ``page_of`` is the pattern of the page count at each
        foot, ``kept`` are words that may be set already."""
        return self.setting(document, page_of).render(kept)

    def setting(self, document: Document, page_of: str) -> Setting:
        """``document`` on its way to paper."""
        look = self.look(document.accent, document.lang)
        if self.edition.on_paper:
            document = written_out(document)
        area = self.area._replace(back=look.rtl)
        beside = document.beside
        other = self.look(document.accent, beside.lang) if beside else None
        made = Setting(document, look, self.pictures(document), area, page_of, self.process)
        return replace(made, other=other)

    def pictures(self, document: Document) -> Pictures:
        """What ``document`` shows, as values."""
        figures, icons = dict[str, None](), dict[str, None]()
        for part in every(document.whole):
            match part:
                case Figure(name=name):
                    figures[name] = None
                case Facts(items=items):
                    icons |= dict.fromkeys(fact.icon for fact in items)
                case Heading(icon=icon) if icon:
                    icons[icon] = None
                case Panel(role=role):
                    icons[ICONS[role]] = None
        return Pictures(
            {name: self.figures.picture(name) for name in figures},
            {name: self.icons.picture(name) for name in icons if name in self.icons},
            self.logo,
        )


def process(press: Press, paper: Paper, assets: Folder) -> Process:
    """How colours are printed on ``paper`` by the print shop of a brand."""
    condition, most = press.condition(paper.name), (press.total_ink or 0.0) / 100
    if not condition.profile:
        return Process(press.given(), None, most)
    data = assets.files[condition.profile].read(assets.shown(condition.profile))
    name = condition.name or examined(data).name
    known = opened(data, name, press.intent, listed=bool(condition.name))
    return Process(press.given(), known, most)
