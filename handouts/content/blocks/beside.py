"""``beside``: a few blocks next to others, such as a picture next to what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from ...meaning.document import Columns, Part
from ...source.fields import Field
from .block import Block, Blocks, Lowering


class Beside(Block):
    """Two or three lists of blocks side by side; where there is no room, one below the other."""

    beside: Annotated[tuple[Blocks, ...], Field(min_length=2, max_length=3)]

    def parts(self, lower: Lowering) -> Iterator[Part]:
        yield Columns(tuple(lower.parts(blocks) for blocks in self.beside), at=self.at)
