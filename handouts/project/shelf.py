"""Whether the catalogue of a folder of results is still that of what lies there."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from ..clinic.jobs import Entry
from ..making.cache import Keys
from ..source.problems import Problem, Where

INDEX = "index.html"
OTHERS = ("topics.json", "fhir/bundle.json")
FOLDERS = ("connect", "fhir")
NEAR = 4000  # bytes: where the page says what it was made of
STAMP = re.compile(rb'<meta name="made-of" content="([0-9a-f]*)">')


def stamp_of(keys: Keys, entries: Mapping[str, Entry]) -> str:
    """The hash of all that has a say in the catalogue: the program, the site, the files."""
    listed = json.dumps([asdict(entries[name]) for name in sorted(entries)])
    shared = keys.of("catalogue", sorted({one.handout for one in entries.values()}))
    return hashlib.sha256(f"{shared}\0{listed}".encode()).hexdigest()


def current(out: Path, stamp: str) -> bool:
    """Whether the catalogue is there, and that of ``stamp``."""
    there = all((out / name).is_file() for name in OTHERS)
    return there and _stamp(out / INDEX) == stamp.encode()


def foreign(out: Path) -> Problem | None:
    """What is told where a page of somebody else lies in the place of the catalogue."""
    path = out / INDEX
    if not path.exists() or _stamp(path) is not None:
        return None
    hint = "take it away, or let the files go to another folder (--out)"
    message = "this is no catalogue of ours, so none is written in its place"
    return Problem(Where(str(path)), message, hint, "warning")


def clear(out: Path) -> None:
    """Take the catalogue away where nothing is left that it could tell of."""
    if _stamp(out / INDEX) is None:
        return
    for name in (INDEX, *OTHERS):
        (out / name).unlink(missing_ok=True)
    for name in FOLDERS:
        shutil.rmtree(out / name, ignore_errors=True)


def _stamp(path: Path) -> bytes | None:
    """What a page was made of; nothing where it is none of ours."""
    with suppress(OSError):
        if path.is_file():
            with path.open("rb") as file:
                found = STAMP.search(file.read(NEAR))
            return found[1] if found else None
    return None
