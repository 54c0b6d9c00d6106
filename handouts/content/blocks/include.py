"""``include``: a fragment of ``content/common``, written once and the same everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from ...meaning.document import Part
from ...source.fields import ValidationInfo, field_validator
from ...source.problems import Refused, did_you_mean
from ...source.reader import Words, reading
from .block import Block, Lowering


class Include(Block):
    include: Words

    @field_validator("include")
    @classmethod
    def _written(cls, name: str, info: ValidationInfo) -> str:
        fragments = reading(info).names.get("fragment")
        if fragments is not None and name not in fragments:
            hint = did_you_mean(name, fragments) or "add it to content/common"
            raise Refused(f"there is no fragment '{name}'", hint)
        return name

    def parts(self, lower: Lowering) -> Iterator[Part]:
        yield from lower.parts(lower.fragments[self.include])
