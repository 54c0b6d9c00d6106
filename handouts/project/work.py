"""Makes jobs, here or in several processes. Loaded only where something is to be made:
nothing heavy is loaded when all is kept from before."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..clinic.jobs import Job, Outcome
from ..making.memo import Memo
from ..making.produce import produce
from .tasks import Task, memo_of


def fresh(task: Task, waiting: list[Job], workers: int, memo: Memo) -> Iterator[Outcome]:
    """What becomes of each of the jobs that wait, as soon as it is made; those that are made here
    leave what may be used again in ``memo``."""
    if not waiting:
        return
    left = waiting
    if workers > 1 and len(waiting) > 1:
        # Pools of processes take 10 ms to load, a tenth of a short build that needs none.
        from .helpers import shared  # noqa: PLC0415

        left = yield from shared(task, waiting, min(workers, len(waiting)), maker)
    yield from map(maker(task, memo), left)


def maker(task: Task, memo: Memo | None = None) -> Callable[[Job], Outcome]:
    """What makes the jobs of a task, with one memo for all of them."""
    known = memo or memo_of(task)
    return lambda job: produce(task.site, task.clinic, job, known)
