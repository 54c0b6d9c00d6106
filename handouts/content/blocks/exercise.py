"""``exercise``: one movement, its picture large beside how it is done, how often, and who must
not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from ...meaning.document import Columns, Group, Heading, Item, Paragraph, Part, Steps
from ...meaning.spans import Spans, Strong
from ...source.fields import Field
from ...source.reader import Words
from ..inline import Rich
from .block import Block, Lowering
from .figure import Picture


class ExerciseText(Picture):
    """``name``, ``alt``, ``labels`` and ``caption`` are those of its picture.

    ``aim`` says what it is good for, ``start`` how one begins, ``dose`` how many, ``stop`` when to
    stop, ``not_for`` who must not do it.
    """

    title: Words
    aim: Rich = ()
    start: Rich
    steps: Annotated[tuple[Rich, ...], Field(min_length=1, max_length=6)]
    dose: Rich
    stop: Rich
    not_for: Rich = ()


class Exercise(Block):
    exercise: ExerciseText

    def parts(self, lower: Lowering) -> Iterator[Part]:
        words, told, colon = lower.locale.words, self.exercise, lower.locale.signs.colon
        before = (
            *((Paragraph(told.aim, at=told.at),) if told.aim else ()),
            _named(f"{words.exercise_start}{colon}", told.start, self),
            Steps(tuple(Item(step, at=told.at) for step in told.steps), at=told.at),
        )
        after = (
            (words.exercise_dose, told.dose),
            (words.exercise_stop, told.stop),
            (words.exercise_not_for, told.not_for),
        )
        named = tuple(_named(f"{label}{colon}", spans, self) for label, spans in after if spans)
        columns = Columns(((told.figure(),), (*before, *named)), at=self.at)
        yield Group((Heading(told.title, 3, at=self.at), columns), at=self.at)


def _named(label: str, spans: Spans, block: Block) -> Paragraph:
    return Paragraph((Strong(label), *spans), at=block.at)
