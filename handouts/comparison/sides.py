"""The two sides of a comparison: folders as they are, and revisions of git as they were."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ..source.problems import Misused, Problem, Where
from ..source.values import dataclass

KEPT = ("content", "assets")  # all that is taken out of a revision
HANDOUTS = "content/handouts"  # without it, a folder is no side
# without it, a revision is of another form than the present code can read
FACTS = "content/facts.yaml"
# A revision from before a site said what it is about has the words of the present one: they were
# the program's then.
LENT = "content/subject.yaml"
# Fields that handouts once had: what they said is said elsewhere now, and must not keep an old text
# from being read.
RETIRED = re.compile(rb"^reviewers:.*\n(?:[ \t-].*\n)*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Side:
    """One side, as the reader named it; ``word`` says which."""

    name: str
    word: str
    content: Path
    assets: Path

    def told(self, problem: Problem) -> Problem:
        """A problem of this side, its place with the name of the side before it."""
        where = problem.where
        place = Where(f"{self.word} ({self.name}): {where.path}", where.line, where.column)
        return Problem(place, problem.message, problem.hint, problem.severity, problem.rule)


@contextmanager
def sides(old: str, new: str, here: Path) -> Iterator[tuple[Side, Side]]:
    """Both sides as folders, for as long as they are needed; ``here`` is the working folder."""
    with TemporaryDirectory(prefix="handouts-") as folder:
        yield (
            _side(old, "old", here, Path(folder) / "old"),
            _side(new, "new", here, Path(folder) / "new"),
        )


def _side(name: str, word: str, here: Path, room: Path) -> Side:
    folder = here / name
    if not (folder / HANDOUTS).is_dir():
        folder = _taken_out(name, here, room)
    assets = folder / "assets"
    return Side(
        name,
        word,
        (folder / "content").resolve(),
        (assets if assets.is_dir() else here / "assets").resolve(),
    )


def _taken_out(name: str, here: Path, room: Path) -> Path:
    """The folders of a revision, written to ``room``; no checkout is changed."""
    _unpack(name, _packed(name, here, _revision(name, here)), room)
    lent, place = here / LENT, room / LENT
    if lent.is_file() and not place.exists():
        place.write_bytes(lent.read_bytes())
    for path in room.glob(f"{HANDOUTS}/*/*.yaml"):
        path.write_bytes(
            RETIRED.sub(lambda match: b"\n" * match[0].count(b"\n"), path.read_bytes())
        )
    return room


def _revision(name: str, here: Path) -> str:
    """The hash of the commit that ``name`` is for git."""
    bare = (here / name).is_dir()
    if not _git(here, "rev-parse", "--git-dir", about=name).stdout:
        message = (
            f"has no folder '{HANDOUTS}'" if bare else "is no folder, and this is no git repository"
        )
        raise _unknown(
            name, message, f"name a folder that holds '{HANDOUTS}', or work inside a git repository"
        )
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    commit = _git(here, *asked, about=name)
    if commit.returncode:
        message = (
            f"has no folder '{HANDOUTS}', and is no revision"
            if bare
            else "is neither a folder nor a revision"
        )
        hint = f"name a folder that holds '{HANDOUTS}', or a commit, tag or branch of git"
        raise _unknown(name, message, hint)
    return commit.stdout.decode().strip()


def _packed(name: str, here: Path, commit: str) -> bytes:
    """What a commit keeps of ``KEPT``, as a tar file."""
    listed = _git(here, "ls-tree", "--name-only", commit, "--", *KEPT, about=name).stdout
    if not _git(here, "ls-tree", commit, "--", HANDOUTS, about=name).stdout:
        raise _unknown(name, f"is a revision without a folder '{HANDOUTS}'", "choose a later one")
    if not _git(here, "ls-tree", commit, "--", FACTS, about=name).stdout:
        message = (
            "is a revision from before the facts of the clinic were declared in "
            f"'{FACTS}': it cannot be compared"
        )
        raise _unknown(name, message, "choose a later one")
    found = listed.decode().split()
    packed = _git(here, "archive", "--format=tar", commit, "--", *found, about=name)
    if packed.returncode:
        told = packed.stderr.decode("utf-8", "replace").strip()
        raise _unknown(name, "cannot be taken out of git", told)
    return packed.stdout


def _unpack(name: str, packed: bytes, room: Path) -> None:
    try:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(room, filter="data")
    except tarfile.TarError as error:  # such as a link that leads out of the folder
        raise _unknown(name, "cannot be taken out of git", str(error)) from None


def _git(here: Path, *words: str, about: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", "-C", str(here), *words], capture_output=True, check=False)
    except FileNotFoundError:
        hint = f"install git, or name a folder that holds '{HANDOUTS}'"
        raise _unknown(
            about, f"is no folder with '{HANDOUTS}', and git is not installed", hint
        ) from None


def _unknown(name: str, message: str, hint: str) -> Misused:
    return Misused([Problem(Where(name), f"'{name}' {message}", hint)])
