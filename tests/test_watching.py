"""A handout that is watched: in a real browser, what is saved is seen, and what is wrong is told
beside its line; only what another page is made of is asked for again."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from handouts import cli
from handouts.clinic.jobs import Job
from handouts.desk.folders import Folders
from handouts.watching.engine import Engine, Look
from handouts.watching.prints import prints
from tests.support.brochures import ASSETS, CONTENT, ROOT
from tests.support.browser import Browser

SAMPLE = "content/handouts/sample/en.yaml"
SENTENCE = "A text is a paragraph."
JOB = Job("sample", "en", "standard", "letter")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("watched")
    shutil.copytree(ROOT / "tests/site", home, dirs_exist_ok=True)
    for folder in ("fonts", "icons"):
        shutil.copytree(ROOT / "assets" / folder, home / "assets" / folder)
    return home


@pytest.fixture(scope="module")
def engine(place: Path) -> Engine:
    made = Engine(Folders(place / "content", place / "assets"), JOB)
    made.begin()
    return made


@pytest.fixture
def text(place: Path, engine: Engine) -> Iterator[Path]:
    """The file that is written; afterwards as it was."""
    path = place / SAMPLE
    before = path.read_text("utf-8")
    yield path
    path.write_text(before, "utf-8")
    engine.changed([path])


def saved(engine: Engine, path: Path, old: str, new: str) -> Look | None:
    told = path.read_text("utf-8")
    assert old in told
    path.write_text(told.replace(old, new, 1), "utf-8")
    return engine.changed([path])


def test_a_changed_sentence_changes_its_page_alone(engine: Engine, text: Path) -> None:
    before = engine.look
    assert len({page.id for page in before.pages}) == len(before.pages) > 2
    now = saved(engine, text, SENTENCE, "Another text is this.")
    assert now is not None
    assert now.changed >= 0
    same = [old.id == new.id for old, new in zip(before.pages, now.pages, strict=True)]
    assert same.count(False) == 1
    assert same.index(False) == now.changed
    picture = engine.picture(now.pages[now.changed].id)
    assert picture is not None
    assert picture.startswith(b"\xff\xd8")
    assert engine.picture(before.pages[now.changed].id) in (None, engine.picture("x"))
    anew = Engine(engine.folders, JOB)
    assert anew.begin().data == now.data, "what stood is as it would be made anew"


def test_what_is_wrong_is_told_beside_its_line(engine: Engine, text: Path) -> None:
    before = engine.look
    now = saved(engine, text, "\ntitle:", "\ntitel:")
    assert now is not None
    assert now.pages == before.pages, "what was there is still seen"
    told = engine.told()
    assert isinstance(told["problems"], list)
    one = next(one for one in told["problems"] if "titel" in str(one["message"]))
    assert [line for number, line in one["lines"] if number == one["line"]][0].startswith("titel:")
    assert saved(engine, text, "\ntitel:", "\ntitle:") is not None
    assert not engine.look.problems


def test_only_what_was_saved_is_read_again(
    engine: Engine, text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handouts.making.site.load_site", None)
    assert saved(engine, text, SENTENCE, "Yet another text.") is not None
    assert engine.changed([text.with_name(".en.yaml.swp")]) is None


def test_a_figure_that_is_drawn_anew_is_another_page(engine: Engine, place: Path) -> None:
    before = engine.look.pages
    figure = place / "assets/figures/ring.svg"
    old = figure.read_text("utf-8")
    figure.write_text(old.replace("</svg>", "<!-- anew --></svg>"), "utf-8")
    now = engine.changed([figure])
    assert now is not None
    assert all(one.id != other.id for one, other in zip(before, now.pages, strict=True))
    figure.write_text(old, "utf-8")
    engine.changed([figure])
    assert engine.look.pages == before
    assert prints(engine.look.data) != prints(engine.look.data, "salt")


class Running(NamedTuple):
    process: subprocess.Popen[str]
    address: str


@pytest.fixture(scope="module")
def running(place: Path) -> Iterator[Running]:
    """The command, as somebody starts it."""
    folders = ("--content", str(place / "content"), "--assets", str(place / "assets"))
    process = subprocess.Popen(
        [sys.executable, "-m", "handouts", "watch", "sample", "--no-browser", *folders],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout
    found = re.search(r"open file://(\S+) ", process.stdout.readline())
    assert found
    page = Path(found[1]).read_text("utf-8")
    yield Running(process, re.findall(r"0;url=([^\"]+)", page)[0])
    process.terminate()
    assert process.wait(timeout=10) in (0, 143, -15)
    process.stdout.close()
    assert not Path(found[1]).exists()


def until(browser: Browser, script: str) -> None:
    for _ in range(400):
        if browser.run(script):
            return
        time.sleep(0.025)
    raise AssertionError(f"never true: {script}")


def test_in_a_browser(running: Running, place: Path, browser: Browser) -> None:
    browser.ask("Page.navigate", url=running.address)
    until(browser, "document.querySelectorAll('figure img').length > 2")
    until(
        browser, "[...document.images].slice(0, 1).every(one => one.complete && one.naturalWidth)"
    )
    assert browser.run("location.hash") == ""
    path = place / SAMPLE
    before = path.read_text("utf-8")
    path.write_text(before.replace(SENTENCE, "This was typed just now."), "utf-8")
    until(browser, "document.querySelector('figure.changed img')?.complete")
    until(
        browser,
        "document.querySelector('figure.changed').getBoundingClientRect().top < innerHeight",
    )
    path.write_text(before.replace("\ntitle:", "\ntitel:"), "utf-8")
    until(browser, "!document.getElementById('problems').hidden")
    lines = "[...document.querySelectorAll('pre .here')].map(one => one.textContent).join()"
    assert "titel: " in browser.run(lines)
    assert not browser.violations()
    path.write_text(before, "utf-8")
    until(browser, "document.getElementById('problems').hidden")
    status = browser.run("fetch('/api/events', {method: 'POST', body: '{}'}).then(r => r.status)")
    assert status == 403, "nobody without a token"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["smaple"], ["no handout 'smaple'"]),
        (["set"], ["no handout 'set'"]),
        (["sample", "--edition", "set"], ["no edition on paper 'set'"]),
        (
            ["sample", "--lang", "xx", "--paper", "a5"],
            ["no language of this handout 'xx'", "no paper 'a5'"],
        ),
    ],
)
def test_what_is_not_there_is_told_at_once(
    place: Path, capsys: pytest.CaptureFixture[str], asked: list[str], told: list[str]
) -> None:
    folders = ["--content", str(place / "content"), "--assets", str(place / "assets")]
    assert cli.main(["watch", *asked, "--no-browser", *folders]) != 0
    said = re.findall(r"error: there is (.*)", capsys.readouterr().err)
    assert said == told


def test_a_language_stands_beside_another_only_in_editions_of_two(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = ["--content", str(place / "content"), "--assets", str(place / "assets")]
    assert cli.main(["watch", "sample", "--with", "en", "--no-browser", *folders]) != 0
    assert "'standard' sets nothing beside another language" in capsys.readouterr().err


def test_both_languages_are_seen() -> None:
    job = Job("back-health", "es", "bilingual-sheet", "letter", partner="en")
    look = Engine(Folders(CONTENT, ASSETS), job).begin()
    assert (len(look.pages), look.problems) == (4, ())
