"""What a program can judge of the checklists in ``clarity.yaml``: one function for each kind of judgement.

A judge says whether it is so, the evidence in one short sentence, and where to look if it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..document import (
    Cover,
    Facts,
    Figure,
    FillIn,
    Heading,
    IconArray,
    Items,
    Ladder,
    Panel,
    Part,
    Steps,
    Table,
    Timeline,
)
from ..parts import walk
from ..problems import Where
from ..spans import Cite, Strong, Term, plain
from .balance import own, pattern
from .copy import Copy, Finding
from .guidance import bare_pages, pictures
from .passages import FEWEST, Passage, Section, count, flat
from .readability import HARDEST, passive_voice

PIECE = 300  # words between two headings
HEAD, ROW = 6, 12  # words of the head of a column, of a row
PLAIN = ("hard-word", "hard-handout", "hard-section", "very-long-sentence")
FAMILIAR = ("one-in", "percent", "relative-risk", "fraction", "statistics-words", "needless-decimals", "many-numbers")
MEANT = ("unexplained-chart", "count-without-group", "count-without-time", "impossible-count")
SUMS = ("mixed-denominators", "odd-denominator", "left-to-reader", "one-in", "relative-risk")
ACTION = ("nothing-to-do", "when-to-call")
SIDES = ("bran", "no-numbers", "one-sided-choice", "one-sided", "own-risk")
TERMS = ("unexplained-acronym", "unexplained-term")


@dataclass(frozen=True)
class Case:
    """A handout and what the rules found in it."""

    copy: Copy
    findings: tuple[Finding, ...]

    @cached_property
    def parts(self) -> tuple[Any, ...]:
        return tuple(walk(self.copy.document.parts))

    def of(self, kind: type[Any]) -> tuple[Any, ...]:
        return tuple(part for part in self.parts if isinstance(part, kind))

    @cached_property
    def own(self) -> tuple[Section, ...]:
        return tuple(own(self.copy))

    @cached_property
    def message(self) -> Panel | None:
        return next((panel for panel in self.of(Panel) if panel.role == "message"), None)

    def told(self, *rules: str) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.problem.rule in rules)

    def clear(self, rules: Iterable[str], evidence: str) -> Told:
        """Yes where these rules found nothing; else no, with the first thing found."""
        found = self.told(*rules)
        if not found:
            return True, evidence, None
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        return False, f"{found[0].problem.message} [{found[0].problem.rule}]{more}", found[0].problem.where


Told = tuple[bool, str, Where | None]
Judge = Callable[[Case], Told]
JUDGES: dict[str, Judge] = {}
LANGUAGE: set[str] = set()  # judges that must know the language


def judge(name: str, *, words: bool = False) -> Callable[[Judge], Judge]:
    def add(one: Judge) -> Judge:
        JUDGES[name] = one
        if words:
            LANGUAGE.add(name)
        return one

    return add


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


# ------------------------------------------------------------------ the message


@judge("one-message")
def one_message(case: Case) -> Told:
    panels = sum(panel.role == "message" for panel in case.of(Panel))
    if panels != 1:
        return False, f"{_number(panels, 'main message')} in the text", None
    return case.clear(("long-message",), f"one message of {_number(count(_said(case)), 'word')}")


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
    acts = [one for section in case.own for one in section.passages if _acts(one)]
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
    return True, f"no passive voice in the message and {_number(len(acts), 'thing')} to do", None


def _acts(passage: Passage) -> bool:
    part = passage.part
    return isinstance(part, Steps) or (isinstance(part, Items) and part.kind == "tick")


# ------------------------------------------------------------------ words and sentences


@judge("plain-words", words=True)
def plain_words(case: Case) -> Told:
    grade = case.copy.graded()
    return case.clear(PLAIN, f"school year {grade.mean:.1f} by four formulas ({HARDEST:g} at most), no hard word found")


@judge("active", words=True)
def active(case: Case) -> Told:
    told = _sentences(case)
    passive = passive_voice(case.copy.words) if case.copy.words else None
    found = sum(bool(passive and passive.search(one)) for one in told)
    return case.clear(("passive",), f"{_number(found, 'passive sentence')} of {len(told)}")


@judge("you", words=True)
def you(case: Case) -> Told:
    told, reader = _sentences(case), pattern(case.copy, "to-the-reader")
    found = sum(bool(reader.search(one)) for one in told)
    return case.clear(("rarely-you",), f"{found} of {_number(len(told), 'sentence')} speak to the reader")


def _sentences(case: Case) -> tuple[str, ...]:
    return tuple(one for passage in case.copy.of("prose") for one in passage.sentences if count(one) >= FEWEST)


@judge("terms", words=True)
def terms(case: Case) -> Told:
    return case.clear(TERMS, f"{_number(len(case.of(Term)), 'term')} explained in the list of words, no other found")


# ------------------------------------------------------------------ order and shape


@judge("lists")
def lists(case: Case) -> Told:
    found = len(case.of(Items)) + len(case.of(Steps))
    return found > 0, f"{_number(found, 'list')} of bullets, ticks or steps", None


@judge("pieces")
def pieces(case: Case) -> Told:
    longest, where, run = 0, None, 0
    for passage in case.copy.passages:
        run = 0 if passage.kind == "heading" else run + (count(passage.text) if passage.kind == "prose" else 0)
        if run > longest:
            longest, where = run, passage.at
    evidence = f"{_number(len(case.of(Heading)), 'heading')}, at most {_number(longest, 'word')} under one"
    return (True, evidence, None) if longest <= PIECE else (False, f"{evidence}; {PIECE} are enough", where)


@judge("headings", words=True)
def headings(case: Case) -> Told:
    asks = pattern(case.copy, "is-question")
    questions = sum(bool(asks.search(section.heading)) for section in case.own)
    evidence = f"{questions} of {_number(len(case.own), 'heading')} ask what a reader would ask"
    return questions * 2 > len(case.own), evidence, None


@judge("summary")
def summary(case: Case) -> Told:
    for part in flat(case.copy.document):
        if isinstance(part, Facts):
            return True, f"{_number(len(part.items), 'fact')} at a glance before the first section", None
        if isinstance(part, Heading) and part.listed:
            break
    return False, "no facts at a glance before the first section", None


@judge("cues")
def cues(case: Case) -> Told:
    found = {"panel": len(case.of(Panel)), "list": len(case.of(Items)), "phrase": len(case.of(Strong))}
    told = ", ".join(_number(number, what) for what, number in found.items())
    return all(found.values()), f"{told} in bold type", None


# ------------------------------------------------------------------ what is known, numbers


@judge("not-known", words=True)
def not_known(case: Case) -> Told:
    sign = pattern(case.copy, "not-known")
    for passage in (one for section in case.own for one in section.passages):
        if match := sign.search(passage.text):
            told = case.copy.at(passage, match[0], match.start(), "")
            sources = len({one.source for one in case.of(Cite)})
            return True, f"{_number(sources, 'source')}; not known: '{told.quote}'", told.problem.where
    return False, "nothing is said of what is not known", None


@judge("familiar-numbers", words=True)
def familiar_numbers(case: Case) -> Told:
    return case.clear(FAMILIAR, "no percentage, '1 in N', ratio or needless decimal found")


@judge("explained-numbers", words=True)
def explained_numbers(case: Case) -> Told:
    charts, tables = len(case.of(IconArray)), len(case.of(Table))
    told = f"{_number(charts, 'picture')} of people and {_number(tables, 'table')}, each with whom or what it is about"
    return case.clear(MEANT, told if charts + tables else "there is no chart and no table")


@judge("no-sums", words=True)
def no_sums(case: Case) -> Told:
    return case.clear(SUMS, "each list, table and picture counts out of one number of people; nothing to calculate")


@judge("both-sides", words=True)
def both_sides(case: Case) -> Told:
    told = "benefits, risks, other choices and doing nothing, with numbers" if case.copy.family.decides else ""
    return case.clear(SIDES, told or "no choice and no chance is told with one side only")


@judge("shown-numbers", words=True)
def shown_numbers(case: Case) -> Told:
    """Shown as people or in a table, or told with a word such as 'often' in the same sentence."""
    number, often = pattern(case.copy, "of-people"), pattern(case.copy, "how-often")
    chances = [one for section in case.own for one in section.all if number.search(one.text)]
    if not chances:
        return True, "there is no chance in numbers", None
    if shown := sum(
        isinstance(part, IconArray | Table) for part in {id(one.part): one.part for one in chances}.values()
    ):
        return True, f"{_number(shown, 'picture')} or tables show them", None
    bare = next((one for one in chances if not often.search(one.text)), None)
    if bare:
        return False, "no picture, no table and no word says how often", bare.at
    return True, "each stands beside a word that says how often", None


# ------------------------------------------------------------------ to do


@judge("actions", words=True)
def actions(case: Case) -> Told:
    acts = sum(_acts(one) for section in case.own for one in section.passages)
    found, evidence, where = case.clear(ACTION, f"{_number(acts, 'thing')} to do, and when to call")
    return found and acts > 0, evidence, where


@judge("directions")
def directions(case: Case) -> Told:
    kinds = (Steps, Timeline, Ladder)
    found = [part for section in case.own for part in dict.fromkeys(one.part for one in section.all)]
    steps = sum(isinstance(part, kinds) for part in found)
    ticks = sum(isinstance(part, Items) and part.kind == "tick" for part in found)
    evidence = f"{_number(steps, 'list')} of steps or stages, {_number(ticks, 'list')} to tick off"
    return steps + ticks > 0, evidence, None


@judge("tools")
def tools(case: Case) -> Told:
    ticks = sum(items.kind == "tick" for items in case.of(Items))
    fields = sum(len(part.fields) for part in case.of(FillIn))
    return ticks + fields > 0, f"{_number(ticks, 'checklist')}, {_number(fields, 'line')} to write on", None


# ------------------------------------------------------------------ pictures and tables


@judge("pictures")
def shown_pictures(case: Case) -> Told:
    figures = len(case.of(Figure)) + len(case.of(IconArray))
    if case.copy.print is None:
        return figures > 0, f"{_number(figures, 'picture')}; the pages were not made", None
    pages = len(pictures(case.copy.printed)[0])
    bare = bare_pages(case.copy)
    evidence = f"{_number(figures, 'picture')} on {_number(pages, 'page')}"
    if bare:
        return False, f"{evidence}; none on pages {bare[0]} and {bare[0] + 1}", None
    return figures > 0, evidence, None


@judge("captions")
def captions(case: Case) -> Told:
    """The picture of the cover stands below the title, which names it."""
    cover = {part.figure for part in case.of(Cover)}
    figures = [part for part in case.of(Figure) if part not in cover]
    bare = [part for part in figures if not part.title and not part.caption]
    if bare:
        return False, f"the picture '{bare[0].name}' has neither title nor caption", bare[0].at
    return True, f"{_number(len(figures), 'picture')} in the text, all with a title or caption", None


@judge("tables")
def tables(case: Case) -> Told:
    found = case.of(Table)
    if not found:
        return True, "there is no table", None
    for table in found:
        rows = (" ".join(plain(spans) for spans in row[0].paragraphs) for row in table.rows)
        for limit, heads in ((HEAD, table.head), (ROW, rows)):
            long = next((head for head in heads if count(head) > limit), "")
            if long:
                return False, f"the heading '{long}' has {_number(count(long), 'word')}", table.at
    return True, f"{_number(len(found), 'table')}, headings of at most {HEAD} words, of rows {ROW}", None
