"""What signatures are worth on a day: which hold, which another text or value made void, and
which were not given as they must be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ..content.facts import Facts
from ..source.values import dataclass, replace
from .review import FactsSignOff, Signed, SignOff
from .versions import facts_versions, known_to, version

LATER = "this sign-off is dated on a day to come"
EARLIER = "this sign-off is dated before the day of issue"
FEW = 4  # sections that are named one by one


@dataclass(frozen=True)
class State:
    """How far a text may be trusted on a day: the ``sections`` it has now, the sign-offs that are
    for it (``signed``), for another text (``void``), or not done as it must be (``unsound``)."""

    sections: Mapping[str, str]
    signed: tuple[SignOff, ...] = ()
    void: tuple[SignOff, ...] = ()
    unsound: tuple[SignOff, ...] = ()
    older: frozenset[str] = frozenset()
    machine: bool = False

    def of_translation(self, older: frozenset[str], machine: bool) -> State:
        """The same of a translation: its ``older`` parts are older than its source. What only a
        ``machine`` has made nobody can sign: it stays a draft."""
        return replace(self, older=older, machine=machine, signed=() if machine else self.signed)

    @property
    def version(self) -> str:
        return version(self.sections)

    @property
    def signers(self) -> tuple[SignOff, ...]:
        """The last sign-off of each person for this text: who signs again is no second one."""
        last = {one.person: one for one in sorted(self.signed, key=_day)}
        return tuple(last[who] for who in dict.fromkeys(one.person for one in self.signed))

    @property
    def reviewers(self) -> tuple[str, ...]:
        return tuple(f"{one.name} ({one.role})" for one in self.signers)

    @property
    def outdated(self) -> tuple[SignOff, ...]:
        """The void ones; a person who has signed anew has made the old one history."""
        again = {one.person for one in self.signed}
        return tuple(one for one in self.void if one.person not in again)

    def other(self, one: SignOff) -> tuple[str, ...]:
        """The names of what is not as a sign-off has read it."""
        return one.changed(known_to(one.read, self.sections))

    def changed(self, one: SignOff) -> str:
        """Why a void sign-off is void."""
        names = self.other(one)
        listed = ", ".join(f"'{name}'" for name in names[:FEW])
        more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
        changed = (
            f"changed since are {listed}{more}" if names else "the sections stood in another order"
        )
        return f"the sign-off of {one.name} is for another text: {changed}"

    @property
    def answers(self) -> Mapping[str, str]:
        """What people answered who signed this very text, by item; the last one counts."""
        return {
            item: answer for one in self.signed for item, answer in one.answers.items() if answer
        }


def _day(one: SignOff) -> date:
    return one.day or date.min


def state(
    sections: Mapping[str, str], given: tuple[SignOff, ...], issued: date, today: date
) -> State:
    """What the sign-offs ``given`` are worth ``today`` for a text that was ``issued`` on a day."""
    done = tuple(one for one in given if one.signed)
    own = tuple(one for one in done if one.text == version(known_to(one.read, sections)))
    void = tuple(one for one in done if one not in own)
    unsound = tuple(one for one in own if any(faults(one, issued, today)))
    return State(sections, tuple(one for one in own if one not in unsound), void, unsound)


def faults(one: Signed, issued: date, today: date) -> Iterator[tuple[str, str]]:
    """What keeps a sign-off from counting, each with a hint. Facts have no day of issue."""
    if one.later(today):
        yield LATER, "check the date"
    if not isinstance(one, SignOff):
        return
    if one.day and one.day < issued:
        yield EARLIER, "nobody can have read it before it was there: check the date"
    if one.unanswered:
        names = ", ".join(one.unanswered)
        yield f"this sign-off leaves questions open: {names}", "answer each with yes or no"


@dataclass(frozen=True)
class FactsState:
    """Which clinical facts of a clinic are signed: ``now`` has the hash of each as it prints today;
    the sign-offs of each fact that is as it was read, those that another value made void, and those
    of a day to come (``unsound``)."""

    now: Mapping[str, str]
    signed: Mapping[str, tuple[FactsSignOff, ...]]
    void: Mapping[str, tuple[FactsSignOff, ...]]
    unsound: tuple[FactsSignOff, ...] = ()

    def unsigned(self, names: Iterator[str]) -> tuple[str, ...]:
        """Those of the facts called ``names`` that are clinical, filled in, and signed by nobody as
        they are."""
        return tuple(name for name in names if name in self.now and not self.signed.get(name))

    def why(self, name: str) -> str:
        """Why nobody's word counts for a fact."""
        who = ", ".join(dict.fromkeys(one.name for one in self.void.get(name, ())))
        if who:
            return f"the clinical fact '{name}' was changed since {who} signed it"
        return f"nobody has signed the clinical fact '{name}'"


def facts_state(facts: Facts, given: tuple[FactsSignOff, ...], today: date) -> FactsState:
    """What sign-offs of facts are worth ``today``."""
    now = facts_versions(facts)
    whole = tuple(one for one in given if one.signed)
    done = tuple(one for one in whole if not one.later(today))
    signed = {
        name: tuple(one for one in done if one.facts.get(name) == digits)
        for name, digits in now.items()
    }
    void = {
        name: tuple(one for one in done if name in one.facts and one.facts[name] != digits)
        for name, digits in now.items()
    }
    return FactsState(now, signed, void, tuple(one for one in whole if one not in done))
