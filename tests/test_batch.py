"""Many copies for patients: what comes out of a mould is, to the byte, what is laid out for each
alone; and nothing that was told outlives the batch."""

from __future__ import annotations

import gc
import io
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from handouts.api import Details, Job, Memo, Outcome, PrivateJob, front, load_site, produce
from handouts.clinic.jobs import SET
from handouts.making import batch as batches
from handouts.making.batch import Batch, Kind
from handouts.making.outcomes import Members
from handouts.outputs.output import Made
from handouts.outputs.pdf.text import subsets
from handouts.outputs.pdf.write.gathered import gathered
from tests.support.apart import apart
from tests.support.brochures import ASSETS, CONTENT
from tests.support.tongues import FONTS

SITE = load_site(CONTENT, ASSETS)
MEMO = Memo()
JOB = Job("discectomy", "en", "sheet", "letter")
TOLD = {
    "talk.patient": "Ann Sample",
    "talk.side": "Left",
    "talk.date": "2026-12-01",
    "plan.day": "2026-12-04",
    "plan.time": "07:30",
    "plan.notes": "Bring your brace.",
}
SIDE = {"talk.side": "Left"}
LONG = "Bring the list of your medicines, your walking aid, and somebody who takes you home. " * 4
OTHERS: tuple[Mapping[str, str], ...] = (
    {"talk.patient": "Quentin Z. Fjord-Griffin (7)"},
    {"talk.patient": "Zoë Núñez", "plan.time": "14:05"},
    {"talk.patient": "Nguyễn Thị Ánh", "plan.day": "2027-01-31"},
    {"talk.patient": "  Ann   Sample ", "plan.notes": "First line.\nSecond line."},
    {"talk.side": "Right", "talk.date": "next week"},
    {"talk.patient": "Bartholomew Featherstonehaugh-Cholmondeley of the Long House"},
    {"plan.notes": LONG},
    {"plan.notes": LONG.replace("Bring", "Take"), "talk.patient": "Bo Li"},
    {"talk.patient": "Ωμέγα Иванова"},
    {"talk.patient": "Wilhelmina " * 7, "talk.surgeon": "Anastasia " * 8},  # one page more
    {"talk.patient": "Bo Li", "talk.surgeon": "Dr. Sample"},
)


def job(told: Mapping[str, str], one: Job = JOB, **more: object) -> PrivateJob:
    return PrivateJob(one, Details({**TOLD, **told}), True, **more)  # type: ignore[arg-type]


def alone(one: PrivateJob) -> Outcome:
    return produce(SITE, SITE.clinic, one, MEMO)


@pytest.fixture(scope="module")
def moulded() -> Iterator[list[Outcome]]:
    """Copies for all ``OTHERS`` after those that are held against what is laid out anew, and how
    many times something was laid out."""
    with Batch(SITE, SITE.clinic, MEMO) as batch:
        for number in range(batches.TRIED + 1):
            for side in ("Left", "Right"):
                batch.outcome(job({"talk.patient": f"Ann Sample {number}", "talk.side": side}))
        yield [batch.outcome(job(told)) for told in OTHERS]


@pytest.mark.parametrize("number", range(len(OTHERS)))
def test_a_copy_out_of_a_mould_is_that_which_is_laid_out(
    moulded: list[Outcome], number: int
) -> None:
    assert moulded[number] == alone(job(OTHERS[number]))
    assert moulded[number].entry


ARABIC = "\u062f\u0627\u0631"  # letters that keep their shape beside others: no glyph of their own
FACES = """\
    - regular: fonts/Vazirmatn_400Regular.ttf
      bold: fonts/Vazirmatn_700Bold.ttf
      licence: fonts/OFL.txt
      scripts: [Arab]
"""


def test_a_name_that_runs_from_right_to_left_leaves_nothing_in_the_next_copy(
    tmp_path: Path,
) -> None:
    """What is heard of such a line stands in the structure: no other may take its place."""
    shutil.copytree(ASSETS, tmp_path / "assets")
    shutil.copytree(FONTS / "vazirmatn", tmp_path / "assets" / "fonts", dirs_exist_ok=True)
    brand = tmp_path / "assets" / "brand" / "brand.yaml"
    text = brand.read_text("utf-8")
    brand.write_text(text.replace("  more:\n", f"  more:\n{FACES}", 1), "utf-8")
    site = load_site(CONTENT, tmp_path / "assets")
    with Batch(site, site.clinic, MEMO) as batch:
        for _ in range(batches.TRIED + 1):
            batch.outcome(job({"talk.patient": ARABIC}))
        for name in ("Ann Sample", ARABIC[::-1], f"{ARABIC[::-1]} 9"):
            one = job({"talk.patient": name})
            made = batch.outcome(one)
            assert made == produce(site, site.clinic, one, MEMO)
            assert made.entry


def laid(monkeypatch: pytest.MonkeyPatch) -> list[Made]:
    """What is laid out from now on."""
    out: list[Made] = []
    real = batches.Casting.made

    def made(self: batches.Casting, one: Made, members: Members) -> Outcome:
        out.append(one)
        return real(self, one, members)

    monkeypatch.setattr(batches.Casting, "made", made)
    return out


def test_copies_are_laid_out_once_for_all_that_differ_by_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = laid(monkeypatch)
    with Batch(SITE, SITE.clinic, MEMO) as batch:
        for number in range(12):
            batch.outcome(job({"talk.patient": f"Ann {chr(65 + number)}. Sample"}))
    assert len(out) == 1 + batches.TRIED


@pytest.mark.parametrize(
    "one",
    [
        job({}, Job("discectomy-pre-op", "en", SET, "letter")),
        job({}, Job("", "en", SET, "a4"), items=("discectomy/sheet", "laminectomy/leaflet")),
        PrivateJob(
            Job("laminectomy", "en", "ink-saver", "letter"), Details(SIDE | {"talk.level": "L4"})
        ),
        PrivateJob(
            Job("discectomy", "en", "card", "letter"), Details(SIDE | {"talk.patient": "A B"})
        ),
    ],
    ids=["set", "picked", "no page", "cards"],
)
def test_whatever_is_filled_in(one: PrivateJob) -> None:
    name = next(name for name in one.details.values if name not in SIDE)
    with Batch(SITE, SITE.clinic, MEMO) as batch:
        for number in range(4):
            told = Details({**one.details.values, name: f"S{number}"})
            last = PrivateJob(one.job, told, one.plan, one.items)
            got = batch.outcome(last)
    assert got == alone(last)


@pytest.mark.parametrize(
    "told",
    [
        {"plan.day": "2026-02-30"},
        {"talk.patient": "Ann\u202eSample"},
        {"talk.side": ""},
        {"x": "y"},
    ],
)
def test_what_cannot_be_printed_is_told_as_ever(told: Mapping[str, str]) -> None:
    with Batch(SITE, SITE.clinic, MEMO) as batch:
        batch.outcome(job({}))
        got = batch.outcome(job(told))
    assert got == alone(job(told))
    assert got.problems


def test_moulds_that_are_wrong_are_found_out_and_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(self: Kind, *_: object) -> Outcome | None:
        return self.moulds[0][1] if self.moulds else None  # the paper of somebody else

    monkeypatch.setattr(Kind, "copy", wrong)
    with Batch(SITE, SITE.clinic, MEMO) as batch:
        for number in range(4):
            one = job({"talk.patient": f"Ann Sample {number}"})
            assert batch.outcome(one) == alone(one)


# ------------------------------------------------------------------ one print job


@pytest.fixture(scope="module")
def together() -> Iterator[tuple[list[pikepdf.Pdf], pikepdf.Pdf]]:
    """Copies, one of them with fields and one of an odd number of pages, and all of them as one."""
    wanted = (
        job({"talk.patient": "Ann (one) \\ 7 0 R"}),
        job({"talk.patient": "Bo Li"}),
        PrivateJob(
            Job("laminectomy", "en", "ink-saver", "letter"), Details(SIDE | {"talk.level": "L4"})
        ),
    )
    page = front(SITE, SITE.clinic, wanted[0], MEMO)
    files = [page.data, *(alone(one).data for one in wanted)]
    assert all(files)
    whole = gathered(files)
    assert len(whole) < sum(map(len, files)) * 0.8  # fonts are there once
    opened = [pikepdf.open(io.BytesIO(data)) for data in files]
    with pikepdf.open(io.BytesIO(whole)) as one:
        yield opened, one


def test_each_copy_of_a_print_job_is_as_it_was(
    together: tuple[list[pikepdf.Pdf], pikepdf.Pdf],
) -> None:
    files, one = together
    at = 0
    for file in files:
        for page in file.pages:
            assert one.pages[at].Contents.read_bytes() == page.Contents.read_bytes()
            assert one.pages[at].MediaBox == page.MediaBox
            at += 1
        at += at % 2  # the next one begins on the front of a sheet
    assert len(one.pages) == at


def test_each_copy_of_a_print_job_is_heard(
    together: tuple[list[pikepdf.Pdf], pikepdf.Pdf],
) -> None:
    files, one = together
    root = one.Root.StructTreeRoot
    assert [kid.S for kid in root.K] == ["/Document"] * len(files)
    assert sum(len(kid_tags(kid)) for kid in root.K) == sum(
        len(kid_tags(file.Root.StructTreeRoot.K)) for file in files
    )
    nums = list(root.ParentTree.Nums)
    keys = list(map(int, nums[::2]))
    assert keys == sorted(set(keys))
    assert max(keys) < int(root.ParentTreeNextKey)
    told = {int(key): value for key, value in zip(nums[::2], nums[1::2], strict=True)}
    for page in one.pages:
        if "/StructParents" in page:
            marked = page.Contents.read_bytes().count(b"/MCID")
            assert len(told[int(page.StructParents)]) == marked
        for note in page.get("/Annots", []):
            element = told[int(note.StructParent)]
            held = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
            assert any(getattr(kid, "Obj", None) == note for kid in held)


def kid_tags(element: Any) -> list[str]:
    """The tags of an element and of all in it."""
    if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
        return []
    kids: Any = element.get("/K", [])
    inside = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [str(element.S), *(tag for kid in inside for tag in kid_tags(kid))]


def test_fields_of_copies_are_told_apart(together: tuple[list[pikepdf.Pdf], pikepdf.Pdf]) -> None:
    files, one = together
    names = [str(field.T) for field in one.Root.AcroForm.Fields]
    assert names == [f"copy{number}" for number, file in enumerate(files, 1) if form_of(file)]
    told = [
        str(field.V)
        for copy in one.Root.AcroForm.Fields
        for top in copy.Kids
        for field in top.get("/Kids", [])
        if str(field.get("/T", "")) == "patient" and "/V" in field
    ]
    assert told == ["Ann (one) \\ 7 0 R", "Bo Li"]


def form_of(file: pikepdf.Pdf) -> bool:
    return "/AcroForm" in file.Root


def holding(text: str) -> list[object]:
    """The containers in this process that hold ``text`` in a text, but for what looks for them."""
    gc.collect()
    return [
        one
        for one in gc.get_objects()
        if isinstance(one, dict | list | tuple | set | frozenset)
        and any(isinstance(held, str) and text in held for held in list(one))
    ]


@apart
def test_nothing_that_was_told_outlives_the_batch() -> None:
    secret = "".join(reversed("ainohpolyX"))  # not written here, or this file would hold it
    with Batch(SITE, SITE.clinic, Memo()) as batch:
        for number in range(4):
            batch.outcome(job({"talk.patient": f"{secret} {number}"}))
        assert holding(secret)  # those who look find it while it is there
    assert not holding(secret)
    assert not subsets._subset.cache_info().currsize
