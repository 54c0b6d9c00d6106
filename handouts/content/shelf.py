"""What every handout of a language may lean on: the glossary and the list of sources."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, ValidationInfo, field_validator

from ..source.problems import Refused
from ..source.reader import Model, Record, Words, reading, web_address

MOST_WORDS = 25  # of a definition


class Entry(Model):
    """A word of the glossary; ``also`` are other forms that mean the same."""

    definition: Words
    also: tuple[Words, ...] = ()

    @field_validator("definition")
    @classmethod
    def _short(cls, value: str) -> str:
        if (count := len(value.split())) > MOST_WORDS:
            raise Refused(f"this definition has {count} words", f"say it in at most {MOST_WORDS}")
        return value


class Glossary(Record[dict[str, Entry]]):
    def forms(self) -> dict[str, str]:
        """Every form of every term -> its key; the key as written and in small letters."""
        forms: dict[str, str] = {}
        for key, entry in self.root.items():
            for form in (key, key.lower(), *entry.also):
                forms.setdefault(form, key)
        return forms


def _year(text: str) -> str:
    if not re.fullmatch(r"(\d{4}(-\d{4})?)?", text):
        raise Refused(f"'{text}' is no year", "write four digits, such as 2024 or 2020-2024")
    return text


class Source(Model):
    """Where a fact comes from; ``year`` and ``address`` are empty when not known."""

    organisation: Words
    title: Words
    year: Annotated[str, AfterValidator(_year)] = ""
    address: Annotated[str, AfterValidator(web_address)] = ""

    @property
    def text(self) -> str:
        return f"{self.organisation}. {self.title}." + (f" {self.year}." if self.year else "")


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
