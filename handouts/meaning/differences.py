"""Finds what changed between two tellings of a handout. Compares words and lists; knows no file
and no output."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import TypeVar

from ..source.values import replace
from ..source.wide import BEGINS, ENDS
from .changes import Chapter, Entry, Line, Numbers, Piece, Said, Section, Sort, State

ALIKE = 0.4  # share of common words from which on a sentence is the other one changed
WORD = re.compile(r"\[S\d+\]|\w+(?:[-'\u2019.,:/]\w+)*%?|[^\w\s]")
MARK = re.compile(r"\s*\[S\d+\]")
DIGITS = r"\d+(?:[.,:/]\d+)*%?"


# ------------------------------------------------------------------ sections


def sections(old: Sequence[Chapter], new: Sequence[Chapter]) -> tuple[Section, ...]:
    """The sections that changed, in their new order; a removed one stands where it stood."""
    before, after = {one.id: one for one in old}, {one.id: one for one in new}
    behind = _moved(old, new)
    found = []
    for name in _order(tuple(before), tuple(after)):
        one, other = before.get(name), after.get(name)
        lines = tuple(_lines(one.said if one else (), other.said if other else ()))
        shown = other or one
        assert shown is not None
        state: State = "added" if one is None else "removed" if other is None else "changed"
        if state == "changed":
            lines = tuple(_with_context(lines))
        if lines or name in behind:
            found.append(Section(name, shown.heading, state, lines, behind.get(name)))
    return tuple(_wandered(found))


def _order(old: Sequence[str], new: Sequence[str]) -> list[str]:
    order = list(new)
    for previous, name in pairwise(("", *old)):
        if name not in new:
            order.insert(order.index(previous) + 1 if previous in order else 0, name)
    return order


def _moved(old: Sequence[Chapter], new: Sequence[Chapter]) -> dict[str, str]:
    """The sections that stand elsewhere than before, each with the heading before it."""
    known, still = {one.id for one in old}, {one.id for one in new}
    one, other = [c.id for c in old if c.id in still], [c.id for c in new if c.id in known]
    kept = {one[b.a + i] for b in _matcher(one, other).get_matching_blocks() for i in range(b.size)}
    return {
        after.id: before.heading
        for before, after in pairwise(new)
        if after.id in known and after.id not in kept
    }


def _wandered(found: list[Section]) -> Iterator[Section]:
    """Sentences that are gone at one place and new at another have moved."""
    told = [line for section in found for line in section.lines]
    gone = {_whole(line.before) for line in told if line.state == "removed"}
    both = gone & {_whole(line.after) for line in told if line.state == "added"}
    for section in found:
        lines = (
            _moved_line(line) if _whole(line.before or line.after) in both else line
            for line in section.lines
        )
        yield replace(section, lines=tuple(lines))


def _moved_line(line: Line) -> Line:
    return replace(line, state="moved") if line.state in ("added", "removed") else line


def untold(found: Sequence[Section], told: Sequence[Section]) -> Iterator[Section]:
    """What of the sections ``found`` in one view is not said yet by those ``told`` of others: which
    lines changed, and where a section stands."""
    said = {(line.before, line.after) for one in told for line in one.lines}
    moved = {one.id for one in told if one.follows}
    for one in found:
        new = [line for line in one.lines if (line.before, line.after) not in said]
        lines = tuple(_with_context(new)) if one.state == "changed" else tuple(new)
        follows = None if one.id in moved else one.follows
        if follows or any(line.state != "same" for line in lines):
            yield replace(one, lines=lines, follows=follows)


# ------------------------------------------------------------------ sentences


def _lines(old: Sequence[Said], new: Sequence[Said]) -> Iterator[Line]:
    for one, other in aligned(old, new):
        if one and other:
            same = one.words == other.words
            yield Line("same" if same else "changed", other.kind, *pieces(one.words, other.words))
        elif one:
            yield Line("removed", one.kind, (Piece(one.words, True),), ())
        elif other:
            yield Line("added", other.kind, (), (Piece(other.words, True),))


def _with_context(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines that changed, and the one before each of them."""
    for number, line in enumerate(lines):
        follows = number + 1 < len(lines) and lines[number + 1].state != "same"
        if line.state != "same" or follows:
            yield line


def aligned(old: Sequence[Said], new: Sequence[Said]) -> Iterator[tuple[Said | None, Said | None]]:
    """The sentences of both sides in order, each beside what became of it."""
    matcher = _matcher([one.words for one in old], [one.words for one in new])
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(old[a:b], new[c:d], strict=True)
        elif b - a == d - c == 1 and old[a].kind == new[c].kind != "prose":
            yield old[a], new[c]
        else:
            yield from paired(old[a:b], new[c:d], _likeness)


T = TypeVar("T")


def paired(
    old: Sequence[T], new: Sequence[T], likeness: Callable[[T, T], float]
) -> Iterator[tuple[T | None, T | None]]:
    """Both sides in order, those beside each other that are alike, so that the likeness of all
    pairs is greatest."""
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[likeness(one, other) for other in new] for one in old]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            pair = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= ALIKE else 0.0
            best[i][j] = max(pair, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(old) and j < len(new):
        if alike[i][j] >= ALIKE and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1
    yield from ((one, None) for one in old[i:])
    yield from ((None, other) for other in new[j:])


def _likeness(one: Said, other: Said) -> float:
    return common(one.words, other.words) if one.kind == other.kind else 0.0


def common(one: str, other: str) -> float:
    """The share of words that both have, 0 to 1."""
    words, others = Counter(WORD.findall(one.lower())), Counter(WORD.findall(other.lower()))
    whole = words.total() + others.total()
    return 2 * (words & others).total() / whole if whole else 0.0


def pieces(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both sentences, cut where they begin to differ."""
    before, after = list(WORD.finditer(old)), list(WORD.finditer(new))
    matcher = _matcher([match[0] for match in before], [match[0] for match in after])
    kept = [(b.a, b.b, b.size) for b in matcher.get_matching_blocks() if b.size]
    first = {a + i for a, _, size in kept for i in range(size)}
    second = {b + i for _, b, size in kept for i in range(size)}
    return tuple(_cut(old, before, first)), tuple(_cut(new, after, second))


def _cut(text: str, words: Sequence[re.Match[str]], kept: set[int]) -> Iterator[Piece]:
    """Runs of words that are kept or differ; the space between two runs belongs to the one that is
    kept."""
    runs = [list(run) for same, run in groupby(range(len(words)), kept.__contains__) if not same]
    end = 0
    for start, stop in [(words[run[0]].start(), words[run[-1]].end()) for run in runs]:
        if start > end:
            yield Piece(text[end:start])
        yield Piece(text[start:stop], True)
        end = stop
    if end < len(text):
        yield Piece(text[end:])


def _whole(told: tuple[Piece, ...]) -> str:
    return "".join(piece.words for piece in told)


def _matcher(old: Sequence[str], new: Sequence[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, old, new, autojunk=False)


# ------------------------------------------------------------------ numbers and lists


def numbers(told: Sequence[Section], in_words: str = "") -> Iterator[Numbers]:
    """The numbers that changed; ``in_words`` is a pattern of numbers that are spelled out."""
    spelled = rf"|\b(?:{in_words})(?!\w)" if in_words else ""
    number = re.compile(rf"{BEGINS}{DIGITS}{ENDS}{spelled}", re.IGNORECASE)
    for section in told:
        for line in section.lines:
            if line.state not in ("changed", "added", "removed"):
                continue
            before, after = (
                number.findall(MARK.sub("", _whole(side))) for side in (line.before, line.after)
            )
            gone, come = _less(before, after), _less(after, before)
            if gone or come:
                yield Numbers(section.heading, gone, come, line)


def _less(some: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """What is left of ``some`` when ``others`` are taken away, in order."""
    rest = Counter(other.lower() for other in others)
    left = []
    for one in some:
        if rest[one.lower()]:
            rest[one.lower()] -= 1
        else:
            left.append(one)
    return tuple(left)


def entries(sort: Sort, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Entry]:
    """The entries of a list that changed, in the order of the new one, then those that are gone."""
    for name in (*new, *(name for name in old if name not in new)):
        if old.get(name) != new.get(name):
            yield Entry(sort, name, old.get(name), new.get(name))
