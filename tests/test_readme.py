"""README.md and the pages it leads to: their commands run, their numbers are right, their links
lead somewhere."""

import contextlib
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from handouts import __version__, cli
from handouts.content.blocks import Block
from handouts.content.editions import EDITIONS, MM, PAPERS
from handouts.outputs import editions
from tests.support.brochures import CONTENT, ON_LETTER, ROOT, Brochures
from tests.support.check_lists import told as described
from tests.support.commands import commands, fenced
from tests.test_printing import REACH

README = (ROOT / "README.md").read_text("utf-8")
PAGES = {
    name: (ROOT / name).read_text("utf-8")
    for name in (
        *("README.md", "ARCHITECTURE.md", "docs/authoring.md", "docs/forms.md", "docs/figures.md"),
        *("docs/api.md", "handouts/starting/site/README.md"),
    )
}
TOLD = sorted({command for page in PAGES.values() for command in commands(page)})
WHEEL = f"handouts-{__version__}-py3-none-any.whl"
# Why a command is not run here.
NOT_RUN = {
    ".ci/run": "it runs this suite",
    "python build.py": "test_set_up runs it with a bare Python",
    f"python -m pip install {WHEEL}": "it would change the environment; test_wheel uses the wheel",
    "python -m pip install handouts-VERSION-py3-none-any.whl": "the same, in a site of one's own",
    "python -m pip wheel --no-deps .": "test_wheel makes the wheel",
    "python -m handouts": "the name of the program alone",
    ".venv/bin/python -m handouts": "the name of the program alone",
    "handouts": "the name of the program alone",
    "handouts init": "the name of the command alone, whole above",
    "handouts desk": "it serves until it is closed: test_desk_start opens it",
    "handouts desk --shortcut": "it writes to the desktop: test_desk_start writes one elsewhere",
    ".venv/bin/python -m handouts build --network valley": "test_networks makes one",
    ".venv/bin/python -m handouts watch SLUG": "it serves until it is stopped: test_watching",
    'python -m pip install "handouts[desk]"': "it would change the environment",
    "handouts fill": "docs/forms.md has it whole, and that is run",
    "handouts update --take FILE": "it needs a text that both changed: test_starting",
    "handouts update --keep FILE": "it needs a text that both changed: test_starting",
    "python -m tests.campaign --seed 1 --count 10000": "it takes an hour, outside the suite",
    "python -m tests.campaign --only svg:1-743": "the same",
    "python -m tests.campaign --storms 200": "the same",
    "python -m tests.support.uax9": "test_scripts holds some of its cases",
    ".venv/bin/python -m tests.mutation inks gate": "it takes hours, outside the suite",
    ".venv/bin/python -m tests.mutation --seed 2 --each 30": "it takes hours, outside the suite",
    "sha256sum -c": "test_results checks the sums",
}
# What stands in a command for something of one's own.
MEANT = {
    "SLUG": "back-health",
    "LANG": "en",
    "NAME": "back-health",
    "FOLDER/clinic.yaml": "north/clinic.yaml",
    "OLD": ".",
    "NEW": "other",
    "walking-again": "walking-again",
}
EDITION = "--edition NAME"
FAILS = {"--release": 1}  # the handouts are drafts
TARGETS = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of a few handouts with what the commands mention: the facts of another clinic, a
    second folder to compare with, a set, details of a patient."""
    folder = tmp_path_factory.mktemp("readme") / "site"
    some = ("discectomy", "spinal-fusion", "back-health")
    assert (
        cli.main(["init", str(folder), *(word for one in some for word in ("--handout", one))]) == 0
    )
    clinic = folder / "content/clinic.yaml"
    clinic.write_text(clinic.read_text("utf-8").replace('fever: ""', 'fever: "101 F"'), "utf-8")
    (folder / "north").mkdir()
    shutil.copy(clinic, folder / "north/clinic.yaml")
    (folder / "told.yaml").write_text("talk: {level: L4-L5}\n", "utf-8")
    sets = folder / "content/sets.yaml"
    welcome = "welcome: {title: Welcome, subtitle: To read, items: [back-health]}\n"
    sets.write_text(sets.read_text("utf-8") + welcome, "utf-8")
    shutil.copytree(folder / "content", folder / "other/content")
    shutil.copytree(folder / "assets", folder / "other/assets")
    warm(folder)
    return folder


def warm(folder: Path) -> None:
    """What most commands make is made once, and found by them in the cache that they have in
    common."""
    with contextlib.chdir(folder):
        editions = ("standard", "sheet", "large-print", "web")
        told = (word for one in editions for word in ("--edition", one))
        assert cli.main(["build", *told]) == 0
        assert cli.main(["check"]) == 0
    shutil.rmtree(folder / "dist")


def words_of(command: str) -> list[str]:
    """A command as the program takes it: what stands for something of one's own is filled in."""
    words = shlex.split(command.replace(EDITION, "--edition sheet"))
    for start in ([".venv/bin/python"], ["python"], ["-m", "handouts"], ["handouts"]):
        if words[: len(start)] == start:
            words = words[len(start) :]
    if words[0] == "build.py":
        words[0] = "build"
    return [MEANT.get(word, word) for word in words]


# ------------------------------------------------------------------ commands


def test_commands_are_found_in_blocks_and_in_text() -> None:
    blocks = "```\nmake y   # a remark\n```\n\n   ```yaml\n   make z\n   ```\n"
    page = f"Run `make x`:\n\n{blocks}not `content/`"
    assert set(commands(page)) == {"make x", "make y"}
    assert [kind for kind, _ in fenced(page)] == ["", "yaml"]
    assert len(TOLD) > 40


# what only differs in how the program is called is run once
RUN = {tuple(words_of(one)): one for one in TOLD if one not in NOT_RUN}


@pytest.mark.parametrize("command", RUN.values())
def test_a_command_that_is_told_works(
    command: str, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if command.startswith("make"):
        target = command.removeprefix("make").strip() or "all"
        assert target in TARGETS
        subprocess.run(["make", "-n", target], cwd=ROOT, check=True, capture_output=True)
        return
    own = tmp_path / "site"
    shutil.copytree(site, own)
    monkeypatch.chdir(own)
    words = words_of(command)
    if "walking-again" in words and words[0] == "build":
        assert cli.main(["new", "walking-again"]) == 0
    expected = next((status for word, status in FAILS.items() if word in words), 0)
    assert cli.main(words) == expected


def test_every_reason_is_for_a_command_that_is_told() -> None:
    assert NOT_RUN.keys() - set(TOLD) == set()
    assert all(NOT_RUN.values())


# ------------------------------------------------------------------ numbers


def needed() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["requires-python"]).removeprefix(">=")


def pages(made: Brochures) -> str:
    counts = [made(job).count for job in ON_LETTER]
    return f"{min(counts)} to {max(counts)}"


# What the README says -> what it is.
HELD: dict[str, Callable[[Brochures], object]] = {
    r"All (\d+) rules": lambda _: len(described()),
    r"Python (3\.\d+) or newer": lambda _: needed(),
    r"(\d+ to \d+) pages, to take home": pages,
    r"at (\d+) points in one column": lambda _: f"{EDITIONS['large-print'].smallest:g}",
    r"edge of the paper than (\d+) mm": lambda _: f"{REACH['standard']:g}",
    r"in leaflets and cards (\d+) mm": lambda _: f"{REACH['trifold']:g}",
    r"bleed is (\d+) mm on A4": lambda _: f"{PAPERS['a4'].bleed / MM:g}",
    r"and 1/(\d+) inch on Letter": lambda _: f"{72 / PAPERS['letter'].bleed:g}",
}
# Names of standards, papers and programs, scales of formulas, statuses that test_cli holds.
NAMES = (
    r"PDF/UA-[12]|PDF/A-(2a|4f)|PDF/X-4|PDF 2\.0|Apache 2\.0|Source Sans 3|\bA[34]\b|sha256|1/8"
    r"|\(988, Poison Help\b|from 0 \(hard\) to 100 \(easy\)|ends with 1 until"
    r"|Exit status: 0 fine, 1 problems, 2 wrong usage, 130 stopped by Ctrl-C"
)


@pytest.mark.parametrize("pattern", HELD)
def test_a_number_of_the_readme_is_right(pattern: str, brochures: Brochures) -> None:
    (found,) = re.findall(pattern, README)
    assert found == str(HELD[pattern](brochures))


def test_no_other_number_stands_in_the_readme() -> None:
    """A new number is one more thing that can become wrong: hold it above."""
    text = re.sub(
        r"```.*?```|<!-- grades.*?end of grades -->|`[^`]*`|\]\([^)]*\)", "", README, flags=re.S
    )
    text = re.sub(r"^ *\d+\. ", "", text, flags=re.MULTILINE)
    for pattern in (*HELD, NAMES):
        text = re.sub(pattern, "", text)
    assert re.findall(r".{0,30}\d.{0,30}", text) == []


def test_the_readme_counts_the_handouts_and_names_all_blocks_and_editions() -> None:
    slugs = [path.name for path in (CONTENT / "handouts").iterdir()]
    assert "Eight printable brochures" in README
    assert len(slugs) == len(ON_LETTER) == 8
    listed = re.search(r"A text is a paragraph\. Other blocks: ([^.]+)\.", README)
    assert listed
    assert {*re.split(r",\s+", listed[1]), "paragraph"} == Block.kinds.keys()
    rows = re.findall(r"^\| [^|]*\| `([\w-]+)` \|", README, re.MULTILINE)
    assert {*rows, "text"} == {*editions()}


# ------------------------------------------------------------------ links and examples


@pytest.mark.parametrize("name", PAGES)
def test_a_page_leads_only_to_what_is_there(name: str) -> None:
    targets = re.findall(r"\]\(([^)\s#]+)(?:#[^)]*)?\)", PAGES[name])
    found = [one for one in targets if not one.startswith(("http", "mailto", "tel"))]
    assert [one for one in found if not ((ROOT / name).parent / one).exists()] == []


def test_yaml_in_the_readme_can_be_read() -> None:
    told = [text for kind, text in fenced(README) if kind == "yaml"]
    assert told
    for text in told:
        assert yaml.safe_load(text)
