"""The same content is the same file: whatever the process, the time zone, the locale, or an earlier
build."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

import pytest
import yaml

from handouts.clinic.jobs import SET, Job, Outcome
from handouts.content.blocks import Block
from handouts.content.editions import EDITIONS
from handouts.making.site import load_site
from handouts.project import building, starter, wanted, work
from handouts.project.building import Report
from handouts.project.tasks import Task
from tests.support.brochures import ASSETS, CONTENT, ON_LETTER, ROOT, copied

SLUGS = sorted({job.slug for job in ON_LETTER})
FEW = ON_LETTER[1:3]
HALF = SLUGS[::2]  # they have every block between them that a handout has


@dataclass(frozen=True)
class Kitchen:
    """The folders of a build; what is in them is read anew for each."""

    content: Path
    out: Path
    cache: Path | None

    def build(self, jobs: Sequence[Job]) -> Report:
        site = load_site(self.content, ASSETS)
        return building.build(Task(site, site.clinic, self.cache), jobs, self.out)


def built(out: Path, *options: str, **environment: str) -> str:
    """``SHA256SUMS`` of a build by a process of its own, from the ``content`` beside ``out``."""
    folders = ["--content", str(out.with_name("content")), "--out", str(out)]
    command = [sys.executable, "-m", "handouts", "build", "--no-cache", *folders, *options]
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in ("PATH", "SYSTEMROOT", "VIRTUAL_ENV")
    }
    done = subprocess.run(
        command, cwd=ROOT, env=kept | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return (out / "SHA256SUMS").read_text("utf-8")


def test_two_builds_are_equal_whatever_is_around_them(tmp_path: Path) -> None:
    for name in ("one", "elsewhere"):  # a copy, because a writer may be at work on the original
        copied(tmp_path / name / "content")
    papers = ("--paper", "letter", "--paper", "a4")
    one = built(tmp_path / "one" / "dist", *papers, *HALF, PYTHONHASHSEED="1", TZ="UTC", LANG="C")
    other = built(
        tmp_path / "elsewhere" / "dist",
        *("--paper", "a4", "--paper", "letter", "--jobs", "2", *reversed(HALF)),
        PYTHONHASHSEED="4242",
        TZ="Pacific/Kiritimati",
        LANG="tr_TR.UTF-8",
        LC_ALL="tr_TR.UTF-8",
        SOURCE_DATE_EPOCH="86400",
    )
    assert len(one.splitlines()) == 2 * len(HALF)
    assert one == other
    manifests = [
        (tmp_path / out / "dist" / "manifest.json").read_bytes() for out in ("one", "elsewhere")
    ]
    assert manifests[0] == manifests[1]


def test_half_of_the_handouts_have_all_their_blocks() -> None:
    texts = {slug: _blocks(slug) for slug in SLUGS}
    assert set.union(*(texts[slug] for slug in HALF)) == set.union(*texts.values())
    assert len(set.union(*texts.values())) > 15


def _blocks(slug: str) -> set[str]:
    """The kinds of blocks in a handout's text."""
    text = (CONTENT / f"handouts/{slug}/en.yaml").read_text("utf-8")
    waiting, found = [yaml.safe_load(text)], list[str]()
    while waiting:
        one = waiting.pop()
        found += one if isinstance(one, dict) else ()
        waiting += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
    return Block.kinds.keys() & set(found)


def test_editions_and_sets_are_equal_whatever_is_around_them(tmp_path: Path) -> None:
    """All editions of a handout that is written for all of them, and the sets it is in, in any
    order; papers and their order, see above."""
    for name in ("one", "elsewhere"):
        copied(tmp_path / name / "content")
    site = load_site(CONTENT, ASSETS)
    slug = next(
        slug for slug in SLUGS if all(wanted.meant_for(site, slug, "en", name) for name in EDITIONS)
    )
    told = yaml.safe_load((CONTENT / "sets.yaml").read_text("utf-8"))
    sets = [
        name for name in told if any(item.partition("/")[0] == slug for item in told[name]["items"])
    ]
    orders = [
        [word for name in names for word in (option, name)]
        for option, names in (("--edition", [*EDITIONS]), ("--set", sets), ("--paper", ["letter"]))
    ]
    one = built(
        tmp_path / "one" / "dist",
        slug,
        *orders[0],
        *orders[1],
        *orders[2],
        "--jobs",
        "1",
        PYTHONHASHSEED="1",
    )
    back = [
        [
            word
            for pair in reversed(list(zip(words[::2], words[1::2], strict=True)))
            for word in pair
        ]
        for words in orders
    ]
    other = built(
        tmp_path / "elsewhere" / "dist",
        *back[2],
        *back[1],
        *back[0],
        slug,
        "--jobs",
        "2",
        PYTHONHASHSEED="77",
    )
    assert len(one.splitlines()) == len(EDITIONS) + len(sets)
    assert sets
    assert one == other
    manifests = [
        (tmp_path / out / "dist" / "manifest.json").read_bytes() for out in ("one", "elsewhere")
    ]
    assert manifests[0] == manifests[1]


def test_a_file_does_not_depend_on_the_files_made_before_it(tmp_path: Path) -> None:
    alone = _build(_folders(tmp_path / "alone"), FEW[-1:])
    after = _build(_folders(tmp_path / "after"), FEW)
    assert alone.items() <= after.items()


# ------------------------------------------------------------------ the cache


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory: pytest.TempPathFactory) -> tuple[Kitchen, dict[str, bytes]]:
    """Content, a filled cache, and what was built."""
    place = tmp_path_factory.mktemp("kitchen")
    copied(place / "content")
    folders = Kitchen(place / "content", place / "out", place / "cache")
    return folders, _build(folders, FEW)


@pytest.fixture
def warm(
    kitchen: tuple[Kitchen, dict[str, bytes]], tmp_path: Path
) -> tuple[Kitchen, dict[str, bytes]]:
    """A copy of the filled cache, an empty place for the files, and what they must be."""
    folders, files = kitchen
    assert folders.cache is not None
    shutil.copytree(folders.cache, tmp_path / "cache")
    return replace(folders, out=tmp_path / "out", cache=tmp_path / "cache"), files


def test_a_cached_build_is_the_same(
    warm: tuple[Kitchen, dict[str, bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders, files = warm
    assert files == _build(replace(folders, out=tmp_path / "cold", cache=None), FEW)
    monkeypatch.setattr(work, "fresh", _nothing_to_do)
    assert _build(folders, FEW) == files


def test_what_is_kept_tells_what_was_told_when_it_was_made(tmp_path: Path) -> None:
    """What is known of a file besides its bytes: here what a print shop would look at, and a set's
    handouts."""
    todo = [
        Job("discectomy", "en", "press", "letter"),
        Job("discectomy-pre-op", "en", SET, "letter"),
    ]
    folders = Kitchen(CONTENT, tmp_path / "out", tmp_path / "cache")
    made = folders.build(todo)
    assert made.files[0].preflight
    assert made.made[1].members
    assert folders.build(todo) == made


def _nothing_to_do(task: Task, waiting: list[Job], workers: int) -> Iterator[Outcome]:
    assert not waiting, "not everything came from the cache"
    return iter(())


def test_a_cached_build_notices_a_change_of_the_content(tmp_path: Path) -> None:
    content = tmp_path / "content"
    _copy_shelf(content)
    path, _ = starter.new_handout(content, ASSETS, "mine")
    assert path is not None
    folders = Kitchen(content, tmp_path / "out", tmp_path / "cache")
    job = [Job("mine", "en", "standard", "letter")]
    first = _build(folders, job)
    path.write_text(
        path.read_text("utf-8").replace("One thing", "Another thing altogether"), "utf-8"
    )
    second = _build(folders, job)
    assert first != second
    clinic = content / "clinic.yaml"
    clinic.write_text(clinic.read_text("utf-8").replace('phone: ""', 'phone: "555-0100"'), "utf-8")
    assert _build(folders, job) not in (first, second)


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut off": _cut,
    "emptied": lambda data: b"",
    "null": lambda data: b"null",
    "a list": lambda data: b"[]",
    "a wrong shape": lambda data: b'{"file": 1}',
    "not UTF-8": lambda data: b"\xff\xfe" + data,
    "one byte changed": lambda data: data[:-20] + bytes([data[-20] ^ 1]) + data[-19:],
}


@pytest.mark.parametrize("hows", [*zip(*[iter([*DAMAGE, "cut off"])] * len(FEW), strict=True)])
@pytest.mark.parametrize("which", ["*.file", "*.entry"])
def test_a_damaged_entry_of_the_cache_is_made_again(
    warm: tuple[Kitchen, dict[str, bytes]], which: str, hows: tuple[str, ...]
) -> None:
    """Each in a way of its own."""
    folders, files = warm
    assert folders.cache is not None
    whole = {path: path.read_bytes() for path in sorted(folders.cache.glob(which))}
    assert len(whole) == len(FEW)
    for (path, data), how in zip(whole.items(), hows, strict=True):
        path.write_bytes(DAMAGE[how](data))
        assert path.read_bytes() != data
    assert _build(folders, FEW) == files
    assert {path: path.read_bytes() for path in whole} == whole


def test_a_damaged_figure_of_the_cache_is_made_again(
    warm: tuple[Kitchen, dict[str, bytes]],
) -> None:
    """Several in each way."""
    folders, files = warm
    assert folders.cache is not None
    figures = sorted((folders.cache / "figures").glob("*"))
    hows = [DAMAGE[name] for name in DAMAGE if name != "one byte changed"]
    assert len(figures) >= 2 * len(hows)
    for path, how in zip(figures, cycle(hows), strict=False):
        path.write_bytes(how(path.read_bytes()))
    for path in folders.cache.glob("*.file"):
        path.write_bytes(b"")
    assert _build(folders, FEW) == files


# ------------------------------------------------------------------ a build that is killed


class Killed(BaseException):
    """Not even a broad ``except Exception`` stops it."""


def test_a_build_that_dies_leaves_the_last_good_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = _folders(tmp_path / "out")
    files = _build(folders, FEW)
    for name in files:
        (folders.out / name).write_bytes(b"the last good file")

    def killed(source: object, target: object) -> None:
        raise Killed

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(Killed):
        folders.build(FEW)
    left = {
        path.relative_to(folders.out).as_posix()
        for path in folders.out.rglob("*")
        if path.is_file()
    }
    catalogue = {path for path in left if path.endswith((".json", "index.html"))}
    assert left - catalogue == {*files, "SHA256SUMS"}
    assert {"manifest.json", "index.html"} <= catalogue
    assert {(folders.out / name).read_bytes() for name in files} == {b"the last good file"}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that nothing can catch")
def test_a_killed_process_leaves_the_last_good_file(tmp_path: Path) -> None:
    folders = _folders(tmp_path / "out")
    (name,) = _build(folders, FEW[:1])
    good = b"the last good file"
    (folders.out / name).write_bytes(good)
    script = (
        "import os, signal, sys\n"
        "from handouts.cli import main\n"
        "os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "main(sys.argv[1:])\n"
    )
    options = ["build", "--no-cache", "--out", str(folders.out), FEW[0].slug]
    done = subprocess.run(
        [sys.executable, "-c", script, *options], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert (folders.out / name).read_bytes() == good
    assert [path.name for path in folders.out.rglob("*.pdf")] == [Path(name).name]


# ------------------------------------------------------------------ building


def _folders(out: Path) -> Kitchen:
    return Kitchen(CONTENT, out, None)


def _build(folders: Kitchen, jobs: Sequence[Job]) -> dict[str, bytes]:
    """Build without a problem; the files by name, each as the manifest and ``SHA256SUMS`` say."""
    report = folders.build(jobs)
    assert not report.problems
    files = {entry.file: (folders.out / entry.file).read_bytes() for entry in report.files}
    assert len(files) == len(jobs)
    sums = (folders.out / "SHA256SUMS").read_text("utf-8").splitlines()
    manifest = json.loads((folders.out / "manifest.json").read_text("utf-8"))
    listed = {entry["file"]: entry["sha256"] for entry in manifest["files"]}
    for name, data in files.items():
        digest = hashlib.sha256(data).hexdigest()
        assert f"{digest}  {name}" in sums
        assert listed[name] == digest
    return files


def _copy_shelf(content: Path) -> None:
    """All that handouts share, without any handout."""
    for path in CONTENT.rglob("*.yaml"):
        inside = path.relative_to(CONTENT)
        if inside.parts[0] != "handouts":
            (content / inside).parent.mkdir(parents=True, exist_ok=True)
            (content / inside).write_bytes(path.read_bytes())


HEAVY = {"PIL", "pypdfium2", "reportlab", "ssl", "jinja2", "multiprocessing", "concurrent"}
LOADED = """
import sys
from handouts.cli import main
status = main(sys.argv[1:])
print(*sorted({name.partition(".")[0] for name in sys.modules}))
sys.exit(status)
"""


def test_a_plain_build_loads_nothing_it_does_not_need(tmp_path: Path) -> None:
    """Half of a short build is spent on loading: what few files need is loaded for them."""
    command = [sys.executable, "-c", LOADED, "build", "--no-cache", "--jobs", "1"]
    done = subprocess.run(
        [*command, "--out", str(tmp_path), FEW[0].slug],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.splitlines()[-1].split())
    assert {"handouts", "uharfbuzz"} <= loaded
    assert not HEAVY & loaded
