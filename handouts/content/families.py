"""Faces of languages whose letters a brand's own do not have: which there are, and which lie in a
site's assets.

Their files are many and large, so none comes with the program: ``handouts fonts add`` takes them
from where they are installed (``project/fonts.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TypedDict

from ..source.rows import NamedTuple
from ..source.snapshot import Folder
from ..source.values import replace
from . import locale
from .brand import Brand
from .faces import needed
from .fonts import FamilyFonts
from .locale import languages

FILE = Path(__file__).with_name("families.yaml")
FOLDER = "fonts"  # inside the assets folder


class FontFile(NamedTuple):
    file: str
    sha256: str


class Family(NamedTuple):
    """Two weights and their licence; ``package`` is what has them under these very names."""

    scripts: tuple[str, ...]
    package: str
    regular: FontFile
    bold: FontFile
    licence: FontFile

    @property
    def files(self) -> tuple[FontFile, ...]:
        return self.regular, self.bold, self.licence


@cache
def families() -> Mapping[str, Family]:
    """All families by name; the file is ours, so a test says whether it is sound."""
    parsing = import_module("..source.parsing", __package__)  # most sites need it for no faces
    told = parsing.yaml.load(FILE.read_text("utf-8"), Loader=parsing.LOADER)
    return {name: _family(one) for name, one in told.items()}


class _Told(TypedDict):
    scripts: list[str]
    package: str
    regular: dict[str, str]
    bold: dict[str, str]
    licence: dict[str, str]


def _family(told: _Told) -> Family:
    files = (FontFile(**one) for one in (told["regular"], told["bold"], told["licence"]))
    return Family(tuple(told["scripts"]), told["package"], *files)


@cache
def spoken() -> Mapping[str, dict[str, float]]:
    """The languages that each family is for, with the scale of its letters, by the files of
    languages."""
    out: dict[str, dict[str, float]] = {}
    for name in languages():
        if told := needed(locale.FOLDER / f"{name}.yaml"):
            out.setdefault(told.family, {})[name] = told.scale
    return out


def lacking(family: str, assets: Folder) -> str:
    """The first file of a family that is not in ``assets``; none where all are."""
    paths = (path_of(family, one) for one in families()[family].files)
    return next((path for path in paths if path not in assets.files), "")


def path_of(family: str, one: FontFile) -> str:
    """Where a file of a family lies inside the assets folder."""
    return f"{FOLDER}/{family}/{one.file}"


def with_families(brand: Brand, assets: Folder) -> Brand:
    """A brand with the families that lie in ``assets`` behind its own faces."""
    more = (*brand.fonts.more, *_installed(assets))
    fonts = replace(brand.fonts, more=more)
    return replace(brand, fonts=fonts)


def _installed(assets: Folder) -> Iterator[FamilyFonts]:
    if not any(path.startswith(f"{FOLDER}/") and path.count("/") > 1 for path in assets.files):
        return  # so are most sites
    for name, family in families().items():
        if lacking(name, assets):
            continue
        told = spoken().get(name, {})
        yield FamilyFonts(
            regular=path_of(name, family.regular),
            bold=path_of(name, family.bold),
            licence=path_of(name, family.licence),
            languages=tuple(told),
            scripts=family.scripts,
            family=name,
            scales=tuple(told.items()),
        )
