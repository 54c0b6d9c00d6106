"""Two languages side by side: both told of one handout, refused where they do not have the same
structure."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from ..clinic.jobs import Job, PrivateJob
from ..content.editions import Edition
from ..content.handout import Handout
from ..meaning.document import Definitions, Document
from ..meaning.spans import term_id
from ..outputs import partnered
from ..signing.standing import Standing
from ..source.problems import Problem, Problems
from ..source.values import replace
from .filling import Filling
from .memo import Memo
from .outcomes import Making, Members
from .site import Clinic, Site
from .translations import COMMON


class Sides(Making):
    """A job whose paper has two languages."""

    def __init__(
        self, site: Site, clinic: Clinic, job: Job | PrivateJob, memo: Memo | None = None
    ) -> None:
        super().__init__(site, clinic, job, memo)
        self.job = partnered(self.job, site.language)

    def story(self, slug: str, edition: Edition) -> tuple[Document, Members]:
        """A handout as an edition tells it, in one language or in two. Raises ``Problems``."""
        if edition.paired:
            return self.both(slug, edition)
        self.whole(slug, edition)
        document, handout, stands = self.told(slug, edition.view)
        return document, ((handout, stands),)

    def both(self, slug: str, edition: Edition) -> tuple[Document, Members]:
        """An edition of a handout, its partner first. Raises ``Problems``."""
        job, faults = self.job, dict[Problem, None]()
        if job.partner == job.language:
            told = f"the edition '{job.edition}' has two languages: '{job.language}' and another"
            others = (one for one in self.shop.site.written.get(slug, ()) if one != job.language)
            self.refuse((told, f"it is also written in: {', '.join(others) or 'no other'}"))
        sides: list[tuple[Filling, tuple[Document, Handout, Standing]]] = []
        for language in (job.partner, job.language):
            side = Filling(self.shop.site, self.clinic, self.spoken(language), self.shop.memo)
            try:
                side.whole(slug, edition)
                sides.append((side, side.told(slug, edition.view)))
            except Problems as wrong:
                faults |= dict.fromkeys(wrong.problems)
            faults |= dict.fromkeys(self.unlike(slug, language))
        if faults:
            raise Problems(faults)
        (one, (first, *_)), (other, (second, *_)) = sides
        members = tuple((handout, stands) for _, (_, handout, stands) in sides)
        words, apart = tuple(_words(one, first, other)), one.locale.signs.apart
        # it compares lists, which takes long to load
        paired: Document = import_module("..meaning.pairing", __package__).side_by_side(
            first, second, words, apart
        )
        return paired, members

    def spoken(self, language: str) -> Job | PrivateJob:
        """The same job in another language."""
        job = replace(self.job, language=language)
        return replace(self.private, job=job) if self.private else job

    def unlike(self, slug: str, language: str) -> tuple[Problem, ...]:
        """Where a text does not have the structure of the one that it was translated from."""
        site = self.shop.site
        if language == site.language:
            return ()
        files = (site.text(slug, language), f"{COMMON}/{language}.yaml")
        known = (one for one in files if one in site.content.files)
        found = (self.shop.translation(one, language).problems for one in known)
        return tuple(problem for problems in found for problem in problems)


def _words(one: Filling, first: Document, other: Filling) -> Iterator[tuple[str, str]]:
    """The places of words that ``first`` explains, each with that of the same word in the other
    language."""
    own, theirs = (side.lowering.glossary.root for side in (one, other))
    found = {entry.of or key: term_id(key) for key, entry in theirs.items()}
    known = {term_id(key): entry.of or key for key, entry in own.items()}
    lists = (part.entries for part in first.parts if isinstance(part, Definitions))
    for entry in (entry for entries in lists for entry in entries):
        if (place := found.get(known[entry.id])) is not None:
            yield entry.id, place
