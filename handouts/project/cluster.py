"""Work done by a Dask cluster that is there already.

The work travels once to each worker, as a bundle that is known by its hash; a worker that is
started anew asks the scheduler for it. Tasks name the bundle and bring one item.
"""

from __future__ import annotations

import hashlib
import logging
import pickle
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from threading import Lock
from typing import Generic

from distributed import Client, Future, WorkerPlugin, as_completed
from distributed.comm import CommClosedError
from distributed.scheduler import KilledWorker

from ..making.program import program
from ..source.problems import Misused, Problem, Where
from .executors import Item, Made, Work

AHEAD = 4  # items for each worker that are handed out before they are asked for
PATIENCE = 10  # seconds until a scheduler must have answered
LOST = (CancelledError, CommClosedError)  # what is raised where a scheduler has gone
OTHERS = "a worker of the cluster has another version of this program, or of what it leans on"


class Sent(WorkerPlugin):  # type: ignore[misc, unused-ignore]  # where Dask is not installed
    """A bundle on its way to all workers, those that come later too."""

    def __init__(self, digest: str, data: bytes) -> None:
        self.name, self.digest, self.data = f"handouts-{digest}", digest, data

    def setup(self, worker: object) -> None:
        """In a worker: it is opened when the first item comes."""
        _bundles.clear()  # of a run before: one is worked on at a time
        _bundles[self.digest] = self.data


_bundles: dict[str, bytes] = {}  # of a worker: what was sent to it
_doers: dict[str, Callable[[object], object]] = {}  # of a worker: what it has opened
_one = Lock()  # a worker may have several threads, and stages of the work share a memo


def perform(digest: str, code: str, item: object) -> object:
    """In a worker: what becomes of an item. Raises ``Misused``: its program is another one."""
    with _one:
        if digest not in _doers:
            if code != program():
                raise Misused([Problem(Where("--dask"), OTHERS, "install the same one everywhere")])
            data = _bundles[digest]
            assert hashlib.sha256(data).hexdigest() == digest, "not what was sent"
            _doers.clear()
            _doers[digest] = pickle.loads(data).open()
        return _doers[digest](item)


class Cluster(Generic[Item, Made]):
    """The workers of a scheduler at an ``address``. Raises ``Misused``: nothing answers there."""

    def __init__(self, work: Work[Item, Made], address: str) -> None:
        _quiet()
        data = pickle.dumps(work)
        self._address = address
        self._work, self._digest = work, hashlib.sha256(data).hexdigest()
        try:
            self._client = Client(address, timeout=PATIENCE, set_as_default=False)
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except (OSError, ValueError) as error:
            hint = "start 'dask scheduler', and 'dask worker' for each processor, then try again"
            message = f"there is no cluster with workers at '{address}'"
            raise Misused([Problem(Where("--dask"), message, hint)]) from error
        self._client.register_plugin(Sent(self._digest, data))
        self._code = program()

    @property
    def width(self) -> int:
        """Workers at this moment."""
        return max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))

    def run(self, items: Iterable[Item]) -> Iterator[Made]:
        """Raises ``Misused`` where the scheduler is gone before all are done."""
        try:
            yield from self._run(items)
        except LOST as error:
            hint = "start it and its workers again, then run this again"
            message = f"the scheduler at '{self._address}' does not answer any more"
            raise Misused([Problem(Where("--dask"), message, hint)]) from error

    def _run(self, items: Iterable[Item]) -> Iterator[Made]:
        source, flying = iter(items), dict[Future, Item]()
        done = as_completed(loop=self._client.loop)

        def hand_out(most: int) -> None:
            while len(flying) < most and (item := next(source, None)) is not None:
                given = (perform, self._digest, self._code, item)
                future = self._client.submit(*given, pure=False)
                flying[future] = item
                done.add(future)

        most = AHEAD * self.width
        hand_out(most)
        for future in done:
            yield self._of(future, flying.pop(future))
            future.release()
            hand_out(most)

    def _of(self, future: Future, item: Item) -> Made:
        """What became of an item; one that has cost several workers is lost."""
        try:
            made: Made = future.result()
        except KilledWorker:
            return self._work.lost(item)
        return made

    def close(self) -> None:
        """What waits is given back; the cluster stays."""
        with suppress(*LOST, TimeoutError):
            self._client.close(timeout=PATIENCE)


def _quiet() -> None:
    """In a command: what Dask would write into a log about links that are lost is told here."""
    for name in ("distributed", "distributed.client", "distributed.core", "asyncio", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
