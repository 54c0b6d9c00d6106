"""What every handout of a language may lean on: the glossary and the list of sources."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from ..source.fields import AfterValidator, ValidationInfo, field_validator, model_validator
from ..source.models import Record
from ..source.problems import Refused
from ..source.reader import Model, Words, reading, web_address
from .vocabulary import Vocabulary

MOST_WORDS = 25  # of a definition


class Entry(Model):
    """A word of the glossary; ``also`` are other forms that mean the same.

    In a translation ``of`` is the word of the language it was translated from, and ``avoid`` are
    forms that must not stand for it.
    """

    definition: Words
    also: tuple[Words, ...] = ()
    of: Words = ""
    avoid: tuple[Words, ...] = ()

    @field_validator("definition")
    @classmethod
    def _short(cls, value: str) -> str:
        if (count := len(value.split())) > MOST_WORDS:
            raise Refused(f"this definition has {count} words", f"say it in at most {MOST_WORDS}")
        return value


SHORT = re.compile(r"[A-Z]{2,}s?")  # an abbreviation, or several of what it stands for


class Glossary(Record[dict[Words, Entry]]):
    @model_validator(mode="after")
    def _told_apart(self, info: ValidationInfo) -> Glossary:
        """A form of two words would stand for the first of them, whichever was meant."""
        owners = {key: key for key in self.root}
        for key, entry in self.root.items():
            for number, form in enumerate(entry.also):
                if (owner := owners.setdefault(form, key)) != key:
                    where = reading(info).place(entry, "also", number)
                    message = f"'{form}' stands for '{owner}' already"
                    reading(info).report(where, message, "take it out of one of the two")
        return self

    def short_forms(self) -> tuple[tuple[str, str], ...]:
        """The abbreviations among the forms of terms, each with a form that it stands for."""
        found: dict[str, str] = {}
        for key, entry in self.root.items():
            forms = (key, *entry.also)
            for short in filter(SHORT.fullmatch, forms):
                long = [form for form in forms if short not in form and stands_for(short, form)]
                alike = [form for form in long if form.endswith("s") == short.endswith("s")]
                if long:
                    found.setdefault(short, (alike or long)[0])
        return tuple(sorted(found.items()))

    def forms(self) -> dict[str, str]:
        """Every form of every term -> its key; the key as written and in small letters.

        A key as it is written always means its own entry.
        """
        forms = {key: key for key in self.root}
        for key, entry in self.root.items():
            for form in (key, key.lower(), *entry.also):
                forms.setdefault(form, key)
        return forms


def stands_for(short: str, long: str) -> bool:
    """Whether the capitals of ``short`` are letters of ``long`` in that order, the first one its
    first."""
    rest = iter(long.casefold())
    capitals = [letter.casefold() for letter in short if letter.isupper()]
    return long[:1].casefold() == capitals[0] and all(letter in rest for letter in capitals)


def _year(text: str) -> str:
    if not re.fullmatch(r"(\d{4}(-\d{4})?)?", text):
        raise Refused(f"'{text}' is no year", "write four digits, such as 2024 or 2020-2024")
    first, dash, last = text.partition("-")
    if dash and last <= first:
        raise Refused(f"'{text}' ends before it begins", "write the earlier year first")
    return text


class Source(Model):
    """Where a fact comes from; ``year`` and ``address`` are empty when not known. ``read`` says
    what was seen of it where it is not the thing itself."""

    organisation: Words
    read: Literal["", "copy", "summary"] = ""
    title: Words
    year: Annotated[str, AfterValidator(_year)] = ""
    address: Annotated[str, AfterValidator(web_address)] = ""

    @property
    def short(self) -> str:
        """Who says it, and when: enough to tell it from others."""
        return " ".join(filter(None, (self.organisation, self.year)))

    def text(self, words: Vocabulary) -> str:
        """The source as it is printed, in the ``words`` of a language; one that has no year says
        so, that nobody takes an old page for a new one. An organisation that ends in a full stop
        keeps one."""
        seen = {"copy": words.read_copy, "summary": words.read_summary}.get(self.read, "{source}")
        told = (seen.format(source=self.organisation), self.title, self.year or words.no_date)
        return " ".join(one if one.endswith(".") else f"{one}." for one in told)


def _numbered(name: str) -> str:
    if not re.fullmatch(r"S\d+", name):
        raise Refused(f"'{name}' is no id of a source", "write S and a number, such as S12")
    return name


class Sources(Record[dict[Annotated[str, AfterValidator(_numbered)], Source]]):
    pass


def source_id(value: object, info: ValidationInfo) -> object:
    """Reports an id that the list of sources does not have."""
    known = reading(info).names.get("source")
    if known is not None and isinstance(value, str) and value not in known:
        hint = (
            f"did you mean '{value.upper()}'?"
            if value.upper() in known
            else "add it to content/sources.yaml"
        )
        raise Refused(f"unknown source id '{value}'", hint)
    return value
