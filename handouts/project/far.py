"""Results in an object store, or in whatever else fsspec knows by an address.

Objects appear whole: what was being sent when somebody was killed never becomes one. There are no
locks, so whoever writes there must not lean on any.
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING

import fsspec

from ..source.files import PART
from ..source.problems import Misused, Problem, Where, did_you_mean
from ..source.values import dataclass

if TYPE_CHECKING:
    from .stores import Mark


@dataclass(frozen=True, slots=True)
class Far:
    """A folder by its address. It can be sent to other processes, which open it for themselves."""

    address: str

    @property
    def _files(self) -> tuple[fsspec.AbstractFileSystem, str]:
        found: tuple[fsspec.AbstractFileSystem, str] = fsspec.url_to_fs(self.address)
        return found

    def _path(self, name: str) -> str:
        return f"{self._files[1].rstrip('/')}/{name}" if name else self._files[1]

    @property
    def locks(self) -> bool:
        return False

    @property
    def there(self) -> bool:
        return bool(self._files[0].exists(self._path("")))

    def shown(self, name: str = "") -> str:
        return f"{self.address}/{name}" if name else self.address

    @contextmanager
    def _asked(self, name: str) -> Iterator[None]:
        """Raises ``OSError`` for all that is wrong with a store: each kind has errors of its own,
        for want of a key to it or of a way to write, say."""
        try:
            yield
        except OSError:
            raise
        except Exception as error:
            why = f"{type(error).__name__} {error}".strip()
            raise OSError(errno.EIO, why, self.shown(name)) from error

    def at(self, folder: str) -> Far:
        return Far(f"{self.address}/{folder}")

    def alone(self) -> AbstractContextManager[None]:
        return nullcontext()

    def read(self, name: str) -> bytes | None:
        with suppress(OSError), self._asked(name):
            return bytes(self._files[0].cat_file(self._path(name)))
        return None

    def write(self, name: str, data: bytes) -> None:
        if self.read(name) == data:
            return
        with self._asked(name):
            files, path = self._files[0], self._path(name)
            files.makedirs(path.rpartition("/")[0], exist_ok=True)
            with files.transaction:  # where a half-written file would show, it is moved there whole
                files.pipe_file(path, data)

    def write_all(self, files: Mapping[str, bytes]) -> None:
        for name, data in files.items():
            self.write(name, data)

    def remove(self, name: str) -> None:
        with suppress(FileNotFoundError), self._asked(name):
            self._files[0].rm_file(self._path(name))

    def names(self, folder: str) -> Iterator[str]:
        files, root = self._files[0], self._path("").rstrip("/")
        found = list[str]()
        with suppress(FileNotFoundError), self._asked(folder):
            found = sorted(map(str, files.find(self._path(folder))))
        for path in found:
            inside = path[len(root) + 1 :]
            if not PART.fullmatch(inside.rpartition("/")[2]):
                yield inside

    def folders(self) -> Iterator[str]:
        found = list[str]()
        with suppress(FileNotFoundError), self._asked(""):
            there = self._files[0].ls(self._path(""), detail=True)
            found = [str(one["name"]) for one in there if one["type"] == "directory"]
        yield from sorted(path.rstrip("/").rpartition("/")[2] for path in found)

    def mark(self, name: str) -> Mark:
        with suppress(OSError), self._asked(name):
            return (str(self._files[0].ukey(self._path(name))),)
        return ()

    def sum(self, name: str) -> str:
        data = self.read(name)
        return "" if data is None else hashlib.sha256(data).hexdigest()

    def sweep(self, *, inside: bool = True) -> None:
        """Nothing is ever half there."""


def opened(address: str) -> Far:
    """The store at ``address``. Raises ``ImportError``: its kind needs another package, and
    ``Misused``: there is no such kind, or no folder is named."""
    kind, far, path = address.partition("://")
    if not path.strip("/"):
        hint = f"name one behind it: {kind}{far}handouts"
        raise Misused([Problem(Where(address), "this address names no folder", hint)])
    address = address.rstrip("/")
    try:
        fsspec.url_to_fs(address)
    except ValueError as wrong:
        hint = did_you_mean(kind, fsspec.available_protocols())
        message = f"this address cannot be opened: {wrong}"
        raise Misused([Problem(Where(address), message, hint)]) from wrong
    return Far(address)
