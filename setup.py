"""Takes the shipped site into the wheel: beside the package in a checkout, inside it there.

All else about the package is told by ``pyproject.toml``. Files are found by folder, so that a new
text, picture or schema needs no line here.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
DOCS = ("docs/schema", "docs/rules.md", "docs/authoring.md", "docs/authoring")
SHIPPED = ("content", "assets", *DOCS, "requirements.lock")
HIDDEN = shutil.ignore_patterns(".*", "__pycache__")


class WithTheSite(build_py):
    """Builds the package, and lays the shipped site into ``handouts/shipped/``."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:  # an editable install finds the folders of the checkout
            return
        inside = Path(self.build_lib) / "handouts" / "shipped"
        shutil.rmtree(inside, ignore_errors=True)  # nothing of an earlier build
        for name in SHIPPED:
            source, target = ROOT / name, inside / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=HIDDEN)
            else:
                shutil.copyfile(source, target)


setup(cmdclass={"build_py": WithTheSite})
