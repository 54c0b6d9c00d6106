"""The shipped texts in simplified Chinese, and what pages in a script without spaces need: they
pass the rules of their language, none is older than its source, each edition has room, and lines,
signs and faces are those a reader of Chinese expects."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path

import pypdfium2
import pytest

from handouts.checks.reading.passages import count
from handouts.checks.reading.words import word_lists
from handouts.clinic.jobs import Job
from handouts.content.editions import EDITIONS
from handouts.making import gate
from handouts.making.margin import NUMBER, REST
from handouts.making.produce import Production
from handouts.making.site import Site, load_site
from handouts.meaning.changes import Line as Change
from handouts.meaning.changes import Piece, Section
from handouts.meaning.differences import numbers
from handouts.meaning.forms import says
from handouts.meaning.spans import Blank, Cite, Link, Span, Strong, Text
from handouts.meaning.wholes import WHOLE as TOGETHER
from handouts.outputs.pdf.ink.turned import AHEAD
from handouts.outputs.pdf.look import Look
from handouts.outputs.pdf.maker import studio_of
from handouts.outputs.pdf.text.cutting import tokens
from handouts.outputs.pdf.text.edges import air, inked
from handouts.outputs.pdf.text.lines import Line, set_lines, width_of
from handouts.project import translating
from handouts.source.wide import long_as
from tests.support import faces
from tests.support.brochures import ASSETS, CONTENT, ROOT
from tests.support.judge import Validator
from tests.support.opened import Opened
from tests.support.rows import rows
from tests.support.tongues import FONTS, with_fonts
from tests.support.transcript import transcript

CHINESE = "zh-Hans"
TODAY = date(2026, 11, 30)
WHOLE, PART = "back-health", "discectomy"  # all of a handout, and its sheet alone
TEXTS = ("glossary", "common", WHOLE, PART)
PAGE = ROOT / "docs" / "translating.md"
MADE = [
    *((WHOLE, edition) for edition in ("standard", "large-print", "booklet", "trifold", "card")),
    *((slug, "sheet") for slug in (WHOLE, PART)),
    (WHOLE, "poster"),
]
WALK, SLOWLY = "\u8bf7\u6162\u6162\u8d70\u8def", "\u6162\u6162\u8d70"
COMMA, STOP, CLOSED, OPEN = "\uff0c", "\u3002", "\uff09", "\uff08"


class Shipped(Opened):
    """The shipped site with the faces of Chinese that tests have."""

    @cached_property
    def site(self) -> Site:
        site = load_site(self.content, self.assets)
        return replace(site, assets=with_fonts(site.assets))

    @cached_property
    def look(self) -> Look:
        production = Production(
            self.site, self.clinic, Job(WHOLE, CHINESE, "standard", "letter"), self.memo
        )
        return studio_of(EDITIONS["standard"], production.shown).look("", CHINESE)


@pytest.fixture(scope="module")
def shipped() -> Shipped:
    return Shipped(CONTENT, ASSETS)


@pytest.fixture(scope="module")
def checked(shipped: Shipped) -> gate.Verdict:
    """What `handouts check --lang zh-Hans back-health discectomy --strict` finds."""
    asked = [(slug, CHINESE) for slug in (WHOLE, PART)]
    return gate.check(shipped.bench, asked, TODAY, pages=True, library=False)


# ------------------------------------------------------------------ the texts


def test_faces_of_tests_have_all_letters() -> None:
    family = FONTS / faces.FAMILY
    for path in sorted(family.glob("*.ttf")):
        lacking = sorted(faces.written() - faces.known(path.read_bytes()) - {"\n"})
        assert not lacking, f"{path.name}: run python -m tests.support.faces DIR"


def test_they_pass_every_rule(checked: gate.Verdict) -> None:
    assert [str(one) for one in checked.told if one.severity != "note"] == []


def test_no_text_is_older_than_its_source(shipped: Shipped) -> None:
    pairs = [
        (one.path, pair.unit.path, pair.found)
        for one in translating.opened(shipped.shop, CHINESE, TEXTS)
        for pair in one.pairs
    ]
    assert len(pairs) > 500
    assert [pair for pair in pairs if pair[-1] != "fresh"] == []


@pytest.mark.parametrize(("slug", "edition"), MADE)
def test_every_edition_has_room(slug: str, edition: str, shipped: Shipped) -> None:
    for paper in ("letter", "a4") if edition in ("sheet", "trifold") else ("letter",):
        job = Job(slug, CHINESE, edition, paper)
        production = Production(shipped.site, shipped.clinic, job, shipped.memo)
        document, *_ = production.told(slug, EDITIONS[edition].view)
        studio = studio_of(EDITIONS[edition], production.shown)
        composed = studio.setting(document, production.locale.words.page_of).compose()
        assert [str(one) for one in composed.problems] == []


def test_what_is_told_of_its_length_is_so(checked: gate.Verdict) -> None:
    rows = re.findall(r"^\| ([a-z-]+) \(zh-Hans\) \| (\d+)/", PAGE.read_text("utf-8"), re.MULTILINE)
    (copy,) = [one for one in checked.copies if one.slug == WHOLE]
    assert dict(rows)[WHOLE] == str(len(copy.printed.pages))


def test_a_file_is_valid_heard_and_copied(
    shipped: Shipped, validator: Validator, tmp_path: Path
) -> None:
    made = shipped.make(Job(PART, CHINESE, "sheet", "letter"))
    path = tmp_path / "sheet.pdf"
    path.write_bytes(made.data)
    for flavour in ("ua1", "2a"):
        verdict = validator.validate(path, flavour)
        assert verdict.passed, verdict.failures
    title = shipped.shop.script(PART, CHINESE).handout
    assert title
    heard = transcript(made.data)
    assert title.title in " ".join(heard.words)
    assert not heard.untagged_text
    with pypdfium2.PdfDocument(made.data) as file:
        copied = file[0].get_textpage().get_text_range()
    assert title.title in copied


# ------------------------------------------------------------------ lines


def lines(look: Look, measure: float, *spans: Span, balanced: bool = False) -> list[str]:
    """Spans set in lines, each as it reads."""
    items = tokens(spans, look.body, {"S1": 1})
    return [said(one) for one in set_lines(items, look.body, measure, balanced)]


def said(line: Line) -> str:
    return "".join(
        piece.face.meaning[glyph]
        for token in line
        for piece in token.pieces
        for glyph in piece.word.glyphs
    )


def test_a_source_stays_with_the_letter_before_it(shipped: Shipped) -> None:
    spans = (Text(WALK * 3), Cite("S1"), Text(f"{STOP}{WALK * 2}"))
    for measure in range(60, 200, 5):
        found = lines(shipped.look, measure, *spans)
        assert not [one for one in found if one.startswith(("[", STOP))]


def test_a_phone_number_is_not_broken_behind_a_sign_without_a_space(shipped: Shipped) -> None:
    """Its first part is one word with the letters before it."""
    number = "(555)010-0111"  # as it reads: spaces are no glyphs
    for measure in range(100, 200, 5):
        found = lines(shipped.look, measure, Text(f"{WALK * 2}\uff1a(555) 010-0111"))
        assert sum(one.count(number) for one in found) == 1, found


def test_a_date_is_not_broken(shipped: Shipped) -> None:
    day = "2026\u5e7411\u670822\u65e5"
    for measure in range(80, 200, 5):
        found = lines(shipped.look, measure, Text(f"{WALK}{day}{WALK}{day}{WALK}"))
        assert sum(one.count(day) for one in found) == 2, found


def test_a_heading_breaks_where_one_rests(shipped: Shipped) -> None:
    told = Text(f"{WALK}{SLOWLY}{COMMA}{WALK}")
    wide = shipped.look.body.size * 10
    assert lines(shipped.look, wide, told, balanced=True) == [f"{WALK}{SLOWLY}{COMMA}", WALK]


def test_a_line_ends_at_a_stop_that_is_near(shipped: Shipped) -> None:
    told, size = Text(f"{WALK * 3}{COMMA}{WALK * 3}"), shipped.look.body.size
    assert lines(shipped.look, 17.1 * size, told) == [f"{WALK * 3}{COMMA}", WALK * 3]
    far = lines(shipped.look, 20.1 * size, told)
    assert len(far[0]) == 20


def widths(look: Look, text: str) -> float:
    return sum(token.width for token in tokens((Text(text),), look.body, {}))


@pytest.mark.parametrize(
    ("signs", "squares"),
    [
        (f"{CLOSED}{STOP}", 1.5),
        (f"{CLOSED}{COMMA}", 1.5),
        (f"{STOP}{OPEN}", 1.5),  # a line may end between the two
        (f"{STOP}{WALK[0]}", 2.0),
        (f"{WALK[0]}{OPEN}", 2.0),
    ],
)
def test_a_closing_sign_before_another_takes_half_a_square(
    signs: str, squares: float, shipped: Shipped
) -> None:
    look = shipped.look
    assert widths(look, f"{WALK}{signs}{WALK}") == pytest.approx(
        (2 * len(WALK) + squares) * look.body.size, abs=0.01
    )


def test_a_line_begins_and_ends_where_something_is_seen(shipped: Shipped) -> None:
    """The empty half of a bracket is no part of a line that begins with it, nor at its end."""
    style, half = shipped.look.body, shipped.look.body.size / 2
    ends = {f"{OPEN}{WALK}{CLOSED}": (half, half), f"{WALK}{STOP}": (0.0, half), WALK: (0.0, 0.0)}
    for told, wanted in ends.items():
        line = tuple(tokens((Text(told),), style, {}))
        assert air(line, style) == wanted
        assert AHEAD.started(line, style, 72.0) == 72.0 - wanted[0]
        assert inked(line, style) == pytest.approx(width_of(line, style) - sum(wanted))


def test_what_a_line_to_write_on_is_called_stays_whole(shipped: Shipped) -> None:
    called = WALK[:2]
    for measure in range(160, 260, 5):
        found = lines(shipped.look, measure, Text(WALK * 3), Strong(called), Blank("who"))
        assert sum(one.count(called) for one in found[-1:]) == 1, found


def test_a_link_breaks_only_where_nothing_else_does(shipped: Shipped) -> None:
    link = WALK[:4]
    for measure in range(60, 200, 5):
        found = lines(shipped.look, measure, Text(WALK * 3), Link(link, "#a"), Text(WALK * 3))
        assert any(link in one for one in found), found


def test_latin_words_keep_their_face_beside_signs_of_full_width(shipped: Shipped) -> None:
    """Else one name of a list is set in another face than the next."""
    style = shipped.look.body
    told = f"Jardiance\u3001Farxiga{CLOSED}\u6216Invokana"
    faces_of: dict[bool, set[str]] = {True: set(), False: set()}
    for token in tokens((Text(told),), style, {}):
        for piece in token.pieces:
            word = said((replace(token, pieces=(piece,)),))
            faces_of[word.isascii()].add(piece.face.name)
    assert len(faces_of[True]) == len(faces_of[False]) == 1
    assert faces_of[True] != faces_of[False]


def test_labels_of_exercises_have_the_colon_of_their_language(shipped: Shipped) -> None:
    job = Job(WHOLE, CHINESE, "standard", "letter")
    production = Production(shipped.site, shipped.clinic, job, shipped.memo)
    colon = production.locale.signs.colon
    labels = {
        span.text
        for part in walked(production.told(WHOLE, "brochure")[0].parts)
        for span in part
        if isinstance(span, Strong)
    }
    words = production.locale.words
    assert {f"{words.exercise_start}{colon}", f"{words.exercise_dose}{colon}"} <= labels


def walked(value: object) -> Iterator[tuple[Span, ...]]:
    """All rows of spans inside a value."""
    if isinstance(value, tuple):
        if value and all(isinstance(one, Text | Strong | Cite) for one in value):
            yield value
        for one in value:
            yield from walked(one)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from walked(getattr(value, name))


# ------------------------------------------------------------------ what is counted


def test_sentences_and_descriptions_are_measured_by_their_letters() -> None:
    assert count(WALK * 4) == 12  # 1.7 letters a word
    assert count("Walk slowly, and well-known 1,000 steps.") == 6
    assert long_as(WALK * 2) == 24
    assert long_as("Walk") == 4


def test_a_label_is_said_by_a_description_that_has_its_pairs() -> None:
    assert says(f"{WALK}{STOP}", SLOWLY)
    assert not says(WALK, SLOWLY[::-1])


FAULTS = {
    "percent": "\u670920%\u7684\u4eba",
    "one-in": "\u6bcf5\u4eba\u4e2d\u6709\u4e00\u4eba",
    "relative-risk": "\u98ce\u9669\u51cf\u534a",
    "count-in-words": "\u6bcf\u5341\u4eba\u4e2d\u6709\u4e09\u4eba",
    "guarantees": "\u4e00\u5b9a\u4f1a\u597d",
    "cures": "\u5f7b\u5e95\u89e3\u51b3",
    "insurance-promises": "\u4fdd\u9669\u4f1a\u5168\u989d\u62a5\u9500",
    "no-surprises": "\u4e0d\u4f1a\u6709\u610f\u5916\u8d26\u5355",
    "adverts": "\u4e16\u754c\u4e00\u6d41\u7684\u56e2\u961f",
    "stop-medicine": "\u505c\u7528\u6297\u51dd\u8840\u836f",
    "blame": "\u8fd9\u90fd\u662f\u60a8\u81ea\u5df1\u7684\u9519",
    "picture-opening": "\u8fd9\u5f20\u56fe\u7247\u663e\u793a\u4e00\u4e2a\u4eba",
    "empty-link": "\u70b9\u51fb\u8fd9\u91cc",
    "colour-as-sign": "\u7ea2\u8272\u90e8\u5206\u8868\u793a\u795e\u7ecf",
    "double-negatives": "\u4e0d\u5f97\u4e0d\u505a",
    "statistics": "\u7f6e\u4fe1\u533a\u95f4",
    "judged-chance": "\u98ce\u9669\u5f88\u5c0f",
}


@rows("name", FAULTS)
def test_a_fault_in_chinese_is_found(name: str) -> None:
    lists = word_lists(CHINESE)
    assert lists
    assert lists.pattern(name).search(f"{WALK}{COMMA}{FAULTS[name]}{STOP}") or lists.pattern(
        name
    ).fullmatch(FAULTS[name])
    assert not lists.pattern(name).search(f"{WALK}{STOP}")


def test_a_count_is_read_whichever_number_comes_first() -> None:
    lists = word_lists(CHINESE)
    assert lists
    told = "\u6bcf1,000\u4eba\u4e2d\u7ea6\u670930\u5230140\u4eba"
    (found,) = lists.pattern("count").finditer(told)
    assert (found["low"], found["high"], found["out"]) == ("30", "140", "1,000")


def test_numbers_are_found_without_a_space_before_them() -> None:
    """The margin of a proof names them beside their source, pages for screens keep those to call
    on one line, and a report on what changed begins with them."""
    assert REST.sub(" ", "约75人（925人没有）").split() == ["约75人"]
    assert NUMBER.findall("至少过了208天，每1,000人中约有4人，L4-L5") == ["208", "1,000", "4"]
    assert [one[0] for one in re.finditer(TOGETHER, "热线1-800-662-4357，免费")] == [
        "1-800-662-4357"
    ]
    line = Change("changed", "prose", (Piece("停药6天。"),), (Piece("停药8天。"),))
    (found,) = numbers((Section("what", "这是什么？", "changed", (line,)),))
    assert (found.before, found.after) == (("6",), ("8",))
