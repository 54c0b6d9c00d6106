"""The shared emergency texts that are corrected: told first, whatever becomes of the file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import yaml

from ..tree import LOADER
from .units import Name, NoUnits, Unit, units
from .update import Step

ROLE = "role: emergency"  # of a panel


@dataclass(frozen=True, slots=True)
class Safety:
    """A shared emergency text that was corrected, as it was taken and as it is shipped."""

    step: Step
    name: Name
    line: int
    before: str
    after: str

    @property
    def reaches(self) -> bool:
        """Whether the correction is in the site now."""
        own = _units(self.step.after).get(self.name)
        shipped = _units(self.step.theirs).get(self.name)
        return own.same(shipped) if own else shipped is None


def signs(subject: bytes) -> frozenset[str]:
    """The names of the fragments that tell when to get help, as a subject names them."""
    ends = yaml.load(subject, Loader=LOADER)["ends"]
    return frozenset(ends[name] for name in ("help", "slip") if ends.get(name))


def safety(step: Step, named: Collection[str]) -> Iterator[Safety]:
    """The emergency texts of a file of shared texts that are not shipped as they were taken.

    They are the fragments that are ``named`` so, and panels of that role.
    """
    if not step.path.startswith("content/common/") or step.base is None:
        return
    before, after = _units(step.base.encode()), _units(step.theirs)
    own = _units(step.after)
    for name in dict.fromkeys((*after, *before)):
        one, other = before.get(name), after.get(name)
        told = [unit for unit in (one, other) if unit]
        alike = one.same(other) if one else other is None
        if not alike and any(_urgent(unit, named) for unit in told):
            line = own[name].line if name in own else 1
            yield Safety(step, name, line, one.body if one else "", other.body if other else "")


def _urgent(unit: Unit, named: Collection[str]) -> bool:
    return bool(unit.path and unit.path[-1] in named) or ROLE in unit.body


def _units(data: bytes | None) -> Mapping[Name, Unit]:
    try:
        return units((data or b"").decode().replace("\r\n", "\n"))
    except (NoUnits, UnicodeDecodeError):
        return {}
