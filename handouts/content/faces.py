"""Which faces a language needs, read from its file alone: loading all its words as a model takes a
fifth of the work of a brochure, and all of a build that has nothing to do."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from ..source.parsing import LOADER

TYPE = re.compile(r"^type:.*(?:\n[ \t].*)*", re.MULTILINE)


class Needed(NamedTuple):
    """A family of faces, and how much larger its letters are set."""

    family: str
    scale: float


@cache
def needed(file: Path) -> Needed | None:
    """What the file of a language says that its letters need; nothing where the brand's own faces
    have them, or where it is no sound file."""
    found = TYPE.search(file.read_text("utf-8")) if file.is_file() else None
    try:
        told = yaml.load(found[0], Loader=LOADER)["type"] if found else {}
        return Needed(str(told["family"]), float(told.get("scale", 1)))
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError):
        return None  # what is wrong with it is told where the language is used
