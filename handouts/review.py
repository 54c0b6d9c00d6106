"""Who has read a handout and answers for it: ``review.yaml`` beside the texts, and which text they read.

A sign-off is for one text: it holds the hash of every section as it was read. When a word, a picture, a definition, a
source or an included fragment changes, the sign-off is void and says which sections changed. What the clinic fills in
(``clinic.yaml``), dates and the version number do not count.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from .handout import Day
from .problems import Refused, Where, did_you_mean
from .reader import Model, Record, Words, reading
from .schema import JsonSchema
from .tree import Map

LATER = "this sign-off is dated on a day to come"
UNSIGNED = {"id", "version", "issued", "review-by", "authors"}  # fields that are no part of what is told
COVER = ("title", "subtitle", "purpose", "audience", "cover", "group")
GLANCE = ("message", "facts")
# Sections that are fragments: those of every brochure; the card is on the slip of every set.
ENDS = {"help": ("emergency", "emergency-card"), "about": ("other-formats",)}
INCLUDES = ("include", "fragment")  # fields that stand for a fragment: a block, and what the wallet card says
TERM = re.compile(r"\{([^{}|]+)(?:\|([^{}|]+))?\}")
CITED = re.compile(r"\bS\d+\b")
KIT = re.compile(rb"kit/[\w.-]+\.svg")  # in a picture: a file of the pieces it is made of


@dataclass(frozen=True)
class Written:
    """The files that a handout is made of, as read, and the pictures by name."""

    handout: Map
    fragments: Mapping[str, Any]
    glossary: Mapping[str, Any]
    forms: Mapping[str, str]
    sources: Mapping[str, Any]
    pictures: Mapping[str, Path]


def versions(written: Written) -> dict[str, str]:
    """A hash of 8 hex digits for each section, in reading order, by the section's id."""
    handout = written.handout
    told: dict[str, Any] = {"cover": [handout.get(name) for name in COVER], "glance": [handout.get(n) for n in GLANCE]}
    told.update({str(section["id"]): section for section in handout["sections"]})
    told["talk"] = handout.get("questions")
    told.update((name, [written.fragments.get(one) for one in fragments]) for name, fragments in ENDS.items())
    rest = {*UNSIGNED, *COVER, *GLANCE, "sections", "questions"}
    told["editions"] = {name: value for name, value in handout.items() if name not in rest}
    return {name: _hash(_canonical(value, written), 8) for name, value in told.items()}


def version(sections: Mapping[str, str]) -> str:
    """The hash of the whole text: 12 hex digits."""
    return _hash(json.dumps(sections), 12)


def _hash(text: str, digits: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:digits]


def _canonical(value: Any, written: Written) -> str:
    """``value`` with everything it leans on, as one text that only changes with what it says."""
    whole = _open(value, written)
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True)
    terms = {_term(key or word, written.forms) for word, key in TERM.findall(text)}
    terms |= {_term(word, written.forms) for word in _under(whole, "glossary")}
    pictures = sorted({name for name in _under(whole, "name", "figure") if name in written.pictures})
    leans = {
        **{f"term {name}": _even(written.glossary.get(name, {}).get("definition")) for name in sorted(terms)},
        **{f"source {name}": _even(written.sources.get(name)) for name in sorted(set(CITED.findall(text)))},
        **{f"picture {name}": _drawn(written.pictures[name]) for name in pictures},
    }
    return text + json.dumps(leans, ensure_ascii=False, sort_keys=True)


def _term(form: str, forms: Mapping[str, str]) -> str:
    """The key of a term, found as ``inline`` finds it."""
    return forms.get(form) or forms.get(form.lower()) or form


def _drawn(path: Path) -> str:
    """The hash of a picture and of the pieces it is made of."""
    data = path.read_bytes()
    pieces = (path.parent / name.decode() for name in sorted(set(KIT.findall(data))))
    found = [data, *(piece.read_bytes() for piece in pieces if piece.is_file())]
    return hashlib.sha256(b"\0".join(found)).hexdigest()


def _open(value: Any, written: Written) -> Any:
    """``value`` with fragments in place of their includes."""
    if isinstance(value, dict):
        field, included = next(iter(value.items()), ("", None))
        if len(value) == 1 and field in INCLUDES and isinstance(included, str) and included in written.fragments:
            return {str(included): _open(written.fragments[included], written)}
        return {key: _open(below, written) for key, below in value.items()}
    if isinstance(value, list):
        return [_open(below, written) for below in value]
    return _even(value)


def _even(value: Any) -> Any:
    """White space does not count."""
    if isinstance(value, dict):
        return {key: _even(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_even(below) for below in value]
    return " ".join(value.split()) if isinstance(value, str) else value


def _under(value: Any, *names: str) -> Iterator[str]:
    """The texts right under the fields of these ``names``, at any depth."""
    if isinstance(value, dict):
        for name, below in value.items():
            if name in names:
                yield from (one for one in (below if isinstance(below, list) else [below]) if isinstance(one, str))
            yield from _under(below, *names)
    elif isinstance(value, list):
        for below in value:
            yield from _under(below, *names)


# ------------------------------------------------------------------ the file

Digits = Annotated[str, Field(pattern=r"^[0-9a-f]{6,64}$")]


def _no_day(value: Any) -> Any:
    return None if value == "" else value


def _answer(value: Any) -> Any:
    if not isinstance(value, str) or not re.fullmatch(r"|(yes|no)(: \S.*)?", value, re.DOTALL):
        raise Refused("an answer is yes or no", 'write yes, no, or for example "no: the picture is too small"')
    return value


Answer = Annotated[str, BeforeValidator(_answer), JsonSchema({"type": ["string", "boolean"]})]


class SignOff(Model):
    """One person's word for one text; without name, role and date it is a form that waits to be filled in."""

    model_config = ConfigDict(validate_default=True)

    name: str = ""
    role: str = ""
    day: Annotated[Day | None, BeforeValidator(_no_day), Field(alias="date")] = None
    text: Annotated[Digits, Field(alias="version")]
    sections: dict[str, Digits]
    answers: dict[str, Answer] = {}

    def later(self, today: date) -> bool:
        """Whether it is dated on a day to come."""
        return self.day is not None and self.day > today

    @property
    def signed(self) -> bool:
        return bool(self.name.strip() and self.role.strip() and self.day)

    @model_validator(mode="after")
    def _whole(self, info: ValidationInfo) -> SignOff:
        context = reading(info)
        given = {"name": self.name.strip(), "role": self.role.strip(), "date": self.day}
        missing = [field for field, value in given.items() if not value]
        if 0 < len(missing) < len(given):
            message = f"this sign-off has no {' and no '.join(missing)}"
            context.report(
                self.at or Where("?"), message, "a sign-off needs the name, the role and the date of a person"
            )
        if version(self.sections) != self.text:
            hint = "make the form anew with 'python -m handouts review', and copy nothing by hand"
            context.report(context.place(self, "version"), "the version does not belong to these sections", hint)
        return self

    @field_validator("answers")
    @classmethod
    def _asked(cls, answers: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        known: Mapping[str, object] | None = reading(info).names.get("item")
        for item in answers:
            if known is not None and item not in known:
                raise Refused(f"there is no item '{item}'", did_you_mean(item, known) or "see docs/rules.md")
        return answers

    def changed(self, sections: Mapping[str, str]) -> tuple[str, ...]:
        """The ids of the sections that are not as they were read: changed, new, or gone."""
        names = dict.fromkeys((*sections, *self.sections))
        return tuple(name for name in names if sections.get(name) != self.sections.get(name))


class Review(Record[dict[Words, tuple[SignOff, ...]]]):
    """The sign-offs of a handout, by language."""


@dataclass(frozen=True)
class State:
    """How far a text may be trusted: the ``sections`` it has now, and the ``signed`` and ``void`` sign-offs."""

    sections: Mapping[str, str]
    signed: tuple[SignOff, ...] = ()
    void: tuple[SignOff, ...] = ()

    @property
    def version(self) -> str:
        return version(self.sections)

    @property
    def reviewers(self) -> tuple[str, ...]:
        return tuple(f"{one.name.strip()} ({one.role.strip()})" for one in self.signed)

    @property
    def answers(self) -> Mapping[str, str]:
        """What people answered who signed this very text, by item; the last one counts."""
        return {item: answer for one in self.signed for item, answer in one.answers.items() if answer}


def state(sections: Mapping[str, str], given: tuple[SignOff, ...]) -> State:
    """The sign-offs that are for this text, and those that another text made void."""
    now = version(sections)
    signed = tuple(one for one in given if one.signed and one.text == now)
    return State(sections, signed, tuple(one for one in given if one.signed and one.text != now))
