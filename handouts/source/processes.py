"""How a command is stopped, and how the processes that help it end with it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# What asks a process to end besides Ctrl-C; a Windows has no hang-up of a terminal.
ASKED = ("SIGTERM", "SIGHUP")


class Stopped(KeyboardInterrupt):
    """The process was asked to end by a signal, ``number``: to be treated just as Ctrl-C."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


def status(stopped: KeyboardInterrupt) -> int:
    """The exit status of a command that was stopped, as shells count it: 128 and the signal."""
    return 128 + (stopped.number if isinstance(stopped, Stopped) else signal.SIGINT)


@contextmanager
def stoppable() -> Iterator[None]:
    """Inside, a signal that asks to end raises ``Stopped``, so that what was begun is tidied up.

    A signal that is ignored (``nohup``) or that a program around this one listens to is left alone;
    so are all of them outside the main thread, where Python lets nobody listen.
    """
    before = {}
    if threading.current_thread() is threading.main_thread():
        for number in (getattr(signal, name) for name in ASKED if hasattr(signal, name)):
            if signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, _stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped(number)


def help_out() -> None:
    """What a helper process does first: it leaves Ctrl-C to its parent, and ends when that is gone.

    A parent that is killed can tell nobody, so a thread waits for the end of it.
    """
    from multiprocessing import parent_process  # noqa: PLC0415  (slow to load, rarely needed)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to parent and helpers alike
    for number in (getattr(signal, name) for name in ASKED if hasattr(signal, name)):
        if signal.getsignal(number) is _stop:  # inherited by a fork
            signal.signal(number, signal.SIG_DFL)
    parent = parent_process()
    assert parent is not None, "only a helper process helps"

    def watch() -> None:
        parent.join()
        os._exit(1)  # nothing that this process makes has anywhere to go

    threading.Thread(target=watch, daemon=True).start()
