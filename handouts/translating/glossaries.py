"""Words to know, whose names are words themselves: in a translation each says which word it stands
for (``of``), so a unit is called by the word of the source."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..source.tree import Map, Scalar
from .units import Plain, Unit, even, plain

MEANS = "definition"


def units(tree: Map, *, named: bool) -> dict[str, Unit]:
    """The word and the definition of each entry; ``named`` says that entries stand for themselves,
    else for the word under ``of``."""
    found: dict[str, Unit] = {}
    for word, entry in tree.items():
        if not isinstance(entry, Map):
            continue
        stands = word if named else str(entry.get("of", ""))
        if stands:
            found[stands] = Unit(stands, even(word), tree.keys_at[word], stands, "term")
            means = entry.get(MEANS)
            if isinstance(means, Scalar):
                path = f"{stands}/{MEANS}"
                found[path] = Unit(path, even(means), means.at, MEANS)
    return found


def worded(source: Map, other: Map | None, words: Callable[[str, str], str]) -> Plain:
    """The words to know of a translation, in the order of the source; other forms and what to avoid
    stay as they are in it."""
    own = {str(entry["of"]): (word, entry) for word, entry in _standing(other)}
    out: dict[str, Plain] = {}
    for word, entry in source.items():
        _, before = own.get(word, (word, Map()))
        told: dict[str, Plain] = {"of": str(word)}
        means = entry.get(MEANS) if isinstance(entry, Map) else None
        if isinstance(means, Scalar):
            told[MEANS] = words(f"{word}/{MEANS}", even(means))
        told.update({name: plain(before[name]) for name in ("also", "avoid") if name in before})
        out[words(word, word)] = told
    return out


def _standing(tree: Mapping[str, object] | None) -> list[tuple[str, Map]]:
    entries = (tree or {}).items()
    return [(word, entry) for word, entry in entries if isinstance(entry, Map) and "of" in entry]
