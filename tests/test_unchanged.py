"""A build that has nothing to do looks, tells what was told before, and loads next to nothing.

Where anything at all is another it knows nothing, and the build goes its way.
"""

from __future__ import annotations

import errno
import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handouts import __main__ as door
from handouts import cli
from handouts.making import program
from handouts.making.places import CACHE, RECORD
from handouts.project import unchanged
from handouts.project.listed import STAMP
from handouts.source.installed import versions
from tests.support.brochures import ROOT
from tests.test_second import INHALER, PLAN, copied

WORDS = ["build", "--edition", "card"]
EPOCH = 1795305600  # 22 November 2026
DAY = 24 * 3600
FULL = "or name a folder on another\n"
HALF = ".a.99999999999.part"  # of a process that is gone
Shown = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("unchanged"))


@pytest.fixture
def built(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown) -> Iterator[Path]:
    """A site whose cards are built, as the working folder; as it was again after the test."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH))
    monkeypatch.setattr(sys, "argv", ["handouts"])
    monkeypatch.setattr(program, "SETTLED", 0)  # nobody writes this program now
    assert cli.main(WORDS) == 0
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    capsys.readouterr()
    yield folder
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_symlink() or (path.is_file() and path not in before):
            path.unlink()
        elif path.is_dir() and not any(one.is_relative_to(path) for one in before):
            path.rmdir()
    for path, data in before.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def looked(shown: Shown) -> bool:
    """Whether a look is enough; if not, nothing is told."""
    done = unchanged.again(WORDS)
    told = shown.readouterr()
    assert done in (0, None)
    assert done == 0 or (told.out, told.err) == ("", "")
    return done == 0


# ------------------------------------------------------------------ what is told


def test_what_is_told_again_is_what_the_whole_way_tells(built: Path, capsys: Shown) -> None:
    """Also notes and warnings, and files of earlier builds."""
    (built / "content/common/xx.yaml").write_bytes(b"")
    appended(f"content/handouts/{PLAN}/en.yaml")(built)
    words = [*WORDS, INHALER]
    assert cli.main(words) == 0
    whole = capsys.readouterr()
    assert "warning: there is no handout in the language 'xx'" in whole.err
    assert "1 file there from earlier builds" in whole.out
    assert unchanged.again(words) == 0
    assert capsys.readouterr() == whole
    assert cli.main(words) == 0
    assert capsys.readouterr() == whole


def test_a_look_leaves_all_as_it_is(built: Path, capsys: Shown) -> None:
    files = [path for path in built.rglob("*") if path.is_file()]
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}
    assert looked(capsys)
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files} == before
    assert len(files) == len([path for path in built.rglob("*") if path.is_file()])


NOTHING = {"re", "typing", "pathlib", "json", "argparse", "collections", "contextlib", "enum"}
LOADED = """
import sys
before = set(sys.modules)
sys.argv = ["handouts"]
from handouts.__main__ import again
assert again(sys.orig_argv[3:]) == 0
print(*sorted(set(sys.modules) - before))
"""


def test_a_look_loads_next_to_nothing(built: Path) -> None:
    """No pattern, no path as a value, nothing that reads an option."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *WORDS],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    *told, modules = done.stdout.splitlines()
    loaded = set(modules.split())
    assert told[-1] == "2 files in dist/"
    assert "handouts.project.unchanged" in loaded
    assert len(loaded) < 30, loaded
    assert not NOTHING & loaded


def test_what_takes_nothing_ends_a_look_as_it_ends_a_build(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown
) -> None:
    def ends(error: OSError) -> tuple[int, str]:
        def refuse(problems: list[str], lines: list[str]) -> None:
            raise error

        monkeypatch.setattr(unchanged, "tell", refuse)
        return door.again(WORDS) or 0, capsys.readouterr().err

    assert door.again(WORDS) == 0
    assert door.again(["check"]) is None
    told = "build:1:1: error: No space left on device\n  hint: make room on the disk, "
    assert ends(OSError(errno.ENOSPC, "No space left on device")) == (2, f"{told}{FULL}")


def test_a_look_draws_the_bar_of_a_build(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    drawn = []
    for tell in (unchanged.again, cli.main):
        monkeypatch.setattr(sys, "stdout", terminal := Terminal())
        assert tell(WORDS) == 0
        drawn.append(terminal.getvalue())
    assert drawn[0] == drawn[1]
    assert drawn[0].count("\r") == 2


# ------------------------------------------------------------------ what is another


def appended(path: str) -> Callable[[Path], object]:
    return lambda folder: (folder / path).write_bytes((folder / path).read_bytes() + b"\n")


def same_size(folder: Path) -> None:
    """Another text of the same length, with the times of the one before."""
    path = folder / f"content/handouts/{PLAN}/en.yaml"
    found, data = path.stat(), path.read_bytes()
    path.write_bytes(data.replace(b'version: "1.0"', b"version: '1.0'", 1))
    assert path.read_bytes() != data
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def damaged(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:-20] + bytes([data[-20] ^ 1]) + data[-19:])


def made(folder: Path, pattern: str) -> Path:
    return next(iter(sorted((folder / "dist").rglob(pattern))))


def record(folder: Path) -> Path:
    return next(iter((folder / CACHE).glob("*.told")))


def updated(folder: Path) -> None:
    (folder / RECORD).parent.mkdir()
    (folder / RECORD).write_bytes(b"{}")


def in_the_way(folder: Path) -> None:
    path = made(folder, "*.pdf")
    path.unlink()
    path.mkdir()


OTHER: dict[str, Callable[[Path], object]] = {
    "a text": appended(f"content/handouts/{INHALER}/en.yaml"),
    "a text of the same size and time": same_size,
    "a fact": appended("content/clinic.yaml"),
    "a new text": lambda folder: (folder / "content/checks.yaml").write_bytes(b""),
    "a folder without a text": lambda folder: (folder / "content/handouts/new").mkdir(),
    "a text that is gone": lambda folder: (folder / "content/sets.yaml").unlink(),
    "a picture": appended("assets/brand/logo.svg"),
    "a face that is gone": lambda folder: made(folder, "../assets/fonts/*Bold.ttf").unlink(),
    "a record of updates": updated,
    "a damaged result": lambda folder: damaged(made(folder, "*.pdf")),
    "a result that is gone": lambda folder: made(folder, "*.pdf").unlink(),
    "a result that is a folder": in_the_way,
    "no manifest": lambda folder: (folder / "dist/manifest.json").unlink(),
    "another manifest": appended("dist/manifest.json"),
    "no sums": lambda folder: (folder / "dist/SHA256SUMS").unlink(),
    "other sums": lambda folder: (folder / "dist/SHA256SUMS").write_bytes(b""),
    "no catalogue": lambda folder: (folder / "dist/index.html").unlink(),
    "no topics": lambda folder: (folder / "dist/topics.json").unlink(),
    "somebody else's page": lambda folder: (folder / "dist/index.html").write_bytes(b"<html>"),
    "no results": lambda folder: shutil.rmtree(folder / "dist"),
    "a half of a result": lambda folder: (folder / "dist/en" / HALF).write_bytes(b""),
    "a half in the cache": lambda folder: (folder / CACHE / HALF).write_bytes(b""),
    "a damaged record": lambda folder: damaged(record(folder)),
    "half a record": lambda folder: record(folder).write_bytes(record(folder).read_bytes()[:70]),
    "an empty record": lambda folder: record(folder).write_bytes(b""),
    "a record of another build": lambda folder: record(folder).write_bytes(
        unchanged.record(["build"], ("", "", ""), ("", "", ""), ([], [], []))[1]
    ),
    "no cache": lambda folder: shutil.rmtree(folder / CACHE),
}
WARNED = ("somebody else's page", "a face that is gone")


@pytest.mark.parametrize("what", [one for one in OTHER if one not in WARNED])
def test_what_is_another_is_seen(built: Path, capsys: Shown, what: str) -> None:
    """And after a build the next look is enough: what was damaged has been made again."""
    files = {path: path.read_bytes() for path in (built / "dist").rglob("*.pdf")}
    assert looked(capsys)
    OTHER[what](built)
    assert not looked(capsys)
    if what == "a result that is a folder":
        made(built, "*.pdf").rmdir()
    cli.main(WORDS)
    capsys.readouterr()
    assert looked(capsys)
    assert {path: path.read_bytes() for path in (built / "dist").rglob("*.pdf")} == files


@pytest.mark.parametrize("what", WARNED)
def test_what_is_wrong_is_told_by_a_build(built: Path, capsys: Shown, what: str) -> None:
    OTHER[what](built)
    assert not looked(capsys)
    cli.main(WORDS)
    assert capsys.readouterr().err
    assert not looked(capsys)


@pytest.mark.parametrize("what", ["day", "words", "start", "package", "code", "needs", "page"])
def test_what_lies_elsewhere_has_a_say_too(
    built: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Shown,
    what: str,
) -> None:
    assert looked(capsys)
    words = [*WORDS, INHALER] if what == "words" else WORDS
    if what == "day":
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH + DAY))
    if what == "start":
        monkeypatch.setattr(sys, "argv", ["build.py"])
    if what == "package":
        known = versions()
        monkeypatch.setattr(program, "versions", lambda: {**known, "pydantic": "0.0.1"})
    if what == "code":
        monkeypatch.setattr(program, "_remembered", lambda place: "0")
    if what == "needs":
        (tmp_path / "pyproject.toml").write_bytes(b"")
        monkeypatch.setattr(unchanged, "PACKAGE", str(tmp_path / "handouts"))
    if what == "page":
        page = built / "dist/index.html"
        data = page.read_bytes()
        begin = data.index(STAMP) + len(STAMP)
        page.write_bytes(data[:begin] + b"0" * 8 + data[begin + 8 :])
    assert unchanged.again(words) is None
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("more", [["--release"], ["--no-cache"], ["--format", "json"]])
def test_what_is_no_plain_build_goes_the_whole_way(
    built: Path, capsys: Shown, more: list[str]
) -> None:
    cli.main([*WORDS, *more])
    capsys.readouterr()
    assert unchanged.again([*WORDS, *more]) is None
    assert len([*(built / CACHE).glob("*.told")]) == 1


def test_nothing_is_kept_of_a_build_that_fails(built: Path, capsys: Shown) -> None:
    path = built / f"content/handouts/{PLAN}/en.yaml"
    path.write_text(path.read_text("utf-8").replace("title:", "tittle:", 1), "utf-8")
    for _ in range(2):
        assert cli.main(WORDS) == 1
        capsys.readouterr()
        assert not looked(capsys)


def test_a_version_that_nobody_knows_is_another_each_time(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown
) -> None:
    monkeypatch.setattr(program, "versions", dict)
    assert cli.main(WORDS) == 0
    capsys.readouterr()
    assert not looked(capsys)


def test_the_clock_says_the_day_where_nobody_else_does(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert not looked(capsys)
    cli.main(WORDS)
    capsys.readouterr()
    assert looked(capsys)
    now = time.time()
    monkeypatch.setattr(time, "gmtime", lambda ask=time.gmtime: ask(now + DAY))
    assert not looked(capsys)
