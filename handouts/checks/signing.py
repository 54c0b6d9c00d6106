"""Sign-offs: whose word no longer counts, and what a reviewer has answered."""

from __future__ import annotations

from ..problems import Problem, Where
from ..review import LATER, SignOff
from . import Copy, Finding, Found, rule

FEW = 4  # sections that are named one by one


@rule("stale-sign-off")
def stale_sign_off(copy: Copy) -> Found:
    """A later sign-off of the same person makes an older one history."""
    again = {one.name.strip() for one in copy.state.signed}
    for one in copy.state.void:
        if one.name.strip() in again:
            continue
        names = one.changed(copy.state.sections)
        listed = ", ".join(f"'{name}'" for name in names[:FEW])
        more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
        changed = f"changed since are {listed}{more}" if names else "the sections stood in another order"
        message = f"the sign-off of {one.name.strip()} is for another text: {changed}"
        form, changes = f"'python -m handouts review {copy.slug}'", "'python -m handouts diff'"
        hint = f"have it read again: {form} makes the form, {changes} shows what is new"
        yield _about(copy, one, message, hint)


@rule("later-sign-off")
def later_sign_off(copy: Copy) -> Found:
    for one in (*copy.state.signed, *copy.state.void):
        if one.later(copy.today):
            yield _about(copy, one, LATER, "check the date")


@rule("reviewer-said-no")
def reviewer_said_no(copy: Copy) -> Found:
    for one in copy.state.signed:
        for item, answer in one.answers.items():
            if answer.startswith("no"):
                why = answer.partition(":")[2].strip()
                message = f"{one.name.strip()} said no to {item}" + (f": {why}" if why else "")
                yield _about(copy, one, message, "mend what is meant, then have it signed anew", item)


def _about(copy: Copy, one: SignOff, message: str, hint: str, item: str = "") -> Finding:
    where = one.at or Where(copy.path)
    return Finding(Problem(copy.places.key(where, item) if item else where, message, hint), about=item, slug=copy.slug)
