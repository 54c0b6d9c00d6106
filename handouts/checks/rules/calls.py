"""Trust: whom to call. Phone numbers are facts of the clinic, emergency signs one shared text."""

from __future__ import annotations

import re
from functools import cache

from ...content.blocks import Block
from ...content.blocks.callout import Callout
from ...content.blocks.helplines import HelpLines
from ...meaning.document import Panel
from ...meaning.spans import Link, plain
from ...signing.tried import untried
from ...source.problems import Problem, Where, did_you_mean
from ...source.values import replace
from ..copy import Copy, Finding
from ..lists import IN
from ..reading.passages import sections
from ..reading.words import WordLists
from .listed import hits
from .registry import Found, rule

# ------------------------------------------------------------------ phone numbers


@rule("phone-number", "words")
def phone_number(copy: Copy) -> Found:
    hint = "write '- clinic-facts: [phone]', and fill in the number in clinic.yaml"
    for passage, match in hits(copy, "phone-numbers", "said"):
        if not _known(copy, match[0]):
            yield copy.matched(
                passage,
                match,
                f"'{match[0]}' is a phone number that is no fact of the clinic",
                hint,
            )
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


@rule("help-line-unchecked")
def help_line_unchecked(copy: Copy) -> Found:
    """Numbers of others that a booklet prints: a release is refused for them, too."""
    hint = "call or open it, compare what it says, and write the day under 'checked'"
    lower = copy.lower
    closing = lower.subject.closing(*copy.handout.ending)
    for block in copy.handout.printed(lower.fragments, closing):
        for line in block.help_lines if isinstance(block, HelpLines) else ():
            if why := untried(line, copy.today):
                yield Finding(Problem(line.at or Where(copy.path), why, hint), plain(line.text))


# ------------------------------------------------------------------ emergencies


@rule("emergency-text", "words")
def emergency_text(copy: Copy) -> Found:
    """The emergency part is the fragment that all handouts share: no handout writes one of its
    own."""
    assert copy.words
    title = copy.words.pattern("emergency-titles")
    hint = "leave it to the page 'When to get help', and link to it: [get help now](#help)"
    own = (part for part in copy.parts if isinstance(part, Panel) and part.at)
    for part in own:
        if (
            part.at
            and part.at.path == copy.path
            and (part.role == "emergency" or title.search(part.title))
        ):
            yield Finding(
                Problem(part.at, "this handout has emergency words of its own", hint),
                slug=copy.slug,
            )


@rule("red-flags", "words", ("red-flags",))
def red_flags(copy: Copy) -> Found:
    """Every emergency panel has the signs that cannot wait; the fragment of all handouts has all
    signs, and one that some handouts end with those that are listed under its name."""
    for name, blocks in copy.lower.fragments.items():
        panels = [
            block
            for block in blocks
            if isinstance(block, Callout) and block.callout.role == "emergency"
        ]
        for panel in panels:
            yield from _missing(copy, (panel,), "red-flags")
        closing = copy.lower.subject.closing(*copy.handout.ending)
        if name == closing.help:
            more = copy.lower.fragments.get(closing.more, ())
            told = "red-flags-of-all" if panels else "red-flags"
            yield from _missing(copy, (*blocks, *more), told)
            if panels and copy.family.decides:
                yield from _missing(copy, (*blocks, *more), "red-flags-of-choices")
    yield from _own_flags(copy)


def _own_flags(copy: Copy) -> Found:
    """What fragments do not tell that a list named after them asks for."""
    assert copy.words
    for told in (name for name in copy.words.lists if name.startswith(IN)):
        name = told.removeprefix(IN)
        if blocks := copy.lower.fragments.get(name):
            yield from _missing(copy, blocks, told)
        else:
            message = f"there is no fragment '{name}', whose signs the list '{told}' has"
            hint = did_you_mean(name, copy.lower.fragments)
            yield Finding(Problem(Where(copy.path), message, hint))


def _missing(copy: Copy, blocks: tuple[Block, ...], name: str) -> Found:
    """The signs of the list ``name`` that ``blocks`` do not tell."""
    assert copy.words
    found = sections(replace(copy.document, parts=copy.lower.parts(blocks)))
    text = " ".join(passage.text for section in found for passage in section.all).lower()
    for sign, pattern in _signs(copy.words, name).items():
        if not pattern.search(text):
            message = f"these emergency signs lack {sign}"
            yield Finding(
                Problem(
                    blocks[0].at or Where(copy.path), message, "write it in: it must stand here"
                )
            )


@cache
def _signs(words: WordLists, name: str) -> dict[str, re.Pattern[str]]:
    return {sign: re.compile(pattern) for sign, pattern in words.named(name).items()}
