"""What a site knows of its translations: each text beside the one it was made from, which of its
parts are older than that, and whether anybody has looked at it since a machine made it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from ..content.blocks import Block
from ..content.blocks.include import Include
from ..content.common import inside
from ..content.handout import Handout
from ..content.subject import Closing
from ..signing.versions import drawing
from ..source.parsing import parse
from ..source.problems import Problem, Problems
from ..source.rows import NamedTuple
from ..source.tree import Map, Tree
from ..source.values import dataclass
from ..translating import declared, glossaries
from ..translating.excerpts import begun, cut, is_excerpt, lacking
from ..translating.lock import Lock, read_lock
from ..translating.pairing import Pair, paired, spare
from ..translating.units import Unit, units, unlike
from .texts import Texts

SOURCE = "en"  # what is translated from, where no lock says another language
COMMON, GLOSSARY = "common", "glossary"
GUIDE = "a translator must read them: docs/translating.md"
MEND = "translate it anew: 'python -m handouts translate export' makes the file to work on"
PLACES = {"questions": "talk"}  # the page that a field of a handout is printed on, if not the first


def declared_in(path: str) -> str:
    """Which file with words for all handouts this is a translation of: ``facts`` of
    ``facts.es.yaml``; none of any other."""
    return path.partition(".")[0] if "/" not in path else ""


def lock_of(path: str) -> str:
    """The lock of a text: beside it."""
    return f"{path.removesuffix('.yaml')}.lock"


@dataclass(frozen=True)
class Translation:
    """A text and its translation: ``path`` is the translation's file inside the content folder,
    ``origin`` that of its source, ``language`` and ``source`` are their languages."""

    path: str
    origin: str
    language: str
    source: str
    ours: Tree | None
    theirs: Tree | None
    lock: Lock | None
    pairs: tuple[Pair, ...]
    spare: tuple[Unit, ...]
    problems: tuple[Problem, ...]

    @property
    def stale(self) -> tuple[Pair, ...]:
        """Units whose source has changed since they were translated."""
        return tuple(one for one in self.pairs if one.found == "stale")

    @property
    def waiting(self) -> tuple[Pair, ...]:
        """Units that nobody may rely on: not translated, not recorded, stale, changed since, or a
        machine's."""
        return tuple(one for one in self.pairs if one.found != "fresh" or one.state == "machine")


class Age(NamedTuple):
    """How a translation stands to its source: the ids of sections that are older than it, and
    whether some of its words are only a machine's."""

    older: frozenset[str] = frozenset()
    machine: bool = False


class Translations(Texts):
    """Texts and those they were translated from."""

    def translation(self, path: str, language: str) -> Translation:
        """What is known of a file, such as ``common/es.yaml``, in the order of its source."""
        content = self.site.content
        own = {
            one: file.sha256
            for one in (path, lock_of(path))
            if (file := content.files.get(one)) is not None
        }
        folder = path.rpartition("/")[0]
        given = (self.site.digest, path, tuple(own.items()), content.digest(f"{folder}/"))
        return self._once("translation", *given, make=lambda: self._translation(path, language))

    def _translation(self, path: str, language: str) -> Translation:
        content = self.site.content
        problems: list[Problem] = []
        lock: Lock | None = None
        try:
            lock = read_lock(content.data(lock_of(path)), content.shown(lock_of(path)))
        except Problems as found:
            problems.extend(found.problems)
        source = lock.source if lock else SOURCE
        name, folder = declared_in(path), path.rpartition("/")[0]
        origin = f"{name}.yaml" if name else f"{folder}/{source}.yaml"
        ours, theirs = (self._tree(one, problems) for one in (origin, path))
        if ours is not None and theirs is not None and is_excerpt(theirs):
            ours = cut(ours, theirs, self._tree(f"{COMMON}/{source}.yaml", []))
        held = ours
        if ours is not None and theirs is not None and path.startswith(f"{COMMON}/"):
            held = begun(ours, lacking(ours, theirs))
        loose = bool(name) or folder == GLOSSARY  # which have words alone
        mine, other = units_of(path, ours, named=True), units_of(path, theirs, named=False)
        pairs = paired(mine, other, lock, self.drawing)
        if held is not None and theirs is not None and not loose:
            hint = f"'python -m handouts translate import' writes it as {source}.yaml has it"
            problems += [Problem(at, told, hint) for at, told in unlike(held, theirs)]
        left = spare(mine, other)
        files, trees = (path, origin, language, source), (ours, theirs)
        return Translation(*files, *trees, lock, pairs, left, tuple(problems))

    def _tree(self, path: str, problems: list[Problem]) -> Tree | None:
        try:
            data = self.site.content.data(path)
        except Problems as found:
            problems.extend(found.problems)
            return None
        if data is None:
            return None
        try:
            tree, faults = parse(data, self.site.content.shown(path))
        except Problems as found:
            problems.extend(found.problems)
            return None
        problems.extend(faults)
        return tree

    def drawing(self, name: str) -> str:
        """The hash of a picture, empty where there is none."""
        try:
            return drawing(self.galleries[0].pieces(name))[:8]
        except Problems:
            return ""

    def called(self, language: str) -> tuple[Translation, ...]:
        """What all handouts are given to say by what the site declares, where these are
        translations that somebody has recorded."""
        paths = (f"{name}.{language}.yaml" for name in declared.SHAPES)
        found = (self.translation(path, language) for path in paths if language != SOURCE)
        return tuple(one for one in found if one.lock is not None)

    # -------------------------------------------------------------- of one handout

    def translated(self, slug: str, language: str) -> tuple[Translation, ...]:
        """A handout and what it shares with others, where these are translations that somebody has
        recorded."""
        files = (self.site.text(slug, language), f"{COMMON}/{language}.yaml")
        if language == SOURCE:
            return ()
        found = (self.translation(path, language) for path in files)
        return tuple(one for one in found if one.lock is not None)

    def age(self, handout: Handout, language: str) -> Age:
        """How a handout that was read stands to its source."""
        found, lowering = self.translated(handout.id, language), self.shelf(language).lowering
        if not found or lowering is None:
            return Age()
        closing = lowering.subject.closing(*handout.ending)
        places = dict(_places(handout, lowering.fragments, closing))
        pairs = [one for text in found for one in self.told_in(handout, language, text)]
        stale = {_place(one.unit.path) for one in pairs if one.found == "stale"}
        older = {place for place, names in places.items() if place in stale or names & stale}
        machine = any(one.state == "machine" and one.found != "stale" for one in pairs)
        return Age(frozenset(older), machine)

    def told_in(self, handout: Handout, language: str, text: Translation) -> tuple[Pair, ...]:
        """The units of a file that a handout prints: of what handouts share, those of its
        fragments."""
        lowering = self.shelf(language).lowering
        if lowering is None or not text.path.startswith(f"{COMMON}/"):
            return text.pairs
        closing = lowering.subject.closing(*handout.ending)
        places = dict(_places(handout, lowering.fragments, closing))
        used = frozenset[str]().union(*places.values())
        used |= self.printed_in(handout, language, (closing.slip,))
        return tuple(one for one in text.pairs if fragment_of(one.unit.path) in used)

    def printed_in(self, handout: Handout, language: str, names: Collection[str]) -> frozenset[str]:
        """Fragments and all that they include."""
        lowering = self.shelf(language).lowering
        fragments = lowering.fragments if lowering else {}
        found = (_included(fragments.get(name, ()), fragments) | {name} for name in names if name)
        return frozenset[str]().union(*found)


def units_of(path: str, tree: Tree | None, *, named: bool) -> Mapping[str, Unit]:
    """The units of a file of the content; ``named`` is as for words to know (``glossaries``)."""
    if tree is None:
        return {}
    if name := declared_in(path):
        return declared.units(name, tree)
    if path.startswith(f"{GLOSSARY}/"):
        return glossaries.units(tree, named=named) if isinstance(tree, Map) else {}
    return units(tree)


def fragment_of(path: str) -> str:
    """The fragment that a unit stands in, if it does."""
    return path.split("/")[1] if path.startswith("fragments/") else ""


def _place(path: str) -> str:
    """Where a unit is printed: a section, a fragment, or a page that every handout has."""
    first, *rest = path.split("/")
    if first in ("sections", "fragments"):
        return rest[0]
    return PLACES.get(first, "glance")


Fragments = Mapping[str, tuple[Block, ...]]


def _places(
    handout: Handout, fragments: Fragments, closing: Closing
) -> Iterator[tuple[str, frozenset[str]]]:
    """Each part of a booklet by its id, with the fragments that are printed in it."""
    yield from ((name, frozenset[str]()) for name in ("glance", "talk"))
    for section in handout.sections:
        yield section.id, _included(section.blocks, fragments)
    ends = {"help": closing.help, "more": closing.more, "mine": closing.own}
    for place, name in (ends | {"about": closing.about, "back": closing.back}).items():
        if name:
            yield place, _included(fragments.get(name, ()), fragments) | {name}


def _included(blocks: Iterable[Block], fragments: Fragments) -> frozenset[str]:
    found = inside(blocks, fragments)
    return frozenset(one.include for one in found if isinstance(one, Include))
