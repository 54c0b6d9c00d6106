"""The dots of photographs as they are printed: in the inks of an edition, as small as they may be.

JPEG of quality 90 with colours at half the resolution, which on paper nobody tells from the
original; what came without loss (PNG) stays so where that does not take twice the room.
"""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageFilter

from ..content.editions import Ink
from ..content.profile import Inking
from ..source.deflating import LEAST, shrunk
from .photo import Photo, Print
from .raster import as_it_is, dots

QUALITY, ON_SCREEN = 90, 80
WORTH = 2  # times the room of a JPEG
EDGE = 2  # dots: how soft the colours beyond an edge are
# steps of each colour in the table from three colours to four inks; between them it is interpolated
GRID = 33


def printed(photo: Photo, most: tuple[int, int], ink: Ink, press: Inking | None = None) -> Print:
    """A photograph in the inks of an edition, with at most so many pixels across and down, as a
    ``press`` has them where it has a profile.

    Raises ``Problems``: its file was changed meanwhile.
    """
    data = as_it_is(photo, most) if ink == "colour" else None
    if data is not None:
        return _as_it_is(data)
    image, lossless = dots(photo, most)
    mask = None
    if image.mode in ("LA", "RGBA"):
        alpha = image.getchannel("A")
        if ink == "colour" and alpha.getextrema() != (255, 255):
            mask = _written(alpha, lossless=True)
            image = _spread(image)
        else:  # neither grey printing nor a press knows transparent dots
            image = _on_paper(image)
    if ink == "saved":
        image = image.convert("L")
    elif ink == "press" and image.mode == "RGB":
        image = press.pictured(image) if press else image.filter(_inks())
    return _written(image, lossless)._replace(mask=mask)


def screened(photo: Photo, most: tuple[int, int]) -> tuple[str, bytes]:
    """A photograph for a page on a screen, within ``most`` pixels across and down: its media type
    and its file, without anything the camera says.

    Raises ``Problems``: its file was changed meanwhile.
    """
    share = min(1.0, *(one / own for one, own in zip(most, photo.pixels, strict=True)))
    across, down = (max(1, round(own * share)) for own in photo.pixels)
    image, lossless = dots(photo, (across, down))
    jpeg, png = io.BytesIO(), io.BytesIO()
    if lossless or image.mode in ("LA", "RGBA"):
        image.save(png, "PNG", optimize=True)
    if image.mode in ("LA", "RGBA"):
        return "image/png", png.getvalue()
    image.save(jpeg, "JPEG", quality=ON_SCREEN, optimize=True, progressive=True)
    exact = png.getvalue()
    if exact and len(exact) <= WORTH * len(jpeg.getvalue()):
        return "image/png", exact
    return "image/jpeg", jpeg.getvalue()


def _as_it_is(data: bytes) -> Print:
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        return Print(image.mode, image.size, "jpeg", data)


def _spread(image: Image.Image) -> Image.Image:
    """The colours alone, those at an edge carried on a little past it: readers scale them apart
    from the mask, and mixed in the black that stands where all is see-through."""
    alpha, plain = image.getchannel("A"), image.convert(image.mode[:-1])
    still = image.convert(image.mode.replace("A", "a"))  # see-through dots weigh nothing
    near = still.filter(ImageFilter.GaussianBlur(EDGE)).convert(image.mode).convert(plain.mode)
    return Image.composite(plain, near, alpha.point(lambda value: 255 if value else 0))


def _on_paper(image: Image.Image) -> Image.Image:
    whole = image.convert("RGBA")
    ground = Image.new("RGBA", whole.size, "white")
    return Image.alpha_composite(ground, whole).convert("L" if image.mode == "LA" else "RGB")


def _written(image: Image.Image, lossless: bool) -> Print:
    """The smaller way to write a picture."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=QUALITY, subsampling="4:2:0", optimize=True)
    small = Print(image.mode, image.size, "jpeg", file.getvalue())
    if lossless:
        exact = _deflated(image)
        if len(exact.data) <= WORTH * len(small.data):
            return exact
    return small


def _deflated(image: Image.Image) -> Print:
    """Without loss; what PNG does to lines before they are deflated, it does not know for four
    inks."""
    if image.mode == "CMYK":
        return Print(image.mode, image.size, "dots", shrunk(image.tobytes(), LEAST))
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return Print(image.mode, image.size, "rows", _chunks(file.getvalue(), b"IDAT"))


def _chunks(png: bytes, kind: bytes) -> bytes:
    """The data of all chunks of a kind (PNG 1.2, 3.2)."""
    at, found = 8, []
    while at < len(png):
        size = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == kind:
            found.append(png[at + 8 : at + 8 + size])
        at += 12 + size
    return b"".join(found)


@lru_cache(maxsize=1)
def _inks() -> ImageFilter.Color3DLUT:
    """From three colours to four inks: what is common to all three is black ink (as in
    ``inks``)."""

    def four(red: float, green: float, blue: float) -> tuple[float, ...]:
        light = max(red, green, blue)
        share = light or 1.0
        return (*((light - one) / share for one in (red, green, blue)), 1 - light)

    return ImageFilter.Color3DLUT.generate(GRID, four, channels=4, target_mode="CMYK")
