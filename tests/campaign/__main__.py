"""Runs a campaign: ``python -m tests.campaign --seed 1 --count 10000``.

The same seed and count damage the same files in the same ways. What was found is told as a table,
with the seed of each find: ``--only KIND:SEED`` tries that one alone. ``--storms N`` kills N
builds, runs N/10 crowds of eight at once, and builds on a full disk. The exit status is 1 where
anything was found.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from tests.campaign.site import site
from tests.campaign.storms import storms
from tests.campaign.trial import KINDS, Bench, Kind, attempt

BATCH = 200  # trials of one process
MEMORY = 1_000_000  # kB
PAPER = 25  # every so many trials one is built
Find = tuple[str, str, str]  # kind, seed, what


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.campaign", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--kind", action="append", choices=[kind.name for kind in KINDS])
    parser.add_argument("--only", metavar="KIND:SEED")
    parser.add_argument("--storms", type=int, default=0, metavar="N")
    options = parser.parse_args()
    kinds = [kind for kind in KINDS if not options.kind or kind.name in options.kind]
    with tempfile.TemporaryDirectory() as folder:
        found = list[Find]()
        if options.storms:
            found += storms(Path(folder), options.seed, options.storms)
        elif options.only:
            name, _, seed = options.only.partition(":")
            kind = next(one for one in KINDS if one.name == name)
            bench = Bench(site(), Path(folder)).prepared()
            found += [(name, seed, what) for what in attempt(bench, kind, seed, paper=True)]
        else:
            found += campaign(kinds, options.seed, options.count, Path(folder))
    for name, seed, what in found:
        print(f"{name}:{seed}: {what}")
    return 1 if found else 0


def campaign(kinds: list[Kind], seed: int, count: int, folder: Path) -> list[Find]:
    """So many trials, spread over ``kinds`` by their shares, in processes of their own."""
    bench, found, times = Bench(site(), folder).prepared(), list[Find](), Counter[str]()
    shares = [kind for kind in kinds for _ in range(kind.share)]
    todo = [(shares[number % len(shares)], f"{seed}-{number}") for number in range(count)]
    todo.sort(key=lambda one: one[0].name)
    gc.freeze()
    for start in range(0, count, BATCH):
        begun, batch = time.monotonic(), todo[start : start + BATCH]
        found += _batch(bench, batch)
        spent = time.monotonic() - begun
        for kind, _ in batch:
            times[kind.name] += 1
        print(f"{start + len(batch)}/{count} {spent:.0f} s, {len(found)} found", file=sys.stderr)
    finds = Counter(name for name, _, _ in found)
    print(f"{'class':12} {'count':>6} {'finds':>6}")
    for name, tried in times.items():
        print(f"{name:12} {tried:6} {finds[name]:6}")
    return found


def _batch(bench: Bench, batch: list[tuple[Kind, str]]) -> list[Find]:
    """Trials in a process of their own: one that dies costs one trial, and is a find."""
    found, context = list[Find](), get_context("fork")
    while batch:
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_trials, args=(bench, batch, there))
        process.start()
        there.close()
        done = 0
        try:
            while (told := here.recv()) is not None:
                kind, seed = batch[done]
                found += [(kind.name, seed, what) for what in told]
                done += 1
        except EOFError:
            kind, seed = batch[done]
            found.append((kind.name, seed, f"died: the process ended with {process.exitcode}"))
            done += 1
        process.join()
        batch = batch[done:]
    return found


def _trials(bench: Bench, batch: list[tuple[Kind, str]], told: Connection) -> None:
    os.nice(5)
    for number, (kind, seed) in enumerate(batch):
        finds = attempt(bench, kind, seed, paper=number % PAPER == 0)
        if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > MEMORY:
            told.send((*finds, "memory: more than 1 GB"))
            os._exit(0)
        told.send(finds)
    told.send(None)


if __name__ == "__main__":
    sys.exit(main())
