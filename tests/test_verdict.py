"""What a check says in the end: passed or not, the same in every form, and nothing found is lost
when a process dies."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Literal

import pytest

from handouts import cli
from handouts.checks import Finding
from handouts.making import gate
from handouts.making.gate import Verdict
from handouts.making.site import Clinic
from handouts.reports.check import page
from handouts.reports.record import recorded
from handouts.reports.terminal import annotation, lines
from handouts.source.problems import Problem, Where
from tests.support.brochures import ASSETS, CONTENT, GOLDEN, ROOT
from tests.support.golden import compare
from tests.support.opened import Opened

Severity = Literal["error", "warning", "note"]
TODAY = date(2026, 11, 23)


INHALER = "using-an-inhaler"


def copied(folder: Path) -> Path:
    """The site on another subject, whose texts only change with what it tries."""
    shutil.copytree(ROOT / "tests" / "second", folder, dirs_exist_ok=True)
    for name in ("fonts", "icons"):
        shutil.copytree(ASSETS / name, folder / "assets" / name)
    return folder


def problem(severity: Severity, line: int = 1) -> Problem:
    return Problem(Where("a.yaml", line, 2), f"an {severity}", "mend it", severity, "a-rule")


def verdict(problems: Iterable[Problem] = (), findings: Iterable[Problem] = ()) -> Verdict:
    return Verdict(TODAY, (), tuple(map(Finding, findings)), (), tuple(problems))


# what is found, whether that fails, and whether it fails where warnings count
FOUND: dict[str, tuple[list[Severity], bool, bool]] = {
    "nothing": ([], False, False),
    "a note": (["note"], False, False),
    "a warning": (["warning"], False, True),
    "an error": (["error"], True, True),
    "all": (["note", "warning", "error"], True, True),
    "no error": (["note", "warning"], False, True),
}


@pytest.mark.parametrize("what", FOUND)
@pytest.mark.parametrize("found", [False, True])
def test_a_check_fails_by_what_an_author_must_mend(what: str, found: bool) -> None:
    severities, plain, strict = FOUND[what]
    told = [problem(one, line) for line, one in enumerate(severities, 1)]
    one = verdict(findings=told) if found else verdict(told)
    assert (one.failed(False), one.failed(True)) == (plain, strict)
    assert (recorded(one, False).passed, recorded(one, True).passed) == (not plain, not strict)
    assert ("Not passed" in page(one, False), "Not passed" in page(one, True)) == (plain, strict)
    assert [finding.severity for finding in recorded(one, False).findings] == severities
    assert len(one.told) == len(severities)


def test_what_is_found_twice_is_told_once_in_the_order_of_lines() -> None:
    one = verdict([problem("error", 3), problem("note", 1)], [problem("error", 3)])
    assert [finding.line for finding in recorded(one, False).findings] == [1, 3]


@pytest.mark.parametrize(
    ("severities", "strict", "end"),
    [
        ([], False, "0 handouts checked: nothing to mend"),
        (["note"], True, "0 handouts checked: nothing to mend, strict"),
        (["warning"], False, "0 handouts checked: 1 thing to mend"),
        (["warning", "error"], False, "0 handouts checked: 2 things to mend"),
    ],
)
def test_a_person_reads_how_it_ended(severities: list[Severity], strict: bool, end: str) -> None:
    one = verdict([problem(kind, line) for line, kind in enumerate(severities, 1)])
    assert list(lines(one, strict))[-1] == end


def test_a_person_reads_how_much_was_let_through() -> None:
    one = replace(verdict(), silenced=(Finding(problem("warning")), Finding(problem("error"))))
    end = "0 handouts checked: nothing to mend, 2 let through by content/checks.yaml"
    assert list(lines(one, False))[-1] == end
    assert not one.failed(strict=True)
    assert [found.severity for found in recorded(one, True).silenced] == ["warning", "error"]


def test_a_person_reads_what_to_mend_first_and_what_is_the_clinics_last() -> None:
    one = verdict([problem("note", 1), problem("error", 2), problem("warning", 3)])
    told = list(lines(one, False))
    assert told[:3] == [
        "a.yaml:2:2: error: an error [a-rule]\n  hint: mend it",
        "a.yaml:3:2: warning: an warning [a-rule]\n  hint: mend it",
        "",
    ]
    assert told[4:] == [
        "",
        "Only the clinic and its reviewers can supply (1):",
        "  a.yaml:1:2: an note [a-rule]",
        "",
        "0 handouts checked: 2 things to mend",
    ]


@pytest.mark.parametrize(
    ("severity", "level"), [("error", "error"), ("warning", "warning"), ("note", "notice")]
)
def test_a_machine_reads_a_command(severity: Severity, level: str) -> None:
    where = Where("a,b:c.yaml", 3, 4)
    told = Problem(where, "50% is\nwrong, or: not", "mend it", severity, "a-rule")
    assert annotation(told) == (
        f"::{level} file=a%2Cb%3Ac.yaml,line=3,col=4,title=a-rule"
        f"::{told.message.replace('%', '%25')} (hint: mend it)"
    )
    assert annotation(Problem(where, "x")).endswith(",col=4::x")


# ------------------------------------------------------------------ the command, and its forms


def test_json_says_passed_where_the_command_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three texts: one with nothing to mend, one with a warning, one with an error."""
    monkeypatch.chdir(tmp_path)
    status = {}
    texts = {"none": "", "warning": " You can and/or ask.", "error": " We guarantee this."}
    for (name, words), strict in product(texts.items(), (False, True)):
        if not (tmp_path / name).exists():
            _said(copied(tmp_path / name), words)
        options = [f"--{one}={tmp_path / name / one}" for one in ("content", "assets")]
        options += ["--strict"] if strict else []
        command = ["check", "--no-cache", "--no-pages", "--format", "json", *options]
        status[name, strict] = cli.main([*command, INHALER])
        told = json.loads(capsys.readouterr().out)
        assert told["passed"] is (status[name, strict] == 0)
        assert told["strict"] is strict
    assert status == {
        ("none", False): 0,
        ("none", True): 0,
        ("warning", False): 0,
        ("warning", True): 1,
        ("error", False): 1,
        ("error", True): 1,
    }


def _said(site: Path, words: str) -> None:
    """Words behind those on who a text is for."""
    own = site / "content" / "handouts" / INHALER / "en.yaml"
    text, count = re.subn(
        r"(?m)^audience: .*\n(?:[ ]+.*\n)*",
        f"audience: For adults.{words}\n",
        own.read_text("utf-8"),
    )
    assert count == 1
    own.write_text(text, "utf-8")


# ------------------------------------------------------------------ two processes


@pytest.mark.parametrize("dies", [False, True])
def test_nothing_found_is_lost_when_a_helper_dies(
    dies: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, own, share = Opened(CONTENT, ASSETS), os.getpid(), gate._share
    wanted = [(slug, "en") for slug in opened.site.slugs][: gate.ENOUGH]

    def deadly(*arguments: object) -> gate.Share:
        if dies and os.getpid() != own:
            os._exit(1)
        return share(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(gate, "_share", deadly)
    alone, helped = (
        gate.check(opened.bench, wanted, TODAY, pages=False, library=False, workers=workers)
        for workers in (1, 2)
    )
    assert {one.slug for one in alone.findings} >= {slug for slug, _ in wanted}
    assert (helped.told, helped.findings) == (alone.told, alone.findings)


SWITCHED = """off:
  - rule: percent
    reason: Said at such length that it is a reason.
"""


@pytest.mark.parametrize("readable", [True, False])
@pytest.mark.parametrize("library", [True, False])
def test_what_is_true_of_all_is_told_where_all_were_read(
    library: bool, readable: bool, tmp_path: Path
) -> None:
    """A switch that lets nothing through may be needed by a text that was not looked at."""
    site = copied(tmp_path)
    (site / "content" / "checks.yaml").write_text(SWITCHED, "utf-8")
    if not readable:
        (site / "content" / "handouts" / "asthma-plan" / "en.yaml").write_text("id: [", "utf-8")
    opened = Opened(site / "content", site / "assets")
    wanted = [(slug, "en") for slug in opened.site.slugs]
    told = gate.check(opened.bench, wanted, TODAY, pages=False, library=library).told
    assert ("idle-switch" in [one.rule for one in told]) is (library and readable)


def test_a_switch_of_pages_is_held_against_those_of_the_sites_own_clinic(tmp_path: Path) -> None:
    """What another clinic fills in sets them elsewhere; what is said stays the same."""
    site = copied(tmp_path)
    switches = SWITCHED.replace("percent", "page-fill") + SWITCHED.removeprefix("off:\n")
    (site / "content" / "checks.yaml").write_text(switches, "utf-8")
    bench = Opened(site / "content", site / "assets").bench
    wanted = [(slug, "en") for slug in bench.shop.site.slugs]
    given = bench.clinic
    moved = {name.replace("content/", "elsewhere/"): data for name, data in given.files.items()}
    another = replace(given, stem="elsewhere/clinic", files=moved)

    def idle(clinic: Clinic) -> set[str]:
        looked = gate.Bench(bench.shop, clinic)
        found = gate.check(looked, wanted, TODAY, pages=True, library=True)
        return {one.message for one in found.told if one.rule == "idle-switch"}

    own, other = idle(given), idle(another)
    assert own - other == {"the rule 'page-fill' finds nothing that this switch lets through"}
    assert other == {"the rule 'percent' finds nothing that this switch lets through"}


@pytest.mark.parametrize("pages", [True, False])
def test_pages_are_looked_at_where_that_is_asked_for(pages: bool, tmp_path: Path) -> None:
    site = copied(tmp_path)
    bench = Opened(site / "content", site / "assets").bench
    gate.check(bench, [(INHALER, "en")], TODAY, pages=pages, library=False)
    assert [job.slug for job in bench.built] == ([INHALER] if pages else [])


# ------------------------------------------------------------------ golden reports


FAULTS = {
    "Take off the cap. ": "Take off the cap & \\<lid> it/she. We guarantee this is 100% safe. ",
    "You feel it in a few minutes.": "You feel it in 1 in 20 cases approximately.",
}


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    """What is found in a text on another subject with a few faults."""
    folder = copied(tmp_path_factory.mktemp("reported"))
    path = folder / "content" / "handouts" / INHALER / "en.yaml"
    text = path.read_text("utf-8")
    for old, new in FAULTS.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    bench = Opened(folder / "content", folder / "assets").bench
    wanted = [(INHALER, "en")]
    return gate.check(bench, wanted, TODAY, pages=False, library=False)


@pytest.mark.parametrize("form", ["txt", "json", "html", "github"])
def test_golden_report(reported: Verdict, form: str, update: bool) -> None:
    match form:
        case "txt":
            told = "\n".join(lines(reported, strict=True))
        case "json":
            told = recorded(reported, strict=False).model_dump_json(indent=1)
        case "html":
            told = page(reported, strict=False)
            told = told[told.index("<body") :].replace("><", ">\n<")
        case _:
            told = "\n".join(map(annotation, reported.told))
    compare(GOLDEN / "reports" / f"check.{form}", f"{told}\n", update=update)
