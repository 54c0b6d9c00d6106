"""Balance: what a sheet, an exercise and a set must hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...content.blocks import Block
from ...content.blocks.exercise import Exercise
from ...content.common import inside
from ...content.editions import BOOKLETS, EDITIONS
from ...content.packets import Packet
from ...source.problems import Problem, Where
from ...source.values import replace
from ...views.sheet import sheet
from ..copy import Copy, Finding
from ..reading.passages import sections
from ..reading.places import letters
from .balance import SIDES, doing_nothing, headed, own, pattern
from .registry import Found, rule

# ------------------------------------------------------------------ sheets


@rule("sheet-one-sided", "words", (*SIDES, "nothing-mark"))
def sheet_one_sided(copy: Copy) -> Found:
    """A sheet is what somebody decides by who reads no more: it tells all four, too."""
    if not copy.family.decides or copy.handout.sheet is None:
        return
    told = sections(sheet(copy.handout, copy.lower))
    sides = ("what good it can do", "its risks", "the other choices")
    for name, what in zip(SIDES, sides, strict=True):
        sign = pattern(copy, name)
        booklet = headed(copy, name)  # where that does not tell it either, another rule says so
        if booklet and not any(sign.search(section.heading) for section in told):
            hint = "pick the section that does, or some of its blocks"
            yield copy.field("sheet", f"the sheet does not tell {what}", hint)
    booklet = tuple(section for section in own(copy) if doing_nothing(copy, section))
    if booklet and not any(doing_nothing(copy, section) for section in told):
        hint = "pick what is said of it, or say it under 'short:' of a section that is picked"
        yield copy.field("sheet", "the sheet says nothing of doing nothing", hint)


# ------------------------------------------------------------------ exercises


@rule("exercise-without-limits", "words", ("limits-first",))
def exercise_without_limits(copy: Copy) -> Found:
    """That the limits a patient was given come first is said before the first exercise of a
    section, and each exercise says who must not do it; where it begins, its steps, how many and
    when to stop it cannot be written without."""
    for section in copy.handout.sections:
        blocks = tuple(inside(section.blocks, copy.lower.fragments))
        numbers = [n for n, block in enumerate(blocks) if isinstance(block, Exercise)]
        if numbers and not _limited(copy, blocks[: numbers[0]]):
            first = blocks[numbers[0]]
            message = (
                "nothing says before this exercise that the limits a patient was given come first"
            )
            hint = "say so above the first exercise, such as with 'include: limits-first'"
            yield _about(copy, section.id, first, message, hint)
        for block in (blocks[number] for number in numbers):
            if isinstance(block, Exercise) and not block.exercise.not_for:
                message = f"'{block.exercise.title}' does not say who must not do it"
                yield _about(copy, section.id, block, message, "say so under 'not-for'")


def _limited(copy: Copy, blocks: Sequence[Block]) -> bool:
    """Whether ``blocks`` say that the surgeon's limits come first."""
    sign = pattern(copy, "limits-first")
    said = sections(replace(copy.document, parts=copy.lower.parts(tuple(blocks))))
    return any(sign.search(passage.text) for section in said for passage in section.all)


def _about(copy: Copy, section: str, block: Block, message: str, hint: str) -> Finding:
    where = block.at or Where(copy.path)
    return Finding(
        Problem(where, message, hint), section=section, slug=copy.slug, language=copy.language
    )


# ------------------------------------------------------------------ sets


@rule("set-lacks", "library")
def set_lacks(copies: Sequence[Copy]) -> Found:
    """A set has one booklet, which what it is called by names. One that is called by getting ready
    tells how to."""
    by_language: dict[str, dict[str, Copy]] = {}
    for copy in copies:
        by_language.setdefault(copy.language, {})[copy.slug] = copy
    for known in by_language.values():
        root = next(iter(known.values()))
        for packet in root.sets.values():
            for message, hint in _wrong(packet, known):
                where = packet.at or Where(f"{root.root}/sets.yaml")
                yield Finding(Problem(where, message, hint))


def _wrong(packet: Packet, known: dict[str, Copy]) -> Iterator[tuple[str, str]]:
    """What is wrong with what a set holds, each with what to do."""
    whole = [slug for slug, edition in packet.parts() if EDITIONS[edition].view in BOOKLETS]
    if not whole:
        hint = "let one of its handouts stand without an edition: that is the booklet"
        yield f"the set '{packet.title}' has no booklet, only parts of some", hint
    for slug in whole[1:]:
        hint = f"take '{slug}/sheet', or another short edition"
        message = f"the set '{packet.title}' has more than one booklet: help, phone numbers and "
        yield f"{message}questions would stand in it again with '{slug}'", hint
    for copy in (known[slug] for slug in whole[:1] if slug in known):
        if not copy.words or not copy.words.has("ready-promise", "ready-heading"):
            continue
        if not pattern(copy, "ready-promise").search(packet.title):
            continue
        small = {*copy.words.listed("small-words")}
        title = {letters(word) for word in copy.handout.title.split()} - small
        if not title & {letters(word) for word in packet.title.split()}:
            message = f"the set '{packet.title}' has a booklet on something else"
            yield message, f"'{copy.slug}' is not what the set is called by: take the right one"
        if not headed(copy, "ready-heading"):
            message = f"no section of '{copy.slug}' tells how to get ready"
            yield f"{message}, as the set '{packet.title}' promises", "take one that does"
