"""What the suite asks of itself: a run that accepts judges nothing, a skip says why and is none
where all is installed, and whatever tests ask for is installed for them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.support.brochures import ROOT
from tests.support.outside import absent, packages

EMPTY = "def test_nothing() -> None:\n    pass\n"
SKIPPED = f"import pytest\n\n\n{EMPTY}\n\ndef test_skipped() -> None:\n    pytest.skip('why')\n"


@pytest.mark.parametrize(
    ("text", "options", "complete", "status", "told"),
    [
        (EMPTY, (), False, 0, ""),
        (EMPTY, (), True, 0, ""),
        (EMPTY, ("--update",), False, 1, "run again without --update"),
        (SKIPPED, (), False, 0, "SKIPPED"),
        (SKIPPED, (), True, 1, "here all can run"),
    ],
)
def test_what_a_run_is_worth(
    text: str,
    options: tuple[str, ...],
    complete: bool,
    status: int,
    told: str,
    tmp_path: Path,
) -> None:
    (tmp_path / "test_it.py").write_text(text, "utf-8")
    env = {name: value for name, value in os.environ.items() if name != "HANDOUTS_COMPLETE"}
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-c", "pyproject.toml"]
    done = subprocess.run(
        [*command, f"--rootdir={ROOT}", *options, str(tmp_path)],
        cwd=ROOT,
        env={**env, **({"HANDOUTS_COMPLETE": "1"} if complete else {})},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, told in done.stdout) == (status, True), done.stdout + done.stderr


SHARING = """
import os
from pathlib import Path

import pytest


@pytest.fixture
def {asked}() -> None:
    pass


@pytest.mark.parametrize("number", range(5))
def test_it(number: int, {asked}: None) -> None:
    with Path({told!r}).open("a") as told:
        print("{asked}", os.environ["PYTEST_XDIST_WORKER"], file=told)
"""


def test_what_is_dear_is_made_by_one_process(tmp_path: Path) -> None:
    """Whatever marks xdist hears: two of each three files share a fixture that is dear."""
    told = tmp_path / "told"
    for number, asked in enumerate(("browser", "paper", "browser", "prints", "pen", "prints")):
        text = SHARING.format(asked=asked, told=str(told))
        (tmp_path / f"test_{number}.py").write_text(text, "utf-8")
    command = [sys.executable, "-m", "pytest", "-n", "3", "-p", "tests.conftest"]
    done = subprocess.run(
        [*command, "-c", "pyproject.toml", f"--rootdir={tmp_path}", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = told.read_text("utf-8").splitlines()
    assert len(lines) == 30
    makers = [line.split()[0] for line in set(lines)]
    assert makers.count("browser") == makers.count("prints") == 1


def test_every_program_comes_with_one_package_of_those_that_are_installed() -> None:
    script = (ROOT / ".ci/run").read_text("utf-8")
    assert "<.ci/programs" in script and "--no-install-recommends" in script
    assert absent("gs") == "gs is not installed: apt-get install ghostscript"
    assert set(packages().values()) >= {"chromium", "ghostscript", "mupdf-tools", "poppler-utils"}


def test_no_test_takes_either_end_for_right() -> None:
    """A status that may be 0 or 1 is no status."""
    loose = re.compile(r"(?:status|returncode|main\(.*\)|== *code) in [(\[{]0, 1")
    found = [
        f"{path.name}:{number}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if loose.search(line) and path != Path(__file__)
    ]
    assert found == []


# ------------------------------------------------------------------ mutants


def test_the_plan_of_mutants_names_what_there_is() -> None:
    """``python -m tests.mutation`` is not run here: it takes an hour."""
    folder = ROOT / "tests/mutation"
    plan = yaml.safe_load((folder / "plan.yaml").read_text("utf-8"))
    named = [name for area in plan.values() for kind in ("modules", "tests") for name in area[kind]]
    assert [name for name in named if not (ROOT / name).is_file()] == []
    modules = [name for area in plan.values() for name in area["modules"]]
    assert len(set(modules)) == len(modules) > 30
    survivors = yaml.safe_load((folder / "survivors.yaml").read_text("utf-8"))
    assert all(one["mutant"].partition(":")[0] in modules for one in survivors)
    assert all(len(one["reason"].split()) > 4 for one in survivors)
