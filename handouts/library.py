"""What all handouts of a language lean on: words, clinic facts, glossary, sources, fragments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from .blocks import Lowering
from .clinic import Clinic
from .handout import PLACES, Common
from .jobs import REVIEW
from .locale import Locale, languages, load_locale
from .outputs.pdf.gallery import Gallery
from .problems import Problem, Where, did_you_mean
from .reader import M, Reading, read
from .review import LATER, Review
from .shelf import Glossary, Sources
from .tree import Lacks, Scalar, load

NEEDED = ("emergency", "other-formats")  # fragments of every brochure


class Shelf:
    """What all handouts of a language share: words, clinic facts, glossary, sources, fragments."""

    def __init__(self, content: Path, language: str, galleries: Sequence[Gallery], lacks: Lacks | None) -> None:
        """``galleries`` are those of figures and of icons; none of them where there is no brand to draw them in."""
        name = content.name
        self.context = Reading(lacks=lacks)
        self.locale = self._locale(language)
        names = self.context.names
        names["place"] = PLACES
        for kind, gallery in zip(("figure", "icon"), galleries, strict=False):
            names[kind], names[f"{kind} faults"] = gallery, gallery.faults
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


def later_sign_offs(content: Path, today: date) -> Iterator[Problem]:
    """The sign-offs that are dated on a day to come, each at its place; what is malformed is told elsewhere."""
    for path in sorted(content.glob(f"handouts/*/{REVIEW}")):
        review = read(path, Review, Reading(), f"{content.name}/handouts/{path.parent.name}/{REVIEW}")
        for one in (one for signed in (review.root.values() if review else ()) for one in signed):
            if one.signed and one.later(today):
                yield Problem(one.at or Where(path.name), LATER, "check the date")


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
