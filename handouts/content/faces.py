"""Which faces a language needs, read from its file alone: loading all its words as a model takes a
fifth of the work of a brochure, and all of a build that has nothing to do."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ..source.patterns import later
from ..source.rows import NamedTuple

TYPE = later(r"^type:.*(?:\n[ \t].*)*", re.MULTILINE)
FAMILY = later(r"\bfamily:\s*([a-z0-9-]+)")
SCALE = later(r"\bscale:\s*[\"']?(\d+(?:\.\d+)?)")


class Needed(NamedTuple):
    """A family of faces, and how much larger its letters are set."""

    family: str
    scale: float


@cache
def needed(file: Path) -> Needed | None:
    """What the file of a language says that its letters need; nothing where the brand's own faces
    have them. What is wrong with the file is told where the language is used."""
    told = TYPE.search(file.read_text("utf-8")) if file.is_file() else None
    family = FAMILY.search(told[0]) if told else None
    if told is None or family is None:
        return None
    scale = SCALE.search(told[0])
    return Needed(family[1], float(scale[1]) if scale else 1.0)
