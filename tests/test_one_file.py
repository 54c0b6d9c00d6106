"""What is open is open: a fact of any kind, and a block, each touch one file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from handouts.outputs.text.lines import render
from tests.support.brochures import ASSETS, ROOT
from tests.support.opened import Opened

SITE, PICTURES = (ROOT / "tests" / "site" / name for name in ("content", "assets"))
# Of each kind: its declaration, what a clinic writes, and what stands on paper.
TOYS = {
    "text": ("kind: text", "By the old mill", "By the old mill"),
    "phone": ("kind: phone", "(555) 010-0177, ask for Jo", "(555) 010-0177, ask for Jo"),
    "web": ("kind: web", "https://toy.example/page", "toy.example/page"),
    "temperature": (
        "kind: temperature",
        "38 C or more",
        "100.4\u00a0\u00b0F (38\u00a0\u00b0C) or more",
    ),
    "person": ("kind: person", "{name: Jo Lee, role: nurse}", "Jo Lee, nurse"),
    "list": ("kind: list, of: text", "[North gate, South gate]", "South gate"),
}


def assets(folder: Path) -> Path:
    """The assets of the small site: this clinic's icons and fonts, and its own pictures and
    brand."""
    place = folder / "assets"
    shutil.copytree(ASSETS, place)
    shutil.copytree(PICTURES, place, dirs_exist_ok=True)
    return place


@pytest.mark.parametrize("kind", TOYS)
def test_a_new_fact_is_one_entry(kind: str, tmp_path: Path) -> None:
    """It is declared; the clinic fills it in as it fills in all others; no line of the program
    knows it."""
    declared, written, printed = TOYS[kind]
    content = tmp_path / "content"
    shutil.copytree(SITE, content)
    facts, clinic = content / "facts.yaml", content / "clinic.yaml"
    entry = f"  toy: {{{declared}, label: Toy, help: A toy., contact: true}}\n"
    facts.write_text(facts.read_text("utf-8").replace("facts:\n", f"facts:\n{entry}", 1), "utf-8")
    quoted = written if written.startswith(("{", "[")) else f'"{written}"'
    clinic.write_text(f"{clinic.read_text('utf-8')}\ntoy: {quoted}\n", "utf-8")
    document, _, problems = Opened(content, assets(tmp_path)).document("sample", "en")
    assert document, problems
    told = render(document)
    assert "Toy: " in told
    assert printed in told


BLOCK = '''"""``toy``: words of a toy."""

from collections.abc import Iterator

from ...meaning.document import Paragraph, Part
from ..inline import Rich
from .block import Block, Lowering


class Toy(Block):
    toy: Rich

    def parts(self, lower: Lowering) -> Iterator[Part]:
        yield Paragraph(self.toy, "lead", at=self.at)
'''


def test_a_new_block_is_one_file(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "handouts", tmp_path / "handouts", ignore=shutil.ignore_patterns("__pycache__")
    )
    (tmp_path / "handouts" / "content" / "blocks" / "toy.py").write_text(BLOCK, "utf-8")
    shutil.copytree(SITE, tmp_path / "content")
    path = tmp_path / "content" / "handouts" / "sample" / "en.yaml"
    before, blocks, after = path.read_text("utf-8").partition("    blocks:\n")
    path.write_text(f"{before}{blocks}      - toy: Words of a **toy**.\n{after}", "utf-8")
    command = [
        sys.executable,
        "-m",
        "handouts",
        "build",
        "--no-cache",
        "--assets",
        str(assets(tmp_path)),
    ]
    around = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        command, cwd=tmp_path, env=around, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "dist" / "en" / "sample-standard-letter.pdf").exists()
