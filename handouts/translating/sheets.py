"""What a translator is given and gives back, whatever the form of the file: rows of a source, its
translation, and what somebody who translates must know of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..source.problems import Problem, Problems, Where
from ..source.rows import NamedTuple
from .lock import State
from .pairing import Pair

LAID = re.compile(r"[ \t\r\n]+")  # what lays words out in a file, and is none of them


class Row(NamedTuple):
    """``before`` are the words of the source that ``text`` was made from, where they have changed
    since; ``notes`` are for who translates. What is not ``sure`` waits for somebody to look."""

    path: str
    source: str
    text: str
    sure: bool
    state: State
    before: str = ""
    notes: tuple[str, ...] = ()


class Sheet(NamedTuple):
    """One file to translate: ``name`` is the source's, languages are tags (BCP 47)."""

    name: str
    source: str
    language: str
    rows: tuple[Row, ...]


class Given(NamedTuple):
    """What came back for a unit, and at which line of its file: ``source`` are the words it is a
    translation of."""

    source: str
    text: str
    state: State | None  # none where it waits for somebody to look
    line: int = 1


class Returned(NamedTuple):
    """A ``file`` that came back: the ``name`` of the source it is of, the tag of its language, and
    what is given for each unit."""

    file: str
    name: str
    language: str
    given: Mapping[str, Given]


def each_once(file: str, given: Iterable[tuple[str, Given]]) -> dict[str, Given]:
    """Units by their names, without the white space that a tool has put around their words to lay
    them out. Raises ``Problems``: two of a name say different things, and nobody knows which one is
    meant."""
    out: dict[str, Given] = {}
    given = ((path, one._replace(text=LAID.sub(" ", one.text).strip(" "))) for path, one in given)
    twice = [
        Problem(Where(file, one.line), f"'{path}' is translated twice", "keep one of the two")
        for path, one in given
        if out.setdefault(path, one).text != one.text
    ]
    if twice:
        raise Problems(twice)
    return out


def row(pair: Pair, notes: tuple[str, ...]) -> Row:
    """A pair as a translator sees it."""
    entry = pair.entry
    before = entry.said if entry and pair.found == "stale" and not pair.redrawn else ""
    sure = pair.found == "fresh" and pair.state != "machine"
    return Row(pair.unit.path, pair.unit.text, pair.text, sure, pair.state, before, notes)
