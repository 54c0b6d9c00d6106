"""Where words stand in the files they were written in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache

from ...content.inline import MARK
from ...source.problems import Where
from ...source.tree import Map, Scalar, Sequence, Tree, maps_in


class Places:
    """Finds printed words in the texts of the files that were read (``trees``, by name)."""

    def __init__(self, trees: Mapping[str, Tree]) -> None:
        self.trees = trees
        self._texts: dict[str, list[tuple[tuple[int, int], Scalar]]] = {}

    def find(self, near: Where, words: str, before: str = "", after: str = "") -> Where:
        """The place of ``words`` in the text at ``near`` or after it, where ``before`` and
        ``after`` are the words around them in the same text; ``near`` itself when they were
        composed by the program."""
        told, lead = letters(words), letters(before)
        whole = lead + told
        texts = self._of(near.path)
        first = bisect_left(texts, ((near.line, near.column),), key=lambda one: one[:1])
        for wanted, offset in (
            (whole + letters(after), len(lead)),
            (whole, len(lead)),
            (told, 0),
            (told[: max(12, len(told) // 2)], 0),
        ):
            if not wanted:
                continue
            for _, text in texts[first:]:
                plain, steps = _plain(text)
                found = plain.find(wanted)
                if found >= 0:
                    return (
                        text.place(steps[found + offset])
                        if found + offset < len(steps)
                        else text.at
                    )
        # such as the title, which stands before the picture of the cover
        for _, text in texts[:first]:
            plain, steps = _plain(text)
            if told and plain == whole + letters(after):
                return text.place(steps[len(lead)])
        return near

    def key(self, near: Where, name: str) -> Where:
        """The place of the first field called ``name`` at ``near`` or after it in the same file,
        else ``near``."""
        found = (
            one.keys_at[name] for one in maps_in(self.trees.get(near.path)) if name in one.keys_at
        )
        return next((where for where in found if where >= near), near)

    def _of(self, path: str) -> list[tuple[tuple[int, int], Scalar]]:
        if path not in self._texts:
            found = (
                ((text.at.line, text.at.column), text) for text in _scalars(self.trees.get(path))
            )
            self._texts[path] = sorted(found, key=lambda one: one[0])
        return self._texts[path]


def _scalars(tree: Tree | None) -> Iterator[Scalar]:
    if isinstance(tree, Scalar):
        yield tree
    elif isinstance(tree, Map | Sequence):
        for below in tree.values() if isinstance(tree, Map) else tree:
            yield from _scalars(below)


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """The letters and digits of a text, in small letters."""
    return "".join(filter(str.isalnum, text)).lower()


@lru_cache(maxsize=4096)
def _plain(text: Scalar) -> tuple[str, tuple[int, ...]]:
    """The letters of a text that are printed, in small letters, and for each how many characters of
    the text as written (white space not counted) come before it."""
    plain: list[str] = []
    steps: list[int] = []
    step = end = 0

    def take(part: str, printed: bool) -> None:
        nonlocal step
        for char in part:
            if printed and char.isalnum():
                for one in char.lower():
                    plain.append(one)
                    steps.append(step)
            step += not char.isspace()

    for match in MARK.finditer(text):
        take(text[end : match.start()], True)
        group = next(
            (name for name in ("strong", "term", "foreign", "link", "escaped") if match[name]), ""
        )
        start, stop = match.span(group) if group else (match.end(), match.end())
        take(text[match.start() : start], False)
        take(text[start:stop], True)
        take(text[stop : match.end()], False)
        end = match.end()
    take(text[end:], True)
    return "".join(plain), tuple(steps)
