"""ICC profiles of print shops (ICC.1:2010): whether a file is one for four inks that colours can be
turned into."""

from __future__ import annotations

import io
import struct
from typing import NamedTuple

from PIL import Image, ImageCms

LARGEST = 8_000_000  # bytes: print shops' profiles have half a megabyte to three
HEAD, ENTRY = 128, 12  # bytes of the header, and of an entry in the table of tags
PAPER = 12  # of 255: what white may take of an ink
NEEDED = ("A2B0", "B2A0")  # from inks to colours, and back (8.4.3: those of every output profile)
OUTPUT, INKS = b"prtr", b"CMYK"
SPACES = {b"RGB ": "red, green and blue", b"GRAY": "grey", INKS: "four inks", b"Lab ": "Lab"}


class Profile(NamedTuple):
    """A profile and the name it gives itself; ``fault`` says why it is of no use."""

    name: str
    fault: str = ""


def examined(data: bytes) -> Profile:
    """Looks a profile through: its header (7.2), its tags (7.3), and whether it can be used."""
    if len(data) < HEAD + 4 or data[36:40] != b"acsp":
        return Profile("", "this is no ICC profile")
    if len(data) > LARGEST:
        return Profile("", f"this profile has more than {LARGEST // 1_000_000} MB")
    space = SPACES.get(data[16:20], "other colours")
    if data[16:20] != INKS:
        return Profile("", f"this profile is for {space}, not for four inks (CMYK)")
    if data[12:16] != OUTPUT:
        return Profile("", "this profile is for no press: its class is not 'output'")
    tags = _tags(data)
    if struct.unpack_from(">I", data)[0] != len(data) or tags is None:
        return Profile("", "this profile is damaged: it has not the length it says")
    missing = [name for name in NEEDED if name not in tags]
    if missing:
        return Profile("", f"this profile is damaged: it has no table {' and no '.join(missing)}")
    return _opened(data)


def _tags(data: bytes) -> set[str] | None:
    """The names of its tags; none where one lies outside the file."""
    (count,) = struct.unpack_from(">I", data, HEAD)
    if HEAD + 4 + count * ENTRY > len(data):
        return None
    names = set()
    for number in range(count):
        name, start, size = struct.unpack_from(">4sII", data, HEAD + 4 + number * ENTRY)
        if start + size > len(data):
            return None
        names.add(name.decode("latin-1"))
    return names


def _opened(data: bytes) -> Profile:
    """Whether Little CMS can turn colours into its inks, and back."""
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
        there = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), profile, "RGB", "CMYK")
        ImageCms.buildTransform(profile, ImageCms.createProfile("LAB"), "CMYK", "LAB")
        white = ImageCms.applyTransform(Image.new("RGB", (1, 1), "white"), there)
        name = " ".join(ImageCms.getProfileDescription(profile).split())
    except (ImageCms.PyCMSError, OSError, ValueError):
        return Profile("", "this profile is damaged: no inks can be found with it")
    if white is None or max(white.tobytes()) > PAPER:
        return Profile(name, "this profile prints white as a colour")
    return Profile(name)
