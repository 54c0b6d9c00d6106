"""The wheel alone: built, put into a folder of its own, run from an empty folder."""

import os
import shutil
import subprocess
import sys
import zipfile
from email import message_from_string
from pathlib import Path

import pytest

from tests.support.brochures import ROOT

PARTS = (
    "handouts",
    "content",
    "assets",
    "docs",
    "setup.py",
    "pyproject.toml",
    "MANIFEST.in",
    "LICENSE",
    "README.md",
)
BUILD = (
    "-m",
    "pip",
    "wheel",
    "--quiet",
    "--disable-pip-version-check",
    "--no-deps",
    "--no-build-isolation",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    for name in (*PARTS, "requirements.lock"):
        source, target = ROOT / name, folder / "source" / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "gallery"))
        else:
            shutil.copy(source, target)
    (folder / "source/content/facts-to-come.yaml").write_text("a: b\n", "utf-8")
    command = [sys.executable, *BUILD, "--wheel-dir", str(folder), str(folder / "source")]
    subprocess.run(command, check=True)
    (made,) = folder.glob("*.whl")
    return made


def test_the_wheel_has_the_whole_shipped_site(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        inside = set(opened.namelist())
    roots = [ROOT / name for name in ("content", "assets", "docs/schema", "docs/authoring")]
    files = [path for root in roots for path in root.rglob("*") if path.is_file()]
    wanted = {path.relative_to(ROOT).as_posix() for path in files}
    wanted |= {"requirements.lock", "docs/rules.md", "docs/authoring.md"}
    wanted.add("content/facts-to-come.yaml")
    assert {f"handouts/shipped/{name}" for name in wanted} <= inside
    package = [path for path in (ROOT / "handouts").rglob("*") if path.is_file()]
    data = {path for path in package if path.suffix != ".pyc"}
    assert {path.relative_to(ROOT).as_posix() for path in data} <= inside


def test_the_wheel_names_its_licences_and_has_them(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        (name,) = [one for one in opened.namelist() if one.endswith(".dist-info/METADATA")]
        told = message_from_string(opened.read(name).decode())
        assert told["License-Expression"] == "Apache-2.0 AND OFL-1.1"
        folder = f"{name.rpartition('/')[0]}/licenses"
        files = told.get_all("License-File") or ()
        licences = {file: opened.read(f"{folder}/{file}").decode() for file in files}
    expected = ("LICENSE", "assets/fonts/OFL.txt", "assets/fonts/vazirmatn/LICENSE_FONT")
    assert licences == {file: (ROOT / file).read_text("utf-8") for file in expected}


def test_the_wheel_works_alone(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(tmp_path / "installed")
    empty = tmp_path / "leere Mappe"
    empty.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}

    def run(*words: str, cwd: Path) -> str:
        command = [sys.executable, "-m", "handouts", *words]
        done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b""), done.stdout
        return done.stdout.decode("utf-8", "replace")

    run("init", "Clínica", cwd=empty)
    site = empty / "Clínica"
    assert "1 file in dist/" in run("build", cwd=site)
    assert (site / "dist/en/back-health-standard-letter.pdf").read_bytes().startswith(b"%PDF")
    assert "0 files written" in run("update", cwd=site)
    assert sorted(path.name for path in empty.iterdir()) == ["Clínica"]
