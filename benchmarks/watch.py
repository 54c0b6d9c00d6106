"""Runs a process to its end: its time, what it took of processors and memory, and how busy the
machine was besides."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import BinaryIO

from .report import Sample

EVERY = 0.1  # seconds between looks at the memory
TICK = os.sysconf("SC_CLK_TCK")  # jiffies in a second
CALM = 0.2  # processors: what others may use of a calm machine
IDLE = (3, 4)  # fields of the first line of /proc/stat: idle, waiting for a disk


def run(
    command: list[str],
    folder: Path,
    fine: tuple[int, ...] = (0,),
    said: int | BinaryIO = subprocess.DEVNULL,
    amid: Callable[[int], None] = lambda process: None,
) -> Sample:
    """Run ``command`` in ``folder``; ends the race when its exit status is none of ``fine``. What
    it says goes to ``said``; ``amid`` is called with its process as soon as it runs."""
    busy, start = _busy(), time.perf_counter()
    racer = subprocess.Popen(command, cwd=folder, stdout=said, stderr=subprocess.PIPE, text=True)
    watch = Watch(racer.pid)
    watch.start()
    amid(racer.pid)
    assert racer.stderr
    wrong = racer.stderr.read()
    _, status, usage = os.wait4(racer.pid, 0)
    seconds = time.perf_counter() - start
    watch.over.set()
    watch.join()
    racer.returncode = os.waitstatus_to_exitcode(status)
    if racer.returncode not in fine:
        raise SystemExit(
            f"this failed with status {racer.returncode}: {' '.join(command)}\n{wrong}"
        )
    unit, cpu = 1 if sys.platform == "darwin" else 1024, usage.ru_utime + usage.ru_stime
    others = max(0.0, (_busy() - busy - cpu) / seconds)
    return Sample(seconds, cpu, max(usage.ru_maxrss * unit / 1e6, watch.most), others)


def calm(patience: float) -> None:
    """Wait for a second in which others use next to nothing, no longer than ``patience``
    seconds."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        before = _busy()
        time.sleep(1)
        if _busy() - before < CALM:
            return


class Watch(Thread):
    """Looks at the memory of a process and all below it; what several share counts once (Linux
    only)."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.root, self.most, self.over = root, 0.0, Event()

    def run(self) -> None:
        while not self.over.wait(EVERY):
            self.most = max(self.most, sum(map(_memory, _family(self.root))))


def _family(pid: int) -> list[int]:
    """A process and all below it, whichever of its threads began them."""
    kids = list[str]()
    with suppress(OSError):
        for path in Path(f"/proc/{pid}/task").glob("*/children"):
            kids += path.read_text("ascii").split()
    return [pid, *(one for kid in kids for one in _family(int(kid)))]


def _memory(pid: int) -> float:
    """The proportional share of a process in MB; nothing when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / 1e6


def _busy() -> float:
    """Seconds all processors together have worked since the machine started; those taken by its
    host count as work."""
    try:
        fields = [
            int(value)
            for value in Path("/proc/stat").read_text("ascii").splitlines()[0].split()[1:9]
        ]
    except OSError:
        return 0.0
    return sum(value for number, value in enumerate(fields) if number not in IDLE) / TICK
