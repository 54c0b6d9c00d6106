"""The files that several pictures use pieces of: read once, and each piece drawn once."""

from __future__ import annotations

from functools import lru_cache

from ..source.problems import Problem
from ..source.rows import NamedTuple
from .drawing import Item
from .looks import Look
from .markup import Node, parse, walk


class Piece(NamedTuple):
    """What a piece draws, of how many elements, and in how many steps."""

    items: tuple[Item, ...]
    drawn: int
    steps: int


Pieces = dict[tuple[str, Look], Piece]  # by name, and by how they look


@lru_cache(maxsize=64)
def kit_file(data: bytes, name: str) -> tuple[dict[str, Node], tuple[Problem, ...]]:
    """The pieces of a file by their ids, and what is wrong with it.

    Raises ``Problems`` where it cannot be read at all.
    """
    root, problems = parse(data, name)
    return ids(root), tuple(problems)


def ids(root: Node) -> dict[str, Node]:
    """The elements of a file that can be used, by their ids."""
    return {node.attributes["id"]: node for node in walk(root) if "id" in node.attributes}
