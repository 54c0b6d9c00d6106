"""``handouts diff``: what changed between two folders or revisions, and the files that tell it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..comparison import compare, sides
from ..making.cache import ready
from ..making.places import CACHE
from ..meaning.changes import Changes
from ..reports.changes import html, pdf
from ..source.files import write
from ..source.problems import Problem
from ..source.values import dataclass


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison found, and the files that tell it."""

    changes: Changes
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


def diff(
    names: tuple[str, str], wanted: Sequence[str], languages: Sequence[str], out: Path
) -> Compared:
    """Write what changed between two folders or revisions, as HTML and as PDF."""
    with sides(*names, Path.cwd()) as (old, new):
        found = compare(old, new, wanted, languages, ready(Path(CACHE)))
        printed, faults = pdf(found)
        files = {out / "changes.html": html(found), out / "changes.pdf": printed}
    for path, data in files.items():
        if data:
            write(path, data)
        else:
            path.unlink(missing_ok=True)  # never one of an earlier comparison beside this one
    return Compared(
        found.changes, tuple(path for path in files if files[path]), (*found.problems, *faults)
    )
