"""``python -m benchmarks.network``: a network of clinics made by one process, by two, and by a Dask
cluster of a scheduler and two workers that are started as docs/networks.md tells.

In the cluster a worker is killed (``kill -9``) after a fifth of the files, the command itself after
half of them; a second run goes on. It ends with 1 where anything is not as it must be: other sums,
a file that is half there, one that was made again for nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from . import overhead
from .clinics import many
from .report import Sample
from .sums import Look, looked, needless, torn, unlike, unlisted
from .watch import Watch, run

ROOT = Path(__file__).parents[1]
CLINICS, WORKERS = 20, 2
SHARED = "editions: [standard, sheet]\nlanguages: [en]\n"
EDITIONS = 2
WORKER_DIES, COMMAND_DIES = 0.2, 0.5  # of all files
OFTEN, PATIENCE = 0.1, 60.0  # seconds between looks, and until a cluster must have begun
TASKS = 1000  # that do nothing, to see what one costs
TOLD = re.compile(r"(\d+) files? made, (\d+) there already")
DASK = (sys.executable, "-m", "dask")
Found = TypeVar("Found")


@dataclass
class Network:
    """A network in a folder of its own, and how its runs went."""

    home: Path
    count: int  # files wanted
    faults: list[str]

    def command(self, out: str, *more: str) -> list[str]:
        """What builds it into a folder."""
        site = ("--content", f"{self.home}/content", "--assets", f"{self.home}/assets")
        there = ("--out", str(self.home / out), "--network", "many")
        return [sys.executable, "-m", "handouts", "build", *there, *site, *more]

    def look(self, out: str) -> Look:
        return looked(self.home / out)

    def judged(self, what: str, *faults: Iterator[str]) -> None:
        """Keeps what is wrong with a run, and says it."""
        told = [f"{what}: {one}" for some in faults for one in some]
        self.faults += told
        print(*(f"WRONG: {one}" for one in told), sep="\n", end="\n" if told else "")

    def made(self, out: str, *more: str) -> tuple[Sample, int, int]:
        """A run to its end; how many files it says it made, and found whole."""
        told = self.home / "told"
        with told.open("wb") as stream:
            sample = run(self.command(out, *more), ROOT, said=stream)
        found = TOLD.search(told.read_text("utf-8"))
        assert found, "a run says what it did"
        return sample, int(found[1]), int(found[2])


def row(what: str, files: int, sample: Sample, more: str = "") -> None:
    """A line of the table."""
    each = f"{1000 * sample.cpu / files:.0f} ms a file" if files else ""
    told = f"{sample.cpu:7.1f} s  {sample.seconds:7.1f} s  {sample.peak:5.0f} MB  {each}"
    print(f"{what:42} {told}{'  ' if more else ''}{more}", flush=True)


def by_processes(network: Network) -> Look:
    """The network by one process, then by two; what the first made, which all others must, too."""
    sample, made, _ = network.made("one")
    row("one process", made, sample)
    whole = network.look("one")
    network.judged("one process", unlisted(whole, network.count))
    shutil.rmtree(network.home / "one")
    sample, made, _ = network.made("two", "--jobs", "2")
    row("two processes, together", made, sample)
    look = network.look("two")
    network.judged("two processes", unlisted(look, network.count), unlike(look, whole))
    sample, made, found = network.made("two", "--jobs", "2")
    row("the same again", made + found, sample, f"{found} found whole, {made} made")
    network.judged("again", needless(look, network.look("two"), found, made))
    shutil.rmtree(network.home / "two")
    return whole


# ------------------------------------------------------------------ the cluster


@contextmanager
def started(words: tuple[str, ...], folder: Path, what: str) -> Iterator[None]:
    """A command of a cluster, from a shell; what it took, with all below it, is told at the end."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (folder / "cluster.log").open("ab") as log:
        it = subprocess.Popen([*DASK, *words], cwd=folder, env=env, stdout=log, stderr=log)
    begun, watch = time.perf_counter(), Watch(it.pid)
    watch.start()
    try:
        yield
    finally:
        it.terminate()
        _, _, used = os.wait4(it.pid, 0)
        it.returncode = 0
        watch.over.set()
        watch.join()
        seconds, cpu = time.perf_counter() - begun, used.ru_utime + used.ru_stime
        row(f"  {what}", 0, Sample(seconds, cpu, watch.most))


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """A scheduler and two workers; the address. What they took is told at the end."""
    told = folder / "scheduler.json"
    words = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told), "--no-dashboard")
    with started(("scheduler", *words), folder, "the scheduler, from its start on"):
        address = wait_for(lambda: _address(told))
        more = ("--nthreads", "1", "--nworkers", str(WORKERS), "--local-directory", str(folder))
        what = "the workers, from their start on, and what watches them"
        with started(("worker", address, *more, "--no-dashboard"), folder, what):
            try:
                yield address
            except BaseException:
                print((folder / "cluster.log").read_text("utf-8")[-4000:])
                raise


def _address(told: Path) -> str:
    with suppress(OSError, ValueError):
        return str(json.loads(told.read_text("utf-8"))["address"])
    return ""


def wait_for(what: Callable[[], Found], patience: float = PATIENCE) -> Found:
    """What a function gives as soon as it gives something. Raises ``SystemExit``: it does not."""
    end = time.monotonic() + patience
    while not (found := what()):
        if time.monotonic() > end:
            raise SystemExit("the cluster took too long")
        time.sleep(OFTEN)
    return found


def by_cluster(network: Network, whole: Look, address: str) -> None:
    """The network by a cluster in which a worker is killed, then the command; a second run."""
    from distributed import Client  # noqa: PLC0415 - the rest runs without

    out = network.home / "cluster"
    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(WORKERS, timeout=PATIENCE)
        worker = min(client.run(os.getpid).values())

        def amid(command: int) -> None:
            for pid, part in ((worker, WORKER_DIES), (command, COMMAND_DIES)):
                while _count(out) < part * network.count and _runs(command):
                    time.sleep(OFTEN)
                print(f"  kill -9 of {pid}, {_count(out)} of {network.count} files there")
                os.kill(pid, signal.SIGKILL)

        killed = network.command("cluster", "--dask", address)
        first = run(killed, ROOT, (-signal.SIGKILL,), amid=amid)
        wait_for(lambda: not any(client.run(_at_work).values()))
        client.wait_for_workers(WORKERS, timeout=PATIENCE)
    before = network.look("cluster")
    there, halves = len(before.files), len(before.halves)
    print(f"  {there} files there, {halves} that nobody takes for a file as they are half-written")
    network.judged("cluster, killed", torn(before, whole))
    second, made, found = network.made("cluster", "--dask", address)
    both = replace(second, seconds=first.seconds + second.seconds, cpu=first.cpu + second.cpu)
    told = f"{found} found whole, {made} made by the second run"
    row("a cluster: its command, killed, and anew", 0, both, told)
    after = network.look("cluster")
    network.judged(
        "cluster", unlisted(after, network.count), unlike(after, whole),
        needless(before, after, found, made),
    )  # fmt: skip
    tasks = network.count // EDITIONS
    print(f"  of the command {1000 * both.cpu / tasks:.1f} ms a task, its start included")


def _count(out: Path) -> int:
    return sum(1 for _ in out.glob("*/*/*.pdf"))


def _runs(process: int) -> bool:
    """Whether a process of this one's has not ended; it is not taken from who waits for it."""
    return os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


def _at_work(dask_worker: object) -> int:
    """In a worker: what it has in hand, though nobody may wait for it any more."""
    return len(dask_worker.state.executing)  # type: ignore[attr-defined]


def main(words: list[str]) -> int:
    """The exit status: 1 where anything is not as it must be."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--clinics", type=int, default=CLINICS, metavar="N")
    told = options.parse_args(words)
    print(f"load {os.getloadavg()[0]:.1f}; processor, clock, peak memory")
    with tempfile.TemporaryDirectory(prefix="network-") as name:
        home = Path(name).resolve()
        slugs = many(home, told.clinics, SHARED)
        network = Network(home, told.clinics * slugs * EDITIONS, [])
        print(f"{told.clinics} clinics, {slugs} handouts, {EDITIONS} editions: {network.count}")
        whole = by_processes(network)
        with cluster(home) as address:
            by_cluster(network, whole, address)
            overhead.main([str(TASKS), "--dask", address])
    print("not as it must be" if network.faults else "all sums are the same, none half, none twice")
    return 1 if network.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
