"""What stands behind the text: ``glossary`` (words explained) and ``sources`` (where facts come
from)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from ...meaning.document import Definition, Definitions, Part, Reference, References
from ...meaning.spans import Text, term_id
from ...source.fields import BeforeValidator, Field, ValidationInfo
from ...source.problems import Refused, did_you_mean
from ...source.reader import Words, reading
from ...source.values import replace
from ..vocabulary import Vocabulary
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
        entries = enumerate(self.sources, 1)
        yield References(
            tuple(self._entry(key, number, lower) for number, key in entries), at=self.at
        )

    def _entry(self, key: str, number: int, lower: Lowering) -> Reference:
        source, words = lower.sources.root[key], lower.locale.words
        text = source.text(words)
        entry = Reference(key, text, source.address, short=source.short, at=self.at)
        return numbered(entry, number, words)


def numbered(entry: Reference, number: int, words: Vocabulary) -> Reference:
    """A source as it is called at this place in a list."""
    named = words.source_link.format(number=number, source=entry.short)
    return replace(entry, named=named, back=words.source_back.format(number=number))
