"""What every kind of block is: a model with one field, which lowers itself to parts."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar

from ...meaning.document import Items, Part
from ...source.fields import Field, ValidationInfo
from ...source.models import parts_of
from ...source.problems import Refused, did_you_mean
from ...source.reader import Model, core_of, kebab, reading, validated
from ...source.refusals import QUOTES
from ...source.schema import NEVER, Handler, Maker, Schema, made_by
from ...source.tree import Map
from ...source.values import dataclass, replace
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
        """What blocks mean, one after the other; lists that follow each other are one list, such as
        that of an included fragment and what its reader needs besides."""
        out: list[Part] = []
        for part in (part for block in blocks for part in block.parts(self)):
            above = out[-1] if out else None
            if isinstance(part, Items) and isinstance(above, Items) and above.kind == part.kind:
                out[-1] = replace(above, items=(*above.items, *part.items))
            else:
                out.append(part)
        return tuple(out)


class Block(Model):
    """One thing an author writes."""

    kinds: ClassVar[dict[str, type[Block]]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        Block.kinds[kebab(cls.field())] = cls

    @classmethod
    def field(cls) -> str:
        """The name of its only field."""
        (name,) = (one.name for one in parts_of(cls) if one.name != "at")
        return name

    @classmethod
    def bare(cls, value: object) -> object:
        """A bare text is the field of its kind."""
        if isinstance(value, str):
            return {kebab(cls.field()): value, "at": getattr(value, "at", None)}
        return value

    @abstractmethod
    def parts(self, lower: Lowering) -> Iterator[Part]:
        """What this block means, as parts every output can show."""


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
        return validated(kind, value, context)

    if context.again is None:
        return made()
    places: Iterable[str] = context.names.get("place", ())
    return context.again.once(kind.__name__, value, made, places, context.problems)


class OfKinds:
    """An annotation of a block: the model of its kind reads it. A union of all kinds would be made
    anew wherever blocks may stand, and a model of each kind; a text has few of them."""

    telling = False

    def __get_pydantic_core_schema__(self, source: object, handler: Maker) -> Schema:
        return made_by(_read).core

    def __get_pydantic_json_schema__(self, core: object, handler: Handler) -> Schema:
        """For editors: one of all kinds. Those inside others are named, as these are being told."""
        kinds = dict[str, Schema]()
        for kind, block in Block.kinds.items():
            own = core_of(block)
            alone = own["schema"] if own["type"] == "definitions" else own
            named = {"type": "definition-ref", "schema_ref": alone["ref"]}
            kinds[kind] = named if self.telling else own
        before, self.telling = self.telling, True
        told = handler({"type": "tagged-union", "choices": kinds, "discriminator": _kind})
        self.telling = before
        return {"oneOf": [*told["oneOf"], NEVER]}


if TYPE_CHECKING:
    WrittenBlock = Block
else:
    WrittenBlock = Annotated[Block, OfKinds()]

Blocks = Annotated[tuple[WrittenBlock, ...], Field(min_length=1)]
