"""The shared emergency texts that are corrected: told first, whatever becomes of the file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

import yaml

from ..source.parsing import LOADER
from ..source.values import dataclass
from .merge import same
from .units import Name, NoUnits, Unit, units
from .update import Step

ROLE = "role: emergency"  # of a panel
INCLUDE = re.compile(r"\binclude: *[\"']?([\w-]+)")
ENDS = "help", "more", "back", "slip"  # what tells when to get help, and where


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
        own, shipped = _units(self.step.after), _units(self.step.theirs)
        return same(own.get(self.name), shipped.get(self.name))


def signs(subject: bytes) -> frozenset[str]:
    """The names of the fragments that tell when to get help, as a subject names them, for all
    handouts and for those of a family."""
    told = yaml.load(subject, Loader=LOADER)
    found = {told["ends"].get(name) for name in ENDS}
    families = [family for family in told.get("families", {}).values() if family]
    found |= {family.get(name) for family in families for name in ("help", "slip")}
    return frozenset(name for name in found if name)


def safety(step: Step, named: Collection[str]) -> Iterator[Safety]:
    """The emergency texts of a file of shared texts that are not shipped as they were taken.

    They are the fragments that are ``named`` so, panels of that role, and what either includes.
    """
    if not step.path.startswith("content/common/") or step.base is None:
        return
    before, after = _units(step.base.encode()), _units(step.theirs)
    own, urgent = _units(step.after), _urgent(before, named) | _urgent(after, named)
    for name in dict.fromkeys((*after, *before)):
        one, other = before.get(name), after.get(name)
        if name in urgent and not same(one, other):
            line = own[name].line if name in own else 1
            yield Safety(step, name, line, one.body if one else "", other.body if other else "")


def kept(step: Step, named: Collection[str]) -> Iterator[Safety]:
    """The emergency texts of a file of shared texts where the clinic keeps its own, and the
    shipped."""
    if not step.path.startswith("content/common/") or not step.kept:
        return
    own, shipped = _units(step.after), _units(step.theirs)
    urgent = _urgent(own, named) | _urgent(shipped, named)
    names = dict.fromkeys((*shipped, *own)) if () in step.kept else step.kept
    for name in names:
        one, other = own.get(name), shipped.get(name)
        if name in urgent and not same(one, other):
            before, after = (unit.body if unit else "" for unit in (one, other))
            yield Safety(step, name, one.line if one else 1, before, after)


def _urgent(texts: Mapping[Name, Unit], named: Collection[str]) -> set[Name]:
    """The names of the emergency texts among these, and of all that they include."""
    found: set[Name] = set()
    coming = [
        name
        for name, unit in texts.items()
        if (unit.path and unit.path[-1] in named) or ROLE in unit.body
    ]
    while coming:
        found.add(name := coming.pop())
        wanted = set(INCLUDE.findall(texts[name].body))
        coming += [one for one in texts if one and one[-1] in wanted and one not in found]
    return found


def _units(data: bytes | None) -> Mapping[Name, Unit]:
    try:
        return units((data or b"").decode().replace("\r\n", "\n"))
    except (NoUnits, UnicodeDecodeError):
        return {}
