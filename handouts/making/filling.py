"""The documents of one job: a clinic's facts, who has signed what, and what is told of one patient
are put in their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ..clinic.fill import fill
from ..clinic.jobs import NOBODY, Job, PrivateJob
from ..content.blocks import Lowering
from ..content.editions import BOOKLETS, Edition
from ..content.facts import Facts, Known
from ..content.handout import Handout
from ..content.locale import Locale
from ..content.picked import picked
from ..meaning.document import Document
from ..signing.older import dated
from ..signing.standing import Standing, standing
from ..signing.states import FactsState
from ..source.problems import Problem, Problems, Where, did_you_mean
from ..source.tree import Map
from .memo import Memo
from .site import Clinic, Site
from .twin import twin
from .workshop import Workshop

PROOF = "proof"


def source_of(site: Site, job: Job) -> str:
    """The file that says what ``job`` makes."""
    return site.content.shown("sets.yaml" if job.packet else site.text(job.slug, job.language))


class Filling:
    """One job, as far as its documents."""

    def __init__(
        self, site: Site, clinic: Clinic, job: Job | PrivateJob, memo: Memo | None = None
    ) -> None:
        self.shop, self.clinic = Workshop(site, memo), clinic
        self.job = job.job if isinstance(job, PrivateJob) else job
        self.private = job if isinstance(job, PrivateJob) else None
        self.raw = job.details if isinstance(job, PrivateJob) else NOBODY
        self.details = self.raw.tidy
        self.day = self.job.day

    @property
    def lowering(self) -> Lowering:
        """What texts of the language lean on, where its shelf was read without problems."""
        lowering = self.shop.shelf(self.job.language).lowering
        assert lowering is not None
        return lowering

    @property
    def locale(self) -> Locale:
        """The words of the language, where its shelf was read without problems."""
        locale = self.shop.shelf(self.job.language).locale
        assert locale is not None
        return locale

    def refuse(self, *told: tuple[str, str], where: Where | None = None) -> None:
        """Raises ``Problems`` where there are messages and hints about the job as a whole, or about
        what is told of a patient (``where``)."""
        if told:
            where = where or Where(source_of(self.shop.site, self.job))
            raise Problems(Problem(where, message, hint) for message, hint in told)

    def whole(self, slug: str, edition: Edition) -> None:
        """Raises ``Problems`` where an edition tells all of a handout, and the language has a part
        of it."""
        handout, _, trees = self.shop.script(slug, self.job.language)
        if handout and handout.excerpt and edition.view in BOOKLETS:
            tree = trees[self.shop.name(slug, self.job.language)]
            assert isinstance(tree, Map)
            there = picked(handout).values()
            message = f"this is a part of its handout, so no '{edition.name}' can be made of it"
            hint = f"there is: {', '.join(there)}"
            raise Problems([Problem(tree.keys_at["excerpt"], message, hint)])

    def facts(self) -> tuple[Facts, FactsState]:
        """The clinic's facts, and which of them are signed. Raises ``Problems``."""
        job = self.job
        facts, problems = self.shop.facts(self.clinic, job.language)
        if facts is None:
            raise Problems(problems)
        if job.person and not facts.person(job.person):
            where = Where(f"{self.clinic.stem}.yaml")
            hint = (
                did_you_mean(job.person, facts.persons) or "no person has rules of their own here"
            )
            raise Problems([Problem(where, f"'{job.person}' has no rules of their own", hint)])
        signed, problems = self.shop.facts_state(self.clinic, facts, job.language, self.today)
        if problems:
            raise Problems(problems)
        return facts, signed

    @property
    def today(self) -> date:
        """The day that sign-offs are judged on."""
        return self.day or date.max

    def told(self, slug: str, view: str, like: str = "") -> tuple[Document, Handout, Standing]:
        """A view of a handout with everything in its place, as it stands beside another language
        where it has the picks of the text in the language ``like``. Raises ``Problems``."""
        shop, language = self.shop, self.job.language
        base = "brochure" if view == PROOF else view
        document, problems = shop.document(slug, language, base, like)
        handout = shop.script(slug, language).handout
        # whatever is wrong with texts, what is wrong with facts is told besides
        clinic_faults = shop.facts(self.clinic, language)[1]
        if document is None or handout is None or clinic_faults:
            raise Problems((*problems, *clinic_faults))
        facts, signed = self.facts()
        state, problems = shop.state(handout, language, self.today)
        if state is None:
            raise Problems(problems)
        stands = standing(handout, document, state, facts, signed, self.day)
        if view == PROOF:
            return self.proof(slug, handout, stands), handout, stands
        page = twin(handout, language, facts, self.job.edition)
        known = {**facts.known, **stands.facts(self.locale), **page}
        whose = facts.person(self.job.person)
        filled = fill(document, known, self.locale, whose, self.details)
        return dated(filled, state.older, self.locale), handout, stands

    def proof(self, slug: str, handout: Handout, stands: Standing) -> Document:
        """The proof copy, with what the rules find in its text on the day of its issue. Raises
        ``Problems``."""
        # The rules take 35 ms to load, for the one edition that prints what they find.
        from .proof import proofread  # noqa: PLC0415

        language, day = self.job.language, handout.issued
        return proofread(self.shop, self.clinic, slug, language, day, stands)

    def front(
        self,
        opened: Document,
        members: Sequence[tuple[Handout, Standing]],
        more: Mapping[str, Known] | None = None,
    ) -> Document:
        """What stands in front of handouts: as trustworthy as the least of them; ``more`` are facts
        of this paper alone. Raises ``Problems``."""
        facts, signed = self.facts()
        first = members[0][0]
        whole = [stands for _, stands in members]
        sound = all(one.signed for one in whole)
        state, problems = self.shop.state(first, self.job.language, self.today)
        if state is None:
            raise Problems(problems)
        own = standing(first, opened, state, facts, signed, self.day)
        worst = Standing(
            own.signed if sound else (),
            tuple(dict.fromkeys(name for one in (own, *whole) for name in one.unsigned)),
            min((one.overdue for one in whole if one.overdue), default=None),
            older=any(one.older for one in whole),
            machine=any(one.machine for one in whole),
        )
        known = {**facts.known, **worst.facts(self.locale), **(more or {})}
        return fill(opened, known, self.locale, facts.person(self.job.person), self.details)
