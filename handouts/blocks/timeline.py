"""``timeline``: what happens when, stage by stage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AliasChoices, BeforeValidator, ConfigDict, Field

from ..document import Part, Stage, Timeline
from ..reader import Model, Words
from ..schema import TEXT, either
from . import Block, Blocks, Lowering


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class StageText(Model):
    """``text`` is short for ``blocks`` with one paragraph."""

    model_config = ConfigDict(json_schema_extra=either("blocks", "text", TEXT))

    when: Words
    blocks: Annotated[Blocks, BeforeValidator(_as_list), Field(validation_alias=AliasChoices("blocks", "text"))]


class TimelineBlock(Block):
    timeline: Annotated[tuple[StageText, ...], Field(min_length=2)]

    def parts(self, lower: Lowering) -> Iterator[Part]:
        stages = (Stage(stage.when, lower.parts(stage.blocks), at=stage.at) for stage in self.timeline)
        yield Timeline(tuple(stages), at=self.at)
