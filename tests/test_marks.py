"""What looks like a mark is found in every text that is printed, whoever wrote it, and in time."""

import time
from pathlib import Path

import pytest

from handouts.content.inline import spans
from handouts.content.locale import FOLDER, Locale, load_locale
from handouts.content.shelf import Glossary, Source
from handouts.source.marks import first, lookalikes
from handouts.source.problems import Problem
from handouts.source.reader import Reading, read
from tests.support.rows import rows

WRONG = {
    "a <b>bold</b> word": "<b>",
    "a line<br/>more": "<br/>",
    "<!-- a remark -->": "<!--",
    "so *much* more": "*much*",
    "so _much_ more": "_much_",
    "so __much__ more": "__much__",
    "a `word`": "`",
    "~~gone~~": "~~",
    "Q&amp;A": "&amp;",
    "5&nbsp;mg": "&nbsp;",
    "5&#160;mg": "&#160;",
    "see www.example.org": "www.example.org",
    "see HTTP://example.org/a": "HTTP://example.org/a",
    "ask us@example.org": "us@example.org",
    "## A heading": "##",
    "* a thing": "*",
    "\u2022 a thing": "\u2022",
    "| a | b |": "|",
    "**_so_**": "_so_",
    "Name: ____": "____",
    "~": "~",
    "null": "null",
}
RIGHT = (
    "5 * 3 = 15",
    "A&B, AT&T; more",
    "a < b and c > d",
    "less than <5",
    "L4-L5, 2-4 weeks, - 5, 1. May",
    "snake_case_name",
    "page #2",
    "a star*",
    "1. What is it?",
    "null and void",
    "~5 weeks",
)


@rows("text", WRONG)
def test_what_looks_like_a_mark_is_found(text: str) -> None:
    assert WRONG[text] in [seen.text for seen in lookalikes(text)]
    seen = first(text)
    assert seen is not None


@pytest.mark.parametrize("text", RIGHT)
def test_plain_words_are_let_through(text: str) -> None:
    assert list(lookalikes(text)) == []
    assert first(text) is None


@pytest.mark.parametrize("text", ["**bold**", "{term}", "[S1]", "[a](b)", "[es: a]"])
def test_our_own_marks_mean_nothing_in_plain_words(text: str) -> None:
    assert first(text) is not None
    assert list(lookalikes(text)) == []


@pytest.mark.parametrize("text", ["\\*so\\*", "\\<b>", "\\`a\\`", "www\\.example.org", "\\_a\\_"])
def test_a_backslash_prints_the_character_itself(text: str) -> None:
    context = Reading()
    (span,) = spans(text, context)
    assert (context.problems, getattr(span, "text", "")) == ([], text.replace("\\", ""))


@pytest.mark.parametrize(
    "piece",
    ["*a ", "_a", "_ a_", "a", "<a ", "{{", "[a](", "\u00a0", "`", "http://a ", "1. ", "**"],
)
def test_it_takes_no_longer_than_the_text_is_long(piece: str) -> None:
    text = f"{{{{{piece * (9000 // len(piece))}"
    context, begun = Reading(), time.process_time()
    spans(text, context)
    first(text)
    assert time.process_time() - begun < 1
    assert len(context.problems) <= 20


def problems(text: str, kind: type, tmp_path: Path) -> list[Problem]:
    file, context = tmp_path / "file.yaml", Reading()
    file.write_text(text, "utf-8")
    read(file, kind, context, "file.yaml")
    return context.problems


def test_a_word_of_the_glossary_and_a_source_are_plain_words(tmp_path: Path) -> None:
    told = problems("'*disc*': {definition: A cushion.}", Glossary, tmp_path)
    assert "'*disc*'" in told[0].message
    told = problems("{organisation: <b>NHS</b>, title: '`A`'}", Source, tmp_path)
    assert ["'<b>'" in told[0].message, "'`'" in told[1].message] == [True, True]


def test_the_words_of_a_language_are_plain_words(tmp_path: Path) -> None:
    locale = FOLDER / "en.yaml"
    text = locale.read_text("utf-8").replace("contact: Contact us", "contact: Contact *us*")
    (told,) = problems(text, Locale, tmp_path)
    line = text.splitlines().index("  contact: Contact *us*") + 1
    assert (told.where.line, "'*us*'" in told.message) == (line, True)
    context = Reading()
    assert load_locale("en", context) is not None
    assert context.problems == []
