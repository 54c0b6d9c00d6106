"""The facts of a clinic: the content declares which there are, each clinic fills in what they are.

``content/facts.yaml`` says of each fact what kind it is, how it is called on paper, and how long it
may be; ``clinic.yaml`` has the values, and ``clinic.<language>.yaml`` may say some of them in
another language. A fact that is empty prints as a line to write on: nothing is ever made up. No
fact is known to the program by name, but ``name``: whose handouts they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Literal

from ..source.fields import Field, ValidationInfo, field_validator, model_validator
from ..source.files import person_key
from ..source.problems import Refused, Where
from ..source.reader import Model, Words, reading
from ..source.schema import Schema
from ..source.values import dataclass, field, replace

Simple = Literal["text", "phone", "web", "temperature", "person"]
Kind = Literal["text", "phone", "web", "temperature", "person", "list"]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
NAME = "name"  # the one fact every clinic has: it signs what it hands out
PERSONAL = "personal-rules"  # the field for what only the patients of one person are told
# Characters; more of it makes no sense in print. Web addresses are refused at 300 by themselves.
LONGEST = {"text": 120, "phone": 90, "web": 100, "temperature": 80, "person": 120}
MOST = 12  # entries of a list


class Declaration(Model):
    """One fact: its ``label`` on paper, the ``help`` its clinic gets, and where it belongs.

    ``release`` facts must be filled in before anything is given to patients; ``clinical`` ones are
    signed by a clinician; an ``optional`` one leaves no line to write on while it is empty.
    ``contact`` facts stand in the panel that tells how to reach the clinic; ``code`` is the address
    that is printed as a QR code, ``pages`` that of the folder with the pages of handouts: the code
    then leads to the page of each, with the version that is printed. ``back`` ones stand at the
    back of every brochure while they are filled in. ``longest`` is how many characters one value
    may have; ``said`` are words that the label says already: a value that says them again is
    refused.
    """

    kind: Kind
    of: Simple = "text"
    label: Words
    help: Annotated[str, Field(min_length=1, max_length=300)]
    release: bool = False
    clinical: bool = False
    optional: bool = False
    contact: bool = False
    code: bool = False
    pages: bool = False
    back: bool = False
    longest: Annotated[int, Field(ge=1, le=600)] = 0
    said: Annotated[tuple[Words, ...], Field(max_length=12)] = ()

    @model_validator(mode="after")
    def _sound(self, info: ValidationInfo) -> Declaration:
        context = reading(info)
        for name in ("code", "pages"):
            if getattr(self, name) and self.kind != "web":
                context.report(
                    context.place(self, name),
                    "only an address of the web can be a code",
                    f"remove '{name}'",
                )
        if "of" in self.written and self.kind != "list":
            hint = "write 'kind: list', or remove 'of'"
            context.report(
                context.place(self, "of"),
                "'of' says what a list is made of, and this is none",
                hint,
            )
        return self

    @property
    def single(self) -> Simple:
        """The kind of one value."""
        return self.of if self.kind == "list" else self.kind

    @property
    def most(self) -> int:
        """Characters that one value may have."""
        return self.longest or LONGEST[self.single]


class Group(Model):
    """Facts that each of some handouts has of its own, such as those on one treatment."""

    of: Annotated[tuple[Words, ...], Field(min_length=1)]
    facts: Annotated[dict[Name, Declaration], Field(min_length=1)]


class Declared(Model):
    """``content/facts.yaml``: the facts all handouts share, and groups of those that some have of
    their own."""

    facts: Annotated[dict[Name, Declaration], Field(min_length=1)]
    groups: dict[Name, Group] = {}

    @field_validator("facts")
    @classmethod
    def _named(cls, facts: dict[str, Declaration]) -> dict[str, Declaration]:
        if NAME not in facts or facts[NAME].kind != "text":
            raise Refused(
                f"there is no fact '{NAME}'", f"declare '{NAME}' as text: it signs every handout"
            )
        return facts

    @model_validator(mode="after")
    def _apart(self, info: ValidationInfo) -> Declared:
        context = reading(info)
        taken = {PERSONAL, *self.facts}
        groups = (("groups", name) for name in self.groups)
        own = (
            ("groups", group, "facts", name)
            for group, one in self.groups.items()
            for name in one.facts
        )
        found = [steps for steps in (*groups, *own) if steps[-1] in taken]
        for steps in (*found, *([("facts", PERSONAL)] if PERSONAL in self.facts else [])):
            message = f"the name '{steps[-1]}' is taken by another field"
            context.report(context.place(self, *steps), message, "choose another name")
        return self

    def every(self) -> Iterator[tuple[str, Declaration]]:
        """Each fact by its full name, such as ``phone`` or ``wrist.driving``."""
        yield from self.facts.items()
        for group in self.groups.values():
            for slug in group.of:
                yield from ((f"{slug}.{name}", one) for name, one in group.facts.items())

    def resolved(self, name: str, slug: str) -> str:
        """The full name of what is called ``name`` in the handout ``slug``; empty when there is no
        such fact."""
        if name in self.facts:
            return name
        own, _, short = name.rpartition(".")
        for group in self.groups.values():
            if short in group.facts and (own or slug) in group.of:
                return f"{own or slug}.{short}"
        return ""

    def called(self, labels: Mapping[str, tuple[str, str, tuple[str, ...]]]) -> Declared:
        """The same facts under other labels and helps, by their short names; one that has none
        keeps its own. What each label says already holds for both, as a value may be in either."""

        def renamed(facts: Mapping[str, Declaration]) -> dict[str, Declaration]:
            told = {name: labels.get(name, (one.label, "", ())) for name, one in facts.items()}
            return {
                name: replace(one, label=label, help=help_ or one.help, said=(*one.said, *said))
                for (name, one), (label, help_, said) in zip(
                    facts.items(), told.values(), strict=True
                )
            }

        groups = {
            name: replace(group, facts=renamed(group.facts)) for name, group in self.groups.items()
        }
        return replace(self, facts=renamed(self.facts), groups=groups)

    def labelled(self, name: str) -> str:
        """The label of a fact, by its full name or its short one."""
        short = name.rpartition(".")[2]
        groups = (group.facts[short] for group in self.groups.values() if short in group.facts)
        found = self.facts.get(name) or next(groups, None)
        return found.label if found else ""

    def seen(self, names: Collection[str]) -> dict[str, str]:
        """What the facts called ``names`` are called on paper, and those that stand in every
        handout: how to reach a clinic, and what is at its back."""
        ends = (n for n, one in self.facts.items() if one.contact or one.back)
        return {name: self.labelled(name) for name in sorted({*names, *ends})}

    @property
    def names(self) -> frozenset[str]:
        """All that an author may write: full names, and those that each handout of a group has of
        its own."""
        short = {name for group in self.groups.values() for name in group.facts}
        return frozenset({name for name, _ in self.every()} | short)


@dataclass(frozen=True, slots=True)
class Value:
    """One value as it prints: ``text``, a ``note`` said with it, where it leads, and who it is only
    true for."""

    text: str
    note: str = ""
    target: str = ""
    person: str = ""
    at: Where = field(default_factory=lambda: Where("?"), compare=False)

    def __len__(self) -> int:
        """Characters, the note's included."""
        return len(self.text) + len(self.note)


@dataclass(frozen=True, slots=True)
class Known:
    """A fact of one clinic in one language; without ``values`` nobody has filled it in yet."""

    name: str
    kind: Simple
    label: str
    values: tuple[Value, ...] = ()
    release: bool = False
    clinical: bool = False
    optional: bool = False
    contact: bool = False
    code: bool = False
    many: bool = False
    most: int = 0
    at: Where = field(default_factory=lambda: Where("?"), compare=False)

    def told(self, person: str = "") -> tuple[Value, ...]:
        """What prints: everybody's values and each person's; of ``person``'s patients that one's
        own alone."""
        if not person:
            return self.values
        own = tuple(value for value in self.values if value.person == person)
        return own or tuple(value for value in self.values if not value.person)


@dataclass(frozen=True)
class Facts:
    """All declared facts of a clinic in one language, by their full names, and who has rules of
    their own."""

    known: Mapping[str, Known]
    declared: Declared
    persons: tuple[str, ...] = ()

    def person(self, name: str) -> str:
        """Whoever is called ``name``, as the clinic writes it; empty where nobody of that name has
        own rules."""
        return next((one for one in self.persons if person_key(one) == person_key(name)), "")

    @property
    def owner(self) -> str:
        """The name of the clinic."""
        return self.known[NAME].values[0].text

    def missing(self) -> Iterator[Known]:
        """The facts that a release needs and that are empty."""
        return (fact for fact in self.known.values() if fact.release and not fact.values)


# ------------------------------------------------------------------ what editors are told

_TEXT: Schema = {"type": "string"}


def _fields(first: str, second: str) -> Schema:
    known = {first: _TEXT, second: _TEXT}
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": known,
        "required": [first],
    }


_SHAPES: dict[str, Schema] = {
    "text": _TEXT,
    "web": _TEXT,
    "phone": {"anyOf": [_TEXT, _fields("number", "note")]},
    "temperature": {"anyOf": [_TEXT, _fields("value", "note")]},
    "person": {"anyOf": [_TEXT, _fields("name", "role")]},
}


def clinic_schema(declared: Declared) -> Schema:
    """The JSON Schema of ``clinic.yaml`` for these facts, with the help that each clinic gets."""
    level = {name: _shape(one) for name, one in declared.facts.items()}
    for name, group in declared.groups.items():
        own = _object({fact: _shape(one) for fact, one in group.facts.items()})
        level[name] = _object(dict.fromkeys(group.of, own))
    persons = {"type": "object", "additionalProperties": _object(level)}
    return {**_object({**level, PERSONAL: persons}), "required": [NAME]}


def _object(fields: Mapping[str, Schema]) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": dict(fields)}


def _shape(one: Declaration) -> Schema:
    single = {**_SHAPES[one.single]}
    many = {
        "anyOf": [
            *single.get("anyOf", [single]),
            {"type": "array", "items": single, "maxItems": MOST},
        ]
    }
    return {**(many if one.kind == "list" else single), "title": one.label, "description": one.help}
