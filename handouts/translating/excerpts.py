"""What a translation of a part is held to: of its source only what it has.

A sheet needs a fifth of a booklet's words. A translation with ``excerpt: true`` has the head of its
handout, and of the sections only the blocks that its ``sheet``, ``leaflet`` and ``poster`` name; so
the source is cut down to these before the two are laid side by side. Of what handouts share a
translation may leave out whole fragments and words to know, where none of its handouts needs them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from ..source.problems import Where
from ..source.tree import Map, Scalar, Sequence, Tree

EXCERPT = "excerpt"
FRAGMENTS = "fragments"
PICKED = ("sheet", "leaflet", "poster")  # fields that name sections and their blocks
PARAGRAPH = "paragraph"  # the kind of a block that is a bare text


def is_excerpt(tree: Tree | None) -> bool:
    """Whether a text says that it is a part of its handout."""
    return isinstance(tree, Map) and str(tree.get(EXCERPT, "")) == "true"


def cut(source: Tree, other: Tree, common: Tree | None) -> Tree:
    """A source as its excerpt ``other`` is to have it; ``common`` is the source of the fragments
    that its blocks include."""
    if not isinstance(source, Map) or not isinstance(other, Map):
        return source
    sections = source.get("sections")
    if not isinstance(sections, Sequence):
        return source
    picks, pieces = _picks(other), _fragments(common)
    kept = [
        (_section(one, picks[str(one["id"])], pieces), at)
        for one, at in zip(sections, sections.places, strict=True)
        if isinstance(one, Map) and str(one.get("id")) in picks
    ]
    return _changed(source, {"sections": _listed(kept, sections)})


def begun(source: Tree, left: Container[str]) -> Tree:
    """A source of fragments, or of words to know, without those called ``left``."""
    if not isinstance(source, Map):
        return source
    pieces = source.get(FRAGMENTS)
    tree = pieces if isinstance(pieces, Map) else source
    kept = _changed(tree, {}, without=[name for name in tree if name in left])
    return _changed(source, {FRAGMENTS: kept}) if tree is pieces else kept


def lacking(source: Tree, other: Tree) -> frozenset[str]:
    """The fragments of a source that a translation does not have."""
    return frozenset(_fragments(source)) - frozenset(_fragments(other))


def _picks(tree: Map) -> Mapping[str, frozenset[str]]:
    """Sections by id, each with the kinds of blocks that are taken of it; an empty one stands for
    the section as it is in short."""
    found: dict[str, frozenset[str]] = {}
    for pick in (one for name in PICKED for one in _texts(tree.get(name))):
        section, _, kind = pick.partition("/")
        found[section] = found.get(section, frozenset()) | {kind}
    return found


def _texts(tree: Tree | None) -> Iterator[str]:
    if isinstance(tree, Map):
        for below in tree.values():
            yield from _texts(below)
    elif isinstance(tree, Sequence):
        yield from map(str, tree)


def _fragments(common: Tree | None) -> Map:
    found = common.get(FRAGMENTS) if isinstance(common, Map) else None
    return found if isinstance(found, Map) else Map()


def _section(section: Map, kinds: Iterable[str], fragments: Map) -> Map:
    """A section with the blocks that are taken, as ``Section.picked`` finds them; where these are
    all told in short, they stand under ``blocks``."""
    found = ((name, section.get(name)) for name in ("short", "blocks"))
    parts = {name: part for name, part in found if isinstance(part, Sequence)}
    taken: dict[str, set[int]] = {name: set() for name in parts}
    for kind in kinds:
        for name, part in parts.items():
            if here := {n for n, one in enumerate(part) if _holds(one, kind, fragments)}:
                taken[name] |= here
                break
    lists = {name: _some(part, taken[name]) for name, part in parts.items() if taken[name]}
    if "short" in lists and "blocks" not in lists:
        lists["blocks"] = lists.pop("short")
    return _changed(section, lists, without=parts)


def _holds(tree: Tree, kind: str, fragments: Map) -> bool:
    """Whether a block is of a kind, or one inside it or what it includes."""
    if not kind:
        return True
    if isinstance(tree, Scalar):
        return kind == PARAGRAPH
    if isinstance(tree, Sequence):
        return any(_holds(one, kind, fragments) for one in tree)
    if kind in tree:
        return True
    for name, below in tree.items():
        inner = fragments.get(str(below)) if name == "include" else below
        if isinstance(inner, Map | Sequence) and _holds(inner, kind, fragments):
            return True
    return False


def _some(part: Sequence, numbers: set[int]) -> Sequence:
    return _listed([(part[n], part.places[n]) for n in sorted(numbers)], part)


def _listed(entries: Iterable[tuple[Tree, Where]], model: Sequence) -> Sequence:
    """A list of entries and their places, that stands where ``model`` does."""
    told = [*entries]
    found = Sequence(one for one, _ in told)
    found.at, found.places = model.at, [at for _, at in told]
    return found


def _changed(tree: Map, fields: Mapping[str, Tree], without: Iterable[str] = ()) -> Map:
    """A tree with other ``fields``; those ``without`` are left out where they are not among
    them."""
    gone = set(without) - fields.keys()
    found = Map((name, fields.get(name, one)) for name, one in tree.items() if name not in gone)
    found.update({name: one for name, one in fields.items() if name not in tree})
    found.at = tree.at
    found.keys_at = {name: tree.keys_at.get(name, tree.at) for name in found}
    found.places = {name: tree.places.get(name, tree.at) for name in found}
    return found
