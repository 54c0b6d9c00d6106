"""The notice that help with languages is free: the clinic's own texts, at the end of sets that tell
of an operation, and only those that somebody has compared."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from handouts.clinic.jobs import SET, Job, Outcome
from handouts.making.agreeing import unfit_notice
from handouts.making.produce import produce
from handouts.making.site import Site, load_site
from handouts.making.workshop import Workshop
from handouts.project import notices
from handouts.source.problems import Problems
from tests.support.brochures import ASSETS, CONTENT
from tests.support.lettered import sheets, words_of

SITE = load_site(CONTENT, ASSETS)
# made up for the test: no clinic's, and no law's
TEXTS = """
state: NY
title: Help with languages
languages: [en, es, ht]
texts:
  en:
    text: These are words of a test.
    source: nobody
    compared: {name: A. Person, role: tester, date: 2026-11-01}
  es:
    text: Estas son palabras de una prueba.
    source: nobody
    compared: {name: A. Person, role: tester, date: 2026-11-01}
  ht:
    text: Sa a se mo yon tès.
    source: nobody
"""


def site(text: str) -> Site:
    return replace(SITE, content=SITE.content.changed({"notice.yaml": text.encode()}))


def made(found: Site, name: str) -> Outcome:
    job = Job(name, "en", SET, "letter", day=date(2026, 11, 30))
    return produce(found, found.clinic, job)


def pages(outcome: Outcome) -> list[str]:
    assert outcome.entry, outcome.problems
    pdf = pypdfium2.PdfDocument(outcome.data)
    return [page.get_textpage().get_text_bounded() for page in pdf]


def test_a_set_with_an_operation_ends_with_the_notice() -> None:
    last = [page for page in pages(made(site(TEXTS), "discectomy-pre-op")) if page.strip()][-1]
    assert "Help with languages" in last and "These are words of a test." in last
    assert "Estas son palabras de una prueba." in last
    assert "Sa a se mo" not in last  # nobody has compared it


def told(found: Site, slugs: tuple[str, ...] = ("discectomy",)) -> list[str]:
    return [str(one) for one in unfit_notice(Workshop(found), slugs, "en")]


def test_what_is_missing_is_told_where_there_is_something_to_decide() -> None:
    (one,) = told(SITE)
    assert one.startswith("content/notice.yaml:1:1: note: there is no notice")
    assert told(SITE, ("back-health",)) == []
    (one,) = told(site(TEXTS))
    assert "nobody has compared the notice in: ht" in one


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("state: NY", "state: New York", "content/notice.yaml:2:8: error: "),
        (
            "[en, es, ht]",
            "[en, es, ru]",
            "content/notice.yaml:4:21: error: the notice has no text in",
        ),
        ("role: tester, ", "", "content/notice.yaml:9:15: error: field 'role' is missing"),
        (
            "    source: nobody\n    compared",
            "    compared",
            "content/notice.yaml:7:5: error: field 'source'",
        ),
    ],
)
def test_mistakes_are_told_at_their_place(
    before: str, after: str, problem: str, tmp_path: Path
) -> None:
    found = told(site(TEXTS.replace(before, after, 1)))
    assert found and found[0].startswith(problem), found
    assert made(site(TEXTS.replace(before, after, 1)), "discectomy-pre-op").entry is None


@pytest.mark.parametrize(("poster", "points"), [(False, 11), (True, 20)])
def test_it_is_a_page_and_a_poster(poster: bool, points: int) -> None:
    found = site(TEXTS)
    data = notices.made(found, found.clinic, "en", "letter", poster=poster)
    page = sheets(data)[0]
    sizes = {round(letter.size, 1) for letter in page.letters}
    assert "palabras de una prueba" in " ".join(word.text for word in words_of(page))
    assert min(sizes) >= points or not poster
    assert max(sizes) >= points


def test_without_a_text_that_somebody_has_compared_there_is_none() -> None:
    with pytest.raises(Problems, match="there is no notice to print"):
        notices.made(SITE, SITE.clinic, "en", "letter", poster=True)
