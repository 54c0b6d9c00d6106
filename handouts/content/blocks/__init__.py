"""The kinds of block an author can write. Each module of this package adds its kinds by being here.

A block is one ``kind: value`` pair; its model has exactly one field, named as the kind. It lowers
itself to parts of the document and knows no output. A bare text is a paragraph.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Union

from pydantic import BeforeValidator, Discriminator, Tag, ValidationInfo

from ...source.problems import Refused, did_you_mean
from ...source.reader import reading
from ...source.refusals import QUOTES
from ...source.schema import NEVER, JsonSchema
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


def _union() -> object:
    tagged = [Annotated[block, Tag(kind)] for kind, block in Block.kinds.items()]
    refused = Annotated[Annotated[object, BeforeValidator(_refuse), JsonSchema(NEVER)], Tag("?")]
    return Annotated[Union[(*tagged, refused)], Discriminator(_kind)]  # noqa: UP007  (made from a list)


if TYPE_CHECKING:
    WrittenBlock = Block
else:
    WrittenBlock = _union()
    for _module in _modules:  # blocks inside blocks: the name their annotations wait for
        _module.WrittenBlock = WrittenBlock

__all__ = ["WrittenBlock", "Block", "Blocks", "Lowering", "Scalar"]
