"""Each view as words on paper, read back by PDFium: what a sheet, a leaflet, a card, a poster and
the slip of a set must say, held against the files of the content and not against a document."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pypdfium2
import pytest

from handouts.content.editions import EDITIONS
from handouts.making.site import load_site
from handouts.making.workshop import Workshop
from handouts.meaning.document import Document
from handouts.source.problems import Where
from handouts.views.packet import slip
from tests.support.brochures import ASSETS, CONTENT, GOLDEN, ROOT
from tests.support.golden import compare
from tests.support.prints import WRITTEN, Prints, jobs
from tests.support.quick import loaded

SHARED: dict[str, Any] = loaded((CONTENT / "common/en.yaml").read_text("utf-8"))["fragments"]
SUBJECT: dict[str, Any] = loaded((CONTENT / "subject.yaml").read_text("utf-8"))
SETS: dict[str, Any] = loaded((CONTENT / "sets.yaml").read_text("utf-8"))
TEXTS: dict[str, dict[str, Any]] = {
    slug: loaded((CONTENT / "handouts" / slug / "en.yaml").read_text("utf-8"))
    for slug, _ in WRITTEN
}
MARK = re.compile(r"\*\*| ?\[S\d+(?:, ?S\d+)*\]|\{(?=[^{])|(?:\|[^}]*)?\}")
# what is told by a name, of a fact or a picture, and not by its words
NAMES = {"role", "figure", "fact", "size", "name", "contact", "alt"}


def pages(data: bytes) -> list[str]:
    """The words of each page, in the order they are painted."""
    with pypdfium2.PdfDocument(data) as file:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in file]


def solid(text: str) -> str:
    """A text without what a line end may add or take."""
    return re.sub(r"[\s\u00ad\u2010\ufffe-]+", "", text)


def told(tree: Any) -> Iterator[str]:
    """What an author has written somewhere below, without marks."""
    if isinstance(tree, str):
        yield MARK.sub("", tree)
    elif isinstance(tree, list):
        for one in tree:
            yield from told(one)
    elif isinstance(tree, dict):
        if "include" in tree:
            yield from told(SHARED[tree["include"]])
        for name, below in tree.items():
            if name not in NAMES | {"include", "clinic-facts"}:
                yield from told(below)


def ends(slug: str) -> dict[str, Any]:
    """What a handout ends with: its family's own fragments in place of everybody's."""
    return {**SUBJECT["ends"], **SUBJECT["families"][TEXTS[slug]["group"]]}


def missing(data: bytes, wanted: list[str]) -> list[str]:
    """Those texts that are not printed, letter by letter."""
    printed = solid("".join(pages(data)))
    return [one for one in wanted if solid(one) not in printed]


def signs(slug: str) -> list[str]:
    """Every sign that tells when to get help, and the panels that follow it."""
    closing = ends(slug)
    more = [one for one in _whole(SHARED[closing["more"]]) if "callout" in one]
    return [*told(SHARED[closing["help"]]), *told(more)]


def _whole(blocks: list[Any]) -> Iterator[dict[str, Any]]:
    for one in blocks:
        if isinstance(one, dict):
            yield from _whole(SHARED[one["include"]]) if "include" in one else (one,)


def test_the_signs_that_are_looked_for_are_all_there() -> None:
    """The test below looks for what is found here."""
    found = signs("discectomy")
    assert "Call 911 or go to the emergency room now" in found
    assert "Call us the same day, at any hour" in found
    assert "See a doctor soon (today with fever)" in found
    assert set(found) - set(signs("back-health"))  # those after an operation
    assert len(found) > 20


@pytest.mark.parametrize("job", jobs("sheet", "trifold", paper="letter"), ids=str)
def test_every_sign_to_get_help_is_printed(job: Any, prints: Prints) -> None:
    assert missing(prints(job).data, signs(job.slug)) == []


@pytest.mark.parametrize("job", jobs("card", paper="letter"), ids=str)
def test_a_card_says_its_fragment(job: Any, prints: Prints) -> None:
    wanted = list(told(SHARED[TEXTS[job.slug]["card"]["fragment"]]))
    assert len(wanted) >= 2
    assert missing(prints(job).data, wanted) == []


@pytest.mark.parametrize("job", jobs("sheet", "trifold", "poster", paper="letter"), ids=str)
def test_title_message_and_facts_are_printed(job: Any, prints: Prints) -> None:
    text = TEXTS[job.slug]
    wanted = [text["title"], text["message"]]
    if job.edition == "sheet":
        wanted += [one[part] for one in text["facts"] for part in ("label", "text")]
    assert missing(prints(job).data, [*map(MARK.sub, [""] * len(wanted), wanted)]) == []


# ------------------------------------------------------------------ golden words


VIEWS = {
    "sheet": "discectomy",
    "large-print": "back-health",
    "trifold": "back-health",
    "card": "back-health",
    "poster": "back-health",
}


def test_each_view_has_golden_words() -> None:
    """The brochure's are those of ``test_transcripts``, a proof is looked at in ``test_proof``."""
    views = {EDITIONS[edition].view for edition in VIEWS}
    assert views | {"brochure", "proof"} == {one.view for one in EDITIONS.values()}
    names = {path.stem for path in (GOLDEN / "views").glob("*.txt")}
    assert names == {*VIEWS, "slip"}


@pytest.mark.parametrize("edition", VIEWS)
def test_golden_words_of_a_view(edition: str, prints: Prints, update: bool) -> None:
    (job,) = [one for one in jobs(edition, paper="letter") if one.slug == VIEWS[edition]]
    compare(GOLDEN / "views" / f"{edition}.txt", shown(prints(job).data), update=update)


def test_golden_words_of_the_slip_of_a_set(prints: Prints, update: bool) -> None:
    name = next(iter(SETS))
    made = prints.packet(name, "letter")
    numbered = re.sub(r"\d+", "#", shown(made.data, 2))  # which pages: see ``test_sets``
    compare(GOLDEN / "views" / "slip.txt", numbered, update=update)


def shown(data: bytes, count: int | None = None) -> str:
    """The words of pages, one sentence on a line, so that a difference is easy to read."""
    told = pages(data)[:count]
    lines = (re.sub(r"(?<=[.!?]) ", "\n", page) for page in told)
    return "".join(f"--- {number}\n{page}\n" for number, page in enumerate(lines, 1))


# ------------------------------------------------------------------ golden structure


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """The site on another subject, whose texts only change with what it tries, by two authors."""
    folder = tmp_path_factory.mktemp("second")
    shutil.copytree(ROOT / "tests" / "second", folder, dirs_exist_ok=True)
    for name in ("fonts", "icons"):
        shutil.copytree(ASSETS / name, folder / "assets" / name)
    path = folder / "content" / "handouts" / "using-an-inhaler" / "en.yaml"
    text, count = re.subn(
        r"(?m)^authors: \[(.*)\]$", r"authors: [\1, Ann]", path.read_text("utf-8")
    )
    assert count == 1
    path.write_text(text, "utf-8")
    return Workshop(load_site(folder / "content", folder / "assets"))


@pytest.mark.parametrize(
    "view", ["brochure", "large", "sheet", "leaflet", "card", "poster", "slip"]
)
def test_golden_outline_of_a_view(shop: Workshop, view: str, update: bool) -> None:
    """Every part with all it says of how it is shown, what it is called and where it was written;
    facts and signatures are still open."""
    told = "".join(f"{line}\n" for line in outline(story(shop, view)))
    compare(GOLDEN / "outlines" / f"{view}.txt", told, update=update)


def story(shop: Workshop, view: str) -> Document:
    if view == "slip":
        packet, _ = shop.packet("first-visit")
        lowering = shop.shelf("en").lowering
        assert packet and lowering
        return slip(packet, ("One", "Two"), ("device",), "2026-11-22", lowering)
    document, problems = shop.document("using-an-inhaler", "en", view)
    assert document, problems
    return document


def outline(value: object, name: str = "", deep: int = 0) -> Iterator[str]:
    """A value as lines: one for each part, with what it holds below it."""
    if not is_dataclass(value):
        yield f"{'  ' * deep}{name}{value!r}"
        return
    own = [(one.name, getattr(value, one.name)) for one in fields(value)]
    nested = [key for key, held in own if _parts(held)]
    said = [
        f"{key}={held.line if isinstance(held, Where) else repr(held)}"
        for key, held in own
        if key not in nested and held not in ((), "", None, False)
    ]
    yield f"{'  ' * deep}{name}{type(value).__name__} {' '.join(said)}".rstrip()
    for key in nested:
        for number, held in enumerate(dict(own)[key]):
            yield from outline(held, f"{key}[{number}] ", deep + 1)


def _parts(held: object) -> bool:
    return isinstance(held, tuple) and any(map(is_dataclass, held))
