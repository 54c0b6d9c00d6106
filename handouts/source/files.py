"""Files are written whole or not at all, under names that every system takes, and a folder by one
process at a time."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import sys
import time
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from .patterns import later
from .walk import halves

try:
    import fcntl
except ImportError:  # a Windows has no such locks
    fcntl = None  # type: ignore[assignment]

# What ``write`` puts beside a file until it is whole, with the number of the process it is from.
PART = later(r"\..+\.(\d+)\.part")
OLD = 60 * 24 * 3600  # seconds: what was kept, and nobody has asked for as long, is let go
FORGOTTEN = 24 * 3600  # seconds: so old, it is nobody's, whoever has that number now
PATIENCE = 30  # seconds to wait for another process; one that hangs must not stop all others


def person_key(name: str) -> str:
    """One person's name as files and comparisons know it: small ASCII letters, digits and hyphens.

    Signs, marks, case and white space do not count; a name that has letters beyond these gets
    digits of its hash, so that no two people share a key for want of their own letters.
    """
    even = " ".join(unicodedata.normalize("NFC", name).casefold().split())
    bare = "".join(
        char for char in unicodedata.normalize("NFKD", even) if not unicodedata.combining(char)
    )
    key = "-".join(re.findall(r"[a-z0-9]+", bare))
    digits = "" if even.isascii() else hashlib.sha256(even.encode()).hexdigest()[:6]
    return "-".join(filter(None, (key, digits)))


def write(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path``, whole or not at all; an equal file is left as it is.

    Where there is a link, the file that it leads to is meant; who may read and write a file stays
    as it was. Nothing is put in the place of a folder, a device or a pipe. Raises ``OSError``,
    which always names ``path``.
    """
    known = _known(path)
    if known and known.st_size == len(data) and stat.S_ISREG(known.st_mode):
        with suppress(OSError):
            if path.read_bytes() == data:
                return
    if known and stat.S_ISDIR(known.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if known and not stat.S_ISREG(known.st_mode):
        raise FileExistsError(errno.EEXIST, "this is no file, but a device", str(path))
    with _room(path.parent), named(path):
        _replace(path.resolve() if path.is_symlink() else path, data, known)


@contextmanager
def named(path: Path) -> Iterator[None]:
    """What cannot be written inside is told by this name, not by that of a part of it; of a full
    disk the system says none."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


@contextmanager
def _room(*folders: Path) -> Iterator[None]:
    """Inside, the folders are there; those that were made for it go again where nothing came of it:
    an empty folder among texts would be a handout without one."""
    new = {one for folder in folders for one in _missing(folder)}
    try:
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for one in sorted(new, reverse=True):  # what is inside before what it is in
            with suppress(OSError):
                one.rmdir()
        raise


def _missing(folder: Path) -> Iterator[Path]:
    while not folder.exists():
        yield folder
        folder = folder.parent


def _replace(path: Path, data: bytes, known: os.stat_result | None) -> None:
    """Puts a file in the place of the one that is ``known``, if there is one."""
    part = _part(path)
    try:
        part.write_bytes(data)
        if known:
            with suppress(OSError):  # it is somebody else's, or the file system knows no modes
                part.chmod(stat.S_IMODE(known.st_mode))
        os.replace(part, path)
    finally:
        _remove(part)


def _known(path: Path) -> os.stat_result | None:
    """What a system says of a file, or of what a link leads to; nothing where there is none."""
    with suppress(OSError):
        return path.stat()
    return None


def write_all(files: Mapping[Path, bytes]) -> None:
    """Put all ``files`` where they belong, or none: what was there comes back when one cannot be
    put in its place."""
    with _room(*dict.fromkeys(path.parent for path in files)):
        _write_all(files)


def _write_all(files: Mapping[Path, bytes]) -> None:
    parts = {path: _part(path) for path in files}
    before: dict[Path, bytes | None] = {}
    try:
        for path, part in parts.items():
            with named(path):
                part.write_bytes(files[path])
        for path, part in parts.items():
            with named(path):
                before[path] = path.read_bytes() if path.exists() else None
                os.replace(part, path)
    except BaseException:
        for path, data in before.items():
            path.unlink(missing_ok=True) if data is None else path.write_bytes(data)
        raise
    finally:
        for part in parts.values():
            _remove(part)


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.part")


def _remove(part: Path) -> None:
    with suppress(OSError):
        part.unlink(missing_ok=True)


def sweep(folder: Path, *, inside: bool = True) -> None:
    """Take away what processes that are gone had half-written in ``folder``, and in the folders
    right ``inside``."""
    with suppress(OSError):
        for path in map(Path, halves(str(folder))):
            part = PART.fullmatch(path.name) if inside or path.parent == folder else None
            if part and _left(path, int(part[1])):
                _remove(path)


def used(path: str | Path, written: float) -> None:
    """Somebody has asked for what was kept at ``path`` when it was last ``written``: it is not
    taken away for its age (``outlived``)."""
    if time.time() - written > OLD / 2:
        with suppress(OSError):
            os.utime(path)


def outlived(folder: Path, ours: re.Pattern[str]) -> None:
    """Take away the files of ``folder`` with names of ``ours`` that nobody has written or asked for
    in two months, such as what was kept of a text that was changed since."""
    end = time.time() - OLD
    with suppress(OSError), os.scandir(folder) as there:
        for one in there:
            own = ours.fullmatch(one.name) and one.is_file(follow_symlinks=False)
            if own and one.stat(follow_symlinks=False).st_mtime < end:
                _remove(Path(one.path))


def _left(part: Path, process: int) -> bool:
    """Whether nobody is at work on a half-written file any more."""
    with suppress(OSError):
        if time.time() - part.stat().st_mtime > FORGOTTEN:
            return True
    if sys.platform == "win32":
        return False  # to ask after a process there would end it
    try:
        os.kill(process, 0)  # asks whether there is such a process
    except (ProcessLookupError, OverflowError):
        return True
    except OSError:
        return False  # there is, and it is somebody else's
    return False


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Inside, no other process of ours writes in ``folder``, which is made where it is not there.

    The folder itself is locked, so that nothing more lies in it. Where a system or a file system
    knows no locks, or somebody keeps one for long, it goes on without.
    """
    if os.path.lexists(folder) and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(0.005)
            except OSError:
                break
        yield
    finally:
        with suppress(OSError):  # not left to the closing: a helper process may hold it too
            fcntl.flock(handle, fcntl.LOCK_UN)
        os.close(handle)
