"""What the clinic tells of itself: ``clinic-facts``, and ``contact`` with all that tells how to
reach it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from ...meaning.document import Field, FillIn, Paragraph, Part, When
from ...source.fields import BeforeValidator, ConfigDict, ValidationInfo, model_validator
from ...source.fields import Field as Bounds
from ...source.problems import Refused, did_you_mean
from ...source.reader import Model, Words, reading
from ...source.schema import or_text
from ..inline import UNDECLARED, Rich
from .block import Block, Lowering


def _declared(name: object, info: ValidationInfo) -> object:
    known = reading(info).names.get("fact")
    if known is not None and isinstance(name, str) and name not in known:
        raise Refused(f"unknown clinic fact '{name}'", did_you_mean(name, known) or UNDECLARED)
    return name


FactName = Annotated[Words, BeforeValidator(_declared)]


class FactLine(Model):
    """One fact on a line of its own, with its label; a ``large`` one has its value in display type.

    While the clinic has not filled it in, the line is there to write on, or the words of
    ``otherwise`` stand in its place. Without a ``label`` the one of its declaration is printed.
    ``size: none`` is for a fact that is told elsewhere: once the clinic has its own rule, neither a
    line nor an example of others (``otherwise``) stands beside it.
    """

    model_config = ConfigDict(json_schema_extra=or_text)

    fact: FactName
    label: Words = ""
    size: Literal["half", "full", "large", "none"] = "full"
    otherwise: Rich = ()

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: object) -> object:
        return (
            {"fact": value, "at": getattr(value, "at", None)} if isinstance(value, str) else value
        )

    @model_validator(mode="after")
    def _says_something(self) -> FactLine:
        if self.size == "none" and not self.otherwise:
            raise Refused(
                "nothing is printed here", "say in 'otherwise' what stands here till then"
            )
        return self


class ClinicFacts(Block):
    """Facts of the clinic, each on a line of its own."""

    clinic_facts: Annotated[tuple[FactLine, ...], Bounds(min_length=1)]

    @model_validator(mode="after")
    def _each_once(self, info: ValidationInfo) -> ClinicFacts:
        """What is told ``otherwise`` while the clinic is silent may stand below its own line."""
        names = ["" if one.size == "none" else one.fact for one in self.clinic_facts]
        for number, name in enumerate(names):
            if name and name in names[:number]:
                where = reading(info).place(self, "clinic-facts", number)
                message = f"the fact '{name}' stands here already"
                reading(info).report(where, message, "take one of its lines out")
        return self

    def parts(self, lower: Lowering) -> Iterator[Part]:
        fields: list[Field] = []
        for line in self.clinic_facts:
            field = _field(line, lower)
            if not line.otherwise:
                fields.append(field)
                continue
            yield from _filled(fields, self)
            fields = []
            known = () if line.size == "none" else (FillIn((field,), at=line.at),)
            yield When(line.fact, known, (Paragraph(line.otherwise, at=line.at),), at=line.at)
        yield from _filled(fields, self)


def _field(line: FactLine, lower: Lowering) -> Field:
    width: Literal["half", "full"] = "full" if line.size == "full" else "half"
    label = line.label or lower.declared.labelled(line.fact)
    return Field(label, width=width, fact=line.fact, large=line.size == "large", at=line.at)


def _filled(fields: list[Field], block: Block) -> Iterator[Part]:
    if fields:
        yield FillIn(tuple(fields), at=block.at)


class Contact(Block):
    """How to reach the clinic; what is not filled in prints as a line to write on."""

    contact: Literal["clinic"]

    def parts(self, lower: Lowering) -> Iterator[Part]:
        known = ((name, one) for name, one in lower.declared.facts.items() if one.contact)
        yield FillIn(
            tuple(Field(one.label, width="half", fact=name, at=self.at) for name, one in known),
            at=self.at,
        )
