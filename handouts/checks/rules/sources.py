"""Sources: every number has one, and what is cited is dated, in use and the publisher's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ...content.shelf import Source
from ...meaning.document import Cell, FillIn, IconArray, Ladder, Paragraph, Part, Table, Timeline
from ...meaning.parts import cited, neighbours, sources
from ...meaning.spans import Cite, plain
from ..copy import Copy
from ..reading.passages import MARK, Passage
from .registry import Found, rule

OLDEST = 10  # years of a source


# ------------------------------------------------------------------ numbers


@rule("number-without-source", "words")
def number_without_source(copy: Copy) -> Found:
    """A mark counts for the numbers before it in its own passage, and for those of its own row of a
    table."""
    hint = "put the mark of its source right after it, such as [S65], or leave the number out"
    told = set(_told_by_table(copy))
    for passage in copy.written:
        if passage.kind in ("prose", "cell") or isinstance(passage.part, Table):
            found = [
                match
                for match in numbers(copy, passage.text)
                if match.start() >= _sourced(passage, told)
            ]
            if found:
                listed = ", ".join(f"'{match[0].rstrip('.,')}'" for match in found)
                message = (
                    f"the numbers {listed} have no source"
                    if found[1:]
                    else f"the number {listed} has no source"
                )
                yield copy.matched(passage, found[0], message, hint)


def _sourced(passage: Passage, told: set[tuple[int, str]]) -> int:
    """How much of a passage is before its last mark."""
    whole = len(passage.text)
    if isinstance(passage.part, Table):
        return whole if (id(passage.part), passage.text) in told else 0
    if isinstance(passage.part, IconArray):
        return whole  # it cannot be written without
    return whole - len(MARK.split(passage.marked)[-1].strip())


@rule("number-in-heading", "words")
def number_in_heading(copy: Copy) -> Found:
    hint = "say it in words here, and tell the number in the text, with the mark of its source"
    for passage in copy.written:
        part = passage.part
        if passage.kind in ("prose", "cell") or isinstance(
            part, Table | IconArray | Timeline | Ladder
        ):
            continue
        if isinstance(part, FillIn) and passage.text not in {field.label for field in part.fields}:
            continue  # something to tick
        for match in numbers(copy, passage.text):
            yield copy.matched(
                passage, match, f"the number '{match[0]}' stands where no source can", hint
            )


def numbers(copy: Copy, text: str) -> Iterator[re.Match[str]]:
    """The numbers that need a source: not, say, 911. What the clinic tells of itself is no text of
    an author."""
    assert copy.words
    found = list(copy.words.pattern("numbers").finditer(text))
    if not found:
        return
    free = [match.span() for match in copy.words.pattern("no-source").finditer(text)]
    yield from (
        match for match in found if not any(start <= match.start() < end for start, end in free)
    )


def _told_by_table(copy: Copy) -> Iterator[tuple[int, str]]:
    """The words of tables, each with the table they stand in, whose source is told in their row, or
    else in the paragraph right before or after the table."""
    for before, table, after in neighbours(copy.document.parts):
        if isinstance(table, Table):
            near = any(_cites(beside) for beside in (before, after))
            if near or any(map(_sourced_row, table.rows)):
                yield from ((id(table), words) for words in (table.caption, *table.head))
            for row in table.rows:
                if near or _sourced_row(row):
                    spans = (spans for cell in row for spans in cell.paragraphs)
                    bare = (
                        tuple(span for span in one if not isinstance(span, Cite)) for one in spans
                    )
                    yield from ((id(table), " ".join(plain(one).split())) for one in bare)


def _cites(beside: Part | None) -> bool:
    return isinstance(beside, Paragraph) and bool(cited((beside.spans,)))


def _sourced_row(row: tuple[Cell, ...]) -> bool:
    return bool(cited(spans for cell in row for spans in cell.paragraphs))


# ------------------------------------------------------------------ what is cited


def listed(copy: Copy) -> Mapping[str, Source]:
    """What a handout cites; also what only stands beside words that a clinic's fact replaces, for
    those are its author's sources as much."""
    names = (*(entry.id for entry in copy.document.references), *copy.cited)
    return {name: copy.lower.sources.root[name] for name in names}


@rule("old-source")
def old_source(copy: Copy) -> Found:
    hint = "look for a newer one; is there none, say so in checks.yaml"
    for name, source in listed(copy).items():
        if source.year and int(source.year[-4:]) + OLDEST < copy.today.year:
            yield copy.source(
                name, f"the source {name} is of {source.year}: more than {OLDEST} years old", hint
            )


@rule("undated-source")
def undated_source(copy: Copy) -> Found:
    names = [name for name, source in listed(copy).items() if not source.year]
    if names:
        told = (
            f"{len(names)} of its sources {'have' if len(names) > 1 else 'has'} no year: "
            f"{', '.join(names)}"
        )
        yield copy.field("", told, "a reviewer must look whether they still hold")


@rule("unused-source", "library")
def unused_source(copies: Sequence[Copy]) -> Found:
    # What a clinic's fact stands in place of cites its sources too: another clinic prints it.
    used = {source for copy in copies for source in copy.cited}
    for copy in copies[:1]:
        shared = (copy.lower.parts(blocks) for blocks in copy.lower.fragments.values())
        used |= {source for parts in shared for source in sources(parts)}
        for name in copy.lower.sources.root:
            if name not in used:
                yield copy.source(
                    name, f"no handout cites the source {name}", "cite it, or remove it"
                )


@rule("copied-source", "words")
def copied_source(copy: Copy) -> Found:
    assert copy.words
    for name, source in listed(copy).items():
        host = source.address.partition("://")[2].partition("/")[0].lower()
        if (
            any(f".{host}".endswith(f".{one}") for one in copy.words.listed("copies"))
            or source.address.count("://") > 1
        ):
            hint = "give the publisher's own address, or none"
            yield copy.source(name, f"'{host}' only has a copy of the source {name}", hint)


@rule("source-without-address")
def source_without_address(copy: Copy) -> Found:
    for name, source in listed(copy).items():
        if not source.address:
            yield copy.source(
                name,
                f"the source {name} has no address",
                "a reviewer must look it up at its publisher's",
            )
