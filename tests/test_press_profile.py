"""A brand with the profile of its print shop: what a press file then claims, and which inks its
colours get.

The profile is a toy (``tests/support/toy_icc.py``); that of Ghostscript, for web offset, is asked
where it is installed. Ghostscript itself separates the plates of a file as a second opinion.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from handouts.clinic.jobs import Job, Outcome
from handouts.content.difference import apart
from handouts.content.icc import Profile, lab
from handouts.content.profile import examined
from handouts.making.memo import Memo
from handouts.making.produce import produce
from handouts.making.site import Site
from handouts.outputs.pdf.colours import FORMULA, Process, channels, formula, paled
from handouts.outputs.pdf.write import preflight_file
from handouts.outputs.pdf.write.preflight import drift, preflight
from handouts.outputs.pdf.write.rasters import raster
from handouts.outputs.pdf.write.rule import Wanted
from handouts.pictures.raster import photo
from handouts.source.snapshot import loose
from tests.support.brochures import GOLDEN
from tests.support.golden import compare
from tests.support.outside import absent, told
from tests.support.prints import SITE
from tests.support.toy_icc import NAME, toy

BRAND = SITE.assets.files["brand/brand.yaml"].read("brand.yaml").decode("utf-8")
SWOP = Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")
SHIPPED = {
    "teal": "#0B4F6C",
    "plum": "#5A2B63",
    "green": "#1B5534",
    "red": "#8C1D18",
    "navy": "#1B2A33",
    "grey": "#3B4A52",
}
PLAIN = "press:\n  profile: icc/shop.icc\n"


def site(press: str, profiles: dict[str, bytes] | None = None) -> Site:
    files = {f"icc/{name}.icc": data for name, data in (profiles or {"shop": toy()}).items()}
    files["brand/brand.yaml"] = f"{BRAND}{press}".encode()
    return Site(SITE.content, SITE.assets.changed(files))


def made(
    press: str, paper: str = "letter", slug: str = "back-health", **profiles: bytes
) -> Outcome:
    found = site(press, profiles)
    return produce(found, found.clinic, Job(slug, "en", "press", paper), Memo())


@pytest.fixture(scope="module")
def claiming() -> bytes:
    out = made(PLAIN)
    assert out.problems == ()
    return out.data


def rules(out: Outcome) -> dict[str, tuple[str, bool]]:
    assert out.entry is not None, out.problems
    return {rule: (measured, kept) for rule, measured, kept in out.entry.preflight}


# ------------------------------------------------------------------ what is claimed


def test_a_file_with_a_profile_is_all_of_pdf_x_4(claiming: bytes) -> None:
    """ISO 15930-7: output intent with profile, identification, document id, trapping, boxes."""
    assert claiming.startswith(b"%PDF-1.6")
    with pikepdf.open(io.BytesIO(claiming)) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert str(intent.S) == "/GTS_PDFX"
        assert str(intent.OutputConditionIdentifier) == NAME
        assert "/RegistryName" not in intent  # the brand did not say that it is listed
        assert int(intent.DestOutputProfile.N) == 4
        assert intent.DestOutputProfile.read_bytes() == toy()
        told = pdf.Root.Metadata.read_bytes().decode("utf-8")
        assert "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in told
        assert "<pdf:Trapped>False</pdf:Trapped>" in told
        assert re.search(r"<xmpMM:DocumentID>uuid:[0-9a-f-]{36}</xmpMM:DocumentID>", told)
        assert "<xmpMM:VersionID>" in told
        assert str(pdf.docinfo["/Trapped"]) == "/False"
        assert "/GTS_PDFXVersion" not in pdf.docinfo  # of older parts of the standard
        assert len(pdf.trailer.ID) == 2
        assert not pdf.is_encrypted
        for page in pdf.pages:
            assert "/TrimBox" in page
            assert "/ArtBox" not in page
            assert "/Group" not in page
        assert str(pdf.Root.ViewerPreferences.PrintScaling) == "/None"


def test_the_manifest_names_the_press(claiming: bytes) -> None:
    found = rules(made(PLAIN))
    assert found["standard"] == (f"PDF/X-4 for {NAME}", True)
    assert found["colours"] == (f"through the profile {NAME}", True)
    assert found["heaviest-ink-percent"][0].endswith(" of 266")
    assert all(kept for _, kept in found.values()), found


def test_files_of_the_same_words_have_the_same_id_and_others_another(claiming: bytes) -> None:
    assert made(PLAIN).data == claiming
    other = made(PLAIN, slug="discectomy").data
    ids = [re.findall(rb"uuid:[0-9a-f-]+", data) for data in (claiming, other)]
    assert len(ids[0]) == len(ids[1]) == 1
    assert ids[0] != ids[1]


def test_each_paper_may_have_a_press_of_its_own() -> None:
    press = f"{PLAIN}  papers:\n    a4: {{profile: icc/far.icc, name: FOGRA51}}\n"
    profiles = {"shop": toy(), "far": toy(name="Far away")}
    names, registries = [], []
    for paper in ("letter", "a4"):
        found = site(press, profiles)
        out = produce(found, found.clinic, Job("back-health", "en", "press", paper), Memo())
        names.append(rules(out)["standard"][0])
        with pikepdf.open(io.BytesIO(out.data)) as pdf:
            registries.append(str(pdf.Root.OutputIntents[0].get("/RegistryName", "")))
    assert names == [f"PDF/X-4 for {NAME}", "PDF/X-4 for FOGRA51"]
    assert registries == ["", "http://www.color.org"]


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        ((b"%PDF-1.6", b"%PDF-1.7"), {"version"}),
        ((b"GTS_PDFXVersion>PDF/X-4", b"GTS_PDFXVersion>PDF/X-3"), {"version"}),
        ((b"xmpMM:DocumentID", b"xmpMM:OtherIdent"), {"DocumentID"}),
        ((b"pdf:Trapped>", b"pdf:Tripped>"), {"Trapped"}),
        ((b"/N 4", b"/N 4/Broken 1"), set()),
    ],
)
def test_preflight_notices_half_a_claim(
    change: tuple[bytes, bytes], lost: set[str], claiming: bytes
) -> None:
    assert set(preflight_file.claims(claiming)) == set(preflight_file.WHOLE)
    found = preflight_file.claims(claiming.replace(*change))
    assert set(preflight_file.WHOLE) - set(found) == lost


# ------------------------------------------------------------------ profiles of no use


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "this is no ICC profile"),
        (b"GIF89a" * 99, "this is no ICC profile"),
        (toy(space=b"RGB "), "for red, green and blue, not for four inks"),
        (toy(space=b"GRAY"), "for grey, not for four inks"),
        (toy(kind=b"mntr"), "for no press"),
        (toy(kind=b"link"), "for no press"),
        (toy()[:-4], "damaged: it has not the length"),
        (toy()[:200], "damaged: it has not the length"),
        (toy().replace(b"B2A0", b"B2A7"), "damaged: it has no table B2A0"),
        (toy().replace(b"mft1", b"mftX"), "damaged"),
        (toy()[:16] + b"CMYK" + bytes(200), "this is no ICC profile"),
        (toy() + bytes(9_000_000), "more than 8 MB"),
    ],
)
def test_a_profile_of_no_use_is_told_at_its_place(data: bytes, message: str) -> None:
    out = made(PLAIN, shop=data)
    (problem,) = out.problems
    assert message in problem.message
    line = BRAND.count("\n") + 2
    assert (problem.where.path, problem.where.line, problem.where.column) == (
        "assets/brand/brand.yaml",
        line,
        12,
    )
    assert problem.hint == "ask the print shop for the profile of its press and paper (.icc)"


def test_what_is_told_of_profiles_and_presses_is_as_it_was(update: bool) -> None:
    """Word for word, with its hint: who reads it has a print shop to talk to."""
    faults = [
        examined(data).fault for data in (b"", toy(kind=b"mntr"), toy()[:-4], toy(space=b"GRAY"))
    ]
    told_ = [str(one) for press in WRONG for one in made(press).problems]
    text = "\n".join([*faults, *told_, ""])
    compare(GOLDEN / "messages" / "press.txt", text, update=update)


WRONG = [
    "press: {profile: icc/none.icc}\n",
    "press: {profile: ../shop.icc}\n",
    'press: {cmyk: {"#123456": [1, 2, 3, 4]}}\n',
    'press: {cmyk: {"#0B4F6C": [1, 2, 3, 104]}}\n',
    'press: {total-ink: 240, cmyk: {"#0B4F6C": [90, 90, 90, 4]}}\n',
    'press: {total-ink: 240, cmyk: {"#0B4F6C": [60, 60, 60, 60.01]}}\n',
    "press: {papers: {a5: {profile: icc/shop.icc}}}\n",
]


def test_inks_may_be_as_much_together_as_the_brand_allows() -> None:
    assert made('press: {total-ink: 240, cmyk: {"#0B4F6C": [60, 60, 60, 60]}}\n').problems == ()


@pytest.mark.parametrize(
    ("light", "left"),
    [(0.0, 0.7), (0.5, 0.85), (0.62, 0.886), (0.6201, 1.0), (0.9, 1.0), (1.0, 1.0)],
)
def test_fills_of_figures_are_light_where_ink_is_saved(light: float, left: float) -> None:
    """Three tenths of what is darker than 0.62, nothing of what is lighter."""
    assert paled((light, light, light)) == pytest.approx((left,) * 3, abs=0.0011)


@pytest.mark.parametrize(
    ("press", "message"),
    [
        ("press: {profile: icc/none.icc}\n", "there is no file 'icc/none.icc'"),
        ("press: {profile: ../shop.icc}\n", "outside the assets folder"),
        ('press: {cmyk: {"#123456": [1, 2, 3, 4]}}\n', "the brand has no colour '#123456'"),
        ('press: {cmyk: {"#0B4F6C": [1, 2, 3, 104]}}\n', "an ink is from 0 to 100"),
        ('press: {total-ink: 240, cmyk: {"#0B4F6C": [90, 90, 90, 4]}}\n', "274 percent together"),
        ("press: {papers: {a5: {profile: icc/shop.icc}}}\n", "there is no paper 'a5'"),
        ("press: {papers: {a4: {profile: icc/none.icc}}}\n", "there is no file 'icc/none.icc'"),
    ],
)
def test_what_a_brand_says_wrongly_of_its_press_is_told(press: str, message: str) -> None:
    out = made(press)
    assert out.entry is None
    assert [one for one in out.problems if message in one.message], out.problems
    assert all(one.where.path == "assets/brand/brand.yaml" for one in out.problems)


def test_no_other_edition_needs_the_profile() -> None:
    found = site(PLAIN)
    one, same = (
        produce(given, given.clinic, Job("back-health", "en", "standard", "letter"), Memo())
        for given in (found, SITE)
    )
    assert one.data == same.data


# ------------------------------------------------------------------ colours


def test_the_difference_of_colours_is_ciede2000() -> None:
    """Pairs of Sharma, Wu and Dalal, 2005, table 1."""
    pairs = (
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    )
    for one, other, wanted in pairs:
        assert apart(one, other) == pytest.approx(wanted, abs=0.0001)
        assert apart(other, one) == pytest.approx(wanted, abs=0.0001)


TOYS = Process((), Profile(toy(), NAME, "relative"))


@pytest.mark.parametrize("colour", SHIPPED.values(), ids=SHIPPED)
def test_text_in_grey_or_black_is_black_ink_alone_and_as_light(colour: str) -> None:
    """Brand colours stay colours."""
    for process in (FORMULA, TOYS):
        cyan, magenta, yellow, black = process.inks(channels(colour), text=True)
        if colour in (SHIPPED["navy"], SHIPPED["grey"]):
            assert (cyan, magenta, yellow) == (0, 0, 0)
        else:
            assert max(cyan, magenta, yellow) > 0.5
    grey = TOYS.inks(channels(SHIPPED["grey"]), text=True)
    assert TOYS.profile
    assert TOYS.profile.printed(grey)[0] == pytest.approx(lab(channels(SHIPPED["grey"]))[0], abs=1)


def test_inks_of_the_brand_come_before_the_profile() -> None:
    given = (("#0B4F6C", (1.0, 0.6, 0.3, 0.25)), ("#3B4A52", (0.3, 0.1, 0.0, 0.7)))
    process = Process(given, TOYS.profile)
    assert process.inks(channels("#0B4F6C")) == (1.0, 0.6, 0.3, 0.25)
    assert process.inks(channels("#3B4A52")) == (0.3, 0.1, 0.0, 0.7)
    assert process.inks(channels("#3B4A52"), text=True)[:3] == (0, 0, 0)
    assert process.inks(channels("#0B4F6D")) != (1.0, 0.6, 0.3, 0.25)


def test_inks_of_the_brand_are_in_the_file() -> None:
    out = made(f'{PLAIN}  cmyk: {{"#1b5534": [91, 37, 83, 41]}}\n')
    with pikepdf.open(io.BytesIO(out.data)) as pdf:
        assert b"0.91 0.37 0.83 0.41 k" in pdf.pages[0].Contents.read_bytes()


@pytest.mark.parametrize("most", [180, 220])
def test_no_place_has_more_ink_than_the_brand_allows(most: int) -> None:
    out = made(f"{PLAIN}  total-ink: {most}\n")
    told, kept = rules(out)["heaviest-ink-percent"]
    assert kept
    heaviest, limit = map(float, told.split(" of "))
    assert (limit, heaviest <= most) == (most, True)


def test_the_preflight_tells_the_colour_that_is_furthest_off(claiming: bytes) -> None:
    """Of those that go through the profile; nothing is off where the brand has chosen all inks."""
    chosen = Process(((SHIPPED["plum"], (0.5, 0.6, 0.1, 0.2)),), TOYS.profile)
    far, name = drift(TOYS, SHIPPED)
    cases = (TOYS, SHIPPED, f"{far:.1f} ({name})", far), (chosen, PLUM, "0.0", 0)
    for process, colours, told_, off in cases:
        rules_ = preflight([], claiming, Wanted(process, colours, 9.0))
        (found,) = (one for one in rules_ if one.name == "colour-off-by")
        assert (found.measured, found.kept) == (told_, off <= 8)
    assert far > 1


PLUM = {"plum": SHIPPED["plum"]}


@pytest.mark.parametrize("most", [0, 180])
def test_ghostscript_finds_no_more_ink_in_one_place_than_is_allowed(
    most: int, tmp_path: Path
) -> None:
    """Plate on plate, all pages inside the trim; the marks around it are in all inks on purpose."""
    out = made(f"{PLAIN}  total-ink: {most}\n" if most else PLAIN)
    (tmp_path / "press.pdf").write_bytes(out.data)
    separated = ["-sDEVICE=tiffsep", "-r36", "-dUseTrimBox"]
    told("gs", "-q", "-o", "page%02d.tif", *separated, "press.pdf", folder=tmp_path)
    names = sorted({path.name.partition("(")[0] for path in _plates(tmp_path)})
    assert out.entry and len(names) == out.entry.pages
    heaviest = max(_heaviest(tmp_path, name) for name in names)
    by_us, limit = map(float, rules(out)["heaviest-ink-percent"][0].split(" of "))
    assert heaviest == pytest.approx(by_us, abs=2)
    assert heaviest <= limit + 1
    assert limit == (most or 266)


def _heaviest(folder: Path, name: str) -> float:
    """The most ink in one place of a page, in percent."""
    plates = [Image.open(path).convert("L") for path in folder.glob(f"{name}(*")]
    assert len(plates) == 4
    rows = zip(*(plate.tobytes() for plate in plates), strict=True)
    most: int = max(sum(255 - dot for dot in dots) for dots in rows)
    return most / 2.55


def test_colours_of_a_photograph_go_through_the_profile() -> None:
    data = io.BytesIO()
    Image.new("RGB", (40, 40), SHIPPED["plum"]).save(data, "PNG")
    own = photo(loose(Path("a.png"), data.getvalue()), "a.png")
    found = raster(own, 72, 72, "press", TOYS)
    assert b"/DeviceCMYK" in found.entries
    assert b"/FlateDecode" in found.entries

    inks = tuple(value / 255 for value in zlib.decompress(found.data)[:4])
    assert TOYS.profile
    wanted = lab(channels(SHIPPED["plum"]))
    assert apart(TOYS.profile.printed((inks[0], inks[1], inks[2], inks[3])), wanted) < 6


@pytest.mark.skipif(not SWOP.is_file(), reason=absent("gs"))  # its profile
def test_colours_are_nearer_through_a_profile_than_by_the_formula() -> None:
    """Web offset: what the formula printed was off by 13.4 (plum) and 11.6 (green)."""
    assert examined(SWOP.read_bytes()).fault == ""
    profile = Profile(SWOP.read_bytes(), "SWOP", "relative")
    process = Process((), profile)
    for name in ("teal", "plum", "green", "red"):
        wanted = lab(channels(SHIPPED[name]))
        inks = process.inks(channels(SHIPPED[name]))
        by_formula = apart(wanted, profile.printed(formula(channels(SHIPPED[name]))))
        off = apart(wanted, profile.printed(inks))
        assert off < by_formula
        assert off < (6.5 if name == "red" else 3)  # no press of this kind prints that red
        assert sum(inks) <= process.limit + 0.003
    assert drift(process, SHIPPED)[1] == "red"


# ------------------------------------------------------------------ second opinion


@pytest.fixture(scope="module")
def plates(claiming: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Image.Image]:
    """The plates of the second page, as Ghostscript separates them; 0 is full ink."""
    folder = tmp_path_factory.mktemp("plates")
    (folder / "press.pdf").write_bytes(claiming)
    separated = ["-sDEVICE=tiffsep", "-r72", "-dFirstPage=2", "-dLastPage=2"]
    said = told("gs", "-q", "-o", "page.tif", *separated, "press.pdf", folder=folder)
    assert "rror" not in said
    found = {path.stem.split("(")[1].rstrip(")"): Image.open(path) for path in _plates(folder)}
    return {name: image.convert("L") for name, image in found.items()}


def _plates(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if "(" in path.stem)


def test_there_are_four_plates_and_each_has_all_marks(plates: dict[str, Image.Image]) -> None:
    assert plates.keys() == {"Cyan", "Magenta", "Yellow", "Black"}
    width, height = plates["Black"].size
    top = (0, 0, width, 20)  # points: marks alone stand there
    marks = [plate.crop(top).tobytes() for plate in plates.values()]
    assert len(set(marks)) == 1
    assert marks[0].count(b"\xff") < len(marks[0])


def test_black_words_leave_no_holes_in_the_ground_below_them(
    plates: dict[str, Image.Image],
) -> None:
    """Where letters stand on a tint, its plates go on under them."""
    width, height = plates["Black"].size
    black, cyan = plates["Black"].tobytes(), plates["Cyan"].tobytes()
    on_tint = [
        at
        for at in range(5 * width, (height - 5) * width)
        if black[at] < 60 and all(180 < cyan[at + beside] < 250 for beside in (-4, 4))
    ]
    assert len(on_tint) > 200
    assert all(cyan[at] < 250 for at in on_tint)
