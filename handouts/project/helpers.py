"""Jobs shared out to several processes."""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import Event as new_event
from multiprocessing.synchronize import Event

from ..clinic.jobs import Job, Outcome
from ..source.helping import help_out
from .tasks import Task

Make = Callable[[Job], Outcome]
Maker = Callable[[Task], Make]


def shared(
    task: Task, waiting: list[Job], count: int, maker: Maker
) -> Generator[Outcome, None, list[Job]]:
    """What becomes of the jobs, as soon as each is made by one of ``count`` processes; the jobs
    that are left where one came to grief."""
    stop, left = new_event(), dict.fromkeys(waiting)
    with ProcessPoolExecutor(count, initializer=_begin, initargs=(task, stop, maker)) as pool:
        try:
            for done in as_completed([pool.submit(_make, job) for job in waiting]):
                made = done.result()
                del left[made.job]
                yield made
        except BrokenProcessPool:
            # a helper came to grief, for want of memory perhaps: its part is done by who asked
            pass
        except BaseException:  # stopped: what is being made is finished, what waits is not begun
            stop.set()
            pool.shutdown(cancel_futures=True)
            raise
    return list(left)


_makers: list[Make] = []  # of a helper process: the one that it began with


def _begin(task: Task, stop: Event, maker: Maker) -> None:
    help_out()
    make = maker(task)

    def unless_stopped(job: Job) -> Outcome:
        if stop.is_set():  # it was handed over before, and nobody waits for it any more
            raise KeyboardInterrupt
        return make(job)

    _makers[:] = [unless_stopped]


def _make(job: Job) -> Outcome:
    return _makers[0](job)
