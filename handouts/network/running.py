"""One run of a network: whatever executor there is makes the files, what fails is named, the rest
goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date

from ..clinic.jobs import Outcome
from ..making.memo import Memo
from ..making.places import WHOSE
from ..making.workshop import Workshop
from ..project.executors import Executor
from ..project.stores import Store
from ..reports.network import Row, page
from ..source.problems import Misused, Problem, Problems, Where
from ..source.rows import NamedTuple
from ..source.values import dataclass, replace
from .plan import Plan
from .reading import Entry
from .units import NOTES, Bundle, Closing, Done, Unit, Whose

REPORT = "index.html"
Step = Callable[[str, Outcome, bool], None]  # a clinic, what became of a job, whether it was there
Worker = Executor[Unit | Closing, Done]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run did: files that were made and that were found whole, and all that went wrong."""

    made: int
    found: int
    clinics: int
    problems: tuple[Problem, ...]


class _Read(NamedTuple):
    """The clinics of a block that could be read, and rows for the others."""

    whose: list[Whose]
    rows: list[Row]
    problems: list[Problem]


class Run:
    """One run, block by block. ``step`` is told of each file."""

    def __init__(self, plan: Plan, executor: Worker, step: Step) -> None:
        self.plan, self.executor, self.step = plan, executor, step
        self.rows: list[Row] = []
        self.problems: dict[Problem, None] = dict.fromkeys(plan.problems)
        self.made = self.found = 0

    def whole(self) -> Ran:
        """All blocks, one after the other."""
        for block in self.plan.blocks(self.executor.width):
            read = self._read(block)
            self.rows += read.rows
            self._tell(read.problems)
            outcomes: dict[str, list[Outcome]] = {one.name: [] for one in read.whose}
            for done in self.executor.run(self.plan.units(read.whose)):
                self._took(done)
                outcomes[done.whose] += done.outcomes
            ends = (Closing(one, _ordered(outcomes[one.name])) for one in read.whose)
            for done in self.executor.run(ends):
                self._took(done)
        self.rows.sort(key=lambda row: row.name)
        return Ran(self.made, self.found, len(self.rows), tuple(sorted(self.problems)))

    def _read(self, block: Iterable[Entry]) -> _Read:
        read = _Read([], [], [])
        for entry in block:
            try:
                read.whose.append(self.plan.whose(entry))
            except Problems as found:
                read.problems.extend(found.problems)
                told = tuple(f"{one.where}: {one.message}" for one in found.problems)
                read.rows.append(Row(entry.name, problems=told))
        return read

    def _took(self, done: Done) -> None:
        self.found += done.found
        for number, one in enumerate(done.outcomes):
            self.made += one.entry is not None
            self.step(done.whose, one, number < done.found)
            self._tell(one.problems)
            if one.entry is None:
                self._tell([_named(done.whose, one)])
        self.made -= done.found
        self._tell(done.problems)
        if done.row:
            self.rows.append(done.row)

    def _tell(self, problems: Iterable[Problem]) -> None:
        self.problems |= dict.fromkeys(problems)


def _named(whose: str, one: Outcome) -> Problem:
    """A failed file by its clinic and its handout."""
    job = one.job
    what = ", ".join(filter(None, (job.language, job.edition, job.paper)))
    where = one.problems[0].where if one.problems else Where(whose)
    message = f"'{job.slug}' ({what}) was not made for the clinic '{whose}'"
    return Problem(where, message, "mend what is told of this file, then run this again")


def _ordered(outcomes: list[Outcome]) -> tuple[Outcome, ...]:
    """In the order that a build has them in, whoever was first."""
    return tuple(sorted(outcomes, key=lambda one: one.job.stem))


def _own(out: Store, name: str) -> None:
    """Raises ``Misused`` where results of another network are, as a clinic of one may be called as
    one of the other is, or a page of something else, in whose place the report would be."""
    before, message = (out.read(WHOSE) or b"").decode("utf-8", "replace"), ""
    if before not in ("", name):
        message = f"the results of the network '{before}' are here"
    elif not before and out.mark(REPORT):
        message = f"there is a page here, {REPORT}, that is of no network"
    if message:
        raise Misused([Problem(Where(out.shown()), message, "name another place: --out")])


def _left(out: Store, plan: Plan) -> Iterator[Problem]:
    """What is told of clinics that are not in the network any more, or go by another name there:
    nobody keeps what they tell patients true."""
    there = {entry.name for entry in plan.network.entries}
    with suppress(OSError):  # it is told of each clinic if the place cannot be looked into
        for name in out.folders():
            if name not in there and next(iter(out.names(f"{name}/{NOTES}")), None):
                message = f"files of '{name}' are here, which is no clinic of this network now"
                hint = "take the folder away, or have the clinic in the network again"
                yield Problem(Where(out.shown(name)), message, hint, "warning")


def run(
    plan: Plan,
    out: Store,
    day: date,
    opened: Callable[[Bundle], Worker],
    step: Step,
    *,
    anew: bool = False,
    besides: Iterable[Problem] = (),
) -> Ran:
    """Make all there is to make of a network, and its report; ``opened`` gives what does it,
    ``anew`` makes what is there, too; what is wrong with the network ``besides`` is told with it.
    Raises ``OSError``, and ``Misused``: the place is somebody else's."""
    name = plan.network.name
    _own(out, name)
    with out.alone():
        out.write(WHOSE, name.encode())
    executor = opened(Bundle(plan.site, out, plan.brands, anew))
    try:
        one = Run(plan, executor, step)
        ran = one.whole()
    finally:
        executor.close()
    general, left = [*besides, *plan.problems], list(_left(out, plan))
    ran = replace(ran, problems=tuple(sorted({*ran.problems, *general, *left})))
    brand = Workshop(plan.site, Memo()).look[0]
    if brand is not None:  # where it is broken, that is told already
        title, assets = plan.network.title, plan.site.assets
        wrong = (found for found in dict.fromkeys(general) if found.severity != "note")
        told = [f"{found.where}: {found.message}" for found in wrong]
        told += [found.message for found in left]  # where the results lie is no matter of theirs
        report = page(title, one.rows, brand, assets, day.isoformat(), told)
        try:
            with out.alone():
                out.sweep(
                    inside=False
                )  # clinics are swept each at its end, by whoever is alone there
                out.write(REPORT, report)
        except OSError as error:  # all else that went wrong is to be told with it
            message = f"the report cannot be written: {error.strerror or error}"
            lost = Problem(Where(out.shown(REPORT)), message, "see to it, then run this again")
            return replace(ran, problems=tuple(sorted({*ran.problems, lost})))
    return ran
