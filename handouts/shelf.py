"""What every handout of a language may lean on: the glossary and the list of sources."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, RootModel, ValidationInfo, field_validator

from .reader import Model, Words, reading

MOST_WORDS = 25  # of a definition


class Entry(Model):
    """A word of the glossary; ``also`` are other forms that mean the same."""

    definition: Words
    also: tuple[Words, ...] = ()

    @field_validator("definition")
    @classmethod
    def _short(cls, value: str) -> str:
        if (count := len(value.split())) > MOST_WORDS:
            raise ValueError(f"this definition has {count} words; say it in at most {MOST_WORDS}")
        return value


class Glossary(RootModel[dict[str, Entry]]):
    def forms(self) -> dict[str, str]:
        """Every form of every term -> its key; the key as written and in small letters."""
        forms: dict[str, str] = {}
        for key, entry in self.root.items():
            for form in (key, key.lower(), *entry.also):
                forms.setdefault(form, key)
        return forms


class Source(Model):
    """Where a fact comes from; ``year`` and ``address`` are empty when not known."""

    organisation: Words
    title: Words
    year: Annotated[str, Field(pattern=r"^(\d{4}(-\d{4})?)?$")] = ""
    address: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""

    @property
    def text(self) -> str:
        return f"{self.organisation}. {self.title}." + (f" {self.year}." if self.year else "")


class Sources(RootModel[dict[Annotated[str, Field(pattern=r"^S\d+$")], Source]]):
    pass


def source_id(value: Any, info: ValidationInfo) -> Any:
    """Reports an id that the list of sources does not have."""
    known = reading(info).names.get("source")
    if known is not None and isinstance(value, str) and value not in known:
        raise ValueError(f"unknown source id '{value}'; add it to content/sources.yaml")
    return value
