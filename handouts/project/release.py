"""What keeps a build from being given to patients: drafts, unsigned or missing facts, overdue
reviews, help lines that nobody has tried of late."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import repeat

from ..clinic.jobs import Outcome
from ..making.signatures import unfit_facts, unfit_lines, unfit_signs, unfit_translations
from ..making.workshop import Workshop
from ..pictures.titled import foreign
from ..source.problems import Problem, Where
from .tasks import Task, today

UNSIGNED = {
    "draft": "is a draft: nobody has reviewed it as it is",
    "facts": "tells clinical facts that nobody has signed",
}


def unfit(task: Task, made: Sequence[Outcome]) -> Iterator[Problem]:
    """What keeps what was made from being released."""
    yield from dict.fromkeys(problem for one in made if one.entry for problem in _of(task, one))
    day = max((one.job.day for one in made if one.job.day), default=today())
    languages = {language for one in made for language in one.job.languages}
    members = [member for one in made if one.entry for member in one.members]
    drafts = {member.slug for member in members if member.review == "draft"}
    yield from unfit_signs(task.site, languages, drafts, day)
    unsigned = {name for member in members for name in member.unsigned}
    released = {
        (member.slug, language)
        for one in made
        for member in one.members
        for language in one.job.languages
    }
    yield from unfit_facts(task.site, task.clinic, released, unsigned, day)
    yield from unfit_lines(task.site, released, day)
    yield from _logo(task)
    yield from unfit_translations(Workshop(task.site), released)


def _logo(task: Task) -> Iterator[Problem]:
    """The logo that a site began with, where nobody has put the clinic's own in its place; that of
    another clinic."""
    site, shop = task.site, Workshop(task.site)
    brand, _ = shop.look
    if brand is None:  # of which nothing is made; why is told with what was to be
        return
    path = brand.logo
    shown, data = site.assets.shown(path), site.assets.data(path) or b""
    if (
        dict(site.taken or ()).get(shown)
        == hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()
    ):
        hint = "put the clinic's own in its place: every page shows it"
        yield Problem(Where(shown), "the logo is that of the sample", hint)
        return
    for language in site.languages[:1]:
        (facts, _), locale = shop.facts(task.clinic, language), shop.shelf(language).locale
        if facts and locale and shop.logo_title:
            yield from foreign(shop.logo_title, facts.owner, locale.unnamed)


def _of(task: Task, one: Outcome) -> Iterator[Problem]:
    """What keeps the handouts of one file from being released."""
    content = task.site.content
    spoken = one.job.languages if one.job.partner else repeat(one.job.language)
    for (slug, review, due, facts), language in zip(one.members, spoken, strict=False):
        own = content.shown(task.site.text(slug, language))
        where = Where(content.shown("sets.yaml") if one.job.packet else own)
        what = f"'{slug}', in the set '{one.job.slug}'," if one.job.packet else f"'{slug}'"
        if review != "reviewed":
            form = "review --facts" if review == "facts" else f"review {slug}"
            hint = f"a clinician must read it and sign: 'python -m handouts {form}' makes the form"
            which = ": " + ", ".join(f"'{name}'" for name in facts) if review == "facts" else ""
            yield Problem(where, f"{what} {UNSIGNED[review]}{which}", hint)
        if one.job.day and date.fromisoformat(due) < one.job.day:
            hint = "have it reviewed, then set a new 'review-by'"
            yield Problem(where, f"the review of {what.rstrip(',')} was due on {due}", hint)
