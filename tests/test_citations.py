"""Sources and words of the glossary are listed wherever they are cited or marked: nothing is
gathered from a part of the handout only."""

import re
import shutil
from pathlib import Path

import pytest

from handouts.cli import main
from handouts.meaning.document import Definitions, Document
from handouts.meaning.spans import plain
from handouts.outputs.text import lines as text
from tests.support.brochures import ROOT
from tests.support.lettered import sheets, words_of
from tests.support.opened import Opened

SAMPLE, COMMON = "content/handouts/sample/en.yaml", "content/common/en.yaml"
SUBJECT = "content/subject.yaml"
PICKS = """sheet: {front: [what], back: [after/timeline]}
leaflet: {flap: [words-and-lists/lead], inside: [what/paragraph]}
poster: {show: [what/paragraph]}
card: {fragment: emergency}
"""
SOURCE = '\nS9: {organisation: A house, title: A page, year: "2025", address: "https://a.example/page/"}\n'
SIGN = "    - Or your arms.\n"  # a leaflet has a panel for the first sign, and one for the others
WORD = "cushion:\n  definition: Something soft.\n"
PAIR = "pair: {title: A pair, subtitle: Two papers, items: [sample/sheet, sample/card]}\n"
MADE = ("standard", "booklet", "sheet", "trifold", "card", "poster", "proof")
# where -> file, what stands there, the same with a citation and a term, its place among S1 and S9
CITED = {
    "audience": (SAMPLE, "worn {disc}.", "worn {disc}. A {cushion}. [S9]", ("S9", "S1")),
    "message": (SAMPLE, "want to know.", "want to know. A {cushion}. [S9]", ("S9", "S1")),
    "authors": (
        SAMPLE,
        '["{{clinic.name}}"]',
        '["{{clinic.name}}", "A {cushion} [S9]"]',
        ("S1", "S9"),
    ),
    "help": (COMMON, "your legs.]", "your legs., 'A {cushion}. [S9]']", ("S1", "S9")),
    "back page": (
        COMMON,
        "[Ask us for large print.]",
        "['Ask us for a {cushion}. [S9]', '[S9]']",
        ("S1", "S9"),
    ),
}


@pytest.fixture(params=CITED)
def project(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, str]:
    """A copy of the small project with one citation and one term more, as the working directory."""
    shutil.copytree(ROOT / "tests" / "site", tmp_path, dirs_exist_ok=True)
    for folder in ("fonts", "icons"):
        shutil.copytree(ROOT / "assets" / folder, tmp_path / "assets" / folder)
    _add(tmp_path / "content/sources.yaml", SOURCE)
    _add(tmp_path / "content/glossary/en.yaml", WORD)
    _add(tmp_path / SAMPLE, PICKS)
    common = (tmp_path / COMMON).read_text("utf-8")
    (tmp_path / COMMON).write_text(
        common.replace("  other-formats:", f"{SIGN}  other-formats:"), "utf-8"
    )
    name, before, after, _ = CITED[request.param]
    written = (tmp_path / name).read_text("utf-8")
    assert written.count(before) == 1
    (tmp_path / name).write_text(written.replace(before, after), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path, request.param


def _add(path: Path, more: str) -> None:
    written = path.read_text("utf-8") if path.exists() else ""
    path.write_text(written + more, "utf-8")


def told(folder: Path, view: str) -> Document:
    document, _, problems = Opened(folder / "content", folder / "assets", None).document(
        "sample", "en", view
    )
    assert document is not None, "\n".join(map(str, problems))
    return document


def test_it_is_listed_and_marked_with_its_number(project: tuple[Path, str]) -> None:
    folder, where = project
    document = told(folder, "brochure")
    order = CITED[where][3]
    assert tuple(entry.id for entry in document.references) == order
    lists = [part for part in document.parts if isinstance(part, Definitions)]
    assert "Cushion" in [entry.term for part in lists for entry in part.entries]
    number = f"[{order.index('S9') + 1}]"
    words = " ".join(text.words(document))
    assert words.count(number) >= 2  # where it is cited, and in the list
    assert "[0]" not in words + plain(document.author)


def test_every_view_is_made(project: tuple[Path, str], capsys: pytest.CaptureFixture[str]) -> None:
    folder, _ = project
    wanted = [word for name in MADE for word in ("--edition", name)]
    assert main(["build", "--no-cache", *wanted, "--out", "made"]) == 0
    assert not capsys.readouterr().err
    assert len(list((folder / "made/en").glob("*.pdf"))) == len(MADE)


def test_an_edition_beside_a_set_says_whose_it_is(
    project: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The set was made in its usual editions, with all handouts in this one, and nothing said."""
    folder, _ = project
    _add(folder / "content/sets.yaml", PAIR)
    asked = ("build", "--no-cache", "--set", "pair", "--out", "made")
    assert main([*asked, "--edition", "booklet"]) == 0
    told = capsys.readouterr().err
    assert told.count(": note: ") == 1 and told.startswith("build:1:1: note: 'booklet' is for")
    assert "(pair)" in told and "SLUG/booklet" in told
    made = {path.name for path in (folder / "made/en").iterdir()}
    assert {"pair-set-letter.pdf", "sample-booklet-letter.pdf"} <= made
    for more in ((), ("--edition", "all")):
        main([*asked, *more])
        assert ": note: " not in capsys.readouterr().err


@pytest.mark.parametrize("view", ["sheet", "leaflet", "card", "poster"])
def test_a_paper_without_a_list_of_sources_has_no_citations(
    project: tuple[Path, str], view: str
) -> None:
    assert not re.search(r"\[\d", text.render(told(project[0], view)))


def test_the_slip_of_a_set_has_no_citations(
    project: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """It prints the fragment of the wallet card."""
    folder, _ = project
    _add(folder / COMMON, "  emergency-card: ['Call us. [S9]']\n")
    subject = (folder / SUBJECT).read_text("utf-8")
    (folder / SUBJECT).write_text(
        subject.replace("ends: {", "ends: {slip: emergency-card, "), "utf-8"
    )
    _add(
        folder / "content/sets.yaml",
        PAIR,
    )
    assert main(["build", "--no-cache", "--set", "pair", "--out", "made"]) == 0
    assert not capsys.readouterr().err
    first = sheets(next((folder / "made/en").glob("*pair*.pdf")))[0]
    slip = " ".join(word.text for word in words_of(first))
    assert "Call us." in slip
    assert "[" not in slip
