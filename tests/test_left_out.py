"""What the suite and the Makefile leave out and leave behind."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.brochures import ROOT
from tests.support.rows import rows

FAVOURITES = ".handouts-desk.json"  # chosen by people at the desk, and not made
SKIPS = {"skip": 0, "skipif": 1, "importorskip": None, "xfail": None}  # where a reason may stand


def skips(source: str) -> Iterator[tuple[int, str]]:
    """Line of everything in a test that leaves one out, and the reason it gives, as code."""
    for node in ast.walk(ast.parse(source)):
        called = node.func if isinstance(node, ast.Call) else None
        if not isinstance(called, ast.Attribute) or called.attr not in SKIPS:
            continue
        assert isinstance(node, ast.Call)
        if not ast.unparse(called).startswith("pytest."):
            continue
        named = [one.value for one in node.keywords if one.arg == "reason"]
        place = SKIPS[called.attr]
        plain = [] if place is None else node.args[place : place + 1]
        yield node.lineno, ast.unparse((named or plain)[0]) if named or plain else ""


@rows("path", sorted((ROOT / "tests").rglob("*.py")), ids=lambda path: path.stem)
def test_every_skipped_test_says_why_in_one_line(path: Path) -> None:
    for line, reason in skips(path.read_text("utf-8")):
        assert len(reason) > 8 or reason.isidentifier(), f"{path.name}:{line}: why?"
        assert "\\n" not in reason, f"{path.name}:{line}: in one line"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("pytest.skip()", ""),
        ("pytest.skip('no Chromium')", "'no Chromium'"),
        ("@pytest.mark.skipif(True)\ndef test(): ...", ""),
        ("@pytest.mark.skipif(True, reason='no signals')\ndef test(): ...", "'no signals'"),
        ("pytest.importorskip('resvg_py')", ""),
        ("pytest.importorskip('resvg_py', reason=WHY)", "WHY"),
    ],
)
def test_reasons_are_found(source: str, reason: str) -> None:
    assert [found for _, found in skips(source)] == [reason]


def test_make_clean_takes_away_all_that_git_ignores(tmp_path: Path) -> None:
    """What git ignores is what was made here: nothing of it stays, and nothing else goes."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "content").mkdir()
    kept = {"Makefile", "content", "content/en.yaml", "tests", "tests/test_x.py"}
    (tmp_path / "content/en.yaml").touch()
    ignored = set((ROOT / ".gitignore").read_text("utf-8").split())
    for pattern in ignored - {FAVOURITES}:
        folder = tmp_path / pattern.replace("*", "some").strip("/")
        if pattern != "*.pyc":  # they lie in __pycache__
            folder.mkdir(parents=True)
            (folder / "file").touch()
    (tmp_path / "tests/test_x.py").touch()
    (tmp_path / "tests/__pycache__").mkdir()
    (tmp_path / "tests/__pycache__/x.pyc").touch()
    subprocess.run(["make", "clean"], cwd=tmp_path, check=True)
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert left == kept
