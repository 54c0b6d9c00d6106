"""The words the program itself prints, and how a language writes dates and numbers; one file for
each language."""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from ..source.fields import Field, StringConstraints, ValidationInfo, model_validator
from ..source.lasting import once
from ..source.reader import Model, Reading, read, reading
from ..source.rows import NamedTuple
from ..source.values import field
from .signs import LocaleType, Signs
from .vocabulary import Vocabulary, filled

FOLDER = Path(__file__).parents[1] / "locales"
TAG = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"  # BCP 47: its shape


NAMES_OF_LOCALE = {
    "date": "day month year",
    "day-of-week": "date weekday",
    "clock-time": "half hour minute",
    "temperature": "celsius fahrenheit",
}
NOON = 12  # hours


class Ties(NamedTuple):
    """Words that lean on a number or a name, so that a line does not break between them.

    ``numbered`` stand before a number, in small letters; ``titles`` before a name; ``between`` two
    numbers; ``extensions`` of phone numbers; ``months`` as they are written, whole or short;
    ``dating`` join the parts of a date; ``phrases`` stand after a number, each as its words. A
    number does not lean on ``uncounted`` words after it. What is ``light`` before a number, as an
    article is, stays with it unless the line were short, and so does a ratio before what is
    ``parting`` its two numbers.
    """

    language: str = "und"
    numbered: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()
    extensions: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    dating: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()
    uncounted: frozenset[str] = frozenset()
    light: frozenset[tuple[str, ...]] = frozenset()
    parting: frozenset[tuple[str, ...]] = frozenset()

    def __hash__(self) -> int:
        """They are asked for at every word: all their words need not be looked at for that."""
        return hash(self.language)


class Leaning(Model):
    """What ``Ties`` is made of, as a file of a language has it."""

    before_number: tuple[str, ...] = ()
    before_name: tuple[str, ...] = ()
    between_numbers: tuple[str, ...] = ()
    after_number: tuple[str, ...] = ()
    before_extension: tuple[str, ...] = ()
    short_months: tuple[str, ...] = ()
    in_dates: tuple[str, ...] = ()
    not_counted: tuple[str, ...] = ()
    lightly_before_number: tuple[str, ...] = ()
    parting_ratios: tuple[str, ...] = ()


class Locale(Model):
    """One language: its BCP 47 tag, direction, words, date and number forms.

    ``halves`` are what the two halves of a day are called behind a time, then midnight and noon.
    ``placeholders`` are words that only keep a place for a value, in small letters and without
    signs; ``unnamed`` is what a clinic is called until it has written its name; ``editions`` are
    what all editions but the plain one are called behind a title. ``state`` says whose words they
    are: written in this language, made by a machine, or of a translator, and maybe read by another.
    ``direction`` is where lines and pages go; without ``type`` the brand's own faces have all
    letters.
    """

    language: Annotated[str, StringConstraints(pattern=TAG)]
    name: str
    state: Literal["written", "machine", "translated", "reviewed"]
    direction: Literal["ltr", "rtl"]
    months: Annotated[tuple[str, ...], Field(min_length=12, max_length=12)]
    weekdays: Annotated[tuple[str, ...], Field(min_length=7, max_length=7)]
    halves: Annotated[tuple[str, ...], Field(min_length=2, max_length=4)]
    date: str
    day_of_week: str
    clock_time: str
    thousands: str
    decimal: str
    temperature: str
    placeholders: tuple[str, ...]
    unnamed: str = ""
    editions: dict[str, str]
    leaning: Leaning = field(default_factory=Leaning)
    signs: Signs = field(default_factory=Signs)
    type: LocaleType | None = None
    words: Vocabulary

    def called(self, title: str, edition: str) -> str:
        """What a file is called: editions of one handout have titles that tell them apart."""
        name = self.editions.get(edition, "")
        return self.words.title_of.format(title=title, edition=name) if name else title

    @property
    def ties(self) -> Ties:
        """The words that lean on numbers and names."""
        leaning = self.leaning
        extensions = frozenset(map(str.casefold, leaning.before_extension))
        return Ties(
            self.language,
            frozenset(map(str.casefold, leaning.before_number)) | extensions,
            frozenset(leaning.before_name),
            frozenset(leaning.between_numbers),
            extensions,
            frozenset((*self.months, *leaning.short_months)),
            frozenset(leaning.in_dates),
            tuple(tuple(phrase.split()) for phrase in leaning.after_number),
            frozenset(leaning.not_counted),
            frozenset(tuple(said.casefold().split()) for said in leaning.lightly_before_number),
            frozenset(tuple(phrase.split()) for phrase in leaning.parting_ratios),
        )

    @model_validator(mode="after")
    def filled(self, info: ValidationInfo) -> Locale:
        filled(self, NAMES_OF_LOCALE, info)
        context = reading(info)
        stem = context.names.get("language")
        if stem and not f"{self.language}-".startswith(f"{stem}-"):
            message = f"'{self.language}' is not the language of this file, '{stem}'"
            where = context.place(self, "language")
            context.report(where, message, f"write {stem}, or {stem} and a country, such as en-US")
        return self

    def day(self, day: datetime.date) -> str:
        return self.date.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def weekday(self, day: datetime.date) -> str:
        """A day with its name."""
        return self.day_of_week.format(weekday=self.weekdays[day.weekday()], date=self.day(day))

    def clock(self, at: datetime.time) -> str:
        """A time of the day; noon and midnight are called so where a language has words for
        them."""
        half = int(at.hour >= NOON)
        if at.minute == at.hour % NOON == 0 and len(self.halves) > half + 2:
            half += 2
        hour = at.hour % NOON or NOON
        return self.clock_time.format(hour=hour, minute=f"{at.minute:02}", half=self.halves[half])

    def number(self, value: Decimal | int) -> str:
        signs = {ord(","): self.thousands, ord("."): self.decimal}
        return f"{Decimal(value):,f}".translate(signs)


def languages() -> tuple[str, ...]:
    """The languages there is a file for."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def file_of(tag: str) -> str:
    """The name of the file for a language by its tag (BCP 47): the one that says most of it."""
    files = (name for name in languages() if f"{tag}-".casefold().startswith(f"{name}-".casefold()))
    return max(files, key=len, default="")


@cache
def locale_of(tag: str) -> Locale | None:
    """The locale of a language by its tag, if there is one that is sound."""
    name = file_of(tag)
    return once(f"locale-{name}", (), lambda: load_locale(name, Reading())) if name else None


def runs_back(tag: str) -> bool:
    """Whether a language runs from right to left, by its tag."""
    locale = locale_of(tag)
    return locale is not None and locale.direction == "rtl"


@cache
def ties_of(tag: str) -> Ties:
    """The ties of a language by its tag; of one without a file, those of all languages."""
    locale = locale_of(tag)
    return locale.ties if locale else Ties()


@cache
def signs_of(tag: str) -> Signs:
    """The signs of a language by its tag; of one without a file, the usual ones."""
    locale = locale_of(tag)
    return locale.signs if locale else Signs()


def load_locale(language: str, context: Reading) -> Locale | None:
    context.names["language"] = language
    return read(FOLDER / f"{language}.yaml", Locale, context, f"handouts/locales/{language}.yaml")
