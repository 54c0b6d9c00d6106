"""Benefits and risks as typed numbers: ``numbers`` (a table) and ``people`` (a picture of 100
people).

Each number has a count, out of how many, who, over what time, and a source; a block has one
denominator (CDC Clear Communication Index, item on numbers), and both sides are told: who has it
and who does not.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

from ...meaning.document import Cell, Columns, Group, IconArray, Paragraph, Part, Table
from ...meaning.spans import Cite, Spans, Strong, Text, plain
from ...source.fields import (
    AliasChoices,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    model_validator,
)
from ...source.problems import Refused, Where
from ...source.reader import Model, Reading, Words, reading, whole
from ...source.rows import NamedTuple
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


def _digits(value: object) -> object:
    """A whole number in plain digits: no sign for nothing, no power of ten."""
    if isinstance(value, str) and not re.fullmatch(r"-?\d{1,9}", value, re.ASCII):
        raise Refused("expected a whole number", "write digits only, such as 12")
    return _signed(value)


def _decimal(value: object) -> object:
    """A number in plain digits, as it is printed."""
    if isinstance(value, str) and not re.fullmatch(r"-?\d{1,9}(\.\d+)?", value, re.ASCII):
        raise Refused("expected a number", "write digits, such as 2.4")
    return _signed(value)


def _signed(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"-0+(\.0*)?", value):
        raise Refused(f"the number {value} is out of range", "write at least 0")
    return value


Marked = Annotated[int, BeforeValidator(_digits), Field(ge=0, le=OUT_OF)]
Count = Annotated[Decimal, BeforeValidator(_decimal), Field(ge=0, le=1_000_000, decimal_places=2)]


def _others(count: Decimal, out_of: int, at_least: bool) -> Decimal:
    """How many are left, as whole people: rounded, but never to all of them, nor up where it says
    'at least'."""
    rest = out_of - count
    down = at_least or rest > out_of - 1
    return rest.quantize(Decimal(1), ROUND_FLOOR if down else ROUND_HALF_UP)


def _cites(ids: tuple[str, ...], locale: Locale) -> Spans:
    """Sources behind words, apart as words are."""
    apart = locale.signs.space
    between = (Text(apart),) if apart else ()
    return tuple(part for source in ids for part in (*between, Cite(source)))


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
                elif self.out_of == OUT_OF and count != count.to_integral_value():
                    message = f"{count} out of {self.out_of} people has a part of a person"
                    hint = "round it to whole people, or count out of 1000"
                    context.report(item.place(context, number), message, hint)
        return self


class Numbers(Block):
    numbers: NumbersText

    def parts(self, lower: Lowering) -> Iterator[Part]:
        text, locale = self.numbers, lower.locale
        caption = locale.words.out_of.format(
            caption=text.caption, out_of=locale.number(text.out_of), over=text.over
        )
        rows = tuple((self._what(item, locale), *self._counts(item, locale)) for item in text.items)
        first = locale.words.problem if text.about == "risk" else locale.words.result
        heads = (first, *(who[:1].upper() + who[1:] for who in text.who))
        yield Table(caption, heads, rows, numbers=self._csv(), at=self.at)

    def _csv(self) -> str:
        """All counts as they were written."""
        text = self.numbers
        return as_csv(
            Line(plain(item.what), who, text.over, count, text.out_of, item.up_to, item.source)
            for item in text.items
            for who, count in zip(text.who, item.counts, strict=True)
        )

    def _what(self, item: Number, locale: Locale) -> Cell:
        return Cell(((*item.what, *_cites(item.source, locale)),), at=item.at)

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
            told = (Strong(have), Text(f"{locale.signs.space}{rest}"))
            yield Cell((told,), share=float(count / self.numbers.out_of), at=item.at)


class Line(NamedTuple):
    """A row of numbers as data: what happened to which number out of how many, in which group, over
    what time, and by which sources; ``up_to`` marks an upper bound."""

    what: str
    who: str
    over: str
    number: Decimal | int
    out_of: int
    up_to: bool
    sources: tuple[str, ...]


COLUMNS = ("what", "who", "over", "count", "out-of", "up-to", "sources")


def as_csv(lines: Iterable[Line]) -> str:
    """The lines below their names, as RFC 4180 has it; several sources are parted by spaces."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for line in lines:
        told = line._replace(sources=(" ".join(line.sources),))
        bound = "true" if line.up_to else "false"
        writer.writerow((*told[:5], bound, *told.sources))
    return out.getvalue()


class PeopleText(Model):
    """``name`` is a heading of sorts, for a picture that stands beside another."""

    name: Words = ""
    count: Marked
    out_of: Annotated[Literal[100], BeforeValidator(whole)] = 100
    who: Words
    over: Words
    yes: Words
    no: Words
    source: Ids


def _array(
    line: Line, no: str, locale: Locale, group: Spans = (), at: Where | None = None
) -> IconArray:
    """100 people, ``count`` of them marked; both sides are told in words."""
    words, count, yes = locale.words, int(line.number), line.what
    others, signs = OUT_OF - count, locale.signs

    def side(pattern: str, number: int, what: str) -> Spans:
        return (
            Strong(pattern.format(count=number, out_of=OUT_OF)),
            Text(f"{signs.space}{what}{signs.full_stop}"),
        )

    yes_told, no_told = side(words.people_yes, count, yes), side(words.people_no, others, no)
    alt = f"{plain(yes_told)}{signs.space}{plain(no_told)}"
    data = as_csv([line])
    return IconArray(count, OUT_OF, yes_told, no_told, alt, group, numbers=data, at=at)


class People(Block):
    """One number, shown as 100 people, some of them marked."""

    people: PeopleText

    def parts(self, lower: Lowering) -> Iterator[Part]:
        text = self.people
        group = Text(lower.locale.words.people_group.format(who=text.who, over=text.over))
        line = Line(text.yes, text.who, text.over, text.count, OUT_OF, False, text.source)
        cited = (group, *_cites(text.source, lower.locale))
        array = _array(line, text.no, lower.locale, cited, self.at)
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
        arrays = (_array(self._line(arm), text.no, locale, at=arm.at) for arm in text.groups)
        names = (Paragraph((Strong(arm.name),)) for arm in text.groups)
        arms = Columns(tuple(zip(names, arrays, strict=True)), at=self.at)
        group = Text(locale.words.people_group.format(who=text.who, over=text.over))
        yield Group((arms, Paragraph((group, *_cites(text.source, locale)), "small")), at=self.at)

    def _line(self, arm: Arm) -> Line:
        text = self.compare
        who = f"{text.who}: {arm.name}"
        return Line(text.yes, who, text.over, arm.count, OUT_OF, False, text.source)
