"""``handouts build --network``: makes the files of many clinics, whoever does the work."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from ..clinic.jobs import Outcome
from ..making.site import load_site
from ..network.plan import plan
from ..network.reading import read_network
from ..network.running import Ran, Worker
from ..network.running import run as make
from ..network.units import Bundle
from ..project.stores import store_of
from ..project.tasks import today
from ..source.problems import Misused, Problem, Where, harmless
from . import tell
from .executing import executor
from .progress import Progress

OWN = ("slugs", "lang", "paper", "edition", "set", "rules_of", "clinic")  # what its file says


def run(options: argparse.Namespace) -> int:
    """Makes what is not there yet; the exit status. Raises ``Problems``."""
    if refused := list(_refused(options)):
        raise Misused(refused)
    content = options.content.resolve()
    site, day = load_site(content, options.assets.resolve()), today()
    network, problems = read_network(content, options.network)
    planned, place = plan(site, network, day), options.out or f"dist/{network.name}"
    bar = Progress(planned.count, sys.stderr if options.format != "text" else sys.stdout)

    def opened(bundle: Bundle) -> Worker:
        return executor(bundle, options.jobs, options.dask)

    def step(whose: str, made: Outcome, found: bool) -> None:
        bar.made(made, f"{whose}/", "there already" if found else "")

    try:
        out, anew = store_of(place, everywhere=options.dask), options.no_cache
        ran = make(planned, out, day, opened, step, anew=anew, besides=problems)
    except KeyboardInterrupt as stopped:
        stopped.add_note(
            f"what was finished stands in {place}; the same command goes on from there"
        )
        raise
    finally:
        bar.done()
    tell(ran.problems, options)
    if options.format == "text":
        _told(ran, place, len(ran.problems))
    return 1 if any(problem.severity == "error" for problem in ran.problems) else 0


def _told(ran: Ran, place: str, faults: int) -> None:
    files = f"{ran.made} {'file' if ran.made == 1 else 'files'} made, {ran.found} there already"
    clinics = f"{ran.clinics} {'clinic' if ran.clinics == 1 else 'clinics'}"
    told = f", {faults} {'problem' if faults == 1 else 'problems'}" if faults else ""
    print(f"{files}, of {clinics}, in {harmless(place)}/{told}")
    print(f"what there is to do: {harmless(place)}/index.html")


def _refused(options: argparse.Namespace) -> Iterator[Problem]:
    """What was asked for that a network says itself, or that cannot be done for one."""
    where = Where("--network")
    for name in OWN:
        if getattr(options, name):
            message = f"'{name.replace('_', '-')}' goes not with --network"
            hint = "the network's file says what is made for whom"
            if name == "clinic":
                hint = "leave it out: what is whole is not made again; or leave --network out"
            yield Problem(where, message, hint)
    if options.binding:
        yield Problem(where, "'binding' goes not with --network", "leave it out")
    if options.release:
        message = "'release' goes not with --network: its clinics are finished one by one"
        yield Problem(where, message, "see the report, or release clinics with --clinic")
