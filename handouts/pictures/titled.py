"""What a drawing says it is, and where it says so; whether a logo is that of somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from xml.parsers import expat

from ..source.problems import Problem, Where
from ..source.rows import NamedTuple

MOST = 200  # letters: what is longer is no name
OWN = (
    "put the clinic's own logo in its place; if it is the clinic's own, too, write the name of the "
    "clinic into its <title>, or take that out"
)
WORD = re.compile(r"[^\W_]+")


class Titled(NamedTuple):
    """The words of a title, and where it stands."""

    words: str
    at: Where


def titled(data: bytes, name: str) -> Titled | None:
    """The title of the SVG file called ``name``; nothing where it has none, or is no such file."""
    depth, at, words = 0, None, list[str]()

    def start(tag: str, _: object) -> None:
        nonlocal depth, at
        depth += 1
        if tag == "title" and depth == 2 and at is None:
            at = Where(name, reader.CurrentLineNumber, reader.CurrentColumnNumber + 1)
            reader.CharacterDataHandler = words.append

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if tag == "title" and depth == 1:
            reader.CharacterDataHandler = None

    reader = expat.ParserCreate()
    reader.StartElementHandler, reader.EndElementHandler = start, end
    with suppress(expat.ExpatError, ValueError, LookupError):  # told where it is drawn
        reader.Parse(data, True)
    reader.StartElementHandler = reader.EndElementHandler = None
    told = " ".join("".join(words).split())
    return Titled(told, at) if at and told and len(told) <= MOST else None


def foreign(logo: Titled, owner: str, unnamed: str) -> Iterator[Problem]:
    """What is told of a logo, by its title, where it is of somebody else than the clinic called
    ``owner``: neither of the two names has all words of the other. One that is still ``unnamed``
    is told as such."""
    one, other = (frozenset(WORD.findall(words.casefold())) for words in (logo.words, owner))
    if owner != unnamed and one and other and not (one <= other or other <= one):
        message = f"the logo is that of '{logo.words}', the clinic is called '{owner}'"
        yield Problem(logo.at, message, OWN)
