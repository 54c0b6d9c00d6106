"""``callout``: a few blocks set apart as a note, a tip, a warning or an emergency."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ...meaning.document import Panel, Part
from ...source.reader import Model
from .block import Block, Blocks, Lowering


class CalloutText(Model):
    role: Literal["note", "tip", "warning", "emergency"]
    title: str = ""
    blocks: Blocks


class Callout(Block):
    callout: CalloutText

    def parts(self, lower: Lowering) -> Iterator[Part]:
        role = self.callout.role
        title = self.callout.title or getattr(lower.locale.words, role)
        yield Panel(role, title, lower.parts(self.callout.blocks), at=self.at)
