"""What the clinic fills in. A missing fact becomes a line to write on, never an invented value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator

from .locale import Locale
from .reader import Model, Words, web_address

WebAddress = Annotated[str, AfterValidator(web_address)]
REQUIRED = ("phone", "phone-after-hours", "hospital", "fever", "fasting", "shower", "dressing")


class ProcedureFacts(Model):
    """The clinic's own rules and figures for one operation."""

    time_in_surgery: str = ""
    hospital_stay: str = ""
    lifting: str = ""
    driving: str = ""
    work: str = ""
    results: str = ""


class Person(Model):
    name: Words
    role: Words


class Clinic(Model):
    """The facts of one clinic; the empty text stands for 'not filled in yet'."""

    name: Words
    phone: str
    phone_after_hours: str
    website: WebAddress
    contact_page: WebAddress
    appointment_page: WebAddress
    address: str
    hospital: str
    fever: str
    fasting: str
    shower: str
    dressing: str
    network: str
    team: tuple[Person, ...] = ()
    procedures: dict[str, ProcedureFacts] = {}

    def facts(self, locale: Locale) -> dict[str, tuple[str, str]]:
        """Every fact by its name, such as ``discectomy.driving``: its value and the label of its blank."""
        return {name: (value, blank(locale, name.rpartition(".")[2])) for name, value in self._values()}

    def missing(self) -> tuple[str, ...]:
        """The names of the facts a release needs and the clinic has not filled in."""
        values = dict(self._values())
        return tuple(name for name in REQUIRED if not values[name])

    def _values(self) -> Iterator[tuple[str, str]]:
        for name, value in self.model_dump(by_alias=True, exclude={"at", "team", "procedures"}).items():
            yield name, value.strip()
        for slug, procedure in self.procedures.items():
            for name, value in procedure.model_dump(by_alias=True, exclude={"at"}).items():
                yield f"{slug}.{name}", value.strip()


def blank(locale: Locale, name: str) -> str:
    """What a screen reader says in place of an empty fact."""
    return locale.words.blank.format(label=locale.clinic[name])
