"""The structure of a page as it was read back: elements, and the blocks and lines they make."""

from __future__ import annotations

from collections.abc import Iterator

from ...source.rows import NamedTuple
from .built import Line, Run

# kinds of elements that stand in a line (ISO 32000-1, 14.8.4.4)
INLINE = frozenset({"Code", "Em", "Link", "Note", "Quote", "Reference", "Span", "Strong"})


class Tag(NamedTuple):
    """A structure element as far as it has content on a page; a kid that is a number is marked
    content."""

    kind: str
    path: tuple[int, ...]
    alt: str
    kids: tuple[Tag | int, ...]


def standing(tag: Tag, above: tuple[str, ...]) -> Iterator[tuple[Tag, tuple[str, ...]]]:
    """``tag`` and those below it that stand for themselves, each with the kinds of those above it.

    A list after a picture holds the picture's labels: they stand in the figure, as it were.
    """
    yield tag, above
    before = ""
    for kid in tag.kids:
        if not isinstance(kid, int) and kid.kind not in INLINE:
            labels = (before, kid.kind) == ("Figure", "L")
            yield from standing(kid, (*above, tag.kind, "Figure") if labels else (*above, tag.kind))
            before = kid.kind


def marked(tag: Tag, *, cited: bool) -> Iterator[tuple[int, bool]]:
    """The marked content of an element and of what stands in its lines, each with whether it is a
    citation."""
    for kid in tag.kids:
        if isinstance(kid, int):
            yield kid, cited
        elif kid.kind in INLINE:
            yield from marked(kid, cited=cited or kid.kind == "Reference")


def lines_of(runs: list[tuple[Run, bool]]) -> Iterator[Line]:
    """The lines of runs in reading order, each with whether it is a citation."""
    start = 0
    for end in range(1, len(runs) + 1):
        if end == len(runs) or abs(runs[end][0].baseline - runs[start][0].baseline) > 1:
            line = runs[start:end]
            text = "".join(run.text for run, _ in line).strip()
            said = "".join(" " if cited else run.text for run, cited in line).strip()
            yield Line(text, said, tuple(run for run, _ in line))
            start = end
