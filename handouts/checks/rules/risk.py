"""Risk talk: how numbers about chances are told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ...source.values import dataclass
from ..copy import Copy
from ..reading.passages import Passage
from .counts import OUT_OF, around, counts, number, pictured, sentence, tables
from .listed import hits
from .registry import Found, rule

MOST = 3  # numbers in one sentence
ROUNDED = 10  # counts from here on are whole


@rule("many-numbers", "words")
def many_numbers(copy: Copy) -> Found:
    assert copy.words
    apart, digits, told = map(copy.words.pattern, ("number-apart", "any-number", "count"))
    for passage in copy.of("prose", "alt"):
        for one in passage.sentences:
            if sum(map(str.isdigit, one)) <= MOST:
                continue
            rest = apart.sub(" ", told.sub(" 1 ", one))
            if (found := len(digits.findall(rest))) > MOST:
                hint = "keep the ones that matter, or put them into a table"
                message = f"this sentence has {found} numbers"
                yield copy.at(passage, one, passage.text.find(one), message, hint)


# ------------------------------------------------------------------ counts that do not add up


@rule("impossible-count", "words")
def impossible_count(copy: Copy) -> Found:
    for count in counts(copy):
        if count.low > count.high or count.high > count.out_of:
            message = "'{}' is not possible"
            yield count.finding(copy, message, "check it against the source")


@rule("odd-denominator", "words")
def odd_denominator(copy: Copy) -> Found:
    assert copy.words
    message, hint = (
        "'{}' cannot be compared with other counts",
        "say how many of 100 or of 1,000 people",
    )
    for count in counts(copy, odd=True):
        yield count.finding(copy, message, hint)
    for passage, match in hits(copy, "count-in-words", "printed"):
        yield copy.matched(passage, match, message.format(match[0]), hint)


@rule("needless-decimals", "words")
def needless_decimals(copy: Copy) -> Found:
    assert copy.words
    message, hint = "'{}' seems more exact than it is", "round it to whole people"
    for count in counts(copy):
        if any(one >= ROUNDED and one % 1 for one in (count.low, count.high)):
            yield count.finding(copy, message, hint)
    heads = copy.lower.locale.words
    counted = {id(table) for _, table in tables(copy, heads.problem, heads.result)}
    for passage in copy.of("cell"):
        match = (
            copy.words.pattern("any-number").search(passage.text)
            if id(passage.part) in counted
            else None
        )
        if match and match.start() and number(match[0]) >= ROUNDED and number(match[0]) % 1:
            yield copy.matched(passage, match, message.format(match[0]), hint)


@dataclass(frozen=True, slots=True)
class Told:
    """A denominator, where it is told: by a count, or by the caption of a table."""

    passage: Passage
    words: str
    start: int
    out_of: int
    risk: bool
    table: bool = False


def _denominators(copy: Copy) -> Iterator[Told]:
    assert copy.words
    locale = copy.lower.locale
    for passage, table in tables(copy, locale.words.problem, locale.words.result):
        out_of = next((one for one in OUT_OF if locale.number(one) in passage.text), 0)
        words = passage.text.partition(":")[0]
        yield Told(passage, words, 0, out_of, table.head[0] == locale.words.problem, True)
    harm = copy.words.pattern("count-harm")
    for count in counts(copy):
        yield Told(
            count.passage, count.words, count.start, count.out_of, bool(harm.search(count.sentence))
        )


def _usual(told: list[Told]) -> int:
    """The denominator of the first table, else the most frequent one."""
    first = next((one.out_of for one in told if one.table), 0)
    return first or Counter(one.out_of for one in told).most_common(1)[0][0]


@rule("mixed-denominators", "words")
def mixed_denominators(copy: Copy) -> Found:
    told = list(_denominators(copy))
    risks = [one for one in told if one.risk]
    sections: dict[str, list[Told]] = {}
    for one in told:
        sections.setdefault(one.passage.section, []).append(one)
    for one in told:
        near = _usual(sections[one.passage.section])
        usual = _usual(risks) if one.risk else near
        if one.out_of != usual or one.out_of != near:
            other = usual if one.out_of != usual else near
            message = (
                f"'{one.words}' is out of {one.out_of:,}, what it is compared with out of {other:,}"
            )
            yield copy.at(
                one.passage,
                one.words,
                one.start,
                message,
                f"tell it out of {other:,}, as its neighbors",
            )


# ------------------------------------------------------------------ counts without what makes them
# true


@rule("count-without-group", "words", ("count-group",))
def count_without_group(copy: Copy) -> Found:
    assert copy.words
    group, after, near = (
        copy.words.pattern("count-group"),
        copy.words.pattern("count-after"),
        around(copy),
    )
    hint = "say who was counted, such as 'people in a US study'"
    for count in counts(copy):
        told = near[id(count.passage)]
        if not count.pictured and not group.search(told) and not after.search(told):
            yield count.finding(copy, "'{}' does not say of whom", hint)
    yield from _pictures(copy, group, "this picture does not say who was counted", hint)


@rule("count-without-time", "words", ("over-time",))
def count_without_time(copy: Copy) -> Found:
    assert copy.words
    time, change, near = (
        copy.words.pattern("count-time"),
        copy.words.pattern("over-time"),
        around(copy),
    )
    hint = "say when, such as 'within 2 years' or 'at one year'"
    for count in counts(copy):
        told = count.pictured or not change.search(count.sentence)
        if not told and not time.search(near[id(count.passage)]):
            yield count.finding(copy, "'{}' does not say when or for how long", hint)
    yield from _pictures(copy, time, "this picture does not say when or for how long", hint)


def _pictures(copy: Copy, words: re.Pattern[str], message: str, hint: str) -> Found:
    """The pictures of people whose line, 'who' and 'over', has none of ``words``."""
    lead = len(copy.lower.locale.words.people_group.partition("{who}")[0])
    for passage in pictured(copy):
        if not words.search(passage.text):
            first = " ".join(passage.text[lead:].split()[:3])
            yield copy.at(passage, first, lead, message, hint)


@rule("count-without-about", "words")
def count_without_about(copy: Copy) -> Found:
    assert copy.words
    hint = "say 'about': the next 100 people will not be the same"
    for count in counts(copy):
        if count.low == count.high and not copy.words.pattern("count-about").search(count.sentence):
            yield count.finding(copy, "'{}' sounds as if it were exact", hint)


# ------------------------------------------------------------------ both sides, and numbers for
# words


@rule("one-sided", "words")
def one_sided(copy: Copy) -> Found:
    """The other side may be told anywhere in the section; a picture of people always tells it."""
    assert copy.words
    good, other = copy.words.pattern("good-result"), copy.words.pattern("other-side")
    told = {section.id: section.all for section in copy.sections}
    hint = "say also how many were not, or did not"
    for count in counts(copy):
        if good.search(count.sentence) and not any(
            other.search(one.text) for one in told[count.passage.section]
        ):
            yield count.finding(copy, "'{}' tells only the good side", hint)


@rule("rare-without-number", "words", ("told-of",))
def rare_without_number(copy: Copy) -> Found:
    assert copy.words
    things = copy.words.named("told-of")
    told, new = _numbered(copy), copy.words.pattern("new-clause")
    for passage, match in hits(copy, "rare", "printed"):
        before, words = passage.text[: match.start()], sentence(passage, match.start())
        if new.search(before):
            words = words[words.find(match[0]) :]
        named = (thing for thing, names in things.items() if re.search(names, words, re.IGNORECASE))
        thing = next((one for one in named if re.search(things[one], told, re.IGNORECASE)), "")
        if thing and words not in told:
            message = f"'{match[0]}' of {thing}, of which this handout has a number"
            yield copy.matched(
                passage, match, message, "give the number here too, or leave the word out"
            )


def _numbered(copy: Copy) -> str:
    """All that the handout has a count of, a line for each."""
    heads = copy.lower.locale.words
    counted = {id(table) for _, table in tables(copy, heads.problem)}
    rows = [
        one.text
        for one in copy.passages
        if id(one.part) in counted and one.kind in ("cell", "prose")
    ]
    return "\n".join([count.sentence for count in counts(copy)] + rows)


@rule("judged-chance", "words")
def judged_chance(copy: Copy) -> Found:
    assert copy.words
    told = {id(count.passage) for count in counts(copy)}
    hint = "say how many of how many people, or say what is not known"
    for passage, match in hits(copy, "judged-chance", "printed"):
        if id(passage) not in told:
            yield copy.matched(
                passage, match, f"'{match[0]}' means something else to each reader", hint
            )
