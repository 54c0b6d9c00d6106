"""What a kept file depends on, each input changed alone; and what is kept, as it comes back."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import time
import tomllib
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from handouts.clinic.jobs import NOBODY, SET, Entry, Job, Member, Outcome, PrivateJob
from handouts.making import cache, program
from handouts.making.cache import Keys, keep, keep_told, kept, kept_told, ready, tidied
from handouts.making.site import Clinic, Site
from handouts.source.installed import versions
from handouts.source.snapshot import Folder, loose
from tests.support.brochures import ROOT

DUE = date(2028, 11, 22)
DAY = timedelta(days=1)
JOB = Job("own", "en", "standard", "letter", day=DUE)
PACKET = Job("kit", "en", SET, "letter", day=DUE)
OWN = {
    "handouts/own/en.yaml": f"title: Own\nreview-by: {DUE}\n",
    "handouts/own/review.yaml": "en: []\n",
}
ALL = {
    "brand.yaml": "a",
    "common/en.yaml": "b",
    "facts.yaml": "c",
    "handouts/other/en.yaml": "title: Other\n",
    "sets.yaml": "d",
    **OWN,
}
ASSETS = {"figures/disc.svg": "e", "figures/kit/parts.svg": "f", "fonts/face.otf": "g"}
CLINIC = {
    "content/clinic.yaml": b"name: A\n",
    "content/clinic.es.yaml": b"name: B\n",
    "content/clinic.review.yaml": b"en: []\n",
}


def folder(name: str, files: dict[str, str]) -> Folder:
    return Folder(name, {path: loose(Path(path), text.encode()) for path, text in files.items()})


SITE = Site(folder("content", ALL), folder("assets", ASSETS))
HERE = Clinic("content/clinic", CLINIC)


def key(job: Job = JOB, site: Site = SITE, clinic: Clinic = HERE) -> str:
    return Keys(site, clinic).key(job)


def made_of(site: Site = SITE, clinic: Clinic = HERE, *, packet: bool = False) -> str:
    return Keys(site, clinic).made_of("kit" if packet else "own", packet)


def without(files: dict[str, str], path: str) -> dict[str, str]:
    return {name: text for name, text in files.items() if name != path}


def changes(files: dict[str, str], path: str) -> dict[str, dict[str, str]]:
    """A file changed, gone, and called otherwise."""
    text, rest = files[path], without(files, path)
    return {
        "changed": {**files, path: text + " "},
        "gone": rest,
        "renamed": {**rest, f"{path}.yaml": text},
    }


# ------------------------------------------------------------------ each input of a key alone


@pytest.mark.parametrize("path", [path for path in ALL if path != "handouts/other/en.yaml"])
def test_every_text_of_a_handout_is_in_its_key(path: str) -> None:
    for how, files in changes(ALL, path).items():
        site = replace(SITE, content=folder("content", files))
        assert key(site=site) != key(), how
        assert made_of(site=site) != made_of(), how
        assert Keys(site, HERE).of("", ("own",)) != Keys(SITE, HERE).of("", ("own",)), how


@pytest.mark.parametrize("path", ASSETS)
def test_every_picture_and_font_is_in_every_key(path: str) -> None:
    for how, files in changes(ASSETS, path).items():
        site = replace(SITE, assets=folder("assets", files))
        assert key(site=site) != key(), how
        assert key(PACKET, site) != key(PACKET), how
        assert made_of(site=site) != made_of(), how


def test_another_handout_is_in_the_key_of_a_set_alone() -> None:
    for files in changes(ALL, "handouts/other/en.yaml").values():
        site = replace(SITE, content=folder("content", files))
        assert key(site=site) == key()
        assert made_of(site=site) == made_of()
        assert key(PACKET, site) != key(PACKET)
        assert made_of(site, packet=True) != made_of(packet=True)
        asked = Keys(SITE, HERE), Keys(site, HERE)
        assert len({keys.of("", ("own",)) for keys in asked}) == 1
        assert len({keys.of("", ("own", "other")) for keys in asked}) == 2


@pytest.mark.parametrize("path", CLINIC)
def test_every_file_of_a_clinic_is_in_its_key(path: str) -> None:
    rest = {name: data for name, data in CLINIC.items() if name != path}
    for files in ({**CLINIC, path: b"name: C\n"}, rest, {**rest, f"{path}.yaml": CLINIC[path]}):
        clinic = replace(HERE, files=files)
        assert key(clinic=clinic) != key()
        assert made_of(clinic=clinic) != made_of()


def test_what_messages_call_the_folders_is_in_the_key() -> None:
    """A message is kept with what was made, and names its file."""
    there = {
        key(),
        key(site=replace(SITE, content=folder("texts", ALL))),
        key(site=replace(SITE, assets=folder("pictures", ASSETS))),
        key(clinic=replace(HERE, stem="clinics/riverside")),
    }
    assert len(there) == 4


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
SAY = [re.split("[=>]", need)[0] for need in PROJECT["dependencies"]]
OTHERS: dict[str, Any] = {
    "slug": "other",
    "language": "es",
    "edition": "sheet",
    "paper": "a4",
    "weighed": True,
    "binding": 18.0,
    "person": "Dr. Lee",
    "partner": "es",
}


@pytest.mark.parametrize("name", [one.name for one in fields(Job) if one.name != "day"])
def test_each_field_of_a_job_is_in_its_key(name: str) -> None:
    assert key(replace(JOB, **{name: OTHERS[name]})) != key()


@pytest.mark.parametrize("day", [DUE, date(2026, 1, 1)], ids=["of the text", "of the signatures"])
def test_a_day_that_passes_makes_another_key(day: date) -> None:
    """Two days before (when it counts as to come), the day before, the day, the day after are four;
    days further away are the same as these."""
    signed = {**CLINIC, "content/clinic.review.yaml": b"date: 2026-01-01\n"}
    clinic = replace(HERE, files=signed)
    near = [day + step * DAY for step in (-3, -2, -1, 0, 1, 2)]
    keys = (key(replace(JOB, day=one), clinic=clinic) for one in near)
    before, early, just, on, after, later = keys
    assert before == early
    assert after == later
    assert len({early, just, on, after}) == 4
    assert key(replace(JOB, day=None)) not in {early, just, on, after}


def test_a_day_in_another_handout_makes_no_other_key() -> None:
    files = {**ALL, "handouts/other/en.yaml": "review-by: 2027-05-05\n"}
    site = replace(SITE, content=folder("content", files))
    near = [replace(JOB, day=date(2027, 5, 5) + step * DAY) for step in (-1, 0, 1)]
    assert len({key(job, site) for job in near}) == 1
    assert len({key(replace(PACKET, day=job.day), site) for job in near}) == 3


def test_each_question_has_an_answer_of_its_own() -> None:
    keys = Keys(SITE, HERE)
    assert len({keys.of("a", ("own",)), keys.of("b", ("own",)), keys.of("a", ("other",))}) == 3


@pytest.mark.parametrize("name", SAY)
def test_each_package_that_has_a_say_is_in_the_key(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, before, source = versions(), key(), made_of()
    monkeypatch.setattr(program, "versions", lambda: {**known, name: "0.0.1"})
    assert key() != before
    assert made_of() == source


def test_python_is_in_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = key()
    monkeypatch.setattr(sys, "version", "4.0.0")
    assert key() != before


@pytest.mark.parametrize(
    "change",
    [
        lambda code: (code / "a.py").write_text("1\n"),
        lambda code: (code / "inner/words.yaml").write_text("b\n"),
        lambda code: (code / "inner/words.yaml").unlink(),
        lambda code: (code / "a.py").rename(code / "b.py"),
        lambda code: (code / "inner").rename(code / "outer"),
        lambda code: (code / "new.css").touch(),
    ],
)
def test_the_code_is_in_the_key(
    change: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inner/__pycache__").mkdir(parents=True)
    (tmp_path / "a.py").write_text("0\n")
    (tmp_path / "inner/words.yaml").write_text("a\n")
    monkeypatch.setattr(program, "PACKAGE", tmp_path)
    before, source = key(), made_of()
    (tmp_path / "inner/__pycache__/a.pyc").write_bytes(b"compiled")
    assert key() == before
    change(tmp_path)
    assert key() != before
    assert made_of() == source


def test_the_code_that_is_hashed_is_this_package() -> None:
    assert str(ROOT / "handouts") == program.PACKAGE


def test_no_job_of_a_patient_has_a_key() -> None:
    with pytest.raises(TypeError, match=r"^only a job without a patient can be kept$"):
        Keys(SITE, HERE).key(PrivateJob(JOB, NOBODY))  # type: ignore[arg-type]


# ------------------------------------------------------------------ what is kept comes back


DATA = b"%PDF"
ENTRY = Entry(
    file="en/own-standard-letter.pdf",
    handout="own",
    version="1.0",
    language="en",
    edition="standard",
    paper="letter",
    pages=4,
    bytes=len(DATA),
    sha256=hashlib.sha256(DATA).hexdigest(),
    review="facts",
    issued="2026-11-22",
    review_by="2028-11-22",
    unsigned=("fever",),
    ink=5.5,
    preflight=(("bleed", "9 points", True),),
)


@pytest.fixture
def made() -> Outcome:
    return Outcome(JOB, ENTRY, DATA, (), (Member("own", "facts", "2028-11-22", ("fever",)),))


def test_what_was_kept_comes_back_as_it_was(made: Outcome, tmp_path: Path) -> None:
    keep(tmp_path, "k", made)
    assert kept(tmp_path, "k", JOB) == made


def _piped(place: Path) -> None:
    (place / "k.file").unlink()
    os.mkfifo(place / "k.file")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no entry": lambda place: (place / "k.entry").unlink(),
    "no file": lambda place: (place / "k.file").unlink(),
    "another file": lambda place: (place / "k.file").write_bytes(b"%PDG"),
    "a longer file": lambda place: (place / "k.file").write_bytes(DATA + b"\n"),
    "an empty entry": lambda place: (place / "k.entry").write_bytes(b""),
    "no seal": lambda place: (place / "k.entry").write_bytes(
        (place / "k.entry").read_bytes().partition(b"\n")[2]
    ),
    "a changed entry": lambda place: (place / "k.entry").write_bytes(
        (place / "k.entry").read_bytes().replace(b'"facts"', b'"reviewed"')
    ),
    "a pipe for a file": _piped,
}


@pytest.mark.parametrize("how", DAMAGES)
def test_what_is_damaged_is_not_believed(how: str, made: Outcome, tmp_path: Path) -> None:
    keep(tmp_path, "k", made)
    DAMAGES[how](tmp_path)
    assert kept(tmp_path, "k", JOB) is None


def test_what_lies_under_another_key_or_is_another_file_is_not_believed(
    made: Outcome, tmp_path: Path
) -> None:
    keep(tmp_path, "k", made)
    for ending in ("entry", "file"):
        shutil.copy(tmp_path / f"k.{ending}", tmp_path / f"l.{ending}")
    assert kept(tmp_path, "l", JOB) is None
    assert kept(tmp_path, "k", replace(JOB, paper="a4")) is None
    assert kept(tmp_path, "k", JOB)


def test_an_entry_with_a_true_seal_and_strange_words_is_not_believed(
    made: Outcome, tmp_path: Path
) -> None:
    keep(tmp_path, "k", made)
    for data in (
        b"[]",
        b"{}",
        b'{"entry": {}}',
        b'{"entry": {"file": 1}, "members": []}',
        b"0",
        b"{",
    ):
        (tmp_path / "k.entry").write_bytes(cache._seal("k", data) + b"\n" + data)
        assert kept(tmp_path, "k", JOB) is None, data


def test_what_a_check_told_comes_back_as_it_was_and_nothing_else_does(tmp_path: Path) -> None:
    place = tmp_path / "k.told"
    assert kept_told(place) is None
    keep_told(place, "a\nb\n", 1)
    assert kept_told(place) == ("a\nb\n", 1)
    shutil.copy(place, tmp_path / "l.told")
    assert kept_told(tmp_path / "l.told") is None
    place.write_bytes(place.read_bytes().replace(b'"status": 1', b'"status": 0'))
    assert kept_told(place) is None


def test_where_nothing_can_be_kept_nothing_is(made: Outcome, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    keep(tmp_path / "file", "k", made)
    keep_told(tmp_path / "file" / "k", "", 0)
    assert (tmp_path / "file").read_bytes() == b""


def test_git_is_not_told_of_what_is_kept(tmp_path: Path) -> None:
    assert ready(tmp_path / "new") == tmp_path / "new"
    assert (tmp_path / "new/.gitignore").read_bytes() == b"*\n"


def test_what_nobody_asks_for_is_let_go_after_two_months(made: Outcome, tmp_path: Path) -> None:
    """Each change of a text left all that was made of it before, and another title its boxes."""
    names = {"old": "0" * 64, "new": "1" * 64, "used": "2" * 64}
    for key in names.values():
        keep(tmp_path, key, made)
    for name in ("stages/boxes-0a.kept", "figures/" + "3" * 64 + ".drawing", "stages/notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "mine.file").touch()
    every = {path for path in tmp_path.rglob("*") if path.is_file()}
    for path in every - {tmp_path / f"{names['new']}.{end}" for end in ("file", "entry")}:
        os.utime(path, (0, time.time() - 61 * 24 * 3600))
    assert kept(tmp_path, names["used"], JOB)
    tidied(tmp_path)
    there = {
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()
    }
    stay = {f"{names[one]}.{end}" for one in ("new", "used") for end in ("file", "entry")}
    assert there == {*stay, "mine.file", "stages/notes.txt"}
