"""The walks over a document's parts, each made of ``content`` (``telling``): every part, everything
said, who stands beside whom, which sources are cited and which facts asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..source.problems import Where
from .document import (
    Code,
    Columns,
    Each,
    Figure,
    FillIn,
    Group,
    Heading,
    Items,
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
from .telling import LEAVES, Run, Told, content

ITEMIZED = (Items, Steps)
# Kinds that say nothing but titles and names, which cite nothing; what is in them may.
SILENT = frozenset({Heading, PageBreak, Panel, Columns, Group, Strip, Timeline, References})
UNFILLED = "this document waits for facts: fill it first"


def words(part: Part) -> Iterator[Told]:
    """Everything that ``part`` itself says, in reading order."""
    return (one for one in content(part) if isinstance(one, Told) and one.spans)


def runs(part: Part) -> Iterator[Run]:
    """The parts right inside ``part``, those together that follow one another in one place."""
    if type(part) in LEAVES:
        return iter(())
    if isinstance(part, ITEMIZED):  # whose items hold parts now and then
        return (Run(item.parts, item.at) for item in part.items if item.parts)
    return (one for one in content(part) if isinstance(one, Run) and one.parts)


def children(part: Part) -> Iterator[tuple[Part, Where | None]]:
    """The parts right inside ``part``, in reading order, each with where its entry was written."""
    return ((below, run.at) for run in runs(part) for below in run.parts)


def walk(parts: Iterable[Part]) -> Iterator[Part | Span]:
    """Every part, also inside others, and every span that they say, in reading order."""
    out: list[Part | Span] = []
    _walked(parts, out)
    return iter(out)


def _walked(parts: Iterable[Part], out: list[Part | Span]) -> None:
    for part in parts:
        out.append(part)
        match part:  # as ``content`` has it, for those that are met most
            case Paragraph():
                out += part.spans
            case Heading():
                out.append(Text(part.text))
            case Items() | Steps():
                for item in part.items:
                    out += item.spans
                    _walked(item.parts, out)
            case _:
                for one in content(part):
                    if isinstance(one, Told):
                        out += one.spans
                    else:
                        _walked(one.parts, out)


def every(parts: Iterable[Part]) -> Iterator[Part]:
    """Every part, also inside others, in reading order."""
    out, waiting = [], [*parts][::-1]
    while waiting:
        out.append(part := waiting.pop())
        if type(part) not in LEAVES:
            waiting += _inside(part)[::-1]
    return iter(out)


def _inside(part: Part) -> Sequence[Part]:
    """The parts right inside ``part``, as ``children`` has them: of those that are met most it is
    known where they stand."""
    match part:
        case Items() | Steps():
            return [below for item in part.items for below in item.parts]
        case Columns():
            return [below for column in part.columns for below in column]
        case Panel() | Group():
            return part.parts
    return [below for run in runs(part) for below in run.parts]


def headings(parts: Iterable[Part]) -> Iterator[Heading]:
    """Every heading, in reading order."""
    return (part for part in every(parts) if isinstance(part, Heading))


def said(parts: Iterable[Part], at: Where | None = None) -> Iterator[Told]:
    """Everything that ``parts`` and the parts inside them say, in reading order, each with about
    where it was written: its entry, its part, what holds that, else ``at``."""
    for part in parts:
        for one in content(part):
            here = one.at or part.at or at
            if isinstance(one, Run):
                yield from said(one.parts, here)
            elif one.spans:
                yield Told(one.kind, one.spans, here, one.id)


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
    return tuple(dict.fromkeys(one.source for one in walk(parts) if isinstance(one, Cite)))


def cites(part: Part) -> list[str]:
    """The ids of the sources that ``part`` itself cites, as often as it does."""
    if type(part) in SILENT:
        return []
    said: Iterable[Spans]
    match part:  # as ``content`` has it, for those that are met most
        case Paragraph():
            said = (part.spans,)
        case Items() | Steps():
            said = [item.spans for item in part.items]
        case FillIn():
            said = [field.value for field in part.fields]
        case Figure():
            said = (part.caption,)
        case Table():
            cells = [cell for row in part.rows for cell in row]
            said = [spans for cell in cells for spans in cell.paragraphs]
            said += [cell.box.value for cell in cells if cell.box]
        case _:
            said = [told.spans for told in words(part)]
    return [span.source for spans in said for span in spans if type(span) is Cite]


def cited(texts: Iterable[Iterable[object]]) -> tuple[str, ...]:
    """The ids of the sources cited in ``texts``, each once, in the order of first citation."""
    marks = (span for spans in texts for span in spans if isinstance(span, Cite))
    return tuple(dict.fromkeys(mark.source for mark in marks))


def asked(parts: Iterable[Part]) -> Iterator[tuple[str, Where | None]]:
    """The facts that ``parts`` and the parts inside them ask for, in reading order, each at about
    its place."""
    return _asked(parts, None)


def asks(parts: Iterable[Part]) -> tuple[str, ...]:
    """The names of the facts that ``parts`` ask for, each once, in the order of their first
    place."""
    return tuple(dict.fromkeys(name for name, _ in asked(parts)))


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
