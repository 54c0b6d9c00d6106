"""What every kind of block is: a model with one field, which lowers itself to parts."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from ...meaning.document import Items, Part
from ...source.reader import Model, kebab
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

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        (field,) = (name for name in cls.model_fields if name != "at")
        Block.kinds[kebab(field)] = cls

    @classmethod
    def bare(cls, value: object) -> object:
        """A bare text is the field of its kind."""
        if isinstance(value, str):
            field = next(name for name in cls.model_fields if name != "at")
            return {kebab(field): value, "at": getattr(value, "at", None)}
        return value

    @abstractmethod
    def parts(self, lower: Lowering) -> Iterator[Part]:
        """What this block means, as parts every output can show."""


if TYPE_CHECKING:
    WrittenBlock = Block
else:  # made of all kinds there are, once they are there (``__init__``)
    WrittenBlock = "WrittenBlock"

Blocks = Annotated[tuple["WrittenBlock", ...], Field(min_length=1)]
