"""What the short editions take over from a handout's sections."""

from __future__ import annotations

from typing import Annotated

from ..source.fields import AfterValidator, ValidationInfo
from ..source.problems import Refused, did_you_mean
from ..source.reader import Model, Words, reading
from .blocks import Block


def _known(pick: str, info: ValidationInfo) -> str:
    """A pick is ``SECTION`` or ``SECTION/KIND``; that there is such a block is seen when the
    sections are read."""
    name, slash, kind = pick.partition("/")
    places = reading(info).names.get("section", ())
    if name not in places:
        raise Refused(f"there is no section '{name}'", did_you_mean(name, places))
    if slash and kind not in Block.kinds:
        raise Refused(f"unknown block kind '{kind}'", did_you_mean(kind, Block.kinds))
    return pick


Picks = tuple[Annotated[Words, AfterValidator(_known)], ...]


class SheetPicks(Model):
    """What the sheet takes over from the sections, page by page, in this order: one leaf has a
    ``front`` and a ``back``, two leaves have ``second`` and ``third`` between them."""

    front: Picks
    second: Picks = ()
    third: Picks = ()
    back: Picks


class LeafletPicks(Model):
    """What stands on the panel of the leaflet that is folded in, and on the first one inside."""

    flap: Picks
    inside: Picks


class PosterPicks(Model):
    show: Picks


def _written(name: str, info: ValidationInfo) -> str:
    fragments = reading(info).names.get("fragment")
    if fragments is not None and name not in fragments:
        raise Refused(f"there is no fragment '{name}'", did_you_mean(name, fragments))
    return name


FragmentName = Annotated[Words, AfterValidator(_written)]


class CardText(Model):
    """The fragment that is printed on the wallet card."""

    fragment: FragmentName
