"""What is said of a file as a whole: catalog (ISO 32000-1, 7.7.2), information, output intent."""

from __future__ import annotations

import zlib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from .... import __version__
from ....content.editions import Ink, Printing
from ....meaning.document import Document
from ....meaning.spans import plain
from ..colours import Process
from ..ink.tags import text_string
from .metadata import xmp
from .objects import Objects, coded, deflated
from .prepress import claim, intents
from .viewer import preferences

PRODUCER = f"Handouts {__version__}"


class About(NamedTuple):
    """What a file is: its document, on paper of ``ink``, printed as ``printing`` says, on a press
    by ``process``; one that is not ``tagged`` is for paper only."""

    document: Document
    ink: Ink
    printing: Printing
    process: Process
    tagged: bool


def catalog(
    about: About, tree: int, outlines: int, structure: int, form: str, objects: Objects
) -> int:
    """Adds the catalog; its number. ``tree`` is the number of the page tree, ``outlines`` that of
    the bookmarks and ``structure`` that of the structure tree, 0 where there is none."""
    document = about.document
    claims = claim(about.process, document.issued, (document.slug, document.lang))
    packet = xmp(document, PRODUCER, tagged=about.tagged, more=claims)
    metadata = objects.add(coded(b"/Type/Metadata/Subtype/XML", packet))
    shown = f"/Outlines {outlines} 0 R/PageMode/UseOutlines" if outlines else ""
    tagged = f"/MarkInfo<</Marked true>>/StructTreeRoot {structure} 0 R" if structure else ""
    viewer = preferences(about.printing, titled=about.tagged)
    return objects.add(
        (
            f"<</Type/Catalog/Pages {tree} 0 R{shown}/Lang {text_string(document.lang)}{tagged}"
            f"/ViewerPreferences{viewer}{form}/Metadata {metadata} 0 R{_intents(about, objects)}>>"
        ).encode("ascii")
    )


def information(about: About) -> bytes:
    """The document information dictionary (14.3.3)."""
    document = about.document
    day = document.issued.replace("-", "")
    state = "" if about.tagged else "/Trapped/False"
    return (
        f"<</Title {text_string(document.title)}/Author {text_string(plain(document.author))}"
        f"/Subject {text_string(document.subject)}/Creator {text_string(PRODUCER)}"
        f"/Producer {text_string(PRODUCER)}/CreationDate(D:{day}000000Z)"
        f"/ModDate(D:{day}000000Z){state}>>"
    ).encode("ascii")


def _intents(about: About, objects: Objects) -> str:
    """For which colours the file is meant (14.11.5): a screen's, or those of a press whose profile
    is known."""
    if about.ink == "press":
        return intents(about.process, objects)
    profile = objects.add(deflated(b"/N 3", _srgb()))
    return (
        "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
        "/RegistryName(http://www.color.org)/Info(sRGB IEC61966-2.1)"
        f"/DestOutputProfile {profile} 0 R>>]"
    )


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    """The sRGB profile (IEC 61966-2-1) the output intent points to, deflated."""
    return zlib.compress((Path(__file__).parent / "srgb.icc").read_bytes(), 6)
