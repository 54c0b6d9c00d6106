"""Content -> PDF for any number of jobs: what is shared is read once, each handout is read and set on its own."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path

from .blocks import Lowering
from .brand import Brand, load_brand
from .clinic import Clinic
from .document import Document, walk
from .editions import EDITIONS, PAPERS
from .handout import PLACES, Common, Handout
from .jobs import Entry, Job, Made
from .locale import Locale, languages, load_locale
from .outputs.pdf import Gallery, Rendered, Studio, bound
from .outputs.pdf.faces import usable
from .outputs.pdf.panels import ICONS
from .outputs.pdf.svg import Drawing
from .outputs.pdf.weigh import ink
from .packets import Packet, Packets
from .problems import Problem, Where, did_you_mean
from .reader import M, Reading, read
from .shelf import Glossary, Sources
from .spans import Link
from .tree import Scalar, load
from .views import VIEWS
from .views.packet import slip

NEEDED = ("emergency", "other-formats")  # fragments of every brochure


class Press:
    """Makes jobs from a content and an assets folder."""

    def __init__(self, content: Path, assets: Path, cache: Path | None) -> None:
        self.content, self.assets = content, assets
        self.cache = cache / "figures" if cache else None
        self.shelves: dict[str, Shelf] = {}

    @cached_property
    def look(self) -> tuple[Brand | None, tuple[Problem, ...]]:
        context = Reading()
        brand = load_brand(self.assets, self.assets.name, context)
        for field, name in (("regular", "R"), ("bold", "B")) if brand else ():
            assert brand is not None
            entry = getattr(brand.fonts, field)
            if not usable(self.assets / entry, name):
                context.report(context.place(brand.fonts, field), f"'{entry}' is a broken font", "copy the file anew")
        return None if context.problems else brand, tuple(context.problems)

    @cached_property
    def galleries(self) -> tuple[Gallery, Gallery, Gallery]:
        """Figures, icons, and the brand's own pictures."""
        brand = self.look[0]
        assert brand is not None
        figures, icons, marks = (
            Gallery(self.assets, folder, self.assets.name, brand, self.cache)
            for folder in ("figures", "icons", "brand")
        )
        return figures, icons, marks

    @cached_property
    def fixtures(self) -> tuple[Problem, ...]:
        """What is wrong with the brand and with the pictures that every brochure has."""
        brand, problems = self.look
        if brand is None:
            return problems
        _, icons, marks = self.galleries
        found = list(marks.faults(Path(brand.logo).stem))
        for name in sorted(filter(None, ICONS.values())):
            found.extend(icons.faults(name))
            if name not in icons:
                where = Where(f"{self.assets.name}/icons")
                found.append(
                    Problem(where, f"the icon '{name}' is missing", "panels need it: draw one, or copy it back")
                )
        return tuple(found)

    @lru_cache(maxsize=32)  # noqa: B019  (a press lives as long as a build)
    def studio(self, edition: str, paper: str, binding: float = 0) -> Studio:
        brand = self.look[0]
        assert brand is not None
        figures, icons, marks = self.galleries
        logo = marks.picture(Path(brand.logo).stem)
        drawn = logo if isinstance(logo, Drawing) else Drawing(1, 1, "", {})
        return Studio(brand, EDITIONS[edition], PAPERS[paper], self.assets, figures, icons, drawn, binding)

    def shelf(self, language: str) -> Shelf:
        if language not in self.shelves:
            self.shelves[language] = Shelf(self, language)
        return self.shelves[language]

    def document(
        self, slug: str, language: str, view: str = "brochure"
    ) -> tuple[Document | None, Handout | None, tuple[Problem, ...]]:
        """A view of a handout as meaning, or the problems of everything it leans on and of itself."""
        shelf = self.shelf(language)
        names = {**shelf.context.names, "slug": slug}
        context = replace(shelf.context, problems=[], hints={}, maps={}, names=names)
        name = f"{self.content.name}/handouts/{slug}/{language}.yaml"
        handout = read(self.content / "handouts" / slug / f"{language}.yaml", Handout, context, name)
        problems = tuple(dict.fromkeys((*self.fixtures, *shelf.problems, *context.problems)))
        if handout is None or shelf.lowering is None or problems:
            return None, None, problems
        if view != "brochure" and getattr(handout, view, None) is None:
            hint = f"write what it is to say under '{view}:', or leave this edition out"
            return None, None, (Problem(handout.at or Where(name), f"this handout has no '{view}'", hint),)
        document = VIEWS[view](handout, shelf.lowering)
        problems = tuple(loose_links(document))
        return (None, None, problems) if problems else (document, handout, ())

    def make(self, job: Job) -> Made:
        """Set and write one job."""
        if job.packet:
            return self.make_packet(job)
        document, handout, problems = self.document(job.slug, job.language, EDITIONS[job.edition].view)
        if document is None or handout is None:
            return Made(job, None, b"", problems)
        studio = self.studio(job.edition, job.paper, job.binding)
        rendered = studio.render(document, self.page_of(job.language))
        return self.made(job, rendered, (handout,))

    def make_packet(self, job: Job) -> Made:
        """Set and write a set of handouts, with its slip before them."""
        packet, problems = self.packet(job.slug)
        shelf = self.shelf(job.language)
        if packet is None or shelf.lowering is None:
            return Made(job, None, b"", (*problems, *shelf.problems))
        found = [
            (edition, *self.document(slug, job.language, EDITIONS[edition].view)) for slug, edition in packet.parts()
        ]
        problems = tuple(dict.fromkeys(problem for *_, problems in found for problem in problems))
        whole = [(edition, document, handout) for edition, document, handout, _ in found if document and handout]
        if problems:
            return Made(job, None, b"", problems)
        handouts = tuple(handout for *_, handout in whole)
        issued = max(handout.issued for handout in handouts).isoformat()
        words = shelf.lowering.locale.words
        status = words.packet if all(handout.reviewers for handout in handouts) else words.draft
        cards = words.emergency_cards
        titles = tuple(cards if EDITIONS[edition].view == "card" else handout.title for edition, _, handout in whole)
        cover = slip(packet, titles, handouts[0].group, issued, status, shelf.lowering)
        documents = [("standard", cover), *((edition, document) for edition, document, _ in whole)]
        page_of = self.page_of(job.language)
        settings = [
            self.studio(edition, job.paper, job.binding).setting(document, page_of) for edition, document in documents
        ]
        return self.made(job, bound(settings), handouts)

    def page_of(self, language: str) -> str:
        locale = self.shelf(language).locale
        assert locale is not None
        return locale.words.page_of

    def packet(self, name: str) -> tuple[Packet | None, tuple[Problem, ...]]:
        """A set by its name."""
        shown = f"{self.content.name}/sets.yaml"
        context = Reading(names={"slug of a handout": self.handouts}, lacks=self.lacks if self.look[0] else None)
        packets = read(self.content / "sets.yaml", Packets, context, shown)
        if packets is None:
            return None, tuple(context.problems)
        if name not in packets.root:
            return None, (Problem(Where(shown), f"there is no set '{name}'", did_you_mean(name, packets.root)),)
        return packets.root[name], ()

    @property
    def handouts(self) -> dict[str, None]:
        folder = self.content / "handouts"
        return dict.fromkeys(sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else ())

    def made(self, job: Job, rendered: Rendered, handouts: tuple[Handout, ...]) -> Made:
        """What became of a job that was set, with its line in the manifest."""
        if rendered.problems:
            return Made(job, None, b"", tuple(dict.fromkeys(rendered.problems)))
        entry = Entry(
            file=job.file,
            handout=job.slug,
            version=" ".join(dict.fromkeys(handout.version for handout in handouts)),
            language=job.language,
            edition=job.edition,
            paper=job.paper,
            pages=rendered.pages,
            bytes=len(rendered.data),
            sha256=hashlib.sha256(rendered.data).hexdigest(),
            review="reviewed" if all(handout.reviewers for handout in handouts) else "draft",
            issued=max(handout.issued for handout in handouts).isoformat(),
            review_by=min(handout.review_by for handout in handouts).isoformat(),
            print_only=not job.packet and EDITIONS[job.edition].print_only,
            ink=ink(rendered.data) if job.weighed else None,
            preflight=tuple(rendered.preflight),
        )
        return Made(job, entry, rendered.data, ())

    def lacks(self, text: str) -> str:
        """The characters of ``text`` that the brand's fonts do not have, each once."""
        look, text = self.studio("standard", "letter").look(), unicodedata.normalize("NFC", text)
        return "".join(dict.fromkeys(text[i] for face in (look.regular, look.bold) for i in face.lacks(text)))


def loose_links(document: Document) -> Iterator[Problem]:
    """Links to places that this document turned out not to have, such as sources when nothing is cited."""
    places = {"title"} | {getattr(part, "id", "") for part in walk(document.parts)}
    at = None
    for part in walk(document.parts):
        at = getattr(part, "at", None) or at
        if isinstance(part, Link) and part.target.startswith("#") and part.target[1:] not in places:
            hint = "this booklet has none: remove the link"
            yield Problem(at or Where("?"), f"there is no section '{part.target[1:]}' to link to", hint)


class Shelf:
    """What all handouts of a language share: words, clinic facts, glossary, sources, fragments."""

    def __init__(self, press: Press, language: str) -> None:
        content, name = press.content, press.content.name
        self.context = Reading(lacks=press.lacks if press.look[0] else None)
        self.locale = self._locale(language)
        names = self.context.names
        names["place"] = PLACES
        if press.look[0]:
            names["figure"], names["icon"], _ = press.galleries
            names.update({f"{kind} faults": names[kind].faults for kind in ("figure", "icon")})
        sources = self._read(content / "sources.yaml", Sources, f"{name}/sources.yaml")
        glossary = self._read(content / "glossary" / f"{language}.yaml", Glossary, f"{name}/glossary/{language}.yaml")
        clinic = self._read(content / "clinic.yaml", Clinic, f"{name}/clinic.yaml")
        if sources:
            names["source"] = sources.root
        if glossary:
            names["term"] = glossary.forms()
        if clinic and self.locale:
            names["fact"] = clinic.facts(self.locale)
        common = self._read(content / "common" / f"{language}.yaml", Common, f"{name}/common/{language}.yaml")
        if common:
            sound = self._includes(common)
            names["fragment"] = common.fragments if sound else dict.fromkeys(common.fragments, ())
        self.problems = tuple(self.context.problems)
        self.lowering: Lowering | None = None
        if self.locale and sources and glossary and clinic and common and not self.problems:
            self.lowering = Lowering(self.locale, clinic, glossary, sources, common.fragments)

    def _locale(self, language: str) -> Locale | None:
        if language not in languages():
            hint = did_you_mean(language, languages())
            self.context.report(
                Where("handouts/locales"), f"there is no file of words for the language '{language}'", hint
            )
            return None
        return load_locale(language, self.context)

    def _read(self, path: Path, kind: type[M], name: str) -> M | None:
        return read(path, kind, self.context, name)

    def _includes(self, common: Common) -> bool:
        """Whether every brochure's own fragments are there, and what the fragments include."""
        before, report = len(self.context.problems), self.context.report
        for name in NEEDED:
            if name not in common.fragments:
                report(
                    common.at or Where("?"),
                    f"the fragment '{name}' is missing",
                    "every brochure ends with it: write it",
                )
        for include in common.unknown():
            hint = did_you_mean(include.include, common.fragments)
            report(include.at or Where("?"), f"there is no fragment '{include.include}'", hint)
        for include, path in common.cycles():
            report(include.at or Where("?"), f"this fragment includes itself: {path}", "remove one of the includes")
        return len(self.context.problems) == before


def missing_facts(content: Path) -> Iterator[Problem]:
    """The clinic facts a release needs and that are still empty, each at its line."""
    name = f"{content.name}/clinic.yaml"
    context = Reading()
    clinic = read(content / "clinic.yaml", Clinic, context, name)
    if clinic is None:
        return
    tree, _ = load(content / "clinic.yaml", name)
    for fact in clinic.missing():
        value = tree[fact]
        where = value.at if isinstance(value, Scalar) else Where(name)
        yield Problem(where, f"the clinic fact '{fact}' is empty", "fill it in: patients need it")
