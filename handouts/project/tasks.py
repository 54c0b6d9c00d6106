"""What a build and a check work on, and which day it is."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from ..making.cache import Keys
from ..making.memo import Memo
from ..making.program import program
from ..making.site import Clinic, Site
from ..source.problems import Misused, Problem, Where, limited
from ..source.values import dataclass

BEGUN = date(2026, 1, 1)  # no clock that is right says an earlier day


@dataclass(frozen=True, slots=True)
class Task:
    """What a build works on: the site, the clinic, and where things are kept (``None``: nowhere).

    ``alone`` says that the process does nothing else, and is told of no patient.
    """

    site: Site
    clinic: Clinic
    cache: Path | None = None
    alone: bool = False


def memo_of(task: Task) -> Memo:
    """An empty memo for a task, which finds compiled drawings where they are kept."""
    return Memo(task.cache / "figures" if task.cache else None)


def keys_of(task: Task) -> Keys:
    """The hashes of what a task's jobs depend on."""
    return Keys(task.site, task.clinic, program(task.cache) if task.cache else "")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be checked, and how: by ``names`` of handouts or files, all where there are none,
    and in ``languages``, all whose faces are here where there are none."""

    names: tuple[str, ...]
    languages: tuple[str, ...]
    form: Literal["text", "json", "github", "html"]
    strict: bool
    pages: bool


def today() -> date:
    """The day of the build: ``SOURCE_DATE_EPOCH`` when it is set. Raises ``Misused``: it is no
    time, or the clock stands still (where a battery is empty): by it no review is due and every
    sign-off is of a day to come."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not epoch:
        day = datetime.now(UTC).date()
        if day < BEGUN:
            message = f"the clock of this machine says {day}, before this program was written"
            raise Misused([Problem(Where("clock"), message, "set it, or set SOURCE_DATE_EPOCH")])
        return day
    try:
        if not (epoch.isascii() and epoch.isdigit()):
            raise ValueError(epoch)
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        message = f"'{limited(epoch, 40)}' is no time in seconds since 1970"
        problem = Problem(Where("SOURCE_DATE_EPOCH"), message, "take it away, or write digits only")
        raise Misused([problem]) from None
