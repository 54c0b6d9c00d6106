"""Results in an object store, or in whatever else fsspec knows by an address.

Objects appear whole: what was being sent when somebody was killed never becomes one. There are no
locks, so whoever writes there must not lean on any.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import TYPE_CHECKING

import fsspec

from ..source.files import PART
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

    def at(self, folder: str) -> Far:
        return Far(f"{self.address}/{folder}")

    def alone(self) -> AbstractContextManager[None]:
        return nullcontext()

    def read(self, name: str) -> bytes | None:
        with suppress(OSError):
            return bytes(self._files[0].cat_file(self._path(name)))
        return None

    def write(self, name: str, data: bytes) -> None:
        if self.read(name) == data:
            return
        files, path = self._files[0], self._path(name)
        files.makedirs(path.rpartition("/")[0], exist_ok=True)
        with files.transaction:  # where a half-written file would show, it is moved into its place
            files.pipe_file(path, data)

    def write_all(self, files: Mapping[str, bytes]) -> None:
        for name, data in files.items():
            self.write(name, data)

    def remove(self, name: str) -> None:
        with suppress(FileNotFoundError):
            self._files[0].rm_file(self._path(name))

    def names(self, folder: str) -> Iterator[str]:
        files, root = self._files[0], self._path("").rstrip("/")
        with suppress(FileNotFoundError):
            for path in sorted(files.find(self._path(folder))):
                inside = str(path)[len(root) + 1 :]
                if not PART.fullmatch(inside.rpartition("/")[2]):
                    yield inside

    def mark(self, name: str) -> Mark:
        with suppress(OSError):
            return (str(self._files[0].ukey(self._path(name))),)
        return ()

    def sum(self, name: str) -> str:
        data = self.read(name)
        return "" if data is None else hashlib.sha256(data).hexdigest()

    def sweep(self) -> None:
        """Nothing is ever half there."""


def opened(address: str) -> Far:
    """The store at ``address``. Raises ``ImportError``: its kind needs another package."""
    address = address.rstrip("/")
    fsspec.url_to_fs(address)
    return Far(address)
