"""What ``python -m benchmarks.network`` judges: a folder of results with each fault there is, and
one without."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.sums import Look, looked, needless, note, torn, unlike, unlisted

FILES = ("ash/en/knee-sheet-letter.pdf", "birch/en/knee-sheet-letter.pdf")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Results of two clinics, whole."""
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_bytes(name.encode())
        (tmp_path / note(name)).parent.mkdir()
        (tmp_path / note(name)).write_bytes(b"{}")
        line = f"{hashlib.sha256(name.encode()).hexdigest()}  {name.partition('/')[2]}\n"
        (path.parents[1] / "SHA256SUMS").write_text(line, "utf-8")
    return tmp_path


def faults(before: Look, after: Look, whole: Look, found: int = 2, made: int = 0) -> list[str]:
    def told() -> Iterator[str]:
        yield from unlisted(after, len(FILES))
        yield from torn(before, whole)
        yield from unlike(after, whole)
        yield from needless(before, after, found, made)

    return list(told())


def test_what_is_whole_has_no_fault(out: Path) -> None:
    whole = looked(out)
    assert whole.listed == whole.files
    assert whole.noted == set(FILES)
    assert faults(whole, looked(out), whole) == []


def test_each_fault_is_named(out: Path) -> None:
    whole, name = looked(out), FILES[0]
    path = out / name
    data, stamp = path.read_bytes(), path.stat()
    path.write_bytes(data[:9])
    torn_now = looked(out)
    assert list(torn(torn_now, whole)) == [f"1 files half there: {name}"]
    assert f"1 files not as their list says: {name}" in faults(whole, torn_now, whole)
    path.write_bytes(data)
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns + 1))  # the same bytes, once more
    assert faults(whole, looked(out), whole) == [f"1 files written again: {name}"]
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    (out / "ash/en/.knee.pdf.7.part").write_bytes(b"%PDF")
    assert "1 files left half-written: ash/en/.knee.pdf.7.part" in faults(whole, looked(out), whole)
    (out / "ash/en/.knee.pdf.7.part").unlink()
    sums = out / "birch/SHA256SUMS"
    listed = sums.read_text("utf-8")
    sums.write_text("", "utf-8")
    unlisted_now = faults(whole, looked(out), whole)
    assert f"1 files not as their list says: {FILES[1]}" in unlisted_now
    assert f"1 files of other sums: {FILES[1]}" in unlisted_now
    sums.write_text(listed, "utf-8")
    (out / "index.html").write_bytes(b"another page")
    assert faults(whole, looked(out), whole) == ["1 files of other bytes: index.html"]


def test_what_a_second_run_tells_is_held_to_what_lay_there(out: Path) -> None:
    whole = looked(out)
    assert faults(whole, whole, whole, found=1, made=1) == [
        "2 files were there and noted, 1 were found whole"
    ]
    (out / note(FILES[0])).unlink()  # stopped between a file and its note: made again, rightly
    before = looked(out)
    (out / note(FILES[0])).write_bytes(b"{}")
    assert list(needless(before, looked(out), 1, 1)) == []
    assert list(needless(before, looked(out), 1, 2)) == ["2 files made where 1 were wanted"]
    (out / FILES[1]).unlink()
    assert faults(whole, looked(out), whole)[0] == "1 files, not 2"
