"""Sets: packets of handouts that are given out together, as ``content/sets.yaml`` names them."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo

from ..source.problems import Refused, did_you_mean
from ..source.reader import Model, Record, Words, reading
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

    def parts(self) -> tuple[tuple[str, str], ...]:
        """Slug and edition of each item."""
        pairs = (item.partition("/") for item in self.items)
        return tuple((slug, edition or STANDARD) for slug, _, edition in pairs)


class Packets(Record[dict[Named, Packet]]):
    """The sets by name."""


class PacketWords(Model):
    """What a set is called in another language."""

    title: Title
    subtitle: Subtitle


class PacketsWords(Record[dict[Named, PacketWords]]):
    """``content/sets.<language>.yaml``: what sets are called, over ``sets.yaml``; those it leaves
    out are called as they are there."""
