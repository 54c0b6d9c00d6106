"""A handout and the common fragments, as their authors wrote them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from .blocks import AnyBlock, Block, Blocks
from .blocks.figure import Picture
from .blocks.include import Include
from .blocks.text import HeadingBlock
from .inline import Rich
from .problems import did_you_mean
from .reader import Model, Reading, Words, reading

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
RESERVED = frozenset({"contents", "talk", "help", "words", "sources", "team", "contact", "about"})


class FactText(Model):
    icon: Words
    label: Words
    text: Rich

    @field_validator("icon")
    @classmethod
    def _drawn(cls, name: str, info: ValidationInfo) -> str:
        icons = reading(info).names.get("icon")
        if icons is not None and name not in icons:
            raise ValueError(f"there is no icon '{name}'; {did_you_mean(name, icons)}")
        return name


class Section(Model):
    """One question of the patient and its answer."""

    id: Slug
    heading: Words
    blocks: Blocks


class Handout(Model):
    id: Slug
    version: Words
    issued: date
    review_by: date
    group: Literal["condition", "procedure", "self-care"]
    authors: Annotated[tuple[Rich, ...], Field(min_length=1)]
    reviewers: tuple[Words, ...]
    title: Annotated[Words, Field(max_length=60)]
    subtitle: Words
    purpose: Words
    audience: Rich
    message: Rich
    cover: Picture
    facts: Annotated[tuple[FactText, ...], Field(min_length=4, max_length=6)]
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    questions: Annotated[tuple[Words, ...], Field(min_length=1, max_length=10)]

    @model_validator(mode="before")
    @classmethod
    def _cover_figure(cls, value: object) -> object:
        """The cover names its picture ``figure``; elsewhere a picture has a ``name``."""
        cover = value.get("cover") if isinstance(value, dict) else None
        if isinstance(cover, dict) and "figure" in cover and "name" not in cover:
            for table in (cover, getattr(cover, "places", {}), getattr(cover, "keys_at", {})):
                table["name"] = table.pop("figure")
        return value

    @model_validator(mode="after")
    def _whole(self, info: ValidationInfo) -> Handout:
        context = reading(info)
        if self.review_by <= self.issued:
            assert self.at is not None
            message = f"the review date {self.review_by} is not after the date of issue {self.issued}"
            context.report(self.at, message, "set 'review-by' to a later day, such as two years on")
        seen: set[str] = set()
        for section in self.sections:
            assert section.at is not None
            if section.id in seen or section.id in RESERVED:
                context.report(section.at, f"the section id '{section.id}' is taken", "choose another id")
            seen.add(section.id)
            _heading_levels(section, context)
        return self


def _heading_levels(section: Section, context: Reading) -> None:
    """PDF/UA-1, 7.4.2: a heading may be at most one level below the one before it."""
    level = 2
    for block in section.blocks:
        if isinstance(block, HeadingBlock):
            if block.heading.level > level + 1 and block.at:
                message = f"a heading of level {block.heading.level} follows one of level {level}"
                context.report(block.at, message, f"use level {level + 1}, or add the heading between")
            level = block.heading.level


class Common(Model):
    """Fragments: blocks written once and included everywhere."""

    fragments: dict[Slug, Annotated[tuple[AnyBlock, ...], Field(min_length=1)]]

    def cycles(self) -> Iterator[tuple[Block, str]]:
        """The includes that lead back to their own fragment, with the path of names."""
        for name in self.fragments:
            yield from self._walk(name, (name,))

    def _walk(self, name: str, path: tuple[str, ...]) -> Iterator[tuple[Block, str]]:
        for block in includes(self.fragments.get(name, ())):
            if block.include == path[0]:
                yield block, " -> ".join((*path, block.include))
            elif block.include not in path:
                yield from self._walk(block.include, (*path, block.include))


def includes(blocks: tuple[Block, ...]) -> Iterator[Include]:
    """Every include among ``blocks``, also inside other blocks."""
    for block in blocks:
        if isinstance(block, Include):
            yield block
        for value in vars(block).values():
            inner = getattr(value, "blocks", ()) if isinstance(value, Model) else ()
            yield from includes(inner)
            if isinstance(value, tuple):
                for item in value:
                    yield from includes(getattr(item, "blocks", ()))


def unknown_includes(common: Common) -> Iterator[tuple[Include, Mapping[str, object]]]:
    for blocks in common.fragments.values():
        for include in includes(blocks):
            if include.include not in common.fragments:
                yield include, common.fragments
