"""Faults seeded into the shipped handouts: each is found by its rule, at its place, and nothing
else is found.

``tests/faults/<family>.yaml`` lists them: ``by`` stands in place of ``replace`` (which must occur
once) in ``file``; the finding must be at the words ``at``, in that file or in the one called
``in``; other rules that may speak up are listed under ``also``. A fault in the list of sources, the
clinic's facts or a review says which ``handout`` is checked.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handouts.checks import RULES
from handouts.making import gate
from handouts.making.memo import Memo
from handouts.source.problems import Problem
from tests.support.brochures import ASSETS, ROOT, copied
from tests.support.check_lists import rules, told
from tests.support.opened import Opened
from tests.support.quick import loaded

FAULTS = ROOT / "tests" / "faults"
TODAY = date(2026, 11, 23)


def faults() -> Iterator[Any]:
    for path in sorted(FAULTS.glob("*.yaml")):
        for number, fault in enumerate(loaded(path.read_text("utf-8")) or (), 1):
            yield pytest.param(fault, id=f"{path.stem}-{number}-{fault['rule']}")


class Shop:
    """A copy of the content to seed faults into; it is read anew each time, and what did not change
    is used again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = folder / "content"
        copied(self.content)
        self.memo = Memo()
        self.slugs = tuple(sorted(one.name for one in (self.content / "handouts").iterdir()))
        found = self.find(self.slugs, library=True)
        self.known = {(one.rule, one.where.path, one.where.line, one.where.column) for one in found}

    def find(
        self, slugs: tuple[str, ...], *, pages: bool = True, library: bool = False
    ) -> tuple[Problem, ...]:
        """Everything that is found."""
        opened = Opened(self.content, ASSETS)
        opened.memo = self.memo
        wanted = [(slug, "en") for slug in slugs]
        return gate.check(opened.bench, wanted, TODAY, pages=pages, library=library).told


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return Shop(tmp_path_factory.mktemp("faults"))


def place(text: str, words: str) -> tuple[int, int]:
    """Line and column of ``words``, wherever their line breaks are."""
    start = text.index(words)
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


@pytest.mark.parametrize("fault", list(faults()))
def test_a_seeded_fault_is_found(fault: dict[str, Any], shop: Shop) -> None:
    path = shop.folder / fault["file"]
    before = path.read_text("utf-8")
    assert before.count(fault["replace"]) == 1, "the text to replace must occur once"
    after = before.replace(fault["replace"], fault["by"])
    slug = fault.get("handout") or path.parent.name
    needs = rules()[fault["rule"]].needs if fault["rule"] in rules() else "library"
    library = needs == "library"
    found_in = fault.get("in") or fault["file"]
    text = after if found_in == fault["file"] else (shop.folder / found_in).read_text("utf-8")
    wanted = (found_in, *place(text, fault.get("at") or fault["by"]))
    assert (fault["rule"], *wanted) not in shop.known, "this is found without the fault too"
    path.write_text(after, "utf-8")
    try:
        found = shop.find(
            shop.slugs if library else (slug,), pages=needs == "pages", library=library
        )
    finally:
        path.write_text(before, "utf-8")
    own = [problem for problem in found if problem.rule == fault["rule"]]
    assert wanted in [(one.where.path, one.where.line, one.where.column) for one in own], "\n".join(
        map(str, found)
    )
    allowed = {fault["rule"], *fault.get("also", ())}
    assert not [str(one) for one in found if one.severity != "note" and one.rule not in allowed]


ELSEWHERE = {
    # hold for one text only: tests/test_review.py signs one, and changes it
    *(
        "stale-sign-off",
        "unsound-sign-off",
        "reviewer-said-no",
        "not-reviewed",
        "facts-not-reviewed",
    ),
    # are there from the start: tests/test_checks_trust.py fills a fact in, and takes a year away
    *("empty-fact", "undated-source"),
    # no words of an author can break them, only a brand or a fault of ours:
    # tests/test_checks_page.py
    *(
        "contrast",
        "greyscale",
        "type-size",
        "margins",
        "heading-order",
        "lone-line",
        "reading-order",
        "file-title",
        *("foot-air", "emergency-torn", "unlike-scale"),
    ),
}


def test_every_rule_has_a_fault() -> None:
    seeded = {fault.values[0]["rule"] for fault in faults()}
    assert set(told()) - seeded == ELSEWHERE


def test_the_corpus_is_large_enough() -> None:
    assert len(list(faults())) >= 120


def test_every_rule_is_described() -> None:
    for name, entry in told().items():
        assert name in rules() or name == "idle-switch"
        assert all(entry[field].strip() for field in ("about", "source", "wrong", "right")), name
        assert entry["severity"] in ("error", "warning", "note")
    assert set(RULES) <= set(told())


def test_the_shipped_handouts_are_clean(shop: Shop) -> None:
    assert not [str(one) for one in shop.find(shop.slugs, library=True) if one.severity != "note"]
