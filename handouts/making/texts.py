"""The stages of a site that read its texts: what handouts share, what each says as its author wrote
it, and what it means, with the facts of clinics still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from ..content.editions import OF_ALL
from ..content.handout import Handout
from ..meaning.document import Document
from ..meaning.parts import asked, said
from ..meaning.spans import Link
from ..source.again import Again
from ..source.problems import Problem, Problems, Where, did_you_mean
from ..source.reader import M, Reading, read
from ..source.rows import NamedTuple
from ..source.tree import Map, Tree
from ..source.values import replace
from ..views import BESIDE, VIEWS, Tell
from .library import Shelf, shelf_of
from .looks import Looks
from .memo import Found

if TYPE_CHECKING:
    from ..content.notice import Notice
    from ..content.packets import Packet, Packets, PacketsWords

NOTICE = "notice.yaml"


class Script(NamedTuple):
    """A handout as its author wrote it, what is wrong with it, and all files it leans on as they
    were read."""

    handout: Handout | None
    problems: tuple[Problem, ...]
    trees: Mapping[str, Tree]


class Texts(Looks):
    """The texts of a site, each read once."""

    def shelf(self, language: str) -> Shelf:
        """What all handouts of a language share."""

        def shelf() -> Shelf:
            sound = self.look[0] is not None
            galleries, lacks = (self.galleries[:2], self.lacks) if sound else ((), None)
            return shelf_of(self.site, language, galleries, lacks)

        return self._once("shelf", self.site.digest, language, make=shelf)

    def script(self, slug: str, language: str) -> Script:
        """A handout as its author wrote it, or the problems of everything it leans on and of
        itself."""
        path = self.site.text(slug, language)
        file = self.site.content.files.get(path)
        own = f"{file.sha256}{file.fault}" if file else self.site.content.is_folder(path)
        given = (self.site.digest, slug, language, own)
        return self._once("script", *given, make=lambda: self._script(slug, language))

    def _script(self, slug: str, language: str) -> Script:
        shelf = self.shelf(language)
        names, trees = {**shelf.context.names, "slug": slug}, dict[str, Tree]()
        path = self.site.text(slug, language)
        again = Again(path, shelf.given, self.memo.before("parts", path))
        context = Reading(names=names, trees=trees, lacks=shelf.context.lacks, again=again)
        handout = self._read(path, Handout, context)
        again.settle()
        problems = tuple(
            dict.fromkeys(
                (*self.fixtures, *self._accents(shelf), *shelf.problems, *context.problems)
            )
        )
        sound = None if shelf.lowering is None or problems else handout
        return Script(sound, problems, shelf.trees.beside(trees))

    def _accents(self, shelf: Shelf) -> Iterator[Problem]:
        """Colour notes of the brand that no family has, and, where it has any, notes of families
        that it lacks."""
        brand, subject = self.look[0], shelf.subject
        if not brand or not brand.groups or not subject:
            return
        families = {subject.accent(name): one for name, one in subject.families.items()}
        for name, accent in brand.groups.items():
            if name not in families:
                where, hint = accent.at or Where("?"), did_you_mean(name, families)
                yield Problem(where, f"no family of handouts has the colour note '{name}'", hint)
        for name, family in families.items():
            if name not in brand.groups:
                where, hint = (
                    shelf.place(family, "colour"),
                    did_you_mean(name, brand.groups),
                )
                yield Problem(where, f"the brand has no colour note '{name}'", hint)

    def _read(self, path: str, kind: type[M], context: Reading) -> M | None:
        """A file of the content folder; ``None`` when problems were reported to ``context``."""
        try:
            data = self.site.content.data(path)
        except Problems as found:
            context.problems.extend(found.problems)
            return None
        if data is None:
            context.problems.append(self.site.missing(self.site.content.shown(path)))
            return None
        return read(data, kind, context, self.site.content.shown(path))

    def document(
        self, slug: str, language: str, view: str = "brochure", like: str = ""
    ) -> Found[Document]:
        """A view of a handout as meaning, its facts still open; as it stands beside another
        language where it is to have the blocks that the text in the language ``like`` picks."""
        handout, problems, _ = self.script(slug, language)
        if handout is None:
            return None, problems
        path = self.site.content.files[self.site.text(slug, language)]
        given = [self.site.digest, slug, language, path.sha256, view]
        if like:
            picking, problems, _ = self.script(slug, like)
            if picking is None:
                return None, problems
            given += [like, self.site.content.files[self.site.text(slug, like)].sha256]
            handout = picking_as(handout, picking, view)
        told = (BESIDE if like else VIEWS).get(view, VIEWS[view])
        return self._once(
            "document", *given, make=lambda: self._document(handout, language, view, told)
        )

    def _document(self, handout: Handout, language: str, view: str, told: Tell) -> Found[Document]:
        lowering = self.shelf(language).lowering
        assert lowering is not None
        if view not in OF_ALL and getattr(handout, view, None) is None:
            hint = f"write what it is to say under '{view}:', or leave this edition out"
            where = handout.at or Where(self.name(handout.id, language))
            return None, (Problem(where, f"this handout has no '{view}'", hint),)
        document = told(handout, lowering)
        problems = (*loose_links(document), *self._strange_facts(document, language))
        return (None, problems) if problems else (document, ())

    def _strange_facts(self, document: Document, language: str) -> tuple[Problem, ...]:
        """Facts that are not this handout's, such as those of some handouts in a booklet on
        something else."""
        declared = self.shelf(language).declared
        assert declared is not None
        strange = {
            name
            for name in document.asks
            if not name.startswith("handout.") and not declared.resolved(name, document.slug)
        }
        found = []
        for name, at in asked(document.parts) if strange else ():
            if name in strange:
                hint = (
                    f"it is a fact that only some handouts have: add '{document.slug}' to "
                    "them in facts.yaml"
                )
                message = f"'{document.slug}' has no fact '{name}' of its own"
                found.append(
                    Problem(at or Where(self.name(document.slug, language)), message, hint)
                )
        return tuple(dict.fromkeys(found))

    def name(self, slug: str, language: str) -> str:
        """A handout's file, as messages call it."""
        return self.site.content.shown(self.site.text(slug, language))

    @property
    def notice(self) -> Found[Notice]:
        """The notice of help with languages; nothing, and no problem, where the site has none."""

        def notice() -> Found[Notice]:
            if NOTICE not in self.site.content.files:
                return None, ()
            context = Reading(lacks=self.lacks if self.look[0] is not None else None)
            kind: type[Notice] = import_module("..content.notice", __package__).Notice
            return self._read(NOTICE, kind, context), tuple(context.problems)

        return self._once("notice", self.site.digest, make=notice)

    @property
    def packets(self) -> tuple[Mapping[str, Packet], tuple[Problem, ...]]:
        """The sets by name, none where their file is not as it must be or not there."""

        def packets() -> tuple[Mapping[str, Packet], tuple[Problem, ...]]:
            known = dict.fromkeys(self.site.slugs)
            context = Reading(
                names={"slug of a handout": known}, lacks=self.lacks if self.look[0] else None
            )
            kind: type[Packets] = _of_sets().Packets
            found = self._read("sets.yaml", kind, context)
            return found.root if found else {}, tuple(context.problems)

        return self._once("packets", self.site.digest, make=packets)

    def packets_called(self, language: str) -> Found[PacketsWords]:
        """What sets are called in a language, where it has words for them."""
        path = f"sets.{language}.yaml"
        if path not in self.site.content.files:
            return None, ()

        def called() -> Found[PacketsWords]:
            context = Reading(trees={}, lacks=self.lacks if self.look[0] else None)
            kind: type[PacketsWords] = _of_sets().PacketsWords
            found, known = self._read(path, kind, context), self.packets[0]
            tree = context.trees.get(self.site.content.shown(path))
            for name in found.root if found and isinstance(tree, Map) else ():
                if name not in known:
                    assert isinstance(tree, Map)
                    hint = did_you_mean(name, known)
                    context.report(tree.keys_at[name], f"there is no set '{name}'", hint)
            return None if context.problems else found, tuple(context.problems)

        return self._once("packets called", self.site.digest, language, make=called)

    def packet(self, name: str, language: str = "") -> Found[Packet]:
        """A set by its name, called as in a language."""
        packets, problems = self.packets
        called, faults = self.packets_called(language) if language else (None, ())
        problems = (*problems, *faults)
        if problems:
            return None, problems
        if name not in packets:
            where = Where(self.site.content.shown("sets.yaml"))
            return None, (Problem(where, f"there is no set '{name}'", did_you_mean(name, packets)),)
        own = called.root.get(name) if called else None
        packet = packets[name]
        return replace(packet, title=own.title, subtitle=own.subtitle) if own else packet, ()


def picking_as(handout: Handout, other: Handout, view: str) -> Handout:
    """A handout that takes of its sections for a view what ``other`` takes, if both have any."""
    picks = getattr(other, view, None)
    if picks is None or getattr(handout, view, None) is None:
        return handout
    return replace(handout, **{view: picks})


def _of_sets() -> ModuleType:
    """What reads sets: five models, which the build of a handout has no use for."""
    return import_module("..content.packets", __package__)


def loose_links(document: Document) -> Iterator[Problem]:
    """Links to places that this document turned out not to have, such as sources when nothing is
    cited."""
    known, links, at = {"title"}, list[tuple[Link, Where | None]](), None
    for told in said(document.whole):
        at = told.at or at
        if told.id:
            known.add(told.id)
        links += [
            (span, at)
            for span in told.spans
            if isinstance(span, Link) and span.target.startswith("#")
        ]
    for link, where in links:
        if link.target[1:] not in known:
            message, hint = (
                f"there is no section '{link.target[1:]}' to link to",
                "this booklet has none: remove the link",
            )
            yield Problem(where or Where("?"), message, hint)
