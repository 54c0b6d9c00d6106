"""Where tests write: into memory, where a machine has room for it. They copy and build whole sites,
gigabytes in all, and a disk takes longer to write them down than a processor to make them."""

import os
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # of Linux
ROOM = 8 << 30  # bytes; a run holds far less at any time


def into_memory() -> None:
    """From now on in this process, and in those that it starts; not where somebody else has said
    where, nor where programs may not be run from there."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return
    told = os.statvfs(MEMORY)
    if told.f_bavail * told.f_frsize >= ROOM and not told.f_flag & os.ST_NOEXEC:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # it is asked for anew
