"""Counts of people in a handout: so many of so many, and what is told around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ...meaning.document import IconArray, Items, Steps, Table
from ...source.values import dataclass
from ..copy import Copy, Finding
from ..reading.passages import Passage
from ..reading.sentences import COLONS

DIGIT = re.compile(r"\d")
OUT_OF = (1000, 100)  # the denominators that are allowed


@dataclass(frozen=True, slots=True)
class Count:
    """So many ``out_of`` so many, as told by ``words`` in a ``sentence``; ``high`` is the end of a
    range."""

    passage: Passage
    words: str
    start: int
    sentence: str
    low: float
    high: float
    out_of: int

    @property
    def pictured(self) -> bool:
        """Whether it stands beside a picture of people."""
        return isinstance(self.passage.part, IconArray)

    def finding(self, copy: Copy, message: str, hint: str) -> Finding:
        return copy.at(self.passage, self.words, self.start, message.format(self.words), hint)


def counts(copy: Copy, *, odd: bool = False) -> Iterator[Count]:
    """The counts of the text, or those with an ``odd`` denominator."""
    assert copy.words
    pattern, ratio = copy.words.pattern("count"), copy.words.pattern("one-in")
    numbered = (passage for passage in copy.within("printed") if DIGIT.search(passage.text))
    found = ((passage, match) for passage in numbered for match in pattern.finditer(passage.text))
    for passage, match in found:
        if match["out"] is None or ratio.match(passage.text, match.start()):
            continue
        low, out_of = number(match["low"]), int(number(match["out"]))
        if (out_of in OUT_OF) is not odd:
            high = number(match["high"] or match["low"])
            yield Count(
                passage,
                match[0],
                match.start(),
                sentence(passage, match.start()),
                low,
                high,
                out_of,
            )


def number(text: str) -> float:
    return float(text.replace(",", ""))


def sentence(passage: Passage, start: int) -> str:
    """The sentence of a passage that goes on at ``start``."""
    end = 0
    for one in passage.sentences:
        end = passage.text.find(one, end) + len(one)
        if start < end:
            return one
    return passage.text


def tables(copy: Copy, *heads: str) -> Iterator[tuple[Passage, Table]]:
    """The captions of tables of counts whose first column is called one of ``heads``."""
    for passage in copy.of("title"):
        if isinstance(passage.part, Table) and passage.part.head[0] in heads:
            yield passage, passage.part


def pictured(copy: Copy) -> Iterator[Passage]:
    """The lines that say of whom and of what time a picture of people tells; only they have a
    source."""
    after = False
    for passage in copy.passages:
        picture = isinstance(passage.part, IconArray)
        if passage.cited and (picture or (after and passage.kind == "small")):
            yield passage
        after = picture


def around(copy: Copy) -> Mapping[int, str]:
    """For each passage (by its ``id``) what is read with it: the rest of a table, the line that a
    list begins with."""
    found: dict[int, str] = {}
    rows: dict[int, list[str]] = {}
    lead, before = "", None
    for passage in copy.passages:
        if before is not None and passage.part is not before.part:
            lead = before.text if before.text.endswith(COLONS) else ""
        before = passage
        if isinstance(passage.part, Table):
            rows.setdefault(id(passage.part), []).append(passage.text)
        found[id(passage)] = (
            f"{lead} {passage.text}" if isinstance(passage.part, Items | Steps) else passage.text
        )
    whole = {name: " ".join(texts) for name, texts in rows.items()}
    return {id(one): whole.get(id(one.part), found[id(one)]) for one in copy.passages}
