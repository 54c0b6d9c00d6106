"""Finds the phrases of a long list in a text: one look for each word, however long the list is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from .words import WordLists

TOKEN = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")

Token = tuple[str, int, int]  # in small letters, start, end
Endings = Mapping[str, Sequence[str]]


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[Token, ...]:
    return tuple((match[0].lower(), match.start(), match.end()) for match in TOKEN.finditer(text))


@lru_cache(maxsize=64)
def phrases(listed: tuple[str, ...], lists: WordLists) -> Phrases:
    """The phrases ``listed``, with the endings of their language."""
    return Phrases(listed, lists.named("endings"))


class Phrases:
    """``endings``: an ending -> what may stand in its place in the list, such as ``ies`` ->
    ``y``."""

    def __init__(self, phrases: Iterable[str], endings: Endings) -> None:
        self.endings = endings
        self.begun: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase in phrases:
            words = tuple(word for word, *_ in tokens(phrase))
            self.begun.setdefault(words[0], []).append((words, phrase))
        self.known: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
        self.forms: dict[str, tuple[str, ...]] = {}

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """The phrases in ``text``, each with its start and end; the longest where several begin at
        the same word."""
        told, end = tokens(text), 0
        for number, (word, start, _) in enumerate(told):
            begun = self.known.get(word)
            if begun is None:
                begun = self._beginning(word)
            if not begun or start < end:
                continue
            for words, phrase in begun:
                if self._stands(words, told[number : number + len(words)], text):
                    end = told[number + len(words) - 1][2]
                    yield phrase, start, end
                    break

    def _beginning(self, word: str) -> tuple[tuple[tuple[str, ...], str], ...]:
        found = [one for base in self.bases(word) for one in self.begun.get(base, ())]
        self.known[word] = tuple(sorted(found, key=lambda one: -len(one[0])))
        return self.known[word]

    def _stands(self, words: tuple[str, ...], here: tuple[Token, ...], text: str) -> bool:
        if len(here) < len(words):
            return False
        for wanted, (word, *_) in zip(words[1:], here[1:], strict=True):
            if wanted != word and wanted not in self.bases(word):
                return False
        return all(text[one[2] : other[1]] == " " for one, other in pairwise(here))

    def bases(self, word: str) -> tuple[str, ...]:
        """The word, and what it may be a form of."""
        if word not in self.forms:
            shorter = (
                word[: -len(ending)] + instead
                for ending, all_instead in self.endings.items()
                if word.endswith(ending) and len(word) > len(ending) + 1
                for instead in all_instead
            )
            self.forms[word] = (word, *shorter)
        return self.forms[word]
