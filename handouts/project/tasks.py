"""What a build and a check work on, and which day it is."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from ..making.site import Clinic, Site

CACHE = ".handouts-cache"


@dataclass(frozen=True, slots=True)
class Task:
    """What a build works on: the site, the clinic, and where things are kept (``None``:
    nowhere)."""

    site: Site
    clinic: Clinic
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be checked, and how: by ``names`` of handouts or files, all where there are
    none."""

    names: tuple[str, ...]
    languages: tuple[str, ...]
    form: Literal["text", "json", "github", "html"]
    strict: bool
    pages: bool


def today() -> date:
    """The day of the build: ``SOURCE_DATE_EPOCH`` when it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (
        datetime.fromtimestamp(int(epoch), UTC).date()
        if epoch.isdigit()
        else datetime.now(UTC).date()
    )
