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
from ..source.wide import ANY

SOURCE, FACT = re.compile(r"\[(S\d+)\]"), re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
LINK = re.compile(r"\]\(((?:[^()]|\([^()]*\))*)\)")
TERM = re.compile(r"(?<!\{)\{([^{}|]+)(?:\|([^{}|]+))?\}(?!\})")
BOLD = re.compile(r"\*\*")
MARKS = re.compile(rf"{SOURCE.pattern}|{FACT.pattern}|{LINK.pattern}")
NUMBER = re.compile(r"\d(?:[\d.,\u00a0\u202f\u066b\u066c]*\d)?")
GROUP = re.compile(r"(?<=\d)\s(?=\d{3}(?!\d))")  # between the digits of a long number
# Where a word ends: letters that need no spaces between words may follow each other.
END = rf"(?:(?!\w)|(?<={ANY})|(?={ANY}))"
SPELLED = 12  # numbers up to here may be words in one language and digits in another


class Signs(NamedTuple):
    """How a language writes numbers."""

    thousands: str
    decimal: str


class Language(NamedTuple):
    """What is asked of a language: how it writes numbers, its words to know, a pattern for each
    thing that numbers count, and one for what says each number ``in_words``, such as a dual."""

    signs: Signs
    glossary: Glossary
    measures: Mapping[str, str] = {}
    in_words: Mapping[str, str] = {}


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
    yield from _numbers(source, text, ours, theirs)
    yield from _measures(source, text, ours, theirs)
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
        if one in marked and not told:  # it is, and nobody knows what it is called
            message = f"the word to know '{one}' is not in the glossary of this language yet"
        yield Difference("term", f"{message}: {{{told}}}" if told else message)


def _key(word: str, key: str, forms: Mapping[str, str]) -> str:
    name = key or word
    return forms.get(name) or forms.get(name.lower()) or name


def _numbers(source: str, text: str, ours: Language, theirs: Language) -> Iterator[Difference]:
    mine, other = Counter(_values(source, ours.signs)), Counter(_values(text, theirs.signs))
    for one in sorted((mine - other) - _in_words(text, theirs.in_words)):
        yield Difference("number", f"the number {one:f} of the source is missing")
    for one in sorted(other - mine):
        if not (1 <= one <= SPELLED and one == int(one)):
            yield Difference("number", f"the number {one:f} is not in the source")


def _in_words(text: str, patterns: Mapping[str, str]) -> Counter[Decimal]:
    """How often a text says each number in words."""
    plain = MARKS.sub(" ", text)
    return Counter(
        {
            Decimal(one): len(re.findall(rf"(?<!\w)(?:{told})(?!\w)", plain))
            for one, told in patterns.items()
        }
    )


def _values(text: str, signs: Signs) -> Iterator[Decimal]:
    told = MARKS.sub(" ", _plain_digits(text))
    if signs.thousands.isspace():  # any space that somebody has typed
        told = GROUP.sub(signs.thousands, told)
    for found in NUMBER.findall(told):
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


def _measures(source: str, text: str, ours: Language, theirs: Language) -> Iterator[Difference]:
    """What is counted, such as weeks: as often in both, where a number stands before it."""
    for name in ours.measures.keys() & theirs.measures.keys():
        mine, other = _measured(source, name, ours), _measured(text, name, theirs)
        if bool(mine) != bool(other):
            message = f"'{name}' is counted in one of the two alone"
            yield Difference("measure", message, "warning")


def _measured(text: str, name: str, language: Language) -> bool:
    """Whether a text counts something, in digits or in a word that is number and thing at once."""
    pattern, plain = language.measures[name], MARKS.sub(" ", text)
    if re.search(rf"\d[\s\u00a0-]*(?:{pattern}){END}", plain, re.IGNORECASE):
        return True
    words = "|".join(language.in_words.values())
    return bool(words) and any(
        re.fullmatch(pattern, one[0], re.IGNORECASE)
        for one in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", plain)
    )
