"""A text as units: each piece of words that a translator is given, by a name that lasts.

A unit is one scalar that is read; its name is the path to it, with ids in place of numbers where
there are ids (``sections/risks/blocks/2/bullets/0``). All else is structure: which blocks there
are, their pictures, sources, counts. A translation has the structure of its source, so it is
written from the source's tree with other words in it (``worded``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Literal, TypeAlias

from ..source.patterns import later
from ..source.problems import Where
from ..source.rows import NamedTuple
from ..source.tree import Map, Scalar, Sequence, Tree

Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str"
Words = Callable[[str, str], str]  # a unit's name and its own words -> the words to write

# Fields that are no words, with all that stands below them.
STRUCTURE = frozenset(
    {
        *("id", "version", "issued", "review-by", "group", "authors", "codes", "replaces", "tab"),
        *("figure", "icon", "role", "source", "sources", "count", "counts", "out-of", "up-to"),
        *("about", "level", "lines", "size", "choose", "include", "fragment", "fact", "checked"),
        *("contact", "sheet", "leaflet", "poster", "card", "excerpt"),
    }
)
NUMBERED = frozenset({"count", "counts", "out-of", "level", "lines"})  # of them, whole numbers
SWITCHED = frozenset({"up-to", "excerpt"})  # and what is on or off
# What a translation may have of its own: which blocks fit on a sheet is another matter in each.
EDITIONS = ("sheet", "leaflet", "poster", "card")
DATED = ("version", "issued", "review-by", "authors", "replaces")  # it comes out on its own day
OWN = (*EDITIONS, *DATED, "excerpt", "search-words", "short-title")
LOOSE = "checked"  # on which day a help line was tried
NAMING = ("groups", "people")  # what has a name here is called by it; a picture has it to be found
SHOWN = ("alt", "caption", "labels")  # what is said of a picture leans on it
PICTURED = ("figure", "pictures", "picture-steps")  # what holds pictures by their names
DRAWN = ("name", "figure")  # fields that say which
TERMS = "glossary"  # a list of words to know
FACTS = "clinic-facts"  # a list of facts
# what is left of a text without its marks for facts and sources
MARKS = later(r"\{\{[^{}]*\}\}|\[S\d+\]")


class Unit(NamedTuple):
    """``picture`` is the one that the words are about, if there is one; ``field`` is the nearest
    name on the way."""

    path: str
    text: str
    at: Where
    field: str
    kind: Literal["words", "term"] = "words"
    picture: str = ""


def units(tree: Tree) -> dict[str, Unit]:
    """The units of a text, in reading order, by their names."""
    return {one.path: one for one in _units(tree, (), "", "")}


def _units(tree: Tree, path: tuple[str, ...], field: str, picture: str) -> Iterator[Unit]:
    if isinstance(tree, Map):
        drawn = _picture(tree)
        for name, below in tree.items():
            if _is_words(name, field, tree):
                about = picture if name not in SHOWN else drawn
                if field == "labels":
                    about = picture
                yield from _units(below, (*path, name), name if field != "labels" else field, about)
    elif isinstance(tree, Sequence):
        for number, below in enumerate(tree):
            if field == FACTS and isinstance(below, Scalar):
                continue  # the name of a fact
            yield from _units(below, (*path, step(below, number)), field, picture)
    elif readable(tree):
        kind: Literal["words", "term"] = "term" if field == TERMS else "words"
        yield Unit("/".join(path), even(tree), tree.at, field, kind, picture)


def _is_words(name: str, field: str, tree: Map) -> bool:
    """Whether what stands in a field is read."""
    if field == "labels":
        return True  # its names are anchors of a picture
    if name == "name":
        return field in NAMING or ("alt" not in tree and field not in PICTURED)
    # a block called "figure" holds a picture and its words, elsewhere the field names a picture
    return name not in STRUCTURE or (name == "figure" and isinstance(tree[name], Map))


def _picture(tree: Map) -> str:
    """The picture that these fields are about."""
    if "alt" not in tree:
        return ""
    return next((str(tree[name]) for name in DRAWN if isinstance(tree.get(name), Scalar)), "")


def step(below: Tree, number: int) -> str:
    """How an entry of a list is called: by its id, else by its number."""
    named = below.get("id") if isinstance(below, Map) else None
    return str(named) if isinstance(named, Scalar) else str(number)


def readable(text: str) -> bool:
    """Whether there are letters in it besides marks for facts and sources."""
    return any(map(str.isalpha, MARKS.sub("", text)))


def even(text: str) -> str:
    """White space does not count."""
    return " ".join(text.split())


def digits(*texts: str) -> str:
    """The hash of texts: 8 hex digits."""
    return hashlib.sha256("\0".join(map(even, texts)).encode()).hexdigest()[:8]


# ------------------------------------------------------------------ the other way round


def worded(tree: Tree, words: Words) -> Plain:
    """A tree of the same structure, with other words in its units."""
    return _worded(tree, (), "", words)


def _worded(tree: Tree, path: tuple[str, ...], field: str, words: Words) -> Plain:
    if isinstance(tree, Map):
        return {
            str(name): _worded(below, (*path, name), name if field != "labels" else field, words)
            if _is_words(name, field, tree)
            else plain(below)
            for name, below in tree.items()
        }
    if isinstance(tree, Sequence):
        return [
            str(below)
            if field == FACTS and isinstance(below, Scalar)
            else _worded(below, (*path, step(below, number)), field, words)
            for number, below in enumerate(tree)
        ]
    return words("/".join(path), even(tree)) if readable(tree) else even(tree)


def plain(tree: Tree) -> Plain:
    """A tree without its places, white space not counted."""
    if isinstance(tree, Map):
        return {str(name): plain(below) for name, below in tree.items()}
    if isinstance(tree, Sequence):
        return [plain(below) for below in tree]
    return even(tree)


def valued(tree: Plain, field: str = "") -> object:
    """A tree to be written: numbers and switches of its structure are no words in quotes."""
    if isinstance(tree, dict):
        return {name: valued(below, name) for name, below in tree.items()}
    if isinstance(tree, list):
        return [valued(below, field) for below in tree]
    if field in NUMBERED and tree.isascii() and tree.isdigit():
        return int(tree)
    return tree == "true" if field in SWITCHED and tree in ("true", "false") else tree


# ------------------------------------------------------------------ structure


def unlike(source: Tree, other: Tree) -> Iterator[tuple[Where, str]]:
    """Where a translation has not the structure of its source: the place in the translation, and
    what is different there. What it may have of its own does not count."""
    yield from _unlike(worded(source, _nothing), worded(other, _nothing), other, (), other.at)


def _nothing(_path: str, _own: str) -> str:
    return ""


def _unlike(
    ours: Plain, theirs: Plain, tree: Tree, path: tuple[str, ...], at: Where
) -> Iterator[tuple[Where, str]]:
    name = "/".join(path) or "the text"
    if isinstance(ours, dict) and isinstance(theirs, dict) and isinstance(tree, Map):
        own = OWN if not path else ()
        yield from _unlike_fields(
            {key: one for key, one in ours.items() if key not in own},
            {key: one for key, one in theirs.items() if key not in own},
            tree,
            path,
            at,
        )
    elif isinstance(ours, list) and isinstance(theirs, list) and isinstance(tree, Sequence):
        if len(ours) != len(theirs):
            yield at, f"'{name}' has {len(theirs)} entries here and {len(ours)} in the source"
            return
        for number, (one, two, below) in enumerate(zip(ours, theirs, tree, strict=True)):
            here = (*path, step(below, number))
            yield from _unlike(one, two, below, here, tree.places[number])
    elif type(ours) is not type(theirs):
        yield at, f"'{name}' is {_kind(theirs)} here and {_kind(ours)} in the source"
    elif ours != theirs:
        yield at, f"'{name}' is {_told(theirs)} here and {_told(ours)} in the source"


def _unlike_fields(
    ours: dict[str, Plain], theirs: dict[str, Plain], tree: Map, path: tuple[str, ...], at: Where
) -> Iterator[tuple[Where, str]]:
    for name, one in ours.items():
        whole = (*path, name)
        if name == LOOSE:
            continue
        if name in theirs:
            yield from _unlike(one, theirs[name], tree[name], whole, tree.places[name])
        else:
            yield at, f"'{'/'.join(whole)}' is missing: the source has it"
    for name in theirs:
        if name not in ours and name != LOOSE:
            yield tree.keys_at[name], f"'{'/'.join((*path, name))}' is not in the source"


def _told(value: Plain) -> str:
    return f"'{value}'" if value else "words"


def _kind(value: Plain) -> str:
    return {dict: "fields", list: "a list"}.get(type(value), "a text")
