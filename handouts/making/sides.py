"""Two languages side by side: both told of one handout, refused where they do not have the same
structure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module

from ..clinic.jobs import Details, Job, PrivateJob
from ..content.editions import Edition
from ..content.handout import Handout
from ..meaning.document import Definitions, Document
from ..meaning.spans import term_id
from ..outputs import editions, partnered
from ..signing.standing import Standing
from ..source.problems import Problem, Problems
from ..source.values import replace
from .filling import Filling
from .memo import Memo
from .outcomes import Making, Members, Papers
from .plans import page_edition
from .site import Clinic, Site
from .translations import COMMON

MANY = ", "  # between several that were chosen


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
        like = self.picking(slug)
        sides: list[tuple[Filling, tuple[Document, Handout, Standing]]] = []
        for language in (job.partner, job.language):
            side = Filling(self.shop.site, self.clinic, self.spoken(language), self.shop.memo)
            try:
                side.whole(slug, edition)
                sides.append((side, side.told(slug, edition.view, like)))
            except Problems as wrong:
                faults |= dict.fromkeys(wrong.problems)
            faults |= dict.fromkeys(self.unlike(slug, language))
        if faults:
            raise Problems(faults)
        (one, (first, *_)), (other, (second, *_)) = sides
        members = tuple((handout, stands) for _, (_, handout, stands) in sides)
        words, apart = tuple(_words(one, first, other)), one.locale.signs.apart
        return _side_by_side(first, second, words, apart), members

    def picking(self, slug: str) -> str:
        """The language whose text says which blocks short editions take: a part of a handout has no
        others, and a whole translation has picked what there is room for."""
        first = self.shop.script(slug, self.job.partner).handout
        return self.job.partner if first and first.excerpt else self.job.language

    def spoken(self, language: str) -> Job | PrivateJob:
        """The same job in another language, with what was chosen in the words of that."""
        job = replace(self.job, language=language)
        if not self.private:
            return job
        own, theirs = (self.options(one) for one in (self.job.language, language))
        told = {
            name: _chosen(text, own.get(name, ()), theirs.get(name, ()))
            for name, text in self.private.details.values.items()
        }
        return replace(self.private, job=job, details=Details(told))

    def options(self, language: str) -> dict[str, tuple[str, ...]]:
        """The options of fields that something of a patient may be told in, in a language."""
        lowering = self.shop.shelf(language).lowering
        if lowering is None:
            return {}
        subject, patient = lowering.subject, lowering.locale.words.patient
        return {one.name: one.options for one in subject.asked(tuple(subject.families), patient)}

    def page(self, about: str, members: Members) -> Papers:
        """The page for the patient: in both languages where the paper has two. Raises
        ``Problems``."""
        job = self.job
        known = editions().get(job.edition)
        if not known or not known.paired or not self.paged:
            return super().page(about, members)
        sides = []
        for language, member in zip(job.languages, members, strict=True):
            side = Making(self.shop.site, self.clinic, self.spoken(language), self.shop.memo)
            side.borne = self.borne
            sides.append((side, side.page(member[0].title, (member,))[0][0]))
        (one, first), (_, second) = sides
        whole = _side_by_side(first, second, (), one.locale.signs.apart)
        title = self.locale.called(about, job.edition)
        return ((replace(whole, file_title=title), page_edition(job.edition)),)

    def unlike(self, slug: str, language: str) -> tuple[Problem, ...]:
        """Where a text does not have the structure of the one that it was translated from."""
        site = self.shop.site
        if language == site.language:
            return ()
        files = (site.text(slug, language), f"{COMMON}/{language}.yaml")
        known = (one for one in files if one in site.content.files)
        found = (self.shop.translation(one, language).problems for one in known)
        return tuple(problem for problems in found for problem in problems)


def _chosen(text: str, own: Sequence[str], theirs: Sequence[str]) -> str:
    """What was chosen of some options, by those of the other language in the same places."""
    known = dict(zip(own, theirs, strict=False))
    return MANY.join(known.get(one, one) for one in text.split(MANY)) if known else text


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


def _side_by_side(
    first: Document, second: Document, words: Sequence[tuple[str, str]], apart: str
) -> Document:
    """Two documents as one. What pairs them compares lists, which takes long to load, and few
    papers have two languages."""
    paired: Document = import_module("..meaning.pairing", __package__).side_by_side(
        first, second, words, apart
    )
    return paired
