"""Trust: what a clinic says of itself, since when a text holds, and who answers for it.

Where numbers come from is in ``sources``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...clinic.fill import PAGE
from ...meaning.parts import asked
from ...meaning.spans import Open, plain
from ...pictures.titled import foreign
from ...source.calendar import to_come
from ...source.problems import Problem, Where
from ..copy import Copy, Finding
from .registry import Found, rule

LONGEST = 3  # years between two reviews


# ------------------------------------------------------------------ facts of a clinic


@rule("empty-fact")
def empty_fact(copy: Copy) -> Found:
    for known in copy.facts.missing():
        yield copy.fact(
            known.name, f"the clinic fact '{known.name}' is empty", "fill it in: patients need it"
        )


@rule("logo-of-another")
def logo_of_another(copy: Copy) -> Found:
    """A name in the picture of every page, and another one in every line that says who wrote it."""
    owner, unnamed = copy.facts.owner, copy.lower.locale.unnamed
    for problem in foreign(copy.logo, owner, unnamed) if copy.logo else ():
        yield Finding(problem, clinic=True)


@rule("unprinted-fact", "library")
def unprinted_fact(copies: Sequence[Copy]) -> Found:
    """A fact that is declared and stands in no handout would be filled in for nothing."""
    told: set[str] = set()
    for copy in copies:
        declared = copy.facts.declared
        named = {name for name, _ in asked(copy.open.parts)}
        told |= {declared.resolved(name, copy.slug) for name in named}
        told |= {span.fact for span in copy.open.author if isinstance(span, Open)}
        shared = (copy.lower.parts(blocks) for blocks in copy.lower.fragments.values())
        told |= {declared.resolved(name, copy.slug) for parts in shared for name, _ in asked(parts)}
        if PAGE in named:  # the code of a page is an address in that folder
            told |= {name for name, one in declared.facts.items() if one.pages}
    here = {copy.slug for copy in copies}
    for copy in copies[:1]:
        for name in copy.facts.known:
            elsewhere = "." in name and name.partition(".")[0] not in here
            if name not in told and not elsewhere:
                hint = (
                    f"print it in a handout ('- clinic-facts: [{name}]'), or remove it "
                    "from facts.yaml"
                )
                where = copy.places.key(Where(f"{copy.root}/facts.yaml"), name.rpartition(".")[2])
                yield Finding(
                    Problem(where, f"no handout prints the fact '{name}'", hint), about=name
                )


# ------------------------------------------------------------------ dates and versions


@rule("issued-later")
def issued_later(copy: Copy) -> Found:
    if to_come(copy.handout.issued, copy.today):
        yield copy.field(
            "issued",
            f"it is issued on {copy.handout.issued}, which is to come",
            "write the day it was done",
        )


@rule("review-overdue")
def review_overdue(copy: Copy) -> Found:
    if copy.handout.review_by < copy.today:
        hint = "have it reviewed anew, then set the next date"
        yield copy.field("review-by", f"its review was due on {copy.handout.review_by}", hint)


@rule("review-too-far")
def review_too_far(copy: Copy) -> Found:
    issued, due = copy.handout.issued, copy.handout.review_by
    if (due.year, due.month, due.day) > (issued.year + LONGEST, issued.month, min(issued.day, 28)):
        hint = f"set a day within {LONGEST} years of the issue; 2 years are usual"
        yield copy.field(
            "review-by", f"more than {LONGEST} years lie between its issue and its review", hint
        )


VERSION = re.compile(r"\d+(\.\d+){1,2}")


@rule("version-format")
def version_format(copy: Copy) -> Found:
    if not VERSION.fullmatch(copy.handout.version):
        hint = (
            'write numbers with a dot between them, such as "1.0", and raise them with each change'
        )
        yield copy.field("version", f"'{copy.handout.version}' is no version number", hint)


# ------------------------------------------------------------------ people


@rule("not-reviewed")
def not_reviewed(copy: Copy) -> Found:
    if not copy.state.signed:
        hint = "it stays a draft until a clinician has read and signed it"
        yield copy.field("", "nobody has reviewed this handout", hint)


@rule("facts-not-reviewed")
def facts_not_reviewed(copy: Copy) -> Found:
    for name in copy.unsigned:
        hint = (
            "a clinician of the clinic must read and sign it: 'python -m handouts review "
            "--facts' makes the form"
        )
        yield copy.fact(name, copy.signed.why(name), hint)


@rule("invented-name", "words")
def invented_name(copy: Copy) -> Found:
    assert copy.words
    invented, others = copy.words.pattern("placeholder-names"), copy.words.named("never-named")
    hint = "name a real person of the team who agrees to it, or leave it empty"
    for where, name in (*_people(copy), *_of_clinic(copy)):
        bare = name.partition(" (")[0].strip(" .")
        told = (
            reason for reason, pattern in others.items() if re.search(pattern, name, re.IGNORECASE)
        )
        reason = "is no name of a person" if invented.fullmatch(bare) else next(told, "")
        if reason:
            yield Finding(
                Problem(where, f"'{bare}' {reason}", hint),
                name,
                slug=copy.slug,
                language=copy.language,
            )


def _people(copy: Copy) -> Iterator[tuple[Where, str]]:
    """Who is named as answerable for the text, and where. A fact of the clinic is looked at where
    it is told."""
    named = (
        author
        for author in copy.handout.authors
        if not any(isinstance(span, Open) for span in author)
    )
    review = f"{copy.path.rpartition('/')[0]}/review.yaml"
    listed = (
        *((copy.path, "authors", plain(author)) for author in named),
        *((review, copy.language, name) for name in copy.state.reviewers),
    )
    yield from (
        (copy.places.find(copy.places.key(Where(path), field), name), name)
        for path, field, name in listed
    )


def _of_clinic(copy: Copy) -> Iterator[tuple[Where, str]]:
    """Whom a clinic names, and where: its people, itself where it is an author, who signed its
    facts."""
    authors = {
        span.fact for author in copy.handout.authors for span in author if isinstance(span, Open)
    }
    for known in copy.facts.known.values():
        if known.kind == "person" or known.name in authors:
            yield from ((value.at, value.text) for value in known.values)
    signers = {one.at: one.name.strip() for given in copy.signed.signed.values() for one in given}
    yield from ((at, name) for at, name in signers.items() if at)
