"""Words that are set already: what was cut into tokens, and broken into lines, in this or another
document.

An edition in grey breaks its lines where the one in colour does, a booklet of another clinic nearly
everywhere, and a text that is tried at several widths comes back to one of them. This is a memo and
never part of an answer: with any or none the same comes out. What is told of a patient must not get
into one that outlives its paper.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import NamedTuple, TypeVar

from .lines import Line, Token

MOST = 60_000  # paragraphs: beyond that all are forgotten
T = TypeVar("T")


class Lines(NamedTuple):
    """A paragraph in lines; ``widest`` is the width of its widest token in points."""

    lines: tuple[Line, ...]
    widest: float


class Kept:
    """Tokens and lines by everything that they depend on."""

    def __init__(self) -> None:
        self._tokens: dict[Hashable, list[Token]] = {}
        self._lines: dict[Hashable, Lines] = {}

    def tokens(self, key: Hashable, make: Callable[[], list[Token]]) -> list[Token]:
        return _once(self._tokens, key, make)

    def lines(self, key: Hashable, make: Callable[[], Lines]) -> Lines:
        return _once(self._lines, key, make)


def _once(known: dict[Hashable, T], key: Hashable, make: Callable[[], T]) -> T:
    found = known.get(key)
    if found is None:
        if len(known) >= MOST:
            known.clear()
        found = known[key] = make()
    return found
