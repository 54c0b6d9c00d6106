"""Spans cut into tokens, stretches that never break."""

from __future__ import annotations

from ....content.locale import Ties
from ....meaning.spans import Spans, Text
from . import stack, ties
from .cutter import FIXED, OWN, Cutter, bare, split, tie
from .kept import KnownWords, TwoWays, known_words
from .lines import Style, Token
from .mixed import Mixed
from .stack import PLAIN
from .stretches import stretches


def tokens(spans: Spans, style: Style, numbers: dict[str, int]) -> list[Token]:
    """The tokens of a paragraph, in reading order."""
    if not style.rtl:
        try:
            return _one_way(spans, style, numbers)
        except TwoWays:  # so few that it is found where a word is new
            pass
    return Mixed(style).cut(spans, numbers)


def _one_way(spans: Spans, style: Style, numbers: dict[str, int]) -> list[Token]:
    """The same of words that run from left to right. Raises ``TwoWays``."""
    span = spans[0] if len(spans) == 1 else None
    if isinstance(span, OWN) and FIXED not in span.text:  # so are most paragraphs
        stack = style.regular if isinstance(span, Text) else style.bold
        return _plain(
            split(span.text), known_words(stack, PLAIN, style.size, style.ties), style.ties
        )
    return Cutter(style).cut(spans, numbers)


def _plain(words: list[str], known: KnownWords, ties: Ties) -> list[Token]:
    """The tokens of words that are all of one span."""
    out, leans = known.tokens(words)
    if out:
        out[0] = bare(out[0])
    if leans:
        tie(out, [*filter(None, words)], ties)
    return out


def forget() -> None:
    """Drops all words that were kept because they may come again."""
    known_words.cache_clear()
    stretches.cache_clear()
    ties.forget()
    stack.forget()
