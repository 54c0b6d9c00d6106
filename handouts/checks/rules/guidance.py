"""Balance: whether a reader is told the main thing, shown how to read it, and told what to do and
to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ...meaning.document import Columns, FillIn, IconArray, Panel, Paragraph, Steps, Table, Timeline
from ...meaning.parts import neighbours, walk
from ...meaning.spans import plain
from ..copy import Copy
from ..pages.printed import Printed
from ..reading.passages import Section, count
from ..reading.sentences import sentences as cut
from .balance import headed, own, pattern
from .registry import Found, rule

MESSAGE_SENTENCES, MESSAGE_WORDS = 3, 40
RUN = 6  # words in a row that make a repetition
QUESTIONS = 3
SECTION = 2  # the level of a section's heading


# ------------------------------------------------------------------ the message


@rule("long-message")
def long_message(copy: Copy) -> Found:
    text = plain(copy.handout.message)
    sentences, words = cut(text, copy.document.lang), count(text)
    hint = "keep the one thing a reader must remember"
    if len(sentences) > MESSAGE_SENTENCES:
        yield copy.field("message", f"the main message has {len(sentences)} sentences", hint)
    elif words > MESSAGE_WORDS:
        yield copy.field("message", f"the main message has {words} words", hint)


@rule("message-repeats")
def message_repeats(copy: Copy) -> Found:
    runs = set(_runs(plain(copy.handout.message)))
    for name in ("purpose", "audience", "subtitle"):
        value = getattr(copy.handout, name)
        again = next(
            (
                run
                for run in _runs(value if isinstance(value, str) else plain(value))
                if run in runs
            ),
            (),
        )
        if again:
            message = f"the main message repeats the {name}: '{' '.join(again)}'"
            yield copy.field("message", message, "say it once, or in other words")


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = [bare for word in text.lower().split() if (bare := "".join(filter(str.isalnum, word)))]
    return (tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1))


# ------------------------------------------------------------------ pictures


@rule("few-pictures", "pages")
def few_pictures(copy: Copy) -> Found:
    begins = pictures(copy.printed)[1]
    for number in bare_pages(copy):
        section = [one.id for one in own(copy) if begins.get(one.heading, number) < number] or [""]
        message = f"no picture on pages {number} and {number + 1}"
        yield copy.section(
            section[-1], message, "show what the words tell, or move a picture there"
        )


def bare_pages(copy: Copy) -> tuple[int, ...]:
    """The pages of the story that show no picture, nor does the page after them.

    The pages to write on, of emergency signs and of sources are not looked at.
    """
    shown, begins = pictures(copy.printed)
    story = shown[: begins.get(copy.lower.locale.words.talk, len(shown))]
    return tuple(number for number, pair in enumerate(pairwise(story), 1) if not any(pair))


def pictures(printed: Printed) -> tuple[tuple[int, ...], dict[str, int]]:
    """How many figures stand on each page, and on which page (from 0) each section begins.

    The logo, which stands first in a file, is none of them.
    """
    begins: dict[str, int] = {}
    for page in printed.pages:
        for block in page.blocks:
            if block.level == SECTION:
                begins.setdefault(block.said, page.number - 1)
    shown = [sum(block.kind == "Figure" for block in page.blocks) for page in printed.pages]
    shown[0] -= 1
    return tuple(shown), begins


# ------------------------------------------------------------------ charts


@rule("unexplained-chart", "words")
def unexplained_chart(copy: Copy) -> Found:
    key, number = pattern(copy, "table-key"), pattern(copy, "number-cell")
    for before, part, after in neighbours(copy.document.parts):
        if isinstance(part, Table) and _of_numbers(part, number):
            near = " ".join(
                plain(one.spans) for one in (before, after) if isinstance(one, Paragraph)
            )
            if not key.search(" ".join((part.caption, *part.head, near))):
                passage = next(one for one in copy.passages if one.part is part)
                hint = (
                    "say in its caption or beside it how to read it, such as 'lower is less pain'"
                )
                yield copy.at(
                    passage,
                    part.caption,
                    0,
                    "nothing says how to read the numbers of this table",
                    hint,
                )
        if (
            isinstance(part, Columns)
            and sum(isinstance(one, IconArray) for one in walk((part,))) > 1
        ):
            alone = [
                column[0] for column in part.columns if column and isinstance(column[0], IconArray)
            ]
            for nameless in alone:
                passage = next(one for one in copy.passages if one.part is nameless)
                hint = "give it a 'name', as another picture of people stands beside it"
                yield copy.at(passage, passage.text, 0, "this picture of people has no name", hint)


def _of_numbers(table: Table, number: re.Pattern[str]) -> bool:
    """Whether most cells after the first column are numbers."""
    cells = [
        " ".join(plain(spans) for spans in cell.paragraphs)
        for row in table.rows
        for cell in row[1:]
    ]
    return sum(bool(number.match(cell.strip())) for cell in cells) * 2 > len(cells)


# ------------------------------------------------------------------ to do, to ask


@rule("nothing-to-do", "words")
def nothing_to_do(copy: Copy) -> Found:
    if not any(acts(section) for section in own(copy)):
        hint = "add ticks, steps or a timeline of what a reader can do"
        yield copy.field("sections", "no list says what to do", hint)
    known = copy.words is not None and copy.words.has("do-heading")
    if known and not copy.family.decides and not headed(copy, "do-heading"):
        hint = "add a section such as 'What can I do now?'"
        yield copy.field("sections", "no heading says what the reader can do", hint)


def acts(section: Section) -> bool:
    """Whether a section has ticks, steps or a timeline."""
    parts = (passage.part for passage in section.all)
    return any(
        isinstance(part, Steps | Timeline) or getattr(part, "kind", "") in ("tick", "choice")
        for part in parts
    )


@rule("when-to-call", "words", ("call-for-help",))
def when_to_call(copy: Copy) -> Found:
    """What to do about a sign stands in its own sentence or in the next."""
    sign, call, risks = (
        pattern(copy, "alarm"),
        pattern(copy, "call-for-help"),
        headed(copy, "risks-heading"),
    )
    hint = "say in the same place whom to call, or link to #help"
    for section in (one for one in own(copy) if one not in risks):
        for passage in (
            one for one in section.all if one.kind in ("prose", "cell") and sign.search(one.text)
        ):
            for sentence, after in zip(
                passage.sentences, (*passage.sentences[1:], ""), strict=True
            ):
                match = sign.search(sentence)
                if match and not call.search(f"{sentence} {after}"):
                    start = passage.text.find(sentence) + match.start()
                    yield copy.at(
                        passage,
                        match[0],
                        start,
                        "a warning sign, but not what to do about it",
                        hint,
                    )
    if not any(call.search(passage.text) for section in own(copy) for passage in section.all):
        hint = "say for what and when to call, or link to #help"
        yield copy.field("sections", "no section says when to call", hint)


@rule("talk-page")
def talk_page(copy: Copy) -> Found:
    asked = len(copy.handout.questions)
    if asked < QUESTIONS:
        hint = f"give {QUESTIONS} questions at least"
        yield copy.field("questions", f"only {asked} question{'s' * (asked > 1)} to ask", hint)
    for what, there in (
        ("'what we talked about'", talked),
        ("'in your own words' (teach-back)", taught),
    ):
        if not there(copy):
            yield copy.field("", f"there is no place for {what}", "add it to the view")


def talked(copy: Copy) -> bool:
    title = copy.lower.locale.words.what_we_talked_about
    return any(isinstance(part, Panel) and part.title == title for part in copy.parts)


def taught(copy: Copy) -> bool:
    fields = (one for part in copy.parts if isinstance(part, FillIn) for one in part.fields)
    return any(one.label == copy.family.teach_back for one in fields)


@rule("no-question", "words", ("is-question",))
def no_question(copy: Copy) -> Found:
    asks = pattern(copy, "is-question")
    for passage in copy.passages:
        if passage.text in copy.handout.questions and not asks.search(passage.text):
            yield copy.at(
                passage,
                passage.text,
                0,
                "this entry asks nothing",
                "write it as a question to the team",
            )
