"""What handing out a task costs besides the work: a work that does nothing, through each executor.

python -m benchmarks.overhead [COUNT] [--dask tcp://...]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from handouts.commands.executing import executor

BYTES = 6_000  # of an item: the facts of a clinic, and its jobs


@dataclass(frozen=True)
class Nothing:
    """Work that gives back how long an item is."""

    def open(self) -> Callable[[bytes], int]:
        return len

    def lost(self, item: bytes) -> int:
        return -len(item)

    @property
    def carried(self) -> Nothing:
        return self


def main(words: list[str]) -> None:
    cluster = words.pop() if "--dask" in words else ""
    count = int(words[0]) if words[:1] and words[0].isdecimal() else 2000
    kinds = [("here", 1, ""), ("two processes", 2, "")]
    kinds += [("cluster", 1, cluster)] if cluster else []
    work = import_module("benchmarks.overhead").Nothing()  # by a name that workers know, too
    for name, jobs, address in kinds:
        doer = executor(work, jobs, address)
        list(doer.run([bytes(BYTES)]))
        start, used = time.perf_counter(), time.process_time()
        done = sum(1 for _ in doer.run(bytes(BYTES) for _ in range(count)))
        seconds, cpu = time.perf_counter() - start, time.process_time() - used
        doer.close()
        each = 1000 / done
        print(f"{name}: {seconds * each:.3f} ms a task on the clock, {cpu * each:.3f} ms of here")


if __name__ == "__main__":
    main(sys.argv[1:])
