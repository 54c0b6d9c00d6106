"""Models are plain values: what is said of a field is read by pydantic, which nobody loads for a
value alone."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import FrozenInstanceError
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import TypeAdapter, ValidationError

from handouts.content.blocks import Block
from handouts.desk import favourites  # noqa: F401  (has the others)
from handouts.project import schemas  # noqa: F401  (knows most models)
from handouts.source.fields import (
    AfterValidator,
    AliasChoices,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)
from handouts.source.models import Plain, Record
from handouts.source.problems import Refused
from handouts.source.reader import Model, Reading, Words, read, schema_of, validated
from handouts.source.validating import Cores, Unknown
from handouts.source.values import field, flat, replace


def _even(value: int) -> int:
    if value % 2:
        raise Refused("this is odd", "write an even number")
    return value


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _twice(values: Mapping[str, object]) -> int:
    size = values["size"]
    assert isinstance(size, int)
    return 2 * size


twice: Callable[..., int] = _twice  # of the fields before it


class Inner(Model):
    """One of those inside."""

    word: Words


class Outer(Model):
    size: Annotated[int, Field(ge=2, le=10), AfterValidator(_even)]
    high: int = field(default_factory=twice)
    kind: Literal["one", "two"] = "one"
    names: Annotated[
        tuple[Words, ...],
        BeforeValidator(_listed),
        Field(max_length=2, validation_alias=AliasChoices("names", "name")),
    ] = ()
    tag: Annotated[str, StringConstraints(pattern="^[a-z]+$")] = "x"
    inner: Inner | None = None
    many: dict[str, Inner] = field(default_factory=dict)

    @field_validator("tag")
    @classmethod
    def _long(cls, tag: str) -> str:
        return tag + "!"

    @model_validator(mode="after")
    def _fits(self, info: ValidationInfo) -> Outer:
        if self.high > 30 and isinstance(info.context, Reading):
            info.context.report(info.context.place(self, "high"), "this is high")
        return self


class Wider(Outer):
    size: int
    more: bool = False


class Strict(Plain):
    model_config = ConfigDict(validate_default=True)

    size: Annotated[int, AfterValidator(_even)] = 3


class Names(Record[dict[Words, Inner]]):
    @model_validator(mode="after")
    def _some(self) -> Names:
        if not self.root:
            raise Refused("nobody is named")
        return self


def told(text: str, kind: type[Plain] = Outer) -> tuple[object, list[str]]:
    """What a text is read as, and what is told of it."""
    context = Reading()
    found = read(text.encode(), kind, context, "a.yaml")
    return found, [f"{one.where.line}:{one.where.column} {one.message}" for one in context.problems]


def test_a_text_is_read_as_its_model_says() -> None:
    found, problems = told("size: 4\nname: a\ninner:\n  word: b\nmany:\n  c:\n    word: d\n")
    assert not problems
    assert isinstance(found, Outer)
    assert (found.size, found.high, found.kind, found.names, found.tag) == (
        4,
        8,
        "one",
        ("a",),
        "x",
    )
    assert (
        found.inner is not None and found.inner.word == "b" and str(found.inner.at) == "a.yaml:4:3"
    )
    assert found.many["c"].word == "d"
    assert found.written == {"size", "names", "inner", "many", "at"}


def test_a_value_of_code_has_the_same_usual_fields() -> None:
    one = Outer(size=4)
    assert (one.high, one.many, one.at) == (8, {}, None)
    assert one.written == {"size"}
    assert replace(one, kind="two").written == {"size", "kind"}
    assert flat(replace(one, kind="two")) == {**flat(one), "kind": "two"}


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("size: 3\n", ["1:7 this is odd"]),
        ("size: 12\nkind: on\n", ["1:7 the number 12 is out of range", "2:7 unknown value 'on'"]),
        ("sizes: 4\n", ["1:1 field 'size' is missing", "1:1 unknown field 'sizes'"]),
        (
            "size: 4\nnames: [a, b, c]\n",
            ["2:8 this list has 3 entries, it may have at most 2"],
        ),
        ("size: 4\ntag: A\n", ["2:6 unexpected characters in 'A'"]),
        ("size: 4\nhigh: 31\n", ["2:7 this is high"]),
        ("size: 4\ninner:\n  word: '**a**'\n", ["3:9 the mark '**' has no meaning in this text"]),
    ],
)
def test_all_that_is_wrong_is_told_at_its_place(text: str, problems: list[str]) -> None:
    assert told(text) == (None, problems)


def test_methods_look_at_fields_and_at_all() -> None:
    assert validated(Outer, {"size": 4, "tag": "a"}).tag == "a!"
    with pytest.raises(ValidationError, match="nobody is named"):
        validated(Names, {})
    assert validated(Names, {"a": {"word": "b"}}).root["a"].word == "b"


def test_a_model_may_say_a_field_anew() -> None:
    assert validated(Wider, {"size": 13}).high == 26
    assert [*flat(Wider(size=1))] == [*flat(Outer(size=2)), "more"]


def test_usual_values_are_looked_at_where_a_model_says_so() -> None:
    with pytest.raises(ValidationError, match="odd"):
        validated(Strict, {})
    assert validated(Outer, {"size": 4}).tag == "x", "here they are not"


def test_a_value_is_frozen_and_compared_by_its_fields() -> None:
    one = Inner(word="a")
    with pytest.raises(FrozenInstanceError):
        one.word = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del one.word
    assert one == Inner(word="a") != Inner(word="b")
    assert hash(one) == hash(Inner(word="a"))
    assert len({one, Inner(word="a"), Inner(word="b")}) == 2
    assert one != Outer(size=2)
    assert repr(one) == "Inner(at=None, word='a')"


def test_a_value_lasts_as_it_is() -> None:
    one = validated(Outer, {"size": 4, "inner": {"word": "a"}})
    for other in (pickle.loads(pickle.dumps(one)), copy.deepcopy(one), copy.copy(one)):
        assert other == one and other.written == one.written == {"size", "inner"}


@pytest.mark.parametrize("given", [{}, {"size": 2, "sise": 3}])
def test_what_no_model_has_is_refused(given: dict[str, int]) -> None:
    with pytest.raises(TypeError, match="size|sise"):
        Outer(**given)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="sise"):
        replace(Outer(size=2), sise=3)  # type: ignore[call-arg]


def test_editors_are_told_what_is_read() -> None:
    schema = schema_of(Outer)
    size = schema["properties"]["size"]
    assert (size["minimum"], size["maximum"], schema["required"]) == (2, 10, ["size"])
    assert schema["additionalProperties"] is False
    assert "at" not in schema["properties"]
    assert schema["$defs"]["Inner"]["description"] == "One of those inside."


def test_a_value_needs_no_pydantic(tmp_path: Path) -> None:
    """What is read needs its core, and the rest only what that does not know."""
    made = (
        "import sys\n"
        "from handouts.content.brand import Brand\n"
        "from handouts.content.handout import Handout\n"
        "from handouts.content.locale import Locale\n"
        "from handouts.signing.review import Review\n"
        "from handouts.source.reader import validated\n"
        "from handouts.content.measures import Units\n"
        "assert Units(gap=7).gap == 7\n"
        "print(*sys.modules)\n"
        "validated(Units, {'gap': 7})\n"
        "print(*sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", made], capture_output=True, text=True, check=True)
    before, after = (set(line.split()) for line in done.stdout.splitlines())
    assert not before & {"pydantic", "pydantic_core", "pydantic_core._pydantic_core", "yaml"}
    assert {"pydantic_core._pydantic_core", "yaml"} <= after
    assert not after & {"pydantic", "pydantic_core"}


# ------------------------------------------------------------------ as pydantic would read them


def every(kind: type[Plain] = Plain) -> Iterator[type[Plain]]:
    """All models of the package."""
    for one in kind.__subclasses__():
        if one.__module__.startswith("handouts."):
            yield from (() if one in (Model, Record, Block) else (one,))
            yield from every(one)


def alike(core: Any, known: dict[str, Any]) -> Any:
    """A core without what is told to others than to who reads, all definitions in their places."""
    if isinstance(core, dict):
        if core.get("type") == "definitions":
            known = {**known, **{one["ref"]: one for one in core["definitions"]}}
            return alike(core["schema"], known)
        if core.get("type") == "definition-ref":
            return alike(known[core["schema_ref"]], known)
        said = {name: alike(one, known) for name, one in core.items() if name not in ASIDE}
        return {name: one for name, one in said.items() if one is not False}
    if isinstance(core, list | tuple):
        return [alike(one, known) for one in core]
    return core.keywords if isinstance(core, partial) else core


ASIDE = {"metadata", "ref", "computed_fields", "serialization"}
OWN = (Outer, Wider, Strict, Names)
KINDS = sorted(dict.fromkeys(every()), key=lambda one: (one.__module__, one.__name__))


def test_there_are_models() -> None:
    assert {"Brand", "Handout", "Number", "Vocabulary"} <= {one.__name__ for one in KINDS}


@pytest.mark.parametrize("kind", [*OWN, *KINDS], ids=lambda one: one.__name__)
def test_each_is_read_as_pydantic_would(kind: type[Plain]) -> None:
    """Without the rest of pydantic, which nobody loads for them."""
    assert alike(Cores().whole(kind), {}) == alike(TypeAdapter(kind).core_schema, {})


class Odd(Model):
    word: frozenset[str]


def test_what_no_model_had_before_is_read_by_pydantic() -> None:
    with pytest.raises(Unknown):
        Cores().whole(Odd)
    assert validated(Odd, {"word": ["a"]}).word == {"a"}


@pytest.mark.parametrize(
    ("bound", "good", "bad", "message"),
    [
        ({"ge": 2}, "2", "1", "the number 1 is out of range"),
        ({"le": 2}, "2", "3", "the number 3 is out of range"),
        ({"decimal_places": 1}, "1.20", "1.25", "this number is too exact"),
    ],
)
def test_bounds_behind_a_function_hold(
    bound: dict[str, Any], good: str, bad: str, message: str
) -> None:
    """As those that the core itself holds a type to."""
    for marks in ((), (BeforeValidator(_listed_not),)):
        kind = type("Bound", (Model,), {"__annotations__": {"one": _said(Decimal, marks, bound)}})
        assert isinstance(told(f"one: {good}\n", kind)[0], kind)
        assert told(f"one: {bad}\n", kind) == (None, [f"1:6 {message}"])


@pytest.mark.parametrize(
    ("bound", "good", "bad", "message"),
    [
        ({"min_length": 2}, "[a, b]", "[a]", "this list has 1 entry, it must have at least 2"),
        ({"max_length": 1}, "[a]", "[a, b]", "this list has 2 entries, it may have at most 1"),
    ],
)
def test_lengths_behind_a_function_hold(
    bound: dict[str, Any], good: str, bad: str, message: str
) -> None:
    for marks in ((), (BeforeValidator(_listed_not),)):
        kind = type("Long", (Model,), {"__annotations__": {"one": _said(Many, marks, bound)}})
        assert isinstance(told(f"one: {good}\n", kind)[0], kind)
        assert told(f"one: {bad}\n", kind) == (None, [f"1:6 {message}"])


Many = tuple[str, ...]


def _said(kind: Any, marks: tuple[object, ...], bound: dict[str, Any]) -> Any:
    return Annotated[(kind, *marks, Field(**bound))]


def _listed_not(value: object) -> object:
    return value


@pytest.mark.parametrize(
    "stays", ["desk.asked", "watching.engine", "making.batch", "network.units"]
)
def test_what_stays_loads_no_pydantic(stays: str) -> None:
    """A desk, a watched page, and who makes copies for lists and networks."""
    made = f"import sys, handouts.{stays}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", made], capture_output=True, text=True, check=True)
    modules = set(done.stdout.split())
    assert f"handouts.{stays}" in modules
    assert not modules & {"pydantic", "pydantic_core", "pydantic_core._pydantic_core"}
