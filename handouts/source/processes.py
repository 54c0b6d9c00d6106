"""How a command is stopped."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# What asks a process to end besides Ctrl-C; a Windows has no hang-up of a terminal.
ASKED = ("SIGTERM", "SIGHUP")


def asked() -> Iterator[int]:
    """The signals that ask to end, as this system numbers them."""
    return (getattr(signal, name) for name in ASKED if hasattr(signal, name))


class Stopped(KeyboardInterrupt):
    """The process was asked to end by a signal, ``number``: to be treated just as Ctrl-C."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


def _in_main_thread() -> bool:
    """Whether Python lets this thread listen to signals. Where nobody has loaded ``threading``,
    which takes as long as hashing all texts, there is no other."""
    threads = sys.modules.get("threading")
    return threads is None or threads.current_thread() is threads.main_thread()


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
    if _in_main_thread():
        for number in asked():
            if signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def stop(number: int, frame: FrameType | None) -> None:
    """What ``stoppable`` has done at a signal."""
    raise Stopped(number)


def unheard() -> None:
    """From now on Ctrl-C means nothing: the process has told that it stops, and whoever presses it
    again means no more than that."""
    if _in_main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)


_held: list[int] = []  # the signals that came while none was heard
_holder = [0]  # the process that hears none for a while


@contextmanager
def held() -> Iterator[None]:
    """Inside, nothing that asks to end is heard; at its end the first that came is.

    For a moment that must not be torn: a process that is begun, and has not set up yet how it is
    stopped itself.
    """
    before = {}
    if _in_main_thread():
        _holder[0] = os.getpid()
        for number in (signal.SIGINT, *asked()):
            handler = signal.getsignal(number)
            if callable(handler):
                before[number] = handler
                signal.signal(number, hold)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        came = [number for number in _held if number in before]
        _held.clear()
        if came:
            before[came[0]](came[0], None)


def hold(number: int, frame: FrameType | None) -> None:
    """What ``held`` has done at a signal. A process that was forked meanwhile just ends: there
    nobody hears it later, and it has nothing to tidy up yet."""
    if os.getpid() != _holder[0]:
        os._exit(128 + number)
    _held.append(number)
