"""``help-lines``: numbers and addresses of others that a reader may turn to, each with the day on
which somebody last tried it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from ...meaning.document import Item, Items, Part
from ...source.reader import Model
from ..days import OptionalDay
from ..inline import Rich
from .block import Block, Lowering

# How long a line counts as tried. Handouts are looked at again within two years or so, which is too
# long for a number that somebody calls in a crisis: lines close and move with a budget, which is
# made for a year.
RECENT = timedelta(days=365)


class HelpLine(Model):
    """``text`` is all that is printed. ``checked`` is the day on which somebody last called or
    opened it and found what the text says; nobody has where it is empty."""

    text: Rich
    checked: OptionalDay = None

    def why_not(self, today: date) -> str:
        """Why it does not count as tried ``today``; empty where it does."""
        if self.checked is None:
            return "nobody has said on which day this help line was last tried"
        if self.checked > today:
            return f"this help line was tried on {self.checked}, a day to come"
        if today - self.checked > RECENT:
            return f"this help line was last tried on {self.checked}, more than a year ago"
        return ""


class HelpLines(Block):
    """A list of them."""

    help_lines: Annotated[tuple[HelpLine, ...], Field(min_length=1)]

    def parts(self, lower: Lowering) -> Iterator[Part]:
        yield Items(
            "bullet", tuple(Item(one.text, at=one.at) for one in self.help_lines), at=self.at
        )
