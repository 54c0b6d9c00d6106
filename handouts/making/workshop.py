"""A site and what was already made of it, stage by stage: how it looks (``looks``), what its texts
mean (``texts``), and here what a clinic has filled in and who has signed what.

Every stage is a function of values; what it gave is kept in a ``Memo`` under the hash of what it
was given.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..clinic.clinic import read_facts
from ..content.facts import Facts
from ..content.handout import Handout
from ..signing.checklists import items, questions
from ..signing.review import FactsReview, Review, SignOff
from ..signing.states import FactsState, State, facts_state, state
from ..signing.versions import Written, versions
from ..source.lasting import leave, together
from ..source.problems import Problem
from ..source.reader import Reading, read
from ..source.rows import NamedTuple
from ..source.tree import Tree, fields
from .memo import Found
from .site import HANDOUTS, REVIEW, Clinic
from .translations import Translations

NEW = 3  # sections: fewer are hashed sooner than all are written


class Signatures(NamedTuple):
    """A hash for each section of a handout, what was signed of it, what is wrong with that, and the
    file of it."""

    sections: dict[str, str]
    given: tuple[SignOff, ...]
    problems: tuple[Problem, ...]
    trees: Mapping[str, Tree]


class Workshop(Translations):
    """One site with a memo. Nothing here knows a clinic or a day, unless it is told."""

    def facts(self, clinic: Clinic, language: str) -> Found[Facts]:
        """What a clinic has filled in, in a language."""
        shelf = self.shelf(language)
        if shelf.declared is None or shelf.locale is None:
            return None, shelf.problems
        declared, locale = shelf.declared, shelf.locale
        files = clinic.of(language)
        if clinic.faults:
            return None, clinic.faults
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
        shelf, trees = self.shelf(language), self.script(slug, language).trees
        assert shelf.lowering is not None
        handout = fields(trees[self.name(slug, language)])
        common, glossary, sources = map(fields, shelf.signed)
        written = Written(
            handout,
            fields(common["fragments"]),
            glossary,
            shelf.lowering.glossary.forms(),
            sources,
            self.galleries[0].pieces,
            shelf.lowering.subject.closing(
                str(handout["group"]), *(str(handout.get(key) or "") for key in ("help", "slip"))
            ),
            shelf.lowering.glossary.short_forms(),
            (shelf.lowering.subject, shelf.lowering.declared),
        )
        sections, path = self._versions(written, slug, language), f"{HANDOUTS}/{slug}/{REVIEW}"
        if path not in self.site.content.files and not self.site.content.is_folder(path):
            return Signatures(sections, (), (), {})
        names = {
            "item": items(),
            "question": questions(),
            "placeholder": shelf.lowering.locale.placeholders,
        }
        context = Reading(names=names, lacks=shelf.context.lacks)
        review = self._read(path, Review, context)
        given = review.root.get(language, ()) if review else ()
        return Signatures(sections, given, tuple(context.problems), context.trees)

    def _versions(self, written: Written, slug: str, language: str) -> dict[str, str]:
        """A hash for each section; those that stand as they did are known, here or from an earlier
        run."""
        given = self.site.digest, self.site.assets.whole, slug, language
        here: dict[str, str] | None = self.memo.before("versions", *given)
        if here is not None:
            return versions(written, here)
        name = f"versions-{slug}-{language}"
        before = together(name, given) or {}
        known = {letters: str(one) for letters, one in before.items()}
        made = versions(written, known)
        if len(known.keys() - before.keys()) >= NEW:
            leave(name, {**known}, given)
        return made

    def state(self, handout: Handout, language: str, today: date) -> Found[State]:
        """Which text a handout has, and who has signed it, as it counts ``today``; nothing where
        the file of sign-offs is not as it must be."""
        found = self.sign_offs(handout.id, language)
        now = state(found.sections, found.given, handout.issued, today)
        now = now.of_translation(*self.age(handout, language))
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
