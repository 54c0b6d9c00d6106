"""Makes jobs, here or in several processes. Loaded only where something is to be made:
nothing heavy is loaded when all is kept from before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ..clinic.jobs import Job, Outcome
from ..making.memo import Memo
from ..making.produce import produce
from ..source.lasting import last_in, of_site, settle
from ..source.values import dataclass
from .tasks import Task, keys_of, memo_of

OF_TEXT = ("script", "document", "sign-offs", "words")  # the stages that each handout is new to


@dataclass(frozen=True, slots=True)
class Making:
    """The jobs of one task."""

    task: Task

    def open(self) -> Callable[[Job], Outcome]:
        last(self.task.cache, keys_of(self.task).code)
        return maker(self.task)

    def lost(self, item: Job) -> Outcome:
        """Done by who asked."""
        return maker(self.task)(item)


def fresh(task: Task, waiting: list[Job], workers: int, memo: Memo) -> Iterator[Outcome]:
    """What becomes of each of the jobs that wait, as soon as it is made; those that are made here
    leave what may be used again in ``memo``."""
    if workers == 1 or len(waiting) < 2:
        of_site(task.alone, one=len(waiting) == 1)
        make, others = maker(task, memo), [*waiting[1:], None]
        for job, other in zip(waiting, others, strict=True):
            yield make(job)
            # the next one is of another text: 6 MB of a long build are those it is done with; that
            # the words of fragments are set anew for each text is a hundredth of its time
            if not job.packet and (other is None or other.slug != job.slug):
                memo.drop(*OF_TEXT)
        settle()
        return
    # What begins processes takes 10 ms to load, a tenth of a short build that needs none.
    from .helpers import Processes  # noqa: PLC0415

    pool = Processes(Making(task), min(workers, len(waiting)))
    try:
        yield from pool.run(waiting)
    finally:
        pool.close()


def last(cache: Path | None, code: str) -> None:
    """What stages give lasts from one run to the next, where anything is kept; ``code`` is
    ``program()``."""
    last_in(cache / "stages" if cache else None, code)


def maker(task: Task, memo: Memo | None = None) -> Callable[[Job], Outcome]:
    """What makes the jobs of a task, with one memo for all of them."""
    known = memo or memo_of(task)
    return lambda job: produce(task.site, task.clinic, job, known)
