"""What each language costs, and that English stays what it is when others are added.

One handout is made in every language that has all of it, each time by a fresh process that keeps
nothing. Then all handouts in English, in turn of a site that has English alone and of the whole
one: their files must be the same bytes; the ratio of processor times is that of pairs.

python -m benchmarks.languages [--faces DIR] [--rounds N]
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles

from .report import look_into

ROOT = Path(__file__).parents[1]
SLUG, PLAIN = "back-health", "en"
TEXTS = ROOT / "content" / "handouts"
EVERY = frozenset(path.stem for path in TEXTS.glob("*/*.yaml"))
# a file of one language: xx.yaml, name.xx.yaml, xx.lock
TOLD = re.compile(r"(?:.*\.)?([a-z]{2,3}(?:-\w+)?)\.(?:yaml|lock)")


def site(home: Path, languages: frozenset[str], faces: Path | None = None) -> Path:
    """A copy of the site at ``home`` that has these ``languages`` alone; ``faces`` is a folder with
    those that languages of other scripts need."""
    shutil.copytree(ROOT / "content", home / "content", ignore=_but(languages))
    shutil.copytree(ROOT / "assets", home / "assets")
    for language in sorted(languages) if faces else ():
        _run(home, "fonts", "add", language, "--from", str(faces))
    return home


def _but(languages: frozenset[str]) -> Callable[[str, list[str]], set[str]]:
    """What a copy leaves out: files of all languages but these."""

    def left(_: str, names: list[str]) -> set[str]:
        found = ((name, TOLD.fullmatch(name)) for name in names)
        return {name for name, told in found if told and told[1] in EVERY - languages}

    return left


def _run(home: Path, *words: str) -> None:
    command, place = [sys.executable, "-m", "handouts", *words], {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=home, env={**os.environ, **place}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)


def built(home: Path, *words: str) -> float:
    """Processor seconds of a build by a fresh process, of which nothing lasts."""
    shutil.rmtree(home / "dist", ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _run(home, "build", "--no-cache", *words)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def costs(home: Path, rounds: int) -> Iterator[str]:
    """A row for each language: what its booklet is, and what making it takes."""
    spent: dict[str, list[float]] = {}
    for _ in range(rounds):
        for path in sorted((home / "content/handouts" / SLUG).glob("*.yaml")):
            spent.setdefault(path.stem, []).append(built(home, "--lang", path.stem, SLUG))
            (made,) = (home / "dist" / path.stem).glob(f"{SLUG}-standard-*.pdf")
            shutil.copy(made, home / f"{path.stem}.pdf")
    plain = median(spent[PLAIN])
    yield "| language | pages | kB | processor | to English |\n|---|---|---|---|---|"
    for language, seconds in spent.items():
        file, taken = look_into("ours", SLUG, home / f"{language}.pdf"), median(seconds)
        size = f"{file.pages} | {file.bytes / 1000:.0f}"
        yield f"| {language} | {size} | {taken:.2f} s | {taken / plain:.2f} |"


def beside(alone: Path, whole: Path, rounds: int) -> str:
    """English of a site with nothing else, and of the ``whole`` one: bytes and time."""
    ratios = []
    for number in range(rounds + 1):
        spent = [built(home, "--lang", PLAIN) for home in (alone, whole)]
        if number:  # the first pair reads the disk
            ratios.append(spent[1] / spent[0])
    files = [sorted((home / "dist" / PLAIN).iterdir()) for home in (alone, whole)]
    texts = [[(path.name, path.read_bytes()) for path in paths] for paths in files]
    same = "the same bytes" if texts[0] == texts[1] else "OTHER BYTES"
    told = " ".join(f"{ratio:.2f}" for ratio in quantiles(ratios, n=4))
    return f"English beside {len(EVERY) - 1} other languages: {same}, {told} of the time alone"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.languages")
    parser.add_argument("--faces", type=Path, help="a folder with the faces of all languages")
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        whole = site(Path(folder, "whole"), EVERY, asked.faces and asked.faces.resolve())
        print(*costs(whole, asked.rounds), sep="\n")
        print(beside(site(Path(folder, "alone"), frozenset([PLAIN])), whole, asked.rounds))


if __name__ == "__main__":
    main()
