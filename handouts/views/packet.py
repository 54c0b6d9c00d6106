"""The cover slip of a set: what is in it, and on which page each handout begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..content.blocks import Lowering
from ..meaning.document import Banner, Contents, Document, Field, FillIn, Panel, Paragraph
from ..meaning.spans import Text
from .alone import alone
from .base import SECTION, STATUS, WHOSE, contact, in_front

if TYPE_CHECKING:
    from ..content.packets import Packet


def slip(
    packet: Packet,
    titles: tuple[str, ...],
    families: tuple[str, ...],
    issued: str,
    lower: Lowering,
    own: tuple[str | None, ...] = (),
) -> Document:
    """The slip of ``packet``; ``titles`` are those of its handouts, whose places are ``item:1``,
    ``item:2`` ..., and ``families`` what they belong to: the first gives the colour;
    ``own`` are the signs in short that they name themselves."""
    words, signs = lower.locale.words, lower.subject.slip(families, own)
    entries = tuple((f"item:{number}", title) for number, title in enumerate(titles, 1))
    visit = (
        Field(words.patient, name="talk.patient"),
        Field(words.talked_with, width="half", name="talk.with"),
        Field(words.date, width="half", name="talk.date"),
    )
    parts = (
        Banner(words.packet, packet.title, packet.subtitle, WHOSE, STATUS, at=packet.at),
        Contents(words.packet_contents, 0, entries),
        *alone(lower.parts(lower.fragments.get(signs, ()))),
        contact(lower),
        Paragraph((Text(words.packet_help),)),
        Panel("control", words.what_we_talked_about, (FillIn(visit),), SECTION),
        FillIn((Field(words.notes, lines=2, grows=True),)),
    )
    accent = lower.subject.accent(families[0])
    return in_front(packet.title, packet.subtitle, parts, accent, issued, lower)
