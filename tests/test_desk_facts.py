"""Facts, brand and favourites that are changed at the desk: nothing else in their files changes."""

from __future__ import annotations

import asyncio
import difflib
import io
import json
import shutil
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

pytest.importorskip("ruamel.yaml", reason="the packages of the extra 'desk' are not here")
from handouts.cli import main
from handouts.desk import brand, facts, favourites, yamlfile
from handouts.desk.engine import Engine
from handouts.desk.folders import Folders
from handouts.desk.refusal import Refusal
from handouts.desk.worker import Worker
from handouts.project.tasks import today
from tests.support.brochures import ASSETS, CONTENT, ROOT, copied

CLINIC = (CONTENT / "clinic.yaml").read_bytes()
PHONE = [["(555) 010-0100", 'press "2" # or wait: \u00fc']]
Site = Callable[[], Engine]


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """A desk for a site of its own."""
    copied(tmp_path / "content")
    shutil.copytree(ASSETS, tmp_path / "assets")
    return Engine(Folders(tmp_path / "content", tmp_path / "assets"))


def changes(old: bytes, new: bytes) -> list[str]:
    """The lines that differ."""
    lines = difflib.unified_diff(old.decode().splitlines(), new.decode().splitlines(), n=0)
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def save(engine: Engine, **values: object) -> dict[str, object]:
    version = facts.form(engine)["version"]
    named = {name.replace("__", ".").replace("_", "-"): value for name, value in values.items()}
    return facts.save(engine, {"version": version, "values": named})


# ------------------------------------------------------------------ facts


def test_what_others_save_meanwhile_is_on_the_next_paper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk is open all day: facts, texts, the brand of its clinic are as they are now."""
    shutil.copytree(ROOT / "tests/site", tmp_path, dirs_exist_ok=True)
    for folder in ("fonts", "icons"):
        shutil.copytree(ASSETS / folder, tmp_path / "assets" / folder)
    networks = tmp_path / "content/networks"
    (networks / "valley").mkdir(parents=True)
    (tmp_path / "far").mkdir()
    monkeypatch.setattr("handouts.desk.engine.OFTEN", 0.0)
    own = tmp_path / "far/ash.yaml"
    own.write_text("name: Ash\n", "utf-8")
    worker = Worker(Folders(tmp_path / "content", tmp_path / "assets", own))

    def seen() -> tuple[str, str, str]:
        async def asked() -> tuple[str, str, str]:
            return await worker.run(
                lambda engine: (
                    str(engine.catalogue()["clinic"]),
                    engine.site.content.files["glossary/en.yaml"].sha256,
                    engine.site.assets.whole,
                )
            )

        return asyncio.run(asked())

    try:
        before = seen()
        assert before[0] == "Ash" and seen() == before
        own.write_text("name: Ash Spine Center\n", "utf-8")
        glossary = tmp_path / "content/glossary/en.yaml"
        glossary.write_text(f"{glossary.read_text('utf-8')}# mended\n", "utf-8")
        after = seen()
        assert after[0] == "Ash Spine Center" and after[1] != before[1] and after[2] == before[2]
        shutil.copytree(tmp_path / "assets/brand", networks / "blue")
        (networks / "blue/another.yaml").write_text("# of ash alone\n", "utf-8")
        told = "clinics:\n  ash: {facts: ../../far/ash.yaml, brand: blue}\n"
        (networks / "valley.yaml").write_text(told, "utf-8")
        assert seen()[2] != before[2]
    finally:
        worker.close()


def test_a_fact_is_set_from_a_terminal(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    folders = engine.folders
    where = ["--content", str(folders.content), "--assets", str(folders.assets)]
    number = "(555) 010-0100"
    assert main(["clinic", "set", "phone", number, "--note", "press 2", *where]) == 0
    assert changes(CLINIC, folders.clinic_file.read_bytes()) == [
        '-phone: ""',
        f'+phone: {{number: "{number}", note: "press 2"}}',
    ]
    before = folders.clinic_file.read_bytes()
    assert main(["clinic", "set", "phon", number, *where]) == 2
    assert main(["clinic", "set", "name", "My", "Clinic", *where]) == 2  # no quotes around it
    assert main(["clinic", "set", "website", "no address", *where]) == 1
    assert folders.clinic_file.read_bytes() == before
    folders.clinic_file.write_text('name: A\nphone:   ""  # odd\nlist: [1,  2]\n', "utf-8")
    assert main(["clinic", "set", "phone", number, *where]) == 1  # it cannot be written back
    folders.clinic_file.write_text("name: A\nphone: [\n", "utf-8")
    assert main(["clinic", "set", "phone", number, *where]) == 1
    told = capsys.readouterr().err
    assert "content/clinic.yaml:3:1: error: this is not YAML" in told
    assert "there is no fact 'phon'" in told
    assert "did you mean 'phone'" in told
    assert "clinic.yaml" in told


def test_only_what_was_changed_changes(engine: Engine) -> None:
    saved = save(engine, phone=PHONE, discectomy__driving=[["After 2 weeks", ""]])
    assert saved["saved"] is True
    lines = changes(CLINIC, engine.folders.clinic_file.read_bytes())
    assert lines == [
        '-phone: ""',
        '+phone: {number: "(555) 010-0100", note: "press \\"2\\" # or wait: \u00fc"}',
        '-    driving: ""',
        '+    driving: "After 2 weeks"',
    ]
    known, _ = engine.shop.facts(engine.clinic, "en")
    assert known and known.known["phone"].values[0].note.startswith("press")


def test_a_list_comes_and_goes_without_a_trace(engine: Engine) -> None:
    many = [["1 Main Street", ""], ["2 Side Street", ""]]
    team = [["Ann Example", "surgeon"], ["Bo Example", "nurse"]]
    save(engine, address=many, team=team, numbers=[["(555) 010-0101", "X-ray"]])
    form = {one["name"]: one["values"] for one in facts.form(engine)["facts"]}  # type: ignore[attr-defined]
    assert form["address"] == [("1 Main Street", ""), ("2 Side Street", "")]
    assert form["team"] == [tuple(one) for one in team]
    save(engine, address=[], team=[], numbers=[])
    lines = changes(CLINIC, engine.folders.clinic_file.read_bytes())
    assert lines == ['-address: ""', "+address: []"]


def test_the_form_says_what_is_missing_for_a_release(engine: Engine) -> None:
    before = facts.form(engine)["missing"]
    assert "Office phone" in before and "Clinic" not in before  # type: ignore[operator]
    assert "Office phone" not in save(engine, phone=PHONE)["missing"]  # type: ignore[operator]


def test_somebody_elses_change_is_not_lost(engine: Engine) -> None:
    version = facts.form(engine)["version"]
    path = engine.folders.clinic_file
    theirs = CLINIC.replace(b"Norelle Health", b"Other Health")
    path.write_bytes(theirs)
    told = facts.save(engine, {"version": version, "values": {"name": [["My Health", ""]]}})
    shown = {one["name"]: one["values"] for one in told["conflict"]["facts"]}  # type: ignore[index]
    assert shown["name"] == [("Other Health", "")]
    assert path.read_bytes() == theirs


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("phone", "TODO"),
        ("website", "nowhere"),
        ("fever", "hot"),
        ("shower", "x" * 91),
        ("name", ""),
    ],
)
def test_a_value_that_is_none_is_told_at_its_fact_and_not_written(
    engine: Engine, name: str, value: str
) -> None:
    told = save(engine, **{name: [[value, ""]]})
    problems = told["problems"]
    assert isinstance(problems, list) and problems[0]["name"] == name
    assert engine.folders.clinic_file.read_bytes() == CLINIC


def test_a_change_that_voids_a_signature_says_so(engine: Engine) -> None:
    save(engine, fasting=[["Nothing after midnight.", ""]], shower=[["Day 3", ""]])
    known, _ = engine.shop.facts(engine.clinic, "en")
    assert known
    from handouts.signing.versions import facts_versions, version  # noqa: PLC0415

    now = facts_versions(known)
    signed = "".join(f"      {name}: {digits}\n" for name, digits in now.items())
    who = f"version: {version(now)}\n    name: Dr. Example\n    role: surgeon\n    date: 2026-11-01"
    text = f"en:\n  - {who}\n    facts:\n{signed}"
    (engine.folders.content / "clinic.review.yaml").write_text(text, "utf-8")
    engine.load()
    state, problems = engine.shop.facts_state(engine.clinic, known, "en", today())
    assert not problems and state.signed["shower"]
    told = save(engine, shower=[["Day 4", ""]])
    assert told["void"] == ["First shower"]


def test_a_fact_is_shown_where_it_is_printed_before_it_is_saved(engine: Engine) -> None:
    told = {
        "name": "discectomy.driving",
        "values": {"discectomy.driving": [["After 19 weeks", ""]]},
    }
    shown = facts.where(engine, told)
    assert "After 19 weeks" in str(shown["words"])
    assert shown["title"] == "Discectomy and microdiscectomy"
    assert engine.folders.clinic_file.read_bytes() == CLINIC


@pytest.mark.parametrize(
    "text",
    [
        "name:   Spaced\n",
        "name: {a: b}\nname: c\n",
        "- list\n",
        "a: [1,2]\n",
        "\tname: x\n",
        "name: &x A\nb: *x # c\n",
    ],
)
def test_a_file_that_would_not_come_back_as_it_is_stays(text: str) -> None:
    with pytest.raises(Refusal, match="rewriting"):
        yamlfile.changed(text.encode(), {("phone",): "1"})


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "\n"])
def test_what_a_program_for_text_puts_around_lines_stays(mark: str, end: str, last: str) -> None:
    old = f'{mark}# top\nname: A\nphone: ""{last}'.replace("\n", end).encode()
    new = f'{mark}# top\nname: A\nphone: "1"{last}'.replace("\n", end).encode()
    assert yamlfile.changed(old, {("phone",): "1"}) == new
    assert yamlfile.changed(old, {("name",): "A"}) == old.replace(b"A", b'"A"')


def test_any_comment_stays_where_it_is() -> None:
    old = b"# top\na: b # side\n\n# before c\nc:\n  - x\n  # in c\n  - y\n\n# before d\n"
    old += b"d: {e: f} # end\n# tail\n"
    new = yamlfile.changed(old, {("a",): "z", ("d",): "g"})
    assert changes(old, new) == [
        "-a: b # side",
        '+a: "z" # side',
        "-d: {e: f} # end",
        '+d: "g"    # end',  # it stays in its column
    ]


# ------------------------------------------------------------------ the brand

BLUE = {"main": "#123456", "tint": "#EAF3F6"}


def test_a_colour_is_changed_wherever_the_brand_uses_it(engine: Engine) -> None:
    old = (ASSETS / "brand" / "brand.yaml").read_bytes()
    told = brand.save(engine, {**BLUE, "version": brand.form(engine)["version"]})
    assert told.get("saved"), told
    new = (engine.folders.assets / "brand" / "brand.yaml").read_bytes()
    lines = changes(old, new)
    gone, come = [line for line in lines if line[0] == "-"], [one for one in lines if one[0] == "+"]
    assert [one[1:].replace("#0B4F6C", "#123456") for one in gone] == [one[1:] for one in come]
    assert b"#0B4F6C" not in new and old.count(b"#0B4F6C") == new.count(b"#123456") > 3


def test_what_cannot_be_read_is_shown_and_not_saved(engine: Engine) -> None:
    old = (ASSETS / "brand" / "brand.yaml").read_bytes()
    pale = {"main": "#88AACC", "tint": "#EAF3F6", "version": brand.form(engine)["version"]}
    told = brand.save(engine, pale)
    assert "contrast" in str(told["problems"])
    assert told["contrast"]["on-white"] < 7  # type: ignore[index]
    assert (engine.folders.assets / "brand" / "brand.yaml").read_bytes() == old


def test_a_logo_of_dots_has_an_ending_of_its_own(engine: Engine) -> None:
    out = io.BytesIO()
    Image.new("RGB", (800, 220), "navy").save(out, "PNG")
    sent = f"data:image/png;base64,{b64encode(out.getvalue()).decode()}"
    told = {**BLUE, "logo": sent, "version": brand.form(engine)["version"]}
    files = brand.changed(engine, told)
    assert files["brand/logo.png"] == out.getvalue()
    assert b'\nlogo: "brand/logo.png"\n' in files["brand/brand.yaml"]
    assert brand.shown(engine, told)["problems"] == []
    with pytest.raises(Refusal, match="logo"):
        brand.changed(engine, {**told, "logo": f"{sent}?"})


@pytest.mark.parametrize(
    "logo", ["<html>", "<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>", "x"]
)
def test_a_logo_that_is_none_is_told_and_not_saved(engine: Engine, logo: str) -> None:
    told = brand.save(engine, {**BLUE, "logo": logo, "version": brand.form(engine)["version"]})
    assert told["problems"]
    assert (engine.folders.assets / "brand" / "logo.svg").read_bytes() == (
        ASSETS / "brand" / "logo.svg"
    ).read_bytes()


def test_a_logo_is_changed(engine: Engine) -> None:
    drawn = '<rect width="20" height="20" fill="brand"/>'
    logo = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 180 40">{drawn}</svg>'
    form = brand.form(engine)
    told = brand.save(
        engine,
        {"main": form["main"], "tint": form["tint"], "logo": logo, "version": form["version"]},
    )
    assert told.get("saved"), told
    assert (engine.folders.assets / "brand" / "logo.svg").read_text("utf-8") == logo


def test_another_hand_on_the_brand_is_told(engine: Engine) -> None:
    assert "conflict" in brand.save(engine, {**BLUE, "version": "x"})
    for colour in ("red", "#12345", "", 7):
        with pytest.raises(Refusal, match="colour"):
            brand.shown(engine, {"main": colour, "tint": "#EAF3F6"})


# ------------------------------------------------------------------ favourites

KNOWN = ("discectomy", "first-visit")


def test_favourites_are_kept_by_person(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    one = {"items": ["discectomy/sheet"], "language": "en", "paper": "a4"}
    favourites.changed(path, {"of": "", "favourites": [one]}, (), KNOWN)
    favourites.changed(
        path, {"of": "dr-ann", "favourites": [{"set": "first-visit"}]}, ("Dr. Ann",), KNOWN
    )
    kept = favourites.read(path).of
    assert kept[""][0].items == ("discectomy/sheet",)
    assert kept["dr-ann"][0].set == "first-visit"
    assert json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize(
    "told",
    [
        {"of": "", "favourites": [{"items": ["discectomy/sheet"], "note": "Quill"}]},
        {"of": "", "favourites": [{"items": ["Quill Feather"]}]},
        {"of": "", "favourites": [{"items": ["quill/sheet"]}]},
        {"of": "quill-feather", "favourites": []},
        {"of": "", "favourites": [{"paper": "Quill Feather"}]},
        {"of": "", "favourites": "Quill"},
        {"of": ["Quill"], "favourites": []},
    ],
)
def test_favourites_take_no_words(tmp_path: Path, told: dict[str, object]) -> None:
    with pytest.raises(Refusal, match="favourites"):
        favourites.changed(tmp_path / "f.json", told, ("Dr. Ann",), KNOWN)
    assert not (tmp_path / "f.json").exists()


@pytest.mark.parametrize(
    "data", [b'{"of": {"x": [{"evil": 1}]}}', b"{", b"\xff\xfe{", b"[" * 100_000, b"7", b""]
)
def test_a_broken_file_of_favourites_is_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "f.json").write_bytes(data)
    assert not favourites.read(tmp_path / "f.json").of


def test_a_handout_that_cannot_be_listed_is_told(engine: Engine) -> None:
    assert engine.catalogue()["faulty"] == []  # what has no letters here is no fault
    text = engine.folders.content / "handouts" / "back-health" / "en.yaml"
    text.write_text(text.read_text("utf-8").replace("title:", "titel:", 1), "utf-8")
    engine.load()
    found = engine.catalogue()
    listed = [(one["slug"], one["language"]) for one in engine.topics]
    assert ("back-health", "en") not in listed and ("discectomy", "en") in listed
    places = [one["where"] for one in found["faulty"]]  # type: ignore[attr-defined]
    assert any(one.startswith("content/handouts/back-health/en.yaml:") for one in places)
