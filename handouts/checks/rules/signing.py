"""Sign-offs: whose word no longer counts, and what a reviewer has answered."""

from __future__ import annotations

from ...signing.review import Signed, SignOff
from ...signing.states import faults
from ...source.problems import Problem, Where
from ..copy import Copy, Finding
from .registry import Found, rule


@rule("stale-sign-off")
def stale_sign_off(copy: Copy) -> Found:
    """A later sign-off of the same person makes an older one history."""
    for one in copy.state.outdated:
        form, changes = f"'python -m handouts review {copy.slug}'", "'python -m handouts diff'"
        hint = f"have it read again: {form} makes the form, {changes} shows what is new"
        yield _about(copy, one, copy.state.changed(one), hint)


@rule("unsound-sign-off")
def unsound_sign_off(copy: Copy) -> Found:
    """One that is dated on a day to come or before the issue, or leaves questions of its form
    open."""
    for one in (*copy.state.unsound, *copy.state.void, *copy.signed.unsound):
        for message, hint in faults(one, copy.handout.issued, copy.today):
            if one not in copy.state.void or one.later(copy.today):
                yield _about(copy, one, message, hint)


@rule("reviewer-said-no")
def reviewer_said_no(copy: Copy) -> Found:
    for one in copy.state.signed:
        for item, answer in one.answers.items():
            if answer.startswith("no"):
                why = answer.partition(":")[2].strip()
                message = f"{one.name.strip()} said no to {item}" + (f": {why}" if why else "")
                yield _about(
                    copy, one, message, "mend what is meant, then have it signed anew", item
                )


def _about(copy: Copy, one: Signed, message: str, hint: str, item: str = "") -> Finding:
    where = one.at or Where(copy.path)
    problem = Problem(copy.places.key(where, item) if item else where, message, hint)
    mine = isinstance(one, SignOff)
    slug, language = (copy.slug, copy.language) if mine else ("", "")
    return Finding(problem, about=item, slug=slug, language=language)
