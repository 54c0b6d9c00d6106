"""docs/api.md: its first example runs as it stands, and it names all there is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from handouts import api
from tests.support.brochures import ASSETS, CONTENT, ROOT, copied

PAGE = (ROOT / "docs" / "api.md").read_text("utf-8")


def test_the_example_makes_a_file(tmp_path: Path) -> None:
    copied(tmp_path / "content")
    shutil.copytree(ASSETS, tmp_path / "assets")
    first, many = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "clinics" / "riverside").mkdir(parents=True)
    shutil.copy(CONTENT / "clinic.yaml", tmp_path / "clinics" / "riverside" / "clinic.yaml")
    check = (
        "\nassert outcome.entry and outcome.entry.pages and clinic != site.clinic, "
        "outcome.problems\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", first + many + check],
        check=False,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert (tmp_path / "discectomy.pdf").read_bytes().startswith(b"%PDF")


def test_every_public_name_is_told() -> None:
    missing = [name for name in api.__all__ if not re.search(rf"\b{name}\b", PAGE)]
    assert not missing, missing


def test_the_command_line_makes_files_through_it() -> None:
    text = (ROOT / "handouts" / "commands" / "build.py").read_text("utf-8")
    for name in ("Task", "build", "jobs", "packets"):
        assert f"api.{name}(" in text, name
