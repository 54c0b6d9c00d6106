"""``handouts fill``: one copy with what is told of a patient, and nothing of it anywhere else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from handouts import cli
from tests.support.brochures import ASSETS, CONTENT, ROOT

Shown = pytest.CaptureFixture[str]
SECRET = "Zo\u00eb \u0141ukasz Nguy\u1ec5n"


def fill(out: Path, *arguments: str) -> int:
    folders = ("--content", str(CONTENT), "--assets", str(ASSETS))
    return cli.main(["fill", "discectomy", "--out", str(out), *folders, *arguments])


def values(path: Path) -> dict[str, str]:
    with pikepdf.open(path) as opened:
        found = (one for one in opened.objects if isinstance(one, pikepdf.Dictionary))
        return {str(one.T): str(one.V) for one in found if "/T" in one and "/V" in one}


def test_details_stand_in_the_fields_of_a_copy(tmp_path: Path, capsys: Shown) -> None:
    out, told = tmp_path / "copy.pdf", tmp_path / "told.json"
    told.write_text(json.dumps({"talk.patient": SECRET, "talk.side": "Left"}), "utf-8")
    given = ("--edition", "sheet", "--details", str(told), "--field", "talk.side=Right")
    assert fill(out, *given) == 0
    found = values(out)
    assert (found["patient"], found["side"]) == (SECRET, "/Right")  # what is typed counts
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.pdf", "told.json"]
    assert SECRET not in "".join(capsys.readouterr())


def test_a_copy_is_made_from_a_pipe_into_a_pipe(tmp_path: Path) -> None:
    folders = ("--content", str(CONTENT), "--assets", str(ASSETS))
    given = ("--edition", "sheet", "--no-plan", "--details", "-", "--out", "-")
    command = (sys.executable, "-m", "handouts", "fill", "back-health", *given, *folders)
    known = {**os.environ, "PYTHONPATH": str(ROOT)}
    made = subprocess.run(
        command, input=b"{}", capture_output=True, check=False, env=known, cwd=tmp_path
    )
    assert (made.stdout[:5], made.stdout[-6:], made.stderr) == (b"%PDF-", b"%%EOF\n", b"")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("--field", f"talk.side={SECRET}"), 1),
        (("--field", f"{SECRET}=L4"), 1),
        (("--edition", "leaflet"), 1),
        (("--field", "talk.side=Left", "--field", "talk.side=Right", "--field", f"a={SECRET}"), 2),
        (("--edition", "booklet", "--field", f"talk.level={SECRET}"), 1),
        (("--no-plan", "--field", f"talk.patient={SECRET}", "--field", "talk.side=Left"), 1),
        (("--edition", "proof", "--field", "talk.side=Left"), 1),
    ],
)
def test_what_does_not_fit_is_refused_and_not_repeated(
    tmp_path: Path, capsys: Shown, arguments: tuple[str, ...], status: int
) -> None:
    assert fill(tmp_path / "copy.pdf", *arguments) == status
    assert "error: " in (told := "".join(capsys.readouterr()))
    assert ("known: Left, Right, Both" if f"talk.side={SECRET}" in arguments else "hint: ") in told
    assert SECRET not in told
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "text",
    [
        f"{{talk.side: {SECRET}",
        f'["{SECRET}"]',
        f'{{"a": [["{SECRET}"]]}}',
        f"{'[' * 50_000}{SECRET}",
        f"{'{a: ' * 5_000}{SECRET}{'}' * 5_000}",
        f'{{"talk.side": "Left", "talk.side": "{SECRET}"}}',
        f'{{"talk.side": "Left", "talk": {{"side": "{SECRET}"}}}}',
    ],
)
def test_a_file_of_details_that_is_none_is_told_at_its_place(
    tmp_path: Path, capsys: Shown, text: str
) -> None:
    path = tmp_path / "told.json"
    path.write_text(text, "utf-8")
    assert fill(tmp_path / "copy.pdf", "--details", str(path)) in (1, 2)
    told = "".join(capsys.readouterr())
    assert f"{path}:1:" in told
    assert SECRET not in told
    assert not (tmp_path / "copy.pdf").exists()


def test_what_has_no_name_is_refused_and_not_repeated(tmp_path: Path, capsys: Shown) -> None:
    with pytest.raises(SystemExit) as stopped:
        fill(tmp_path / "copy.pdf", "--field", SECRET)
    assert stopped.value.code == 2
    assert SECRET not in "".join(capsys.readouterr())


def test_what_must_be_told_is_asked_for_whatever_the_edition(tmp_path: Path, capsys: Shown) -> None:
    told = ("--field", "talk.level=L4", "--field", "talk.nme=x")
    for given in (("--edition", "booklet"), ("--edition", "sheet", "--no-plan")):
        assert fill(tmp_path / "copy.pdf", *given, *told) == 1
        said = capsys.readouterr().err
        assert "'Side' is not told" in said
        assert "1 of the details belong to no field" in said  # all at once


def test_an_edition_for_no_paper_needs_none(tmp_path: Path) -> None:
    out = tmp_path / "copy.txt"
    assert fill(out, "--edition", "text", "--field", "talk.side=Left") == 0
    assert "Left" in out.read_text("utf-8")


def test_a_misspelt_handout_is_looked_for_among_handouts(tmp_path: Path, capsys: Shown) -> None:
    given = ("--content", str(CONTENT), "--assets", str(ASSETS), "--out", str(tmp_path / "x.pdf"))
    assert cli.main(["fill", "diskectomy", *given]) == 2
    assert "did you mean 'discectomy'?" in capsys.readouterr().err
