"""The kinds of block an author can write. Each module of this package adds its kinds by being here.

A block is one ``kind: value`` pair; its model has exactly one field, named as the kind. It lowers
itself to parts of the document and knows no output. A bare text is a paragraph.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import ValidationInfo
from pydantic_core import CoreSchema, core_schema

from ...source.problems import Refused, did_you_mean
from ...source.reader import reading
from ...source.refusals import QUOTES
from ...source.schema import NEVER, Handler, Maker, Schema
from ...source.tree import Map, Scalar
from .block import Block, Blocks, Lowering

_there = {name.partition(".")[0] for folder in __path__ for name in os.listdir(folder)}
_named = sorted(name for name in _there if name and not name.startswith("__"))
_modules = [import_module(f"{__name__}.{name}") for name in _named]


def _kind(value: object) -> str:
    """The tag of a block: its kind, or '?' when it has none."""
    if isinstance(value, Block):
        return next(kind for kind, block in Block.kinds.items() if type(value) is block)
    if isinstance(value, str):
        return "paragraph"
    if isinstance(value, dict) and len(value) == 1:
        (key,) = value
        return key if key in Block.kinds else "?"
    return "?"


def _refuse(value: object, info: ValidationInfo) -> object:
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


def _read(value: object, info: ValidationInfo) -> object:
    """A block of whatever kind it is; one that was read before is not read again."""
    context, kind = reading(info), Block.kinds.get(_kind(value))
    if kind is None:
        return _refuse(value, info)
    if isinstance(value, Block):
        return value

    def made() -> Block:
        return kind.model_validate(value, context=info.context)

    if context.again is None:
        return made()
    places: Iterable[str] = context.names.get("place", ())
    return context.again.once(kind.__name__, value, made, places, context.problems)


class OfKinds:
    """An annotation of a block: the model of its kind reads it. A union of all kinds would be made
    anew wherever blocks may stand, and a model of each kind; a text has few of them."""

    telling = False

    def __get_pydantic_core_schema__(self, source: object, handler: Maker) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(_read)

    def __get_pydantic_json_schema__(self, core: object, handler: Handler) -> Schema:
        """For editors: one of all kinds. Those inside others are named, as these are being told."""
        kinds = dict[str, CoreSchema]()
        for kind, block in Block.kinds.items():
            block.model_rebuild()
            own: Any = block.__pydantic_core_schema__
            alone = own["schema"] if own["type"] == "definitions" else own
            named = core_schema.definition_reference_schema(alone["ref"])
            kinds[kind] = named if self.telling else own
        before, self.telling = self.telling, True
        told = handler(core_schema.tagged_union_schema(kinds, _kind))
        self.telling = before
        return {"oneOf": [*told["oneOf"], NEVER]}


if TYPE_CHECKING:
    WrittenBlock = Block
else:
    WrittenBlock = Annotated[Block, OfKinds()]
    for _module in _modules:  # blocks inside blocks: the name their annotations wait for
        _module.WrittenBlock = WrittenBlock

__all__ = ["WrittenBlock", "Block", "Blocks", "Lowering", "Scalar"]
