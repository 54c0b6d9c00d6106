"""What the core of pydantic reads models by, made without the rest of pydantic, whose loading and
thinking is a twentieth of a build in which one sentence changed.

It knows the few types that models are made of, and nothing of others (``Unknown``): pydantic itself
reads what has one. ``tests/test_models.py`` holds each core against the one that pydantic makes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sized
from datetime import date
from decimal import Decimal
from functools import partial
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, cast, get_args, get_origin

from pydantic_core import PydanticKnownError

from .fields import AfterValidator, BeforeValidator, Lent
from .models import Plain, hooked, read_by
from .schema import Schema

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
