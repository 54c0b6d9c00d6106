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


_spoken = ["en"]  # of the staff that this process serves: said once, before anything is shown


def speak(language: str) -> None:
    """From now on the desk says everything in a language."""
    _spoken[0] = language


def languages() -> tuple[str, ...]:
    """The languages there are words in."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def words(language: str = "") -> Words:
    """All words of a language, in groups, of the one that is spoken where none is named; of one
    without a file, those of English."""
    return _read(language or _spoken[0])


@cache
def _read(language: str) -> Words:
    path = FOLDER / f"{language}.yaml"
    path = path if path.is_file() else FOLDER / "en.yaml"
    return cast(Words, yaml.safe_load(path.read_text("utf-8")))
