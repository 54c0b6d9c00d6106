"""A brochure takes no more work than it did: counted in calls and kB, never in seconds, so that a
busy machine fails nothing.

The site is the second one, whose texts hardly change. What is less work than before is a failure
too, with the figure to write here: else the next one could give it all back unnoticed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.calls import counted
from handouts.outputs.pdf.text.scripts import plain
from tests.support.brochures import ROOT
from tests.test_second import INHALER, copied

# as ``python -m benchmarks.calls`` tells them
KNOWN = {"cold": 74_414, "warm": 14_416, "peak": 900, "modules": 262}
# how far each may be off: a text of the site has changed, another Python has larger objects
OFF = {"cold": 0.03, "warm": 0.03, "peak": 0.25, "modules": 0.03}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    folder = copied(tmp_path_factory.mktemp("speed"))
    places = [str(folder / name) for name in ("content", "assets")]
    command = [sys.executable, "-m", "benchmarks.calls", *places, INHALER]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    counted: dict[str, int] = json.loads(done.stdout)
    return counted


@pytest.mark.parametrize("what", KNOWN)
def test_a_brochure_takes_as_much_work_as_it_did(told: dict[str, int], what: str) -> None:
    known, now, off = KNOWN[what], told[what], OFF[what]
    assert now <= known * (1 + off), f"{what}: {now}, {known} before; see docs/performance.md"
    assert now >= known * (1 - off), f"{what}: {now} is less than {known}: write it in {__file__}"


def test_every_call_in_the_package_counts() -> None:
    assert counted(lambda: None) == 0
    assert counted(lambda: [plain("a"), plain("b")]) == 2


STAYS = """\
import io, sys
from pathlib import Path

from benchmarks.worker import main

sys.stdin = io.StringIO(sys.argv[2] + "\\t\\n")
main(["ours", sys.argv[1]])
print(*sys.modules)
"""


def test_a_process_that_is_given_documents_reads_no_text(tmp_path: Path) -> None:
    """What lasts of brand and language is found without what reads them: pydantic and PyYAML."""
    site, race = copied(tmp_path / "site"), tmp_path / "race"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    prepare = ["-m", "benchmarks.worker", "prepare", str(race), "0", INHALER]
    set_text = ["-c", STAYS, str(race), str(race / "rounds" / "00")]
    for command in (prepare, set_text):
        done = subprocess.run(
            [sys.executable, *command],
            cwd=site,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    told, modules = done.stdout.splitlines()
    assert json.loads(told)["bytes"] > 10_000
    assert "handouts.outputs.pdf.maker" in modules.split()
    heavy = {"pydantic", "pydantic_core", "pydantic_core._pydantic_core", "yaml"}
    assert not heavy & set(modules.split())


def test_a_command_that_stays_looks_for_circles_rarely() -> None:
    """A file leaves none (``test_values``), so a brochure of a desk never waits for a look."""
    told = "import gc; from handouts.__main__ import loaded; loaded()\n"
    told += "print(gc.isenabled(), gc.get_freeze_count() > 10_000, gc.get_threshold()[0])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", told]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    enabled, stays, rarely = done.stdout.split()
    assert (enabled, stays) == ("True", "True")
    assert int(rarely) > 250_000  # the values of a brochure of 28 pages, at once
