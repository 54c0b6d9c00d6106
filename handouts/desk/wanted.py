"""What the page of the desk asks for, read and held against what there is."""

from __future__ import annotations

from collections.abc import Mapping

from ..api import Details, Job, PrivateJob
from ..clinic.jobs import SET
from ..content.editions import PAPERS
from ..outputs import output_of
from ..project.tasks import today
from ..project.telling import fields
from ..source.values import dataclass, field, replace
from .refusal import Refusal

MOST_ITEMS = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """Handouts in their order, each as ``SLUG/EDITION``, or a set by its name; for what paper, and
    what is told of the patient."""

    items: tuple[str, ...]
    packet: str
    language: str
    paper: str
    person: str
    details: Details = field(repr=False)
    beside: str = ""  # the language beside it, and first

    def job(self, *, plan: bool = True) -> PrivateJob:
        """As one file: a single handout keeps its own name."""
        slug, edition, items = self.packet, SET, self.items
        if not self.packet and len(self.items) == 1:
            slug, _, edition = self.items[0].partition("/")
            items = ()
        job = Job(slug, self.language, edition, self.paper, person=self.person, day=today())
        job = replace(job, partner=self.beside) if not items else job
        return PrivateJob(job, self.details, plan, items)

    @property
    def name(self) -> str:
        """What the file is called: after the handouts, never after a patient."""
        slugs = [one.replace("/", "-") for one in self.items]
        stem = self.packet or "-".join(slugs)[:80].rstrip("-") or "handouts"
        return f"{stem}{output_of(SET).suffix}"


def wanted(told: Mapping[str, object], language: str) -> Wanted:
    """What is asked for, in a ``language`` where none is named. Raises ``Refusal``: something has
    not the form it must have."""
    items = told.get("items", [])
    if not isinstance(items, list) or len(items) > MOST_ITEMS:
        raise Refusal(400, "selection")
    texts = {name: told.get(name, "") for name in ("set", "language", "paper", "person", "beside")}
    details = fields(told.get("details", {}))
    sound = all(isinstance(one, str) for one in (*items, *texts.values()))
    if not sound or details is None or not (items or texts["set"]):
        raise Refusal(400, "selection")
    if texts["paper"] not in PAPERS:
        raise Refusal(400, "paper", str(texts["paper"]), " ".join(PAPERS))
    known = {name: str(value) for name, value in texts.items()}
    return Wanted(
        tuple(map(str, items)),
        known["set"],
        known["language"] or language,
        known["paper"],
        known["person"],
        Details(details),
        known["beside"],
    )
