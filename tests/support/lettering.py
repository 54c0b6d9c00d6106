"""Words set on real pages, each a paragraph of its own, and their ink measured from a picture."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

import pypdfium2
from PIL import Image

from handouts.meaning.document import Document, Heading, Paragraph, Part
from handouts.meaning.spans import Foreign, Strong, Text
from tests.support.opened import Opened
from tests.support.prints import sides

SCALE = 24  # pixels to a point: a mark of 12.5-point type is 40 pixels wide
DARK = 128  # grey below which a pixel is ink


def document(*spans: Text | Strong | Foreign, lang: str = "en") -> Document:
    """A document with a paragraph for each span."""
    paragraphs = (Paragraph((span,)) for span in spans)
    parts: tuple[Part, ...] = (Heading("Words", 1, "title"), *paragraphs)
    author, status = (Text("Nobody"),), (Text("Draft"),)
    return Document(
        "words", "Words", "Words", author, lang, "2026-11-22", "condition", status, parts
    )


def pdf(press: Opened, *spans: Text | Strong | Foreign, lang: str = "en") -> bytes:
    """The file of ``document``, as a build makes it."""
    studio = press.studio("standard", "letter")
    rendered = studio.render(document(*spans, lang=lang), "{page}/{pages}")
    assert rendered.problems == ()
    data: bytes = rendered.data
    return data


def nfc(text: str) -> str:
    """``text`` with every run of white space as one space, composed: what is compared."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


class Ink(NamedTuple):
    """How far what is painted reaches across, in points."""

    left: float
    right: float

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


def mark_and_letter(data: bytes) -> dict[str, tuple[Ink, Ink]]:
    """Of each word that is a letter with a mark above: ink of the mark, and of the letter."""
    found = {}
    with pypdfium2.PdfDocument(data) as file:
        for number, side in enumerate(sides(data)):
            whole = file[number].render(scale=SCALE, grayscale=True).to_pil()
            for word in side.real:
                if len(word.text.strip()) > 3:
                    continue
                high, low = word.baseline + 1.1 * word.size, word.baseline
                box = (word.x0 - 4, side.height - high, word.x0 + 20, side.height - low)
                found[nfc(word.text)] = _parted(whole.crop([round(SCALE * edge) for edge in box]))
    return found


def _parted(picture: Image.Image) -> tuple[Ink, Ink]:
    """The ink above the first row without any, and what is below that row."""
    ink = picture.point(lambda grey: 255 * (grey < DARK), "1")
    rows = ink.getprojection()[1]
    top = rows.index(1)
    gap = rows.index(0, top)
    return _across(ink, top, gap), _across(ink, gap, len(rows))


def _across(ink: Image.Image, top: int, low: int) -> Ink:
    box = ink.crop((0, top, ink.width, low)).getbbox()
    assert box
    return Ink(box[0] / SCALE, box[2] / SCALE)
