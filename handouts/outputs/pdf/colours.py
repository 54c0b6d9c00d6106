"""Colours of the screen, and what becomes of them in grey and in the four inks of a printing
press."""

from __future__ import annotations

from functools import lru_cache

from ...content.editions import Ink

PALE = 0.62  # lightness above which a fill of a figure is left white when ink is saved
LEFT = 0.3  # how much of a darker fill's darkness is left then
Channels = tuple[float, float, float]  # red, green and blue, 0 to 1


def rgb(colour: str) -> str:
    """``#RRGGBB`` as the operands of a colour operator."""
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3g}" for i in (1, 3, 5))


@lru_cache(maxsize=256)  # there are only so many in a brand
def channels(colour: str) -> Channels:
    """``#RRGGBB`` as it is written into a file."""
    red, green, blue = (float(value) for value in rgb(colour).split())
    return red, green, blue


def operator(colour: Channels, ink: Ink, *, line: bool) -> str:
    """The operator that fills, or draws lines, in a colour on paper of ``ink`` (ISO 32000-1,
    8.6.8)."""
    if ink == "saved":
        return f"{plain(lightness(*colour))} {'G' if line else 'g'}"
    if ink == "press":
        return f"{' '.join(map(plain, process(colour)))} {'K' if line else 'k'}"
    return f"{' '.join(f'{value:.3g}' for value in colour)} {'RG' if line else 'rg'}"


def lightness(red: float, green: float, blue: float) -> float:
    """Rec. 709 luma, 0 to 1: what a colour becomes on a black-and-white printer."""
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def paled(colour: Channels) -> Channels:
    """The fill of a figure when ink is saved: nothing where it is light, little where it is
    dark."""
    light = lightness(*colour)
    grey = 1.0 if light > PALE else round(1 - (1 - light) * LEFT, 3)
    return grey, grey, grey


def process(colour: Channels) -> tuple[float, ...]:
    """Cyan, magenta, yellow and black, 0 to 1.

    Black text and greys are black ink alone; other colours keep their darkness in black, the rest
    in three inks.
    """
    red, green, blue = colour
    spread = max(colour) - min(colour)
    dark = 1 - lightness(*colour)
    if spread < 0.16 and (dark > 0.8 or spread < 0.02):
        return 0.0, 0.0, 0.0, 1.0 if dark > 0.8 else dark
    black = 1 - max(colour)
    share = 1 - black or 1.0
    return (share - red) / share, (share - green) / share, (share - blue) / share, black


def plain(value: float) -> str:
    """A number as PDF has them: without an exponent (7.3.3)."""
    return f"{round(max(0.0, value), 3):g}"
