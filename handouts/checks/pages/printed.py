"""The standard edition of a handout, as the rules look at it."""

from __future__ import annotations

from functools import cached_property

from ...source.values import dataclass
from .built import File, Page
from .readback import read


@dataclass(frozen=True)
class Printed:
    """``data`` is the PDF, empty where the handout could not be set."""

    data: bytes

    @cached_property
    def file(self) -> File:
        return read(self.data) if self.data else File("", "", False, ())

    @property
    def pages(self) -> tuple[Page, ...]:
        return self.file.pages
