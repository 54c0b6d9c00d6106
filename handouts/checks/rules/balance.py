"""Balance: whether a patient is told all that is needed to decide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...content.blocks.numbers import Numbers
from ...content.common import inside
from ...meaning.document import IconArray, Items, Table
from ..copy import Copy
from ..reading.passages import Section, count
from .registry import Found, rule

LEAST = 8  # words that must be said of doing nothing
# lists of what says that a section tells of them
SIDES = ("benefits-heading", "risks-heading", "choices-heading")


def pattern(copy: Copy, name: str) -> re.Pattern[str]:
    assert copy.words
    return copy.words.pattern(name)


def own(copy: Copy) -> Iterator[Section]:
    """The sections that the author of the handout wrote."""
    ids = {section.id for section in copy.handout.sections}
    return (section for section in copy.sections if section.id in ids)


def headed(copy: Copy, name: str) -> tuple[Section, ...]:
    """The author's sections whose headings fit the list ``name``."""
    sign = pattern(copy, name)
    return tuple(section for section in own(copy) if sign.search(section.heading))


# ------------------------------------------------------------------ benefits, risks, alternatives,
# nothing


@rule("bran", "words", (*SIDES, "nothing-mark"))
def bran(copy: Copy) -> Found:
    if not copy.family.decides:
        return
    told = (
        ("benefits", "what good it can do"),
        ("risks", "its risks"),
        ("choices", "the other choices"),
    )
    for name, what in told:
        if not headed(copy, f"{name}-heading"):
            hint = "add a section whose heading says so"
            yield copy.field("sections", f"no section tells {what}", hint)
    nothing = [
        (section, said)
        for section in own(copy)
        if (said := doing_nothing(copy, section)) is not None
    ]
    if not nothing:
        hint = "say what is likely to happen without treatment, under a heading of its own"
        yield copy.field("sections", "nothing is said of doing nothing", hint)
    elif max(said for _, said in nothing) < LEAST:
        hint = "say what is likely to happen without treatment, in a sentence at least"
        yield copy.section(nothing[0][0].id, "too little is said of doing nothing", hint)


def doing_nothing(copy: Copy, section: Section) -> int | None:
    """How many words a section says under a heading, or after the first words of a passage, on
    doing nothing."""
    sign = pattern(copy, "nothing-mark")
    for number, passage in enumerate(section.all):
        match = sign.search(passage.text) if passage.kind == "heading" else sign.match(passage.text)
        if not match:
            continue
        said = 0 if passage.kind == "heading" else count(passage.text[match.end() :])
        for after in section.all[number + 1 :]:
            if after.kind == "heading" or (
                passage.kind != "heading" and after.part is not passage.part
            ):
                break
            said += count(after.text)
        return said
    return None


@rule("no-numbers", "words", ("benefits-heading", "risks-heading"))
def no_numbers(copy: Copy) -> Found:
    """Numbers on one side only make that side look larger, or surer."""
    if not copy.family.decides:
        return
    for name, what in (("benefits", "benefits"), ("risks", "risks")):
        sections = headed(copy, f"{name}-heading")
        if sections and not any(counted(copy, section) for section in sections):
            hint = (
                "say how many out of 100 or 1,000 people, with the source; or that nobody "
                "has counted"
            )
            yield copy.section(sections[0].id, f"the {what} are told without any number", hint)


def counted(copy: Copy, section: Section) -> bool:
    """Whether a section tells of how many people something is true."""
    return any(pattern(copy, "of-people").search(passage.text) for passage in section.all)


@rule("one-sided-choice", "words", ("choices-heading", "good-side", "bad-side"))
def one_sided_choice(copy: Copy) -> Found:
    good, bad, neither = (pattern(copy, name) for name in ("good-side", "bad-side", "no-side"))
    for section in headed(copy, "choices-heading"):
        tables = dict.fromkeys(
            part for passage in section.all if isinstance(part := passage.part, Table)
        )
        for table in tables:
            sides = [any(side.search(head) for head in table.head) for side in (good, bad)]
            if sides[0] != sides[1]:
                label = next(passage for passage in section.all if passage.part is table)
                missing = "may be hard" if sides[0] else "is good"
                message = f"this table has no column for what {missing}"
                yield copy.at(label, label.text, 0, message, "tell both sides of every choice")
        for passage in section.passages:
            if isinstance(passage.part, Items):
                text = neither.sub(" ", passage.text)
                fits = bool(good.search(bad.sub(" ", text))), bool(bad.search(text))
                if fits[0] != fits[1]:
                    side = "good" if fits[0] else "bad"
                    message = f"only the {side} side of this choice is told"
                    yield copy.at(
                        passage,
                        passage.text,
                        0,
                        message,
                        "say what may be good and what may be hard",
                    )


@rule("not-known", "words", ("not-known",))
def not_known(copy: Copy) -> Found:
    sign = pattern(copy, "not-known")
    if not any(sign.search(passage.text) for section in own(copy) for passage in section.all):
        hint = "say where studies differ, or what nobody can promise or know"
        yield copy.field("sections", "nothing is said of what is not known", hint)


@rule("who-not-helped", "words", ("who-not-helped",))
def who_not_helped(copy: Copy) -> Found:
    if not copy.family.decides:
        return
    sign = pattern(copy, "who-not-helped")
    if not any(sign.search(passage.text) for section in own(copy) for passage in section.all):
        hint = "say for whom this operation is not, or whom it may not help"
        yield copy.field("sections", "nobody is told whom the operation may not help", hint)


@rule("missing-stage", "words", ("day-heading", "ready-heading", "home-heading"))
def missing_stage(copy: Copy) -> Found:
    """A part of a handout, such as its sheet, has not room for all."""
    if not copy.family.decides or copy.handout.excerpt:
        return
    stages = (
        ("day", "what happens on the day"),
        ("ready", "how to get ready"),
        ("home", "how to heal at home"),
    )
    for name, what in stages:
        if not headed(copy, f"{name}-heading"):
            yield copy.field(
                "sections", f"no section tells {what}", "add a section whose heading says so"
            )


@rule("own-risk", "words", ("own-risk-line",))
def own_risk(copy: Copy) -> Found:
    """Wherever risks are a table or a list of counts, the line stands in that section; else
    anywhere."""
    line, said = pattern(copy, "own-risk-line"), False
    lacking: list[Section] = []
    first: Section | None = None
    for section in own(copy):
        has = any(line.search(passage.text) for passage in section.all)
        risks = risks_counted(copy, section)
        said |= has
        first = first or (section if risks else None)
        if risks > 1 and not has:
            lacking.append(section)
    for section in lacking or ([first] if first and not said else []):
        hint = "add 'include: own-risk', or say that their own risk may be higher or lower"
        yield copy.section(
            section.id, "risks are told in numbers, but not that the reader's own may differ", hint
        )


def risks_counted(copy: Copy, section: Section) -> int:
    """How many risks a section tells in numbers; a table of risks counts as many."""
    blocks = next(one.blocks for one in copy.handout.sections if one.id == section.id)
    found = (block for block in inside(blocks, copy.lower.fragments) if isinstance(block, Numbers))
    if any(block.numbers.about == "risk" for block in found):
        return 2
    harm, number = pattern(copy, "harm-told"), pattern(copy, "of-people")
    told = (
        one
        for one in section.passages
        if not isinstance(one.part, IconArray) and number.search(one.text)
    )
    return sum(
        bool(number.search(one) and harm.search(one))
        for passage in told
        for one in passage.sentences
    )
