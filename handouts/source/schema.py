"""How fields are read, and what editors are told of them, where it is not what their types say."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Protocol

Schema = dict[str, Any]
Handler = Callable[[object], Schema]  # pydantic's own: what it would tell
TEXT: Schema = {"type": "string", "minLength": 1}
NEVER: Schema = {"not": {}}


class Maker(Protocol):
    """Pydantic's own: how it would read a type."""

    def __call__(self, source: object, /) -> Schema: ...
    def generate_schema(self, source: object, /) -> Schema: ...


class JsonSchema:
    """An annotation that says what an editor is told of a field (lighter than pydantic's own, whose
    import is slow)."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    def __get_pydantic_json_schema__(self, core: object, handler: Handler) -> Schema:
        return dict(self.schema)  # what is said of one field is written into it


class Read:
    """An annotation that says how a field is read, in the words of the core of pydantic.

    Pydantic would take a type apart, and all that is in it, wherever it stands: said for the few
    types that stand in every block, models are built in two thirds of the time.
    """

    def __init__(self, core: Schema) -> None:
        self.core = core

    def __get_pydantic_core_schema__(self, source: object, handler: Maker) -> Schema:
        return dict(self.core)  # what is said to editors is written into it


def made_by(function: Callable[..., object]) -> Read:
    """For a field whose value ``function`` makes of whatever was written, told what is known."""
    return Read({"type": "function-plain", "function": {"type": "with-info", "function": function}})


class Unlisted:
    """An annotation of a field that no author writes: editors are not told of it."""

    def __get_pydantic_json_schema__(self, core: object, handler: Handler) -> Schema:
        raise import_module("pydantic_core").PydanticOmit


class OrText:
    """An annotation of a list that may be written as its only entry."""

    def __get_pydantic_json_schema__(self, core: object, handler: Handler) -> Schema:
        return {"anyOf": [TEXT, handler(core)]}


def or_text(schema: Schema) -> None:
    """For ``json_schema_extra``: a record that may be written as a text alone."""
    record = dict(schema)
    schema.clear()
    schema.update({"anyOf": [TEXT, record]})


def either(field: str, short: str, shape: Schema) -> Callable[[Schema], None]:
    """For ``json_schema_extra``: ``short``, of the given ``shape``, may be written in place of
    ``field``."""

    def extend(schema: Schema) -> None:
        schema["properties"][short] = shape
        schema["required"] = [name for name in schema["required"] if name != field]
        schema["oneOf"] = [{"required": [field]}, {"required": [short]}]

    return extend
