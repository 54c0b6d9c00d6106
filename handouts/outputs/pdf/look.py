"""The brand's look in one edition: styles ready to set type with, colours ready to paint with."""

from __future__ import annotations

from ...content.brand import Brand
from ...content.editions import Edition
from ...content.fonts import FamilyFonts, Fonts
from ...content.locale import locale_of, runs_back, signs_of, ties_of
from ...content.measures import TypeScale, TypeStyle, Weight
from ...pictures.photo import ENLARGED, Photo, Picture
from ...source.snapshot import Folder
from ...source.values import replace
from .colours import rgb
from .drawings import colouring
from .ratios import Logos, times
from .text.letters import shows
from .text.lines import Style
from .text.stack import FaceStack, Source, stack
from .theme import DISPLAY, NARROW, WRITTEN, theme_of

# Roles of colours: grounds of heads and bands, the words on them, grounds of panels.
FULL = {"band": "brand", "on-band": "paper", "alarm": "emergency", "on-alarm": "paper"}
SAVED = {
    **{
        "band": "paper",
        "on-band": "ink",
        "alarm": "ink",
        "on-alarm": "paper",
        "brand": "ink",
        "emergency": "ink",
    },
    **{"tint": "paper", "advice": "paper", "emergency-tint": "paper", "advice-line": "ink"},
}


class Look:
    """Styles by name (``body``, ``section`` ...) and colours by name.

    ``named`` has colours as ``#RRGGBB``, ``colours`` as content stream operands; ``paints`` are
    those of drawings. ``theme`` has the measures, in points.
    """

    def __init__(
        self,
        brand: Brand,
        edition: Edition,
        assets: Folder,
        accent: str = "",
        language: str = "und",
    ) -> None:
        self.brand, self.edition = brand, edition
        self._given = assets.whole, accent, language
        self.near = 1.0  # of the height that lines would like
        self.unit = edition.scale  # what lengths that belong to the type are multiplied by
        self.theme = theme_of(brand, edition)
        self.named = {
            name: value for name, value in brand.accented(accent).items() if value != "none"
        }
        self.ties, self.signs = ties_of(language), signs_of(language)
        locale = locale_of(language)
        self.leading = locale.type.leading if locale and locale.type else 1.0
        self.rtl = runs_back(language)
        self.paints = colouring(brand.paints)  # of drawings, by role: the same for all groups
        roles = SAVED if edition.ink == "saved" else FULL
        self.named |= {role: self.named[name] for role, name in roles.items()}
        self.colours = {name: rgb(value) for name, value in self.named.items()}
        self.frame = edition.ink == "saved"  # what has no ground of its own gets a frame
        self.regular = _stack(assets, brand.fonts, "regular", language)
        self.bold = _stack(assets, brand.fonts, "bold", language)
        self._set(brand.type, edition)

    def _set(self, scale: TypeScale, edition: Edition) -> None:
        """Makes the styles, by name."""
        self.body = self.style(scale.body)
        self.narrow = replace(self.body, leading=self.body.leading * NARROW)
        self.pad = self.theme.airs.panel
        self.pitch = max(self.theme.pitch, WRITTEN * self.body.leading)  # between lines to write on
        self.strong = self.style(replace(scale.body, weight="bold"))
        self.lead = self.style(scale.lead)
        self.small = self.style(scale.small, "quiet")
        self.furniture = replace(
            self.style(scale.small, "quiet"),
            size=edition.furniture,
            leading=edition.furniture * scale.small.leading / scale.small.size,
        )
        self.label = self.style(scale.small)
        self.source = self.style(scale.source)
        self.cell = _lined_up(self.style(scale.small))
        self.cell_head = _lined_up(self.style(replace(scale.small, weight="bold")))
        self.title = self.style(scale.title, "brand")
        self.subtitle = self.style(scale.subtitle, "ink")
        self.section = self.style(scale.section, "brand")
        self.sub = self.style(scale.sub, "ink")
        self.panel = self.style(scale.panel, "brand")
        self.numeral = self.style(scale.numeral, "brand")
        self.call = self.style(scale.call, "ink")
        self.count = self.style(scale.count, "brand")

    @property
    def made_of(self) -> tuple[str, ...]:
        """All that it is made of, besides the program."""
        return (*self._given, repr(self.brand), repr(self.edition))

    def types(self, text: str) -> bool:
        """Whether ``text`` can stand in a field to type in."""
        return shows(self.regular.typing, text)

    def style(self, style: TypeStyle, colour: str = "ink") -> Style:
        regular = self.bold if style.weight == "bold" else self.regular
        factor = (
            self.edition.display
            if style.size >= DISPLAY * self.brand.type.body.size
            else self.edition.scale
        )
        size = max(style.size * factor, self.edition.smallest)
        leading = style.leading * size / style.size * self.edition.leading * self.leading
        colours = self.colours
        painted = colours[colour], colours["brand"], colours["quiet"]
        under = self.theme.underlines
        return Style(regular, self.bold, size, leading, *painted, under, self.ties, self.rtl)

    def closer(self, share: float) -> Look:
        """The same, with the lines of its text nearer to each other: ``share`` of their height."""
        if share == 1:
            return self
        new = object.__new__(Look)
        vars(new).update(vars(self))
        new.near = share
        for name in ("body", "narrow", "strong"):
            style = getattr(self, name)
            setattr(new, name, replace(style, leading=style.leading * share))
        return new

    def coloured(self, style: Style, colour: str) -> Style:
        """``style`` in another colour; links in it keep that colour too."""
        value = self.colours[colour]
        return replace(style, colour=value, link=value, quiet=value)


def _lined_up(style: Style) -> Style:
    """``style`` for what stands in columns: its figures are all as wide."""
    return replace(style, regular=style.regular.tabular(), bold=style.bold.tabular())


def fitted(picture: Picture, wide: float, tall: float) -> float:
    """The scale at which a picture is ``wide`` points wide, or ``tall`` where it would be higher: a
    square logo. One of dots is no larger than print shows them."""
    scale = min(wide / picture.width, tall / picture.height)
    return min(scale, ENLARGED) if isinstance(picture, Photo) else scale


def logo_room(unit: float) -> tuple[float, float]:
    """The room for a logo on a cover, in points; ``unit`` is the brand's own for its logo."""
    room = times(Logos(), unit)
    return room.cover, room.cover_high


def _stack(assets: Folder, fonts: Fonts, weight: Weight, language: str) -> FaceStack:
    """The faces of one weight; R, R2, R3 ... and B, B2, B3 ... name them in the PDF, those of a
    family its name."""
    name = weight[0].upper()
    sources = [Source(assets.files[getattr(fonts, weight)], name)]
    for number, more in enumerate(fonts.more, 2):
        file, apart = assets.files[getattr(more, weight)], isinstance(more, FamilyFonts)
        called = f"{name}-{more.family}" if isinstance(more, FamilyFonts) else f"{name}{number}"
        scale = more.scale_in(language)
        if scale != 1:  # a file may have another language, in which it is set at its own size
            called = f"{called}-{scale:g}"
        sources.append(Source(file, called, scale, more.languages, more.scripts, apart))
    return stack(tuple(sources), language)
