"""Judges of words: the message, sentences, what is known, numbers."""

from __future__ import annotations

from ...meaning.document import Cover, Heading, IconArray, Panel, Part, Table
from ...meaning.spans import Cite, Term, plain
from ..reading.passages import FEWEST, count, flat
from ..rules.balance import pattern
from ..rules.readability import HARDEST, passive_voice
from ..rules.registry import RULES
from .case import FAMILIAR, MEANT, PLAIN, SIDES, SUMS, TERMS, Case, Told, amount, judge, to_do

# ------------------------------------------------------------------ the message


@judge("one-message")
def one_message(case: Case) -> Told:
    panels = sum(panel.role == "message" for panel in case.of(Panel))
    if panels != 1:
        return False, f"{amount(panels, 'main message')} in the text", None
    return case.clear(("long-message",), f"one message of {amount(count(_said(case)), 'word')}")


def _said(case: Case) -> str:
    return plain(case.copy.handout.message)


@judge("message-first")
def message_first(case: Case) -> Told:
    """Right below the first heading after the cover."""
    parts: list[Part] = [part for part in flat(case.copy.document) if not isinstance(part, Cover)]
    place = next((number for number, part in enumerate(parts) if part is case.message), None)
    first = place is not None and all(isinstance(part, Heading) for part in parts[:place])
    if first:
        return True, "the message is the first thing after the cover", None
    return False, "the message does not come first", case.message.at if case.message else None


@judge("message-apart")
def message_apart(case: Case) -> Told:
    if case.message is None or not case.message.title:
        return False, "no panel of its own holds the message", None
    return True, "the message stands in its own panel, with a title and a border", None


@judge("active-message", words=True)
def active_message(case: Case) -> Told:
    """The message and what stands in ticks and steps."""
    passive = passive_voice(case.copy.words) if case.copy.words else None
    acts = [one for section in case.own for one in section.passages if to_do(one)]
    if passive and (match := passive.search(_said(case))):
        return (
            False,
            f"'{match[0]}' in the message is in the passive voice",
            case.copy.field("message", "").problem.where,
        )
    for one in acts:
        if passive and (match := passive.search(one.text)):
            where = case.copy.at(one, match[0], match.start(), "").problem.where
            return False, f"'{match[0]}' is in the passive voice", where
    return True, f"no passive voice in the message and {amount(len(acts), 'thing')} to do", None


# ------------------------------------------------------------------ words and sentences


@judge("plain-words", words=True)
def plain_words(case: Case) -> Told:
    grade = case.copy.graded()
    scored = [f"{one.formula.name} {one.value:.1f}" for one in grade.scores]
    told = f"school year {grade.mean:.1f} by four formulas ({HARDEST:g} at most)"
    return case.clear(PLAIN, f"{', '.join(scored) or told}, no hard word found")


@judge("active", words=True)
def active(case: Case) -> Told:
    told = _sentences(case)
    passive = passive_voice(case.copy.words) if case.copy.words else None
    found = sum(bool(passive and passive.search(one)) for one in told)
    return case.clear(("passive",), f"{amount(found, 'passive sentence')} of {len(told)}")


@judge("you", words=True)
def you(case: Case) -> Told:
    told, reader = _sentences(case), pattern(case.copy, "to-the-reader")
    found = sum(bool(reader.search(one)) for one in told)
    return case.clear(
        ("rarely-you",), f"{found} of {amount(len(told), 'sentence')} speak to the reader"
    )


def _sentences(case: Case) -> tuple[str, ...]:
    return tuple(
        one
        for passage in case.copy.of("prose")
        for one in passage.sentences
        if count(one) >= FEWEST
    )


@judge("terms", words=True)
def terms(case: Case) -> Told:
    return case.clear(
        TERMS,
        f"{amount(len(case.of(Term)), 'term')} explained in the list of words, no other found",
    )


# ------------------------------------------------------------------ what is known, numbers


@judge("not-known", words=True)
def not_known(case: Case) -> Told:
    sign = pattern(case.copy, "not-known")
    for passage in (one for section in case.own for one in section.passages):
        if match := sign.search(passage.text):
            told = case.copy.at(passage, match[0], match.start(), "")
            sources = len({one.source for one in case.of(Cite)})
            return (
                True,
                f"{amount(sources, 'source')}; not known: '{told.quote}'",
                told.problem.where,
            )
    return False, "nothing is said of what is not known", None


@judge("familiar-numbers", words=True)
def familiar_numbers(case: Case) -> Told:
    return case.clear(FAMILIAR, "no percentage, '1 in N', ratio or needless decimal found")


@judge("explained-numbers", words=True)
def explained_numbers(case: Case) -> Told:
    charts, tables = len(case.of(IconArray)), len(case.of(Table))
    told = (
        f"{amount(charts, 'picture')} of people and {amount(tables, 'table')}, each with "
        "whom or what it is about"
    )
    return case.clear(MEANT, told if charts + tables else "there is no chart and no table")


@judge("no-sums", words=True)
def no_sums(case: Case) -> Told:
    return case.clear(
        SUMS,
        "each list, table and picture counts out of one number of people; nothing to calculate",
    )


@judge("both-sides", words=True, lists=RULES["bran"].lists)
def both_sides(case: Case) -> Told:
    told = (
        "benefits, risks, other choices and doing nothing, with numbers"
        if case.copy.family.decides
        else ""
    )
    return case.clear(SIDES, told or "no choice and no chance is told with one side only")


@judge("shown-numbers", words=True)
def shown_numbers(case: Case) -> Told:
    """Shown as people or in a table, or told with a word such as 'often' in the same sentence."""
    number, often = pattern(case.copy, "of-people"), pattern(case.copy, "how-often")
    chances = [one for section in case.own for one in section.all if number.search(one.text)]
    if not chances:
        return True, "there is no chance in numbers", None
    if shown := sum(
        isinstance(part, IconArray | Table)
        for part in {id(one.part): one.part for one in chances}.values()
    ):
        return True, f"{amount(shown, 'picture')} or tables show them", None
    bare = next((one for one in chances if not often.search(one.text)), None)
    if bare:
        return False, "no picture, no table and no word says how often", bare.at
    return True, "each stands beside a word that says how often", None
