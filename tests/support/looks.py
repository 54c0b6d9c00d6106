"""Whether two pictures look the same, whatever smooths the edges of letters."""

from PIL import Image, ImageChops

# of 255: how much darker or lighter a cell may be
STRONG = 40
MOST = 6  # cells that may differ more than that


def differing(before: Image.Image, now: Image.Image) -> int:
    """How many cells of two by two pixels differ strongly in grey; all of them when the sizes
    differ."""
    if before.size != now.size:
        return now.width * now.height
    cells = ImageChops.difference(before.convert("L").reduce(2), now.convert("L").reduce(2))
    return sum(cells.histogram()[STRONG:])
