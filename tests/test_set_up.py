"""``python build.py`` with a Python that has no packages: it sets itself up, and goes on."""

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import set_up
from tests.support.brochures import ROOT

BASE = getattr(sys, "_base_executable", sys.executable)  # the Python that .venv was made with
COMMAND = "import tiny\n\n\ndef main(words):\n    print(tiny.WORD, *words)\n    return 3\n"
DOOR = """\
from sys import exit as end


def again(words):
    return None


def loaded():
    from handouts.cli import main

    return main
"""
WHEEL = "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


class Checkout:
    """A folder with ``build.py`` that needs one tiny package: no package index is asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("build.py", "set_up.py"):
            shutil.copy(ROOT / name, folder / name)
        (folder / "handouts").mkdir()
        (folder / "handouts/__init__.py").touch()
        (folder / "handouts/__main__.py").write_text(DOOR, "utf-8")
        (folder / "handouts/cli.py").write_text(COMMAND, "utf-8")
        self.need("1.0")

    def need(self, version: str, digest: str = "") -> None:
        """The checkout needs this version of the tiny package, with its hash in the lock."""
        name = f"tiny-{version}-py3-none-any.whl"
        info = f"tiny-{version}.dist-info"
        with zipfile.ZipFile(self.folder / name, "w") as wheel:
            wheel.writestr("tiny.py", f"WORD = 'tiny {version}'\n")
            told = f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n"
            wheel.writestr(f"{info}/METADATA", told)
            wheel.writestr(
                f"{info}/WHEEL",
                "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            )
            wheel.writestr(f"{info}/RECORD", "")
        found = hashlib.sha256((self.folder / name).read_bytes()).hexdigest()
        lock = f"./{name} --hash=sha256:{digest or found}\n"
        (self.folder / "requirements.lock").write_text(lock, "utf-8")
        project = f'[project]\nname = "x"\ndependencies = ["tiny>={version}"]\n'
        (self.folder / "pyproject.toml").write_text(project, "utf-8")

    def build(self, *words: str, python: str = BASE) -> subprocess.CompletedProcess[str]:
        return bare(self.folder, python, "build.py", *words)


def bare(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, with nothing of this process in its environment. What pip installs
    is run once: it need not compile all of it (to pip, no is 0 here)."""
    left = ("PYTHONPATH", set_up.STARTED)
    env = {name: value for name, value in os.environ.items() if name not in left}
    env["PIP_NO_COMPILE"] = "0"
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    folder = tmp_path / "ein Ordner"
    folder.mkdir()
    return Checkout(folder)


@pytest.fixture(scope="module")
def bare_one(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """One that has set itself up: to make a ``.venv`` takes four seconds of a processor."""
    made = Checkout(tmp_path_factory.mktemp("ein anderer Ordner"))
    first = made.build("a b", "--paper", "a4")
    assert (first.returncode, first.stdout) == (3, "tiny 1.0 build a b --paper a4\n"), first.stderr
    assert "Setting up .venv (the first time only)\n" in first.stderr
    return made


def test_a_bare_python_sets_itself_up_and_sets_up_anew_when_the_lock_changes(
    bare_one: Checkout, checkout: Checkout
) -> None:
    """And refuses a package that is not the locked one, and does not hold that for done."""
    shutil.copytree(bare_one.folder / ".venv", checkout.folder / ".venv", symlinks=True)
    second = checkout.build()
    assert (second.returncode, second.stdout, second.stderr) == (3, "tiny 1.0 build\n", "")
    ready = checkout.folder / ".venv/ready"
    assert ready.stat().st_size == 64
    before = ready.read_bytes()
    checkout.need("2.0", digest="0" * 64)
    refused = checkout.build()
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.endswith(f"\n{set_up.NO_PACKAGES}\n")
    assert "Traceback" not in refused.stderr
    assert ready.read_bytes() == before
    checkout.need("2.0")
    third = checkout.build()
    assert (third.returncode, third.stdout) == (3, "tiny 2.0 build\n"), third.stderr
    assert ready.read_bytes() != before


def test_a_venv_whose_python_is_gone_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An update of the system takes it away; what a link leads to is left alone. Where Python can
    make none, that is said with what to do."""
    told: list[str] = []

    def refused(command: list[str]) -> int:
        told[:] = command[1:]
        return 1

    monkeypatch.setattr(subprocess, "call", refused)
    for name, clear in (("own", ["--clear"]), ("link", [])):
        venv = tmp_path / name
        (tmp_path / f"of-{name}/bin").mkdir(parents=True)
        (tmp_path / f"of-{name}/bin/python").symlink_to(tmp_path / "gone")
        (tmp_path / f"of-{name}").rename(venv) if clear else venv.symlink_to(f"of-{name}")
        monkeypatch.setattr(set_up, "VENV", venv)
        monkeypatch.setattr(set_up, "PYTHON", venv / "bin/python")
        assert set_up.main([]) == 1
        assert told == ["-m", "venv", *clear, str(venv)]
        assert capsys.readouterr().err.endswith(f"\n{set_up.NO_VENV}\n")


def test_packages_that_are_there_are_enough(checkout: Checkout) -> None:
    """As where somebody else has installed them."""
    project = '[project]\nname = "x"\ndependencies = ["pytest>=9"]\n'
    (checkout.folder / "pyproject.toml").write_text(project, "utf-8")
    (checkout.folder / "handouts/cli.py").write_text("def main(words):\n    return 5\n", "utf-8")
    assert checkout.build(python=sys.executable).returncode == 5
    assert not (checkout.folder / ".venv").exists()


def test_an_old_python_is_told_in_one_line(tmp_path: Path) -> None:
    """What the file does before all else, with the version of an old Python in its place."""
    text = (ROOT / "build.py").read_text("utf-8")
    head = text[: text.index("from handouts")].replace("import sys\n", OLD)
    (tmp_path / "build.py").write_text(head, "utf-8")
    done = bare(tmp_path, BASE, "build.py")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Python 3.11 or newer is needed; this is Python 3.9.2\n"


OLD = "import sys\nsys.version_info, sys.version = (3, 9, 2), '3.9.2 (old)'\n"


@pytest.mark.parametrize(
    ("requirement", "there"),
    [
        ("pytest>=9", True),
        ("pytest>=9.1.0", True),
        ("pytest>=99", False),
        ("reportlab==5.1.*", True),
        ("reportlab==5.0.*", False),
        ("no-such-package>=1", False),
    ],
)
def test_what_counts_as_there(requirement: str, there: bool) -> None:
    assert set_up._there(requirement) == there


def test_all_requirements_of_the_project_are_understood() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert set_up.needed(project) == tomllib.loads(project)["project"]["dependencies"] != []
    assert set_up._all_there()


ASKED = bool(os.environ.get("HANDOUTS_INDEX"))


@pytest.mark.skipif(not ASKED, reason="asks the package index; .ci/run lets it")
def test_the_real_lock_is_enough_for_a_bare_python(bare_one: Checkout, tmp_path: Path) -> None:
    """What another lock has left in its ``.venv`` is no package of ours."""
    shutil.copytree(bare_one.folder / ".venv", tmp_path / ".venv", symlinks=True)
    for name in ("handouts", "content", "assets"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("build.py", "set_up.py", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    done = bare(tmp_path, BASE, "build.py", "back-health")
    assert done.returncode == 0, done.stderr
    # in English, Arabic and Spanish; the faces of Chinese are not in the base
    assert "3 files in dist/" in done.stdout
