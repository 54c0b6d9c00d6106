"""What a logo of dots looks like on white paper: where in its file it is seen, how much of it, and
how well."""

from __future__ import annotations

from functools import cache
from itertools import accumulate

from PIL import Image, ImageChops

from ..content.brand import luminance
from .photo import Judged, Photo
from .raster import FAINT, dots

MOST = 600  # dots across or down are looked at, or up to twice as many
HALF = 128  # of 255: what is less is see-through
LEAST = 0.1  # of its ground: what takes less room outside of what is seen is an edge
LETTERS = (0.02, 0.8)  # how much of their ground letters fill: more is a ground itself
SEEN = 0.05  # of what is seen: the share whose darkness is looked for


def judged(photo: Photo) -> Judged:
    """Looks at a ``photo`` of which something is seen on paper.

    Raises ``Problems``: its file was changed meanwhile.
    """
    whole = dots(photo, photo.pixels)[0].convert("RGBA")
    image = whole.convert("RGBa").reduce(max(1, max(whole.size) // MOST)).convert("RGBA")
    across, down = image.size
    on_paper = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    bands = ImageChops.invert(on_paper).split()
    ink = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    seen = ink.point(lambda value: 255 if value > FAINT else 0)
    box = seen.getbbox() or (0, 0, *image.size)
    room = ((box[2] - box[0]) / across, (box[3] - box[1]) / down)
    return Judged(room, _lost(image.getchannel("A"), box), _contrast(on_paper, seen))


def _lost(alpha: Image.Image, seen: tuple[int, int, int, int]) -> bool:
    """Whether something stands outside of what is ``seen`` that is no ground: a ground is whole."""
    there = alpha.point(lambda value: 255 if value >= HALF else 0)
    box = there.getbbox()
    if box is None:
        return False
    whole = (min(box[0], seen[0]), min(box[1], seen[1]), max(box[2], seen[2]), max(box[3], seen[3]))
    outside = _area(whole) - _area(seen)
    filled = there.histogram()[255] - there.crop(seen).histogram()[255]
    return outside > _area(whole) * LEAST and LETTERS[0] < filled / outside < LETTERS[1]


def _area(box: tuple[int, int, int, int]) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def _contrast(on_paper: Image.Image, seen: Image.Image) -> float:
    """That of the darkest dots among those ``seen``: one in twenty is as dark, or darker."""
    parts = [band.point(table) for band, table in zip(on_paper.split(), _shares(), strict=True)]
    light = ImageChops.add(ImageChops.add(parts[0], parts[1]), parts[2]).histogram(seen)
    wanted = sum(light) * SEEN
    darkest = next(one for one, found in enumerate(accumulate(light)) if found >= wanted)
    return 1.05 / (darkest / 255 + 0.05)


@cache
def _shares() -> tuple[tuple[int, ...], ...]:
    """What each value of a colour adds to the luminance of a dot, of 255 (WCAG 2.2)."""
    one = ("#{:02X}0000", "#00{:02X}00", "#0000{:02X}")
    return tuple(tuple(round(255 * luminance(c.format(v))) for v in range(256)) for c in one)
