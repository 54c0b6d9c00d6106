"""What a file of the folder of results is made of, and whether anything makes it any more."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from ..clinic.jobs import SET, Entry, Job, Outcome
from ..content.editions import PAPERS
from ..making.cache import Keys
from ..making.site import Clinic, Site
from ..outputs import editions, file_of, output_of
from ..source.files import person_key
from ..source.patterns import later
from ..source.problems import Problems
from ..source.values import dataclass, replace
from .wanted import meant_for, unreadable

NAME = later(r"([^{}\[\],:'\"\n]+)['\"]?\s*:")


@dataclass(frozen=True)
class Origins:
    """What a site and a clinic have a say in."""

    site: Site
    clinic: Clinic

    @cached_property
    def _keys(self) -> Keys:
        return Keys(self.site, self.clinic)

    def told(self, made: Outcome) -> Outcome:
        """An outcome whose entry says what it was made of."""
        if not made.entry:
            return made
        source = self._keys.made_of(made.job.slug, made.job.packet)
        return replace(made, entry=replace(made.entry, made_of=source))

    def now(self, entry: Entry) -> str:
        """What a file would be made of now; "" where nothing makes it any more: its handout was
        taken away or is called otherwise, a language, an edition, a person is no longer there."""
        known = self._of_set(entry) if entry.edition == SET else self._of_handout(entry)
        job = Job(entry.handout, entry.language, entry.edition, entry.paper, person=entry.person)
        job = replace(job, partner=entry.partner)
        if not known or file_of(job) != entry.file:
            return ""
        return self._keys.made_of(entry.handout, job.packet)

    def _of_set(self, entry: Entry) -> bool:
        languages = self.site.languages
        return entry.handout in self._sets and entry.language in languages

    def _of_handout(self, entry: Entry) -> bool:
        slug, spoken = entry.handout, {entry.language, entry.partner or entry.language}
        if any(unreadable(self.site, slug, one) for one in spoken):
            return True  # it stays until somebody can say
        return (
            spoken <= {*self.site.written.get(slug, ())}
            and entry.edition in editions()
            and entry.paper in (PAPERS if output_of(entry.edition).papered else ("",))
            and meant_for(self.site, entry.handout, entry.language, entry.edition)
            and (not entry.person or self._has_rules(entry.person))
        )

    @cached_property
    def _sets(self) -> frozenset[str]:
        try:
            data = self.site.content.data("sets.yaml")
        except Problems:
            return frozenset()
        return frozenset(_names(data or b""))

    def _has_rules(self, person: str) -> bool:
        """Whether somebody has rules of their own; of a clinic whose files cannot be read nobody
        knows."""
        return bool(self.clinic.faults) or person_key(person) in self._persons

    @cached_property
    def _persons(self) -> frozenset[str]:
        found = (name for data in self.clinic.files.values() for name in _names(data))
        return frozenset(map(person_key, found))


def _names(data: bytes) -> Iterator[str]:
    """Whatever is the name of a field in a YAML file. It is not read as YAML: that takes longer
    than all else where nothing is to be made."""
    yield from (found[1].strip() for found in NAME.finditer(data.decode("utf-8", "replace")))
