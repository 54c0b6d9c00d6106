"""Folders as values: the files a build is made of, as they were when it began.

A site may be kept, sent to another process, or made again from the same bytes, whatever happens to
the disk meanwhile. Large files (photographs) stay on disk and are known by their hash: one that
changes meanwhile is refused.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath

from .problems import Problem, Problems, Where
from .values import dataclass, field, replace

LARGE = 2_000_000  # bytes: what is larger is not kept in memory
RASTER = (".png", ".jpg", ".jpeg")
LARGE_RASTER = 100_000  # bytes: photographs are many, and each is looked at once, as faces are
SELDOM = (*RASTER, ".ttf", ".otf")
# what a system says of a name that nothing lies under
GONE = (errno.ENOENT, errno.ENOTDIR, errno.EBADF, errno.ELOOP)
UNREAD, READABLE = "the file cannot be read", "let it be read, then try again"
OUTSIDE = "this file leads outside its folder"
NOTHING: Mapping[str, str] = {}
DEEPEST = 20  # folders inside one another: what lies deeper is none of ours
# What systems, editors and office programs leave lying about; no file of a site is called so.
STRAY = re.compile(
    r"\..*|~\$.*|.*~|#.*#|.*\.(sw[a-p]|tmp|bak|orig|part|crdownload)"
    r"|Thumbs\.db|ehthumbs\.db|desktop\.ini|Icon\r|__MACOSX",
    re.IGNORECASE | re.DOTALL,
)


def stray(name: str) -> bool:
    """Whether a file or folder of this name lies there by chance: it is not looked at."""
    if STRAY.fullmatch(name):
        return True
    return not name.isascii() and any("\ud800" <= char <= "\udfff" for char in name)


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was found; ``fault`` says why it cannot be used, to whoever wants to."""

    path: Path
    sha256: str
    size: int
    data: bytes | None = field(repr=False, default=None)
    fault: str = ""

    @property
    def hint(self) -> str:
        """What to do about its fault."""
        return READABLE if self.fault.startswith(UNREAD) else "copy the file itself here"

    def read(self, shown: str) -> bytes:
        """Its bytes. Raises ``Problems``, with ``shown`` as its name, where it cannot be used or
        was changed since."""
        if self.fault:
            raise Problems([Problem(Where(shown), self.fault, self.hint)])
        if self.data is not None:
            return self.data
        try:
            data = self.path.read_bytes()
        except OSError as error:
            message = f"the file cannot be read: {str(error.strerror).lower()}"
            raise Problems(
                [Problem(Where(shown), message, "put the file back, then try again")]
            ) from None
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise Problems(
                [Problem(Where(shown), "the file was changed while it was being used", "try again")]
            )
        return data


@dataclass(frozen=True)
class Folder:
    """The files of a folder by their paths inside it, in order; ``name`` is what messages call the
    folder.

    ``empty`` are the folders inside it that hold nothing, or lead to another folder: those are not
    followed. ``unread`` are those among them that cannot be looked into, "" the folder itself, each
    with the reason.
    """

    name: str
    files: Mapping[str, File] = field(repr=False)
    empty: tuple[str, ...] = field(repr=False, default=())
    unread: Mapping[str, str] = field(repr=False, default=NOTHING)

    def shown(self, path: str) -> str:
        """A file as messages call it."""
        return f"{self.name}/{path}"

    def data(self, path: str) -> bytes | None:
        """The bytes of a file; ``None`` where there is none. Raises ``Problems``: it cannot be
        used."""
        file = self.files.get(path)
        if file is not None:
            return file.read(self.shown(path))
        if problem := self.closed(path):
            raise Problems([problem])
        if self.is_folder(path):
            raise Problems(
                [Problem(Where(self.shown(path)), "this is a folder", "put a text file here")]
            )
        return None

    def closed(self, path: str) -> Problem | None:
        """What is told of a folder that cannot be looked into, where ``path`` is it or would lie
        in it."""
        every = (path, *(str(one) for one in PurePosixPath(path).parents))
        found = next((one for one in map(_rooted, every) if one in self.unread), None)
        if found is None:
            return None
        where = Where(self.shown(found) if found else self.name)
        return _closed(where, self.unread[found])

    def is_folder(self, path: str) -> bool:
        """Whether a folder lies at ``path``."""
        inside = f"{path}/"
        return path in self.empty or any(
            one.startswith(inside) for one in (*self.files, *self.empty)
        )

    def within(self, folder: str) -> Iterator[tuple[PurePosixPath, File]]:
        """The files right inside ``folder``, by their paths."""
        inside = f"{folder}/" if folder else ""
        return (
            (PurePosixPath(path), file)
            for path, file in self.files.items()
            if path.startswith(inside) and "/" not in path[len(inside) :]
        )

    def folders(self, folder: str) -> tuple[str, ...]:
        """The names of the folders right inside ``folder``, in order."""
        inside = f"{folder}/" if folder else ""
        every = (*self.files, *(f"{path}/" for path in self.empty))
        below = (path[len(inside) :].partition("/") for path in every if path.startswith(inside))
        return tuple(sorted({name for name, slash, _ in below if slash and name}))

    def changed(self, files: Mapping[str, bytes]) -> Folder:
        """The same folder with other contents of some ``files``, by their paths."""
        return self.overlaid({path: loose(Path(path), data) for path, data in files.items()})

    def overlaid(self, files: Mapping[str, File], instead_of: str = "\0") -> Folder:
        """The same folder with other ``files`` by their paths, in place of all whose paths begin
        with ``instead_of``."""
        left = {path: one for path, one in self.files.items() if not path.startswith(instead_of)}
        return Folder(self.name, dict(sorted({**left, **files}.items())))

    @property
    def carried(self) -> Folder:
        """The same with all contents in it, to be sent to where its files are not. Raises
        ``Problems``: one was changed since."""
        files = {
            path: file if file.fault else replace(file, data=file.read(self.shown(path)))
            for path, file in self.files.items()
        }
        return Folder(self.name, files, self.empty, self.unread)

    def digest(self, folder: str = "", without: tuple[str, ...] = ()) -> str:
        """A hash of the names and contents of all files inside ``folder``, those in ``without``
        left aside."""
        told = hashlib.sha256()
        for path, file in self.files.items():
            if path.startswith(folder) and path not in without:
                told.update(
                    f"{path}\0{file.sha256}{file.fault}\n".encode("utf-8", "surrogateescape")
                )
        return told.hexdigest()

    @cached_property
    def whole(self) -> str:
        """The hash of everything."""
        return self.digest()


def _closed(where: Where, reason: str) -> Problem:
    hint = "let its files be read, then try again"
    return Problem(where, f"this folder cannot be read: {reason}", hint)


def names(folder: Path, shown: str) -> tuple[str, ...]:
    """The names in a folder, in order, but for stray ones; none where there is no such folder.
    Raises ``Problems``: it cannot be looked into. (``Path.glob`` finds nothing in it.)"""
    try:
        return tuple(sorted(name for name in os.listdir(folder) if not stray(name)))
    except OSError as error:
        if error.errno in GONE:
            return ()
        raise Problems([_closed(Where(shown), str(error.strerror).lower())]) from None


def _rooted(path: str) -> str:
    return "" if path == "." else path


def read_folder(root: Path, name: str = "", without: tuple[str, ...] = ()) -> Folder:
    """The folder at ``root`` as it is now, but for the folders ``without`` right in it; empty where
    there is none."""
    found: dict[str, File] = {}
    empty: list[str] = []
    real, unread = root.resolve(), dict[str, str]()

    def closed(error: OSError) -> None:
        if error.errno not in GONE:
            inside = str(error.filename)[len(str(real)) :].strip(os.sep).replace(os.sep, "/")
            unread[inside] = str(error.strerror).lower()

    for folder, below, every in os.walk(real, onerror=closed):
        inside = folder[len(str(real)) :].strip(os.sep).replace(os.sep, "/")
        start = f"{inside}/" if inside else ""
        below[:] = [one for one in below if not stray(one) and (inside or one not in without)]
        names = [one for one in every if not stray(one)]
        if inside and inside.count("/") + 1 >= DEEPEST:
            below.clear()
        if below or names:
            empty += [f"{start}{one}" for one in below if os.path.islink(f"{folder}/{one}")]
        else:
            empty.append(inside or ".")
        here = Path(folder)
        for one in names:
            found[f"{start}{one}"] = read_file(here / one, real)
    empty += filter(None, unread)
    files = dict(sorted(found.items()))
    return Folder(name or root.name or real.name, files, tuple(sorted(empty)), unread)


def read_file(path: Path, root: Path | None = None) -> File:
    """One file as it is now; a link that leads out of ``root`` is not followed."""
    name = str(path)  # each question to the system would make it anew
    try:
        found = _found(name, os.lstat)
        if found and stat.S_ISLNK(found.st_mode):
            if root and not path.resolve().is_relative_to(root):
                return File(path, "", 0, fault=OUTSIDE)
            found = _found(name, os.stat)
        if not found or not stat.S_ISREG(found.st_mode):
            return File(path, "", 0, fault="this is no file")
        size, seldom = found.st_size, name.lower().endswith(SELDOM)
        if size <= (LARGE_RASTER if seldom else LARGE):
            with open(name, "rb", buffering=0) as whole:
                data = whole.read()
            return File(path, hashlib.sha256(data).hexdigest(), len(data), data)
        with path.open("rb") as stream:
            return File(path, hashlib.file_digest(stream, "sha256").hexdigest(), size)
    except RuntimeError:  # pathlib says so
        return File(path, "", 0, fault="this link leads to itself")
    except OSError as error:
        reason = str(error.strerror or error).lower()
        return File(path, "", 0, fault=f"{UNREAD}: {reason}")


def _found(name: str, ask: Callable[[str], os.stat_result]) -> os.stat_result | None:
    """What the system says of a file; nothing where there is none."""
    try:
        return ask(name)
    except OSError as error:
        if error.errno not in GONE:
            raise
        return None


def loose(path: Path, data: bytes) -> File:
    """A file that lies on no disk: a picture made by the program."""
    return File(path, hashlib.sha256(data).hexdigest(), len(data), data)
