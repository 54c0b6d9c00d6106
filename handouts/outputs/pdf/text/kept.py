"""Words that are set already: what was cut into tokens, and broken into lines, in this or another
document.

An edition in grey breaks its lines where the one in colour does, a booklet of another clinic nearly
everywhere, and a text that is tried at several widths comes back to one of them. This is a memo and
never part of an answer: with any or none the same comes out. What is told of a patient must not get
into one that outlives its paper.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from .lines import Line, Style, Token, lengthened, longest, set_lines

MOST = 60_000  # paragraphs: beyond that all are forgotten


class Cut:
    """The tokens of a paragraph, and its lines at every width they were asked for.

    ``widest`` is the width of its widest token in points.
    """

    __slots__ = ("_lines", "tokens", "widest")

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens, self.widest = tokens, longest(tokens)
        self._lines: dict[tuple[float, bool, bool], tuple[Line, ...]] = {}

    def lines(
        self, style: Style, width: float, *, balanced: bool = False, drawn_out: bool = False
    ) -> tuple[Line, ...]:
        """Its lines of at most ``width`` points; ``drawn_out`` where a line to write on at its end
        takes what is left. ``style`` has the size and the faces that the tokens were cut with."""
        key = width, balanced, drawn_out
        found = self._lines.get(key)
        if found is None:
            items = lengthened(self.tokens, style, width) if drawn_out else self.tokens
            found = self._lines[key] = tuple(set_lines(items, style, width, balanced))
        return found


class Kept:
    """Paragraphs that are cut, by everything that their tokens depend on."""

    def __init__(self) -> None:
        self._cuts: dict[Hashable, Cut] = {}

    def cut(self, key: Hashable, make: Callable[[], list[Token]]) -> Cut:
        found = self._cuts.get(key)
        if found is None:
            if len(self._cuts) >= MOST:
                self._cuts.clear()
            found = self._cuts[key] = Cut(make())
        return found
