"""Readability: how hard sentences, words and lists are, and whether the text speaks to its
reader."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from ...meaning.document import Items, Panel, Paragraph, Steps
from ...meaning.parts import walk
from ...meaning.spans import Strong
from ..copy import Copy
from ..reading.formulas import Score
from ..reading.passages import FEWEST, Passage, count
from ..reading.phrases import phrases
from ..reading.sentences import COLONS, STOP
from ..reading.words import WordLists
from .registry import Found, rule

LONG, LONGEST = 20, 25  # words of a sentence
ON_AVERAGE = 15  # words of the sentences of a section
# of the paragraphs of a handout: words of a sentence on average, words of a short one, their share
RHYTHM, SHORT, MOST_SHORT = (9, 11), 5, 0.15
FEWEST_HEARD = 20  # sentences: fewer have no rhythm yet
HARDEST = 6.0  # school years
MOST_SENTENCES = 4  # of a paragraph
MOST_ENTRIES = 7  # of a list
MOST_PASSIVE = 0.10  # of the sentences of a handout
FEWEST_TO_YOU = 0.30  # of the sentences of a handout

# ------------------------------------------------------------------ sentences


@rule("long-sentence", "words")
def long_sentence(copy: Copy) -> Found:
    yield from _long(copy, LONG, LONGEST)


@rule("very-long-sentence", "words")
def very_long_sentence(copy: Copy) -> Found:
    yield from _long(copy, LONGEST, 10_000)


def _long(copy: Copy, least: int, most: int) -> Found:
    for passage in copy.of("prose", "alt"):
        for sentence in passage.sentences:
            words = count(sentence)
            if least < words <= most:
                hint = "say it in two sentences, or leave something out"
                message = f"this sentence has {words} words"
                yield copy.at(passage, sentence, passage.text.find(sentence), message, hint)


@rule("long-on-average", "words")
def long_on_average(copy: Copy) -> Found:
    for name, graded in copy.graded_sections().items():
        average = graded.words / max(1, graded.sentences)
        if average > ON_AVERAGE:
            message = (
                f"the sentences of this section have {average:.1f} words on average, "
                f"{ON_AVERAGE} at most"
            )
            yield copy.section(
                name.partition(" + ")[0], message, "make the longest sentences into two"
            )


@rule("choppy")
def choppy(copy: Copy) -> Found:
    told = [(one, sentence) for one in running(copy) for sentence in one.sentences]
    if len(told) < FEWEST_HEARD:
        return
    short = [one for one in told if count(one[1]) <= SHORT]
    if len(short) > MOST_SHORT * len(told):
        where, sentence = short[0]
        message = (
            f"{len(short)} of the {len(told)} sentences of its paragraphs have {SHORT} words or "
            "fewer; this is the first"
        )
        hint = "join some to their neighbors, as a person would say it"
        yield copy.at(where, sentence, where.text.find(sentence), message, hint)
    average = sum(count(sentence) for _, sentence in told) / len(told)
    least, most = RHYTHM
    if not least <= round(average) <= most:
        message = f"the sentences of its paragraphs have {average:.1f} words on average"
        yield copy.field("sections", message, f"{least} to {most} read well aloud")


def running(copy: Copy) -> Iterator[Passage]:
    """What its author wrote to be read in one go: paragraphs. Entries of lists, cells, captions and
    steps may be as short as a label, and so may a paragraph that is one or begins with one."""
    own = {section.id for section in copy.handout.sections}
    for passage in copy.of("prose"):
        part = passage.part
        if passage.section in own and isinstance(part, Paragraph) and STOP.search(passage.text):
            first = part.spans[0]
            if not (isinstance(first, Strong) and first.text.rstrip().endswith(COLONS)):
                yield passage


@rule("passive", "words", ("passive-participles",))
def passive(copy: Copy) -> Found:
    """One passive sentence is fine; two in a paragraph, or many in the whole handout, are not."""
    assert copy.words
    pattern, told = passive_voice(copy.words), tuple(_sentences(copy))
    found = [(*one, match) for one in told if (match := pattern.search(one[1]))]
    share = len(found) / max(1, len(told))
    here = Counter(id(passage) for passage, *_ in found)
    for passage, sentence, match in found:
        if share > MOST_PASSIVE or here[id(passage)] > 1:
            start = passage.text.find(sentence) + match.start()
            message = (
                f"'{match[0]}' is passive, and so are others nearby ({share:.0%} of all sentences)"
            )
            yield copy.at(
                passage, match[0], start, message, "say who does it: 'we check', 'you walk'"
            )


@lru_cache(maxsize=8)
def passive_voice(words: WordLists) -> re.Pattern[str]:
    helpers, between, states, participles = (
        "|".join(words.listed(f"passive-{name}"))
        for name in ("helpers", "between", "states", "participles")
    )
    return re.compile(
        rf"\b(?:{helpers})\s+(?:(?:{between})\s+)*(?!(?:{states})\b)(?:{participles})\b",
        re.IGNORECASE,
    )


@rule("rarely-you", "words", ("to-the-reader",))
def rarely_you(copy: Copy) -> Found:
    assert copy.words
    reader, request, told = (
        copy.words.pattern("to-the-reader"),
        _request(copy.words),
        tuple(_sentences(copy)),
    )
    share = sum(bool(reader.search(one) or request.match(one)) for _, one in told) / max(
        1, len(told)
    )
    if told and share < FEWEST_TO_YOU:
        message = f"only {share:.0%} of the sentences speak to the reader"
        yield copy.field(
            "", message, "write 'you' and 'we', and tell people what to do: 'ask', 'walk', 'call'"
        )


@lru_cache(maxsize=8)
def _request(words: WordLists) -> re.Pattern[str]:
    """A sentence that begins with a verb, maybe after a label."""
    leads, verbs, ends = (
        "|".join(words.listed(f"request-{name}")) for name in ("leads", "verbs", "ends")
    )
    label = r"(?:[^:.!?]{1,40}:\s+)?"
    return re.compile(rf"{label}(?:(?:{leads})\s+)*(?:{verbs})\b(?! (?:{ends})\b)", re.IGNORECASE)


def _sentences(copy: Copy) -> Iterator[tuple[Passage, str]]:
    for passage in copy.of("prose"):
        yield from ((passage, one) for one in passage.sentences if count(one) >= FEWEST)


# ------------------------------------------------------------------ grades


# a language without syllables has no formula that is good enough to judge by
@rule("hard-handout", "words", ("syllables",))
def hard_handout(copy: Copy) -> Found:
    graded = copy.graded()
    if graded.scores:
        yield from _hard_here(copy, graded.scores)
    elif graded.mean > HARDEST:
        message = (
            f"this handout asks for {graded.mean:.1f} years of school; Flesch-Kincaid "
            f"{graded.kincaid:.1f}, "
            f"SMOG {graded.smog:.1f}, Gunning Fog {graded.fog:.1f}, Flesch ease {graded.ease:.0f}"
        )
        yield copy.field(
            "", message, "begin with its hardest section; shorter words, then shorter sentences"
        )


def _hard_here(copy: Copy, scores: tuple[Score, ...]) -> Found:
    """The same by the formulas of the language."""
    if scores[0].hard_handout:
        told = ", ".join(f"{one.formula.name} {one.value:.1f}" for one in scores[1:])
        message = (
            f"this handout is too hard: {_limit(scores[0], scores[0].formula.handout)}; {told}"
        )
        hint = "begin with its hardest section; shorter words, then shorter sentences"
        yield copy.field("", message, hint)


def _limit(score: Score, limit: float | None) -> str:
    """A score beside its limit."""
    end = "at least" if score.formula.easier == "higher" else "at most"
    return f"{score.formula.name} {score.value:.1f}, {end} {limit:g}"


@rule("hard-section", "words", ("syllables",))
def hard_section(copy: Copy) -> Found:
    for name, graded in copy.graded_sections().items():
        own = graded.scores[0] if graded.scores else None
        if own and own.hard_section:
            message = f"this section is too hard: {_limit(own, own.formula.section)}"
            hint = "shorter words, then shorter sentences"
            yield copy.section(name.partition(" + ")[0], message, hint)
        elif own is None and graded.kincaid > HARDEST:
            message = (
                f"this section asks for {graded.kincaid:.1f} years of school "
                f"(Flesch-Kincaid), {HARDEST:.0f} at most"
            )
            yield copy.section(
                name.partition(" + ")[0], message, "shorter words, then shorter sentences"
            )


# ------------------------------------------------------------------ paragraphs and lists


@rule("long-paragraph")
def long_paragraph(copy: Copy) -> Found:
    for passage in copy.of("prose"):
        sentences = sum(count(sentence) >= FEWEST for sentence in passage.sentences)
        if sentences > MOST_SENTENCES:
            hint = "one idea for each paragraph: split it, or make a list of it"
            yield copy.at(
                passage, passage.text, 0, f"this paragraph has {sentences} sentences", hint
            )


@rule("long-list")
def long_list(copy: Copy) -> Found:
    urgent = {
        id(below)
        for part in copy.parts
        if isinstance(part, Panel) and part.role == "emergency"
        for below in walk(part.parts)
    }
    seen: set[int] = set()
    for passage in copy.passages:
        part = passage.part
        if not isinstance(part, Items | Steps) or id(part) in urgent | seen:
            continue
        seen.add(id(part))
        if len(part.items) > MOST_ENTRIES:
            message = f"this list has {len(part.items)} entries"
            yield copy.at(
                passage,
                passage.text,
                0,
                message,
                f"make two lists of it, of at most {MOST_ENTRIES} each",
            )


# ------------------------------------------------------------------ words


@rule("hard-word", "words")
def hard_word(copy: Copy) -> Found:
    assert copy.words
    hard = phrases(tuple(copy.words.swaps), copy.words)
    terms = phrases(tuple(copy.lower.glossary.forms()), copy.words)
    for passage in copy.written:
        for phrase, start, end in hard.find(passage.text):
            free = [(first, last) for _, first, last in terms.find(passage.text)]
            told = any(first <= start and end <= last for first, last in free)
            if (plain := copy.words.swaps[phrase]) and not told:
                words, hint = passage.text[start:end], f"say '{plain}'"
                yield copy.at(passage, words, start, f"'{words}' is hard to read", hint)
