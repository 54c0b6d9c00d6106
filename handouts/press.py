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
from .document import Document, Link, walk
from .editions import EDITIONS, PAPERS
from .handout import PLACES, Common, Handout
from .jobs import Entry, Job, Made
from .locale import Locale, languages, load_locale
from .outputs.pdf import Gallery, Studio
from .outputs.pdf.faces import usable
from .outputs.pdf.panels import ICONS
from .outputs.pdf.svg import Drawing
from .problems import Problem, Where, did_you_mean
from .reader import M, Reading, read
from .shelf import Glossary, Sources
from .tree import Scalar, load
from .views.brochure import brochure

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

    @lru_cache(maxsize=8)  # noqa: B019  (a press lives as long as a build)
    def studio(self, edition: str, paper: str) -> Studio:
        brand = self.look[0]
        assert brand is not None
        figures, icons, marks = self.galleries
        logo = marks.picture(Path(brand.logo).stem)
        drawn = logo if isinstance(logo, Drawing) else Drawing(1, 1, "", {})
        return Studio(brand, EDITIONS[edition], PAPERS[paper], self.assets, figures, icons, drawn)

    def shelf(self, language: str) -> Shelf:
        if language not in self.shelves:
            self.shelves[language] = Shelf(self, language)
        return self.shelves[language]

    def document(self, slug: str, language: str) -> tuple[Document | None, Handout | None, tuple[Problem, ...]]:
        """The brochure of a handout as meaning, or the problems of everything it leans on and of itself."""
        shelf = self.shelf(language)
        names = {**shelf.context.names, "slug": slug}
        context = replace(shelf.context, problems=[], hints={}, maps={}, names=names)
        name = f"{self.content.name}/handouts/{slug}/{language}.yaml"
        handout = read(self.content / "handouts" / slug / f"{language}.yaml", Handout, context, name)
        problems = tuple(dict.fromkeys((*self.fixtures, *shelf.problems, *context.problems)))
        if handout is None or shelf.lowering is None or problems:
            return None, None, problems
        document = brochure(handout, shelf.lowering)
        problems = tuple(loose_links(document))
        return (None, None, problems) if problems else (document, handout, ())

    def make(self, job: Job) -> Made:
        """Set and write one job."""
        document, handout, problems = self.document(job.slug, job.language)
        if document is None or handout is None:
            return Made(job, None, b"", problems)
        locale = self.shelf(job.language).locale
        assert locale is not None
        rendered = self.studio(job.edition, job.paper).render(document, locale.words.page_of)
        if rendered.problems:
            return Made(job, None, b"", tuple(dict.fromkeys(rendered.problems)))
        entry = Entry(
            file=job.file,
            handout=job.slug,
            version=handout.version,
            language=job.language,
            edition=job.edition,
            paper=job.paper,
            pages=rendered.pages,
            bytes=len(rendered.data),
            sha256=hashlib.sha256(rendered.data).hexdigest(),
            review="reviewed" if handout.reviewers else "draft",
            issued=handout.issued.isoformat(),
            review_by=handout.review_by.isoformat(),
        )
        return Made(job, entry, rendered.data, ())

    def lacks(self, text: str) -> str:
        """The characters of ``text`` that the brand's fonts do not have, each once."""
        look, text = self.studio("standard", "letter").look, unicodedata.normalize("NFC", text)
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
