"""What there is to make for a network, in which order.

Clinics come in blocks, so that few are open at a time; inside a block the same handout of all of
them comes one after the other, as what is laid out of its text serves them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from ..clinic.jobs import Job
from ..making.site import HANDOUTS, Site
from ..project.networks import Settings
from ..project.wanted import jobs, packets
from ..source.problems import Problem, Problems, Where
from ..source.snapshot import File
from ..source.values import dataclass, field, replace
from .own import signs_of
from .reading import Entry, Network
from .units import Unit, Whose

LEAST = 16  # clinics of a block
EACH = 32  # files of a block for each process


@dataclass(frozen=True)
class Plan:
    """A network in front of its site; ``problems`` are those of what was asked for."""

    site: Site
    network: Network
    brands: Mapping[str, Mapping[str, File]] = field(repr=False)
    lacking: Mapping[str, Problems] = field(repr=False)  # brands whose folder could not be read
    wanted: Mapping[str, tuple[Job, ...]] = field(repr=False)
    problems: tuple[Problem, ...]

    @property
    def count(self) -> int:
        """Files to make."""
        return sum(map(len, self.wanted.values()))

    def blocks(self, width: int) -> Iterator[Sequence[Entry]]:
        """The clinics, those of one brand one after the other, as many at a time as keep ``width``
        processes at work."""
        ordered = sorted(self.network.entries, key=lambda one: (one.settings.brand or "", one.name))
        block, files = list[Entry](), 0
        for entry in ordered:
            block.append(entry)
            files += len(self.wanted[entry.name])
            if len(block) >= LEAST and files >= EACH * width:
                yield block
                block, files = [], 0
        if block:
            yield block

    def whose(self, entry: Entry) -> Whose:
        """A clinic, read now. Raises ``Problems``: also where its brand is not there, as its files
        would have the logo of another clinic."""
        settings, signs = entry.settings, dict[str, File]()
        brand = settings.brand or ""
        at = settings.at or Where(self.network.name)
        if brand in self.lacking:
            raise Problems(_at(one, at) for one in self.lacking[brand].problems)
        if settings.signatures:
            files = self.network.files_in(settings.signatures, at)
            signs = dict(signs_of(files))
        signed = settings.signatures or ""
        return Whose(entry.name, entry.clinic(), brand, signs, signed)

    def units(self, whose: Sequence[Whose]) -> Iterator[Unit]:
        """The work on a block of clinics."""
        parts = (
            (one.brand, slug, language, one.name, one, tuple(of_it))
            for one in whose
            for (slug, language), of_it in groupby(self.wanted[one.name], key=_part)
        )
        for *_, one, todo in sorted(parts, key=lambda part: part[:4]):
            yield Unit(one, todo)


def _at(one: Problem, at: Where) -> Problem:
    """The same problem for another clinic, which the network's file names elsewhere."""
    return replace(one, where=at) if one.where.path == at.path else one


def _part(job: Job) -> tuple[str, str]:
    return job.slug, job.language


def plan(site: Site, network: Network, day: date) -> Plan:
    """What there is to make for each clinic, as of a ``day``."""
    known = dict[object, tuple[tuple[Job, ...], tuple[Problem, ...]]]()
    problems, wanted = dict[Problem, None](), dict[str, tuple[Job, ...]]()
    brands, lacking = dict[str, Mapping[str, File]](), dict[str, Problems]()
    for entry in network.entries:
        settings = entry.settings
        asked = (*_lists(settings),)
        if asked not in known:
            known[asked] = _jobs(site, settings, day)
        wanted[entry.name], wrong = known[asked]
        found = (_said(one, settings, site) for one in wrong)
        problems |= dict.fromkeys(found)
        brand = settings.brand
        if brand and brand not in brands and brand not in lacking:
            try:
                brands[brand] = network.files_in(brand, settings.at or Where(network.name))
            except Problems as missing:
                lacking[brand] = missing
    return Plan(site, network, brands, lacking, wanted, tuple(problems))


def _said(one: Problem, settings: Settings, site: Site) -> Problem:
    """A problem of what was asked for, at the file that asks for it."""
    asked = site.slugs and one.where == Where(site.content.shown(HANDOUTS))
    return replace(one, where=settings.at) if asked and settings.at else one


def _lists(settings: Settings) -> Iterator[object]:
    yield from (settings.handouts, settings.sets, settings.chosen)
    yield from (settings.papers, settings.languages)


def _jobs(site: Site, settings: Settings, day: date) -> tuple[tuple[Job, ...], tuple[Problem, ...]]:
    """The files of a clinic, those of one handout in one language one after the other. Their ink is
    not measured: that takes twice as long as making them."""
    languages = settings.languages or ()
    papers = settings.papers or ("letter",)
    found, problems = jobs(site, settings.handouts or (), languages, settings.chosen, papers)
    if settings.sets:
        found += packets(site, settings.sets, languages, papers)
    every = (replace(job, day=day, weighed=False) for job in dict.fromkeys(found))
    return tuple(sorted(every, key=_part)), tuple(problems)
