"""A test in a process of its own: one that looks through all that is held would look for long
through what hundreds of other tests have left."""

import subprocess
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path

ROOT = Path(__file__).parents[2]


def apart(test: Callable[[], None]) -> Callable[[], None]:
    """The test, which asks for no fixture, in a fresh process."""

    @wraps(test)
    def alone() -> None:
        told = f"from {test.__module__} import {test.__name__} as test; test.__wrapped__()"
        command = [sys.executable, "-W", "error", "-c", told]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    return alone
