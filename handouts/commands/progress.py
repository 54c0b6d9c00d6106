"""How far a command is that makes many files."""

from __future__ import annotations

from ..clinic.jobs import Outcome
from ..outputs import file_of
from ..reports.bar import Bar
from ..source.problems import harmless


class Progress(Bar):
    """A bar on a terminal, plain lines in a pipe."""

    def made(self, one: Outcome, before: str = "", more: str = "") -> None:
        """One file more; ``before`` its name stands where it lies, ``more`` is told behind it."""
        self.step(*row(one, before, more))


def row(made: Outcome, before: str = "", more: str = "") -> tuple[str, str]:
    """What stands beside a bar for a file, and the line that tells of it."""
    entry, slug = made.entry, harmless(before + made.job.slug)
    if not entry:
        return slug, f"{harmless(before + file_of(made.job))}  not made, see the problems"
    pages = f"{entry.pages} pages  " if entry.pages else ""
    told = f"{harmless(before + entry.file)}  {pages}{entry.bytes // 1024} kB  {entry.review}"
    return slug, f"{told}{'  ' if more else ''}{more}"
