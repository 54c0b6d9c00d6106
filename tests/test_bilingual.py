"""Two languages side by side: pairs level on the page, one language after the other in the
structure, and once what both share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest

from handouts.cli import main
from handouts.clinic.jobs import Details, Job, PrivateJob
from handouts.content.beside import PAIRED
from handouts.making.memo import Memo
from handouts.making.produce import Production, produce
from handouts.making.site import Clinic, load_site
from handouts.meaning.document import (
    Cell,
    Document,
    Figure,
    FillIn,
    Heading,
    Paragraph,
    Strip,
    Table,
)
from handouts.meaning.pairing import paired, side_by_side
from handouts.meaning.parts import every
from handouts.meaning.spans import Blank, Text
from handouts.outputs.pdf.boxes.broken import TableBox
from handouts.outputs.pdf.maker import PAGE_OF_BOTH, studio_of
from handouts.outputs.pdf.setting import Rendered, Setting
from handouts.outputs.text import lines as text
from tests.support import tongues
from tests.support.brochures import ASSETS, CONTENT, ROOT
from tests.support.judge import Validator
from tests.support.tongues import LANGUAGE, pseudo
from tests.support.transcript import transcript

EDITION = PAIRED["bilingual"]
SITE = load_site(CONTENT, ASSETS)
LONG = Clinic(
    "content/clinic",
    {"content/clinic.yaml": (ROOT / "tests" / "clinics" / "long.yaml").read_bytes()},
)
NEAR = 0.1  # points
MEMO = Memo()


def production(slug: str, clinic: Clinic = SITE.clinic, paper: str = "letter") -> Production:
    return Production(SITE, clinic, Job(slug, "es", EDITION.name, paper), MEMO)


def setting(made: Production, document: Document | None = None) -> Setting:
    told = document or made.story(made.job.slug, EDITION)[0]
    return studio_of(EDITION, made.shown).setting(told, PAGE_OF_BOTH)


class Printed(NamedTuple):
    """A file of two languages, and the documents it was made of."""

    document: Document
    made: Rendered

    @property
    def words(self) -> tuple[str, ...]:
        """What both say, one after the other."""
        beside = self.document.beside
        assert beside
        spare, pages = self.made.spare, self.made.contents
        sides = (replace(one, parts=one.filled(spare)) for one in (self.document, beside))
        return tuple(word for one in sides for word in text.words(one, pages))


def printed(told: Setting) -> Printed:
    made = told.render()
    assert made.data, made.problems
    return Printed(told.document, made)


@pytest.fixture(scope="module")
def both() -> Printed:
    return printed(setting(production("discectomy")))


# ------------------------------------------------------------------ what is heard


def test_one_language_is_heard_through_and_then_the_other(both: Printed) -> None:
    heard = transcript(both.made.data)
    assert heard.words == both.words
    assert heard.untagged_text == ()


def test_each_language_has_an_element_that_says_which_it_is(both: Printed) -> None:
    with pikepdf.open(BytesIO(both.made.data)) as file:
        document = file.Root.StructTreeRoot.K
        sides = [(str(kid.S), str(kid.Lang)) for kid in document.K]
        assert sides == [("/Sect", "en-US"), ("/Sect", "es-US")]
        assert str(file.Root.Lang) == "en-US"


def test_it_keeps_the_standard(both: Printed, validator: Validator, tmp_path: Path) -> None:
    (tmp_path / "both.pdf").write_bytes(both.made.data)
    assert validator.validate(tmp_path / "both.pdf", "ua1").failures == ()


# ------------------------------------------------------------------ what is seen


def entries(both: Printed) -> Iterator[tuple[str, int, float]]:
    """Bookmarks: their words, page and height."""
    with pikepdf.open(BytesIO(both.made.data)) as file:
        pages = {page.obj.objgen: number for number, page in enumerate(file.pages)}
        waiting = [file.Root.Outlines.First]
        while waiting:
            one = waiting.pop()
            waiting += [one[key] for key in ("/Next", "/First") if key in one]
            leads = one.Dest if "/Dest" in one else one.A.D
            yield str(one.Title), pages[leads[0].objgen], float(leads[3])


def test_the_outline_has_both_and_pairs_begin_at_one_height(both: Printed) -> None:
    """Every heading, on every page, stands level with the same one in the other language."""
    found = list(entries(both))
    first, second = found[: len(found) // 2], found[len(found) // 2 :]
    assert first[0][0] == "Discectomy and microdiscectomy"
    assert second[0][0] == "Discectomía y microdiscectomía"
    assert len(first) == len(second) > 40
    apart = [
        (one, other)
        for one, other in zip(first[1:], second[1:], strict=True)
        if one[1] != other[1] or abs(one[2] - other[2]) > NEAR
    ]
    assert apart == []


def fields(data: bytes) -> dict[str, str]:
    """The fields of a file by their whole names: what each is called to those who listen."""
    out = {}
    with pikepdf.open(BytesIO(data)) as file:
        waiting = [("", one) for one in file.Root.AcroForm.Fields]
        while waiting:
            above, one = waiting.pop()
            name = f"{above}{one.T}" if "/T" in one else above.rstrip(".")
            if "/TU" in one:
                out[name] = str(one.TU)
            waiting += [(f"{name}.", kid) for kid in one.get("/Kids", ())]
    return out


def test_a_field_is_filled_in_once_and_asked_for_in_both(both: Printed) -> None:
    job = Job("discectomy", "en", "large-print", "letter")
    one = produce(SITE, SITE.clinic, job, MEMO)
    mine, theirs = fields(both.made.data), fields(one.data)
    assert mine.keys() == theirs.keys()
    assert mine["talk.date"] == "Date / Fecha"
    asked = {told for told in mine.values() if told.startswith("What will get better")}
    assert asked == {
        "What will get better, and what may not? / ¿Qué va a mejorar y qué puede que no?"
    }


def test_what_is_chosen_in_one_language_is_chosen_in_both() -> None:
    job = Job("discectomy", "es", EDITION.name, "letter")
    told = PrivateJob(job, Details({"talk.side": "Izquierdo"}))
    document, _ = Production(SITE, SITE.clinic, told, Memo()).story("discectomy", EDITION)
    assert document.beside
    sides = [
        next(
            field
            for part in every(one.parts)
            if isinstance(part, FillIn)
            for field in part.fields
            if field.name == "talk.side"
        )
        for one in (document, document.beside)
    ]
    assert [one.told for one in sides] == ["Left", ""]
    assert sides[1].options == ("Izquierdo", "Derecho", "Los dos")


@pytest.mark.parametrize("slug", SITE.slugs)
def test_every_handout_has_room_for_both(slug: str) -> None:
    full = slug in ("artificial-disc", "spinal-fusion")
    made = production(slug, LONG if full else SITE.clinic, "a4" if full else "letter")
    pages = setting(made).compose()
    assert pages.problems == ()
    assert pages.sheets % 2 == 0


def test_the_same_bytes_twice(validator: Validator, tmp_path: Path) -> None:
    job = Job("tests-and-diagnosis", "es", EDITION.name, "letter")
    one, two = (produce(SITE, SITE.clinic, job, memo) for memo in (MEMO, Memo()))
    assert one.entry
    assert one.data == two.data
    assert one.entry.file == "es/tests-and-diagnosis-bilingual-en-es-letter.pdf"
    assert (one.entry.language, one.entry.partner) == ("es", "en")
    (tmp_path / "one.pdf").write_bytes(one.data)
    assert validator.validate(tmp_path / "one.pdf", "2a").failures == ()


# ------------------------------------------------------------------ the other way round


@pytest.fixture(scope="module")
def turned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Production, Document]]:
    """A handout, and what makes files of it where there are the faces of other scripts."""
    with tongues.spoken(tmp_path_factory.mktemp("locales")):
        site = replace(SITE, assets=tongues.with_fonts(SITE.assets))
        job = Job("tests-and-diagnosis", "en", "standard", "letter")
        made = Production(site, site.clinic, job, Memo())
        yield made, made.told(job.slug, EDITION.view)[0]


@pytest.mark.parametrize("leads", ["en", LANGUAGE])
def test_languages_that_run_against_each_other(
    leads: str, turned: tuple[Production, Document]
) -> None:
    """Each begins at its own edge of the page, whichever of them the page follows."""
    made, english = turned
    sides = (english, pseudo(english)) if leads == "en" else (pseudo(english), english)
    told = printed(setting(made, side_by_side(*sides, (), " / ")))
    assert transcript(told.made.data).words == told.words
    with pikepdf.open(BytesIO(told.made.data)) as file:
        modes = [str(kid.A.WritingMode) for kid in file.Root.StructTreeRoot.K.K]
    assert modes == ["/LrTb", "/RlTb"] if leads == "en" else ["/RlTb", "/LrTb"]
    assert pages_told(told.made.data, english.on_page) == pages_told(
        told.made.data, turned_round(pseudo(english).on_page)
    )


def turned_round(on_page: str) -> str:
    """What says on which page a link ends, its letters as they are painted from the left."""
    before, after = on_page.split("{page}")
    return f"{before[::-1].rstrip()} {{page}}{after[::-1]}"


def pages_told(data: bytes, on_page: str) -> list[str]:
    """The pages that stand beside links, in the order of reading: seen, and not heard."""
    read = transcript(data)
    number = re.escape(on_page).replace(r"\{page\}", r"(\d+)").replace(r"\ ", r"\s*")
    found = re.findall(number, " ".join(read.artifacts))
    assert found and not re.search(number, read.text)
    return found


def test_pictures_in_order_say_so_where_their_row_runs_against_the_words(
    turned: tuple[Production, Document],
) -> None:
    """A row runs one way for both languages: who reads the other way would take the last step
    first. Each number is seen and heard in both, with a title or else with the words below."""
    made, english = turned
    titled = tuple(Figure("log-roll-lie", f"See {one}", title=one) for one in ("Lie", "Sit"))
    told = tuple(
        Figure("log-roll-lie", f"Look {one}", (Text(one),)) for one in ("Up", "Down", "Out")
    )
    parts = (Heading("Out of bed", 2, "up"), Strip(titled, ordered=True), Strip(told, ordered=True))
    one = replace(english, parts=parts, references=(), spare=())
    both = printed(setting(made, side_by_side(one, pseudo(one), (), " / ")))
    heard = transcript(both.made.data)
    assert heard.words == (*text.words(one), *text.words(pseudo(one)))
    numbers = [word for word in heard.words if re.fullmatch(r"\d\.", word)]
    assert numbers == ["1.", "2.", "1.", "2.", "3."] * 2
    for number, words in (("1.", "Lie"), ("3.", "Out")):
        for said in (words, tongues.turned(words)):
            assert f"{number} {said}" in " ".join(heard.words)


def test_a_cell_to_write_in_has_one_line(turned: tuple[Production, Document]) -> None:
    """What is asked for is heard in both languages, and what is written stands there once."""
    made, english = turned

    def tall(cell: Cell) -> float:
        table = Table("", ("a", "b"), ((Cell(((Text(""),),)), cell),))
        one = replace(english, parts=(Heading("a", 2, "a"), table), references=())
        pages = setting(made, side_by_side(one, pseudo(one), (), " / ")).compose().pages
        (box,) = [
            placed.box for page in pages for placed in page if isinstance(placed.box, TableBox)
        ]
        return sum(box.rows)

    words, line = Cell(((Text("When"),),)), Cell(((Blank("When"),),))
    assert tall(line) < tall(words)


# ------------------------------------------------------------------ what does not fit


def test_what_only_one_language_has_stands_below_what_it_follows() -> None:
    """Such as a line that says that a text is older than its source."""
    heading, words, old = Heading("a", 2, "a"), Paragraph((Text("b"),)), Paragraph((Text("c"),))
    pairs = paired((heading, words, heading), (heading, old, words, heading))
    sides = [(one.first is not None, len(one.others)) for one in pairs]
    assert [side for side in sides if side != (True, 1)] in ([(False, 1)],)
    assert len(pairs) == 4


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--lang", "en", "--edition", "bilingual"], "sets 'en' beside another language"),
        (["--lang", "es", "--with", "es", "--edition", "bilingual"], "sets 'es' beside another"),
        (["--lang", "es", "--with", "qq", "--edition", "bilingual"], "in the language 'qq'"),
        (["--lang", "es", "--with", "en"], "no edition that was asked for sets 'en' beside"),
    ],
)
def test_a_language_that_is_missing_is_told(
    asked: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "back-health", *asked, "--out", str(tmp_path / "dist")]) == 1
    assert told in capsys.readouterr().err
