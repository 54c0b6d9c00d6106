"""What every kind of job needs on its way to a file: words, fields, the page for a patient, and its
line in the manifest."""

from __future__ import annotations

import hashlib
from collections.abc import Container

from ..clinic.details import Fault, texts
from ..clinic.jobs import SET, Entry, Member, Outcome, Review
from ..content.editions import Edition
from ..content.handout import Handout
from ..meaning.document import Document
from ..outputs import editions, file_of, maker_of, output_of
from ..outputs.output import Made, Shown
from ..signing.standing import Standing
from .filling import Filling
from .plans import page, page_edition, planned, sound

AS_LONG: tuple[Fault, ...] = ("long", "lines")  # a field takes more than the page does
Members = tuple[tuple[Handout, Standing], ...]
Papers = tuple[tuple[Document, Edition], ...]


class Making(Filling):
    """One job, from its documents to what became of it."""

    borne: Container[Fault] = ()  # what may be wrong with what is told of a patient

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that something of a patient may be told in."""
        return self.lowering.subject.fields

    @property
    def texts(self) -> dict[str, tuple[str, ...]]:
        """What is told of a patient as it is printed, by the names documents have it under."""
        subject, words = self.lowering.subject, self.locale.words
        asked = subject.asked(tuple(subject.families), words.patient)
        return texts(asked, self.raw, self.locale)

    @property
    def shown(self) -> Shown:
        """What the output shows documents with."""
        job, private = self.job, self.texts if self.details.values else {}
        return self.shop.shown(self.locale, job.paper, job.binding, private=private)

    @property
    def paged(self) -> bool:
        """Whether a page for the patient is wanted, and the site has one."""
        return bool(self.private and planned(self.private) and self.lowering.subject.plan)

    def page(self, about: str, members: Members) -> Papers:
        """The page for the patient, where one is wanted and the site has one; ``about`` names the
        handouts. Raises ``Problems``, whether there is one or not: what is told of a patient has to
        be sound, and what must be told is never left out."""
        wanted = self.private is not None and planned(self.private)
        if not wanted and not self.details.values:
            return ()
        fields = sound(self, members, self.borne if wanted else AS_LONG)
        if not self.paged:
            return ()
        title = self.locale.called(about, self.job.edition)
        one = page(self, about, title, members, fields)
        return ((one, page_edition(self.job.edition)),)

    def bound(self, documents: Papers, members: Members) -> Outcome:
        """Several documents as one file."""
        return self.made(maker_of(SET).bound(documents, self.shown), members)

    def made(self, made: Made, members: Members) -> Outcome:
        """What became of the job, with its line in the manifest."""
        job, output = self.job, output_of(self.job.edition)
        if made.problems:
            return Outcome(job, None, b"", tuple(dict.fromkeys(made.problems)))
        reviews: list[Review] = [stands.review for _, stands in members]
        order: tuple[Review, ...] = ("draft", "facts", "reviewed")
        entry = Entry(
            file=file_of(job),
            handout=job.slug,
            version=" ".join(dict.fromkeys(handout.version for handout, _ in members)),
            language=job.language,
            edition=job.edition,
            paper=job.paper,
            pages=made.pages,
            bytes=len(made.data),
            sha256=hashlib.sha256(made.data).hexdigest(),
            review=min(reviews, key=order.index),
            issued=issued(members),
            review_by=min(handout.review_by for handout, _ in members).isoformat(),
            person=job.person,
            unsigned=tuple(
                dict.fromkeys(name for _, stands in members for name in stands.unsigned)
            ),
            print=made.print,
            print_only=not job.packet and editions()[job.edition].print_only,
            ink=maker_of(job.edition).ink(made.data) if job.weighed else None,
            preflight=made.preflight,
            media_type=output.media_type,
            partner=job.partner,
        )
        listed = tuple(
            Member(one.id, stands.review, one.review_by.isoformat(), stands.unsigned)
            for one, stands in members
        )
        return Outcome(job, entry, made.data, (), listed)


def issued(members: Members) -> str:
    """The date of the newest text."""
    return max(handout.issued for handout, _ in members).isoformat()
