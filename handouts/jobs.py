"""What a build is asked to make, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from .problems import Problem


@dataclass(frozen=True, slots=True, order=True)
class Job:
    """One file to make."""

    slug: str
    language: str
    edition: str
    paper: str

    @property
    def file(self) -> str:
        return f"{self.language}/{self.slug}-{self.edition}-{self.paper}.pdf"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the manifest."""

    file: str
    handout: str
    version: str
    language: str
    edition: str
    paper: str
    pages: int
    bytes: int
    sha256: str
    review: str
    issued: str
    review_by: str


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a job: its entry and file, or the problems that kept it from being made."""

    job: Job
    entry: Entry | None
    data: bytes
    problems: tuple[Problem, ...]
