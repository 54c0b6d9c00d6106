"""A site and what was already made of it: brand, pictures, what is shared, handouts as their
authors mean them.

Every stage is a function of values; what it gave is kept in a ``Memo`` under the hash of what it
was given, so that other editions, clinics and days find it again, and a memo never has a say in
what is made.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ..clinic.clinic import read_facts
from ..content.brand import Brand, load_brand
from ..content.editions import EDITIONS, OF_ALL, PAPERS
from ..content.facts import Facts
from ..content.handout import Handout
from ..content.packets import STANDARD, Packet, Packets
from ..meaning.document import Document
from ..meaning.parts import asked, said
from ..meaning.spans import Link
from ..outputs.pdf.look import ICONS, Look
from ..outputs.pdf.text.fontfile import fault
from ..pictures.drawing import Drawing
from ..pictures.gallery import Gallery
from ..signing.review import (
    FactsReview,
    FactsState,
    Review,
    SignOff,
    State,
    Written,
    facts_state,
    state,
    versions,
)
from ..source.problems import Problem, Problems, Where, did_you_mean
from ..source.reader import M, Reading, read
from ..views import VIEWS
from .library import Shelf
from .site import HANDOUTS, REVIEW, Clinic, Site

if TYPE_CHECKING:  # what lays out is loaded only when something is laid out
    from ..outputs.pdf.studio import Studio
    from ..outputs.pdf.text.kept import Kept

T = TypeVar("T")
# what was asked for, or the problems that keep it from being there
Found = tuple[T | None, tuple[Problem, ...]]


class Script(NamedTuple):
    """A handout as its author wrote it, what is wrong with it, and all files it leans on as they
    were read."""

    handout: Handout | None
    problems: tuple[Problem, ...]
    trees: Mapping[str, Any]


class Signatures(NamedTuple):
    """A hash for each section of a handout, what was signed of it, what is wrong with that, and the
    file of it."""

    sections: dict[str, str]
    given: tuple[SignOff, ...]
    problems: tuple[Problem, ...]
    trees: Mapping[str, Any]


class Memo:
    """What stages gave, by what they were given; ``cache`` keeps compiled drawings between
    processes."""

    def __init__(self, cache: Path | None = None) -> None:
        self.cache = cache
        self._kept: dict[Hashable, Any] = {}

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives; asked for again under the same ``key``, the same again."""
        if key not in self._kept:
            self._kept[key] = make()
        found: T = self._kept[key]
        return found


class Workshop:
    """One site with a memo. Nothing here knows a clinic or a day, unless it is told."""

    def __init__(self, site: Site, memo: Memo | None = None) -> None:
        self.site, self.memo = site, memo or Memo()

    def _once(self, stage: str, *given: Hashable, make: Callable[[], T]) -> T:
        return self.memo.once((stage, *given), make)

    # -------------------------------------------------------------- brand and pictures

    @property
    def look(self) -> Found[Brand]:
        """The brand, its fonts tried."""
        return self._once("look", self.site.assets.whole, make=self._look)

    def _look(self) -> Found[Brand]:
        context, assets = Reading(), self.site.assets
        brand = load_brand(assets, context)
        fonts = brand.fonts if brand else None
        for owner, field in fonts.files() if fonts else ():
            entry = getattr(owner, field)
            if found := fault(assets.files[entry], own=owner is fonts):
                context.report(
                    context.place(owner, field), f"'{entry}' {found.message}", found.hint
                )
        return None if context.problems else brand, tuple(context.problems)

    @property
    def brand(self) -> Brand:
        """The brand, where it is known to be sound."""
        brand = self.look[0]
        assert brand is not None
        return brand

    @property
    def galleries(self) -> tuple[Gallery, Gallery, Gallery]:
        """Figures, icons, and the brand's own pictures."""
        return self._once("galleries", self.site.assets.whole, make=self._galleries)

    def _galleries(self) -> tuple[Gallery, Gallery, Gallery]:
        figures, icons, marks = (
            Gallery(self.site.assets, folder, self.brand, self.memo.cache)
            for folder in ("figures", "icons", "brand")
        )
        return figures, icons, marks

    @property
    def fixtures(self) -> tuple[Problem, ...]:
        """What is wrong with the brand and with the pictures that every brochure has."""
        given = (self.site.assets.whole, self.site.taken is None)
        return self._once("fixtures", *given, make=self._fixtures)

    def _fixtures(self) -> tuple[Problem, ...]:
        brand, problems = self.look
        if brand is None:
            return problems
        _, icons, marks = self.galleries
        found = list(marks.faults(Path(brand.logo).stem))
        for name in sorted(filter(None, ICONS.values())):
            found.extend(icons.faults(name))
            if name not in icons:
                where, message = (
                    Where(self.site.assets.shown("icons")),
                    f"the icon '{name}' is missing",
                )
                hint = "panels need it: draw one, or copy it back"
                if self.site.taken is not None:
                    hint += "; 'python -m handouts update' brings what this version needs"
                found.append(Problem(where, message, hint))
        return tuple(found)

    @property
    def plain_look(self) -> Look:
        """The look of the standard edition, that no group of handouts has a say in."""
        look = lambda: Look(self.brand, EDITIONS[STANDARD], self.site.assets)  # noqa: E731
        return self._once("plain look", self.site.assets.whole, make=look)

    @property
    def logo(self) -> Drawing:
        """The brand's own picture; nothing is drawn where it is broken or a photograph."""
        picture = self.galleries[2].picture(Path(self.brand.logo).stem)
        return picture if isinstance(picture, Drawing) else Drawing(1, 1)

    def lacks(self, text: str) -> str:
        """The characters of ``text`` that the brand's fonts do not have, each once."""
        look = self.plain_look
        return "".join(dict.fromkeys(look.regular.lacks(text) + look.bold.lacks(text)))

    def studio(self, edition: str, paper: str, binding: float = 0) -> Studio:
        """What all documents of an edition on a paper share."""
        from ..outputs.pdf.studio import Studio  # noqa: PLC0415

        def studio() -> Studio:
            figures, icons, _ = self.galleries
            return Studio(
                self.brand,
                EDITIONS[edition],
                PAPERS[paper],
                self.site.assets,
                figures,
                icons,
                self.logo,
                binding,
            )

        return self._once("studio", self.site.assets.whole, edition, paper, binding, make=studio)

    @property
    def kept(self) -> Kept:
        """Words that were set for other documents, where no patient is told of."""
        from ..outputs.pdf.text.kept import Kept  # noqa: PLC0415

        return self._once("words", self.site.assets.whole, make=Kept)

    # -------------------------------------------------------------- texts

    def shelf(self, language: str) -> Shelf:
        """What all handouts of a language share."""

        def shelf() -> Shelf:
            sound = self.look[0] is not None
            galleries, lacks = (self.galleries[:2], self.lacks) if sound else ((), None)
            return Shelf(self.site, language, galleries, lacks)

        return self._once("shelf", self.site.digest, language, make=shelf)

    def script(self, slug: str, language: str) -> Script:
        """A handout as its author wrote it, or the problems of everything it leans on and of
        itself."""
        file = self.site.content.files.get(self.site.text(slug, language))
        given = (self.site.digest, slug, language, file.sha256 if file else "")
        return self._once("script", *given, make=lambda: self._script(slug, language))

    def _script(self, slug: str, language: str) -> Script:
        shelf = self.shelf(language)
        names, trees = {**shelf.context.names, "slug": slug}, dict(shelf.context.trees)
        context = Reading(names=names, trees=trees, lacks=shelf.context.lacks)
        handout = self._read(self.site.text(slug, language), Handout, context)
        problems = tuple(
            dict.fromkeys(
                (*self.fixtures, *self._accents(shelf), *shelf.problems, *context.problems)
            )
        )
        return Script(None if shelf.lowering is None or problems else handout, problems, trees)

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
                    shelf.context.place(family, "colour"),
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

    def document(self, slug: str, language: str, view: str = "brochure") -> Found[Document]:
        """A view of a handout as meaning, its facts still open."""
        handout, problems, _ = self.script(slug, language)
        if handout is None:
            return None, problems
        path = self.site.content.files[self.site.text(slug, language)]
        given = (self.site.digest, slug, language, path.sha256, view)
        return self._once("document", *given, make=lambda: self._document(handout, language, view))

    def _document(self, handout: Handout, language: str, view: str) -> Found[Document]:
        lowering = self.shelf(language).lowering
        assert lowering is not None
        if view not in OF_ALL and getattr(handout, view, None) is None:
            hint = f"write what it is to say under '{view}:', or leave this edition out"
            where = handout.at or Where(self.name(handout.id, language))
            return None, (Problem(where, f"this handout has no '{view}'", hint),)
        document = VIEWS[view](handout, lowering)
        problems = (*loose_links(document), *self._strange_facts(document, language))
        return (None, problems) if problems else (document, ())

    def _strange_facts(self, document: Document, language: str) -> tuple[Problem, ...]:
        """Facts that are not this handout's, such as those of some handouts in a booklet on
        something else."""
        declared = self.shelf(language).declared
        assert declared is not None
        found = []
        for name, at in asked(document.open):
            if not name.startswith("handout.") and not declared.resolved(name, document.slug):
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

    def packet(self, name: str) -> Found[Packet]:
        """A set by its name."""
        known = dict.fromkeys(self.site.slugs)
        context = Reading(
            names={"slug of a handout": known}, lacks=self.lacks if self.look[0] else None
        )
        packets = self._read("sets.yaml", Packets, context)
        if packets is None:
            return None, tuple(context.problems)
        if name not in packets.root:
            where = Where(self.site.content.shown("sets.yaml"))
            return None, (
                Problem(where, f"there is no set '{name}'", did_you_mean(name, packets.root)),
            )
        return packets.root[name], ()

    # -------------------------------------------------------------- a clinic's facts, and who has
    # signed what

    def facts(self, clinic: Clinic, language: str) -> Found[Facts]:
        """What a clinic has filled in, in a language."""
        shelf = self.shelf(language)
        if shelf.declared is None or shelf.locale is None:
            return None, shelf.problems
        declared, locale = shelf.declared, shelf.locale
        files = clinic.of(language)
        if not files:
            return None, (self.site.missing(f"{clinic.stem}.yaml"),)

        def facts() -> Found[Facts]:
            context = Reading(lacks=shelf.context.lacks)
            found = read_facts(files, declared, locale, context)
            return found, tuple(context.problems)

        return self._once("facts", self.site.digest, language, tuple(files.items()), make=facts)

    def sign_offs(self, slug: str, language: str) -> Signatures:
        """What is signed of a handout that was read without problems."""
        own = self.site.content.digest(f"{HANDOUTS}/{slug}/")
        return self._once(
            "sign-offs",
            self.site.digest,
            slug,
            language,
            own,
            make=lambda: self._sign_offs(slug, language),
        )

    def _sign_offs(self, slug: str, language: str) -> Signatures:
        shelf, shown, trees = (
            self.shelf(language),
            self.site.content.shown,
            self.script(slug, language).trees,
        )
        assert shelf.lowering is not None
        written = Written(
            trees[self.name(slug, language)],
            trees[shown(f"common/{language}.yaml")]["fragments"],
            trees[shown(f"glossary/{language}.yaml")],
            shelf.lowering.glossary.forms(),
            trees[shown("sources.yaml")],
            self.galleries[0].pieces,
            shelf.lowering.subject.ends,
        )
        sections, path = versions(written), f"{HANDOUTS}/{slug}/{REVIEW}"
        if path not in self.site.content.files and not self.site.content.is_folder(path):
            return Signatures(sections, (), (), {})
        from ..checks.clarity import items, questions  # noqa: PLC0415  (only loaded where somebody has signed)

        names = {
            "item": items(),
            "question": questions(),
            "placeholder": shelf.lowering.locale.placeholders,
        }
        context = Reading(names=names, lacks=shelf.context.lacks)
        review = self._read(path, Review, context)
        given = review.root.get(language, ()) if review else ()
        return Signatures(sections, given, tuple(context.problems), context.trees)

    def state(self, handout: Handout, language: str, today: date) -> Found[State]:
        """Which text a handout has, and who has signed it, as it counts ``today``; nothing where
        the file of sign-offs is not as it must be."""
        found = self.sign_offs(handout.id, language)
        now = state(found.sections, found.given, handout.issued, today)
        return None if found.problems else now, found.problems

    def facts_state(
        self, clinic: Clinic, facts: Facts, language: str, today: date
    ) -> tuple[FactsState, tuple[Problem, ...]]:
        """Which clinical facts of a clinic are signed, as it counts ``today``."""
        name, data = clinic.review
        if data is None:
            return facts_state(facts, (), today), ()
        shelf = self.shelf(language)
        placeholders = shelf.locale.placeholders if shelf.locale else ()
        context = Reading(names={"placeholder": placeholders}, lacks=shelf.context.lacks)
        review = read(data, FactsReview, context, name)
        given = review.root.get(language, ()) if review else ()
        return facts_state(facts, given, today), tuple(context.problems)


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
