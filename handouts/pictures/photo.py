"""A photograph as values: where its file is, how large it is the right way up, and its dots as they
are printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from ..source.rows import NamedTuple
from ..source.snapshot import File
from ..source.values import dataclass, field
from .drawing import Drawing

PRINT_DPI = 300  # what print can show: more dots for each inch are not seen
ENLARGED = 1.02  # a raster picture may be this much larger than at 300 dots per inch


@dataclass(frozen=True, slots=True)
class Photo:
    """A raster picture that was found whole; ``pixels`` across and down, turned as its camera says.

    Its dots stay in its file: ``raster`` fetches them, at the size they are wanted.
    """

    file: File
    shown: str
    pixels: tuple[int, int]
    anchors: Mapping[str, tuple[float, float]] = field(default_factory=dict, hash=False)

    @property
    def width(self) -> float:
        """Natural width in points, at 300 dots for each inch."""
        return self.pixels[0] * 72 / PRINT_DPI

    @property
    def height(self) -> float:
        """Natural height in points."""
        return self.pixels[1] * 72 / PRINT_DPI


Picture = Drawing | Photo


class Print(NamedTuple):
    """The dots of a photograph as they are printed: grey (``L``), ``RGB`` or ``CMYK``, across and
    down.

    ``data`` is a JPEG file, or deflated: bare ``dots``, or ``rows`` that were filtered as in PNG.
    """

    mode: str
    size: tuple[int, int]
    coding: Literal["jpeg", "rows", "dots"]
    data: bytes
    mask: Print | None = None


class Judged(NamedTuple):
    """``room`` is the part of its width and height that a logo is seen in, ``lost`` whether letters
    or shapes stand outside of it that are white on see-through ground, ``contrast`` that of its
    darkest dots with paper (1 to 21, WCAG 2.2)."""

    room: tuple[float, float]
    lost: bool
    contrast: float
