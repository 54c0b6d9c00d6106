"""The checklists of CDC and AHRQ: every item has a judge or a person, and every judge can say yes
and no."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from handouts.checks import RULES, Copy, judge
from handouts.checks.clarity import Answer, answers, case
from handouts.checks.clarity.case import JUDGES, LANGUAGE, Case
from handouts.checks.copy import Finding
from handouts.meaning.document import Cell, Figure, Heading, Panel, Paragraph, Part, Table
from handouts.meaning.spans import Text
from handouts.signing.checklists import PERSON, items
from handouts.source.problems import Problem, Where
from handouts.source.values import replace
from tests.support.brochures import ASSETS, CONTENT
from tests.support.opened import Opened
from tests.support.rows import rows

AUTOMATIC = sorted({item["how"] for item in items().values()} - {PERSON})


@pytest.fixture(scope="module")
def copy() -> Copy:
    """An operation with everything an operation has."""
    copy, problems = Opened(CONTENT, ASSETS).copy("discectomy", "en", date(2026, 11, 23))
    assert copy is not None, "\n".join(map(str, problems))
    return copy


@pytest.fixture(scope="module")
def given(copy: Copy) -> tuple[Answer, ...]:
    return answers(copy, judge((copy,), pages=False, library=False))


# ------------------------------------------------------------------ the items


def test_no_item_of_either_list_is_left_out() -> None:
    """13 and 14 of PEMAT are for films."""
    cdc = [f"cdc-{number}" for number in range(1, 21)]
    pemat = [f"pemat-p-{number}" for number in range(1, 27) if number not in (13, 14)]
    assert list(items()) == [*cdc, *pemat]


@rows("name", items())
def test_every_item_has_a_judge_or_a_person(name: str) -> None:
    item = items()[name]
    assert item["ask"].endswith(".")
    if item["how"] == PERSON:
        assert item["look"].endswith(("?", "."))
    else:
        assert item["how"] in JUDGES
        assert "look" not in item


def test_every_judge_is_asked() -> None:
    assert set(AUTOMATIC) == set(JUDGES)


def test_judges_ask_for_rules_that_there_are() -> None:
    for name in ("PLAIN", "FAMILIAR", "MEANT", "SUMS", "ACTION", "SIDES", "TERMS"):
        assert set(getattr(case, name)) <= set(RULES), name


def test_nothing_is_called_a_score(given: tuple[Answer, ...]) -> None:
    assert not [one for one in given if "score" in f"{one.ask} {one.evidence}".lower()]


# ------------------------------------------------------------------ the answers


def test_the_answers_are_in_the_order_of_the_items(given: tuple[Answer, ...]) -> None:
    assert [one.item for one in given] == list(items())
    assert all(one.evidence and "\n" not in one.evidence for one in given)


def test_a_good_handout_does_what_a_program_can_judge(given: tuple[Answer, ...]) -> None:
    assert not [one for one in given if one.verdict == "no"]


def test_a_person_is_told_where_to_look(given: tuple[Answer, ...]) -> None:
    asked = {one.item: one.evidence for one in given if one.verdict == "person"}
    assert asked == {name: item["look"] for name, item in items().items() if item["how"] == PERSON}


def test_evidence_counts(given: tuple[Answer, ...]) -> None:
    told = {one.item: one.evidence for one in given}
    assert told["pemat-p-15"] == "25 pictures on 24 pages"
    assert told["cdc-10"] == "4 facts at a glance before the first section"
    assert told["pemat-p-9"] == "12 of 13 headings ask what a reader would ask"


def test_without_word_lists_a_person_has_to_read(copy: Copy) -> None:
    told = {one.item: one.verdict for one in answers(replace(copy, words=None), ())}
    assert all(told[name] == "person" for name, item in items().items() if item["how"] in LANGUAGE)
    assert told["cdc-2"] == "yes"


# ------------------------------------------------------------------ what is bad is told so


def showing(copy: Copy, *parts: Part) -> Case:
    """A handout that says nothing but this, and was never printed."""
    return Case(replace(copy, document=replace(copy.document, parts=parts), print=None), ())


def finding(copy: Copy, *rules: str) -> Case:
    told = (Finding(Problem(Where("a.yaml", 3), "this is wrong", rule=rule)) for rule in rules)
    return Case(copy, tuple(told))


def rewritten(copy: Copy, **fields: Any) -> Case:
    return Case(replace(copy, handout=replace(copy.handout, **fields)), ())


def said(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def late(copy: Copy) -> Case:
    """The message comes after everything else."""
    parts = copy.document.parts
    moved = [part for part in parts if isinstance(part, Panel) and part.role == "message"]
    return showing(copy, *(part for part in parts if part not in moved), *moved)


TABLE = Table(
    "Tests", ("Test", "What this test can show and what not"), ((Cell(((Text("CT"),),)),) * 2,)
)
BAD: dict[str, Callable[[Copy], Case]] = {
    **dict.fromkeys(
        (
            "one-message",
            "message-apart",
            "lists",
            "summary",
            "cues",
            "tools",
            "directions",
            "pictures",
            "not-known",
        ),
        showing,
    ),
    "message-first": late,
    "active-message": lambda copy: rewritten(copy, message=(Text("Pain is treated by us."),)),
    "pieces": lambda copy: showing(copy, said("This is long. " * 150)),
    "headings": lambda copy: showing(copy, Heading("Some facts", 2, "what"), said("You walk.")),
    "shown-numbers": lambda copy: showing(
        copy, Heading("What?", 2, "what"), said("Of them, 20 of 100 fell ill.")
    ),
    "captions": lambda copy: showing(copy, Figure("desk", "A desk.")),
    "tables": lambda copy: showing(copy, TABLE),
    "plain-words": lambda copy: finding(copy, "hard-word"),
    "active": lambda copy: finding(copy, "passive"),
    "you": lambda copy: finding(copy, "rarely-you"),
    "terms": lambda copy: finding(copy, "unexplained-acronym"),
    "familiar-numbers": lambda copy: finding(copy, "percent", "percent"),
    "explained-numbers": lambda copy: finding(copy, "unexplained-chart"),
    "no-sums": lambda copy: finding(copy, "mixed-denominators"),
    "both-sides": lambda copy: finding(copy, "one-sided-choice"),
    "actions": lambda copy: finding(copy, "when-to-call"),
}


def test_every_judge_is_tried() -> None:
    assert set(BAD) == set(JUDGES)


@rows("name", AUTOMATIC)
def test_every_judge_says_no(name: str, copy: Copy) -> None:
    good, evidence, _ = JUDGES[name](BAD[name](copy))
    assert not good, evidence
    assert evidence


def test_findings_are_the_evidence(copy: Copy) -> None:
    told = JUDGES["familiar-numbers"](finding(copy, "percent", "one-in", "hard-word"))
    assert told == (False, "this is wrong [percent], and 1 more", Where("a.yaml", 3))


def test_a_chance_may_be_told_with_a_word(copy: Copy) -> None:
    """CDC, item 20: words or a picture."""
    case = showing(
        copy, Heading("What?", 2, "what"), said("It often returns: in about 70 of 100 people.")
    )
    assert JUDGES["shown-numbers"](case)[0]
