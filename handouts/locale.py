"""The words the program itself prints, and how a language writes dates and numbers; one file for each language."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import Field

from .reader import Model, Reading, read

FOLDER = Path(__file__).parent / "locales"


class Vocabulary(Model):
    """Words on paper that no author writes; names in braces are filled in by the program."""

    at_a_glance: str
    main_message: str
    who_for: str
    contents: str
    page_of: str
    version: str
    issued: str
    review_by: str
    written_by: str
    reviewed_by: str
    nobody_yet: str
    draft: str
    reviewed: str
    blank: str
    note: str
    tip: str
    warning: str
    emergency: str
    condition: str
    procedure: str
    self_care: str
    packet: str
    packet_contents: str
    packet_help: str
    patient: str
    before: str
    after: str
    talk: str
    talk_intro: str
    what_we_talked_about: str
    teach_back: str
    teach_back_operation: str
    teach_back_plan: str
    talked_with: str
    side: str
    side_left: str
    side_right: str
    side_both: str
    level: str
    surgeon: str
    date: str
    notes: str
    notes_hint: str
    help: str
    words: str
    sources: str
    sources_intro: str
    team: str
    contact: str
    about: str
    document: str
    activity: str
    problem: str
    result: str
    emergency_cards: str
    what: str
    when: str
    ask: str
    out_of: str
    about_count: str
    others: str
    up_to: str
    at_least: str
    people_yes: str
    people_no: str
    people_group: str
    people_alt: str
    scan_code: str
    subject: str


class Locale(Model):
    """One language: its BCP 47 tag, direction, words, date and number forms."""

    language: str
    name: str
    direction: Literal["ltr"]
    months: tuple[str, ...] = Field(min_length=12, max_length=12)
    date: str
    thousands: str
    decimal: str
    words: Vocabulary
    clinic: dict[str, str]

    def day(self, day: datetime.date) -> str:
        return self.date.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def number(self, value: Decimal | int) -> str:
        signs = {ord(","): self.thousands, ord("."): self.decimal}
        return f"{value:,}".translate(signs)


def languages() -> tuple[str, ...]:
    """The languages there is a file for."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def load_locale(language: str, context: Reading) -> Locale | None:
    return read(FOLDER / f"{language}.yaml", Locale, context, f"handouts/locales/{language}.yaml")
