"""How far a translation is, for a terminal and, as a page, for whoever leads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from ..making.agreeing import Told
from ..making.translations import Translation
from ..source.rows import NamedTuple
from ..translating.pairing import Pair
from .templates import page as rendered

# What a unit may be, from what has to be done first; the words are those of the table.
KINDS = ("missing", "unrecorded", "stale", "edited", "machine", "translated", "reviewed")
WORK = KINDS[:4]


def kind(pair: Pair) -> str:
    """What a unit is: what has to be done with it, else how far it may be trusted."""
    return pair.state if pair.found == "fresh" else pair.found


def section(pair: Pair) -> str:
    """The part of a text that a unit stands in."""
    first, *rest = pair.unit.path.split("/")
    return rest[0] if first in ("sections", "fragments") and rest else first


def lines(found: Sequence[Translation], told: Sequence[Told]) -> Iterator[str]:
    """A table by files; then each unit with something to do, at its place."""
    rows: list[tuple[str, ...]] = [("Text", *KINDS, "differs")]
    for one in found:
        own = [each for each in told if each.translation is one]
        counts = Counter(kind(each.pair) for each in own)
        differs = sum(bool(each.differences) for each in own)
        rows.append((one.path, *(str(counts[name] or "") for name in KINDS), str(differs or "")))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = zip(row, widths, strict=True)
        yield "  ".join(
            text.rjust(width) if n else text.ljust(width) for n, (text, width) in enumerate(cells)
        ).rstrip()
    for each in told:
        yield from _told(each)
    for one in found:
        yield from (f"{unit.at}: its source is gone, or moved" for unit in one.spare)


def _told(each: Told) -> Iterator[str]:
    pair = each.pair
    if pair.found == "stale":
        why = "the picture has changed" if pair.redrawn else "its source has changed"
        yield f"{each.translation.origin}: {pair.unit.path}: {why}"
        if not pair.redrawn and pair.entry:
            yield f"  - {pair.entry.said}"
            yield f"  + {pair.unit.text}"
    for what in each.differences:
        yield f"{each.where}: {what.severity}: {pair.unit.path}: {what.message}"


# ------------------------------------------------------------------ a page


class Piece(NamedTuple):
    """Words that are gone, new, or as before."""

    kind: str
    text: str


class Row(NamedTuple):
    """A unit on the page; ``pieces`` show what changed in its source."""

    path: str
    kind: str
    source: str
    text: str
    pieces: tuple[Piece, ...]
    differences: tuple[str, ...]
    who: str


class Chapter(NamedTuple):
    """One file: how many units of each kind by section, and those with something to do."""

    name: str
    sections: tuple[tuple[str, tuple[int, ...]], ...]
    counts: tuple[int, ...]
    rows: tuple[Row, ...]


def page(found: Sequence[Translation], told: Sequence[Told], language: str) -> bytes:
    """The same as one file of HTML."""
    chapters = [_chapter(one, [each for each in told if each.translation is one]) for one in found]
    whole = tuple(sum(column) for column in zip(*(one.counts for one in chapters), strict=True))
    counts = whole or (0,) * len(KINDS)
    name = "translations.html.j2"
    return rendered(name, language=language, kinds=KINDS, chapters=chapters, counts=counts)


def _chapter(one: Translation, own: Sequence[Told]) -> Chapter:
    names = dict.fromkeys(section(each.pair) for each in own)
    sections = tuple(
        (name, _counts([each for each in own if section(each.pair) == name])) for name in names
    )
    todo = [each for each in own if each.pair.found in WORK or each.differences]
    return Chapter(one.path, sections, _counts(own), tuple(map(_row, todo)))


def _counts(own: Sequence[Told]) -> tuple[int, ...]:
    found = Counter(kind(each.pair) for each in own)
    return tuple(found[name] for name in KINDS)


def _row(each: Told) -> Row:
    pair, entry = each.pair, each.pair.entry
    pieces = tuple(_pieces(entry.said, pair.unit.text)) if entry and pair.found == "stale" else ()
    messages = tuple(one.message for one in each.differences)
    who = " ".join(filter(None, (entry.by, entry.on))) if entry else ""
    return Row(pair.unit.path, kind(pair), pair.unit.text, pair.text, pieces, messages, who)


def _pieces(before: str, now: str) -> Iterator[Piece]:
    one, other = before.split(), now.split()
    for tag, start, end, begin, stop in SequenceMatcher(None, one, other, False).get_opcodes():
        if tag == "equal":
            yield Piece("same", " ".join(one[start:end]))
            continue
        if end > start:
            yield Piece("gone", " ".join(one[start:end]))
        if stop > begin:
            yield Piece("new", " ".join(other[begin:stop]))
