"""The colours of a page by name, in light and in dark: those of the brand, and what follows from
them where it is dark. Whatever is read keeps a contrast of 7:1."""

from __future__ import annotations

from collections.abc import Mapping
from colorsys import hls_to_rgb, rgb_to_hls

from ..content.brand import Brand, contrast

SEEN = 7.0  # the contrast of what is read (WCAG 2.2, 1.4.6)
WHITE, BLACK = "#FFFFFF", "#000000"
STEPS = 40  # of the way to white
# Of the way from one colour to another: the ground where it is dark, panels on it, panels that
# warn, the letters, the ground of pictures.
DEEP, RAISED, GLOWING, SOFT, DIMMED = 0.42, 0.09, 0.24, 0.1, 0.07


def palettes(brand: Brand, accent: str) -> tuple[dict[str, str], dict[str, str]]:
    """The colours in light and in dark, with the colour note of a group of handouts."""
    light = in_light(brand, accent)
    return light, _dark(light)


def in_light(brand: Brand, accent: str) -> dict[str, str]:
    """The colours in light alone."""
    colours = brand.accented(accent)
    names = ("ink", "quiet", "paper", "rule", "brand", "tint", "advice", "advice-line")
    found = {name: colours[name] for name in (*names, "emergency", "emergency-tint")}
    return {
        **found,
        "alarm": colours["emergency"],
        "on-alarm": colours["paper"],
        "plate": colours["paper"],
        "plate-ink": colours["ink"],
    }


def _dark(light: Mapping[str, str]) -> dict[str, str]:
    ground = mixed(light["ink"], BLACK, DEEP)
    panel = mixed(ground, WHITE, RAISED)
    alarm = mixed(ground, light["emergency"], GLOWING)
    advice = mixed(ground, light["advice-line"], GLOWING)
    return {
        "ink": _lightened(mixed(WHITE, light["ink"], SOFT), panel, alarm, advice),
        "quiet": _lightened(light["quiet"], panel),
        "paper": ground,
        "rule": mixed(ground, light["rule"], 0.55),
        "brand": _lightened(light["brand"], panel),
        "tint": panel,
        "advice": advice,
        "advice-line": _lightened(light["advice-line"], advice),
        "emergency": _lightened(light["emergency"], alarm, panel),
        "emergency-tint": alarm,
        "alarm": light["emergency"],
        "on-alarm": light["paper"],
        "plate": mixed(light["paper"], light["ink"], DIMMED),
        "plate-ink": light["ink"],
    }


def _lightened(colour: str, *grounds: str) -> str:
    """A colour, lighter and of the same hue, until it can be read on all ``grounds``."""
    hue, light, full = rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))
    for step in range(STEPS + 1):
        share = light + (1 - light) * step / STEPS
        channels = hls_to_rgb(hue, share, full)
        tried = "#" + "".join(f"{round(one * 255):02X}" for one in channels)
        if all(contrast(tried, ground) >= SEEN for ground in grounds):
            return tried
    return WHITE


def mixed(one: str, other: str, share: float) -> str:
    """A colour that has its ``share`` of another, 0 to 1."""
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def declared(colours: Mapping[str, str]) -> str:
    """Colours as custom properties of CSS."""
    return "".join(f"--{name}:{value};" for name, value in colours.items())
