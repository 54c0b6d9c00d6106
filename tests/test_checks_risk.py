"""Risk talk: what each rule of the family finds, and what is near it and right."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from textwrap import indent

import pytest

from handouts.checks import RULES, Copy, described
from tests.support.brochures import ASSETS, copied
from tests.support.opened import Opened
from tests.support.rows import rows

FAMILY = [name for name, told in described().items() if told["family"] == "risk"]
SLUG = "discectomy"
Check = Callable[[str], dict[str, list[str]]]


@pytest.fixture(scope="module")
def check(tmp_path_factory: pytest.TempPathFactory) -> Check:
    """Tells what the rules find in a handout whose only section has these blocks: rule -> the
    sentences."""
    content = tmp_path_factory.mktemp("risk") / "content"
    copied(content)
    path = content / "handouts" / SLUG / "en.yaml"
    head = path.read_text("utf-8").partition("sections:")[0]

    def found(blocks: str) -> dict[str, list[str]]:
        section = (
            "sections:\n  - id: risks\n    heading: What are the risks?\n    "
            f"blocks:\n{indent(blocks, '      ')}"
        )
        path.write_text(f"{head}{section}\nquestions: [Why me?]\n", "utf-8")
        copy = made(content)
        told = {name: [one.quote for one in RULES[name].find(copy)] for name in FAMILY}
        return {name: quotes for name, quotes in told.items() if quotes}

    return found


def made(content: Path) -> Copy:
    copy, problems = Opened(content, ASSETS).copy(SLUG, "en", date(2026, 11, 23))
    assert copy is not None, "\n".join(map(str, problems))
    return copy


@rows("name", FAMILY)
def test_examples_are_what_they_say(name: str, check: Check) -> None:
    """The wrong one is found by its rule alone; of the right one nothing is said."""
    assert list(check(described()[name]["wrong"])) == [name]
    assert not check(described()[name]["right"])


WRONG = [
    ("one-in", "One person in 20 had it in a US study. [S50]"),
    ("one-in", "It is a 1-in-20 chance for patients. [S50]"),
    ("one-in", "About 1 in 100 people had it. [S50]"),
    ("one-in", "One of every five people had it. [S50]"),
    ("one-in", "There is a 1:20 chance. [S50]"),
    ("percent", "Of all patients, 5 per cent had it. [S50]"),
    ("percent", "About 3 to 5 % of patients had it. [S50]"),
    ("relative-risk", "It is three times more likely in smokers. [S50]"),
    ("relative-risk", "A shot can lower the number of bad days by a third. [S50]"),
    ("relative-risk", "The risk of a clot is nearly doubled. [S50]"),
    ("relative-risk", "A 2-fold rise was seen. [S50]"),
    ("relative-risk", "You are half as likely to need it. [S50]"),
    ("relative-risk", "Smoking cuts your chance of healing in half. [S50]"),
    ("relative-risk", "The chance is 3 times that of others. [S50]"),
    ("fraction", "Two-thirds of the patients had it. [S50]"),
    ("fraction", "Half the people had it. [S50]"),
    ("statistics-words", "The p value was low. [S50]"),
    ("statistics-words", "The median stay was short. [S50]"),
    ("left-to-reader", "The difference between the groups was about 5 of 100 people. [S50]"),
    ("left-to-reader", "Of the people, the other 20 had none. [S50]"),
    ("many-numbers", "About 5, 10, 20, 30 or 40 of 100 people had it. [S50]"),
    ("impossible-count", "About 1,200 of 1,000 people had it. [S50]"),
    ("odd-denominator", "About 2 to 3 of 20 people had it. [S50]"),
    ("odd-denominator", "Three out of four had it in a US study. [S50]"),
    ("odd-denominator", "About 5 of every 10,000 people had it. [S50]"),
    ("odd-denominator", "Five out of a hundred people had it. [S50]"),
    ("odd-denominator", "The chance is about 50/50. [S50]"),
    ("needless-decimals", "About 35.5 of 1,000 people had it. [S50]"),
    ("count-without-group", "It comes again within a year: about 70 of 100. [S50]"),
    ("count-without-time", "About 70 of 100 people had it again. [S50]"),
    ("count-without-about", "In a US study, 70 of 100 people had a bulge. [S50]"),
    ("one-sided", "At one year, up to 95 of 100 people in a trial had recovered. [S50]"),
    ("judged-chance", "The risk of a blood clot is very low."),
    ("judged-chance", "There is a good chance that it helps you."),
    ("judged-chance", "A clot is very unlikely."),
    ("judged-chance", "It is a low-risk operation."),
    ("one-in", "One person per 250 had it. [S50]"),
    ("one-in", "Every second patient had pain. [S50]"),
    ("one-in", "One out of a hundred people had it. [S50]"),
    ("relative-risk", "The danger of a clot is cut in two. [S50]"),
    ("left-to-reader", "That is 12 people more than without surgery. [S50]"),
    ("one-sided", "At one year, about 80 of 100 people in a trial were glad. [S50]"),
    ("odd-denominator", "Ninety of a hundred felt better. [S50]"),
]
NEAR = [
    "Do it for 1 in 3 weeks. We reach the spine in one of three ways.",
    "About 1 out of 1,000 people had it in a US study. [S50]",
    "In 2016 a UK body said so. It takes 20 to 30 minutes in 2016.",
    "Walk twice a day, three times more each week. Do half as you did. Then rest for half an hour.",
    "The pain score fell by about 20 points. Sit less by 5 days or more.",
    (
        "Take 2 of 3 pills. Cut the pill by half. Lower the bed by 10 inches. On 11/22 of 2026, "
        "call 24/7."
    ),
    "Bring a significant other. Take 1 in the morning, and 1 in 6 hours.",
    (
        "You can ask for a third person in the room. It takes a quarter of an hour. Half of them "
        "had none."
    ),
    "It may mean a pinched nerve. Divide the work into small parts. Add salt if you like.",
    "On day 2 of 5, and for 3 of 7 days, you walk. Step 2 of 4 comes next.",
    (
        "At ages 20 to 30, in 2016, after 2 years, and on day 3, about 5 of 100 people had a "
        "bulge. [S50]"
    ),
    "The disc sits between L4 and S1. Call 911.",
    "About 2.4 of 1,000 people in US hospitals had it. [S50]",
    (
        "At one year, about 95 of 100 people in both groups were better. About 5 of 100 were not. "
        "[S50]"
    ),
    "In a trial, about 5 of 100 people had a bulge, and 6 of 100 had none. [S50]",
    "Rarely, it does serious harm. Serious reactions are very rare.",
    "Tall people have more risk. A high-risk pregnancy is not what this is about.",
    "The studies show a risk that is not known.",
    "Every second day, take a rest. It is unlikely that you need a scan. Take 1 per day.",
    "Pain fell by a few points more than with a dummy shot.",
]


@rows("name, text", WRONG)
def test_what_is_wrong_is_found(name: str, text: str, check: Check) -> None:
    assert name in check(f"- >-\n  {text}")


@rows("text", NEAR)
def test_what_is_near_it_is_right(text: str, check: Check) -> None:
    assert not check(f"- >-\n  {text}")


def test_the_line_before_a_list_says_who_and_when(check: Check) -> None:
    listed = "- bullets: ['About 70 of 100 had it again. [S50]']"
    assert set(check(listed)) == {"count-without-group", "count-without-time"}
    assert not check(f"- 'People in a US study, after one year:'\n{listed}")


def test_the_head_of_a_table_says_who(check: Check) -> None:
    rows = "rows: [[A bulge, 'About 30 of 100 [S50]'], [A worn disc, 'About 37 of 100 [S50]']]"
    for head, expected in (("How many", {"count-without-group"}), ("People with no pain", set())):
        assert (
            set(check(f"- table:\n    caption: Scans\n    head: [What, {head}]\n    {rows}"))
            == expected
        )


TABLE = """\
- numbers:
    about: {about}
    caption: Of the {about}
    out-of: {out_of}
    who: patients
    over: in one year
    items: [{{what: Death, count: 2, source: S50}}]
"""


def test_tables_of_risks_have_one_denominator(check: Check) -> None:
    risks = TABLE.format(about="risk", out_of=1000)
    assert not check(risks + risks)
    assert list(check(risks + TABLE.format(about="risk", out_of=100))) == ["mixed-denominators"]
    assert list(check(risks + TABLE.format(about="benefit", out_of=100))) == ["mixed-denominators"]


def test_a_number_is_known_from_a_table(check: Check) -> None:
    risks = TABLE.format(about="risk", out_of=1000)
    assert list(check(f"{risks}- Rarely, patients die.")) == ["rare-without-number"]
    assert not check(f"{risks}- Rarely, patients have a stroke.")
    assert not check(f"{risks}- A fear of death, and very rarely a stroke.")
    assert check(f"{risks}- A stroke, and very rarely death.")


def test_a_picture_says_of_whom_and_when(check: Check) -> None:
    picture = (
        '- people: {{count: 80, who: {who}, over: {over}, "yes": did well, "no": did '
        "not, source: S50}}"
    )
    assert not check(picture.format(who="people in a trial", over="at one year"))
    assert list(check(picture.format(who="most of us", over="at one year"))) == [
        "count-without-group"
    ]
    assert list(check(picture.format(who="people in a trial", over="in the end"))) == [
        "count-without-time"
    ]
