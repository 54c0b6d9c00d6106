"""Whether the catalogue of a folder of results is still that of what lies there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from ..clinic.jobs import Entry
from ..making.cache import Keys
from ..source.problems import Problem, Where
from ..source.values import flat
from .listed import INDEX, OTHERS, stamp_in
from .stores import Store

FOLDERS = ("connect", "fhir")


def stamp_of(keys: Keys, entries: Mapping[str, Entry]) -> str:
    """The hash of all that has a say in the catalogue: the program, the site, the files."""
    listed = json.dumps([flat(entries[name]) for name in sorted(entries)])
    shared = keys.of("catalogue", sorted({one.handout for one in entries.values()}))
    return hashlib.sha256(f"{shared}\0{listed}".encode()).hexdigest()


def current(out: Store, stamp: str) -> bool:
    """Whether the catalogue is there, and that of ``stamp``."""
    there = all(out.mark(name) for name in OTHERS)
    return there and _stamp(out) == stamp.encode()


def foreign(out: Store) -> Problem | None:
    """What is told where a page of somebody else lies in the place of the catalogue."""
    if not out.mark(INDEX) or _stamp(out) is not None:
        return None
    hint = "take it away, or let the files go to another folder (--out)"
    message = "this is no catalogue of ours, so none is written in its place"
    return Problem(Where(out.shown(INDEX)), message, hint, "warning")


def clear(out: Store) -> None:
    """Take the catalogue away where nothing is left that it could tell of."""
    if _stamp(out) is None:
        return
    for name in (INDEX, *OTHERS):
        out.remove(name)
    for folder in FOLDERS:
        for name in tuple(out.names(folder)):
            out.remove(name)


def _stamp(out: Store) -> bytes | None:
    """What the page in the place of the catalogue was made of; nothing where it is none of ours."""
    return stamp_in(out.read(INDEX) or b"")
