"""Judges of shape: order, lists, what there is to do, pictures and tables."""

from __future__ import annotations

from ...meaning.document import (
    Cover,
    Facts,
    Figure,
    FillIn,
    Heading,
    IconArray,
    Items,
    Ladder,
    Panel,
    Steps,
    Table,
    Timeline,
)
from ...meaning.spans import Strong, plain
from ..reading.passages import count, flat
from ..rules.balance import pattern
from ..rules.guidance import bare_pages, pictures
from .case import ACTION, Case, Told, amount, judge, to_do

PIECE = 300  # words between two headings
HEAD, ROW = 6, 12  # words of the head of a column, of a row

# ------------------------------------------------------------------ order and shape


@judge("lists")
def lists(case: Case) -> Told:
    found = len(case.of(Items)) + len(case.of(Steps))
    return found > 0, f"{amount(found, 'list')} of bullets, ticks or steps", None


@judge("pieces")
def pieces(case: Case) -> Told:
    longest, where, run = 0, None, 0
    for passage in case.copy.passages:
        run = (
            0
            if passage.kind == "heading"
            else run + (count(passage.text) if passage.kind == "prose" else 0)
        )
        if run > longest:
            longest, where = run, passage.at
    evidence = (
        f"{amount(len(case.of(Heading)), 'heading')}, at most {amount(longest, 'word')} under one"
    )
    return (
        (True, evidence, None)
        if longest <= PIECE
        else (False, f"{evidence}; {PIECE} are enough", where)
    )


@judge("headings", words=True)
def headings(case: Case) -> Told:
    asks = pattern(case.copy, "is-question")
    questions = sum(bool(asks.search(section.heading)) for section in case.own)
    evidence = f"{questions} of {amount(len(case.own), 'heading')} ask what a reader would ask"
    return questions * 2 > len(case.own), evidence, None


@judge("summary")
def summary(case: Case) -> Told:
    for part in flat(case.copy.document):
        if isinstance(part, Facts):
            return (
                True,
                f"{amount(len(part.items), 'fact')} at a glance before the first section",
                None,
            )
        if isinstance(part, Heading) and part.listed:
            break
    return False, "no facts at a glance before the first section", None


@judge("cues")
def cues(case: Case) -> Told:
    found = {
        "panel": len(case.of(Panel)),
        "list": len(case.of(Items)),
        "phrase": len(case.of(Strong)),
    }
    told = ", ".join(amount(number, what) for what, number in found.items())
    return all(found.values()), f"{told} in bold type", None


# ------------------------------------------------------------------ to do


@judge("actions", words=True)
def actions(case: Case) -> Told:
    acts = sum(to_do(one) for section in case.own for one in section.passages)
    found, evidence, where = case.clear(ACTION, f"{amount(acts, 'thing')} to do, and when to call")
    return found and acts > 0, evidence, where


@judge("directions")
def directions(case: Case) -> Told:
    kinds = (Steps, Timeline, Ladder)
    found = [
        part for section in case.own for part in dict.fromkeys(one.part for one in section.all)
    ]
    steps = sum(isinstance(part, kinds) for part in found)
    ticks = sum(isinstance(part, Items) and part.kind != "bullet" for part in found)
    evidence = f"{amount(steps, 'list')} of steps or stages, {amount(ticks, 'list')} to tick off"
    return steps + ticks > 0, evidence, None


@judge("tools")
def tools(case: Case) -> Told:
    ticks = sum(items.kind != "bullet" for items in case.of(Items))
    fields = sum(len(part.fields) for part in case.of(FillIn))
    return (
        ticks + fields > 0,
        f"{amount(ticks, 'checklist')}, {amount(fields, 'line')} to write on",
        None,
    )


# ------------------------------------------------------------------ pictures and tables


@judge("pictures")
def shown_pictures(case: Case) -> Told:
    figures = len(case.of(Figure)) + len(case.of(IconArray))
    if case.copy.print is None:
        return figures > 0, f"{amount(figures, 'picture')}; the pages were not made", None
    pages = len(pictures(case.copy.printed)[0])
    bare = bare_pages(case.copy)
    evidence = f"{amount(figures, 'picture')} on {amount(pages, 'page')}"
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
    return True, f"{amount(len(figures), 'picture')} in the text, all with a title or caption", None


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
                return False, f"the heading '{long}' has {amount(count(long), 'word')}", table.at
    return (
        True,
        f"{amount(len(found), 'table')}, headings of at most {HEAD} words, of rows {ROW}",
        None,
    )
