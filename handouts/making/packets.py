"""Several handouts in one file: a set that the site has a name for, or what somebody picked."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from ..clinic.fill import unfit
from ..clinic.jobs import Outcome
from ..content.beside import PAIRED
from ..content.bound import STANDARD, in_packet
from ..content.editions import EDITIONS, Edition
from ..content.handout import Handout
from ..meaning.document import Document
from ..outputs import editions
from ..signing.standing import Standing
from ..source.problems import Problem, Problems, did_you_mean
from ..source.rows import NamedTuple
from ..source.values import replace
from ..views.packet import slip
from .cards import card_of_set
from .outcomes import Members, issued
from .sides import Sides

APART = "; "  # between the titles of what somebody picked


class Part(NamedTuple):
    """One handout of a file."""

    edition: Edition
    document: Document
    handout: Handout
    stands: Standing


class Binding(Sides):
    """A job of several handouts."""

    def packet(self) -> Outcome:
        """A set in one file, its slip before it. Raises ``Problems``."""
        packet, problems = self.shop.packet(self.job.slug, self.job.language)
        if packet is None or self.shop.shelf(self.job.language).lowering is None:
            raise Problems((*problems, *self.shop.shelf(self.job.language).problems))
        parts = self.parts(packet.parts())
        members = members_of(parts)
        page = self.page(packet.title, members)
        titles = (*(one.title for one, _ in page), *self.titles(parts))
        lowering = self.lowering
        families = tuple(one.group for one, _ in members)
        own = tuple(one.slip for one, _ in members)
        front = slip(packet, titles, families, issued(members), lowering, own)
        cover = self.front(front, members)
        first = (cover, editions()[STANDARD])
        outcome = self.together((first, *page), parts, members, self.notice(members))
        return replace(outcome, card=card_of_set(self.job.slug, self.job.language, packet))

    def notice(self, members: Members) -> tuple[tuple[Document, Edition], ...]:
        """The notice of help with languages, where a set tells of something to decide. Raises
        ``Problems``."""
        told, problems = self.shop.notice
        if problems:
            raise Problems(problems)
        families = self.lowering.subject.families
        if told is None or not told.printed:
            return ()
        deciding = [one for one, _ in members if families[one.group].decides]
        if not deciding:
            return ()
        accent = self.lowering.subject.accent(deciding[0].group)
        notice = import_module("..views.notice", __package__).notice
        page = notice(told, accent, issued(members), self.lowering)
        return ((self.front(page, members), editions()[STANDARD]),)

    def picked(self, items: Sequence[str]) -> Outcome:
        """What somebody picked, behind the page for the patient. Raises ``Problems``."""
        if self.shop.shelf(self.job.language).lowering is None:
            raise Problems(self.shop.shelf(self.job.language).problems)
        parts = self.parts(self.pairs(items))
        members = members_of(parts)
        return self.together(self.page(self.about(parts), members), parts, members)

    def pairs(self, items: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """Slug and edition of each item. Raises ``Problems`` where there is no such."""
        halves = [item.partition("/") for item in items]
        pairs = tuple((slug, edition or STANDARD) for slug, _, edition in halves)
        self.refuse(*(fault for one in pairs for fault in self.unknown(*one)))
        return pairs

    def about(self, parts: Sequence[Part]) -> str:
        """What they are called together."""
        return APART.join(dict.fromkeys(self.titles(parts)))

    def unknown(self, slug: str, edition: str) -> tuple[tuple[str, str], ...]:
        """What is wrong with an item that was picked, as a message and a hint."""
        slugs = self.shop.site.slugs
        if slug not in slugs:
            return ((f"there is no handout '{slug}'", did_you_mean(slug, slugs)),)
        bindable = tuple(filter(in_packet, EDITIONS))
        if edition not in bindable and not (edition in PAIRED and self.job.partner):
            told = f"the edition '{edition}' cannot have a page for a patient in front"
            return ((told, f"known: {', '.join(bindable)}"),)
        return ()

    def parts(self, pairs: Sequence[tuple[str, str]]) -> tuple[Part, ...]:
        """Handouts by slug and edition. Raises ``Problems``, all of them at once."""
        found, faults = [], dict[Problem, None]()
        for slug, edition in pairs:
            known = editions()[edition]
            try:
                self.whole(slug, known)
                found.append(Part(known, *self.told(slug, known.view)))
            except Problems as wrong:
                faults.update(dict.fromkeys(wrong.problems))
        if faults:
            raise Problems(faults)
        return tuple(found)

    def titles(self, parts: Sequence[Part]) -> tuple[str, ...]:
        """What each is called where they are listed."""
        cards = self.locale.words.emergency_cards
        return tuple(cards if one.edition.view == "card" else one.document.title for one in parts)

    def together(
        self,
        first: tuple[tuple[Document, Edition], ...],
        parts: tuple[Part, ...],
        members: Members,
        last: tuple[tuple[Document, Edition], ...] = (),
    ) -> Outcome:
        """One file of what stands in front, of ``parts``, and of what stands behind them. Raises
        ``Problems``."""
        documents = (*first, *((one.document, one.edition) for one in parts), *last)
        whole = [document for document, _ in documents]
        self.refuse(*dict.fromkeys(unfit(whole, self.details, self.fields, self.shop.lacks)))
        return self.bound(documents, members)


def members_of(parts: Sequence[Part]) -> Members:
    """The handouts of ``parts``, and how far each may be trusted."""
    return tuple((one.handout, one.stands) for one in parts)
