"""What must be the same in a text and its translation: numbers, marks of sources and facts, links,
words to know, bold words, and what numbers count."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Literal

from ..content.shelf import Glossary
from ..source.rows import NamedTuple

SOURCE, FACT = re.compile(r"\[(S\d+)\]"), re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
LINK = re.compile(r"\]\(((?:[^()]|\([^()]*\))*)\)")
TERM = re.compile(r"(?<!\{)\{([^{}|]+)(?:\|([^{}|]+))?\}(?!\})")
BOLD = re.compile(r"\*\*")
MARKS = re.compile(rf"{SOURCE.pattern}|{FACT.pattern}|{LINK.pattern}")
NUMBER = re.compile(r"\d(?:[\d.,\u00a0\u202f\u066b\u066c]*\d)?")
SPELLED = 12  # numbers up to here may be words in one language and digits in another


class Signs(NamedTuple):
    """How a language writes numbers."""

    thousands: str
    decimal: str


class Language(NamedTuple):
    """What is asked of a language: how it writes numbers, its words to know, and a pattern for
    each thing that numbers count."""

    signs: Signs
    glossary: Glossary
    measures: Mapping[str, str] = {}


class Difference(NamedTuple):
    """What does not agree: in which way, and what to say of it."""

    kind: Literal["number", "source", "fact", "link", "term", "bold", "measure"]
    message: str
    severity: Literal["error", "warning"] = "error"


def differences(source: str, text: str, ours: Language, theirs: Language) -> Iterator[Difference]:
    """What a translation says differently from its source."""
    yield from _counted("source", "the source", SOURCE.findall(source), SOURCE.findall(text))
    yield from _counted("fact", "the fact", FACT.findall(source), FACT.findall(text))
    yield from _counted("link", "the link to", *map(_inside, (source, text)))
    yield from _terms(source, text, ours, theirs)
    yield from _numbers(source, text, ours.signs, theirs.signs)
    yield from _measures(source, text, ours.measures, theirs.measures)
    if len(BOLD.findall(source)) != len(BOLD.findall(text)):
        message = "the source has another number of bold words"
        yield Difference("bold", message, "warning")


def _inside(text: str) -> list[str]:
    """Where links lead inside a handout; an address of the web may have a page in the language."""
    return [target for target in LINK.findall(text) if target.startswith("#")]


def _counted(
    kind: Literal["source", "fact", "link"], what: str, ours: list[str], theirs: list[str]
) -> Iterator[Difference]:
    lost, new = Counter(ours) - Counter(theirs), Counter(theirs) - Counter(ours)
    yield from (Difference(kind, f"{what} '{one}' is missing") for one in lost)
    yield from (Difference(kind, f"{what} '{one}' is not in the source") for one in new)


def _terms(source: str, text: str, ours: Language, theirs: Language) -> Iterator[Difference]:
    """A word to know that the source marks must be marked in the translation, once or more."""
    mine, other = ours.glossary.forms(), theirs.glossary.forms()
    wanted = {_key(word, key, mine) for word, key in TERM.findall(source)}
    marked = {_key(word, key, other) for word, key in TERM.findall(text)}
    stands = {theirs.glossary.root[one].of or one for one in marked if one in theirs.glossary.root}
    for one in sorted(wanted - stands):
        told = next((key for key, entry in theirs.glossary.root.items() if entry.of == one), "")
        message = f"the word to know '{one}' is not marked"
        yield Difference("term", f"{message}: {{{told}}}" if told else message)


def _key(word: str, key: str, forms: Mapping[str, str]) -> str:
    name = key or word
    return forms.get(name) or forms.get(name.lower()) or name


def _numbers(source: str, text: str, ours: Signs, theirs: Signs) -> Iterator[Difference]:
    mine, other = Counter(_values(source, ours)), Counter(_values(text, theirs))
    for one in sorted(mine - other):
        yield Difference("number", f"the number {one} of the source is missing")
    for one in sorted(other - mine):
        if not (1 <= one <= SPELLED and one == int(one)):
            yield Difference("number", f"the number {one} is not in the source")


def _values(text: str, signs: Signs) -> Iterator[Decimal]:
    for found in NUMBER.findall(MARKS.sub(" ", _plain_digits(text))):
        whole = found.replace(signs.thousands, "") if signs.thousands else found
        whole = whole.replace(signs.decimal, ".").strip(".,")
        try:
            yield Decimal(whole).normalize()
        except InvalidOperation:  # such as 1.2.3: each part counts
            yield from (Decimal(part) for part in re.findall(r"\d+", whole))


def _plain_digits(text: str) -> str:
    """The digits of all scripts as those of ASCII."""
    return "".join(
        str(unicodedata.digit(one)) if one.isdigit() and not one.isascii() else one for one in text
    )


def _measures(
    source: str, text: str, ours: Mapping[str, str], theirs: Mapping[str, str]
) -> Iterator[Difference]:
    """What is counted, such as weeks: as often in both, where a number stands before it."""
    for name in ours.keys() & theirs.keys():
        mine, other = (
            _measured(one, two) for one, two in ((source, ours[name]), (text, theirs[name]))
        )
        if (mine and not other) or (other and not mine):
            message = f"'{name}' is counted in one of the two alone"
            yield Difference("measure", message, "warning")


def _measured(text: str, pattern: str) -> int:
    return len(
        re.findall(rf"\d[\s\u00a0-]*(?:{pattern})(?!\w)", MARKS.sub(" ", text), re.IGNORECASE)
    )
