"""Makes jobs, here or in several processes. Loaded only where something is to be made:
nothing heavy is loaded when all is kept from before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import Event as new_event
from multiprocessing.synchronize import Event

from ..clinic.jobs import Job, Outcome
from ..making.memo import Memo
from ..making.produce import produce
from ..source.processes import help_out
from .tasks import Task


def fresh(task: Task, waiting: list[Job], workers: int) -> Iterator[Outcome]:
    """What becomes of each of the jobs that wait, as soon as it is made."""
    if not waiting:
        return
    if workers < 2 or len(waiting) < 2:
        yield from map(_maker(task), waiting)
        return
    count, stop, left = min(workers, len(waiting)), new_event(), dict.fromkeys(waiting)
    with ProcessPoolExecutor(count, initializer=_begin, initargs=(task, stop)) as pool:
        try:
            for done in as_completed([pool.submit(_make, job) for job in waiting]):
                made = done.result()
                del left[made.job]
                yield made
        except BrokenProcessPool:
            # a helper came to grief, for want of memory perhaps: its part is done here
            pass
        except BaseException:  # stopped: what is being made is finished, what waits is not begun
            stop.set()
            pool.shutdown(cancel_futures=True)
            raise
    yield from map(_maker(task), left)


def _maker(task: Task) -> Callable[[Job], Outcome]:
    """What makes the jobs of a task, with one memo for all of them."""

    memo = Memo(task.cache / "figures" if task.cache else None)
    return lambda job: produce(task.site, task.clinic, job, memo)


_makers: list[Callable[[Job], Outcome]] = []  # of a helper process: the one that it began with


def _begin(task: Task, stop: Event) -> None:
    help_out()
    make = _maker(task)

    def unless_stopped(job: Job) -> Outcome:
        if stop.is_set():  # it was handed over before, and nobody waits for it any more
            raise KeyboardInterrupt
        return make(job)

    _makers[:] = [unless_stopped]


def _make(job: Job) -> Outcome:
    return _makers[0](job)
