"""Programs that no package of Python brings: where they are not installed, tests skip and say so.

``.ci/programs`` lists them by the package of Debian that brings them. ``.ci/run`` installs these
packages, and a program that is not listed there cannot be asked here: so CI skips no test.
"""

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

LISTED = Path(__file__).resolve().parents[2] / ".ci" / "programs"


@cache
def packages() -> dict[str, str]:
    """The package of each program."""
    rows = [line.partition(":") for line in LISTED.read_text("utf-8").splitlines()]
    return {program: package for package, _, named in rows for program in named.split()}


def absent(program: str) -> str:
    """How a test says that a program is not there, and what would bring it."""
    return f"{program} is not installed: apt-get install {packages()[program]}"


def told(
    program: str, *arguments: str | Path, folder: Path | None = None, given: bytes = b""
) -> str:
    """What a program says. The test skips where it is not installed, and fails where it fails."""
    if not shutil.which(program):
        pytest.skip(absent(program))
    done = subprocess.run(
        [program, *map(str, arguments)],
        cwd=folder,
        input=given,
        capture_output=True,
        timeout=120,
        check=False,
    )
    complaint = done.stderr.decode("utf-8", "replace")
    assert done.returncode == 0 and "rror" not in complaint, f"{program}: {complaint}"
    return done.stdout.decode("utf-8")
