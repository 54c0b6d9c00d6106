"""What changed: words compared, pages compared, both reports, folders and git revisions."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import get_args

import pytest
from PIL import Image, ImageChops, ImageDraw

from handouts import cli
from handouts.comparison.comparing import LONGEST, _shown
from handouts.comparison.halves import Half
from handouts.comparison.pages import MARGIN, MOST, SEEN, SHOWN, framed, places
from handouts.comparison.pairs import Pair
from handouts.comparison.sides import Side
from handouts.content.brand import contrast
from handouts.meaning import changes, differences
from handouts.meaning.changes import Chapter, Kind, Line, Piece, Said
from handouts.meaning.document import Document
from handouts.outputs.pdf.setting import Rendered
from handouts.outputs.pdf.studio import Studio
from handouts.outputs.pdf.text.kept import Kept
from handouts.outputs.text import lines as text
from handouts.reports import changes as reports
from tests.support.brochures import ASSETS, ROOT
from tests.support.browser import Browser, Media
from tests.support.judge import Validator
from tests.support.rows import rows
from tests.support.transcript import transcript
from tests.support.verapdf import Flavour

SITE = ROOT / "tests" / "site"
SAMPLE = "content/handouts/sample/en.yaml"
Shown = pytest.CaptureFixture[str]


# ------------------------------------------------------------------ sentences


def said(*words: str, kind: Kind = "prose") -> tuple[Said, ...]:
    return tuple(Said(one, kind) for one in words)


def chapter(name: str, *words: str) -> Chapter:
    return Chapter(name, name.upper(), said(*words))


def whole(told: Sequence[Piece]) -> str:
    return "".join(f"<{piece.words}>" if piece.differ else piece.words for piece in told)


def told(lines: Sequence[Line]) -> list[tuple[str, str, str]]:
    return [(line.state, whole(line.before), whole(line.after)) for line in lines]


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        (
            "Walk for two weeks.",
            "Walk for six weeks.",
            "Walk for <two> weeks.",
            "Walk for <six> weeks.",
        ),
        ("Rest.", "Rest at home.", "Rest.", "Rest <at home>."),
        (
            "About 63 of 100 [S1].",
            "About 63 of 100 [S2].",
            "About 63 of 100 <[S1]>.",
            "About 63 of 100 <[S2]>.",
        ),
        ("Half of them", "About half of them do", "<Half> of them", "<About half> of them <do>"),
        ("1,000 people", "1,500 people", "<1,000> people", "<1,500> people"),
        ("Same.", "Same.", "Same.", "Same."),
        ("One", "Other", "<One>", "<Other>"),
    ],
)
def test_the_words_that_differ(old: str, new: str, before: str, after: str) -> None:
    one, other = differences.pieces(old, new)
    assert (whole(one), whole(other)) == (before, after)


def test_a_changed_sentence_stands_beside_what_it_was() -> None:
    old = said("First, rest a little.", "Then walk to the door.", "Call us.")
    new = said("First, rest a lot.", "Drink some water.", "Then walk to the street.", "Call us.")
    pairs = [
        (one.words if one else "", other.words if other else "")
        for one, other in differences.aligned(old, new)
    ]
    assert pairs == [
        ("First, rest a little.", "First, rest a lot."),
        ("", "Drink some water."),
        ("Then walk to the door.", "Then walk to the street."),
        ("Call us.", "Call us."),
    ]


def test_sentences_that_share_no_words_are_not_paired_but_labels_are() -> None:
    assert len(list(differences.aligned(said("Rest now."), said("Call a nurse today!")))) == 2
    assert (
        len(list(differences.aligned(said("Nerve", kind="label"), said("Root", kind="label")))) == 1
    )


def test_only_what_changed_is_shown_and_the_line_before_it() -> None:
    old = chapter(
        "a", "Nobody asks.", "Nobody knows.", "Walk to the door.", "Sleep well.", "Eat well."
    )
    new = chapter(
        "a", "Nobody asks.", "Nobody knows.", "Walk to the car.", "Sleep well.", "Eat well."
    )
    (section,) = differences.sections([old], [new])
    assert told(section.lines) == [
        ("same", "Nobody knows.", "Nobody knows."),
        ("changed", "Walk to the <door>.", "Walk to the <car>."),
    ]
    assert differences.sections([old], [old]) == ()


def test_sections_are_new_gone_and_moved() -> None:
    old = [
        chapter("a", "A is here."),
        chapter("b", "B is there."),
        chapter("c", "C too."),
        chapter("d", "D as well."),
    ]
    new = [old[0], old[2], old[3], old[1], chapter("e", "E never was.")]
    found = {one.id: one for one in differences.sections(old, new)}
    assert [(one.id, one.state, one.follows) for one in found.values()] == [
        ("b", "changed", "D"),
        ("e", "added", None),
    ]
    assert found["b"].lines == ()
    gone = differences.sections(old, [old[0], old[2]])
    assert [(one.id, one.state) for one in gone] == [("b", "removed"), ("d", "removed")]


def test_a_sentence_in_another_section_has_moved() -> None:
    old = [chapter("a", "Here it stands.", "Take a walk each day."), chapter("b", "There it lies.")]
    new = [chapter("a", "Here it stands."), chapter("b", "There it lies.", "Take a walk each day.")]
    lines = [
        line
        for section in differences.sections(old, new)
        for line in section.lines
        if line.state != "same"
    ]
    assert [line.state for line in lines] == ["moved", "moved"]
    assert not list(differences.numbers(differences.sections(old, new)))
    assert changes.Handout("x", "en", "X", "changed", differences.sections(old, new)).sentences == 1


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("About 3 of 100 do [S1].", "About 4 of 100 do [S12].", ("3",), ("4",)),
        ("It takes two weeks.", "It takes six weeks.", ("two",), ("six",)),
        ("Up to 1,000.", "Up to 1,000 or 5%.", (), ("5%",)),
        ("From 2 to 3 days, 2 times.", "From 2 to 3 days.", ("2",), ()),
        ("Call 911.", "Call 911 now.", None, None),
        ("Someone walks.", "Someone walks often.", None, None),
    ],
)
def test_numbers_that_changed(
    old: str, new: str, before: tuple[str, ...] | None, after: tuple[str, ...] | None
) -> None:
    found = list(
        differences.numbers(
            differences.sections([chapter("a", old)], [chapter("a", new)]), "two|six|one"
        )
    )
    assert [(one.before, one.after) for one in found] == (
        [] if before is None else [(before, after)]
    )


def test_entries_are_new_gone_and_changed() -> None:
    found = list(
        differences.entries("fact", {"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "4", "d": "5"})
    )
    assert [(one.name, one.state, one.before, one.after) for one in found] == [
        ("b", "changed", "2", "4"),
        ("d", "added", None, "5"),
        ("c", "removed", "3", None),
    ]


# ------------------------------------------------------------------ pages


def drawn(*rects: tuple[float, float, float, float]) -> Image.Image:
    image = Image.new("L", (561, 726), 255)
    for rect in rects:
        ImageDraw.Draw(image).rectangle(rect, fill=30)
    return image


def test_places_that_differ_are_found_and_joined() -> None:
    base = drawn((40, 40, 400, 60))
    assert places(base, base) == ()
    (place,) = places(base, drawn((40, 40, 400, 60), (100, 300, 140, 306), (150, 300, 190, 306)))
    left, top, right, low = place
    assert (96 <= left <= 100, 296 <= top <= 300, 190 <= right <= 196, 306 <= low <= 312) == (
        True,
    ) * 4
    assert len(places(base, drawn((40, 40, 400, 60), (10, 300, 20, 306), (10, 600, 20, 606)))) == 2


def test_what_stands_a_dot_aside_is_the_same_unless_all_counts() -> None:
    one, other = drawn((40, 40, 400, 60)), drawn((41, 40, 401, 60))
    assert places(one, other) == ()
    assert places(one, other, exact=True)


def test_there_are_never_too_many_places() -> None:
    spots = [(x, y, x + 3, y + 3) for x in range(10, 540, 90) for y in range(10, 700, 40)]
    assert 0 < len(places(drawn(), drawn(*spots))) <= MOST


def test_a_frame_with_its_number_is_drawn_around_each_place() -> None:
    font = (ASSETS / "fonts" / "AtkinsonHyperlegibleNext_700Bold.ttf").read_bytes()
    data = framed(Image.new("RGB", (1012, 1309), "white"), [(100, 100, 200, 150)], font)
    with Image.open(io.BytesIO(data)) as image:
        red, green, _ = image.convert("RGB").split()
    frame = ImageChops.subtract(red, green).point(
        [255 if value > 80 else 0 for value in range(256)]
    )
    left, top, right, low = frame.getbbox() or (0, 0, 0, 0)
    dot = SHOWN / SEEN
    assert left < MARGIN + 2 and right > 200 * dot and top < 100 * dot and low > 150 * dot
    assert frame.getpixel((round(150 * dot), round(125 * dot))) == 0


# ------------------------------------------------------------------ both reports


@dataclass(frozen=True)
class Desk:
    """Two folders of a small site; the reports that were printed, with the pages of their
    headings."""

    place: Path
    printed: tuple[tuple[Document, dict[str, int]], ...] = ()

    @property
    def old(self) -> Path:
        return self.place / "old"

    @property
    def new(self) -> Path:
        return self.place / "new"

    def change(self, *pairs: tuple[str, str], side: str = "new", file: str = SAMPLE) -> None:
        path = self.place / side / file
        words = path.read_text("utf-8")
        for old, new in pairs:
            assert words.count(old) == 1, old
            words = words.replace(old, new)
        path.write_text(words, "utf-8")

    def diff(self, *arguments: str, out: str = "out") -> int:
        return cli.main(["diff", *arguments, "--out", str(self.place / out)])


def lay(place: Path) -> Desk:
    for side in ("old", "new"):
        shutil.copytree(SITE, place / side)
        for folder in ("fonts", "icons"):
            shutil.copytree(ASSETS / folder, place / side / "assets" / folder, dirs_exist_ok=True)
    return Desk(place)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return lay(tmp_path)


CHANGED = (
    ("A word with **stress**.", "A word with more **stress**."),
    ("over: after 2 years, yes", "over: after 3 years, yes"),
    ("labels: {right: Right edge}", "labels: {right: End edge}"),
    ("bullets: [One, Two]", "bullets: [One]"),
    (
        "  - id: after\n",
        "  - id: fresh\n    heading: Fresh\n    blocks: [These are 5 new words.]\n  - id: after\n",
    ),
    ("A few words. [S1]", "A few words. [S2]"),
    ("[When to get help](#help)", "[When to get help](#words)"),
)


SHEET = "\nsheet: {front: [words-and-lists], back: [words-and-lists/ticks]}"
SHORT = "    short: [Said by the sheet alone for "


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The reports of a change, made twice."""
    desk = lay(tmp_path_factory.mktemp("diff"))
    for side, count in (("old", 3), ("new", 4)):
        said = ("    heading: Words and lists\n", f"{SHORT}{count} weeks.]\n")
        desk.change((said[0], said[0] + said[1]), ("\nsections:", f"{SHEET}\nsections:"), side=side)
    desk.change(*CHANGED)
    desk.change(('phone: ""\nphone-a', 'phone: "555-0100"\nphone-a'), file="content/clinic.yaml")
    desk.change(("A soft cushion", "A soft pad"), file="content/glossary/en.yaml")
    sources = desk.new / "content" / "sources.yaml"
    sources.write_text(
        sources.read_text("utf-8") + "S2: {organisation: Another, title: A leaflet}\n", "utf-8"
    )
    desk.change(('y="60"/>', 'y="58"/>'), file="assets/figures/ring.svg")
    assert desk.diff(str(desk.old), str(desk.new)) == 0
    seen: list[tuple[Document, dict[str, int]]] = []

    class Watched(Studio):
        def render(self, document: Document, page_of: str, kept: Kept | None = None) -> Rendered:
            rendered = super().render(document, page_of, kept)
            seen.append((document, rendered.contents))
            return rendered

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reports, "Studio", Watched)
        assert desk.diff(str(desk.old), str(desk.new), out="again") == 0
    return replace(desk, printed=tuple(seen))


def test_the_same_sides_make_the_same_bytes(made: Desk) -> None:
    for name in ("changes.html", "changes.pdf"):
        assert (made.place / "out" / name).read_bytes() == (
            made.place / "again" / name
        ).read_bytes()


@pytest.fixture(scope="module")
def page(made: Desk) -> str:
    return (made.place / "out" / "changes.html").read_text("utf-8")


@pytest.fixture(scope="module")
def spoken(made: Desk) -> str:
    return " ".join(transcript(made.place / "out" / "changes.pdf").words)


TOLD = (
    "A word with +more+ stress.",
    "\u2212Right\u2212 edge",
    "+End+ edge",
    "Fresh",
    "These are 5 new words.",
    "This section is new.",
    "\u2212[S1]\u2212",
    "+[S2]+",
    "(#\u2212help\u2212)",
    "555-0100",
    "A soft pad",
    "Another. A leaflet.",
    "content/clinic.yaml",
    "assets/figures/ring.svg",
    "Pictures changed",
    "Words and lists (in short)",
    "alone for +4+ weeks.",
)


@rows("words", TOLD)
def test_both_reports_tell_what_changed(page: str, spoken: str, words: str) -> None:
    heard = re.sub(r'<span class="heard">.*?</span>|<[^>]+>', "", page).replace("&minus;", "\u2212")
    assert words in " ".join(heard.split())
    assert words in spoken


def test_numbers_come_first(page: str, spoken: str) -> None:
    assert page.index('id="numbers"') < page.index('id="sample-en"')
    assert re.search(
        r'<span class="numbers">2</span>.*?<span class="numbers">3</span>', page, re.DOTALL
    )
    assert spoken.index("after +3+ years") < spoken.index("This section is new.")


class Outline(HTMLParser):
    """What a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append((tag, values))
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag not in ("meta", "img", "col", "br", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [values for tag, values in self.tags if tag in names]


def outline(page: str) -> Outline:
    found = Outline()
    found.feed(page)
    assert not found.open
    return found


def test_the_page_is_sound(page: str) -> None:
    found = outline(page)
    levels = [int(tag[1]) for tag, _ in found.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(below - above <= 1 for above, below in zip(levels, levels[1:], strict=False))
    assert found.all("html")[0]["lang"] == "en-US"
    assert [len(found.all(tag)) for tag in ("header", "nav", "main", "footer", "title")] == [1] * 5
    assert len(found.all("table")) == len(found.all("caption"))
    assert all(values.get("scope") in ("row", "col") for values in found.all("th"))
    pictures = found.all("img")
    assert pictures and all(
        values["alt"] and str(values["src"]).startswith("data:image/png") for values in pictures
    )
    assert len(set(found.ids)) == len(found.ids)
    links = [str(values["href"]) for values in found.all("a")]
    assert links[0] == "#main" and {link[1:] for link in links} <= set(found.ids)
    assert not found.all("script", "link", "iframe")
    assert "@media print" in page


def test_colours_of_the_page_can_be_read() -> None:
    style = (ROOT / "handouts" / "reports" / "report.css").read_text("utf-8")
    colours = dict(re.findall(r"--([\w-]+): (#\w+)", style))
    for ink, paper in (("ink", "paper"), ("quiet", "paper"), ("brand", "paper"), ("ink", "tint"),
                       ("gone", "gone-tint"), ("new", "new-tint")):  # fmt: skip
        one, other = (
            value if len(value) == 7 else "#FFFFFF" for value in (colours[ink], colours[paper])
        )
        assert contrast(one, other) >= 7


@pytest.mark.parametrize("flavour", get_args(Flavour))
def test_the_file_is_valid(made: Desk, validator: Validator, flavour: Flavour) -> None:
    verdict = validator.validate(made.place / "out" / "changes.pdf", flavour)
    assert not verdict.failures
    assert verdict.passed


def test_words_of_the_file_are_those_of_its_document(made: Desk) -> None:
    heard = transcript(made.place / "again" / "changes.pdf")
    ((document, pages),) = made.printed
    assert heard.words == text.words(document, pages)
    assert not heard.untagged_text


# ------------------------------------------------------------------ the command


def test_nothing_changed(desk: Desk, capsys: Shown) -> None:
    assert desk.diff(str(desk.old), str(desk.new)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "nothing changed; handouts compared: 1"
    assert len(lines) == 3 and all(Path(line).is_file() for line in lines[1:])
    assert "Nothing changed. Handouts compared: 1." in (
        desk.place / "out" / "changes.html"
    ).read_text("utf-8")
    assert "Nothing changed. Handouts compared: 1." in " ".join(
        transcript(desk.place / "out" / "changes.pdf").words
    )


def test_a_handout_that_cannot_be_read_is_told_with_its_side(desk: Desk, capsys: Shown) -> None:
    shutil.copytree(desk.new / "content/handouts/sample", desk.new / "content/handouts/other")
    desk.change(("id: sample", "id: other"), file="content/handouts/other/en.yaml")
    desk.change(("title: A sample\n", ""), side="old")
    assert desk.diff(str(desk.old), str(desk.new)) == 1
    shown = capsys.readouterr()
    assert f"old ({desk.old}): {SAMPLE}:" in shown.err
    assert "handouts changed: 1 of 1" in shown.out and "not compared: 1" in shown.out
    page = (desk.place / "out" / "changes.html").read_text("utf-8")
    assert "This handout is new." in page and f"<code>{SAMPLE}</code>" in page
    outline(page)
    assert (desk.place / "out" / "changes.pdf").is_file()


@pytest.mark.parametrize(
    ("file", "written", "told"),
    [
        ("content/facts.yaml", None, "content/facts.yaml:1:1: error: there is no such file"),
        ("content/facts.yaml", "facts: {}\n", "content/facts.yaml:1:8: error: 'facts' is empty"),
        ("content/clinic.yaml", None, "content/clinic.yaml:1:1: error: there is no such file"),
        (
            "content/clinic.yaml",
            "name: TODO\n",
            "content/clinic.yaml:1:7: error: 'TODO' is no value of a fact",
        ),
    ],
)
@pytest.mark.parametrize("side", ["old", "new"])
def test_a_side_whose_facts_cannot_be_read_is_told(
    desk: Desk, capsys: Shown, side: str, file: str, written: str | None, told: str
) -> None:
    """It is told once, and nothing is said to have changed that nobody could read."""
    path = desk.place / side / file
    path.unlink() if written is None else path.write_text(written, "utf-8")
    assert desk.diff(str(desk.old), str(desk.new)) == 1
    shown = capsys.readouterr()
    assert [line for line in shown.err.splitlines() if not line.startswith("  hint: ")] == [
        f"{side} ({desk.place / side}): {told}"
    ]
    assert "handouts changed: 0 of 0" in shown.out and "not compared: 1" in shown.out
    assert f"<code>{SAMPLE}</code>" in (desk.place / "out" / "changes.html").read_text("utf-8")


def test_a_fact_that_changed_is_told_with_all_that_is_said_of_it(desk: Desk) -> None:
    """And the text that has it, too: what patients are told has changed."""
    desk.change(('fever: ""', "fever: 101 F"), side="old", file="content/clinic.yaml")
    desk.change(('fever: ""', "fever: {value: 102 F, note: by mouth}"), file="content/clinic.yaml")
    rules = "personal-rules: {Dr. Lee: {fever: 103 F}}\n"
    path = desk.new / "content/clinic.yaml"
    path.write_text(path.read_text("utf-8") + rules, "utf-8")
    assert desk.diff(str(desk.old), str(desk.new)) == 0
    heard = " ".join(transcript(desk.place / "out" / "changes.pdf").words)
    assert "102 \N{DEGREE SIGN}F (38.9 \N{DEGREE SIGN}C) by mouth" in heard
    assert "Dr. Lee 103 \N{DEGREE SIGN}F (39.4 \N{DEGREE SIGN}C)" in heard
    assert "Handouts changed 1" in heard


PLAN = """\
plan:
  kind: For you
  title: Your plan
  subtitle: Keep this on top
  fields: {limits: {label: Limits for now, kind: list}}
"""
SIDES = "talk: {side: {label: Side, options: [Left, Right], pictures: [{figure: disc, alt: A}, "


def test_the_page_for_a_patient_is_compared(desk: Desk, capsys: Shown) -> None:
    """It is signed with the text: a mirrored picture of a side was told as no change at all."""
    subject, kind = "content/subject.yaml", "kind: About your condition, "
    for side in ("old", "new"):
        scenes = f"{kind}{SIDES}{{figure: ring, alt: B}}]}}}}, "
        desk.change((kind, scenes), side=side, file=subject)
        path = desk.place / side / subject
        path.write_text(path.read_text("utf-8") + PLAN, "utf-8")
    assert desk.diff(str(desk.old), str(desk.new)) == 0
    assert "nothing changed; handouts compared: 1" in capsys.readouterr().out
    desk.change(("{figure: ring, alt: B}", "{figure: wide, alt: B}"), file=subject)
    desk.change(("Limits for now", "Limits"), file=subject)
    assert desk.diff(str(desk.old), str(desk.new)) == 0
    assert "changed: 1 of 1; sentences: 1; numbers: 0; pages: 0" in capsys.readouterr().out
    heard = " ".join(transcript(desk.place / "out" / "changes.pdf").words)
    assert "Your plan" in heard and "Pictures changed" in heard and "wide New" in heard


def test_a_handout_that_is_called_otherwise_is_compared(desk: Desk, capsys: Shown) -> None:
    """Who reviews it reads what changed, and not a whole handout that is gone and one that is
    new."""
    handouts = desk.new / "content/handouts"
    (handouts / "sample").rename(handouts / "renamed")
    text = "content/handouts/renamed/en.yaml"
    changed = ("A word with **stress**.", "A word with more **stress**.")
    desk.change(("id: sample", "id: renamed"), changed, file=text)
    assert desk.diff(str(desk.old), str(desk.new), "renamed") == 0
    assert "changed: 1 of 1; sentences: 1; numbers: 0; pages: 1" in capsys.readouterr().out
    new, old = ("renamed", "en"), ("sample", "en")
    assert renamed(desk) == {new: old}
    words = (desk.new / text).read_text("utf-8")
    other = "\n".join(f"{line}  # another line" for line in words.splitlines())
    (desk.new / text).write_text(other, "utf-8")  # nothing says that it is the same
    assert renamed(desk) == {}


def renamed(desk: Desk) -> dict[tuple[str, str], tuple[str, str]]:
    """What stood under which other name before."""
    halves = [
        Half(Side(word, word, place / "content", place / "assets"), None)
        for word, place in (("old", desk.old), ("new", desk.new))
    ]
    return Pair(*halves).renamed([("renamed", "en")])


def test_a_language_whose_faces_are_not_here_is_left_out(desk: Desk, capsys: Shown) -> None:
    for side in (desk.old, desk.new):
        shutil.copyfile(side / SAMPLE, side / "content/handouts/sample/zh-Hans.yaml")
    assert desk.diff(str(desk.old), str(desk.new)) == 0
    shown = capsys.readouterr()
    assert f"new ({desk.new}): assets/fonts:1:1: note: 'zh-Hans' is left out" in shown.err
    assert shown.out.startswith("nothing changed; handouts compared: 1\n")


def test_a_folder_without_a_text_is_told(desk: Desk, capsys: Shown) -> None:
    for side in (desk.old, desk.new):
        (side / "content/handouts/empty").mkdir()
    assert desk.diff(str(desk.old), str(desk.new)) == 1
    shown = capsys.readouterr()
    assert "content/handouts/empty/en.yaml:1:1: error: there is no such file" in shown.err
    assert "not compared: 1" in shown.out


def test_a_handout_that_nobody_has_is_told(desk: Desk, capsys: Shown) -> None:
    assert desk.diff(str(desk.old), str(desk.new), "samples") == 1
    assert "did you mean 'sample'?" in capsys.readouterr().err


def test_only_what_was_asked_for_is_compared(desk: Desk, capsys: Shown) -> None:
    desk.change(("A word with **stress**.", "A word with more **stress**."))
    assert desk.diff(str(desk.old), str(desk.new), "--lang", "es") == 1
    assert "in the language 'es'" in capsys.readouterr().err
    assert not (desk.place / "out").exists()  # no report that says that nothing has changed
    assert desk.diff(str(desk.old), str(desk.new), "sample", "--lang", "en") == 0
    assert "handouts changed: 1 of 1; sentences: 1; numbers: 0; pages: 1" in capsys.readouterr().out


def test_names_of_sides_are_made_printable(desk: Desk) -> None:
    odd = desk.place / f"\u0432\u0435\u0442\u043a\u0430{'x' * 90}"
    desk.old.rename(odd)
    assert desk.diff(str(odd), str(desk.new)) == 0
    assert (desk.place / "out" / "changes.pdf").is_file()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (".", ""),
        ("x" * LONGEST, "x" * LONGEST),
        ("x" * LONGEST + "y", "x" * (LONGEST // 2) + "\u2026" + "x" * (LONGEST // 2 - 1) + "y"),
        ("v1-\u0432", "v1-?"),
    ],
)
def test_a_name_is_as_long_as_has_room_in_characters_that_can_be_printed(
    name: str, told: str
) -> None:
    """Where there is no brand nobody knows what can be."""
    sound = SimpleNamespace(
        look=(object(),), lacks=lambda text: "\u0432" if "\u0432" in text else ""
    )
    broken = SimpleNamespace(look=(None,), lacks=lambda _: "v")
    assert _shown(name, sound) == told  # type: ignore[arg-type]
    assert _shown("v1-XX", broken) == "v1-XX"  # type: ignore[arg-type]


def git(place: Path, *words: str) -> str:
    settings = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", *settings, *words], cwd=place, env=clean, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_revisions_of_git_are_compared(
    desk: Desk, capsys: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = desk.new
    monkeypatch.chdir(here)
    git(here, "init", "-q", "-b", "main")
    (here / "notes").mkdir()
    # as handouts once had it
    desk.change(("group: condition\n", "group: condition\nreviewers: []\n"))
    facts, subject = ((here / f"content/{name}.yaml").read_bytes() for name in ("facts", "subject"))
    (here / "content/facts.yaml").unlink()
    git(here, "add", ".")
    git(here, "commit", "-q", "-m", "none")
    git(here, "tag", "undeclared")
    (here / "content/facts.yaml").write_bytes(facts)
    git(here, "add", ".")
    git(here, "commit", "-q", "-m", "one")
    git(here, "tag", "printed")
    (here / "content/subject.yaml").unlink()
    git(here, "commit", "-q", "-a", "-m", "its families were not declared")
    git(here, "tag", "subjectless")
    (here / "content/subject.yaml").write_bytes(subject)
    git(here, "add", ".")
    git(here, "commit", "-q", "-m", "they are")
    desk.change(
        ("reviewers: []\n", ""), ("A word with **stress**.", "A word with more **stress**.")
    )
    git(here, "commit", "-q", "-a", "-m", "two")
    before = git(here, "status", "--porcelain")
    assert desk.diff("printed", "HEAD") == 0
    assert "sentences: 1; numbers: 0; pages: 1" in capsys.readouterr().out
    assert desk.diff("subjectless", "HEAD") == 0
    assert "sentences: 1; numbers: 0; pages: 1" in capsys.readouterr().out
    assert desk.diff("HEAD") == 0
    assert "nothing changed" in capsys.readouterr().out
    assert git(here, "status", "--porcelain") == before
    for name, message in (
        ("nosuch", "neither a folder nor a revision"),
        ("notes", "has no folder 'content/handouts'"),
        ("undeclared", "from before the facts of the clinic were declared in 'content/facts.yaml'"),
    ):
        assert desk.diff(name) == 2
        assert message in capsys.readouterr().err
    monkeypatch.setenv("PATH", str(here))
    assert desk.diff("printed") == 2
    assert "git is not installed" in capsys.readouterr().err


def test_a_name_outside_a_repository(
    desk: Desk, capsys: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk.new)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(desk.place))
    assert desk.diff("HEAD~3") == 2
    shown = capsys.readouterr()
    assert (
        "'HEAD~3' is no folder, and this is no git repository" in shown.err
        and "hint: " in shown.err
    )
    assert not (desk.place / "out").exists()


# ------------------------------------------------------------------ a real browser


@pytest.mark.parametrize(("width", "media"), [(1280, "screen"), (320, "screen"), (720, "print")])
def test_a_browser_and_axe_find_nothing(
    browser: Browser, made: Desk, width: int, media: Media
) -> None:
    browser.open(made.place / "out" / "changes.html", width, media)
    assert browser.violations() == ()
    assert browser.widest() <= width
