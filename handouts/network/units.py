"""The work of a network: a handout of a clinic in one language, and the end of a clinic. Any
process that can see the results does either.

What a file was made of is noted beside the results as soon as the file is there, so that whoever
comes after a process that was killed finds what is done and whole, and makes the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from platform import node

from ..clinic.jobs import Job, Outcome
from ..making.cache import Keys, recalled, recorded
from ..making.memo import Memo
from ..making.places import WHOSE
from ..making.produce import produce
from ..making.program import program
from ..making.signatures import wanting
from ..making.site import Clinic, Site, strays
from ..making.workshop import Workshop
from ..outputs import file_of
from ..project.building import settled
from ..project.origins import Origins
from ..project.results import Results
from ..project.stores import Store
from ..project.tasks import Task
from ..reports.network import Row
from ..source.problems import Misused, Problem, Where
from ..source.snapshot import File
from ..source.values import dataclass, field, replace
from .own import with_brand, with_signs

NOTES = ".made"  # the folder of notes in the results of a clinic
FEW = 3  # brands whose sites a process keeps, with all that was made of them


@dataclass(frozen=True, slots=True)
class Whose:
    """A clinic by its name in the network, its brand by the folder it is in ("": everybody's), and
    the sign-offs of texts that are its own, by their paths in the content; ``signed`` is the folder
    of these."""

    name: str
    clinic: Clinic = field(repr=False)
    brand: str = ""
    signs: Mapping[str, File] = field(repr=False, default_factory=dict)
    signed: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """Some files of one clinic: those of one handout in one language."""

    whose: Whose
    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a clinic: its lists and its catalogue, of all that became of its jobs."""

    whose: Whose
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a unit: outcomes without their bytes, first those of files that were
    ``found`` whole. Of a closing: its ``row`` of the report, and ``problems`` that are no
    handout's."""

    whose: str
    outcomes: tuple[Outcome, ...] = ()
    found: int = 0
    row: Row | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that the units of a network share: the site, brands of clinics by their folders, and
    where results go; ``anew`` says that what is there is made all the same, ``elsewhere`` that this
    may be another machine."""

    site: Site
    out: Store
    brands: Mapping[str, Mapping[str, File]] = field(repr=False, default_factory=dict)
    anew: bool = False
    elsewhere: bool = False

    def open(self) -> Callable[[Unit | Closing], Done]:
        """Raises ``Misused`` where the results are not those that whoever asked can see."""
        if self.elsewhere and not self.out.mark(WHOSE):
            message = f"a worker does not see this folder that the results go to, on {node()}"
            hint = "name one that all see under the same name, or an address: --out"
            raise Misused([Problem(Where(self.out.shown()), message, hint)])
        return Bench(self).do

    def lost(self, item: Unit | Closing) -> Done:
        """What is told of a unit that a process did not outlive."""
        name = item.whose.name
        where = Where(f"{item.whose.clinic.stem}.yaml")
        hint = "it may need more memory than there is: try it alone, with fewer processes"
        if isinstance(item, Closing):
            message = f"the process that wrote the lists of the clinic '{name}' came to grief"
            return unlisted(item, Problem(where, message, hint))
        message = f"the process that made '{item.jobs[0].slug}' for '{name}' came to grief"
        problem = Problem(where, message, hint)
        return Done(name, tuple(Outcome(job, None, b"", (problem,)) for job in item.jobs))

    @property
    def carried(self) -> Bundle:
        """The same for another machine: pictures too are in it. Raises ``Problems``."""
        content, assets = self.site.content.carried, self.site.assets.carried
        site = replace(self.site, content=content, assets=assets)
        return replace(self, site=site, elsewhere=True)


class Bench:
    """A process at work: sites by their brands, and one memo for each."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle, self.code = bundle, program()
        self._kept: dict[str, tuple[Site, Memo]] = {}

    def do(self, item: Unit | Closing) -> Done:
        """One unit; whatever goes wrong with it is told."""
        task, memo = self._task(item.whose)
        results = Results(self.bundle.out.at(item.whose.name))
        keys = Keys(task.site, task.clinic, self.code)
        if isinstance(item, Closing):
            try:
                return closed(item, keys, results, memo)
            except OSError as error:
                return unlisted(item, _unwritten(item.whose, results, error))
        made = sorted(self._made(item, keys, results, memo), key=lambda one: not one[1])
        found = sum(before for _, before in made)
        return Done(item.whose.name, tuple(one for one, _ in made), found)

    def _made(
        self, item: Unit, keys: Keys, results: Results, memo: Memo
    ) -> Iterator[tuple[Outcome, bool]]:
        """What becomes of each job, without its bytes, and whether it was there, and whole. One
        that cannot be written costs no other: what lies there is found again only if it is told."""
        origins = Origins(keys.site, keys.clinic)
        for job in item.jobs:
            try:
                before = None if self.bundle.anew else _before(job, keys, results)
                made = before or _fresh(job, keys, results, memo, origins)
            except OSError as error:
                before, problem = None, _unwritten(item.whose, results, error)
                made = Outcome(job, None, b"", (problem,))
            yield made, before is not None

    def _task(self, whose: Whose) -> tuple[Task, Memo]:
        """A clinic in front of its site. Sign-offs of texts have no say in what a memo keeps."""
        known = self._kept.pop(whose.brand, None) or (self._site(whose.brand), Memo())
        self._kept[whose.brand] = known
        while len(self._kept) > FEW:
            self._kept.pop(next(iter(self._kept)))
        site, memo = known
        return Task(with_signs(site, whose.signed, whose.signs), whose.clinic), memo

    def _site(self, brand: str) -> Site:
        site = self.bundle.site
        return with_brand(site, brand, self.bundle.brands[brand]) if brand else site


def _before(job: Job, keys: Keys, results: Results) -> Outcome | None:
    """What is told of a file that is there, and whole, and was made of the same."""
    note = results.out.read(noted(job)) or b""
    return recalled(keys.key(job), job, note, lambda: results.out.sum(file_of(job)))


def _fresh(job: Job, keys: Keys, results: Results, memo: Memo, origins: Origins) -> Outcome:
    """What becomes of a job that is done now. Raises ``OSError``: it cannot be written."""
    made = origins.told(produce(keys.site, keys.clinic, job, memo))
    if made.entry:
        results.place(made)
        with (
            results.out.alone()
        ):  # another machine may sweep here, and knows no process of this one
            results.out.write(noted(job), recorded(keys.key(job), made))
    return replace(made, data=b"")


def _unwritten(whose: Whose, results: Results, error: OSError) -> Problem:
    """What is told of a disk that is full, or a store that does not answer."""
    told = ": ".join(str(part) for part in (error.strerror, error.filename) if part)
    message = f"the results of '{whose.name}' cannot be written: {told or error}"
    return Problem(Where(results.out.shown()), message, "see to it, then run this again")


def unlisted(item: Closing, problem: Problem) -> Done:
    """The end of a clinic whose lists could not be written: it is on the report all the same."""
    failed = tuple(_called(one.job) for one in item.outcomes if one.entry is None)
    files = sum(one.entry is not None for one in item.outcomes)
    why = f"{problem.where}: {problem.message}"
    row = Row(item.whose.name, files=files, failed=failed, problems=(why,))
    return Done(item.whose.name, row=row, problems=(problem,))


def noted(job: Job) -> str:
    """Where it is noted what a file was made of."""
    return f"{NOTES}/{file_of(job).replace('/', '-')}.json"


def closed(item: Closing, keys: Keys, results: Results, memo: Memo) -> Done:
    """The end of a clinic."""
    made, name, task = item.outcomes, item.whose.name, Task(keys.site, keys.clinic)
    for one in made:
        if one.entry:
            results.took(one.entry)
    old, problems, _ = settled(made, results, memo, keys)
    listed = {noted(one.job) for one in made if one.entry}
    for note in tuple(results.out.names(NOTES)):
        if note not in listed:
            results.out.remove(note)
    problems += strays(task.site, task.clinic)
    return Done(name, row=_row(item, task, memo, len(old)), problems=tuple(problems))


def _row(item: Closing, task: Task, memo: Memo, old: int) -> Row:
    """A clinic on the report."""
    made, shop = item.outcomes, Workshop(task.site, memo)
    released = {(one.slug, made.job.language) for made in item.outcomes for one in made.members}
    days = [one.job.day for one in made if one.job.day]
    members = {one.slug: one for outcome in made for one in outcome.members}
    owner = ""
    for language in sorted({one.job.language for one in made}):
        facts, _ = shop.facts(task.clinic, language)
        owner = owner or (facts.owner if facts else "")
    return Row(
        name=item.whose.name,
        owner=owner,
        files=sum(one.entry is not None for one in made),
        failed=tuple(dict.fromkeys(_called(one.job) for one in made if one.entry is None)),
        missing=wanting(shop, task.clinic, released),
        unsigned=tuple(sorted({fact for one in members.values() for fact in one.unsigned})),
        drafts=tuple(sorted(slug for slug, one in members.items() if one.review == "draft")),
        overdue=tuple(
            sorted(
                f"{slug} ({one.review_by})"
                for slug, one in members.items()
                if days and one.review_by < max(days).isoformat()
            )
        ),
        outdated=old,
        problems=tuple(
            f"{problem.where}: {problem.message}"
            for problem in dict.fromkeys(p for one in made for p in one.problems)
        ),
    )


def _called(job: Job) -> str:
    return f"{job.slug} ({', '.join(filter(None, (job.language, job.edition, job.paper)))})"
