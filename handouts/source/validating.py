"""Reads YAML, and what stands in it, with the core of pydantic: what only a text needs that is
really read. All of pydantic is loaded for what ``cores`` does not know, and to tell editors."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic_core import SchemaValidator, ValidationError

from .cores import Cores, Unknown
from .letters import Lacks
from .models import Plain
from .parsing import load, parse
from .problems import Problem
from .schema import Schema
from .tree import Tree

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

M = TypeVar("M", bound=Plain)
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
