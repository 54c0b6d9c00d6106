"""Running text: ``paragraph`` (or a bare text), ``lead``, ``heading``, ``bullets``, ``ticks``,
``steps``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from ...meaning.document import Heading, Item, Items, Paragraph, Part, Steps
from ...meaning.spans import Text
from ...source.fields import BeforeValidator, ConfigDict, Field, model_validator
from ...source.problems import Refused
from ...source.reader import Model, Words, whole
from ...source.refusals import QUOTES
from ...source.schema import Schema, or_text
from ...source.tree import Map
from ..inline import Rich
from .block import Block, Lowering
from .figure import Picture


class ParagraphBlock(Block):
    model_config = ConfigDict(json_schema_extra=or_text)

    paragraph: Rich

    def parts(self, lower: Lowering) -> Iterator[Part]:
        yield Paragraph(self.paragraph, at=self.at)


class Lead(Block):
    lead: Rich

    def parts(self, lower: Lowering) -> Iterator[Part]:
        yield Paragraph(self.lead, "lead", at=self.at)


class HeadingText(Model):
    text: Words
    level: Annotated[Literal[3, 4], BeforeValidator(whole)] = 3

    model_config = ConfigDict(json_schema_extra=or_text)

    @model_validator(mode="before")
    @classmethod
    def _bare_text(cls, value: object) -> object:
        return (
            {"text": value, "at": getattr(value, "at", None)} if isinstance(value, str) else value
        )


class HeadingBlock(Block):
    """A heading below the section's own (level 2)."""

    heading: HeadingText

    def parts(self, lower: Lowering) -> Iterator[Part]:
        yield Heading(self.heading.text, self.heading.level, at=self.at)


class _WithText(Model):
    """A record that may be written as its text alone."""

    model_config = ConfigDict(json_schema_extra=or_text)

    text: Rich

    @model_validator(mode="before")
    @classmethod
    def _bare_text(cls, value: object) -> object:
        if isinstance(value, Map) and "text" not in value:
            raise Refused("expected text", QUOTES)
        return (
            {"text": value, "at": getattr(value, "at", None)} if isinstance(value, str) else value
        )


class Bullet(_WithText):
    """An entry of a list, with at most one list below it."""

    bullets: tuple[Rich, ...] = ()

    def item(self) -> Item:
        below = Items("bullet", tuple(Item(text) for text in self.bullets), at=self.at)
        return Item(self.text, (below,) if self.bullets else (), at=self.at)


Entries = Annotated[tuple[Bullet, ...], Field(min_length=1)]


class Bullets(Block):
    bullets: Entries

    def parts(self, lower: Lowering) -> Iterator[Part]:
        yield Items("bullet", tuple(entry.item() for entry in self.bullets), at=self.at)


def _or_items(schema: Schema) -> None:
    """An author may write the items alone."""
    record = dict(schema)
    schema.clear()
    schema.update({"anyOf": [record["properties"]["items"], record]})


class TickList(Model):
    """Items to tick, any of them or one; may be written as the items alone."""

    model_config = ConfigDict(json_schema_extra=_or_items)

    items: Entries
    choose: Literal["one", "any"] = "any"

    @model_validator(mode="before")
    @classmethod
    def _bare_items(cls, value: object) -> object:
        if isinstance(value, list | tuple):
            return {"items": value, "at": getattr(value, "at", None)}
        return value


class Ticks(Block):
    """Things to do, each with a box to tick; or things of which one is chosen."""

    ticks: TickList

    def parts(self, lower: Lowering) -> Iterator[Part]:
        kind: Literal["tick", "choice"] = "tick"
        if self.ticks.choose == "one":
            kind = "choice"
            yield Paragraph((Text(lower.locale.words.choose_one_of),), at=self.at)
        yield Items(kind, tuple(entry.item() for entry in self.ticks.items), at=self.at)


class Step(_WithText):
    figure: Picture | None = None


class StepsBlock(Block):
    """Things done in order, each with a picture where one helps."""

    steps: Annotated[tuple[Step, ...], Field(min_length=1)]

    def parts(self, lower: Lowering) -> Iterator[Part]:
        yield Steps(
            tuple(
                Item(
                    step.text, (step.figure.figure(),) if step.figure else (), at=step.at or self.at
                )
                for step in self.steps
            ),
            at=self.at,
        )
