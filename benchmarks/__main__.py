"""``python -m benchmarks``: the project, Typst and WeasyPrint make the project's own handouts, in
turn.

Absolute times depend on the machine and on what else it does; the ratios come from runs taken in
turn (A B C A B C ...) and are those of the medians. Everything runs on a copy of the project as it
stands when the race begins.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib import metadata
from itertools import cycle, permutations
from pathlib import Path
from typing import Any

from . import report
from .report import Check, File, Sample
from .watch import calm, run

HERE = Path(__file__).parent
SLUG = "discectomy"
# the peers are given the English texts
BUILD = ("-m", "handouts", "build", "--lang", "en")
BARE = ("-I", "-S", "-c", "pass")
PEERS = ("typst", "weasyprint")
LAST = re.compile(r"^( {8}[A-Z a-z,']+\.)$", re.M)  # the last line of a paragraph
JOBS = {"1 process": 1, "2 processes": 2}
ROUNDS = {"warm": 31, "same": 15, "cold": 9, "slow": 3, "again": 9, "editions": 4, "clinics": 5}
# seconds: two processes need both processors, so wait for others to leave them, but not for ever
PATIENCE = 30.0
QUICK = {"warm": 7, "same": 5, "cold": 3, "slow": 1, "again": 3, "editions": 1, "clinics": 1}
NEEDS = {
    "typst": "make .venv/ready-bench",
    "weasyprint": (
        "make .venv/ready-bench; apt-get install -y libpango-1.0-0 "
        "libpangoft2-1.0-0 libharfbuzz-subset0"
    ),
}


def main() -> int:
    """Run the race; the exit status is 0 even when a target is missed (the machine may be busy)."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep the inputs and the files made in DIR"
    )
    options = parser.parse_args()
    # Installed programs lie there compiled, as the peers do: so does ours after the first run of a
    # race, which is not counted. Where Python is told to keep nothing, it compiled all of it anew
    # each time.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with _folder(options.keep) as folder:
        return _Race(folder, options.quick).run()


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
    else:
        with tempfile.TemporaryDirectory(prefix="race-") as name:
            yield Path(name).resolve()


class _Race:
    def __init__(self, folder: Path, quick: bool) -> None:
        self.project, self.folder, self.quick = folder / "project", folder, quick
        self.rounds = QUICK if quick else ROUNDS
        self.samples: dict[str, dict[str, list[Sample]]] = {}
        self.files: list[File] = []
        self.racers = ["ours"]
        self.slugs: list[str] = []
        self.skipped: dict[str, str] = {}
        self.made = 0
        self.costs: dict[str, list[float]] = {}

    def run(self) -> int:
        self.snapshot()
        self.prepare()
        if not self.slugs:
            print("no handout builds at the moment; nothing to race")
            return 1
        self.racers += [peer for peer in PEERS if self.can(peer)]
        load = os.getloadavg()[0]
        self.warm()
        self.cold()
        self.again()
        self.sentence()
        self.editions()
        self.clinics()
        self.measure()
        checks = report.checks(self.samples, self.costs)
        facts = self.facts(load)
        print(report.text(facts, self.samples, checks, self.files))
        self.write(facts, checks)
        return 0

    # -------------------------------------------------------------- set-up

    def snapshot(self) -> None:
        """A copy of the project: others may be editing while the race runs."""
        root = HERE.parent
        if self.project.exists():
            shutil.rmtree(self.project)
        skip = shutil.ignore_patterns("results", "*.part")
        for name in ("handouts", "content", "assets", "benchmarks"):
            shutil.copytree(root / name, self.project / name, ignore=skip)
        shutil.copy2(HERE / "brochure.typ", self.folder)
        shutil.copytree(root / "assets" / "fonts", self.folder / "fonts", dirs_exist_ok=True)

    def prepare(self) -> None:
        rounds = str(self.rounds["warm"] + 2)
        subprocess.run(self.worker("prepare", rounds, SLUG), cwd=self.project, check=True)
        self.slugs = sorted(path.stem for path in (self.folder / "handouts").glob("*.json"))
        self.skipped = json.loads((self.folder / "skipped.json").read_text("utf-8"))
        if not (self.folder / "rounds" / "00.json").exists() and self.slugs:
            print(f"'{SLUG}' does not build at the moment; '{self.slugs[0]}' takes its place")
            subprocess.run(
                self.worker("prepare", rounds, self.slugs[0]), cwd=self.project, check=True
            )

    def worker(self, name: str, *rest: str) -> list[str]:
        return [sys.executable, "-m", "benchmarks.worker", name, str(self.folder), *rest]

    def can(self, peer: str) -> bool:
        """Whether a peer runs here; says so in one line when it does not."""
        done = subprocess.run(
            self.worker(peer),
            cwd=self.project,
            input=self.job(0),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            print(f"{peer} cannot run and is left out: {reason[:160]} (try: {NEEDS[peer]})")
        return not done.returncode

    def job(self, number: int, out: str = "", suffix: str = "") -> str:
        return f"{self.folder / 'rounds' / f'{number:02}{suffix}'}\t{out}\n"

    # -------------------------------------------------------------- the races

    def warm(self) -> None:
        """One process for each racer that stays; two rounds to warm up, then every round another
        text.

        At the end, for information, a text with one other word each time (``edit``), and the same
        text several times (``same``).
        """
        for race in ("warm", "edit", "same"):
            self.samples[race] = {name: [] for name in self.racers}
        racers = {
            name: subprocess.Popen(
                self.worker(name),
                cwd=self.project,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for name in self.racers
        }
        more = self.rounds["same"] + 2  # the first two of each race are not counted
        turns = [("warm", number, "") for number in range(1, self.rounds["warm"] + 3)]
        turns += [("edit", number, "-edit") for number in range(1, more + 1)]
        turns += [("same", 0, "")] * more
        seen: dict[str, int] = {}
        # in every order: who runs behind WeasyPrint finds the processor's caches full of it
        orders = cycle([*permutations(racers.items())])
        for turn, (race, number, suffix) in enumerate(turns, 1):
            seen[race] = seen.get(race, 0) + 1
            for name, racer in next(orders):
                if name == "weasyprint" and race != "warm" and seen[race] > 3:
                    continue
                assert racer.stdin
                assert racer.stdout
                out = str(self.folder / f"warm-{name}.pdf")
                racer.stdin.write(self.job(number, out, suffix))
                racer.stdin.flush()
                sample = json.loads(racer.stdout.readline())
                if seen[race] > 2:
                    self.samples[race][name].append(
                        Sample(sample["seconds"], sample["cpu"], sample["peak"])
                    )
            _progress("warm", turn, len(turns))
        for racer in racers.values():
            racer.communicate()

    def cold(self) -> None:
        """Whole processes that make all handouts."""
        told = self.samples["cold"] = {name: [] for name in self.racers}
        out = {name: self.folder / f"cold-{name}" for name in self.racers}
        commands = {name: self.worker(name, "all", str(out[name])) for name in self.racers}
        commands["ours"] = [
            sys.executable,
            *BUILD,
            "--no-cache",
            "--out",
            str(out["ours"]),
            *self.slugs,
        ]
        total = self.rounds["cold"] + 1
        for number in range(total):
            for name in self.racers:
                if name == "weasyprint" and number > self.rounds["slow"]:
                    continue
                sample = run(commands[name], self.project)
                if number:
                    told[name].append(sample)
            _progress("cold", number + 1, total)

    def again(self) -> None:
        """The build with its cache when nothing has changed, and an interpreter alone."""
        told = self.samples["again"] = {"ours": [], "bare": []}
        commands = {"ours": self.kept(), "bare": [sys.executable, *BARE]}
        total = self.rounds["again"] + 2
        for number in range(total):
            for name, samples in told.items():
                sample = run(commands[name], self.project)
                if number > 1:
                    samples.append(sample)
            _progress("again", number + 1, total)

    def sentence(self) -> None:
        """The build with its cache when one sentence of one handout has changed."""
        told = self.samples["sentence"] = {"ours": []}
        path = self.project / "content" / "handouts" / SLUG / "en.yaml"
        text = path.read_text("utf-8")
        total = self.rounds["again"] + 2
        for number in range(total):
            more = f"It is edit {number}." + " Some are longer." * (number % 3)
            path.write_text(LAST.sub(rf"\1 {more}", text, count=1), "utf-8")
            sample = run(self.kept(), self.project)
            if number > 1:
                told["ours"].append(sample)
            _progress("sentence", number + 1, total)
        path.write_text(text, "utf-8")

    def kept(self) -> list[str]:
        """A build that keeps what it made."""
        return [sys.executable, *BUILD, "--out", str(self.folder / "again" / "dist"), *self.slugs]

    def editions(self) -> None:
        """All editions of all handouts on both papers, made anew by one process and by two, in
        turn.

        What does not fit at the moment is not made; the others are.
        """
        told = self.samples["editions"] = {name: [] for name in JOBS}
        out = self.folder / "editions"
        command = [
            sys.executable,
            *BUILD,
            "--no-cache",
            "--edition",
            "all",
            "--out",
            str(out),
        ]
        command += ["--paper", "letter", "--paper", "a4"]
        total = self.rounds["editions"] * len(JOBS)
        for number in range(total):
            name = tuple(JOBS)[number % len(JOBS)]
            shutil.rmtree(out, ignore_errors=True)
            calm(PATIENCE)
            told[name].append(run([*command, "--jobs", str(JOBS[name])], self.project, (0, 1)))
            _progress("editions", number + 1, total)
        self.made = len(list(out.rglob("*.pdf")))

    def clinics(self) -> None:
        """What one more clinic costs, where there is one, where there are ten, where there are two
        hundred."""
        command = [sys.executable, "-m", "benchmarks.clinics", "content", "assets"]
        for number in range(self.rounds["clinics"]):
            done = subprocess.run(
                command, cwd=self.project, capture_output=True, text=True, check=True
            )
            for count, cost in json.loads(done.stdout).items():
                self.costs.setdefault(count, []).append(cost)
            _progress("clinics", number + 1, self.rounds["clinics"])

    # -------------------------------------------------------------- what was made

    def measure(self) -> None:
        for name in self.racers:
            folder = self.folder / f"cold-{name}"
            for slug in self.slugs:
                path = folder / (
                    f"en/{slug}-standard-letter.pdf" if name == "ours" else f"{slug}.pdf"
                )
                self.files.append(report.look_into(name, slug, path))

    def facts(self, load: float) -> dict[str, Any]:
        versions = {peer: metadata.version(peer) for peer in self.racers[1:]}
        return {
            "when": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "python": platform.python_version(),
            "cores": os.cpu_count(),
            "load": [round(load, 2), round(os.getloadavg()[0], 2)],
            "versions": versions,
            "handouts": self.slugs,
            "skipped": self.skipped,
            "editions": self.made,
            "warm handout": SLUG if SLUG in self.slugs else self.slugs[0],
        }

    def write(self, facts: dict[str, Any], checks: list[Check]) -> None:
        path = HERE / "results" / "latest.json"
        path.parent.mkdir(exist_ok=True)
        times = {
            race: {name: [asdict(sample) for sample in samples] for name, samples in told.items()}
            for race, told in self.samples.items()
        }
        record = {
            "facts": facts,
            "checks": [asdict(check) for check in checks],
            "samples": times,
            "files": [asdict(file) for file in self.files],
        }
        path.write_text(json.dumps(record, indent=1) + "\n", "utf-8")


def _progress(race: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{race} {done}/{total} " + ("\n" if done == total else ""))
        sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
