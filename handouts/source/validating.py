"""Reads YAML, and what stands in it, with the core of pydantic: what only a text needs that is
really read.

What the core reads models by is made here, without the rest of pydantic, whose loading and thinking
is a twentieth of a build in which one sentence changed. Only the few types that models are made of
are known: what has another one, pydantic itself reads, as it tells editors. A test holds each core
against the one that pydantic makes (``tests/test_models.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sized
from datetime import date
from decimal import Decimal
from functools import partial
from importlib import import_module
from pathlib import Path
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Literal,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
)

from .fields import AfterValidator, BeforeValidator, Lent
from .letters import Lacks
from .models import Plain, hooked, read_by
from .parsing import load, parse
from .problems import Problem
from .schema import Schema
from .spared import core
from .tree import Tree

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails, PydanticKnownError, SchemaValidator, ValidationError
else:
    PydanticKnownError, SchemaValidator, ValidationError = (
        getattr(core(), name)
        for name in ("PydanticKnownError", "SchemaValidator", "ValidationError")
    )

M = TypeVar("M", bound=Plain)
SIMPLE = {str: "str", int: "int", float: "float", bool: "bool", Decimal: "decimal", date: "date"}
# what the core itself holds a type to
TEXTS = frozenset({"min_length", "max_length", "pattern", "strip_whitespace"})
NUMBERS, MANY = frozenset({"ge", "le"}), frozenset({"min_length", "max_length"})
OWN = {
    **{"str": TEXTS, "tuple": MANY, "dict": MANY},
    **{"int": NUMBERS, "float": NUMBERS, "decimal": NUMBERS | {"decimal_places"}},
}


# types that no model stands in: as they were made the first time
KNOWN: dict[object, Schema] = {}


class Unknown(LookupError):
    """Raised at a type, or at what is said of one, that no model had before."""


class Cores:
    """Makes cores of types, as pydantic does when it is asked (``Maker``)."""

    def __init__(self) -> None:
        self._models: dict[type[Plain], Schema | None] = {}
        self._asked = 0  # how often models stood in what was asked for

    def whole(self, kind: type[Plain]) -> Schema:
        """The core of a ``kind`` with those of all models in it. Raises ``Unknown``."""
        made = self.generate_schema(kind)
        found = [one for one in self._models.values() if one is not None]
        return {"type": "definitions", "schema": made, "definitions": found}

    def __call__(self, source: object, /) -> Schema:
        return self.generate_schema(source)

    def generate_schema(self, source: object, /) -> Schema:
        """The core of a type. Raises ``Unknown``."""
        if isinstance(source, type):
            if simple := SIMPLE.get(source):
                return {"type": simple}
            if issubclass(source, Plain):
                return self._model(source)
        origin, inner = get_origin(source), get_args(source)
        if origin is Annotated:
            return KNOWN.get(source) or self._annotated(source, inner[0], inner[1:])
        if origin is Literal:
            return {"type": "literal", "expected": [*inner]}
        if origin is tuple and inner[-1:] == (...,):
            items = [self.generate_schema(inner[0])]
            return {"type": "tuple", "items_schema": items, "variadic_item_index": 0}
        if origin is tuple:
            return {"type": "tuple", "items_schema": [*map(self.generate_schema, inner)]}
        if origin is dict:
            keys, values = map(self.generate_schema, inner)
            return {"type": "dict", "keys_schema": keys, "values_schema": values}
        if origin in (Union, UnionType) and len(inner) == 2 and inner[1] is NoneType:
            return {"type": "nullable", "schema": self.generate_schema(inner[0])}
        raise Unknown(source)

    def _model(self, kind: type[Plain]) -> Schema:
        """A model, which may stand in itself."""
        self._asked += 1
        if kind not in self._models:
            self._models[kind] = None
            self._models[kind] = read_by(kind, self)
        return {"type": "definition-ref", "schema_ref": kind.__reference__}

    def _annotated(self, source: object, plain: object, marks: Iterable[object]) -> Schema:
        """A type with what is said of it; some of that says how all of it is read."""
        before, schema = self._asked, cast("Schema | None", None)
        for mark in marks:
            if own := getattr(mark, "__get_pydantic_core_schema__", None):
                schema = own(plain, self)
            elif isinstance(mark, Lent):
                schema = _marked(schema or self.generate_schema(plain), mark)
        schema = schema or self.generate_schema(plain)
        if self._asked == before:
            KNOWN[source] = schema
        return schema


def _marked(schema: Schema, mark: Lent) -> Schema:
    """A schema with what is said of it: bounds are held by the core, or by a function where
    something else reads it."""
    if isinstance(mark, AfterValidator):
        when = "before" if isinstance(mark, BeforeValidator) else "after"
        return hooked(when, mark.given[0], schema)
    for name, limit in mark.named.items():
        if name in OWN.get(schema["type"], ()):
            schema = {**schema, name: limit}
        elif name in HOLD and schema["type"] in ("function-before", "function-after"):
            schema = hooked("after", partial(HOLD[name], **{name: limit}), schema)
        else:
            raise Unknown(name, schema["type"])
    return schema


def _at_least(value: float, ge: float) -> float:
    if not value >= ge:
        raise PydanticKnownError("greater_than_equal", {"ge": ge})
    return value


def _at_most(value: float, le: float) -> float:
    if not value <= le:
        raise PydanticKnownError("less_than_equal", {"le": le})
    return value


def _exact(value: Decimal, decimal_places: int) -> Decimal:
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > decimal_places:
        raise PydanticKnownError("decimal_max_places", {"decimal_places": decimal_places})
    return value


def _long(value: Sized, min_length: int) -> Sized:
    if len(value) < min_length:
        told = {"field_type": "Value", "min_length": min_length, "actual_length": len(value)}
        raise PydanticKnownError("too_short", told)
    return value


def _short(value: Sized, max_length: int) -> Sized:
    if len(value) > max_length:
        told = {"field_type": "Value", "max_length": max_length, "actual_length": len(value)}
        raise PydanticKnownError("too_long", told)
    return value


HOLD: dict[str, Callable[..., object]] = {
    "ge": _at_least,
    "le": _at_most,
    "decimal_places": _exact,
    "min_length": _long,
    "max_length": _short,
}


# ------------------------------------------------------------------ what reads

_READS: dict[type[Plain], SchemaValidator] = {}
_ADAPTERS: dict[type[Plain], TypeAdapter[Plain]] = {}


def adapter(kind: type[Plain]) -> TypeAdapter[Plain]:
    """What pydantic knows of a ``kind``, made when it is first asked for."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = import_module("pydantic").TypeAdapter(kind)
    return _ADAPTERS[kind]


def _core(kind: type[Plain]) -> Schema:
    """What the core reads a ``kind`` by."""
    try:
        return Cores().whole(kind)
    except Unknown:
        return dict(adapter(kind).core_schema)


def tree_of(
    source: Path | bytes, name: str, lacks: Lacks | None = None
) -> tuple[Tree, list[Problem]]:
    """The tree of a file, or of what stands in it; see ``parsing``. Raises ``Problems``."""
    if isinstance(source, Path):
        return load(source, name, lacks)
    return parse(source, name, lacks)


def validated(kind: type[M], value: object, context: object = None) -> M:
    """A value of a ``kind``. Raises ``ValidationError``."""
    reads = _READS.get(kind)
    if reads is None:
        reads = _READS[kind] = SchemaValidator(_core(kind))
    made: M = reads.validate_python(value, context=context)
    return made


def tried(kind: type[M], tree: Tree, context: object) -> tuple[M | None, list[ErrorDetails]]:
    """A value of a ``kind``, or what the core refuses."""
    try:
        return validated(kind, tree, context), []
    except ValidationError as error:
        return None, error.errors(include_url=False)
