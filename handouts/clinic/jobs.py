"""What a build is asked to make, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from ..source.files import person_key
from ..source.problems import Problem
from ..source.rows import NamedTuple
from ..source.values import dataclass, field

SET = "set"  # what stands in place of an edition where a job is a set
Review = Literal["draft", "facts", "reviewed"]


@dataclass(frozen=True, slots=True, order=True)
class Job:
    """One file to make of content and a clinic's facts alone: it may be kept between builds.

    The ``paper`` is empty where an edition has none.

    ``partner`` is the language that stands beside ``language`` where an edition has two, and first.
    ``day`` is the day it is made on, which only tells whether sign-offs count and reviews are
    overdue; without one nothing is. ``person`` is whose rules it tells, where the clinic has rules
    by person; without one everybody's.
    """

    slug: str
    language: str
    edition: str
    paper: str
    weighed: bool = False  # whether its ink is measured
    binding: float = 0.0  # points: how far pages are moved away from the edge they are bound at
    person: str = ""
    day: date | None = None
    partner: str = ""

    @property
    def packet(self) -> bool:
        """Whether this is a set of handouts, and ``slug`` its name."""
        return self.edition == SET

    @property
    def languages(self) -> tuple[str, ...]:
        """Those it is in, in their order."""
        return (self.partner, self.language) if self.partner else (self.language,)

    @property
    def stem(self) -> str:
        """Its path inside the folder of results, but for what the output adds."""
        person = person_key(self.person)
        both = f"{self.partner}-{self.language}" if self.partner else ""
        name = "-".join(filter(None, (self.slug, self.edition, both, self.paper, person)))
        return f"{self.language}/{name}"


@dataclass(frozen=True, slots=True)
class Details:
    """What is told of one patient, by the names of fields, such as ``talk.date``. Never kept, never
    shown."""

    values: Mapping[str, str] = field(repr=False)

    @property
    def tidy(self) -> Details:
        """The same with single spaces, without what is empty."""
        told = {name: " ".join(value.split()) for name, value in self.values.items()}
        return Details({name: value for name, value in told.items() if value})


NOBODY = Details({})


@dataclass(frozen=True, slots=True)
class PrivateJob:
    """One file with what is told of a patient. No cache takes it, and it has no name to be filed
    under.

    ``plan`` puts a page of what was told in front; what only that page has a place for is never
    lost: told, it brings the page. ``items`` are handouts that somebody picked, each as ``SLUG`` or
    ``SLUG/EDITION``, in place of those of a set; the job is then one of a set without a name.
    """

    job: Job
    details: Details = field(repr=False)
    plan: bool = False
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the manifest; ``pages`` is 0 where an output has none.

    ``review`` is ``draft`` while nobody has signed the text, ``facts`` while clinical facts in it
    (``unsigned``) are not signed, else ``reviewed``.
    """

    file: str
    handout: str
    version: str
    language: str
    edition: str
    paper: str
    pages: int
    bytes: int
    sha256: str
    review: Review
    issued: str
    review_by: str
    person: str = ""
    unsigned: tuple[str, ...] = ()
    print: str = ""  # what a print dialog is to be set to, in words
    print_only: bool = False  # not tagged: for paper, not for a screen reader
    ink: float | None = None  # percent of a page, where it was measured
    preflight: tuple[tuple[str, str, bool], ...] = ()  # rule, measured value, whether it is kept
    media_type: str = ""  # RFC 6838
    partner: str = ""  # the language beside it, where it has two
    made_of: str = ""  # a hash of the texts, pictures and facts that have a say in it
    outdated: bool = False  # whether those are others by now


class Member(NamedTuple):
    """A handout of a file: how far it may be trusted, until when, and which clinical facts in it
    nobody has signed."""

    slug: str
    review: Review
    review_by: str
    unsigned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """What a catalogue tells of a handout, or of a set, whatever its edition.

    ``kind`` is what its family is called, ``accent`` its colour note, ``cover`` the figure on its
    cover; ``words`` are what it is searched by besides what it says here, ``headings`` those of its
    sections, ``codes`` pairs of a code and its name. ``items`` are the handouts and editions of a
    set, ``replaces`` is the version before it.
    """

    slug: str
    language: str
    title: str
    subtitle: str
    purpose: str = ""
    kind: str = ""
    accent: str = ""
    cover: str = ""
    version: str = ""
    issued: str = ""
    review_by: str = ""
    words: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    items: tuple[tuple[str, str], ...] = ()
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: its entry and file, or the problems that kept it from being made.

    ``members`` are the handouts in it, for those who ask which of them is a draft; ``card`` is what
    a catalogue tells of it.
    """

    job: Job
    entry: Entry | None
    data: bytes = field(repr=False)
    problems: tuple[Problem, ...]
    members: tuple[Member, ...] = ()
    card: Card | None = None
