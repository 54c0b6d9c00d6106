"""One job -> one file: the same function for a build, a cluster, a desk, and whoever imports this
package.

``produce`` takes values and gives a value. What may be used again lies in the memo that is handed
in; what is told of a patient goes through and is not kept.
"""

from __future__ import annotations

from importlib import import_module

from ..clinic.fill import placeless, unfit
from ..clinic.jobs import SET, Job, Outcome, PrivateJob
from ..content.editions import PAPERS
from ..meaning.document import Document
from ..meaning.naming import DETAILS
from ..outputs import editions, maker_of, output_of
from ..outputs.output import Attachment
from ..source.problems import Problem, Problems, Where, did_you_mean, enough, placed
from ..source.values import replace
from .archive import attached
from .cards import card
from .filling import source_of
from .memo import Memo
from .packets import Binding, Part, members_of
from .site import Clinic, Site

ARCHIVE = "archive"  # the finish of what is kept for records


def produce(site: Site, clinic: Clinic, job: Job | PrivateJob, memo: Memo | None = None) -> Outcome:
    """The file that ``job`` asks for, with the facts of ``clinic``, or the problems that keep it
    from being made.

    Whatever goes wrong with one job is told by its outcome; nothing is raised, and no other job is
    touched. The same arguments give the same bytes, with any ``memo`` or none.
    """
    return outcome_of(Production(site, clinic, job, memo))


def front(site: Site, clinic: Clinic, job: PrivateJob, memo: Memo | None = None) -> Outcome:
    """The page for a patient alone, as ``produce`` would put it in front of the same job, while it
    is filled in: nothing has to be told yet, and it takes a tenth of the time."""
    return outcome_of(Front(site, clinic, replace(job, plan=True), memo))


def outcome_of(production: Production) -> Outcome:
    """What became of a job; nothing is raised."""
    site, bare, private = production.shop.site, production.job, production.private is not None
    where = Where(source_of(site, bare))
    try:
        made = production.outcome()
        return replace(made, problems=enough(placed(made.problems, where)))
    except Problems as found:
        return Outcome(bare, None, b"", enough(placed(found.problems, where)))
    except Exception as error:  # noqa: BLE001  (one handout's fault must not cost the others)
        return Outcome(bare, None, b"", (_unexpected(site, bare, error, private),))


def _unexpected(site: Site, job: Job, error: Exception, private: bool) -> Problem:
    """A fault of the program itself; of a patient's paper it tells where it happened, and none of
    the words."""
    last = import_module("traceback").extract_tb(error.__traceback__)[-1]
    place = f"{last.filename.replace(chr(92), '/').rpartition('/handouts/')[2]}:{last.lineno}"
    told = type(error).__name__ if private else f"{type(error).__name__}: {error}"
    where = Where(source_of(site, job))
    message = f"'{job.slug}' could not be made: the program came to grief in {place} ({told})"
    return Problem(where, message, "this is our fault: report it, with this line and the file")


class Production(Binding):
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
            return self.chosen()
        finally:
            if self.details.values:
                self.forget()

    def forget(self) -> None:
        """Drops what the process remembers of words."""
        maker_of(self.job.edition).forget()

    def chosen(self) -> Outcome:
        """The kind of file that is asked for."""
        if self.private and self.private.items:
            return self.picked(self.private.items)
        return self.packet() if self.job.packet else self.single()

    def single(self) -> Outcome:
        """One handout in one edition."""
        job, edition = self.job, editions()[self.job.edition]
        if edition.finish == ARCHIVE and self.private:
            hint = "records of handouts hold nothing of a patient: make another edition"
            told = f"the edition '{job.edition}' cannot be made for a patient"
            self.refuse((told, hint), where=DETAILS)
        document, members = self.story(job.slug, edition)
        called = self.locale.called(document.title, job.edition)
        document, handout = replace(document, file_title=called), members[-1][0]
        page = self.page(document.title, members)
        for name in placeless(document, self.details) if not page else ():
            told = f"the edition '{job.edition}' has no place for what is told for '{name}'"
            hint = "leave that out, or make an edition with a page for the patient"
            self.refuse((told, hint), where=DETAILS)
        self.refuse(*unfit([document], self.details, self.fields, self.shop.lacks))
        if page:
            self.refuse(*self.unknown(job.slug, job.edition), where=DETAILS)
            return self.bound((*page, (document, edition)), members)
        shown = replace(self.shown, attached=self.attached(document))
        outcome = self.made(maker_of(job.edition).render(document, edition, shown), members)
        return replace(outcome, card=card(handout, self.shop.shelf(job.language)))

    def attached(self, document: Document) -> tuple[Attachment, ...]:
        """What the file carries, if it is one for records. Raises ``Problems``."""
        job = self.job
        if editions()[job.edition].finish != ARCHIVE:
            return ()
        sources = self.lowering.sources.root
        return attached(self.shop.site, document, job.language, sources, self.locale.words)


class Front(Production):
    """The page for a patient by itself, as it is shown while it is filled in."""

    borne = ("missing",)

    def chosen(self) -> Outcome:
        known = editions().get(self.job.edition)
        if known and known.paired:
            whole, members = self.story(self.job.slug, known)
            about = whole.title
        else:
            about, parts = self.gathered()
            members = members_of(parts)
        ((document, edition),) = self.page(about, members)
        self.refuse(*unfit([document], self.details, self.fields, self.shop.lacks))
        return self.made(maker_of(edition.name).render(document, edition, self.shown), members)

    def gathered(self) -> tuple[str, tuple[Part, ...]]:
        """What the page is in front of, and what that is called. Raises ``Problems``."""
        items = self.private.items if self.private else ()
        if self.job.packet and not items:
            packet, problems = self.shop.packet(self.job.slug, self.job.language)
            if packet is None:
                raise Problems(problems)
            return packet.title, self.parts(packet.parts())
        parts = self.parts(self.pairs(items or (f"{self.job.slug}/{self.job.edition}",)))
        return self.about(parts), parts
