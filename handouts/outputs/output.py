"""What an output is: what it says of itself, what it is given, and what it gives.

A build that finds all in its cache asks only for names and suffixes: nothing heavy is loaded here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from ..content.editions import Edition
from ..source.problems import Problem
from ..source.rows import NamedTuple
from ..source.values import dataclass, field

if TYPE_CHECKING:
    from ..content.brand import Brand
    from ..content.locale import Locale
    from ..meaning.document import Document
    from ..pictures.gallery import Gallery
    from ..pictures.photo import Picture
    from ..source.snapshot import Folder

T = TypeVar("T")


class Once(Protocol):
    """Gives what ``make`` makes; asked again with the same words, the same again."""

    def __call__(self, stage: str, *given: Hashable, make: Callable[[], T]) -> T: ...


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a file carries: ``kind`` is its media type, ``relation`` what it is to what it
    belongs to (ISO 32000-2, table 43: what that was made from, or data that it shows), ``about``
    says it in words."""

    name: str
    kind: str
    data: bytes
    relation: Literal["Source", "Data"]
    about: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What documents of a site are shown with.

    ``paper`` is the name of one, or empty where the output has none; ``binding`` in points. What is
    the same for all documents may be kept with ``once``, but nothing of a document that tells of a
    patient: ``private`` has what is told, by the names its words are given under. ``attached`` is
    what a file for records carries.
    """

    brand: Brand
    assets: Folder
    figures: Gallery
    icons: Gallery
    logo: Picture
    locale: Locale
    paper: str
    binding: float
    private: Mapping[str, tuple[str, ...]]
    once: Once = field(repr=False)
    attached: tuple[Attachment, ...] = ()


class Mould(Protocol):
    """A paper of one patient that others can stand in."""

    def copy(self, texts: Mapping[str, tuple[str, ...]], fields: Mapping[str, str]) -> bytes | None:
        """The file of somebody else: ``texts`` by the names that words are given under, and what
        stands in fields. Nothing where their words do not fit."""


class Made(NamedTuple):
    """A file, or the problems that keep it from being made; ``pages`` where it has any.

    ``preflight`` has, for a print shop, each rule with what was measured and whether it is kept;
    ``print`` says in words what a print dialog is to be set to.
    """

    data: bytes
    problems: tuple[Problem, ...] = ()
    pages: int = 0
    preflight: tuple[tuple[str, str, bool], ...] = ()
    print: str = ""
    mould: Mould | None = None


def _unbound(documents: Sequence[tuple[Document, Edition]], shown: Shown) -> Made:
    raise NotImplementedError


def _ungathered(files: Sequence[bytes]) -> bytes:
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Maker:
    """What makes the files of an output.

    ``render`` makes one of a document. ``bound`` puts several documents into one file, where the
    output ``binds``, ``gathered`` files that are made already. ``ink`` measures what a file takes
    of a printer, in percent of a page, or nothing; ``forget`` drops what the process remembers of
    words, after a patient's.
    """

    render: Callable[[Document, Edition, Shown], Made]
    bound: Callable[[Sequence[tuple[Document, Edition]], Shown], Made] = _unbound
    ink: Callable[[bytes], float | None] = lambda data: None
    gathered: Callable[[Sequence[bytes]], bytes] = _ungathered
    forget: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Output:
    """One format that files are made in.

    ``suffix`` ends the names of its files, ``media_type`` is what the manifest calls them (RFC
    6838), ``editions`` are those it makes. ``maker`` makes them; a folder names its module that has
    it as ``MAKER``, and that is loaded when something is made. ``papered`` says whether there is a
    file for each paper, ``binds`` whether sets are made of it.
    """

    suffix: str
    media_type: str
    editions: tuple[Edition, ...]
    maker: Maker | str
    papered: bool = True
    binds: bool = False
