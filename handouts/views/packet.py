"""The cover slip of a set: what is in it, and on which page each handout begins."""

from __future__ import annotations

from ..clinic.fill import FOOT, STATE, waiting
from ..content.blocks import Lowering
from ..content.blocks.clinic import Contact
from ..content.facts import NAME
from ..content.packets import Packet
from ..meaning.document import Banner, Contents, Document, Field, FillIn, Panel, Paragraph
from ..meaning.levels import levelled
from ..meaning.spans import Open, Spans, Text
from .base import SECTION, WHOSE, alone


def slip(
    packet: Packet, titles: tuple[str, ...], accent: str, issued: str, lower: Lowering
) -> Document:
    """The slip of ``packet``; ``titles`` are those of its handouts, whose places are ``item:1``,
    ``item:2`` ..."""
    words = lower.locale.words
    entries = tuple((f"item:{number}", title) for number, title in enumerate(titles, 1))
    visit = (
        Field(words.patient, name="talk.patient"),
        Field(words.talked_with, width="half", name="talk.with"),
        Field(words.date, width="half", name="talk.date"),
    )
    state: Spans = (Open(STATE),)
    parts = (
        Banner(words.packet, packet.title, packet.subtitle, WHOSE, state, at=packet.at),
        Contents(words.packet_contents, 0, entries),
        *alone(lower.parts(lower.fragments.get(lower.subject.ends.slip, ()))),
        Panel("contact", words.contact, tuple(Contact(contact="clinic").parts(lower)), SECTION),
        Paragraph((Text(words.packet_help),)),
        Panel("control", words.what_we_talked_about, (FillIn(visit),), SECTION),
        FillIn((Field(words.notes, lines=2, grows=True),)),
    )
    parts = levelled(parts)
    return Document(
        title=packet.title,
        subject=packet.subtitle,
        slug="",
        author=(Open(NAME),),
        lang=lower.locale.language,
        issued=issued,
        accent=accent,
        status=state,
        parts=parts,
        asking=waiting(parts),
        brief=(Open(FOOT),),
    )
