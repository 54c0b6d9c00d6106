"""``handouts fonts``: faces of languages, taken into a site's assets from where they are installed.

Nothing is fetched, and no build looks anywhere but in the assets. A file is taken if it is the very
one that is known (SHA-256), and its licence comes with it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..content.families import FOLDER, Family, FontFile, families, lacking, path_of
from ..content.locale import languages, locale_of
from ..source.files import write_all
from ..source.problems import Problem, Problems, Where, did_you_mean
from ..source.rows import NamedTuple
from ..source.snapshot import Folder

MODULES = "node_modules"  # where npm puts packages
LARGEST = 40_000_000  # bytes: no face is larger


class Taken(NamedTuple):
    """A file of a family: where it was, and where it is now."""

    source: Path
    target: Path


def family_of(language: str) -> str:
    """The family that a language needs; none where the brand's faces have its letters. Raises
    ``Problems``: there is no such language."""
    if language not in languages():
        message = f"there is no file of words for the language '{language}'"
        hint = did_you_mean(language, languages())
        raise Problems([Problem(Where("handouts/locales"), message, hint)])
    locale = locale_of(language)
    return locale.type.family if locale and locale.type else ""


def add(
    asked: Sequence[str], assets: Path, folder: Path | None = None, shipped: Path | None = None
) -> tuple[Taken, ...]:
    """Takes the faces of languages, all or none, from a ``folder``, or from the assets that are
    ``shipped`` and from installed packages. Raises ``Problems``."""
    found: dict[Path, Taken] = {}
    problems: list[Problem] = []
    for name in dict.fromkeys(filter(None, map(family_of, asked))):
        family = families()[name]
        places = [folder] if folder else list(_packages(family, Path.cwd()))
        if shipped and not folder and (own := shipped / FOLDER / name).is_dir():
            places.insert(0, own)
        for one in family.files:
            source, problem = _look(one, name, family, places)
            if problem:
                problems.append(problem)
                break
            target = assets / path_of(name, one)
            found[target] = Taken(source, target)
    if problems:
        raise Problems(problems)
    write_all({target: taken.source.read_bytes() for target, taken in found.items()})
    return tuple(found.values())


def _packages(family: Family, start: Path) -> Iterator[Path]:
    """Where the package of a family is installed: here or further up."""
    places = (folder / MODULES / family.package for folder in (start, *start.parents))
    return (place for place in places if place.is_dir())


def _look(
    one: FontFile, name: str, family: Family, places: Sequence[Path]
) -> tuple[Path, Problem | None]:
    """The file of a family, or what keeps it from being taken."""
    other: Path | None = None
    for place in places:
        for path in _named(one.file, place):
            if path.is_file() and path.stat().st_size <= LARGEST:
                if hashlib.sha256(path.read_bytes()).hexdigest() == one.sha256:
                    return path, None
                other = other or path
    if other:
        message = "this is not the file that is known by this name: its SHA-256 differs"
        hint = f"take it from the package {family.package}"
        return other, Problem(Where(str(other)), message, hint)
    where = Where(str(places[0]) if places else MODULES)
    message = f"'{one.file}' of the family '{name}' is not here"
    hint = f"install the package {family.package}, or name its folder: --from DIR"
    return Path(), Problem(where, message, hint)


def _named(name: str, place: Path) -> list[Path]:
    """The files of a name in a folder, however deep. Raises ``OSError``: one of its folders cannot
    be looked into. (``Path.rglob`` finds nothing in it.)"""

    def refused(error: OSError) -> None:
        raise error

    folders = os.walk(place, onerror=refused)
    return sorted(Path(folder, name) for folder, _, files in folders if name in files)


def listed(assets: Folder) -> Mapping[str, tuple[str, bool]]:
    """The languages that need a family, with it, and whether it is in the ``assets``."""
    needed = {language: family_of(language) for language in languages()}
    return {
        language: (family, not lacking(family, assets))
        for language, family in needed.items()
        if family
    }
