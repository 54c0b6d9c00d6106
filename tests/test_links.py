"""Links: where they lead and what they are called, on screens; what stands in their place on paper.

Read back with pikepdf, which shares no code with the engine.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest

from handouts.cli import main
from handouts.meaning.addresses import ascii_address
from handouts.meaning.spans import cited_id, source_id, term_id
from tests.support.brochures import ROOT
from tests.support.lettered import sheets

SAMPLE = "content/handouts/sample/en.yaml"
PICKS = """sheet: {front: [what], back: [after/timeline]}
leaflet: {flap: [words-and-lists/lead], inside: [what/paragraph]}
poster: {show: [what/paragraph]}
card: {fragment: emergency}
"""
SCREEN = ("standard", "sheet", "booklet-pages", "trifold", "poster", "ink-saver")
CLINIC = """name: Clinic
phone: "(555) 010-0199, ext. 5"
phone-after-hours: +44 20 7946 0000
website: https://www.b\u00fccher.example/\u00fcber-uns
"""
CALLS = {"tel:5550100199;ext=5", "tel:+442079460000"}
SITE = "https://www.xn--bcher-kva.example/%C3%BCber-uns"


class Link(NamedTuple):
    """``uri`` is empty for a link that leads to a ``page`` (from 1) at ``y``."""

    name: str
    uri: bytes
    page: int
    on: int
    y: float = 0.0


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small project, as the working directory."""
    shutil.copytree(ROOT / "tests" / "site", tmp_path, dirs_exist_ok=True)
    for folder in ("fonts", "icons"):
        shutil.copytree(ROOT / "assets" / folder, tmp_path / "assets" / folder)
    with (tmp_path / SAMPLE).open("a", encoding="utf-8") as file:
        file.write(PICKS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def made(site: Path) -> Callable[[str], Path]:
    """Builds the sample as an edition."""

    def make(edition: str) -> Path:
        assert main(["build", "--no-cache", "--edition", edition, "sample"]) == 0
        return site / f"dist/en/sample-{edition}-letter.pdf"

    return make


def said(site: Path, text: str) -> None:
    """Puts ``text`` in the place of the first block of the sample."""
    written = (site / SAMPLE).read_text("utf-8")
    new = re.sub(
        r"(    blocks:\n)(      - .*\n)", rf"\g<1>      - {text!r}\n\g<2>", written, count=1
    )
    assert new != written
    (site / SAMPLE).write_text(new, "utf-8")


def links(path: Path) -> list[Link]:
    out = []
    with pikepdf.open(path) as pdf:
        pages = [page.obj.objgen for page in pdf.pages]
        for number, page in enumerate(pdf.pages, 1):
            for note in page.get("/Annots", []):
                if note.get("/Subtype") != "/Link":
                    continue
                if "/A" in note:
                    link = Link(str(note.Contents), bytes(note.A.URI), 0, number)
                else:
                    goal = pages.index(note.Dest[0].objgen) + 1
                    link = Link(str(note.Contents), b"", goal, number, float(note.Dest[3]))
                out.append(link)
    return out


def printed(path: Path) -> str:
    """All that is printed, without spaces: addresses break at the ends of lines."""
    letters = (one.text for sheet in sheets(path) for one in sheet.letters)
    return "".join(one for one in letters if not one.isspace())


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e"),
        ("https://www.b\u00fccher.example/", "https://www.xn--bcher-kva.example/"),
        ("https://m\u00fcnchen.example:8080/a", "https://xn--mnchen-3ya.example:8080/a"),
        ("https://stra\u00dfe.example/", "https://xn--strae-oqa.example/"),
        ("https://example.org/\u00fc", "https://example.org/%C3%BC"),
        ("https://example.org/%C3%BC", "https://example.org/%C3%BC"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/?q=\u65e5\u672c", "https://example.org/?q=%E6%97%A5%E6%9C%AC"),
        ("mailto:j\u00fcrgen@example.org", "mailto:j%C3%BCrgen@example.org"),
        ("tel:+15550100199;ext=5", "tel:+15550100199;ext=5"),
    ],
)
def test_an_address_is_ascii_in_a_file(address: str, expected: str) -> None:
    assert ascii_address(address) == expected


def test_places_of_the_program_are_none_that_an_author_can_name() -> None:
    names = {term_id("X ray"), term_id("x-ray"), term_id("x ray"), source_id("S1"), cited_id("S1")}
    assert len(names) == 5
    assert not any(re.fullmatch(r"[a-z0-9-]+", name) for name in names)


@pytest.mark.parametrize("edition", SCREEN)
def test_the_phone_and_the_website_can_be_clicked(
    site: Path, made: Callable[[str], Path], edition: str
) -> None:
    (site / "content/clinic.yaml").write_text(CLINIC, "utf-8")
    said(site, "{{clinic.phone}}")
    path = made(edition)
    found = {link.uri.decode("ascii") for link in links(path) if link.uri}
    text = printed(path)
    for number, call in (("010-0199", "tel:5550100199;ext=5"), ("7946", "tel:+442079460000")):
        assert (number in text) == (call in found), number
    assert ("cher.example" in text) == (SITE in found)
    assert found & CALLS or edition == "sheet"


def test_a_section_may_be_named_as_a_word_or_a_source(
    site: Path, made: Callable[[str], Path]
) -> None:
    said(site, "See [this part](#term-disc) and the word {disc}. [S1]")
    written = (site / SAMPLE).read_text("utf-8")
    (site / SAMPLE).write_text(written.replace("  - id: what\n", "  - id: term-disc\n", 1), "utf-8")
    text = (site / SAMPLE).read_text("utf-8")
    (site / SAMPLE).write_text(re.sub(r"(?ms)^sheet:.*", "", text), "utf-8")
    found = links(made("standard"))
    (part,) = (link for link in found if link.name == "this part")
    word = next(link for link in found if link.name == "disc")
    assert (part.page, part.y) != (word.page, word.y)


@pytest.mark.parametrize("name", ["main", "contents", "print", "held", "notes", "person", "p-disc"])
def test_a_section_may_be_named_as_what_a_page_for_screens_has(site: Path, name: str) -> None:
    """Also what is told twice, a list of sources or a shared panel, is one place."""
    said(site, f"See [this part](#{name}) and the word {{disc}}. [S1]")
    written = (site / SAMPLE).read_text("utf-8")
    twice = "      - sources: [S1]\n      - glossary: [disc]\n      - include: spare\n"
    changed = re.sub(r"(?ms)^sheet:.*", "", written).replace("id: what\n", f"id: {name}\n", 1)
    changed = changed.replace("      - sources: [S1]\n", 2 * twice)
    (site / SAMPLE).write_text(changed, "utf-8")
    assert main(["build", "--no-cache", "--edition", "web", "sample"]) == 0
    page = (site / "dist/en/sample-web.html").read_text("utf-8")
    found = re.findall(r' id="([^"]*)"', page)
    assert sorted(found) == sorted({*found}), "two places of one name"
    heading = re.search(rf'<h2[^>]* id="{name}"[^>]*>([^<]*)', page)
    assert heading and heading[1] == "What is it?"
    assert {*re.findall(r'href="#([^"]*)"', page)} <= {*found}


def test_two_words_that_differ_by_a_sign_have_places_of_their_own(
    site: Path, made: Callable[[str], Path]
) -> None:
    with (site / "content/glossary/en.yaml").open("a", encoding="utf-8") as file:
        file.write("X ray:\n  definition: A beam.\nx-ray:\n  definition: A picture.\n")
    said(site, "An {X ray} is no {x-ray}.")
    found = {link.name: link for link in links(made("standard"))}
    assert found["X ray"] != found["x-ray"]._replace(name="X ray")


def test_a_citation_is_called_by_its_source_and_the_source_leads_back(
    made: Callable[[str], Path],
) -> None:
    path = made("standard")
    found = links(path)
    cited = [link for link in found if link.name.startswith("Source 1: NHS (England) 2024")]
    backs = [link for link in found if link.name.startswith("Source 1: back")]
    assert cited
    assert {back.page for back in backs} == {min(link.on for link in cited)}
    assert {link.page for link in cited} <= {back.on for back in backs}
    with pikepdf.open(path) as pdf:
        alts = [
            str(one.get("/Alt", ""))
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Link"
        ]
    assert sum(alt == cited[0].name for alt in alts) == len(cited)


def test_a_source_that_nothing_cites_leads_nowhere(site: Path, made: Callable[[str], Path]) -> None:
    with (site / "content/sources.yaml").open("a", encoding="utf-8") as file:
        file.write("\nS9: {organisation: A house, title: A page}\n")
    said(site, "x")
    written = (site / SAMPLE).read_text("utf-8")
    (site / SAMPLE).write_text(written.replace("- 'x'", "- sources: [S1, S9]"), "utf-8")
    assert not [link for link in links(made("standard")) if "Source 2" in link.name]


@pytest.mark.parametrize("edition", ["booklet", "press"])
def test_what_cannot_be_clicked_is_printed(
    site: Path, made: Callable[[str], Path], edition: str
) -> None:
    said(
        site,
        "Read [our page](https://www.example.org/page), write to [us](mailto:us@example.org), "
        "call [911](tel:911), see [example.org](https://example.org/) and [this](#what).",
    )
    path = made(edition)
    assert links(path) == []
    text = printed(path)
    assert "ourpage(example.org/page)" in text
    assert "us(us@example.org)" in text
    assert "911,seeexample.organdthis(page" in text
    assert "(example.org/page)" not in printed(made("booklet-pages"))
