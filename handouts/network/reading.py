"""Reads a network: which clinics there are, where their files are, what is made for each.

``content/networks/NAME.yaml`` says what they share; the clinics lie in the folder ``NAME`` beside
it, one file each, as ``clinic.yaml`` has it. Either may do without the other. No clinic is read
before its turn comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..making.places import NETWORKS
from ..making.site import Clinic, called, clinic_of, meant
from ..project.networks import Own, Settings, Shared
from ..source.problems import Problem, Problems, Where, did_you_mean
from ..source.reader import Reading, read
from ..source.snapshot import File, names, read_folder
from ..source.tree import Map, Scalar, Tree
from ..source.values import dataclass, field

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")  # of a clinic: its folder of results is called so


@dataclass(frozen=True, slots=True)
class Entry:
    """A clinic of a network: the files of its facts and sign-offs, and what is made for it."""

    name: str
    stem: Path
    folder: str  # where its files are, as messages call it
    settings: Settings = field(repr=False)
    files: tuple[Path, ...] = field(repr=False, default=())

    def clinic(self) -> Clinic:
        """What it has filled in. Raises ``Problems``."""
        return clinic_of(self.stem, self.files, self.folder)


@dataclass(frozen=True, slots=True)
class Network:
    """All that its file and its folder tell; ``home`` is the folder that paths start from."""

    name: str
    title: str
    home: Path
    entries: tuple[Entry, ...] = field(repr=False)

    def files_in(self, folder: str, where: Where) -> Mapping[str, File]:
        """The files of a folder that the network names, such as that of a brand. Raises
        ``Problems``."""
        found = read_folder(self.home / folder).files
        if not found:
            raise Problems([Problem(where, f"there is nothing in the folder '{folder}'", NEAR)])
        return found


NEAR = "paths start from the folder that the network's file is in"


def read_network(content: Path, name: str) -> tuple[Network, tuple[Problem, ...]]:
    """The network called ``name``, and what is wrong with it. Raises ``Problems``: there is none,
    or its file is not as it must be."""
    home = content / NETWORKS
    path, folder = home / f"{name}.yaml", home / name
    inside = f"{content.name}/{NETWORKS}"
    shown = f"{inside}/{name}.yaml"
    amiss = list(_misnamed(home, name, inside))
    if not NAME.fullmatch(name) or not (path.is_file() or folder.is_dir()):
        raise Problems(amiss or [_unknown(home, name)])
    # without it the clinics would have neither the brand nor the editions that it names
    declared, wrong = _declared(path, shown) if path.is_file() else (Shared(), amiss)
    try:
        there = names(folder, f"{inside}/{name}")
    except Problems as closed:
        raise Problems([*wrong, *closed.problems]) from None
    by_stem = dict(_stems(folder, there))
    problems = [*dict.fromkeys((*wrong, *amiss)), *_unread(folder, there, f"{inside}/{name}")]
    entries = []
    for clinic in sorted({*declared.clinics, *by_stem}):
        own = declared.clinics.get(clinic, Own())
        stem = home / own.facts if own.facts else folder / f"{clinic}.yaml"
        stem = stem.with_suffix("")
        files = by_stem.get(clinic, ()) if not own.facts else _beside(stem)
        if files:
            where_to = called(stem.parent, content)
            entries.append(Entry(clinic, stem, where_to, own.over(declared), files))
        else:
            where = own.at or declared.at or Where(shown)
            message = f"the clinic '{clinic}' has no file of facts"
            hint = f"write {stem.name}.yaml, or say under 'facts' where it is"
            problems.append(Problem(where, message, hint))
    problems += _shadowed(by_stem, entries, f"{inside}/{name}")
    if wrong:
        raise Problems(problems)
    network = Network(name, declared.title or name, home, tuple(entries))
    if not entries and not problems:
        hint = f"put a file for each clinic into {folder.name}/"
        problems.append(Problem(Where(shown), "there are no clinics in this network", hint))
    return network, tuple(problems)


def _declared(path: Path, shown: str) -> tuple[Shared, list[Problem]]:
    """What the file of a network says, which is ``shown`` so, and what is wrong with it."""
    context = Reading()
    declared = read(path, Shared, context, shown) or _half(context.trees.get(shown))
    return declared, context.problems


def _shadowed(
    by_stem: Mapping[str, tuple[Path, ...]], entries: Sequence[Entry], called: str
) -> Iterator[Problem]:
    """What is told of files of clinics, in the folder that is ``called`` so, that are passed over
    as the file of the network names others: whoever fills them in would wonder."""
    others = [one for one in entries if by_stem.get(one.name, one.files) != one.files]
    heard = {path.resolve() for one in entries for path in one.files} if others else set()
    for one in others:
        for path in (path for path in by_stem[one.name] if path.resolve() not in heard):
            message = f"this is not read: the facts of '{one.name}' are in '{one.files[0].name}'"
            hint = f"take it away, or take 'facts' out of {called}.yaml"
            yield Problem(Where(f"{called}/{path.name}"), message, hint)


def _misnamed(home: Path, name: str, inside: str) -> Iterator[Problem]:
    """Files that were meant to be the one of a network, and are not read for how they end."""
    right = f"{name}.yaml"
    for one in names(home, inside):
        if one != right and meant(one).lower() == right and (home / one).is_file():
            if (home / right).is_file() and (home / one).samefile(home / right):
                continue  # a system that does not care for capitals
            message = "a file of this name is not read"
            yield Problem(Where(f"{inside}/{one}"), message, f"call it '{right}'")


def _half(tree: Tree | None) -> Shared:
    """What a file that is not as it must be tells of its clinics: where their facts are, so that
    those that are missing are told, too."""
    told, clinics = tree.get("clinics") if isinstance(tree, Map) else None, dict[str, Own]()
    for name, own in told.items() if isinstance(told, Map) else ():
        facts = own.get("facts") if isinstance(own, Map) else None
        if NAME.fullmatch(name) and (facts is None or isinstance(facts, Scalar) and facts):
            at = own.at if isinstance(own, Map | Scalar) else None
            clinics[name] = Own(facts=facts, at=at)
    return Shared(clinics=clinics)


def _stems(folder: Path, there: Sequence[str]) -> Iterator[tuple[str, tuple[Path, ...]]]:
    """The clinics of a folder by name, each with all its files; ``there`` is what lies in it."""
    found = dict[str, list[Path]]()
    for path in (folder / one for one in there if one.endswith(".yaml")):
        found.setdefault(path.name.split(".", maxsplit=1)[0], []).append(path)
    for name, files in found.items():
        if NAME.fullmatch(name) and any(path.name == f"{name}.yaml" for path in files):
            yield name, tuple(files)


def _unread(folder: Path, there: Sequence[str], called: str) -> Iterator[Problem]:
    """Files of a folder, which is ``called`` so, that look like those of a clinic, and are not."""
    known = dict(_stems(folder, there))
    for path in (folder / one for one in there):
        if path.is_dir():
            continue
        name = path.name.split(".", maxsplit=1)[0]
        where = Where(f"{called}/{path.name}")
        if path.suffix != ".yaml":
            message, hint = "a file of this name is not read", f"call it '{name}.yaml'"
        elif not NAME.fullmatch(name):
            message = f"'{name}' is no name of a clinic"
            hint = "use small letters, digits and hyphens: its results lie in a folder called so"
        elif name not in known:
            message, hint = f"there is no '{name}.yaml' that this belongs to", "write it, too"
        else:
            continue
        yield Problem(where, message, hint)


def _beside(stem: Path) -> tuple[Path, ...]:
    """The files of a clinic that lies somewhere else."""
    there = [path for path in sorted(stem.parent.glob(f"{stem.name}.*.yaml")) if path.is_file()]
    own = stem.parent / f"{stem.name}.yaml"
    return (own, *there) if own.is_file() else ()


def _unknown(home: Path, name: str) -> Problem:
    known = {path.stem for path in home.glob("*") if path.is_dir() or path.suffix == ".yaml"}
    hint = did_you_mean(name, known) or f"write {NETWORKS}/{name}.yaml, or a folder of that name"
    return Problem(Where(f"{home.parent.name}/{NETWORKS}"), f"there is no network '{name}'", hint)
