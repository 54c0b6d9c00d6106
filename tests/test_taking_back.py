"""What is taken back from translators: who answers for it, and the comments of a file by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from handouts.cli import main
from handouts.translating.lock import read_lock
from handouts.translating.remarks import kept
from tests.support.brochures import ASSETS, ROOT
from tests.support.translators import XLIFF, with_polib, with_xml

LOCK, TEXT = "content/handouts/sample/es.lock", "content/handouts/sample/es.yaml"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site without a translation, and the sheet to make one of a handout."""
    place = Path(shutil.copytree(ROOT / "tests" / "site", tmp_path / "site"))
    for folder in ("fonts", "icons"):
        shutil.copytree(ASSETS / folder, place / "assets" / folder)
    run(place, "export", "--form", "xliff", "--out", str(place / "out"))
    for path in (place / "out").iterdir():
        with_xml(path)
    return place


def taken(site: Path, *more: str, status: int = 0) -> None:
    """Takes back all that was exported."""
    run(site, "import", *map(str, sorted((site / "out").glob("*.xlf"))), *more, status=status)


def run(site: Path, do: str, *more: str, status: int = 0) -> None:
    folders = ("--content", str(site / "content"), "--assets", str(site / "assets"))
    assert main(["translate", do, "es", *more, *folders]) == status


def test_a_brand_that_is_not_sound_is_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(site / "assets" / "fonts")
    run(site, "status", status=1)
    assert "error:" in capsys.readouterr().err


def states(site: Path) -> set[tuple[str, str]]:
    """How far texts may be trusted, and by whose work."""
    lock = read_lock((site / LOCK).read_bytes(), LOCK)
    assert lock
    return {(one.state, one.by) for one in lock.entries.values()}


def qualified(path: Path, qualifier: str, *, approved: bool) -> None:
    """Marks all targets of a file as a tool does that asked a machine."""
    tree = ElementTree.parse(path)
    for unit in tree.iter(f"{XLIFF}trans-unit"):
        unit.attrib.pop("approved", None)
        if approved:
            unit.set("approved", "yes")
        for target in unit.iter(f"{XLIFF}target"):
            target.set("state-qualifier", qualifier)
    tree.write(path, "utf-8", xml_declaration=True)


# ------------------------------------------------------------------ who answers for it


def test_nobody_answers_for_work_that_is_nobodys(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken(site, status=1)
    told = capsys.readouterr().err
    assert "texts have a translator's work in them, and nobody is named for it" in told
    assert '--by "NAME"' in told
    assert "--state machine" in told
    assert not (site / TEXT).exists()


def test_what_a_machine_made_is_taken_as_a_machines(site: Path) -> None:
    taken(site, "--state", "machine")
    assert states(site) == {("machine", "")}


def test_work_is_recorded_as_whoever_takes_it_says(site: Path) -> None:
    taken(site, "--state", "reviewed", "--by", "A. Ruiz")
    assert states(site) == {("reviewed", "A. Ruiz")}
    taken(site, "--state", "reviewed")  # the same again: it stays hers
    assert states(site) == {("reviewed", "A. Ruiz")}


@pytest.mark.parametrize(("approved", "state"), [(False, "machine"), (True, "translated")])
def test_a_tool_that_asked_a_machine_says_so(site: Path, *, approved: bool, state: str) -> None:
    for path in (site / "out").iterdir():
        qualified(path, "mt-suggestion", approved=approved)
    taken(site, "--by", "A. Ruiz")
    assert {one for one, _ in states(site)} == {state}


def test_what_waits_for_somebody_to_look_is_nobodys_yet(site: Path) -> None:
    """Whatever is said of the rest."""
    pytest.importorskip("polib", reason="the package of the extra 'translate' is not here")
    run(site, "export", "sample", "glossary", "--out", str(site / "out"))
    files = [site / "out" / f"{name}.po" for name in ("glossary", "sample")]
    for path in files:
        with_polib(path, fuzzy=True)
    run(site, "import", *map(str, files), "--state", "translated", "--by", "A. Ruiz")
    assert {one for one, _ in states(site)} == {"machine"}


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (lambda text: f"{text} **bold", "these ** do not belong to a pair"),
        (lambda text: f"{text} <b>x</b>", "'<b>' is no mark"),
        (lambda text: f"{text} \u202e", "there is a control character in this text (U+202E)"),
        (lambda text: f"{text} 77", "the number 77 is not in the source"),
    ],
)
def test_what_waits_is_not_taken_with_broken_marks(
    broken: Callable[[str], str], told: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = site / "out/sample.xlf"
    tree = ElementTree.parse(path)
    units = {str(one.get("id")): one for one in tree.iter(f"{XLIFF}trans-unit")}
    (target,) = units["message"].iter(f"{XLIFF}target")
    target.set("state", "needs-review-translation")
    target.text = broken(str(target.text))
    tree.write(path, "utf-8")
    taken(site, "--by", "A. Ruiz", status=1)
    line = path.read_text("utf-8").partition('<trans-unit id="message"')[0].count("\n") + 1
    assert f"sample.xlf:{line}:1: error: 'message': {told}" in capsys.readouterr().err
    assert not (site / TEXT).exists()


# ------------------------------------------------------------------ comments

OLD = """\
# the head
id: x  # its name
# above the title
title: "a # b"   # behind it
text: >-
  folded # no comment
  # nor this

  more
sections:
  # the first
  - id: risks   # what can go wrong
    blocks:
      - lead: one
      # two
      - bullets:
          - a long text that goes on
            over two lines  # its end
          - [b, c] # flow
  - id: gone
    # of what is gone
    blocks: [x]
# the end
"""
NEW = """\
# the head
id: x
title: 'a # b'
text: folded
sections:
- id: new
  blocks:
  - lead: zero
- id: risks
  blocks:
  - lead: one
  - bullets:
    - a long text that goes on over two lines
    - - b
      - c
"""
KEPT = """\
# the head
# its name
id: x
# above the title
# behind it
title: 'a # b'
text: folded
# of what is gone
sections:
- id: new
  blocks:
  - lead: zero
# the first
# what can go wrong
- id: risks
  blocks:
  - lead: one
  # two
  - bullets:
    - a long text that goes on over two lines
    # its end
    # flow
    - - b
      - c
# the end
"""


def test_comments_stay_above_what_they_stood_at() -> None:
    assert kept(OLD, NEW) == KEPT
    head = "# the head\n# its name\n"  # the second is of the head now
    assert kept(KEPT, NEW.replace("# the head\n", head)) == KEPT
    assert kept("", NEW) == NEW


def test_a_translation_by_hand_keeps_its_comments(site: Path) -> None:
    sheet, path = site / "out/sample.xlf", site / TEXT
    taken(site, "--by", "A. Ruiz")
    text = path.read_text("utf-8")
    path.write_text(text.replace("sections:", "# ask Ana\nsections:  # all", 1), "utf-8")
    tree = ElementTree.parse(sheet)
    target = next(tree.iter(f"{XLIFF}target"))
    target.text = f"{target.text} ótro"
    tree.write(sheet, "utf-8", xml_declaration=True)
    taken(site, "--by", "B. Paz")
    now = path.read_text("utf-8")
    assert "ótro" in now
    assert "# ask Ana\n# all\nsections:\n" in now
    assert now.replace(" ótro", "").replace("# ask Ana\n# all\n", "") == text
