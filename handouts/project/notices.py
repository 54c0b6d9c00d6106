"""The notice that help with languages is free, by itself: a page to hand out, or a poster for the
wall in type of 20 points."""

from __future__ import annotations

from ..clinic.fill import fill
from ..clinic.jobs import Job
from ..content.bound import STANDARD
from ..making.memo import Memo
from ..making.produce import Production
from ..making.site import Clinic, Site
from ..making.texts import NOTICE
from ..outputs import editions, maker_of
from ..source.problems import Problem, Problems, Where
from ..source.values import replace
from ..views.notice import notice
from .tasks import today

LARGE = "large-print"
POINTS, LARGE_POINTS = 20, 18  # of the poster, and of the edition that it is made of


def made(site: Site, clinic: Clinic, language: str, paper: str, *, poster: bool) -> bytes:
    """A PDF file. Raises ``Problems``."""
    slug = next(iter(site.slugs), "")
    job = Job(slug, language, LARGE if poster else STANDARD, paper, day=today())
    making = Production(site, clinic, job, Memo())
    told, problems = making.shop.notice
    if told is None or not told.printed:
        message = "there is no notice to print: no text in it that somebody has compared"
        where = Where(site.content.shown(NOTICE))
        raise Problems(problems or [Problem(where, message, "docs/translating.md shows one")])
    family = next(iter(making.lowering.subject.families))
    accent = making.lowering.subject.accent(family)
    page = notice(told, accent, today().isoformat(), making.lowering)
    facts, _ = making.facts()
    document = fill(replace(page, brief=(), status=()), facts.known, making.locale)
    edition = editions()[job.edition]
    if poster:
        scale = edition.scale * POINTS / LARGE_POINTS
        edition = replace(edition, scale=scale, smallest=POINTS, furniture=POINTS)
    done = maker_of(job.edition).render(document, edition, making.shown)
    if done.problems:
        raise Problems(done.problems)
    return done.data
