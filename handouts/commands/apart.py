"""Where files may go: never among those they are made of, nor among somebody else's; what tells of
a patient, never among what everybody is given."""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ..making.places import WHOSE
from ..project.listed import INDEX, MANIFEST, OTHERS, SUMS
from ..project.results import LONGEST
from ..project.shelf import FOLDERS
from ..project.stores import path_of
from ..source.problems import Misused, Problem, Where
from ..source.walk import stray

HINT = "name a folder of their own, such as dist"
AMONG = "a copy for one patient would lie among the files that everybody is given"
OWN = "name a folder that only those see who may know of the patient"
PROGRAM = Path(__file__).parents[1]
# what a build leaves, at once or when it is stopped: a folder with nothing else is one of results
OURS = {MANIFEST, SUMS, INDEX, *(name.partition("/")[0] for name in OTHERS), *FOLDERS}
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:/")  # of a path, a system makes one slash of two
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")


def apart(options: argparse.Namespace) -> None:
    """Lets through what is written to a place of its own. Raises ``Misused``."""
    asked = getattr(options, "out", None)
    piped = options.command == "fill" and not options.list and str(asked) == "-"
    if not asked or piped:
        return
    many = options.command == "build" or getattr(options, "list", None)
    if ADDRESS.match(str(asked)) and not many:
        why = "this is an address, and what is made here is written to a path"
        raise Misused([Problem(Where(str(asked)), why, "only a network and a list may go to one")])
    path = path_of(str(asked))
    if path is None:
        return
    out = Path(os.path.realpath(path))
    if options.command == "fill" and any(map(_handed_out, (out, *out.parents))):
        raise Misused([Problem(Where(str(asked)), AMONG, OWN)])
    why = next(_among(options, out), "")
    if not why and options.command == "build" and not options.network and _foreign(out):
        why = "there are files of somebody else in this folder, and none of ours"
    if why:
        raise Misused([Problem(Where(str(asked)), why, HINT)])


def _among(options: argparse.Namespace, out: Path) -> Iterator[str]:
    """Why ``out``, a file or folder with no links in its path, is no place of its own."""
    content, assets = (
        Path(os.path.realpath(getattr(options, name, name))) for name in ("content", "assets")
    )
    for folder in (content, assets, PROGRAM):
        if _inside(out, folder):
            yield "what is made would lie among what it is made of"
    home = content.parent
    if out.is_relative_to(home) and any(map(_hidden, out.relative_to(home).parts)):
        yield "what is made would lie in a hidden folder"
    for name in ("clinic", "details", "list"):
        given = getattr(options, name, None)
        if given and out in (path := Path(os.path.realpath(given)), path.parent)[: _many(options)]:
            yield "what is made would lie among what it is made of"
    if _many(options) > 1 and any(_inside(folder, out) for folder in (content, assets)):
        yield "what it is made of lies in this folder"


def _handed_out(folder: Path) -> bool:
    """Whether a folder holds results of a build, which are put on the web or lie for all."""
    listed = all((folder / name).is_file() for name in (MANIFEST, SUMS))
    return listed or (folder / WHOSE).is_file()


def _many(options: argparse.Namespace) -> int:
    """1 for a command that writes a file, 2 for one that fills a folder."""
    return 2 if options.command == "build" or getattr(options, "list", None) else 1


def _inside(path: Path, folder: Path) -> bool:
    """Whether a path is a folder or lies in it, also where a system does not care for capitals."""
    if path.is_relative_to(folder):
        return True
    with suppress(OSError):
        known = os.stat(folder)
        for one in (path, *path.parents):
            with suppress(OSError):
                if os.path.samestat(os.stat(one), known):
                    return True
    return False


def _hidden(name: str) -> bool:
    return name.startswith(".")


def _foreign(out: Path) -> bool:
    """Whether a folder holds something, and nothing says that it is one of our results."""
    with suppress(OSError):
        names = [name for name in os.listdir(out) if not stray(name)]
        if MANIFEST in names:
            return _others(out / MANIFEST)
        return any(name not in OURS and not LANGUAGE.fullmatch(name) for name in names)
    return False


def _others(manifest: Path) -> bool:
    """Whether a file of that name is sound, and none of ours; a damaged one is written anew."""
    with suppress(OSError, ValueError, RecursionError):
        if manifest.stat().st_size < LONGEST:
            told = json.loads(manifest.read_bytes())
            return not isinstance(told, dict) or not isinstance(told.get("files"), list)
    return False
