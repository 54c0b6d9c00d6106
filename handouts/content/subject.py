"""What the handouts of a site are about: ``content/subject.yaml``.

The program knows no subject. The content says which families of handouts there are, what is talked
through in each, which fragments every handout ends with, and which columns a table of activities
has. ``subject.<language>.yaml`` may say the words of it in another language; a word it leaves out
stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Annotated, Literal, TypeVar

from ..source.fields import Field, ValidationInfo, model_validator
from ..source.problems import did_you_mean
from ..source.reader import Model, Words, reading
from ..source.rows import NamedTuple
from .plan import OF_A_PERSON, PREFIX, Asked, Plan, Scene
from .plan import asked as asked_by

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
OptionalName = Annotated[str, Field(pattern=r"^([a-z][a-z0-9]*(-[a-z0-9]+)*)?$")]
Short = Annotated[Words, Field(max_length=60)]
Tab = Annotated[Words, Field(max_length=14)]  # it is printed along the edge of a page
Column = Annotated[Words, Field(max_length=40)]
Question = Annotated[Words, Field(max_length=120)]
NOTES = "notes"
# What is written down in every talk, whatever it is about; each is a field of its own in any
# family.
OF_EVERY_TALK = ("date", "patient", "with")
V = TypeVar("V")


class TalkField(Model):
    """What is written down while it is talked through: on a line, or as one of ``options`` to
    tick, or as any of them.

    Where it is ``required``, nothing is printed for a patient without it, and it is never chosen
    beforehand; ``pictures`` show its options, in their order.
    """

    label: Short
    options: Annotated[tuple[Short, ...], Field(min_length=2, max_length=6)] = ()
    choose: Literal["one", "any"] = "one"
    size: Literal["full", "half"] = "full"
    required: bool = False
    pictures: Annotated[tuple[Scene, ...], Field(max_length=6)] = ()

    @model_validator(mode="after")
    def _shown(self, info: ValidationInfo) -> TalkField:
        if self.pictures and len(self.pictures) != len(self.options):
            message = f"there are {len(self.options)} options, and {len(self.pictures)} pictures"
            where = reading(info).place(self, "pictures")
            reading(info).report(where, message, "give each option a picture, in their order")
        return self


class Family(Model):
    """Handouts of one kind: ``kind`` is what their covers call it, ``teach-back`` what a patient is
    asked to say.

    In a family that ``decides`` a patient chooses: its handouts must tell benefits, risks, other
    choices and doing nothing. ``talk`` are the fields that its talks have besides those of every
    talk; ``colour`` is its colour note among the ``groups`` of the brand, the one of its own name
    where nothing is written. ``tabs`` are what its booklets are parted into, each printed at the
    edge of its pages; ``own`` is the fragment printed after the talk: pages for a patient to fill
    in; ``help``, ``more`` and ``slip`` are its own fragments in place of those of ``Ends``. A
    handout may name a ``help`` and a ``slip`` of its own in place of both, where its readers need
    other signs.
    """

    kind: Short
    teach_back: Question
    decides: bool = False
    talk: Annotated[dict[Name, TalkField], Field(max_length=6)] = {}
    colour: OptionalName = ""
    tabs: Annotated[dict[Name, Tab], Field(max_length=5)] = {}
    own: OptionalName = ""
    help: OptionalName = ""
    more: OptionalName = ""
    slip: OptionalName = ""

    @model_validator(mode="after")
    def _apart(self, info: ValidationInfo) -> Family:
        context = reading(info)
        for name in self.talk:
            if name in OF_EVERY_TALK:
                where = context.place(self, "talk", name)
                context.report(
                    where, f"every talk has a field '{name}' already", "choose another name"
                )
        return self


class Ends(Model):
    """Fragments that are printed without being included: ``help`` under "When to get help" in every
    handout, ``more`` after it, ``back`` on the back cover, ``about`` beside what it says of itself,
    ``slip`` on the slip in front of every set."""

    help: Name
    more: OptionalName = ""
    back: OptionalName = ""
    about: OptionalName = ""
    slip: OptionalName = ""


class Closing(NamedTuple):
    """The fragments that handouts of one family end with, empty where there is none."""

    help: str
    more: str
    back: str
    about: str
    slip: str
    own: str


class Subject(Model):
    """``activities`` are the columns of a table of activities, by the names that authors write them
    under; ``first`` is the handout that a new site begins with; ``placeholders`` are words that
    only keep a place for a fact, besides those of the language; ``plan`` is the page
    that is filled in for one patient."""

    families: Annotated[dict[Name, Family], Field(min_length=1, max_length=12)]
    ends: Ends
    activities: Annotated[dict[Name, Column], Field(min_length=2, max_length=6)] = {}
    first: OptionalName = ""
    placeholders: Annotated[tuple[Short, ...], Field(max_length=40)] = ()
    plan: Plan | None = None

    @model_validator(mode="after")
    def _planned(self, info: ValidationInfo) -> Subject:
        context = reading(info)
        for field in self.plan.fields.values() if self.plan else ():
            for name in field.families:
                if name not in self.families:
                    hint = did_you_mean(name, self.families)
                    where = context.place(field, "families")
                    context.report(where, f"there is no family '{name}'", hint)
        return self

    def closing(self, family: str, signs: str | None, short: str | None) -> Closing:
        """What a handout of a family ends with; ``signs`` is the fragment of signs that it names
        itself (its ``help``), ``short`` the one of the same in short (its ``slip``), if it does.
        Whoever asks must say: other signs are printed."""
        ends, own = self.ends, self.families[family]
        helping, more = signs or own.help or ends.help, own.more or ends.more
        slip = self.slip((family,), (short,))
        return Closing(helping, more, ends.back, ends.about, slip, own.own)

    def slip(self, families: Collection[str], own: Iterable[str | None] = ()) -> str:
        """The fragment on the slip of a set with handouts of ``families``, some of which name their
        ``own``: the first of those, or that of the first family that needs signs of its own, empty
        where there is none."""
        family = (self.families[one].slip for one in families)
        return next(filter(None, (*own, *family)), self.ends.slip)

    @property
    def named(self) -> tuple[str, ...]:
        """All fragments that are printed without being included."""
        named = (name for family in self.families for name in self.closing(family, None, None))
        return tuple(dict.fromkeys(filter(None, named)))

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of all fields that something of a patient may be told in, as ``talk.date``."""
        own = (name for family in self.families.values() for name in family.talk)
        plan = (f"{PREFIX}{name}" for name in (self.plan.fields if self.plan else ()))
        return NOTES, *sorted({f"talk.{name}" for name in (*OF_EVERY_TALK, *own)}), *plan

    def asked(self, families: Collection[str], patient: str) -> tuple[Asked, ...]:
        """What may be told of a patient who is given handouts of ``families``, in the order it is
        printed; ``patient`` is what the field of a name is called."""
        found = {"talk.patient": Asked("talk.patient", patient, "line", OF_A_PERSON)}
        for family in families:
            for name, one in self.families[family].talk.items():
                found.setdefault(f"talk.{name}", _asked(f"talk.{name}", one))
        for family in families:
            found |= {one.name: one for one in asked_by(self.plan, family)}
        order = {name: number for number, name in enumerate(self.fields) if name in found}
        return tuple(sorted(found.values(), key=lambda one: _rank(one, order)))

    def seen(self, family: str) -> dict[str, object]:
        """The words that stand on pages of a family whatever its texts say, and its pictures by
        name."""
        one, plan = self.families[family], self.plan
        talk = {
            name: [field.label, [*field.options], [_scene(scene) for scene in field.pictures]]
            for name, field in one.talk.items()
        }
        head = [plan.kind, plan.title, plan.subtitle] if plan else []
        fields = {field.name: field.label for field in asked_by(plan, family)}
        own = {"kind": one.kind, "teach-back": one.teach_back, "tabs": one.tabs}
        return {**own, "talk": talk, "plan": [*head, fields]}

    def accent(self, family: str) -> str:
        """The name of a family's colour note."""
        return self.families[family].colour or family


def _asked(name: str, one: TalkField) -> Asked:
    kind: Literal["line", "choice", "choices"] = "line"
    if one.options:
        kind = "choice" if one.choose == "one" else "choices"
    return Asked(name, one.label, kind, OF_A_PERSON, one.required, one.options, one.pictures)


def _scene(one: Scene) -> dict[str, object]:
    return {"figure": one.figure, "alt": one.alt, "labels": one.labels}


def _rank(one: Asked, order: Mapping[str, int]) -> int:
    """What belongs to the plan stands in its own order, after what is talked through."""
    return order[one.name] if one.name.startswith(PREFIX) else -1
