"""Outputs: each shows a document in one format, and knows neither blocks nor other outputs.

A module or folder here that has an ``OUTPUT`` is one; nothing else names it. The rest of the house
asks here which editions there are, and what makes them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from ..clinic.jobs import SET, Job
from ..content.editions import Edition
from ..source.values import replace
from .output import Maker, Output

USUAL = "letter"  # the paper of whoever names none


@cache
def outputs() -> Mapping[str, Output]:
    """Every output by the name of its module."""
    there = {name.partition(".")[0] for folder in __path__ for name in os.listdir(folder)}
    names = sorted(name for name in there if name and not name.startswith("__"))
    modules = {name: import_module(f"{__name__}.{name}") for name in names}
    return {name: one.OUTPUT for name, one in modules.items() if hasattr(one, "OUTPUT")}


@cache
def editions() -> Mapping[str, Edition]:
    """Every edition that an output makes, by its name; what is printed first."""
    ordered = sorted(outputs().values(), key=lambda one: not one.papered)
    return {edition.name: edition for one in ordered for edition in one.editions}


def handed_out() -> tuple[str, ...]:
    """The names of those that are for readers, and so of "all"."""
    return tuple(name for name, edition in editions().items() if edition.handed_out)


def output_of(edition: str) -> Output:
    """What makes an edition; a set is made by what can bind. Raises ``KeyError``."""
    for one in outputs().values():
        if one.binds if edition == SET else any(own.name == edition for own in one.editions):
            return one
    raise KeyError(edition)


def paper_of(edition: str) -> str:
    """The paper where none is named: of an edition that has none, none."""
    return USUAL if edition not in editions() or output_of(edition).papered else ""


def maker_of(edition: str) -> Maker:
    """What makes the files of an edition. Raises ``KeyError``."""
    own = output_of(edition).maker
    made = import_module(own).MAKER if isinstance(own, str) else own
    assert isinstance(made, Maker)
    return made


def partnered(job: Job, first: str) -> Job:
    """The job with the language that stands beside its own where its edition has two; ``first`` if
    it does not say which."""
    known = editions().get(job.edition)
    partner = (job.partner or first) if known and known.paired else ""
    return job if partner == job.partner else replace(job, partner=partner)


def file_of(job: Job) -> str:
    """The path of what a job makes, inside the folder of results; without a suffix where nothing
    makes it."""
    known = job.packet or job.edition in editions()
    return f"{job.stem}{output_of(job.edition).suffix if known else ''}"
