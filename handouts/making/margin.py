"""What stands in the margin of a proof: sources with the numbers they stand behind, and what rules
find, told once for all that it is said of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..checks.reading.passages import Passage
from ..meaning.document import Cell, IconArray, Part, Table
from ..meaning.parts import cited, sources, walk
from ..meaning.spans import Cite, Spans, plain
from ..source.wide import BEGINS

NUMBER = re.compile(rf"(?<![.,]){BEGINS}\d(?:[\d,.]*\d)?")
# the other people of a count: the program's own sum
REST = re.compile("[(\uff08][^()\uff08\uff09]*[0-9][^()\uff08\uff09]*[)\uff09]")
CITED = re.compile(r"\[(S\d+)\]")


def sources_of(part: Part, passages: tuple[Passage, ...]) -> dict[str, list[str]]:
    """The sources that a part cites, each with the numbers it stands behind."""
    found: dict[str, list[str]] = {}

    def add(text: str, named: Iterable[str]) -> None:
        for source in named:
            found.setdefault(source, []).extend(NUMBER.findall(REST.sub(" ", text)))

    inner = [one for one in walk((part,)) if isinstance(one, Table | IconArray)]
    for one in inner:
        if isinstance(one, Table):
            for row in one.rows:
                add(_words(texts := _texts(row)), cited(texts))
        else:  # two pictures of people side by side have their source in the line below both
            add(_words((one.yes, one.no)), cited((one.yes, one.no, one.group)) or sources((part,)))
    for passage in passages:
        if passage.part in inner:
            continue
        pieces = CITED.split(passage.marked)
        text = ""
        for words, source in zip(pieces[::2], pieces[1::2], strict=False):
            text = words if words.strip() else text  # marks in a row stand behind the same words
            add(text, [source])
    return {source: list(dict.fromkeys(numbers)) for source, numbers in found.items()}


def _texts(row: tuple[Cell, ...]) -> tuple[Spans, ...]:
    return tuple(spans for cell in row for spans in cell.paragraphs)


def _words(texts: Iterable[Spans]) -> str:
    """The words of some texts without their citations."""
    return " ".join(
        plain(tuple(span for span in spans if not isinstance(span, Cite))) for spans in texts
    )


def folded(messages: Iterable[str], between: str) -> list[tuple[str, int]]:
    """Messages, each with how many it stands for: those that are the same but for one word are one,
    with all these words."""
    kinds: dict[tuple[str, str], list[str]] = {}
    order = list(messages)
    for message in order:
        words = message.split(" ")
        for number, word in enumerate(words):
            kind = " ".join(words[:number]), " ".join(words[number + 1 :])
            kinds.setdefault(kind, []).append(word)
    told: dict[str, int] = {}
    for message in order:
        words = message.split(" ")
        sides = ((" ".join(words[:n]), " ".join(words[n + 1 :])) for n in range(len(words)))
        before, after = max(sides, key=lambda side: len(set(kinds[side])))
        found = list(dict.fromkeys(kinds[before, after]))
        one = " ".join(filter(None, (before, between.join(found), after)))
        told[one] = told.get(one, 0) + 1
    return list(told.items())
