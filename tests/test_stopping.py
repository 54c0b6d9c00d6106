"""A command that is stopped says so in one line, leaves nothing half-written and no process
behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts import cli
from handouts.commands import list as listing
from handouts.making.site import load_site
from handouts.project import building, release, wanted
from handouts.project.tasks import Task
from handouts.source.processes import Stopped, held, stoppable
from tests.support.brochures import CONTENT, ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
Running = subprocess.Popen[str]
SOME = ("back-health", "discectomy")  # far from finished when their first file is


def begun(out: Path, jobs: int, *more: str, editions: tuple[str, ...] = ("all",)) -> Running:
    """A long build, in a process group of its own, that has finished its first file; of languages
    whose faces are here, so that it has nothing to tell."""
    command = [
        sys.executable,
        "-m",
        "handouts",
        "build",
        "--no-cache",
        "--lang",
        "en",
        "--lang",
        "es",
    ]
    command += [*more, *(word for one in editions for word in ("--edition", one))]
    build = subprocess.Popen(
        [*command, "--jobs", str(jobs), "--out", str(out)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert build.stdout
    assert build.stdout.readline().endswith("\n")
    return build


def helpers(group: int) -> list[str]:
    """The processes of a group that are still at work."""
    told = subprocess.run(
        ["ps", "-eo", "pgid=,pid=,stat="], capture_output=True, text=True, check=True
    )
    rows = [line.split() for line in told.stdout.splitlines()]
    return [pid for pgid, pid, stat in rows if int(pgid) == group and not stat.startswith("Z")]


def ended(build: Running) -> Iterator[bool]:
    """Whether all processes of a build have ended, asked for at most ten seconds."""
    for _ in range(100):
        yield not helpers(build.pid)
        time.sleep(0.1)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize(
    ("jobs", "send"),
    [(1, os.kill), (2, os.kill), (2, os.killpg)],  # of one job the process alone is all
    ids=["one", "alone", "all"],
)
def test_a_stopped_build(tmp_path: Path, jobs: int, number: int, status: int, send: object) -> None:
    build = begun(tmp_path / "dist", jobs, *SOME)
    assert callable(send)
    send(build.pid, number)
    _, told = build.communicate(timeout=30)
    assert told == f"handouts: stopped; what was finished stands in {tmp_path / 'dist'}/\n"
    assert build.returncode == status
    assert any(ended(build))
    files = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert not [path for path in files if path.name.endswith(".part")]
    sums = (tmp_path / "dist/SHA256SUMS").read_text("utf-8").splitlines()
    listed = {tmp_path / "dist" / line.split()[1] for line in sums}
    own = ("manifest.json", "SHA256SUMS")
    assert listed == {path for path in files if path.name not in own} != set()


def test_helpers_end_when_the_build_is_killed(tmp_path: Path) -> None:
    build = begun(tmp_path / "dist", 2, *SOME)
    assert len(helpers(build.pid)) == 3
    build.kill()
    build.wait()
    assert any(ended(build))
    build.communicate()


def test_a_helper_that_is_killed_leaves_its_part_to_the_build(tmp_path: Path) -> None:
    editions = ("standard", "press", "card", "large-print", "ink-saver")
    build = begun(tmp_path / "dist", 2, "back-health", editions=editions)
    own = [pid for pid in helpers(build.pid) if int(pid) != build.pid]
    os.kill(int(own[0]), signal.SIGKILL)
    _, told = build.communicate(timeout=120)
    assert (build.returncode, told) == (0, "")
    made = {path.name.split("-letter")[0] for path in (tmp_path / "dist/en").iterdir()}
    assert made == {f"back-health-{edition}" for edition in editions}


def test_any_command_says_that_it_was_stopped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(options: object) -> int:
        signal.raise_signal(signal.SIGTERM)
        raise AssertionError("not stopped")

    monkeypatch.setattr(listing, "run", interrupted)
    assert cli.main(["list"]) == 143
    assert capsys.readouterr().err == "handouts: stopped\n"
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL, (
        "the program around it has its signals back"
    )


def test_who_presses_ctrl_c_again_sees_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor does the end of Python, where it waits for its processes. In a program around this one
    all stays as it was."""

    def interrupted(options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(listing, "run", interrupted)
    before = signal.getsignal(signal.SIGINT)
    assert cli.main(["list"]) == 130
    assert signal.getsignal(signal.SIGINT) is before
    monkeypatch.setattr(sys, "argv", ["handouts", "list"])
    try:
        assert cli.main() == 130
        signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
    assert capsys.readouterr().err == "handouts: stopped\n" * 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_nothing_is_stopped_amid_a_lock(number: int) -> None:
    """What comes while others wait for a lock is heard once it is free, and the first alone."""
    done = list[str]()
    with stoppable(), pytest.raises(KeyboardInterrupt):
        before = signal.getsignal(number)
        with held():
            signal.raise_signal(number)
            signal.raise_signal(signal.SIGINT)
            done.append("amid")
        done.append("after")
    assert done == ["amid"]
    with stoppable():
        assert signal.getsignal(number) is before
        with held():
            pass  # what was heard is not heard again


def test_a_stopped_release_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even when it is stopped while its files are put in their places."""
    task = Task(load_site(CONTENT, ROOT / "assets"), load_site(CONTENT, ROOT / "assets").clinic)
    todo, _ = wanted.jobs(task.site, ["back-health"], ["en"], ["standard"], ["letter", "a4"])
    monkeypatch.setattr(release, "unfit", lambda task, made: ())
    replace, count = os.replace, iter(range(1))

    def stopped(source: Path, goal: Path) -> None:
        if next(count, None) is None:
            raise Stopped(signal.SIGTERM)
        replace(source, goal)

    monkeypatch.setattr(os, "replace", stopped)
    with pytest.raises(Stopped):
        building.build(task, todo, tmp_path, release=True)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
