"""A second subject, without surgery: ``tests/second`` builds, is checked, signed and released by
the same program.

Its texts are made up, and say so.
"""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from handouts import cli
from handouts.clinic.jobs import SET, Details, Job, Outcome, PrivateJob
from handouts.content.brand import load_brand
from handouts.content.editions import EDITIONS, HANDED_OUT, PAPERS
from handouts.making.memo import Memo
from handouts.making.produce import produce
from handouts.making.site import Site, load_site
from handouts.outputs.pdf.colours import rgb
from handouts.project import wanted
from handouts.source.reader import Reading
from tests.support.brochures import ASSETS, ROOT
from tests.support.judge import Validator
from tests.support.prints import sides

SECOND = ROOT / "tests" / "second"
INHALER, PLAN = "using-an-inhaler", "asthma-plan"
Shown = pytest.CaptureFixture[str]


def copied(folder: Path) -> Path:
    """The second site with the faces and icons of the first one."""
    shutil.copytree(SECOND, folder, dirs_exist_ok=True)
    for name in ("fonts", "icons"):
        shutil.copytree(ASSETS / name, folder / "assets" / name)
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = copied(tmp_path_factory.mktemp("second"))
    return load_site(folder / "content", folder / "assets")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the second site as the working folder, on the day its texts were issued."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 22 November 2026
    monkeypatch.chdir(copied(tmp_path))
    return tmp_path


def jobs(site: Site) -> Iterator[Job]:
    for slug in site.slugs:
        for edition in HANDED_OUT:
            if wanted.meant_for(site, slug, "en", edition):
                yield from (Job(slug, "en", edition, paper) for paper in PAPERS)
    yield from (Job("first-visit", "en", SET, paper) for paper in PAPERS)


@pytest.fixture(scope="module")
def made(site: Site) -> dict[Job, Outcome]:
    memo = Memo()
    return {job: produce(site, site.clinic, job, memo) for job in jobs(site)}


def said(outcome: Outcome) -> str:
    return " ".join(" ".join(side.said for side in sides(outcome.data)).split())


# ------------------------------------------------------------------ on paper


def test_it_is_made_in_every_edition_that_its_authors_wrote(made: dict[Job, Outcome]) -> None:
    assert {job.edition for job in made if job.slug == INHALER} == set(HANDED_OUT)
    assert {job.edition for job in made if job.slug == PLAN} == set(HANDED_OUT) - {
        "trifold",
        "poster",
    }
    problems = {
        f"{job.slug} {job.edition}": one.problems for job, one in made.items() if one.problems
    }
    assert not problems
    assert all(one.data for one in made.values())


def test_its_words_are_its_own(made: dict[Job, Outcome]) -> None:
    inhaler, plan = (said(made[Job(slug, "en", "standard", "letter")]) for slug in (INHALER, PLAN))
    for words in (
        "About your device",
        "With a spacer (choose one) Yes No",
        "How I will use it, step by step",
        "If I feel worse",
    ):
        assert words in inhaler
        assert words not in plan
    for words in (
        "Your own plan",
        "My best peak flow",
        "What I will do when I feel worse",
        "below 200 on two tries",
    ):
        assert words in plan
        assert words not in inhaler


def test_every_paper_says_that_it_is_made_up(made: dict[Job, Outcome]) -> None:
    for job, outcome in made.items():
        assert "made-up sample" in said(outcome), job


def test_no_word_of_the_first_subject_is_printed(made: dict[Job, Outcome]) -> None:
    for job, outcome in made.items():
        found = {"surgeon", "surgery", "spine", "disc", "spinal"} & set(
            re.findall(r"\w+", said(outcome).lower())
        )
        assert not found, job


def test_its_signs_stand_in_every_handout_and_on_the_slip(made: dict[Job, Outcome]) -> None:
    for slug in (INHALER, PLAN):
        assert "You cannot speak a whole sentence." in said(
            made[Job(slug, "en", "standard", "letter")]
        )
    slip = sides(made[Job("first-visit", "en", SET, "letter")].data)[0].said
    assert "You cannot speak a whole sentence." in " ".join(slip.split())


def test_it_wears_the_colours_of_its_families(site: Site, made: dict[Job, Outcome]) -> None:
    brand = load_brand(site.assets, Reading())
    assert brand
    notes = [rgb(brand.accented(name)["brand"]) for name in ("device", "day")]
    assert notes[0] != notes[1]
    for slug, own, other in ((INHALER, *notes), (PLAN, *reversed(notes))):
        painted = _streams(made[Job(slug, "en", "standard", "letter")].data)
        assert f"{own} rg" in painted
        assert f"{other} rg" not in painted


def test_its_papers_are_valid(
    made: dict[Job, Outcome], tmp_path: Path, validator: Validator
) -> None:
    """Those on Letter that are for screens; the panel of the leaflet with little on it among
    them."""
    count = 0
    for job, outcome in made.items():
        if job.paper == "letter" and (job.edition == SET or not EDITIONS[job.edition].print_only):
            path = tmp_path / f"{job.slug}-{job.edition}.pdf"
            path.write_bytes(outcome.data)
            assert validator.validate(path, "ua1").passed, job
            assert validator.validate(path, "2a").passed, job
            count += 1
    assert count > 10


def _streams(data: bytes) -> str:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return "\n".join(page.Contents.read_bytes().decode("latin-1") for page in pdf.pages)


def test_what_is_told_of_a_patient_goes_by_its_own_fields(site: Site) -> None:
    job = Job(INHALER, "en", "sheet", "letter")
    told = produce(
        site, site.clinic, PrivateJob(job, Details({"talk.device": "Blue", "talk.spacer": "Yes"}))
    )
    assert told.entry, told.problems
    with pikepdf.open(io.BytesIO(told.data)) as pdf:
        (talk,) = (one for one in pdf.Root.AcroForm.Fields if str(one.T) == "talk")
        fields = {str(one.T): str(one.get("/V", "")) for one in talk.Kids}
    assert fields["device"] == "Blue"
    assert fields["spacer"] not in ("", "/Off"), "one of its two choices is taken"
    (problem,) = produce(site, site.clinic, PrivateJob(job, Details({"talk.level": "L4"}))).problems
    assert problem.message == "1 of the details belong to no field"
    assert "talk.best" in problem.hint


# ------------------------------------------------------------------ checked, signed, released


def test_its_checks_pass(here: Path, capsys: Shown) -> None:
    assert cli.main(["check", "--strict", "--format", "json", "--no-cache"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {one["handout"] for one in told["handouts"]} == {INHALER, PLAN}


def test_it_is_signed_and_released(here: Path, capsys: Shown) -> None:
    release = ["build", "--release", "--no-cache", "--edition", "standard", "--edition", "card"]
    assert cli.main(release) == 1, "nobody has signed it yet"
    assert not list(here.glob("dist/**/*.pdf"))
    forms = [here / f"content/handouts/{slug}/review.yaml" for slug in (INHALER, PLAN)]
    for slug in (INHALER, PLAN):
        assert cli.main(["review", slug]) == 0
    assert cli.main(["review", "--facts"]) == 0
    for form in (*forms, here / "content/clinic.review.yaml"):
        text = form.read_text("utf-8")
        for field, value in (("name", "Ada Byron"), ("role", "nurse"), ("date", "2026-11-22")):
            assert f'{field}: ""' in text
            text = text.replace(f'{field}: ""', f'{field}: "{value}"')
        form.write_text(text.replace(': ""', ': "yes"'), "utf-8")
    capsys.readouterr()
    assert cli.main(release) == 0, capsys.readouterr().err
    manifest = json.loads((here / "dist/manifest.json").read_text("utf-8"))
    assert {one["review"] for one in manifest["files"]} == {"reviewed"}
    shared = here / "content/common/en.yaml"
    shared.write_text(shared.read_text("utf-8").replace("blue or grey", "grey or blue"), "utf-8")
    assert cli.main(release) == 1, "the signs were changed"
    assert "changed since are 'help'" in capsys.readouterr().err


def test_a_new_handout_of_it_builds(here: Path, capsys: Shown) -> None:
    assert cli.main(["new", "cleaning"]) == 0
    text = (here / "content/handouts/cleaning/en.yaml").read_text("utf-8")
    assert "group: device" in text
    assert cli.main(["build", "cleaning", "--no-cache"]) == 0, capsys.readouterr().err
