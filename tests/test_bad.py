"""What an author gets wrong is told at its place, in the author's words, and nothing else is told.

A file of ``tests/bad`` begins with ``# at: PATH`` and takes that place in a copy of ``tests/site``.
Each problem that must be reported is a comment on the very line, with the column: ``# error 14:
message | hint``. Where no comment can stand, it is at the end of the file, with the line: ``# error
7:14: message | hint``. SVG has ``<!-- error ... -->``. What is only noticed when something else
than the brochure is made says so: ``# build: --edition sheet``.
"""

import errno
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from handouts import api
from handouts.cli import main
from handouts.content import locale
from tests.support.tongues import locales_of
from tests.support.transcript import transcript

ROOT = Path(__file__).parents[1]
SITE = ROOT / "tests" / "site"
CASES = sorted((ROOT / "tests" / "bad").iterdir())
AT = re.compile(r"(?:#|<!--) at: (\S+)")
ERROR = re.compile(
    r"(?:#|<!--) error (?:(\d+):)?(\d+): (.*?)(?: \| (.*?))?(?=\s*(?:# error|-->|$))"
)
BUILD = re.compile(r"^# build: (.+)$", re.MULTILINE)
SAMPLE = "content/handouts/sample/en.yaml"
SETS = "content/sets.yaml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the good project, with the repository's fonts and icons, as the working
    directory."""
    shutil.copytree(SITE, tmp_path, dirs_exist_ok=True)
    for folder in ("fonts", "icons"):
        shutil.copytree(ROOT / "assets" / folder, tmp_path / "assets" / folder)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def told(project: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """Builds the project and gives the problems it reports; the exit status is 1 when there is an
    error."""

    def build(*arguments: str) -> list[str]:
        status = main(["build", "--no-cache", *arguments])
        problems = re.sub(r"\n  hint: ", " | ", capsys.readouterr().err).splitlines()
        assert status == (1 if any(": error: " in problem for problem in problems) else 0)
        return problems

    return build


def target(case: Path) -> str:
    """Where a case goes."""
    found = AT.match(case.read_text("utf-8"))
    assert found, f"{case.name} does not begin with '# at: PATH'"
    return found[1]


def expected(case: Path) -> Iterator[str]:
    """The problems that a case names itself."""
    for number, text in enumerate(case.read_text("utf-8").splitlines(), 1):
        for line, column, message, hint in ERROR.findall(text):
            yield f"{target(case)}:{line or number}:{column}: error: {message}" + (
                f" | {hint}" if hint else ""
            )


def test_the_good_project_has_no_problems(told: Callable[..., list[str]], project: Path) -> None:
    assert told() == []
    assert (project / "dist/en/sample-standard-letter.pdf").is_file()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bad_file(case: Path, told: Callable[..., list[str]], project: Path) -> None:
    place = project / target(case)
    place.parent.mkdir(exist_ok=True)
    shutil.copy(case, place)
    options = BUILD.search(case.read_text("utf-8"))
    assert sorted(told(*options[1].split() if options else ())) == sorted(expected(case))
    assert not list((project / "dist").rglob("*.pdf"))


def test_problems_of_all_files_are_told_at_once(
    told: Callable[..., list[str]], project: Path
) -> None:
    names = (
        "several-mistakes.yaml",
        "unequal-rows.yaml",
        "long-definition.yaml",
        "bad-source.yaml",
        "svg-text.svg",
        "clinic-unknown-facts.yaml",
    )
    cases = [ROOT / "tests" / "bad" / name for name in (*names, "colour-without-contrast.yaml")]
    problems = [problem for case in cases[:-1] for problem in expected(case)]
    for case in cases[:-1]:
        shutil.copy(case, project / target(case))
    assert sorted(told()) == sorted(problems)
    shutil.copy(cases[-1], project / target(cases[-1]))  # without a brand no picture can be judged
    problems = [
        problem
        for case in cases
        for problem in expected(case)
        if "icon" not in problem and "svg" not in problem
    ]
    assert sorted(told()) == sorted(problems)


# Values that only look as if something were wrong with them.
SOUND = {
    "name": "O'Brien & Sons' Clinic",
    "phone": "(555) 010-0100 8 am to 5 pm",
    "address": 'The "Old Mill", 12-14 Main Street, Suite #3',
    "hospital": "St. Mary's: North Wing (2nd floor)",
    "fever": '101 F, "or higher", on two readings 1 hour apart',
    "network": "None of our plans is out of network, to be sure.",
}


def test_quotes_and_apostrophes_inside_a_fact_are_printed(
    told: Callable[..., list[str]], project: Path
) -> None:
    clinic = "".join(f"{name}: {json.dumps(value)}\n" for name, value in SOUND.items())
    (project / "content/clinic.yaml").write_text(clinic, "utf-8")
    assert told() == []
    heard = " ".join(transcript(project / "dist/en/sample-standard-letter.pdf").words)
    shown = {
        **SOUND,
        "phone": "(555) 010-0100, 8 am to 5 pm",
        "fever": (
            '101 \N{DEGREE SIGN}F (38.3 \N{DEGREE SIGN}C) "or higher", on two readings 1 hour apart'
        ),
    }
    assert [value for value in shown.values() if value not in heard] == []


# ------------------------------------------------------------------ what no file with comments can
# hold


def png(width: int, height: int) -> bytes:
    """A picture of this size, as far as it says so itself."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", b""))
    packed = (
        struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d)) for t, d in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


PHOTO = "assets/figures/photo.png"
COMMON = "content/common/en.yaml"
REGULAR = "assets/fonts/AtkinsonHyperlegibleNext_400Regular.ttf"
NO_FILE = "there is no such file | check the folder and the spelling"
CONTROL = "there is a control character here (U+{}) | delete it and type it anew"
ENCODING = (
    "the file is not written in UTF-8 | save the file again as UTF-8 (in most editors: "
    "Save As, Encoding)"
)
SMALLER = "save it smaller: 300 dots per inch is enough"
BROKEN = "this picture is broken | export it again as PNG or JPEG"
SVG_AGAIN = (
    "export it again: in Inkscape, save it as Plain SVG after Path > Object to Path; "
    "in Illustrator, as SVG with Presentation Attributes"
)
OUTSIDE = "this file leads outside its folder | copy the file itself here"
BYTES = {
    "empty": (SAMPLE, b"", "1:1: error: the file is empty | copy an existing file as a start"),
    "only comments": (
        SAMPLE,
        b"# later\n",
        "1:1: error: the file is empty | copy an existing file as a start",
    ),
    "latin-1": (
        SAMPLE,
        "id: sample\ntitle: 'Caf\u00e9'\n".encode("latin-1"),
        f"2:12: error: {ENCODING}",
    ),
    "latin-1 after utf-8": (
        SAMPLE,
        "title: \u00e9\u00e9 ".encode() + b"\xe9",
        f"1:11: error: {ENCODING}",
    ),
    "utf-16": (SAMPLE, "id: sample\n".encode("utf-16"), f"1:1: error: {ENCODING}"),
    "control": (SAMPLE, b"id: sample\ntitle: a\x07\n", f"2:9: error: {CONTROL.format('0007')}"),
    "merge": (
        SAMPLE,
        b"id: sample\n<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> other\n",
        "2:1: error: two versions stand from here on: a merge was not finished | keep one of them, "
        "and take out the lines of <<<<<<<, ======= and >>>>>>>",
    ),
    "zero": (SAMPLE, b"id: \x00", f"1:5: error: {CONTROL.format('0000')}"),
    "line separator": (SAMPLE, "id: a\u2028b".encode(), f"1:6: error: {CONTROL.format('2028')}"),
    "large": (
        SAMPLE,
        b"#" * 1_000_001,
        "1:1: error: the file is larger than 1 MB | split it, or remove what is not text",
    ),
    "broken png": (PHOTO, b"not a picture", f"1:1: error: {BROKEN}"),
    "cut png": (PHOTO, png(60, 40), f"1:1: error: {BROKEN}"),
    "other format": (
        PHOTO,
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        "1:1: error: by its name this is PNG or JPEG, inside it is GIF | "
        "export it again as PNG or JPEG",
    ),
    "large png": (
        PHOTO,
        png(9000, 9000),
        f"1:1: error: the picture has 9000 x 9000 pixels, too many to print | {SMALLER}",
    ),
    "png bomb": (
        PHOTO,
        png(60_000, 60_000),
        f"1:1: error: the picture has too many pixels to print | {SMALLER}",
    ),
    "empty svg": (
        "assets/figures/disc.svg",
        b"",
        f"1:1: error: this is not well-formed SVG: no element found | {SVG_AGAIN}",
    ),
    "strange svg": (
        "assets/figures/disc.svg",
        b'<?xml version="1.0" encoding="utf-7"?><svg/>',
        f"1:1: error: the figure is not written in UTF-8 | {SVG_AGAIN}",
    ),
    "broken icon": (
        "assets/icons/phone.svg",
        b"<svg/>",
        '1:1: error: the figure has no usable viewBox | write viewBox="0 0 WIDTH HEIGHT" in points',
    ),
}
MISSING = {
    SAMPLE: NO_FILE,
    COMMON: NO_FILE,
    "content/glossary/en.yaml": NO_FILE,
    "content/sources.yaml": NO_FILE,
    "content/facts.yaml": NO_FILE,
    "content/subject.yaml": NO_FILE,
    "content/clinic.yaml": NO_FILE,
    "assets/brand/brand.yaml": NO_FILE,
}


@pytest.mark.parametrize("name", BYTES)
def test_bad_bytes(name: str, told: Callable[..., list[str]], project: Path) -> None:
    path, data, problem = BYTES[name]
    (project / path).write_bytes(data)
    assert told() == [f"{path}:{problem}"]


@pytest.mark.parametrize(
    ("kind", "edge"),
    [("figure: {{{}}}", 285), ("pictures: [{{{}}}, {{name: ring, alt: A ring.}}]", 246)],
)
def test_raster_picture_below_300_dots_per_inch(
    kind: str, edge: int, told: Callable[..., list[str]], project: Path
) -> None:
    """Judged at the size it is printed at: it fills its column, as far as its height allows."""
    Image.new("L", (600, 400)).save(project / PHOTO)
    fragments = (project / COMMON).read_text("utf-8").partition("  spare:")[0]
    block = kind.format("name: photo, alt: A grey square.")
    (project / COMMON).write_text(f"{fragments}  spare:\n    - {block}\n", "utf-8")
    sample = (project / SAMPLE).read_text("utf-8")
    (project / SAMPLE).write_text(sample.replace("name: photo", "name: disc"), "utf-8")
    (problem,) = told()
    found = re.fullmatch(
        rf"{COMMON}:6:\d+: error: the picture 'photo' is 600 pixels wide; (.*) \| (.*)", problem
    )
    assert found, problem
    assert found[2] == "use a larger picture: 300 dots for each inch on paper"
    needed = re.fullmatch(r"printed here it needs (\d+)", found[1])
    assert needed
    assert int(needed[1]) == pytest.approx(edge / 72 * 300, abs=5)
    Image.new("L", (int(needed[1]), int(needed[1]) * 2 // 3)).save(project / PHOTO)
    assert told() == []


def test_a_panel_higher_than_a_page_goes_on_on_the_next(
    told: Callable[..., list[str]], project: Path
) -> None:
    """As long as what stands in it can be parted; else see ``tests/bad/panel-too-high.yaml``."""
    fragments = (project / COMMON).read_text("utf-8").partition("  spare:")[0]
    lines = "\n".join(f"        - {'Many words of a long line. ' * 20}" for _ in range(20))
    (project / COMMON).write_text(
        f"{fragments}  spare:\n    - callout:\n        role: note\n        blocks:\n{lines}\n",
        "utf-8",
    )
    assert told() == []


@pytest.mark.parametrize("path", MISSING)
def test_missing_file(path: str, told: Callable[..., list[str]], project: Path) -> None:
    (project / path).unlink()
    assert told() == [f"{path}:1:1: error: {MISSING[path]}"]
    assert f"{path}:1:1: error: {MISSING[path]}" in told("--release")


def test_missing_icon_of_the_program(told: Callable[..., list[str]], project: Path) -> None:
    (project / "assets/icons/emergency.svg").unlink()
    assert told() == [
        (
            "assets/icons:1:1: error: the icon 'emergency' is missing | panels need it: draw one, "
            "or copy it back"
        )
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"not a font", "is no TrueType font | copy the font file anew"),
        (
            (ROOT / REGULAR).read_bytes()[:20_000],
            "is a broken font: its table 'GPOS' is cut short | copy the font file anew",
        ),
    ],
)
def test_broken_font(
    data: bytes, message: str, told: Callable[..., list[str]], project: Path
) -> None:
    (project / REGULAR).write_bytes(data)
    assert told() == [f"assets/brand/brand.yaml:13:12: error: '{REGULAR[7:]}' {message}"]


def test_a_missing_character_in_the_words_of_the_program(
    told: Callable[..., list[str]], tmp_path: Path
) -> None:
    folder = tmp_path / "locales"
    shutil.copytree(locale.FOLDER, folder)
    words = (folder / "en.yaml").read_text("utf-8")
    line = next(
        number for number, text in enumerate(words.splitlines(), 1) if text.startswith("  page-of:")
    )
    (folder / "en.yaml").write_text(words.replace("  page-of: ", "  page-of: \u2192 "), "utf-8")
    with locales_of(folder):
        (problem,) = told()
    assert problem.startswith(f"handouts/locales/en.yaml:{line}:")
    assert "the font has no character '\u2192'" in problem


def test_thousands_of_missing_characters_are_one_problem(
    told: Callable[..., list[str]], project: Path
) -> None:
    fragments = (project / COMMON).read_text("utf-8").partition("  spare:")[0]
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 5000)))
    (project / COMMON).write_text(f"{fragments}  spare: [{text}]\n", "utf-8")
    (problem,) = told()
    assert "the fonts lack 5000 characters of this text" in problem


@pytest.mark.parametrize(
    ("goal", "message"), [("/etc/hostname", OUTSIDE), ("nowhere", "this is no file")]
)
def test_figure_that_leads_elsewhere(
    goal: str, message: str, told: Callable[..., list[str]], project: Path
) -> None:
    (project / PHOTO).unlink()
    (project / PHOTO).symlink_to(goal)
    (problem,) = told()
    assert problem.startswith(f"{PHOTO}:1:1: error: {message}")


@pytest.mark.parametrize("closed", ["assets/icons", "assets/fonts", "assets/figures/kit"])
def test_folder_of_the_look_that_cannot_be_read(
    closed: str, told: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies in it is not told as missing. (An administrator may look into all, so the system
    is asked by somebody else here.)"""
    ask = os.scandir

    def denied(path: str = ".") -> object:
        if str(path).endswith(closed):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return ask(path)

    monkeypatch.setattr(os, "scandir", denied)
    assert told() == [
        f"{closed}:1:1: error: this folder cannot be read: permission denied | let its files be "
        "read, then try again"
    ]


@pytest.mark.parametrize("path", [SAMPLE, "content/clinic.yaml"])
def test_folder_in_place_of_a_file(
    path: str, told: Callable[..., list[str]], project: Path
) -> None:
    (project / path).unlink()
    (project / path).mkdir()
    assert told() == [f"{path}:1:1: error: this is a folder | put a text file here"]


# ------------------------------------------------------------------ the command


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (
            ["smaple"],
            "content/handouts:1:1: error: there is no handout 'smaple' | did you mean 'sample'?",
        ),
        (
            ["--lang", "es"],
            "content/handouts:1:1: error: there is no handout in the language 'es' | known: en; "
            "to begin it: 'python -m handouts translate export es'",
        ),
        (
            ["--content", "elsewhere"],
            "elsewhere/handouts:1:1: error: there are no handouts here"
            " | point --content to the folder that holds 'handouts/'",
        ),
    ],
)
def test_bad_command(arguments: list[str], problem: str, told: Callable[..., list[str]]) -> None:
    assert told(*arguments) == [problem]


# ------------------------------------------------------------------ editions and sets

FITS = "front: [what, words-and-lists/bullets], back: [counted/people]"


def write_sheet(project: Path, lines: int) -> int:
    """A sheet with so many short paragraphs on its back; the line of its heading."""
    text = (project / SAMPLE).read_text("utf-8").replace("name: photo", "name: disc")
    more = "".join(f"      - Line {number}.\n" for number in range(lines))
    section = f"  - id: long\n    heading: A long one\n    blocks:\n{more}"
    text = text.replace("questions: [What would", f"{section}questions: [What would")
    (project / SAMPLE).write_text(
        f"{text}sheet: {{front: [counted/people], back: [long]}}\n", "utf-8"
    )
    return text[: text.index("  - id: long")].count("\n") + 1


def test_a_sheet_that_is_too_long_says_where_and_by_how_many_lines(
    told: Callable[..., list[str]], project: Path
) -> None:
    """One short paragraph too many is a line or two (it has a gap above it), and each further one a
    line more."""
    line = write_sheet(project, 1)
    assert told("--edition", "sheet") == []
    fitting, over = 1, 100
    while over - fitting > 1:
        middle = (fitting + over) // 2
        (project / SAMPLE).unlink()
        shutil.copy(SITE / SAMPLE, project / SAMPLE)
        write_sheet(project, middle)
        fitting, over = (middle, over) if told("--edition", "sheet") == [] else (fitting, middle)
    counts = []
    for more in (over, over + 1, over + 10):
        shutil.copy(SITE / SAMPLE, project / SAMPLE)
        write_sheet(project, more)
        (problem,) = told("--edition", "sheet")
        found = re.fullmatch(
            rf"{SAMPLE}:{line}:5: error: page 2 of the sheet of 'sample' on letter is (1 line|\d+ "
            r"lines) too long"
            r" \| leave something out of 'sheet', or say it shorter",
            problem,
        )
        assert found, problem
        counts.append(int(found[1].split()[0]))
    assert counts[0] in (1, 2)
    assert counts[0] < counts[1] <= counts[0] + 2
    assert counts[2] >= counts[0] + 10


def test_a_pick_of_a_kind_that_its_section_has_not(
    told: Callable[..., list[str]], project: Path
) -> None:
    """Else the sheet had a heading and nothing below it."""
    text = (project / SAMPLE).read_text("utf-8").replace("name: photo", "name: disc")
    (project / SAMPLE).write_text(
        f"{text}sheet:\n  front: [what/figure, what/table]\n  back: []\n", "utf-8"
    )
    (problem,) = told("--edition", "sheet")
    line = text.count("\n") + 2
    assert problem.startswith(f"{SAMPLE}:{line}:24: error: "), problem
    assert "'table'" in problem


def test_an_edition_that_a_handout_is_not_written_for(
    told: Callable[..., list[str]], project: Path
) -> None:
    hint = "write what it is to say under '{view}:', or leave this edition out"
    for edition, view in (
        ("sheet", "sheet"),
        ("trifold", "leaflet"),
        ("card", "card"),
        ("poster", "poster"),
    ):
        message = f"{SAMPLE}:2:1: error: this handout has no '{view}' | {hint.format(view=view)}"
        assert told("sample", "--edition", edition) == [message]
    (project / SETS).write_text(
        "packet: {title: A, subtitle: B, items: [sample, sample/sheet]}\n", "utf-8"
    )
    assert told("--set", "packet") == [
        f"{SAMPLE}:2:1: error: this handout has no 'sheet' | {hint.format(view='sheet')}"
    ]


def test_an_edition_that_no_handout_is_written_for(
    told: Callable[..., list[str]], project: Path
) -> None:
    """Also when it is the only one that was asked for."""
    hint = "write what it is to say under 'leaflet:' in a handout"
    wanted = [
        f"content/handouts:1:1: error: no handout has anything for the edition 'trifold' | {hint}"
    ]
    assert told("--edition", "standard", "--edition", "trifold") == wanted
    assert told("--edition", "trifold") == wanted


def test_all_editions_are_all_that_a_handout_is_written_for(
    told: Callable[..., list[str]], project: Path
) -> None:
    text = (project / SAMPLE).read_text("utf-8").replace("name: photo", "name: disc")
    (project / SAMPLE).write_text(f"{text}sheet: {{{FITS}}}\n", "utf-8")
    assert told("sample", "--edition", "all") == []
    made = {
        path.name.removeprefix("sample-").removesuffix("-letter.pdf")
        for path in (project / "dist").rglob("*.pdf")
    }
    assert made == {
        "standard",
        "sheet",
        "large-print",
        "ink-saver",
        "booklet",
        "booklet-pages",
        "proof",
        "press",
    }


def test_missing_and_empty_sets(told: Callable[..., list[str]], project: Path) -> None:
    hint = "name handouts that are given out together in it, as docs/authoring.md shows"
    assert told("--set", "packet") == [f"{SETS}:1:1: error: there is no such file | {hint}"]
    (project / SETS).write_bytes(b"")
    assert told("--set", "packet") == [
        f"{SETS}:1:1: error: the file is empty | copy an existing file as a start"
    ]
    assert told() == []  # nobody asked for a set


def test_a_set_tells_the_problems_of_its_handouts_once(
    told: Callable[..., list[str]], project: Path
) -> None:
    (project / SETS).write_text(
        "packet: {title: A, subtitle: B, items: [sample, sample/sheet]}\n", "utf-8"
    )
    case = ROOT / "tests/bad/several-mistakes.yaml"
    shutil.copy(case, project / SAMPLE)
    assert sorted(told("--set", "packet")) == sorted(expected(case))


@pytest.mark.parametrize(
    ("edition", "spaces"),
    [("ink-saver", {"/DeviceGray"}), ("press", {"/DeviceGray", "/DeviceCMYK"})],
)
def test_photographs_are_in_the_inks_of_their_edition(
    edition: str, spaces: set[str], told: Callable[..., list[str]], project: Path
) -> None:
    """Here, because no handout of ``content/`` has one."""
    Image.new("RGB", (2400, 1600), (200, 30, 60)).save(project / PHOTO)
    assert told("--edition", edition) == []
    with pikepdf.open(project / f"dist/en/sample-{edition}-letter.pdf") as pdf:
        found = {
            str(one.ColorSpace)
            for one in pdf.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        }
    assert found
    assert found <= spaces


@pytest.mark.parametrize("value", ["6.5", "-1", "wide", "nan", "inf", ""])
def test_binding_out_of_range(
    value: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["build", "--no-cache", f"--binding={value}"])
    assert left.value.code == 2
    wrong = f"'{value}' is not from 0 to 6 millimetres" if value else "nothing is named"
    assert f"argument --binding: {wrong}" in capsys.readouterr().err
    assert not (project / "dist").exists()


@pytest.mark.parametrize("value", ["0", "3.5", "6"])
def test_binding_in_range(value: str, told: Callable[..., list[str]]) -> None:
    assert told("--binding", value) == []


@pytest.mark.parametrize(
    ("out", "why"),
    [
        ("content", "would lie among"),
        ("assets/brand/new", "would lie among"),
        (str(ROOT / "handouts" / "x"), "would lie among"),
        ("linked", "would lie among"),
        (".", "lies in this folder"),
        (".git/x", "in a hidden folder"),
        ("theirs", "of somebody else"),
        ("web", "of somebody else"),
        ("damaged", ""),
        ("stopped", ""),
    ],
)
def test_results_never_lie_among_sources_or_files_of_others(
    out: str, why: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A build that was stopped early has left a language alone; a damaged list is written anew."""
    (project / "linked").symlink_to("content")
    held = {"theirs/a.txt": "a", "web/manifest.json": '{"name": "a page"}'}
    held |= {"damaged/manifest.json": "{", "stopped/en/sample.pdf": "a"}
    for name, text in held.items():
        (project / name).parent.mkdir(parents=True)
        (project / name).write_text(text, "utf-8")
    before = sorted(project.rglob("*"))
    asked = ["build", "--out", out, "no-such-handout"]
    assert main(asked) == (2 if why else 1)
    assert why in capsys.readouterr().err
    assert sorted(project.rglob("*")) == before or not why


def test_a_copy_never_takes_the_place_of_what_it_is_made_of(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "told.yaml").write_text("talk.side: Left\n", "utf-8")
    filled = ["fill", "sample", "--details", "told.yaml", "--out"]
    for out in ("told.yaml", "content/clinic.yaml", "./content/../assets/brand/logo.svg"):
        assert main([*filled, out]) == 2
        assert "would lie among" in capsys.readouterr().err


def test_a_copy_never_lies_among_what_everybody_is_given(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It took the place of the handout, in the catalogue and on the web, for whoever came next."""
    told = ["fill", "sample", "--out"]
    for name in ("dist/manifest.json", "dist/SHA256SUMS", "grove/.network"):
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text("{}", "utf-8")
    (project / "list.csv").write_text("talk.patient\nSecret\n", "utf-8")
    asked = [[*told, "dist/en/sample-standard-letter.pdf"], [*told, "grove/ash/a.pdf"]]
    asked += [["fill", "sample", "--list", "list.csv", "--out", "dist"]]
    for one in asked:
        assert main(one) == 2
        assert "among the files that everybody is given" in capsys.readouterr().err
    (project / "dist/SHA256SUMS").unlink()  # the list of some other program
    assert main([*told, "dist/copy.pdf"]) == 0


def test_folder_that_cannot_be_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "dist").write_bytes(b"")
    assert main(["build", "--no-cache"]) == 2
    assert capsys.readouterr().err.startswith("dist:1:1: error: Not a directory")


@pytest.mark.parametrize(("form", "at"), [("text", 0), ("json", 1), ("github", 1)])
def test_what_the_system_refuses_is_told_in_the_form_that_was_asked_for(
    form: str,
    at: int,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "dist/en/sample.pdf")

    monkeypatch.setattr(api, "build", lambda *_, **__: full())
    assert main(["build", "--no-cache", "--format", form]) == 2
    shown = capsys.readouterr()
    told = (shown.err, shown.out)[at]
    assert (shown.out, shown.err)[at] == ""
    if form == "json":
        (problem,) = json.loads(told)["problems"]
        assert (problem["file"], problem["message"]) == (
            "dist/en/sample.pdf",
            os.strerror(errno.ENOSPC),
        )
    else:
        assert "dist/en/sample.pdf" in told
        assert "make room on the disk" in told


SLIPS = [
    ('phone:"555-010-0100"', "1: error: there is no space after the colon | write 'phone: ...'"),
    ("phone:555-010-0100", "1: error: there is no space after the colon | write 'phone: ...'"),
    ('phone = "555-010-0100"', "1: error: there is '=' where a colon belongs | write 'phone: ...'"),
    (
        'phone "555-010-0100"',
        (
            "1: error: there is no colon after the field's name | write 'phone: ...', or join it "
            "with the line above"
        ),
    ),
    (
        'phone: "555-010-0100',
        "8: error: this text begins with a quote that is not closed | close it",
    ),
    (
        "phone: '555-010-0100",
        "8: error: this text begins with a quote that is not closed | close it",
    ),
    (
        "phone: [555",
        (
            "8: error: what begins with [ here is not closed | close it, or put a text that "
            'begins with [ in "quotes"'
        ),
    ),
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "mac"])
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(("line", "problem"), SLIPS)
def test_a_slip_is_told_where_it_stands(
    line: str, problem: str, first: bool, end: str, told: Callable[..., list[str]], project: Path
) -> None:
    """Not where the parser notices it, some lines below."""
    above = "" if first else '# The clinic.\nname: "A clinic"\n\n'
    below = '\n\n# Where it is.\naddress: "1 Main Street"\n\nhospital: ""\n'
    text = f"{above}{line}{below}"
    (project / "content/clinic.yaml").write_bytes(text.replace("\n", end).encode())
    number = 1 if first else 4
    assert told() == [f"content/clinic.yaml:{number}:{problem}"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('- name "a"\n    role: b', "2:5"),
        ("- role = a\n    name: b", "2:5"),
        ("- A text about\n    this: it is.", "3:9"),
    ],
)
def test_a_slip_in_a_list(
    text: str, place: str, told: Callable[..., list[str]], project: Path
) -> None:
    """A text that goes on below is told from a field without its colon."""
    (project / "content/clinic.yaml").write_text(f"team:\n  {text}\n", "utf-8")
    (problem,) = told()
    assert problem.startswith(f"content/clinic.yaml:{place}: error: ")


def test_line_ends_of_old_macs_are_read(told: Callable[..., list[str]], project: Path) -> None:
    for path in (SAMPLE, "content/clinic.yaml", COMMON):
        data = (project / path).read_bytes()
        assert b"\r" not in data
        (project / path).write_bytes(data.replace(b"\n", b"\r"))
    assert told() == []


def test_many_control_characters_are_told_once(
    told: Callable[..., list[str]], project: Path
) -> None:
    text = (project / "content/clinic.yaml").read_text("utf-8")
    (project / "content/clinic.yaml").write_bytes(text.encode("utf-16-le"))
    (problem,) = told()
    message = f"there are {len(text)} control characters from here on, the first is U+0000"
    assert problem == f"content/clinic.yaml:1:2: error: {message} | {ENCODING.partition(' | ')[2]}"


def test_file_of_an_unknown_language(told: Callable[..., list[str]], project: Path) -> None:
    notes = project / "content/handouts/sample/notes.yaml"
    notes.write_text("Ask the surgeon.\n", "utf-8")
    message = "the program has no words for the language 'notes'"
    message += " | take it away, or name it by its language: " + ", ".join(locale.languages())
    copy = "content/handouts/sample - Copy"
    shutil.copytree(
        project / "content/handouts/sample", project / copy, ignore=lambda *_: ["notes.yaml"]
    )
    assert told() == [
        f"{copy}/en.yaml:2:5: error: the id 'sample' is not the folder's name 'sample - Copy' | "
        "name the folder after the id, or take it away",
        f"content/handouts/sample/notes.yaml:1:1: error: {message}",
    ]
    assert (project / "dist/en/sample-standard-letter.pdf").is_file()


@pytest.mark.parametrize(
    "path",
    ["clinic.es.yaml", "facts.xx.yaml", "subject.en-us.yaml", "common/xx.yaml", "glossary/EN.yaml"],
)
def test_file_of_a_language_that_no_handout_has(
    path: str, told: Callable[..., list[str]], project: Path
) -> None:
    """It would print nowhere, and nobody would know."""
    (project / "content" / path).write_text("phone: 555-010-0100\n", "utf-8")
    language = path.removesuffix(".yaml").replace("/", ".").split(".")[1]
    message = f"there is no handout in the language '{language}', so this file is not used"
    hint = "name it by the language of a handout (en), or take it away"
    severity = "error" if path.startswith("clinic") else "warning"
    assert told() == [f"content/{path}:1:1: {severity}: {message} | {hint}"]
    assert (project / "dist/en/sample-standard-letter.pdf").is_file()


def test_a_translation_may_begin_with_its_shared_texts(
    told: Callable[..., list[str]], project: Path
) -> None:
    for path in ("facts.es.yaml", "subject.es.yaml", "common/es.yaml", "glossary/es.yaml"):
        (project / "content" / path).write_text("begun: later\n", "utf-8")
    assert told() == []


def test_file_of_another_clinic_in_a_language_that_no_handout_has(
    told: Callable[..., list[str]], project: Path
) -> None:
    shutil.copy(project / "content/clinic.yaml", project / "north.yaml")
    (project / "north.es.yaml").write_text("phone: 555-010-0100\n", "utf-8")
    (problem,) = told("--clinic", "north.yaml")
    assert problem.startswith(
        f"{project.name}/north.es.yaml:1:1: error: there is no handout in the language 'es'"
    )


def test_facts_in_the_language_of_the_handouts_are_read(
    told: Callable[..., list[str]], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "content/clinic.en.yaml").write_text("fone: 555-010-0100\n", "utf-8")
    (problem,) = told()
    assert problem.startswith("content/clinic.en.yaml:1:1: error: there is no fact 'fone'")


def test_file_with_the_other_ending(told: Callable[..., list[str]], project: Path) -> None:
    (project / "content/facts.yaml.txt").write_text("an older one", "utf-8")
    (project / "content/sets.yml").write_text("", "utf-8")
    message = "a file whose name ends in .yml is not read | call it 'sets.yaml'"
    assert told() == [f"content/sets.yml:1:1: error: {message}"]
    (project / "content/sets.yml").unlink()
    (project / "content/clinic.yaml").rename(project / "content/clinic.yaml.txt")
    assert told() == [
        "content/clinic.yaml:1:1: error: there is no such file"
        " | 'clinic.yaml.txt' lies there: call it 'clinic.yaml'",
        "content/clinic.yaml.txt:1:1: error: a file whose name ends in .yaml.txt is not read"
        " | call it 'clinic.yaml'",
    ]


def test_good_handouts_are_built_beside_a_bad_one(
    told: Callable[..., list[str]], project: Path
) -> None:
    text = (project / SAMPLE).read_text("utf-8")
    other = project / "content/handouts/another/en.yaml"
    other.parent.mkdir()
    other.write_text(
        text.replace("id: sample", "id: another").replace("name: photo", "name: disc"), "utf-8"
    )
    assert told() == []
    last_good = (project / "dist/en/sample-standard-letter.pdf").read_bytes()
    (project / "dist/en/another-standard-letter.pdf").unlink()
    (project / PHOTO).write_bytes(b"not a picture")
    assert told() == [f"{PHOTO}:1:1: error: {BROKEN}"]
    assert (project / "dist/en/another-standard-letter.pdf").is_file()
    assert (project / "dist/en/sample-standard-letter.pdf").read_bytes() == last_good
    assert {path.name for path in (project / "dist").rglob("*.part")} == set()


def test_the_real_command_ends_with_1_and_no_traceback(project: Path) -> None:
    shutil.copy(ROOT / "tests/bad/several-mistakes.yaml", project / SAMPLE)
    command = [sys.executable, str(ROOT / "build.py")]
    done = subprocess.run(
        command, cwd=project, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert (
        f"{SAMPLE}:6:8: error: unknown value 'illness'\n  hint: known: condition, procedure, "
        "self-care\n"
    ) in done.stderr
