"""How the results of a build stand: its two lists, the files on them, the page that shows them.

A build that has nothing to do asks this and no more of them, so next to nothing is loaded here.
"""

from __future__ import annotations

import hashlib
import os

from ..source.walk import found, halves

MANIFEST, SUMS, INDEX = "manifest.json", "SHA256SUMS", "index.html"
OTHERS = ("topics.json", "fhir/bundle.json")  # of the catalogue, besides its page
NEAR = 4000  # bytes: where the page says what it was made of
STAMP, END = b'<meta name="made-of" content="', b'">'
HEX = b"0123456789abcdef"


def stamp_in(page: bytes) -> bytes | None:
    """What the page in the place of the catalogue was made of; nothing where it is none of ours."""
    _, begin, rest = page[:NEAR].partition(STAMP)
    stamp, end, _ = rest.partition(END)
    return stamp if begin and end and not stamp.strip(HEX) else None


def sum_of(lists: tuple[bytes, bytes], stamp: str) -> str:
    """What tells how results stand: the hashes of both lists, and of what the catalogue was made
    of."""
    return " ".join((*(hashlib.sha256(one).hexdigest() for one in lists), stamp))


def standing(out: str) -> str:
    """The same of what lies in the folder ``out``; "" where a file on its lists is not as they say,
    where the catalogue is not whole, or something half-written waits to be taken away. Raises
    ``OSError``: nobody can say."""
    manifest, sums = (found(os.path.join(out, name)) for name in (MANIFEST, SUMS))
    if sums[2] is None or halves(out):
        return ""
    for line in sums[2].decode("utf-8", "surrogateescape").splitlines():
        sha256, _, name = line.partition("  ")
        if found(os.path.join(out, name))[0] != sha256:
            return ""
    stamp = None
    if all(os.path.exists(os.path.join(out, name)) for name in OTHERS):
        page = os.path.join(out, INDEX)
        if os.path.isfile(page):  # a pipe would never be filled
            with open(page, "rb", buffering=0) as file:
                stamp = stamp_in(file.read(NEAR))
    return "" if stamp is None else " ".join((manifest[0], sums[0], stamp.decode()))
