"""What a build is asked to make, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .problems import Problem

REVIEW = "review.yaml"  # stands beside the texts of a handout, and is none
SET = "set"  # what stands in place of an edition where a job is a set


@dataclass(frozen=True, slots=True, order=True)
class Job:
    """One file to make."""

    slug: str
    language: str
    edition: str
    paper: str
    weighed: bool = False  # whether its ink is measured
    binding: float = 0.0  # points: how far pages are moved away from the edge they are bound at

    @property
    def packet(self) -> bool:
        """Whether this is a set of handouts, and ``slug`` its name."""
        return self.edition == SET

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
    print_only: bool = False  # not tagged: for paper, not for a screen reader
    ink: float | None = None  # percent of a page, where it was measured
    preflight: tuple[tuple[str, str, bool], ...] = ()  # rule, measured value, whether it is kept


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a job: its entry and file, or the problems that kept it from being made."""

    job: Job
    entry: Entry | None
    data: bytes
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Folders:
    """Where things are; ``cache`` is ``None`` when nothing is to be kept between builds."""

    content: Path
    assets: Path
    out: Path
    cache: Path | None

    def shown(self, path: Path) -> str:
        """``path`` as messages call it: from the content or assets folder's own name on."""
        for folder in (self.content, self.assets):
            if path.is_relative_to(folder):
                return path.relative_to(folder.parent).as_posix() if folder.parent != folder else path.as_posix()
        return path.as_posix()
