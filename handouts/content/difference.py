"""How different two colours look: CIEDE2000 (CIE 142-2001; formulas as in Sharma, Wu and Dalal,
2005)."""

from __future__ import annotations

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

Channels = tuple[float, float, float]  # red, green and blue, 0 to 1
Inks = tuple[float, float, float, float]  # cyan, magenta, yellow and black, 0 to 1
Lab = tuple[float, float, float]
FAR = 25.0**7


def apart(one: Lab, other: Lab) -> float:
    """The difference of two colours in CIELAB; 1 is about the least that is seen."""
    mean = (hypot(*one[1:]) + hypot(*other[1:])) / 2
    stretch = 1.5 - 0.5 * sqrt(mean**7 / (mean**7 + FAR))
    (c1, h1), (c2, h2) = (_polar(a * stretch, b) for _, a, b in (one, other))
    light, chroma = other[0] - one[0], c2 - c1
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    l_mean, c_mean, h_mean = (one[0] + other[0]) / 2, (c1 + c2) / 2, _middle(c1, h1, c2, h2)
    weight = (
        1
        - 0.17 * cos(radians(h_mean - 30))
        + 0.24 * cos(radians(2 * h_mean))
        + 0.32 * cos(radians(3 * h_mean + 6))
        - 0.20 * cos(radians(4 * h_mean - 63))
    )
    s_light = 1 + 0.015 * (l_mean - 50) ** 2 / sqrt(20 + (l_mean - 50) ** 2)
    s_chroma, s_hue = 1 + 0.045 * c_mean, 1 + 0.015 * c_mean * weight
    rotated = 60 * exp(-(((h_mean - 275) / 25) ** 2))
    twist = -2 * sqrt(c_mean**7 / (c_mean**7 + FAR)) * sin(radians(rotated))
    by_light, by_chroma, by_hue = light / s_light, chroma / s_chroma, hue / s_hue
    return sqrt(max(0.0, by_light**2 + by_chroma**2 + by_hue**2 + twist * by_chroma * by_hue))


def _polar(a: float, b: float) -> tuple[float, float]:
    return hypot(a, b), degrees(atan2(b, a)) % 360


def _middle(c1: float, h1: float, c2: float, h2: float) -> float:
    """The mean of two hues in degrees, on the shorter way between them."""
    if not c1 * c2:
        return h1 + h2
    if abs(h1 - h2) <= 180:
        return (h1 + h2) / 2
    return (h1 + h2 + (360 if h1 + h2 < 360 else -360)) / 2
