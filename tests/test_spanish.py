"""Spanish is checked by rules and formulas of its own: seeded faults are found at their place and
nothing else is, syllables are counted by rule, and scores are those of the published formulas."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from handouts.checks.reading.grades import grades
from handouts.checks.reading.words import word_lists
from handouts.desk import words as desk
from handouts.making import gate
from handouts.making.memo import Memo
from handouts.source.problems import Problem
from tests.support.brochures import ASSETS, CONTENT, ROOT, without_handouts
from tests.support.opened import Opened

FOLDER = ROOT / "tests" / "spanish"
SLUG = "muestra"
TODAY = date(2026, 11, 30)
FAULTS = yaml.safe_load((FOLDER / "faults.yaml").read_text("utf-8"))
FILES = {"handout": f"handouts/{SLUG}/es.yaml", "common": "common/es.yaml"}


class Shop:
    """The shipped content with a small Spanish handout in place of all others."""

    def __init__(self, folder: Path) -> None:
        self.content = folder / "content"
        shutil.copytree(CONTENT, self.content, ignore=shutil.ignore_patterns("handouts", "es.lock"))
        without_handouts(self.content)
        for name, path in FILES.items():
            (self.content / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(FOLDER / f"{name}.yaml", self.content / path)
        self.memo = Memo()

    def find(self) -> tuple[Problem, ...]:
        opened = Opened(self.content, ASSETS)
        opened.memo = self.memo
        return gate.check(opened.bench, [(SLUG, "es")], TODAY, pages=False, library=False).told

    def with_fault(self, name: str, replace: str, by: str) -> tuple[Problem, ...]:
        path = self.content / FILES[name]
        before = path.read_text("utf-8")
        assert before.count(replace) == 1, "the text to replace must occur once"
        path.write_text(before.replace(replace, by), "utf-8")
        try:
            return self.find()
        finally:
            path.write_text(before, "utf-8")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return Shop(tmp_path_factory.mktemp("spanish"))


# The signs are told in the words of the source, two of them in 21 and 22 words.
KNOWN = {"long-sentence"}


def loud(found: tuple[Problem, ...]) -> list[str]:
    return [str(one) for one in found if one.severity != "note" and one.rule not in KNOWN]


def test_the_handout_without_faults_has_none(shop: Shop) -> None:
    assert loud(shop.find()) == []


@pytest.mark.parametrize(
    "fault", FAULTS, ids=[f"{number}-{one['rule']}" for number, one in enumerate(FAULTS, 1)]
)
def test_a_seeded_fault_is_found(fault: dict[str, Any], shop: Shop) -> None:
    name = fault.get("in", "handout")
    found = shop.with_fault(name, fault["replace"], fault["by"])
    path = shop.content / FILES[name]
    text = path.read_text("utf-8").replace(fault["replace"], fault["by"])
    start = text.index(fault.get("at") or fault["by"])
    place = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    own = [one for one in found if one.rule == fault["rule"]]
    assert place in [(one.where.line, one.where.column) for one in own], loud(found)
    allowed = {fault["rule"], *fault.get("also", ())}
    assert [str(one) for one in found if one.rule not in allowed and str(one) in loud(found)] == []
    if "right" in fault:
        right = shop.with_fault(name, fault["replace"], fault["right"])
        assert [str(one) for one in right if one.rule == fault["rule"]] == []


# How often a mouth opens: hyphenation is wrong on half of them.
SYLLABLES = {
    1: "y que quien rey muy yo ya hoy huir miau",
    2: "guía leer día maíz agua ruido país guerra ciudad viuda mayo cuyo leyes búho lengua",
    3: "ahora antiguo idioma línea reúne pingüino cigüeña cuidado leía bahía columna vejiga",
    4: "inflamación aéreo cirugía desayuno averigüe intestino paraguayo",
    5: "aeropuerto",
    6: "anestesiólogo",
}


def test_syllables_are_counted_by_rule() -> None:
    lists = word_lists("es")
    assert lists
    pattern = lists.pattern("syllable")
    wrong = {
        word: len(pattern.findall(word))
        for count, words in SYLLABLES.items()
        for word in words.split()
        if len(pattern.findall(word)) != count
    }
    assert wrong == {}


def test_scores_are_those_of_the_formulas() -> None:
    """Counted by hand: 8 words in 2 sentences, 16 syllables, 2 words of three syllables or more."""
    told = ("Camine un poco cada día.", "Pregunte hoy mismo.")
    found = {one.formula.name: one.value for one in grades(told, word_lists("es")).scores}
    per_word, length = 16 / 8, 8 / 2
    assert found == {
        "INFLESZ": pytest.approx(206.835 - 62.3 * per_word - length),
        "Fernández Huerta": pytest.approx(206.84 - 60 * per_word - 1.02 * length),
        "Crawford": pytest.approx(0.049 * 100 * per_word - 0.205 * 100 / length - 3.407),
        "SOL": pytest.approx(0.74 * (1.0430 * (30 * 2 / 2) ** 0.5 + 3.1291) - 2.51, abs=1e-4),
    }
    assert not grades(told, word_lists("en")).scores


def test_the_desk_speaks_spanish_where_it_is_told_to() -> None:
    desk.speak("es")
    try:
        assert desk.words()["desk"]["print"] == "Imprimir"
    finally:
        desk.speak("en")
    assert desk.words()["desk"]["print"] == "Print"
