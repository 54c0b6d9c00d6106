"""The order of what is printed, in the standard edition: headings, columns and pages, and what
stands alone on one. The letters themselves are in ``paper``."""

from __future__ import annotations

from itertools import combinations, pairwise

from ...content.editions import EDITIONS
from ...meaning.document import Cover, Document, PageBreak
from ..copy import Copy
from ..pages.built import Block, Page
from ..reading.passages import everything
from ..reading.places import letters
from .origin import at, blocks, short
from .registry import Found, rule

STANDARD = EDITIONS["standard"]
SPARSE = 0.6  # of a page
HAIR = 0.5  # points by which a line may stand higher than one beside it


@rule("heading-order", "pages")
def heading_order(copy: Copy) -> Found:
    level = 0
    for page, block in blocks(copy):
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
    told = list(blocks(copy))
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
