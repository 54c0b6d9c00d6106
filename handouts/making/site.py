"""A site: all texts, pictures and the brand that handouts are made from; and a clinic, whose facts
they tell."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath

from ..source.problems import Problem, Problems, Where, no_file
from ..source.snapshot import Folder, names, read_file, read_folder
from ..source.values import dataclass, field, replace
from .places import NETWORKS, RECORD

HANDOUTS = "handouts"
USUAL = "en"  # the language where none is named
REVIEW = "review.yaml"  # stands beside the texts of a handout, and is none
BY_LANGUAGE = ("common", "glossary", "checks")  # folders with one file for each language
LABELS = ("facts", "subject")  # the stems of files that may say things in another language
LOCALES = Path(__file__).parents[1] / "locales"  # loading what reads them would be slow
SETS = "sets.yaml"
OF_SETS = "name handouts that are given out together in it, as docs/authoring.md shows"
AMISS = re.compile(r"(.+?)\.ya?ml(?:\.txt)?", re.IGNORECASE)  # names that are, or should be, .yaml
CLINIC = "clinic"  # the stem of the files of the clinic whose site this is


@dataclass(frozen=True)
class Clinic:
    """What one clinic has filled in and signed: its files by the names that messages call them.

    ``stem`` is what their names begin with, such as ``content/clinic``; ``faults`` are what keeps
    others of them from being read: nothing is made for this clinic then, and all else is told
    beside it.
    """

    stem: str
    files: Mapping[str, bytes] = field(repr=False)
    faults: tuple[Problem, ...] = ()

    def of(self, language: str) -> dict[str, bytes]:
        """The files of facts in a language: everybody's, and over them the language's own."""
        wanted = (f"{self.stem}.yaml", f"{self.stem}.{language}.yaml")
        return {name: self.files[name] for name in wanted if name in self.files}

    @property
    def review(self) -> tuple[str, bytes | None]:
        """The file of those who signed its clinical facts, and what is in it."""
        name = f"{self.stem}.{REVIEW}"
        return name, self.files.get(name)


@dataclass(frozen=True)
class Site:
    """The folders ``content`` and ``assets`` as they were when they were read."""

    content: Folder
    assets: Folder
    # shipped files it had, each with the sum it had then, where updates keep count
    taken: frozenset[tuple[str, str]] | None = field(default=None, repr=False)

    def missing(self, shown: str) -> Problem:
        """What is told of a file that is not there, ``shown`` as messages call it.

        A site that takes updates lacks it because this version needs it and the one before did not,
        or because somebody has removed it.
        """
        problem = no_file(shown)
        if other := self._called_otherwise(shown):
            return replace(
                problem, hint=f"'{other}' lies there: call it '{PurePosixPath(shown).name}'"
            )
        removed, path = shown in dict(self.taken or ()), PurePosixPath(shown)
        if not removed and path.name == SETS:  # a site may well have none
            more = "" if self.taken is None else "; 'python -m handouts update --with all' has some"
            return replace(problem, hint=f"{OF_SETS}{more}")
        if self.taken is None:
            return problem
        if not removed and HANDOUTS in path.parts:  # somebody's own: no version needs it
            return problem
        if not removed and path.parent.name in BY_LANGUAGE and path.stem != USUAL:
            hint = f"'python -m handouts translate export {path.stem}' begins its translation"
            return replace(problem, hint=hint)
        update = f"python -m handouts update{f' --take {shown}' if removed else ''}"
        why = "brings it back" if removed else "brings what this version needs"
        return replace(problem, hint=f"'{update}' {why}; or check the spelling")

    def _called_otherwise(self, shown: str) -> str:
        """The name of a file that was meant for the one that is missing; "" where there is none."""
        for folder in (self.content, self.assets):
            for path in map(PurePosixPath, folder.files):
                if folder.shown(str(path.with_name(meant(path.name)))) == shown:
                    return path.name
        return ""

    @property
    def slugs(self) -> tuple[str, ...]:
        """The handouts there are."""
        return self.content.folders(HANDOUTS)

    @cached_property
    def written(self) -> Mapping[str, tuple[str, ...]]:
        """The languages of each handout, the one where none is named first; English when it has no
        text yet, so that what is missing gets said."""
        found: dict[str, tuple[str, ...]] = {}
        for slug in self.slugs:
            files = (
                path
                for path, _ in self.content.within(f"{HANDOUTS}/{slug}")
                if path.suffix == ".yaml"
            )
            stems = (path.stem for path in files if path.name != REVIEW)
            found[slug] = tuple(sorted(stems, key=_first)) or (USUAL,)
        return found

    @property
    def language(self) -> str:
        """The language where none is named: English, where the site has it."""
        return self.languages[0]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages any handout is written in, English first; English when there is none
        yet."""
        found = {language for found in self.written.values() for language in found}
        return tuple(sorted(found, key=_first)) or (USUAL,)

    def text(self, slug: str, language: str) -> str:
        """The path of a handout's file inside the content folder."""
        return f"{HANDOUTS}/{slug}/{language}.yaml"

    @property
    def clinic(self) -> Clinic:
        """The clinic whose site this is."""
        # a folder in the place of a file is told where it is read
        every = (*(str(path) for path, _ in self.content.within("")), *self.content.folders(""))
        own = (path for path in every if path.endswith(".yaml") and _of_clinic(path))
        shown = {self.content.shown(path): path for path in own}
        return _clinic(
            self.content.shown(CLINIC), shown, lambda name: self.content.data(shown[name]) or b""
        )

    @cached_property
    def digest(self) -> str:
        """The hash of everything but the clinic's own files and the texts and sign-offs of single
        handouts."""
        own = tuple(
            path
            for path in self.content.files
            if path.startswith(f"{HANDOUTS}/") or _of_clinic(path)
        )
        return self.content.digest(without=own) + self.assets.whole


def _first(language: str) -> tuple[bool, str]:
    return language != USUAL, language


def _of_clinic(path: str) -> bool:
    return "/" not in path and path.split(".", maxsplit=1)[0] == CLINIC


def load_site(content: Path, assets: Path) -> Site:
    """The site in two folders; a folder that is not there is an empty one, and told by what is
    asked for next."""
    found = read_folder(content, without=(NETWORKS,))
    return Site(found, read_folder(assets), _taken(content.resolve().parent))


def _taken(folder: Path) -> frozenset[tuple[str, str]] | None:
    """The files that the record of updates in a folder names, with their sums; ``None`` where there
    is no such record."""
    try:
        files = json.loads((folder / RECORD).read_text("utf-8"))["files"]
        return frozenset((str(name), str(one.get("sha256", ""))) for name, one in files.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def meant(name: str) -> str:
    """What a file was meant to be called: programs for text put ``.txt`` behind a name."""
    found = AMISS.fullmatch(name)
    return f"{found[1]}.yaml" if found else name


def _misnamed(content: Folder, path: PurePosixPath) -> Iterator[Problem]:
    """What is told of a file that is not read for its name; a copy beside the file that is read may
    well be called so."""
    right = meant(path.name)
    beside = str(path.with_name(right)) in content.files
    if right != path.name and not (beside and path.suffix == ".txt"):
        end = path.name[len(right) - len(".yaml") :]
        message = f"a file whose name ends in {end} is not read"
        yield Problem(Where(content.shown(str(path))), message, f"call it '{right}'")


def strays(site: Site, clinic: Clinic) -> Iterator[Problem]:
    """Files that are named as if they were used, and are not: of a language that no handout has, or
    by ``.yml`` or ``.yaml.txt``."""
    shown, known = site.content.shown, site.languages
    own = (f"{clinic.stem}.yaml", clinic.review[0])
    found = [
        (name, name[len(clinic.stem) + 1 : -len(".yaml")])
        for name in clinic.files
        if name not in own
    ]
    for path in map(PurePosixPath, site.content.files):
        folder, (stem, _, language) = path.parent.as_posix(), path.stem.partition(".")
        if path.suffix != ".yaml":
            yield from _misnamed(site.content, path)
        elif folder in BY_LANGUAGE or (folder == "." and language and stem in LABELS):
            found.append((shown(str(path)), path.stem if folder in BY_LANGUAGE else language))
    for name, language in found:
        if language not in known:
            message = f"there is no handout in the language '{language}', so this file is not used"
            hint = f"name it by the language of a handout ({', '.join(known)}), or take it away"
            # A translation may begin with its shared texts: nothing is said where the program knows
            # the language. Facts that are not used would be missed on paper.
            of_clinic = name in clinic.files
            if (LOCALES / f"{language}.yaml").is_file() and not of_clinic:
                continue
            yield Problem(Where(name), message, hint, "error" if of_clinic else "warning")


def load_clinic(path: Path, content: Path | None = None) -> Clinic:
    """The clinic of a file such as ``clinics/riverside.yaml``, with its other languages and
    sign-offs beside it; one in the folder ``content`` is called as all that lies there.

    A folder stands for the ``clinic.yaml`` in it. Raises ``Problems``: there is no such file.
    """
    path = path / f"{CLINIC}.yaml" if path.is_dir() else path
    folder = path.resolve().parent
    found = (folder / one for one in names(folder, folder.name) if one.endswith(".yaml"))
    own = (one for one in found if one.name.startswith(f"{path.stem}."))
    return clinic_of(folder / path.stem, own, called(folder, content))


def called(folder: Path, content: Path | None) -> str:
    """What messages call a folder of clinics: its path from where ``content`` lies, its name alone
    outside."""
    home, real = content and content.resolve(), folder.resolve()
    if content and home and real.is_relative_to(home):
        return (Path(content.name or home.name) / real.relative_to(home)).as_posix()
    return folder.name


def clinic_of(stem: Path, found: Iterable[Path], folder: str = "") -> Clinic:
    """The clinic of the files that were ``found``; ``stem`` is what their paths begin with,
    ``folder`` what messages call where they are, if not by its name alone. Raises ``Problems``."""
    folder = folder or stem.parent.name
    shown = f"{folder}/{stem.name}"
    named = {f"{folder}/{one.name}": one for one in found}
    if f"{shown}.yaml" not in named:
        raise Problems([no_file(f"{shown}.yaml")])
    return _clinic(shown, named, lambda name: read_file(named[name]).read(name))


def _clinic(stem: str, every: Iterable[str], data: Callable[[str], bytes]) -> Clinic:
    """The clinic of the files called ``every``; ``data`` gives the bytes of one, and may raise
    ``Problems``."""
    files, faults = dict[str, bytes](), list[Problem]()
    for name in every:
        try:
            files[name] = data(name)
        except Problems as found:
            faults += found.problems
    return Clinic(stem, files, tuple(faults))
