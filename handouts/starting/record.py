"""What a site keeps of the shipped files as they were taken: ``.handouts/shipped.json``.

A text is kept whole, line by line, so that three texts can be made into one and git shows well what
has changed; of everything else the SHA-256 is enough.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NotRequired, TypedDict

from .. import __version__
from ..making.places import RECORD
from ..source.problems import Problem, Problems, Where
from ..source.values import dataclass
from .units import Name

NAME = RECORD
FORMAT = 1
MERGED = ".yaml"  # what is kept whole


@dataclass(frozen=True, slots=True)
class Taken:
    """A shipped file as it was taken: SHA-256, the version it came with, its text if kept whole.

    ``kept`` are the units where the clinic keeps its own text though it knows the shipped one; the
    empty name stands for the whole file.
    """

    sha256: str
    version: str
    text: str | None = None
    kept: tuple[Name, ...] = ()

    @classmethod
    def now(cls, path: str, data: bytes) -> Taken:
        """A file of the present version; ``data`` with LF at the end of lines."""
        return cls(digest(data), __version__, data.decode() if path.endswith(MERGED) else None)


@dataclass(frozen=True, slots=True)
class Record:
    """``handouts`` are those taken along, ``every`` says that later ones are wanted too."""

    version: str
    handouts: tuple[str, ...]
    every: bool
    files: dict[str, Taken]


class TakenTold(TypedDict):
    """A ``Taken`` as it stands in the file."""

    sha256: str
    version: str
    kept: NotRequired[Sequence[Sequence[str]]]
    lines: NotRequired[list[str]]


class RecordTold(TypedDict):
    """A ``Record`` as it stands in the file."""

    format: int
    version: str
    handouts: list[str]
    all: bool
    files: dict[str, TakenTold]


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def written(record: Record) -> bytes:
    """The record as a file."""
    files: dict[str, TakenTold] = {}
    for path, taken in sorted(record.files.items()):
        files[path] = {"sha256": taken.sha256, "version": taken.version}
        if taken.kept:
            files[path]["kept"] = taken.kept
        if taken.text is not None:
            files[path]["lines"] = taken.text.split("\n")
    told = {
        "format": FORMAT,
        "version": record.version,
        "handouts": record.handouts,
        "all": record.every,
    }
    return (json.dumps({**told, "files": files}, indent=1, ensure_ascii=False) + "\n").encode()


def read(site: Path) -> Record:
    """The record of a site.

    Raises ``Problems``: there is none, it is damaged, or the site has texts of a later version.
    """
    try:
        told = json.loads((site / NAME).read_text("utf-8"))
        record = _record(told)
    except FileNotFoundError:
        hint = "name the folder that 'handouts init' has made"
        raise _problem("there is no record of shipped texts here", hint) from None
    except json.JSONDecodeError as error:
        where = Where(NAME, error.lineno, error.colno)
        raise Problems([Problem(where, DAMAGED, BACK)]) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _problem(DAMAGED, BACK) from None
    if _numbers(record.version) > _numbers(__version__):
        message = f"this site has texts of version {record.version}, this program is {__version__}"
        hint = "install the later version first: older texts never take the place of later ones"
        raise _problem(message, hint)
    return record


DAMAGED = "the record of shipped texts is damaged"
BACK = "take the file back from a backup, or from git; nothing can be corrected without it"


def _problem(message: str, hint: str) -> Problems:
    return Problems([Problem(Where(NAME), message, hint)])


def _record(told: RecordTold) -> Record:
    if told["format"] != FORMAT:
        raise ValueError
    files = {str(path): _taken(one) for path, one in told["files"].items()}
    return Record(str(told["version"]), tuple(map(str, told["handouts"])), bool(told["all"]), files)


def _taken(told: TakenTold) -> Taken:
    text = "\n".join(told["lines"]) if "lines" in told else None
    if text is not None and digest(text.encode()) != told["sha256"]:
        raise ValueError
    kept = tuple(tuple(map(str, name)) for name in told.get("kept", ()))
    return Taken(str(told["sha256"]), str(told["version"]), text, kept)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)))
