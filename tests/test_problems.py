"""Problems are made in one way: a message and a hint that never melt into each other, one shape for
machines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handouts.content.shelf import Sources
from handouts.reports.record import FoundRecord
from handouts.reports.terminal import annotation, reached
from handouts.source.letters import strange
from handouts.source.problems import Problem, Where, did_you_mean
from handouts.source.reader import Reading, read
from handouts.source.tree import Scalar
from tests.support.brochures import ROOT


@pytest.mark.parametrize("year", ["about 2020; or so", "; 2020", "2020; "])
def test_a_quoted_value_never_becomes_the_hint(tmp_path: Path, year: str) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(f'S1:\n  organisation: NHS\n  title: Backs\n  year: "{year}"\n', "utf-8")
    context = Reading()
    assert read(path, Sources, context, "sources.yaml") is None
    (problem,) = context.problems
    assert problem.message == f"'{year}' is no year"
    assert problem.hint == "write four digits, such as 2024 or 2020-2024"
    assert problem.where == Where("sources.yaml", 4, 9)


def test_machines_get_one_shape() -> None:
    """What ``build --format json`` tells is the beginning of what ``check --format json`` tells."""
    record = Problem(Where("a.yaml", 2, 3), "wrong", "mend it", "warning", "a-rule").record
    assert record == {
        "file": "a.yaml",
        "line": 2,
        "column": 3,
        "severity": "warning",
        "rule": "a-rule",
        "message": "wrong",
        "hint": "mend it",
    }
    assert set(record) < set(FoundRecord.model_fields)
    schema = json.loads((ROOT / "docs" / "schema" / "check.json").read_text("utf-8"))
    assert set(record) <= set(schema["$defs"]["FoundRecord"]["required"])


def test_an_annotation_leads_to_its_file_from_the_top_of_what_was_checked_out(
    tmp_path: Path,
) -> None:
    """Wherever the site, a clinic or a network lies in there, whatever its folder is called."""
    site, clinics = tmp_path / "Été, 50%/site", tmp_path / "clinics"
    valley = site / "content/networks/valley"
    for folder in (site / "assets", valley, clinics / "ash"):
        folder.mkdir(parents=True)
    for file in (site / "content/facts.yaml", valley / "oak.yaml", clinics / "ash/clinic.yaml"):
        file.touch()
    starts = [site, clinics, site / "content", site / "content/networks"]
    where = {
        "content/facts.yaml": "Été%2C 50%25/site/content/facts.yaml",
        "content/gone.yaml": "Été%2C 50%25/site/content/gone.yaml",
        "networks/valley.yaml": "Été%2C 50%25/site/content/networks/valley.yaml",
        "valley/oak.yaml": "Été%2C 50%25/site/content/networks/valley/oak.yaml",
        "ash/clinic.yaml": "clinics/ash/clinic.yaml",
        "elsewhere/a, b.yaml": "elsewhere/a%2C b.yaml",
        "details": "details",
    }
    told = "\n".join(annotation(Problem(Where(name, 3, 4), "no file=x,y")) for name in where)
    assert reached(told, starts, tmp_path).splitlines() == [
        f"::error file={path},line=3,col=4::no file=x,y" for path in where.values()
    ]
    assert reached(told, starts, tmp_path / "other") == told


def test_no_validator_raises_anything_else() -> None:
    """A bare ValueError has no hint of its own, and would end in a traceback."""
    for path in (
        one for one in (ROOT / "handouts").rglob("*.py") if "Validator" in one.read_text("utf-8")
    ):
        assert "raise ValueError" not in path.read_text("utf-8"), path


@pytest.mark.parametrize("word", ["My Path", "MY_PATH", "my-pat"])
def test_a_name_is_found_whatever_its_capitals_and_spaces(word: str) -> None:
    assert did_you_mean(word, ["artificial-disc", "my-path"]) == "did you mean 'my-path'?"
    assert did_you_mean("my-path", ["walk", "My Path"]) == "did you mean 'My Path'?"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Take a t\u0430blet.", ["a.yaml:3:13"]),  # Cyrillic
        ("Take \u0391spirin, no Aspi\u200drin.", ["a.yaml:3:10", "a.yaml:3:26"]),  # Greek, joiner
        ("Care \ufb01rst, in our o\ufb03ce", ["a.yaml:3:10", "a.yaml:3:24"]),  # out of a PDF
        (
            "\u0641\u064a \ufe8d\ufedf\ufe92\ufef4\ufe96, \u2013 \ufdfa",
            [*map("a.yaml:3:{}".format, range(8, 13))],
        ),
        ("5 \u03bcg of TNF\u03b1, \u0394t, k\u03a9; \u0420\u0443\u0441, \u041c\u0420\u0422-CT", []),
    ],
)
def test_a_word_of_letters_that_only_look_right_is_told(words: str, told: list[str]) -> None:
    """A brand may have faces for Greek and Cyrillic, so no font lacks these."""
    text = Scalar(words)
    text.at, text.raw = Where("a.yaml", 3, 5), words
    assert [str(found).partition(": ")[0] for found in strange(text)] == told
