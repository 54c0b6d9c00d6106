"""The words of the desk: on its screens, and in what it refuses. One file for each language of
staff; no other module has any."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import cast

import yaml

FOLDER = Path(__file__).parent / "words"
Words = Mapping[str, Mapping[str, str]]  # group -> name -> words


@cache
def words(language: str = "en") -> Words:
    """All words of a language, in groups; of one without a file, those of English."""
    path = FOLDER / f"{language}.yaml"
    path = path if path.is_file() else FOLDER / "en.yaml"
    return cast(Words, yaml.safe_load(path.read_text("utf-8")))
