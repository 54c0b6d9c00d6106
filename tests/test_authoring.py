"""docs/authoring.md, the author's reference: whole, true, and up to date."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from handouts.cli import main
from handouts.clinic.jobs import SET, Job
from handouts.content.blocks import Block
from handouts.content.handout import TAKEN
from handouts.content.inline import MARK
from handouts.content.shelf import MOST_WORDS
from handouts.outputs import file_of
from handouts.pictures.raster import MAX_BYTES, MAX_PIXELS
from handouts.source.parsing import LOADER
from tests.support import authoring_doc as doc
from tests.support.brochures import CONTENT
from tests.support.looks import MOST, differing
from tests.support.rows import rows

TEXT = doc.PAGE.read_text("utf-8")
TOLD = doc.examples(TEXT)
NO_MARKS = {"half", "other", "stray"}  # groups of the pattern for what only looks like a mark
MOST_OF_ALL = 1_500_000  # bytes of all pictures
NUMBERED = ("numbers", "people", "compare", "exercise")  # blocks that tell patients a number
# What is told in the last table of the page -> blocks of which one is told so.
WRONG = {
    "expected text": "- bullets:\n    - Walk: every day",
    "unknown block kind": "- bulets: [Walk]",
    "a block has one kind, here are 2": "- lead: Walk.\n  bullets: [Rest]",
    "there is no figure 'x'": "- figure: {name: x, alt: A figure.}",
    "a picture of the kind '.heic' is not read": "- figure: {name: phone, alt: A photo.}",
    "figure 'x' has no anchor 'y'": "- figure: {name: rail, alt: A rail., labels: {y: Rail}}",
    "unknown clinic fact": "- clinic-facts: [parkin]",
    "unknown source id": "- Walk. [S99999]",
    "unknown term": "- Hold the {banister}.",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("authoring")
    doc.laid(TEXT, folder)
    return folder


@pytest.fixture(scope="module")
def shots(folder: Path) -> dict[str, Image.Image]:
    """Every picture of the page as it would be now; that they are there shows that every example
    builds without problems."""
    return doc.taken(TEXT, doc.Printed(folder))


def scalars(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        tree = list(tree.values())
    if isinstance(tree, list):
        for one in tree:
            yield from scalars(one)
    else:
        yield str(tree)


def kinds(tree: Any) -> Iterator[tuple[str, Any]]:
    """Every map of one field in a tree, which is how a block is written."""
    if isinstance(tree, dict):
        if len(tree) == 1:
            yield next(iter(tree.items()))
        tree = list(tree.values())
    if isinstance(tree, list):
        for one in tree:
            yield from kinds(one)


def read(text: str) -> Any:
    return yaml.load(text, Loader=LOADER)


# ------------------------------------------------------------------ whole


@rows("kind", Block.kinds)
def test_every_block_has_a_heading_an_example_a_picture_and_its_fields(kind: str) -> None:
    begin = TEXT.index(f"\n#### {kind}\n")
    part = re.split(r"\n#{2,4} ", TEXT[begin + 1 :])[1 if TEXT[begin + 1] == "\n" else 0]
    (example,) = doc.examples(part)
    assert example.name == kind
    assert kind in dict(kinds(read(example.text))), "the example shows another block"
    assert list(doc.pictures(part)) == [kind]
    asked = [found["asked"] for found in doc.FIELDS.finditer(part)]
    assert asked == ([] if kind == "activities" else [kind]), "the subject says its columns"


def test_every_mark_has_an_example() -> None:
    texts = [text for one in TOLD if not one.file for text in scalars(read(one.text))]
    found = [match for text in texts for match in MARK.finditer(text)]
    shown = {name for match in found for name, value in match.groupdict().items() if value}
    assert shown == MARK.groupindex.keys() - NO_MARKS
    targets = {re.split(r"[:#]", match["target"])[0] for match in found if match["target"]}
    assert targets == {"", "https", "mailto", "tel"}


def test_all_yaml_of_the_page_is_an_example() -> None:
    assert TEXT.count("```yaml\n") == len(TOLD)
    assert TEXT.count("```xml\n") == len(doc.DRAWING.findall(TEXT))
    assert not [name for name, count in Counter(one.name for one in TOLD).items() if count > 1]


def test_every_kind_of_file_an_author_writes_has_an_example() -> None:
    named = {one.file for one in TOLD if one.file}
    files = ("facts", "clinic", "sets", "sources", "common/en", "glossary/en")
    assert {f"content/{name}.yaml" for name in files} <= named
    assert any(one.whole for one in TOLD)


def test_the_page_leads_only_to_what_is_there() -> None:
    heads = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", TEXT, flags=re.S), re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}
    prose = re.sub(r"```.*?```", "", TEXT, flags=re.S)
    targets = re.findall(r"\]\(([^)\s]+)\)", prose)
    assert {one[1:] for one in targets if one.startswith("#")} <= anchors
    files = [one for one in targets if not one.startswith(("#", "http"))]
    assert [one for one in files if not (doc.PAGE.parent / one).is_file()] == []


# ------------------------------------------------------------------ true


def test_numbers_for_patients_are_those_of_the_shipped_handouts() -> None:
    """An example with a medical number is a block of a handout, as a number that is only made up
    here could be copied from here."""
    shipped = [read(path.read_text("utf-8")) for path in CONTENT.glob("handouts/*/en.yaml")]
    known = [block for one in shipped for block in kinds(one)]
    told = [pair for one in TOLD if not one.file for pair in kinds(read(one.text))]
    numbers = [(kind, value) for kind, value in told if kind in NUMBERED]
    assert {kind for kind, _ in numbers} == {*NUMBERED}
    for kind, value in numbers:
        alike = [other for name, other in known if name == kind and _part_of(value, other)]
        assert alike, f"no handout has this: {kind} {value}"


def _part_of(value: Any, whole: Any) -> bool:
    """Whether one block says what another says, with some of its items."""
    if "items" in value:
        same = {**value, "items": 0} == {**whole, "items": 0}
        return same and all(item in whole["items"] for item in value["items"])
    return bool(value == whole)


def test_other_examples_tell_no_number_that_needs_a_source() -> None:
    digits = [
        text
        for one in TOLD
        if not one.file and one.name not in NUMBERED
        for block in read(one.text)
        for text in scalars(block)
        if re.search(
            r"\d",
            re.sub(r"\[S\d+\]|\(.*?\)|\\\[1\\\]|Call 911|^\d$|^S\d+$|^\d{4}-\d\d-\d\d$", "", text),
        )
    ]
    assert digits == []


def test_the_limits_that_the_page_names_are_those_of_the_program() -> None:
    assert f"{MAX_BYTES // 1_000_000} MB and {MAX_PIXELS // 1_000_000} million dots" in TEXT
    assert f"at most {MOST_WORDS} words" in TEXT
    taken = ", ".join(f"`{name}`" for name in sorted(TAKEN))
    assert f"are taken by pages that every handout has: {taken}." in " ".join(TEXT.split())


def test_files_are_called_as_the_page_says() -> None:
    made = (
        Job("walking-again", "en", "standard", "letter"),
        Job("welcome", "en", SET, "letter"),
    )
    named = set(re.findall(r"`dist/([^`]+\.pdf)`", TEXT))
    assert named == {file_of(job) for job in made}


def test_every_message_in_the_last_table_is_told(folder: Path) -> None:
    table = TEXT[TEXT.index("| You see | What it is |") :]
    listed = re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)
    assert listed == list(WRONG)
    path = folder / "content/handouts" / doc.SLUG / "en.yaml"
    sound = path.read_text("utf-8")
    (folder / "assets/figures/phone.heic").write_bytes(b"ftypheic")
    for told, blocks in WRONG.items():
        tree = read(sound) | {"sections": [{"id": "a", "heading": "A", "blocks": read(blocks)}]}
        path.write_text(yaml.safe_dump(tree, sort_keys=False), "utf-8")
        _, _, problems = doc.Printed(folder).opened.document(doc.SLUG, "en")
        expected = told.replace("figure 'x' has", "figure 'rail' has")
        assert any(expected in one.message for one in problems), (told, problems)
    path.write_text(sound, "utf-8")


# ------------------------------------------------------------------ up to date


def test_the_tables_of_fields_are_up_to_date() -> None:
    """To write them anew: python -m tests.support.authoring_doc"""
    assert doc.filled(TEXT) == TEXT


def test_the_pictures_are_up_to_date(shots: dict[str, Image.Image], update: bool) -> None:
    """To make them anew: python -m tests.support.authoring_doc"""
    assert set(shots) == set(doc.pictures(TEXT)), "each has an example of its name"
    assert {path.stem for path in doc.PICTURES.iterdir()} == set(shots)
    different = [
        name
        for name, shot in shots.items()
        if differing(Image.open(doc.PICTURES / f"{name}.png").convert("RGB"), shot) > MOST
    ]
    assert different == []


def test_a_changed_example_is_noticed(shots: dict[str, Image.Image]) -> None:
    for name, shot in shots.items():
        other = shot.copy()
        other.paste("white", (0, shot.height // 4, shot.width // 2, shot.height * 3 // 4))
        assert differing(shot, doc.small(shot).convert("RGB")) <= MOST, name
        assert differing(shot, other) > MOST, name


def test_every_picture_is_told_and_all_are_small() -> None:
    assert all(len(alt) > 8 for alt in doc.pictures(TEXT).values())
    assert sum(path.stat().st_size for path in doc.PICTURES.iterdir()) < MOST_OF_ALL


def test_a_handout_as_the_page_shows_it_passes_the_check(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (whole,) = (one for one in TOLD if one.whole)
    where = ["--content", str(folder / "content"), "--assets", str(folder / "assets")]
    status = main(["check", whole.name, "--strict", "--no-pages", "--no-cache", *where])
    assert status == 0, capsys.readouterr().out
