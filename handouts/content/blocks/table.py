"""Tables: ``table`` as its author writes it, and ``activities``, whose columns the subject of the
content names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import ConfigDict, Field, ValidationInfo, model_validator

from ...meaning.document import Cell, Part, Table
from ...source.problems import did_you_mean
from ...source.reader import Model, Words, reading
from ...source.schema import Schema
from ...source.tree import Map, Sequence
from ..inline import Rich
from .block import Block, Lowering


class TableText(Model):
    """The first cell of each row is the row's head."""

    caption: Words
    head: Annotated[tuple[Words, ...], Field(min_length=2, max_length=6)]
    rows: Annotated[tuple[tuple[Rich, ...], ...], Field(min_length=1)]

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
        rows = tuple(tuple(Cell((cell,), at=self.at) for cell in row) for row in text.rows)
        yield Table(text.caption, text.head, rows, at=self.at)


def _bare(schema: Schema) -> None:
    """An author writes the cells right below the activity."""
    cells = schema["properties"]["cells"]
    schema.clear()
    schema.update({**cells, "title": "Activity"})


class Activity(Model):
    """A row: a text for each column, by the column's name."""

    model_config = ConfigDict(json_schema_extra=_bare)

    cells: dict[str, Rich]

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
        rows = tuple(
            tuple(Cell((entry.cells[name],), at=entry.at) for name in columns)
            for entry in self.activities
        )
        yield Table("", tuple(columns.values()), rows, at=self.at)
