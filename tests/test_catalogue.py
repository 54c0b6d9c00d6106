"""The catalogue and the records beside the files of a build: whole, found by people and by other
systems, the same bytes, and nobody else's files touched."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
import yaml
from fhir.resources.R4B.bundle import Bundle
from jsonschema import Draft202012Validator

from handouts.api import Job, Task, build, jobs, load_site, packets
from handouts.catalogue import fhir
from handouts.catalogue.topics import topics
from handouts.clinic.jobs import Card, Entry
from handouts.making.cache import Keys
from handouts.making.places import CACHE
from handouts.project import building, cataloguing
from handouts.project.results import earlier
from handouts.project.shelf import stamp_of
from handouts.project.stores import Local
from tests.support.brochures import ASSETS, CONTENT, ROOT
from tests.support.browser import Browser
from tests.support.heard import parsed

SLUGS = sorted(path.name for path in (CONTENT / "handouts").iterdir())
NAMES = ("index.html", "topics.json", "fhir/bundle.json")
SVG = "{http://www.w3.org/2000/svg}svg"


class Site:
    """A copy of the content, and what is built of it."""

    def __init__(self, folder: Path, content: Path = CONTENT) -> None:
        self.content, self.out, self.cache = folder / "content", folder / "out", folder / CACHE
        shutil.copytree(content, self.content)

    def build(self, *asked: Job, cache: bool = True, workers: int = 1) -> Any:
        site = load_site(self.content, ASSETS)
        task = Task(site, site.clinic, self.cache if cache else None)
        return build(task, asked, self.out, workers=workers)

    def files(self) -> dict[str, bytes]:
        """The catalogue and the records."""
        paths = [self.out / name for name in NAMES]
        paths += sorted((self.out / "connect").rglob("*.json"))
        there = (path for path in paths if path.is_file())
        return {path.relative_to(self.out).as_posix(): path.read_bytes() for path in there}

    def change(self, slug: str, old: str, new: str) -> None:
        path = self.content / "handouts" / slug / "en.yaml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    def topics(self) -> dict[str, Any]:
        told = json.loads((self.out / "topics.json").read_text("utf-8"))
        return {one["slug"]: one for one in told["topics"]}


def text(slug: str, language: str = "en") -> Job:
    """The quickest file that there is of a handout."""
    return Job(slug, language, "text", "")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """All handouts as booklets and as pages, one short and one on two papers, and a set."""
    found = Site(tmp_path_factory.mktemp("catalogue"))
    made, problems = jobs(load_site(CONTENT, ASSETS), (), ("en",), ("standard", "web"), ("letter",))
    assert not problems
    more = (
        Job("discectomy", "en", "sheet", "letter"),
        Job("discectomy", "en", "standard", "a4"),
        Job("discectomy", "en", "ink-saver", "letter"),
        *packets(load_site(CONTENT, ASSETS), ("first-visit",), ("en",), ("letter",)),
    )
    assert not found.build(*made, *more).problems
    return found


@pytest.fixture(scope="module")
def page(whole: Site) -> Any:
    return parsed((whole.out / "index.html").read_bytes())


def words(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


# ------------------------------------------------------------------ the page


def test_all_is_listed_without_a_script(whole: Site, page: Any) -> None:
    """Only the search waits for a script."""
    hidden = [one.get("id") for one in page.iter() if one.get("hidden") is not None]
    assert hidden == ["find"]
    topics = [one for one in page.iter("li") if "topic" in (one.get("class") or "")]
    titles = [words(next(iter([*one.iter("h2"), *one.iter("h3")]))) for one in topics]
    known = whole.topics()
    assert sorted(titles) == sorted(one["title"] for one in known.values())
    assert len(titles) == len(SLUGS) + 1
    covers = [one for one in page.iter(SVG) if one.get("class") == "cover"]
    assert len(covers) == len(SLUGS)


def test_every_link_is_a_file_beside_the_page(whole: Site, page: Any) -> None:
    links = [one.get("href") for one in page.iter("a") if not one.get("href").startswith("#")]
    assert {link for link in links if not (whole.out / link).is_file()} == set()
    listed = json.loads((whole.out / "manifest.json").read_text("utf-8"))["files"]
    assert set(links) == {one["file"] for one in listed}
    assert not [one for one in page.iter() if one.get("src") or one.get("action")]


def test_depths_papers_and_states_are_told(page: Any) -> None:
    (one,) = (one for one in page.iter("li") if "Taking pressure off a nerve" in words(one))
    told = words(one)
    assert "Draft, not yet reviewed by a clinician" in told
    assert "Version 1.0" in told
    depths = [words(row) for row in one.findall(".//ul[@class='depths']/li")]
    assert [row.split(" (")[0].split(":")[0] for row in depths] == [
        "Read on a screen",
        "Short",
        "Full booklet",
        "Ink-saver",
    ]
    full = depths[2]
    assert re.match(r"Full booklet \(\d\d pages\)", full)
    assert "Print (Letter): Discectomy and microdiscectomy, Full booklet, Letter" in full
    assert "Save (A4)" in full
    (details,) = one.iter("details")
    assert "M51.16 Intervertebral disc disorders with radiculopathy" in words(details)
    first = next(one.iter("a"))
    assert first.get("href") == "en/discectomy-web.html"


def test_links_of_one_name_have_one_purpose(page: Any) -> None:
    named: dict[str, set[str]] = {}
    for link in page.iter("a"):
        named.setdefault(words(link) + str(link.get("download")), set()).add(link.get("href"))
    assert not {name: found for name, found in named.items() if len(found) > 1}


def test_a_set_tells_what_it_is(page: Any) -> None:
    (packet,) = page.findall(".//ul[@id='sets']/li")
    assert words(packet).startswith("Your first visitFinding the cause of back pain, and what")
    assert "Draft" in words(packet)


def test_languages_are_called_by_their_names_and_kinds_are_one(site: Site) -> None:
    """Only words of a language say that they are in it: not those of the page around them."""
    assert not site.build(*(text("back-health", one) for one in ("en", "es", "ar"))).problems
    made = parsed((site.out / "index.html").read_bytes())
    (filters,) = (one for one in made.iter("fieldset") if words(one).startswith("Language"))
    labels = [(label, next(label.iter("input"))) for label in filters.iter("label")]
    shown = {box.get("value"): words(label) for label, box in labels}
    assert shown == {"": "All", "en": "English", "es": "Español", "ar": "العربية"}
    topics = {one.get("data-lang"): one for one in made.iter("li") if one.get("data-lang")}
    assert {one.get("data-kind") for one in topics.values()} == {"Looking after yourself"}
    tongues = {
        language: {(part.get("lang"), part.get("dir")) for part in one.iter() if part.get("dir")}
        for language, one in topics.items()
    }
    assert tongues == {"en": set(), "es": {("es-US", "ltr")}, "ar": {("ar-US", "rtl")}}
    spoken = [words(one) for one in topics["ar"].iter() if one.get("lang")]
    assert not any(re.search("[A-Za-z]", told) for told in spoken)


def test_what_a_text_says_cannot_end_the_script(site: Site) -> None:
    site.change("discectomy", "search-words: [", "search-words: [less < more, ")
    assert not site.build(text("discectomy")).problems
    data = (site.out / "index.html").read_bytes()
    assert b'"less \\u003c more"' in data
    script = data[data.index(b"<script>") + 8 : data.rindex(b"</script>")]
    assert b"</" not in script


# ------------------------------------------------------------------ made when it must be


def test_the_same_bytes_however_it_was_built(site: Site, tmp_path: Path) -> None:
    asked = [text(slug) for slug in SLUGS[:3]]
    site.build(*asked)
    known = site.files()
    assert len(known) > 10
    other = Site(tmp_path / "other")
    for one in reversed(asked):  # one after the other, anew, elsewhere
        other.build(one, cache=False)
    assert other.files() == known
    third = Site(tmp_path / "third")
    third.build(*asked, workers=2)
    assert third.files() == known


def test_what_has_not_changed_is_not_made_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build(text("discectomy"))
    known = site.files()
    monkeypatch.setattr(building, "_workroom", None)  # whoever opens it comes to grief
    site.build(text("discectomy"))
    assert site.files() == known


@pytest.mark.parametrize("name", [*NAMES, "connect"])
def test_what_was_lost_comes_back(site: Site, name: str) -> None:
    site.build(text("discectomy"))
    known = site.files()
    path = site.out / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    site.build(text("discectomy"), cache=name != "connect")
    assert site.files() == known


def test_texts_of_earlier_builds_are_not_read_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the last build told of them is enough, as long as they have not changed."""
    site.build(text("discectomy"), text("laminectomy"))
    monkeypatch.setattr(cataloguing, "_read", lambda shop, keys: iter([(None, None)] * len(keys)))
    site.build(text("spinal-fusion"))
    assert list(site.topics()) == ["discectomy", "laminectomy", "spinal-fusion"]


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"topics": [1]}', b'{"topics": [{"files": 1}]}'])
def test_damaged_records_are_made_anew(site: Site, damage: bytes) -> None:
    site.build(text("discectomy"), text("laminectomy"))
    known = site.files()
    (site.out / "topics.json").write_bytes(damage)
    (site.out / "index.html").write_bytes(known["index.html"][:2000])
    site.build(text("discectomy"), cache=False)
    assert site.files() == known


def test_what_changed_since_is_told(site: Site) -> None:
    site.build(text("discectomy"), text("laminectomy"))
    site.change("laminectomy", "title: Laminectomy and laminotomy", "title: Another title")
    site.build(text("discectomy"))
    told = words(parsed((site.out / "index.html").read_bytes()).find(".//main"))
    assert told.count("Made of an older text") == 1
    assert "Another title" not in told, "the file that lies there has the title it was made with"
    site.build(text("laminectomy"))
    told = words(parsed((site.out / "index.html").read_bytes()).find(".//main"))
    assert "Another title" in told
    assert "Made of an older text" not in told


def test_what_is_gone_is_gone_from_it(site: Site) -> None:
    site.build(text("discectomy"), text("laminectomy"))
    code = site.out / "connect/2.16.840.1.113883.6.90/M48.061.en.json"
    assert code.is_file()
    shutil.rmtree(site.content / "handouts" / "laminectomy")
    own = site.out / "connect" / "notes.txt"
    own.write_text("ours")
    site.build(text("discectomy"))
    assert not code.exists()
    assert own.exists()
    assert list(site.topics()) == ["discectomy"]


def test_a_page_of_somebody_else_stays(site: Site) -> None:
    site.out.mkdir()
    (site.out / "index.html").write_text("<title>My home page</title>")
    (problem,) = site.build(text("discectomy")).problems
    assert problem.severity == "warning"
    assert problem.message == "this is no catalogue of ours, so none is written in its place"
    assert list(site.files()) == ["index.html"]
    assert (site.out / "index.html").read_text() == "<title>My home page</title>"


def test_a_stamp_knows_everything_that_has_a_say(site: Site) -> None:
    site.build(text("discectomy"))
    found = load_site(site.content, ASSETS)
    keys = Keys(found, found.clinic)
    entries = earlier(Local(site.out))
    known = stamp_of(keys, entries)
    older = {name: replace(one, outdated=True) for name, one in entries.items()}
    assert stamp_of(keys, older) != known
    site.change("discectomy", "search-words: [", "search-words: [trapped nerve, ")
    again = load_site(site.content, ASSETS)
    assert stamp_of(Keys(again, again.clinic), entries) != known


# ------------------------------------------------------------------ codes


def test_codes_are_leaves_of_their_release_under_their_names() -> None:
    """Held against another's copy of that release."""
    listed = yaml.safe_load((CONTENT / "codes.yaml").read_text("utf-8"))
    assert listed["release"] == "April 2026"
    assert len(listed["leaves"]) > 40
    known = leaves()
    assert {code: known.get(code) for code in listed["leaves"]} == listed["leaves"]


def leaves() -> dict[str, str]:
    """Every code of that release without one below it, and its name. The package that carries the
    list is not imported: it reads it by functions that Python is about to drop."""
    found = find_spec("simple_icd_10_cm")
    assert found and found.submodule_search_locations
    (path,) = Path(found.submodule_search_locations[0], "data").glob("*-April-1-2026.xml")
    return dict(
        told for one in ElementTree.parse(path).iter("section") for told in _leaves(one, [])
    )


def _leaves(of: Element, ends: list[Element]) -> Iterator[tuple[str, str]]:
    """What has nothing below it; ``ends`` are the seventh characters that it takes, if any."""
    for one in of.findall("diag"):
        own = one.findall("sevenChrDef/extension") or ends
        code, name = one.findtext("name", ""), one.findtext("desc", "")
        if one.find("diag") is not None:
            yield from _leaves(one, own)
        elif own:
            whole = f"{code if '.' in code else code + '.':X<7}"
            yield from ((f"{whole}{end.get('char')}", f"{name}, {end.text}") for end in own)
        else:
            yield code, name


def test_every_handout_has_codes_and_all_are_used(whole: Site) -> None:
    listed = yaml.safe_load((CONTENT / "codes.yaml").read_text("utf-8"))
    topics = whole.topics()
    used = {one["code"] for topic in topics.values() for one in topic["codes"]}
    assert used == set(listed["leaves"])
    assert all(topics[slug]["codes"] for slug in SLUGS)


OTHERS = re.compile(r"(?i)snomed|\bCPT\b|2\.16\.840\.1\.113883\.6\.(?:96|12)\b")


def test_nothing_of_other_classifications_is_in_the_repository() -> None:
    """Their use needs a licence."""
    found = []
    for folder, kinds in ((CONTENT, "*.yaml"), (ROOT / "handouts", "*")):
        for path in folder.rglob(kinds):
            if path.is_file() and path.suffix in (".yaml", ".py", ".js"):
                told = path.read_text("utf-8")
                found += OTHERS.findall(told)
    assert found == []


# ------------------------------------------------------------------ records


def schema(name: str) -> Draft202012Validator:
    path = ROOT / "docs" / "schema" / f"{name}.json"
    return Draft202012Validator(json.loads(path.read_text("utf-8")))


def test_topics_are_as_their_schema_says(whole: Site) -> None:
    told = json.loads((whole.out / "topics.json").read_text("utf-8"))
    assert [one.message for one in schema("topics").iter_errors(told)] == []
    assert told["system"]["oid"] == "2.16.840.1.113883.6.90"
    for topic in told["topics"]:
        for one in topic["files"]:
            data = (whole.out / one["file"]).read_bytes()
            assert (len(data), hashlib.sha256(data).hexdigest()) == (one["bytes"], one["sha256"])


def test_answers_are_as_their_schema_says(whole: Site) -> None:
    answers = sorted((whole.out / "connect").rglob("*.json"))
    asked = {one["code"] for topic in whole.topics().values() for one in topic["codes"]}
    assert {path.name for path in answers} == {
        "none.en.json",
        *(f"{code}.en.json" for code in asked),
    }
    for path in answers:
        told = json.loads(path.read_text("utf-8"))
        assert [one.message for one in schema("connect").iter_errors(told)] == []
        for entry in told["feed"]["entry"]:
            for link in entry["link"]:
                assert (whole.out / link["href"]).is_file()


def test_an_answer_names_the_handouts_of_a_code(whole: Site) -> None:
    folder = whole.out / "connect" / "2.16.840.1.113883.6.90"
    feed = json.loads((folder / "M54.16.en.json").read_text("utf-8"))["feed"]
    assert feed["title"]["_value"] == "Patient information from Norelle Health"
    assert feed["subtitle"]["_value"] == "Radiculopathy, lumbar region"
    assert [one["title"]["_value"] for one in feed["entry"]] == [
        "Discectomy and microdiscectomy",
        "Finding the cause of back pain",
    ]
    assert feed["entry"][0]["link"][0] == {
        "title": "Discectomy and microdiscectomy",
        "rel": "alternate",
        "type": "html",
        "href": "en/discectomy-web.html",
    }
    terms = {one["scheme"]: one["term"] for one in feed["category"]}
    assert terms["mainSearchCriteria.v.c"] == "M54.16"
    nothing = json.loads((whole.out / "connect/none.en.json").read_text("utf-8"))["feed"]
    assert (nothing["entry"], nothing["updated"]) == ([], {"_value": ""})


@pytest.fixture(scope="module")
def bundle(whole: Site) -> Any:
    """Read by another hand's model of FHIR."""
    return Bundle.model_validate_json((whole.out / "fhir/bundle.json").read_bytes())


def test_a_bundle_has_every_file_once_with_its_hash(whole: Site, bundle: Any) -> None:
    seen = []
    for one in bundle.entry:
        assert one.fullUrl == f"urn:uuid:{one.resource.id}"
        kind = one.resource.get_resource_type()
        content = one.resource.content
        attached = content if kind == "Library" else [part.attachment for part in content]
        for attachment in attached:
            data = (whole.out / attachment.url).read_bytes()
            assert attachment.size == len(data)
            assert attachment.hash == hashlib.sha1(data).digest()
            seen.append(attachment.url)
    assert sorted(seen) == sorted(earlier(Local(whole.out)))
    ids = [one.resource.id for one in bundle.entry]
    assert len(ids) == len(set(ids))


def test_a_bundle_has_no_patient_and_says_how_far_to_trust_it(whole: Site, bundle: Any) -> None:
    raw = (whole.out / "fhir/bundle.json").read_text("utf-8")
    assert '"subject"' not in raw
    assert "Patient/" not in raw
    documents = [
        one.resource
        for one in bundle.entry
        if one.resource.get_resource_type() == "DocumentReference"
    ]
    assert len(documents) == len(SLUGS) + 2  # a sheet, an ink-saver
    assert {one.docStatus for one in documents} == {"preliminary"}
    assert {one.status for one in documents} == {"current"}
    (full,) = (
        one
        for one in documents
        if one.identifier[0].value == "discectomy" and one.category[0].text == "standard"
    )
    kinds = [part.attachment.contentType for part in full.content]
    assert kinds == ["application/pdf", "application/pdf", "text/html; charset=utf-8"]
    codings = [one.coding[0] for one in full.context.event]
    assert ("M51.16", "http://hl7.org/fhir/sid/icd-10-cm") in [
        (one.code, one.system) for one in codings
    ]
    assert full.contained[0].name == "Norelle Health"


def documents(site: Site) -> Iterator[dict[str, Any]]:
    told = json.loads((site.out / "fhir/bundle.json").read_text("utf-8"))
    yield from (one["resource"] for one in told["entry"])


def test_a_version_replaces_the_one_before_it(site: Site) -> None:
    site.build(text("discectomy"))
    (before,) = documents(site)
    assert "relatesTo" not in before
    site.change("discectomy", 'version: "1.0"', 'version: "1.1"\nreplaces: "1.0"')
    site.build(text("discectomy"))
    (now,) = documents(site)
    assert now["masterIdentifier"] != before["masterIdentifier"]
    assert now["relatesTo"] == [
        {"code": "replaces", "target": {"identifier": before["masterIdentifier"]}}
    ]


def test_no_version_replaces_itself(site: Site) -> None:
    site.change("discectomy", 'version: "1.0"', 'version: "1.0"\nreplaces: "1.0"')
    (problem,) = site.build(text("discectomy")).problems
    assert problem.message == "the version '1.0' cannot replace itself"


def test_a_translation_transforms_its_text() -> None:
    entry = Entry("", "a", "1.0", "en", "text", "", 0, 1, "0", "draft", "2026-01-01", "2027-01-01")
    entries = [replace(entry, language=one, file=f"{one}/a.txt") for one in ("en", "es")]
    cards = {
        ("a", one, False): Card("a", one, "A", "B", version="1.0", issued="2026-01-01")
        for one in ("en", "es")
    }
    told = json.loads(
        fhir.bundle(topics(entries, cards), None, {"en": "C", "es": "C"}, lambda _: b"x")
    )
    by_language = {
        one["resource"]["content"][0]["attachment"]["language"]: one["resource"]
        for one in told["entry"]
    }
    assert "relatesTo" not in by_language["en"]
    (relation,) = by_language["es"]["relatesTo"]
    assert relation["code"] == "transforms"
    assert relation["target"]["identifier"] == by_language["en"]["masterIdentifier"]


def test_a_site_without_codes_has_none(site: Site) -> None:
    (site.content / "codes.yaml").unlink()
    for path in (site.content / "handouts").glob("*/en.yaml"):
        told = re.sub(r"(?m)^codes: .*\n(?: .*\n)*", "", path.read_text("utf-8"))
        path.write_text(told, "utf-8")
    assert not site.build(text("discectomy")).problems
    assert not (site.out / "connect").exists()
    told = json.loads((site.out / "topics.json").read_text("utf-8"))
    assert [one.message for one in schema("topics").iter_errors(told)] == []


# ------------------------------------------------------------------ a real browser


@pytest.mark.parametrize(
    ("width", "scheme"), [*product((320, 1280), ("light", "dark")), (640, "light")]
)
def test_a_browser_and_axe_find_nothing(
    browser: Browser, whole: Site, width: int, scheme: str
) -> None:
    browser.open(whole.out / "index.html", width, dark=scheme == "dark")
    browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
    assert browser.requests() == ()
    assert browser.violations(colours=scheme == "dark") == ()
    assert browser.widest() <= width


SEARCH = """(query => {
  const field = document.getElementById('search');
  field.value = query;
  const before = performance.now();
  field.dispatchEvent(new Event('input', {bubbles: true}));
  document.body.offsetHeight;
  const found = [...document.querySelectorAll('.topic:not([hidden]) a[href]')];
  return [performance.now() - before, found.length ? found[0].getAttribute('href') : '',
    document.getElementById('count').textContent] })"""
SOON = 50  # milliseconds


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("slipped disc", "en/discectomy-web.html"),
        ("sciatica", "en/discectomy-web.html"),
        ("siatica", "en/discectomy-web.html"),
        ("M51.16", "en/discectomy-web.html"),
        ("m48.06", "en/laminectomy-web.html"),
        ("spinal stenosis", "en/laminectomy-web.html"),
        ("fusion", "en/spinal-fusion-web.html"),
        ("MRI", "en/tests-and-diagnosis-web.html"),
        ("lifting", "en/back-health-web.html"),
        ("disc replacement", "en/artificial-disc-web.html"),
        ("physical therapy", "en/conservative-care-web.html"),
        ("Your first visit", "en/first-visit-set-letter.pdf"),
        ("<img src=x>", ""),
        ("qqqqqq", ""),
    ],
)
def test_a_search_finds_the_right_one_first_and_soon(
    browser: Browser, whole: Site, query: str, first: str
) -> None:
    browser.open(whole.out / "index.html")
    times = []
    for _ in range(3):
        took, found, told = browser.run(f"{SEARCH}({json.dumps(query)})")
        times.append(took)
        assert found == first
        assert bool(first) is (told != "Nothing found. Try another word.")
    assert min(times) < SOON
    assert browser.run(f"{SEARCH}('')[2]") == f"Shown: {len(SLUGS) + 1} of {len(SLUGS) + 1}"
    assert browser.requests() == ()


def test_letters_that_stand_in_no_words_are_found_by_pairs(browser: Browser, whole: Site) -> None:
    browser.open(whole.out / "index.html")
    topic = {"t": "\u7231\u62a4\u8170\u80cc", "w": ["\u9884\u9632\u80cc\u75db"]}
    known = json.dumps([{**topic, "c": [], "n": [], "x": ""}])
    asked = {"\u8170\u80cc": True, "\u80cc\u75db": True, "\u75db": True, "\u624b\u672f": False}
    for query, found in asked.items():
        assert browser.run(f"finder({known})({json.dumps(query)})[0] > 0") is found


def test_filters_and_keys(browser: Browser, whole: Site) -> None:
    browser.open(whole.out / "index.html")
    browser.run("document.getElementById('search').focus()")
    browser.write("laminectomy")
    browser.press("Tab")
    browser.press("ArrowRight")
    assert browser.run("document.querySelector('input[name=kind]:checked').value")
    browser.run("document.querySelector('input[value=\"Looking after yourself\"]').click()")
    assert browser.run("document.getElementById('count').textContent").startswith("Nothing")
    browser.run("document.querySelector('input[name=kind][value=\"\"]').click()")
    browser.run("document.getElementById('search').focus()")
    browser.press("Enter")
    for _ in range(1000):
        if browser.run("location.pathname").endswith("en/laminectomy-web.html"):
            break
    assert browser.run("location.pathname").endswith("en/laminectomy-web.html")
