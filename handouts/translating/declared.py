"""What a site declares once for all its handouts, and says in words: how facts are called
(``facts.yaml``), the words of its subject, the titles of sets.

Words and structure stand in one file there. A translation (``facts.es.yaml``) has the words alone,
and may leave out what nobody has translated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias

from ..source.tree import Map, Scalar, Sequence, Tree
from .units import Plain, Unit, even, plain, readable

Shape: TypeAlias = 'dict[str, Shape] | list[Shape] | Literal["words", "kept"]'

ANY = "*"  # whatever it is called
FACT: Shape = {"label": "words", "help": "words", "said": ["words"]}
FACTS: Shape = {ANY: FACT}
PICTURE: Shape = {"figure": "kept", "alt": "words", "labels": {ANY: "words"}}
TALK: Shape = {ANY: {"label": "words", "options": ["words"], "pictures": [PICTURE]}}
FAMILY: Shape = {"kind": "words", "teach-back": "words", "tabs": {ANY: "words"}, "talk": TALK}
PLAN: Shape = {"kind": "words", "title": "words", "subtitle": "words", "fields": FACTS}
SHAPES: Mapping[str, Shape] = {
    "subject": {"families": {ANY: FAMILY}, "activities": {ANY: "words"}, "plan": PLAN},
    "facts": {"facts": FACTS, "groups": {ANY: {"facts": FACTS}}},
    "sets": {ANY: {"title": "words", "subtitle": "words"}},
}


def units(name: str, tree: Tree) -> dict[str, Unit]:
    """The units of the file called ``name``, or of its translation, in reading order."""
    return {one.path: one for one in _units(SHAPES[name], tree, (), "", "")}


def _units(
    shape: Shape, tree: Tree, path: tuple[str, ...], field: str, picture: str
) -> Iterator[Unit]:
    if isinstance(shape, dict) and isinstance(tree, Map):
        about = str(tree.get("figure", picture))
        for key, below in tree.items():
            if inner := shape.get(key) or shape.get(ANY):
                yield from _units(inner, below, (*path, key), key, about)
    elif isinstance(shape, list) and isinstance(tree, Sequence):
        for number, below in enumerate(tree):
            yield from _units(shape[0], below, (*path, str(number)), field, picture)
    elif shape == "words" and isinstance(tree, Scalar) and readable(tree):
        # braces are no marks there: they show how a file is written
        kind: Literal["words", "term"] = "term" if "{" in tree else "words"
        yield Unit("/".join(path), even(tree), tree.at, field, kind, picture)


def worded(name: str, ours: Tree, theirs: Tree | None, words: Mapping[str, str]) -> Plain:
    """The translation of the file called ``name``: what of it has ``words``, in the order of the
    source, and what the translation has of its own."""
    shape, told = SHAPES[name], _worded(SHAPES[name], ours, "", words)
    if isinstance(theirs, Map) and isinstance(told, dict) and isinstance(shape, dict):
        own = {} if ANY in shape else {key: one for key, one in theirs.items() if key not in shape}
        told |= {str(key): plain(one) for key, one in own.items()}
    return told


def _worded(shape: Shape, tree: Tree, path: str, words: Mapping[str, str]) -> Plain:
    """Entries of which nothing is translated are left out; in one of which something is, the rest
    stays in the words of the source."""
    if isinstance(shape, dict) and isinstance(tree, Map):
        inner = {key: shape.get(key) or shape.get(ANY) for key in tree}
        return {
            str(key): _worded(one, tree[key], _join(path, key), words)
            for key, one in inner.items()
            if one and (isinstance(one, str) or _any(_join(path, key), words))
        }
    if isinstance(shape, list) and isinstance(tree, Sequence):
        return [_worded(shape[0], one, _join(path, str(n)), words) for n, one in enumerate(tree)]
    return words.get(path, plain(tree)) if shape == "words" else plain(tree)


def _any(path: str, words: Mapping[str, str]) -> bool:
    return any(one.startswith(f"{path}/") for one in words)


def _join(path: str, step: str) -> str:
    return f"{path}/{step}" if path else step
