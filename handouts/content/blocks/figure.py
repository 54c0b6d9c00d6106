"""Pictures: alone, before and after, in a row, in order. Words on a picture are labels, written
here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from ...meaning.document import Figure, Label, Part, Strip
from ...source.fields import Field, ValidationInfo, field_validator
from ...source.problems import Refused, did_you_mean
from ...source.reader import Model, Words, reading
from ...source.tree import Map
from ..inline import Rich
from .block import Block, Lowering


class NamedPicture(Model):
    """A figure of ``assets/figures`` by name; ``alt`` says what it shows and means."""

    name: Words
    alt: Words

    @field_validator("name")
    @classmethod
    def _drawn(cls, name: str, info: ValidationInfo) -> str:
        figures = reading(info).names.get("figure")
        faults = reading(info).faults("figure", name)
        if figures is not None and name not in figures and not faults:
            raise Refused(f"there is no figure '{name}'", did_you_mean(name, figures))
        reading(info).problems.extend(faults)
        return name


class Picture(NamedPicture):
    """A figure with the words that belong to it."""

    caption: Rich = ()
    labels: dict[str, Words] = {}

    @field_validator("labels", mode="before")
    @classmethod
    def _anchored(cls, labels: object, info: ValidationInfo) -> object:
        context, name = reading(info), info.data.get("name", "")
        figures = context.names.get("figure", {})
        if not isinstance(labels, Map) or name not in figures or context.faults("figure", name):
            return labels
        for anchor in labels:
            if anchor not in figures[name]:
                hint = did_you_mean(anchor, figures[name]) or "it has no anchors at all"
                context.report(
                    labels.keys_at[anchor], f"figure '{name}' has no anchor '{anchor}'", hint
                )
        return labels

    def figure(self, title: str = "") -> Figure:
        labels = tuple(Label(anchor, text) for anchor, text in self.labels.items())
        return Figure(self.name, self.alt, self.caption, labels, title, at=self.at)


class FigureBlock(Block):
    figure: Picture

    def parts(self, lower: Lowering) -> Iterator[Part]:
        yield self.figure.figure()


class Pair(Model):
    before: Picture
    after: Picture


class BeforeAndAfter(Block):
    """The same view twice: before and after, such as before a treatment and after it."""

    before_and_after: Pair

    def parts(self, lower: Lowering) -> Iterator[Part]:
        words, pair = lower.locale.words, self.before_and_after
        yield Strip((pair.before.figure(words.before), pair.after.figure(words.after)), at=self.at)


class TitledPicture(Picture):
    title: Words = ""


Row = Annotated[tuple[TitledPicture, ...], Field(min_length=2, max_length=8)]


class Pictures(Block):
    """Small pictures that belong together, side by side as far as there is room."""

    pictures: Row

    def parts(self, lower: Lowering) -> Iterator[Part]:
        yield Strip(tuple(picture.figure(picture.title) for picture in self.pictures), at=self.at)


class PictureSteps(Block):
    """Small pictures of what is done one after the other: each has its number, as a row of them
    runs from right to left for some of its readers."""

    picture_steps: Row

    def parts(self, lower: Lowering) -> Iterator[Part]:
        figures = tuple(picture.figure(picture.title) for picture in self.picture_steps)
        yield Strip(figures, ordered=True, at=self.at)
