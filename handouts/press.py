"""Content -> PDF for any number of jobs: what is shared is read once, each handout is read and set on its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .blocks import Lowering
from .brand import Brand, load_brand
from .clinic import Clinic
from .editions import EDITIONS, PAPERS
from .handout import Common, Handout, unknown_includes
from .jobs import Entry, Job, Made
from .locale import Locale, languages, load_locale
from .outputs.pdf import Gallery, Studio
from .outputs.pdf.svg import Drawing
from .problems import Problem, Where, did_you_mean
from .reader import M, Reading, Scalar, load, read
from .shelf import Glossary, Sources
from .views.brochure import brochure

if TYPE_CHECKING:
    from .document import Document


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
        return brand, tuple(context.problems)

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
        brand, problems = self.look
        if brand is None:
            return None, None, problems
        shelf = self.shelf(language)
        context = replace(shelf.context, problems=list(shelf.problems), hints={})
        name = f"{self.content.name}/handouts/{slug}/{language}.yaml"
        path = self.content / "handouts" / slug / f"{language}.yaml"
        handout = read(path, Handout, context, name)
        if handout and handout.id != slug:
            context.report(
                handout.at or Where(name),
                f"the id '{handout.id}' is not the folder's name '{slug}'",
                "make them the same",
            )
        self.characters(path, name, context)
        problems = tuple(dict.fromkeys((*context.problems, *self.drawing_problems())))
        if handout is None or shelf.lowering is None or problems:
            return None, None, problems
        return brochure(handout, shelf.lowering), handout, ()

    def make(self, job: Job) -> Made:
        """Set and write one job."""
        document, handout, problems = self.document(job.slug, job.language)
        if document is None or handout is None:
            return Made(job, None, b"", problems)
        locale = self.shelf(job.language).locale
        assert locale is not None
        rendered = self.studio(job.edition, job.paper).render(document, locale.words.page_of)
        problems = tuple(dict.fromkeys((*rendered.problems, *self.drawing_problems())))
        if problems:
            return Made(job, None, b"", problems)
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

    def drawing_problems(self) -> tuple[Problem, ...]:
        return tuple(problem for gallery in self.galleries for problem in gallery.problems)

    def characters(self, path: Path, name: str, context: Reading) -> None:
        """Reports every character that the brand's fonts do not have, at its place."""
        look = self.studio("standard", "letter").look
        if not path.is_file():
            return
        for line, text in enumerate(path.read_bytes().decode("utf-8-sig", "replace").split("\n"), 1):
            if text.isascii() and text.isprintable():
                continue
            code = text.split(" #")[0] if text.lstrip().startswith("#") else text
            for column in look.regular.lacks(code.replace("\t", " ").replace("\r", "")):
                char = code[column]
                message = f"the font has no character '{char}' (U+{ord(char):04X})"
                hint = "write it in words, or as a block (lists, ticks and arrows are drawn, not typed)"
                context.report(Where(name, line, column + 1), message, hint)


class Shelf:
    """What all handouts of a language share: words, clinic facts, glossary, sources, fragments."""

    def __init__(self, press: Press, language: str) -> None:
        content, name = press.content, press.content.name
        self.context = Reading()
        self.locale = self._locale(language)
        figures, icons, _ = press.galleries
        names = self.context.names
        names.update(figure=figures, icon=icons)
        sources = self._read(content / "sources.yaml", Sources, f"{name}/sources.yaml")
        glossary = self._read(content / "glossary" / f"{language}.yaml", Glossary, f"{name}/glossary/{language}.yaml")
        clinic = self._read(content / "clinic.yaml", Clinic, f"{name}/clinic.yaml")
        if sources:
            names["source"] = sources.root
        if glossary:
            names["term"] = glossary.forms()
        if clinic and self.locale:
            names["fact"] = clinic.facts(self.locale)
        path = content / "common" / f"{language}.yaml"
        shown = f"{name}/common/{language}.yaml"
        common = self._read(path, Common, shown)
        press.characters(path, shown, self.context)
        if common:
            self._includes(common)
            names["fragment"] = common.fragments
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

    def _includes(self, common: Common) -> None:
        for include, known in unknown_includes(common):
            where = include.at or Where("?")
            message = f"there is no fragment '{include.include}'"
            self.context.report(where, message, did_you_mean(include.include, known))
        for block, path in common.cycles():
            self.context.report(
                block.at or Where("?"), f"this fragment includes itself: {path}", "remove one of the includes"
            )


def missing_facts(content: Path) -> Iterator[Problem]:
    """The clinic facts a release needs and that are still empty, each at its line."""
    name = f"{content.name}/clinic.yaml"
    context = Reading()
    clinic = read(content / "clinic.yaml", Clinic, context, name)
    if clinic is None:
        return
    tree = load(content / "clinic.yaml", name)
    for fact in clinic.missing():
        value = tree[fact]
        where = value.at if isinstance(value, Scalar) else Where(name)
        yield Problem(where, f"the clinic fact '{fact}' is empty", "fill it in: patients need it")
