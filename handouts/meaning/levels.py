"""Which heading a title is: titles of panels and of lists of contents stand below what is above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..source.rows import NamedTuple
from ..source.values import replace
from .document import Banner, Contents, Cover, Heading, Panel, Part
from .parts import every, runs
from .remaking import remade
from .spans import Spans

TITLED = frozenset({Cover, Banner, Heading, Panel})  # kinds that are a heading, or have one
DEEPEST = 6  # H6 is the last level that a tagged file has (ISO 32000-1, 14.8.4.3.2)


class Title(NamedTuple):
    """A heading of a document: its words, its level from 1, the name of its place, and whether
    emergency signs stand below it."""

    text: str
    level: int
    id: str
    urgent: bool = False


def levelled(parts: Iterable[Part], start: int = 0, named: int = 0) -> tuple[Part, ...]:
    """``parts``, each title at the level of a heading, with a place of its own.

    A title that has a level keeps it; any other is one level below the heading before it. ``start``
    is the level of the heading that stands before all parts: without one, the first title is the
    document's own. ``named`` is how many titles have a place already, of a document that some of
    the parts are taken from.
    """
    return _Levels(start, named).all(parts)


class _Levels:
    """Goes through parts in reading order."""

    def __init__(self, start: int, named: int) -> None:
        self.level, self.count = start, named

    def all(self, parts: Iterable[Part]) -> tuple[Part, ...]:
        return tuple(one for part in parts for one in self.part(part))

    def part(self, part: Part) -> Iterator[Part]:
        match part:
            case Cover() | Banner():
                self.level = 1
                yield part
            case Heading(level=level):
                self.level = level
                yield part if part.id else replace(part, id=self.place())
            case Contents():
                yield replace(part, level=part.level or self.below())
            case Panel() if part.title:
                yield self.panel(part)
            case _ if not any(runs(part)):
                yield part
            case _:
                yield remade(part, _same, self.part)

    def panel(self, part: Panel) -> Panel:
        level, place, outer = part.level or self.below(), part.id or self.place(), self.level
        self.level = level
        inner = self.all(part.parts)
        self.level = outer or level
        return replace(part, level=level, id=place, parts=inner)

    def below(self) -> int:
        return min(self.level + 1, DEEPEST)

    def place(self) -> str:
        """A name that no author can give."""
        self.count += 1
        return f"title.{self.count}"


def titles(parts: Iterable[Part]) -> Iterator[Title]:
    """Every heading of a document whose titles have levels, in reading order."""
    return titled(every(parts))


def titled(told: Iterable[Part]) -> Iterator[Title]:
    """The headings among the parts that are ``told``, also inside others."""
    for part in told:
        if type(part) not in TITLED:
            continue
        match part:
            case Cover(title=text) | Banner(title=text):
                yield Title(text, 1, "title")
            case Heading(text=text, level=level, id=place) if place:
                yield Title(text, level, place)
            case Panel(title=text, level=level, id=place) if text and level:
                yield Title(text, level, place, part.role == "emergency")


def _same(spans: Spans) -> Spans:
    return spans
