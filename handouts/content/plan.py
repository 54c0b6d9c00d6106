"""What staff fill in for one patient, as a site declares it: fields of a page of their own, limits,
and the pictures of a choice.

Nothing here holds what was filled in: that is ``clinic.jobs.Details``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from ..source.fields import Field, ValidationInfo, field_validator, model_validator
from ..source.problems import Refused, did_you_mean
from ..source.reader import Model, Words, reading
from ..source.rows import NamedTuple

Kind = Literal["line", "list", "note", "date", "time", "choice", "choices"]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Short = Annotated[Words, Field(max_length=60)]
Help = Annotated[Words, Field(max_length=160)]
PREFIX = "plan."  # of the names of its fields, as ``plan.notes``
MOST_LINES = 10  # entries of a list
LONGEST = {"line": 80, "list": 240, "note": 600, "date": 10, "time": 5, "choice": 60, "choices": 60}
OF_A_PERSON = 80  # characters of a name, or of any other field of the talk


class Scene(Model):
    """What is shown beside an option: a figure of ``assets/figures``, what it says in words, and
    the labels at its anchors."""

    figure: Words
    alt: Annotated[Words, Field(max_length=160)]
    labels: dict[str, Short] = {}

    @field_validator("figure")
    @classmethod
    def _drawn(cls, name: str, info: ValidationInfo) -> str:
        figures = reading(info).names.get("figure")
        if figures is not None and name not in figures:
            raise Refused(f"there is no figure '{name}'", did_you_mean(name, figures))
        reading(info).problems.extend(reading(info).faults("figure", name))
        return name

    @model_validator(mode="after")
    def _anchored(self, info: ValidationInfo) -> Scene:
        context = reading(info)
        figures = context.names.get("figure", {})
        if self.figure not in figures or context.faults("figure", self.figure):
            return self
        for anchor in self.labels:
            if anchor not in figures[self.figure]:
                hint = did_you_mean(anchor, figures[self.figure]) or "it has no anchors at all"
                message = f"figure '{self.figure}' has no anchor '{anchor}'"
                context.report(context.place(self, "labels", anchor), message, hint)
        return self


class PlanField(Model):
    """One field of the page: ``help`` is for staff, ``also`` are other names that a list of
    patients may have for it, ``families`` are those whose handouts have it (every one where none is
    named), ``longest`` is how many characters it may have."""

    label: Short
    kind: Literal["line", "list", "note", "date", "time"] = "line"
    help: Annotated[str, Field(max_length=160)] = ""
    also: tuple[Short, ...] = ()
    families: tuple[Name, ...] = ()
    longest: Annotated[int, Field(ge=0, le=600)] = 0


class Plan(Model):
    """The page: what stands in its head, and its fields in the order they are printed."""

    kind: Short
    title: Short
    subtitle: Annotated[Words, Field(max_length=120)]
    fields: Annotated[dict[Name, PlanField], Field(min_length=1, max_length=16)]


class Asked(NamedTuple):
    """A field that something of a patient may be told in.

    ``name`` is as in ``talk.side``; ``longest`` is in characters; a ``required`` one must be told
    before anything is printed. ``pictures`` go with the ``options``, where there are any.
    """

    name: str
    label: str
    kind: Kind
    longest: int
    required: bool = False
    options: tuple[str, ...] = ()
    pictures: tuple[Scene, ...] = ()
    help: str = ""
    also: tuple[str, ...] = ()


def asked(plan: Plan | None, family: str) -> Iterator[Asked]:
    """The fields that a plan adds for the handouts of a family."""
    for name, one in plan.fields.items() if plan else ():
        if not one.families or family in one.families:
            longest = one.longest or LONGEST[one.kind]
            full = f"{PREFIX}{name}"
            yield Asked(full, one.label, one.kind, longest, help=one.help, also=one.also)
