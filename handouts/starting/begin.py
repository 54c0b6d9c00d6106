"""``handouts init``: a site in an empty folder, that builds at once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from .. import __version__
from ..making.places import CACHE
from ..source.files import named
from ..source.problems import Problem, Problems, Where
from . import record
from .record import Record, Taken
from .shipped import Shipped

# What a site has besides shipped texts; "dot-" stands for the dot of a hidden file.
TEMPLATES = Path(__file__).parent / "site"
# May be there already: that is how a new repository looks, or a folder where somebody tried to
# build before there was anything, or which somebody has looked into (systems leave a file there).
THERE = {".git", CACHE, ".DS_Store", "Thumbs.db", "desktop.ini"}


def begin(folder: Path, handouts: Sequence[str], *, every: bool) -> Iterator[str]:
    """Write the site, whole or not at all, and tell what is there.

    Raises ``Problems``: the folder is not empty, or a handout is not shipped.
    """
    shipped = Shipped()
    taken = shipped.slugs if every else tuple(dict.fromkeys(handouts or (shipped.first,)))
    shipped.known(taken)
    _empty(folder)
    files = shipped.files(taken)
    now = {path: Taken.now(path, data) for path, data in files.items()}
    kept = Record(__version__, taken, every, now)
    files |= {**_templates(taken[0]), record.NAME: record.written(kept)}
    _appear(folder, files)
    count = f"{len(taken)} {'handout' if len(taken) == 1 else 'handouts'}"
    yield f"{folder}: a site with {count}: {', '.join(taken)}"
    yield f"{folder / 'README.md'}: how to go on"


def _empty(folder: Path) -> None:
    where, hint = Where(folder.as_posix()), "name a folder that is not there yet"
    if folder.exists() and not folder.is_dir():
        raise Problems([Problem(where, "this is a file, not a folder", hint)])
    inside = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if inside - THERE:
        message = f"the folder is not empty: '{min(inside - THERE)}' is in it"
        raise Problems([Problem(where, message, f"{hint}; nothing is written over")])


def _templates(slug: str) -> dict[str, bytes]:
    """The files that are no shipped texts, by path; ``slug`` is the handout that is the example."""
    found = {}
    for path in sorted(TEMPLATES.rglob("*")):
        if path.is_file():
            name = path.relative_to(TEMPLATES).as_posix().replace("dot-", ".")
            text = path.read_text("utf-8").replace("VERSION", __version__).replace("SLUG", slug)
            found[name] = text.encode()
    return found


def _appear(folder: Path, files: dict[str, bytes]) -> None:
    """Write the files into a folder of another name and rename it: half a site is never there.

    In a folder that is there already, what is to be in it is renamed one by one: it may be the
    working folder, or a disk of its own, which nothing else can take the place of.
    """
    there = folder.is_dir()
    whole = folder.absolute()
    part = (whole if there else whole.parent) / f".{whole.name}.{os.getpid()}.part"
    moved: list[Path] = []
    try:
        for name, data in files.items():
            with named(folder / name):
                path = part / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        if not there:
            part.rename(folder)
            return
        for path in sorted(part.iterdir()):
            moved.append(path.rename(folder / path.name))
        part.rmdir()
    except BaseException:
        for path in moved:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise
    finally:
        shutil.rmtree(part, ignore_errors=True)
