"""Lists of patients: every way an office writes one, and every way one is broken."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

import pytest

pytest.importorskip("python_calamine", reason="the packages of the extra 'desk' are not here")
from handouts.desk import lists
from handouts.desk.engine import Engine
from handouts.desk.folders import Folders
from handouts.desk.papers import Papers
from handouts.desk.refusal import Refusal
from handouts.desk.table import MOST_COLUMNS, MOST_ROWS, cell, read
from tests.support.brochures import ASSETS, CONTENT

HEAD = "Name,Handout,Side,Date,Notes"
ROWS = ("Zo\u00eb,discectomy,L,2026-12-04,Bring shoes", "Ann,Caring for your back,,,")
TEXT = "\n".join((HEAD, *ROWS))
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BOOK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsx(sheets: Sequence[tuple[str, str]], more: dict[str, bytes] | None = None) -> bytes:
    """A file of sheets, each a name and the XML of its rows."""
    out = io.BytesIO()
    named = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>'
        for number, (name, _) in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="r{number}" Type="{BOOK}/worksheet" Target="worksheets/s{number}.xml"/>'
        for number, _ in enumerate(sheets, 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    link = f'<Relationship Id="a" Type="{BOOK}/officeDocument" Target="xl/workbook.xml"/>'
    tied = f'<Relationships xmlns="{package}/relationships">{{}}</Relationships>'
    book = f'<workbook xmlns="{SHEET}" xmlns:r="{BOOK}"><sheets>{named}</sheets></workbook>'
    types = f'<Types xmlns="{package}/content-types">{xml}</Types>'
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", types)
        packed.writestr("_rels/.rels", tied.format(link))
        packed.writestr("xl/workbook.xml", book)
        packed.writestr("xl/_rels/workbook.xml.rels", tied.format(links))
        for number, (_, rows) in enumerate(sheets, 1):
            packed.writestr(
                f"xl/worksheets/s{number}.xml",
                f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>',
            )
        for name, data in (more or {}).items():
            packed.writestr(name, data)
    return out.getvalue()


def row(number: int, *texts: str) -> str:
    cells = "".join(
        f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for at, text in enumerate(texts)
    )
    return f'<row r="{number}">{cells}</row>'


def ods(*rows: str) -> bytes:
    """A file of one sheet as LibreOffice writes it: the rest of the sheet is one row, repeated."""
    name = "urn:oasis:names:tc:opendocument:xmlns:"
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    end = f'<table:table-row table:number-rows-repeated="1048000">{empty}</table:table-row>'
    space = (
        f'xmlns:office="{name}office:1.0" xmlns:table="{name}table:1.0" xmlns:text="{name}text:1.0"'
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    entry = f'<m:file-entry m:full-path="/" m:media-type="{kind}"/>'
    whole = "".join(f"<table:table-row>{one}</table:table-row>" for one in rows)
    sheet = f'<table:table table:name="Today">{whole}{end}</table:table>'
    body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", kind)
        manifest = f'<m:manifest xmlns:m="{name}manifest:1.0">{entry}</m:manifest>'
        packed.writestr("META-INF/manifest.xml", manifest)
        content = f"<office:document-content {space}>{body}</office:document-content>"
        packed.writestr("content.xml", content)
    return out.getvalue()


def odd(text: str, **value: str) -> str:
    """A cell of such a sheet; ``value`` is what it holds besides what it shows."""
    kind = next(iter(value), "string")
    told = "".join(f' office:{name}-value="{one}"' for name, one in value.items())
    cell_of = f'<table:table-cell office:value-type="{kind}"{told}>'
    return f"{cell_of}<text:p>{text}</text:p></table:table-cell>"


PLAIN = row(1, "Name", "Handout") + row(2, "Ann", "discectomy")


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("cp1252"),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").replace("\n", "\r\n").encode(),
        f"\n\n{TEXT}\n,,,,\n".encode(),
        f"\n\n{TEXT}".replace(",", ";").encode(),
        f"sep=;\r\n{TEXT}".replace(",", ";").encode("utf-8-sig"),
    ],
    ids=["utf-8", "mark", "utf-16", "western", "semicolons", "tabs", "empty rows", "late", "said"],
)
def test_text_is_read_as_offices_write_it(data: bytes) -> None:
    table = read(data)
    assert table.head == tuple(HEAD.split(","))
    assert table.rows[0][0] == "Zo\u00eb" and len(table.rows) == 2


def test_lines_are_numbered_as_in_the_file() -> None:
    assert read(b"a,b\n\n1,2\n,\n3,4\n").lines == (3, 5)


def test_sheets_are_read_and_named() -> None:
    data = xlsx([("First", PLAIN), ("Other", row(1, "X") + row(2, "=1+1") + row(3, "-2"))])
    assert read(data).head == ("Name", "Handout")
    other = read(data, "Other")
    assert (other.rows, other.sheets) == ((("=1+1",), ("-2",)), ("First", "Other"))


def test_what_is_hidden_in_a_sheet_is_not_printed() -> None:
    """A filter hides rows, and keeps them in the file: who looks at it means those who are seen."""
    rows = [row(number, *cells) for number, cells in enumerate((HEAD.split(","), "abc", "def"), 1)]
    hidden = rows[1].replace("<row ", '<row hidden="1" ')
    whole = xlsx([("Old", PLAIN), ("Today", "".join((rows[0], hidden, rows[2])))])
    columns = '<cols><col min="3" max="3" hidden="1" width="9"/></cols><sheetData>'
    parts = {"Old": ("<sheetData>", "<sheetData>"), "Today": ("<sheetData>", columns)}
    data = rewritten(whole, {"xl/worksheets/s2.xml": parts["Today"]})
    data = rewritten(data, {"xl/workbook.xml": ('name="Old"', 'name="Old" state="hidden"')})
    table = read(data)
    assert (table.rows, table.lines, table.sheets) == ((("d", "e", "", ""),), (3,), ("Today",))
    assert (table.hidden_rows, table.hidden_columns) == (1, ("Side",))
    usual = ("<sheetData>", '<sheetFormatPr zeroHeight="1"/><sheetData>')
    with pytest.raises(Refusal, match="list-hidden"):
        read(rewritten(whole, {"xl/worksheets/s2.xml": usual}), "Today")
    gone = '<table:table-row table:visibility="filter" table:number-rows-repeated="2">'
    before, ann = "<table:table-row>", odd("Ann")
    kept = read(
        rewritten(
            ods(odd("Name"), ann, odd("Bob")),
            {"content.xml": (f"{before}{ann}", f"{gone}{ann}")},
        )
    )
    assert (kept.rows, kept.lines, kept.hidden_rows) == ((("Bob",),), (4,), 2)


def rewritten(data: bytes, parts: dict[str, tuple[str, str]]) -> bytes:
    """The same packed file with other words in some of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, text.replace(*parts[name]) if name in parts else text)
    return out.getvalue()


def test_open_documents_are_read() -> None:
    day, hour = odd("12/04/26", date="2026-12-04"), odd("07:30 AM", time="PT07H30M00S")
    table = read(ods(odd("Name") + odd("Date") + odd("Time"), odd("Zo\u00eb") + day + hour))
    assert table.head == ("Name", "Date", "Time")
    assert (table.rows, table.sheets) == ((("Zo\u00eb", "2026-12-04", "07:30"),), ("Today",))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (2.5, "2.5"),
        ("  a ", "a"),
        (True, "true"),
        (date(2026, 12, 4), "2026-12-04"),
        (datetime(2026, 12, 4), "2026-12-04"),
        (datetime(2026, 12, 4, 7, 30), "2026-12-04 07:30"),
        (time(7, 5), "07:05"),
        (timedelta(hours=7, minutes=30), "07:30"),
    ],
)
def test_cells_become_words(value: object, text: str) -> None:
    assert cell(value) == text


BOMB = b"0" * 30_000_000
LONG = "\n".join(("a,b", *["1,2"] * (MOST_ROWS + 1)))


def lying() -> bytes:
    """A packed file that says its sheet is small."""
    data = bytearray(xlsx([("First", PLAIN)], {"xl/big.xml": b"0" * 3_000_000}))
    size = (3_000_000).to_bytes(4, "little")
    assert data.count(size) == 2
    return bytes(data.replace(size, (100).to_bytes(4, "little")))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "list-empty"),
        (b"a,b\n", "list-empty"),
        (b"\0\1\2binary", "list-kind"),
        (b"%PDF-1.7 \xff\xfe\0\0", "list-kind"),
        ("a,b\n1,2".encode("utf-16")[:-1], "list-text"),
        (b'a,b\n"1,2', "list-quotes"),
        (b"a,b,c\n1,2,3\n4,5", "list-cut"),
        (b"sep=;\r\na;b\r\n1;2\r\n4", "list-cut"),
        (LONG.encode(), "list-rows"),
        (",".join("a" * (MOST_COLUMNS + 1)).encode() + b"\n1\n", "list-columns"),
        (b"PK\x03\x04nothing", "list-kind"),
        (xlsx([]), "list-kind"),
        (xlsx([("First", "<row r='1'><c")]), "list-kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "list-locked"),
        (lambda: xlsx([("First", PLAIN)], {"xl/media/a.bin": BOMB}), "list-bomb"),
        (lambda: xlsx([("First", PLAIN)], {f"xl/{n}.bin": BOMB for n in (0, 1)}), "list-large"),
        (lying, "list-kind"),
    ],
)
def test_what_is_no_list_is_refused_by_name(data: bytes | Callable[[], bytes], name: str) -> None:
    """What takes long to make is made when it is asked for."""
    with pytest.raises(Refusal) as refused:
        read(data() if callable(data) else data)
    assert refused.value.name == name
    assert refused.value.status in (413, 422)


def test_a_sheet_that_says_it_has_a_million_rows_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        read(xlsx([("First", PLAIN + row(1_000_000, "x"))]))
    assert refused.value.name in ("list-rows", "list-kind")


def test_many_rows_are_read_in_no_time() -> None:
    text = "\n".join((HEAD, *[ROWS[0]] * MOST_ROWS))
    assert len(read(text.encode()).rows) == MOST_ROWS


# ------------------------------------------------------------------ rows


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Folders(CONTENT, ASSETS))


def opened(engine: Engine, text: str, **more: object) -> tuple[Papers, dict[str, object]]:
    papers = Papers()
    found = lists.opened(engine, papers, text.encode())
    told = {"list": found["list"], "columns": found["guess"], "depth": "sheet", "paper": "letter"}
    return papers, {**told, **more}


def faults(engine: Engine, text: str, **more: object) -> dict[int, list[str]]:
    found = lists.checked(engine, *opened(engine, text, **more))
    return {one["row"]: one["faults"] for one in found["rows"]}  # type: ignore[attr-defined]


def test_columns_are_known_by_their_heads(engine: Engine) -> None:
    head = "Patient name,Brochure,SIDE,Surgery date,Arrival time,Surgeon,Note,Other"
    found = lists.opened(engine, Papers(), f"{head}\n1,2,3,4,5,6,7,8".encode())
    assert found["guess"] == [
        "talk.patient",
        "handout",
        "talk.side",
        "plan.day",
        "plan.arrive",
        "talk.surgeon",
        "plan.notes",
        "",
    ]


def test_rows_that_are_sound_are_ready(engine: Engine) -> None:
    assert faults(engine, TEXT) == {2: [], 3: []}


def test_each_row_says_what_is_wrong_with_it(engine: Engine) -> None:
    rows = (
        "A,discectomy,,2026-12-04,",
        "B,knee,Left,,",
        "C,discectomy,Left,2026-02-30,",
        "D,discectomy,Left,,=HYPERLINK(1)",
        "\u202eE,discectomy,Left,,",
        f"F,discectomy,Left,,{'x' * 601}",
        "G,discectomy,Middle,,",
        "+1-555,discectomy,Right,,@-x",
        "#N/A,discectomy,Right,,",
    )
    found = faults(engine, "\n".join((HEAD, *rows)))
    words = ("Side", "No handout", "Day", "formula", "Name", "Notes", "Side")
    for number, word in enumerate(words, 2):
        assert len(found[number]) == 1 and word in found[number][0], number
    assert "formula" in found[10][0]
    assert found[9] == []  # what begins like a formula and is none is text


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2026-12-04", "", "2026-12-04"),
        ("2026/12/04", "mdy", "2026-12-04"),
        ("12/04/2026", "mdy", "2026-12-04"),
        ("4.12.2026", "dmy", "2026-12-04"),
        ("13/13/2026", "mdy", ""),
        ("12/04/26", "mdy", ""),
        ("12/04/2026", "", ""),  # nobody has said which of the two is the month
        ("x", "", ""),
    ],
)
def test_days_are_read_in_the_order_of_the_list(text: str, order: str, day: str) -> None:
    assert lists._day(text, order) == day


@pytest.mark.parametrize(
    ("text", "clock"),
    [("7:30", "07:30"), ("12:05 am", "00:05"), ("7.30 PM", "19:30"), ("17:30 am", ""), ("7", "")],
)
def test_times_are_read_by_either_clock(text: str, clock: str) -> None:
    assert lists._clock(text) == clock


def test_two_columns_are_never_one_field(engine: Engine) -> None:
    columns = ["talk.patient", "talk.side", "talk.side"]
    with pytest.raises(Refusal, match="list-twice"):
        faults(engine, "A,B,C\nAnn,Left,Right", columns=columns, handout="discectomy")


def test_copies_are_in_the_language_of_the_site_or_the_one_that_is_chosen(engine: Engine) -> None:
    """Others are there too, and come first by the alphabet."""
    rows = "Name,Side\nAnn,Left\nBo,Izquierdo"
    assert min(engine.site.languages) != engine.language
    assert faults(engine, rows, handout="discectomy")[2] == []
    assert faults(engine, rows, handout="discectomy")[3]  # no side of an English sheet
    assert faults(engine, rows, handout="discectomy", language="es") == {2: [], 3: []}
    with pytest.raises(Refusal, match="selection"):
        faults(engine, rows, handout="discectomy", language="x")


def test_a_row_that_cannot_be_made_costs_no_other(engine: Engine) -> None:
    text = f"Name,Side\n{'n' * 80},Left\nBo,Right"
    papers, told = opened(engine, text, handout="discectomy")
    assert lists.made(engine, papers, told)["row"] == 2
    made = lists.made(engine, papers, {**told, "skip": True})
    assert made["copies"] == 1
    assert [one["row"] for one in made["failed"]] == [2]  # type: ignore[attr-defined]


def test_one_handout_for_all_rows(engine: Engine) -> None:
    assert faults(engine, "Name\nAnn\nBo", handout="back-health") == {2: [], 3: []}
    assert faults(engine, "Name\nAnn", handout="back-health", depth="trifold")[2]


def test_all_copies_are_made_or_the_row_is_told(engine: Engine) -> None:
    papers, told = opened(engine, TEXT)
    made = lists.made(engine, papers, {**told, "zip": True})
    assert made["copies"] == 2
    _, _, number, name = str(made["address"]).split("/")
    kept = papers.find(number, name)
    assert kept
    with zipfile.ZipFile(io.BytesIO(kept.data)) as packed:
        assert packed.namelist() == ["001-discectomy-sheet.pdf", "002-back-health-sheet.pdf"]
        assert all(packed.read(one).startswith(b"%PDF") for one in packed.namelist())
    papers, told = opened(engine, f"{TEXT}\nBo,discectomy,,,")
    assert lists.made(engine, papers, told) == {"faulty": [4]}
    assert lists.made(engine, papers, {**told, "skip": True})["copies"] == 2


def test_a_list_that_was_forgotten_is_told(engine: Engine) -> None:
    papers, told = opened(engine, TEXT)
    papers.forget()
    with pytest.raises(Refusal, match="list-gone"):
        lists.checked(engine, papers, told)
    with pytest.raises(Refusal, match="selection"):
        lists.checked(engine, *opened(engine, TEXT, columns=["x"]))
