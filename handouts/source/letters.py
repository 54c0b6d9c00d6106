"""Characters that cannot be printed: where they stand in a text, and what its author is told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice

from .problems import Problem, Where
from .tree import Scalar, beyond

Lacks = Callable[[str], str]  # the characters of a text that cannot be printed
MOST_NAMED = 8  # characters of one text that are told one by one
FEW_NAMED = 3  # of more, as many are shown
MOST_OF_FILE, FEW_OF_FILE = 100, 20  # the same for the problems of one file

LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
# Letters of Greek that look like Latin ones.
GREEK = "\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf"
STRANGE = f"\u0400-\u052f{GREEK}\u200c\u200d"  # Cyrillic, and joiners
AMONG = re.compile(f"(?<=[{LATIN}])[{STRANGE}]|[{STRANGE}](?=[{LATIN}])")
# How letters look side by side, as a copy out of a PDF has them: of Latin, and of Arabic.
SHAPE = re.compile("[\ufb00-\ufb06\ufb50-\ufdcf\ufe70-\ufefc]")


def strange(text: Scalar) -> Iterator[Problem]:
    """A problem for each character that looks right in a word of Latin letters, or is not seen
    there, and is another one, or that stands for letters of a word: nobody finds such a word, and a
    screen reader says it wrong."""
    for found in islice(AMONG.finditer(text.raw), MOST_NAMED):
        message = (
            f"a character {_shown(found[0])} stands among Latin letters, U+{ord(found[0]):04X}"
        )
        hint = "type the word anew: it is read aloud, and searched for, as another one"
        yield Problem(beyond(text.at, text.raw[: found.start()]), message, hint)
    for found in islice(SHAPE.finditer(text.raw), MOST_NAMED):
        message = f"a character {_shown(found[0])} is a shape of letters, U+{ord(found[0]):04X}"
        hint = "type the letters themselves: nobody finds a word with this one"
        yield Problem(beyond(text.at, text.raw[: found.start()]), message, hint)


def unknown(text: Scalar, chars: str) -> Iterator[Problem]:
    """A problem for every place in ``text`` of ``chars``, which cannot be printed; one if many."""
    if not chars:
        return
    places = [(found.start(), found[0]) for found in re.finditer(f"[{re.escape(chars)}]", text.raw)]
    there = {char for _, char in places}
    # written as an escape, or in parts
    places += [(0, char) for char in chars if char not in there]
    if len(places) > MOST_NAMED:
        first = ", ".join(_shown(char) for char in list(chars)[:FEW_NAMED])
        message = f"the fonts lack {len(places)} characters of this text, such as {first}"
        font = "add a font that has them to assets/brand/brand.yaml, under 'more'"
        where = beyond(text.at, text.raw[: places[0][0]])
        yield Problem(where, message, f"write it in other letters, or {font}")
        return
    for index, char in places:
        yield unprintable(char, beyond(text.at, text.raw[:index]))


def summed(problems: list[Problem]) -> list[Problem]:
    """The problems of one file; where they are very many, the first of them and how many more."""
    if len(problems) <= MOST_OF_FILE:
        return problems
    first, rest = problems[:FEW_OF_FILE], problems[FEW_OF_FILE:]
    message = f"there are {len(rest):,} more places from here on that cannot be printed"
    return [*first, Problem(rest[0].where, message, "mend these first, or write other letters")]


def unprintable(char: str, where: Where) -> Problem:
    """What an author is told of a character that cannot be printed; of one that nobody sees, such
    as comes along from a page on the web, it is not told that a font lacks it."""
    kind = unicodedata.category(char)
    if kind == "Cf" or unicodedata.name(char, "").startswith("VARIATION SELECTOR"):
        message = f"there is a character here that nobody sees, U+{ord(char):04X}"
        return Problem(where, message, "delete it: type the letters on both sides of it anew")
    if kind == "Zs":
        message = f"there is a space here that the font has not, U+{ord(char):04X}"
        return Problem(where, message, "type a plain space")
    message = f"the font has no character {_shown(char)}, U+{ord(char):04X}"
    apart = kind == "Lo"  # letters of a script without capitals
    faces = ", or take its faces along: handouts fonts add LANGUAGE" if apart else ""
    return Problem(where, message, f"write it in words{faces}")


def _shown(char: str) -> str:
    if not char.isprintable():
        return "of this code"
    return f"'{char}' ({unicodedata.name(char, 'no name').lower()})"
