"""Benefits and risks as typed numbers: ``numbers`` (a table) and ``people`` (a picture of 100 people).

Each number has a count, out of how many, who, over what time, and a source; a block has one denominator
(CDC Clear Communication Index, item on numbers), and both sides are told: who has it and who does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from ..document import Cell, Cite, Group, IconArray, Paragraph, Part, Spans, Strong, Table, Text
from ..inline import Rich
from ..locale import Locale
from ..reader import Model, Words, reading
from ..shelf import source_id
from . import Block, Lowering

SourceId = Annotated[str, BeforeValidator(source_id)]


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Ids = Annotated[tuple[SourceId, ...], BeforeValidator(_as_list), Field(min_length=1)]
Count = Annotated[Decimal, Field(ge=0, le=1_000_000)]


def _others(count: Decimal, out_of: int) -> Decimal:
    """How many are left, as whole people."""
    return (out_of - count).quantize(Decimal(1), ROUND_HALF_UP)


def _cites(ids: tuple[str, ...]) -> Spans:
    return tuple(part for source in ids for part in (Text(" "), Cite(source)))


class Number(Model):
    """One thing that can happen, with a count for each group of ``who``."""

    what: Rich
    counts: Annotated[tuple[Count, ...], Field(min_length=1)]
    source: Ids

    @model_validator(mode="before")
    @classmethod
    def _one_count(cls, value: Any) -> Any:
        if isinstance(value, dict) and "count" in value and "counts" not in value:
            value = {("counts" if key == "count" else key): item for key, item in value.items()}
            value["counts"] = [value["counts"]]
        return value


class NumbersText(Model):
    about: Literal["benefit", "risk"]
    caption: Words
    out_of: Literal[100, 1000]
    who: Annotated[tuple[Words, ...], BeforeValidator(_as_list), Field(min_length=1, max_length=3)]
    over: Words
    items: Annotated[tuple[Number, ...], Field(min_length=1)]

    @field_validator("out_of", mode="before")
    @classmethod
    def _whole(cls, value: Any) -> Any:
        return int(value) if isinstance(value, str) and value.isdigit() else value

    @model_validator(mode="after")
    def _possible(self, info: ValidationInfo) -> NumbersText:
        for item in self.items:
            at = item.at or self.at
            assert at is not None
            if len(item.counts) != len(self.who):
                message = f"{len(item.counts)} counts for {len(self.who)} groups of people"
                reading(info).report(at, message, "give one count for each entry of 'who'")
            for count in item.counts:
                if count > self.out_of:
                    message = f"{count} out of {self.out_of} people is not possible"
                    reading(info).report(at, message, "the count must not be larger than 'out-of'")
        return self


class Numbers(Block):
    numbers: NumbersText

    def parts(self, lower: Lowering) -> Iterator[Part]:
        text, locale = self.numbers, lower.locale
        caption = locale.words.out_of.format(caption=text.caption, out_of=locale.number(text.out_of), over=text.over)
        rows = tuple((self._what(item), *self._counts(item, locale)) for item in text.items)
        yield Table(caption, (locale.words.what, *text.who), rows, at=self.at)

    def _what(self, item: Number) -> Cell:
        return Cell(((*item.what, *_cites(item.source)),), at=item.at)

    def _counts(self, item: Number, locale: Locale) -> Iterator[Cell]:
        for count in item.counts:
            have = locale.words.about_count.format(count=locale.number(count))
            rest = locale.number(_others(count, self.numbers.out_of))
            yield Cell(((Strong(have),), (Text(locale.words.others.format(count=rest)),)), at=item.at)


class PeopleText(Model):
    count: Annotated[int, Field(ge=0, le=100)]
    out_of: Literal[100] = 100
    who: Words
    over: Words
    yes: Words
    no: Words
    source: Ids


class People(Block):
    """One number, shown as 100 people, some of them marked."""

    people: PeopleText

    def parts(self, lower: Lowering) -> Iterator[Part]:
        text, words = self.people, lower.locale.words
        others = text.out_of - text.count

        def side(pattern: str, count: int, what: str) -> Spans:
            return (Strong(pattern.format(count=count, out_of=text.out_of)), Text(f" {what}."))

        group = words.people_group.format(who=text.who, over=text.over)
        alt = words.people_alt.format(out_of=text.out_of, count=text.count, others=others)
        yes = side(words.people_yes, text.count, text.yes)
        no = side(words.people_no, others, text.no)
        array = IconArray(text.count, text.out_of, yes, no, alt, at=self.at)
        source = Paragraph((Text(group), *_cites(text.source)), "small", at=self.at)
        yield Group((array, source), at=self.at)
