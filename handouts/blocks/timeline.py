"""``timeline``: what happens when, stage by stage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field, model_validator

from ..document import Part, Stage, Timeline
from ..reader import Model, Words
from . import Block, Blocks, Lowering


class StageText(Model):
    """``text`` is short for ``blocks`` with one paragraph."""

    when: Words
    blocks: Blocks

    @model_validator(mode="before")
    @classmethod
    def _one_text(cls, value: Any) -> Any:
        if isinstance(value, dict) and "text" in value and "blocks" not in value:
            value = {("blocks" if key == "text" else key): item for key, item in value.items()}
            value["blocks"] = [value["blocks"]]
        return value


class TimelineBlock(Block):
    timeline: Annotated[tuple[StageText, ...], Field(min_length=2)]

    def parts(self, lower: Lowering) -> Iterator[Part]:
        stages = (Stage(stage.when, lower.parts(stage.blocks), at=stage.at) for stage in self.timeline)
        yield Timeline(tuple(stages), at=self.at)
