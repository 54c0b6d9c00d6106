"""What is kept of one text for the next, and not for ever."""

from __future__ import annotations

from abc import abstractmethod


class Ages:
    """A memo that is told when another text comes."""

    __slots__ = ()

    @abstractmethod
    def age(self) -> None:
        """Forgets what nobody has asked for since it was told so before."""
