"""What is told of one patient, held against what is asked: what is wrong with it, and how it
prints.

No message repeats what was told: a field is called by its label.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import date, time
from typing import Literal

from ..content.facts import Known, Value
from ..content.locale import Locale
from ..content.plan import MOST_LINES, Asked
from ..meaning.naming import DETAILS, as_told
from ..source.rows import NamedTuple
from .jobs import Details

Fault = Literal["missing", "long", "lines", "control", "letters", "date", "time", "option"]
OPTION = "{name}={number}"  # the fact that one option of a field is chosen
YEARS = range(1900, 2100)
BREAKS = "\t\n\r"  # what parts lines and words, and is never printed


class Flaw(NamedTuple):
    """What is wrong with what stands in one field; ``limit`` is what it may have at most,
    ``options`` are those that it may say."""

    name: str
    label: str
    fault: Fault
    limit: int = 0
    options: tuple[str, ...] = ()


MESSAGES: dict[Fault, tuple[str, str]] = {
    "missing": ("'{label}' is not told", "nothing is printed for a patient without it"),
    "long": ("'{label}' is too long", "say it in at most {limit} characters"),
    "lines": ("'{label}' has too many lines", "write at most {limit}"),
    "control": ("'{label}' has characters that cannot be seen", "type it anew, by hand"),
    "letters": ("'{label}' has letters that the font has not", "write it in other letters"),
    "date": ("'{label}' is no day there is", "write year, month and day, as 2026-12-04"),
    "time": ("'{label}' is no time of the day", "write it as 07:30 or 14:05"),
    "option": ("'{label}' is none of its options", "known: {options}"),
}


def told(flaw: Flaw) -> tuple[str, str]:
    """A flaw as message and hint."""
    message, hint = MESSAGES[flaw.fault]
    options = ", ".join(flaw.options)
    return message.format(label=flaw.label), hint.format(limit=flaw.limit, options=options)


def flaws(fields: Sequence[Asked], details: Details, lacks: Callable[[str], str]) -> Iterator[Flaw]:
    """What keeps ``details`` from being printed; ``lacks`` gives the characters that the fonts do
    not have."""
    for field in fields:
        raw = details.values.get(field.name, "")
        if fault := _fault(field, raw, lacks):
            limit = MOST_LINES if fault == "lines" else field.longest
            yield Flaw(field.name, field.label, fault, limit, tuple(field.options))


def _fault(field: Asked, raw: str, lacks: Callable[[str], str]) -> Fault | None:
    lines = details_lines(raw)
    text = " ".join(lines)
    if not text:
        return "missing" if field.required else None
    if hidden(raw):
        return "control"
    if field.kind in ("choice", "choices"):
        return None if set(_chosen(field, text)) <= set(field.options) else "option"
    if field.kind == "date":
        return None if day(text) else "date"
    if field.kind == "time":
        return None if clock(text) else "time"
    if len(text) > field.longest:
        return "long"
    if len(lines) > MOST_LINES:
        return "lines"
    return "letters" if lacks(text) else None


def details_lines(raw: str) -> tuple[str, ...]:
    """The lines of a text with single spaces, without empty ones."""
    return tuple(filter(None, (" ".join(line.split()) for line in raw.splitlines())))


def hidden(raw: str) -> bool:
    """Whether a text has characters that nobody sees: control characters, or those that turn the
    direction of what follows."""
    return not raw.isprintable() and any(
        unicodedata.category(char) in ("Cc", "Cf", "Cs") and char not in BREAKS for char in raw
    )


def day(text: str) -> date | None:
    """A day written as in ISO 8601; nothing where there is no such day, or where it is of no year
    that a patient has: a browser takes 2, 20 and 202 for years while somebody types 2026."""
    try:
        found = date.fromisoformat(text) if len(text) == len("2026-12-04") else None
    except ValueError:
        return None
    return found if found and found.year in YEARS else None


def clock(text: str) -> time | None:
    """A time of the day by the clock of 24 hours; nothing where it is none."""
    hour, colon, minute = text.partition(":")
    if not (colon and hour.isdecimal() and minute.isdecimal() and len(minute) == len("05")):
        return None
    try:
        return time(int(hour), int(minute))
    except ValueError:
        return None


def _chosen(field: Asked, text: str) -> tuple[str, ...]:
    """The options that are told of: several of those of which any may be chosen, parted by
    commas."""
    if field.kind == "choice":
        return (text,)
    return tuple(filter(None, (one.strip() for one in text.split(","))))


def facts(fields: Sequence[Asked], details: Details, locale: Locale) -> dict[str, Known]:
    """Sound ``details`` as facts of one paper, by the names of fields; one for each option that
    has a picture besides."""
    out: dict[str, Known] = {}
    for field in fields:
        lines = details_lines(details.values.get(field.name, ""))
        values = lines if field.kind in ("list", "note") else tuple(filter(None, [" ".join(lines)]))
        shown = [Value(_printed(field, one, locale), at=DETAILS) for one in values]
        out[field.name] = _known(field.name, field.label, tuple(shown))
        for number, _ in enumerate(field.pictures):
            name = OPTION.format(name=field.name, number=number)
            here = tuple(one for one in shown if one.text == field.options[number])
            out[name] = _known(name, field.label, here)
    return out


def texts(fields: Sequence[Asked], details: Details, locale: Locale) -> dict[str, tuple[str, ...]]:
    """The texts that ``details`` are printed as, by the names that documents have them under."""
    told = {as_told(name): (value,) for name, value in details.tidy.values.items()}
    known = facts([one for one in fields if one.name in details.values], details, locale)
    plain = {one.name for one in fields}
    printed = {name: tuple(value.text for value in fact.values) for name, fact in known.items()}
    return told | {name: values for name, values in printed.items() if name in plain and values}


def _known(name: str, label: str, values: tuple[Value, ...]) -> Known:
    return Known(name, "text", label, values, optional=True, many=True, at=DETAILS)


def _printed(field: Asked, text: str, locale: Locale) -> str:
    """A value as paper says it: days and times as the language does."""
    if field.kind == "date" and (found := day(text)):
        return locale.weekday(found)
    if field.kind == "time" and (at := clock(text)):
        return locale.clock(at)
    return text
