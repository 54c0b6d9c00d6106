"""What stands behind the text: ``glossary`` (words explained) and ``sources`` (where facts come
from)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationInfo

from ...meaning.document import Definition, Definitions, Part, Reference, References
from ...meaning.spans import Text, term_id
from ...source.problems import Refused, did_you_mean
from ...source.reader import Words, reading
from .block import Block, Lowering
from .numbers import SourceId


def _term(value: str, info: ValidationInfo) -> str:
    forms = reading(info).names.get("term")
    if forms is None or not isinstance(value, str):
        return value
    if value not in forms:
        raise Refused(
            f"unknown term '{value}'", did_you_mean(value, forms) or "add it to content/glossary"
        )
    return str(forms[value])


class GlossaryBlock(Block):
    """The entries of the named terms."""

    glossary: Annotated[tuple[Annotated[Words, BeforeValidator(_term)], ...], Field(min_length=1)]

    def parts(self, lower: Lowering) -> Iterator[Part]:
        entries = ((key, lower.glossary.root[key].definition) for key in self.glossary)
        yield Definitions(
            tuple(
                Definition(key[:1].upper() + key[1:], (Text(text),), term_id(key), at=self.at)
                for key, text in entries
            ),
            at=self.at,
        )


class SourcesBlock(Block):
    """The named sources, numbered in this order."""

    sources: Annotated[tuple[SourceId, ...], Field(min_length=1)]

    def parts(self, lower: Lowering) -> Iterator[Part]:
        entries = ((key, lower.sources.root[key]) for key in self.sources)
        yield References(
            tuple(
                Reference(key, source.text, source.address, at=self.at) for key, source in entries
            ),
            at=self.at,
        )
