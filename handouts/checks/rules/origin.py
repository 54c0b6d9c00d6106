"""From paper to text: where the words of a printed line were written."""

from __future__ import annotations

from collections.abc import Iterator

from ...content.facts import Value
from ...meaning.spans import Given
from ...source.problems import Problem
from ..copy import Copy, Finding
from ..pages.built import Block, Line, Page
from ..reading.passages import Passage
from ..reading.places import letters


def lines(copy: Copy) -> Iterator[tuple[Page, Block | None, Line]]:
    """Every line on the pages; one at the head or foot of a page is in no block."""
    for page in copy.printed.pages:
        for run in page.runs:
            if run.mark < 0:
                yield page, None, Line(run.text.strip(), run.text.strip(), (run,))
        for block in page.blocks:
            yield from ((page, block, line) for line in block.lines)


def blocks(copy: Copy) -> Iterator[tuple[Page, Block]]:
    """Every block on the pages, in reading order."""
    return ((page, block) for page in copy.printed.pages for block in page.blocks)


def at(copy: Copy, page: Page, block: Block | None, line: Line, message: str, hint: str) -> Finding:
    """A finding about a line on paper, at its words as written; at its section where the program
    composed them."""
    passage = _passage(copy, block, line) if block else None
    if passage:
        places = [
            place for place, one in enumerate(passage.text) if one.isalnum() for _ in one.lower()
        ]
        wanted = letters(line.said)
        start = letters(passage.text).index(wanted)
        words = passage.text[places[start] : places[start + len(wanted) - 1] + 1]
        return copy.at(passage, words, places[start], message, hint)
    if not block:
        return _at_edge(copy, letters(line.text), message, hint)
    given = _given(copy, letters(block.said), letters(line.said))
    if given:
        hint = "these are the clinic's own words: say it shorter, if you can"
        return copy.fact(given[0], message, hint, given[1].at)
    before = (other for other in page.blocks if other.path <= block.path and other.level == 2)
    heading = next((letters(other.said) for other in reversed(list(before))), "")
    section = next(
        (one.id for one in copy.sections if heading and letters(one.heading) == heading), ""
    )
    return copy.section(section, message, hint) if section else copy.field("", message, hint)


def _at_edge(copy: Copy, printed: str, message: str, hint: str) -> Finding:
    """A finding about words at the head or foot of a page: at who signed, where they are named, or
    at the title."""
    for one in copy.state.signed:
        if one.at and letters(one.name) in printed:
            return Finding(Problem(one.at, message, hint), slug=copy.slug, language=copy.language)
    return copy.field("title" if letters(copy.handout.title) in printed else "", message, hint)


def _passage(copy: Copy, block: Block, line: Line) -> Passage | None:
    """The passage that a line was set from: one with all letters of its block, or at least those of
    the line."""
    wanted, whole = letters(line.said), letters(block.said)
    found = [passage for passage in copy.passages if wanted and wanted in letters(passage.text)]
    exact = (passage for passage in found if letters(passage.text) == whole)
    around = (passage for passage in found if whole in letters(passage.text))
    return next(iter((*exact, *around, *found)), None)


def _given(copy: Copy, block: str, line: str) -> tuple[str, Value] | None:
    """The fact, and the value of it, whose letters stand in a block, or that this line is a part
    of."""
    told = {part.fact for part in copy.parts if isinstance(part, Given)}
    values = (
        (name, value)
        for name in copy.facts.known
        if name in told
        for value in copy.facts.known[name].values
    )
    found = [
        (len(shown), name, value)
        for name, value in values
        for shown in (letters(value.text), letters(value.note))
        if shown and (shown in block or (line and line in shown))
    ]
    return max(found, key=lambda one: one[0])[1:] if found else None


def short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37]}..."
