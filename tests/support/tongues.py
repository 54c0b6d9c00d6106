"""Languages for tests: one that runs from right to left, English whose letters are Arabic ones,
and a few real ones with the program's own words in English.

Whatever of a page does not turn round shows in the first, and what is heard of it can be held
against the words as they were. Their faces are subsets in ``tests/fonts``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from handouts.content import faces, families, locale
from handouts.content.locale import Locale
from handouts.meaning.document import Document, Items
from handouts.source.problems import Where
from handouts.source.snapshot import Folder, read_folder

LANGUAGE = "qaa-Arab"  # for private use (BCP 47, 2.2.1)
TONGUES = {
    LANGUAGE: ("rtl", "vazirmatn"),
    "ar": ("rtl", "vazirmatn"),
    "hi": ("ltr", "noto-sans-devanagari"),
    "zh-Hans": ("ltr", "noto-sans-sc"),
}
SCALE = "0.94"  # English words in these letters are wider than they are: sheets have no room
FONTS = Path(__file__).parents[1] / "fonts"
LATIN = "abcdefghijklmnopqrstuvwxyz"
ARABIC = (
    "\u0627\u0628\u062b\u062f\u0639\u0641\u062c\u0647\u064a\u0698\u0643\u0644\u0645\u0646\u0648"
    "\u067e\u0642\u0631\u0633\u062a\u063a\u06a4\u0634\u062e\u06cc\u0632"
)
TURNED = str.maketrans(
    {**dict(zip(LATIN, ARABIC, strict=True)), **dict(zip(LATIN.upper(), ARABIC, strict=True))}
)
TURNED |= {ord(one): other for one, other in zip(",;?", "\u060c\u061b\u061f", strict=True)}
# what is no words: names of things, addresses, data
KEPT = frozenset(
    [
        "slug",
        "lang",
        "issued",
        "accent",
        "id",
        "key",
        "name",
        "anchor",
        "icon",
        "data",
        "address",
        "target",
        "source",
        "sources",
        "place",
        "where",
        "at",
        "fact",
        "asked",
        "numbers",
        "role",
        "level",
        "choose",
        "width",
    ]
)
NAMES = re.compile(r"(\{[^}]*\}|https?://\S+|\S+@\S+)")


def turned(text: str) -> str:
    """A text in the letters of the language; what is filled in and addresses stay."""
    parts = NAMES.split(text)
    return "".join(part if n % 2 else part.translate(TURNED) for n, part in enumerate(parts))


def pseudo(document: Document) -> Document:
    """A document whose facts are filled in, in the language."""
    told: Document = _walked(document, "")
    return replace(told, lang=LANGUAGE)


def _walked(value: Any, name: str) -> Any:
    if name in KEPT or isinstance(value, Where):
        return value
    if isinstance(value, str):
        return turned(value)
    if isinstance(value, tuple):
        return tuple(_walked(one, name) for one in value)
    if isinstance(value, Items):  # its kind is one of three
        return replace(value, items=_walked(value.items, "items"))
    if is_dataclass(value) and not isinstance(value, type):
        new = {
            one.name: _walked(getattr(value, one.name), one.name)
            for one in fields(value)
            if one.init
        }
        return type(value)(**new)
    return value


@contextmanager
def spoken(folder: Path) -> Iterator[None]:
    """The locales of all these languages, known while they are used; ``folder`` is empty."""
    english = yaml.safe_load((locale.FOLDER / "en.yaml").read_text("utf-8"))
    (folder / "en.yaml").write_bytes((locale.FOLDER / "en.yaml").read_bytes())
    for language, (direction, family) in TONGUES.items():
        told = {**english, "language": language, "direction": direction, "type": {"family": family}}
        if language == LANGUAGE:
            told["type"] = {"family": family, "scale": SCALE}
            told["words"] = {name: turned(text) for name, text in english["words"].items()}
            told["signs"] = {**english["signs"], "list": "\u060c ", "groups": "\u061b "}
        data = yaml.safe_dump(told, allow_unicode=True)
        (folder / f"{language}.yaml").write_text(data, "utf-8")
    with locales_of(folder):
        yield


@contextmanager
def locales_of(folder: Path) -> Iterator[None]:
    """The locales of another folder, known while they are used."""
    usual, locale.FOLDER = locale.FOLDER, folder
    _forget()
    try:
        yield
    finally:
        locale.FOLDER = usual
        _forget()


def words_of(language: str) -> Locale:
    """The locale of one of the languages."""
    found = locale.locale_of(language)
    assert found
    return found


def _forget() -> None:
    for kept in (locale.locale_of, locale.ties_of, locale.signs_of, families.spoken, faces.needed):
        kept.cache_clear()


def with_fonts(assets: Folder, root: Path = FONTS) -> Folder:
    """Assets with the families that are there for tests."""
    more = {f"fonts/{path}": file for path, file in read_folder(root).files.items()}
    return Folder(assets.name, dict(sorted({**assets.files, **more}.items())), assets.empty)
