"""``handouts check`` as a page of HTML, as JSON and as commands for GitHub: whole, escaped, the
same twice."""

import json
import re
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from handouts.cli import main
from handouts.making import gate
from handouts.making.gate import Verdict
from handouts.reports.check import page
from handouts.reports.record import recorded
from handouts.signing.review import SignOff
from handouts.signing.states import State
from handouts.source.values import replace
from tests.support.brochures import ASSETS, ROOT, copied
from tests.support.browser import Browser, Media
from tests.support.opened import Opened

TODAY = date(2026, 11, 23)
TITLE = 'Care for 2 < 3 & "more"'
PURPOSE = "Utilize this & utilize it. This is guaranteed to help 50% of ABCD readers. Utilize it."
VOID = {"meta", "link", "br", "img", "col", "path", "circle", "rect", "input"}


def seeded(folder: Path) -> Path:
    """A copy of the content with faults and with marks of HTML in one handout."""
    copied(folder / "content")
    path = folder / "content" / "handouts" / "back-health" / "en.yaml"
    text = path.read_text("utf-8")
    for name, words in (("title", TITLE), ("purpose", PURPOSE)):
        text, count = re.subn(
            rf"(?m)^{name}: .*\n(?:[ ]+.*\n)*", f"{name}: '{words}'\n", text, count=1
        )
        assert count == 1
    path.write_text(text, "utf-8")
    return folder / "content"


def verdict_of(content: Path, slugs: tuple[str, ...] = (), *, pages: bool = False) -> Verdict:
    opened = Opened(content, ASSETS)
    wanted = [(slug, "en") for slug in slugs or opened.site.slugs]
    return gate.check(opened.bench, wanted, TODAY, pages=pages, library=not slugs)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return seeded(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def verdict(content: Path) -> Verdict:
    return verdict_of(content)


@pytest.fixture(scope="module")
def html(verdict: Verdict) -> str:
    return page(verdict, strict=False)


# ------------------------------------------------------------------ the page as a tree


@dataclass
class Seen(HTMLParser):
    """What stands in a page: elements with their attributes, ids, links, headings, and the words
    that are marked."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    # of findings and of the words they are about, by id
    texts: dict[str, str] = field(default_factory=dict)
    inside: list[tuple[str, int]] = field(default_factory=list)
    marked: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.tags.append((tag, told))
        name = told.get("id", "")
        if name.startswith("finding-"):
            self.inside.append((name, len(self.open)))
        if name.startswith("words-"):
            self.marked.add(name)
        if told.get("class") == "number" and tag == "a":
            self.marked.discard(told["href"].replace("#finding-", "words-"))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, (tag, self.getpos())
        self.inside = [(name, depth) for name, depth in self.inside if depth < len(self.open)]

    def handle_data(self, data: str) -> None:
        for name, _ in self.inside:
            self.texts[name] = self.texts.get(name, "") + data
        if "mark" in self.open:
            for name in self.marked:
                self.texts[name] = self.texts.get(name, "") + data


def seen(html: str) -> Seen:
    found = Seen()
    found.feed(html)
    found.close()
    assert not found.open
    return found


def test_ids_are_unique_and_links_have_targets(html: str) -> None:
    tags = seen(html).tags
    ids = [told["id"] for _, told in tags if "id" in told]
    assert len(ids) == len(set(ids))
    links = [told["href"] for tag, told in tags if tag == "a"]
    assert not [link for link in links if not link.startswith("#") or link[1:] not in ids]
    named = [
        told[name]
        for _, told in tags
        for name in ("aria-labelledby", "aria-describedby")
        if name in told
    ]
    assert set(named) <= set(ids)


def test_headings_never_skip(html: str) -> None:
    levels = [int(tag[1]) for tag, _ in seen(html).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_landmarks_language_and_tables(html: str) -> None:
    tags = [tag for tag, _ in seen(html).tags]
    assert all(tags.count(name) == 1 for name in ("header", "nav", "main", "footer", "title"))
    assert seen(html).tags[0] == ("html", {"lang": "en"})
    assert tags.count("table") == tags.count("caption") > 0
    heads = [told for tag, told in seen(html).tags if tag == "th"]
    assert all(told.get("scope") in ("col", "row") for told in heads)


def test_nothing_is_fetched_and_nothing_runs(html: str) -> None:
    tags = seen(html).tags
    assert not {"script", "link", "iframe", "object", "base", "form"} & {tag for tag, _ in tags}
    assert not [
        told for _, told in tags if "src" in told or any(name.startswith("on") for name in told)
    ]
    style = html[html.index("<style>") : html.index("</style>")]
    assert "@import" not in style
    assert not re.findall(r"url\((?!#)", html)
    assert "http" not in re.sub(r"<div class=\"printed\".*?</div>", "", html, flags=re.DOTALL)


def test_what_authors_wrote_is_text(html: str, verdict: Verdict) -> None:
    assert "<script" not in html
    assert "<b>utilize" not in html
    assert "Care for 2 &lt; 3 &amp; &#34;more&#34;" in html
    assert any(copy.handout.title == TITLE for copy in verdict.copies)


def test_every_finding_is_listed_and_leads_to_its_words(html: str, verdict: Verdict) -> None:
    found = seen(html)
    everything = {*verdict.findings, *verdict.silenced}
    listed = {name: text for name, text in found.texts.items() if name.startswith("finding-")}
    assert len(listed) == len(everything)
    own = [
        one
        for one in verdict.findings
        if one.slug == "back-health" and one.section == "cover" and one.words
    ]
    assert {"Utilize", "utilize", "50%"} <= {one.words for one in own}
    for finding in own:
        where = str(finding.problem.where)
        names = [
            name
            for name, text in listed.items()
            if finding.problem.message in text and where in text
        ]
        assert len(names) == 1, finding
        assert found.texts[names[0].replace("finding-", "words-")] == finding.words
    links = [told["href"] for tag, told in found.tags if tag == "a"]
    for name in found.texts:
        if name.startswith("words-"):
            assert f"#{name}" in links
            assert f"#{name.replace('words-', 'finding-')}" in links


def test_the_same_words_twice_are_marked_apart(html: str) -> None:
    text = html[html.index('id="text-back-health-en-cover"') :]
    text = text[: text.index("<h4", 10)]
    assert text.count("<mark>Utilize</mark>") == 2


def test_what_is_let_through_has_its_reason(html: str, verdict: Verdict) -> None:
    reasons = {
        switch.reason
        for switch in verdict.switches.off
        if any(map(switch.silences, verdict.silenced))
    }
    assert html.count("Reason: ") >= len(reasons)


def test_a_handout_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    content = seeded(tmp_path)
    (content / "handouts" / "back-health" / "en.yaml").write_text("id: <oops>\n", "utf-8")
    found = verdict_of(content, ("back-health",))
    told = page(found, strict=False)
    assert not found.copies
    assert "Could not be read" in told
    assert "Not passed" in told
    assert "No handout could be checked" in told
    seen(told)


def test_who_signed_is_told(verdict: Verdict) -> None:
    copy = verdict.copies[0]
    sections = dict(copy.state.sections)
    one = SignOff(
        name="N. <N>",
        role="surgeon",
        day=TODAY,
        text=copy.state.version,
        sections=sections,
        answers={"cdc-4": "no: small"},
    )
    who = "Signed by N. &lt;N&gt; (surgeon), 2026-11-23"
    for state, facts, words in (
        (State(sections), (), "Draft, not signed."),
        (State(sections, signed=(one,)), (), f"{who}."),
        (
            State(sections, signed=(one,)),
            ("fever", "shower"),
            f"{who}. Clinical facts not signed: fever, shower.",
        ),
        (
            State(sections, void=(one,)),
            (),
            "Void: the text changed after N. &lt;N&gt; signed on 2026-11-23.",
        ),
        (
            State(sections, unsound=(one,)),
            (),
            "Draft: a sign-off does not count, of N. &lt;N&gt; on 2026-11-23.",
        ),
    ):
        told = replace(copy, state=state, unsigned=facts)
        html = page(replace(verdict, copies=(told,), findings=(), silenced=()), strict=True)
        assert html.count(words) == 2
        assert html.count("Signed answer: no: small") == len(state.signed)
        assert "strict: warnings fail too" in html


def test_the_same_bytes_twice(content: Path, verdict: Verdict, html: str) -> None:
    assert page(verdict_of(content), strict=False) == html


# ------------------------------------------------------------------ other forms


def test_json_is_as_its_schema_says(verdict: Verdict) -> None:
    data = json.loads(recorded(verdict, strict=False).model_dump_json(indent=1))
    schema = json.loads((ROOT / "docs" / "schema" / "check.json").read_text("utf-8"))
    assert not [error.message for error in Draft202012Validator(schema).iter_errors(data)]
    assert len(data["findings"]) == len(verdict.told)
    assert data["passed"] is not verdict.failed(False)
    assert [one["title"] for one in data["handouts"]] == [
        copy.handout.title for copy in verdict.copies
    ]
    again = json.loads(recorded(verdict, strict=True).model_dump_json())
    assert {**again, "strict": False, "passed": data["passed"]} == data


def test_json_says_who_signed_and_what_nobody_has(verdict: Verdict) -> None:
    copy = verdict.copies[0]
    one = SignOff(name="Ada Byron", role="surgeon", day=TODAY, text=copy.state.version, sections={})
    signed = State(copy.state.sections, signed=(one,))
    for state, facts, review in (
        (copy.state, (), "draft"),
        (signed, ("fever",), "facts"),
        (signed, (), "reviewed"),
    ):
        told = replace(verdict, copies=(replace(copy, state=state, unsigned=facts),))
        (record,) = recorded(told, strict=False).handouts
        assert (record.review, record.unsigned) == (review, facts)
        assert record.reviewers == (() if review == "draft" else ("Ada Byron (surgeon)",))


COMMAND = re.compile(
    r"::(error|warning|notice) "
    r"file=([^,:]+),line=([1-9]\d*),col=([1-9]\d*)(,title=[a-z-]+)?::(\S.*)"
)


def test_github_gets_commands(
    content: Path, verdict: Verdict, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [
        "--content",
        str(content),
        "--assets",
        str(ASSETS),
        "--no-pages",
        "--format",
        "github",
    ]
    assert main(["check", "back-health", *options]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines
    for line in lines:
        match = COMMAND.fullmatch(line)
        assert match, line
        assert not re.search(r"%(?!25|0A|0D)", match[6])
    assert any("50%25" in line for line in lines)


# ------------------------------------------------------------------ a real browser


@pytest.mark.parametrize(("width", "media"), [(1280, "screen"), (320, "screen"), (720, "print")])
def test_a_browser_and_axe_find_nothing(
    browser: Browser, content: Path, tmp_path: Path, width: int, media: Media
) -> None:
    path = tmp_path / "check.html"
    path.write_text(page(verdict_of(content, ("back-health",)), strict=False), "utf-8")
    browser.open(path, width, media)
    assert browser.violations() == ()
    assert browser.widest() <= width
    assert browser.run("document.title").endswith("not passed")
    link = "document.querySelector('.findings a[href^=\"#words-\"]')"
    browser.run(f"{link}.click()")
    assert browser.run("document.querySelector(':target mark').getBoundingClientRect().top") < 900
