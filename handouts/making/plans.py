"""The page that is filled in for one patient, on its way to paper: which fields it has, whether
what was told can stand in them, and the page with all of it in its places."""

from __future__ import annotations

from collections.abc import Container, Sequence

from ..clinic import details as told
from ..clinic.jobs import PrivateJob
from ..content.beside import PAIRED
from ..content.bound import STANDARD, in_packet
from ..content.editions import EDITIONS, Edition
from ..content.handout import Handout
from ..content.plan import PREFIX, Asked
from ..meaning.document import Document
from ..meaning.naming import DETAILS
from ..signing.standing import Standing
from ..source.problems import Problem, Problems
from ..source.values import replace
from ..views.plan import plan
from .filling import Filling

Member = tuple[Handout, Standing]


def planned(job: PrivateJob) -> bool:
    """Whether a page of its own is wanted: somebody asked for it, or told what stands nowhere
    else."""
    return job.plan or any(name.startswith(PREFIX) for name in job.details.values)


def page_edition(edition: str) -> Edition:
    """How the page is set in front of an edition: as it is, where that has room for any text."""
    known = PAIRED.get(edition) or EDITIONS.get(edition, EDITIONS[STANDARD])
    own = known if known.paired or (in_packet(known.name) and not known.fixed) else None
    return replace(own or EDITIONS[STANDARD], multiple=1)


def fields_of(filling: Filling, families: Sequence[str]) -> tuple[Asked, ...]:
    """What may be told in handouts of these families."""
    patient = filling.locale.words.patient
    return filling.lowering.subject.asked(dict.fromkeys(families), patient)


def sound(
    filling: Filling, members: Sequence[Member], borne: Container[told.Fault]
) -> tuple[Asked, ...]:
    """What may be told in ``members``. Raises ``Problems`` where something that was told belongs to
    no field, or has a fault that is not ``borne``."""
    fields = fields_of(filling, [handout.group for handout, _ in members])
    found = told.flaws(fields, filling.raw, filling.shop.lacks)
    faults = [told.told(one) for one in found if one.fault not in borne]
    known = filling.lowering.subject.fields
    if strange := sum(name not in known for name in filling.details.values):
        hint = f"known: {', '.join(known)}"
        faults.append((f"{strange} of the details belong to no field", hint))
    if faults:
        raise Problems(Problem(DETAILS, *one) for one in faults)
    return fields


def page(
    filling: Filling,
    about: str,
    file_title: str,
    members: Sequence[Member],
    fields: Sequence[Asked],
) -> Document:
    """The page in front of ``members``, which are called ``about`` together, with what is told in
    its ``fields``."""
    shop, language, lowering = filling.shop, filling.job.language, filling.lowering
    group = members[0][0].group
    accent = lowering.subject.accent(group)
    issued = max(handout.issued for handout, _ in members).isoformat()
    given = ("plan", shop.site.digest, language, about, accent, issued)
    names = tuple(one.name for one in fields)
    opened = shop.memo.once((*given, names), lambda: plan(about, fields, accent, issued, lowering))
    more = told.facts(fields, filling.raw, lowering.locale)
    return replace(filling.front(opened, members, more), file_title=file_title)
