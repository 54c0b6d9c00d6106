"""docs/rules.md: it is what the rules say of themselves, and its examples are true."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
import yaml

from handouts.making import gate
from tests.support import rules_doc
from tests.support.brochures import ASSETS, CONTENT, ROOT, copied
from tests.support.check_lists import rules
from tests.support.check_lists import told as described
from tests.support.opened import Opened
from tests.support.rows import rows

SLUG = "discectomy"
TODAY = date(2026, 11, 23)
SECTION = "\n  - id: example\n    heading: What is an example?\n    blocks:\n"
SECTIONS_END = "\nquestions:\n"
# Rules that look at a whole handout or a whole part of it: one more wrong section does not make it
# wrong.
WHOLE = {
    *(
        "choppy",
        "passive",
        "rarely-you",
        "hard-handout",
        "hard-section",
        "bran",
        "no-numbers",
        "one-sided-choice",
        "not-known",
    ),
    *("who-not-helped", "missing-stage", "own-risk", "nothing-to-do", "red-flags"),
    # these two dates do not go together with the other one of this handout
    *("issued-later", "review-overdue"),
}
TEXTUAL = [
    name for name in described() if name in rules() and rules()[name].needs in ("text", "words")
]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content = tmp_path_factory.mktemp("rules") / "content"
    copied(content)
    return content


def seeded(text: str, example: str) -> str | None:
    """A handout with the blocks of an example in a section of their own, or with its fields;
    nothing where the example is of another file."""
    tree = yaml.load(example, Loader=yaml.BaseLoader)
    if isinstance(tree, list):
        blocks = "".join(f"      {line}\n" for line in example.rstrip().splitlines())
        return text.replace(SECTIONS_END, f"{SECTION}{blocks}{SECTIONS_END}", 1)
    if not isinstance(tree, dict) or not all(
        re.search(rf"^{field}:", text, re.MULTILINE) for field in tree
    ):
        return None
    for field in tree:
        whole = rf"^{field}:.*?(?=^\S|\Z)"
        own = re.search(whole, example.rstrip() + "\n", re.MULTILINE | re.DOTALL)
        assert own
        literal = own[0].replace("\\", r"\\")
        text = re.sub(whole, literal, text, count=1, flags=re.MULTILINE | re.DOTALL)
    return text


@contextmanager
def written(path: Path, text: str) -> Iterator[None]:
    """A file with another text, for a while."""
    before = path.read_text("utf-8")
    path.write_text(text, "utf-8")
    try:
        yield
    finally:
        path.write_text(before, "utf-8")


def checked(content: Path) -> gate.Verdict:
    bench = Opened(content, ASSETS, None).bench
    return gate.check(bench, [(SLUG, "en")], TODAY, pages=False, library=False)


def told(content: Path, example: str) -> tuple[list[str], set[str]] | None:
    """What keeps the handout with an example from being read, and the rules that find something in
    it."""
    path = content / "handouts" / SLUG / "en.yaml"
    before = path.read_text("utf-8")
    after = seeded(before, example)
    if after is None:
        return None
    with written(path, after):
        verdict = checked(content)
    return [str(one) for one in verdict.problems], {
        finding.problem.rule for finding in verdict.findings
    }


ALONE = [name for name in TEXTUAL if name not in WHOLE]
BLOCKS = [name for name in ALONE if described()[name]["wrong"].startswith("- ")]


@rows("name", [name for name in ALONE if name not in BLOCKS])
def test_wrong_fields_are_found_wrong(name: str, content: Path) -> None:
    wrong = told(content, described()[name]["wrong"])
    if wrong is not None:
        assert name in wrong[1], f"the wrong example is not found: {wrong[0]}"


def test_wrong_blocks_are_found_wrong(content: Path) -> None:
    """All in one handout, each in a section of its own: there its rule finds something."""
    sections = ""
    for name in BLOCKS:
        blocks = described()[name]["wrong"].rstrip().splitlines()
        head = SECTION.replace("id: example", f"id: example-{name}")
        sections += head + "".join(f"      {line}\n" for line in blocks)
    path = content / "handouts" / SLUG / "en.yaml"
    with written(path, path.read_text("utf-8").replace(SECTIONS_END, sections + SECTIONS_END, 1)):
        lines = path.read_text("utf-8").splitlines()
        verdict = checked(content)
    within, own = dict[int, str](), ""
    for number, line in enumerate(lines, 1):
        if line.startswith("  - id: ") or not line.startswith(" ") and line:
            own = line.removeprefix("  - id: example-")
        within[number] = own
    here = f"content/handouts/{SLUG}/en.yaml"
    found = {
        one.problem.rule
        for one in verdict.findings
        if one.problem.where.path.endswith(here)
        and within[one.problem.where.line] == one.problem.rule
    }
    assert not verdict.problems
    assert set(BLOCKS) - found == set()
    assert len(BLOCKS) >= 50


def test_right_examples_are_right(content: Path) -> None:
    """All in one handout, as far as they are blocks; where a rule finds something then, its
    own example is tried alone."""
    blocks = [name for name in TEXTUAL if described()[name]["right"].startswith("- ")]
    assert len(blocks) >= 40
    together = told(content, "".join(f"{described()[name]['right'].rstrip()}\n" for name in blocks))
    assert together is not None
    apart = set(TEXTUAL) - set(blocks) | (
        set(blocks) & together[1] if not together[0] else set(blocks)
    )
    assert len(apart) < len(TEXTUAL) / 2
    for name in sorted(apart):
        right = told(content, described()[name]["right"])
        if right is not None:
            problems, found = right
            assert problems == []
            assert name not in found, f"the right example of {name} is found wrong"


def test_most_examples_can_be_tried() -> None:
    text = (CONTENT / "handouts" / SLUG / "en.yaml").read_text("utf-8")
    tried = [
        name for name in TEXTUAL if name not in WHOLE and seeded(text, described()[name]["wrong"])
    ]
    assert len(tried) >= 50


def test_the_page_of_rules_is_up_to_date() -> None:
    """To write it anew: make rules"""
    assert rules_doc.PAGE.read_text("utf-8") == rules_doc.page()


def test_every_family_has_a_title() -> None:
    assert {told["family"] for told in described().values()} == set(rules_doc.TITLES)


def test_no_file_of_rules_is_forgotten() -> None:
    folder = ROOT / "handouts" / "checks" / "rules"
    assert {path.stem for path in folder.glob("*.yaml")} | {"subject"} == set(rules_doc.TITLES)
