"""Photographs: found whole, turned as the camera says, in the screen's colours, no larger than
print can show.

Nothing that a camera or a program tells about a picture (place, time, owner, a smaller copy) leaves
this module.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageChops, ImageCms, UnidentifiedImageError

from ..source.problems import Problem, Problems, Where
from ..source.snapshot import File
from .jpeg import Broken, bare, shortened
from .kinds import misnamed
from .photo import Photo

MAX_BYTES = 20_000_000
MAX_PIXELS = 40_000_000
NEAR = 1.15  # a JPEG with no more dots than this over what is wanted is not written again
STEP = 0x30D41  # between the colours that a profile is tried with: some 80 from all over the cube
UNSEEN = 3  # of 255
FAINT = 8  # of 255: what differs no more from paper is not seen on it
ORIENTATION = 0x0112  # EXIF 2.32, 4.6.4
SIDEWAYS = range(5, 9)
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# how an ICC profile calls a mode (ICC.1, 7.2.6)
SPACES = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK"}
MOST_ROWS, MOST_BLOCKS = 4, 1000  # that CUT bytes hold, at two bits for each at least
SMALLER = "save it smaller: 300 dots per inch is enough"
AGAIN = "export it again as PNG or JPEG"
DAMAGED = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, struct.error)
ODD = (*DAMAGED, LookupError, TypeError, ArithmeticError)  # what Pillow raises at odd camera data


def photo(file: File, shown: str) -> Photo:
    """A PNG or JPEG file, called ``shown`` in messages, after every byte of it was looked at.

    Raises ``Problems``: it is too large, broken or cut short, or shows nothing on paper.
    """
    if file.size > MAX_BYTES:
        raise _fault(shown, "the picture is larger than 20 MB", SMALLER)
    data = file.read(shown)
    with _opened(data, shown) as image:
        width, height = image.size
        if width * height > MAX_PIXELS:
            message = f"the picture has {width} x {height} pixels, too many to print"
            raise _fault(shown, message, SMALLER)
        pixels = (height, width) if _orientation(image) in SIDEWAYS else (width, height)
        # all is read, of a JPEG an eighth of the dots across and down is kept
        image.draft(image.mode, (1, 1))
        image.load()
        if image.format != "PNG":
            _all_there(data, image)
        if not _seen(image):
            hint = "take the one for light paper: all that is in this one is white or see-through"
            raise _fault(shown, "the picture shows nothing on paper", hint)
    return Photo(file, shown, pixels)


def as_it_is(photo: Photo, most: tuple[int, int]) -> bytes | None:
    """The JPEG file of ``photo`` without camera data, where nothing else is to be changed in it.

    ``most`` are the pixels wanted across and down.
    """
    data = photo.file.read(photo.shown)
    with _opened(data, photo.shown) as image:
        if image.format == "PNG" or image.mode not in ("L", "RGB") or _orientation(image) != 1:
            return None
        small = all(have <= NEAR * want for have, want in zip(photo.pixels, most, strict=True))
        return bare(data) if small and _for_screens(image) else None


def dots(photo: Photo, most: tuple[int, int]) -> tuple[Image.Image, bool]:
    """A photograph in sRGB or grey (modes RGB, RGBA, L, LA), and whether it came without loss.

    It has at most the pixels it has in its file and those of ``most``, across and down.
    """
    across, down = (min(pair) for pair in zip(photo.pixels, most, strict=True))
    with _opened(photo.file.read(photo.shown), photo.shown) as image:
        turn, lossless = _orientation(image), image.format == "PNG"
        size = (down, across) if turn in SIDEWAYS else (across, down)
        image.draft(image.mode, size)
        profile = image.info.get("icc_profile")
        plain = _plain(image)
    if plain.size != size:
        plain = plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    plain = _on_screen(plain, profile)
    if turn in TURNS:
        plain = plain.transpose(TURNS[turn])
    plain.info.clear()
    return plain, lossless


def _seen(image: Image.Image) -> bool:
    """Whether anything of a picture that was loaded can be told from white paper: what is drawn to
    stand on something dark cannot."""
    plain = _plain(image)
    if plain.mode in ("LA", "RGBA"):
        whole = plain.convert("RGBA")
        plain = Image.alpha_composite(Image.new("RGBA", whole.size, "white"), whole)
    if plain.mode not in ("L", "RGB"):
        plain = plain.convert("RGB")
    found = plain.getextrema()
    bands = (found,) if plain.mode == "L" else found
    return min(low for low, _ in bands) < 255 - FAINT  # type: ignore[misc, operator]


def _all_there(data: bytes, shown: Image.Image) -> None:
    """Raises ``Broken`` where a JPEG has an end and no dots before it: Pillow fills up with grey
    what is not there.

    ``shown`` is what was decoded, a dot for each block. Without the last of its bytes a whole
    picture lacks its last blocks; one that was cut short lacks blocks far from its end.
    """
    shorter = shortened(data)
    if shorter is None:
        return
    with Image.open(io.BytesIO(shorter), formats=("JPEG",)) as image:
        image.draft(image.mode, (1, 1))
        box = ImageChops.difference(image.convert("RGB"), shown.convert("RGB")).getbbox()
    if box and (shown.height - box[1]) > MOST_ROWS + MOST_BLOCKS / shown.width:
        raise Broken


@contextmanager
def _opened(data: bytes, shown: str) -> Iterator[Image.Image]:
    """A picture on its way; what goes wrong with it inside is told as a problem."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Pillow warns of is refused here
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
                yield image
    except Image.DecompressionBombError:
        raise _fault(shown, "the picture has too many pixels to print", SMALLER) from None
    except Broken:
        message = "this picture is cut short or damaged"
        hint = f"copy it from the camera again, or {AGAIN}"
        raise _fault(shown, message, hint) from None
    except DAMAGED:
        told = misnamed(data, ("PNG", "JPEG"), AGAIN) or ("this picture is broken", AGAIN)
        raise _fault(shown, *told) from None


def _fault(shown: str, message: str, hint: str) -> Problems:
    return Problems([Problem(Where(shown), message, hint)])


def _orientation(image: Image.Image) -> int:
    """How a picture is to be turned, 1 to 8; upright where its camera data cannot be read."""
    try:
        found = image.getexif().get(ORIENTATION, 1)
    except ODD:
        return 1
    return found if found in TURNS else 1


def _plain(image: Image.Image) -> Image.Image:
    """The dots in 8 bits for each component: no palette, no single bits, no 16-bit greys."""
    if image.mode.startswith("I"):
        return _narrowed(image.convert("I"), image.info.get("transparency"))
    if "transparency" in image.info or image.mode in ("PA", "La"):
        return image.convert("RGBA")
    if image.mode == "CMYK" and "adobe" not in image.info:
        # Pillow takes all files for Adobe's, which hold paper, not ink
        return ImageChops.invert(image)
    if image.mode in ("L", "LA", "RGB", "RGBA", "CMYK"):
        image.load()
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _narrowed(wide: Image.Image, unseen: object) -> Image.Image:
    """Greys of 16 bits in 8; those of the value ``unseen``, if it is one, are see-through."""
    grey = wide.point(lambda value: value * (255 / 65535) + 0.5).convert("L")
    if isinstance(unseen, int):
        below = wide.point(lambda value: value * -1 + unseen).convert("L")
        above = wide.point(lambda value: value - unseen).convert("L")
        other = ImageChops.lighter(below, above)  # black where neither is more
        grey.putalpha(other.point(lambda value: 255 if value else 0))
    return grey


def _on_screen(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in sRGB or grey, from the colours its profile tells; without one they are taken
    for the screen's."""
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    grey = image.mode in ("L", "LA")
    base = image.convert("L" if grey else "RGB") if alpha else image
    source = _profile(profile, base.mode)
    if source is not None:
        screen = ImageCms.createProfile("sRGB")
        found = ImageCms.profileToProfile(base, source, screen, outputMode="RGB")
        base = found if found is not None else base
    base = base.convert("L" if grey else "RGB")
    if alpha:
        base.putalpha(alpha)
    return base


def _profile(data: bytes | None, mode: str) -> ImageCms.ImageCmsProfile | None:
    """An ICC profile that can be used for pictures of ``mode``."""
    if not data:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
        ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), mode, "RGB")
    except (ImageCms.PyCMSError, *ODD):
        return None
    return profile if profile.profile.xcolor_space.strip() == SPACES[mode] else None


def _for_screens(image: Image.Image) -> bool:
    """Whether a picture's colours are those of a screen already: tried, as profiles are not always
    what they say."""
    profile = _profile(image.info.get("icc_profile"), image.mode)
    if profile is None:
        return True
    bands = [
        bytes(value >> shift & 0xFF for value in range(0, 0x1000000, STEP)) for shift in (16, 8, 0)
    ]
    size = (len(bands[0]), 1)
    greys = [Image.frombytes("L", size, band) for band in bands[: len(image.getbands())]]
    patches = Image.merge(image.mode, greys)
    screen = ImageCms.createProfile("sRGB")
    shown = ImageCms.profileToProfile(patches, profile, screen, outputMode="RGB")
    if shown is None:
        return False
    difference = ImageChops.difference(shown, patches.convert("RGB"))
    return max(high for _, high in difference.getextrema()) <= UNSEEN  # type: ignore[misc]
