"""Reads YAML, and what stands in it, with pydantic: what only a text needs that is really read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from .letters import Lacks
from .models import Plain
from .parsing import load, parse
from .problems import Problem
from .tree import Tree

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

M = TypeVar("M", bound=Plain)
_ADAPTERS: dict[type[Plain], TypeAdapter[Plain]] = {}


def adapter(kind: type[M]) -> TypeAdapter[M]:
    """What reads a ``kind``, made when it is first asked for."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return cast("TypeAdapter[M]", _ADAPTERS[kind])


def tree_of(
    source: Path | bytes, name: str, lacks: Lacks | None = None
) -> tuple[Tree, list[Problem]]:
    """The tree of a file, or of what stands in it; see ``parsing``. Raises ``Problems``."""
    if isinstance(source, Path):
        return load(source, name, lacks)
    return parse(source, name, lacks)


def validated(kind: type[M], value: object, context: object = None) -> M:
    """A value of a ``kind``. Raises ``ValidationError``."""
    reads = _ADAPTERS.get(kind) or adapter(kind)
    return cast("M", reads.validate_python(value, context=context))


def tried(kind: type[M], tree: Tree, context: object) -> tuple[M | None, list[ErrorDetails]]:
    """A value of a ``kind``, or what pydantic refuses."""
    try:
        return validated(kind, tree, context), []
    except ValidationError as error:
        return None, error.errors(include_url=False)
