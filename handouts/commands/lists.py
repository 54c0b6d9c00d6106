"""``handouts fill --list``: a copy for each row of a list, whoever does the work."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from ..api import Job
from ..lists.reading import Row, Unread, rows
from ..lists.running import MOST, Tally, heads
from ..lists.running import run as make
from ..lists.units import COPY, Copies
from ..making.places import WHOSE
from ..making.workshop import Workshop
from ..project.listed import MANIFEST
from ..project.stores import path_of, store_of
from ..source.problems import Misused, Problem, Problems, Where, harmless
from ..source.snapshot import names
from . import opened, tell
from .apart import AMONG, OWN
from .executing import executor


def run(options: argparse.Namespace, job: Job) -> int:
    """Makes them; the exit status. Raises ``Problems``."""
    if options.field or options.details:
        message = "a list says itself what is told of each patient"
        raise Misused([Problem(Where("--list"), message, "leave --field and --details out")])
    site, clinic = opened(options)
    name = options.list.name
    found = rows(options.list, heads(Workshop(site), options.lang), dict(options.column))
    out = store_of(options.out, everywhere=options.dask)
    copies = Copies(site, clinic, job, not options.no_plan, name, out)
    _alone(copies, options.out)
    # the head is read before anything is started
    first = next(found, None)
    if first is None:
        raise Misused([Problem(Where(name), "there is no row in this list", "write one")])
    doer = executor(copies, options.jobs, options.dask)

    def step(tally: Tally) -> None:
        _step(tally)
        if options.dask and tally.files <= MOST:  # later ones are looked for at the end
            _arrived(copies, tally)

    try:
        tally = make(_from(first, found), name, doer, step)
    except KeyboardInterrupt as stopped:
        stopped.add_note(f"the copies that were finished stand in {options.out}")
        raise
    if sys.stdout.isatty():
        print()
    if options.dask:
        _arrived(copies, tally)
    tell(sorted(tally.problems), options)
    if options.format == "text":
        copied = f"{tally.files:,} {'copy' if tally.files == 1 else 'copies'}"
        faults = len(tally.problems) + tally.more
        told = f", {faults:,} {'problem' if faults == 1 else 'problems'}" if faults else ""
        print(f"{copied}, {tally.pages:,} pages in {harmless(options.out)}/{told}")
    return 1 if any(one.severity == "error" for one in tally.problems) else 0


def _alone(copies: Copies, out: str) -> None:
    """Raises ``Problems`` where copies of another list lie in the folder: those of rows that are no
    more, or that cannot be made today, would be handed to somebody with the new ones; and
    ``Misused`` where results for all lie at an address."""
    path = path_of(out)
    there = names(path, out) if path else tuple(copies.out.names(""))
    if not path and any(one.rpartition("/")[2] in (MANIFEST, WHOSE) for one in there):
        raise Misused([Problem(Where(out), AMONG, OWN)])
    if any(map(COPY.fullmatch, there)):
        message = "copies of an earlier list lie in this folder, and would be among the new ones"
        hint = "name a folder of its own for each list, or empty this one"
        raise Problems([Problem(Where(out), message, hint)])


def _arrived(copies: Copies, tally: Tally) -> None:
    """Raises ``Misused`` where copies are not where they were to go: on a worker's own machine may
    be a folder of this name, and nobody would look for patients' copies there."""
    if tally.files > sum(map(bool, map(COPY.fullmatch, copies.out.names("")))):
        message = "copies were made that are not here: a worker does not see this folder"
        hint = "take them away where the workers run, and name a folder that all of them see"
        raise Misused([Problem(Where(copies.out.shown()), message, hint)])


def _from(first: Row | Unread, rest: Iterator[Row | Unread]) -> Iterator[Row | Unread]:
    yield first
    yield from rest


def _step(tally: Tally) -> None:
    if sys.stdout.isatty():
        sys.stdout.write(f"\r{tally.files:,} copies")
        sys.stdout.flush()
