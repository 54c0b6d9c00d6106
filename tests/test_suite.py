"""What the suite asks of itself: a run that accepts judges nothing, a skip says why and is none
where all is installed, and whatever tests ask for is installed for them."""

from __future__ import annotations

import inspect
import os
import re
import signal
import subprocess
import sys
import traceback
from collections import OrderedDict
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import yaml

from tests.support.brochures import ROOT
from tests.support.judge import Judge, asked, shared
from tests.support.outside import absent, packages
from tests.support.rows import rows
from tests.support.together import (
    DEAR,
    LONG,
    pytest_collection,
    pytest_xdist_make_scheduler,
)

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
    command = [sys.executable, "-m", "pytest", "-p", "tests.support.worth", "-c", "pyproject.toml"]
    done = subprocess.run(
        [*command, f"--rootdir={ROOT}", f"--basetemp={tmp_path / 'own'}", *options, str(tmp_path)],
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
def test_it(number: int, {asked}: None, request: pytest.FixtureRequest) -> None:
    judge = request.config.workerinput["judge"]
    with Path({told!r}).open("a") as told:
        print("{asked}", os.environ["PYTEST_XDIST_WORKER"], judge, file=told)
"""


def test_what_is_dear_is_made_by_one_process(tmp_path: Path) -> None:
    """Whatever marks xdist hears: two of each three files share a fixture that is dear. veraPDF is
    one for all."""
    told = tmp_path / "told"
    for number, fixture in enumerate(("browser", "paper", "browser", "prints", "pen", "prints")):
        text = SHARING.format(asked=fixture, told=str(told))
        (tmp_path / f"test_{number}.py").write_text(text, "utf-8")
    command = [sys.executable, "-m", "pytest", "-c", "pyproject.toml"]
    command += ["-n", "3", "-p", "tests.support.together"]
    done = subprocess.run(
        [*command, f"--rootdir={tmp_path}", f"--basetemp={tmp_path / 'own'}", str(tmp_path)],
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
    assert len({line.split()[1] for line in lines}) > 1
    assert len({line.split()[2] for line in lines}) == 1


@pytest.mark.parametrize(
    ("name", "count", "order"),
    [("gw0", 2, "abcd"), ("gw1", 2, "cdab"), ("gw2", 3, "cdab"), ("gw0", 1, "")],
)
def test_each_process_looks_for_tests_in_files_of_its_own_first(
    name: str, count: int, order: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is wrong with one of them."""
    read, folder = list[str](), tmp_path / f"own_{name}_{count}"
    folder.mkdir()
    for letter in "abcd":
        text = f"import builtins\nbuiltins.told('{letter}')\nraise SystemError\n"
        (folder / f"test_{letter}.py").write_text(text, "utf-8")
    (folder / "other.py").write_text("raise ValueError\n", "utf-8")
    monkeypatch.setattr("builtins.told", read.append, raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTEST_XDIST_WORKER", name)
    monkeypatch.setenv("PYTEST_XDIST_WORKER_COUNT", str(count))
    config = SimpleNamespace(args=[str(folder)], rootpath=tmp_path, workerinput={})
    pytest_collection(cast("pytest.Session", SimpleNamespace(config=config)))
    assert "".join(read) == order


def test_the_longest_piles_begin_first(
    monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    class Waiting:
        def __init__(self, *_: object) -> None:
            self.workqueue = OrderedDict.fromkeys(("test_it.py", "test_cli.py", "papers"))

        def _assign_work_unit(self, begun: list[str]) -> None:
            begun.append(self.workqueue.popitem(last=False)[0])

    monkeypatch.setattr("xdist.scheduler.LoadScopeScheduling", Waiting)
    scheduler, begun = pytest_xdist_make_scheduler(pytestconfig, None), list[str]()
    while scheduler.workqueue:
        scheduler._assign_work_unit(begun)
    assert begun == ["papers", "test_cli.py", "test_it.py"]
    assert [one for one in LONG if one not in DEAR and not (ROOT / "tests" / one).is_file()] == []


ECHO = "import os, sys\nfor line in sys.stdin: print(os.getpid(), line, end='', flush=True)"


def test_all_that_share_a_judge_ask_one_process() -> None:
    """It starts with the first question, not before, and has ended with those who share it."""
    judge = Judge((sys.executable, "-S", "-c", ECHO))
    with shared(judge) as port, asked(port) as one, asked(port) as other:
        assert judge.child is None
        said = [one(b"first\n"), other(b"second\n"), one(b"third\n")]
    assert judge.child
    assert said == [b"%d %s\n" % (judge.child.pid, it) for it in (b"first", b"second", b"third")]
    assert judge.child.returncode == 0


def test_a_judge_ends_with_the_process_that_asks_however_that_ends() -> None:
    """It holds the end of standard error that is read here, so there is an end only with its
    own."""
    asking = f"""if True:
        import os, signal, sys
        from tests.support.judge import Judge
        assert Judge((sys.executable, "-S", "-c", {ECHO!r}))(b"first\\n").endswith(b" first\\n")
        os.kill(os.getpid(), signal.SIGKILL)
    """
    command = [sys.executable, "-c", asking]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (-signal.SIGKILL, b"")


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


# ------------------------------------------------------------------ rows of a table


@rows("number, half", [(2, 1), (3, 1), (4, 2), (5, 3)], ids=str)
@rows("sign", "+-")
def halved(sign: str, number: int, half: int, above: int) -> None:
    if sign == "-" and number > above:
        pytest.fail("too much")
    assert number == 2 * half


@rows("made", "ab", made="given")
def upper(made: str, given: object) -> None:
    assert made == "A" and given is str.upper


def test_every_row_is_tried_and_those_that_fail_are_named() -> None:
    """Whatever became of those before, and what a test fails by; what is no row is a fixture."""
    assert list(inspect.signature(halved).parameters) == ["above"]
    with pytest.raises(ExceptionGroup, match="3 of 4 rows fail") as found:
        halved(above=3)
    told = "".join(traceback.format_exception(found.value))
    assert re.findall("number, half: (.*)", told) == ["(3, 1)", "(4, 2)", "(5, 3)"]
    assert re.findall("sign: (.)", told) == list("+--+-") and told.count("too much") == 2
    with pytest.raises(ExceptionGroup, match="1 of 2 rows fail"):
        upper(given=str.upper)


def test_a_table_without_rows_is_refused_and_one_that_nobody_asks_for() -> None:
    with pytest.raises(AssertionError, match="without rows"):
        rows("sign", "")
    with pytest.raises(AssertionError, match="is not asked for"):
        rows("pen", "+-")(halved)


# ------------------------------------------------------------------ mutants


def test_the_plan_of_mutants_names_what_there_is() -> None:
    """``python -m tests.mutation`` is not run here: it takes an hour."""
    folder = ROOT / "tests/mutation"
    plan = yaml.safe_load((folder / "plan.yaml").read_text("utf-8"))
    named = [name for area in plan.values() for kind in ("modules", "tests") for name in area[kind]]
    assert [name for name in named if not (ROOT / name).is_file()] == []
    modules = [name for area in plan.values() for name in area["modules"]]
    assert len(set(modules)) == len(modules) > 30
    for room in ("comparison", "reports", "signing", "views"):  # areas that are a room, whole
        found = (ROOT / "handouts" / room).glob("[!_]*.py")
        assert {f"handouts/{room}/{path.name}" for path in found} <= {*modules}
    survivors = yaml.safe_load((folder / "survivors.yaml").read_text("utf-8"))
    assert all(one["mutant"].partition(":")[0] in modules for one in survivors)
    assert all(len(one["reason"].split()) > 4 for one in survivors)
