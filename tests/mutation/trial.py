"""A copy of the checkout, in which one module at a time is another one while its tests run."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.mutants import Mutant

FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+?\.py(?:::.*?)?)(?: - .*)?$", re.MULTILINE)
# The first test that fails is enough, and those that have noticed other mutants come first.
PYTEST = (
    "-p",
    "tests.mutation.order",
    "-x",
    "--failed-first",
    "--tb=no",
    "-q",
    "-rfE",
    "--no-header",
)


@dataclass(frozen=True)
class Trial:
    """What became of a mutant: the test that noticed it, if one did, and how long that took."""

    mutant: Mutant
    noticed: str
    seconds: float


class Bench:
    """A folder with all files of the checkout. Tests may take ``limit`` seconds of a processor."""

    def __init__(self, root: Path, folder: Path, limit: int) -> None:
        self.folder, self.limit = folder, limit
        self.known, self.broken = set[str](), set[str]()  # tests that pass without a mutant, or not
        listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        told = subprocess.run(listed, cwd=root, capture_output=True, text=True, check=True).stdout
        for name in filter(None, told.split("\0")):
            if (root / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(root / name, folder / name)

    def tried(self, mutant: Mutant, tests: Sequence[str]) -> Trial:
        """Run tests on a mutant until one of them notices it: one that passes without it."""
        begun = time.monotonic()
        while True:
            with self._instead(mutant):
                noticed = self.failing(tests)
            if not noticed or self._sound(noticed):
                return Trial(mutant, noticed, time.monotonic() - begun)
            self.broken.add(noticed)

    def _sound(self, test: str) -> bool:
        """Whether a test passes on the code as it is; what came to grief otherwise is no test."""
        if test not in self.known | self.broken and ("::" not in test or not self.failing([test])):
            self.known.add(test)
        return test in self.known

    def failing(self, tests: Sequence[str]) -> str:
        """The first of some tests that fails; "" where none does. What takes too long fails, what
        fails anyway is left out."""
        left_out = [f"--deselect={test}" for test in self.broken]
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *PYTEST, *left_out, *tests],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder)},
            preexec_fn=self._bound,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            return ""
        found = FAILED.search(done.stdout)
        return (
            found[1] if found else f"({done.returncode}) {done.stdout[-200:]}{done.stderr[-200:]}"
        )

    def _bound(self) -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (self.limit, self.limit))
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # what runs in the background ignores it

    @contextmanager
    def _instead(self, mutant: Mutant) -> Iterator[None]:
        path = self.folder / mutant.module
        code = path.read_text("utf-8")
        try:
            self._put(path, mutant.code)
            yield
        finally:
            self._put(path, code)

    def _put(self, path: Path, code: str) -> None:
        """Write a module. Compiled ones are told from it by time and size, and both may be the
        same."""
        path.write_text(code, "utf-8")
        for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*"):
            compiled.unlink()
