"""The archive edition: PDF 2.0 that keeps PDF/UA-2 and PDF/A-4f, with what it was made from."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from handouts.clinic.jobs import Details, Job, Outcome, PrivateJob
from handouts.content.blocks.numbers import COLUMNS
from handouts.content.editions import EDITIONS, HANDED_OUT
from handouts.making.produce import produce
from handouts.outputs.pdf.ink.tags import branch, root
from handouts.outputs.pdf.write.archive import renewed
from tests.support.brochures import ROOT, Brochures
from tests.support.judge import Validator
from tests.support.transcript import transcript
from tests.support.verapdf import ForRecords

SLUG = "spinal-fusion"
JOB = Job(SLUG, "en", "archive", "letter")


@pytest.fixture(scope="module")
def made(brochures: Brochures) -> Outcome:
    site = brochures.press.site
    outcome = produce(site, site.clinic, JOB)
    assert outcome.entry, outcome.problems
    return outcome


@pytest.fixture
def pdf(made: Outcome) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(made.data)) as opened:
        yield opened


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = node.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def carried(file: pikepdf.Object) -> tuple[str, str, bytes]:
    """Name, relation and data of a file specification."""
    return str(file.UF), str(file.AFRelationship), file.EF.F.read_bytes()


@pytest.mark.parametrize("flavour", ["ua2", "4f"])
def test_it_keeps_its_standards(
    made: Outcome, flavour: ForRecords, validator: Validator, tmp_path: Path
) -> None:
    path = tmp_path / "archive.pdf"
    path.write_bytes(made.data)
    verdict = validator.validate(path, flavour)
    assert verdict.passed, verdict.failures
    assert verdict.checks > 1000


def test_it_says_what_it_is(pdf: pikepdf.Pdf) -> None:
    assert pdf.pdf_version == "2.0"
    assert "/Info" not in pdf.trailer
    said = pdf.Root.Metadata.read_bytes()
    for claim in (b"<pdfuaid:part>2<", b"<pdfaid:part>4<", b"<pdfaid:conformance>F<"):
        assert said.count(claim) == 1


def test_it_carries_its_text_and_its_sources(pdf: pikepdf.Pdf) -> None:
    files = dict((name, (relation, data)) for name, relation, data in map(carried, pdf.Root.AF))
    assert files[f"{SLUG}.en.yaml"] == (
        "/Source",
        (ROOT / "content" / "handouts" / SLUG / "en.yaml").read_bytes(),
    )
    assert files["common.en.yaml"][1] == (ROOT / "content" / "common" / "en.yaml").read_bytes()
    relation, data = files["sources.json"]
    assert relation == "/Data"
    items = {item["id"]: item for item in json.loads(data)}
    assert items["S90"] == {
        "id": "S90",
        "type": "document",
        "title": "Complications in lumbar fusion: three techniques (Swedish trial)",
        "author": [{"literal": "Fritzell et al, Eur Spine J"}],
        "note": "summary",
        "issued": {"date-parts": [[2003]]},
        "URL": "https://doi.org/10.1007/s00586-002-0493-8",
        "DOI": "10.1007/s00586-002-0493-8",
    }
    assert set(pdf.attachments) == {*files, *(f"numbers-{number}.csv" for number in range(1, 6))}


def test_numbers_belong_to_what_shows_them(pdf: pikepdf.Pdf) -> None:
    found = [
        (str(one.S), list(csv.DictReader(io.StringIO(carried(one.AF[0])[2].decode()))))
        for one in elements(pdf.Root.StructTreeRoot)
        if "/AF" in one
    ]
    assert [kind for kind, _ in found] == [*["/Figure"] * 4, "/Table"]
    assert all(tuple(row) == COLUMNS for _, rows in found for row in rows)
    table = found[-1][1]
    assert table[0] == {
        "what": "More surgery within 8 years (slipped bone, US study)",
        "who": "How many people",
        "over": "each row names its group",
        "count": "220",
        "out-of": "1000",
        "up-to": "false",
        "sources": "S95",
    }
    assert [row["count"] for _, rows in found[:4] for row in rows] == ["71", "73", "63", "29"]


def test_links_bookmarks_and_contents_lead_to_elements(pdf: pikepdf.Pdf) -> None:
    """Structure destinations (ISO 32000-2, 12.3.2.3): to what stands there, not only its page."""
    inside = [
        note.A
        for page in pdf.pages
        for note in page.get("/Annots", [])
        if "/A" in note and pikepdf.Name.GoTo == note.A.S
    ]
    kinds = [str(action.SD[0].S) for action in inside]
    assert set(kinds) == {"/H2", "/Lbl", "/Link"}
    assert not [note for page in pdf.pages for note in page.get("/Annots", []) if "/Dest" in note]
    first = pdf.Root.Outlines.First
    assert str(first.A.SD[0].S) == "/H1"
    assert str(first.First.A.SD[0].S) == "/H2"
    entries = [one for one in elements(pdf.Root.StructTreeRoot) if one.S == pikepdf.Name.TOCI]
    assert len(entries) == 19
    assert {str(one.Ref[0].S) for one in entries} == {"/H2"}


def test_every_element_has_a_namespace_that_knows_it(pdf: pikepdf.Pdf) -> None:
    older = {str(one.S) for one in elements(pdf.Root.StructTreeRoot) if "/NS" not in one}
    assert older == {"/TOC", "/TOCI", "/Reference"}
    assert str(pdf.Root.StructTreeRoot.Namespaces[0].NS) == "http://iso.org/pdf2/ssn"


def test_it_is_heard_as_the_brochure_is(made: Outcome, brochures: Brochures) -> None:
    """But for captions, which stand in their pictures."""
    brochure = transcript(brochures(replace(JOB, edition="standard")).path)
    archived = transcript(made.data)
    assert not archived.untagged_text
    missing = [word for word in archived.words if word not in brochure.words]
    assert missing == []


def test_the_same_bytes_twice(made: Outcome, brochures: Brochures) -> None:
    site = brochures.press.site
    assert produce(site, site.clinic, JOB).data == made.data


def test_a_patients_paper_is_no_archive(brochures: Brochures) -> None:
    """Refused before anything is laid out, and without a word of the patient's."""
    site = brochures.press.site
    private = PrivateJob(JOB, Details({"talk.patient": "Ada Lovelace"}))
    outcome = produce(site, site.clinic, private)
    assert outcome.data == b""
    assert [one.message for one in outcome.problems] == [
        "the edition 'archive' cannot be made for a patient"
    ]
    assert "Lovelace" not in repr(outcome)


def test_it_is_made_only_where_it_is_named() -> None:
    assert set(EDITIONS) - set(HANDED_OUT) == {"archive"}


def test_a_caption_goes_into_its_picture_and_named_lists_say_so() -> None:
    top = branch("Document")
    group = top.add("Div")
    figure, caption = group.add("Figure", alt="A"), group.add("Caption")
    two = top.add("Div")
    first, second, loose = (
        two.add("Figure", alt="B"),
        two.add("Figure", alt="C"),
        two.add("Caption"),
    )
    names = top.add("L", attributes="/O/List/ListNumbering/None")
    names.add("LI").add("Lbl")
    bare = top.add("L", attributes="/O/List/ListNumbering/None")
    bare.add("LI").add("LBody")
    tree = renewed(top.tags.tree)
    assert tree.kids[group.number] == (figure.number,)
    assert tree.kids[figure.number] == (caption.number,)
    assert tree.kids[two.number] == (first.number, second.number, loose.number)
    assert tree.elements[names.number].attributes.endswith("/Description")
    assert tree.elements[bare.number].attributes.endswith("/None")
    assert renewed(root("Document")) == root("Document")
