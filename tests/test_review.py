"""Sign-offs: whose word counts for which text and which facts, what makes one void, and what is
said of it."""

import codecs
import re
import shutil
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import yaml

from handouts import cli
from handouts.clinic.jobs import Job
from handouts.making import gate
from handouts.making.produce import Production, produce
from handouts.making.site import load_clinic
from handouts.meaning.parts import said
from handouts.meaning.spans import plain
from handouts.signing.review import SignOff
from handouts.signing.standing import Standing
from handouts.signing.states import FactsState, State, state
from handouts.signing.versions import version
from tests.support.brochures import ASSETS, copied
from tests.support.lettered import Sheet, sheets, words_of
from tests.support.opened import Opened

Shown = pytest.CaptureFixture[str]
SLUG = "discectomy"
TODAY = date(2026, 11, 22)
CLINIC = """\
name: Norelle Health, Riverside
phone: "(555) 010-0142, press 2"
phone-after-hours: "(555) 010-0199"
hospital: Saint Mary Hospital
fever: "101 F, taken by mouth"
fasting: Nothing after midnight
shower: Day 3
dressing: 5 days
procedures:
  laminectomy:
    driving: after 4 weeks
  discectomy:
    lifting: no more than 10 pounds
    driving: after 2 weeks
personal-rules:
  Grace Hopper:
    procedures:
      discectomy:
        driving: after 3 weeks
"""


class Office:
    """A copy of the shipped content with a clinic of its own, in which somebody signs."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is where we are: messages call its files the same wherever it lies."""
        self.folder = folder
        self.content, self.assets = Path("content"), ASSETS
        copied(self.content)
        self.clinic, self.facts_form = (
            self.content / "clinic.yaml",
            self.content / "clinic.review.yaml",
        )
        self.clinic.write_text(CLINIC, "utf-8")
        self.common = self.content / "common" / "en.yaml"
        tried = self.common.read_text("utf-8").replace('checked: ""', "checked: 2026-11-20")
        self.common.write_text(tried, "utf-8")
        self.text = self.content / "handouts" / SLUG / "en.yaml"
        self.form = self.content / "handouts" / SLUG / "review.yaml"

    def own_assets(self) -> None:
        """Pictures that may be drawn anew."""
        self.assets = self.folder / "assets"
        shutil.copytree(ASSETS, self.assets)

    def run(self, *arguments: str) -> int:
        return cli.main([*arguments, "--content", str(self.content), "--assets", str(self.assets)])

    def change(self, path: Path, old: str, new: str) -> None:
        text = path.read_text("utf-8")
        assert text.count(old) >= 1
        path.write_text(text.replace(old, new, 1), "utf-8")

    def sign(self, slug: str = SLUG) -> None:
        """The text of a handout, every question answered."""
        form = self.content / "handouts" / slug / "review.yaml"
        assert self.run("review", slug) == 0
        self.fill(form, "Ada Byron")
        form.write_text(form.read_text("utf-8").replace(': ""', ': "yes"'), "utf-8")

    def sign_facts(self) -> None:
        assert self.run("review", "--facts") == 0
        self.fill(self.facts_form, "Ida Lee")

    def fill(self, form: Path, name: str) -> None:
        for field, value in (("name", name), ("role", "surgeon"), ("date", "2026-11-22")):
            self.change(form, f'{field}: ""', f'{field}: "{value}"')

    @property
    def opened(self) -> Opened:
        """Everything as it is now."""
        return Opened(self.content, self.assets, None)

    def state(self) -> State:
        return self.opened.state(SLUG, "en", TODAY)

    def facts(self) -> FactsState:
        opened = self.opened
        facts, problems = opened.shop.facts(opened.clinic, "en")
        assert facts, problems
        found, problems = opened.shop.facts_state(opened.clinic, facts, "en", TODAY)
        assert not problems
        return found

    def standing(self) -> Standing:
        opened = self.opened
        job = Job(SLUG, "en", "standard", "letter", day=TODAY)
        return Production(opened.site, opened.clinic, job).told(SLUG, "brochure")[2]

    def told(self) -> list[str]:
        """The problems of a handout that cannot be made, each from the file's name on."""
        _, _, problems = self.opened.document(SLUG, "en", day=TODAY)
        return [
            str(problem).rpartition("content/")[2].replace("\n  hint: ", " | ")
            for problem in problems
        ]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 22 November 2026
    monkeypatch.chdir(tmp_path)
    return Office(tmp_path)


@pytest.fixture
def signed(office: Office) -> Office:
    """Text and facts are signed, by two people."""
    office.sign()
    office.sign_facts()
    assert office.standing().review == "reviewed"
    return office


# ------------------------------------------------------------------ the forms


def test_a_form_signs_nothing_until_it_is_filled_in(office: Office) -> None:
    assert office.run("review", SLUG) == 0
    assert office.state().signed == ()
    form = yaml.safe_load(office.form.read_text("utf-8"))["en"][0]
    assert (form["name"], form["role"], form["date"]) == ("", "", "")
    assert form["version"] == office.state().version
    assert form["answers"], "nothing is asked"
    assert set(form["answers"].values()) == {""}


def test_a_form_for_facts_shows_each_as_it_prints(office: Office) -> None:
    """Clinical ones that are filled in, each under what it says; a phone number needs no
    signature."""
    assert office.run("review", "--facts") == 0
    text = office.facts_form.read_text("utf-8")
    form = yaml.safe_load(text)["en"][0]
    own = ("laminectomy.driving", "discectomy.lifting", "discectomy.driving")
    assert list(form["facts"]) == ["fever", "fasting", "shower", "dressing", *own]
    assert re.search(r"# Call us for a fever of at least: 101.*F.*38\.3.*C.* taken by mouth", text)
    assert "# Driving: after 2 weeks; Grace Hopper after 3 weeks\n" in text
    assert office.facts().signed["fever"] == ()
    office.fill(office.facts_form, "Ida Lee")
    assert [one.name for one in office.facts().signed["fever"]] == ["Ida Lee"]


def test_a_clinic_without_clinical_facts_has_no_form(office: Office, capsys: Shown) -> None:
    office.clinic.write_text("name: Riverside\nphone: (555) 010-0142\n", "utf-8")
    assert office.run("review", "--facts") == 1
    assert (
        "content/clinic.yaml:1:1: error: there is no clinical fact to sign yet"
        in capsys.readouterr().err
    )
    assert not office.facts_form.exists()


def test_a_form_is_never_written_over(office: Office, capsys: Shown) -> None:
    office.sign()
    before = office.form.read_text("utf-8")
    office.change(office.text, "No one can rule it out.", "Nobody can rule it out.")
    assert office.run("review", SLUG) == 0
    assert office.form.read_text("utf-8") == before
    added = capsys.readouterr().out
    assert office.state().version in added


@pytest.mark.parametrize("what", [SLUG, "--facts"])
def test_a_form_in_a_language_that_nothing_is_written_in(
    office: Office, what: str, capsys: Shown
) -> None:
    """One thing is told, not each file that a translation would have."""
    assert office.run("review", what, "--lang", "th") == 1
    told = capsys.readouterr().err
    assert told.count("error:") == 1
    assert "content/handouts:1:1: error: there is no handout in the language 'th'" in told


def test_a_form_of_an_unknown_handout(office: Office, capsys: Shown) -> None:
    assert office.run("review", "discectomi") == 1
    assert (
        "there is no handout 'discectomi'\n  hint: did you mean 'discectomy'?"
        in capsys.readouterr().err
    )


# ------------------------------------------------------------------ whose word counts


def told(office: Office) -> tuple[str, str, str]:
    """What the handout says of its review: at the foot of pages in few words, on its cover, in the
    small print."""
    document, _, _ = office.opened.document(SLUG, "en", day=TODAY)
    assert document
    words = [" ".join(plain(one.spans).split()) for one in said(document.whole)]
    cover = next(one for one in words if one.startswith("Version") and "Issued" in one)
    small = next(one for one in words if "Written by" in one)
    return plain(document.brief), cover, small


def test_a_signed_text_says_who_reviewed_it(office: Office) -> None:
    """A foot of few words has no room for names, a cover for one; the small print has all, with
    their roles."""
    office.sign()
    assert office.state().reviewers == ("Ada Byron (surgeon)",)
    foot, cover, small = told(office)
    assert foot.endswith("Reviewed but for the clinic's own rules")
    assert "Reviewed by Ada Byron, " in cover and cover.endswith(
        "Clinic's own rules not yet reviewed"
    )
    assert "Ada Byron (surgeon), " in small
    office.sign_facts()
    foot, cover, _ = told(office)
    assert "Reviewed " in foot and "rules" not in foot + cover


@pytest.mark.parametrize(
    ("name", "foot"),
    [
        ("Ada Byron", "Reviewed by Ada Byron, November 22, 2026"),
        ("Ada " * 22 + "Lee", "Reviewed November 22, 2026"),
    ],
)
def test_the_foot_of_a_page_says_as_much_as_one_line_holds(
    office: Office, name: str, foot: str
) -> None:
    """A sheet has no cover and no small print: whoever signed it is named at its foot, where that
    fits."""
    office.sign()
    office.sign_facts()
    office.change(office.form, "Ada Byron", name)
    job = Job(SLUG, "en", "sheet", "letter", day=TODAY)
    made = produce(office.opened.site, office.opened.clinic, job)
    assert made.entry, made.problems
    feet = [lowest(page) for page in sheets(made.data)]
    assert len(feet) == 4 and all(foot in one for one in feet), feet


def lowest(page: Sheet) -> str:
    """The last line of a page."""
    words = list(words_of(page))
    end = max(word.bottom for word in words)
    return " ".join(word.text for word in words if word.bottom > end - 3)


def test_a_draft_whose_review_was_due_says_both_at_its_foot(office: Office) -> None:
    document, _, _ = office.opened.document(SLUG, "en", day=date(2031, 1, 1))
    assert document
    for told in (document.status, document.brief):
        assert "Draft, not yet reviewed by a clinician" in plain(told)
        assert "This review was due on November\u00a022,\u00a02028" in plain(told)


def test_of_many_who_signed_the_cover_names_the_first(office: Office) -> None:
    """However many sign, and however long their names are: no page gets longer by it."""
    office.sign()
    review = office.form.read_text("utf-8")
    entry = review[review.index("  - name:") :]
    more = "".join(entry.replace("Ada Byron", name) for name in ("Bo Cole", "Cy Dean"))
    office.form.write_text(review.rstrip("\n") + "\n" + more, "utf-8")
    foot, cover, small = told(office)
    assert "Ada Byron and 2 more, " in cover
    assert all(f"{name} (surgeon), " in small for name in ("Ada Byron", "Bo Cole", "Cy Dean"))


def test_signed_facts_do_not_sign_the_text(office: Office) -> None:
    office.sign_facts()
    assert office.standing() == Standing((), (), None)
    assert office.standing().review == "draft"


@dataclass(frozen=True)
class Change:
    """What is changed after both have signed, which sections and facts are void then, and what the
    handout is."""

    file: str
    old: str
    new: str
    sections: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    review: str = "reviewed"


def text(old: str, new: str, *sections: str, file: str = f"handouts/{SLUG}/en.yaml") -> Change:
    return Change(f"content/{file}", old, new, sections, (), "draft")


def fact(
    old: str, new: str, *facts: str, review: str = "facts", file: str = "clinic.yaml"
) -> Change:
    return Change(f"content/{file}", old, new, (), facts, review)


OWN = f"{SLUG}.driving"
CHANGES = {
    # words, of whatever file
    "a word": text("No one can rule it out.", "Nobody can rule it out.", "life"),
    "a number": text("counts: [51, 41]", "counts: [52, 41]", "risks"),
    "the message": text("ease leg pain faster", "ease leg pain sooner", "glance"),
    "the title": text("title: Discectomy and", "title: Discectomy or", "cover"),
    "a question": text("What may happen if I wait longer?", "What if I wait?", "talk"),
    "a picture's label": text("nerve: Pressed nerve", "nerve: Sore nerve", "what"),
    "where a fact stands": text("{{clinic.driving}}", "{{clinic.lifting}}", "life"),
    "the sheet": text("    - weeks/timeline\n", "", "editions"),
    "a shared text": text(
        "Stop smoking at least 4 weeks",
        "Stop smoking at least 5 weeks",
        "getting-ready",
        file="common/en.yaml",
    ),
    "an emergency sign": text("face droop", "a face that droops", "help", file="common/en.yaml"),
    "the card, and the slip of a set": text(
        "neck. Thoughts of", "neck. Any thoughts of", "help", "editions", file="common/en.yaml"
    ),
    "a source": text(
        "Surgery versus prolonged cons",
        "Surgery or prolonged cons",
        "glance",
        "what",
        "choices",
        "benefits",
        "choices",
        file="sources.yaml",
    ),
    # what is not signed
    "the version": Change(f"content/handouts/{SLUG}/en.yaml", 'version: "1.0"', 'version: "1.1"'),
    "white space": Change(
        f"content/handouts/{SLUG}/en.yaml", "times a day, and rest", "times a day,  and rest"
    ),
    "a phone number": fact("(555) 010-0142", "(555) 010-0143", review="reviewed"),
    "a phone's note": fact("press 2", "press 3", review="reviewed"),
    "the clinic's name": fact("Riverside", "Lakeside", review="reviewed"),
    "a hospital": fact("Saint Mary", "Saint Anne", review="reviewed"),
    "a rule of another operation": fact(
        "after 4 weeks", "after 5 weeks", "laminectomy.driving", review="reviewed"
    ),
    "the same fact in other white space": fact(
        "Nothing after", "Nothing   after", review="reviewed"
    ),
    "the same fact with its note apart": fact(
        '"101 F, taken by mouth"', '{value: 101 F, note: "taken by mouth"}', review="reviewed"
    ),
    "a fact that is empty again": fact(
        "lifting: no more than 10 pounds", 'lifting: ""', review="reviewed"
    ),
    # clinical facts, each alone
    "a clinical text": fact("after 2 weeks", "after 6 weeks", OWN),
    "a clinical text of all": fact("5 days", "6 days", "dressing"),
    "a temperature": fact("101 F", "100.4 F", "fever"),
    "a temperature's note": fact("taken by mouth", "taken twice", "fever"),
    "a personal rule": fact("after 3 weeks", "after 4 weeks", OWN),
    "whose personal rule it is": fact("Grace Hopper", "Mary Cassatt", OWN),
    # what stands on the pages besides
    "what a clinical fact is called": Change(
        "content/facts.yaml",
        "label: First shower",
        "label: First bath",
        ("facts.yaml",),
        ("shower",),
        "draft",
    ),
    "what another fact is called": text(
        "label: Office phone", "label: Ward phone", "facts.yaml", file="facts.yaml"
    ),
    "what a fact is called that stands elsewhere": fact(
        "label: Booklets on", "label: Texts on", review="reviewed", file="facts.yaml"
    ),
    "help for the clinic": fact(
        "The phone number in office", "The number in office", review="reviewed", file="facts.yaml"
    ),
    "a side": text(
        "[Left, Right, Both]", "[Right, Left, Both]", "subject.yaml", file="subject.yaml"
    ),
    "the picture of a side": text(
        "{figure: side-left, alt", "{figure: side-right, alt", "subject.yaml", file="subject.yaml"
    ),
    "what the page for a patient asks": text(
        "label: Limits for now", "label: Limits", "subject.yaml", file="subject.yaml"
    ),
    "what staff are told": fact(
        "Words for this patient alone", "For this patient", review="reviewed", file="subject.yaml"
    ),
    "the colour of a family": fact(
        "    own: my-pages\n",
        "    own: my-pages\n    colour: procedure\n",
        review="reviewed",
        file="subject.yaml",
    ),
    "another family": fact(
        "kind: About your condition", "kind: A condition", review="reviewed", file="subject.yaml"
    ),
    "what is asked at the end": text(
        "What will be done, what may help", "What may help", "subject.yaml", file="subject.yaml"
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_voids_what_it_says_and_nothing_else(signed: Office, change: Change) -> None:
    signed.change(signed.folder / change.file, change.old, change.new)
    now, facts = signed.state(), signed.facts()
    assert {name for one in now.void for name in now.other(one)} == set(change.sections)
    assert bool(now.signed) is not bool(change.sections)
    assert {name for name, void in facts.void.items() if void} == set(change.facts)
    assert {name for name in facts.now if not facts.signed[name]} == set(change.facts)
    assert signed.standing().review == change.review
    assert signed.standing().unsigned == (change.facts if change.review != "reviewed" else ())


def test_how_the_picture_of_a_side_is_drawn_is_signed(office: Office) -> None:
    """It stands on the page for a patient under the name of whoever has signed."""
    office.own_assets()
    office.sign()
    assert office.state().signed
    side = office.assets / "figures" / "side-left.svg"
    side.write_bytes((office.assets / "figures" / "side-right.svg").read_bytes())
    now = office.state()
    assert {name for one in now.void for name in now.other(one)} == {"subject.yaml"}


def test_a_sign_off_from_before_labels_were_signed_holds_for_what_it_names(office: Office) -> None:
    """Nobody's word is taken away by a newer program; who signs again signs them too."""
    now = office.state().sections
    old = {name: one for name, one in now.items() if not name.endswith(".yaml")}
    assert [*now] == [*old, "subject.yaml", "facts.yaml"]
    office.sign()
    lines = office.form.read_text("utf-8").splitlines(keepends=True)
    text = "".join(
        one for one in lines if not one.strip().startswith(("subject.yaml", "facts.yaml"))
    )
    office.form.write_text(text.replace(office.state().version, version(old)), "utf-8")
    assert [one.name for one in office.state().signed] == ["Ada Byron"]
    subject = office.content / "subject.yaml"
    office.change(subject, "[Left, Right, Both]", "[Right, Left, Both]")
    assert office.state().signed  # it never knew of sides
    office.change(office.text, "No one can rule it out.", "Nobody can rule it out.")
    then = office.state()
    assert [then.other(one) for one in then.void] == [("life",)]


def test_a_fact_that_is_filled_in_later_waits_for_a_signature(signed: Office) -> None:
    signed.change(signed.clinic, "    lifting:", "    work: after 4 weeks\n    lifting:")
    assert signed.standing() == Standing(signed.state().signed, (f"{SLUG}.work",), None)
    assert (
        signed.facts().why(f"{SLUG}.work") == f"nobody has signed the clinical fact '{SLUG}.work'"
    )


def test_each_clinic_signs_its_own_facts(signed: Office) -> None:
    """The form stands beside the facts of the clinic that is named, and nobody else's signature
    counts there."""
    other = signed.folder / "clinics" / "lakeside.yaml"
    other.parent.mkdir()
    other.write_text(CLINIC.replace("Riverside", "Lakeside"), "utf-8")
    for review in ("facts", "reviewed"):
        job = Job(SLUG, "en", "standard", "letter", day=TODAY)
        production = Production(signed.opened.site, load_clinic(other), job)
        assert production.told(SLUG, "brochure")[2].review == review
        if review == "facts":
            assert signed.run("review", "--facts", "--clinic", str(other)) == 0
            signed.fill(other.with_name("lakeside.review.yaml"), "Rosa Diaz")
    assert signed.standing().review == "reviewed"


def test_a_fact_that_was_signed_anew_counts_again(signed: Office) -> None:
    """Its own entry in the same file; the others keep the signature they have."""
    signed.change(signed.clinic, "101 F", "102 F")
    again = signed.facts().now["fever"]
    entry = (
        "\n  - name: Rosa Diaz\n    role: nurse\n    date: 2026-11-22\n    version: "
        f"{version({'fever': again})}\n"
    )
    form = signed.facts_form.read_text("utf-8").rstrip()
    signed.facts_form.write_text(f"{form}{entry}    facts: {{fever: {again}}}\n", "utf-8")
    assert signed.standing().review == "reviewed"
    names = {
        name: [one.name for one in signed.facts().signed[name]] for name in ("fever", "shower")
    }
    assert names == {"fever": ["Rosa Diaz"], "shower": ["Ida Lee"]}


@pytest.mark.parametrize(
    "file", ["assets/figures/disc-herniated.svg", f"content/handouts/{SLUG}/en.yaml"]
)
def test_how_lines_end_is_not_signed(signed: Office, file: str) -> None:
    signed.own_assets()
    path = signed.folder / file
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert signed.standing().review == "reviewed"


def test_how_a_system_saves_letters_is_not_signed(signed: Office) -> None:
    """Letters with their marks apart, as some programs of a Mac have them; a mark before the first
    letter, as those of Windows do."""
    signed.own_assets()
    for path in signed.content.rglob("*.yaml"):
        text = unicodedata.normalize("NFD", path.read_text("utf-8"))
        path.write_text(text, "utf-8-sig")
    for path in (signed.folder / "assets").rglob("*.svg"):
        path.write_bytes(codecs.BOM_UTF8 + path.read_bytes())
    assert signed.standing().review == "reviewed"


@pytest.mark.parametrize("piece", [False, True])
def test_changed_shapes_void_the_sections_that_show_them(signed: Office, piece: bool) -> None:
    """Of a picture, and of the pieces it is made of."""
    signed.own_assets()
    figure = signed.assets / "figures" / "disc-herniated.svg"
    used = re.search(r"kit/[\w.-]+\.svg", figure.read_text("utf-8"))
    assert used
    path = figure.parent / used[0] if piece else figure
    path.write_text(path.read_text("utf-8").replace("</svg>", "<!-- drawn anew --></svg>"), "utf-8")
    now = signed.state()
    (void,) = now.void
    assert "what" in void.changed(now.sections)
    assert "talk" not in void.changed(now.sections)
    assert signed.standing().review == "draft"


def test_a_changed_definition_voids_the_sections_that_use_it(office: Office) -> None:
    office.change(office.text, "A discectomy takes out", "A {discectomy} takes out")
    office.sign()
    office.change(
        office.content / "glossary/en.yaml",
        "Surgery to take out the part",
        "Surgery to remove the part",
    )
    now = office.state()
    assert [void.changed(now.sections) for void in now.void] == [("what",)]


def test_a_definition_of_a_term_with_a_capital_counts(office: Office) -> None:
    office.change(office.text, "A discectomy takes out", "{Discectomy} takes out")
    office.sign()
    office.change(
        office.content / "glossary/en.yaml",
        "Surgery to take out the part",
        "Surgery to remove the part",
    )
    assert office.state().signed == ()


def test_another_form_of_a_term_leaves_a_sign_off_alone(office: Office) -> None:
    office.change(office.text, "A discectomy takes out", "A {discectomy} takes out")
    office.sign()
    office.change(
        office.content / "glossary/en.yaml",
        "also: [discectomies]",
        "also: [discectomies, disc surgery]",
    )
    assert office.state().reviewers == ("Ada Byron (surgeon)",)


def test_sections_in_another_order_are_another_text() -> None:
    digits = {"cover": "00000000", "what": "11111111", "why": "22222222"}
    turned = {"cover": "00000000", "why": "22222222", "what": "11111111"}
    assert version(digits) != version(turned)


def test_sections_that_came_and_went_are_named() -> None:
    digits = {"cover": "00000000", "what": "11111111"}
    signed = SignOff(
        name="A", role="b", day=date(2026, 1, 2), text=version(digits), sections=digits
    )
    now = state({"cover": "00000000", "why": "22222222"}, (signed,), date(2026, 1, 1), TODAY)
    assert now.void == (signed,)
    assert signed.changed(now.sections) == ("why", "what")


def test_answers_count_only_for_this_text(office: Office) -> None:
    office.sign()
    item = next(iter(yaml.safe_load(office.form.read_text("utf-8"))["en"][0]["answers"]))
    office.change(office.form, f'{item}: "yes"', f'{item}: "no: the picture is too small"')
    assert office.state().answers[item] == "no: the picture is too small"
    office.change(office.text, "No one can rule it out.", "Nobody can rule it out.")
    assert office.state().answers == {}


# ------------------------------------------------------------------ what is said: a list, a check,
# a release


def checked(office: Office) -> list[str]:
    """What the rules of sign-offs find, each from the folder of content on."""
    told = gate.check(office.opened.bench, [(SLUG, "en")], TODAY, pages=False, library=False).told
    rules = (
        "stale-sign-off",
        "unsound-sign-off",
        "reviewer-said-no",
        "not-reviewed",
        "facts-not-reviewed",
    )
    return [str(one).partition("\n")[0] for one in told if one.rule in rules]


def listed(office: Office, capsys: Shown) -> list[str]:
    """The row of the handout in the list, and what stands under it."""
    capsys.readouterr()
    assert office.run("list") == 0
    rows = capsys.readouterr().out.splitlines()
    start = next(number for number, row in enumerate(rows) if row.startswith(f"{SLUG} "))
    notes = []
    for row in rows[start + 1 :]:
        if not row.startswith("    "):
            break
        notes.append(row.strip())
    return [
        next(state for state in ("facts unsigned", "reviewed", "draft") if state in rows[start]),
        *notes,
    ]


def released(office: Office, capsys: Shown, *what: str) -> list[str]:
    """What keeps a release from being made; nothing is written then."""
    capsys.readouterr()
    status = office.run("build", *(what or (SLUG,)), "--release", "--out", "dist", "--no-cache")
    told = [one for one in capsys.readouterr().err.splitlines() if ": error: " in one]
    assert status == bool(told)
    assert [path.name for path in Path("dist").rglob("*.pdf")] == (
        [] if told else [f"{SLUG}-standard-letter.pdf"]
    )
    return told


def line(path: Path, words: str) -> int:
    text = path.read_text("utf-8")
    return text.count("\n", 0, text.index(words)) + 1


def place(path: Path, words: str) -> str:
    """Where a value stands, as a message begins."""
    text = path.read_text("utf-8")
    start = text.index(words)
    inside = path.as_posix().rpartition("content/")[2]
    return f"content/{inside}:{line(path, words)}:{start - text.rfind(chr(10), 0, start)}"


HANDOUT = f"content/handouts/{SLUG}"


def test_a_signed_handout_has_nothing_to_be_said(signed: Office, capsys: Shown) -> None:
    assert listed(signed, capsys) == ["reviewed"]
    assert checked(signed) == []
    assert released(signed, capsys) == []


def test_an_unsigned_handout_is_told(office: Office, capsys: Shown) -> None:
    names = ("fever", "fasting", "shower", "dressing", f"{SLUG}.lifting", OWN)
    assert listed(office, capsys) == [
        "draft",
        f"clinical facts that nobody has signed: {', '.join(names)}",
    ]
    draft, *facts = checked(office)[::-1]
    assert draft == f"{HANDOUT}/en.yaml:1:1: note: nobody has reviewed this handout [not-reviewed]"
    assert len(facts) == len(names)
    told = released(office, capsys)
    assert (
        f"{HANDOUT}/en.yaml:1:1: error: '{SLUG}' is a draft: nobody has reviewed it as it is"
        in told
    )
    assert len(told) == len(names) + 1


def test_a_changed_text_is_told_with_its_sections(signed: Office, capsys: Shown) -> None:
    signed.change(signed.text, "No one can rule it out.", "Nobody can rule it out.")
    signed.change(signed.text, "counts: [51, 41]", "counts: [52, 41]")
    message = "the sign-off of Ada Byron is for another text: changed since are 'risks', 'life'"
    at = place(signed.form, "name: ")
    assert listed(signed, capsys) == ["draft", message]
    assert checked(signed) == [
        f"{HANDOUT}/en.yaml:1:1: note: nobody has reviewed this handout [not-reviewed]",
        f"{at}: error: {message} [stale-sign-off]",
    ]
    assert released(signed, capsys) == [
        f"{HANDOUT}/en.yaml:1:1: error: '{SLUG}' is a draft: nobody has reviewed it as it is",
        f"{at}: error: {message}",
    ]


def test_a_changed_fact_is_told_at_its_line(signed: Office, capsys: Shown) -> None:
    signed.change(signed.clinic, "after 2 weeks", "after 6 weeks")
    message = f"the clinical fact '{OWN}' was changed since Ida Lee signed it"
    at = place(signed.clinic, "after 6 weeks")
    assert listed(signed, capsys) == ["facts unsigned", message]
    assert checked(signed) == [f"{at}: note: {message} [facts-not-reviewed]"]
    assert released(signed, capsys) == [
        f"{at}: error: {message}",
        (
            f"{HANDOUT}/en.yaml:1:1: error: '{SLUG}' tells clinical facts that nobody has signed: "
            f"'{OWN}'"
        ),
    ]


def test_a_set_names_its_member_and_the_fact(office: Office, capsys: Shown) -> None:
    """Only one of its two handouts tells the fact, and the other is a draft."""
    office.sign(SLUG)
    office.sign_facts()
    own, other = "[discectomy, discectomy/card]", "[discectomy, back-health/card]"
    office.change(office.content / "sets.yaml", own, other)
    office.change(office.clinic, "after 2 weeks", "after 6 weeks")
    told = released(office, capsys, "--set", "discectomy-pre-op")
    within, at = "in the set 'discectomy-pre-op',", place(office.clinic, "after 6 weeks")
    assert told == [
        f"{at}: error: the clinical fact '{OWN}' was changed since Ida Lee signed it",
        (
            f"content/sets.yaml:1:1: error: 'back-health', {within} is a draft: nobody has "
            "reviewed it as it is"
        ),
        (
            f"content/sets.yaml:1:1: error: '{SLUG}', {within} tells clinical facts that nobody "
            f"has signed: '{OWN}'"
        ),
    ]


def test_a_reviewer_who_said_no_is_heard(signed: Office) -> None:
    signed.change(signed.form, 'pemat-p-18: "yes"', 'pemat-p-18: "no: too small"')
    message = "Ada Byron said no to pemat-p-18: too small [reviewer-said-no]"
    assert checked(signed) == [f"{place(signed.form, 'pemat-p-18')}: warning: {message}"]


UNSOUND = {
    "a day to come": ("2026-11-22", "2026-12-24", "this sign-off is dated on a day to come"),
    "before the issue": (
        "2026-11-22",
        "2026-11-21",
        "this sign-off is dated before the day of issue",
    ),
    "an open question": (
        'pemat-p-18: "yes"',
        'pemat-p-18: ""',
        "this sign-off leaves questions open: pemat-p-18",
    ),
    "a question taken out": (
        'pemat-p-18: "yes"',
        "",
        "this sign-off leaves questions open: pemat-p-18",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), UNSOUND.values(), ids=UNSOUND)
def test_a_sign_off_that_is_not_done_as_it_must_be_does_not_count(
    signed: Office, capsys: Shown, old: str, new: str, message: str
) -> None:
    signed.change(signed.form, old, new)
    at = place(signed.form, "name: ")
    assert signed.standing().review == "draft"
    assert listed(signed, capsys) == ["draft", f"Ada Byron: {message}"]
    assert f"{at}: error: {message} [unsound-sign-off]" in checked(signed)
    assert released(signed, capsys) == [
        f"{HANDOUT}/en.yaml:1:1: error: '{SLUG}' is a draft: nobody has reviewed it as it is",
        f"{at}: error: {message}",
    ]


def test_facts_signed_on_a_day_to_come_are_not_signed(signed: Office, capsys: Shown) -> None:
    signed.change(signed.facts_form, "2026-11-22", "2026-12-24")
    message = "this sign-off is dated on a day to come"
    assert signed.standing().review == "facts"
    assert f"{place(signed.facts_form, 'name: ')}: error: {message} [unsound-sign-off]" in checked(
        signed
    )
    told = released(signed, capsys)
    assert f"{place(signed.facts_form, 'name: ')}: error: {message}" in told
    assert (
        f"{place(signed.clinic, '5 days')}: error: nobody has signed the clinical fact 'dressing'"
        in told
    )


# ------------------------------------------------------------------ help lines of others


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ('""', "nobody has said on which day this help line was last tried"),
        ("2025-11-21", "this help line was last tried on 2025-11-21, more than a year ago"),
        ("2026-11-24", "this help line was tried on 2026-11-24, a day to come"),
    ],
)
def test_a_release_is_refused_for_a_help_line_that_nobody_tried_of_late(
    day: str, message: str, signed: Office, capsys: Shown
) -> None:
    """The day is no part of the text: what was signed stays signed, and no page is another."""
    before = signed.opened.bench.copy(SLUG, "en", TODAY, pages=False)[0]
    signed.change(signed.common, "checked: 2026-11-20", f"checked: {day}")
    after = signed.opened.bench.copy(SLUG, "en", TODAY, pages=False)[0]
    assert before and after and before.document == after.document
    assert listed(signed, capsys) == ["reviewed"]
    found = gate.check(signed.opened.bench, [(SLUG, "en")], TODAY, pages=False, library=False).told
    (note,) = [one for one in found if one.rule == "help-line-unchecked"]
    assert (note.severity, note.message) == ("note", message)
    line = place(signed.common, 'text: "**To stop smoking:**')
    assert released(signed, capsys) == [f"{line}: error: {message}"]


@pytest.mark.parametrize("day", ["2025-11-22", "2026-11-22"])
def test_a_help_line_counts_for_a_year(day: str, signed: Office, capsys: Shown) -> None:
    signed.change(signed.common, "checked: 2026-11-20", f"checked: {day}")
    assert released(signed, capsys) == []


# ------------------------------------------------------------------ malformed ones

NO_PERSON = "is no name of a person | only a person can sign: write who has read it"
MALFORMED = {
    "no role": (
        ('role: "surgeon"', 'role: ""'),
        "this sign-off has no role | a sign-off needs the name, the role and the",
    ),
    "a placeholder": (
        ('name: "Ada Byron"', 'name: "To be confirmed"'),
        f"'To be confirmed' {NO_PERSON}",
    ),
    "no letters": (('name: "Ada Byron"', 'name: "???"'), f"'???' {NO_PERSON}"),
    "a placeholder of a role": (
        ('role: "surgeon"', "role: TBD"),
        "'TBD' is no role of a person | only a person",
    ),
    "a name without room on a leaflet": (
        ('name: "Ada Byron"', f'name: "Ada {"Byron " * 16}Smith"'),
        "the name has 105 letters, it may have 100 | say it shorter",
    ),
    "a role in one word": (
        ('role: "surgeon"', f"role: {'surgeon' * 6}"),
        "a word of the role has 42 letters, it may have 40 | say it shorter",
    ),
    "no day": (
        ('date: "2026-11-22"', "date: 2026-02-30"),
        "there is no day 2026-02-30 | look it up in a calendar",
    ),
    "wrong order": (
        ('date: "2026-11-22"', "date: 22.11.2026"),
        "'22.11.2026' is no date | write year-month-day, such as",
    ),
    "unknown field": (("role:", "roll:"), "unknown field 'roll' | did you mean 'role'?"),
    "version by hand": (
        ("version: ", "version: 000000000000 # "),
        "the version does not belong to what was read | make the form anew",
    ),
    "no version": (
        ("version: ", "# version: "),
        "field 'version' is missing | add 'version: ...' here",
    ),
}


@pytest.mark.parametrize("facts", [False, True], ids=["text", "facts"])
@pytest.mark.parametrize(("change", "message"), MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_sign_off_is_told_at_its_place(
    office: Office, change: tuple[str, str], message: str, facts: bool
) -> None:
    office.sign_facts()
    office.sign()
    form = office.facts_form if facts else office.form
    office.change(
        form, change[0].replace("Ada Byron", "Ida Lee") if facts else change[0], change[1]
    )
    told = office.told()
    name = "clinic.review.yaml" if facts else f"handouts/{SLUG}/review.yaml"
    assert any(
        re.match(rf"{re.escape(name)}:\d+:\d+: error: {re.escape(message)}", one) for one in told
    ), told


@pytest.mark.parametrize("name", ["fever", "life"])
def test_a_code_by_hand_is_refused(office: Office, name: str) -> None:
    """Whoever writes the present code of one fact or section over the old one has not read it."""
    office.sign_facts()
    office.sign()
    form = office.facts_form if name == "fever" else office.form
    found = re.search(rf"\n      {name}: (\w{{8}})\n", form.read_text("utf-8"))
    assert found
    office.change(form, found[1], "0123abcd")
    (told,) = office.told()
    assert "the version does not belong to what was read" in told


def test_an_answer_is_yes_or_no(office: Office) -> None:
    office.sign()
    item = next(iter(yaml.safe_load(office.form.read_text("utf-8"))["en"][0]["answers"]))
    office.change(office.form, f'{item}: "yes"', f"{item}: maybe")
    (told,) = office.told()
    assert "an answer is yes or no" in told


def test_an_answer_to_what_nobody_asked(office: Office) -> None:
    office.sign()
    office.change(office.form, 'pemat-p-18: "yes"', 'pemat-p-18: "yes"\n      pemat-p-99: "yes"')
    assert any("there is no item 'pemat-p-99'" in one for one in office.told())


def test_a_name_is_not_written_in_the_handout(office: Office) -> None:
    office.change(office.text, "group: procedure", "reviewers: [Ada]\ngroup: procedure")
    (told,) = office.told()
    assert told.startswith(
        f"handouts/{SLUG}/en.yaml:6:1: error: who has reviewed a handout stands in its "
        "review.yaml | remove this field"
    )
