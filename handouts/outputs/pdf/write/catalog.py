"""What is said of a file as a whole: catalog (ISO 32000-1, 7.7.2), information, output intent."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from .... import __version__
from ....content.editions import Ink, Printing
from ....content.locale import runs_back
from ....meaning.document import Document
from ....meaning.spans import plain
from ....source.deflating import USUAL, shrunk
from ..colours import Process
from ..ink.tags import text_string
from .objects import Objects, coded, deflated
from .prepress import intents
from .viewer import preferences

PRODUCER = f"Handouts {__version__}"


def shown(document: Document, tree: int, outlines: int, structure: int, printing: Printing) -> str:
    """The catalog's entries for how a file is shown; ``tree`` is the number of the page tree,
    ``outlines`` that of the bookmarks and ``structure`` that of the structure tree, 0 where there
    is none; print dialogs are set to ``printing``."""
    listed = f"/Outlines {outlines} 0 R/PageMode/UseOutlines" if outlines else ""
    tagged = f"/MarkInfo<</Marked true>>/StructTreeRoot {structure} 0 R" if structure else ""
    viewer = preferences(printing, titled=bool(structure), back=runs_back(document.lang))
    return (
        f"/Type/Catalog/Pages {tree} 0 R{listed}/Lang {text_string(document.lang)}{tagged}"
        f"/ViewerPreferences{viewer}"
    )


def described(packet: bytes, ink: Ink, process: Process, objects: Objects) -> str:
    """The catalog's entries for what a file is: metadata, and for which colours it is meant."""
    metadata = objects.add(coded(b"/Type/Metadata/Subtype/XML", packet))
    meant = intents(process, objects) if ink == "press" else _screen(objects)
    return f"/Metadata {metadata} 0 R{meant}"


def information(document: Document, *, tagged: bool) -> bytes:
    """The document information dictionary (14.3.3)."""
    day = document.issued.replace("-", "")
    state = "" if tagged else "/Trapped/False"
    title = document.file_title or document.title
    return (
        f"<</Title {text_string(title)}/Author {text_string(plain(document.author))}"
        f"/Subject {text_string(document.subject)}/Creator {text_string(PRODUCER)}"
        f"/Producer {text_string(PRODUCER)}/CreationDate(D:{day}000000Z)"
        f"/ModDate(D:{day}000000Z){state}>>"
    ).encode("ascii")


def _screen(objects: Objects) -> str:
    """The catalog's entry for the colours of a screen (14.11.5)."""
    profile = objects.add(deflated(b"/N 3", _srgb()))
    return (
        "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
        "/RegistryName(http://www.color.org)/Info(sRGB IEC61966-2.1)"
        f"/DestOutputProfile {profile} 0 R>>]"
    )


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    """The sRGB profile (IEC 61966-2-1) the output intent points to, deflated."""
    return shrunk((Path(__file__).parent / "srgb.icc").read_bytes(), USUAL)
