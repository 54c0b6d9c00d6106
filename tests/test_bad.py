"""What an author gets wrong is told at its place, in the author's words, and nothing else is told.

A file of ``tests/bad`` begins with ``# at: PATH`` and takes that place in a copy of ``tests/site``. Each problem it must
report is a comment on the very line, with the column: ``# error 14: message | hint``. Where no comment can stand, it is
at the end of the file, with the line: ``# error 7:14: message | hint``; in SVG it is ``<!-- error ... -->``.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handouts.cli import main

ROOT = Path(__file__).parents[1]
SITE = ROOT / "tests" / "site"
CASES = sorted((ROOT / "tests" / "bad").iterdir())
AT = re.compile(r"(?:#|<!--) at: (\S+)")
ERROR = re.compile(r"(?:#|<!--) error (?:(\d+):)?(\d+): (.*?)(?: \| (.*?))?(?=\s*(?:# error|-->|$))")
SAMPLE = "content/handouts/sample/en.yaml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the good project, with the repository's fonts and icons, as the working directory."""
    shutil.copytree(SITE, tmp_path, dirs_exist_ok=True)
    for folder in ("fonts", "icons"):
        shutil.copytree(ROOT / "assets" / folder, tmp_path / "assets" / folder)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def told(project: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """Builds the project and gives the problems it reports; the exit status is 1 when there are any."""

    def build(*arguments: str) -> list[str]:
        status = main(["build", "--no-cache", *arguments])
        problems = re.sub(r"\n  hint: ", " | ", capsys.readouterr().err).splitlines()
        assert status == (1 if problems else 0)
        return problems

    return build


def target(case: Path) -> str:
    """Where a case goes."""
    found = AT.match(case.read_text("utf-8"))
    assert found, f"{case.name} does not begin with '# at: PATH'"
    return found[1]


def expected(case: Path) -> Iterator[str]:
    """The problems that a case names itself."""
    for number, text in enumerate(case.read_text("utf-8").splitlines(), 1):
        for line, column, message, hint in ERROR.findall(text):
            yield f"{target(case)}:{line or number}:{column}: error: {message}" + (f" | {hint}" if hint else "")


def test_the_good_project_has_no_problems(told: Callable[..., list[str]], project: Path) -> None:
    assert told() == []
    assert (project / "dist/en/sample-standard-letter.pdf").is_file()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bad_file(case: Path, told: Callable[..., list[str]], project: Path) -> None:
    shutil.copy(case, project / target(case))
    assert sorted(told()) == sorted(expected(case))
    assert not (project / "dist/en/sample-standard-letter.pdf").exists()
