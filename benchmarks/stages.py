"""``python -m benchmarks.stages``: where the processor time of a cold and of a warm brochure goes.

Prints the tables of docs/performance.md: the median of each stage in milliseconds, over fresh
processes (cold: ``handouts build --no-cache`` of one handout; changed: a build of all handouts
where one sentence of one is another than in the build before) and over the rounds of the race
(warm: one process, other words in every paragraph each time). A watched function takes a
microsecond more. Compare the stages of one run, not one run with another: machines differ, and a
busy one is slower.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from statistics import median

from .clock import Clock

SLUG = "discectomy"
PDF = "handouts.outputs.pdf"
DEFLATE, SHAPE, CUT = "deflating", "shaping words (HarfBuzz)", "cutting faces down (HarfBuzz)"
INTERPRETER, LIBRARIES = "interpreter", "libraries loaded"
FLOOR = (INTERPRETER, LIBRARIES, DEFLATE, SHAPE, CUT)  # none of it is code of this project
PRINTED = {
    f"{PDF}.parts.context:tokens": "words cut into tokens, tied",
    "uharfbuzz:shape": SHAPE,
    f"{PDF}.text.kept:broken": "lines broken",
    f"{PDF}.text.kept:set_lines": "lines broken",
    f"{PDF}.pages.compose:Chosen.__init__": "pages chosen",
    f"{PDF}.pages.compose:Chosen.starts": "pages chosen",
    f"{PDF}.pages.compose:Chosen.composed": "pages chosen",
    f"{PDF}.setting:composed": "parts made into boxes and tree",
    f"{PDF}.setting:Setting.paint": "boxes painted",
    f"{PDF}.setting:written": "display lists written as operators",
    "uharfbuzz:subset": CUT,
    f"{PDF}.text.letters:_made": "font to type with, once a process",
    f"{PDF}.write.writer:Writer.structure": "structure tree written",
    f"{PDF}.write.writer:Writer.form": "fields and links written",
    f"{PDF}.write.writer:Writer.annotate": "fields and links written",
    f"{PDF}.write.writer:Writer.file": "pages and file put together",
    "handouts.source.deflating:shrunk": DEFLATE,
}
READ = {
    "handouts.making.site:read_folder": "folders read",
    "handouts.making.filling:Filling.told": "texts read, checked by models, told",
    "handouts.pictures.gallery:Gallery.picture": "drawings read",
    "handouts.project.cataloguing:catalogue": "catalogue made",
}
KEPT = {
    "handouts.source.lasting:recalled": "what lasts, loaded",
    "handouts.making.cache:Keys.key": "other files found whole",
    "handouts.project.building:kept": "other files found whole",
    "handouts.project.building:_put": "other files found whole",
}
SENTENCE = re.compile(r"(?m)^( +- [A-Z][\w ,]+?)( again)*\.$")  # one that stands alone in a line
# what a build of one handout loads, from libraries and of this package
OTHERS = ("yaml", "uharfbuzz")  # and the core of pydantic
FIRST = ("handouts.cli",)
OWN = tuple(f"handouts.{name}" for name in ("api", "commands.build", f"{PDF[9:]}.maker"))
LATER = tuple(f"handouts.project.{name}" for name in ("cataloguing", "work"))
LOADED = "own modules loaded"


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.stages", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--rounds", type=int, default=11, help="of each kind (11)")
    rounds = parser.parse_args().rounds
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # installed programs lie there compiled
    with tempfile.TemporaryDirectory() as folder:
        cold = [_child(f"cold({folder!r}, began)") for _ in range(rounds + 1)][1:]
        for name in ("content", "assets"):
            shutil.copytree(name, Path(folder, name))
        changed = [_changed(Path(folder), number) for number in range(rounds + 2)][2:]
    warm = json.loads(_run(f"warm({rounds})"))
    print(f"Cold, one handout, a fresh process each time: {_total(cold):.0f} ms\n\n{table(cold)}")
    print(f"\nOne sentence changed: {_total(changed):.0f} ms\n\n{table(changed)}")
    print(f"\nWarm, one process that stays: {_total(warm):.0f} ms\n\n{table(warm)}")
    return 0


def _changed(folder: Path, number: int) -> dict[str, float]:
    """The stages of a build after a sentence was changed, of a site in ``folder``."""
    path = folder / "content" / "handouts" / SLUG / "en.yaml"
    text, count = SENTENCE.subn(rf"\1{' again' * (number + 1)}.", path.read_text("utf-8"), 1)
    assert count, "no sentence stands alone in a line"
    path.write_text(text, "utf-8")
    return _child(f"changed({str(folder)!r}, began)")


def _child(call: str) -> dict[str, float]:
    told: dict[str, float] = json.loads(_run(call))
    return told


def _run(call: str) -> str:
    """What a fresh process prints; it knows when it ``began``, before anything is loaded."""
    code = f"import time; began = time.process_time(); from benchmarks import stages; stages.{call}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout


def table(samples: list[dict[str, float]]) -> str:
    """The median of each stage and its share of all, as Markdown; the floor at the end."""
    stages = dict.fromkeys(stage for one in samples for stage in one)
    told = {stage: median(one.get(stage, 0.0) for one in samples) for stage in stages}
    whole = sum(told.values())
    rows = sorted(told.items(), key=lambda row: -row[1])
    floor = sum(told.get(stage, 0.0) for stage in FLOOR)
    rows.append(("**floor: " + ", ".join(one for one in FLOOR if one in told) + "**", floor))
    lines = [f"| {stage} | {spent:.1f} | {100 * spent / whole:.0f} % |" for stage, spent in rows]
    return "\n".join(("| stage | ms | share |", "|---|---|---|", *lines))


def _total(samples: list[dict[str, float]]) -> float:
    return median(sum(one.values()) for one in samples)


# ------------------------------------------------------------------ in processes of their own


def cold(folder: str, began: float) -> None:
    """Builds one handout and prints its stages as JSON; ``began`` is how much processor time the
    interpreter had taken, in seconds."""
    _built(["--no-cache", "--out", folder, SLUG], began, READ | PRINTED)


def changed(folder: str, began: float) -> None:
    """The same of all handouts of a site, with its cache."""
    places = [f"--{name}={folder}/{name}" for name in ("content", "assets")]
    _built([*places, "--out", f"{folder}/dist"], began, READ | KEPT | PRINTED)


def _built(arguments: list[str], began: float, stages: dict[str, str]) -> None:
    clock = Clock("command line, results and all else")
    for stage, names in ((LOADED, FIRST), (LIBRARIES, OTHERS), (LOADED, (*OWN, *LATER))):
        if stage == LIBRARIES:
            import_module("handouts.source.plugins").no_plugins()
            clock.enter(stage)
            import_module("handouts.source.spared").core()
            clock.leave()
        clock.enter(stage)
        for name in names:
            import_module(name)
        clock.leave()
    spent = clock.stop()
    clock.watch(stages)
    clock.start()
    with contextlib.redirect_stdout(io.StringIO()):
        run = import_module("handouts.cli").main
        if status := run(["build", "--lang", "en", *arguments]):
            raise SystemExit(status)
    spent = {stage: spent[stage] for stage in (LIBRARIES, LOADED)} | clock.stop()
    print(json.dumps({INTERPRETER: 1000 * began, **spent}))


def warm(rounds: int) -> None:
    """Prints the stages of each round as JSON."""
    worker, salt = import_module("benchmarks.worker"), import_module("benchmarks.salt")
    kept = import_module(f"{PDF}.text.kept").Kept(worker.LATELY)
    jobs, produce = import_module("handouts.clinic.jobs"), import_module("handouts.making.produce")
    shop = worker._workshop()
    job = jobs.Job(SLUG, "en", "standard", "letter")
    making = produce.Production(shop.site, shop.site.clinic, job, shop.memo)
    document, _, _ = making.told(SLUG, "brochure")
    studio, page_of = worker._studio(shop), shop.shelf("en").locale.words.page_of
    clock, told = Clock("all else"), []
    clock.watch(PRINTED)
    import_module("handouts.source.circles").settled()  # as in the race
    for number in range(rounds + 3):
        other = salt.salted(document, number + 1)
        clock.start()
        studio.render(other, page_of, kept)
        told.append(clock.stop())
    print(json.dumps(told[3:]))


if __name__ == "__main__":
    sys.exit(main())
