"""The page that is filled in for one patient: what stands on it, what is refused, and that nothing
of it is lost, cut off, set too small, or kept."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pikepdf
import pytest

from handouts import cli
from handouts.api import Details, Job, Memo, Outcome, PrivateJob, front, load_site, produce
from handouts.clinic.details import clock, day, hidden
from handouts.clinic.jobs import SET
from handouts.content.locale import load_locale
from handouts.project.telling import fields
from handouts.source.reader import Reading
from tests.support.brochures import ASSETS, CONTENT
from tests.support.judge import Validator
from tests.support.lettered import sheets
from tests.support.rows import rows
from tests.support.transcript import transcript
from tests.support.verapdf import Flavour

FLAVOURS: tuple[Flavour, ...] = ("ua1", "2a")
SITE, MEMO = load_site(CONTENT, ASSETS), Memo()
SLUG = "discectomy"
NAMES = (
    "Zo\u00eb \u0141ukasz Nguy\u1ec5n",
    "\u0391\u03b8\u03b7\u03bd\u03ac",
    "\u0418\u0432\u0430\u043d",
)
TOLD = {
    "talk.patient": NAMES[0],
    "talk.side": "Left",
    "talk.level": "L4-L5",
    "plan.day": "2026-12-04",
    "plan.arrive": "06:00",
    "plan.time": "12:00",
    "plan.place": "Second floor",
    "plan.fasting": "No food after midnight.",
    "plan.medicines": "Ibuprofen: stop on Friday\n\n  A **blood thinner**: ask us ",
    "plan.limits": "No lifting",
    "plan.notes": "Bring <b>shoes</b>.\nCome early.",
}


def job(edition: str = "sheet", slug: str = SLUG, language: str = "en") -> Job:
    return Job(slug, language, edition, "letter")


def page(told: Mapping[str, str], edition: str = "sheet", slug: str = SLUG) -> Outcome:
    return front(SITE, SITE.clinic, PrivateJob(job(edition, slug), Details(told)), MEMO)


def whole(told: Mapping[str, str], edition: str = "sheet", **more: object) -> Outcome:
    private = PrivateJob(job(edition), Details(told), **more)  # type: ignore[arg-type]
    return produce(SITE, SITE.clinic, private, MEMO)


def heard(outcome: Outcome) -> str:
    assert outcome.entry, outcome.problems
    return " ".join(transcript(outcome.data).words)


def faults(told: Mapping[str, str]) -> list[str]:
    made = whole(told, plan=True)
    assert bool(made.problems) != bool(made.data)
    return [one.message for one in made.problems]


# ------------------------------------------------------------------ what stands on it


def test_all_that_is_told_stands_on_the_page_in_the_words_of_the_language() -> None:
    said = heard(page(TOLD))
    for words in (
        f"Name: {NAMES[0]}",
        "Side: Left",
        "Day: Friday, December 4, 2026",
        "Be there at: 6:00 am",
        "Time: 12:00 at noon",
        "A **blood thinner**: ask us",
        "Bring <b>shoes</b>. Come early.",
        "A back seen from behind. The left side is marked.",
    ):
        assert said.count(words) == 1, words
    assert "The right side is marked" not in said


def test_what_is_not_told_leaves_no_trace_but_the_name() -> None:
    said = heard(page({"talk.side": "Both"}))
    assert "Both sides are marked" in said
    assert "Name" in said
    assert not [word for word in ("Day:", "Time:", "Medicines", "Notes") if word in said]


def test_a_handout_that_is_about_no_side_asks_for_none() -> None:
    said = heard(page({"talk.patient": "Ann", "plan.notes": "Walk."}, slug="back-health"))
    assert "Name: Ann" in said
    assert "Side" not in said
    assert "Be there at" not in heard(page({"plan.time": "07:30"}, slug="back-health"))


@pytest.mark.parametrize("name", NAMES)
def test_names_in_any_script_of_the_faces(name: str) -> None:
    assert f"Name: {name}" in heard(page({"talk.patient": name, "talk.side": "Left"}))


@pytest.mark.parametrize("edition", ["sheet", "standard", "large-print"])
def test_the_page_stands_before_the_handout_and_both_are_sound(
    edition: str, tmp_path: Path, validator: Validator
) -> None:
    made = whole(TOLD, edition)
    said = heard(made)
    assert said.index("Bring <b>shoes</b>") < said.index("The most important thing to know")
    path = tmp_path / f"{edition}.pdf"
    path.write_bytes(made.data)
    for flavour in FLAVOURS:
        assert not validator.validate(path, flavour).failures


def test_what_only_the_page_has_a_place_for_is_never_lost() -> None:
    assert "Come early." in heard(whole(TOLD, plan=False))
    only = {"talk.side": "Left"}
    assert "marked" not in heard(whole(only)).split("The most important")[0]
    assert "The left side is marked" in heard(whole(only, plan=True))


def test_a_set_and_what_somebody_picked_have_it_too() -> None:
    named = PrivateJob(job(SET, "discectomy-pre-op"), Details(TOLD), True)
    assert "Come early." in heard(produce(SITE, SITE.clinic, named, MEMO))
    items = ("back-health/sheet", "discectomy/sheet")
    picked = PrivateJob(job(SET, ""), Details(TOLD), True, items)
    said = heard(produce(SITE, SITE.clinic, picked, MEMO))
    first, second = "Caring for your back", "Discectomy and microdiscectomy"
    assert f"{first}; {second}" in said
    body = said[said.index(second) + len(second) :]
    assert body.index(first) < body.index(second)


@pytest.mark.parametrize("items", [("nothing/sheet",), ("discectomy/trifold",), ("discectomy/x",)])
def test_what_cannot_be_picked_is_refused(items: tuple[str, ...]) -> None:
    picked = PrivateJob(job(SET, ""), Details({"talk.side": "Left"}), True, items)
    made = produce(SITE, SITE.clinic, picked, MEMO)
    assert made.problems
    assert not [one for one in made.problems if "came to grief" in one.message]


# ------------------------------------------------------------------ limits

LONGEST_NOTE = ("We will call you. " * 40)[:600].strip()


def smallest(data: bytes) -> float:
    """The smallest type of the page for the patient, in points."""
    return round(min(one.size for sheet in sheets(data)[:2] for one in sheet.letters), 1)


def typed(data: bytes) -> list[float]:
    """How large what stands in fields is set, in points."""
    with pikepdf.open(BytesIO(data)) as opened:
        looks = [
            one.AP.N.read_bytes()
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/FT") == "/Tx" and "/V" in one
        ]
    return [float(size) for look in looks for size in re.findall(rb"([\d.]+) Tf", look)]


def test_the_longest_of_everything_is_printed_whole_on_more_pages() -> None:
    told = dict(TOLD) | {
        "talk.patient": ("Wilhelmina " * 8)[:80].strip(),
        "plan.medicines": "\n".join(f"Medicine {number}: stop on Friday" for number in range(10)),
        "plan.limits": ("No lifting at all. " * 16)[:300].strip(),
        "plan.notes": LONGEST_NOTE,
    }
    made = page(told)
    assert made.entry and made.entry.pages == 2
    said = heard(made)
    for name in ("plan.notes", "plan.limits"):
        assert told[name] in said


def test_metadata_names_the_handout_and_nobody() -> None:
    with pikepdf.open(BytesIO(whole(TOLD).data)) as opened:
        told = f"{dict(opened.docinfo)} {opened.Root.Metadata.read_bytes().decode()}"
    assert "Discectomy and microdiscectomy (in short)" in told
    assert not [word for word in ("Zo", "ukasz", "L4", "Second floor") if word in told]


LONG = {"talk.patient": "Wilhelmina " * 7, "talk.surgeon": "Dr. " + "Anastasia " * 7}


def test_what_a_sheet_has_no_room_for_takes_one_leaf_more() -> None:
    told = {**TOLD, **LONG, "talk.level": ("L4-L5 and L5-S1 " * 5).strip()}
    short, long = whole(TOLD, "sheet"), whole(told, "sheet")
    assert short.entry and long.entry, long.problems
    assert long.entry.pages == short.entry.pages + 2
    last = "".join(one.text for one in sheets(long.data)[-1].letters)
    assert "What we talked about" in last
    assert "911" not in last  # the signs stand on the front of that leaf


@pytest.mark.parametrize(
    ("edition", "told"), [("sheet", LONG), ("standard", LONG), ("large-print", LONG)]
)
def test_nothing_is_shrunk(edition: str, told: Mapping[str, str]) -> None:
    made = whole({**TOLD, **told, "plan.notes": LONGEST_NOTE}, edition)
    assert made.entry, made.problems
    assert smallest(made.data) >= 12
    assert typed(made.data)
    assert min(typed(made.data)) >= 12


@rows(
    "told, message",
    [
        ({"talk.side": ""}, "'Side' is not told"),
        ({"talk.side": "Middle"}, "'Side' is none of its options"),
        ({"plan.day": "2026-02-30"}, "'Day' is no day there is"),
        ({"plan.day": "tomorrow"}, "'Day' is no day there is"),
        ({"plan.day": "0202-12-04"}, "'Day' is no day there is"),
        ({"plan.day": "2206-12-04"}, "'Day' is no day there is"),
        ({"plan.time": "25:00"}, "'Time' is no time of the day"),
        ({"plan.time": "7.30"}, "'Time' is no time of the day"),
        ({"plan.notes": "x" * 601}, "'Notes from your team' is too long"),
        ({"talk.patient": "y" * 81}, "'Name' is too long"),
        ({"talk.patient": "y" * 80}, "a word of 'talk.patient' is too long for its line"),
        ({"plan.limits": "\n".join("abcdefghijk")}, "'Limits for now' has too many lines"),
        ({"talk.patient": "Ann\u202egnp.exe"}, "'Name' has characters that cannot be seen"),
        ({"talk.patient": "Ann\x00"}, "'Name' has characters that cannot be seen"),
        ({"plan.notes": "a\u200bb"}, "'Notes from your team' has characters that cannot be seen"),
        ({"talk.patient": "\u4e2d\u6587"}, "'Name' has letters that the font has not"),
    ],
)
def test_what_cannot_be_printed_is_told_by_its_label(told: dict[str, str], message: str) -> None:
    found = faults({"talk.side": "Left", **told})
    assert found[0] == message
    for value in told.values():
        assert not value or value not in " ".join(found)


def test_what_no_line_holds_is_told_of_the_details_and_of_no_text() -> None:
    made = whole({"talk.side": "Left", "talk.patient": "y" * 80}, plan=True)
    assert [str(one.where) for one in made.problems] == ["details:1:1"]


def test_everything_wrong_is_told_at_once() -> None:
    assert len(faults({"plan.day": "x", "plan.time": "x", "talk.side": "x"})) == 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("00:00", time(0, 0)),
        ("7:05", time(7, 5)),
        ("24:00", None),
        ("7:5", None),
        ("\u0661:00", time(1, 0)),
        ("", None),
    ],
)
def test_times_are_read(text: str, found: time | None) -> None:
    assert clock(text) == found


def test_days_are_read() -> None:
    assert day("2028-02-29") and not day("2027-02-29") and not day("20270101") and not day("")


@pytest.mark.parametrize("char", ["\u202a", "\u2066", "\u200f", "\x07", "\ufeff", "\x85"])
def test_hidden_characters_are_found(char: str) -> None:
    assert hidden(f"a{char}b")
    assert not hidden("a\tb\r\nc \u00e9")


def test_times_are_told_by_halves_of_the_day() -> None:
    locale = load_locale("en", Reading())
    assert locale
    told = [locale.clock(time(hour, 5 * (hour == 7))) for hour in (0, 7, 12, 13, 23)]
    assert [one.replace("\u00a0", " ") for one in told] == [
        "12:00 at midnight",
        "7:05 am",
        "12:00 at noon",
        "1:00 pm",
        "11:00 pm",
    ]


# ------------------------------------------------------------------ as it is declared

SUBJECT = (CONTENT / "subject.yaml").read_bytes()
CALLED = b"""
plan:
  kind: F\xc3\xbcr Sie
  title: Ihr Plan
  subtitle: Legen Sie diese Seite obenauf.
  fields: {notes: {label: Hinweise}}
"""


def declared(old: bytes, new: bytes, **files: bytes) -> Outcome:
    """The page of a site whose subject is declared otherwise."""
    assert old in SUBJECT
    changed = {"subject.yaml": SUBJECT.replace(old, new, 1)}
    changed |= {name.replace("_", ".") + ".yaml": data for name, data in files.items()}
    site = replace(SITE, content=SITE.content.changed(changed))
    return front(site, site.clinic, PrivateJob(job(), Details({"plan.notes": "Walk."})))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"{left: Left", b"{lef: Left", "figure 'side-left' has no anchor 'lef'"),
        (b"figure: side-left", b"figure: side-lef", "there is no figure 'side-lef'"),
        (b"families: [procedure,", b"families: [procedur,", "there is no family 'procedur'"),
        (
            b"options: [Left, Right, Both]",
            b"options: [Left, Right]",
            "there are 2 options, and 3 pictures",
        ),
        (b"kind: date", b"kind: dat", "unknown value 'dat'"),
        (b"longest: 600", b"longest: 6000", "out of range"),
    ],
)
def test_a_plan_that_is_not_sound_is_told_at_its_place(
    old: bytes, new: bytes, message: str
) -> None:
    (problem, *_) = declared(old, new).problems
    assert message in f"{problem.message} {problem.hint}"
    assert problem.where.path == "content/subject.yaml" and problem.where.line > 20


def test_a_plan_has_words_in_another_language() -> None:
    assert "Hinweise" in heard(declared(b"plan:", b"plan:", subject_en=CALLED))
    wrong = CALLED.replace(b"notes:", b"note:")
    (problem, *_) = declared(b"plan:", b"plan:", subject_en=wrong).problems
    assert "there is no field of the plan 'note'" in problem.message


def test_a_site_without_a_plan_prints_none() -> None:
    bare = SUBJECT[: SUBJECT.index(b"# the page that is filled in")]
    site = replace(SITE, content=SITE.content.changed({"subject.yaml": bare}))
    told = PrivateJob(job(), Details({"talk.side": "Left"}), True)
    made = produce(site, site.clinic, told)
    assert made.entry and made.entry.pages == 4
    lost = PrivateJob(job(), Details({"plan.notes": "x", "talk.side": "Left"}), True)
    assert "belong to no field" in produce(site, site.clinic, lost).problems[0].message


# ------------------------------------------------------------------ nothing is kept


def test_the_same_page_again_has_the_same_bytes_and_another_patients_has_none_of_it() -> None:
    first = page(TOLD).data
    other = page({"talk.patient": "Ann", "talk.side": "Left"})
    assert "Second floor" not in heard(other)
    assert page(TOLD).data == first
    fresh = front(SITE, SITE.clinic, PrivateJob(job(), Details(TOLD)), Memo())
    assert fresh.data == first


# ------------------------------------------------------------------ from a script


def fill(out: str, *arguments: str, slug: str = SLUG) -> int:
    folders = ("--content", str(CONTENT), "--assets", str(ASSETS))
    edition = ("--edition", "sheet") if slug == SLUG else ()  # a set has none
    return cli.main(["fill", slug, "--out", out, *folders, *edition, *arguments])


YAML = """
talk: {patient: Ann, side: Left}
plan:
  medicines:
    - Ibuprofen
    - Aspirin
plan.time: 07:30
"""


def piped(data: bytes) -> TextIOWrapper:
    """A pipe, as a system gives it that takes all for letters of another kind."""
    return TextIOWrapper(BytesIO(data), encoding="cp1252")


def test_what_is_piped_in_is_utf_8(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", piped("\ufefftalk: {side: Left, level: Zoë}".encode()))
    assert fill(str(tmp_path / "a.txt"), "--details", "-", "--edition", "text") == 0
    assert "Zoë" in (tmp_path / "a.txt").read_text("utf-8")
    monkeypatch.setattr(sys, "stdin", piped(b"talk: {side: Left, level: Zo\xeb}"))
    assert fill(str(tmp_path / "b.txt"), "--details", "-", "--edition", "text") == 2


@pytest.mark.parametrize(
    "text", [YAML, json.dumps({"talk.side": "Left", "plan": {"medicines": ["Ibuprofen"]}})]
)
def test_a_script_tells_it_in_yaml_or_json(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", piped(text.encode()))
    assert fill(str(tmp_path / "a.pdf"), "--details", "-") == 0
    said = " ".join(transcript((tmp_path / "a.pdf").read_bytes()).words)
    assert "Ibuprofen" in said
    assert ("7:30 am" in said) == ("07:30" in text)


def test_a_set_is_filled_by_its_name(tmp_path: Path) -> None:
    given = ("--field", "talk.side=Left", "--field", "talk.patient=Ann")
    assert fill(str(tmp_path / "a.pdf"), *given, slug="discectomy-pre-op") == 0
    assert "Name: Ann" in " ".join(transcript((tmp_path / "a.pdf").read_bytes()).words)


def test_the_page_may_be_left_out(tmp_path: Path) -> None:
    given = ("--field", "talk.side=Left")
    assert (
        fill(str(tmp_path / "a.pdf"), *given)
        == fill(str(tmp_path / "b.pdf"), *given, "--no-plan")
        == 0
    )
    with pikepdf.open(tmp_path / "a.pdf") as one, pikepdf.open(tmp_path / "b.pdf") as two:
        assert len(one.pages) == len(two.pages) + 2


def test_a_side_is_asked_for_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fill(str(tmp_path / "a.pdf"), "--field", "talk.patient=Ann") == 1
    assert "'Side' is not told" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "text", ["a: &x SECRET\nb: *x", "[SECRET]", "a: {b: {c: {d: {e: SECRET}}}}", "a: [[SECRET]]"]
)
def test_what_is_no_list_of_fields_is_refused_and_not_repeated(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", piped(text.encode()))
    assert fill(str(tmp_path / "a.pdf"), "--details", "-") == 1
    assert "SECRET" not in "".join(capsys.readouterr())
    assert not list(tmp_path.iterdir())


def test_groups_and_whole_names_are_one() -> None:
    assert fields({"a": {"b": "c"}}) == fields({"a.b": "c"}) == {"a.b": "c"}
    assert fields({"a": ["b", "c"]}) == {"a": "b\nc"}
    assert fields({"a": 1}) is fields("a") is None
