"""Tables: ``table`` as its author writes it, and ``activities``, whose columns the subject of the
content names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from ...meaning.document import Cell, Part, Table
from ...meaning.spans import Blank, Cite, Open, Spans, plain
from ...source.fields import BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator
from ...source.problems import did_you_mean
from ...source.reader import Model, Words, reading
from ...source.schema import JsonSchema, Schema, made_by
from ...source.tree import Map, Sequence
from ..inline import rich
from .block import Block, Lowering

ROOM = JsonSchema({"type": "string"})  # what is empty is room to write


def _cell(value: object, info: ValidationInfo) -> object:
    """A text, or nothing where there is room to write."""
    return () if isinstance(value, str) and not value.strip() else rich(value, info)


def _title(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


CellText = Annotated[Spans, made_by(_cell), ROOM]


class TableText(Model):
    """The first cell of each row is the row's head; an empty cell is room to write."""

    caption: Words
    head: Annotated[
        tuple[Annotated[Words | None, BeforeValidator(_title), ROOM], ...],
        Field(min_length=2, max_length=8),
    ]
    rows: Annotated[tuple[tuple[CellText, ...], ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _named(self, info: ValidationInfo) -> TableText:
        """Only the corner needs no name: what is below another head belongs to its words."""
        context = reading(info)
        for number, head in enumerate(self.head):
            if number and not head:
                where = context.place(self, "head", number)
                context.report(where, "this column has no name", "say what stands below it")
        return self

    @model_validator(mode="before")
    @classmethod
    def _same_length(cls, value: object, info: ValidationInfo) -> object:
        head, rows = (
            (value.get("head"), value.get("rows")) if isinstance(value, Map) else (None, None)
        )
        if isinstance(head, list) and isinstance(rows, Sequence):
            for row, place in zip(rows, rows.places, strict=True):
                if isinstance(row, list) and len(row) != len(head):
                    message = f"this row has {len(row)} cells, the head has {len(head)}"
                    reading(info).report(place, message, "give every row as many cells as the head")
        return value


class TableBlock(Block):
    table: TableText

    def parts(self, lower: Lowering) -> Iterator[Part]:
        text = self.table
        heads = tuple(head or "" for head in text.head)
        rows = cells(text.rows, heads, text.caption, lower)
        yield Table(
            text.caption,
            heads,
            tuple(tuple(Cell((cell,), at=self.at) for cell in row) for row in rows),
            at=self.at,
        )


def cells(
    rows: tuple[tuple[Spans, ...], ...], heads: tuple[str, ...], caption: str, lower: Lowering
) -> Iterator[tuple[Spans, ...]]:
    """The cells of a table, a line to write on in each that is empty. It is called by its row and
    its column, the row by its number where its head is empty too."""
    comma = lower.locale.signs.list
    for number, row in enumerate(rows, 1):
        told = tuple(span for span in row[0] if not isinstance(span, Cite))
        unknown = not told or any(isinstance(span, Open) for span in told)
        named = f"{caption} {number}".strip() if unknown else plain(told).strip()
        yield tuple(
            cell or _room(comma.join(filter(None, (named, head))), lower)
            for cell, head in zip(row, heads, strict=True)
        )


def _room(label: str, lower: Lowering) -> Spans:
    return (Blank(lower.locale.words.blank.format(label=label), asked=label),)


def _bare(schema: Schema) -> None:
    """An author writes the cells right below the activity."""
    cells = schema["properties"]["cells"]
    schema.clear()
    schema.update({**cells, "title": "Activity"})


class Activity(Model):
    """A row: a text for each column, by the column's name."""

    model_config = ConfigDict(json_schema_extra=_bare)

    cells: dict[str, CellText]

    @model_validator(mode="before")
    @classmethod
    def _columns(cls, value: object, info: ValidationInfo) -> object:
        if not isinstance(value, Map):
            return value
        context = reading(info)
        columns = context.names.get("column")
        if columns is not None:
            for name in (name for name in value if name not in columns):
                hint = did_you_mean(name, columns) or "declare the columns in content/subject.yaml"
                context.report(value.keys_at[name], f"unknown field '{name}'", hint)
            for name in (name for name in columns if name not in value):
                context.report(value.at, f"field '{name}' is missing", f"add '{name}: ...' here")
        return {"cells": value, "at": value.at}


class Activities(Block):
    """Daily life, such as after a treatment: a row for each activity, with the columns that
    ``subject.yaml`` names."""

    activities: Annotated[tuple[Activity, ...], Field(min_length=1)]

    def parts(self, lower: Lowering) -> Iterator[Part]:
        columns = lower.subject.activities
        written = tuple(tuple(one.cells[name] for name in columns) for one in self.activities)
        told = cells(written, tuple(columns.values()), "", lower)
        rows = tuple(
            tuple(Cell((cell,), at=entry.at) for cell in row)
            for entry, row in zip(self.activities, told, strict=True)
        )
        called = lower.locale.words.activities
        yield Table("", tuple(columns.values()), rows, called, at=self.at)
