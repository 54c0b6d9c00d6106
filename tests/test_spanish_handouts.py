"""The shipped handouts in Spanish: they pass the rules of their language, none of their texts is
older than its source, and each has room in every edition. What holds for pages in any language is
judged on those in English."""

import re
from datetime import date
from pathlib import Path

import pytest

from handouts.clinic.jobs import Job
from handouts.content.editions import EDITIONS, PAPERS
from handouts.making import gate
from handouts.making.produce import Production
from handouts.making.site import load_clinic
from handouts.outputs.pdf.maker import studio_of
from handouts.project import translating, wanted
from tests.support.brochures import ASSETS, CONTENT, ROOT
from tests.support.judge import Validator
from tests.support.opened import Opened
from tests.support.verapdf import Flavour

SPANISH = "es"
PAGE = ROOT / "docs" / "translating.md"
TODAY = date(2026, 11, 30)
SLUGS = sorted(path.parent.name for path in (CONTENT / "handouts").glob(f"*/{SPANISH}.yaml"))
# Every layout there is: others differ from one of these in colours or in how they are bound.
LAYOUTS = ("standard", "large-print", "booklet", "sheet", "trifold", "card", "poster")


@pytest.fixture(scope="module")
def shipped() -> Opened:
    return Opened(CONTENT, ASSETS)


@pytest.fixture(scope="module")
def checked(shipped: Opened) -> gate.Verdict:
    """What `handouts check --lang es --strict` finds."""
    asked = [(slug, SPANISH) for slug in SLUGS]
    return gate.check(shipped.bench, asked, TODAY, pages=True, library=False)


def test_all_handouts_are_there() -> None:
    assert sorted(path.name for path in (CONTENT / "handouts").iterdir()) == SLUGS


def test_they_pass_every_rule(checked: gate.Verdict) -> None:
    """Those of reading ease among them: INFLESZ 70 for a handout, 65 for each of its sections."""
    assert [str(one) for one in checked.told if one.severity != "note"] == []
    assert len(checked.copies) == len(SLUGS)


def test_what_is_told_of_their_length_is_so(checked: gate.Verdict) -> None:
    """The table of docs/translating.md: the first number of each row is this booklet on letter."""
    rows = re.findall(r"^\| ([a-z-]+) \| (\d+)/", PAGE.read_text("utf-8"), re.MULTILINE)
    counts = {copy.slug: str(len(copy.printed.pages)) for copy in checked.copies}
    assert dict(rows) == counts


def test_no_text_is_older_than_its_source(shipped: Opened) -> None:
    """All are in the lock, as they stand, beside the English as it stands."""
    pairs = [
        (one.path, pair.unit.path, pair.found)
        for one in translating.opened(shipped.shop, SPANISH, ())
        for pair in one.pairs
    ]
    assert len(pairs) > 1000
    assert [pair for pair in pairs if pair[-1] != "fresh"] == []


@pytest.mark.parametrize("edition", LAYOUTS)
def test_every_edition_has_room(edition: str, shipped: Opened) -> None:
    """On one of the papers; the sheet, where no line is to spare, on both."""
    made = 0
    for number, slug in enumerate(SLUGS):
        if not wanted.meant_for(shipped.site, slug, SPANISH, edition):
            continue
        usual = (list(PAPERS)[number % len(PAPERS)],)
        for paper in PAPERS if edition == "sheet" else usual:
            job = Job(slug, SPANISH, edition, paper)
            production = Production(shipped.site, shipped.clinic, job, shipped.memo)
            document, *_ = production.told(slug, EDITIONS[edition].view)
            studio = studio_of(EDITIONS[edition], production.shown)
            composed = studio.setting(document, production.locale.words.page_of).compose()
            assert [str(one) for one in composed.problems] == [], (slug, paper)
            made += 1
    assert made


def test_a_cover_has_room_for_the_code_of_a_long_address(shipped: Opened) -> None:
    """On the smallest page, below the most words."""
    clinic = load_clinic(ROOT / "tests" / "clinics" / "long.yaml")
    job = Job("conservative-care", SPANISH, "booklet", "a4")
    production = Production(shipped.site, clinic, job, shipped.memo)
    document, *_ = production.told(job.slug, EDITIONS[job.edition].view)
    studio = studio_of(EDITIONS[job.edition], production.shown)
    composed = studio.setting(document, production.locale.words.page_of).compose()
    assert [str(one) for one in composed.problems] == []


@pytest.mark.parametrize(
    ("slug", "edition", "flavour"),
    [("spinal-fusion", "standard", "ua1"), ("artificial-disc", "sheet", "2a")],
)
def test_files_are_valid(
    slug: str,
    edition: str,
    flavour: Flavour,
    shipped: Opened,
    validator: Validator,
    tmp_path: Path,
) -> None:
    path = tmp_path / f"{slug}.pdf"
    path.write_bytes(shipped.make(Job(slug, SPANISH, edition, "letter")).data)
    verdict = validator.validate(path, flavour)
    assert verdict.passed, verdict.failures
