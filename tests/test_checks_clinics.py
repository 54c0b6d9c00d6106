"""Two made-up clinics laid over the shipped handouts: what a clinic says is told at its facts, and
stops no author."""

import re
from datetime import date
from pathlib import Path

import pytest

from handouts.checks import severity
from handouts.making.gate import Bench, Verdict, check
from handouts.making.signatures import told_otherwise, unfit_facts
from handouts.making.site import load_clinic
from handouts.source.problems import Problem
from tests.support.brochures import ASSETS, CONTENT, ROOT
from tests.support.opened import Opened

TODAY = date(2026, 11, 23)
SLUG = "discectomy"
CLINICS = ("moderate", "long")


def file(name: str) -> Path:
    return ROOT / "tests" / "clinics" / f"{name}.yaml"


@pytest.fixture(scope="module")
def opened() -> Opened:
    return Opened(CONTENT, ASSETS)


def verdict(opened: Opened, name: str, *slugs: str, pages: bool) -> Verdict:
    bench = Bench(opened.shop, load_clinic(file(name)))
    wanted = [(slug, "en") for slug in slugs or opened.site.slugs]
    return check(bench, wanted, TODAY, pages=pages, library=not slugs)


def at_facts(found: Verdict) -> list[Problem]:
    return [one for one in found.told if one.where.path.startswith("clinics/")]


def line(name: str, fact: str, after: str = "") -> int:
    """The line of a clinic's file where a fact stands, below the line ``after``."""
    text = file(name).read_text("utf-8")
    found = re.compile(rf"^ *{fact}: ", re.MULTILINE).search(text, text.index(after))
    assert found
    return text.count("\n", 0, found.start()) + 1


@pytest.mark.parametrize("name", CLINICS)
def test_the_texts_have_nothing_to_mend(name: str, opened: Opened) -> None:
    found = verdict(opened, name, pages=False)
    assert len(found.copies) == len(opened.site.slugs)
    assert not found.failed(strict=True), "\n".join(map(str, found.told))


@pytest.mark.parametrize("name", CLINICS)
def test_the_pages_have_nothing_to_mend(name: str, opened: Opened) -> None:
    found = verdict(opened, name, SLUG, pages=True)
    assert found.copies[0].printed.pages
    assert not found.failed(strict=True), "\n".join(map(str, found.told))


def test_rules_in_the_words_of_another_language_are_told(opened: Opened, tmp_path: Path) -> None:
    """On a Spanish page an English rule for driving stood among Spanish words, and nobody heard of
    it; it may stand in the file of its language, and a number is no language's."""
    own = tmp_path / "ash.yaml"
    own.write_text(file("moderate").read_text("utf-8"), "utf-8")

    def found(language: str) -> dict[str, Problem]:
        told = told_otherwise(opened.shop, load_clinic(own), [(SLUG, language)], language)
        return {one.message: one for one in told}

    message = "the clinic fact 'discectomy.driving' is not told in 'es'"
    first, there = found("es"), line("moderate", "driving", "  discectomy:")
    assert not found("en") and first[message].where.line == there
    assert not any("'phone'" in one or "'hospital'" in one for one in first)
    bench = Bench(opened.shop, load_clinic(own))
    told = check(bench, [(SLUG, "es")], TODAY, pages=False, library=False).told
    assert [one.severity for one in told if one.message == message] == ["note"]
    site, both = opened.site, [(SLUG, "en"), (SLUG, "es")]
    assert message in {one.message for one in unfit_facts(site, bench.clinic, both, (), TODAY)}
    alone = unfit_facts(site, bench.clinic, both[1:], (), TODAY)  # the file itself may be Spanish
    assert message not in {one.message for one in alone}
    facts = "procedures: {discectomy: {driving: No maneje por 2 semanas}}\n"
    own.with_name("ash.es.yaml").write_text(facts, "utf-8")
    assert message not in found("es") and len(found("es")) == len(first) - 1


def test_facts_that_nobody_has_signed_are_told_at_their_lines(opened: Opened) -> None:
    """Those that this handout prints, and no phone number."""
    told = {one.message: one for one in at_facts(verdict(opened, "moderate", SLUG, pages=False))}
    for fact in ("fever", "fasting", "nsaids-before", "nsaids", "shower", "dressing"):
        one = told.pop(f"nobody has signed the clinical fact '{fact}'")
        assert (one.rule, one.severity, one.where.line) == (
            "facts-not-reviewed",
            "note",
            line("moderate", fact),
        )
    for fact in ("time-in-surgery", "hospital-stay", "lifting", "driving", "work", "results"):
        one = told.pop(f"nobody has signed the clinical fact '{SLUG}.{fact}'")
        assert one.where.line == line("moderate", fact, f"  {SLUG}:")
    assert not told


def test_long_words_of_a_clinic_are_a_note_at_its_fact(opened: Opened) -> None:
    """An author who wrote such lines has to mend them; here it is the clinic's own words."""
    assert severity("line-length") == "warning"
    found = [
        one for one in verdict(opened, "long", SLUG, pages=True).told if one.rule == "line-length"
    ]
    places = {one.where.line for one in found}
    assert places == {line("long", "fasting"), line("long", "network")}
    assert {(one.where.path, one.severity) for one in found} == {("clinics/long.yaml", "note")}
    assert all("the clinic's own words" in one.hint for one in found)
