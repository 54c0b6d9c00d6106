"""What a catalogue tells of a handout: as its author wrote it, whatever its edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..clinic.jobs import Card
from ..content.handout import Handout
from .library import Shelf

if TYPE_CHECKING:
    from ..content.packets import Packet


def card(handout: Handout, shelf: Shelf) -> Card:
    """The card of a handout that was read without problems."""
    subject, codes = shelf.subject, shelf.codes
    assert subject is not None
    return Card(
        slug=handout.id,
        language=shelf.language,
        title=handout.title,
        subtitle=handout.subtitle,
        purpose=handout.purpose,
        kind=subject.families[handout.group].kind,
        accent=subject.accent(handout.group),
        cover=handout.cover.name,
        version=handout.version,
        issued=handout.issued.isoformat(),
        review_by=handout.review_by.isoformat(),
        replaces=handout.replaces or "",
        words=handout.search_words,
        headings=tuple(section.heading for section in handout.sections),
        codes=tuple((code, codes.leaves[code]) for code in handout.codes) if codes else (),
    )


def card_of_set(name: str, language: str, packet: Packet) -> Card:
    """The card of a set."""
    return Card(name, language, packet.title, packet.subtitle, items=packet.parts())
