"""The work on a list: some rows of it, each of which becomes a file."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..clinic.jobs import SET, Details, Job, Outcome, PrivateJob
from ..content.bound import STANDARD, in_packet
from ..content.editions import EDITIONS
from ..making.batch import Batch
from ..making.memo import Memo
from ..making.site import Clinic, Site
from ..outputs import editions, output_of, paper_of, partnered
from ..project.stores import Store
from ..source.problems import Problem, Where, did_you_mean
from ..source.values import dataclass, field, replace
from .reading import HANDOUT, Row

COPY = re.compile(r"\d{6,}-.+")  # what the copy of a row is called: its line, and its handout


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a list. What is told in them is shown nowhere."""

    rows: tuple[Row, ...] = field(repr=False)

    @property
    def lines(self) -> tuple[int, ...]:
        return tuple(one.line for one in self.rows)


@dataclass(frozen=True, slots=True)
class Made:
    """What became of some rows: how many files and pages, and the problems of the others.
    ``stopped`` says that no more can be written."""

    files: int
    pages: int
    problems: tuple[Problem, ...]
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Copies:
    """What all rows of a list share; ``name`` is what messages call it, ``plan`` says whether a
    page of what was told stands in front, of what has room for one."""

    site: Site
    clinic: Clinic
    job: Job
    plan: bool
    name: str
    out: Store

    def open(self) -> Callable[[Rows], Made]:
        memo = Memo()
        return lambda some: made(self, some, memo)

    def lost(self, item: Rows) -> Made:
        """What is told of rows that a process did not outlive."""
        first, last = item.lines[0], item.lines[-1]
        message = f"the process that made the copies of rows {first} to {last} came to grief"
        hint = "it may need more memory than there is: try fewer processes"
        return Made(0, 0, (Problem(Where(self.name, first), message, hint),))

    @property
    def carried(self) -> Copies:
        """The same for another machine: pictures too are in it. Raises ``Problems``."""
        content, assets = self.site.content.carried, self.site.assets.carried
        return replace(self, site=replace(self.site, content=content, assets=assets))


def made(copies: Copies, some: Rows, memo: Memo) -> Made:
    """A file for each row, named by its line and its handout, never after a patient. What was told
    is known until the last of ``some``, and no longer."""
    files, pages, problems = 0, 0, list[Problem]()
    with Batch(copies.site, copies.clinic, memo) as batch:
        for row in some.rows:
            job, wrong = _job(copies, row)
            if job is None:
                problems.append(wrong)
                continue
            outcome = batch.outcome(job)
            problems += [_placed(one, copies.name, row.line) for one in outcome.problems]
            try:
                fault = _kept(copies, row, job, outcome)
            except OSError as error:  # a full disk takes no other row either
                problems.append(_unwritten(error, Where(copies.name, row.line)))
                return Made(files, pages, tuple(problems), stopped=True)
            if fault:
                problems.append(fault)
            elif outcome.entry:
                files, pages = files + 1, pages + outcome.entry.pages
    return Made(files, pages, tuple(problems))


def _unwritten(error: OSError, where: Where) -> Problem:
    why = error.strerror or type(error).__name__
    message = f"the copy of this row cannot be written, and no other is begun: {why}"
    return Problem(where, message, "see to the folder, empty it, then try again")


def _kept(copies: Copies, row: Row, job: PrivateJob, outcome: Outcome) -> Problem | None:
    """The file of a row is written; or why there is none, where nothing that was told of it says
    so. Raises ``OSError``."""
    where = Where(copies.name, row.line)
    if not outcome.entry:
        if any("/" not in one.where.path for one in outcome.problems):
            return None
        message = "the copy of this row was not made, for what is told of the texts"
        return Problem(where, message, "mend them first")
    suffix = output_of(job.job.edition).suffix
    copies.out.write(f"{row.line:06}-{job.job.slug}{suffix}", outcome.data)
    return None


def _job(copies: Copies, row: Row) -> tuple[PrivateJob | None, Problem]:
    """The copy that a row asks for, or why there is none."""
    job, where = copies.job, Where(copies.name, row.line)
    told = {name: text for name, text in row.cells.items() if name != HANDOUT}
    slug, _, edition = row.cells.get(HANDOUT, job.slug).partition("/")
    known = copies.site.slugs
    if slug not in known and slug != job.slug:
        message = "this row names no handout" if not slug else "there is no handout of this name"
        return None, Problem(where, message, did_you_mean(slug, known))
    if edition and (edition == SET or slug == job.slug and job.packet):
        message, hint = "a set has no edition", "its items say which each of them has"
        return None, Problem(where, message, hint)
    named = edition or (job.edition if slug == job.slug or not job.packet else STANDARD)
    made, wrong = _in_edition(replace(job, slug=slug), named, where)
    if made is None:
        return None, wrong
    fits = made.packet or made.edition in EDITIONS and in_packet(made.edition)
    return PrivateJob(made, Details(told), copies.plan and fits), wrong


def _in_edition(job: Job, edition: str, where: Where) -> tuple[Job | None, Problem]:
    """A job in the edition that its row names, or why there is none. What stands in a row is not
    repeated: a column may hold something else than was meant."""
    known = editions()
    if edition not in known and edition != SET:
        hint = did_you_mean(edition, known)
        return None, Problem(where, "there is no edition of this name", hint)
    paper = (job.paper or paper_of(edition)) if paper_of(edition) else ""
    job = partnered(replace(job, edition=edition, paper=paper), "")
    if edition in known and known[edition].paired and not job.partner:
        message, hint = "this edition has two languages", "name the one that stands first: --with"
        return None, Problem(where, message, hint)
    return job, Problem(where, "")


def _placed(problem: Problem, name: str, line: int) -> Problem:
    """A problem of what was told, at its row; one of the texts stays where it is."""
    loose = "/" not in problem.where.path
    return replace(problem, where=Where(name, line)) if loose else problem
