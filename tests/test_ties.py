"""What belongs together stands on one line: numbers and what they count, ratios, ranges, dates,
names, phone numbers; and addresses break where a copy of them is the same."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from handouts.checks.pages.built import Page, Run
from handouts.checks.pages.readback import read
from handouts.clinic.jobs import Job
from handouts.content.locale import Ties, ties_of
from handouts.meaning.spans import Cite, Text
from handouts.outputs.pdf.look import Look
from handouts.outputs.pdf.text.cutting import forget, tokens
from handouts.outputs.pdf.text.lines import (
    Line,
    Style,
    longest_run,
    natural,
    set_lines,
    width_of,
)
from handouts.outputs.pdf.text.stretches import stretches
from handouts.outputs.pdf.text.ties import FIRM, LIGHT, LOOSE, SOFT, bonds
from tests.support.brochures import ASSETS, CONTENT
from tests.support.opened import Opened
from tests.support.prints import Prints, spread
from tests.support.rows import rows
from tests.support.torn import torn

# "~" where nothing must break, "_" where it may if all of it is too long for a line, "'" where it
# may if the line were short
TIED = (
    "about'5_of~100~people had it",
    "in 1_in~100, it",
    "\u00b1~3 and \u2265~3~mm, or -~5~C",
    "take 2_-~4~pills",
    "4_to~6~weeks after",
    "5~out~of~100~people",
    "call~(555)~010-0199,_ext.~5",
    "+1~(555)~010-0199 for us, +44~20~7946~0000",
    "Call~911_or~988",
    "ask Dr.~Lee or Mr.~Smith",
    "at L5~S1, L4_and~L5, L4_to~S1",
    "see Figure~2 and Table~3.",
    "on November~29,_2026, or 29~November~2026",
    "from 8~am to 5~p.m.",
    "100.4~\u00b0F (38~\u00b0C) or more",
    "2~\u00bd~cups, 1/2~cup, \u00bd~hour",
    "$~20_or~10~lb",
    "in 2024 the trial had 1, 2, and 3~parts",
    "press~2 for us, 24~hours a day",
    "vitamin~D, but not I or a. A new one (weak:~911). Danger:~988.",
    "Version~1~\u00b7 Draft~\u00b7 ours",
)
EDITIONS = ("standard", "sheet", "large-print", "booklet", "trifold", "card", "poster", "press")
PROSE = "and old sofas are more than what she wants to see again and to sit on for"
WORDS = PROSE.split()


@rows("marked", TIED)
def test_what_belongs_together_is_tied(marked: str) -> None:
    words = re.split("[ ~_']", marked)
    costs = bonds(words, ties_of("en-US"))
    shown = {0.0: " ", LIGHT: "'", LOOSE: "_", FIRM: "~"}
    told = "".join(w + shown[c] for w, c in zip(words, [*costs[:-1], 0.0], strict=True)).strip()
    assert told == marked


def test_a_dash_and_a_number_after_a_colon_begin_no_line_where_that_takes_no_more() -> None:
    ties = ties_of("en-US")
    assert bonds(["Communication", "-", "steroids"], ties) == [SOFT, 0.0, 0.0]
    assert bonds(["(both", "legs:", "12)"], ties) == [0.0, SOFT, 0.0]
    assert bonds(["(weak", "leg:", "911)"], ties) == [0.0, FIRM, 0.0]


@pytest.mark.parametrize(
    ("marked", "ties"),
    [
        (
            "29~de_noviembre_de~2026",
            Ties(months=frozenset(["noviembre"]), dating=frozenset(["de"])),
        ),
        ("a las 8~a.~m. y", Ties(phrases=(("a.", "m."),), uncounted=frozenset("y"))),
        ("5_de~cada~100~personas", Ties(between=frozenset(["de cada"]))),
        (
            "alrededor~de~5~de_cada_100~personas",
            Ties(
                between=frozenset(["de cada"]),
                light=frozenset([("de",), ("alrededor", "de")]),
                parting=frozenset([("de", "cada")]),
            ),
        ),
        ("Figura~2 y", Ties(numbered=frozenset(["figura"]), uncounted=frozenset("y"))),
    ],
)
def test_the_words_are_data_of_each_language(marked: str, ties: Ties) -> None:
    words = re.split("[ ~_]", marked)
    held = [cost > 0 for cost in bonds(words, ties)[:-1]]
    assert held == [gap != " " for gap in re.findall("[ ~_]", marked)]


def test_a_ratio_parts_between_its_numbers_or_before_what_it_counts() -> None:
    ties = ties_of("es-US")
    costs = bonds(["alrededor", "de", "9", "de", "cada", "1,000", "personas", "tras"], ties)
    assert costs == [LIGHT, LIGHT, LIGHT, FIRM, FIRM, LIGHT, 0.0, 0.0]


@pytest.fixture(scope="module")
def style() -> Style:
    look: Look = Opened(CONTENT, ASSETS, None).studio("standard", "letter").look("", "en-US")
    return look.body


def broken(lines: list[Line]) -> Iterator[float]:
    """What the breaks between lines cost."""
    return (line[-1].glued for line, _ in pairwise(lines))


@rows("marked", TIED)
@rows("balanced", [False, True])
def test_no_line_breaks_inside_of_it(style: Style, marked: str, balanced: bool) -> None:
    run = re.sub("[~_']", " ", marked)
    items = tokens((Text(" ".join([*WORDS, run, *WORDS])),), style, {})
    room = natural(tokens((Text(run),), style, {}), style)
    for measure in range(int(room) + 1, 460, 3):
        lines = set_lines(items, style, measure, balanced)
        assert max(broken(lines), default=0.0) <= LIGHT, f"torn at {measure} points"
        assert max(width_of(line, style) for line in lines) <= measure + 0.01


def test_where_it_does_not_fit_it_gives_way_at_its_loosest_place(style: Style) -> None:
    items = tokens((Text("Call (555) 010-0199, ext. 5 now"),), style, {})
    whole, firm = natural(items, style), longest_run(items, style)
    assert firm < whole
    lines = set_lines(items, style, firm + 1)
    assert max(broken(lines)) == LOOSE
    narrow = set_lines(items, style, max(token.width for token in items))
    assert max(broken(narrow)) == FIRM
    widest = max(token.width for token in items)
    assert max(width_of(line, style) for line in narrow) <= widest + 0.01


def test_a_citation_and_a_fixed_space_stay_with_their_word(style: Style) -> None:
    spans = (Text("many people have it "), Cite("S1"), Text(" and more people do\u00a0not have it"))
    items = tokens(spans, style, {"S1": 1})
    for measure in range(70, 300, 3):
        assert not any(broken(set_lines(items, style, measure))), measure
    long = tokens((Text("\u00a0".join(["word"] * 40)),), style, {})
    assert max(width_of(line, style) for line in set_lines(long, style, 100)) <= 100


ADDRESSES = (
    "spine-health.example.org",
    "doi.org/10.1302/0301-620X.104B1.BJJ-20231160.R1",
    "https://example.org/a-long-path/to-a-page?one=a-b&two=c-d",
    "www.a-clinic-with-a-very-long-name.example.org/make-an-appointment",
    "us@a-very-long-name-of-a-clinic.example.org",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_never_breaks_after_its_hyphen(address: str) -> None:
    """Who copies a line that ends in a hyphen loses it (pdftotext)."""
    parts = stretches(f"{address},")
    assert "".join(parts) == f"{address},"
    assert len(parts) > 1
    assert not any(part.endswith(("-", "_")) for part in parts)
    assert all(part[-1] in "/.?&=" or after[0] in "-_" for part, after in pairwise(parts))


def test_a_short_address_never_breaks() -> None:
    assert stretches("a-b.example.org") == ("a-b.example.org",)
    assert stretches("low-back") == ("low-", "back")


# ------------------------------------------------------------------ on paper


def page(*lines: str) -> Page:
    """A page with these lines, 12 points high."""
    runs = tuple(
        Run(text, (50, 700 - 16 * row, 300, 712 - 16 * row), 702 - 16 * row, 12, "", None, 0)
        for row, text in enumerate(lines)
    )
    return Page(1, 612, 792, runs, (), ())


@pytest.mark.parametrize(
    ("line", "after"),
    [("Call", "911 now"), ("about 5 of", "100 people"), ("for 6", "weeks"), ("(555)", "010-0199")],
)
def test_what_is_torn_apart_is_found(line: str, after: str) -> None:
    assert list(torn(page("A line.", line, after, "More."))) == [(line, after)]
    assert list(torn(page("A line.", f"{line} {after}", "More."))) == []


@rows("job", spread(*EDITIONS), ids=str)
def test_nothing_is_torn_apart_on_paper(prints: Prints, job: Job) -> None:
    pages = read(prints(job).data).pages
    assert pages
    assert [pair for page in pages for pair in torn(page)] == []


def test_no_word_of_a_patient_is_kept() -> None:
    assert stretches("Wojciechowska-Brandt") == ("Wojciechowska-", "Brandt")
    assert stretches.cache_info().currsize
    forget()
    assert not stretches.cache_info().currsize
