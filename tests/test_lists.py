"""Lists of any length: a copy for each row, whoever makes it; nothing told of anybody but in the
copies."""

from __future__ import annotations

import csv
import errno
import pickle
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from handouts.api import Details, Job, Outcome, PrivateJob, produce
from handouts.cli import main
from handouts.lists import running
from handouts.lists.reading import Row, Unread, batches, rows
from handouts.lists.units import Copies, Made, Rows
from handouts.making import batch
from handouts.making.batch import Casting
from handouts.making.produce import outcome_of
from handouts.making.site import load_site
from handouts.project.executors import Here
from handouts.project.stores import Local
from handouts.project.tasks import today
from tests.support.brochures import ASSETS, CONTENT

EXTRA = "its packages come with an extra of ours"

HEAD = ("talk.patient", "Side", "plan.day")
PEOPLE = [(f"Person Number {number}", "Left", "2026-12-04") for number in range(5)]
JOB = (
    "fill",
    "discectomy",
    "--edition",
    "sheet",
    "--content",
    str(CONTENT),
    "--assets",
    str(ASSETS),
)
FIELDS = {name.casefold(): name for name in (*HEAD, "talk.side")} | {"side": "talk.side"}
Shown = pytest.CaptureFixture[str]


def written(path: Path, people: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *people])
    return path


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copies of a short list, made here once."""
    home = tmp_path_factory.mktemp("list")
    path = written(home / "list.csv", PEOPLE)
    assert main([*JOB, "--list", str(path), "--out", str(home / "out")]) == 0
    return home


def test_each_row_is_a_copy_as_one_alone(copies: Path) -> None:
    names = [path.name for path in sorted((copies / "out").iterdir())]
    assert names == [f"{number:06}-discectomy.pdf" for number in range(2, 7)]
    site = load_site(CONTENT, ASSETS)
    job = Job("discectomy", "en", "sheet", "letter", day=today())
    for number in (0, 4):  # the first is laid out, the last is painted into a mould
        name = f"Person Number {number}"
        told = Details({"talk.patient": name, "talk.side": "Left", "plan.day": "2026-12-04"})
        alone = produce(site, site.clinic, PrivateJob(job, told, plan=True))
        assert (copies / "out" / names[number]).read_bytes() == alone.data


def test_most_rows_are_not_laid_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    site, laid = load_site(CONTENT, ASSETS), list[Casting]()

    def counted(casting: Casting) -> Outcome:
        laid.append(casting)
        return outcome_of(casting)

    monkeypatch.setattr(batch, "outcome_of", counted)
    job = Job("discectomy", "en", "sheet", "letter")
    copies = Copies(site, site.clinic, job, False, "list.csv", Local(tmp_path))
    told = [Row(n, {"talk.patient": f"Person {n}", "talk.side": "Left"}) for n in range(2, 12)]
    assert copies.open()(Rows(tuple(told))).files == 10
    assert len(laid) == 1 + batch.TRIED


def test_blocks_of_rows_grow() -> None:
    found = iter([Row(n, {}) for n in range(200)])
    assert [len(one) for one in batches(found, 25, 80)] == [25, 50, 80, 45]


def test_processes_and_parquet_make_the_same(copies: Path, tmp_path: Path) -> None:
    arrow, parquet = (
        pytest.importorskip("pyarrow", reason=EXTRA),
        pytest.importorskip("pyarrow.parquet", reason=EXTRA),
    )
    columns = {
        name: list(cells) for name, cells in zip(HEAD, zip(*PEOPLE, strict=True), strict=True)
    }
    path = tmp_path / "list.parquet"
    parquet.write_table(arrow.table(columns), path)
    assert main([*JOB, "--list", str(path), "--out", str(tmp_path / "out"), "--jobs", "2"]) == 0
    for one in (copies / "out").iterdir():
        assert (tmp_path / "out" / one.name).read_bytes() == one.read_bytes()
    path.write_bytes(b"PAR1 and nothing more")
    assert main([*JOB, "--list", str(path), "--out", str(tmp_path / "none")]) == 1


def test_faulty_rows_are_told_by_line_and_cost_no_other(tmp_path: Path, capsys: Shown) -> None:
    people = [
        ("Secret Name", "Left", "2026-12-04", ""),
        ("Secret Name", "Left", "2026-13-04", ""),
        ("Secret Name", "Left", "2026-12-04", "nonesuch"),
        ("Secret Name", "Left", "2026-12-04", "", "more"),
        ("Secret Name" * 300, "Left", "2026-12-04", ""),
    ]
    path = written(tmp_path / "list.csv", people, (*HEAD, "handout"))
    assert main([*JOB, "--list", str(path), "--out", str(tmp_path / "out")]) == 1
    told = capsys.readouterr()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["000002-discectomy.pdf"]
    assert "list.csv:3:1: error: 'Day' is no day there is" in told.err
    assert "list.csv:4:1: error: there is no handout of this name" in told.err
    assert "list.csv:5:1: error: this row has 5 cells, its head 4" in told.err
    assert "list.csv:6:1: error: a cell has more than 2,000 characters" in told.err
    assert "1 copy, " in told.out
    assert "Secret" not in told.out + told.err
    assert {one.name for one in tmp_path.iterdir()} == {"list.csv", "out"}, (
        "nothing else is written"
    )
    # of another day, where that very row cannot be made
    written(path, [("Another Name", "Lefft", "2026-12-05", "")], (*HEAD, "handout"))
    assert main([*JOB, "--list", str(path), "--out", str(tmp_path / "out")]) == 1
    assert f"{tmp_path / 'out'}:1:1: error: copies of an earlier list" in capsys.readouterr().err


def test_a_full_disk_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown
) -> None:
    """And not for each of ten thousand rows, each of which is laid out first."""
    begun = list[str]()

    def full(_: Local, path: str, data: bytes) -> None:
        begun.append(path)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Local, "write", full)
    path = written(tmp_path / "list.csv", PEOPLE)
    assert main([*JOB, "--list", str(path), "--out", str(tmp_path / "out")]) == 1
    told = capsys.readouterr()
    where = "list.csv:2:1: error: the copy of this row cannot be written, and no other is begun"
    assert f"{where}: No space left on device" in told.err and told.err.count("error:") == 1
    assert begun == ["000002-discectomy.pdf"] and told.out.startswith("0 copies")


def test_editions_of_rows_are_told_at_their_rows(tmp_path: Path, capsys: Shown) -> None:
    """What stands in a cell is not repeated: it may be somebody's name in the wrong column."""
    wanted = ("discectomy/Secret", "discectomy/bilingual", "discectomy/set", "discectomy/text")
    people = [("Secret Name", "Left", "2026-12-04", one) for one in (*wanted, "discectomy/sheet")]
    path = written(tmp_path / "list.csv", people, (*HEAD, "handout"))
    asked = ("fill", "discectomy-pre-op", *JOB[-4:], "--list", str(path))
    assert main([*asked, "--out", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().err
    for line, message in (
        (2, "there is no edition of this name"),
        (3, "this edition has two languages"),
        (4, "a set has no edition"),
        (5, "the edition 'text' cannot have a page for a patient in front"),
    ):
        assert f"list.csv:{line}:1: error: {message}" in told
    assert "Secret" not in told and "content/" not in told
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["000006-discectomy.pdf"]


def test_a_set_is_filled_in_by_the_editions_of_its_items(tmp_path: Path, capsys: Shown) -> None:
    asked = ["fill", "discectomy-pre-op", "--edition", "large-print", *JOB[-4:]]
    assert main([*asked, "--field", "talk.side=Left", "--out", str(tmp_path / "a.pdf")]) == 2
    assert "--edition:1:1: error: a set has no edition" in capsys.readouterr().err
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"talk.patient,unheard\nA,B\n", "list.csv:1:2: error: column 2 of the head is no field"),
        (b"Side,talk.side\nA,B\n", "list.csv:1:2: error: column 2 of the head is there before"),
        (b"Side\nLeft\n\xff\xfe\n", "list.csv:3:1: error: from here on this is not text in UTF-8"),
        ("Side,Name\nLeft,é\nLeft,Zoé".encode() + b"\xe4\n", "list.csv:3:9: error: from here on"),
        (b"\xff\xfeS", "list.csv:1:1: error: from here on this is not text in UTF-16"),
        (b'Side\nLeft\n"Le"ft\n', "this row is no CSV"),
        (b"Side,Day\nLeft", "list.csv:2:1: error: the list ends in the middle of this row"),
        (b"sep=;\r\nSide;Day\r\n;\r\nLeft", "list.csv:4:1: error: the list ends in the middle"),
        (b"Side\n", "there is no row in this list"),
        (b"", "the head has 0 columns"),
    ],
)
def test_lists_that_cannot_be_read(
    tmp_path: Path, capsys: Shown, text: bytes, message: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(text)
    assert main([*JOB, "--list", str(path), "--out", str(tmp_path / "out"), "--no-plan"]) in (1, 2)
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("code", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_list_is_read_as_offices_write_it(tmp_path: Path, code: str) -> None:
    """As at the desk: "Unicode text" of an office is UTF-16 with tabs, and says so."""
    told = 'Who\tMRN\r\n"Zoë\r\nÑandú"\t1\r\nBo\t\r\n'
    mark = "\ufeff" if code.endswith("e") else ""
    path = tmp_path / "list.csv"
    path.write_bytes(f"{mark}{told}".encode(code))
    found = [one for one in rows(path, FIELDS, {"Who": "talk.patient", "mrn": ""})]
    assert [one.line for one in found] == [2, 4]
    cells = [dict(one.cells) for one in found if isinstance(one, Row)]
    assert cells == [{"talk.patient": "Zoë\r\nÑandú"}, {"talk.patient": "Bo"}]


@pytest.mark.parametrize("text", ["Who,MRN\nAnn\nBo\n", "Who,MRN\nAnn,\nBo,", "Who,MRN\nAnn\rBo\r"])
def test_offices_leave_out_what_is_empty(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode())
    found = rows(path, FIELDS, {"Who": "talk.patient", "mrn": ""})
    told = [dict(one.cells) for one in found if isinstance(one, Row)]
    assert told == [{"talk.patient": "Ann"}, {"talk.patient": "Bo"}]


def test_copies_that_a_worker_keeps_to_itself_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown
) -> None:
    """On its machine, in a folder of the same name, which nobody will look into."""
    people, out = written(tmp_path / "list.csv", PEOPLE[:2]), tmp_path / "out"

    def elsewhere(work: Copies, *_: object) -> Here[Rows, Made]:
        return Here(replace(work, out=Local(tmp_path / "theirs")))

    monkeypatch.setattr("handouts.commands.lists.executor", elsewhere)
    asked = ("--list", str(people), "--out", str(out), "--dask", "tcp://scheduler:8786")
    assert main([*JOB, *asked]) == 2
    told = capsys.readouterr()
    assert f"{out}:1:1: error: copies were made that are not here" in told.err
    assert "2 copies" not in told.out


def test_columns_may_be_named_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("\ufeffWho;MRN\nAnn;17\n\n;\nBo;18\n", "utf-8")
    found = list(rows(path, FIELDS, {"Who": "talk.patient", "mrn": ""}))
    assert found == [Row(2, {"talk.patient": "Ann"}), Row(5, {"talk.patient": "Bo"})]
    assert "Ann" not in repr(found)
    path.write_text("sep=;\r\nSide;plan.day\r\nLeft;\r\n", "utf-8")  # as Excel has it
    assert list(rows(path, FIELDS, {})) == [Row(3, {"talk.side": "Left"})]


def test_rows_are_taken_as_they_are_needed(tmp_path: Path) -> None:
    """Of a list without an end, no more is read than is worked on."""
    site = load_site(CONTENT, ASSETS)
    job = Job("discectomy", "en", "sheet", "letter")
    copies = Copies(site, site.clinic, job, False, "list.csv", Local(tmp_path))
    assert "Ann" not in repr(Rows((Row(2, {"talk.patient": "Ann"}),)))
    assert pickle.loads(pickle.dumps(copies.carried)).job == job
    taken = 0

    def endless() -> Iterator[Row | Unread]:
        nonlocal taken
        while True:
            taken += 1
            yield Row(taken, {"handout": "nonesuch"})

    class Enough(Exception):
        pass

    def step(tally: running.Tally) -> None:
        if len(tally.problems) + tally.more >= 300:
            raise Enough

    with pytest.raises(Enough):
        running.run(endless(), "list.csv", Here(copies), step)
    assert taken <= 300 + running.MOST
    shutil.rmtree(tmp_path, ignore_errors=True)
