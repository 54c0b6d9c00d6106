"""One function makes every file: of values alone, the same bytes anywhere; what is told of a
patient is not kept."""

from __future__ import annotations

import gc
import hashlib
import io
import os
import pickle
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from handouts.api import (
    Clinic,
    Details,
    Job,
    Memo,
    Outcome,
    PrivateJob,
    Site,
    Task,
    load_clinic,
    load_site,
    outcomes,
    produce,
)
from handouts.clinic.jobs import SET
from handouts.making.cache import Keys
from handouts.making.produce import Production
from handouts.making.workshop import Workshop
from handouts.outputs import file_of
from handouts.outputs.pdf.maker import words_of as kept
from handouts.outputs.pdf.text.kept import Kept
from tests.support.apart import apart
from tests.support.brochures import ASSETS, CONTENT, ROOT
from tests.support.transcript import transcript

SPREAD = (
    Job("discectomy", "en", "standard", "letter"),
    Job("laminectomy", "en", "sheet", "a4"),
    Job("back-health", "en", "trifold", "letter"),
    Job("back-health", "en", "card", "a4", weighed=True),
    Job("failed-back-syndrome", "en", "large-print", "letter"),
    Job("spinal-fusion", "en", "ink-saver", "letter", binding=10.0),
    Job("conservative-care", "en", "booklet", "letter"),
    Job("tests-and-diagnosis", "en", "press", "a4"),
    Job("artificial-disc", "en", "proof", "letter"),
    Job("discectomy", "en", "standard", "letter", person="Dr. Lee", day=date(2026, 12, 1)),
    Job("discectomy-pre-op", "en", SET, "letter"),
)
RULES = b"\npersonal-rules: {Dr. Lee: {procedures: {discectomy: {driving: after 9 weeks}}}}\n"


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site(CONTENT, ASSETS)


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    found = load_clinic(ROOT / "tests" / "clinics" / "moderate.yaml")
    return replace(found, files={name: data + RULES for name, data in found.files.items()})


@pytest.fixture(scope="module")
def memo() -> Memo:
    return Memo()


@pytest.fixture(scope="module")
def made(site: Site, clinic: Clinic, memo: Memo) -> Mapping[Job, Outcome]:
    """The spread, each with the memo of those before it."""
    found = {job: produce(site, clinic, job, memo) for job in SPREAD}
    assert not [str(problem) for one in found.values() for problem in one.problems]
    return found


# ------------------------------------------------------------------ the same bytes


def test_a_file_is_what_its_entry_says(made: Mapping[Job, Outcome]) -> None:
    for job, one in made.items():
        assert one.job == job
        assert one.entry
        assert (one.entry.file, one.entry.edition, one.entry.paper) == (
            file_of(job),
            job.edition,
            job.paper,
        )
        assert one.entry.bytes == len(one.data)
        assert one.entry.sha256 == hashlib.sha256(one.data).hexdigest()
        with pikepdf.open(io.BytesIO(one.data)) as pdf:
            assert len(pdf.pages) == one.entry.pages
    assert len({one.data for one in made.values()}) == len(SPREAD)


def test_the_same_again_in_any_order_with_any_memo(
    site: Site, clinic: Clinic, made: Mapping[Job, Outcome]
) -> None:
    """After other clinics, too, and before them."""
    memo, other = Memo(), load_clinic(ROOT / "tests" / "clinics" / "long.yaml")
    for job in reversed(SPREAD):
        between = produce(site, other, replace(job, person=""), memo)
        again = produce(site, clinic, job, memo)
        assert again == made[job], job
        assert between.data != again.data, job


@pytest.mark.parametrize("job", [SPREAD[0], SPREAD[-1]], ids=["single", "set"])
def test_the_same_without_a_memo(
    site: Site, clinic: Clinic, made: Mapping[Job, Outcome], job: Job
) -> None:
    assert produce(site, clinic, job) == made[job]


MAKE = """
import hashlib, pickle, sys
from handouts.api import produce, Memo
site, clinic, jobs = pickle.load(open(sys.argv[1], "rb"))
memo = Memo()
print("\\n".join(hashlib.sha256(produce(site, clinic, job, memo).data).hexdigest() for job in jobs))
"""


def test_the_same_in_a_process_that_has_only_the_values(
    site: Site, clinic: Clinic, made: Mapping[Job, Outcome], tmp_path: Path
) -> None:
    """Elsewhere, with other hashes, at another time: nothing but the pickled arguments is handed
    over."""
    jobs = SPREAD[::-2]
    (tmp_path / "given").write_bytes(pickle.dumps((site, clinic, jobs)))
    (tmp_path / "empty").mkdir()
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in ("PATH", "SYSTEMROOT", "VIRTUAL_ENV")
    }
    around = {
        "PYTHONHASHSEED": "77",
        "TZ": "Pacific/Kiritimati",
        "PYTHONPATH": str(ROOT),
        "SOURCE_DATE_EPOCH": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", MAKE, str(tmp_path / "given")],
        cwd=tmp_path / "empty",
        env=kept | around,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [hashlib.sha256(made[job].data).hexdigest() for job in jobs]
    assert not list((tmp_path / "empty").iterdir())


def test_what_happens_to_the_disk_later_does_not_matter(
    clinic: Clinic, made: Mapping[Job, Outcome], tmp_path: Path
) -> None:
    for name, folder in (("content", CONTENT), ("assets", ASSETS)):
        shutil.copytree(folder, tmp_path / name)
    site = load_site(tmp_path / "content", tmp_path / "assets")
    shutil.rmtree(tmp_path / "content")
    shutil.rmtree(tmp_path / "assets")
    for job in (SPREAD[0], SPREAD[3], SPREAD[-1]):
        assert produce(site, clinic, job) == made[job]


def test_everything_can_be_sent_elsewhere(
    site: Site, clinic: Clinic, made: Mapping[Job, Outcome]
) -> None:
    private = PrivateJob(SPREAD[0], Details({"talk.level": "L4"}))
    for value in (site, clinic, SPREAD, private, *made.values()):
        copy = pickle.loads(pickle.dumps(value))
        assert copy == value
        assert type(copy) is type(value)


# ------------------------------------------------------------------ days and persons


def test_a_day_only_says_which_days_have_passed(
    site: Site, clinic: Clinic, made: Mapping[Job, Outcome]
) -> None:
    entry = made[SPREAD[0]].entry
    assert entry
    due = date.fromisoformat(entry.review_by)
    on_the_day, after = (
        produce(site, clinic, replace(SPREAD[0], day=day)) for day in (due, due + timedelta(days=1))
    )
    assert on_the_day.data == made[SPREAD[0]].data
    assert "This review was due on" in " ".join(transcript(after.data).words)


def test_a_person_has_a_file_of_their_own(made: Mapping[Job, Outcome]) -> None:
    everybodys, dr_lees = made[SPREAD[0]], made[SPREAD[9]]
    assert everybodys.entry and dr_lees.entry
    assert dr_lees.entry.file == "en/discectomy-standard-letter-dr-lee.pdf"
    assert (everybodys.entry.person, dr_lees.entry.person) == ("", "Dr. Lee")
    told = [" ".join(transcript(one.data).words) for one in (everybodys, dr_lees)]
    assert "Patients of Dr. Lee: after 9 weeks" in told[0]
    assert "Patients of Dr. Lee: after 9 weeks" in told[1]


def test_no_two_people_share_a_file() -> None:
    people = (
        "",
        "Dr. Müller",
        "Dr. Möller",
        "Łukasz",
        "Ńukasz",
        "Иванов",
        "Петров",
        "Dr. Lee",
        "Dr. Le",
    )
    assert len({replace(SPREAD[0], person=one).stem for one in people}) == len(people)
    same = ("Dr. Nguyễn", "dr.  nguyễn ", unicodedata.normalize("NFD", "Dr. Nguyễn"))
    assert len({replace(SPREAD[0], person=one).stem for one in same}) == 1


# ------------------------------------------------------------------ what goes wrong


@pytest.mark.parametrize(
    ("job", "problem"),
    [
        (
            replace(SPREAD[0], slug="dicsectomy"),
            "content/handouts/dicsectomy/en.yaml:1:1: error: there is no such file",
        ),
        (
            replace(SPREAD[0], language="xx"),
            "handouts/locales:1:1: error: there is no file of words for the language 'xx'",
        ),
        (
            replace(SPREAD[0], edition="standart"),
            "content/handouts/discectomy/en.yaml:1:1: error: there is no edition 'standart'",
        ),
        (
            replace(SPREAD[0], paper="A4"),
            "content/handouts/discectomy/en.yaml:1:1: error: there is no paper 'A4'",
        ),
        (
            replace(SPREAD[0], person="Dr. Le"),
            "clinics/moderate.yaml:1:1: error: 'Dr. Le' has no rules of their own",
        ),
        (replace(SPREAD[0], edition="trifold"), "error: this handout has no 'leaflet'"),
        (
            replace(SPREAD[-1], slug="no-set"),
            "content/sets.yaml:1:1: error: there is no set 'no-set'",
        ),
    ],
    ids=lambda value: "" if isinstance(value, Job) else value.rpartition("error: ")[2],
)
def test_a_job_that_cannot_be_done_says_so(
    site: Site, clinic: Clinic, memo: Memo, job: Job, problem: str
) -> None:
    one = produce(site, clinic, job, memo)
    assert (one.job, one.entry, one.data) == (job, None, b"")
    assert [str(found) for found in one.problems if problem in str(found)]
    assert not [found for found in one.problems if "came to grief" in found.message]


SECRET = "Zebulon Quillfeather"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program comes to grief over one handout."""
    whole = Production.told

    def told(self: Production, slug: str, view: str) -> Any:
        if slug == "discectomy":
            raise RuntimeError(f"cannot set {self.details.values.get('talk.patient', 'it')}")
        return whole(self, slug, view)

    monkeypatch.setattr(Production, "told", told)


@pytest.mark.usefixtures("broken")
def test_a_fault_of_one_job_is_told_by_it_and_the_others_are_made(
    site: Site, clinic: Clinic, made: Mapping[Job, Outcome]
) -> None:
    found = {one.job: one for one in outcomes(Task(site, clinic), SPREAD)}
    assert set(found) == set(SPREAD)
    for job, one in found.items():
        if "discectomy" in job.slug:  # the handout, and the set that it is in
            (problem,) = one.problems
            assert problem.message.startswith(
                f"'{job.slug}' could not be made: the program came to grief in "
            )
            assert "(RuntimeError: cannot set it)" in problem.message
            assert (one.entry, one.data) == (None, b"")
        else:
            assert one == made[job]


@pytest.mark.usefixtures("broken")
def test_a_fault_over_a_patients_paper_repeats_nothing_of_it(site: Site, clinic: Clinic) -> None:
    one = produce(site, clinic, PrivateJob(SPREAD[0], Details({"talk.patient": SECRET})))
    (problem,) = one.problems
    assert problem.message.endswith("(RuntimeError)")
    assert "came to grief in " in problem.message
    assert not told_of(one)


# ------------------------------------------------------------------ what is told of a patient

DETAILS = Details(
    {
        "talk.patient": SECRET,
        "talk.level": "L9-L10",
        "talk.side": "Left",
        "talk.surgeon": "Dr. Xanthopoulou-Wyrd",
    }
)
TELLING = ("Zebulon", "Quillfeather", "L9-L10", "Xanthopoulou", "Wyrd")


def told_of(*values: object) -> list[str]:
    """The words of a patient's details that values show, the bytes of their files included."""
    shown = " ".join(map(repr, values)) + " ".join(map(str, values))
    files = b"".join(value.data for value in values if isinstance(value, Outcome))
    return [word for word in TELLING if word in shown or word.encode() in files]


def private(job: Job) -> PrivateJob:
    """Of a booklet, with the page in front that has a place for the name."""
    return PrivateJob(job, DETAILS, plan=job.edition == "standard")


def test_details_stand_on_the_paper(site: Site, clinic: Clinic, memo: Memo) -> None:
    """In the fields of each paper that has them; on the slip of a set."""
    sheet = produce(site, clinic, private(replace(SPREAD[0], edition="sheet")), memo)
    heard = " ".join(transcript(sheet.data).words)
    for words in (
        f"Name: {SECRET}",
        "Level of the spine: L9-L10",
        "Side: Left",
        "Surgeon: Dr. Xanthopoulou-Wyrd",
    ):
        assert heard.count(words) == 1
    packet = produce(site, clinic, private(SPREAD[-1]), memo)
    assert " ".join(transcript(packet.data).words).count(f"Name: {SECRET}") == 1
    assert not sheet.problems and not packet.problems


def test_the_file_is_otherwise_that_of_everybody(
    site: Site, clinic: Clinic, made: Mapping[Job, Outcome]
) -> None:
    job = SPREAD[0]
    assert produce(site, clinic, PrivateJob(job, Details({}))) == made[job]
    assert produce(site, clinic, PrivateJob(job, Details({"talk.level": "  "}))) == made[job]
    told = produce(site, clinic, private(job))
    assert (told.job, told.members) == (job, made[job].members)
    assert told.data != made[job].data
    assert produce(site, clinic, private(job)).data == told.data


def test_nobody_can_keep_a_private_job(site: Site, clinic: Clinic) -> None:
    with pytest.raises(TypeError):
        Keys(site, clinic).key(private(SPREAD[0]))  # type: ignore[arg-type]
    assert not isinstance(private(SPREAD[0]), Job)


def test_details_are_in_no_repr(site: Site, clinic: Clinic, memo: Memo) -> None:
    one = produce(site, clinic, private(SPREAD[0]), memo)
    assert not told_of(private(SPREAD[0]), DETAILS, one.entry, one.job, one.members, one)
    assert not told_of(Production(site, clinic, private(SPREAD[0]), memo))


@pytest.mark.parametrize(
    "details",
    [
        {"talk.side": SECRET},
        {SECRET: "L4"},
        {"talk.patient": f"{SECRET} \ue000"},
        {"talk.surgeon": "Xanthopoulou" * 20},
        {"talk.level": f"{SECRET} " * 300},
    ],
    ids=["no option", "no field", "no letter", "long word", "long text"],
)
@pytest.mark.parametrize(
    "job", [replace(SPREAD[0], edition="sheet"), SPREAD[-1]], ids=["sheet", "set"]
)
def test_details_that_do_not_fit_are_refused_and_not_repeated(
    site: Site, clinic: Clinic, memo: Memo, job: Job, details: Mapping[str, str]
) -> None:
    one = produce(site, clinic, PrivateJob(job, Details(details)), memo)
    assert one.problems
    assert one.entry is None
    assert not told_of(one, *one.problems)
    assert not [problem for problem in one.problems if "came to grief" in problem.message]


def test_nothing_is_written(
    site: Site, clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But drawings, which are nobody's."""
    monkeypatch.chdir(tmp_path)
    made = produce(site, clinic, private(SPREAD[0]), Memo(tmp_path / "figures"))
    assert made.entry
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert written and all(path.parent.name == "figures" for path in written)
    texts = [path.read_bytes() for path in written]
    assert not [word for word in TELLING for data in texts if word.encode() in data]


def strings(value: Any, seen: set[tuple[int, int]]) -> Iterator[bytes]:
    """All texts of a PDF's objects, and what its streams hold."""
    if isinstance(value, pikepdf.Object) and value.is_indirect:
        if value.objgen in seen:
            return
        seen.add(value.objgen)
    if isinstance(value, pikepdf.String):
        yield bytes(value) + str(value).encode("utf-8")
    elif isinstance(value, pikepdf.Array):
        for one in value:
            yield from strings(one, seen)
    elif isinstance(value, pikepdf.Stream | pikepdf.Dictionary):
        if isinstance(value, pikepdf.Stream) and value.get("/Filter") != "/DCTDecode":
            yield value.read_bytes()
        for key in list(value.keys()):
            yield key.encode("utf-8")
            yield from strings(value[key], seen)


@pytest.mark.parametrize("edition", ["standard", "sheet"])
def test_details_are_on_the_page_and_nowhere_else_in_the_file(
    site: Site, clinic: Clinic, memo: Memo, edition: str
) -> None:
    """Not in titles, names of fields, bookmarks or metadata: they are the values of their fields,
    which are shown as glyphs, not as letters."""
    one = produce(site, clinic, private(replace(SPREAD[0], edition=edition)), memo)
    heard = " ".join(transcript(one.data).words)
    with pikepdf.open(io.BytesIO(one.data)) as pdf:
        values = {str(field.V): field for field in pdf.objects if filled_in(field)}
        assert {"L9-L10", "/Left"} <= set(values)
        for field in values.values():
            del field["/V"]
        found = b"\n".join(strings(pdf.trailer, set()))
        assert pdf.Root.Metadata.read_bytes() in found
    for word in TELLING:
        assert word in heard or (word, edition) in (
            ("Zebulon", "standard"),
            ("Quillfeather", "standard"),
        )
        for code in ("utf-8", "utf-16-be", "utf-16-le"):
            assert word.encode(code) not in found


def filled_in(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and "/FT" in thing and "/V" in thing


def holders(words: set[str]) -> list[object]:
    """What in this process still holds any of ``words`` as such, or in a longer text."""
    gc.collect()
    found = []
    for one in gc.get_objects():
        if isinstance(one, dict):
            inside: list[object] = [*one.keys(), *one.values()]
        elif isinstance(one, list | tuple | set | frozenset):
            inside = list(one)
        else:
            continue
        if any(isinstance(text, str) and text in words for text in inside):
            found.append(one)
    return found


@apart
def test_no_memo_keeps_a_patients_words() -> None:
    """Words are kept once they are shaped, for they come again; those of a patient do not."""
    site, memo = load_site(CONTENT, ASSETS), Memo()
    name = "".join(("Thessaly", "Vornamenko"))  # whole in no constant of this module
    details = Details({"talk.patient": f"{name} {name} Junior", "talk.side": "Left"})
    private = PrivateJob(replace(SPREAD[0], edition="sheet"), details)
    one = produce(site, site.clinic, private, memo)
    assert name in transcript(one.data).words
    words = {name}
    assert [one for one in holders(words) if one is not words] == []


def words_of(site: Site, memo: Memo) -> Kept:
    """The words that are set in a memo."""
    shop = Workshop(site, memo)
    locale = shop.shelf("en").locale
    assert locale
    found = kept(shop.shown(locale, "letter"))
    assert found
    return found


@apart
def test_no_lines_of_a_patient_are_kept() -> None:
    """Those of the text are: the same booklet without a patient is not broken into lines again."""
    site, memo, name = load_site(CONTENT, ASSETS), Memo(), "".join(("Ermintrude", "Vornamenko"))
    job = replace(SPREAD[0], edition="sheet")
    details = Details({"talk.patient": name, "talk.side": "Left"})
    one = produce(site, site.clinic, PrivateJob(job, details), memo)
    assert name in transcript(one.data).words
    kept = words_of(site, memo)
    before = pickle.dumps(kept)
    assert name.encode() not in before
    produce(site, site.clinic, job, memo)
    assert pickle.dumps(kept) != before


def test_a_memo_that_is_told_how_much_keeps_the_latest_of_each_stage() -> None:
    memo, made = Memo(most=2), list[str]()

    def make(name: str) -> str:
        made.append(name)
        return name

    for name in ("a", "b", "c", "c", "b", "a"):
        assert memo.once(("script", name), partial(make, name)) == name
    assert made == ["a", "b", "c", "a"]
    assert memo.once(("document", "a"), partial(make, "d")) == "d"
    assert memo.once(("script", "a"), partial(make, "e")) == "a"
