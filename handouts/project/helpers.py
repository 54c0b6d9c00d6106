"""Work shared out to several processes of this machine.

Each has a pipe of its own, and shares no lock and no queue with the others. So one that is killed,
whatever it is amid, costs the item that it was doing and keeps nobody waiting: with shared queues,
as those of ``concurrent.futures``, it may take with it the lock that the others need to go on.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection, wait
from traceback import format_exception
from typing import Generic, cast

from ..source.helping import help_out
from ..source.processes import held
from .executors import Item, Made, Work

# seconds: for so long what was begun may take to end, where nobody waits for what it makes
PATIENCE = 5.0
BROKEN = (EOFError, OSError)  # what a pipe says whose other end is closed, or was amid a message


class Processes(Generic[Item, Made]):
    """``width`` processes, begun as they are needed. An item that costs the one that works on it,
    for want of memory perhaps, is done anew while no other is: then it shows whose fault it was."""

    def __init__(self, work: Work[Item, Made], width: int) -> None:
        self.width, self._work = width, work
        self._helpers = list[Helper[Item, Made]]()

    def run(self, items: Iterable[Item]) -> Iterator[Made]:
        fresh, again = iter(items), deque[Item]()
        try:
            while busy := self._given(fresh, again):
                for helper in heard(busy):
                    item, alone = helper.item, helper.alone
                    try:
                        made = helper.made()
                    except Gone:
                        self._helpers.remove(helper)
                        helper.dismiss()
                        helper.end(time.monotonic() + PATIENCE)
                        if not alone:
                            again.append(item)
                            continue
                        made = self._work.lost(item)
                    self._given(fresh, again)  # before whoever asks is busy with this one
                    yield made
        except BaseException:
            self.close()
            raise

    def _given(self, fresh: Iterator[Item], again: deque[Item]) -> list[Helper[Item, Made]]:
        """Those that are at work, once each has been given what it may be."""
        busy = [one for one in self._helpers if one.busy]
        idle = [one for one in self._helpers if not one.busy]
        with suppress(StopIteration):
            while len(busy) < (1 if again else self.width):
                item, alone = (again.popleft(), True) if again else (next(fresh), False)
                if not idle:
                    idle.append(Helper(self._work.open))
                    self._helpers += idle
                idle[-1].give(item, alone)
                busy.append(idle.pop())
        return busy

    def close(self) -> None:
        """What is being done is finished, where that is soon; what waits is not begun."""
        until = time.monotonic() + PATIENCE
        for one in self._helpers:
            one.dismiss()
        while self._helpers:
            self._helpers.pop().end(until)


class Gone(Exception):
    """A process ended before it had told what became of its item."""


class Helper(Generic[Item, Made]):
    """A process, and the end of its pipe that is here. It does one ``item`` at a time, so that
    never both ends wait until the other one reads."""

    item: Item
    alone = False  # whether no other was at work when it was given the item
    busy = False

    def __init__(self, open_: Callable[[], Callable[[Item], Made]]) -> None:
        self.pipe, theirs = Pipe()
        self._amid = False  # a message, which leaves the pipe of no use if it is stopped there
        # A command that ends without a farewell ends those of its processes that are daemons.
        self._process = Process(target=_help, args=(theirs, open_), daemon=True)
        with held():
            self._process.start()
        theirs.close()  # or its end would never be told here

    def give(self, item: Item, alone: bool) -> None:
        """An item to do. One that is gone meanwhile takes it too: ``made`` says so."""
        self.item, self.alone, self.busy = item, alone, True
        with suppress(OSError):
            self._amid = True
            self.pipe.send(item)
            self._amid = False

    def made(self) -> Made:
        """What became of the item. Raises ``Gone``, and what doing it raised."""
        self._amid = True
        try:
            made = self.pipe.recv()
        except BROKEN as broken:
            raise Gone from broken
        self._amid = self.busy = False
        if isinstance(made, Raised):
            raise made.error
        return cast(Made, made)

    def dismiss(self) -> None:
        """Have it end after what it is doing; amid a message at once, as it does nothing then."""
        if self._amid:
            self._process.kill()
            return
        with suppress(OSError):
            self.pipe.send(None)

    def end(self, until: float) -> None:
        """Wait for the end of one that is dismissed, ``until`` then on the clock of ``monotonic``:
        one that was halted (SIGSTOP), or hangs, would never end. Nobody asks any more for what it
        made."""
        with suppress(*BROKEN):
            while not self._amid and self.pipe.poll(max(0.0, until - time.monotonic())):
                self.pipe.recv_bytes()
        self._process.join(max(0.0, until - time.monotonic()))
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()
        self._process.close()
        self.pipe.close()


def heard(busy: list[Helper[Item, Made]]) -> list[Helper[Item, Made]]:
    """Those of which something has come, at least one: what one made, or its end."""
    pipes = {one.pipe: one for one in busy}
    return [pipes[cast(Connection, pipe)] for pipe in wait(pipes)]


class Raised:
    """An error in place of what was to be made."""

    def __init__(self, error: Exception) -> None:
        self.error = error
        error.add_note("".join(format_exception(error)))  # where: a pipe takes no tracebacks


def _help(pipe: Connection, open_: Callable[[], Callable[[Item], object]]) -> None:
    """What a process does from its beginning until it is dismissed."""
    help_out()
    do: Callable[[Item], object] | None = None
    with suppress(*BROKEN):
        while (item := pipe.recv()) is not None:
            try:
                do = do or open_()
                pipe.send(do(item))
            except Exception as error:  # noqa: BLE001 - it is raised where the item came from
                pipe.send(Raised(error))
