"""Letters on paper, in the standard edition: what they stand on, how large, how long their lines
are, how near to the edge they come. The order of what is printed is in ``order``."""

from __future__ import annotations

from functools import lru_cache

from ...content.brand import contrast
from ...content.editions import EDITIONS, MM
from ...meaning.document import IconArray
from ..copy import Copy
from ..pages.built import PAPER
from ..reading.places import letters
from .origin import at, blocks, lines, short
from .registry import Found, rule

STANDARD = EDITIONS["standard"]
# contrasts: of body text, of anything, of what a picture means
BODY, LARGE, FIGURES = 7.0, 4.5, 3.0
LARGE_FROM = 18.0  # points
LONG, FULL = 80, 2  # letters of a line; lines of a paragraph from which on they are counted
EDGE = 10 * MM  # of paper, that office printers leave white
HAIR = 0.5  # points: what letters reach beyond their line without a fault


@rule("contrast", "pages")
def low_contrast(copy: Copy) -> Found:
    seen: set[tuple[str, str | None]] = set()
    for page, block, line in lines(copy):
        for run in line.runs:
            least = LARGE if run.size >= LARGE_FROM else BODY
            ratio = _contrast(run.colour, run.ground) if run.ground else 1.0
            if ratio >= least or (run.colour, run.ground) in seen:
                continue
            seen.add((run.colour, run.ground))
            message = (
                f"{run.colour} on {run.ground} (page {page.number}) has a contrast of "
                f"{ratio:.1f}:1, less than "
            )
            message += f"{least:g}:1"
            if not run.ground:
                message = (
                    f"'{short(line.text)}' (page {page.number}) stands on a photograph: "
                    "its contrast is not known"
                )
            yield at(
                copy,
                page,
                block,
                line,
                message,
                "choose other colours in the brand, or another place",
            )


@rule("greyscale", "pages")
def greyscale(copy: Copy) -> Found:
    seen: set[tuple[str, str]] = set()
    for page, block, line in lines(copy):
        for run in line.runs:
            pair = (run.colour, run.ground or PAPER)
            ratio = _contrast(*map(_grey, pair))
            if ratio < LARGE and pair not in seen:
                seen.add(pair)
                message = (
                    f"{pair[0]} on {pair[1]} (page {page.number}) has a contrast of "
                    f"{ratio:.1f}:1 in grey"
                )
                yield at(
                    copy, page, block, line, message, "choose colours that differ in lightness"
                )
    figures = [
        block for page in copy.printed.pages for block in page.blocks if block.kind == "Figure"
    ]
    arrays = {
        id(one.part): (one, one.part) for one in copy.passages if isinstance(one.part, IconArray)
    }
    for passage, part in arrays.values():
        if part.count in (0, part.out_of):
            continue
        fills = [
            shape.fill
            for block in figures
            if block.alt == part.alt
            for shape in block.shapes
            if shape.fill
        ]
        if fills and _contrast(_grey(fills[0]), _grey(fills[-1])) < FIGURES:
            message = "the people that are marked and the others look alike in grey"
            yield copy.at(
                passage, passage.text, 0, message, "choose colours that differ in lightness"
            )


_contrast = lru_cache(maxsize=256)(contrast)


@lru_cache(maxsize=256)
def _grey(colour: str) -> str:
    """How a colour prints without colour (Rec. ITU-R BT.601)."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + f"{round(0.299 * red + 0.587 * green + 0.114 * blue):02X}" * 3


@rule("type-size", "pages")
def type_size(copy: Copy) -> Found:
    seen: set[float] = set()
    for page, block, line in lines(copy):
        size = round(min(run.size for run in line.runs), 1)
        if size < STANDARD.smallest and size not in seen:
            seen.add(size)
            message = (
                f"'{short(line.text)}' (page {page.number}) is printed at {size:g} "
                "points, less than "
            )
            message += f"{STANDARD.smallest:g}"
            yield at(copy, page, block, line, message, "set larger type in the brand")


@rule("line-length", "pages")
def line_length(copy: Copy) -> Found:
    sources = tuple(letters(passage.text) for passage in copy.of("source"))
    for page, block in blocks(copy):
        full = [len(" ".join(line.said.split())) for line in block.lines[:-1]]
        if (
            len(full) < FULL
            or sum(full) <= LONG * len(full)
            or letters(block.said).startswith(sources)
        ):
            continue
        message = (
            f"the lines of this paragraph (page {page.number}) have "
            f"{sum(full) / len(full):.0f} letters, more than "
        )
        yield at(
            copy,
            page,
            block,
            block.lines[0],
            f"{message}{LONG}",
            "make a list of it, or use wider words",
        )


@rule("margins", "pages")
def margins(copy: Copy) -> Found:
    for page, block, line in lines(copy):
        left, low, right, high = line.box
        free = min(left, low, page.width - right, page.height - high)
        if free < EDGE - HAIR:
            message = (
                f"'{short(line.text)}' (page {page.number}) comes within "
                f"{max(0.0, free / MM):.0f} mm of the edge"
            )
            yield at(copy, page, block, line, message, "break up what is too long for its line")
