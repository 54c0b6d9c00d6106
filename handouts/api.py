"""The public interface: read a site and a clinic, ask for files, get outcomes. ``docs/api.md`` explains it.

Everything here is a value that can be pickled, but ``Memo``. The command line uses nothing else to make files.
"""

from __future__ import annotations

from .fill import Details
from .jobs import Entry, Job, Outcome, PrivateJob
from .problems import Problem, Problems, Where
from .produce import produce
from .project import Report, Task, build, jobs, outcomes, packets
from .site import Clinic, Site, load_clinic, load_site
from .workshop import Memo

__all__ = [
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
    "jobs",
    "load_clinic",
    "load_site",
    "outcomes",
    "packets",
    "produce",
]
