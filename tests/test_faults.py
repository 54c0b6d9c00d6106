"""Faults seeded into the shipped handouts: each is found by its rule, at its place, and nothing
else is found.

``tests/faults/<family>.yaml`` lists them: ``by`` stands in place of ``replace`` (which must occur
once) in ``file``; the finding must be at the words ``at``, in that file or in the one called
``in``; other rules that may speak up are listed under ``also``. A fault in the list of sources, the
clinic's facts or a review says which ``handout`` is checked.

Faults of one handout that stand apart are seeded together, as a handout takes as long to check
with one as with eight. Where anything is found besides them, or one is not, each is tried alone.
"""

from collections.abc import Iterator, Sequence
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
from tests.support.rows import rows

FAULTS = ROOT / "tests" / "faults"
TODAY = date(2026, 11, 23)


Fault = dict[str, Any]
NEAR = 1  # lines: a sentence that goes on
MANY = 8  # of as many the place of each is still its own
# These look at a whole handout or section, or at two places: each is tried alone.
WIDE = (
    *("choppy", "hard-handout", "hard-section", "long-on-average", "passive", "phone-number"),
    *("rarely-you", "unlike-pair"),
)
# These count, too, and do not hear each other.
COUNTING = (
    *("bran", "count-without-time", "impossible-count", "no-numbers", "one-in"),
    "unexplained-chart",
)


def faults() -> Iterator[Fault]:
    for path in sorted(FAULTS.glob("*.yaml")):
        for number, fault in enumerate(loaded(path.read_text("utf-8")) or (), 1):
            yield {**fault, "id": f"{path.stem}-{number}-{fault['rule']}"}


def needs(fault: Fault) -> str:
    """What its rule looks at."""
    return rules()[fault["rule"]].needs if fault["rule"] in rules() else "library"


def span(text: str, fault: Fault) -> tuple[int, int]:
    """Where the words stand that a fault takes the place of."""
    assert text.count(fault["replace"]) == 1, f"{fault['id']}: what to replace must occur once"
    start = text.index(fault["replace"])
    return start, start + len(fault["replace"])


def reach(text: str, fault: Fault) -> tuple[int, int]:
    """Where a fault stands with the words that it is found at."""
    start, end = span(text, fault)
    at = text.find(fault["at"]) if "at" in fault else -1
    return (start, end) if at < 0 else (min(start, at), max(end, at + len(fault["at"])))


def batches() -> Iterator[list[Fault]]:
    """All faults: those that may be seeded together, and each other one alone."""
    together: dict[tuple[str, bool], list[list[Fault]]] = {}
    for fault in faults():
        apart = {"handout", "in"} & fault.keys() or fault["rule"] in WIDE
        if apart or needs(fault) == "pages":
            yield [fault]
            continue
        text = (ROOT / fault["file"]).read_text("utf-8")
        start, end = reach(text, fault)
        known = together.setdefault((fault["file"], fault["rule"] in COUNTING), [])
        for batch in known:
            others = (reach(text, one) for one in batch)
            if len(batch) < MANY and all(end <= one or other <= start for one, other in others):
                batch.append(fault)
                break
        else:
            known.append([fault])
    for several in together.values():
        yield from several


Found = tuple[str, str, int, int]  # rule, file, line, column


def found_at(one: Problem) -> Found:
    return one.rule, one.where.path, one.where.line, one.where.column


class Shop:
    """A copy of the content to seed faults into; it is read anew each time, and what did not change
    is used again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = folder / "content"
        copied(self.content)
        self.memo = Memo()
        self.slugs = tuple(sorted(one.name for one in (self.content / "handouts").iterdir()))
        self.clean = self.find(self.slugs, library=True)
        self.known = set(map(found_at, self.clean))

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


def place(text: str, start: int) -> tuple[int, int]:
    """Line and column."""
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def seeded(before: str, several: Sequence[Fault]) -> tuple[str, dict[str, Found]]:
    """The text with all of several faults, and how each is found there: at the words it is
    found at alone. No place for one whose words another fault has changed."""
    cuts = sorted((*span(before, one), one["by"]) for one in several)
    text, end = "", 0
    for start, stop, by in cuts:
        text, end = text + before[end:start] + by, stop
    text += before[end:]
    wanted = dict[str, Found]()
    for fault in several:
        start, stop = span(before, fault)
        by, words = fault["by"], fault.get("at") or fault["by"]
        at = (before[:start] + by + before[stop:]).index(words)
        inside = start <= at < start + len(by)
        was = start if inside else at if at < start else at - len(by) + stop - start
        moved = was + sum(len(cut[2]) - cut[1] + cut[0] for cut in cuts if cut[1] <= was)
        moved += at - start if inside else 0
        if text.startswith(words, moved):
            wanted[fault["id"]] = (fault["rule"], fault["file"], *place(text, moved))
    return text, wanted


def found_together(several: Sequence[Fault], shop: Shop) -> bool:
    """Whether each is found, and nothing besides; what may speak up with one, near to it."""
    path = shop.folder / several[0]["file"]
    before = path.read_text("utf-8")
    after, wanted = seeded(before, several)
    path.write_text(after, "utf-8")
    try:
        library = needs(several[0]) == "library"
        slugs = shop.slugs if library else (path.parent.name,)
        told = shop.find(slugs, pages=False, library=library)
    finally:
        path.write_text(before, "utf-8")
    places = set(wanted.values())
    loud = {found_at(one) for one in told if one.severity != "note"} - places
    return (
        len(wanted) == len(several)
        and places <= {*map(found_at, told)} - shop.known
        and all(any(with_it(one, fault, wanted) for fault in several) for one in loud)
    )


def with_it(found: Found, fault: Fault, wanted: dict[str, Found]) -> bool:
    """Whether a rule may speak up where a fault is."""
    rule, path, line, _ = found
    _, own, at, _ = wanted[fault["id"]]
    return rule in fault.get("also", ()) and path == own and abs(line - at) <= NEAR


@pytest.mark.parametrize(
    "several", list(batches()), ids=lambda several: f"{several[0]['id']}-{len(several)}"
)
def test_seeded_faults_are_found(several: list[Fault], shop: Shop) -> None:
    if len(several) == 1 or not found_together(several, shop):
        rows("fault", several, lambda fault: str(fault["id"]))(is_found)(shop=shop)


def is_found(fault: Fault, shop: Shop) -> None:
    path = shop.folder / fault["file"]
    before = path.read_text("utf-8")
    start, end = span(before, fault)
    after = before[:start] + fault["by"] + before[end:]
    slug = fault.get("handout") or path.parent.name
    library = needs(fault) == "library"
    found_in = fault.get("in") or fault["file"]
    text = after if found_in == fault["file"] else (shop.folder / found_in).read_text("utf-8")
    wanted = (found_in, *place(text, text.index(fault.get("at") or fault["by"])))
    assert (fault["rule"], *wanted) not in shop.known, "this is found without the fault too"
    path.write_text(after, "utf-8")
    try:
        found = shop.find(
            shop.slugs if library else (slug,), pages=needs(fault) == "pages", library=library
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
    # is about the clinic's name and a picture: tests/test_checks_trust.py
    "logo-of-another",
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
    assert set(told()) - {fault["rule"] for fault in faults()} == ELSEWHERE


def test_the_corpus_is_large_enough() -> None:
    assert len(list(faults())) >= 120
    assert sorted(one["id"] for several in batches() for one in several) == sorted(
        one["id"] for one in faults()
    )


def test_every_rule_is_described() -> None:
    for name, entry in told().items():
        assert name in rules() or name == "idle-switch"
        assert all(entry[field].strip() for field in ("about", "source", "wrong", "right")), name
        assert entry["severity"] in ("error", "warning", "note")
    assert set(RULES) <= set(told())


def test_the_shipped_handouts_are_clean(shop: Shop) -> None:
    assert not [str(one) for one in shop.clean if one.severity != "note"]
