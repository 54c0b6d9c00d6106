"""Who does the work of a command: this process, several, or a cluster."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, Self

from ..project.executors import Executor, Here, In_contra, Item, Made, Out_co, Work
from ..source.problems import Misused, Problem, Where

EXTRA = 'python -m pip install "handouts[network]"'


class Sendable(Work[In_contra, Out_co], Protocol[In_contra, Out_co]):
    """Work that may go to other machines."""

    @property
    def carried(self) -> Self:
        """The same with all that it needs of this one in it."""


def executor(work: Sendable[Item, Made], jobs: int, cluster: str | None) -> Executor[Item, Made]:
    """A cluster where one is named, processes where there are several ``jobs``. Raises
    ``Misused``."""
    if cluster:
        try:
            found = import_module("handouts.project.cluster")
        except ModuleNotFoundError as missing:
            message = "a cluster needs packages that are not installed"
            raise Misused([Problem(Where("--dask"), message, EXTRA)]) from missing
        made: Executor[Item, Made] = found.Cluster(work.carried, cluster)
        return made
    if jobs > 1:
        several: Executor[Item, Made] = import_module("handouts.project.helpers").Processes(
            work, jobs
        )
        return several
    return Here(work)
