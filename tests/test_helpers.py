"""Work in several processes, whatever becomes of them."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from multiprocessing import active_children
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from handouts.making import gate
from handouts.project import helpers
from handouts.project.helpers import Processes
from handouts.source.values import dataclass

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
Do = Callable[[int], bytes]


@dataclass(frozen=True)
class Doing:
    """Work that is told what it does; what is lost is said to be."""

    do: Do

    def open(self) -> Do:
        return self.do

    def lost(self, item: int) -> bytes:
        return b"lost"


def once(mark: Path, amid: Callable[[], None], item: int) -> bytes:
    """Something larger than any pipe takes at once; ``amid`` befalls item 3 before it is sent,
    the first time."""
    if item == 3 and not mark.exists():
        mark.touch()
        amid()
    return bytes([item]) * 500_000


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def torn() -> None:
    """The next message ends in its middle, and its process with it."""
    whole = vars(Connection)["_send"]

    def half(self: Connection, letters: bytes) -> None:
        whole(self, letters[: len(letters) // 2])
        die()

    setattr(Connection, "_send", half)  # noqa: B010 - a method that its class keeps for itself


@pytest.mark.parametrize("amid", [die, torn])
@pytest.mark.parametrize("width", [1, 2, 3])
def test_a_process_that_is_killed_costs_nothing(
    tmp_path: Path, width: int, amid: Callable[[], None]
) -> None:
    pool = Processes(Doing(partial(once, tmp_path / "mark", amid)), width)
    assert {one[:1] for one in pool.run(range(8))} == {bytes([item]) for item in range(8)}
    pool.close()
    assert not active_children()


def deadly(item: int) -> bytes:
    if item % 2:
        die()
    return b"made"


def test_what_costs_its_process_each_time_is_told() -> None:
    pool = Processes(Doing(deadly), 2)
    assert sorted(pool.run(range(6))) == [b"lost"] * 3 + [b"made"] * 3
    pool.close()


def full(item: int) -> bytes:
    if item == 5:
        raise OSError("no space left")
    return bytes(500_000)


def test_what_work_raises_is_raised_where_it_was_asked_for() -> None:
    """Not taken for a pipe that broke; and with it, where it was raised."""
    pool = Processes(Doing(full), 2)
    with pytest.raises(OSError, match="no space left") as raised:
        list(pool.run(range(50)))
    assert f"{__name__.split('.')[-1]}.py" in "".join(raised.value.__notes__)
    assert not active_children(), "the others are told to end, though they had more to say"


def test_who_asks_no_more_waits_for_nobody() -> None:
    """What is being sent is left; a second run begins other processes."""
    pool = Processes(Doing(full), 2)
    for _ in pool.run(range(5)):
        break
    assert not active_children()
    assert len(list(pool.run(range(5)))) == 5
    pool.close()


@pytest.mark.parametrize("amid", [die, torn])
def test_a_half_that_is_never_told_is_checked_here(
    monkeypatch: pytest.MonkeyPatch, amid: Callable[[], None]
) -> None:
    """The second process of a check, killed before it tells what it found or amid it."""
    here = os.getpid()

    def share(bench: object, copies: list[int], pages: bool) -> tuple[tuple[int, ...], ...]:
        if os.getpid() != here:
            amid()
        return tuple(copies), ()

    monkeypatch.setattr(gate, "_share", share)
    found, _ = vars(gate)["_shared"](None, range(gate.ENOUGH), False, 2)
    assert sorted(found) == list(range(gate.ENOUGH))


def halted(item: int) -> bytes:
    if item == 1:
        os.kill(os.getpid(), signal.SIGSTOP)
    return b"made"


@pytest.mark.parametrize("items", [range(1), range(2)], ids=["idle", "at work"])
def test_a_process_that_was_halted_keeps_nobody_waiting(
    monkeypatch: pytest.MonkeyPatch, items: range
) -> None:
    """Ctrl-C waited for it, and said nothing; so did the end of a build."""
    monkeypatch.setattr(helpers, "PATIENCE", 0.5)
    pool = Processes(Doing(halted), 2)
    begin = time.monotonic()
    for _ in pool.run(items):
        for child in active_children() if len(items) == 1 else ():
            assert child.pid
            os.kill(child.pid, signal.SIGSTOP)
        break
    pool.close()
    assert not active_children()
    assert time.monotonic() - begin < 20


def test_a_half_that_was_halted_keeps_no_stopped_check_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = os.getpid()

    def share(bench: object, copies: list[int], pages: bool) -> tuple[tuple[int, ...], ...]:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGSTOP)
        raise KeyboardInterrupt

    monkeypatch.setattr(gate, "_share", share)
    with pytest.raises(KeyboardInterrupt):
        vars(gate)["_shared"](None, range(gate.ENOUGH), False, 2)
    assert not active_children()
