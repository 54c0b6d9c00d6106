"""Where a page is in its document: the section it goes on with, and the tabs at its edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ....meaning.document import Heading, Panel, Part
from ....meaning.parts import headings
from ....meaning.telling import LEAVES
from ....source.rows import NamedTuple

SECTION = 2  # the level of the headings that sections begin with


class Running(NamedTuple):
    """``section`` is the heading that a page goes on with, empty where it begins with one of its
    own; ``tabs`` the numbers of its tabs among all: of every part of the booklet that stands on
    it."""

    section: str = ""
    tabs: tuple[int, ...] = ()


def tabs_of(headings: Iterable[Heading]) -> tuple[str, ...]:
    """The tabs of a document with these ``headings``, in order."""
    named = (one.tab for one in headings if one.level == SECTION)
    return tuple(dict.fromkeys(filter(None, named)))


def openings(parts: Iterable[Part | None]) -> list[Heading | None]:
    """For each of ``parts``, told in a row and as often as it has boxes, the heading that it is or
    begins with; a panel that is a section of its own begins with its title."""
    out: list[Heading | None] = []
    before: Part | None = None
    found: Heading | None = None
    for part in parts:
        if part is not before:
            if type(part) is Heading:
                found = part
            else:  # most parts hold no others, and a list of them has many
                found = None if part is None or type(part) in LEAVES else _opening(part)
        out.append(found)
        before = part
    return out


def _opening(part: Part) -> Heading | None:
    if isinstance(part, Panel) and part.level == SECTION:
        return Heading(part.title, part.level, part.id)
    return next(headings((part,)), None)


def running(pages: Sequence[Sequence[Heading | None]], tabs: Sequence[str]) -> Iterator[Running]:
    """What holds on each page; of a page its headings are known, and ``None`` for all else on it,
    in order."""
    current: Heading | None = None
    for page in pages:
        sections = [one for one in page if one is not None and one.level == SECTION]
        begins = bool(page) and page[0] in sections
        told = "" if begins or current is None else current.text
        here = sections if begins or current is None else [current, *sections]
        found = sorted({tabs.index(one.tab) for one in here if one.tab in tabs})
        current = sections[-1] if sections else current
        yield Running(told, tuple(found))
