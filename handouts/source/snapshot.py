"""Folders as values: the files a build is made of, as they were when it began.

A site may be kept, sent to another process, or made again from the same bytes, whatever happens to
the disk meanwhile. Large files (photographs) stay on disk and are known by their hash: one that
changes meanwhile is refused.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath

from .problems import Problem, Problems, Where
from .values import dataclass, field, replace
from .walk import GONE, UNREAD, Found, found, lying, stray, sum_of, whole

READABLE = "let it be read, then try again"
NOTHING: Mapping[str, str] = {}


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
    with the reason. ``lent`` are files in the stead of its own: what their paths begin with, and
    what messages call the folder they come from.
    """

    name: str
    files: Mapping[str, File] = field(repr=False)
    empty: tuple[str, ...] = field(repr=False, default=())
    unread: Mapping[str, str] = field(repr=False, default=NOTHING)
    lent: Mapping[str, str] = field(repr=False, default=NOTHING)

    def shown(self, path: str) -> str:
        """A file as messages call it."""
        for begin, folder in self.lent.items():
            if path.startswith(begin):
                return folder + path[len(begin) :]
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

    def overlaid(
        self,
        files: Mapping[str, File],
        instead_of: str = "\0",
        lent: Mapping[str, str] = NOTHING,
    ) -> Folder:
        """The same folder with other ``files`` by their paths, in place of all whose paths begin
        with ``instead_of``; ``lent`` as above, where they come from elsewhere."""
        left = {path: one for path, one in self.files.items() if not path.startswith(instead_of)}
        every = dict(sorted({**left, **files}.items()))
        return Folder(self.name, every, self.empty, self.unread, {**self.lent, **lent})

    @property
    def carried(self) -> Folder:
        """The same with all contents in it, to be sent to where its files are not. Raises
        ``Problems``: one was changed since."""
        files = {
            path: file if file.fault else replace(file, data=file.read(self.shown(path)))
            for path, file in self.files.items()
        }
        return Folder(self.name, files, self.empty, self.unread, self.lent)

    def digest(self, folder: str = "", without: tuple[str, ...] = ()) -> str:
        """A hash of the names and contents of all files inside ``folder``, those in ``without``
        left aside."""
        return sum_of(
            [
                (path, file.sha256, file.fault)
                for path, file in self.files.items()
                if path.startswith(folder) and path not in without
            ]
        )

    @cached_property
    def whole(self) -> str:
        """The hash of everything."""
        return self.digest()

    @property
    def lies(self) -> str:
        """The hash of everything, and of what holds nothing or cannot be looked into."""
        return whole(self.whole, [*self.empty], dict(self.unread))


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
    real = root.resolve()
    there = lying(str(real), without)
    files = {inside: _file(path, one) for inside, (path, one) in there.files.items()}
    return Folder(name or root.name or real.name, files, tuple(there.empty), there.unread)


def read_file(path: Path, root: Path | None = None) -> File:
    """One file as it is now; a link that leads out of ``root`` is not followed."""
    return _file(str(path), found(str(path), str(root or "")))


def _file(path: str, one: Found) -> File:
    sha256, size, data, fault = one
    return File(Path(path), sha256, size, data, fault)


def loose(path: Path, data: bytes) -> File:
    """A file that lies on no disk: a picture made by the program."""
    return File(path, hashlib.sha256(data).hexdigest(), len(data), data)
