"""Translations of a part: what a sheet takes of a handout, and nothing else of it; and languages
whose faces are not here."""

import shutil
from pathlib import Path

import pytest
import yaml

from handouts.cli import main
from handouts.clinic.jobs import Job
from handouts.making.gate import Bench
from handouts.making.produce import Production, produce
from handouts.making.site import Site, load_site
from handouts.making.spoken import with_faces
from handouts.making.translations import Translation
from handouts.making.workshop import Workshop
from handouts.outputs.text.lines import render
from handouts.project import translating
from handouts.project.tasks import today
from handouts.project.wanted import jobs
from handouts.source.problems import Problem
from tests.support.brochures import ASSETS, ROOT
from tests.support.translators import with_xml

SAMPLE = "content/handouts/sample"
PICKS = """\
sheet:
  front: [what/figure, words-and-lists]
  back: [after/timeline]
"""
BRIEF = """\
    short: [Only a few words.]
"""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site with a sheet, of which Spanish has a part, through XLIFF."""
    site = tmp_path_factory.mktemp("begun") / "site"
    shutil.copytree(ROOT / "tests" / "site", site)
    for folder in ("fonts", "icons"):
        shutil.copytree(ASSETS / folder, site / "assets" / folder)
    english = site / SAMPLE / "en.yaml"
    whole = english.read_text("utf-8").replace("  - id: seen\n", f"{BRIEF}  - id: seen\n")
    english.write_text(f"{whole}{PICKS}", "utf-8")
    other = "  spare-two:\n    - Nobody needs this yet.\n  spare-three:\n    - '911'\n"
    common = site / "content/common/en.yaml"
    common.write_text(f"{common.read_text('utf-8').rstrip()}\n{other}", "utf-8")
    (site / SAMPLE / "es.yaml").write_text(f"excerpt: true\n{PICKS}", "utf-8")
    translate(site, "export", "--form", "xliff", "--out", str(site / "out"))
    for path in sorted((site / "out").glob("*.xlf")):
        with_xml(path)
    shared = site / "out/common.xlf"
    shared.write_text(
        shared.read_text("utf-8").replace("Nóbódy nééds thís yét.", ""), "utf-8"
    )  # nobody has translated it
    files = map(str, sorted((site / "out").glob("*.xlf")))
    translate(site, "import", *files, "--by", "A. Ruiz")
    return site


@pytest.fixture
def site(begun: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(begun, tmp_path / "site"))


def translate(site: Path, do: str, *more: str) -> None:
    folders = ("--content", str(site / "content"), "--assets", str(site / "assets"))
    assert main(["translate", do, "es", *more, *folders]) == 0


def opened(site: Path) -> Site:
    return load_site(site / "content", site / "assets")


def told(site: Path) -> dict[str, Translation]:
    found = translating.opened(Workshop(opened(site)), "es", ())
    return {one.path: one for one in found}


def test_a_part_has_the_blocks_that_its_editions_take(begun: Path) -> None:
    tree = yaml.safe_load((begun / SAMPLE / "es.yaml").read_text("utf-8"))
    assert next(iter(tree)) == "excerpt" and tree["excerpt"] is True
    assert {one["id"]: one["blocks"] for one in tree["sections"]} == {
        "what": [
            {"figure": {"name": "disc", "alt": "Á dísc séén fróm ábóvé.", "labels": LABELS}},
            {"figure": {"name": "photo", "alt": "Á gréy sqúáré."}},
        ],
        "words-and-lists": ["Ónly á féw wórds."],  # what it says in short
        "after": [{"timeline": DAYS}],
    }
    one = told(begun)["handouts/sample/es.yaml"]
    assert one.problems == () and {pair.found for pair in one.pairs} == {"fresh"}


LABELS = {"edge": "Édgé óf thé dísc"}
DAYS = [
    {"when": "Dáy 1", "text": "Wálk."},
    {"when": "Dáy 2", "blocks": ["Rést.", {"ticks": ["Sléép"]}]},
]


def test_what_nobody_has_translated_of_the_shared_texts_is_left_out(begun: Path) -> None:
    tree = yaml.safe_load((begun / "content/common/es.yaml").read_text("utf-8"))
    assert "spare" in tree["fragments"] and "spare-two" not in tree["fragments"]
    assert tree["fragments"]["spare-three"] == ["911"]  # the same in both, and done
    one = told(begun)["common/es.yaml"]
    assert one.problems == ()
    assert [pair.unit.path for pair in one.pairs if pair.found == "missing"] == [
        "fragments/spare-two/0"
    ]


def test_only_what_it_takes_of_the_source_makes_it_old(site: Path) -> None:
    english = site / SAMPLE / "en.yaml"
    text = english.read_text("utf-8")
    changes = (("Day 1, text: Walk.", "Day 1, text: Rest."), ("were glad, no", "were sad, no"))
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    english.write_text(text, "utf-8")
    assert [pair.unit.path for one in told(site).values() for pair in one.stale] == [
        "sections/after/blocks/0/timeline/0/text"
    ]


# ------------------------------------------------------------------ what is built


def made(site: Path, edition: str) -> tuple[Problem, ...]:
    found = opened(site)
    return produce(found, found.clinic, Job("sample", "es", edition, "letter")).problems


def test_its_sheet_is_made_and_says_what_there_is_not(begun: Path) -> None:
    found = opened(begun)
    job = Job("sample", "es", "sheet", "letter")
    document, *_ = Production(found, found.clinic, job).told("sample", "sheet")
    assert "Hay un folleto completo sobre esto, pero no en este idioma." in render(document)
    assert made(begun, "sheet") == ()


@pytest.mark.parametrize("edition", ["standard", "large-print", "booklet"])
def test_what_tells_all_of_a_handout_is_refused_by_its_name(begun: Path, edition: str) -> None:
    (problem,) = made(begun, edition)
    assert str(problem.where) == "content/handouts/sample/es.yaml:1:1"
    assert problem.message == f"this is a part of its handout, so no '{edition}' can be made of it"
    assert problem.hint == "there is: sheet"


def test_a_build_of_all_leaves_it_out_and_says_so(begun: Path) -> None:
    found, problems = jobs(opened(begun), (), (), ("standard",), ("letter",))
    assert [(one.slug, one.language) for one in found] == [("sample", "en")]
    (problem,) = problems
    assert str(problem.where) == "content/handouts/sample/es.yaml:1:1"
    assert (problem.severity, problem.hint) == ("note", "there is: sheet, proof")
    here, problems = jobs(opened(begun), ("sample",), (), ("standard",), ("letter",))
    assert {one.language for one in here} == {"en"} and len(problems) == 1
    here, problems = jobs(opened(begun), ("sample",), ("es",), ("standard",), ("letter",))
    assert {one.language for one in here} == {"es"} and problems == []  # refused where it is made
    every, problems = jobs(opened(begun), (), ("es",), (), ("letter",))
    assert {one.edition for one in every} == {"sheet", "proof"} and problems == []


def test_rules_look_at_the_pages_that_it_has(begun: Path) -> None:
    bench = Bench(Workshop(opened(begun)), opened(begun).clinic)
    assert bench.job("sample", "es", today()).edition == "sheet"
    assert bench.job("sample", "en", today()).edition == "standard"


def test_a_part_says_of_what(site: Path) -> None:
    spanish = site / SAMPLE / "es.yaml"
    before, _, _ = spanish.read_text("utf-8").partition("sheet:")
    spanish.write_text(before, "utf-8")
    problem = next(one for one in made(site, "sheet") if "excerpt" in one.message)
    assert str(problem.where) == "content/handouts/sample/es.yaml:1:10"
    assert problem.hint.startswith("write 'sheet:', 'leaflet:', 'poster:' or 'card:'")


# ------------------------------------------------------------------ without faces


def test_a_language_without_faces_is_left_out_where_none_is_named(site: Path) -> None:
    shutil.copy(site / SAMPLE / "en.yaml", site / SAMPLE / "ar.yaml")
    shutil.rmtree(site / "assets/fonts/vazirmatn", ignore_errors=True)
    found, problems = jobs(opened(site), (), (), ("sheet",), ("letter",))
    assert {one.language for one in found} == {"en", "es"} == {*with_faces(opened(site))}
    (problem,) = problems
    assert problem.severity == "note" and problem.hint.endswith("handouts fonts add ar")
    assert problem.message == "'ar' is left out: its faces (vazirmatn) are not here"
    named, _ = jobs(opened(site), (), ("ar",), ("sheet",), ("letter",))
    outcome = produce(opened(site), opened(site).clinic, named[0])
    told = [problem.message for problem in outcome.problems]
    assert "the faces of 'ar' (vazirmatn) are not in assets" in told
    (site / "assets/fonts/vazirmatn").mkdir()
    (site / "assets/fonts/vazirmatn/one.ttf").write_bytes(b"")
    assert with_faces(opened(site)) == ("en", "ar", "es")


def test_a_catalogue_has_files_of_a_language_whose_faces_are_gone(
    site: Path, tmp_path: Path
) -> None:
    """It speaks a language that can be read, and nothing comes to grief."""
    shutil.copy(site / SAMPLE / "en.yaml", site / SAMPLE / "ar.yaml")
    shutil.copy(site / "content/common/en.yaml", site / "content/common/ar.yaml")
    shutil.copy(site / "content/glossary/en.yaml", site / "content/glossary/ar.yaml")
    folders = ("--content", str(site / "content"), "--assets", str(site / "assets"))
    build = ("build", "sample", "--edition", "text", "--out", str(tmp_path / "out"), *folders)
    assert main([*build, "--lang", "ar"]) == 0
    shutil.rmtree(site / "assets/fonts/vazirmatn")
    assert main([*build, "--lang", "ar"]) == 1  # and leaves the catalogue as it is
    assert main([*build, "--lang", "en"]) == 0
    page = (tmp_path / "out/index.html").read_text("utf-8")
    assert "ar/sample-text.txt" in page and "en/sample-text.txt" in page
