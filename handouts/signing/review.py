"""Who has read what and answers for it: two signatures, each for what was read and nothing else.

``review.yaml`` beside the texts of a handout is signed by whoever answers for a text: it holds the
hash of every section as it was read. When a word, a picture, a definition, a source or an included
fragment changes, the sign-off is void and says which sections changed. ``clinic.review.yaml``
beside the facts of a clinic is signed by a clinician of that clinic: it holds the hash of each
clinical fact as it prints, and a changed fact voids what was signed of that fact alone. Phone
numbers and addresses, dates and the version number need no signature.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Annotated

from ..content.days import OptionalDay
from ..source.calendar import to_come
from ..source.fields import (
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)
from ..source.marks import first
from ..source.models import Record
from ..source.problems import Refused, Where, did_you_mean
from ..source.reader import Model, Words, reading
from ..source.schema import JsonSchema
from .versions import version

# how many letters a name and a role may have: a leaflet has room for both, where it says who has
# read it; and a word of them, which cannot be broken
LONGEST = {"name": 100, "role": 160}
LONGEST_WORD = 40

Digits = Annotated[str, Field(pattern=r"^[0-9a-f]{6,64}$")]


def _answer(value: object) -> object:
    if not isinstance(value, str) or not re.fullmatch(r"|(yes|no)(: \S.*)?", value, re.DOTALL):
        raise Refused(
            "an answer is yes or no", 'write yes, no, or for example "no: the picture is too small"'
        )
    return value


Answer = Annotated[str, BeforeValidator(_answer), JsonSchema({"type": ["string", "boolean"]})]


def _too_long(field: str, value: str) -> str:
    """Why a name or a role has no room on paper; empty where it has."""
    most, word = LONGEST[field], max(re.split(r"[\s-]+", value), key=len)
    if len(value) > most:
        return f"the {field} has {len(value)} letters, it may have {most}"
    if len(word) > LONGEST_WORD:
        return f"a word of the {field} has {len(word)} letters, it may have {LONGEST_WORD}"
    return ""


class Signed(Model):
    """One person's word for what they read; without name, role and date it is a form that waits to
    be filled in.

    ``read`` are the hashes of what was read, by name; ``text`` is the hash of them all.
    """

    model_config = ConfigDict(validate_default=True)

    name: str = ""
    role: str = ""
    day: Annotated[OptionalDay, Field(alias="date")] = None
    text: Annotated[Digits, Field(alias="version")]

    @field_validator("name", "role")
    @classmethod
    def _spelled(cls, value: str) -> str:
        """One spelling of what reads the same: keyboards differ in accents and in spaces."""
        return " ".join(unicodedata.normalize("NFC", value).split())

    @property
    def person(self) -> str:
        """Whose word it is, whatever its capitals."""
        return self.name.casefold()

    @property
    def read(self) -> Mapping[str, str]:
        raise NotImplementedError

    def later(self, today: date) -> bool:
        """Whether it is dated on a day to come."""
        return self.day is not None and to_come(self.day, today)

    @property
    def signed(self) -> bool:
        return bool(self.name.strip() and self.role.strip() and self.day)

    @model_validator(mode="after")
    def _whole(self, info: ValidationInfo) -> Signed:
        context = reading(info)
        given = {"name": self.name, "role": self.role, "date": self.day}
        missing = [field for field, value in given.items() if not value]
        if 0 < len(missing) < len(given):
            message = f"this sign-off has no {' and no '.join(missing)}"
            hint = "a sign-off needs the name, the role and the date of a person"
            context.report(self.at or Where("?"), message, hint)
        placeholders = context.names.get("placeholder", ())
        for field, value in (("name", self.name), ("role", self.role)):
            told = re.sub(r"[^\w/ ]+", " ", value).strip().casefold()
            if value and (told in placeholders or not any(map(str.isalpha, told)) or first(value)):
                hint = "only a person can sign: write who has read it"
                context.report(
                    context.place(self, field), f"'{value}' is no {field} of a person", hint
                )
            elif why := _too_long(field, value):
                hint = "say it shorter: what is longer does not fit on a leaflet"
                context.report(context.place(self, field), why, hint)
        if version(self.read) != self.text:
            hint = "make the form anew with 'python -m handouts review', and copy nothing by hand"
            context.report(
                context.place(self, "version"), "the version does not belong to what was read", hint
            )
        return self

    def changed(self, now: Mapping[str, str]) -> tuple[str, ...]:
        """The names of what is not as it was read: changed, new, or gone."""
        names = dict.fromkeys((*now, *self.read))
        return tuple(name for name in names if now.get(name) != self.read.get(name))


class SignOff(Signed):
    """One person's word for one text of a handout."""

    sections: dict[str, Digits]
    answers: dict[str, Answer] = {}

    @property
    def read(self) -> Mapping[str, str]:
        return self.sections

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The questions of its form that were left open."""
        return tuple(item for item, answer in self.answers.items() if not answer)

    @field_validator("answers")
    @classmethod
    def _asked(cls, answers: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        """A question that was taken out of the form is as open as one that was left blank."""
        names = reading(info).names
        known: Mapping[str, object] | None = names.get("item")
        for item in answers:
            if known is not None and item not in known:
                raise Refused(
                    f"there is no item '{item}'", did_you_mean(item, known) or "see docs/rules.md"
                )
        return {**dict.fromkeys(names.get("question", ()), ""), **answers}


class FactsSignOff(Signed):
    """One person's word for clinical facts of a clinic, as they print."""

    facts: Annotated[dict[str, Digits], Field(min_length=1)]

    @property
    def read(self) -> Mapping[str, str]:
        return self.facts


class Review(Record[dict[Words, tuple[SignOff, ...]]]):
    """The sign-offs of a handout, by language."""


class FactsReview(Record[dict[Words, tuple[FactsSignOff, ...]]]):
    """The sign-offs of a clinic's facts, by language."""
