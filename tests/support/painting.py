"""Drawings as dots, painted by the PDF output and shown by PDFium."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import pikepdf
import pypdfium2
from PIL import Image

from handouts.outputs.pdf.drawings import colouring, painted
from handouts.pictures.drawing import Drawing


def dots(drawing: Drawing, colours: Mapping[str, str], wide: int, mode: str = "RGB") -> Image.Image:
    """A drawing ``wide`` dots across, on white, in these colours of its roles."""
    file = BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(drawing.width, drawing.height))
        page.Contents = pdf.make_stream(painted(drawing, colouring(colours)).encode())
        pdf.save(file)
    with pypdfium2.PdfDocument(file.getvalue()) as opened:
        shot: Image.Image = opened[0].render(scale=wide / drawing.width).to_pil()
        return shot.convert(mode)
