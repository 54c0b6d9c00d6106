"""A tree of values that know where they stand in their file; ``parsing`` makes it of YAML.

It is made of ``Map``, ``Sequence`` and ``Scalar`` values, to pydantic an ordinary ``dict``,
``list`` and ``str``. Every scalar stays text as the author wrote it: ``no``, ``5.10`` and ``10:30``
are words until a model asks for something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .problems import Where

SPACES = re.compile(r"[ \t\r\n]+")


class Scalar(str):
    """A text that knows where it begins; ``raw`` is how it stands in the file from there on."""

    __slots__ = ("at", "raw")

    at: Where
    raw: str

    def place(self, letters: int) -> Where:
        """The place of the character that comes after so many ``letters``, white space not
        counted."""
        if SPACES.sub("", self.raw) != SPACES.sub("", self):
            return self.at  # written with escapes
        seen = -1
        for index, char in enumerate(self.raw):
            seen += char not in " \t\r\n"
            if seen == letters:
                return beyond(self.at, self.raw[:index])
        return self.at


def beyond(at: Where, text: str) -> Where:
    """The place behind ``text`` when that stands at ``at``."""
    lines = text.count("\n")
    column = len(text) - text.rfind("\n") if lines else at.column + len(text)
    return Where(at.path, at.line + lines, column)


class Sequence(list["Tree"]):
    """A list; ``places`` are those of its entries."""

    __slots__ = ("at", "places")

    at: Where
    places: list[Where]


class Map(dict[str, "Tree"]):
    """Fields; ``keys_at`` are the places of their names, ``places`` those of what they hold,
    ``raw`` is how they stand in the file from ``at`` on."""

    __slots__ = ("at", "keys_at", "places", "raw")

    at: Where
    raw: str
    keys_at: dict[str, Where]
    places: dict[str, Where]


Tree = Map | Sequence | Scalar


def maps_in(tree: Tree | None) -> Iterator[Map]:
    """All fields in a tree, at any depth."""
    if isinstance(tree, Map):
        yield tree
    if isinstance(tree, Map | Sequence):
        for below in tree.values() if isinstance(tree, Map) else tree:
            yield from maps_in(below)


def bare(tree: Tree) -> Tree:
    """A copy that knows no places."""
    if isinstance(tree, Map):
        return Map((name, bare(one)) for name, one in tree.items())
    if isinstance(tree, Sequence):
        return Sequence(map(bare, tree))
    return Scalar(tree)


def fields(tree: Tree) -> Map:
    """A tree that is known to be fields."""
    assert isinstance(tree, Map)
    return tree
