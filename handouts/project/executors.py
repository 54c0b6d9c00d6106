"""Who does the work: this process, several of this machine (``helpers``), or a cluster that is
there already (``cluster``). All give the same, item by item, as soon as each is done.

Work is opened once in each process that does some of it, so that what items share is read once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, Protocol, TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")
In_contra = TypeVar("In_contra", contravariant=True)
Out_co = TypeVar("Out_co", covariant=True)


class Work(Protocol[In_contra, Out_co]):
    """What is done with items: a value that can be sent to other processes."""

    def open(self) -> Callable[[In_contra], Out_co]:
        """What does it, in the process that calls this. It raises nothing that an item is to
        blame for."""

    def lost(self, item: In_contra) -> Out_co:
        """What becomes of an item that has cost the process that worked on it, alone."""


class Executor(Protocol[In_contra, Out_co]):
    """Does one kind of work, as long as it is open."""

    width: int  # items at a time

    def run(self, items: Iterable[In_contra]) -> Iterator[Out_co]:
        """What becomes of each item, in no order; few more of them are taken than are worked
        on."""

    def close(self) -> None:
        """The end: what waits is not begun."""


class Here(Generic[Item, Made]):
    """One item after the other in this process."""

    width = 1

    def __init__(self, work: Work[Item, Made]) -> None:
        self._do = work.open()

    def run(self, items: Iterable[Item]) -> Iterator[Made]:
        return map(self._do, items)

    def close(self) -> None:
        """Nothing is left."""
