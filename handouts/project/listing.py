"""The list of handouts, as they stand today."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from ..clinic.jobs import Job
from ..content.handout import Handout
from ..content.locale import languages
from ..making.filling import Filling
from ..making.site import HANDOUTS, Clinic, Site
from ..making.workshop import Workshop
from ..signing.standing import Standing
from ..signing.states import faults
from ..source.problems import Problem, Problems
from ..source.rows import NamedTuple
from .tasks import today
from .wanted import missing_words


class Row(NamedTuple):
    """One handout in one language, as it stands today; ``notes`` say what keeps it from patients,
    ``problems`` what keeps it from being made."""

    slug: str
    language: str
    version: str
    issued: str
    state: str
    title: str
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def listing(site: Site, clinic: Clinic, among: Collection[str]) -> Iterator[Row]:
    """A row for each handout in each of the languages ``among``."""
    shop, day, spoken = Workshop(site), today(), languages()
    shown = site.content.shown(HANDOUTS)
    for slug, written in site.written.items():
        for language in filter(among.__contains__, written):
            if strange := tuple(missing_words(shown, {slug: (language,)}, spoken)):
                yield Row(slug, language, "-", "-", "1 problem", "-", problems=strange)
                continue
            job = Job(slug, language, "standard", "letter", day=day)
            try:
                _, handout, stands = Filling(site, clinic, job, shop.memo).told(slug, "brochure")
            except Problems as found:
                count = len(found.problems)
                state = f"{count} {'problem' if count == 1 else 'problems'}"
                yield Row(slug, language, "-", "-", state, "-", problems=found.problems)
                continue
            states = {"draft": "draft", "facts": "facts unsigned", "reviewed": "reviewed"}
            row = Row(
                slug,
                language,
                handout.version,
                handout.issued.isoformat(),
                states[stands.review],
                handout.title,
            )
            yield row._replace(notes=tuple(_notes(shop, clinic, handout, language, stands, day)))


def _notes(
    shop: Workshop, clinic: Clinic, handout: Handout, language: str, stands: Standing, day: date
) -> Iterator[str]:
    """What keeps a handout that can be made from being given to patients."""
    if stands.overdue:
        yield f"its review was due on {stands.overdue.isoformat()}"
    state, _ = shop.state(handout, language, day)
    if state and not state.signed:
        yield from map(state.changed, state.outdated)
        for one in state.unsound:
            yield from (f"{one.name}: {message}" for message, _ in faults(one, handout.issued, day))
    facts, _ = shop.facts(clinic, language)
    if facts:
        signed, _ = shop.facts_state(clinic, facts, language, day)
        changed = [name for name in stands.unsigned if signed.void.get(name)]
        yield from map(signed.why, changed)
        never = [name for name in stands.unsigned if name not in changed]
        if never:
            yield f"clinical facts that nobody has signed: {', '.join(never)}"
