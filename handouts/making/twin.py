"""Where the page of a handout is on the web, for the code on its paper."""

from __future__ import annotations

from collections.abc import Mapping

from ..clinic.fill import PAGE
from ..clinic.jobs import Job
from ..content.facts import Facts, Known
from ..content.handout import Handout
from ..meaning.spans import shown
from ..outputs import editions, file_of, output_of
from ..source.values import replace


def twin(handout: Handout, language: str, facts: Facts, edition: str = "") -> Mapping[str, Known]:
    """The address of a handout's page on the web, which says whether the version that is printed is
    still the newest; without a value where the clinic has no folder there, and on that page
    itself (its ``edition``)."""
    declared = facts.declared.facts
    folder = next((name for name, one in declared.items() if one.pages), "")
    values = facts.known[folder].values if folder else ()
    # a part of a handout has no page
    if not values or handout.excerpt or edition == _edition():
        return {PAGE: Known(PAGE, "web", "")}
    page = file_of(Job(handout.id, language, _edition(), ""))
    address = f"{values[0].target.rstrip('/')}/{page}"
    told = replace(values[0], text=shown(address), target=f"{address}#v={handout.version}")
    return {PAGE: Known(PAGE, "web", "", (told,))}


def _edition() -> str:
    """The edition that is a page for browsers."""
    return next(one for one in editions() if output_of(one).media_type.startswith("text/html"))
