"""What can be written in a block or file, as tables for docs/authoring.md: told by the models that
read them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le, MaxLen, MinLen

from handouts.content.blocks import Block, OfKinds
from handouts.content.common import Common
from handouts.content.facts import Declaration
from handouts.content.handout import Handout, Section
from handouts.content.inline import rich
from handouts.content.packets import Packet
from handouts.content.shelf import Entry, Source
from handouts.source.fields import Lent
from handouts.source.models import Plain, Told, told_of
from handouts.source.schema import OrText, Read, Unlisted
from handouts.source.values import NONE

HEAD = "| Field | Needed | What it takes |\n| --- | --- | --- |\n"
RECORDS: dict[str, type[Plain]] = {
    "handout": Handout,
    "section": Section,
    "common": Common,
    "fact": Declaration,
    "set": Packet,
    "word": Entry,
    "source": Source,
}
APART = (Section,)  # has a table of its own
SIMPLE = {
    str: "plain words",
    int: "a whole number",
    Decimal: "a number",
    bool: "`true` or `false`",
    date: "a day, such as `2026-11-22`",
}
FIELDS = "the fields below"
MARKED = "a text, marks may stand in it"


def table(asked: str) -> str:
    """The fields of a kind of block or of one of ``RECORDS``; a sentence where it has none.

    Raises ``KeyError`` where nothing is called so.
    """
    if asked in RECORDS:
        return _table(RECORDS[asked])
    block = Block.kinds[asked]
    (whole,) = (one.type for one in told_of(block) if one.part.name != "at")
    inside, told = _record(whole), _kind(whole)
    if inside is None:
        return f"It takes {told}.\n"
    return (f"It is {told}.\n\n" if told.startswith("a list") else "") + _table(inside)


def _table(model: type[Plain]) -> str:
    return HEAD + "".join(f"| {' | '.join(row)} |\n" for row in _rows(model, ""))


def _rows(model: type[Plain], before: str) -> Iterator[tuple[str, str, str]]:
    """A row for each field of a record, and below it those of the records it is made of."""
    shown = [
        one
        for one in told_of(model)
        if not any(isinstance(mark, Unlisted) for mark in _apart(one.type)[1])
    ]
    for field in sorted(shown, key=lambda one: not _needed(one)):
        whole, names = field.type, field.names
        needed = "yes" if _needed(field) else ""
        told = f"{_kind(whole)}{_usual(field)}"
        yield " or ".join(f"`{before}{one}`" for one in names), needed, told
        inside = _record(whole)
        if inside and inside not in APART:
            yield from _rows(inside, f"{before}{names[0]}.")


def _needed(field: Told) -> bool:
    """Whether it must be written."""
    return field.part.default is NONE and field.part.default_factory is None


def _usual(field: Told) -> str:
    """What counts where nothing is written."""
    usual = field.part.default
    if _needed(field) or not isinstance(usual, str | int) or usual in ("", 0):
        return ""
    return f"; else `{usual}`"


def _kind(told: Any) -> str:
    """What a type takes, in words."""
    plain, said = _apart(told)
    if maker := _maker(said):
        return MARKED if maker is rich else "a text; an empty one is room to write"
    if any(isinstance(one, OfKinds) for one in said):
        return "a block"
    origin, inner = get_origin(plain), get_args(plain)
    if origin in (Union, UnionType):
        return " or ".join(_kind(one) for one in inner if one is not NoneType)
    if origin is Literal:
        values = [f"`{one}`" for one in inner]
        return values[0] if len(values) == 1 else "one of " + ", ".join(values)
    if origin is tuple:
        return _list(_kind(inner[0]), said)
    if origin is dict:
        return f"names, and for each {_kind(inner[1])}"
    if isinstance(plain, type) and issubclass(plain, Plain):
        return FIELDS
    return SIMPLE[plain] + _limits(said)


def _maker(said: tuple[Any, ...]) -> Any:
    """The function that makes a value of whatever was written, where there is one."""
    cores = [one.core for one in said if isinstance(one, Read)]
    plain = [core for core in cores if core["type"] == "function-plain"]
    return plain[0]["function"]["function"] if plain else None


def _list(each: str, said: tuple[Any, ...]) -> str:
    if each == "a block":
        return "a list of blocks"
    least = next((one.min_length for one in said if isinstance(one, MinLen)), 0)
    most = next((one.max_length for one in said if isinstance(one, MaxLen)), 0)
    count = f"{least} to {most}" if most else f"{least} or more" if least > 1 else ""
    count = str(least) if most and least == most else count
    some = "one or a list" if any(isinstance(one, OrText) for one in said) else "a list"
    some += f" of {count}" if count else ""
    return f"{some}, each with {each}" if each == FIELDS else f"{some}; each is {each}"


def _limits(said: tuple[Any, ...]) -> str:
    low = next((one.ge for one in said if isinstance(one, Ge)), None)
    high = next((one.le for one in said if isinstance(one, Le)), None)
    most = next((one.max_length for one in said if isinstance(one, MaxLen)), None)
    if most:
        return f", at most {most} letters"
    return f" from {low} to {high:,}" if high is not None else ""


def _apart(told: Any) -> tuple[Any, tuple[Any, ...]]:
    """A type without what was said of it, and that."""
    said: tuple[Any, ...] = ()
    while get_origin(told) is Annotated:
        told, *more = get_args(told)
        said += tuple(more)
    single = (tuple(one) if isinstance(one, Lent) else (one,) for one in said)
    return told, tuple(one for group in single for one in group)


def _record(told: Any) -> type[Plain] | None:
    """The record that a type is, or that a list of it holds."""
    plain, said = _apart(told)
    if _maker(said) or any(isinstance(one, OfKinds) for one in said):
        return None
    if isinstance(plain, type) and issubclass(plain, Plain):
        return plain
    return next(filter(None, (_record(one) for one in get_args(plain))), None)
