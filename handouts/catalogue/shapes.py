"""The shapes of records, for those who read them: ``docs/schema`` has them as JSON Schema."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from ..clinic.jobs import Review


class Shape(BaseModel):
    """Has these fields and no others."""

    model_config = ConfigDict(extra="forbid")


# ------------------------------------------------------------------ an answer to a code


class Valued(Shape):
    value: str = Field(alias="_value")


class Typed(Valued):
    type: Literal["text"]


class Author(Shape):
    name: Valued
    uri: Valued


class Category(Shape):
    scheme: str
    term: str


class Link(Shape):
    title: str
    rel: Literal["alternate"]
    type: Literal["html", "pdf", "plain"]
    href: str = Field(description="From the folder of results.")


class Answered(Shape):
    lang: str
    title: Typed
    link: list[Link] = Field(min_length=1)
    id: Valued
    updated: Valued
    summary: Typed


class Feed(Shape):
    """What is told of one code; it has no entries where no handout has that code."""

    lang: str
    title: Typed
    subtitle: Typed = Field(description="The name of the code.")
    author: Author
    updated: Valued
    category: list[Category] = Field(description="What was asked.")
    id: Valued
    entry: list[Answered]


class Connect(Shape):
    """A file of ``connect/``, in the shape of an answer of MedlinePlus Connect."""

    feed: Feed


# ------------------------------------------------------------------ all topics


class Coded(Shape):
    code: str
    name: str


class Item(Shape):
    handout: str
    edition: str


class Listed(Shape):
    """A file in the folder of results; ``paper`` and ``person`` are empty where it has none."""

    file: str
    edition: str
    paper: str
    person: str
    pages: int
    bytes: int
    sha256: str
    media_type: str
    review: Review
    made_of: str


class Told(Shape):
    """A handout in a language, or a set (which has ``items``)."""

    slug: str
    language: str
    title: str
    subtitle: str
    purpose: str
    kind: str
    accent: str
    cover: str
    version: str
    issued: str
    review_by: str
    words: list[str]
    headings: list[str]
    codes: list[Coded]
    items: list[Item]
    replaces: str
    review: Review
    files: list[Listed] = Field(min_length=1)


class Classified(Shape):
    """The classification that codes are of, and the release they were checked against."""

    name: str
    oid: str
    uri: str
    release: str


class Nothing(Shape):
    """No codes are listed."""


class Topics(Shape):
    """``topics.json``: all that is in the folder of results."""

    system: Classified | Nothing
    topics: list[Told]
