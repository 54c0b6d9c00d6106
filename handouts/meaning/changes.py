"""What changed between two tellings of a handout, as values; ``differences`` finds it."""

from __future__ import annotations

from typing import Literal

from ..source.values import dataclass
from . import telling

State = Literal["changed", "added", "removed", "moved", "same"]
Kind = telling.Kind | Literal["link", "blank", "word"]
Sort = Literal["fact", "source", "term", "figure"]


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence, heading, label or cell; a citation in it is ``[S12]``."""

    words: str
    kind: Kind = "prose"


@dataclass(frozen=True, slots=True)
class Chapter:
    """What a section says, in reading order."""

    id: str
    heading: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a sentence; they are not in the other one where they ``differ``."""

    words: str
    differ: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence before and after; a side without it is empty."""

    state: State
    kind: Kind
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What changed in one section; ``follows`` is the heading it was moved behind."""

    id: str
    heading: str
    state: State
    lines: tuple[Line, ...]
    follows: str | None = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers that stood or stand in one sentence only."""

    heading: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    line: Line


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with a name that handouts lean on; ``None`` where a side has none."""

    sort: Sort
    name: str
    before: str | None
    after: str | None

    @property
    def state(self) -> State:
        return "added" if self.before is None else "removed" if self.after is None else "changed"


@dataclass(frozen=True, slots=True)
class Page:
    """A changed page: its number on each side, the pictures of both by name, how many places are
    framed in them."""

    before: int | None
    after: int | None
    places: int
    pictures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Handout:
    """``same`` pages look as before; ``printed`` is false where the pages of a side could not be
    made."""

    slug: str
    language: str
    title: str
    state: State
    sections: tuple[Section, ...] = ()
    numbers: tuple[Numbers, ...] = ()
    figures: tuple[Entry, ...] = ()
    pages: tuple[Page, ...] = ()
    same: int = 0
    printed: bool = True

    @property
    def sentences(self) -> int:
        """How many sentences are new, gone or other than before; a moved one counts once."""
        told = (line for section in self.sections for line in section.lines)
        return sum(line.state in ("changed", "added", "removed") or _arrived(line) for line in told)


def _arrived(line: Line) -> bool:
    return line.state == "moved" and bool(line.after)


@dataclass(frozen=True, slots=True)
class File:
    path: str
    state: State


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed from ``old`` to ``new`` (empty: the working folder); ``compared`` handouts
    could be read."""

    old: str
    new: str
    compared: int
    handouts: tuple[Handout, ...]
    entries: tuple[Entry, ...] = ()
    files: tuple[File, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def sentences(self) -> int:
        return sum(handout.sentences for handout in self.handouts)

    @property
    def numbers(self) -> int:
        return sum(len(handout.numbers) for handout in self.handouts)

    @property
    def pages(self) -> int:
        return sum(len(handout.pages) for handout in self.handouts)

    @property
    def nothing(self) -> bool:
        return not (self.handouts or self.entries or self.files or self.unread)
