"""Trust: who says so, since when, and who answers for it. What must never be said is in
``claims``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ...content.shelf import Source
from ...meaning.document import Cell, FillIn, IconArray, Ladder, Paragraph, Part, Table, Timeline
from ...meaning.parts import asked, cited, neighbours, sources
from ...meaning.spans import Cite, Open, plain
from ...source.problems import Problem, Where
from ..copy import Copy, Finding
from ..reading.passages import MARK, Passage
from .registry import Found, rule

OLDEST = 10  # years of a source
LONGEST = 3  # years between two reviews


@rule("empty-fact")
def empty_fact(copy: Copy) -> Found:
    for known in copy.facts.missing():
        yield copy.fact(
            known.name, f"the clinic fact '{known.name}' is empty", "fill it in: patients need it"
        )


@rule("unprinted-fact", "library")
def unprinted_fact(copies: Sequence[Copy]) -> Found:
    """A fact that is declared and stands in no handout would be filled in for nothing."""
    told: set[str] = set()
    for copy in copies:
        declared = copy.facts.declared
        told |= {declared.resolved(name, copy.slug) for name, _ in asked(copy.open.parts)}
        told |= {span.fact for span in copy.open.author if isinstance(span, Open)}
        shared = (copy.lower.parts(blocks) for blocks in copy.lower.fragments.values())
        told |= {declared.resolved(name, copy.slug) for parts in shared for name, _ in asked(parts)}
    here = {copy.slug for copy in copies}
    for copy in copies[:1]:
        for name in copy.facts.known:
            elsewhere = "." in name and name.partition(".")[0] not in here
            if name not in told and not elsewhere:
                hint = (
                    f"print it in a handout ('- clinic-facts: [{name}]'), or remove it "
                    "from facts.yaml"
                )
                where = copy.places.key(Where(f"{copy.root}/facts.yaml"), name.rpartition(".")[2])
                yield Finding(
                    Problem(where, f"no handout prints the fact '{name}'", hint), about=name
                )


# ------------------------------------------------------------------ numbers and their sources


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


# ------------------------------------------------------------------ sources


def listed(copy: Copy) -> Mapping[str, Source]:
    return {entry.id: copy.lower.sources.root[entry.id] for entry in copy.document.references}


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
    used = {source for copy in copies for source in sources(copy.document.whole)}
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
            any(f".{host}".endswith(f".{one}") for one in copy.words.lists["copies"])
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


# ------------------------------------------------------------------ dates and versions


@rule("issued-later")
def issued_later(copy: Copy) -> Found:
    if copy.handout.issued > copy.today:
        yield copy.field(
            "issued",
            f"it is issued on {copy.handout.issued}, which is to come",
            "write the day it was done",
        )


@rule("review-overdue")
def review_overdue(copy: Copy) -> Found:
    if copy.handout.review_by < copy.today:
        hint = "have it reviewed anew, then set the next date"
        yield copy.field("review-by", f"its review was due on {copy.handout.review_by}", hint)


@rule("review-too-far")
def review_too_far(copy: Copy) -> Found:
    issued, due = copy.handout.issued, copy.handout.review_by
    if (due.year, due.month, due.day) > (issued.year + LONGEST, issued.month, min(issued.day, 28)):
        hint = f"set a day within {LONGEST} years of the issue; 2 years are usual"
        yield copy.field(
            "review-by", f"more than {LONGEST} years lie between its issue and its review", hint
        )


VERSION = re.compile(r"\d+(\.\d+){1,2}")


@rule("version-format")
def version_format(copy: Copy) -> Found:
    if not VERSION.fullmatch(copy.handout.version):
        hint = (
            'write numbers with a dot between them, such as "1.0", and raise them with each change'
        )
        yield copy.field("version", f"'{copy.handout.version}' is no version number", hint)


# ------------------------------------------------------------------ people


@rule("not-reviewed")
def not_reviewed(copy: Copy) -> Found:
    if not copy.state.signed:
        hint = "it stays a draft until a clinician has read and signed it"
        yield copy.field("", "nobody has reviewed this handout", hint)


@rule("facts-not-reviewed")
def facts_not_reviewed(copy: Copy) -> Found:
    for name in copy.unsigned:
        hint = (
            "a clinician of the clinic must read and sign it: 'python -m handouts review "
            "--facts' makes the form"
        )
        yield copy.fact(name, copy.signed.why(name), hint)


@rule("invented-name", "words")
def invented_name(copy: Copy) -> Found:
    assert copy.words
    invented, others = copy.words.pattern("placeholder-names"), copy.words.lists["never-named"]
    hint = "name a real person of the team who agrees to it, or leave it empty"
    for where, name in (*_people(copy), *_of_clinic(copy)):
        bare = name.partition(" (")[0].strip(" .")
        told = (
            reason for reason, pattern in others.items() if re.search(pattern, name, re.IGNORECASE)
        )
        reason = "is no name of a person" if invented.fullmatch(bare) else next(told, "")
        if reason:
            yield Finding(Problem(where, f"'{bare}' {reason}", hint), name, slug=copy.slug)


def _people(copy: Copy) -> Iterator[tuple[Where, str]]:
    """Who is named as answerable for the text, and where. A fact of the clinic is looked at where
    it is told."""
    named = (
        author
        for author in copy.handout.authors
        if not any(isinstance(span, Open) for span in author)
    )
    review = f"{copy.path.rpartition('/')[0]}/review.yaml"
    listed = (
        *((copy.path, "authors", plain(author)) for author in named),
        *((review, copy.language, name) for name in copy.state.reviewers),
    )
    yield from (
        (copy.places.find(copy.places.key(Where(path), field), name), name)
        for path, field, name in listed
    )


def _of_clinic(copy: Copy) -> Iterator[tuple[Where, str]]:
    """Whom a clinic names, and where: its people, itself where it is an author, who signed its
    facts."""
    authors = {
        span.fact for author in copy.handout.authors for span in author if isinstance(span, Open)
    }
    for known in copy.facts.known.values():
        if known.kind == "person" or known.name in authors:
            yield from ((value.at, value.text) for value in known.values)
    signers = {one.at: one.name.strip() for given in copy.signed.signed.values() for one in given}
    yield from ((at, name) for at, name in signers.items() if at)
