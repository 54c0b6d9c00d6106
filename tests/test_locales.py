"""The program's own words in every language: whole, with the names of English in them, in letters
that a face has, and nothing of English left where a language has its own."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import uharfbuzz as hb
import yaml

from handouts.content.families import families, path_of
from handouts.content.locale import FOLDER, languages, locale_of
from tests.support.brochures import ASSETS
from tests.support.rows import rows

OTHERS = tuple(one for one in languages() if one != "en")
FROM_RIGHT = {"ar", "fa", "he", "ur", "yi"}
# what a language may share with English: signs, names, and words that are the same there
SHARED = {
    "on-page",
    "paper-letter",
    "paper-a4",
    "title-of",
    "signer",
    "first-of-one",
    "no",
    "notes",
    "date",
    "file",
    "kind-link",
    "problem",
    "signature",
    "emergency",
    "choose-one",
    "version",
    "document",
    "pages-count",
    "kind-source",
}
OWN = ("AtkinsonHyperlegibleNext_400Regular.ttf", "SourceSans3_400Regular.ttf")


@cache
def words(language: str) -> dict[str, str]:
    told = yaml.safe_load((FOLDER / f"{language}.yaml").read_text("utf-8"))["words"]
    assert isinstance(told, dict)
    return told


@cache
def letters(path: Path) -> frozenset[int]:
    return frozenset(hb.Face(hb.Blob(path.read_bytes())).unicodes)


def faces(language: str) -> Iterator[Path]:
    """The faces that a language is set in, as far as they come along."""
    yield from (ASSETS / "fonts" / name for name in OWN)
    locale = locale_of(language)
    if locale and locale.type:
        yield ASSETS / path_of(locale.type.family, families()[locale.type.family].regular)


@rows("language", OTHERS)
def test_words_have_the_names_of_english_in_them(language: str) -> None:
    names = re.compile(r"\{\w+\}")
    own, english = words(language), words("en")
    for key, told in english.items():
        assert sorted(names.findall(own[key])) == sorted(names.findall(told)), key


@rows("language", OTHERS)
def test_nothing_of_english_is_left(language: str) -> None:
    own, english = words(language), words("en")
    assert {key for key, told in own.items() if told == english[key]} <= SHARED


@rows("language", OTHERS)
def test_no_language_is_signed_that_nobody_has_read(language: str) -> None:
    locale = locale_of(language)
    assert locale
    assert locale.state == "machine"
    assert (locale.direction == "rtl") == (language in FROM_RIGHT)


@rows("language", OTHERS)
def test_every_letter_has_a_face(language: str) -> None:
    """Where its faces come along."""
    there = list(faces(language))
    if not all(path.is_file() for path in there):
        there = []
    known = frozenset[int]().union(*map(letters, there)) if there else None
    text = (FOLDER / f"{language}.yaml").read_text("utf-8")
    said = {ord(letter) for letter in text if letter.isalpha()}
    assert known is None or said <= known


DAYS = {
    "ar": "5 مارس 2026",
    "bn": "5 মার্চ 2026",
    "es": "5 de marzo de 2026",
    "fa": "5 مارس 2026",
    "fr": "5 mars 2026",
    "he": "5 במרץ 2026",
    "hi": "5 मार्च 2026",
    "ht": "5 mas 2026",
    "it": "5 marzo 2026",
    "ko": "2026년 3월 5일",
    "pl": "5 marca 2026\u00a0r.",
    "pt": "5 de março de 2026",
    "ru": "5 марта 2026\u00a0г.",
    "tl": "Marso 5, 2026",
    "ur": "5 مارچ 2026",
    "vi": "ngày 5 tháng 3 năm 2026",
    "yi": "דעם 5טן מערץ 2026",
    "zh-Hans": "2026年3月5日",
    "zh-Hant": "2026年3月5日",
}


@rows("language", OTHERS)
def test_a_day_is_written_as_there(language: str) -> None:
    """As the Unicode CLDR has long dates, with digits of the Latin script; Vietnamese, Hebrew and
    Yiddish with the word or letter that stands before a part of it."""
    locale = locale_of(language)
    assert locale
    assert locale.day(datetime.date(2026, 3, 5)) == DAYS[language]
