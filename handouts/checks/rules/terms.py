"""Readability: words of medicine and short forms are explained where they are first used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ...meaning.document import Definitions, Table
from ...meaning.spans import plain
from ..copy import Copy
from ..reading.passages import Passage
from ..reading.phrases import phrases
from .registry import Found, rule


@rule("unexplained-acronym", "words")
def unexplained_acronym(copy: Copy) -> Found:
    assert copy.words
    pattern, shouted = copy.words.pattern("acronyms"), copy.words.pattern("shouted")
    known = copy.words.pattern("known-acronyms")
    explained = {match[0] for text in _heads(copy) for match in pattern.finditer(text)}
    for passage in copy.of("prose"):
        explained |= {match[0] for term in passage.terms for match in pattern.finditer(term.text)}
        for match in pattern.finditer(passage.text):
            if (
                match[0] in explained
                or known.fullmatch(match[0])
                or _within(match, shouted, passage.text)
            ):
                continue
            explained |= {match[0], match[0].removesuffix("s"), f"{match[0]}s"}
            if not _explains(copy, passage, match.start(), match.end()):
                hint = "say it in words first, then write the short form in parentheses"
                yield copy.matched(
                    passage, match, f"'{match[0]}' is not explained where it is first used", hint
                )


@rule("unexplained-term", "words", ("explained-after",))
def unexplained_term(copy: Copy) -> Found:
    """What the title says is explained by the whole handout."""
    assert copy.words
    forms, plain_terms = _forms(copy), copy.words.pattern("plain-terms")
    terms = phrases(tuple(forms), copy.words)
    told = (copy.handout.title, *_heads(copy))
    explained = {forms[form] for text in told for form, *_ in terms.find(text)}
    for passage in copy.of("prose"):
        used: dict[str, tuple[int, int]] = {}
        explained |= {term.key for term in passage.terms}
        for form, start, end in terms.find(passage.text):
            if not plain_terms.fullmatch(form):
                used.setdefault(forms[form], (start, end))
            if _explains(copy, passage, start, end):
                explained.add(forms[form])
        for key, (start, end) in used.items():
            if key not in explained and not isinstance(passage.part, Definitions):
                words = passage.text[start:end]
                hint = (
                    "explain it here in a few words, or mark it in braces: it is listed "
                    "under the words to know"
                )
                yield copy.at(
                    passage, words, start, f"'{words}' is used before it is explained", hint
                )
        explained |= set(used)


def _forms(copy: Copy) -> Mapping[str, str]:
    """The words of the glossary that are no short forms -> the key of each."""
    assert copy.words
    short, forms = copy.words.pattern("acronyms"), copy.lower.glossary.forms()
    shorts = {form.lower() for form in forms if short.search(form)}
    return {form: key for form, key in forms.items() if form.lower() not in shorts}


@rule("term-twice")
def term_twice(copy: Copy) -> Found:
    seen: set[str] = set()
    for passage in copy.passages:
        end = 0
        for term in passage.terms:
            start = max(0, passage.text.find(term.text, end))
            end = start + len(term.text)
            if term.key in seen:
                message = f"'{term.text}' is marked as a word to know for the second time"
                yield copy.at(
                    passage, term.text, start, message, "mark it only where it is first used"
                )
            seen.add(term.key)


def _within(match: re.Match[str], pattern: re.Pattern[str], text: str) -> bool:
    return any(one.start() <= match.start() < one.end() for one in pattern.finditer(text))


def _explains(copy: Copy, passage: Passage, start: int, end: int) -> bool:
    """Whether the words right before or after this place say what it means."""
    assert copy.words
    before = copy.words.pattern("explained-before").search(passage.text[:start])
    return bool(before or copy.words.pattern("explained-after").match(passage.text, end))


def _heads(copy: Copy) -> Iterator[str]:
    """What stands first in the rows of tables: the rest of the row explains it."""
    rows = (row for part in copy.parts if isinstance(part, Table) for row in part.rows)
    return (plain(spans) for row in rows for spans in row[0].paragraphs)
