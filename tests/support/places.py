"""Where tests write: into memory, where a machine has room for it. They copy and build whole sites,
gigabytes in all, and a disk takes longer to write them down than a processor to make them."""

import os
import shutil
import tempfile
from functools import partial
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")  # of Linux
ROOM = 8 << 30  # bytes; a run holds far less at any time


def into_memory(config: pytest.Config) -> None:
    """From now on in this process, and in those that it starts; not where somebody else has said
    where, nor where programs may not be run from there.

    What programs leave there goes with the run, what tests that failed have left stays.
    """
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return
    told = os.statvfs(MEMORY)
    if told.f_bavail * told.f_frsize < ROOM or told.f_flag & os.ST_NOEXEC:
        return
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    tempfile.tempdir = os.environ["TMPDIR"] = tempfile.mkdtemp(prefix="tests-", dir=MEMORY)
    config.add_cleanup(partial(shutil.rmtree, tempfile.tempdir, ignore_errors=True))
