"""Whatever an author writes has a limit, told at its place, and costs no more than its size."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.cli import main
from handouts.content.locale import Locale
from handouts.source.reader import Reading, read
from handouts.source.walk import stray
from tests.support.brochures import ROOT

SAMPLE, COMMON = "content/handouts/sample/en.yaml", "content/common/en.yaml"
DISC, CLINIC = "assets/figures/disc.svg", "content/clinic.yaml"
SECONDS = 8  # of a processor: some of these took minutes
HERE = "      - paragraph: A word with **stress**.\n"
Told = Callable[..., list[str]]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "tests/site", tmp_path, dirs_exist_ok=True)
    for folder in ("fonts", "icons"):
        shutil.copytree(ROOT / "assets" / folder, tmp_path / "assets" / folder)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def told(project: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    def build() -> list[str]:
        begun = time.process_time()
        main(["build", "--no-cache"])
        assert time.process_time() - begun < SECONDS
        err = capsys.readouterr().err.replace("\n  hint: ", " | ")
        return [line.partition(": error: ")[2] for line in err.splitlines()]

    return build


def add(project: Path, block: str) -> None:
    text = (project / SAMPLE).read_text("utf-8")
    (project / SAMPLE).write_text(text.replace(HERE, f"{HERE}      - {block}\n", 1), "utf-8")


SPLIT = "say it in fewer words, or in several texts"
FEWER = "it may have at most 2,000 | leave some out, or split it"
BLOCKS = {
    "text": (
        f'paragraph: "{"word " * 40_000}"',
        f"this text has 200,000 characters, it may have at most 6,000 | {SPLIT}",
    ),
    "braces": (
        f'paragraph: "{"{{ " * 60_000}"',
        f"this text has 180,000 characters, it may have at most 6,000 | {SPLIT}",
    ),
    "entries": (f"bullets: [{'a, ' * 2500}a]", f"this list has 2,501 entries, {FEWER}"),
    "values": (
        f"bullets: [{'{}, ' * 60_000}a]",
        "this file has more than 50,000 values | split it",
    ),
    "address": (
        f'paragraph: "[a](https://example.org/{"a" * 400})"',
        "this web address is longer than 300 characters | use a shorter one",
    ),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_what_is_too_much_is_told(name: str, told: Told, project: Path) -> None:
    block, problem = BLOCKS[name]
    add(project, block)
    assert told() == [problem]


def test_many_wrong_marks_in_one_text_are_few_problems(told: Told, project: Path) -> None:
    add(project, f'paragraph: "{"{x} " * 1400}"')
    found = told()
    assert len(found) == 8
    assert "and there may be more like it in this text" in found[-1]


def test_spaces_in_a_fact_take_no_time(told: Told, project: Path) -> None:
    spaces = "\u00a0" * 2900
    add(project, f'paragraph: "{{{{{spaces}x{spaces}"')
    assert told()[0].startswith("this { does not belong to a pair")


def test_a_name_that_no_file_can_have(told: Told, project: Path) -> None:
    text = (project / SAMPLE).read_text("utf-8").replace("id: sample", f"id: {'a' * 61}", 1)
    (project / SAMPLE).write_text(text, "utf-8")
    most = "this text has 61 characters, it may have at most 60 | say it in fewer words"
    assert most in told()


def test_many_wrong_entries_are_told_together(told: Told, project: Path) -> None:
    add(project, f"bullets: [{'[], ' * 1500}a]")
    found = told()
    assert len(found) == 101
    assert found[-1] == "there are 1,400 more problems in this file | mend these first"


def fragments(project: Path, text: str) -> None:
    (project / COMMON).write_text((project / COMMON).read_text("utf-8") + text, "utf-8")


def test_fragments_that_include_twice(told: Told, project: Path) -> None:
    lines = (f"  l{n}: [{{include: l{n + 1}}}, {{include: l{n + 1}}}]\n" for n in range(40))
    fragments(project, "".join(lines) + "  l40: [Ha.]\n")
    add(project, "include: l0")
    (first, *_) = told()
    assert first == (
        "the fragment 'l30' has more than 3,000 blocks in it | include less, or write it out"
    )


def test_fragments_that_include_in_a_chain(told: Told, project: Path) -> None:
    chain = "".join(f"  c{n}: [{{include: c{n + 1}}}]\n" for n in range(400))
    fragments(project, f"{chain}  c400: [Ha.]\n")
    add(project, "include: c0")
    assert "the fragment 'c380' includes others more than 20 deep | " in told()[-1] + " | "


def test_a_chain_of_fragments_that_has_no_end(told: Told, project: Path) -> None:
    chain = "".join(f"  c{n}: [{{include: c{(n + 1) % 900}}}]\n" for n in range(900))
    fragments(project, chain)
    (problem,) = told()
    assert problem.startswith("this fragment includes itself: c0 -> c1 -> ")
    assert len(problem) < 1000


def test_includes_that_are_too_many_together(told: Told, project: Path) -> None:
    fragments(project, f"  many: [{', '.join(['A.'] * 1000)}]\n")
    add(project, "include: many\n" + "      - include: many\n" * 3)
    (problem,) = told()
    assert problem.startswith("there are more than 3,000 blocks down to this section's end | ")


def test_a_clip_that_is_used_again_and_again(told: Told, project: Path) -> None:
    path = "M0 0" + "".join(f"L{n % 100} {n % 77}" for n in range(50_000))
    uses = '<g clip-path="url(#a)"><path class="disc" d="M0 0L5 5L9 9Z"/></g>' * 100
    (project / DISC).write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60"><defs><clipPath id="a">'
        f'<path d="{path}"/></clipPath></defs>{uses}</svg>',
        "utf-8",
    )
    assert "the figure draws more than 200,000 lines and curves | simplify it" in told()


def test_a_figure_with_thousands_of_faults(told: Told, project: Path) -> None:
    shapes = '<path class="nothing" d="M0 0L5 5L9 9Z"/>' * 5000
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60">'
    (project / DISC).write_text(f"{head}{shapes}</svg>", "utf-8")
    assert len([one for one in told() if "nothing" in one]) == 50


# ------------------------------------------------------------------ what lies about

STRAYS = (
    *(".DS_Store", "Thumbs.db", "desktop.ini", "~$en.yaml", ".~lock.en.yaml#", ".en.yaml.swp"),
    *("en.yaml~", "#en.yaml#", ".#en.yaml", "en.yaml.bak", "._disc.svg", "en.yaml.orig"),
)


def test_stray_files_stop_nothing(told: Told, project: Path) -> None:
    for folder in ("content", "content/handouts", "content/handouts/sample", "assets/figures"):
        for name in STRAYS:
            (project / folder / name).symlink_to("/proc/1/mem")
        (project / folder / "stray").symlink_to("stray")
        os.mkfifo(project / folder / "pipe")
        with open(os.fsencode(project / folder) + b"/\xff.yaml", "wb") as file:
            file.write(b"\0")
    (project / "content/handouts/.git").mkdir()
    assert [one for one in STRAYS if not stray(one)] == []
    assert told() == []


@pytest.mark.parametrize("name", ["en.yaml", "disc.svg", "clinic.es.yaml", "kit", "a.b.png"])
def test_files_of_a_site_are_no_strays(name: str) -> None:
    assert not stray(name)


@pytest.mark.parametrize(
    ("path", "lay", "problem"),
    [
        (SAMPLE, lambda path: path.symlink_to(path.name), "this link leads to itself"),
        (SAMPLE, os.mkfifo, "this is no file"),
        (SAMPLE, lambda path: (path / "a").mkdir(parents=True), "this is a folder"),
        (DISC, lambda path: path.symlink_to("/dev/zero"), "this file leads outside its folder"),
        (CLINIC, lambda path: path.symlink_to("/dev/zero"), "this file leads outside its folder"),
    ],
)
def test_something_else_in_place_of_a_file(
    path: str, lay: Callable[[Path], None], problem: str, told: Told, project: Path
) -> None:
    (project / path).unlink()
    lay(project / path)
    assert [one.partition(" | ")[0] for one in told()] == [problem]


def test_facts_that_cannot_be_read_hide_nothing_else(told: Told, project: Path) -> None:
    """Nothing is made of a clinic then, nor taken from what is kept, and all else is told."""
    wrong = (project / SAMPLE).read_text("utf-8") + "nonsense: a\n"
    (project / "content/handouts/other").mkdir()
    (project / "content/handouts/other/en.yaml").write_text(wrong, "utf-8")
    (project / "content/clinic.en.yaml").mkdir()
    (project / "content/clinic.es.yaml").symlink_to("clinic.es.yaml")
    found = told()
    assert not list(project.glob("dist/*/*.pdf"))
    for message in ("unknown field 'nonsense'", "this is a folder", "this link leads to itself"):
        assert sum(message in one for one in found) == 1, found


def test_a_deep_folder_is_not_followed(told: Told, project: Path) -> None:
    before = Path.cwd()
    os.chdir(project / "assets")
    for _ in range(600):
        os.mkdir("deeper-and-deeper")
        os.chdir("deeper-and-deeper")
    os.chdir(before)
    assert told() == []


def test_a_fact_that_nobody_has_written_is_missed_in_its_file(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / CLINIC).write_text("name: The clinic\n", "utf-8")
    main(["check", "--no-cache"])
    found = [line for line in capsys.readouterr().out.splitlines() if "clinic fact 'phone'" in line]
    assert [line.strip().partition(" ")[0] for line in found] == [f"{CLINIC}:1:1:"]


# ------------------------------------------------------------------ the program's own words

LOCALE = (ROOT / "handouts/locales/en.yaml").read_text("utf-8")
WORDS = {
    "about {count}": (
        "about a few",
        "'about-count' has no {count} | write {count}, each once",
    ),
    "{page} of {pages}": (
        "{page} of {all}",
        "'page-of' has a {all} that nothing is filled in for | write {page}, {pages}, each once",
    ),
    "Issued {date}": (
        "Issued {date",
        "a brace in 'issued' is not closed, or not opened | write {date}, each once",
    ),
    "{year}": (
        "",
        "'date' has no {year} | write {day}, {month}, {year}, each once",
    ),
    "language: en-US": (
        "language: fr",
        "'fr' is not the language of this file, 'en' | "
        "write en, or en and a country, such as en-US",
    ),
}


@pytest.mark.parametrize("old", WORDS)
def test_the_words_of_a_language_are_checked(old: str) -> None:
    new, problem = WORDS[old]
    assert old in LOCALE
    context, line = Reading(names={"language": "en"}), LOCALE[: LOCALE.index(old)].count("\n") + 1
    data = LOCALE.replace(old, new, 1).encode()
    assert read(data, Locale, context, "en.yaml") is None
    (found,) = context.problems
    assert (f"{found.message} | {found.hint}", found.where.line) == (problem, line)
