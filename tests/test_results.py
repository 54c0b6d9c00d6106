"""What lies in the folder of results is what there is, whatever was taken away, renamed, killed or
built at once."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts.cli import main
from handouts.clinic.jobs import Job
from handouts.making.cache import Keys, kept
from handouts.making.site import load_site
from handouts.project.wanted import nothing_yet
from handouts.source.files import alone, sweep, write, write_all
from tests.support.brochures import ROOT

SAMPLE = "content/handouts/sample/en.yaml"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project with two handouts, as the working directory."""
    shutil.copytree(ROOT / "tests/site", tmp_path, dirs_exist_ok=True)
    for folder in ("fonts", "icons"):
        shutil.copytree(ROOT / "assets" / folder, tmp_path / "assets" / folder)
    monkeypatch.chdir(tmp_path)
    another(tmp_path, "other")
    return tmp_path


def another(desk: Path, name: str) -> None:
    text = (desk / SAMPLE).read_text("utf-8").replace("id: sample", f"id: {name}")
    (desk / "content/handouts" / name).mkdir()
    (desk / "content/handouts" / name / "en.yaml").write_text(text, "utf-8")


def change(desk: Path, old: str, new: str) -> None:
    text = (desk / SAMPLE).read_text("utf-8")
    assert old in text
    (desk / SAMPLE).write_text(text.replace(old, new), "utf-8")


def listed(out: Path) -> dict[str, bool]:
    """The files of the manifest and whether each is outdated; they, the sums and the disk agree."""
    entries = json.loads((out / "manifest.json").read_text("utf-8"))["files"]
    sums = dict(_sums(out))
    assert {entry["file"]: entry["sha256"] for entry in entries} == sums
    there = {path.relative_to(out).as_posix(): path for path in out.rglob("*.pdf")}
    assert {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in there.items()
    } == sums
    return {entry["file"].split("/")[1]: entry["outdated"] for entry in entries}


def _sums(out: Path) -> Iterator[tuple[str, str]]:
    for line in (out / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        yield name, digest


def test_a_withdrawn_handout_leaves_the_results(desk: Path) -> None:
    assert main(["build"]) == 0
    assert listed(desk / "dist") == {
        "other-standard-letter.pdf": False,
        "sample-standard-letter.pdf": False,
    }
    shutil.rmtree(desk / "content/handouts/other")
    assert main(["build"]) == 0
    assert listed(desk / "dist") == {"sample-standard-letter.pdf": False}


def test_a_renamed_handout_leaves_no_file_of_its_old_name(desk: Path) -> None:
    assert main(["build"]) == 0
    (desk / "content/handouts/other").rename(desk / "content/handouts/new")
    text = (desk / "content/handouts/new/en.yaml").read_text("utf-8")
    (desk / "content/handouts/new/en.yaml").write_text(text.replace("id: other", "id: new"))
    assert main(["build", "new"]) == 0
    assert set(listed(desk / "dist")) == {"new-standard-letter.pdf", "sample-standard-letter.pdf"}


def test_an_edition_that_is_no_longer_written_leaves_the_results(desk: Path) -> None:
    change(desk, "\nid: sample", "\ncard: {fragment: emergency}\nid: sample")
    assert main(["build", "sample", "--edition", "card"]) == 0
    assert set(listed(desk / "dist")) == {"sample-card-letter.pdf"}
    change(desk, "\ncard: {fragment: emergency}", "")
    assert main(["build", "sample"]) == 0
    assert set(listed(desk / "dist")) == {"sample-standard-letter.pdf"}


def test_what_is_of_an_older_text_is_marked(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "sample", "--edition", "standard", "--edition", "ink-saver"]) == 0
    assert main(["build", "other"]) == 0
    change(desk, "A text is a paragraph.", "Another text.")
    capsys.readouterr()
    assert main(["build", "sample"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("1 file there from earlier builds")
    assert listed(desk / "dist") == {
        "other-standard-letter.pdf": False,
        "sample-ink-saver-letter.pdf": True,
        "sample-standard-letter.pdf": False,
    }
    assert main(["build", "sample", "--edition", "ink-saver"]) == 0
    assert not any(listed(desk / "dist").values())


def test_what_could_not_be_made_again_is_marked(desk: Path) -> None:
    assert main(["build"]) == 0
    change(desk, "A text is a paragraph.", "A {text is.")
    assert main(["build"]) == 1
    assert listed(desk / "dist") == {
        "other-standard-letter.pdf": False,
        "sample-standard-letter.pdf": True,
    }


def test_a_text_that_cannot_be_read_takes_none_of_its_results_away(desk: Path) -> None:
    """Whether it still has a card nobody can say: it was saved as UTF-16, or is a broken link."""
    change(desk, "\nid: sample", "\ncard: {fragment: emergency}\nid: sample")
    assert main(["build", "sample", "--edition", "card"]) == 0
    text = desk / SAMPLE
    text.write_text(text.read_text("utf-8"), "utf-16")
    assert main(["build"]) == 1
    assert listed(desk / "dist")["sample-card-letter.pdf"]
    text.unlink()
    text.symlink_to("nowhere.yaml")
    assert main(["build"]) == 1
    assert listed(desk / "dist")["sample-card-letter.pdf"]


def test_files_that_are_not_ours_stay(desk: Path) -> None:
    assert main(["build"]) == 0
    secret = desk / "secret.pdf"
    secret.write_bytes(b"mine")
    (desk / "dist/en/notes.pdf").write_bytes(b"mine")
    manifest = json.loads((desk / "dist/manifest.json").read_text("utf-8"))
    digest = hashlib.sha256(b"mine").hexdigest()
    strange = {**manifest["files"][0], "file": "../secret.pdf", "sha256": digest}
    manifest["files"].append({**strange, "handout": "gone"})
    (desk / "dist/manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert main(["build"]) == 0
    assert secret.read_bytes() == (desk / "dist/en/notes.pdf").read_bytes() == b"mine"
    assert "secret" not in (desk / "dist/SHA256SUMS").read_text("utf-8")


def test_a_folder_in_place_of_a_file_costs_that_file_only(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "dist/en/sample-standard-letter.pdf").mkdir(parents=True)
    assert main(["build"]) == 1
    told = capsys.readouterr().err
    assert told == (
        "dist/en/sample-standard-letter.pdf:1:1: error: a folder lies where this file goes\n"
        "  hint: take the folder away\n"
    )
    assert (desk / "dist/en/other-standard-letter.pdf").is_file()


def test_builds_at_once_agree(desk: Path) -> None:
    names = [f"h{number}" for number in range(5)]
    for name in names:
        another(desk, name)
    command = [sys.executable, "-m", "handouts", "build"]
    paths = {**os.environ, "PYTHONPATH": str(ROOT)}
    begun = [subprocess.Popen([*command, name], env=paths, stdout=-3) for name in names]
    assert [build.wait(120) for build in begun] == [0] * len(names)
    assert set(listed(desk / "dist")) == {f"{name}-standard-letter.pdf" for name in names}


def test_half_written_files_of_the_dead_are_taken_away(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    names = {
        f".a.pdf.{gone.pid}.part": False,
        f".a.pdf.{os.getpid()}.part": True,
        ".mine.part": True,
        "a.1.part": True,
    }
    (tmp_path / "en").mkdir()
    for name in names:
        (tmp_path / name).write_bytes(b"")
        (tmp_path / "en" / name).write_bytes(b"")
    sweep(tmp_path)
    left = {name: (tmp_path / name).exists() for name in names}
    assert left == {name: (tmp_path / "en" / name).exists() for name in names} == names


def test_a_lock_leaves_nothing_behind(tmp_path: Path) -> None:
    with alone(tmp_path / "dist"), alone(tmp_path / "other"):
        pass
    assert [path.name for path in (tmp_path / "dist").iterdir()] == []


# ------------------------------------------------------------------ what is kept between builds


@pytest.mark.parametrize("obstacle", ["file", "link", "pipe"])
def test_no_cache_can_stop_a_build(desk: Path, obstacle: str) -> None:
    place = desk / ".handouts-cache"
    if obstacle == "file":
        place.write_bytes(b"")
    elif obstacle == "link":
        place.symlink_to("/proc/nowhere")
    else:
        assert main(["build", "sample"]) == 0
        for path in place.glob("*.entry"):
            path.unlink()
            os.mkfifo(path)
    assert main(["build", "sample"]) == 0
    assert main(["check", "sample"]) == main(["check", "sample", "--no-cache"])


def test_the_cache_lies_in_the_project(
    desk: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert main(["build", "sample", "--out", str(elsewhere / "dist")]) == 0
    assert [path.name for path in elsewhere.iterdir()] == ["dist"]
    assert (desk / ".handouts-cache/.gitignore").read_text("utf-8") == "*\n"


def test_an_entry_of_something_else_is_not_believed(desk: Path) -> None:
    assert main(["build"]) == 0
    site, cache = load_site(desk / "content", desk / "assets"), desk / ".handouts-cache"
    keys = Keys(site, site.clinic)
    jobs = [Job(name, "en", "standard", "letter") for name in ("sample", "other")]
    own, foreign = (keys.key(job) for job in jobs)
    entries = {path.stem: path for path in cache.glob("*.entry")}
    assert len(entries) == 2
    for job in jobs:  # the day of a build has a say in the name
        found = [key for key in entries if kept(cache, key, job)]
        assert len(found) == 1
    one, two = entries
    for ending in ("entry", "file"):
        shutil.copy(cache / f"{one}.{ending}", cache / f"{two}.{ending}")
    assert [kept(cache, two, job) for job in jobs] == [None, None]
    assert own != foreign


def test_an_altered_entry_is_not_believed_even_with_its_sum(desk: Path) -> None:
    assert main(["build", "sample"]) == 0
    (path,) = (desk / ".handouts-cache").glob("*.entry")
    _, _, told = path.read_bytes().partition(b"\n")
    altered = told.replace(b'"review": "draft"', b'"review": "reviewed"')
    assert altered != told
    path.write_bytes(hashlib.sha256(altered).hexdigest().encode() + b"\n" + altered)
    assert main(["build", "sample"]) == 0
    (entry,) = json.loads((desk / "dist/manifest.json").read_text("utf-8"))["files"]
    assert entry["review"] == "draft"


def test_a_renamed_piece_of_the_kit_is_missed(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A drawing that was kept is not taken for one whose piece is called otherwise by now."""
    assert main(["build", "sample"]) == 0
    kit = desk / "assets/figures/kit"
    (kit / "parts.svg").rename(kit / "pieces.svg")
    assert main(["build", "sample"]) == 1
    assert "'kit/parts.svg#" in capsys.readouterr().err


BEGIN = "python -m handouts init FOLDER"


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (
            "content",
            "go to the folder that holds it, or begin one: 'python -m handouts init FOLDER'",
        ),
        ("texts", "point --content to the folder that holds 'handouts/'"),
    ],
)
def test_where_there_is_nothing_people_are_told_where_to_look(content: str, hint: str) -> None:
    assert str(nothing_yet(content)) == (
        f"{content}/handouts:1:1: error: there are no handouts here\n  hint: {hint}"
    )


# ------------------------------------------------------------------ where somebody says


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and modes are those of POSIX")
def test_nothing_is_put_in_the_place_of_a_device_a_folder_or_a_link(tmp_path: Path) -> None:
    pipe, folder, link, file = (tmp_path / name for name in ("pipe", "folder", "link", "file"))
    os.mkfifo(pipe)
    folder.mkdir()
    for place, kind in ((pipe, FileExistsError), (folder, IsADirectoryError)):
        with pytest.raises(kind) as told:
            write(place, b"words")
        assert told.value.filename == str(place)  # and no name of ours
    assert pipe.is_fifo()
    file.write_bytes(b"old")
    file.chmod(0o640)
    link.symlink_to("file")
    write(link, b"new")
    assert link.is_symlink()
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"new", 0o640)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder", "link", "pipe"]


def test_a_full_disk_leaves_no_folder_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty one among texts would be a handout without a text: nothing could be built."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    (tmp_path / "there").mkdir()
    for folder in ("new/er", "there/new"):
        path = tmp_path / folder / "en.yaml"
        for together in (False, True):
            with pytest.raises(OSError, match="No space left") as told:
                write_all({path: b"words"}) if together else write(path, b"words")
            assert told.value.filename == str(path)
    assert [path.name for path in tmp_path.rglob("*")] == ["there"]
