"""Pages as pictures, in memory: what a browser shows while a copy is filled in."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from io import BytesIO

import pypdfium2

from ..source.rows import NamedTuple

INCH = 72.0  # points
SHARP, SMALL = 108.0, 44.0  # dots for each inch: to be read, and to be known by
QUALITY = 88


class Seen(NamedTuple):
    """One page as a JPEG, which takes a quarter of the time of a PNG, with its words for who
    cannot see it."""

    jpeg: bytes
    words: str

    @property
    def address(self) -> str:
        """As a picture that stands in the page itself (RFC 2397)."""
        return f"data:image/jpeg;base64,{b64encode(self.jpeg).decode('ascii')}"


def pages(data: bytes, dots: float, most: int = 60) -> Iterator[Seen]:
    """The first pages of a PDF file, at most ``most``."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    try:
        for number in range(min(len(document), most)):
            page = document[number]
            image = page.render(scale=dots / INCH, may_draw_forms=True).to_pil()
            out = BytesIO()
            image.convert("RGB").save(out, "JPEG", quality=QUALITY)
            yield Seen(out.getvalue(), page.get_textpage().get_text_bounded())
    finally:
        document.close()


def where(data: bytes, words: str) -> int:
    """The number of the first page that says ``words``, from 0; -1 where none does."""
    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(len(document)):
            said = " ".join(document[number].get_textpage().get_text_bounded().split())
            if " ".join(words.split()) in said:
                return number
        return -1
    finally:
        document.close()
