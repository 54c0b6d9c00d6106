"""The desk in the language of staff, and paper in that of patients, one or two of them."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
import yaml

pytest.importorskip("uvicorn", reason="the packages of the extra 'desk' are not here")
from handouts.api import Details, Job, PrivateJob
from handouts.content.editions import Printing, Turn
from handouts.content.locale import FOLDER as LOCALES
from handouts.desk import lists
from handouts.desk.app import shell
from handouts.desk.engine import Engine, told_flaw
from handouts.desk.favourites import Favourite
from handouts.desk.folders import Folders
from handouts.desk.papers import Papers
from handouts.desk.wanted import Wanted, wanted
from handouts.desk.words import languages, listen, speak, words
from handouts.making.batch import Batch
from tests.support.brochures import ASSETS, CONTENT
from tests.support.judge import Validator
from tests.support.rows import rows
from tests.support.transcript import transcript
from tests.support.verapdf import READERS

HOLES = re.compile(r"\{(\w+)\}")


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Folders(CONTENT, ASSETS))


@pytest.fixture(autouse=True)
def english() -> None:
    speak("")
    listen("")


# ------------------------------------------------------------------ the words of staff


@rows("language", languages())
def test_every_language_says_all_that_english_says(language: str) -> None:
    english, own = words("en"), words(language)
    assert own.keys() == english.keys()
    for group in english.keys() - {"language"}:
        assert own[group].keys() == english[group].keys(), group
        for name, text in english[group].items():
            assert sorted(HOLES.findall(own[group][name])) == sorted(HOLES.findall(text)), name


def test_it_says_how_any_file_is_printed() -> None:
    turns: tuple[Turn, ...] = ("short", "long", "")
    every = {str(Printing(turn, true)) for turn, true in product(turns, (True, False))}
    assert words("en")["printing"].keys() == every


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("ar-EG", "ar"),
        ("xx, ar;q=0.5, es;q=0.7", "es"),
        ("es;q=0, ar", "ar"),
        ("xx-YY;q=oops, *", "en"),
        ("esx", "en"),
        ("zh-TW,zh;q=0.9", "zh-Hant"),
        ("zh", "zh-Hans"),
        ("fil-PH", "tl"),
        ("fr-CA", "fr"),
    ],
)
def test_the_desk_speaks_as_the_browser_asks(header: str, language: str) -> None:
    assert listen(header) == language
    assert words()["language"]["code"] == language


def test_what_was_said_at_its_start_counts_more() -> None:
    speak("es")
    assert listen("ar") == "es"
    assert words()["language"]["code"] == "es"


def test_a_page_runs_as_its_language_does() -> None:
    assert '<html lang="ar" dir="rtl">' in shell("ar")
    assert '<html lang="es" dir="ltr">' in shell("es")


def test_fields_of_any_paper_are_called_as_staff_call_them(engine: Engine) -> None:
    listen("en")
    fields = {one["name"]: one for one in engine.catalogue()["fields"]["es"]["procedure"]}  # type: ignore[index]
    side = fields["talk.side"]
    assert (side["label"], fields["plan.day"]["label"]) == ("Side", "Day")
    assert side["options"] == ["Izquierdo", "Derecho", "Los dos"]
    assert side["said"] == ["Left (Izquierdo)", "Right (Derecho)", "Both (Los dos)"]
    (flaw,) = engine.flaws(picked("discectomy/sheet", "es", **{"talk.level": "L4"}))
    assert told_flaw(flaw)["message"].startswith("Side:")
    listen("es")
    assert engine.asked(picked("discectomy/sheet", "en"))[1].label == "Cirujano o cirujana"


# ------------------------------------------------------------------ paper in two languages


def picked(item: str, language: str, beside: str = "", **told: str) -> Wanted:
    return Wanted((item,), "", language, "letter", "", Details(told), beside)


def test_it_offers_what_can_be_made_of_two(engine: Engine) -> None:
    found = engine.catalogue()
    own = {(one["slug"], one["language"]): one["beside"] for one in engine.topics}
    assert found["beside"] == ["ar", "es"]
    assert own["discectomy", "es"] == ["bilingual-sheet", "bilingual"]
    assert own["discectomy", "ar"] == ["bilingual-sheet"]
    assert own["discectomy", "en"] == []


def test_a_copy_of_two_languages_has_its_page_in_both(
    engine: Engine, validator: Validator, tmp_path: Path
) -> None:
    """A day is told as each language tells it, and a side in its own word."""
    details = {"talk.patient": "Ann Sample", "talk.side": "الأيمن", "plan.day": "2026-12-04"}
    one = picked("discectomy/bilingual-sheet", "ar", "en", **details)
    shown = engine.preview(one)["pages"]
    assert isinstance(shown, list)
    assert "Friday, December 4, 2026" in shown[0]["words"]
    assert "Side: Right" in shown[0]["words"]
    made = engine.whole(one)
    assert made.entry, made.problems
    assert made.entry.pages == 10
    assert transcript(made.data).untagged_text == ()
    heard = " ".join(transcript(made.data).words)
    assert "Friday, December 4, 2026" in heard
    assert "الجمعة، 4 ديسمبر 2026" in heard
    (tmp_path / "copy.pdf").write_bytes(made.data)
    for flavour in READERS:
        assert validator.validate(tmp_path / "copy.pdf", flavour).failures == ()


def test_what_is_missing_is_told_for_two_as_for_one(engine: Engine) -> None:
    one = picked("discectomy/bilingual-sheet", "es", "en")
    assert [flaw.name for flaw in engine.flaws(one)] == ["talk.side"]
    assert engine.preview(one)["problems"] == []


def test_a_list_of_two_languages_has_each_day_of_its_own(engine: Engine) -> None:
    """No copy is painted into the mould of another: the other language tells the day, too."""
    days = ("2026-12-04", "2026-12-04", "2026-12-04", "2026-12-07")
    jobs = [
        PrivateJob(
            Job("back-health", "es", "bilingual-sheet", "letter"), Details({"plan.day": day})
        )
        for day in days
    ]
    with Batch(engine.site, engine.clinic, engine.memo) as batch:
        made = [batch.outcome(job) for job in jobs]
    last = " ".join(transcript(made[-1].data).words)
    assert "December 7" in last
    assert "December 4" not in last


def test_lists_are_in_the_language_of_the_site_or_the_one_that_is_chosen(engine: Engine) -> None:
    text = "Handout,Side\nlaminectomy,Left\nlaminectomy,Izquierdo"

    def checked(**more: str) -> list[bool]:
        papers = Papers()
        found = lists.opened(engine, papers, text.encode())
        told = {"list": found["list"], "columns": found["guess"], "paper": "letter", **more}
        rows = lists.checked(engine, papers, told)["rows"]
        return [not one["faults"] for one in rows]  # type: ignore[attr-defined]

    assert checked(depth="sheet") == [True, False]
    assert checked(depth="sheet", language="es") == [True, True]
    assert checked(depth="bilingual-sheet", language="es", beside="en") == [True, True]
    assert checked(depth="sheet", language="ar") == [False, False]


def test_what_a_page_asks_for_says_which_language_is_beside() -> None:
    told = {"items": ["discectomy/bilingual-sheet"], "language": "es", "beside": "en"}
    job = wanted({**told, "paper": "letter", "set": "", "person": ""}, "en").job().job
    assert (job.language, job.partner, job.edition) == ("es", "en", "bilingual-sheet")


def test_favourites_keep_any_language_and_the_one_beside() -> None:
    kept = Favourite(items=("back-health/bilingual",), language="zh-Hans", beside="en")
    assert (kept.language, kept.beside) == ("zh-Hans", "en")


def test_words_of_staff_are_there_in_every_language_that_the_program_speaks() -> None:
    """As the files of locales say of themselves: their name, the way they run, who made them."""
    assert set(languages()) == {path.stem for path in LOCALES.glob("*.yaml")}
    for language in languages():
        told = words(language)["language"]
        own = yaml.safe_load((LOCALES / f"{language}.yaml").read_text("utf-8"))
        assert told["code"] == language
        for name in ("name", "direction", "state"):
            assert told[name] == own[name]
