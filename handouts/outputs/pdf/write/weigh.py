"""How much ink a file takes, measured on its rendered pages."""

from __future__ import annotations

import pypdfium2
from PIL import ImageChops, ImageStat

SCALE = 0.5  # 36 dots per inch: an average needs no more
NEUTRAL = 10  # of 255: closer channels than that are printed in black alone


def ink(data: bytes) -> float:
    """Percent of a page that is covered, averaged over pages.

    A grey counts as black ink, a colour as what it takes of cyan, magenta and yellow; a page full
    of one ink is 100.
    """
    pdf = pypdfium2.PdfDocument(data)
    pages = []
    for page in pdf:
        image = page.render(scale=SCALE).to_pil().convert("RGB")
        red, green, blue = image.split()
        high = ImageChops.lighter(ImageChops.lighter(red, green), blue)
        low = ImageChops.darker(ImageChops.darker(red, green), blue)
        colours = ImageChops.difference(high, low).point(
            [0 if value < NEUTRAL else 255 for value in range(256)]
        )
        three = 3 - sum(ImageStat.Stat(image, colours).mean) / 255 if colours.getbbox() else 0.0
        greys = ImageChops.invert(colours)
        one = 1 - ImageStat.Stat(high, greys).mean[0] / 255 if greys.getbbox() else 0.0
        share = ImageStat.Stat(colours).mean[0] / 255
        pages.append(100 * (three * share + one * (1 - share)))
    return round(sum(pages) / len(pages), 2)
