"""The words of a document, as they are compared."""

from __future__ import annotations

from collections.abc import Iterator

from ..checks.reading.passages import flat, sections
from ..checks.reading.sentences import AFTER_STOP, sentences
from ..meaning.changes import Chapter, Said
from ..meaning.document import Banner, Cover, Document, Heading, Part
from ..meaning.parts import said, walk
from ..meaning.spans import Blank, Cite, Foreign, Link, Open, Span, Spans
from ..source.values import replace


def chapters(document: Document | None) -> tuple[Chapter, ...]:
    """The words of a document, sentence by sentence, with its links, blanks and words of other
    languages."""
    if document is None:
        return ()
    beside, found = _beside(document), dict[str, Chapter]()
    for section in sections(document):
        told = tuple(
            Said(sentence, passage.kind)
            for passage in section.all
            for sentence in sentences(AFTER_STOP.sub(r"\2\1", passage.marked), document.lang)
        )
        # a sheet may tell of one section on both of its sides
        before = found.get(section.id, Chapter(section.id, section.heading, ()))
        found[section.id] = replace(before, said=(*before.said, *told))
    return tuple(replace(one, said=(*one.said, *beside.get(one.id, ()))) for one in found.values())


def _beside(document: Document) -> dict[str, list[Said]]:
    """What stands in the text and is no sentence, by section."""
    found: dict[str, list[Said]] = {"": []}
    name = ""
    for part in flat(document):
        name = _begun(part) or name
        inside = found.setdefault(name, [])
        for span in walk((part,)):
            match span:
                case Link(text, target):
                    inside.append(Said(f"{text} ({target})", "link"))
                case Foreign(text):
                    inside.append(Said(text, "word"))
        inside.extend(
            Said(words, "blank")
            for told in said((part,))
            for words in _blanks(told.spans, document.lang)
        )
    return found


def _blanks(spans: Spans, language: str) -> Iterator[str]:
    """The sentences that have a blank in them."""
    text = "".join(map(_with_blank, spans))
    return (one.replace("\0", "") for one in sentences(text, language) if "\0" in one)


def _with_blank(span: Span) -> str:
    match span:
        case Blank(label):
            return f"\0{label}"
        case Cite() | Open():
            return ""
        case _:
            return span.text


def _begun(part: Part) -> str:
    """The section that begins with ``part``, if one does."""
    if isinstance(part, Cover | Banner):
        return "cover"
    return part.id if isinstance(part, Heading) and part.level == 2 else ""
