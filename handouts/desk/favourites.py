"""Favourites: for each person the clinic names, and for everybody, what is handed out most often.

The file holds names of handouts, editions, languages and papers, and nothing that anybody typed:
whose they are is a key made of a name in ``clinic.yaml``.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated

from ..source.fields import ConfigDict, Field
from ..source.files import person_key, write
from ..source.models import Plain
from ..source.reader import validated
from ..source.values import flat
from .refusal import Refusal

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Item = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z]+(-[a-z]+)*$", max_length=120)]
Language = Annotated[str, Field(pattern=r"^([a-z]{2,3}(-[A-Za-z0-9]{1,8})*)?$", max_length=35)]
Key = Annotated[str, Field(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$", max_length=80)]
EVERYBODY = ""
MOST = 40


class Favourite(Plain):
    """One of them: handouts or a set, and how they are printed."""

    model_config = ConfigDict(extra="forbid")

    items: Annotated[tuple[Item, ...], Field(max_length=20)] = ()
    set: Annotated[str, Field(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$", max_length=80)] = ""
    language: Language = ""
    beside: Language = ""
    paper: Annotated[str, Field(pattern=r"^[a-z0-9]+$", max_length=12)] = "letter"


class Favourites(Plain):
    """All of them, by whose they are."""

    model_config = ConfigDict(extra="forbid")

    of: dict[Key, Annotated[tuple[Favourite, ...], Field(max_length=MOST)]] = {}


def read(path: Path) -> Favourites:
    """The favourites there are; none where the file is not there or not as it must be."""
    try:
        return validated(Favourites, json.loads(path.read_bytes()))
    except (OSError, ValueError, RecursionError):
        return Favourites()


def told_of(found: Favourites) -> dict[str, list[dict[str, object]]]:
    """All of them as data, by whose they are."""
    return {key: [*map(flat, every)] for key, every in found.of.items()}


def changed(
    path: Path, told: Mapping[str, object], persons: Collection[str], known: Collection[str]
) -> Favourites:
    """The favourites with those of one person as they are ``told``; ``persons`` are those the
    clinic names, ``known`` the handouts and sets there are. Raises ``Refusal``."""
    key = told.get("of", EVERYBODY)
    keys = {EVERYBODY, *map(person_key, persons)}
    if not isinstance(key, str):
        raise Refusal(400, "favourites")
    try:
        found = validated(Favourites, {"of": {key: told.get("favourites", [])}})
    except ValueError:
        raise Refusal(400, "favourites") from None
    slugs = {item.partition("/")[0] for one in found.of[key] for item in (*one.items, one.set)} - {
        ""
    }
    if key not in keys or not slugs <= set(known):
        raise Refusal(400, "favourites")
    whole = Favourites(of={**read(path).of, **found.of})
    text = json.dumps({"of": told_of(whole)}, indent=1, sort_keys=True)
    write(path, f"{text}\n".encode())
    return whole
