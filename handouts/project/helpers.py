"""Work shared out to several processes of this machine."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import Event as new_event
from multiprocessing import active_children
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from typing import Generic, cast

from ..source.helping import help_out
from ..source.processes import held
from .executors import AHEAD, Item, Made, Work

SOON = 0.1  # seconds: no longer is Ctrl-C left unheard


class Processes(Generic[Item, Made]):
    """``width`` processes. Where one comes to grief, for want of memory perhaps, all that were
    being worked on are done anew, one at a time, so that whose fault it was shows."""

    def __init__(self, work: Work[Item, Made], width: int) -> None:
        self.width, self._work, self._stop = width, work, new_event()
        self._pool = self._begun()

    def _begun(self) -> ProcessPoolExecutor:
        self._helpers = set[BaseProcess]()
        given = (self._work.open, self._stop)
        return ProcessPoolExecutor(self.width, initializer=_begin, initargs=given)

    def run(self, items: Iterable[Item]) -> Iterator[Made]:
        fresh, again, flying = iter(items), deque[Item](), dict[Future[object], Item]()
        try:
            while self._handed_out(fresh, again, flying):
                lost = not all(one.is_alive() for one in self._helpers)
                with held():
                    done, _ = wait(flying, SOON, FIRST_COMPLETED)
                if lost and not done:
                    self._end_all()
                broken = False
                for one in done:
                    if isinstance(one.exception(), BrokenProcessPool):
                        broken = True
                    else:
                        del flying[one]
                        yield cast(Made, one.result())
                if broken:
                    yield from self._begun_anew(again, flying)
        except BaseException:
            self.close()
            raise

    def _handed_out(
        self, fresh: Iterator[Item], again: deque[Item], flying: dict[Future[object], Item]
    ) -> bool:
        """Hand out as much as is to be on its way; whether anything is."""
        try:
            while len(flying) < (1 if again else AHEAD * self.width):
                item = again.popleft() if again else next(fresh)
                try:
                    flying[self._sent(item)] = item
                except BrokenProcessPool:  # the others say so, too
                    again.appendleft(item)
                    if not flying:
                        self._pool = self._begun()
                    break
        except StopIteration:
            pass
        return bool(flying or again)

    def _sent(self, item: Item) -> Future[object]:
        """One item on its way; by then the pool has the processes that it needs for it."""
        others = set(active_children()) - self._helpers
        with held():
            sent = self._pool.submit(_do, item)
        self._helpers |= set(active_children()) - others
        return sent

    def _end_all(self) -> None:
        """A process that is killed amid sending what it made leaves the pool reading, and the
        others waiting for their turn to send: only when they are gone does the pool see it."""
        for one in self._helpers:
            one.kill()

    def _begun_anew(self, again: deque[Item], flying: dict[Future[object], Item]) -> Iterator[Made]:
        """Other processes in place of those that are gone."""
        self._pool.shutdown()
        self._pool = self._begun()
        left = list(flying.values())
        flying.clear()
        if len(left) == 1:
            yield self._work.lost(left[0])
        else:
            again.extendleft(reversed(left))

    def close(self) -> None:
        """What is being done is finished, what waits is not begun."""
        self._stop.set()
        self._pool.shutdown(cancel_futures=True)


_doers: list[Callable[[object], object]] = []  # of a helper process: the one that it began with


def _begin(opened: Callable[[], Callable[[Item], Made]], stop: Event) -> None:
    help_out()
    do = cast(Callable[[object], object], opened())

    def unless_stopped(item: object) -> object:
        if stop.is_set():  # it was handed over before, and nobody waits for it any more
            raise KeyboardInterrupt
        return do(item)

    _doers[:] = [unless_stopped]


def _do(item: object) -> object:
    return _doers[0](item)
