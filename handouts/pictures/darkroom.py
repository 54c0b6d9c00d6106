"""The door to Pillow, for the few handouts with photographs."""

from __future__ import annotations

from collections.abc import Callable

from ..content.editions import Ink
from ..content.profile import Inking
from ..source.rows import NamedTuple
from ..source.snapshot import File
from .photo import Judged, Photo, Print


class Darkroom(NamedTuple):
    """What is done with photographs: see ``raster.photo``, ``prints.printed``, ``prints.screened``
    and ``logos.judged``."""

    photo: Callable[[File, str], Photo]
    printed: Callable[[Photo, tuple[int, int], Ink, Inking | None], Print]
    screen: Callable[[Photo, tuple[int, int]], tuple[str, bytes]]
    judged: Callable[[Photo], Judged]


def darkroom() -> Darkroom:
    """Opened by the first photograph. Pillow takes 15 ms to load, and most handouts have none."""
    from . import logos, prints, raster  # noqa: PLC0415

    return Darkroom(raster.photo, prints.printed, prints.screened, logos.judged)
