"""Sign-offs: whose word counts for which text, what makes one void, and what is told of a malformed one."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from handouts import cli, gate
from handouts.press import Press
from handouts.review import SignOff, State, state, version
from tests.support.brochures import ASSETS, CONTENT

Shown = pytest.CaptureFixture[str]
SLUG = "discectomy"


class Office:
    """A copy of the shipped content, in which somebody signs."""

    def __init__(self, folder: Path) -> None:
        self.content = folder / "content"
        self.cache = folder / "cache"
        shutil.copytree(CONTENT, self.content)
        self.text = self.content / "handouts" / SLUG / "en.yaml"
        self.form = self.content / "handouts" / SLUG / "review.yaml"

    def run(self, *arguments: str) -> int:
        return cli.main([*arguments, "--content", str(self.content), "--assets", str(ASSETS)])

    def change(self, path: Path, old: str, new: str) -> None:
        text = path.read_text("utf-8")
        assert text.count(old) >= 1
        path.write_text(text.replace(old, new, 1), "utf-8")

    def sign(self) -> None:
        assert self.run("review", SLUG) == 0
        for field, value in (("name", "Ada Byron"), ("role", "surgeon"), ("date", "2026-11-22")):
            self.change(self.form, f'{field}: ""', f'{field}: "{value}"')

    def state(self) -> State:
        press = Press(self.content, ASSETS, self.cache)
        document, _, problems = press.document(SLUG, "en")
        assert document, problems
        return press.state(SLUG, "en")[0]

    def told(self) -> list[str]:
        """The problems of a handout that cannot be made, each from the file's name on."""
        _, _, problems = Press(self.content, ASSETS, self.cache).document(SLUG, "en")
        return [str(problem).partition(f"{SLUG}/")[2].replace("\n  hint: ", " | ") for problem in problems]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 22 November 2026
    return Office(tmp_path)


# ------------------------------------------------------------------ the form


def test_a_form_signs_nothing_until_it_is_filled_in(office: Office) -> None:
    assert office.run("review", SLUG) == 0
    assert office.state().signed == ()
    form = yaml.safe_load(office.form.read_text("utf-8"))["en"][0]
    assert (form["name"], form["role"], form["date"]) == ("", "", "")
    assert form["version"] == office.state().version
    assert form["answers"], "nothing is asked"
    assert set(form["answers"].values()) == {""}


def test_a_form_is_never_written_over(office: Office, capsys: Shown) -> None:
    office.sign()
    before = office.form.read_text("utf-8")
    office.change(office.text, "Sit for short times.", "Sit for a short time.")
    assert office.run("review", SLUG) == 0
    assert office.form.read_text("utf-8") == before
    added = capsys.readouterr().out
    assert office.state().version in added


def test_a_form_of_an_unknown_handout(office: Office, capsys: Shown) -> None:
    assert office.run("review", "discectomi") == 1
    assert "there is no handout 'discectomi'\n  hint: did you mean 'discectomy'?" in capsys.readouterr().err


# ------------------------------------------------------------------ whose word counts


def test_a_signed_text_says_who_reviewed_it(office: Office) -> None:
    office.sign()
    assert office.state().reviewers == ("Ada Byron (surgeon)",)
    document, handout, _ = Press(office.content, ASSETS, office.cache).document(SLUG, "en")
    assert document and handout
    assert handout.reviewers == ("Ada Byron (surgeon)",)
    assert "Reviewed by Ada Byron (surgeon)" in document.status


CHANGES = {
    "a word": ("handouts/discectomy/en.yaml", "Sit for short times.", "Sit for long times.", {"going-home"}),
    "a number": ("handouts/discectomy/en.yaml", "counts: [51, 41]", "counts: [52, 41]", {"risks"}),
    "the message": ("handouts/discectomy/en.yaml", "ease leg pain faster", "ease leg pain sooner", {"glance"}),
    "the title": ("handouts/discectomy/en.yaml", "title: Discectomy and", "title: Discectomy or", {"cover"}),
    "a question": ("handouts/discectomy/en.yaml", "What if I wait longer?", "What if I wait?", {"talk"}),
    "a picture's label": ("handouts/discectomy/en.yaml", "nerve: Pressed nerve", "nerve: Sore nerve", {"what"}),
    "the sheet": ("handouts/discectomy/en.yaml", "back: [going-home/ticks]", "back: [going-home]", {"editions"}),
    "a fragment": (
        "common/en.yaml",
        "Stop smoking at least 4 weeks",
        "Stop smoking at least 5 weeks",
        {"getting-ready"},
    ),
    "an emergency sign": ("common/en.yaml", "face droop", "a face that droops", {"help"}),
    "the card of a set's slip": ("common/en.yaml", "Face droop, slurred speech.", "Slurred speech.", {"help"}),
    "a source": ("sources.yaml", "Prolonged conservative care", "Other care", set()),
}


@pytest.mark.parametrize(("file", "old", "new", "sections"), CHANGES.values(), ids=CHANGES)
def test_a_change_voids_a_sign_off_and_names_the_sections(
    office: Office, file: str, old: str, new: str, sections: set[str]
) -> None:
    office.sign()
    path = office.content / file
    if file == "sources.yaml":
        entry = yaml.safe_load(path.read_text("utf-8"))["S65"]
        old, new, sections = entry["title"], f"{entry['title']} anew", {"glance", "what", "benefits"}
    office.change(path, old, new)
    now = office.state()
    assert now.signed == ()
    (void,) = now.void
    assert set(void.changed(now.sections)) == sections


def test_a_changed_definition_voids_the_sections_that_use_it(office: Office) -> None:
    office.change(office.text, "A discectomy takes out", "A {discectomy} takes out")
    office.sign()
    office.change(office.content / "glossary/en.yaml", "Surgery to take out the part", "Surgery to remove the part")
    now = office.state()
    assert [void.changed(now.sections) for void in now.void] == [("what",)]


def test_a_changed_piece_of_a_picture_voids_the_sections_that_show_it(office: Office, tmp_path: Path) -> None:
    assets = tmp_path / "assets"
    shutil.copytree(ASSETS, assets)
    office.sign()
    used = re.search(r"kit/([\w.-]+\.svg)", (assets / "figures" / "disc-herniated.svg").read_text("utf-8"))
    assert used
    piece = assets / "figures" / "kit" / used[1]
    piece.write_text(piece.read_text("utf-8").replace("</svg>", "<!-- drawn anew --></svg>"), "utf-8")
    press = Press(office.content, assets, None)
    assert press.document(SLUG, "en")[0]
    now = press.state(SLUG, "en")[0]
    (void,) = now.void
    assert "what" in void.changed(now.sections)


def test_a_definition_of_a_term_with_a_capital_counts(office: Office) -> None:
    office.change(office.text, "A discectomy takes out", "{Discectomy} takes out")
    office.sign()
    office.change(office.content / "glossary/en.yaml", "Surgery to take out the part", "Surgery to remove the part")
    assert office.state().signed == ()


def test_another_form_of_a_term_leaves_a_sign_off_alone(office: Office) -> None:
    office.change(office.text, "A discectomy takes out", "A {discectomy} takes out")
    office.sign()
    office.change(office.content / "glossary/en.yaml", "also: [discectomies]", "also: [discectomies, disc surgery]")
    assert office.state().reviewers == ("Ada Byron (surgeon)",)


def test_sections_in_another_order_are_another_text() -> None:
    digits = {"cover": "00000000", "what": "11111111", "why": "22222222"}
    turned = {"cover": "00000000", "why": "22222222", "what": "11111111"}
    assert version(digits) != version(turned)


def test_what_is_no_part_of_the_text_leaves_a_sign_off_alone(office: Office) -> None:
    office.sign()
    office.change(office.text, 'version: "1.0"', 'version: "1.1"')
    office.change(office.text, "issued: 2026-11-22", "issued: 2026-11-23")
    office.change(office.text, "Take short walks, then", "Take short  walks, then")
    office.change(office.content / "clinic.yaml", 'fever: ""', 'fever: "101 F"')
    assert office.state().reviewers == ("Ada Byron (surgeon)",)


def test_sections_that_came_and_went_are_named() -> None:
    digits = {"cover": "00000000", "what": "11111111"}
    signed = SignOff(name="A", role="b", date=date(2026, 1, 2), version=version(digits), sections=digits)
    now = state({"cover": "00000000", "why": "22222222"}, (signed,))
    assert now.void == (signed,)
    assert signed.changed(now.sections) == ("why", "what")


def test_answers_count_only_for_this_text(office: Office) -> None:
    office.sign()
    item = next(iter(yaml.safe_load(office.form.read_text("utf-8"))["en"][0]["answers"]))
    office.change(office.form, f'{item}: ""', f'{item}: "no: the picture is too small"')
    assert office.state().answers == {item: "no: the picture is too small"}
    office.change(office.text, "Sit for short times.", "Sit for long times.")
    assert office.state().answers == {}


# ------------------------------------------------------------------ what a check says of sign-offs


def checked(office: Office) -> list[str]:
    """What the rules of sign-offs find, each from the file's name on."""
    press = Press(office.content, ASSETS, office.cache)
    told = gate.check(press, [(SLUG, "en")], date(2026, 11, 23), pages=False, library=False).told
    rules = ("stale-sign-off", "later-sign-off", "reviewer-said-no", "not-reviewed")
    return [str(one).partition(f"{SLUG}/")[2].partition("\n")[0] for one in told if one.rule in rules]


def line(path: Path, words: str) -> int:
    text = path.read_text("utf-8")
    return text.count("\n", 0, text.index(words)) + 1


def test_a_signed_handout_is_no_draft(office: Office) -> None:
    assert checked(office) == ["en.yaml:1:1: note: nobody has reviewed this handout [not-reviewed]"]
    office.sign()
    assert checked(office) == []


def test_a_sign_off_for_another_version_is_told_with_what_changed(office: Office) -> None:
    office.sign()
    office.change(office.text, "Sit for short times.", "Sit for long times.")
    office.change(office.text, "counts: [51, 41]", "counts: [52, 41]")
    place = f"review.yaml:{line(office.form, 'name: ')}:5"
    message = "the sign-off of Ada Byron is for another text: changed since are 'risks', 'going-home' [stale-sign-off]"
    assert f"{place}: error: {message}" in checked(office)


def test_a_sign_off_on_a_day_to_come(office: Office) -> None:
    office.sign()
    office.change(office.form, "2026-11-22", "2026-12-24")
    place = f"review.yaml:{line(office.form, 'name: ')}:5"
    assert checked(office) == [f"{place}: error: this sign-off is dated on a day to come [later-sign-off]"]


def test_a_reviewer_who_said_no_is_heard(office: Office) -> None:
    office.sign()
    office.change(office.form, 'pemat-p-18: ""', 'pemat-p-18: "no: too small"')
    place = f"review.yaml:{line(office.form, 'pemat-p-18')}:7"
    message = "Ada Byron said no to pemat-p-18: too small [reviewer-said-no]"
    assert checked(office) == [f"{place}: warning: {message}"]


# ------------------------------------------------------------------ malformed ones

MALFORMED = {
    "no role": (
        ('role: "surgeon"', 'role: ""'),
        "this sign-off has no role | a sign-off needs the name, the role and the",
    ),
    "no day": (('date: "2026-11-22"', "date: 2026-02-30"), "there is no day 2026-02-30 | look it up in a calendar"),
    "wrong order": (
        ('date: "2026-11-22"', "date: 22.11.2026"),
        "'22.11.2026' is no date | write year-month-day, such as",
    ),
    "unknown field": (("role:", "roll:"), "unknown field 'roll' | did you mean 'role'?"),
    "copied version": (
        ("version: ", "version: 000000000000 # "),
        "the version does not belong to these sections | make",
    ),
    "no version": (("version: ", "# version: "), "field 'version' is missing | add 'version: ...' here"),
}


@pytest.mark.parametrize(("change", "message"), MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_sign_off_is_told_at_its_place(office: Office, change: tuple[str, str], message: str) -> None:
    office.sign()
    office.change(office.form, *change)
    told = office.told()
    assert any(re.match(rf"review\.yaml:\d+:\d+: error: {re.escape(message)}", one) for one in told), told


def test_an_answer_is_yes_or_no(office: Office) -> None:
    office.sign()
    item = next(iter(yaml.safe_load(office.form.read_text("utf-8"))["en"][0]["answers"]))
    office.change(office.form, f'{item}: ""', f"{item}: maybe")
    (told,) = office.told()
    assert "an answer is yes or no" in told


def test_a_name_is_not_written_in_the_handout(office: Office) -> None:
    office.change(office.text, "group: procedure", "reviewers: [Ada]\ngroup: procedure")
    (told,) = office.told()
    assert told.startswith(
        "en.yaml:6:1: error: who has reviewed a handout stands in its review.yaml | remove this field"
    )
