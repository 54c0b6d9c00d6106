"""The commands, as a person, a script and a continuous integration use them."""

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path

import pikepdf
import pytest
import yaml

from handouts import __version__, cli
from handouts.clinic.jobs import Entry, Job, Outcome
from handouts.commands.arguments import parser
from handouts.commands.progress import Progress
from handouts.project import tasks
from handouts.project.starter import new_handout
from handouts.source.problems import Misused
from tests.support.brochures import ASSETS, CONTENT, ROOT, TRANSLATED, without_handouts

Shown = pytest.CaptureFixture[str]
EPOCH = "1795305600"  # 22 November 2026
DECLARED = yaml.safe_load((CONTENT / "facts.yaml").read_text("utf-8"))["facts"]
REQUIRED = tuple(name for name, fact in DECLARED.items() if fact.get("release"))
CLINICAL = tuple(name for name in REQUIRED if DECLARED[name].get("clinical"))
# of the kinds that must be more than words
VALUES = {"phone": "(555) 010-0100", "temperature": "101 F"}


class Desk:
    """A copy of what handouts share, with handouts made by ``new``: no test hangs on the words of
    ``content/``."""

    def __init__(self, folder: Path) -> None:
        self.content, self.out = folder / "content", folder / "dist"
        for path in CONTENT.rglob("*.yaml"):
            inside = path.relative_to(CONTENT)
            if inside.parts[0] != "handouts":
                (self.content / inside).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, self.content / inside)
        without_handouts(self.content)

    def run(self, *arguments: str, folders: Sequence[str] = ("--content", "--assets")) -> int:
        given = {"--content": str(self.content), "--assets": str(ASSETS)}
        return cli.main([*arguments, *(word for name in folders for word in (name, given[name]))])

    def build(self, *arguments: str) -> int:
        return self.run("build", "--out", str(self.out), *arguments)

    def handout(self, slug: str) -> Path:
        return self.content / "handouts" / slug / "en.yaml"

    def change(self, path: Path, old: str, new: str) -> None:
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def sign(self, slug: str) -> None:
        """Has the present text of a handout signed, every question answered."""
        assert self.run("review", slug) == 0
        form = self.content / "handouts" / slug / "review.yaml"
        self._signed(form)
        self.change(form, ': ""', ': "yes"')

    def sign_facts(self) -> None:
        """Has the clinical facts signed as they are now."""
        assert self.run("review", "--facts") == 0
        self._signed(self.content / "clinic.review.yaml")

    def _signed(self, form: Path) -> None:
        for field, value in (("name", "Ada Byron"), ("role", "surgeon"), ("date", "2026-11-22")):
            self.change(form, f'{field}: ""', f'{field}: "{value}"')

    def fill(self, fact: str, value: str, before: str = "") -> None:
        """Writes a fact of the clinic that was ``before``."""
        self.change(self.content / "clinic.yaml", f'\n{fact}: "{before}"', f'\n{fact}: "{value}"')

    def files(self) -> list[str]:
        return sorted(
            path.relative_to(self.out).as_posix() for path in self.out.rglob("*") if path.is_file()
        )


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown) -> Desk:
    """A desk with the handouts ``knee`` and ``wrist``."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    desk = Desk(tmp_path)
    assert desk.run("new", "knee") == 0
    assert desk.run("new", "wrist") == 0
    capsys.readouterr()
    return desk


# ------------------------------------------------------------------ new


def test_a_new_handout_builds(desk: Desk, capsys: Shown) -> None:
    assert desk.build() == 0
    assert desk.files() == [
        "SHA256SUMS",
        "connect/none.en.json",
        "en/knee-standard-letter.pdf",
        "en/wrist-standard-letter.pdf",
        "fhir/bundle.json",
        "index.html",
        "manifest.json",
        "topics.json",
    ]
    assert capsys.readouterr().err == ""


def test_new_begins_with_no_hidden_figure(desk: Desk, tmp_path: Path) -> None:
    figures = tmp_path / "other" / "figures"
    figures.mkdir(parents=True)
    for name in ("._knee", "shin"):
        (figures / f"{name}.svg").touch()
    path, told = new_handout(desk.content, figures.parent, "begun")
    assert (path and path.name, told) == ("en.yaml", [])
    assert "figure: shin " in desk.handout("begun").read_text("utf-8")


def test_a_list_says_of_a_misnamed_file_what_a_build_says(desk: Desk, capsys: Shown) -> None:
    path = desk.handout("knee")
    path.with_name("en (copy).yaml").write_bytes(path.read_bytes())
    assert desk.run("list") == 1
    (told,) = re.findall(r"(?m)^\S.*: error: .*$", capsys.readouterr().err)
    assert told.endswith("the program has no words for the language 'en (copy)'")


def test_new_is_never_written_over_a_handout(desk: Desk, capsys: Shown) -> None:
    before = desk.handout("knee").read_text("utf-8")
    assert desk.run("new", "knee") == 1
    assert "there is a handout of this name" in capsys.readouterr().err
    assert desk.handout("knee").read_text("utf-8") == before


@pytest.mark.parametrize(
    "slug",
    [
        "Knee",
        "my knee",
        "../knee",
        "knee/../../x",
        "-knee",
        "kn\u00e9e",
        "",
        "a" * 61,
        "nul",
        "com1",
    ],
)
def test_new_refuses_what_is_no_name(desk: Desk, capsys: Shown, slug: str) -> None:
    before = sorted(desk.content.parent.rglob("*"))
    try:
        status = desk.run("new", slug)
    except SystemExit as left:
        status = int(str(left.code))
    assert status in (1, 2)
    assert sorted(desk.content.parent.rglob("*")) == before
    assert "knee" not in capsys.readouterr().out


def test_new_counts_from_the_day_of_the_build(desk: Desk) -> None:
    text = desk.handout("knee").read_text("utf-8")
    assert "issued: 2026-11-22" in text
    assert "review-by: 2028-11-22" in text


# ------------------------------------------------------------------ build


def test_manifest_and_checksums_are_right(desk: Desk) -> None:
    assert desk.build("--paper", "letter", "--paper", "a4") == 0
    files = json.loads((desk.out / "manifest.json").read_text("utf-8"))["files"]
    assert [entry["file"] for entry in files] == [
        f"en/{slug}-standard-{paper}.pdf"
        for slug in ("knee", "wrist")
        for paper in ("a4", "letter")
    ]
    for entry in files:
        assert list(entry) == [field.name for field in fields(Entry)]
        data = (desk.out / entry["file"]).read_bytes()
        assert entry["sha256"] == hashlib.sha256(data).hexdigest()
        assert entry["bytes"] == len(data)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert entry["pages"] == len(pdf.pages)
            assert (round(float(pdf.pages[0].mediabox[2])) == 612) == (entry["paper"] == "letter")
        assert entry["handout"] == entry["file"].removeprefix("en/").partition("-")[0]
        assert (entry["version"], entry["language"], entry["edition"]) == ("0.1", "en", "standard")
        assert (entry["review"], entry["issued"], entry["review_by"]) == (
            "draft",
            "2026-11-22",
            "2028-11-22",
        )
    sums = (desk.out / "SHA256SUMS").read_text("utf-8")
    assert sums == "".join(f"{entry['sha256']}  {entry['file']}\n" for entry in files)


def test_the_manifest_keeps_files_of_earlier_builds_that_are_still_whole(desk: Desk) -> None:
    assert desk.build("knee") == 0
    assert desk.build("wrist") == 0
    assert (desk.out / "SHA256SUMS").read_text("utf-8").count("\n") == 2
    (desk.out / "en/knee-standard-letter.pdf").write_bytes(b"somebody else's file")
    assert desk.build("wrist", "--paper", "a4") == 0
    listed = json.loads((desk.out / "manifest.json").read_text("utf-8"))["files"]
    assert [entry["file"] for entry in listed] == [
        "en/wrist-standard-a4.pdf",
        "en/wrist-standard-letter.pdf",
    ]


def test_what_a_title_left_that_is_called_otherwise_now_is_let_go(desk: Desk) -> None:
    stages = desk.content.parent / ".handouts-cache/stages"
    assert desk.build("wrist") == 0
    before = {path.name for path in stages.glob("boxes-*")}
    assert before
    desk.change(desk.handout("wrist"), "title: ", "title: Another ")
    for path in stages.iterdir():
        os.utime(path, (0, time.time() - 61 * 24 * 3600))
    assert desk.build("wrist") == 0
    now = {path.name for path in stages.glob("boxes-*")}
    assert now and not now & before


def test_only_what_is_asked_for_is_built(desk: Desk) -> None:
    assert desk.build("wrist", "--paper", "a4") == 0
    assert [name for name in desk.files() if name.endswith(".pdf")] == ["en/wrist-standard-a4.pdf"]


def test_another_clinic_and_each_persons_rules_have_files_of_their_own(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of one clinic, or of one person, ever takes the place of another's."""
    monkeypatch.chdir(tmp_path)
    assert desk.run("new", "first") == 0
    other = tmp_path / "harbor" / "clinic.yaml"
    other.parent.mkdir()
    rules = "personal-rules: {Dr. Müller: {fever: 101 F}, Dr. Möller: {fever: 102 F}}"
    other.write_text(f"name: Harbor\n{rules}\n", "utf-8")
    assert desk.run("build", "first") == 0
    assert (
        desk.run(
            "build",
            "first",
            "--clinic",
            str(other),
            "--rules-of",
            "dr. müller",
            "--rules-of",
            "Dr. Möller",
        )
        == 0
    )
    made = sorted(path.relative_to("dist").as_posix() for path in Path("dist").rglob("*.pdf"))
    assert len(made) == 3 and made[0] == "en/first-standard-letter.pdf"
    assert all(name.startswith("harbor/en/first-standard-letter-dr-m") for name in made[1:])


def test_a_faulty_handout_is_not_made_and_the_others_are(desk: Desk, capsys: Shown) -> None:
    desk.change(desk.handout("knee"), "subtitle:", "subtitel:")
    assert desk.build() == 1
    assert [name for name in desk.files() if name.endswith(".pdf")] == [
        "en/wrist-standard-letter.pdf"
    ]
    shown = capsys.readouterr()
    assert "content/handouts/knee/en.yaml:9:1: error: unknown field 'subtitel'" in shown.err
    assert "did you mean 'subtitle'?" in shown.err
    assert "en/knee-standard-letter.pdf  not made" in shown.out
    assert "1 file in " in shown.out


def test_an_unknown_handout_is_a_problem(desk: Desk, capsys: Shown) -> None:
    assert desk.build("wirst") == 1
    assert "there is no handout 'wirst'" in (told := capsys.readouterr().err)
    assert "did you mean 'wrist'?" in told


def test_an_unknown_language_is_a_problem(desk: Desk, capsys: Shown) -> None:
    assert desk.build("--lang", "xx") == 1
    assert "'xx'" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["build", "list"])
def test_a_folder_without_handouts_is_a_problem(desk: Desk, capsys: Shown, command: str) -> None:
    out = ["--out", str(desk.out)] if command == "build" else []
    nowhere = str(desk.content / "nowhere")
    assert desk.run(command, *out, "--content", nowhere, folders=["--assets"]) == 1
    assert "there are no handouts here" in capsys.readouterr().err


def test_json_is_all_that_is_on_standard_output(desk: Desk, capsys: Shown) -> None:
    desk.change(desk.handout("knee"), "subtitle:", "subtitel:")
    assert desk.build("--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["files"] == ["en/wrist-standard-letter.pdf"]
    unknown = next(problem for problem in told["problems"] if "unknown" in problem["message"])
    assert unknown == {
        "file": "content/handouts/knee/en.yaml",
        "line": 9,
        "column": 1,
        "severity": "error",
        "rule": "",
        "message": "unknown field 'subtitel'",
        "hint": "did you mean 'subtitle'?",
    }


def test_github_is_told_file_line_and_column(desk: Desk, capsys: Shown) -> None:
    desk.change(desk.handout("knee"), "subtitle:", "subtitel:")
    assert desk.build("--format", "github") == 1
    line = (
        "::error file=content/handouts/knee/en.yaml,line=9,col=1::unknown field 'subtitel' "
        "(hint: did you mean "
    )
    assert line in capsys.readouterr().out


def test_github_is_led_to_a_site_in_a_folder_of_the_repository(
    desk: Desk, capsys: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.change(desk.handout("knee"), "subtitle:", "subtitel:")
    top = desk.handout("knee").parents[4]
    monkeypatch.setenv("GITHUB_WORKSPACE", str(top))
    assert desk.build("--format", "github") == 1
    path = desk.handout("knee").relative_to(top).as_posix()
    assert not path.startswith("content")
    assert f"::error file={path},line=9,col=1::unknown field" in capsys.readouterr().out


def test_github_lines_cannot_be_forged(desk: Desk, capsys: Shown) -> None:
    desk.change(desk.handout("knee"), "group: condition", 'group: "a%0A\\n::error::forged"')
    assert desk.build("--format", "github") == 1
    lines = capsys.readouterr().out.splitlines()
    assert not [line for line in lines if line.startswith("::error::")]
    assert any("a%250A" in line for line in lines)


# ------------------------------------------------------------------ release


def test_a_release_refuses_drafts_and_empty_facts_and_names_each(desk: Desk, capsys: Shown) -> None:
    assert desk.build("--release") == 1
    told = capsys.readouterr().err
    for slug in ("knee", "wrist"):
        assert f"content/handouts/{slug}/en.yaml:1:1: error: '{slug}' is a draft" in told
    # by the page of signs; these two tell nothing else of the clinic
    printed = {"phone", "phone-after-hours", "fever"}
    empty = re.findall(
        r"content/clinic\.yaml:\d+:\d+: error: the clinic fact '([^']+)' is empty", told
    )
    assert set(empty) == printed < set(REQUIRED)
    assert desk.files() == []


def test_a_release_of_an_operation_needs_the_facts_that_it_prints(
    capsys: Shown, tmp_path: Path
) -> None:
    options = (
        "--content",
        str(CONTENT),
        "--assets",
        str(ASSETS),
        "--out",
        str(tmp_path),
        "--no-cache",
    )
    assert cli.main(["build", "discectomy", "--release", *options]) == 1
    told = capsys.readouterr().err
    empty = re.findall(r"clinic\.yaml:\d+:\d+: error: the clinic fact '([^']+)' is empty", told)
    assert set(empty) == set(REQUIRED)


def test_a_refused_release_leaves_the_files_of_before(desk: Desk) -> None:
    assert desk.build() == 0
    before = {name: (desk.out / name).read_bytes() for name in desk.files()}
    desk.change(desk.handout("knee"), "One thing", "Quite another thing")
    assert desk.build("--release") == 1
    assert {name: (desk.out / name).read_bytes() for name in desk.files()} == before


def _ready(desk: Desk) -> None:
    desk.change(desk.content / "common" / "en.yaml", 'checked: ""', "checked: 2026-11-22")
    for fact in REQUIRED:
        desk.fill(fact, VALUES.get(DECLARED[fact]["kind"], "known"))
    desk.sign_facts()
    for slug in ("knee", "wrist"):
        desk.sign(slug)


def test_a_release_of_what_is_reviewed_and_filled_in(desk: Desk, capsys: Shown) -> None:
    _ready(desk)
    assert desk.build("--release") == 0
    assert capsys.readouterr().err == ""
    files = json.loads((desk.out / "manifest.json").read_text("utf-8"))["files"]
    assert [entry["review"] for entry in files] == ["reviewed", "reviewed"]


def test_a_release_refuses_an_overdue_review(
    desk: Desk, capsys: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    _ready(desk)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(EPOCH) + 3 * 366 * 86400))
    assert desk.build("--release", "knee") == 1
    assert "the review of 'knee' was due on 2028-11-22" in capsys.readouterr().err


@pytest.mark.parametrize("epoch", ["-1", "\u0663", "1_000", "soon", "9" * 20])
def test_a_day_that_is_none_is_told(epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(Misused, match="is no time in seconds since 1970"):
        tasks.today()


def test_a_clock_that_stands_still_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """By it no review would ever be due; a day that somebody has set may be any."""
    monkeypatch.setattr(tasks, "BEGUN", date.max)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    with pytest.raises(Misused, match="the clock of this machine says"):
        tasks.today()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert tasks.today() == date(1970, 1, 1)


def test_a_release_refuses_a_sign_off_of_a_day_to_come(desk: Desk, capsys: Shown) -> None:
    _ready(desk)
    desk.change(desk.content / "handouts" / "knee" / "review.yaml", "2026-11-22", "2026-12-24")
    assert desk.build("--release") == 1
    told = capsys.readouterr().err
    assert re.search(
        r"content/handouts/knee/review\.yaml:\d+:5: error: this sign-off is dated on a day to come",
        told,
    )
    assert "error: 'knee' is a draft" in told  # it does not count yet
    assert told.count("error:") == 2


def test_a_release_is_refused_while_the_clinic_has_no_name_of_its_own(
    desk: Desk, capsys: Shown
) -> None:
    _ready(desk)
    path = desk.content / "clinic.yaml"
    text = re.sub(r"(?m)^name: .*$", "name: Name of your clinic", path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    assert desk.build("--release") == 1
    told = capsys.readouterr().err
    assert "error: the clinic is still called 'Name of your clinic'" in told
    assert "hint: write its name: it signs every handout" in told
    assert told.count("error:") == 1


def test_a_release_is_refused_when_one_fact_is_empty(desk: Desk, capsys: Shown) -> None:
    _ready(desk)
    desk.fill("fever", "  ", VALUES["temperature"])
    assert desk.build("--release") == 1
    told = capsys.readouterr().err
    assert told.count("error:") == 1
    assert "'fever' is empty" in told


def test_a_release_refuses_a_clinical_fact_that_is_not_as_it_was_signed(
    desk: Desk, capsys: Shown
) -> None:
    """It is told at the fact, and for each handout that tells it; the other facts stay signed."""
    _ready(desk)
    desk.fill("fever", "102 F", VALUES["temperature"])
    assert desk.build("--release") == 1
    told = capsys.readouterr().err
    line = (
        r"content/clinic\.yaml:\d+:\d+: error: the clinical fact 'fever' was changed since "
        r"Ada Byron signed it"
    )
    assert re.search(line, told)
    for slug in ("knee", "wrist"):
        assert (
            f"content/handouts/{slug}/en.yaml:1:1: error: '{slug}' tells clinical facts that "
            "nobody has signed"
        ) in told
    assert told.count("error:") == 3
    assert desk.files() == []


def test_facts_that_are_filled_in_wait_for_a_signature(desk: Desk) -> None:
    """The manifest names those that a handout tells; nothing else than a release is refused."""
    _ready(desk)
    (desk.content / "clinic.review.yaml").unlink()
    assert desk.build("knee") == 0
    (entry,) = json.loads((desk.out / "manifest.json").read_text("utf-8"))["files"]
    assert entry["review"] == "facts"
    assert entry["unsigned"]
    assert set(entry["unsigned"]) <= set(CLINICAL)


# ------------------------------------------------------------------ check


def check(desk: Desk, *arguments: str) -> int:
    """Checks the texts, as in an empty folder: nothing is known from before."""
    return desk.run("check", "--no-pages", *arguments)


@pytest.fixture
def bench(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose cache is its own."""
    monkeypatch.chdir(tmp_path)
    return desk


def test_check_tells_rules_with_file_line_and_column(bench: Desk, capsys: Shown) -> None:
    bench.change(bench.handout("knee"), "- One thing\n", "- We guarantee 1 in 20 people this.\n")
    assert check(bench, "knee") == 1
    told = capsys.readouterr().out
    line = (
        bench.handout("knee")
        .read_text("utf-8")
        .splitlines()
        .index("          - We guarantee 1 in 20 people this.")
        + 1
    )
    assert re.search(rf"content/handouts/knee/en\.yaml:{line}:26: error: .*\[one-in\]", told)
    assert re.search(rf"content/handouts/knee/en\.yaml:{line}:16: error: .*\[guarantee\]", told)


def test_what_was_checked_before_is_told_again(bench: Desk, capsys: Shown) -> None:
    status = check(bench, "knee")
    first = capsys.readouterr().out
    kept = list((bench.out.parent / ".handouts-cache").glob("*.check"))
    assert len(kept) == 1
    assert check(bench, "knee") == status
    assert capsys.readouterr().out == first
    kept[0].write_text("{", "utf-8")  # damaged
    assert check(bench, "knee") == status
    assert capsys.readouterr().out == first


def test_a_changed_word_is_checked_anew(bench: Desk, capsys: Shown) -> None:
    check(bench, "knee")
    before = capsys.readouterr().out
    bench.change(bench.handout("knee"), "- One thing\n", "- We guarantee it.\n")
    assert check(bench, "knee") == 1
    assert "[guarantee]" in capsys.readouterr().out
    assert "[guarantee]" not in before


def test_warnings_stop_only_a_strict_check(bench: Desk, capsys: Shown) -> None:
    path = bench.content / "handouts" / "knee"
    shutil.copytree(
        CONTENT / "handouts" / "discectomy", path, dirs_exist_ok=True, ignore=TRANSLATED
    )
    bench.change(path / "en.yaml", "id: discectomy", "id: knee")
    bench.change(bench.content / "facts.yaml", "of: [laminectomy,", "of: [knee, laminectomy,")
    assert check(bench, "knee") == 0
    bench.change(path / "en.yaml", "No one can rule it out.", "no one can and/or will rule it out.")
    assert check(bench, "knee") == 0
    assert "warning: " in capsys.readouterr().out
    assert check(bench, "--strict", "knee") == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("kne",), "there is no handout 'kne'\n  hint: did you mean 'knee'?"),
        (("--lang", "xx"), "there is no handout in the language 'xx'"),
        (("content/handouts/gone.yaml",), "there is no such file"),
    ],
)
def test_a_check_of_nothing_does_not_pass(
    bench: Desk, capsys: Shown, arguments: tuple[str, ...], told: str
) -> None:
    assert check(bench, *arguments) == 1
    assert told in capsys.readouterr().out


def test_files_may_be_named(bench: Desk, capsys: Shown) -> None:
    for named in (bench.handout("knee"), bench.handout("knee").parent):
        check(bench, str(named))
        assert "1 handout checked" in capsys.readouterr().out
    check(bench, str(bench.content / "clinic.yaml"))
    assert "2 handouts checked" in capsys.readouterr().out


def test_a_page_that_cannot_be_written_is_told(bench: Desk, capsys: Shown) -> None:
    (bench.out.parent / "file").write_text("", "utf-8")
    assert (
        check(
            bench,
            "--format",
            "html",
            "--out",
            str(bench.out.parent / "file" / "check.html"),
            "knee",
        )
        == 2
    )
    assert "file:1:1: error: File exists\n  hint: a file stands" in capsys.readouterr().err


def test_two_processes_find_what_one_finds(bench: Desk) -> None:
    """In two handouts, each with something to tell."""
    for slug in ("knee", "wrist"):
        bench.change(bench.handout(slug), "- One thing\n", "- We guarantee 1 in 20 people this.\n")
    command = [
        sys.executable,
        "-W",
        "error",
        "-m",
        "handouts",
        "check",
        "--no-cache",
        "--format",
        "json",
    ]
    command += ["--content", str(bench.content), "--assets", str(ASSETS)]
    one, two = (
        subprocess.run(
            [*command, "--jobs", jobs],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            env=os.environ,
        )
        for jobs in ("1", "2")
    )
    places = {finding["file"] for finding in json.loads(one.stdout)["findings"]}
    assert {f"content/handouts/{slug}/en.yaml" for slug in ("knee", "wrist")} <= places
    assert (one.returncode, one.stdout, one.stderr) == (two.returncode, two.stdout, two.stderr)
    assert one.stderr == ""


# ------------------------------------------------------------------ usage and the look of it


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["bake"],
        ["build", "--format", "xml"],
        ["build", "--jobs", "two"],
        *(["build", f"--jobs={many}"] for many in ("0", "-1", "1.5", "1000000", "9" * 30, "²")),
        ["check", "--jobs=-1"],
        ["fill", "back-health", "--out", "x.pdf", "--jobs=0"],
        *(["desk", f"--port={port}"] for port in ("-1", "65536", "http")),
        ["watch", "back-health", "--port=-1"],
        ["build", "--frobnicate"],
        *(["build", name, ""] for name in ("--network", "--rules-of", "--with", "--out")),
        ["build", "--clinic="],
        ["new"],
    ],
)
def test_wrong_usage_is_status_2(arguments: list[str], capsys: Shown) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    assert left.value.code == 2
    assert "usage: handouts" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "name", "values"),
    [
        ("build a --edition sheet b --lang en c", "slugs", ["a", "b", "c"]),
        ("check --no-pages a --strict b", "slugs", ["a", "b"]),
        ("diff HEAD --out there . a", "slugs", ["a"]),
        ("translate import es --by Ada x.po", "names", ["x.po"]),
        ("clinic set hospital One --content there Two", "values", ["One", "Two"]),
    ],
)
def test_names_may_stand_behind_options(typed: str, name: str, values: list[str]) -> None:
    given = typed.split()
    assert getattr(parser(given[0]).parse_args(given), name) == values


def test_a_page_that_nobody_asked_for_is_not_named(tmp_path: Path, capsys: Shown) -> None:
    folders = ("--content", str(CONTENT), "--assets", str(ASSETS))
    asked = ["check", "back-health", *folders, "--out", str(tmp_path / "x.html")]
    assert cli.main(asked) == 2
    assert "--out:1:1: error: no file is written but the HTML page" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--paper", "a5"], "there is no paper 'a5'\n  hint: known: a4, letter"),
        (["--edition", "deluxe"], "there is no edition 'deluxe'\n  hint: known: "),
        (["--paper", "leter"], "there is no paper 'leter'\n  hint: did you mean 'letter'?"),
        (
            ["--edition", "larg-print"],
            "there is no edition 'larg-print'\n  hint: did you mean 'large-print'?",
        ),
        (
            ["--edition", "standard", "--edition", "sheets"],
            "there is no edition 'sheets'\n  hint: did you mean 'sheet'?",
        ),
    ],
)
def test_unknown_paper_and_edition_are_status_2(
    arguments: list[str], told: str, capsys: Shown
) -> None:
    assert cli.main(["build", *arguments]) == 2
    assert capsys.readouterr().err.startswith(f"build:1:1: error: {told}")


def test_version_and_help(capsys: Shown) -> None:
    for option in ("--version", "--help"):
        with pytest.raises(SystemExit) as left:
            cli.main([option])
        assert left.value.code == 0
    told = capsys.readouterr().out
    assert f"handouts {__version__}" in told
    assert {"build", "list", "schema", "new"} <= set(told.split())


def test_plain_lines_in_a_pipe(desk: Desk) -> None:
    """``build.py`` as a process of its own: no bar, no escape sequences, one line for each file."""
    command = [sys.executable, str(ROOT / "build.py"), "--no-cache", "--out", str(desk.out)]
    folders = ["--content", str(desk.content), "--assets", str(ASSETS)]
    done = subprocess.run(
        [*command, *folders], cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", done.stdout)
    one, other, count = done.stdout.splitlines()
    assert re.fullmatch(r"en/knee-standard-letter\.pdf  \d+ pages  \d+ kB  draft", one)
    assert re.fullmatch(r"en/wrist-standard-letter\.pdf  \d+ pages  \d+ kB  draft", other)
    assert count.startswith("2 files in ")


def test_a_bar_on_a_terminal() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    bar = Progress(2, stream)
    for slug in ("knee", "wrist"):
        bar.made(Outcome(Job(slug, "en", "standard", "letter"), None, b"", ()))
    bar.done()
    assert stream.getvalue().count("\r") == 2
    assert "#" * 15 + "." * 15 + "] 1/2" in stream.getvalue()
    assert "#" * 30 + "] 2/2" in stream.getvalue()


def test_list_tells_every_handout(desk: Desk, capsys: Shown) -> None:
    assert desk.run("list") == 0
    capsys.readouterr()
    desk.change(desk.handout("wrist"), "subtitle:", "subtitel:")
    status = desk.run("list")
    told = capsys.readouterr()
    knee, wrist = told.out.splitlines()
    assert knee.split(maxsplit=5) == [
        "knee",
        "en",
        "0.1",
        "2026-11-22",
        "draft",
        "Title of the handout",
    ]
    assert re.match(r"wrist +en +- +- +2 problems +-", wrist)
    assert told.err.count(": error: ") == 2
    assert re.search(
        r"^content/handouts/wrist/en.yaml:\d+:1: error: unknown field 'subtitel'\n  hint: ",
        told.err,
        re.M,
    )
    assert status == 1


def test_list_tells_a_problem_of_all_handouts_once(desk: Desk, capsys: Shown) -> None:
    (desk.content / "clinic.yaml").unlink()
    assert desk.run("list") == 1
    told = capsys.readouterr()
    assert told.err == (
        "content/clinic.yaml:1:1: error: there is no such file\n  hint: check the folder "
        "and the spelling\n"
    )
    assert [re.sub(" +", " ", line) for line in told.out.splitlines()] == [
        "knee en - - 1 problem -",
        "wrist en - - 1 problem -",
    ]


# ------------------------------------------------------------------ schemas


def test_shipped_schemas_are_those_of_the_models(tmp_path: Path, capsys: Shown) -> None:
    assert cli.main(["schema", "--out", str(tmp_path)]) == 0
    told = capsys.readouterr().out.splitlines()
    made = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    assert len(told) == len(made)
    shipped = {path.name: path.read_text("utf-8") for path in (ROOT / "docs" / "schema").iterdir()}
    assert shipped.keys() == made.keys()
    different = [name for name in made if made[name] != shipped[name]]
    assert not different, "run: python -m handouts schema"


def test_schemas_are_json_with_a_title(tmp_path: Path) -> None:
    cli.main(["schema", "--out", str(tmp_path)])
    for path in tmp_path.iterdir():
        schema = json.loads(path.read_text("utf-8"))
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert "at" not in schema.get("properties", {})
