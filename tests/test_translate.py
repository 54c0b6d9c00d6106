"""Translations that cannot go stale unseen: the small site in a made-up language, by the tools that
translators use."""

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from handouts.cli import main
from handouts.clinic.jobs import Job
from handouts.content.beside import PAIRED
from handouts.content.shelf import Entry, Glossary
from handouts.making.agreeing import compared
from handouts.making.memo import Memo
from handouts.making.produce import Production, produce
from handouts.making.signatures import unfit_translations
from handouts.making.site import load_site
from handouts.making.translations import Translation
from handouts.making.workshop import Workshop
from handouts.outputs.text.lines import render
from handouts.project import translating
from handouts.source.parsing import LOADER, parse
from handouts.translating.agreement import Language, Signs, differences
from handouts.translating.units import units, unlike, worded
from tests.support.brochures import ASSETS, CONTENT, ROOT
from tests.support.rows import rows
from tests.support.translators import XLIFF, said, with_polib, with_xml

SAMPLE = "content/handouts/sample"


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, translated as a whole through XLIFF and imported."""
    site = tmp_path_factory.mktemp("translated") / "site"
    shutil.copytree(ROOT / "tests" / "site", site)
    for folder in ("fonts", "icons"):
        shutil.copytree(ASSETS / folder, site / "assets" / folder)
    sets = "visit: {title: Both, subtitle: To read first, items: [sample]}\n"
    (site / "content/sets.yaml").write_text(sets, "utf-8")
    run(site, "export", "--form", "xliff", "--out", str(site / "out"))
    files = sorted((site / "out").glob("*.xlf"))
    for path in files:
        with_xml(path)
    run(site, "import", *map(str, files), "--by", "A. Ruiz")
    return site


@pytest.fixture
def site(done: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(done, tmp_path / "site"))


def run(site: Path, do: str, *more: str, status: int = 0) -> None:
    folders = ("--content", str(site / "content"), "--assets", str(site / "assets"))
    assert main(["translate", do, "es", *more, *folders]) == status


def found(site: Path) -> dict[str, Translation]:
    shop = Workshop(load_site(site / "content", site / "assets"))
    return {one.path: one for one in translating.opened(shop, "es", ())}


def waiting(site: Path) -> dict[str, str]:
    """What is to be done with units: by the name of each, what was found."""
    pairs = [pair for one in found(site).values() for pair in one.pairs]
    return {one.unit.path: one.found for one in pairs if one.found != "fresh"}


def change(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for before, after in changes:
        assert text.count(before) >= 1, before
        text = text.replace(before, after, 1)
    path.write_text(text, "utf-8")


# ------------------------------------------------------------------ units


def test_words_are_units_and_structure_is_none() -> None:
    """Of all that is shipped: what is left when words are taken out are names, numbers, days and
    marks."""
    left = set()

    def gather(tree: object, field: str) -> None:
        if isinstance(tree, dict):
            for name, below in tree.items():
                gather(below, name)
        elif isinstance(tree, list):
            for below in tree:
                gather(below, field)
        elif isinstance(tree, str) and " " in tree:
            left.add((field, tree))

    for path in (*CONTENT.glob("handouts/*/en.yaml"), CONTENT / "common/en.yaml"):
        tree, _ = parse(path.read_bytes(), path.name)
        names = units(tree)
        assert len(names) > 100 and all(one.text for one in names.values())
        assert list(unlike(tree, tree)) == []
        gather(worded(tree, lambda _path, _own: ""), "")
    assert left == set()


# ------------------------------------------------------------------ there and back


def test_what_comes_back_is_the_translation_with_the_structure_of_its_source(done: Path) -> None:
    assert waiting(done) == {}
    ours, theirs = (
        yaml.load((done / SAMPLE / f"{one}.yaml").read_text("utf-8"), Loader=LOADER)
        for one in ("en", "es")
    )
    assert theirs["title"] == said(ours["title"]) != ours["title"]
    assert theirs["audience"] == "Fór péóplé wíth á wórn {discus}."
    assert theirs["sections"][2]["blocks"][0] == {
        "before-and-after": {
            "before": {
                "name": "ring",
                "alt": "Á ríng.",
                "caption": "Ás ít wás.",
                "labels": {"left": "Léft édgé", "middle": "Ríng"},
            },
            "after": {
                "name": "disc",
                "alt": "Á dísc.",
                "caption": "Ás ít ís.",
                "labels": {"edge": "Édgé óf thé dísc"},
            },
        }
    }
    words = yaml.safe_load((done / "content/glossary/es.yaml").read_text("utf-8"))
    assert words["discus"]["of"] == "disc"


def test_a_translation_is_built_in_its_words(done: Path) -> None:
    found = load_site(done / "content", done / "assets")
    made = produce(found, found.clinic, Job("sample", "es", "standard", "letter"))
    assert made.entry and not made.problems


def everything(site: Path) -> dict[str, bytes]:
    folder = site / "content"
    own = ("es", "facts.es", "subject.es", "sets.es")
    paths = [one for one in folder.rglob("*es.*") if one.stem in own]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(paths)}


@pytest.mark.parametrize("form", ["po", "xliff"])
def test_there_and_back_nothing_is_lost(form: str, site: Path, tmp_path: Path) -> None:
    if form == "po":
        pytest.importorskip("polib", reason="the package of the extra 'translate' is not here")
    before = everything(site)
    assert len(before) == 12
    run(site, "export", "--form", form, "--out", str(tmp_path / "out"))
    run(site, "import", *map(str, sorted((tmp_path / "out").iterdir())))
    assert everything(site) == before


def test_what_a_translator_has_written_is_not_exported_over(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("export", "sample", "glossary", "--form", "xliff", "--out", str(tmp_path / "out"))
    run(site, *asked)
    run(site, *asked)
    sheet = tmp_path / "out/sample.xlf"
    text = sheet.read_text("utf-8")
    mended = text.replace("Fór péóplé", "Para quien", 1)
    assert mended != text
    sheet.write_text(mended, "utf-8")
    (tmp_path / "out/glossary.xlf").unlink()
    run(site, *asked, status=1)
    assert f"{sheet}:1:1: error: there are words in this file" in capsys.readouterr().err
    assert sheet.read_text("utf-8") == mended and not (tmp_path / "out/glossary.xlf").exists()


def test_po_files_are_filled_in_by_polib(site: Path, tmp_path: Path) -> None:
    polib = pytest.importorskip("polib", reason="the package of the extra 'translate' is not here")
    change(site / SAMPLE / "en.yaml", ("Ask us what you want", "Ask us all you want"))
    run(site, "export", "sample", "--out", str(tmp_path))
    file = polib.pofile(str(tmp_path / "sample.po"))
    (entry,) = [one for one in file if one.fuzzy]
    assert (entry.msgctxt, entry.previous_msgid) == ("message", "Ask us what you want to know.")
    with_polib(tmp_path / "sample.po")
    run(site, "import", str(tmp_path / "sample.po"), "--by", "B. Paz")
    entry = found(site)["handouts/sample/es.yaml"].lock.entries["message"]  # type: ignore[union-attr]
    assert (entry.state, entry.by, entry.said) == (
        "translated",
        "B. Paz",
        "Ask us all you want to know.",
    )
    assert waiting(site) == {}


def test_xliff_has_marks_in_elements_and_tells_the_former_source(
    site: Path, tmp_path: Path
) -> None:
    change(site / SAMPLE / "en.yaml", ("Ask us what you want", "Ask us all you want"))
    run(site, "export", "sample", "--form", "xliff", "--out", str(tmp_path))
    root = ElementTree.parse(tmp_path / "sample.xlf").getroot()
    file = root[0]
    assert (file.get("source-language"), file.get("target-language")) == ("en-US", "es-US")
    units = {one.get("id"): one for one in root.iter(f"{XLIFF}trans-unit")}
    marks = [one.text for one in units["audience"].iter(f"{XLIFF}ph")]
    assert marks == ["{", "}", "{", "}"]
    assert (units["title"].get("approved"), units["message"].get("approved")) == ("yes", None)
    target = units["message"].find(f"{XLIFF}target")
    assert target is not None and target.get("state") == "needs-adaptation"
    former = units["message"].find(f"{XLIFF}alt-trans/{XLIFF}source")
    assert former is not None and former.text == "Ask us what you want to know."


# ------------------------------------------------------------------ what has changed


def test_a_word_a_number_a_shared_text_and_a_picture(site: Path) -> None:
    """Exactly the units that lean on what changed are named."""
    change(
        site / SAMPLE / "en.yaml",
        ("Ask us what you want", "Ask us all you want"),
        ("text: Walk to the door", "text: Walk 20 steps to the door"),
    )
    change(site / "content/common/en.yaml", ("large print", "very large print"))
    change(
        site / "assets/figures/ring.svg", ("</svg>", '<path class="disc" d="M0 0L9 9V0Z"/></svg>')
    )
    assert waiting(site) == {
        "fragments/other-formats/0": "stale",
        "message": "stale",
        "sections/seen/blocks/0/before-and-after/before/alt": "stale",
        "sections/seen/blocks/0/before-and-after/before/caption": "stale",
        "sections/seen/blocks/0/before-and-after/before/labels/left": "stale",
        "sections/seen/blocks/0/before-and-after/before/labels/middle": "stale",
        "sections/seen/blocks/1/pictures/1/alt": "stale",
        "sections/seen/blocks/2/beside/0/0/figure/alt": "stale",
        "sections/seen/blocks/2/beside/0/0/figure/labels/right": "stale",
        "sections/after/blocks/1/ladder/0/text": "stale",
    }
    (redrawn,) = [
        one
        for one in found(site)["handouts/sample/es.yaml"].pairs
        if one.unit.path.endswith("pictures/1/alt")
    ]
    assert redrawn.redrawn


def test_what_a_site_declares_for_all_its_handouts(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """How facts are called, the words of the subject and the titles of sets: what changes there is
    named, told by a check, and what is new is missing until somebody has translated it."""
    change(site / "content/facts.yaml", ("label: Clinic,", "label: Practice,"))
    change(site / "content/subject.yaml", ("[Left, Right]", "[Left, Right, Both]"))
    change(site / "content/sets.yaml", ("title: Both", "title: All"))
    assert waiting(site) == {
        "families/procedure/talk/side/options/2": "missing",
        "facts/name/label": "stale",
        "visit/title": "stale",
    }
    change(site / "content/subject.yaml", ("[Left, Right, Both]", "[Left, Right]"))
    folders = ("--content", str(site / "content"), "--assets", str(site / "assets"))
    main(["check", "--lang", "es", "--no-cache", *folders])
    told = capsys.readouterr().out
    assert "this is older than 'facts/name/label' of facts.yaml" in told
    assert "this is older than 'visit/title' of sets.yaml" in told


def test_of_what_a_site_declares_only_what_is_translated_is_written(
    site: Path, tmp_path: Path
) -> None:
    """The rest prints in the words of the source, and what a language has of its own stays."""
    path = site / "content/subject.es.yaml"
    path.write_text("placeholders: [por definir]\n", "utf-8")
    (site / "content/subject.es.lock").unlink()
    run(site, "export", "subject", "--form", "xliff", "--out", str(tmp_path))
    file = tmp_path / "subject.xlf"
    tree = ElementTree.parse(file)
    (body,) = tree.getroot().iter(f"{XLIFF}body")
    for unit in tuple(body):
        if unit.get("id") != "families/condition/kind":
            body.remove(unit)
    tree.write(file, "utf-8", xml_declaration=True)
    with_xml(file)
    run(site, "import", str(file), "--by", "A. Ruiz")
    assert yaml.safe_load(path.read_text("utf-8")) == {
        "families": {
            "condition": {"kind": "Ábóút yóúr cóndítíón", "teach-back": "What I will do next"}
        },
        "placeholders": ["por definir"],
    }


def test_how_a_tool_lays_words_out_is_none_of_them(site: Path, tmp_path: Path) -> None:
    before = everything(site)
    run(site, "export", "sample", "--form", "xliff", "--out", str(tmp_path))
    file = tmp_path / "sample.xlf"
    laid = re.sub(r"(?<=[\w.])(</target>)", r"\n\t    \1", file.read_text("utf-8"))
    laid = re.sub(r"(<target[^>]*>)", r"\1\r\n     ", laid).replace("Á téxt ís", "Á\n  téxt\tís")
    assert laid.count("\n     ") > 20
    file.write_text(laid, "utf-8")
    run(site, "import", str(file), "--by", "A. Ruiz")
    assert everything(site) == before


def test_a_text_that_moves_takes_its_translation_along(site: Path, tmp_path: Path) -> None:
    change(
        site / SAMPLE / "en.yaml",
        ("      - A text is a", "      - A new first text.\n      - A text is a"),
    )
    assert waiting(site) == {"sections/what/blocks/0": "missing"}
    run(site, "export", "sample", "--form", "xliff", "--out", str(tmp_path))
    with_xml(tmp_path / "sample.xlf")
    run(site, "import", str(tmp_path / "sample.xlf"), "--by", "A. Ruiz")
    told = yaml.safe_load((site / SAMPLE / "es.yaml").read_text("utf-8"))
    first, second = told["sections"][0]["blocks"][:2]
    assert first == "Á néw fírst téxt." and second.startswith("Á téxt ís á párágráph.")
    assert waiting(site) == {}


def test_what_is_written_into_both_languages_at_one_place_waits_alone(site: Path) -> None:
    """Nothing that stands below it has to be told anew."""
    english, spanish = site / SAMPLE / "en.yaml", site / SAMPLE / "es.yaml"
    change(english, ("      - A text is a", "      - A new first text.\n      - A text is a"))
    change(spanish, ("  - Á téxt ís á", "  - Un texto nuevo.\n  - Á téxt ís á"))
    assert waiting(site) == {"sections/what/blocks/0": "unrecorded"}
    run(site, "record", "sample", "--state", "translated", "--by", "A. Ruiz")
    assert waiting(site) == {}
    change(english, ("      - A new first", "      - Once more.\n      - A new first"))
    change(
        spanish, ("  - Un texto", "  - Otra vez.\n  - Un texto"), ("Á téxt ís á", "Un téxt ís á")
    )
    assert waiting(site) == {
        "sections/what/blocks/0": "unrecorded",
        "sections/what/blocks/2": "edited",
    }


def test_white_space_is_no_change(site: Path) -> None:
    change(site / SAMPLE / "en.yaml", ("message: Ask us what", "message: Ask  us   what"))
    assert waiting(site) == {}


def test_what_was_changed_since_it_was_recorded_is_told(site: Path) -> None:
    change(site / SAMPLE / "es.yaml", ("Á sámplé", "Ótro sámplé"))
    assert waiting(site) == {"title": "edited"}
    run(site, "record", "sample", "--state", "reviewed", "--by", "C. Sol")
    assert waiting(site) == {}
    states = {pair.state for pair in found(site)["handouts/sample/es.yaml"].pairs}
    assert states == {"reviewed"}


# ------------------------------------------------------------------ on paper and in a release


def words_of(site: Path) -> str:
    """The words of the booklet of the small site."""
    opened = load_site(site / "content", site / "assets")
    job = Job("sample", "es", "standard", "letter")
    document, *_ = Production(opened, opened.clinic, job, Memo()).told("sample", "brochure")
    return render(document).replace("\u00a0", " ")


NEWER = "El texto del que se tradujo esta parte es más nuevo."


def test_a_part_that_is_older_says_so_below_its_heading(site: Path) -> None:
    assert NEWER not in words_of(site)
    change(site / SAMPLE / "en.yaml", ("text: Walk to the door", "text: Walk to a door"))
    change(site / "content/common/en.yaml", ("You cannot feel", "You do not feel"))
    told = words_of(site)
    assert told.count(NEWER) == 2
    headings = [told[: told.index(NEWER)].strip().splitlines()[-1]]
    assert "Whát cómés áftér" in headings[0]
    assert told.index("Cuándo pedir ayuda", told.index(NEWER)) < told.rindex(NEWER)
    assert "Hay partes más antiguas" in told


def test_beside_its_source_an_older_part_says_so_in_its_own_column(site: Path) -> None:
    change(site / SAMPLE / "en.yaml", ("text: Walk to the door", "text: Walk to a door"))
    opened = load_site(site / "content", site / "assets")
    job = Job("sample", "es", "bilingual", "letter")
    production = Production(opened, opened.clinic, job, Memo())
    document, _ = production.story("sample", PAIRED["bilingual"])
    assert document.beside
    assert NEWER not in render(document)
    assert render(document.beside).count(NEWER) == 1
    made = production.outcome()
    assert made.problems == ()
    assert made.entry
    assert made.entry.review == "draft"


def test_beside_its_source_another_structure_is_refused_at_its_place(site: Path) -> None:
    change(site / SAMPLE / "es.yaml", ("icon: help", "icon: walk"))
    opened = load_site(site / "content", site / "assets")
    made = produce(opened, opened.clinic, Job("sample", "es", "bilingual", "letter"))
    assert made.entry is None
    assert "icon" in " ".join(one.message for one in made.problems)
    assert {one.where.path for one in made.problems} == {f"{SAMPLE}/es.yaml"}


def test_a_release_refuses_machines_and_what_is_older_where_it_matters(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        site / SAMPLE / "en.yaml",
        ("Ask us what you want", "Ask us all you want"),
        ("text: Walk to the door", "text: Walk 20 steps"),
    )
    change(site / "content/common/en.yaml", ("You cannot feel", "You do not feel"))
    folders = ["--content", str(site / "content"), "--assets", str(site / "assets")]
    build = ["build", "--lang", "es", "--release", "--no-cache", "--out", str(site / "dist")]
    assert main([*build, *folders]) == 1
    told = capsys.readouterr().err
    assert "older than 'sections/after/blocks/1/ladder/0/text'" in told
    assert "older than 'fragments/emergency/0/callout/blocks/0'" in told
    assert "older than 'message'" not in told  # it says so itself, on paper
    assert "the program's own words in 'es' are a machine's" in told
    run(site, "record", "--state", "machine")
    main([*build, *folders])
    assert "this is a machine's: nobody has read it" in capsys.readouterr().err


def test_signs_of_its_own_that_are_older_say_so_and_stop_a_release(site: Path) -> None:
    """A handout whose readers need other signs of an emergency prints a fragment of its own."""
    for language in ("en", "es"):
        change(site / SAMPLE / f"{language}.yaml", ("group:", "help: spare\ngroup:"))
    change(site / "content/common/en.yaml", ("A text that may be", "A sign that may be"))
    told = words_of(site)
    heading = told[: told.rindex(NEWER)].strip().splitlines()[-1]
    assert "Cuándo pedir ayuda" in heading
    shop = Workshop(load_site(site / "content", site / "assets"))
    refused = [one.message for one in unfit_translations(shop, [("sample", "es")])]
    assert any("older than 'fragments/spare/0'" in one for one in refused)


def test_what_a_machine_made_stays_a_draft(site: Path) -> None:
    run(site, "record", "--state", "machine")
    assert "Traducido por máquina" in words_of(site)


# ------------------------------------------------------------------ agreement

ENGLISH = Language(
    Signs(",", "."), Glossary(root={"disc": Entry(definition="A cushion.")}), {"week": "weeks?"}
)
GERMAN = Language(
    Signs(".", ","),
    Glossary(root={"Scheibe": Entry(definition="Ein Kissen.", of="disc", also=("Scheiben",))}),
    {"week": "wochen?|doppelwoche"},
    {"2": "Doppelwoche"},  # as the dual of Arabic
)


@rows(
    "source, text, kinds",
    [
        ("About 1,000 of 2.5. [S1]", "Etwa 1.000 von 2,5. [S1]", []),
        ("About 1,000 of 2.5. [S1]", "Etwa 1,000 von 2,5. [S1]", ["number"]),
        ("Take 2 pills.", "Nimm 3 Pillen.", ["number"]),
        ("Take two pills.", "Nimm 2 Pillen.", []),
        ("In two years", "In 2024", ["number"]),
        ("Call 911 now.", "Ruf jetzt an.", ["number"]),
        ("For 2 weeks, 2 pills.", "Eine Doppelwoche lang 2 Pillen.", []),
        ("For 2 weeks.", "Eine Doppelwoche lang.", []),
        ("For 3 weeks.", "Eine Doppelwoche lang.", ["number"]),
        ("Seen. [S1] [S2]", "Gesehen. [S1] [S3]", ["source", "source"]),
        ("{{clinic.phone}}", "{{clinic.fever}}", ["fact", "fact"]),
        ("See [help](#help).", "Siehe [Hilfe](#hilfe).", ["link", "link"]),
        ("A {disc}.", "Eine {Scheibe}.", []),
        ("A {disc}.", "Viele {Scheiben}.", []),
        ("A {disc}.", "Eine Scheibe.", ["term"]),
        ("A {disc}.", "Eine {runde|Scheibe}.", []),
        ("A **bold** word.", "Ein Wort.", ["bold"]),
        ("For 6 weeks.", "6 Wochen lang.", []),
        ("For 6 weeks.", "6 Tage lang.", ["measure"]),
        ("At \u0666 \u0967.", "Um 6, 1.", []),
    ],
)
def test_what_must_agree(source: str, text: str, kinds: list[str]) -> None:
    assert [one.kind for one in differences(source, text, ENGLISH, GERMAN)] == kinds


def test_what_does_not_agree_is_not_taken(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(site)
    run(site, "export", "sample", "--form", "xliff", "--out", str(tmp_path))
    change(
        tmp_path / "sample.xlf",
        ("Áftér 2 yéárs".lower(), "áftér 3 yéárs"),
        ('<target state="translated">Á téxt ís', '<target state="translated">Ú [S9] ís'),
    )
    run(site, "import", str(tmp_path / "sample.xlf"), status=1)
    told = capsys.readouterr().err
    assert "the number 2 of the source is missing" in told and "'S9' is not in the source" in told
    places = re.findall(r"sample\.xlf:(\d+):1: error: '([^']*)'", told)
    lines = (tmp_path / "sample.xlf").read_text("utf-8").splitlines()
    assert places and all(f'<trans-unit id="{unit}"' in lines[int(at) - 1] for at, unit in places)
    assert everything(site) == before


def test_structure_that_drifts_is_told_at_its_place(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(site / SAMPLE / "es.yaml", ("count: 63", "count: 36"), ("name: photo", "name: disc"))
    run(site, "status", status=1)
    told = capsys.readouterr().err
    assert "/people/count' is '36' here and '63' in the source" in told
    assert told.count("content/handouts/sample/es.yaml:") == 2


HEAD = (
    'msgid ""\nmsgstr "Language: es-US\\nX-Handouts-Source: en-US handouts/sample/es.yaml\\n"\n\n'
)
UNIT = 'msgctxt "title"\nmsgid "A"\nmsgstr "'


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.xlf", "<no", "this XLIFF file cannot be read"),
        ("a.xlf", '<!DOCTYPE x [<!ENTITY a "b">]><x/>', "declares entities"),
        ("a.xlf", '<?xml version="1.0" encoding="x-y"?><x/>', "unknown encoding: x-y"),
        ("a.xlf", "<xliff/>", "this is no XLIFF 1.2 file with one text in it"),
        ("a.txt", "", "this is no file of a translator"),
        ("none.xlf", None, "none.xlf:1:1: error: there is no such file"),
        (
            "a.po",
            f'{HEAD}msgctxt "title"\nmsgid "A"\nmsgstr "B\n',
            "a.po:6:1: error: this PO file cannot ",
        ),
        (
            "a.po",
            f'{HEAD}msgctxt "title"\nmsgid "A"\nmsgstr "B"C"\n',
            "a.po:6:1: error: this PO file",
        ),
        (
            "a.po",
            f'{HEAD}msgid "A"\nmsgstr "B"\n',
            "a.po:4:1: error: this translation has no 'msgctxt'",
        ),
        (
            "a.po",
            f'{HEAD}msgctxt "a"\nmsgid "A"\nmsgid_plural "B"\nmsgstr[0] "C"\n',
            "plural forms",
        ),
        ("a.po", f'{HEAD}{UNIT}B"\n\n{UNIT}C"\n', "a.po:8:1: error: 'title' is translated twice"),
        ("a.po", f'{HEAD}{UNIT}B"\n'.replace("es-US", "fr"), "is in 'fr', and 'es' was asked for"),
        ("a.po", f'{HEAD}{UNIT}B"\n', "a.po:4:1: error: 'title' was translated from other words"),
        ("none.po", None, "none.po:1:1: error: there is no such file"),
    ],
)
def test_files_that_are_none(
    name: str, data: str | None, message: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if data is not None:
        (site / name).write_text(data, "utf-8")
    status = 2 if name.endswith(".txt") else 1
    run(site, "import", str(site / name), status=status)
    assert message in capsys.readouterr().err


def test_an_import_of_no_file_is_refused(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(site, "import", "--by", "A. Ruiz", status=2)
    assert "import:1:1: error: no file is named that came back" in capsys.readouterr().err


def test_what_is_not_translated_is_not_recorded(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / SAMPLE / "es.yaml").unlink()
    run(site, "record", "sample", status=1)
    told = capsys.readouterr().err
    assert f"{SAMPLE}/es.yaml:1:1: error: there is no translation to record" in told


def test_a_lock_that_is_broken_is_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for broken in ("{", "[" * 5000):
        (site / SAMPLE / "es.lock").write_text(broken, "utf-8")
        run(site, "status", status=1)
        told = capsys.readouterr().err
        assert "es.lock:1:1: error: this lock file cannot be read" in told


def test_the_page_for_who_leads_a_translation(site: Path) -> None:
    change(site / SAMPLE / "en.yaml", ("Ask us what you want", "Ask us <all> you want"))
    run(site, "status", "--out", str(site / "page.html"))
    page = (site / "page.html").read_text("utf-8")
    assert (
        "<del><span" in page
        and "&lt;all&gt;</ins>" in page
        and "Source has changed, A. Ruiz" in page
    )


def test_everything_shipped_in_spanish_agrees_with_its_english() -> None:
    """What somebody has recorded; what has no lock is not held to anything here."""
    shop = Workshop(load_site(CONTENT, ASSETS))
    translations = [one for one in translating.opened(shop, "es", ()) if one.lock]
    assert [one.problems for one in translations if one.problems] == []
    wrong = [told for told in compared(shop, translations) if told.wrong]
    assert [(str(told.where), told.differences) for told in wrong] == []
