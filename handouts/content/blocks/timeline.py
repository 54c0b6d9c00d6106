"""Stages: ``timeline`` (what happens when) and ``ladder`` (what to do, from easy to hard)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from ...meaning.document import Ladder, Part, Stage, Timeline
from ...source.fields import AliasChoices, BeforeValidator, ConfigDict, Field
from ...source.reader import Model, Words
from ...source.schema import TEXT, either
from .block import Block, Blocks, Lowering


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


class StageText(Model):
    """``text`` is short for ``blocks`` with one paragraph."""

    model_config = ConfigDict(json_schema_extra=either("blocks", "text", TEXT))

    when: Words
    blocks: Annotated[
        Blocks, BeforeValidator(_as_list), Field(validation_alias=AliasChoices("blocks", "text"))
    ]


Stages = Annotated[tuple[StageText, ...], Field(min_length=2)]


def _stages(stages: tuple[StageText, ...], lower: Lowering) -> tuple[Stage, ...]:
    return tuple(Stage(stage.when, lower.parts(stage.blocks), at=stage.at) for stage in stages)


class TimelineBlock(Block):
    timeline: Stages

    def parts(self, lower: Lowering) -> Iterator[Part]:
        yield Timeline(_stages(self.timeline, lower), at=self.at)


class LadderBlock(Block):
    ladder: Stages

    def parts(self, lower: Lowering) -> Iterator[Part]:
        yield Ladder(_stages(self.ladder, lower), at=self.at)
