"""ICC profiles of print shops (ICC.1:2010): whether a file is one for four inks that colours can be
turned into."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Protocol

from ..source.rows import NamedTuple
from .difference import Channels, Inks, Lab

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST = 8_000_000  # bytes: print shops' profiles have half a megabyte to three
HEAD, ENTRY = 128, 12  # bytes of the header, and of an entry in the table of tags
NEEDED = ("A2B0", "B2A0")  # from inks to colours, and back (8.4.3: those of every output profile)
OUTPUT, INKS = b"prtr", b"CMYK"
SPACES = {b"RGB ": "red, green and blue", b"GRAY": "grey", INKS: "four inks", b"Lab ": "Lab"}


class Inking(Protocol):
    """What is known of a press: its profile, and the printing condition that it stands for."""

    @property
    def data(self) -> bytes: ...

    @property
    def name(self) -> str: ...

    @property
    def listed(self) -> bool: ...

    @property
    def limit(self) -> float:
        """The most ink it asks for in one place, 1 for each full ink."""

    def described(self) -> str:
        """The name that the profile gives itself."""

    def fault(self) -> str:
        """Why it is of no use; nothing where it is."""

    def nearest(self, colour: Channels) -> Inks:
        """The inks that come nearest to a flat colour."""

    def tone(self, colour: Channels) -> float:
        """How much black ink is as light as a colour."""

    def printed(self, inks: Inks) -> Lab:
        """The colour of inks, the paper being white."""

    def shown(self, inks: Inks) -> Channels:
        """About the colour of inks on a screen."""

    def pictured(self, image: Image) -> Image:
        """A photograph in red, green and blue, in inks."""


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
    press = opened(data)
    fault = press.fault()
    return Profile("" if fault else press.described(), fault)


def opened(
    data: bytes, name: str = "", intent: str = "relative", *, listed: bool = False
) -> Inking:
    """The press that a profile tells of, to find inks with (``icc``)."""
    # Little CMS comes with Pillow, which takes 15 ms to load: only for brands that have a profile.
    from . import icc  # noqa: PLC0415

    return icc.Profile(data, name, intent, listed)
