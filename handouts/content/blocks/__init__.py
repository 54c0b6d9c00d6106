"""The kinds of block an author can write. Each module of this package adds its kinds by being here.

A block is one ``kind: value`` pair; its model has exactly one field, named as the kind. It lowers
itself to parts of the document and knows no output. A bare text is a paragraph.
"""

from __future__ import annotations

import pkgutil
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Union

from pydantic import BeforeValidator, Discriminator, Field, Tag, ValidationInfo, model_validator

from ...meaning.document import Part
from ...source.problems import Refused, did_you_mean
from ...source.reader import Model, kebab, reading
from ...source.refusals import QUOTES
from ...source.schema import NEVER, JsonSchema
from ...source.tree import Map, Scalar
from ..facts import Declared
from ..locale import Locale
from ..shelf import Glossary, Sources
from ..subject import Subject


@dataclass(frozen=True, slots=True)
class Lowering:
    """What a block may ask for while it lowers itself."""

    locale: Locale
    declared: Declared
    glossary: Glossary
    sources: Sources
    fragments: Mapping[str, tuple[Block, ...]]
    subject: Subject

    def parts(self, blocks: tuple[Block, ...]) -> tuple[Part, ...]:
        return tuple(part for block in blocks for part in block.parts(self))


class Block(Model):
    """One thing an author writes."""

    kinds: ClassVar[dict[str, type[Block]]] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        (field,) = (name for name in cls.model_fields if name != "at")
        Block.kinds[kebab(field)] = cls

    @model_validator(mode="before")
    @classmethod
    def _bare_text(cls, value: Any) -> Any:
        if isinstance(value, str):
            field = next(name for name in cls.model_fields if name != "at")
            return {kebab(field): value, "at": getattr(value, "at", None)}
        return value

    @abstractmethod
    def parts(self, lower: Lowering) -> Iterator[Part]:
        """What this block means, as parts every output can show."""


def _kind(value: Any) -> str:
    """The tag of a block: its kind, or '?' when it has none."""
    if isinstance(value, Block):
        return next(kind for kind, block in Block.kinds.items() if type(value) is block)
    if isinstance(value, str):
        return "paragraph"
    known = [key for key in value if key in Block.kinds] if isinstance(value, dict) else []
    return known[0] if len(known) == 1 and len(value) == 1 else "?"


def _refuse(value: Any, info: ValidationInfo) -> Any:
    """Says why ``value`` is no block."""
    if isinstance(value, Map) and len(value) == 1:
        key = next(iter(value))
        hint = did_you_mean(key.lower(), Block.kinds)
        if hint.startswith("known") and (" " in key or not key.islower() or value[key] == ""):
            hint = QUOTES  # it was meant as a text
        reading(info).report(value.keys_at[key], f"unknown block kind '{key}'", hint)
    elif isinstance(value, Map) and value:
        hint = (
            "give each block its own '- '; put the fields of a block two spaces to the "
            "right of its kind"
        )
        raise Refused(f"a block has one kind, here are {len(value)}: {', '.join(value)}", hint)
    else:
        raise Refused("expected a block", "write text, or '- kind: ...'")
    return value


if TYPE_CHECKING:
    AnyBlock = Block
else:
    AnyBlock = "AnyBlock"

Blocks = Annotated[tuple["AnyBlock", ...], Field(min_length=1)]

_modules = [import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]


def _union() -> Any:
    tagged = [Annotated[block, Tag(kind)] for kind, block in Block.kinds.items()]
    refused = Annotated[Annotated[Any, BeforeValidator(_refuse), JsonSchema(NEVER)], Tag("?")]
    return Annotated[Union[(*tagged, refused)], Discriminator(_kind)]  # noqa: UP007  (made from a list)


if not TYPE_CHECKING:
    AnyBlock = _union()
    for _module in _modules:  # blocks inside blocks: the name their annotations wait for
        _module.AnyBlock = AnyBlock

__all__ = ["AnyBlock", "Block", "Blocks", "Lowering", "Scalar"]
