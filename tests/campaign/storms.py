"""Builds that are killed, crowds of builds at once, full disks, places that cannot be written."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.campaign.site import ROOT, on_disk
from tests.campaign.trial import disagreements

Find = tuple[str, str, str]
HANDOUTS = tuple(f"h{number}" for number in range(8))
PATIENCE = 120  # seconds


def storms(folder: Path, seed: int, count: int) -> list[Find]:
    """``count`` kills, a tenth as many crowds, and full disks."""
    place = on_disk(folder / "site")
    text = (place / "content/handouts/other/en.yaml").read_text("utf-8")
    for name in HANDOUTS:
        own = place / "content/handouts" / name
        own.mkdir()
        (own / "en.yaml").write_text(text.replace("id: other", f"id: {name}"), "utf-8")
    (place / "content/sets.yaml").unlink()
    found = [("kill", str(seed), what) for what in _kills(place, Random(seed), count)]
    found += [("crowd", str(seed), what) for what in _crowds(place, Random(seed), count // 10)]
    found += [("disk", "-", what) for what in _disks(place)]
    print(f"{count} kills, {count // 10} crowds of {len(HANDOUTS)}, full disks: {len(found)} found")
    return found


def _command(*more: str) -> list[str]:
    return [sys.executable, "-m", "handouts", "build", *more]


def _begin(place: Path, *more: str, most: int | None = None) -> subprocess.Popen[str]:
    """A build; with ``most`` bytes of a file, as if the disk were full after them."""
    build = subprocess.Popen(
        _command(*more),
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    if most is not None:
        resource.prlimit(build.pid, resource.RLIMIT_FSIZE, (most, most))
    return build


def _ended(build: subprocess.Popen[str]) -> str:
    """What it said as an error; an empty text where it ended as it should."""
    try:
        _, told = build.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        build.kill()
        build.communicate()
        return "hangs"
    return told


def _kills(place: Path, chance: Random, count: int) -> Iterator[str]:
    longest = 2.0
    for number in range(count):
        _edit(place, number)
        jobs = ("--jobs", chance.choice(("1", "2")))
        begun = time.monotonic()
        build = _begin(place, *jobs, "--edition", "standard", "--edition", "sheet")
        time.sleep(chance.uniform(0, longest))
        build.send_signal(chance.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM)))
        build.communicate()
        longest = max(0.5, min(longest, time.monotonic() - begun + 0.5))
        yield from (f"kill {number}: {what}" for what in disagreements(place / "dist"))
        if number % 20 == 19:
            yield from (f"after kill {number}: {what}" for what in _whole(place))


def _edit(place: Path, version: int) -> None:
    """Another text, so that everything is made anew."""
    path = place / "content/common/en.yaml"
    text = path.read_text("utf-8").partition("\n  version-")[0]
    path.write_text(f"{text.rstrip()}\n  version-{version}: [A text.]\n", "utf-8")


def _whole(place: Path) -> Iterator[str]:
    """A build that is left alone, and the folder after it."""
    told = _ended(_begin(place, *HANDOUTS, "other", "sample"))
    if told:
        yield f"a build fails: {told[:300]}"
    yield from disagreements(place / "dist")
    parts = [path for path in place.rglob("*.part")]
    if parts:
        yield f"{len(parts)} half-written files stay"
    files = {path.stem for path in (place / "dist/en").glob("*-standard-letter.pdf")}
    if len(files) != len(HANDOUTS) + 2:
        yield f"{len(files)} files are there"


def _crowds(place: Path, chance: Random, count: int) -> Iterator[str]:
    for number in range(count):
        shutil.rmtree(place / "dist", ignore_errors=True)
        _edit(place, 10_000 + number)
        begun = [_begin(place, name) for name in HANDOUTS]
        told = [one for one in map(_ended, begun) if one]
        if told:
            yield f"crowd {number}: {told[0][:300]}"
        yield from (f"crowd {number}: {what}" for what in disagreements(place / "dist"))
        lines = (place / "dist/SHA256SUMS").read_text("utf-8").count("\n")
        if lines != len(HANDOUTS):
            yield f"crowd {number}: {lines} files are listed"


def _disks(place: Path) -> Iterator[str]:
    for most in (0, 1, 100, 2_000, 20_000, 30_000):
        _edit(place, 20_000 + most)
        told = _ended(_begin(place, "other", "sample", most=most))
        if "Traceback" in told or "None" in told or told.count(": error: ") != 1:
            yield f"a disk that is full after {most} bytes: {told[-300:]!r}"
        yield from (f"full after {most}: {what}" for what in disagreements(place / "dist"))
    (place / "plain").write_text("a", "utf-8")
    for out in ("/proc/nowhere", "/sys/nowhere", str(place / "plain")):
        told = _ended(_begin(place, "other", "--out", out))
        if told.count(": error: ") != 1:
            yield f"results in {out}: {told[-300:]!r}"
    for cache in ("file", "link"):
        shutil.rmtree(place / ".handouts-cache", ignore_errors=True)
        (place / ".handouts-cache").unlink(missing_ok=True)
        if cache == "file":
            (place / ".handouts-cache").write_text("a", "utf-8")
        else:
            (place / ".handouts-cache").symlink_to("/proc/nowhere")
        if told := _ended(_begin(place, "other")):
            yield f"a cache that is a {cache}: {told[-300:]!r}"
