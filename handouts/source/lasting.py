"""Values that last from one run to the next, in a folder: each with what it was made of and a
checksum, which are looked at before it is believed. What is damaged, or made of something else, is
made again.

Only what a build of a site's own texts makes may last: nothing here is ever given what is told of a
patient. They are pickles, read by a reader that makes values of this package and nothing else, so
a folder from a stranger can run no code.
"""

from __future__ import annotations

import copyreg
import hashlib
import io
import pickle
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import ClassVar, TypeVar, cast

from .files import used, write
from .values import FIELDS

T = TypeVar("T")
Reduced = tuple[Callable[..., object], tuple[object, ...]]  # as pickles have an object
PACKAGE = __name__.partition(".")[0]
SUM = 64  # characters: SHA-256 in hexadecimal
LONGEST = 50_000_000  # bytes: what is longer is none of ours
# values of others: nothing comes of making one
PLAIN = {("datetime", "date"), ("decimal", "Decimal")}
# what a pickle that is none may make its reader raise (Python, module pickle)
BROKEN = (
    *(pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError, KeyError),
    *(TypeError, ValueError, RecursionError),
)


class Place:
    """A folder where values last, those that one version of the program has made: ``code`` says
    which. Without a folder nothing lasts."""

    folder: Path | None = None
    code = ""
    of_site = False  # whether this process knows the texts of a site, and nobody else's
    of_one = False  # whether it makes one paper of them


_PLACE = Place()


def last_in(folder: Path | None, code: str) -> None:
    """Whatever this process makes from here on lasts in ``folder``, or nowhere. ``code`` names the
    program and all libraries that have a say in what it makes."""
    _PLACE.folder, _PLACE.code = folder if code else None, code


def of_site(alone: bool, *, one: bool = False) -> None:
    """Whether this process is ``alone`` with what a site has written, and told of no patient: what
    it makes of words may last then (``Many``). ``one``: it makes one paper, as for whoever writes
    it, and will soon again."""
    _PLACE.of_site, _PLACE.of_one = alone, alone and one


def of_one() -> bool:
    """Whether what is made of a paper as a whole is worth leaving for the next run: who makes many
    would write more than is read."""
    return _PLACE.folder is not None and _PLACE.of_one


class Names:
    """What values hold of ``kinds`` that each run has anyway, such as faces and pictures: it does
    not last with them, but is found again by a name."""

    kinds: tuple[type, ...] = ()

    def name(self, one: object) -> str:
        """The name of one; "" where it has none and lasts as it is."""
        return ""

    def named(self, name: str) -> object:
        """What has a name. Raises ``KeyError``: nothing has it in this run."""
        raise KeyError(name)

    def reduced(self, one: object) -> Reduced:
        """What is written of one."""
        name = self.name(one)
        return (Named, (name,)) if name else cast("Reduced", one.__reduce_ex__(5))


class Named:
    """Stands in a pickle for whatever is called so: its reader finds that."""


NOTHING = Names()


class Many:
    """Small values of one kind by their names, which last together; a run adds what it lacks, and
    writes it down at its end (``settle``).

    Nothing lasts but in a process that is told of no patient (``of_site``). Where there are more
    than ``most``, only those that the run has asked for stay; less than ``least`` new ones are not
    worth writing.
    """

    every: ClassVar[list[Many]] = []

    def __init__(self, name: str, most: int, least: int = 1) -> None:
        self.name, self.most, self.least = name, most, least
        self._known: dict[str, object] = {}
        self._asked: dict[str, object] = {}
        self._opened: tuple[Path, str] | None = None
        self._more = 0  # how many are new

    @property
    def lasts(self) -> bool:
        """Whether anything does."""
        return _PLACE.folder is not None and _PLACE.of_site

    def once(self, key: str, make: Callable[[], T]) -> T:
        """What ``make`` gives, or what it gave in an earlier run for the same ``key``, which says
        all that it is made of besides the program. Nothing is kept of nothing."""
        if _PLACE.folder is None or not _PLACE.of_site:
            return make()
        if self._opened != (_PLACE.folder, _PLACE.code):
            self._open(_PLACE.folder)
        value = self._asked.get(key, self._known.get(key))
        if value is None:
            value = made = make()
            if made is None:
                return made
            self._more += 1
        self._asked[key] = value
        return cast("T", value)

    def _open(self, folder: Path) -> None:
        self._opened, self._asked, self._more = (folder, _PLACE.code), {}, 0
        found = recalled(*self._place(folder))
        self._known = found if isinstance(found, dict) else {}
        self.every.append(self)

    def _place(self, folder: Path) -> tuple[Path, bytes]:
        return folder / f"{self.name}.kept", _key((_PLACE.code, self.name))

    def settle(self) -> None:
        """Writes down what was added."""
        if (
            self._more >= self.least
            and _PLACE.folder
            and self._opened == (_PLACE.folder, _PLACE.code)
        ):
            every = {**self._known, **self._asked}
            put(*self._place(_PLACE.folder), every if len(every) <= self.most else self._asked)
            self._more = 0


def together(
    name: str, given: Iterable[str] = (), names: Names = NOTHING
) -> dict[str, object] | None:
    """Values by their names that last together, as an earlier run has left them of the same that is
    ``given``; ``None`` where nothing of words may last."""
    if _PLACE.folder is None or not _PLACE.of_site:
        return None
    found = recalled(_PLACE.folder / f"{name}.kept", _key((_PLACE.code, name, *given)), names)
    return found if isinstance(found, dict) else {}


def leave(
    name: str, values: dict[str, object], given: Iterable[str] = (), names: Names = NOTHING
) -> None:
    """Leaves values for a later run (``together``), in place of those that are there."""
    if _PLACE.folder is not None and _PLACE.of_site:
        put(_PLACE.folder / f"{name}.kept", _key((_PLACE.code, name, *given)), values, names)


def settle() -> None:
    """Writes down what ``Many`` values were added in this run, the last one that adds any."""
    _PLACE.of_site = _PLACE.of_one = False
    for one in Many.every:
        one.settle()


def once(name: str, given: Iterable[str], make: Callable[[], T | None]) -> T | None:
    """What ``make`` gives, or what it gave in an earlier run for the same that is ``given``;
    nothing is kept of nothing. The last value of each ``name`` lasts."""
    if _PLACE.folder is None:
        return make()
    path = _PLACE.folder / f"{name}.kept"
    key = _key((_PLACE.code, name, *given))
    found = recalled(path, key)
    if found is None and (made := make()) is not None:
        put(path, key, made)
        return made
    return cast("T | None", found)


def _key(parts: Iterable[str]) -> bytes:
    told = (one.encode("utf-8", "surrogatepass") for one in parts)
    return b"".join(hashlib.sha256(one).digest() for one in told)


def put(path: Path, key: bytes, value: object, names: Names = NOTHING) -> None:
    """Put a value at ``path``; ``key`` says what it was made of."""
    whole = io.BytesIO()
    writer = pickle.Pickler(whole, 5)
    own = dict.fromkeys(names.kinds, names.reduced)
    writer.dispatch_table = {**copyreg.dispatch_table, **own}
    writer.dump(value)
    data = whole.getvalue()
    with suppress(OSError):  # a full disk costs time, not the build
        write(path, _seal(key, data) + data)


def recalled(path: Path, key: bytes, names: Names = NOTHING) -> object:
    """The value at ``path``; nothing where there is none, or it is not as it was put there, or made
    of something else."""
    try:
        told = path.stat()
        if not stat.S_ISREG(told.st_mode) or told.st_size > LONGEST:
            return None
        used(path, told.st_mtime)
        whole = path.read_bytes()
    except OSError:
        return None
    data = whole[SUM:]
    if whole[:SUM] != _seal(key, data):
        return None
    try:
        return _Values(io.BytesIO(data), names).load()
    except BROKEN:
        return None


def _seal(key: bytes, data: bytes) -> bytes:
    """What stands before a value: what it is made of has a say in it."""
    return hashlib.sha256(key + data).hexdigest().encode()


class _Values(pickle.Unpickler):
    """Makes values of this package: its dataclasses, tuples, texts and models; what has a name is
    found."""

    def __init__(self, file: io.BytesIO, names: Names) -> None:
        super().__init__(file)
        self.names = names

    def find_class(self, module: str, name: str) -> object:
        if (module, name) == (__name__, Named.__name__):
            return self.names.named
        if (module, name) in PLAIN:
            return super().find_class(module, name)
        if module.partition(".")[0] != PACKAGE:
            raise pickle.UnpicklingError(f"{module}.{name} is no value of ours")
        found = super().find_class(module, name)
        ours = (tuple, str, list, dict)
        value = isinstance(found, type) and found.__module__.partition(".")[0] == PACKAGE
        if not value or not (issubclass(found, ours) or hasattr(found, FIELDS)):
            raise pickle.UnpicklingError(f"{module}.{name} is no value")
        return found
