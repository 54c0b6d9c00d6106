"""Benefits and risks as typed numbers: ``numbers`` (a table) and ``people`` (a picture of 100
people).

Each number has a count, out of how many, who, over what time, and a source; a block has one
denominator (CDC Clear Communication Index, item on numbers), and both sides are told: who has it
and who does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

from pydantic import (
    AliasChoices,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    model_validator,
)

from ...meaning.document import Cell, Columns, Group, IconArray, Paragraph, Part, Table
from ...meaning.spans import Cite, Spans, Strong, Text
from ...source.problems import Where
from ...source.reader import Model, Reading, Words, reading, whole
from ...source.schema import OrText, either
from ..inline import Rich
from ..locale import Locale
from ..shelf import source_id
from .block import Block, Lowering

SourceId = Annotated[str, BeforeValidator(source_id)]


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Ids = Annotated[tuple[SourceId, ...], BeforeValidator(_as_list), Field(min_length=1), OrText()]
OUT_OF = 100  # people in a picture
Marked = Annotated[int, BeforeValidator(whole), Field(ge=0, le=OUT_OF)]
Count = Annotated[Decimal, Field(ge=0, le=1_000_000, decimal_places=2)]


def _others(count: Decimal, out_of: int, at_least: bool) -> Decimal:
    """How many are left, as whole people: rounded, but never to all of them, nor up where it says
    'at least'."""
    rest = out_of - count
    down = at_least or rest > out_of - 1
    return rest.quantize(Decimal(1), ROUND_FLOOR if down else ROUND_HALF_UP)


def _cites(ids: tuple[str, ...]) -> Spans:
    return tuple(part for source in ids for part in (Text(" "), Cite(source)))


class Number(Model):
    """One thing that can happen, with a count for each group of ``who``; ``up-to`` marks an upper
    bound."""

    model_config = ConfigDict(
        json_schema_extra=either("counts", "count", {"type": "number", "minimum": 0})
    )

    what: Rich
    counts: Annotated[
        tuple[Count, ...],
        BeforeValidator(_as_list),
        Field(min_length=1, validation_alias=AliasChoices("counts", "count")),
    ]
    source: Ids
    up_to: bool = False

    def place(self, context: Reading, *number: int) -> Where:
        """Where the counts stand, or the one with this ``number``."""
        return context.place(self, "counts", "count", *number)


class NumbersText(Model):
    about: Literal["benefit", "risk"]
    caption: Words
    out_of: Annotated[Literal[100, 1000], BeforeValidator(whole)]
    who: Annotated[
        tuple[Words, ...], BeforeValidator(_as_list), Field(min_length=1, max_length=3), OrText()
    ]
    over: Words
    items: Annotated[tuple[Number, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _possible(self, info: ValidationInfo) -> NumbersText:
        context = reading(info)
        for item in self.items:
            if len(item.counts) != len(self.who):
                message = (
                    f"the number of counts is {len(item.counts)}, of groups of people "
                    f"{len(self.who)}"
                )
                context.report(
                    item.place(context), message, "give one count for each entry of 'who'"
                )
            for number, count in enumerate(item.counts):
                if count > self.out_of:
                    message = f"{count} out of {self.out_of} people is not possible"
                    hint = "the count must not be larger than 'out-of'"
                    context.report(item.place(context, number), message, hint)
        return self


class Numbers(Block):
    numbers: NumbersText

    def parts(self, lower: Lowering) -> Iterator[Part]:
        text, locale = self.numbers, lower.locale
        caption = locale.words.out_of.format(
            caption=text.caption, out_of=locale.number(text.out_of), over=text.over
        )
        rows = tuple((self._what(item), *self._counts(item, locale)) for item in text.items)
        first = locale.words.problem if text.about == "risk" else locale.words.result
        heads = (first, *(who[:1].upper() + who[1:] for who in text.who))
        yield Table(caption, heads, rows, at=self.at)

    def _what(self, item: Number) -> Cell:
        return Cell(((*item.what, *_cites(item.source)),), at=item.at)

    def _counts(self, item: Number, locale: Locale) -> Iterator[Cell]:
        words = locale.words
        pattern, others = (
            (words.up_to, words.at_least) if item.up_to else (words.about_count, words.others)
        )
        for count in item.counts:
            have = pattern.format(count=locale.number(count))
            rest = others.format(
                count=locale.number(_others(count, self.numbers.out_of, item.up_to))
            )
            yield Cell(((Strong(have), Text(f" {rest}")),), at=item.at)


class PeopleText(Model):
    """``name`` is a heading of sorts, for a picture that stands beside another."""

    name: str = ""
    count: Marked
    out_of: Annotated[Literal[100], BeforeValidator(whole)] = 100
    who: Words
    over: Words
    yes: Words
    no: Words
    source: Ids


def _array(
    count: int, yes: str, no: str, locale: Locale, group: Spans = (), at: Where | None = None
) -> IconArray:
    """100 people, ``count`` of them marked; both sides are told in words."""
    words, others = locale.words, OUT_OF - count

    def side(pattern: str, number: int, what: str) -> Spans:
        return (Strong(pattern.format(count=number, out_of=OUT_OF)), Text(f" {what}."))

    alt = words.people_alt.format(out_of=OUT_OF, count=count, others=others)
    yes_told, no_told = side(words.people_yes, count, yes), side(words.people_no, others, no)
    return IconArray(count, OUT_OF, yes_told, no_told, alt, group, at=at)


class People(Block):
    """One number, shown as 100 people, some of them marked."""

    people: PeopleText

    def parts(self, lower: Lowering) -> Iterator[Part]:
        text = self.people
        group = Text(lower.locale.words.people_group.format(who=text.who, over=text.over))
        array = _array(
            text.count, text.yes, text.no, lower.locale, (group, *_cites(text.source)), self.at
        )
        if text.name:
            yield Group((Paragraph((Strong(text.name),)), array), at=self.at)
        else:
            yield array


class Arm(Model):
    """One of two groups that were followed together."""

    name: Words
    count: Marked


class CompareText(Model):
    """``who`` and ``over`` are the same for both: numbers of different studies must not stand side
    by side."""

    who: Words
    over: Words
    yes: Words
    no: Words
    groups: Annotated[tuple[Arm, ...], Field(min_length=2, max_length=2)]
    source: Ids


class Compare(Block):
    """Two groups of one study side by side, such as with a treatment and without, each as 100
    people."""

    compare: CompareText

    def parts(self, lower: Lowering) -> Iterator[Part]:
        text, locale = self.compare, lower.locale
        arrays = (_array(arm.count, text.yes, text.no, locale, at=arm.at) for arm in text.groups)
        names = (Paragraph((Strong(arm.name),)) for arm in text.groups)
        arms = Columns(tuple(zip(names, arrays, strict=True)), at=self.at)
        group = Text(locale.words.people_group.format(who=text.who, over=text.over))
        yield Group((arms, Paragraph((group, *_cites(text.source)), "small")), at=self.at)
