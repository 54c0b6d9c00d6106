"""Folders as values: what was read is what is used, whatever happens to the disk meanwhile."""

from __future__ import annotations

import errno
import hashlib
import os
import pickle
import shutil
from pathlib import Path

import pytest

from handouts.making.site import Site, load_site
from handouts.source.problems import Problems
from handouts.source.snapshot import Folder, loose, read_file, read_folder
from handouts.source.walk import LARGE, LARGE_RASTER
from tests.support.brochures import ASSETS, CONTENT, copied

FILES = {"b.yaml": b"b: 1\n", "a/x.yaml": b"x: 1\n", "a/deep/y.svg": b"<svg/>", "a-b/z.txt": b""}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, data in FILES.items():
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_bytes(data)
    return tmp_path / "site"


def refused(folder: Folder, path: str) -> str:
    with pytest.raises(Problems) as caught:
        folder.data(path)
    (problem,) = caught.value.problems
    assert problem.hint
    return f"{problem.where}: {problem.message}"


# ------------------------------------------------------------------ reading


def test_a_folder_that_cannot_be_looked_into_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no empty one: what lies in it is not taken for gone. (An administrator may look into
    all, so the system is asked by somebody else here.)"""
    ask = os.scandir

    def denied(path: str) -> object:
        if str(path).endswith("deep"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return ask(path)

    monkeypatch.setattr(os, "scandir", denied)
    found = read_folder(root)
    closed = next(path for path in (*found.unread,))
    assert closed in found.empty and closed.endswith("deep")
    message = f"site/{closed}:1:1: this folder cannot be read: permission denied"
    assert refused(found, f"{closed}/more.yaml") == refused(found, closed) == message
    monkeypatch.setattr(os, "scandir", lambda path: denied("deep"))
    assert refused(read_folder(root), "x.yaml").startswith("site:1:1: this folder cannot be read")


def test_a_folder_is_its_files_in_order(root: Path) -> None:
    found = read_folder(root)
    assert list(found.files) == sorted(FILES)
    assert {path: found.data(path) for path in found.files} == FILES
    assert all(
        found.files[path].sha256 == hashlib.sha256(data).hexdigest() for path, data in FILES.items()
    )
    assert found.data("c.yaml") is None
    assert found.shown("a/x.yaml") == "site/a/x.yaml"


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    found = read_folder(tmp_path / "nowhere")
    assert not found.files
    assert found.name == "nowhere"
    assert load_site(tmp_path / "nowhere", tmp_path / "neither").slugs == ()


def test_the_working_folder_has_a_name(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    assert read_folder(Path()).name == "site"
    assert read_folder(Path(), "content").name == "content"
    assert list(read_folder(Path("a")).files) == ["deep/y.svg", "x.yaml"]


def test_folders_inside_are_those_with_files_and_empty_ones(root: Path) -> None:
    (root / "a" / "empty").mkdir()
    (root / "a" / "name.yaml").mkdir()
    found = read_folder(root)
    assert found.folders("a") == ("deep", "empty", "name.yaml")
    assert found.folders("a/deep") == found.folders("b") == ()
    assert found.empty == ("a/empty", "a/name.yaml")
    assert [path.as_posix() for path, _ in found.within("a")] == ["a/x.yaml"]
    assert [path.as_posix() for path, _ in found.within("")] == ["b.yaml"]
    assert refused(found, "a/name.yaml") == "site/a/name.yaml:1:1: this is a folder"


def test_a_link_may_not_lead_out_of_the_folder(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (root / "out.yaml").symlink_to(tmp_path / "secret.txt")
    (root / "in.yaml").symlink_to("b.yaml")
    (root / "nowhere.yaml").symlink_to("gone.yaml")
    found = read_folder(root)
    assert refused(found, "out.yaml") == "site/out.yaml:1:1: this file leads outside its folder"
    assert refused(found, "nowhere.yaml") == "site/nowhere.yaml:1:1: this is no file"
    assert found.data("in.yaml") == b"b: 1\n"
    assert b"secret" not in pickle.dumps(found)


def test_a_linked_folder_that_leads_elsewhere_is_not_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "secret.txt").write_text("secret", "utf-8")
    (root / "out").symlink_to(tmp_path / "other")
    found = read_folder(root)
    assert list(found.files) == sorted(FILES)
    assert b"secret" not in pickle.dumps(found)
    # so that whoever asks for what is in it is told
    assert found.folders("") == ("a", "a-b", "out")
    assert refused(found, "out") == "site/out:1:1: this is a folder"


def test_the_folder_itself_may_be_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to(root)
    found = read_folder(tmp_path / "linked")
    assert (found.name, dict(found.files)) == ("linked", dict(read_folder(root).files))


# ------------------------------------------------------------------ what is read stays


def test_later_changes_on_the_disk_do_not_matter(root: Path) -> None:
    found = read_folder(root)
    before = found.whole
    (root / "b.yaml").write_bytes(b"b: 2\n")
    shutil.rmtree(root / "a")
    assert {path: found.data(path) for path in found.files} == FILES
    assert found.whole == before
    assert read_folder(root).whole != before


@pytest.fixture
def large(root: Path) -> bytes:
    data = bytes(LARGE) + b"photo"
    (root / "photo.jpg").write_bytes(data)
    return data


def test_a_large_file_is_known_by_its_hash_and_read_when_it_is_used(
    root: Path, large: bytes
) -> None:
    found = read_folder(root)
    file = found.files["photo.jpg"]
    assert (file.data, file.size, file.sha256) == (
        None,
        len(large),
        hashlib.sha256(large).hexdigest(),
    )
    assert len(pickle.dumps(found)) < LARGE
    assert found.data("photo.jpg") == large


def test_photographs_stay_on_disk_from_a_smaller_size_on(root: Path) -> None:
    data = bytes(LARGE_RASTER + 1)
    for name in ("garden.JPG", "garden.png", "garden.yaml"):
        (root / name).write_bytes(data)
    found = read_folder(root).files
    assert [found[name].data for name in ("garden.JPG", "garden.png", "garden.yaml")] == [
        None,
        None,
        data,
    ]


def test_a_large_file_that_changes_meanwhile_is_refused(root: Path, large: bytes) -> None:
    found = read_folder(root)
    (root / "photo.jpg").write_bytes(large[:-1] + b"O")
    assert (
        refused(found, "photo.jpg")
        == "site/photo.jpg:1:1: the file was changed while it was being used"
    )
    (root / "photo.jpg").unlink()
    assert refused(found, "photo.jpg").startswith(
        "site/photo.jpg:1:1: the file cannot be read: no such file"
    )


def test_files_that_lie_on_no_disk_are_read_like_others() -> None:
    made = Folder("pages", {"one.png": loose(Path("one.png"), b"PNG")})
    assert made.data("one.png") == b"PNG"
    assert made.files["one.png"].sha256 == hashlib.sha256(b"PNG").hexdigest()


# ------------------------------------------------------------------ hashes and copies


def test_a_hash_is_of_names_and_contents(root: Path) -> None:
    found = read_folder(root)
    inside, apart = found.digest("a/"), found.digest(without=("b.yaml",))
    (root / "b.yaml").write_bytes(b"b: 2\n")
    changed = read_folder(root)
    assert changed.whole != found.whole
    assert (changed.digest("a/"), changed.digest(without=("b.yaml",))) == (inside, apart)
    (root / "a" / "x.yaml").rename(root / "a" / "w.yaml")
    assert read_folder(root).digest("a/") != inside


def test_a_hash_does_not_know_where_the_folder_lies(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root, tmp_path / "elsewhere" / "copy")
    assert read_folder(tmp_path / "elsewhere" / "copy").whole == read_folder(root).whole


def test_a_file_that_cannot_be_used_has_a_say_in_the_hash(root: Path) -> None:
    before = read_folder(root).whole
    (root / "broken").symlink_to("nowhere")
    assert read_folder(root).whole != before


def test_a_site_is_equal_to_one_read_again_and_to_its_copy() -> None:
    site = load_site(CONTENT, ASSETS)
    copy: Site = pickle.loads(pickle.dumps(site))
    assert site == copy == load_site(CONTENT, ASSETS)
    assert (copy.digest, copy.slugs, copy.written) == (site.digest, site.slugs, site.written)
    assert copy.clinic == site.clinic
    assert site.slugs == tuple(sorted(path.name for path in (CONTENT / "handouts").iterdir()))


def test_what_is_shown_of_a_site_is_short() -> None:
    """Not a megabyte of pictures in a traceback."""
    site = load_site(CONTENT, ASSETS)
    assert len(repr(site)) < 200
    assert len(repr(site.clinic)) < 200


def test_the_hash_of_a_site_leaves_out_what_is_one_handouts_or_one_clinics(tmp_path: Path) -> None:
    copied(tmp_path / "content")
    before = load_site(tmp_path / "content", ASSETS).digest
    for name in ("clinic.yaml", "handouts/discectomy/en.yaml", "facts.yaml"):
        path = tmp_path / "content" / name
        path.write_text(path.read_text("utf-8") + "# more\n", "utf-8")
        same = load_site(tmp_path / "content", ASSETS).digest == before
        assert same is (name != "facts.yaml"), name


def test_one_file_is_read_like_those_of_a_folder(root: Path) -> None:
    assert read_file(root / "b.yaml").read("b.yaml") == FILES["b.yaml"]
    assert read_file(root / "a").fault == "this is no file"
