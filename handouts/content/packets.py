"""Sets: packets of handouts that are given out together, as ``content/sets.yaml`` names them."""

from __future__ import annotations

from typing import Annotated

from ..source.fields import AfterValidator, Field, ValidationInfo, model_validator
from ..source.models import Record
from ..source.problems import Refused, did_you_mean
from ..source.reader import Model, Words, reading
from .bound import STANDARD, in_packet
from .common import Named
from .editions import EDITIONS


def _item(item: str, info: ValidationInfo) -> str:
    slug, _, edition = item.partition("/")
    slugs = reading(info).names.get("slug of a handout")
    if slugs is not None and slug not in slugs:
        raise Refused(f"there is no handout '{slug}'", did_you_mean(slug, slugs))
    known = {name: None for name in EDITIONS if in_packet(name)}
    if edition and edition not in known:
        raise Refused(f"a set cannot have the edition '{edition}'", did_you_mean(edition, known))
    return item


Title = Annotated[Words, Field(max_length=60)]
Subtitle = Annotated[Words, Field(max_length=120)]


class Packet(Model):
    """``items`` are handouts, each as ``SLUG`` or ``SLUG/EDITION``, in the order they are handed
    out."""

    title: Title
    subtitle: Subtitle
    items: Annotated[
        tuple[Annotated[Words, AfterValidator(_item)], ...], Field(min_length=1, max_length=20)
    ]

    @model_validator(mode="after")
    def _each_once(self, info: ValidationInfo) -> Packet:
        parts = self.parts()
        for number, part in enumerate(parts):
            if part in parts[:number]:
                where = reading(info).place(self, "items", number)
                message = f"'{self.items[number]}' is in this set already"
                reading(info).report(where, message, "take one of the two out")
        return self

    def parts(self) -> tuple[tuple[str, str], ...]:
        """Slug and edition of each item."""
        pairs = (item.partition("/") for item in self.items)
        return tuple((slug, edition or STANDARD) for slug, _, edition in pairs)


def _own(name: str, info: ValidationInfo) -> str:
    if name in reading(info).names.get("slug of a handout", ()):
        raise Refused(f"a handout is called '{name}'", "give the set a name of its own")
    return name


class Packets(Record[dict[Annotated[Named, AfterValidator(_own)], Packet]]):
    """The sets by name."""


class PacketWords(Model):
    """What a set is called in another language."""

    title: Title
    subtitle: Subtitle


class PacketsWords(Record[dict[Named, PacketWords]]):
    """``content/sets.<language>.yaml``: what sets are called, over ``sets.yaml``; those it leaves
    out are called as they are there."""
