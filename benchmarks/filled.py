"""``python -m benchmarks.filled``: how many copies for patients are made in a second of processor
time, in memory and as files, and how many Typst makes of the same pages.

Every copy is for another patient: names of many letters, days, times, sides, and one of some notes.
Both are tagged, PDF/UA-1 and PDF/A-2a, ours with fields to type in; Typst's are of the same parts,
words, fonts and paper, laid out anew for each patient by a compiler that stays.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from handouts.api import Details, Job, Memo, PrivateJob, load_site
from handouts.making.batch import Batch
from handouts.making.produce import Production
from handouts.meaning.document import Document, PageBreak

from . import worker

HERE = Path(__file__).parent
COPIES, PEERS = 10_000, 40
WANTED = {"in memory": 40, "as files": 15}  # times Typst's
GIVEN = ("Maria", "John", "Zoë", "Olga", "Robert", "Quentin", "Xavier", "Yusuf", "Jürgen", "Wei")
FAMILY = ("Smith", "Kowalski", "O'Brien", "García-López", "Fjeld", "Zhao", "Anderson", "Li", "Ek")
NOTES = (
    "Please bring your brace.",
    "Bring the list of your medicines, your walking aid, and somebody who takes you home.",
    "Ring the bell at the side door.",
)
JOB = Job("discectomy", "en", "sheet", "letter")


def patients(count: int) -> Iterator[PrivateJob]:
    """So many jobs, the same in every run."""
    chance = random.Random(7)  # noqa: S311  (no secret)
    for number in range(count):
        name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
        told = {
            "talk.patient": f"{name} {chr(65 + number % 26)}." if number % 3 else name,
            "talk.side": chance.choice(("Left", "Right")),
            "plan.day": f"2026-12-{chance.randint(1, 28):02}",
            "plan.time": f"{chance.randint(6, 15):02}:{chance.choice(('00', '15', '30'))}",
            "plan.notes": chance.choice(NOTES),
        }
        yield PrivateJob(JOB, Details(told), True)


def paced(made: Iterable[bytes], take: Callable[[int, bytes], object]) -> tuple[float, float]:
    """How many are made and taken in a second of processor time, and in a second by the clock."""
    begun, used, count = time.perf_counter(), time.process_time(), 0
    for count, data in enumerate(made, 1):  # noqa: B007
        take(count, data)
    return count / (time.process_time() - used), count / (time.perf_counter() - begun)


def ours(jobs: Iterable[PrivateJob]) -> Iterator[bytes]:
    site = load_site(worker.CONTENT, worker.ASSETS)
    with Batch(site, site.clinic, Memo()) as batch:
        for job in jobs:
            outcome = batch.outcome(job)
            assert outcome.entry, outcome.problems
            yield outcome.data


def documents(jobs: Iterable[PrivateJob]) -> Iterator[Document]:
    """The same copies as documents: the page in front, then the sheet."""
    site, memo = load_site(worker.CONTENT, worker.ASSETS), Memo()
    for job in jobs:
        one = Production(site, site.clinic, job, memo)
        document, handout, stands = one.told(JOB.slug, JOB.edition)
        ((page, _),) = one.page(document.title, ((handout, stands),))
        yield replace(document, parts=(*page.parts, PageBreak(), *document.parts))


def peers(jobs: Iterable[PrivateJob], folder: Path) -> Iterator[bytes]:
    """Typst's copies; what it reads is written before the clock runs."""
    worker.prepared(documents(jobs), folder)
    (folder / "brochure.typ").write_bytes((HERE / "brochure.typ").read_bytes())
    render = worker.typst(folder)
    for source in sorted((folder / "copies").glob("*.json")):
        yield render(source)()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--copies", type=int, default=COPIES)
    told = options.parse_args()
    os.chdir(HERE.parent)
    print(f"load {os.getloadavg()[0]:.1f}; copies for patients a second of processor time (clock)")
    with tempfile.TemporaryDirectory(prefix="filled-") as name:
        folder = Path(name)
        made = peers(patients(PEERS + 1), folder)
        next(made)  # fonts and template are read
        typst, by_clock = paced(made, lambda _, data: None)
        print(f"{'Typst, in memory':18} {typst:8.1f} ({by_clock:.1f})")

        def save(number: int, data: bytes) -> None:
            (folder / f"{number:05}.pdf").write_bytes(data)

        for what, take in (("in memory", lambda _, data: None), ("as files", save)):
            own, by_clock = paced(ours(patients(told.copies)), take)
            ratio = f"{own / typst:.1f} times Typst's, {WANTED[what]} wanted"
            print(f"{f'ours, {what}':18} {own:8.1f} ({by_clock:.1f})  {ratio}")


if __name__ == "__main__":
    main()
