"""Puts facts in their places: a document that waits for a clinic becomes one that any output can
show.

The facts of a clinic may be kept like content. What is told of one patient (``Details``) is not: it
goes in here, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from ..content.facts import Known, Value
from ..content.locale import Locale
from ..meaning.document import (
    Code,
    Columns,
    Document,
    Each,
    Field,
    FillIn,
    Item,
    Items,
    Paragraph,
    Part,
    Table,
    When,
)
from ..meaning.naming import as_told
from ..meaning.parts import sources, walk
from ..meaning.remaking import remade
from ..meaning.spans import Blank, Given, Open, Spans, Strong, Text
from ..meaning.telling import Run, content
from ..source.values import replace
from .citing import cited_still
from .jobs import NOBODY, Details

STATE = "handout.state"  # how far a text may be trusted, on its cover
FOOT = "handout.foot"  # the same in few words, at the foot of its pages
SIGNERS = "handout.signers"  # who answers for it
PAGE = "handout.page"  # the address of its page on the web, with the version that is printed
OWN_FACTS = (STATE, FOOT, SIGNERS, PAGE)  # of a handout itself
JOIN = {"temperature": " "}  # between a value and its note, by kind


def unfit(
    documents: Iterable[Document],
    details: Details,
    fields: Collection[str],
    lacks: Callable[[str], str],
) -> Iterator[tuple[str, str]]:
    """What keeps ``details`` from standing on ``documents`` that were filled with them, as messages
    and hints.

    ``fields`` are those that the subject knows; each paper tells what it has a field for. Fields
    are told by their names; what was to stand in them never is. ``lacks`` gives the characters that
    the fonts do not have.
    """
    if not details.values:
        return
    for name in fields:
        if lacks(details.values.get(name, "")):
            yield (
                f"what is told for '{name}' has characters that the font has not",
                "write it in other letters",
            )
    for one in _fields(documents):
        if one.name in details.values and one.options:
            yield (
                f"what is told for '{one.name}' is none of its options",
                f"known: {', '.join(one.options)}",
            )


def placeless(document: Document, details: Details) -> tuple[str, ...]:
    """The fields of ``details`` that a document has no place for."""
    known = {one.name for one in _fields([document])}
    return tuple(name for name in details.values if name not in known)


def _fields(documents: Iterable[Document]) -> Iterator[Field]:
    parts = (part for document in documents for part in walk(document.parts))
    return (one for part in parts if isinstance(part, FillIn) for one in part.fields)


def waiting(parts: tuple[Part, ...]) -> frozenset[int]:
    """The indices of the parts that wait for facts or for details."""
    return frozenset(number for number, part in enumerate(parts) if _waits(part))


def _waits(part: Part) -> bool:
    match part:
        case When() | Each():
            return True
        case Code():
            return bool(part.fact)
        case FillIn():
            return any(one.name or one.fact for one in part.fields)
        case _:
            return any(
                any(map(_waits, one.parts))
                if isinstance(one, Run)
                else any(isinstance(s, Open) for s in one.spans)
                for one in content(part)
            )


def fill(
    document: Document,
    facts: Mapping[str, Known],
    locale: Locale,
    person: str = "",
    details: Details = NOBODY,
) -> Document:
    """``document`` with ``facts`` in their places; of rules by person, those of ``person`` where
    one is named.

    ``facts`` are those of a clinic and those of the handout itself (``OWN_FACTS``), by full names.
    Raises ``KeyError`` for a fact that is not declared: whoever made the document has looked.
    """
    filler = _Filler(document.slug, facts, locale, person, details)
    parts, cited = list[Part](), list[str]()
    for number, part in enumerate(document.parts):
        if number in document.asking:
            told = tuple(filler.part(part))
            parts += told
            cited += sources(told) if document.cites else ()
        else:
            parts.append(part)
            cited += document.cites[number] if document.cites else ()
    filled = replace(
        document,
        author=filler.spans(document.author),
        status=filler.spans(document.status),
        parts=tuple(parts),
        asking=frozenset(),
        asks=(),
        cites=(),
        brief=filler.spans(document.brief),
        told={
            name: known.at
            for name, known in facts.items()
            if known.values and name not in OWN_FACTS
        },
        shorter=tuple(fill(one, facts, locale, person, details) for one in document.shorter),
    )
    # where parts that waited had but one thing to say, nothing can have gone
    gone = document.cites and any(document.cites[number] for number in document.asking)
    return cited_still(filled, tuple(dict.fromkeys(cited)), locale) if gone else filled


class _Filler:
    def __init__(
        self, slug: str, facts: Mapping[str, Known], locale: Locale, person: str, details: Details
    ) -> None:
        self.slug, self.facts, self.locale, self.person = slug, facts, locale, person
        self.details = details.values

    def known(self, name: str) -> Known:
        """A fact by its full name, or by the one that the handout has of its own."""
        found = self.facts.get(name)
        return self.facts[f"{self.slug}.{name}"] if found is None else found

    def part(self, part: Part) -> Iterator[Part]:
        """What becomes of a part: itself with facts in it, something else, or nothing."""
        match part:
            case When():
                told = self.known(part.fact).told(self.person)
                for one in part.parts if told else part.otherwise:
                    yield from self.part(one)
            case Each():
                known = self.known(part.fact)
                items = tuple(
                    Item(self.value(known, one, part.strong), at=part.at)
                    for one in known.told(self.person)
                )
                if items:
                    yield Items("bullet", items, at=part.at)
            case Code() if part.fact:
                told = self.known(part.fact).told(self.person)
                if told:
                    yield replace(part, data=told[0].target)
            case FillIn():
                fields = tuple(one for field in part.fields for one in self.field(field))
                if fields:
                    yield replace(part, fields=fields)
            case Paragraph(spans=(Open(fact),)):
                known = self.known(fact)
                told = known.told(self.person)
                yield from (replace(part, spans=self.value(known, one)) for one in told)
                if not told:
                    yield replace(part, spans=self.spans(part.spans))
            case Table():
                yield self.table(part)
            case _:
                yield from _with_words(remade(part, self.spans, self.part))

    def table(self, part: Table) -> Table:
        """A cell has a paragraph for each value."""
        rows = []
        for row in part.rows:
            cells = (
                replace(
                    cell,
                    paragraphs=tuple(one for spans in cell.paragraphs for one in self.lines(spans)),
                )
                for cell in row
            )
            rows.append(tuple(cells))
        return replace(part, rows=tuple(rows))

    def lines(self, spans: Spans) -> Iterator[Spans]:
        """A text, or what is told of the fact that stands in its place: a line for each value."""
        match spans:
            case (Open(fact),) if told := self.known(fact).told(self.person):
                yield from (self.value(self.known(fact), one) for one in told)
            case _:
                yield self.spans(spans)

    def spans(self, spans: Spans) -> Spans:
        """A text with its facts; several values of one are told in a row."""
        if not any(isinstance(span, Open) for span in spans):
            return spans
        return tuple(
            one
            for span in spans
            for one in (self.told(span.fact) if isinstance(span, Open) else (span,))
        )

    def told(self, name: str) -> Spans:
        known = self.known(name)
        told = known.told(self.person)
        if not told:
            return (Blank(self.locale.words.blank.format(label=known.label), known.name),)
        parted = (
            ((Text(self.locale.signs.groups),) if number else ()) + self.value(known, one)
            for number, one in enumerate(told)
        )
        return tuple(span for spans in parted for span in spans)

    def value(self, known: Known, value: Value, strong: bool = False) -> Spans:
        """One value with its note, and whose patients it is for: told even in what is made for
        them alone, so that nobody takes another's booklet for theirs."""
        spans: list[Given | Strong | Text] = []
        if value.person:
            spans += [Strong(self.locale.words.of_person.format(person=value.person)), Text(" ")]
        spans.append(Given(value.text, known.name, value.target, strong))
        if value.note:
            spans.append(
                Given(f"{JOIN.get(known.kind, self.locale.signs.list)}{value.note}", known.name)
            )
        return tuple(spans)

    # -------------------------------------------------------------- fields

    def field(self, field: Field) -> Iterator[Field]:
        if field.fact:
            yield from self.of_fact(field)
        elif (told := self.details.get(field.name, "")) and (
            not field.options or told in field.options
        ):
            value = (Given(told, as_told(field.name)),)
            yield replace(field, options=(), value=value, told=told, offered=field.options)
        else:
            yield field

    def of_fact(self, field: Field) -> Iterator[Field]:
        """A field for each value; one to write in where there is none, unless nobody needs it."""
        known = self.known(field.fact)
        field = replace(field, fact=known.name, name=known.name)
        told = known.told(self.person)
        if not told and not known.optional:
            yield field
        for value in told:
            label = (
                value.note if known.many and known.kind == "phone" and value.note else field.label
            )
            shown = replace(value, note="") if field.bare or label != field.label else value
            yield replace(field, label=_capital(label), value=self.value(known, shown))


def _with_words(part: Part) -> tuple[Part, ...]:
    """A part; none where it was columns, and nothing is left in any."""
    return () if isinstance(part, Columns) and not any(part.columns) else (part,)


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
