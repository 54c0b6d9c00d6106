"""What all handouts of a language lean on: words, declared facts, glossary, sources, fragments."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from ..content import locale
from ..content.blocks import Lowering
from ..content.codes import Codes
from ..content.common import Common
from ..content.faces import needed
from ..content.facts import Declared
from ..content.families import families, lacking
from ..content.handout import PLACES
from ..content.locale import FOLDER, Locale, languages, load_locale
from ..content.shelf import Glossary, Sources
from ..content.subject import Subject
from ..pictures.gallery import Gallery
from ..source.lasting import once
from ..source.letters import Lacks
from ..source.problems import Problem, Problems, Where, did_you_mean
from ..source.reader import M, Model, Reading, read
from ..source.rows import NamedTuple
from ..source.tree import Tree, bare, maps_in
from ..source.values import replace
from .site import Site
from .trees import Parsed

if TYPE_CHECKING:
    from ..content.called import Relabelled

SOURCES = "sources.yaml"
CODES = "codes.yaml"  # a site without one has no codes


class Shelved(NamedTuple):
    """What was read of a language, all of it sound; ``files`` are those that were read."""

    locale: Locale
    declared: Declared
    subject: Subject
    codes: Codes | None
    sources: Sources
    glossary: Glossary
    common: Common
    files: tuple[str, ...]


class Shelf:
    """What all handouts of a language share: words, declared facts, glossary, sources,
    fragments."""

    def __init__(
        self, site: Site, language: str, galleries: Sequence[Gallery], lacks: Lacks | None
    ) -> None:
        """``galleries`` are those of figures and of icons; none of them where there is no brand to
        draw them in."""
        self.site, self.language, self.drawn = site, language, str(bool(galleries))
        self.context = Reading(lacks=lacks)
        self.trees = Parsed(self.context.trees)
        names = self.context.names
        names["place"] = PLACES
        for kind, gallery in zip(("figure", "icon"), galleries, strict=False):
            names[kind], names[f"{kind} faults"] = gallery, gallery.faults
        self.locale: Locale | None = None
        self.declared: Declared | None = None
        self.subject: Subject | None = None
        self.codes: Codes | None = None
        self.lowering: Lowering | None = None
        self.problems: tuple[Problem, ...] = ()

    def read(self) -> Shelved | None:
        """Reads all files; what is in them, where it is sound."""
        language, site, names = self.language, self.site, self.context.names
        self.locale = self._locale(language)
        sources = self._read(SOURCES, Sources)
        glossary = self._read(f"glossary/{language}.yaml", Glossary)
        self.declared = self._declared(language)
        self.subject = self._subject(language)
        listed = CODES in site.content.files
        self.codes = self._read(CODES, Codes) if listed else None
        names["code"] = self.codes if listed else ()
        if sources:
            names["source"] = sources.root
        if glossary:
            names["term"] = glossary.forms()
        if self.declared:
            names["fact"] = self.declared.names
        if self.subject:
            names["family"], names["column"] = self.subject.families, self.subject.activities
        common = self._read(f"common/{language}.yaml", Common)
        if common:
            sound = self._includes(common)
            names["fragment"] = common.fragments if sound else dict.fromkeys(common.fragments, ())
        self.problems = tuple(self.context.problems)
        locale, declared, subject = self.locale, self.declared, self.subject
        texts = sources and glossary and common
        if not (texts and locale and declared and subject) or self.problems:
            return None
        assert sources and glossary and common
        files = tuple(self.context.trees)
        return Shelved(locale, declared, subject, self.codes, sources, glossary, common, files)

    def fill(self, found: Shelved) -> None:
        """Puts on the shelf what was read, now or in an earlier run."""
        self.locale, self.declared, self.subject = found.locale, found.declared, found.subject
        self.codes = found.codes
        self.lowering = Lowering(
            found.locale,
            found.declared,
            found.glossary,
            found.sources,
            found.common.fragments,
            found.subject,
        )
        names = self.context.names
        names["language"], names["code"] = self.language, () if found.codes is None else found.codes
        names["source"], names["term"] = found.sources.root, found.glossary.forms()
        names["fact"], names["fragment"] = found.declared.names, found.common.fragments
        names["family"], names["column"] = found.subject.families, found.subject.activities
        self._let_go(found.files)

    def _let_go(self, files: tuple[str, ...]) -> None:
        """Lets the trees of ``files`` go, 2 MB a language, as few ask for one again: it is made
        anew then. What is signed of them is all that each build needs."""
        if self.context.trees:
            assert self.signed
            self.context.trees.clear()
            self.context.maps.clear()
        self.trees = Parsed({}, files, self._data)

    def place(self, owner: Model, *steps: str | int) -> Where:
        """The place of a value inside what was read, by the names an author writes."""
        maps = self.context.maps
        if not maps:  # read in an earlier run
            maps |= {one.at: one for tree in self.trees.values() for one in maps_in(tree)}
        return self.context.place(owner, *steps)

    @cached_property
    def signed(self) -> tuple[Tree, ...]:
        """Fragments, glossary and sources as they were written, without their places."""

        def made() -> tuple[Tree, ...]:
            names = (f"common/{self.language}.yaml", f"glossary/{self.language}.yaml", SOURCES)
            return tuple(bare(self.trees[self.site.content.shown(name)]) for name in names)

        found = once(f"signed-{self.language}", self.given, made)
        assert found
        return found

    @property
    def given(self) -> tuple[str, ...]:
        """What all that is read is made of."""
        return self.site.content.name, self.site.assets.name, self.site.digest, self.drawn

    def _data(self, name: str) -> bytes:
        """The contents of a file, as messages call it. Raises ``Problems``."""
        inside = name.removeprefix(f"{self.site.content.name}/")
        file = self.site.content.files.get(inside)
        return file.read(name) if file else (FOLDER / name.rpartition("/")[2]).read_bytes()

    def _locale(self, language: str) -> Locale | None:
        if language not in languages():
            hint = did_you_mean(language, languages())
            message = f"there is no file of words for the language '{language}'"
            self.context.report(Where("handouts/locales"), message, hint)
            return None
        told = needed(locale.FOLDER / f"{language}.yaml")
        family = told.family if told else ""
        if family in families() and lacking(family, self.site.assets):
            self.context.lacks = None  # that its letters are not here is said once
            message = f"the faces of '{language}' ({family}) are not in {self.site.assets.name}"
            hint = f"take them along: python -m handouts fonts add {language}"
            self.context.report(Where(f"handouts/locales/{language}.yaml"), message, hint)
            return None
        return load_locale(language, self.context)

    def _read(self, path: str, kind: type[M]) -> M | None:
        try:
            data = self.site.content.data(path)
        except Problems as found:
            self.context.problems.extend(found.problems)
            return None
        if data is None:
            self.context.problems.append(self.site.missing(self.site.content.shown(path)))
            return None
        return read(data, kind, self.context, self.site.content.shown(path))

    def _declared(self, language: str) -> Declared | None:
        """The declared facts, with the labels of the language where they are written."""
        declared = self._read("facts.yaml", Declared)
        other = f"facts.{language}.yaml"
        if declared is None or other not in self.site.content.files:
            return declared
        of_words = _of_words()
        labels = self._read(other, of_words.Relabelled)
        known = labels and self._known(labels, declared)
        return declared.called(of_words.labels_of(labels)) if known else None

    def _subject(self, language: str) -> Subject | None:
        """What the handouts are about, in the words of the language where they are written."""
        subject = self._read("subject.yaml", Subject)
        other = f"subject.{language}.yaml"
        if subject and other in self.site.content.files:
            of_words = _of_words()
            words = self._read(other, of_words.Called)
            subject = of_words.called(subject, words, self.context) if words else None
        if subject and self.locale:
            placeholders = (*self.locale.placeholders, *subject.placeholders)
            self.locale = replace(self.locale, placeholders=placeholders)
        return subject

    def _known(self, labels: Relabelled, declared: Declared) -> bool:
        """Whether all facts that are called something in a language are declared."""
        before = len(self.context.problems)
        self._named(labels, ("facts",), labels.facts, declared.facts)
        self._named(labels, ("groups",), labels.groups, declared.groups)
        for name in labels.groups.keys() & declared.groups.keys():
            self._named(
                labels,
                ("groups", name, "facts"),
                labels.groups[name].facts,
                declared.groups[name].facts,
            )
        return len(self.context.problems) == before

    def _named(
        self,
        labels: Relabelled,
        steps: tuple[str, ...],
        names: Collection[str],
        known: Collection[str],
    ) -> None:
        """Reports those of ``names``, which stand below ``steps``, that are not ``known``."""
        for name in names:
            if name not in known:
                where, hint = self.context.place(labels, *steps, name), did_you_mean(name, known)
                self.context.report(where, f"there is no fact '{name}'", hint)

    def _includes(self, common: Common) -> bool:
        """Whether every brochure's own fragments are there, and what the fragments include."""
        before, report = len(self.context.problems), self.context.report
        for name in self.subject.named if self.subject else ():
            if name not in common.fragments:
                message = f"the fragment '{name}' is missing"
                hint = "write it: subject.yaml says that it is printed with every handout"
                report(common.at or Where("?"), message, hint)
        for include in common.unknown():
            hint = did_you_mean(include.include, common.fragments)
            report(include.at or Where("?"), f"there is no fragment '{include.include}'", hint)
        for include, path in common.cycles():
            message = f"this fragment includes itself: {path}"
            report(include.at or Where("?"), message, "remove one of the includes")
        if len(self.context.problems) == before:
            for at, message in common.heavy():
                report(at or common.at or Where("?"), message, "include less, or write it out")
        return len(self.context.problems) == before


def shelf_of(site: Site, language: str, galleries: Sequence[Gallery], lacks: Lacks | None) -> Shelf:
    """What all handouts of a language share, as it is read now, or was in an earlier run."""
    shelf = Shelf(site, language, galleries, lacks)
    if found := once(f"shelf-{language}", shelf.given, shelf.read):
        shelf.fill(found)
    return shelf


def _of_words() -> ModuleType:
    """What reads words in another language: eight models, which most builds have no use for."""
    return import_module("..content.called", __package__)
