"""The words of the desk: on its screens, and in what it refuses. One file for each language of
staff; no other module has any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import cast

import yaml

FOLDER = Path(__file__).parent / "words"
FIRST = "en"  # where nobody asks for another
LONGEST = 300  # characters of what a browser says of its languages
Words = Mapping[str, Mapping[str, str]]  # group -> name -> words


# of the staff that this process serves: said once, before anything is shown, or else asked for by
# their browser
_spoken = {"said": "", "asked": FIRST}


def speak(language: str) -> None:
    """From now on the desk says everything in a language; in what a browser asks for where it is
    empty."""
    _spoken["said"] = language


def listen(header: str) -> str:
    """The language of the page, for a browser with this ``Accept-Language`` (RFC 9110, 12.5.4):
    from now on refusals are told in it, too."""
    asked = next((one for tag in _wanted(header) if (one := _fitting(tag))), FIRST)
    _spoken["asked"] = asked
    return _spoken["said"] or asked


def languages() -> tuple[str, ...]:
    """The languages there are words in."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def words(language: str = "") -> Words:
    """All words of a language, in groups, of the one that is spoken where none is named; of one
    without a file, those of English."""
    return _read(language or _spoken["said"] or _spoken["asked"])


def _wanted(header: str) -> Iterator[str]:
    """The tags that a browser names, the most wanted first; none that it does not want."""
    found = list[tuple[float, int, str]]()
    for one in header[:LONGEST].split(","):
        tag, _, weight = one.partition(";")
        told = weight.strip().removeprefix("q=") or "1"
        much = float(told) if told.replace(".", "", 1).isdecimal() else 0.0
        if much and tag.strip():
            found.append((-much, len(found), tag.strip()))
    return (tag for _, _, tag in sorted(found))


def _fitting(tag: str) -> str:
    """The language with words for a tag (BCP 47): the one that says most of it."""
    names = {name: one for one in languages() for name in (one, *_names(one))}
    fits = (name for name in names if f"{tag}-".casefold().startswith(f"{name}-".casefold()))
    best = max(fits, key=len, default="")
    return names.get(best, "")


def _names(language: str) -> list[str]:
    """Other tags that a language is asked for by."""
    return _head(language).get("asked", "").split()


@cache
def _head(language: str) -> Mapping[str, str]:
    """What a file says of its language, without its words: a browser may ask for any of them."""
    head, *_ = (FOLDER / f"{language}.yaml").read_text("utf-8").partition("\nterminal:")
    return cast(Words, yaml.safe_load(head))["language"]


@cache
def _read(language: str) -> Words:
    path = FOLDER / f"{language}.yaml"
    path = path if path.is_file() else FOLDER / f"{FIRST}.yaml"
    return cast(Words, yaml.safe_load(path.read_text("utf-8")))
