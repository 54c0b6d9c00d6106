"""One job -> one file: the same function for a build, a cluster, a desk, and whoever imports this
package.

``produce`` takes values and gives a value. What may be used again lies in the memo that is handed
in; what is told of a patient goes through and is not kept.
"""

from __future__ import annotations

import hashlib
import traceback
from dataclasses import replace

from ..clinic.fill import fill, unfit
from ..clinic.jobs import SET, Card, Entry, Job, Member, Outcome, PrivateJob, Review
from ..content.editions import PAPERS
from ..content.handout import Handout
from ..content.locale import Locale
from ..meaning.document import Document
from ..outputs import editions, file_of, maker_of, output_of
from ..outputs.output import Attachment, Made, Shown
from ..signing.standing import Standing, standing
from ..source.problems import Problem, Problems, Where, did_you_mean, enough, placed
from ..views.packet import slip
from .archive import attached
from .cards import card, card_of_set
from .filling import Filling, source_of
from .memo import Memo
from .site import Clinic, Site


def produce(site: Site, clinic: Clinic, job: Job | PrivateJob, memo: Memo | None = None) -> Outcome:
    """The file that ``job`` asks for, with the facts of ``clinic``, or the problems that keep it
    from being made.

    Whatever goes wrong with one job is told by its outcome; nothing is raised, and no other job is
    touched. The same arguments give the same bytes, with any ``memo`` or none.
    """
    bare = job.job if isinstance(job, PrivateJob) else job
    where = Where(source_of(site, bare))
    try:
        made = Production(site, clinic, job, memo).outcome()
        return replace(made, problems=enough(placed(made.problems, where)))
    except Problems as found:
        return Outcome(bare, None, b"", enough(placed(found.problems, where)))
    except Exception as error:  # noqa: BLE001  (one handout's fault must not cost the others)
        return Outcome(
            bare, None, b"", (_unexpected(site, bare, error, isinstance(job, PrivateJob)),)
        )


def _unexpected(site: Site, job: Job, error: Exception, private: bool) -> Problem:
    """A fault of the program itself; of a patient's paper it tells where it happened, and none of
    the words."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{last.filename.replace(chr(92), '/').rpartition('/handouts/')[2]}:{last.lineno}"
    told = type(error).__name__ if private else f"{type(error).__name__}: {error}"
    where = Where(source_of(site, job))
    message = f"'{job.slug}' could not be made: the program came to grief in {place} ({told})"
    return Problem(where, message, "this is our fault: report it, with this line and the file")


class Production(Filling):
    """One job on its way to a file."""

    def outcome(self) -> Outcome:
        """Raises ``Problems``."""
        job = self.job
        known = (*editions(), SET)
        if job.edition not in known:
            told = f"there is no edition '{job.edition}'"
            self.refuse((told, did_you_mean(job.edition, known)))
        if not output_of(job.edition).papered:
            told = f"the edition '{job.edition}' is for no paper, and so not for '{job.paper}'"
            self.refuse(*([(told, "leave the paper out")] if job.paper else ()))
        elif job.paper not in PAPERS:
            self.refuse((f"there is no paper '{job.paper}'", did_you_mean(job.paper, PAPERS)))
        try:
            return self.packet() if job.packet else self.single()
        finally:
            if self.details.values:
                maker_of(job.edition).forget()

    def single(self) -> Outcome:
        """One handout in one edition."""
        job = self.job
        document, handout, stands = self.told(job.slug, editions()[job.edition].view)
        self.refuse(*unfit([document], self.details, self.fields, self.shop.lacks))
        called = self.locale.called(document.title, job.edition)
        document = replace(document, file_title=called)
        shown = replace(self.shown, attached=self.attached(document))
        made = maker_of(job.edition).render(document, editions()[job.edition], shown)
        return self.made(made, ((handout, stands),), card(handout, self.shop.shelf(job.language)))

    def attached(self, document: Document) -> tuple[Attachment, ...]:
        """What the file carries, if it is one for records. Raises ``Problems`` where something of a
        patient would be in it."""
        job = self.job
        if editions()[job.edition].finish != "archive":
            return ()
        if self.private:
            hint = "records of handouts hold nothing of a patient: make another edition"
            self.refuse((f"the edition '{job.edition}' cannot be made for a patient", hint))
        shelf = self.shop.shelf(job.language)
        assert shelf.lowering is not None
        sources = shelf.lowering.sources.root
        return attached(self.shop.site, document, job.language, sources, self.locale.words)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that something of a patient may be told in."""
        lowering = self.shop.shelf(self.job.language).lowering
        assert lowering is not None
        return lowering.subject.fields

    @property
    def locale(self) -> Locale:
        """The words of the language, where its shelf was read without problems."""
        locale = self.shop.shelf(self.job.language).locale
        assert locale is not None
        return locale

    @property
    def shown(self) -> Shown:
        """What the output shows documents with."""
        paper, binding, private = self.job.paper, self.job.binding, bool(self.details.values)
        return self.shop.shown(self.locale, paper, binding, private=private)

    def packet(self) -> Outcome:
        """A set of handouts in one file, its slip before them."""
        job, shop = self.job, self.shop
        packet, problems = shop.packet(job.slug)
        lowering = shop.shelf(job.language).lowering
        if packet is None or lowering is None:
            raise Problems((*problems, *shop.shelf(job.language).problems))
        found, faults = [], dict[Problem, None]()
        for slug, edition in packet.parts():
            try:
                found.append((edition, *self.told(slug, editions()[edition].view)))
            except Problems as wrong:
                faults.update(dict.fromkeys(wrong.problems))
        if faults:
            raise Problems(faults)
        members = tuple((handout, stands) for _, _, handout, stands in found)
        cards = lowering.locale.words.emergency_cards
        views = {edition: editions()[edition].view for edition, *_ in found}
        titles = tuple(
            cards if views[edition] == "card" else told.title for edition, _, told, _ in found
        )
        accent = lowering.subject.accent(members[0][0].group)
        cover = self.slip(slip(packet, titles, accent, _issued(members), lowering), members)
        documents = [
            ("standard", cover),
            *((edition, document) for edition, document, _, _ in found),
        ]
        self.refuse(
            *dict.fromkeys(
                unfit([one for _, one in documents], self.details, self.fields, shop.lacks)
            )
        )
        bound = maker_of(job.edition).bound
        pairs = [(document, editions()[edition]) for edition, document in documents]
        told = card_of_set(job.slug, job.language, packet)
        return self.made(bound(pairs, self.shown), members, told)

    def slip(self, open_slip: Document, members: tuple[tuple[Handout, Standing], ...]) -> Document:
        """The slip of a set; it is as trustworthy as the least of its members."""
        facts, signed = self.facts()
        locale = self.shop.shelf(self.job.language).locale
        assert locale is not None
        first = members[0][0]
        whole = [stands for _, stands in members]
        sound = all(one.signed for one in whole)
        state, problems = self.shop.state(first, self.job.language, self.today)
        if state is None:
            raise Problems(problems)
        own = standing(first, open_slip, state, facts, signed, self.day)
        worst = Standing(
            own.signed if sound else (),
            tuple(dict.fromkeys(name for one in (own, *whole) for name in one.unsigned)),
            min((one.overdue for one in whole if one.overdue), default=None),
        )
        known = {**facts.known, **worst.facts(locale)}
        return fill(open_slip, known, locale, facts.person(self.job.person), self.details)

    def made(
        self, made: Made, members: tuple[tuple[Handout, Standing], ...], card: Card | None = None
    ) -> Outcome:
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
            issued=_issued(members),
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
        )
        listed = tuple(
            Member(one.id, stands.review, one.review_by.isoformat(), stands.unsigned)
            for one, stands in members
        )
        return Outcome(job, entry, made.data, (), listed, card)


def _issued(members: tuple[tuple[Handout, Standing], ...]) -> str:
    return max(handout.issued for handout, _ in members).isoformat()
