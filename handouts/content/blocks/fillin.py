"""What the patient or the team writes on the sheet: ``questions`` and ``fill-in``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field as Bounds

from ...meaning.document import Field, FillIn, Panel, Part
from ...source.reader import Model, Words
from .block import Block, Lowering


class Questions(Block):
    """Questions to ask, each with a line for the answer."""

    questions: Annotated[tuple[Words, ...], Bounds(min_length=1)]

    def parts(self, lower: Lowering) -> Iterator[Part]:
        yield FillIn(tuple(Field(question, at=self.at) for question in self.questions), at=self.at)


class FieldText(Model):
    """A label with ``lines`` to write on, or ``options`` to tick: any of them, or one."""

    label: Words
    lines: Annotated[int, Bounds(ge=1, le=20)] = 1
    options: tuple[Words, ...] = ()
    choose: Literal["one", "any"] = "any"
    size: Literal["full", "half"] = "full"


class FillInText(Model):
    title: str = ""
    fields: Annotated[tuple[FieldText, ...], Bounds(min_length=1)]


class FillInBlock(Block):
    fill_in: FillInText

    def parts(self, lower: Lowering) -> Iterator[Part]:
        fields = FillIn(tuple(_field(field, lower) for field in self.fill_in.fields), at=self.at)
        title = self.fill_in.title
        yield Panel("control", title, (fields,), at=self.at) if title else fields


def _field(text: FieldText, lower: Lowering) -> Field:
    one = text.choose == "one" and bool(text.options)
    hint = lower.locale.words.choose_one if one else ""
    return Field(
        text.label, text.lines, text.options, text.size, choose=text.choose, hint=hint, at=text.at
    )
