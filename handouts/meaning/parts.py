"""The one traversal of a document's parts: what they say and hold, and the same with other words.

Two functions know every kind of part, matches that mypy holds complete: ``content`` reads,
``remade`` writes. Every other walk over parts is made of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Literal, NamedTuple, assert_never

from ..source.problems import Where
from .document import (
    Banner,
    Cell,
    Code,
    Columns,
    Contents,
    Cover,
    Definitions,
    Each,
    Facts,
    Field,
    Figure,
    FillIn,
    Group,
    Heading,
    IconArray,
    Items,
    Ladder,
    Noted,
    PageBreak,
    Panel,
    Paragraph,
    Part,
    References,
    Steps,
    Strip,
    Table,
    Timeline,
    When,
)
from .spans import Cite, Open, Span, Spans, Text

Kind = Literal["prose", "heading", "title", "label", "alt", "cell", "small", "field", "source"]
# Printed or spoken as well, but no words of the text: what is filled in already, what a screen
# reader calls a field, addresses, the list of contents, notes in the margin of a proof.
Aside = Literal["value", "spoken", "address", "contents", "note"]


UNFILLED = "this document waits for facts: fill it first"


class Told(NamedTuple):
    """Words that are read in one go; ``at`` is where they were written, if they know better than
    their part, ``id`` the place of the document that they are for links."""

    kind: Kind | Aside
    spans: Spans
    at: Where | None = None
    id: str = ""


class Run(NamedTuple):
    """Parts that follow one another in one place, such as a column; ``at`` is where the entry that
    holds them was written, if they stand in one."""

    parts: tuple[Part, ...]
    at: Where | None = None


def content(part: Part) -> Iterator[Told | Run]:  # noqa: PLR0912, PLR0915  (a case a part)
    """What stands right inside ``part``, in reading order: its words, and its parts."""
    match part:
        case Heading():
            yield Told("heading", (Text(part.text),), id=part.id)
        case Paragraph():
            yield Told("small" if part.role == "small" else "prose", part.spans)
        case Items() | Steps():
            for item in part.items:
                yield Told("prose", item.spans, item.at)
                yield Run(item.parts, item.at)
        case Figure():
            yield from _plain("title", part.title)
            yield from _plain("alt", part.alt)
            yield from _plain("label", *(label.text for label in part.labels))
            yield Told("cell", part.caption)
        case Strip():
            yield Run(part.figures)
        case Table():
            yield from _plain("title", part.caption)
            yield from _plain("label", *part.head)
            cells = (cell for row in part.rows for cell in row)
            yield from (Told("cell", spans, cell.at) for cell in cells for spans in cell.paragraphs)
        case Panel() | Group():
            yield from _plain("title", part.title if isinstance(part, Panel) else "")
            yield Run(part.parts)
        case Columns():
            yield from map(Run, part.columns)
        case IconArray():
            yield from _plain("alt", part.alt)
            yield from (Told("prose", spans) for spans in (part.yes, part.no, part.group))
        case Timeline() | Ladder():
            for stage in part.stages:
                yield from _plain("label", stage.when, at=stage.at)
                yield Run(stage.parts, stage.at)
        case FillIn():
            for field in part.fields:
                yield from _field(field)
        case Facts():
            for fact in part.items:
                yield from _plain("title", fact.label, at=fact.at)
                yield Told("prose", fact.spans, fact.at)
        case Definitions():
            for entry in part.entries:
                yield Told("title", (Text(entry.term),), entry.at, entry.id)
                yield Told("prose", entry.spans, entry.at)
        case References():
            for source in part.entries:
                yield Told("source", (Text(source.text),), id=source.id)
                yield from _plain("address", source.shown)
        case Code():
            yield from _plain("address", part.data)
        case Contents():
            yield from _plain("contents", part.title, *(text for _, text in part.entries))
        case Cover():
            yield from _plain("title", part.kind, part.title, part.subtitle)
            yield Run((part.figure,))
            yield from _plain("prose", part.purpose)
            yield from _plain("title", part.audience_title)
            yield Told("prose", part.audience)
            yield Told("small", part.status)
        case Banner():
            yield from _plain("title", part.kind, part.title, part.subtitle)
        case Noted():
            yield Run((part.part,))
            yield from (Told("note", note) for note in part.notes)
        case When():
            yield Run(part.parts)
            yield Run(part.otherwise)
        case Each() | PageBreak():
            pass
        case _:
            assert_never(part)


def _plain(kind: Kind | Aside, *texts: str, at: Where | None = None) -> Iterator[Told]:
    return (Told(kind, (Text(text),), at) for text in texts if text)


def _field(field: Field) -> Iterator[Told]:
    yield from _plain("field", field.asks, at=field.at)
    yield Told("value", field.value, field.at)
    yield from _plain("field", *field.options, at=field.at)
    yield from _plain("spoken", field.spoken, at=field.at)


# ------------------------------------------------------------------ reading


def words(part: Part) -> Iterator[Told]:
    """Everything that ``part`` itself says, in reading order."""
    return (one for one in content(part) if isinstance(one, Told) and one.spans)


def runs(part: Part) -> Iterator[Run]:
    """The parts right inside ``part``, those together that follow one another in one place."""
    return (one for one in content(part) if isinstance(one, Run) and one.parts)


def children(part: Part) -> Iterator[tuple[Part, Where | None]]:
    """The parts right inside ``part``, in reading order, each with where its entry was written."""
    return ((below, run.at) for run in runs(part) for below in run.parts)


def walk(parts: Iterable[Part]) -> Iterator[Part | Span]:
    """Every part, also inside others, and every span that they say, in reading order."""
    for part in parts:
        yield part
        for one in content(part):
            if isinstance(one, Told):
                yield from one.spans
            else:
                yield from walk(one.parts)


def headings(parts: Iterable[Part]) -> Iterator[Heading]:
    """Every heading, in reading order."""
    return (part for part in walk(parts) if isinstance(part, Heading))


def said(parts: Iterable[Part], at: Where | None = None) -> Iterator[Told]:
    """Everything that ``parts`` and the parts inside them say, in reading order, each with about
    where it was written: its entry, its part, what holds that, else ``at``."""
    for part in parts:
        for one in content(part):
            here = one.at or part.at or at
            if isinstance(one, Run):
                yield from said(one.parts, here)
            elif one.spans:
                yield one._replace(at=here)


def neighbours(parts: tuple[Part, ...]) -> Iterator[tuple[Part | None, Part, Part | None]]:
    """Every part, also inside others, with those before and after it in the same place."""
    for before, part, after in zip((None, *parts[:-1]), parts, (*parts[1:], None), strict=True):
        yield before, part, after
        for run in runs(part):
            yield from neighbours(run.parts)


def places(parts: Iterable[Part]) -> frozenset[str]:
    """The places in ``parts`` that links can lead to."""
    return frozenset(told.id for told in said(parts) if told.id)


def sources(parts: Iterable[Part]) -> tuple[str, ...]:
    """The ids of the sources that ``parts`` cite, each once, in the order of first citation."""
    return cited(told.spans for told in said(parts))


def cited(texts: Iterable[Spans]) -> tuple[str, ...]:
    """The ids of the sources cited in ``texts``, each once, in the order of first citation."""
    marks = (span for spans in texts for span in spans if isinstance(span, Cite))
    return tuple(dict.fromkeys(mark.source for mark in marks))


def asked(parts: Iterable[Part]) -> Iterator[tuple[str, Where | None]]:
    """The facts that ``parts`` and the parts inside them ask for, in reading order, each at about
    its place."""
    return _asked(parts, None)


def _asked(parts: Iterable[Part], at: Where | None) -> Iterator[tuple[str, Where | None]]:
    for part in parts:
        here = part.at or at
        match part:
            case When() | Each() | Code() if part.fact:
                yield part.fact, here
            case FillIn():
                yield from ((field.fact, field.at or here) for field in part.fields if field.fact)
        for one in content(part):
            if isinstance(one, Run):
                yield from _asked(one.parts, one.at or here)
            else:
                yield from (
                    (span.fact, one.at or here) for span in one.spans if isinstance(span, Open)
                )


# ------------------------------------------------------------------ writing


Rewrite = Callable[[Spans], Spans]
Inner = Callable[[Part], Iterable[Part]]


def remade(part: Part, text: Rewrite, inner: Inner) -> Part:
    """``part`` with ``text(spans)`` for each of its rich texts, and ``inner(below)`` for each part
    right inside it, which may be none or several.

    The very same object where nothing changes. A column of which nothing is left goes; what has
    notes in the margin becomes a ``Group`` where it is no longer one part. Raises ``TypeError``
    where a picture of a row or of a cover would become something else.
    """
    new = _remade(part, text, inner)
    # Parts are equal wherever they were written, so what is inside is looked at by identity.
    pairs = zip(children(new), children(part), strict=False)
    return part if new == part and all(one is other for (one, _), (other, _) in pairs) else new


def _remade(part: Part, text: Rewrite, inner: Inner) -> Part:  # noqa: PLR0911, PLR0912  (the same)
    def below(parts: Iterable[Part]) -> tuple[Part, ...]:
        return tuple(one for part in parts for one in inner(part))

    match part:
        case Heading() | References() | Code() | Contents() | Banner() | Each() | PageBreak():
            return part
        case FillIn():
            return replace(
                part, fields=tuple(replace(field, value=text(field.value)) for field in part.fields)
            )
        case When():
            return replace(part, parts=below(part.parts), otherwise=below(part.otherwise))
        case Paragraph():
            return replace(part, spans=text(part.spans))
        case Items() | Steps():
            told = ((one, text(one.spans), below(one.parts)) for one in part.items)
            return replace(part, items=tuple(replace(one, spans=s, parts=p) for one, s, p in told))
        case Figure():
            return replace(part, caption=text(part.caption))
        case Strip():
            return replace(part, figures=_pictures(below(part.figures)))
        case Table():
            rows = (tuple(_cell(cell, text) for cell in row) for row in part.rows)
            return replace(part, rows=tuple(rows))
        case Panel() | Group():
            return replace(part, parts=below(part.parts))
        case Columns():
            return replace(part, columns=tuple(filter(None, map(below, part.columns))))
        case IconArray():
            return replace(part, yes=text(part.yes), no=text(part.no), group=text(part.group))
        case Timeline() | Ladder():
            stages = (replace(stage, parts=below(stage.parts)) for stage in part.stages)
            return replace(part, stages=tuple(stages))
        case Facts():
            facts = (replace(fact, spans=text(fact.spans)) for fact in part.items)
            return replace(part, items=tuple(facts))
        case Definitions():
            entries = (replace(entry, spans=text(entry.spans)) for entry in part.entries)
            return replace(part, entries=tuple(entries))
        case Cover():
            return replace(
                part,
                figure=_one(below((part.figure,))),
                audience=text(part.audience),
                status=text(part.status),
            )
        case Noted():
            kept = below((part.part,))
            one = kept[0] if len(kept) == 1 else Group(kept)
            return replace(part, part=one, notes=tuple(map(text, part.notes)))
        case _:
            assert_never(part)


def _cell(cell: Cell, text: Rewrite) -> Cell:
    return replace(cell, paragraphs=tuple(map(text, cell.paragraphs)))


def _pictures(parts: tuple[Part, ...]) -> tuple[Figure, ...]:
    if not all(isinstance(part, Figure) for part in parts):
        raise TypeError("only a picture can stand in a row of pictures or on a cover")
    return tuple(part for part in parts if isinstance(part, Figure))


def _one(parts: tuple[Part, ...]) -> Figure:
    figures = _pictures(parts)
    if len(figures) != 1:
        raise TypeError("a cover has one picture")
    return figures[0]
