"""What the patient or the team writes on the sheet: ``questions`` and ``fill-in``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Annotated, Literal

from ...meaning.document import Cell, Field, FillIn, Panel, Part, Table
from ...meaning.spans import Text
from ...source.fields import Field as Bounds
from ...source.reader import Model, Words
from ...source.values import replace
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
    """Fields that follow each other with the same ``options`` are a table, called ``caption``; its
    first column has the labels, and ``head`` says what those are."""

    title: Words = ""
    caption: Words = ""
    head: Words = ""
    fields: Annotated[tuple[FieldText, ...], Bounds(min_length=1)]


class FillInBlock(Block):
    fill_in: FillInText

    def parts(self, lower: Lowering) -> Iterator[Part]:
        alike = groupby(self.fill_in.fields, key=_kind)
        parts = tuple(self._part(kind[0], tuple(fields), lower) for kind, fields in alike)
        title = self.fill_in.title
        if title:
            yield Panel("control", title, _joined(parts), at=self.at)
        else:
            yield from _joined(parts)

    def _part(
        self, options: tuple[str, ...], fields: tuple[FieldText, ...], lower: Lowering
    ) -> Part:
        if len(options) > 1 and len(fields) > 1 and fields[0].choose == "any":
            words = lower.locale.words
            head = (self.fill_in.head or words.boxes_for, *options)
            rows = tuple(_row(field, lower) for field in fields)
            return Table(self.fill_in.caption or words.boxes, head, rows, at=self.at)
        return FillIn(tuple(_field(field, lower) for field in fields), at=self.at)


def _field(text: FieldText, lower: Lowering) -> Field:
    one = text.choose == "one" and bool(text.options)
    hint = lower.locale.words.choose_one if one else ""
    return Field(
        text.label, text.lines, text.options, text.size, choose=text.choose, hint=hint, at=text.at
    )


def _kind(field: FieldText) -> tuple[tuple[str, ...], str]:
    return field.options, field.choose


def _row(field: FieldText, lower: Lowering) -> tuple[Cell, ...]:
    """What is asked, then a box for each option."""
    called = f"{field.label}{lower.locale.signs.colon}"
    boxes = (
        Cell((), Field("", spoken=f"{called}{option}", at=field.at), at=field.at)
        for option in field.options
    )
    return Cell(((Text(field.label),),), at=field.at), *boxes


def _joined(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Fields that no table parts stand together."""
    out: list[Part] = []
    for part in parts:
        last = out[-1] if out else None
        if isinstance(part, FillIn) and isinstance(last, FillIn):
            out[-1] = replace(last, fields=(*last.fields, *part.fields))
        else:
            out.append(part)
    return tuple(out)
