"""Handouts through the rules: what is wrong, how hard they are to read, what only the clinic can
supply."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from multiprocessing import get_all_start_methods, get_context

from ..checks import Copy, Finding, judge, once
from ..checks.pages.printed import Printed
from ..checks.switches import Switches
from ..clinic.jobs import Job, Outcome
from ..content.bound import STANDARD
from ..content.picked import looked_at
from ..source.helping import help_out
from ..source.problems import Problem
from ..source.values import dataclass, field, replace
from .agreeing import disagreeing, unfit_notice
from .copies import copy_of, switches_of
from .memo import Found
from .produce import produce
from .signatures import told_otherwise
from .site import Clinic
from .workshop import Workshop


@dataclass(frozen=True)
class Verdict:
    """What was found in the ``copies`` that could be read; ``silenced`` are findings that were
    switched off with a reason, ``problems`` what kept a handout from being read."""

    day: date
    copies: tuple[Copy, ...]
    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    switches: Switches = field(default_factory=Switches)

    @property
    def told(self) -> tuple[Problem, ...]:
        """Everything to be told, in the order of files and lines."""
        return tuple(sorted({*self.problems, *(finding.problem for finding in self.findings)}))

    def failed(self, strict: bool) -> bool:
        """Whether there is anything an author must mend; ``strict`` counts warnings too."""
        stopping = ("error", "warning") if strict else ("error",)
        return any(problem.severity in stopping for problem in self.told)


Share = tuple[tuple[Finding, ...], tuple[Problem, ...]]  # what was found, and what could not be set
ENOUGH = 3  # handouts that are worth a second process


class Bench:
    """A site and a clinic whose handouts are checked, and the pages that were made of them;
    ``store`` keeps pages between runs, ``recall`` finds them again."""

    def __init__(
        self,
        shop: Workshop,
        clinic: Clinic,
        recall: Callable[[Job], Outcome | None] = lambda job: None,
        store: Callable[[Outcome], None] = lambda made: None,
    ) -> None:
        self.shop, self.clinic, self.recall, self.store = shop, clinic, recall, store
        self.built: dict[Job, Outcome] = {}

    def copy(self, slug: str, language: str, today: date, *, pages: bool = True) -> Found[Copy]:
        """A handout as the rules look at it."""
        job = self.job(slug, language, today)
        booklet = pages and job.edition == STANDARD  # a sheet is laid out by rules of its own
        printed = (lambda: Printed(self.standard(job).data)) if booklet else None
        return copy_of(self.shop, self.clinic, slug, language, today, printed)

    def job(self, slug: str, language: str, today: date) -> Job:
        """The pages that are made to be looked at: the brochure, and of a part of a handout its
        sheet, or else its first edition."""
        edition = looked_at(self.shop.script(slug, language).handout)
        return Job(slug, language, edition, "letter", day=today)

    def standard(self, job: Job) -> Outcome:
        """Its pages, made now or before."""
        if job not in self.built:
            made = self.recall(job) or produce(self.shop.site, self.clinic, job, self.shop.memo)
            if made.entry:
                self.store(made)
            self.built[job] = made
        return self.built[job]


def check(
    bench: Bench,
    wanted: Sequence[tuple[str, str]],
    today: date,
    *,
    pages: bool,
    library: bool,
    workers: int = 1,
    problems: Iterable[Problem] = (),
) -> Verdict:
    """Check the handouts ``wanted``, each a slug and a language; ``library`` says that these are
    all there are.

    ``problems`` are those that were found on the way here.
    """
    copies: list[Copy] = []
    problems = dict.fromkeys(problems)
    for slug, language in wanted:
        copy, faults = bench.copy(slug, language, today, pages=pages)
        problems.update(dict.fromkeys(faults))
        if copy:
            copies.append(copy)
    languages = sorted({one.language for one in copies})
    for language in languages:
        slugs = [one.slug for one in copies if one.language == language]
        problems.update(dict.fromkeys(disagreeing(bench.shop, slugs, language)))
        pairs = [(slug, language) for slug in slugs]
        foreign = told_otherwise(bench.shop, bench.clinic, pairs, language)
        problems.update(dict.fromkeys(replace(one, severity="note") for one in foreign))
        if library:
            problems.update(dict.fromkeys(unfit_notice(bench.shop, slugs, language)))
    switches, faults = switches_of(bench.shop)
    whole = library and len(copies) == len(wanted)
    together = judge(copies, pages=False, library=True, alone=False) if whole else ()
    found, unset = _shared(bench, copies, pages, workers)
    problems.update(dict.fromkeys((*faults, *unset)))
    # what another clinic fills in sets pages elsewhere than those that the switches are about
    own = bench.clinic == bench.shop.site.clinic
    kept, silenced = switches.kept(
        once((*together, *found)), whole=whole, pages=pages and own, languages=languages
    )
    return Verdict(today, tuple(copies), kept, silenced, tuple(problems), switches)


def _share(bench: Bench, copies: Sequence[Copy], pages: bool) -> Share:
    """What the rules find in each of these copies, and what keeps their pages from being made."""
    jobs = [bench.job(one.slug, one.language, one.today) for one in copies if pages]
    made = [bench.standard(job) for job in jobs]
    return judge(copies, pages=pages, library=False), tuple(
        problem for one in made for problem in one.problems
    )


def _shared(bench: Bench, copies: Sequence[Copy], pages: bool, workers: int) -> Share:
    """The same, half of it by a second process where that is worth it: a fork, so that nothing is
    read twice; a Windows has none."""
    if workers < 2 or len(copies) < ENOUGH or "fork" not in get_all_start_methods():
        return _share(bench, copies, pages)
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)

    def helper() -> None:
        help_out()
        with suppress(OSError):  # a full disk is told by the one who waits for this
            there.send(_share(bench, copies[1::2], pages))

    # it must not outlive a fault on this side
    process = context.Process(target=helper, daemon=True)
    process.start()
    there.close()
    try:
        found, unset = _share(bench, copies[::2], pages)
        try:
            more, others = here.recv()
        except (EOFError, OSError):  # it came to grief: done here, where a fault of ours is told
            more, others = _share(bench, copies[1::2], pages)
    finally:  # it has said all it had to say, or nobody asks: one that was halted would never end
        process.kill()
        process.join()
    return (*found, *more), (*unset, *others)
