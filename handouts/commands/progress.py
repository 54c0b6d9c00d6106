"""How far a command is that makes many files."""

from __future__ import annotations

from typing import TextIO

from ..clinic.jobs import Outcome
from ..outputs import file_of
from ..source.problems import harmless


class Progress:
    """A bar on a terminal, plain lines in a pipe."""

    def __init__(self, total: int, stream: TextIO) -> None:
        self.total, self.stream, self.count = total, stream, 0
        self.bar = stream.isatty()

    def step(self, made: Outcome, before: str = "", more: str = "") -> None:
        """One file more; ``before`` its name stands where it lies, ``more`` is told behind it."""
        self.count += 1
        if self.bar:
            filled = 30 * self.count // max(1, self.total)
            self.stream.write(
                f"\r[{'#' * filled}{'.' * (30 - filled)}] {self.count}/{self.total} "
                f"{harmless(before + made.job.slug):40.40}"
            )
        elif made.entry:
            entry = made.entry
            pages = f"{entry.pages} pages  " if entry.pages else ""
            size = f"{entry.bytes // 1024} kB"
            told = f"{harmless(before + entry.file)}  {pages}{size}  {entry.review}"
            self.stream.write(f"{told}{'  ' if more else ''}{more}\n")
        else:
            name = harmless(before + file_of(made.job))
            self.stream.write(f"{name}  not made, see the problems\n")
        self.stream.flush()

    def done(self) -> None:
        if self.bar and self.count:
            self.stream.write("\n")
