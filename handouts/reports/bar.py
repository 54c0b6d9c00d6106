"""How far a command is that makes many files, and how it ends."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # ``typing`` takes a tenth of a build that has nothing to do
if TYPE_CHECKING:
    from typing import TextIO


class Bar:
    """A bar on a terminal, plain lines in a pipe."""

    def __init__(self, total: int, stream: TextIO) -> None:
        self.total, self.stream, self.count = total, stream, 0
        self.drawn = stream.isatty()

    def step(self, name: str, line: str) -> None:
        """One file more: the ``name`` of what it is about stands beside a bar, or a ``line`` tells
        of it."""
        self.count += 1
        if self.drawn:
            filled = 30 * self.count // max(1, self.total)
            drawn = f"[{'#' * filled}{'.' * (30 - filled)}] {self.count}/{self.total}"
            self.stream.write(f"\r{drawn} {name:40.40}")
        else:
            self.stream.write(f"{line}\n")
        self.stream.flush()

    def done(self) -> None:
        if self.drawn and self.count:
            self.stream.write("\n")


def tell(problems: list[str], lines: list[str]) -> None:
    """The end of a command: what is to be mended, and what it all came to."""
    for one in problems:
        print(one, file=sys.stderr)
    for one in lines:
        print(one)
    sys.stdout.flush()  # while somebody can still be told that it cannot be written
