"""Who has read what and answers for it: two signatures, each for what was read and nothing else.

``review.yaml`` beside the texts of a handout is signed by whoever answers for a text: it holds the
hash of every section as it was read. When a word, a picture, a definition, a source or an included
fragment changes, the sign-off is void and says which sections changed. ``clinic.review.yaml``
beside the facts of a clinic is signed by a clinician of that clinic: it holds the hash of each
clinical fact as it prints, and a changed fact voids what was signed of that fact alone. Phone
numbers and addresses, dates and the version number need no signature.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from ..content.facts import Facts, Known
from ..content.handout import Day
from ..content.subject import Ends
from ..source.marks import first
from ..source.problems import Refused, Where, did_you_mean
from ..source.reader import Model, Record, Words, reading
from ..source.schema import JsonSchema
from ..source.tree import Map

LATER = "this sign-off is dated on a day to come"
EARLIER = "this sign-off is dated before the day of issue"
FEW = 4  # sections that are named one by one
# fields that are no part of what is told
UNSIGNED = {"id", "version", "issued", "review-by", "authors"}
COVER = ("title", "subtitle", "purpose", "audience", "cover", "group")
GLANCE = ("message", "facts")
# fields that stand for a fragment: a block, and what the wallet card says
INCLUDES = ("include", "fragment")
TERM = re.compile(r"\{([^{}|]+)(?:\|([^{}|]+))?\}")
CITED = re.compile(r"\bS\d+\b")


@dataclass(frozen=True)
class Written:
    """The files that a handout is made of, as read; ``drawn`` gives what a picture and its pieces
    are made of, by its name, and nothing where there is no such picture; ``ends`` are the fragments
    that every handout ends with."""

    handout: Map
    fragments: Mapping[str, Any]
    glossary: Mapping[str, Any]
    forms: Mapping[str, str]
    sources: Mapping[str, Any]
    drawn: Callable[[str], tuple[bytes, ...]]
    ends: Ends


def versions(written: Written) -> dict[str, str]:
    """A hash of 8 hex digits for each section, in reading order, by the section's id."""
    handout = written.handout
    told: dict[str, Any] = {
        "cover": [handout.get(name) for name in COVER],
        "glance": [handout.get(n) for n in GLANCE],
    }
    told.update({str(section["id"]): section for section in handout["sections"]})
    told["talk"] = handout.get("questions")
    ends = {"help": (written.ends.help, written.ends.slip), "about": (written.ends.about,)}
    told.update(
        (name, [written.fragments.get(one) for one in fragments])
        for name, fragments in ends.items()
    )
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
    named = sorted(set(_under(whole, "name", "figure")))
    # one after the other: photographs are large
    pictures = {name: _drawn(written.drawn(name)) for name in named}
    leans = {
        **{
            f"term {name}": _even(written.glossary.get(name, {}).get("definition"))
            for name in sorted(terms)
        },
        **{
            f"source {name}": _even(written.sources.get(name))
            for name in sorted(set(CITED.findall(text)))
        },
        **{f"picture {name}": drawn for name, drawn in pictures.items() if drawn},
    }
    return text + json.dumps(leans, ensure_ascii=False, sort_keys=True)


def _term(form: str, forms: Mapping[str, str]) -> str:
    """The key of a term, found as ``inline`` finds it."""
    return forms.get(form) or forms.get(form.lower()) or form


def _drawn(pieces: tuple[bytes, ...]) -> str:
    """The hash of a picture and its pieces: of what is drawn, not of how its lines end; '' where
    there is none."""
    if not pieces:
        return ""
    return hashlib.sha256(b"\0".join(piece.replace(b"\r\n", b"\n") for piece in pieces)).hexdigest()


def _open(value: Any, written: Written) -> Any:
    """``value`` with fragments in place of their includes."""
    if isinstance(value, dict):
        field, included = next(iter(value.items()), ("", None))
        if (
            len(value) == 1
            and field in INCLUDES
            and isinstance(included, str)
            and included in written.fragments
        ):
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
                yield from (
                    one
                    for one in (below if isinstance(below, list) else [below])
                    if isinstance(one, str)
                )
            yield from _under(below, *names)
    elif isinstance(value, list):
        for below in value:
            yield from _under(below, *names)


# ------------------------------------------------------------------ the files

Digits = Annotated[str, Field(pattern=r"^[0-9a-f]{6,64}$")]


def _no_day(value: Any) -> Any:
    return None if value == "" else value


def _answer(value: Any) -> Any:
    if not isinstance(value, str) or not re.fullmatch(r"|(yes|no)(: \S.*)?", value, re.DOTALL):
        raise Refused(
            "an answer is yes or no", 'write yes, no, or for example "no: the picture is too small"'
        )
    return value


Answer = Annotated[str, BeforeValidator(_answer), JsonSchema({"type": ["string", "boolean"]})]


class Signed(Model):
    """One person's word for what they read; without name, role and date it is a form that waits to
    be filled in.

    ``read`` are the hashes of what was read, by name; ``text`` is the hash of them all.
    """

    model_config = ConfigDict(validate_default=True)

    name: str = ""
    role: str = ""
    day: Annotated[Day | None, BeforeValidator(_no_day), Field(alias="date")] = None
    text: Annotated[Digits, Field(alias="version")]

    @property
    def read(self) -> Mapping[str, str]:
        raise NotImplementedError

    def later(self, today: date) -> bool:
        """Whether it is dated on a day to come."""
        return self.day is not None and self.day > today

    @property
    def signed(self) -> bool:
        return bool(self.name.strip() and self.role.strip() and self.day)

    @model_validator(mode="after")
    def _whole(self, info: ValidationInfo) -> Signed:
        context = reading(info)
        given = {"name": self.name.strip(), "role": self.role.strip(), "date": self.day}
        missing = [field for field, value in given.items() if not value]
        if 0 < len(missing) < len(given):
            message = f"this sign-off has no {' and no '.join(missing)}"
            hint = "a sign-off needs the name, the role and the date of a person"
            context.report(self.at or Where("?"), message, hint)
        placeholders = context.names.get("placeholder", ())
        for field, value in (("name", self.name.strip()), ("role", self.role.strip())):
            told = re.sub(r"[^\w/ ]+", " ", value).strip().casefold()
            if value and (told in placeholders or not any(map(str.isalpha, told)) or first(value)):
                hint = "only a person can sign: write who has read it"
                context.report(
                    context.place(self, field), f"'{value}' is no {field} of a person", hint
                )
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


# ------------------------------------------------------------------ what they are worth


@dataclass(frozen=True)
class State:
    """How far a text may be trusted on a day: the ``sections`` it has now, the sign-offs that are
    for it (``signed``), for another text (``void``), or not done as it must be (``unsound``)."""

    sections: Mapping[str, str]
    signed: tuple[SignOff, ...] = ()
    void: tuple[SignOff, ...] = ()
    unsound: tuple[SignOff, ...] = ()

    @property
    def version(self) -> str:
        return version(self.sections)

    @property
    def reviewers(self) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(f"{one.name.strip()} ({one.role.strip()})" for one in self.signed)
        )

    @property
    def outdated(self) -> tuple[SignOff, ...]:
        """The void ones; a person who has signed anew has made the old one history."""
        again = {one.name.strip() for one in self.signed}
        return tuple(one for one in self.void if one.name.strip() not in again)

    def changed(self, one: SignOff) -> str:
        """Why a void sign-off is void."""
        names = one.changed(self.sections)
        listed = ", ".join(f"'{name}'" for name in names[:FEW])
        more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
        changed = (
            f"changed since are {listed}{more}" if names else "the sections stood in another order"
        )
        return f"the sign-off of {one.name.strip()} is for another text: {changed}"

    @property
    def answers(self) -> Mapping[str, str]:
        """What people answered who signed this very text, by item; the last one counts."""
        return {
            item: answer for one in self.signed for item, answer in one.answers.items() if answer
        }


def state(
    sections: Mapping[str, str], given: tuple[SignOff, ...], issued: date, today: date
) -> State:
    """What the sign-offs ``given`` are worth ``today`` for a text that was ``issued`` on a day."""
    now = version(sections)
    done = tuple(one for one in given if one.signed)
    void = tuple(one for one in done if one.text != now)
    own = tuple(one for one in done if one.text == now)
    unsound = tuple(one for one in own if any(faults(one, issued, today)))
    return State(sections, tuple(one for one in own if one not in unsound), void, unsound)


def faults(one: Signed, issued: date, today: date) -> Iterator[tuple[str, str]]:
    """What keeps a sign-off from counting, each with a hint. Facts have no day of issue."""
    if one.later(today):
        yield LATER, "check the date"
    if not isinstance(one, SignOff):
        return
    if one.day and one.day < issued:
        yield EARLIER, "nobody can have read it before it was there: check the date"
    if one.unanswered:
        names = ", ".join(one.unanswered)
        yield f"this sign-off leaves questions open: {names}", "answer each with yes or no"


@dataclass(frozen=True)
class FactsState:
    """Which clinical facts of a clinic are signed: ``now`` has the hash of each as it prints today;
    the sign-offs of each fact that is as it was read, those that another value made void, and those
    of a day to come (``unsound``)."""

    now: Mapping[str, str]
    signed: Mapping[str, tuple[FactsSignOff, ...]]
    void: Mapping[str, tuple[FactsSignOff, ...]]
    unsound: tuple[FactsSignOff, ...] = ()

    def unsigned(self, names: Iterator[str]) -> tuple[str, ...]:
        """Those of the facts called ``names`` that are clinical, filled in, and signed by nobody as
        they are."""
        return tuple(name for name in names if name in self.now and not self.signed.get(name))

    def why(self, name: str) -> str:
        """Why nobody's word counts for a fact."""
        who = ", ".join(dict.fromkeys(one.name.strip() for one in self.void.get(name, ())))
        if who:
            return f"the clinical fact '{name}' was changed since {who} signed it"
        return f"nobody has signed the clinical fact '{name}'"


def facts_state(facts: Facts, given: tuple[FactsSignOff, ...], today: date) -> FactsState:
    """What sign-offs of facts are worth ``today``."""
    now = facts_versions(facts)
    whole = tuple(one for one in given if one.signed)
    done = tuple(one for one in whole if not one.later(today))
    signed = {
        name: tuple(one for one in done if one.facts.get(name) == digits)
        for name, digits in now.items()
    }
    void = {
        name: tuple(one for one in done if name in one.facts and one.facts[name] != digits)
        for name, digits in now.items()
    }
    return FactsState(now, signed, void, tuple(one for one in whole if one not in done))


def facts_versions(facts: Facts) -> dict[str, str]:
    """A hash of 8 hex digits for each clinical fact that is filled in, of its label and its values
    as they print."""
    known = (one for one in facts.known.values() if one.clinical and one.values)
    return {one.name: _hash(_printed(one), 8) for one in known}


def _printed(known: Known) -> str:
    values = ((one.person, one.text, one.note) for one in known.values)
    return json.dumps([known.label, *values], ensure_ascii=False)
