"""The words of a site's own declarations in another language: ``content/subject.<language>.yaml``
over those of ``subject.yaml``, ``facts.<language>.yaml`` over those of ``facts.yaml``.

Loaded where such a file is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, TypeVar

from ..source.fields import Field
from ..source.problems import did_you_mean
from ..source.reader import Model, Reading, Words
from ..source.values import field, replace
from .plan import Plan, Scene, Short
from .subject import Column, Family, Question, Subject, Tab

V = TypeVar("V")


class CalledFact(Model):
    """How a fact is called in another language, and which words that says already."""

    label: Words
    help: Annotated[str, Field(max_length=300)] = ""
    said: Annotated[tuple[Words, ...], Field(max_length=12)] = ()


class CalledGroup(Model):
    facts: dict[str, CalledFact]


class Relabelled(Model):
    """``content/facts.<language>.yaml``: labels in another language, over those of
    ``facts.yaml``."""

    facts: dict[str, CalledFact] = {}
    groups: dict[str, CalledGroup] = field(default_factory=dict)


class CalledPlanField(Model):
    label: Short
    help: Annotated[str, Field(max_length=160)] = ""


class CalledPlan(Model):
    """The words of a plan in another language."""

    kind: Short
    title: Short
    subtitle: Annotated[Words, Field(max_length=120)]
    fields: dict[str, CalledPlanField] = {}


class CalledField(Model):
    label: Short
    options: tuple[Short, ...] = ()
    pictures: tuple[Scene, ...] = ()


class CalledFamily(Model):
    kind: Short | None = None
    teach_back: Question | None = None
    talk: dict[str, CalledField] = {}
    tabs: dict[str, Tab] = {}


class Called(Model):
    """``content/subject.<language>.yaml``: the words of ``subject.yaml`` in another language."""

    families: dict[str, CalledFamily] = {}
    activities: dict[str, Column] = {}
    placeholders: Annotated[tuple[Short, ...], Field(max_length=40)] = ()
    plan: CalledPlan | None = None


def called(subject: Subject, words: Called, context: Reading) -> Subject | None:
    """The same subject in the ``words`` of another language; ``None`` when problems were
    reported."""
    before = len(context.problems)
    _known(words, ("families",), "family", words.families, subject.families, context)
    _known(
        words,
        ("activities",),
        "column of activities",
        words.activities,
        subject.activities,
        context,
    )
    if subject.plan and words.plan:
        asked_of = words.plan, ("fields",), "field of the plan"
        _known(*asked_of, words.plan.fields, subject.plan.fields, context)
    families = {
        name: _family(family, words.families.get(name, CalledFamily()), context)
        for name, family in subject.families.items()
    }
    if len(context.problems) > before:
        return None
    return replace(
        subject,
        families=families,
        activities={**subject.activities, **words.activities},
        placeholders=(*subject.placeholders, *words.placeholders),
        plan=_plan(subject.plan, words.plan) if subject.plan and words.plan else subject.plan,
    )


def _family(family: Family, words: CalledFamily, context: Reading) -> Family:
    _known(words, ("talk",), "field of its talks", words.talk, family.talk, context)
    talk = dict(family.talk)
    for name, asked, new in _pairs(family.talk, words.talk):
        if len(new.options) != len(asked.options):
            message = f"'{name}' has {len(asked.options)} options, here are {len(new.options)}"
            context.report(
                context.place(words, "talk", name), message, "write as many, in the same order"
            )
        shown = new.pictures or asked.pictures
        talk[name] = replace(asked, label=new.label, options=new.options, pictures=shown)
    _known(words, ("tabs",), "tab", words.tabs, family.tabs, context)
    kind, question = words.kind or family.kind, words.teach_back or family.teach_back
    tabs = {**family.tabs, **words.tabs}
    return replace(family, kind=kind, teach_back=question, talk=talk, tabs=tabs)


def _pairs(
    own: Mapping[str, V], new: Mapping[str, CalledField]
) -> Iterator[tuple[str, V, CalledField]]:
    return ((name, one, new[name]) for name, one in own.items() if name in new)


def _known(
    owner: Model,
    steps: tuple[str, ...],
    what: str,
    names: Collection[str],
    known: Collection[str],
    context: Reading,
) -> None:
    """Reports those of ``names``, which stand below ``steps`` of ``owner``, that are not
    ``known``."""
    for name in names:
        if name not in known:
            where, hint = context.place(owner, *steps, name), did_you_mean(name, known)
            context.report(where, f"there is no {what} '{name}'", hint)


def _plan(plan: Plan, words: CalledPlan) -> Plan:
    """The same plan in the ``words`` of another language; a field without words keeps its own."""
    fields = {
        name: replace(one, label=new.label, help=new.help)
        if (new := words.fields.get(name))
        else one
        for name, one in plan.fields.items()
    }
    kind, title, subtitle = words.kind, words.title, words.subtitle
    return replace(plan, kind=kind, title=title, subtitle=subtitle, fields=fields)


def labels_of(labels: Relabelled) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """The label and the help of each fact by its name, and what its label says already."""
    groups = (group.facts.items() for group in labels.groups.values())
    told = (*labels.facts.items(), *(one for facts in groups for one in facts))
    return {name: (one.label, one.help, one.said) for name, one in told}
