"""A handout, as its author wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Annotated

from ..meaning.document import Figure
from ..source.fields import AfterValidator, Field, ValidationInfo, field_validator, model_validator
from ..source.problems import Refused, Where, did_you_mean
from ..source.reader import Model, Reading, Words, reading
from ..source.schema import Unlisted
from ..source.tree import Map
from ..source.values import flat
from .blocks import Block, Blocks
from .blocks.figure import NamedPicture
from .blocks.text import HeadingBlock
from .codes import Code
from .common import MOST_BLOCKS, SLUG, Named, Slug, inside
from .days import Day
from .inline import Rich
from .picks import CardText, FragmentName, LeafletPicks, PosterPicks, SheetPicks

# Places every brochure has of its own; an author may link to them.
PLACES = frozenset(
    {
        *("title", "glance", "talk", "mine", "help", "more", "words", "sources", "team", "contact"),
        *("about", "back"),
    }
)
# names of what a sign-off is for, and of the page it is given on
TAKEN = PLACES | {"cover", "editions", "sign-off"}


def _drawn(name: str, info: ValidationInfo) -> str:
    icons = reading(info).names.get("icon")
    if icons is not None and name not in icons:
        raise Refused(f"there is no icon '{name}'", did_you_mean(name, icons))
    reading(info).problems.extend(reading(info).faults("icon", name))
    return name


Icon = Annotated[Words, AfterValidator(_drawn)]


class FactText(Model):
    icon: Icon
    label: Words
    text: Rich


class Section(Model):
    """One question of the patient and its answer; ``short`` is what it says on a sheet, leaflet or
    poster, where that is not some of its ``blocks``."""

    id: Slug
    heading: Words
    tab: Words | None = None  # the tab of the booklet that begins here, by its name
    icon: Icon | None = None
    blocks: Blocks
    short: Blocks | None = None

    def picked(self, kind: str, fragments: Mapping[str, tuple[Block, ...]]) -> tuple[Block, ...]:
        """What a pick of this section stands for: all of it, or its blocks of one ``kind``."""
        if not kind:
            return self.short or self.blocks
        for blocks in filter(None, (self.short, self.blocks)):
            found = inside(blocks, fragments)
            if of_kind := tuple(one for one in found if isinstance(one, Block.kinds[kind])):
                return of_kind
        return ()


def _of_subject(name: str, info: ValidationInfo) -> str:
    families = reading(info).names.get("family")
    if families is not None and name not in families:
        raise Refused(f"unknown value '{name}'", did_you_mean(name, families))
    return name


FamilyName = Annotated[Words, AfterValidator(_of_subject)]


class CoverPicture(NamedPicture):
    """The cover names its picture ``figure``; elsewhere a picture has a ``name``."""

    name: Annotated[Words, Field(alias="figure")]

    def figure(self) -> Figure:
        return Figure(self.name, self.alt, at=self.at)


class Handout(Model):
    """All that an author writes of one handout in one language.

    An ``excerpt`` has only those sections and blocks that its ``sheet``, ``leaflet``, ``poster``
    and ``card`` take: no booklet is made of it.
    """

    id: Named
    version: Annotated[Words, Field(max_length=12)]
    issued: Day
    review_by: Day
    group: FamilyName
    authors: Annotated[tuple[Rich, ...], Field(min_length=1)]
    reviewers: Annotated[tuple[str, ...], Unlisted()] = ()  # refused: it stands in review.yaml
    title: Annotated[Words, Field(max_length=60)]
    subtitle: Annotated[Words, Field(max_length=120)]
    purpose: Annotated[Words, Field(max_length=300)]
    audience: Rich
    message: Rich
    cover: CoverPicture
    facts: Annotated[tuple[FactText, ...], Field(min_length=4, max_length=6)]
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    replaces: Annotated[Words, Field(max_length=12)] | None = None  # the version before this one
    search_words: Annotated[tuple[Words, ...], Field(max_length=20)] = ()  # besides its title
    codes: Annotated[tuple[Code, ...], Field(max_length=40)] = ()
    questions: Annotated[tuple[Words, ...], Field(min_length=1, max_length=10)]
    excerpt: bool = False
    short_title: Annotated[Words, Field(max_length=40)] = ""
    sheet: SheetPicks | None = None
    leaflet: LeafletPicks | None = None
    poster: PosterPicks | None = None
    card: CardText | None = None
    help: FragmentName | None = None  # its own "When to get help", in place of its family's
    slip: FragmentName | None = None  # its own signs in short, in place of its family's

    @property
    def ending(self) -> tuple[str, str | None, str | None]:
        """Its family, and the fragments it ends with in place of that family's."""
        return self.group, self.help, self.slip

    def printed(
        self, fragments: Mapping[str, tuple[Block, ...]], ends: Iterable[str]
    ) -> Iterator[Block]:
        """Every block that its booklet prints: of its sections, and of the fragments it ``ends``
        with."""
        own = (block for section in self.sections for block in section.blocks)
        closing = (block for name in ends for block in fragments.get(name, ()))
        return inside((*own, *closing), fragments)

    @model_validator(mode="before")
    @classmethod
    def _places(cls, value: object, info: ValidationInfo) -> object:
        """Tells links which sections there are, before any text is read; who reviewed it is not
        written here."""
        if isinstance(value, Map) and "reviewers" in value:
            hint = (
                f"remove this field; 'python -m handouts review {value.get('id', 'SLUG')}' "
                "makes a form to sign"
            )
            where = value.keys_at["reviewers"]
            reading(info).report(
                where, "who has reviewed a handout stands in its review.yaml", hint
            )
        sections = value.get("sections") if isinstance(value, dict) else None
        if isinstance(sections, list):
            ids = {
                str(section["id"])
                for section in sections
                if isinstance(section, dict) and "id" in section
            }
            reading(info).names["place"] = PLACES | ids
            reading(info).names["section"] = dict.fromkeys(ids)
        return value

    @model_validator(mode="after")
    def _picked(self, info: ValidationInfo) -> Handout:
        """Every pick finds a block of its kind: else it would print a heading and nothing below
        it."""
        context = reading(info)
        sections = {section.id: section for section in self.sections}
        for picks in filter(None, (self.sheet, self.leaflet, self.poster)):
            for field, listed in flat(picks).items():
                for number, pick in enumerate(listed if isinstance(listed, tuple) else ()):
                    name, _, kind = pick.partition("/")
                    section, fragments = sections[name], context.names.get("fragment", {})
                    if kind and not section.picked(kind, fragments):
                        blocks = list(inside((*(section.short or ()), *section.blocks), fragments))
                        kinds = dict.fromkeys(
                            key
                            for key, one in Block.kinds.items()
                            if any(type(b) is one for b in blocks)
                        )
                        message = f"the section '{name}' has no block of the kind '{kind}'"
                        context.report(
                            context.place(picks, field, number), message, did_you_mean(kind, kinds)
                        )
        return self

    @model_validator(mode="after")
    def _of_a_part(self, info: ValidationInfo) -> Handout:
        """What an excerpt is of, it says."""
        if self.excerpt and not any((self.sheet, self.leaflet, self.poster, self.card)):
            context = reading(info)
            message = "an excerpt says which editions it is for, and this one has none"
            hint = "write 'sheet:', 'leaflet:', 'poster:' or 'card:', or take 'excerpt' away"
            context.report(context.place(self, "excerpt"), message, hint)
        return self

    @model_validator(mode="after")
    def _tabbed(self, info: ValidationInfo) -> Handout:
        """Every tab is one of the family's."""
        context = reading(info)
        family = context.names.get("family", {}).get(self.group)
        for section in self.sections:
            if family and section.tab is not None and section.tab not in family.tabs:
                where = context.place(section, "tab")
                message = f"the family '{self.group}' has no tab '{section.tab}'"
                context.report(where, message, did_you_mean(section.tab, family.tabs))
        return self

    @field_validator("id")
    @classmethod
    def _of_its_folder(cls, name: str, info: ValidationInfo) -> str:
        slug = reading(info).names.get("slug", name)
        if name != slug:
            sound = re.match(SLUG, slug)  # what no id can be is most likely a copy of a folder
            raise Refused(
                f"the id '{name}' is not the folder's name '{slug}'",
                "make them the same" if sound else "name the folder after the id, or take it away",
            )
        return name

    @field_validator("replaces")
    @classmethod
    def _other(cls, version: str | None, info: ValidationInfo) -> str | None:
        if version is not None and version == info.data.get("version"):
            raise Refused(f"the version '{version}' cannot replace itself", "name the one before")
        return version

    @field_validator("review_by")
    @classmethod
    def _later(cls, day: date, info: ValidationInfo) -> date:
        issued = info.data.get("issued")
        if issued and day <= issued:
            raise Refused(
                f"the review date is not after the date of issue {issued}", "set a later day"
            )
        return day

    @field_validator("sections")
    @classmethod
    def _in_order(cls, sections: tuple[Section, ...], info: ValidationInfo) -> tuple[Section, ...]:
        context = reading(info)
        seen: set[str] = set()
        blocks = 0
        for section in sections:
            blocks += sum(1 for _ in islice(_all(section, context), MOST_BLOCKS + 1))
            if blocks > MOST_BLOCKS:
                message = f"there are more than {MOST_BLOCKS:,} blocks down to this section's end"
                hint = "make several handouts of it; what is included counts each time"
                context.report(context.place(section, "id"), message, hint)
                break
            if section.id in seen or section.id in TAKEN:
                message = f"the section id '{section.id}' is taken"
                hint = "choose another id"
                if section.id in TAKEN:
                    hint += f"; every handout has places called {', '.join(sorted(TAKEN))}"
                context.report(context.place(section, "id"), message, hint)
            seen.add(section.id)
            _heading_levels(section, context)
        return sections


def _all(section: Section, context: Reading) -> Iterator[Block]:
    """Every block of a section, also those of included fragments."""
    return inside(section.blocks, context.names.get("fragment", {}))


def _heading_levels(section: Section, context: Reading) -> None:
    """PDF/UA-1, 7.4.2: a heading may be at most one level below the one before it."""
    level = 2
    for block in _all(section, context):
        if isinstance(block, HeadingBlock):
            if block.heading.level > level + 1:
                message = f"a heading of level {block.heading.level} follows one of level {level}"
                context.report(
                    block.at or Where("?"),
                    message,
                    f"use level {level + 1}, or add the heading between",
                )
            level = block.heading.level
