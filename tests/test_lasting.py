"""What lasts from one run to the next: it comes back as it was, for the very same input and program
only, and whatever is wrong with it costs time and nothing else."""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from handouts import api
from handouts.clinic.jobs import Details, PrivateJob
from handouts.content.blocks import Block, block
from handouts.content.codes import Codes
from handouts.making import program, workshop
from handouts.making.library import Shelf, Shelved
from handouts.making.memo import Memo
from handouts.making.site import Site, load_site
from handouts.making.texts import Script
from handouts.making.workshop import Workshop
from handouts.meaning.document import Part
from handouts.meaning.spans import Text
from handouts.outputs.pdf.boxes.box import Box
from handouts.outputs.pdf.ink.tags import Branch
from handouts.outputs.pdf.pages import untouched
from handouts.outputs.pdf.pages.untouched import NEW
from handouts.outputs.pdf.parts import story
from handouts.outputs.pdf.parts.context import Context
from handouts.outputs.pdf.text.cutting import forget
from handouts.outputs.pdf.write import writer
from handouts.signing import versions
from handouts.source import lasting
from handouts.source.lasting import Many, last_in, of_site, once, put, recalled, settle
from handouts.source.reader import Reading, validated
from handouts.source.tree import Map, fields
from handouts.source.values import replace
from tests.test_second import INHALER, copied

WORDS = (Text("words"), Text("more"))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder where values last."""
    last_in(tmp_path / "lasting", "the program")
    yield tmp_path / "lasting"
    last_in(None, "")


def shop(site: Site, place: Path) -> Workshop:
    """A workshop that nobody has worked in: a memo with a cache keeps to itself in these tests."""
    return Workshop(site, Memo(place.parent / "figures"))


def never() -> None:
    pytest.fail("it was made again")


# ------------------------------------------------------------------ one value


def test_a_value_comes_back_for_the_same_input(place: Path) -> None:
    assert once("words", ("a", "b"), lambda: WORDS) == WORDS
    assert once("words", ("a", "b"), never) == WORDS
    assert [path.name for path in place.iterdir()] == ["words.kept"]


@pytest.mark.parametrize("given", [("a", "c"), ("ab",), ("a", "b", ""), ()])
def test_it_is_made_again_for_another(place: Path, given: tuple[str, ...]) -> None:
    once("words", ("a", "b"), lambda: WORDS)
    assert once("words", given, lambda: "new") == "new"
    # and only the last one lasts
    assert once("words", ("a", "b"), lambda: "newer") == "newer"


def test_it_is_made_again_by_another_program_or_by_another_name(place: Path) -> None:
    once("words", ("a",), lambda: WORDS)
    (place / "other.kept").write_bytes((place / "words.kept").read_bytes())
    assert once("other", ("a",), lambda: "new") == "new"
    last_in(place, "another program")
    assert once("words", ("a",), lambda: "new") == "new"


def test_nothing_lasts_where_nothing_is_kept(tmp_path: Path) -> None:
    for folder, code in ((None, "the program"), (tmp_path, "")):
        last_in(folder, code)
        assert once("words", (), lambda: WORDS) is WORDS
    assert not list(tmp_path.iterdir())


def test_nothing_is_kept_of_nothing(place: Path) -> None:
    assert once("words", (), lambda: None) is None
    assert not place.exists()


def test_a_damaged_value_is_made_again(place: Path) -> None:
    once("words", (), lambda: WORDS)
    path = place / "words.kept"
    data = path.read_bytes()
    damaged = [data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] for at in range(0, len(data), 3)]
    for wrong in (*damaged, b"", data[:64], data[:-1], data + b"0"):
        path.write_bytes(wrong)
        assert once("words", (), lambda: WORDS) is WORDS
    assert path.read_bytes() == data


def test_a_place_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"no folder")
    last_in(tmp_path / "file", "the program")
    assert once("words", (), lambda: WORDS) is WORDS
    last_in(None, "")


class Evil:
    """What a stranger might put into a folder."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, ("evil",)


@pytest.mark.parametrize(
    "value",
    [Evil(), os.getcwd, Path("x"), lasting.put, lasting, Memo(), [Evil()], api.Task],
    ids=["object", "builtin", "path", "function", "module", "memo", "list", "class"],
)
def test_only_values_of_ours_are_made(
    value: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        put(Path("x.kept"), b"key", value)
    except (TypeError, pickle.PicklingError):  # not even a pickle can be made of it
        return
    found = recalled(Path("x.kept"), b"key")
    assert found is None or found is api.Task
    assert not Path("evil").exists()


# ------------------------------------------------------------------ which program it is


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package whose files lie there for long."""
    package = tmp_path / "package"
    package.mkdir()
    (package / "a.py").write_bytes(b"0")
    monkeypatch.setattr(program, "PACKAGE", package)
    later = time.time_ns() + 10 * program.SETTLED
    monkeypatch.setattr(time, "time_ns", lambda: later)
    return package


def test_code_that_lies_as_it_did_is_not_read_again(
    code: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = program.program(tmp_path / "kept")
    assert known == program.program()
    (code / "a.py").chmod(0o200)  # it could not be read
    monkeypatch.setattr(program, "_code", never)
    with pytest.raises(pytest.fail.Exception):
        program.program(tmp_path / "kept")
    monkeypatch.undo()


def test_a_change_of_code_is_seen_whatever_its_times_say(code: Path, tmp_path: Path) -> None:
    kept, path = tmp_path / "kept", code / "a.py"
    before, found = program.program(kept), path.stat()
    path.write_bytes(b"1")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert program.program(kept) == program.program() != before
    (code / "b.py").write_bytes(b"")
    assert program.program(kept) == program.program()
    path.unlink()
    assert program.program(kept) == program.program()


def test_code_that_was_written_a_moment_ago_is_not_remembered(
    code: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = (code / "a.py").stat().st_mtime_ns + program.SETTLED // 2
    monkeypatch.setattr(time, "time_ns", lambda: now)
    program.program(tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_a_damaged_memory_of_the_code_is_not_believed(code: Path, tmp_path: Path) -> None:
    known = program.program(tmp_path / "kept")
    path = tmp_path / "kept" / program.KNOWN
    lie, digest, seal = path.read_text("ascii").split("\n")
    other = "0" * len(digest)
    for wrong in ("", lie, f"{lie}\n{other}\n{seal}", f"{lie}\n{digest}", "\udcff"):
        path.write_bytes(wrong.encode("utf-8", "surrogateescape"))
        assert program.program(tmp_path / "kept") == known


# ------------------------------------------------------------------ a site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = copied(tmp_path_factory.mktemp("lasting"))
    return load_site(folder / "content", folder / "assets")


@pytest.fixture
def shelves(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The languages whose shelves were read, not recalled."""
    found, before = list[str](), Shelf.read

    def noted(self: Shelf) -> Shelved | None:
        found.append(self.language)
        return before(self)

    monkeypatch.setattr(Shelf, "read", noted)
    return found


def test_what_handouts_lean_on_is_the_same_from_an_earlier_run(
    place: Path, site: Site, shelves: list[str]
) -> None:
    first, again = (shop(site, place).shelf("en") for _ in range(2))
    assert shelves == ["en"]
    assert not (first.context.trees or first.context.maps)  # they are let go, and made anew
    assert again.lowering == first.lowering is not None
    assert (again.locale, again.declared, again.subject) == (
        first.locale,
        first.declared,
        first.subject,
    )
    assert again.context.names.keys() == first.context.names.keys()
    for name in first.context.names.keys() - {"figure", "icon", "figure faults", "icon faults"}:
        assert again.context.names[name] == first.context.names[name]
    # files are there when somebody asks for them, and places in them
    assert dict(again.trees) == dict(first.trees)
    assert first.subject
    family = next(iter(first.subject.families.values()))
    assert again.place(family, "kind") == first.place(family, "kind") != family.at
    assert [shop(site, place).look[0] for _ in range(2)] == [shop(site, place).look[0]] * 2


def test_what_is_signed_is_the_same_from_an_earlier_run(place: Path, site: Site) -> None:
    first, again = (shop(site, place).sign_offs(INHALER, "en") for _ in range(2))
    assert again.sections == first.sections
    common = shop(site, place).shelf("en").signed[0]
    assert isinstance(common, Map) and fields(common["fragments"])


@pytest.mark.parametrize("path", ["glossary/en.yaml", "common/en.yaml", "facts.yaml"])
def test_a_changed_file_is_read(place: Path, site: Site, path: str, shelves: list[str]) -> None:
    shop(site, place).shelf("en")
    data = site.content.data(path)
    assert data
    other = Site(site.content.changed({path: data + b"\n# a remark\n"}), site.assets)
    assert shop(other, place).shelf("en").lowering
    assert shelves == ["en", "en"]


def test_a_site_that_is_not_sound_is_read_each_time(place: Path, site: Site) -> None:
    other = Site(site.content.changed({"glossary/en.yaml": b"inhaler: 5\n"}), site.assets)
    told = [shop(other, place).shelf("en").problems for _ in range(2)]
    assert told[0] == told[1] != ()


def test_a_build_is_the_same_after_what_it_made_was_lost(tmp_path: Path, site: Site) -> None:
    """Files made of what lasts are those that were made of what was read."""
    jobs = [api.Job(INHALER, "en", "standard", "letter"), api.Job(INHALER, "en", "web", "")]
    cache = tmp_path / "cache"
    task, made = api.Task(site, site.clinic, cache), list[dict[str, bytes]]()
    for number in range(2):
        out = tmp_path / str(number)
        assert not api.build(task, jobs, out).problems
        files = (path for path in sorted(out.rglob("*")) if path.is_file())
        made.append({path.relative_to(out).as_posix(): path.read_bytes() for path in files})
        for path in (*cache.glob("*.file"), *cache.glob("*.entry")):
            path.unlink()
    assert made[0] == made[1]
    assert "index.html" in made[0]
    names = {path.name for path in (cache / "stages").iterdir()}
    assert {"brand.kept", "shelf-en.kept", "signed-en.kept", "covers.kept"} <= names
    last_in(None, "")


def test_a_site_without_codes_is_recalled_without(place: Path, site: Site) -> None:
    files = {path: one for path, one in site.content.files.items() if path != "codes.yaml"}
    other = Site(type(site.content)("content", files), site.assets)
    found = [shop(other, place).shelf("en").context.names["code"] for _ in range(2)]
    assert found[0] == found[1]
    assert not isinstance(found[0], Codes)


@pytest.fixture
def alone(place: Path) -> Iterator[Path]:
    """The same in a process that builds a site and does nothing else."""
    of_site(True)
    yield place
    of_site(False)
    Many.every.clear()


def test_small_values_last_together(alone: Path) -> None:
    many = Many("many", 3)
    assert [many.once(key, partial(tuple, f"{key}1")) for key in "ab"] == [("a", "1"), ("b", "1")]
    settle()
    of_site(True)
    again = Many("many", 3)
    assert again.once("a", never) == ("a", "1")
    assert again.once("c", lambda: "c") == "c"
    assert again.once("d", lambda: None) is None
    settle()
    of_site(True)
    full = Many("many", 2)
    assert [full.once(key, never) for key in "bc"] == [("b", "1"), "c"]
    assert full.once("e", lambda: "e") == "e"
    settle()  # four are too many: what was not asked for goes
    of_site(True)
    assert Many("many", 2).once("a", lambda: "new") == "new"


def test_few_new_values_are_not_written(alone: Path) -> None:
    Many("many", 9, least=2).once("a", lambda: "a")
    settle()
    assert not alone.exists()


def test_small_values_of_another_program_or_damaged_ones_are_made_again(alone: Path) -> None:
    Many("many", 9).once("a", lambda: "a")
    settle()
    kept = alone / "many.kept"
    for code, data in (("another program", kept.read_bytes()), ("the program", b"x" * 200)):
        last_in(alone, code)
        of_site(True)
        kept.write_bytes(data)
        assert Many("many", 9).once("a", lambda: "new") == "new"


def test_no_small_value_lasts_where_a_process_may_be_told_of_a_patient(place: Path) -> None:
    assert Many("many", 9).once("a", lambda: "a") == "a"
    settle()
    assert not place.exists()


def test_words_and_drawings_that_lasted_give_the_same_file(tmp_path: Path, site: Site) -> None:
    """Also where they are damaged."""
    job, cache = api.Job(INHALER, "en", "standard", "letter"), tmp_path / "cache"
    plain = api.produce(site, site.clinic, job).data
    for damage in (None, None, b"no words"):
        kept = [path for path in cache.glob("stages/*.kept") if path.name.startswith(("w", "d"))]
        for path in kept if damage else ():
            path.write_bytes(damage or b"")
        for path in (*cache.glob("*.file"), *cache.glob("stages/boxes*")):
            path.unlink()
        forget()
        writer._deflated.cache_clear()
        (made,) = api.outcomes(api.Task(site, site.clinic, cache, alone=True), [job])
        assert made.data == plain
    assert {path.name[:5] for path in kept} == {"words", "drawn"}


def test_nothing_of_a_patient_lasts(place: Path, site: Site) -> None:
    told = Details({"talk.patient": "Zebulon Őszi", "talk.date": "31 December 1971"})
    job = PrivateJob(api.Job(INHALER, "en", "sheet", "letter"), told)
    made = api.produce(site, site.clinic, job, Memo(place.parent / "figures"))
    kept = b"".join(path.read_bytes() for path in place.iterdir())
    assert made.entry and kept
    assert not any("Zebulon".encode(code) in kept for code in ("utf-8", "utf-16-be"))
    names = {path.name.partition("-")[0].removesuffix(".kept") for path in place.iterdir()}
    assert names <= {"brand", "shelf", "signed", "locale", "letters", "glyphs"}


# ------------------------------------------------------------------ parts of a text

TEXT = f"handouts/{INHALER}/en.yaml"


def edited(site: Site, old: bytes, new: bytes) -> Site:
    data = site.content.data(TEXT)
    assert data and old in data
    return Site(site.content.changed({TEXT: data.replace(old, new, 1)}), site.assets)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The blocks that models have read."""
    seen = list[object]()

    def noted(kind: type[Block], value: object, context: Reading) -> Block:
        seen.append(value)
        return validated(kind, value, context)

    monkeypatch.setattr(block, "validated", noted)
    return seen


def test_only_the_part_that_changed_is_read_again(
    alone: Path, site: Site, read: list[object]
) -> None:
    Workshop(site, Memo(alone.parent / "figures")).script(INHALER, "en")
    whole = len(read)
    other = edited(site, b"blocks:\n      - ", b"blocks:\n      - Other words. ")
    of_site(False)
    expected = Workshop(other, Memo(alone.parent / "figures")).script(INHALER, "en").handout
    of_site(True)
    read.clear()
    found = Workshop(other, Memo(alone.parent / "figures")).script(INHALER, "en").handout
    assert found and expected and found == expected
    assert found.sections[0].blocks[0].at == expected.sections[0].blocks[0].at
    assert 0 < len(read) < whole / 2


def test_what_is_wrong_with_a_part_is_told_each_time_where_it_stands(
    alone: Path, site: Site
) -> None:
    def script(one: Site) -> Script:
        return Workshop(one, Memo(alone.parent / "figures")).script(INHALER, "en")

    sound = [edited(site, b"sections:\n", more + b"sections:\n") for more in (b"", b"# aside\n")]
    wrong = [
        edited(one, b"blocks:\n      - ", b"blocks:\n      - '[S999] '\n      - ") for one in sound
    ]
    known = script(sound[0]).handout  # its parts are known from here on
    told = [[one.where.line for one in script(one).problems] for one in (*wrong, wrong[0])]
    assert all(told)
    assert told[1] == [line + 1 for line in told[0]]
    assert told[0] == told[2]
    lower = script(sound[1]).handout
    assert known and lower
    places = [one.sections[0].blocks[0].at for one in (known, lower)]
    assert places[0] and places[1] and places[1].line == places[0].line + 1


def test_only_the_section_that_changed_is_signed_for_anew(
    alone: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, canonical = list[object](), versions._canonical

    def noted(value: object, written: versions.Written) -> tuple[str, set[str]]:
        seen.append(value)
        return canonical(value, written)

    monkeypatch.setattr(versions, "_canonical", noted)

    def signed(one: Site) -> dict[str, str]:
        seen.clear()
        return dict(Workshop(one, Memo(alone.parent / "figures")).sign_offs(INHALER, "en").sections)

    first, whole = signed(site), len(seen)
    assert signed(site) == first
    few = len(seen)  # what is no section of its own is looked at each time
    assert few + workshop.NEW <= whole
    other = edited(site, b"blocks:\n      - ", b"blocks:\n      - Other words. ")
    found = signed(other)
    assert len(seen) == few + 1
    of_site(False)
    assert found == signed(other) != first


# ------------------------------------------------------------------ boxes of a paper

JOB = api.Job(INHALER, "en", "standard", "letter")


@pytest.fixture
def laid(monkeypatch: pytest.MonkeyPatch) -> list[Part]:
    """The parts that were laid, each time anew."""
    seen = list[Part]()

    def noted(ctx: Context, part: Part, parent: Branch, width: float) -> list[Box]:
        seen.append(part)
        return story.part(ctx, part, parent, width)

    monkeypatch.setattr(untouched, "story", SimpleNamespace(part=noted))
    return seen


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "cache"
    last_in(None, "")
    Many.every.clear()


def built(site: Site, cache: Path, *jobs: api.Job, alone: bool = True) -> list[bytes]:
    """What a process that has made nothing yet makes of jobs, none of which is kept."""
    for path in cache.glob("*.file"):
        path.unlink()
    forget()
    task = api.Task(site, site.clinic, cache, alone=alone)
    return [one.data for one in api.outcomes(task, list(jobs) or [JOB])]


def boxes(cache: Path) -> list[Path]:
    return [*cache.glob("stages/boxes*")]


def test_only_the_part_that_changed_is_laid_again(
    cache: Path, site: Site, laid: list[Part]
) -> None:
    built(site, cache)
    (kept,) = boxes(cache)
    whole, data = len(laid), kept.read_bytes()
    other = edited(site, b"blocks:\n      - ", b"blocks:\n      - Other words. ")
    laid.clear()
    made = built(other, cache)
    assert len(laid) == 1 < NEW < whole
    assert made == [api.produce(other, other.clinic, JOB).data]
    assert kept.read_bytes() == data  # one part is laid sooner than all are written


@pytest.mark.parametrize("damage", [b"", b"no boxes", None], ids=["empty", "other", "one bit"])
def test_damaged_boxes_are_made_again(
    cache: Path, site: Site, laid: list[Part], damage: bytes | None
) -> None:
    expected = built(site, cache)
    (kept,) = boxes(cache)
    whole, data = len(laid), kept.read_bytes()
    wrong = data[:-9] + bytes([data[-9] ^ 1]) + data[-8:] if damage is None else damage
    kept.write_bytes(wrong)
    laid.clear()
    assert built(site, cache) == expected
    assert len(laid) == whole
    assert kept.read_bytes()[:64] != wrong[:64] or damage is None
    laid.clear()
    assert built(site, cache) == expected
    assert not laid


def test_boxes_are_those_of_one_look(cache: Path, site: Site, laid: list[Part]) -> None:
    built(site, cache)
    whole = len(laid)
    brand = site.assets.data("brand/brand.yaml")
    assert brand
    for other, job in (
        (Site(site.content, site.assets.changed({"brand/brand.yaml": brand + b"\n# x"})), JOB),
        (site, replace(JOB, edition="large-print")),
        (site, replace(JOB, paper="a4")),
    ):
        laid.clear()
        assert all(built(other, cache, job))
        assert len(laid) >= whole - 1, job


def test_only_the_boxes_of_one_paper_that_is_built_alone_last(cache: Path, site: Site) -> None:
    """Who makes many would write more than is read; and others may be told of a patient."""
    built(site, cache, JOB, replace(JOB, paper="a4"))
    built(site, cache, alone=False)
    assert not boxes(cache)
    built(site, cache)
    assert len(boxes(cache)) == 1


class Own(lasting.Names):
    """One text has a name."""

    kinds = (Text,)

    def name(self, one: object) -> str:
        return "one" if one == WORDS[0] else ""

    def named(self, name: str) -> object:
        return {"one": WORDS[0]}[name]


def test_what_has_a_name_does_not_last_but_is_found_again(tmp_path: Path) -> None:
    path = tmp_path / "some.kept"
    put(path, b"key", (*WORDS, *WORDS), Own())
    assert b"more" in path.read_bytes()
    assert WORDS[0].text.encode() not in path.read_bytes()
    found = recalled(path, b"key", Own())
    assert found == (*WORDS, *WORDS)
    assert isinstance(found, tuple)
    assert found[0] is WORDS[0]
    assert recalled(path, b"key") is None
