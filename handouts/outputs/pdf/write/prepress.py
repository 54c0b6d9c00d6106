"""What a file for a print shop says of itself, and what its pages name: PDF/X-4 (ISO 15930-7) where
the brand has the profile of its press, and no claim at all where it has none.

In the words of ISO 15930-7: an output intent with the profile (6.2.3), identification in XMP
(6.5), whether the file is trapped (6.6), a trim box and a bleed box (6.7).
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from itertools import pairwise

from ....source.deflating import LEAST, shrunk
from ..colours import Process
from ..ink.tags import text_string
from .objects import Objects, deflated
from .registration import ALL_INKS

STANDARD = "PDF/X-4"
HEADER = b"%PDF-1.6"  # what PDF/X-4 is made of (ISO 15930-7, 4)
REGISTRY = "http://www.color.org"
# graphics states (8.4.5): black over what is below it, and everything in its place
OVER = b"<</Type/ExtGState/OP true/op true/OPM 1>>"
INSTEAD = b"<</Type/ExtGState/OP false/op false/OPM 0>>"
XMP = """<rdf:Description rdf:about="" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<pdfxid:GTS_PDFXVersion>{standard}</pdfxid:GTS_PDFXVersion><pdf:Trapped>False</pdf:Trapped>
<xmpMM:DocumentID>uuid:{id}</xmpMM:DocumentID><xmpMM:VersionID>{version}</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass></rdf:Description>
"""


def resources(objects: Objects) -> str:
    """The entries that pages in four inks have among their resources (7.8.3): states of
    overprinting, and all inks at once."""
    over, instead, every = map(objects.add, (OVER, INSTEAD, ALL_INKS))
    return f"/ExtGState<</Over {over} 0 R/Instead {instead} 0 R>>/ColorSpace<</All {every} 0 R>>"


def intents(process: Process, objects: Objects) -> str:
    """The catalog's entry for the press a file is for; none where it is not known."""
    if not process.profile:
        return ""
    profile = objects.add(deflated(b"/N 4", _deflated(process.profile.data)))
    name = text_string(process.profile.name)
    registry = f"/RegistryName({REGISTRY})" if process.profile.listed else ""
    return (
        f"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFX/OutputConditionIdentifier{name}"
        f"/OutputCondition{name}{registry}/Info{name}/DestOutputProfile {profile} 0 R>>]"
    )


@lru_cache(maxsize=4)
def _deflated(data: bytes) -> bytes:
    return shrunk(data, LEAST)


def claim(process: Process, issued: str, words: tuple[str, ...]) -> str:
    """What the metadata say of the standard; ``words`` tell this document from others, and have
    its version."""
    if not process.profile:
        return ""
    told = hashlib.sha256("\0".join((*words, process.profile.name)).encode()).hexdigest()
    ends = pairwise((0, 8, 12, 16, 20, 32))  # of the parts of a UUID (RFC 9562, 4)
    number = "-".join(told[begin:end] for begin, end in ends)
    return XMP.format(standard=STANDARD, id=number, version=issued)


def headed(data: bytes) -> bytes:
    """The file as of the version of PDF that the standard is made of."""
    return HEADER + data[len(HEADER) :]
