"""What stays together on pages, and the air they end in, in the standard edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from ...content.editions import EDITIONS, MM
from ...meaning.document import Panel, Part, Steps, Strip, Table, Timeline
from ...meaning.parts import headings
from ..copy import Copy, Finding
from ..pages.built import Block, Page
from ..reading.passages import everything
from ..reading.places import letters
from .displays import pairs
from .origin import at
from .registry import Found, rule

STANDARD = EDITIONS["standard"]
SECTION = 2  # the level of a section's heading
HAIR = 1.0  # points: the pen of a frame, half of it outside
ALIKE = 1.02  # how much larger of two pictures one may be painted without a fault


# ------------------------------------------------------------------ air, and what goes on


@rule("foot-air", "pages")
def foot_air(copy: Copy) -> Found:
    """But for the cover, and for a page that must hold all of its section."""
    whole = {letters(one.text) for one in headings(copy.document.parts) if one.id in STANDARD.whole}
    least = STANDARD.foot + STANDARD.clear
    for page in copy.printed.pages[1:]:
        sections = (letters(one.said) for one in page.blocks if one.level == SECTION)
        low, block = _end(page), next((one for one in reversed(page.blocks) if one.lines), None)
        if low < least - HAIR and block and next(sections, "") not in whole:
            air = max(0.0, low - STANDARD.foot + STANDARD.gap) / MM
            message = f"page {page.number} ends {air:.0f} mm above the rule at its foot"
            hint = "leave room there: say less, or let something go to the next page"
            yield _about(copy, page, block, message, hint)


def _end(page: Page) -> float:
    """How high above the edge of the paper the type area of a page is painted, grounds and all; the
    foot is below it, tabs are beside it."""
    painted = [*(run.box for run in page.runs), *(shape.box for shape in page.shapes)]
    start, end = STANDARD.margin - HAIR, page.width - STANDARD.margin + HAIR
    own = (box for box in painted if box[3] > STANDARD.foot and start < box[2] and box[0] < end)
    return min((box[1] for box in own), default=page.height)


@rule("continued", "pages")
def continued(copy: Copy) -> Found:
    """A page that goes on with a section says so at its head."""
    current, told = "", copy.document.continued
    for page in copy.printed.pages:
        begins = page.blocks[0] if page.blocks else None
        if begins and current and begins.level != SECTION:
            head = letters("".join(run.text for run in page.runs if _at_head(page, run.box[1])))
            if letters(told.format(section=current)) not in head:
                message = f"page {page.number} goes on with '{current}' and does not say so"
                hint = "give the section a shorter heading: it has no room at the head of the page"
                yield _about(copy, page, begins, message, hint)
        sections = [one.said for one in page.blocks if one.level == SECTION]
        current = sections[-1] if sections else current


def _at_head(page: Page, low: float) -> bool:
    return low > page.height - STANDARD.head


# ------------------------------------------------------------------ what is one thing


@rule("torn", "pages")
def torn(copy: Copy) -> Found:
    """Pictures that are compared, tables, things done in order, and what comes when."""
    for what, wanted in _wholes(copy):
        found = [pair for pair in _standing(copy, wanted)]
        numbers = list(dict.fromkeys(page.number for page, _ in found))
        if numbers[1:]:
            page, block = next(one for one in found if one[0].number == numbers[1])
            message = f"{what} is torn between pages {numbers[0]} and {numbers[1]}"
            hint = "shorten it, or what stands before it in its section"
            yield _about(copy, page, block, message, hint)


def _wholes(copy: Copy) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What must stay on one page: what it is, and the letters of all that is said in it."""
    for part in copy.parts:
        match part:
            case Strip(figures) if figures[1:]:
                yield "a row of pictures", tuple(one.alt for one in figures)
            case Table():
                yield "a table", _said(part)
            case Steps():
                yield "a numbered list", _said(part)
            case Timeline(stages):
                prose = (one.text for one in everything(part) if one.kind == "prose")
                yield "a timeline", (*(stage.when for stage in stages), *prose)
    for beside in pairs(copy):
        yield "a pair of pictures of people", tuple(one.alt for one in beside)


def _said(part: Part) -> tuple[str, ...]:
    return tuple(one.text for one in everything(part) if one.kind != "alt")


def _standing(copy: Copy, wanted: Iterable[str]) -> Iterator[tuple[Page, Block]]:
    """Where these texts and descriptions stand, those that stand in one place only."""
    told: dict[str, list[tuple[Page, Block]]] = {}
    for page in copy.printed.pages:
        for block in page.blocks:
            told.setdefault(letters(block.alt or block.said), []).append((page, block))
    for text in wanted:
        places = told.get(letters(text), [])
        if len(places) == 1:
            yield places[0]


@rule("emergency-torn", "pages")
def emergency_torn(copy: Copy) -> Found:
    """Each panel of it on one page, all of its section on one opening: an even page and the odd one
    after it."""
    loud = {
        letters(part.title)
        for part in copy.parts
        if isinstance(part, Panel) and part.role == "emergency"
    }
    pages = _of_help(copy)
    for (page, _), (after, block) in pairwise(pages):
        if after.number > page.number and after.number % 2 == 0:
            message = f"the signs of an emergency go on overleaf, on page {after.number}"
            yield _about(copy, after, block, message, "shorten them: they must be seen at once")
            return
    for page, block in pages:
        panel = block.path[:-1]
        torn_off = (one.number for one, other in pages if other.path[: len(panel)] == panel)
        if letters(block.said) in loud and any(number != page.number for number in torn_off):
            message = f"a panel of emergency signs is torn: it begins on page {page.number}"
            yield _about(copy, page, block, message, "shorten it, or what stands before it")


def _of_help(copy: Copy) -> list[tuple[Page, Block]]:
    """What stands on paper of the section on when to get help, in reading order."""
    title = letters(copy.lower.locale.words.help)
    found: list[tuple[Page, Block]] = []
    inside = False
    for page in copy.printed.pages:
        for block in page.blocks:
            inside = letters(block.said) == title if block.level == SECTION else inside
            if inside:
                found.append((page, block))
    return found


@rule("unlike-scale", "pages")
def unlike_scale(copy: Copy) -> Found:
    """As they are painted: the larger one would look like more people."""
    widths = {
        letters(block.alt): (page, block, block.box[2] - block.box[0])
        for page in copy.printed.pages
        for block in page.blocks
        if block.kind == "Figure"
    }
    for beside in pairs(copy):
        shown = [widths[letters(one.alt)] for one in beside if letters(one.alt) in widths]
        least = min((width for *_, width in shown), default=0.0)
        for page, block, width in shown:
            if width > ALIKE * least:
                message = f"a picture of people (page {page.number}) is larger than its neighbor"
                yield _about(copy, page, block, message, "give both the same room")
                break


# ------------------------------------------------------------------ telling


def _about(copy: Copy, page: Page, block: Block, message: str, hint: str) -> Finding:
    """A finding about a block: at its first line, or at the description of a picture."""
    if block.lines:
        return at(copy, page, block, block.lines[0], message, hint)
    for passage in copy.passages:
        if letters(passage.text) == letters(block.alt):
            return copy.at(passage, passage.text, 0, message, hint)
    return copy.field("", message, hint)
