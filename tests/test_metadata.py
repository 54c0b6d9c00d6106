"""What a file says of itself outside its pages, read by pikepdf and Poppler and held against plain
words."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from handouts import __version__
from handouts.meaning.document import Document, Heading
from handouts.meaning.spans import Strong, Text
from tests.support.brochures import ASSETS, CONTENT
from tests.support.opened import Opened
from tests.support.outside import told

TITLE, SUBJECT = "Backs & <necks>", "What to ask (today)"
AUTHOR = "A Clinic \u0141"
EDITIONS = ["standard", "press", "archive"]


@pytest.fixture(scope="module")
def press() -> Opened:
    return Opened(CONTENT, ASSETS)


def made(press: Opened, edition: str) -> bytes:
    author = (Text("A "), Strong("Clinic"), Text(" \u0141"))
    document = Document(
        "a", TITLE, SUBJECT, author, "en", "2026-11-22", "condition", (), (Heading("A", 1, "a"),)
    )
    found = press.studio(edition, "letter").render(document, "{page}/{pages}")
    assert found.problems == ()
    data: bytes = found.data
    return data


@pytest.mark.parametrize("edition", EDITIONS)
def test_title_author_and_subject_are_not_taken_for_each_other(press: Opened, edition: str) -> None:
    with pikepdf.open(io.BytesIO(made(press, edition))) as pdf:
        xmp = pdf.open_metadata()
        assert xmp["dc:title"] == TITLE
        assert xmp["dc:creator"] == [AUTHOR]
        assert xmp["dc:description"] == SUBJECT
        assert set(xmp["dc:language"]) == {"en"}
        assert xmp["dc:format"] == "application/pdf"
        assert xmp["xmp:CreateDate"] == xmp["xmp:ModifyDate"] == "2026-11-22T00:00:00Z"
        assert xmp["xmp:CreatorTool"] == xmp["pdf:Producer"] == f"Handouts {__version__}"
        assert str(pdf.Root.Lang) == "en"


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_information_says_the_same_where_a_file_has_one(press: Opened, edition: str) -> None:
    with pikepdf.open(io.BytesIO(made(press, edition))) as pdf:
        found = pdf.trailer.get("/Info", pikepdf.Dictionary())
        info = {str(name): str(value) for name, value in found.items()}
    day, producer = "D:20261122000000Z", f"Handouts {__version__}"
    trapped = {"/Trapped": "/False"} if edition == "press" else {}
    wanted = {
        "/Title": TITLE,
        "/Author": AUTHOR,
        "/Subject": SUBJECT,
        "/Creator": producer,
        "/Producer": producer,
        "/CreationDate": day,
        "/ModDate": day,
        **trapped,
    }
    assert info == ({} if edition == "archive" else wanted)  # in PDF 2.0 metadata are enough


def test_poppler_reads_the_same(press: Opened, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(made(press, "standard"))
    rows = told("pdfinfo", "-isodates", tmp_path / "a.pdf").splitlines()
    found = {name: words.strip() for name, _, words in (row.partition(":") for row in rows)}
    assert (found["Title"], found["Subject"], found["Author"]) == (TITLE, SUBJECT, AUTHOR)
    assert found["CreationDate"] == found["ModDate"] == "2026-11-22T00:00:00Z"
    assert (found["Tagged"], found["Encrypted"], found["PDF version"]) == ("yes", "no", "1.7")
