"""Many copies for patients: each is what ``produce`` gives, and most cost a hundredth of it.

A copy is laid out once, as a mould; others whose words have room in it are painted into it. All
that tells of anybody is held by the batch, and dropped when that is closed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping

from ..clinic.details import flaws, texts
from ..clinic.jobs import SET, Details, Outcome, PrivateJob
from ..outputs import editions, maker_of
from ..outputs.output import Made, Mould
from ..source.values import replace
from .memo import Memo
from .outcomes import Members
from .plans import fields_of
from .produce import Production, outcome_of
from .site import Clinic, Site

MOST = 32  # moulds of one kind
TRIED = 2  # first copies out of a kind's moulds that are held against copies laid out anew
Texts = Mapping[str, tuple[str, ...]]


class Casting(Production):
    """A job, and the mould that was made with its file; words stay known until the batch ends."""

    mould: Mould | None = None
    members: Members = ()

    def made(self, made: Made, members: Members) -> Outcome:
        self.mould, self.members = made.mould, members
        return super().made(made, members)

    def forget(self) -> None:
        """Nothing yet."""


class Kind:
    """Copies that differ by words alone: their moulds, the latest first, each with its outcome.

    ``tried`` counts the copies that were held against what is laid out anew; ``sound`` says whether
    all were the same.
    """

    def __init__(self) -> None:
        self.moulds: list[tuple[Mould, Outcome]] = []
        self.tried, self.sound = 0, True

    def add(self, mould: Mould | None, outcome: Outcome) -> None:
        if mould and self.sound:
            self.moulds.insert(0, (mould, outcome))
            del self.moulds[MOST:]

    def copy(self, told: Texts, fields: Mapping[str, str]) -> Outcome | None:
        """A copy out of the first mould that the words fit in."""
        for place, (mould, outcome) in enumerate(self.moulds):
            data = mould.copy(told, fields)
            if data is not None:
                self.moulds.insert(0, self.moulds.pop(place))
                return _renewed(outcome, data)
        return None

    def agree(self, copy: Outcome, anew: Outcome) -> None:
        """Holds a copy against what is laid out anew; no copy is taken any more if they differ."""
        self.tried += 1
        if copy != anew:
            self.moulds.clear()
            self.sound = False


class Shape:
    """Jobs that tell of the same fields on the same paper: ``asked`` are the fields of the page in
    front of it, ``fields`` all there are."""

    def __init__(self, casting: Casting, members: Members) -> None:
        families = [handout.group for handout, _ in members]
        subject, words = casting.lowering.subject, casting.locale.words
        self.fields = subject.asked(tuple(subject.families), words.patient)
        self.asked = fields_of(casting, families)
        self.choices = [one.name for one in self.fields if one.kind in ("choice", "choices")]
        self.locale, self.lacks = casting.locale, casting.shop.lacks
        self.kinds: dict[Hashable, Kind] = {}

    def sound(self, details: Details) -> bool:
        """Whether nothing is wrong with what is told, so far as its own words go."""
        flaw = next(flaws(self.asked, details, self.lacks), None)
        return flaw is None and not any(map(self.lacks, details.values.values()))

    def texts(self, details: Details) -> Texts:
        return texts(self.fields, details, self.locale)

    def kind(self, told: Texts, fields: Mapping[str, str]) -> Kind:
        """The kind of a copy: what is chosen, and of how many lines each list is."""
        chosen = tuple([fields.get(name, "") for name in self.choices])
        return self.kinds.setdefault((chosen, tuple(map(len, told.values()))), Kind())


class Batch:
    """Copies with the same site, clinic and memo. It is used in a ``with``: what was told is known
    until its end, and no longer."""

    def __init__(self, site: Site, clinic: Clinic, memo: Memo | None = None) -> None:
        self.site, self.clinic, self.memo = site, clinic, memo or Memo()
        self._shapes: dict[Hashable, Shape] = {}

    def __enter__(self) -> Batch:
        return self

    def __exit__(self, *_: object) -> None:
        self._shapes.clear()
        maker_of(SET).forget()

    def outcome(self, job: PrivateJob) -> Outcome:
        """What ``produce`` gives for ``job``."""
        fields, known = job.details.tidy.values, editions().get(job.job.edition)
        # in two languages a day is told in other words, too, than those that a mould looks for
        whole = job.job.weighed or bool(known and known.paired)
        key = job.job, job.plan, job.items, frozenset(fields)
        shape = self._shapes.get(key)
        if not fields or whole or (shape and not shape.sound(job.details)):
            return outcome_of(Casting(self.site, self.clinic, job, self.memo))
        if shape is None:
            return self._anew(job, key)
        told = shape.texts(job.details)
        kind = shape.kind(told, fields)
        copy = kind.copy(told, fields)
        if copy and kind.tried >= TRIED:
            return copy
        outcome = self._anew(job, key)
        if copy:
            kind.agree(copy, outcome)
        return outcome

    def _anew(self, job: PrivateJob, key: Hashable) -> Outcome:
        """A copy that is laid out, and is a mould for others where it can be one."""
        casting = Casting(self.site, self.clinic, job, self.memo)
        outcome = outcome_of(casting)
        if outcome.entry:
            shape = self._shapes.get(key)
            if shape is None:
                shape = self._shapes[key] = Shape(casting, casting.members)
            told = shape.texts(job.details)
            shape.kind(told, casting.details.values).add(casting.mould, outcome)
        return outcome


def _renewed(outcome: Outcome, data: bytes) -> Outcome:
    """The same outcome with the bytes of another copy."""
    assert outcome.entry
    digest = hashlib.sha256(data).hexdigest()
    return replace(outcome, entry=replace(outcome.entry, bytes=len(data), sha256=digest), data=data)
