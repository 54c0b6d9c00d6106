"""``help-lines``: numbers and addresses of others that a reader may turn to, each with the day on
which somebody last tried it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from ...meaning.document import Item, Items, Part
from ...source.fields import Field
from ...source.reader import Model
from ..days import OptionalDay
from ..inline import Rich
from .block import Block, Lowering


class HelpLine(Model):
    """``text`` is all that is printed. ``checked`` is the day on which somebody last called or
    opened it and found what the text says; nobody has where it is empty."""

    text: Rich
    checked: OptionalDay = None


class HelpLines(Block):
    """A list of them."""

    help_lines: Annotated[tuple[HelpLine, ...], Field(min_length=1)]

    def parts(self, lower: Lowering) -> Iterator[Part]:
        yield Items(
            "bullet", tuple(Item(one.text, at=one.at) for one in self.help_lines), at=self.at
        )
