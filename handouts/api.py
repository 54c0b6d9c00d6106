"""The public interface: read a site and a clinic, ask for files, get outcomes. ``docs/api.md``
explains it.

Everything here is a value that can be pickled, but ``Memo``. The command line uses nothing else to
make files.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from .clinic.jobs import Details, Entry, Job, Outcome, PrivateJob
from .making.site import Clinic, Site, load_clinic, load_site
from .project.building import Report, build, outcomes
from .project.tasks import Task
from .project.wanted import jobs, packets, partners
from .source.problems import Problem, Problems, Where

if TYPE_CHECKING:
    from .making.batch import Batch
    from .making.memo import Memo
    from .making.produce import front, produce

# loaded when they are asked for: a build may find all in its cache
LATE = {
    "produce": "making.produce",
    "front": "making.produce",
    "Memo": "making.memo",
    "Batch": "making.batch",
}


def __getattr__(name: str) -> object:
    if name in LATE:
        return getattr(import_module(f"{__package__}.{LATE[name]}"), name)
    raise AttributeError(name)


__all__ = [
    "Batch",
    "Clinic",
    "Details",
    "Entry",
    "Job",
    "Memo",
    "Outcome",
    "PrivateJob",
    "Problem",
    "Problems",
    "Report",
    "Site",
    "Task",
    "Where",
    "build",
    "front",
    "jobs",
    "load_clinic",
    "load_site",
    "outcomes",
    "packets",
    "partners",
    "produce",
]
