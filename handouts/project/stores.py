"""Where results lie: a folder, or what is one by another name (an object store).

Files are known by names such as ``en/knee-standard-letter.pdf``, and are there whole or not
at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from importlib import import_module
from pathlib import Path
from typing import Protocol

from ..source.files import alone, sweep, write, write_all
from ..source.problems import Misused, Problem, Where
from ..source.values import dataclass

Mark = tuple[int | str, ...]  # what tells a file from one that was put in its place
FAR = "://"  # in an address that is no path
HERE = ("file", "local")  # kinds of addresses that are one all the same


class Store(Protocol):
    """A folder of results. All but ``read``, ``mark`` and ``sum`` raise ``OSError``."""

    @property
    def locks(self) -> bool:
        """Whether ``alone`` keeps others away."""

    @property
    def there(self) -> bool:
        """Whether anything was ever put here."""

    def shown(self, name: str = "") -> str:
        """A file as messages call it."""

    def at(self, folder: str) -> Store:
        """A folder inside this one."""

    def alone(self) -> AbstractContextManager[None]:
        """Inside, no other process of ours writes here."""

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; ``None`` where there is none that can be read."""

    def write(self, name: str, data: bytes) -> None:
        """Put a file there, whole or not at all."""

    def write_all(self, files: Mapping[str, bytes]) -> None:
        """Put many files there, all or none."""

    def remove(self, name: str) -> None:
        """Take a file away, and its folder with the last one in it."""

    def names(self, folder: str) -> Iterator[str]:
        """The files below a folder, at any depth."""

    def folders(self) -> Iterator[str]:
        """The folders right in this one, by name."""

    def mark(self, name: str) -> Mark:
        """What a file is told by from another in its place; empty where there is none."""

    def sum(self, name: str) -> str:
        """The SHA-256 of a file; "" where there is none."""

    def sweep(self, *, inside: bool = True) -> None:
        """Take away what killed processes left half-written, in folders right ``inside``, too."""


@dataclass(frozen=True, slots=True)
class Local:
    """A folder of this machine, or one that several machines share."""

    root: Path

    @property
    def locks(self) -> bool:
        return True

    @property
    def there(self) -> bool:
        return self.root.is_dir()

    def shown(self, name: str = "") -> str:
        return str(self.root / name)

    def at(self, folder: str) -> Local:
        return Local(self.root / folder)

    def alone(self) -> AbstractContextManager[None]:
        return alone(self.root)

    def read(self, name: str) -> bytes | None:
        with suppress(OSError):
            if (path := self.root / name).is_file():  # a pipe would never be filled
                return path.read_bytes()
        return None

    def write(self, name: str, data: bytes) -> None:
        write(self.root / name, data)

    def write_all(self, files: Mapping[str, bytes]) -> None:
        write_all({self.root / name: data for name, data in files.items()})

    def remove(self, name: str) -> None:
        path = self.root / name
        path.unlink(missing_ok=True)
        if path.parent != self.root:
            with suppress(OSError):
                path.parent.rmdir()

    def names(self, folder: str) -> Iterator[str]:
        for path in sorted((self.root / folder).rglob("*")):
            if path.is_file():
                yield path.relative_to(self.root).as_posix()

    def folders(self) -> Iterator[str]:
        with suppress(FileNotFoundError):
            yield from sorted(path.name for path in self.root.iterdir() if path.is_dir())

    def mark(self, name: str) -> Mark:
        with suppress(OSError):
            found = (self.root / name).stat()
            return found.st_ino, found.st_mtime_ns, found.st_size
        return ()

    def sum(self, name: str) -> str:
        path = self.root / name
        with suppress(OSError):
            if path.is_file():
                with path.open("rb") as stream:
                    return hashlib.file_digest(stream, "sha256").hexdigest()
        return ""

    def sweep(self, *, inside: bool = True) -> None:
        sweep(self.root, inside=inside)


def path_of(place: str) -> Path | None:
    """The path that a place is on this machine; ``None`` where it is elsewhere."""
    kind, far, path = place.partition(FAR)
    if not far:
        return Path(place)
    return Path(path) if kind in HERE and path.strip("/") else None


def store_of(place: str, *, everywhere: object = False) -> Store:
    """The store of a path or of an address such as ``s3://bucket/handouts``; ``everywhere`` it goes
    by a name that is the same in processes that run in other folders. Raises ``Misused``:
    what such addresses need is not installed, or there are none of this kind."""
    if path := path_of(place):
        return Local(path.absolute() if everywhere else path)
    try:
        far: Store = import_module(f"{__package__}.far").opened(place)
    except ImportError as missing:
        hint = 'python -m pip install "handouts[network]"'
        hint += "" if missing.name == "fsspec" else f", and {missing.name or missing}"
        message = "this address needs a package that is not installed"
        raise Misused([Problem(Where(place), message, hint)]) from None
    return far
