"""Two documents that say the same in two languages: which part stands beside which, and what pages
that have both show only once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from ..source.rows import NamedTuple
from ..source.values import replace
from .document import (
    Banner,
    Cell,
    Code,
    Cover,
    Definition,
    Definitions,
    Document,
    Field,
    Figure,
    FillIn,
    Heading,
    Panel,
    Part,
    References,
    Table,
)
from .naming import as_told
from .parts import every
from .remaking import remade
from .spans import Blank, Given, Span, Spans, Text

ONCE = (References, Code)  # what is no words of a language


class Pair(NamedTuple):
    """A part and what says the same; one of the two may be nothing, and the other several parts."""

    first: Part | None
    others: tuple[Part, ...]


def paired(first: Sequence[Part], other: Sequence[Part]) -> tuple[Pair, ...]:
    """Each part beside its twin, in the order of the first.

    They are as many of the same kinds in the same order, but for what only one of two languages
    has, such as a line that says a text is old: that stands below what it follows.
    """
    one, two = list(map(_kind, first)), list(map(_kind, other))
    if one == two:
        return tuple(Pair(a, (b,)) for a, b in zip(first, other, strict=True))
    out: list[Pair] = []
    for block in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        told, low, high, start, end = block
        if told == "equal":
            pairs = zip(first[low:high], other[start:end], strict=True)
            out += [Pair(a, (b,)) for a, b in pairs]
            continue
        out += [Pair(a, ()) for a in first[low:high]]
        if end > start:
            out.append(Pair(None, tuple(other[start:end])))
    return tuple(out)


def _kind(part: Part) -> Hashable:
    """What a part and its twin have in common, whatever the language."""
    match part:
        case Heading():
            return Heading, part.level, part.id
        case Figure():
            return Figure, part.name
        case Panel():
            return Panel, part.role
        case _:
            return type(part).__name__


def side_by_side(
    first: Document, second: Document, words: Sequence[tuple[str, str]], apart: str
) -> Document:
    """``first`` with ``second`` beside it, titles and states of both ``apart`` where pages have one
    place for them.

    ``words`` are places of words explained in the first and in the second, those of one meaning
    together.
    """
    first = _chosen(first, second)
    other = replace(
        second,
        parts=_said_once(second.parts, dict(words), first.parts),
        spare=tuple(_said_once(page, {}, ()) for page in second.spare),
        references=first.references,
    )
    between: Spans = (Text(apart),)
    titles = (first.short or first.title, second.short or second.title)
    return replace(
        first,
        title=f"{first.title}{apart}{second.title}",
        subject=f"{first.subject}{apart}{second.subject}",
        status=(*first.status, *between, *second.status),
        brief=(*first.brief, *between, *second.brief),
        short=apart.join(titles),
        beside=other,
    )


def _said_once(
    parts: Iterable[Part], words: dict[str, str], first: Iterable[Part]
) -> tuple[Part, ...]:
    """The parts of a second language without what stands there once, its words explained in the
    order of the first."""
    listed = [entry.id for part in first if isinstance(part, Definitions) for entry in part.entries]
    order = {words.get(place, place): number for number, place in enumerate(listed)}

    def own(part: Part) -> tuple[Part, ...]:
        if isinstance(part, ONCE):
            return ()
        if isinstance(part, Definitions):

            def place(entry: Definition) -> int:
                return order.get(entry.id, len(order))

            return (replace(part, entries=tuple(sorted(part.entries, key=place))),)
        if isinstance(part, Cover | Banner):
            return (replace(part, whose=()),)
        if isinstance(part, FillIn):
            return (replace(part, fields=tuple(map(_asked_again, part.fields))),)
        if isinstance(part, Table):
            rows = (tuple(map(_answered_once, row)) for row in part.rows)
            return (replace(part, rows=tuple(rows)),)
        return (remade(part, lambda spans: spans, own),)

    return tuple(one for part in parts for one in own(part))


def _chosen(first: Document, second: Document) -> Document:
    """``first`` with the options that were chosen in the words of ``second``."""
    fields = (part.fields for part in every(second.parts) if isinstance(part, FillIn))
    told = (one for inside in fields for one in inside if one.told in one.offered)
    chosen = {one.name: one.offered.index(one.told) for one in told}

    def own(part: Part) -> tuple[Part, ...]:
        if isinstance(part, FillIn):
            return (replace(part, fields=tuple(_choosing(one, chosen) for one in part.fields)),)
        return (remade(part, lambda spans: spans, own),)

    if not chosen:
        return first
    return replace(first, parts=tuple(one for part in first.parts for one in own(part)))


def _choosing(field: Field, chosen: Mapping[str, int]) -> Field:
    number = chosen.get(field.name, len(field.options))
    if number >= len(field.options):
        return field
    told = field.options[number]
    value = (Given(told, as_told(field.name)),)
    return replace(field, options=(), offered=field.options, told=told, value=value)


def _asked_again(field: Field) -> Field:
    """A field that was filled in in the first language: only what it asks for."""
    if not field.told:
        return field
    return replace(field, told="", value=(), options=field.offered, offered=())


def _answered_once(cell: Cell) -> Cell:
    """A cell without the room to write that its twin has."""
    told = (spans for spans in cell.paragraphs if not all(map(_free, spans)))
    return replace(cell, paragraphs=tuple(told))


def _free(span: Span) -> bool:
    """Whether it is a line to write on that asks for no fact."""
    return isinstance(span, Blank) and not span.fact
