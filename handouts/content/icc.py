"""Colours through the ICC profile of a press (ICC.1:2010), by Little CMS.

Inks are cyan, magenta, yellow and black, 0 to 1 each; colours red, green and blue, 0 to 1.
"""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageCms

from ..source.values import dataclass, field
from .difference import Channels, Inks, Lab, apart

PAPER = 12  # of 255: what white may take of an ink
EXACT = "exact"  # relative, with black points as they are
INTENTS = {
    "relative": ImageCms.Intent.RELATIVE_COLORIMETRIC,
    "perceptual": ImageCms.Intent.PERCEPTUAL,
    EXACT: ImageCms.Intent.RELATIVE_COLORIMETRIC,
}
MATCHED = ImageCms.Flags.BLACKPOINTCOMPENSATION


@dataclass(frozen=True, slots=True)
class Profile:
    """The ICC profile of a press.

    ``name`` is the printing condition that it stands for, as in the registry of the ICC where it is
    ``listed``; ``intent`` is how colours that its inks cannot print are changed: ``relative`` or
    ``perceptual``.
    """

    data: bytes = field(repr=False)
    name: str
    intent: str
    listed: bool = False

    @property
    def limit(self) -> float:
        """The most ink it asks for in one place, 1 for each full ink."""
        return _heaviest(self.data, self.intent)

    def described(self) -> str:
        """The name that it gives itself."""
        return " ".join(ImageCms.getProfileDescription(_profile(self.data)).split())

    def fault(self) -> str:
        """Why it is of no use; nothing where it is."""
        try:
            white = self.white()
            self.printed((0.0, 0.0, 0.0, 1.0))
            self.described()
        except (ImageCms.PyCMSError, OSError, ValueError):
            return "this profile is damaged: no inks can be found with it"
        return "this profile prints white as a colour" if white > PAPER else ""

    def white(self) -> int:
        """The most of an ink, of 255, that white paper gets."""
        return max(_turned(self.data, self.intent, "CMYK", _dot("RGB", (1.0, 1.0, 1.0))))

    def nearest(self, colour: Channels) -> Inks:
        """The inks of a flat colour, found the way that comes nearest to it.

        Matched black points keep apart what a press cannot print, but make all that is dark
        lighter than it has to be.
        """
        dot, wanted, found = _dot("RGB", colour), lab(colour), list[Inks]()
        for way in (self.intent, EXACT):
            cyan, magenta, yellow, black = _turned(self.data, way, "CMYK", dot)
            found.append((cyan / 255, magenta / 255, yellow / 255, black / 255))
        return min(found, key=lambda inks: apart(wanted, self.printed(inks)))

    def tone(self, colour: Channels) -> float:
        """How much black ink is as light as a colour."""
        wanted, steps = lab(colour)[0], _greys(self.data)
        return min(range(201), key=lambda step: abs(steps[step] - wanted)) / 200

    def printed(self, inks: Inks) -> Lab:
        """The colour of inks in CIELAB, the paper being white."""
        return _lab(_turned(self.data, EXACT, "LAB", _dot("CMYK", inks)))

    def shown(self, inks: Inks) -> Channels:
        """About the colour of inks on a screen."""
        red, green, blue = _turned(self.data, EXACT, "RGB", _dot("CMYK", inks))
        return red / 255, green / 255, blue / 255

    def pictured(self, image: Image.Image) -> Image.Image:
        """A photograph in red, green and blue, in inks."""
        made = ImageCms.applyTransform(image, _transform(self.data, self.intent, "CMYK"))
        assert made is not None
        return made


@lru_cache(maxsize=4)
def _greys(profile: bytes) -> tuple[float, ...]:
    """How light black ink is, from none to all in 200 steps."""
    ramp = Image.new("CMYK", (201, 1))
    ramp.putdata([(0, 0, 0, round(step * 255 / 200)) for step in range(201)])
    found = ImageCms.applyTransform(ramp, _transform(profile, EXACT, "LAB"))
    assert found is not None
    return tuple(value / 2.55 for value in found.tobytes()[::3])


@lru_cache(maxsize=4)
def _heaviest(profile: bytes, intent: str) -> float:
    """The most ink that a profile asks for, found at a grid of colours."""
    steps = range(0, 256, 15)
    colours = Image.new("RGB", (len(steps) ** 2, len(steps)))
    colours.putdata([(r, g, b) for b in steps for r in steps for g in steps])
    found = ImageCms.applyTransform(colours, _transform(profile, intent, "CMYK"))
    assert found is not None
    inks = found.tobytes()
    return max(map(sum, zip(*(inks[i::4] for i in range(4)), strict=True))) / 255


def _dot(mode: str, values: tuple[float, ...]) -> Image.Image:
    return Image.new(mode, (1, 1), tuple(round(value * 255) for value in values))


def _turned(profile: bytes, intent: str, into: str, one: Image.Image) -> tuple[int, ...]:
    found = ImageCms.applyTransform(one, _transform(profile, intent, into))
    assert found is not None
    return tuple(found.tobytes())


@lru_cache(maxsize=12)
def _transform(profile: bytes, intent: str, into: str) -> ImageCms.ImageCmsTransform:
    """From the screen into inks; or from inks to a screen or to Lab, as they will be seen."""
    inks, screen = _profile(profile), ImageCms.createProfile("sRGB")
    if into == "CMYK":
        flags = ImageCms.Flags.NONE if intent == EXACT else MATCHED
        return ImageCms.buildTransform(screen, inks, "RGB", "CMYK", INTENTS[intent], flags)
    seen = ImageCms.Intent.RELATIVE_COLORIMETRIC
    out = ImageCms.createProfile("LAB") if into == "LAB" else screen
    return ImageCms.buildTransform(inks, out, "CMYK", into, seen)


def _profile(data: bytes) -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(io.BytesIO(data))


@lru_cache(maxsize=1024)
def lab(colour: Channels) -> Lab:
    """A colour of the screen (sRGB, IEC 61966-2-1) in CIELAB, white being D50."""
    found = ImageCms.applyTransform(_dot("RGB", colour), _screen_lab())
    assert found is not None
    return _lab(tuple(found.tobytes()))


@lru_cache(maxsize=1)
def _screen_lab() -> ImageCms.ImageCmsTransform:
    screen, space = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    return ImageCms.buildTransform(screen, space, "RGB", "LAB")


def _lab(values: tuple[int, ...]) -> Lab:
    """Pillow's bytes as CIELAB: L* from 0 to 100, a* and b* with their sign."""
    light, red, yellow = values
    return light / 2.55, float((red ^ 128) - 128), float((yellow ^ 128) - 128)
