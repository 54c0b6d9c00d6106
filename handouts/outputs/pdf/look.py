"""The brand's look in one edition: styles ready to set type with, colours ready to paint with."""

from __future__ import annotations

from pathlib import Path

from ...brand import Brand, TypeStyle
from ...editions import Edition
from .faces import Face, face
from .lines import Style
from .svg import rgb

TICK = 13.0  # points: a box that a pen can tick (at least 4 mm)
PITCH = 23.5  # points between lines to write on (at least 8 mm)
PAD = 11.0  # points between a panel's edge and its words
COLUMN_GAP = 18.0  # points
HALF = 8.0  # half a line: the unit of all gaps


class Look:
    """Styles by name (``body``, ``section`` ...) and colours by name, as content stream operands."""

    def __init__(self, brand: Brand, edition: Edition, assets: Path) -> None:
        self.brand, self.edition = brand, edition
        self.colours = {name: rgb(value) for name, value in brand.colours.items() if value != "none"}
        self.regular, self.bold = (
            _face(assets / entry, name) for entry, name in ((brand.fonts.regular, "R"), (brand.fonts.bold, "B"))
        )
        scale = brand.type
        self.body = self.style(scale.body)
        self.strong = self.style(scale.body.model_copy(update={"weight": "bold"}))
        self.lead = self.style(scale.lead)
        self.small = self.style(scale.small, "quiet")
        self.label = self.style(scale.small)
        self.source = self.style(scale.source)
        self.cell = self.style(scale.small)
        self.cell_head = self.style(scale.small.model_copy(update={"weight": "bold"}))
        self.title = self.style(scale.title, "brand")
        self.subtitle = self.style(scale.subtitle, "ink")
        self.section = self.style(scale.section, "brand")
        self.sub = self.style(scale.sub, "ink")
        self.panel = self.style(scale.panel, "brand")
        self.numeral = self.style(scale.numeral, "brand")

    def style(self, style: TypeStyle, colour: str = "ink") -> Style:
        regular = self.bold if style.weight == "bold" else self.regular
        factor = self.edition.scale
        size = max(style.size * factor, self.edition.smallest)
        colours = self.colours
        return Style(
            regular, self.bold, size, style.leading * factor, colours[colour], colours["brand"], colours["quiet"]
        )

    def coloured(self, style: Style, colour: str) -> Style:
        """``style`` in another colour; links in it keep that colour too."""
        value = self.colours[colour]
        return style._replace(colour=value, link=value, quiet=value)


def _face(path: Path, name: str) -> Face:
    return face(path, name, path.stat().st_mtime_ns)
