"""What the clinic tells of itself: ``contact`` and ``team``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ..document import Field, FillIn, Item, Items, Paragraph, Part
from ..spans import Strong, Text, shown
from . import Block, Lowering

LINES = ("phone", "phone-after-hours", "website", "contact-page", "appointment-page", "address")


class Contact(Block):
    """How to reach the clinic; what is not filled in prints as a line to write on."""

    contact: Literal["clinic"]

    def parts(self, lower: Lowering) -> Iterator[Part]:
        facts = lower.clinic.facts(lower.locale)
        labels = {name: lower.locale.clinic[name] for name in LINES}
        yield FillIn(
            tuple(
                Field(label[:1].upper() + label[1:], value=_printed(facts[name][0]), width="half", at=self.at)
                for name, label in labels.items()
            ),
            at=self.at,
        )


def _printed(fact: str) -> str:
    return shown(fact) if "://" in fact else fact


class Team(Block):
    """The people of the clinic, and how it works with insurance, as far as it has said so."""

    team: Literal["clinic"]

    def parts(self, lower: Lowering) -> Iterator[Part]:
        if lower.clinic.team:
            people = (Item((Strong(person.name), Text(f", {person.role}"))) for person in lower.clinic.team)
            yield Items("bullet", tuple(people), at=self.at)
        if lower.clinic.network:
            yield Paragraph((Text(lower.clinic.network),), at=self.at)
