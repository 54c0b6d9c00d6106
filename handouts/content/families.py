"""Faces of languages whose letters a brand's own do not have: which there are, and which lie in a
site's assets.

Their files are many and large, so none comes with the program: ``handouts fonts add`` takes them
from where they are installed (``project/fonts.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from ..source.problems import Problems
from ..source.reader import Model, Reading, Record, Words, read
from ..source.snapshot import Folder
from .brand import Brand
from .fonts import FamilyFonts
from .locale import languages, locale_of

FILE = Path(__file__).with_name("families.yaml")
NAME = "handouts/content/families.yaml"
FOLDER = "fonts"  # inside the assets folder
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Named = Annotated[str, StringConstraints(pattern=r"^[\w.-]+$")]


class FontFile(Model):
    file: Named
    sha256: Hash


class Family(Model):
    """Two weights and their licence; ``package`` is what has them under these very names."""

    scripts: Annotated[tuple[str, ...], Field(min_length=1)]
    package: Words
    regular: FontFile
    bold: FontFile
    licence: FontFile

    @property
    def files(self) -> tuple[FontFile, ...]:
        return self.regular, self.bold, self.licence


class Families(Record[dict[str, Family]]):
    pass


@cache
def families() -> Mapping[str, Family]:
    """All families by name. Raises ``Problems``: the file is not sound."""
    context = Reading()
    found = read(FILE.read_bytes(), Families, context, NAME)
    if found is None:
        raise Problems(context.problems)
    return found.root


@cache
def spoken() -> Mapping[str, dict[str, float]]:
    """The languages that each family is for, with the scale of its letters, by the files of
    languages."""
    out: dict[str, dict[str, float]] = {}
    for name in languages():
        locale = locale_of(name)
        if locale and locale.type:
            out.setdefault(locale.type.family, {})[name] = locale.type.scale
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
    fonts = brand.fonts.model_copy(update={"more": more})
    return brand.model_copy(update={"fonts": fonts})


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
