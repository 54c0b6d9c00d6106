"""How far a handout may be trusted on a day, in the words that stand on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from .document import Document
from .facts import Facts, Known, Value
from .fill import SIGNERS, STATE
from .handout import Handout
from .jobs import Review
from .locale import Locale
from .parts import asked
from .review import FactsState, SignOff, State
from .views.base import DOT


@dataclass(frozen=True)
class Standing:
    """Who has signed the text and the clinical facts of a handout, and since when its review is overdue."""

    signed: tuple[SignOff, ...]
    unsigned: tuple[str, ...]
    overdue: date | None

    @property
    def review(self) -> Review:
        if not self.signed:
            return "draft"
        return "facts" if self.unsigned else "reviewed"

    def told(self, locale: Locale) -> str:
        """The line that stands on the cover and at the foot of pages."""
        words = locale.words
        lines = [words.reviewed.format(names=self.names(locale)) if self.signed else words.draft]
        if self.signed and self.unsigned:
            lines.append(words.facts_draft)
        if self.overdue:
            lines.append(words.overdue.format(date=locale.day(self.overdue)))
        return DOT.join(lines)

    def names(self, locale: Locale) -> str:
        """Who has signed, in which role, and when."""
        return ", ".join(_signer(one, locale) for one in self.signed)

    def facts(self, locale: Locale) -> Mapping[str, Known]:
        """What it says of itself, as facts that wait for their places."""
        names = self.names(locale)
        signers = (Value(names),) if names else ()
        return {
            STATE: Known(STATE, "text", "", (Value(self.told(locale)),)),
            SIGNERS: Known(SIGNERS, "text", locale.words.nobody_yet, signers),
        }


def _signer(one: SignOff, locale: Locale) -> str:
    day = locale.day(one.day) if one.day else ""
    return locale.words.signer.format(name=one.name.strip(), role=one.role.strip(), date=day)


def standing(
    handout: Handout, document: Document, state: State, facts: Facts, signed: FactsState, day: date | None
) -> Standing:
    """How far a view of a handout may be trusted: by its own text, and by the clinical facts that it tells."""
    unsigned = signed.unsigned(facts_of(document, facts))
    overdue = handout.review_by if day and day > handout.review_by else None
    return Standing(state.signed, unsigned, overdue)


def facts_of(document: Document, facts: Facts) -> Iterator[str]:
    """The full names of the facts that a document asks for, each once, in order of the declaration."""
    wanted = {facts.declared.resolved(name, document.slug) for name, _ in asked(document.open)}
    return (name for name in facts.known if name in wanted)
