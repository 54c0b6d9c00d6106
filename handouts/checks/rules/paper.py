"""The page, as it is built: letters, order and room on the paper of the standard edition."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, pairwise

from ...content.brand import contrast
from ...content.editions import EDITIONS, MM
from ...meaning.document import Cover, Document, IconArray, PageBreak
from ..copy import Copy
from ..pages.built import PAPER, Block, Page
from ..reading.passages import everything
from ..reading.places import letters
from .origin import at, lines, short
from .registry import Found, rule

STANDARD = EDITIONS["standard"]
# contrasts: of body text, of anything, of what a picture means
BODY, LARGE, FIGURES = 7.0, 4.5, 3.0
LARGE_FROM = 18.0  # points
LONG, FULL = 80, 2  # letters of a line; lines of a paragraph from which on they are counted
SPARSE = 0.6  # of a page
EDGE = 10 * MM  # of paper, that office printers leave white
HAIR = 0.5  # points: what letters reach beyond their line without a fault


# ------------------------------------------------------------------ letters on paper


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
    for page, block in _blocks(copy):
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


# ------------------------------------------------------------------ order and pages


@rule("heading-order", "pages")
def heading_order(copy: Copy) -> Found:
    level = 0
    for page, block in _blocks(copy):
        if not block.level or not block.lines:
            continue
        first = block.lines[0]
        if block.level > level + 1:
            message = f"this heading has level {block.level} and follows one of level {level}"
            yield at(copy, page, block, first, message, "go down one level at a time")
        elif block.level == 1 and level:
            yield at(
                copy,
                page,
                block,
                first,
                "there is another title",
                "a handout has one heading of level 1",
            )
        level = block.level
    if not level and copy.printed.pages:
        yield copy.field("title", "the pages have no headings", "a title is a heading of level 1")


@rule("orphan-heading", "pages")
def orphan_heading(copy: Copy) -> Found:
    told = list(_blocks(copy))
    for (page, block), (after, follower) in pairwise((*told, (None, None))):
        if not page or not block or not block.level or not block.lines:
            continue
        if follower is None or after is not page:
            message = f"this heading is the last thing on page {page.number}"
        elif 0 < follower.level <= block.level:
            message = "nothing stands under this heading"
        elif not follower.shapes and _middle(follower) > _middle(block):
            message = f"this heading is the last thing in its column (page {page.number})"
        else:
            continue
        yield at(
            copy, page, block, block.lines[0], message, "write what it announces, or remove it"
        )


@rule("lone-line", "pages")
def lone_line(copy: Copy) -> Found:
    for page, following in pairwise(copy.printed.pages):
        parts = {block.path: block for block in following.blocks if block.lines}
        for block in page.blocks:
            rest = parts.get(block.path)
            if not rest or not block.lines or len(rest.lines) > 1 < len(block.lines):
                continue
            where = (page, block) if len(block.lines) == 1 else (following, rest)
            message = f"one line of a paragraph stands alone on page {where[0].number}"
            yield at(
                copy,
                *where,
                where[1].lines[0],
                message,
                "shorten or lengthen the paragraph by a line",
            )


@rule("reading-order", "pages")
def reading_order(copy: Copy) -> Found:
    for page in copy.printed.pages:
        told = [block for block in page.blocks if block.lines]
        for before, after in combinations(told, 2):
            # labels stand where their picture wants them
            if "Figure" in before.inside and "Figure" in after.inside:
                continue
            beside = min(before.box[2], after.box[2]) - max(before.box[0], after.box[0]) < HAIR
            if not beside and _middle(after) > _middle(before) + HAIR:
                message = (
                    f"'{short(after.said)}' (page {page.number}) stands above what is "
                    "read before it"
                )
                yield at(
                    copy,
                    page,
                    after,
                    after.lines[0],
                    message,
                    "read it out in the order of the page",
                )
                break


@rule("page-fill", "pages")
def page_fill(copy: Copy) -> Found:
    """The last page may be short, and so may one that stands before a forced break: what follows
    begins a page."""
    begins = _beginnings(copy.document)
    for page, following in pairwise(copy.printed.pages):
        first = next((letters(block.said) for block in following.blocks), "")
        block = next((block for block in page.blocks if block.lines), None)
        share = _fullness(page)
        if share < SPARSE and first not in begins and block:
            message = f"page {page.number} is only {share:.0%} full"
            yield at(
                copy,
                page,
                block,
                block.lines[0],
                message,
                "say more here, or shorten what is around it",
            )


def _beginnings(document: Document) -> frozenset[str]:
    """The letters of the first words after each forced break."""
    firsts = [
        part for before, part in pairwise(document.parts) if isinstance(before, Cover | PageBreak)
    ]
    firsts += [page[0] for page in document.spare]
    told = (next(everything(part), None) for part in firsts)
    return frozenset(letters(passage.text) for passage in told if passage)


def _fullness(page: Page) -> float:
    """How far down its type area a page is painted, as a share of it."""
    top, foot = page.height - STANDARD.head, STANDARD.foot
    painted = [*(run.box for run in page.runs), *(shape.box for shape in page.shapes)]
    lows = [box[1] for box in painted if foot <= box[1] < top]
    return (top - min(lows, default=top)) / (top - foot)


@rule("file-title", "pages")
def file_title(copy: Copy) -> Found:
    file = copy.printed.file
    if not file.pages:  # it could not be set; that is told elsewhere
        return
    for wrong, message in (
        (file.title != copy.handout.title, f"the file calls itself '{file.title}'"),
        (not file.language, "the file does not say its language"),
        (not file.tagged, "the file has no tags: a screen reader must guess"),
    ):
        if wrong:
            yield copy.field("title", message, "build it anew with this version of the program")


def _middle(block: Block) -> float:
    return (block.box[1] + block.box[3]) / 2


def _blocks(copy: Copy) -> Iterator[tuple[Page, Block]]:
    return ((page, block) for page in copy.printed.pages for block in page.blocks)
