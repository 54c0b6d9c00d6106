"""Days as an author writes them: year-month-day."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from ..source.fields import BeforeValidator
from ..source.problems import Refused

FIRST, LAST = 1900, 2199  # a year with two digits the other way round is none


def _day(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise Refused(f"'{value}' is no date", "write year-month-day, such as 2026-11-22")
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise Refused(f"there is no day {value}", "look it up in a calendar") from None
    if not FIRST <= day.year <= LAST:
        raise Refused(f"the year of {value} is out of range", f"write {FIRST} to {LAST}")
    return day


def _maybe(value: object) -> object:
    return None if value == "" else _day(value)


Day = Annotated[date, BeforeValidator(_day)]
OptionalDay = Annotated[date | None, BeforeValidator(_maybe)]  # nothing where it is empty
