"""A clinic's own site: started in an empty folder, changed by the clinic, corrected later."""

import dataclasses
import json
import os
import re
import shutil
from pathlib import Path

import pytest
import yaml

from handouts import __version__, cli
from handouts.making.site import load_site
from handouts.starting import begin, record, report, shipped, update
from tests.support.brochures import CONTENT, OTHERS, ROOT

Shown = pytest.CaptureFixture[str]
COMMON, BACK = "content/common/en.yaml", "content/handouts/back-health/en.yaml"
CLINIC = "content/clinic.yaml"
STROKE = "one weak side, slurred speech"
LATER = "9.0.0"


class Office:
    """A clinic with a folder of its own, and the shipped texts, which we may correct."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown) -> None:
        self.ours, self.site = folder / "ours", folder / "Klinik für den Rücken"
        self.monkeypatch, self.capsys = monkeypatch, capsys
        for name in ("content", "assets", "docs/schema", "docs/authoring"):
            shutil.copytree(ROOT / name, self.ours / name)
        for name in ("docs/rules.md", "docs/authoring.md", "requirements.lock"):
            shutil.copy(ROOT / name, self.ours / name)
        monkeypatch.setattr(shipped, "where", lambda: self.ours)
        monkeypatch.chdir(folder)

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """The status of a command, and what it told on both streams."""
        self.capsys.readouterr()
        status = cli.main([*arguments])
        told = self.capsys.readouterr()
        return status, told.out, told.err

    def init(self, *arguments: str) -> None:
        status, _, told = self.run("init", self.site.name, *arguments)
        assert (status, told) == (0, "")
        self.monkeypatch.chdir(self.site)

    def update(self, *arguments: str) -> tuple[int, str]:
        status, told, wrong = self.run("update", *arguments)
        assert wrong == ""
        return status, told

    def later(self) -> None:
        """The program becomes a later version."""
        for module in (begin, record, update, report):
            self.monkeypatch.setattr(module, "__version__", LATER)

    def correct(self, path: str, old: str, new: str) -> None:
        change(self.ours / path, old, new)

    def change(self, path: str, old: str, new: str) -> None:
        change(self.site / path, old, new)

    def text(self, path: str) -> str:
        return (self.site / path).read_text("utf-8")

    def all(self) -> dict[str, bytes]:
        return all_of(self.site)


def all_of(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8", newline="\n")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown) -> Office:
    return Office(tmp_path, monkeypatch, capsys)


# ------------------------------------------------------------------ init


def test_a_site_builds_at_once_and_has_nothing_to_mend(office: Office) -> None:
    """In a folder without git whose name has spaces and accents."""
    office.init()
    status, told, wrong = office.run("build", "--edition", "all")
    assert (status, wrong) == (0, "")
    assert "13 files in dist/" in told
    status, told, _ = office.run("check", "--strict", "--no-pages")
    assert status == 0, told
    assert office.run("new", "knee")[0] == 0
    assert office.run("build", "knee")[0] == 0, "a site has the pictures of a new handout"
    assert not (office.site / "content/sets.yaml").exists()


@pytest.mark.parametrize("slug", sorted(path.name for path in (CONTENT / "handouts").iterdir()))
def test_each_handout_stands_alone(office: Office, slug: str) -> None:
    office.init("--handout", slug)
    assert {path.name for path in (office.site / "content/handouts").iterdir()} == {slug}
    status, told, wrong = office.run("build")
    assert (status, wrong) == (0, ""), told
    assert (office.site / f"dist/en/{slug}-standard-letter.pdf").is_file()
    status, told, _ = office.run("check", "--strict", "--no-pages")
    assert status == 0, told


def test_a_site_with_all_has_every_shipped_file(office: Office) -> None:
    office.init("--with", "all")
    ours, site = all_of(office.ours), office.all()
    left = set(ours) - set(site)
    translated = {one for one in left if set(Path(one).name.split(".")) & set(OTHERS)}
    faces = {one for one in left if one.startswith("assets/fonts/")}
    assert left == translated | faces and translated and faces, (
        "no translation, and no faces of one"
    )
    different = {path for path, data in ours.items() if path in site and site[path] != data}
    assert different == {CLINIC}, "only the name of the clinic is another one"
    status, told, wrong = office.run("build", "--set", "first-visit")
    assert (status, wrong) == (0, ""), told


def test_the_facts_of_another_clinic_are_not_taken_along(office: Office) -> None:
    office.correct(CLINIC, 'phone: ""', 'phone: "555-0100"')
    office.correct(CLINIC, "team: []", "team:\n  - name: Ada Byron\n    role: surgeon")
    office.init()
    facts = yaml.safe_load(office.text(CLINIC))
    assert facts.pop("name") == "Name of your clinic"
    assert facts["team"] == []
    assert "555" not in office.text(CLINIC)
    ours = (office.ours / CLINIC).read_text("utf-8")
    assert office.text(CLINIC).count("\n#") == ours.count("\n#")


def test_sign_offs_are_not_taken_along(office: Office) -> None:
    (office.ours / "content/handouts/back-health/review.yaml").write_text("en: []\n", "utf-8")
    office.init("--with", "all")
    assert not list(office.site.rglob("review.yaml"))


def test_every_text_points_editors_to_its_schema(office: Office) -> None:
    office.init("--with", "all")
    texts = [*office.site.glob("content/**/*.yaml"), office.site / "assets/brand/brand.yaml"]
    assert len(texts) > 8
    for path in texts:
        first = path.read_text("utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema="), path
        schema = (path.parent / first.partition("=")[2]).resolve()
        assert schema.parent == office.site / "docs/schema"
        assert schema.is_file(), path


def test_what_is_no_text_is_ready_for_git_and_for_builds_on_a_server(office: Office) -> None:
    office.init()
    for name in (".gitignore", ".gitattributes", "README.md", "assets/fonts/OFL.txt"):
        assert (office.site / name).is_file(), name
    flow = yaml.safe_load(office.text(".github/workflows/handouts.yml"))
    steps = flow["jobs"]["build"]["steps"]
    assert any("--require-hashes" in step.get("run", "") for step in steps)
    hook = yaml.safe_load(office.text(".pre-commit-config.yaml"))["repos"][0]["hooks"][0]
    assert re.match(hook["files"], BACK)
    assert re.search(
        r"^\./wheels/handouts-[\d.]+-py3-none-any\.whl --hash=",
        office.text("requirements.txt"),
        re.M,
    )
    assert office.text("requirements.lock") == (ROOT / "requirements.lock").read_text("utf-8")
    assert "VERSION" not in office.text("README.md") + office.text("requirements.txt")


def test_nothing_is_written_into_a_folder_that_is_not_empty(office: Office) -> None:
    office.site.mkdir()
    (office.site / "letter.txt").write_text("mine", "utf-8")
    status, told, wrong = office.run("init", office.site.name)
    assert (status, told) == (1, "")
    message = f"{office.site.name}:1:1: error: the folder is not empty: 'letter.txt' is in it\n"
    assert wrong.startswith(f"{message}  hint: ")
    assert set(office.all()) == {"letter.txt"}


def test_a_file_is_no_folder(office: Office) -> None:
    office.site.write_text("mine", "utf-8")
    status, _, wrong = office.run("init", office.site.name)
    assert (status, wrong.splitlines()[0]) == (
        1,
        f"{office.site.name}:1:1: error: this is a file, not a folder",
    )
    assert office.site.read_text("utf-8") == "mine"


def test_an_unknown_handout_is_told_before_anything_is_written(office: Office) -> None:
    status, _, wrong = office.run("init", office.site.name, "--handout", "back-helth")
    assert status == 1
    message = "content/handouts:1:1: error: no handout 'back-helth' is shipped"
    assert wrong == f"{message}\n  hint: did you mean 'back-health'?\n"
    assert not office.site.exists()


def test_a_new_repository_counts_as_empty_and_so_does_the_working_folder(office: Office) -> None:
    (office.site / ".git").mkdir(parents=True)
    (office.site / ".DS_Store").touch()
    office.monkeypatch.chdir(office.site)
    assert office.run("init", ".")[0] == 0
    assert office.run("build")[0] == 0
    assert not [path for path in office.site.iterdir() if path.name.endswith(".part")]


def test_a_newcomer_in_an_empty_folder_is_told_how_to_begin_and_can(office: Office) -> None:
    office.site.mkdir()
    office.monkeypatch.chdir(office.site)
    for command in (["build"], ["new", "knee"], ["check"], ["list"]):
        status, told, wrong = office.run(*command)
        assert status == 1, command
        assert "content/handouts:1:1: error: there are no handouts here\n" in told + wrong
        assert "begin one: 'python -m handouts init FOLDER'\n" in told + wrong
    assert office.run("init", ".")[::2] == (0, "")
    assert office.run("build")[0] == 0


@pytest.mark.parametrize("there", [False, True])
def test_a_disk_that_fills_up_leaves_nothing_behind(office: Office, there: bool) -> None:
    if there:
        office.site.mkdir()
    before = sorted(path.name for path in office.site.parent.rglob("*"))
    write, count = Path.write_bytes, iter(range(30))

    def full(self: Path, data: bytes) -> int:
        if next(count, None) is None:
            raise OSError(28, "No space left on device", str(self))
        return write(self, data)

    office.monkeypatch.setattr(Path, "write_bytes", full)
    assert office.run("init", office.site.name)[0] == 2
    assert sorted(path.name for path in office.site.parent.rglob("*")) == before


OF_ANOTHER = "the logo is that of '{}', the clinic is called 'Spine Center'"


def test_a_site_that_nobody_has_named_is_not_released(office: Office) -> None:
    office.init()
    told = f"{CLINIC}:7:7: error: the clinic is still called 'Name of your clinic'\n"
    status, _, wrong = office.run("build", "--release")
    assert status == 1
    assert told in wrong
    assert "assets/brand/logo.svg:1:1: error: the logo is that of the sample\n" in wrong
    office.change(CLINIC, '"Name of your clinic"', "Spine Center")
    office.change("assets/brand/logo.svg", "<title>", "<title>The ")
    wrong = office.run("build", "--release")[2]
    assert "is still called" not in wrong
    assert "of the sample" not in wrong
    assert f"logo.svg:2:3: error: {OF_ANOTHER.format('The Norelle Health')}\n" in wrong
    office.change("assets/brand/logo.svg", "<title>The Norelle Health", "<title>The Spine Center")
    assert "the logo" not in office.run("build", "--release")[2]


# ------------------------------------------------------------------ update


def test_nothing_to_correct_writes_nothing(office: Office) -> None:
    office.init()
    before = office.all()
    assert office.update() == (0, f"shipped texts {__version__}: 0 files written\n")
    assert office.all() == before


def test_a_corrected_emergency_text_reaches_a_site_that_was_edited(office: Office) -> None:
    office.init()
    office.change(COMMON, "Ask us for a cost estimate.", "Ask Maria for a cost estimate.")
    office.change(CLINIC, 'phone: ""', 'phone: "555-0100"')
    office.correct(COMMON, STROKE, "one weak side, slurred speech, sudden blindness")
    office.later()
    before = office.all()
    status, told = office.update("--dry-run")
    assert office.all() == before, "only told"
    assert status == 0
    assert told.startswith(f"EMERGENCY TEXT CORRECTED: {COMMON}:8:1 'fragments/signs-now'\n")
    assert "    | +" in told
    status, again = office.update()
    assert (status, again) == (0, told.replace("would be written", "written"))
    assert "sudden blindness" in office.text(COMMON)
    assert "Ask Maria" in office.text(COMMON)
    assert 'phone: "555-0100"' in office.text(CLINIC)
    assert office.update() == (
        0,
        f"shipped texts {LATER}: 0 files written; 1 changed by you and left so\n",
    )
    assert office.run("build")[0] == 0


def test_a_file_that_the_clinic_has_not_changed_becomes_the_shipped_one(office: Office) -> None:
    office.init()
    office.correct(BACK, "Move often: in studies", "Move a lot: in studies")
    status, told = office.update()
    assert (status, told.splitlines()[0]) == (0, f"{BACK}: the shipped text takes its place")
    assert office.text(BACK) == (office.ours / BACK).read_text("utf-8")


def test_a_file_that_only_the_clinic_has_changed_stays(office: Office) -> None:
    office.init()
    office.change(BACK, "Move often: in studies", "Move a lot: in studies")
    before = office.all()
    assert office.update()[0] == 0
    assert office.all() == before


def test_line_ends_of_another_system_are_no_change(office: Office) -> None:
    office.init()
    path = office.site / BACK
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    office.correct(BACK, "Move often: in studies", "Move a lot: in studies")
    assert office.update()[0] == 0
    assert office.text(BACK) == (office.ours / BACK).read_text("utf-8")


def test_merged_texts_keep_the_line_ends_of_the_clinic(office: Office) -> None:
    office.init()
    office.change(BACK, "subtitle: Small daily habits", "subtitle: Good daily habits")
    path = office.site / BACK
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    office.correct(BACK, "Move often: in studies", "Move a lot: in studies")
    assert office.update()[0] == 0
    data = path.read_bytes()
    assert b"Move a lot" in data
    assert b"Good daily habits" in data
    assert data.count(b"\r\n") == data.count(b"\n")


@pytest.fixture
def torn(office: Office) -> Office:
    """A site where both have changed an emergency text, and a section each of a handout."""
    office.init()
    office.change(COMMON, STROKE, "one weak arm, slurred speech")
    office.change(COMMON, "Ask us for a cost estimate.", "Ask Maria for a cost estimate.")
    office.change(BACK, "**A good goal** is 150", "**Our goal** is 150")
    office.correct(COMMON, STROKE, "one weak leg, slurred speech")
    office.correct(COMMON, "Find a ride home,", "Find a safe ride home,")
    office.correct(BACK, "are you older, or are your", "are you over 50, or are your")
    office.later()
    return office


def test_a_collision_is_told_first_and_leaves_its_file_alone(torn: Office) -> None:
    before = torn.text(COMMON)
    status, told = torn.update()
    lines = told.splitlines()
    line = next(n for n, one in enumerate(before.splitlines(), 1) if one == "  signs-now:")
    assert status == 1
    place, name = f"{COMMON}:{line}:1", "'fragments/signs-now'"
    assert lines[0].startswith(f"EMERGENCY TEXT NOT CORRECTED YET: {place} {name}")
    assert f"{place}: error: both you and the shipped texts have changed this: {name}" in lines
    yours, theirs = lines.index("  yours:"), lines.index("  shipped:")
    assert any("one weak arm" in one for one in lines[yours:theirs])
    assert any("one weak leg" in one for one in lines[theirs:])
    assert torn.text(COMMON) == before
    assert "are you over 50" in torn.text(BACK), "another file is corrected all the same"
    assert "**Our goal**" in torn.text(BACK)
    assert torn.update()[0] == 1, "it is asked again"


def test_take_settles_a_collision_for_the_shipped_text(torn: Office) -> None:
    status, told = torn.update("--take", COMMON)
    assert status == 0
    assert told.startswith("EMERGENCY TEXT CORRECTED: ")
    text = torn.text(COMMON)
    assert "one weak leg" in text
    assert "one weak arm" not in text
    assert "Ask Maria" in text, "what did not collide stays"
    assert "Find a safe ride" in text
    assert torn.update()[0] == 0


def test_keep_settles_a_collision_for_the_clinic_and_is_remembered(torn: Office) -> None:
    status, told = torn.update("--keep", str(torn.site / COMMON))
    assert status == 0
    assert told.startswith("EMERGENCY TEXT NOT CORRECTED: ")
    text = torn.text(COMMON)
    assert "one weak arm" in text
    assert "Find a safe ride" in text, "what did not collide is corrected"
    torn.correct(COMMON, "Find a safe ride", "Find one safe ride")
    status, told = torn.update()
    assert status == 0, "it is not asked again"
    assert "Find one safe ride" in torn.text(COMMON)


def test_what_is_kept_is_told_at_each_update_until_it_is_taken(torn: Office) -> None:
    assert torn.update("--keep", COMMON)[0] == 0
    before = torn.all()
    for _ in range(2):
        status, told = torn.update()
        lines = told.splitlines()
        assert status == 0
        assert re.fullmatch(
            rf"EMERGENCY TEXT NOT CORRECTED: {COMMON}:\d+:1 '\S+': you keep your own", lines[0]
        )
        assert lines[1] == f"  hint: '--take {COMMON}' takes the shipped text"
        assert any(line.startswith("    | -") and "one weak arm" in line for line in lines)
        assert any(line.startswith("    | +") and "one weak leg" in line for line in lines)
        assert torn.all() == before
    assert torn.update("--keep", COMMON)[0] == 0, "said twice is said once"
    status, told = torn.update("--take", COMMON)
    assert (status, "1 file written" in told) == (0, True)
    text = torn.text(COMMON)
    assert ("one weak leg" in text, "one weak arm" in text) == (True, False)
    assert "Ask Maria" in text, "what only the clinic changed stays"
    assert "EMERGENCY" not in torn.update()[1]
    assert "kept" not in torn.text(record.NAME)


def test_a_kept_text_that_becomes_the_shipped_one_is_told_no_more(torn: Office) -> None:
    assert torn.update("--keep", COMMON)[0] == 0
    torn.change(COMMON, "one weak arm", "one weak leg")
    assert "EMERGENCY" not in torn.update()[1]
    assert "kept" not in torn.text(record.NAME)


@pytest.mark.parametrize("removed", [False, True])
def test_a_whole_file_that_is_kept_is_told_until_it_is_taken(office: Office, removed: bool) -> None:
    office.init()
    name = "assets/icons/walk.svg"
    for folder, note in ((office.site, "<!-- a -->"), (office.ours, "<!-- b -->")):
        (folder / name).write_text((folder / name).read_text("utf-8") + note, "utf-8")
    if removed:
        (office.site / name).unlink()
    assert office.update("--keep", name)[0] == 0
    assert (
        f"{name}:1:1: you keep your own ('--take {name}' takes the shipped text)"
        in office.update()[1]
    )
    assert office.update("--take", name)[0] == 0
    assert office.text(name) == (office.ours / name).read_text("utf-8")
    assert "keep" not in office.update()[1]


def test_what_cannot_be_merged_is_told_as_kept_until_it_is_taken(office: Office) -> None:
    office.init()
    office.change(COMMON, "  getting-ready:\n", "\tgetting-ready:\n")
    office.correct(COMMON, STROKE, "one weak leg, slurred speech")
    assert office.update("--keep", COMMON)[0] == 0
    status, told = office.update()
    assert (status, f"{COMMON}:1:1: you keep your own" in told) == (0, True)
    assert told.startswith("EMERGENCY TEXT NOT CORRECTED: ")
    assert office.update("--take", COMMON)[0] == 0
    assert office.text(COMMON) == (office.ours / COMMON).read_text("utf-8")


@pytest.mark.parametrize("changed", [False, True])
@pytest.mark.parametrize("word", ["take", "keep"])
def test_there_is_nothing_to_take_or_keep(office: Office, word: str, changed: bool) -> None:
    office.init()
    if changed:
        office.change(COMMON, STROKE, "one weak leg, slurred speech")
    before = office.all()
    status, out, wrong = office.run("update", f"--{word}", COMMON)
    assert (status, out) == (2, "")
    assert wrong.startswith(f"{COMMON}:1:1: error: there is nothing to {word}: ")
    assert f"\n  hint: leave '--{word} {COMMON}' out" in wrong
    assert office.all() == before


def test_something_else_in_the_place_of_a_file_is_told(office: Office) -> None:
    office.init()
    (office.site / COMMON).unlink()
    (office.site / COMMON).mkdir()
    message = (
        f"{COMMON}:1:1: error: a folder stands where this file belongs\n  hint: move "
        "the folder away, then update\n"
    )
    assert office.run("update", "--take", COMMON) == (1, "", message)
    (office.site / COMMON).rmdir()
    (office.site / COMMON).parent.rmdir()
    (office.site / COMMON).parent.write_bytes(b"")
    status, _, wrong = office.run("update", "--take", COMMON)
    assert (status, wrong.splitlines()[0]) == (
        1,
        "content/common:1:1: error: this is a file, and must be a folder",
    )


def test_what_cannot_be_merged_is_left_and_told_with_its_place(office: Office) -> None:
    office.init()
    office.change(COMMON, "  getting-ready:\n", "\tgetting-ready:\n")
    before = office.text(COMMON)
    office.correct(COMMON, STROKE, "one weak leg, slurred speech")
    status, told = office.update()
    assert status == 1
    assert told.startswith("EMERGENCY TEXT NOT CORRECTED YET: ")
    assert re.search(rf"  {COMMON}:\d+:\d+: error: a tab is used for indentation", told)
    assert office.text(COMMON) == before
    assert office.update("--take", COMMON)[0] == 0
    assert office.text(COMMON) == (office.ours / COMMON).read_text("utf-8")


def test_a_picture_that_both_have_changed_collides_as_a_whole(office: Office) -> None:
    office.init()
    name = "assets/icons/walk.svg"
    for folder, note in ((office.site, "<!-- a -->"), (office.ours, "<!-- b -->")):
        (folder / name).write_text((folder / name).read_text("utf-8") + note, "utf-8")
    before = office.text(name)
    status, told = office.update()
    assert status == 1
    assert f"{name}:1:1: error: both you and the shipped texts have changed this file" in told
    assert office.text(name) == before
    assert office.update("--keep", name)[0] == 0
    assert office.text(name) == before
    assert office.update()[0] == 0


def test_a_removed_file_is_not_brought_back_unless_asked(office: Office) -> None:
    office.init()
    (office.site / "content/checks.yaml").unlink()
    assert office.update()[0] == 0
    assert not (office.site / "content/checks.yaml").exists()
    office.correct("content/checks.yaml", "Whether newer ones", "Whether later ones")
    status, told = office.update()
    assert (status, "yours: removed" in told) == (1, True)
    assert office.update("--take", "content/checks.yaml")[0] == 0
    assert "Whether later ones" in office.text("content/checks.yaml")


def test_the_clinics_own_is_never_touched_and_new_facts_are_told(office: Office) -> None:
    office.init()
    own = office.site / "content/handouts/knee/en.yaml"
    assert office.run("new", "knee")[0] == 0
    own_files = (CLINIC, "assets/brand/brand.yaml")
    before = {name: (office.site / name).read_bytes() for name in own_files}
    knee = own.read_bytes()
    office.correct(CLINIC, '\nwebsite: ""\n', '\nwebsite: ""\n\n# The fax.\nfax: ""\n')
    office.correct("assets/brand/brand.yaml", "corner: 5", "corner: 6")
    status, told = office.update()
    assert status == 0
    assert f"{CLINIC}: a new fact 'fax' is asked for; add 'fax: \"\"' to it" in told
    assert "assets/brand/brand.yaml: shipped otherwise now; yours is never touched" in told
    assert {name: (office.site / name).read_bytes() for name in before} == before
    assert own.read_bytes() == knee
    assert "fax" not in office.update()[1], "once is enough"
    assert office.update("--take", "assets/brand/brand.yaml")[0] == 0
    assert "corner: 6" in office.text("assets/brand/brand.yaml")


def test_declared_facts_that_are_new_are_told(office: Office) -> None:
    facts = office.ours / "content/facts.yaml"
    facts.write_text("phone:\n  label: Phone\n", "utf-8")
    office.init()
    assert (office.site / "content/facts.yaml").is_file(), "files of content/ are found by folder"
    facts.write_text("phone:\n  label: Phone\nfax:\n  label: Fax\n", "utf-8")
    told = office.update()[1]
    assert "content/facts.yaml: a new fact 'fax': fill it in in content/clinic.yaml" in told


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("signs-now", STROKE, "one weak leg, slurred speech"),
        ("signs-same-day", "Worse pain or numbness", "More pain or numbness"),
        ("emergency-after-belly-surgery", "a cold, pale leg", "a cold or pale leg"),
        ("back-cover", "leave harm that lasts", "leave lasting harm"),
        ("signs-soon", "if you had cancer", "if you have cancer"),
        ("help-lines", "call or text 988, day and night", "call or text 988, at any hour"),
    ],
)
def test_whatever_an_emergency_text_includes_is_told_first(
    name: str, old: str, new: str, office: Office
) -> None:
    office.init()
    office.correct(COMMON, old, new)
    office.correct(COMMON, "Ask us for a cost estimate.", "Ask for a cost estimate.")
    loud = [one for one in office.update()[1].splitlines() if one.startswith("EMERGENCY")]
    assert [one.partition(" '")[2] for one in loud] == [f"fragments/{name}'"]


def test_a_shared_text_of_the_clinics_own_is_named_with_a_corrected_emergency_text(
    office: Office,
) -> None:
    office.init()
    shutil.copy(office.site / COMMON, office.site / "content/common/es.yaml")
    office.correct(COMMON, STROKE, "one weak leg, slurred speech")
    assert "EMERGENCY TEXT OF YOUR OWN: content/common/es.yaml" in office.update()[1]


def test_a_void_sign_off_is_named(office: Office) -> None:
    office.init()
    assert office.run("review", "back-health")[0] == 0
    form = "content/handouts/back-health/review.yaml"
    for field, value in (("name", "Ada Byron"), ("role", "surgeon"), ("date", "2026-11-22")):
        office.change(form, f'{field}: ""', f'{field}: "{value}"')
    path = office.site / form
    path.write_text(path.read_text("utf-8").replace(': ""', ": yes"), "utf-8")
    office.correct("content/glossary/en.yaml", "Wear or pain at the spine", "Wear at the spine")
    assert "void" not in office.update()[1], "this word is not in the handout"
    office.correct(BACK, "Move often: in studies", "Move a lot: in studies")
    told = office.update()[1]
    assert f"{BACK}: the sign-off of Ada Byron is void (changed: glance)" in told
    assert "void" not in office.update()[1]


def test_a_handout_brings_its_new_pictures_and_sources_along(office: Office) -> None:
    office.init()
    assert not (office.site / "assets/figures/fusion-cover.svg").exists()
    status, told = office.update("--handout", "spinal-fusion")
    assert status == 0
    assert "assets/figures/fusion-cover.svg: new" in told
    assert office.run("build")[0] == 0
    assert office.run("check", "--strict", "--no-pages")[0] == 0


NEEDED = (
    "content/subject.yaml",
    "content/facts.yaml",
    "content/glossary/en.yaml",
    "assets/icons/emergency.svg",
)


@pytest.mark.parametrize("path", NEEDED)
def test_a_site_of_an_earlier_version_is_sent_to_the_update(office: Office, path: str) -> None:
    """The earlier version needed no such file, so it is neither there nor in the record."""
    office.init()
    (office.site / path).unlink()
    told = json.loads(office.text(record.NAME))
    del told["files"][path]
    (office.site / record.NAME).write_text(json.dumps(told), "utf-8")
    for command in ("build", "list"):
        status, _, wrong = office.run(command)
        assert status == 1
        assert "'python -m handouts update' brings what this version needs" in wrong
    status, report = office.update()
    assert (status, f"{path}: new" in report) == (0, True)
    status, _, wrong = office.run("build")
    assert (status, wrong) == (0, "")


def test_names_are_told_as_they_can_be_shown(office: Office) -> None:
    """A line break, or what would command a terminal, may stand in the name of a folder."""
    status, told, _ = office.run("init", "a\n\x1b[2Jb")
    assert status == 0 and told.startswith("a\\x0a\\x1b[2Jb: a site with 1 handout")


def test_what_no_version_brings_is_not_looked_for_in_an_update(office: Office) -> None:
    """A folder that somebody has made, and shared texts of a language that is begun there."""
    office.init()
    site = load_site(office.site / "content", office.site / "assets")
    assert "update" not in site.missing("content/handouts/own/en.yaml").hint
    hint = "'python -m handouts translate export es' begins its translation"
    assert site.missing("content/common/es.yaml").hint == hint
    assert "brings what this version needs" in site.missing("content/new.yaml").hint
    assert site.missing("content/sets.yaml").hint.endswith("update --with all' has some")
    own = dataclasses.replace(site, taken=None)
    assert own.missing("content/sets.yaml").hint.endswith("as docs/authoring.md shows")


def test_a_removed_file_that_is_needed_is_taken_again(office: Office) -> None:
    office.init()
    for path in ("content/subject.yaml", CLINIC):
        (office.site / path).unlink()
        status, _, wrong = office.run("build")
        assert status == 1
        hint = (
            f"  hint: 'python -m handouts update --take {path}' brings it back; or check "
            "the spelling\n"
        )
        assert wrong == f"{path}:1:1: error: there is no such file\n{hint}"
        assert office.update("--take", path)[0] == 0
        status, _, wrong = office.run("build")
        assert (status, wrong) == (0, "")


def test_a_site_with_all_gets_later_handouts_too(office: Office) -> None:
    office.init("--with", "all")
    shutil.rmtree(office.site / "content/handouts/laminectomy")
    later = office.ours / "content/handouts/knee"
    later.mkdir()
    shutil.copy(office.ours / BACK, later / "en.yaml")
    change(later / "en.yaml", "id: back-health", "id: knee")
    status, told = office.update()
    assert (status, "content/handouts/knee/en.yaml: new" in told) == (0, True)
    assert not (office.site / "content/handouts/laminectomy").exists(), "removed is removed"


def test_a_folder_without_a_record_is_no_site(office: Office) -> None:
    status, _, wrong = office.run("update", str(office.ours))
    assert status == 1
    message = ".handouts/shipped.json:1:1: error: there is no record of shipped texts here\n"
    assert wrong.startswith(f"{message}  hint: ")


@pytest.mark.parametrize("damage", ["{", "[]", '{"format": 1}', "[" * 5000, "lines"], ids=len)
def test_a_damaged_record_is_told(office: Office, damage: str) -> None:
    office.init()
    path = office.site / record.NAME
    changed = path.read_text("utf-8").replace("One sign is enough", "One is enough")
    path.write_text(changed if damage == "lines" else damage, "utf-8")
    before = office.all()
    status, _, wrong = office.run("update")
    assert status == 1
    place = r"\.handouts/shipped\.json:\d+:\d+"
    assert re.match(rf"{place}: error: the record of shipped texts is damaged\n", wrong)
    assert office.all() == before


def test_an_older_program_does_not_take_a_site_back(office: Office) -> None:
    office.later()
    office.init()
    office.monkeypatch.setattr(record, "__version__", "0.1.0")
    office.correct(COMMON, STROKE, "an older text")
    status, _, wrong = office.run("update")
    assert (status, f"this site has texts of version {LATER}, this program is 0.1.0" in wrong) == (
        1,
        True,
    )
    assert "an older text" not in office.text(COMMON)


def test_a_file_that_is_not_shipped_can_be_neither_taken_nor_kept(office: Office) -> None:
    office.init()
    status, _, wrong = office.run("update", "--take", "content/comon/en.yaml")
    assert (status, wrong.splitlines()[1]) == (2, f"  hint: did you mean '{COMMON}'?")
    status, _, wrong = office.run("update", "--take", COMMON, "--keep", COMMON)
    assert (status, "both given" in wrong) == (2, True)
    status, _, wrong = office.run("update", "--keep", "zzz")
    assert (status, wrong.splitlines()[1]) == (
        2,
        "  hint: name a file as the report of 'update' does",
    )


def test_an_update_is_whole_or_not_at_all(office: Office) -> None:
    office.init()
    office.correct(COMMON, STROKE, "one weak leg, slurred speech")
    office.correct(BACK, "Move often: in studies", "Move a lot: in studies")
    before, replace, count = office.all(), os.replace, iter(range(2))

    def broken(source: Path, target: Path) -> None:
        if next(count, None) is None:
            raise OSError(5, "Input/output error", str(target))
        replace(source, target)

    with office.monkeypatch.context() as patched:
        patched.setattr(os, "replace", broken)
        assert office.run("update")[0] == 2
    assert office.all() == before
    assert office.update()[0] == 0


def test_the_record_reads_well_in_git(office: Office) -> None:
    """Line by line, so that a correction shows as the lines that it changes."""
    office.init()
    told = json.loads(office.text(record.NAME))
    assert told["handouts"] == ["back-health"]
    assert "\n".join(told["files"][COMMON]["lines"]) == office.text(COMMON)
    assert "lines" not in told["files"]["assets/icons/walk.svg"]
