"""The look of one clinic: palette, type and logo. Has no words; refuses colours that cannot be
read."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cached_property
from pathlib import PurePosixPath
from typing import Annotated

from ..source.fields import AfterValidator, Field, ValidationInfo, model_validator
from ..source.problems import Problems, Refused, Where, did_you_mean
from ..source.reader import Model, Reading, Words, kebab, read, reading
from ..source.snapshot import Folder
from ..source.tree import Map, Scalar
from ..source.values import flat
from ..source.walk import OUTSIDE
from .fonts import Fonts
from .measures import TypeScale, Units
from .press import Press, checked_press

BRAND = "brand/brand.yaml"  # inside the assets folder
COPY = "copy the file into assets/"

# Ink and ground that must be at least 7:1 apart (WCAG 2.2, 1.4.6, level AAA).
READABLE = (
    ("ink", "paper"),
    ("ink", "tint"),
    ("ink", "advice"),
    ("ink", "emergency-tint"),
    ("quiet", "paper"),
    ("quiet", "tint"),
    ("brand", "paper"),
    ("brand", "tint"),
    ("paper", "emergency"),
    ("emergency", "emergency-tint"),
)
# The icon of a panel, by its role.
ICONS = {
    "message": "",
    "note": "help",
    "tip": "check",
    "warning": "warning",
    "emergency": "emergency",
    "contact": "phone",
    "control": "",
}


def _colour(value: str) -> str:
    if not value:
        raise Refused(
            "this colour is empty",
            'put it in quotes, such as "#0B4F6C": without them # begins a comment',
        )
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
        raise Refused(
            f"'{value}' is not a colour", 'write # and six hexadecimal digits, such as "#0B4F6C"'
        )
    return value.upper()


def _paint(value: str) -> str:
    return value if value == "none" else _colour(value)


Colour = Annotated[str, AfterValidator(_colour)]
PaintColour = Annotated[str, AfterValidator(_paint)]  # or none


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _readable(
    colours: Mapping[str, object], places: Mapping[str, Where], info: ValidationInfo
) -> None:
    """Reports each pair of ``READABLE`` that is too close, at the place of its colour in
    ``places``."""
    for names in READABLE:
        pair = [colours.get(name) for name in names]
        where = next((places[name] for name in names if name in places), None)
        if where is None or not all(
            isinstance(c, Scalar) and re.fullmatch("#[0-9A-Fa-f]{6}", c) for c in pair
        ):
            continue
        ratio = contrast(str(pair[0]), str(pair[1]))
        if ratio < 7:
            message = f"'{names[0]}' on '{names[1]}' has a contrast of {ratio:.1f}:1, less than 7:1"
            reading(info).report(where, message, "make one darker or the other lighter")


class Accent(Model):
    """The colour note of one group of handouts: what stands in place of ``brand`` and ``tint``."""

    brand: Colour
    tint: Colour


class Palette(Model):
    ink: Colour
    quiet: Colour
    paper: Colour
    rule: Colour
    brand: Colour
    tint: Colour
    advice: Colour
    advice_line: Colour
    emergency: Colour
    emergency_tint: Colour

    @model_validator(mode="before")
    @classmethod
    def _readable(cls, value: object, info: ValidationInfo) -> object:
        if isinstance(value, Map):
            _readable(value, value.places, info)
        return value


class Paint(Model):
    """How a class of figure parts looks; ``width`` of the line in points."""

    fill: PaintColour
    line: PaintColour
    width: Annotated[float, Field(ge=0, le=20)] = 1.25


class Brand(Model):
    """``corner`` is the radius of the corners of panels, in points; ``units`` are the lengths that
    all others on a page are multiples of; ``press`` is what is known of the print shop."""

    palette: Palette
    groups: dict[str, Accent] = {}
    corner: Annotated[float, Field(ge=0, le=20)] = 0
    units: Units = Units()
    fonts: Fonts
    type: TypeScale
    logo: Words
    figures: dict[str, Paint]
    press: Press | None = None

    @model_validator(mode="before")
    @classmethod
    def _accents_readable(cls, value: object, info: ValidationInfo) -> object:
        """The palette's own check, with each accent in its place."""
        palette, groups = (
            (value.get("palette"), value.get("groups")) if isinstance(value, Map) else (None, None)
        )
        if isinstance(palette, Map) and isinstance(groups, Map):
            for accent in groups.values():
                if isinstance(accent, Map):
                    _readable({**palette, **accent}, accent.places, info)
        return value

    @model_validator(mode="after")
    def _icons_drawn(self, info: ValidationInfo) -> Brand:
        if "icon" not in self.figures or self.figures["icon"].line == "none":
            where = reading(info).place(self, "figures", "icon", "line")
            reading(info).report(where, "icons have no colour", "give 'icon' a line colour")
        return self

    def accented(self, group: str) -> dict[str, str]:
        """``colours`` with the colour note ``group``; as they are where it is empty, or the brand
        has no such note."""
        accent = self.groups.get(group)
        return (
            {**self.colours, "brand": accent.brand, "tint": accent.tint} if accent else self.colours
        )

    @property
    def paints(self) -> dict[str, str]:
        """The colour of every role of a drawing: those of ``colours``, ``NAME/fill`` and
        ``NAME/line``."""
        roles = {**self.colours, "current": self.colours["ink"]}
        for name, paint in self.figures.items():
            roles |= {f"{name}/fill": paint.fill, f"{name}/line": paint.line}
        return roles

    @property
    def every(self) -> dict[str, str]:
        """Every colour by a name: of ``paints``, of groups ``GROUP/brand`` and ``GROUP/tint``."""
        grounds = {f"{name}/tint": accent.tint for name, accent in self.groups.items()}
        notes = {f"{name}/brand": accent.brand for name, accent in self.groups.items()}
        found = self.paints | notes | grounds
        return {name: value for name, value in found.items() if value != "none"}

    @cached_property
    def colours(self) -> dict[str, str]:
        """Every named colour: the palette, and ``NAME`` and ``NAME-line`` of the figures."""
        palette = flat(self.palette).items()
        names = {kebab(name): str(value) for name, value in palette if name != "at"}
        for name, paint in self.figures.items():
            names.setdefault(name, paint.fill)
            names.setdefault(f"{name}-line", paint.line)
        return names


def load_brand(assets: Folder, context: Reading) -> Brand | None:
    """The brand of an ``assets`` folder; its files must be there."""
    try:
        data = assets.data(BRAND)
    except Problems as found:
        context.problems.extend(found.problems)
        return None
    brand = read(data, Brand, context, assets.shown(BRAND))
    if brand is None:
        return None
    before = len(context.problems)
    licences = [(owner, "licence") for owner in (brand.fonts, *brand.fonts.more)]
    files = [*brand.fonts.files(), (brand, "logo")]
    named = {getattr(owner, field) for owner, field in files}
    for owner, field in (*files, *licences):
        _file(assets, getattr(owner, field), context.place(owner, field), context, named)
    if not re.fullmatch(r"brand/[^/]+\.(svg|png|jpe?g|jpe|jfif)", brand.logo, re.IGNORECASE):
        context.report(
            context.place(brand, "logo"),
            "the logo is no SVG, PNG or JPEG file of assets/brand",
            "name it brand/NAME.svg, .png or .jpg; of any other kind, ask who drew it for an SVG",
        )
    if brand.press:
        checked_press(brand.press, brand.every, assets, context)
    return brand if len(context.problems) == before else None


def _file(
    assets: Folder, entry: str, where: Where, context: Reading, named: Collection[str]
) -> None:
    """Reports a file that is outside the ``assets`` folder or missing.

    One that the brand has ``named`` already has its own purpose: it is not what was meant.
    """
    path = PurePosixPath(entry)
    file = assets.files.get(str(path))
    if path.is_absolute() or ".." in path.parts or (file and file.fault == OUTSIDE):
        context.report(where, f"'{entry}' is outside the assets folder", COPY)
    elif file is not None and file.fault:
        context.report(where, f"'{entry}': {file.fault}", file.hint)
    elif file is None:
        meant = PurePosixPath(entry.replace("\\", "/"))  # as Windows writes it
        near = {
            str(other)
            for other, _ in assets.within(str(meant.parent))
            if other.suffix.lower() == meant.suffix.lower()
        }
        hint = did_you_mean(str(meant), near.difference(named)) or COPY
        context.report(where, f"there is no file '{entry}' in the assets folder", hint)
