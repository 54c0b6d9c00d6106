"""What a network of clinics says of itself: ``content/networks/NAME.yaml``."""

from __future__ import annotations

from typing import Annotated

from ..content.editions import PAPERS
from ..outputs import editions, handed_out
from ..source.fields import AfterValidator, Field
from ..source.models import parts_of
from ..source.problems import Refused, did_you_mean
from ..source.reader import Model, Words
from ..source.values import field, replace

ALL = "all"  # every edition that is handed out


def _edition(name: str) -> str:
    if name not in (ALL, *editions()):
        raise Refused(f"there is no edition '{name}'", did_you_mean(name, (ALL, *editions())))
    return name


def _paper(name: str) -> str:
    if name not in PAPERS:
        raise Refused(f"there is no paper '{name}'", did_you_mean(name, PAPERS))
    return name


Names = Annotated[tuple[Words, ...], Field(min_length=1)]
Editions = Annotated[tuple[Annotated[Words, AfterValidator(_edition)], ...], Field(min_length=1)]
Papers = Annotated[tuple[Annotated[Words, AfterValidator(_paper)], ...], Field(min_length=1)]


class Settings(Model):
    """What is made for a clinic; what is left out is as the network has it.

    ``handouts`` are all where none is named, ``languages`` all that a handout is written in.
    ``brand`` is a folder like ``assets/brand``, ``signatures`` one with the sign-offs of texts,
    ``SLUG/review.yaml``; both from the folder that the network's file is in.
    """

    handouts: Names | None = None
    sets: Names | None = None
    editions: Editions | None = None
    papers: Papers | None = None
    languages: Names | None = None
    brand: Words | None = None
    signatures: Words | None = None

    @property
    def chosen(self) -> tuple[str, ...]:
        """The editions that are asked for."""
        asked = self.editions or ("standard",)
        return tuple(handed_out()) if ALL in asked else tuple(dict.fromkeys(asked))


class Own(Settings):
    """A clinic; ``facts`` is its file, where it is not the one of its name in the network's
    folder."""

    facts: Words | None = None

    @classmethod
    def bare(cls, value: object) -> object:
        """A name with nothing behind it: all is as the network has it."""
        return {} if value == "" else value

    def over(self, shared: Settings) -> Settings:
        """All that counts for this clinic."""
        names = {one.name for one in parts_of(Settings)} - {"at"}
        own = {name: getattr(self, name) or getattr(shared, name) for name in names}
        if self.brand or self.signatures:  # folders that are told where they are named
            own["at"] = self.at
        return replace(shared, **own)


Called = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


class Shared(Settings):
    """A network: its ``title`` stands on the report; ``clinics`` are those with something of their
    own, besides those whose files lie in the folder of its name."""

    title: Annotated[Words, Field(max_length=80)] = ""
    clinics: dict[Called, Own] = field(default_factory=dict)
