"""How far a handout may be trusted on a day, in the words that stand on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ..clinic.fill import FOOT, SIGNERS, STATE
from ..clinic.jobs import Review
from ..content.facts import Facts, Known, Value
from ..content.handout import Handout
from ..content.locale import Locale
from ..meaning.document import Document
from ..source.values import dataclass
from .review import SignOff
from .states import FactsState, State


@dataclass(frozen=True)
class Standing:
    """Who has signed the text and the clinical facts of a handout, and since when its review is
    overdue; of a translation, whether parts of it are older than its source, or a machine's."""

    signed: tuple[SignOff, ...]
    unsigned: tuple[str, ...]
    overdue: date | None
    older: bool = False
    machine: bool = False

    @property
    def review(self) -> Review:
        if not self.signed:
            return "draft"
        return "facts" if self.unsigned else "reviewed"

    def told(self, locale: Locale) -> str:
        """How far it may be trusted: who signed first, how many others, and when; what keeps it
        from counting."""
        words, due = locale.words, self.due(locale)
        made = words.machine_made if self.machine else words.newer_source if self.older else ""
        if not self.signed:
            return locale.signs.apart.join(filter(None, (words.draft, made, due)))
        # A review that was due is no review: who did it stands in the small print only.
        reviewed = due or words.reviewed.format(names=self.first(locale))
        return locale.signs.apart.join(
            filter(None, (reviewed, made, words.facts_draft if self.unsigned else ""))
        )

    def foot(self, locale: Locale) -> str:
        """The same without names, for the foot of pages where they have no room."""
        words = locale.words
        if not self.signed:
            return self.told(locale)
        if self.overdue or self.unsigned or self.older:
            aged = words.newer_source if self.older else words.reviewed_in_part
            return self.due(locale) or aged
        return words.reviewed_on.format(
            date=locale.day(max(one.day for one in self.signed if one.day))
        )

    def due(self, locale: Locale) -> str:
        """That the review was due, if it was."""
        return locale.words.overdue.format(date=locale.day(self.overdue)) if self.overdue else ""

    def first(self, locale: Locale) -> str:
        """Whoever signed first, and how many more; roles and all names stand in the small print."""
        one, words, more = self.signed[0], locale.words, len(self.signed) - 1
        day, pattern = (
            locale.day(one.day) if one.day else "",
            words.first_of_more if more else words.first_of_one,
        )
        return pattern.format(name=one.name, count=more, date=day)

    def names(self, locale: Locale) -> str:
        """Who has signed, in which role, and when."""
        return locale.signs.list.join(_signer(one, locale) for one in self.signed)

    def facts(self, locale: Locale) -> Mapping[str, Known]:
        """What it says of itself, as facts that wait for their places."""
        names = self.names(locale)
        signers = (Value(names),) if names else ()
        return {
            STATE: Known(STATE, "text", "", (Value(self.told(locale)),)),
            FOOT: Known(FOOT, "text", "", (Value(self.foot(locale)),)),
            SIGNERS: Known(SIGNERS, "text", locale.words.nobody_yet, signers),
        }


def _signer(one: SignOff, locale: Locale) -> str:
    day = locale.day(one.day) if one.day else ""
    return locale.words.signer.format(name=one.name, role=one.role, date=day)


def standing(
    handout: Handout,
    document: Document,
    state: State,
    facts: Facts,
    signed: FactsState,
    day: date | None,
) -> Standing:
    """How far a view of a handout may be trusted: by its own text, and by the clinical facts that
    it tells."""
    unsigned = signed.unsigned(facts_of(document, facts))
    overdue = handout.review_by if day and day > handout.review_by else None
    return Standing(state.signers, unsigned, overdue, bool(state.older), state.machine)


def facts_of(document: Document, facts: Facts) -> Iterator[str]:
    """The full names of the facts that a document asks for while it waits for them, each once, in
    order of the declaration."""
    wanted = {facts.declared.resolved(name, document.slug) for name in document.asks}
    return (name for name in facts.known if name in wanted)
