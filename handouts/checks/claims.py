"""What must never be said: promises, adverts, blame, harmful orders; and what the emergency parts must say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from ..blocks import Block
from ..blocks.callout import Callout
from ..document import Panel
from ..problems import Problem, Where
from ..spans import Link
from . import Copy, Finding, Found, rule
from .copy import ENDS
from .passages import Passage, sections
from .words import WordLists

START = r"\b"
Hits = Iterator[tuple[Passage, re.Match[str]]]


def said(copy: Copy, name: str, *, exact: bool = False) -> Hits:
    """Where the patterns of the list ``name`` are found, but not inside what those of ``name``-allowed find.

    ``exact`` says that capitals matter to them.
    """
    assert copy.words
    small = _small(copy.words, name)
    if not exact and not ENDS.search(small.pattern) and not small.search(copy.said_small):
        return
    passages = [one for one in copy.said if exact or small.search(one.text.lower())]
    pattern, right = copy.words.pattern(name), f"{name}-allowed"
    allowed = copy.words.pattern(right) if right in copy.words.lists else None
    for passage, match in copy.find(pattern, iter(passages)):
        free = allowed.finditer(passage.text) if allowed else ()
        if not any(one.start() <= match.start() and match.end() <= one.end() for one in free):
            yield passage, match


@cache
def _small(words: WordLists, name: str) -> re.Pattern[str]:
    """The patterns of a list for text in small letters, with their common start but once: several times faster."""
    listed: list[str] = words.lists[name]
    starts = "|".join(one.removeprefix(START) for one in listed if one.startswith(START))
    return re.compile(
        "|".join([*([f"{START}(?:{starts})"] if starts else []), *(one for one in listed if not one.startswith(START))])
    )


# ------------------------------------------------------------------ promises


@rule("success-rate", "words")
def success_rate(copy: Copy) -> Found:
    hint = "say what a study found: who, how many out of 100, for which problem, after what time, with its source"
    for passage, match in said(copy, "success-rates"):
        yield copy.matched(passage, match, f"'{match[0]}' gives a chance of success that no source bears out", hint)


@rule("guarantee", "words")
def guarantee(copy: Copy) -> Found:
    for passage, match in said(copy, "guarantees"):
        yield copy.matched(
            passage, match, f"'{match[0]}' promises a result", "no one can promise it: say what may help"
        )


@rule("cure-or-safe", "words")
def cure_or_safe(copy: Copy) -> Found:
    hint = "say what it may do, and what can go wrong"
    for passage, match in said(copy, "cures"):
        yield copy.matched(passage, match, f"'{match[0]}' promises a cure or that nothing can go wrong", hint)


@rule("insurance-promise", "words")
def insurance_promise(copy: Copy) -> Found:
    hint = "plans differ: tell readers to ask theirs, in writing, what is covered"
    for passage, match in said(copy, "insurance-promises"):
        yield copy.matched(passage, match, f"'{match[0]}' promises what only an insurance plan can say", hint)


@rule("no-surprises", "words")
def no_surprises(copy: Copy) -> Found:
    for passage, match in said(copy, "no-surprises"):
        hint = "leave it out, and tell readers to ask for a cost estimate"
        yield copy.matched(passage, match, f"'{match[0]}' is a promise about bills", hint)


@rule("advert", "words")
def advert(copy: Copy) -> Found:
    for passage, match in said(copy, "adverts"):
        yield copy.matched(
            passage, match, f"'{match[0]}' is the voice of an advert", "leave it out: nobody can check it"
        )


@rule("unproven-claim", "words")
def unproven_claim(copy: Copy) -> Found:
    for passage, match in said(copy, "unproven-claims"):
        hint = "see the clinical fact sheet for what may be said instead"
        yield copy.matched(passage, match, f"the facts do not bear out '{match[0]}'", hint)


# ------------------------------------------------------------------ harm


@rule("stop-medicine", "words")
def stop_medicine(copy: Copy) -> Found:
    """An order to stop a medicine that must not be stopped alone; "never stop" and "ask when to stop" are none."""
    hint = "write: never stop it on your own, ask us and the doctor who ordered it"
    for passage, match in said(copy, "stop-medicine"):
        yield copy.matched(passage, match, f"'{match[0]}' tells people to stop a medicine", hint)


@rule("neck-words", "words")
def neck_words(copy: Copy) -> Found:
    hint = "these handouts are about the low back: leave it out"
    for passage, match in said(copy, "neck-words"):
        yield copy.matched(passage, match, f"'{match[0]}' belongs to the neck", hint)


@rule("blame", "words")
def blame(copy: Copy) -> Found:
    for passage, match in said(copy, "blame"):
        hint = "say what happened, not whose fault it is"
        yield copy.matched(passage, match, f"'{match[0]}' may sound like blame or pity", hint)


# ------------------------------------------------------------------ names and numbers to call


@rule("doctor-named", "words")
def doctor_named(copy: Copy) -> Found:
    hint = "people of the clinic stand in clinic.yaml, once they have agreed to be named"
    for passage, match in said(copy, "doctor-names", exact=True):
        yield copy.matched(passage, match, f"'{match[0]}' names a doctor", hint)


@rule("phone-number", "words")
def phone_number(copy: Copy) -> Found:
    hint = "write '- clinic-facts: [phone]', and fill in the number in clinic.yaml"
    for passage, match in said(copy, "phone-numbers"):
        if not _known(copy, match[0]):
            yield copy.matched(passage, match, f"'{match[0]}' is a phone number that is no fact of the clinic", hint)
    for link in (span for span in copy.parts if isinstance(span, Link)):
        if link.target.startswith("tel:") and not _known(copy, link.target):
            message = f"'{link.target}' is a phone number that is no fact of the clinic"
            for passage in (one for one in copy.written if link.text in one.text):
                yield copy.at(passage, link.text, passage.text.index(link.text), message, hint)


def _known(copy: Copy, number: str) -> bool:
    """Numbers of the clinic are facts of the clinic; 911 is nobody's own."""
    assert copy.words
    digits = _digits(number)
    phones = (known for known in copy.facts.known.values() if known.kind == "phone")
    own = any(digits in _digits(value.text) for known in phones for value in known.values)
    return own or bool(copy.words.pattern("no-source").search(number))


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


# ------------------------------------------------------------------ emergencies


@rule("emergency-text", "words")
def emergency_text(copy: Copy) -> Found:
    """The emergency part is the fragment that all handouts share: no handout writes one of its own."""
    assert copy.words
    title = copy.words.pattern("emergency-titles")
    hint = "leave it to the page 'When to get help', and link to it: [get help now](#help)"
    own = (part for part in copy.parts if isinstance(part, Panel) and part.at)
    for part in own:
        if part.at and part.at.path == copy.path and (part.role == "emergency" or title.search(part.title)):
            yield Finding(Problem(part.at, "this handout has emergency words of its own", hint), slug=copy.slug)


@rule("red-flags", "words")
def red_flags(copy: Copy) -> Found:
    """Every emergency panel has the signs that cannot wait; the fragment of all handouts has all signs."""
    for name, blocks in copy.lower.fragments.items():
        panels = [block for block in blocks if isinstance(block, Callout) and block.callout.role == "emergency"]
        for panel in panels:
            yield from _missing(copy, (panel,), "red-flags")
        if name == copy.lower.subject.ends.help:
            yield from _missing(copy, blocks, "red-flags-of-all" if panels else "red-flags")


def _missing(copy: Copy, blocks: tuple[Block, ...], name: str) -> Found:
    """The signs of the list ``name`` that ``blocks`` do not tell."""
    assert copy.words
    found = sections(replace(copy.document, parts=copy.lower.parts(blocks)))
    text = " ".join(passage.text for section in found for passage in section.all).lower()
    for sign, pattern in _signs(copy.words, name).items():
        if not pattern.search(text):
            message = f"these emergency signs lack {sign}"
            yield Finding(Problem(blocks[0].at or Where(copy.path), message, "write it in: it must stand here"))


@cache
def _signs(words: WordLists, name: str) -> dict[str, re.Pattern[str]]:
    return {sign: re.compile(pattern) for sign, pattern in words.lists[name].items()}
