"""Tables: ``table`` as its author writes it, and ``activities`` (what, when, what to ask)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field, ValidationInfo, model_validator

from ..document import Cell, Part, Table
from ..inline import Rich
from ..reader import Model, Words, reading
from ..tree import Map, Sequence
from . import Block, Lowering


class TableText(Model):
    """The first cell of each row is the row's head."""

    caption: Words
    head: Annotated[tuple[Words, ...], Field(min_length=2, max_length=6)]
    rows: Annotated[tuple[tuple[Rich, ...], ...], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _same_length(cls, value: Any, info: ValidationInfo) -> Any:
        head, rows = (value.get("head"), value.get("rows")) if isinstance(value, Map) else (None, None)
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


class Activity(Model):
    what: Rich
    when: Rich
    ask: Rich


class Activities(Block):
    """Daily life after treatment: what, from when, and what to ask about it."""

    activities: Annotated[tuple[Activity, ...], Field(min_length=1)]

    def parts(self, lower: Lowering) -> Iterator[Part]:
        words = lower.locale.words
        rows = tuple(
            tuple(Cell((cell,), at=entry.at) for cell in (entry.what, entry.when, entry.ask))
            for entry in self.activities
        )
        yield Table("", (words.activity, words.when, words.ask), rows, at=self.at)
