"""Networks of clinics: the same bytes from whoever makes them, what is whole is not made again,
what fails is named, and one report tells what there is to do."""

from __future__ import annotations

import errno
import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from handouts.cli import main
from handouts.clinic.jobs import Job, Outcome
from handouts.desk.folders import Folders
from handouts.making.memo import Memo
from handouts.making.produce import produce
from handouts.making.site import Clinic, Site, load_site
from handouts.network import units
from handouts.network.plan import plan
from handouts.network.reading import read_network
from handouts.network.running import Run, Worker
from handouts.network.units import Bench, Bundle, Closing, Done, Unit
from handouts.project.executors import Here
from handouts.project.helpers import Processes
from handouts.project.stores import Local, store_of
from handouts.project.tasks import today
from handouts.source.problems import Misused, Problems
from handouts.source.reader import Model
from tests.support.brochures import ROOT

EXTRA = "its packages come with an extra of ours"

CLINICS = ("ash", "birch", "cedar")
FACTS = 'name: {name} Clinic\nphone: "(555) 010-0142"\nfever: "101 F"\n'
NETWORK = "title: Grove\neditions: [standard, text]\nclinics:\n  cedar: {{editions: [text]}}\n{}"
Shown = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def grove(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with two handouts and a network of three clinics, made once, here."""
    home = tmp_path_factory.mktemp("grove")
    shutil.copytree(ROOT / "tests/site", home, dirs_exist_ok=True)
    for folder in ("fonts", "icons"):
        shutil.copytree(ROOT / "assets" / folder, home / "assets" / folder)
    text = (home / "content/handouts/sample/en.yaml").read_text("utf-8")
    (home / "content/handouts/other").mkdir()
    other = text.replace("id: sample", "id: other")
    (home / "content/handouts/other/en.yaml").write_text(other, "utf-8")
    networks = home / "content/networks"
    (networks / "grove").mkdir(parents=True)
    (networks / "grove.yaml").write_text(NETWORK.format(""), "utf-8")
    for name in CLINICS:
        facts = FACTS.format(name=name.title())
        (networks / f"grove/{name}.yaml").write_text(facts, "utf-8")
    assert build(home, "--out", str(home / "here")) == 0
    return home


@pytest.fixture
def own(grove: Path, tmp_path: Path) -> Path:
    """A copy of it, to change."""
    shutil.copytree(grove, tmp_path, dirs_exist_ok=True)
    return tmp_path


def build(home: Path, *more: str) -> int:
    folders = ("--content", str(home / "content"), "--assets", str(home / "assets"))
    return main(["build", "--network", "grove", *folders, *more])


def sums(out: Path) -> dict[str, str]:
    """Every file of a network by its hash, as its clinics' lists have it; lists and disk agree."""
    told = {
        f"{path.parent.name}/{line.partition('  ')[2]}": line.partition("  ")[0]
        for path in out.glob("*/SHA256SUMS")
        for line in path.read_text("utf-8").splitlines()
    }
    there = {
        path.relative_to(out).as_posix()
        for kind in ("pdf", "txt")
        for path in out.rglob(f"*.{kind}")
    }
    assert told.keys() == there
    assert not list(out.rglob("*.part"))
    return told


def test_a_network_has_the_files_of_each_of_its_clinics(grove: Path, tmp_path: Path) -> None:
    found = sums(grove / "here")
    kinds = [name.rpartition("-")[2] for name in found]
    assert (len(found), len(kinds)) == (10, 10)
    assert {name.split("/")[0] for name in found} == set(CLINICS)
    assert not [name for name in found if name.startswith("cedar") and "standard" in name]
    alone = ("--content", str(grove / "content"), "--assets", str(grove / "assets"), "--no-cache")
    file, out = grove / "content/networks/grove/ash.yaml", tmp_path / "ash"
    assert (
        main(["build", *alone, "--clinic", str(file), "--edition", "text", "--out", str(out)]) == 0
    )
    for path in (out / "en").iterdir():
        assert path.read_bytes() == (grove / "here/ash/en" / path.name).read_bytes()


def test_processes_make_the_same(grove: Path, tmp_path: Path) -> None:
    assert build(grove, "--out", str(tmp_path), "--jobs", "2") == 0
    assert sums(tmp_path) == sums(grove / "here")
    for name in ("index.html", "ash/index.html", "ash/topics.json", "ash/manifest.json"):
        assert (tmp_path / name).read_bytes() == (grove / "here" / name).read_bytes()


def test_results_of_another_network_are_left_alone(own: Path, capsys: Shown) -> None:
    """Its page would be lost, and so would files of a clinic that is called as one of its own."""
    before = {path: path.read_bytes() for path in (own / "here").rglob("*") if path.is_file()}
    networks = own / "content/networks"
    shutil.copytree(networks / "grove", networks / "wood")
    folders = ("--content", str(own / "content"), "--assets", str(own / "assets"))
    out = ("--out", str(own / "here"))
    assert main(["build", "--network", "wood", *folders, *out]) == 2
    assert "error: the results of the network 'grove' are here" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in before} == before


def test_what_a_network_may_say_is_told(own: Path, capsys: Shown) -> None:
    """A hint finds the fields of a kind by its name, so no two have the same."""
    networks = own / "content/networks"
    (networks / "grove.yaml").write_text("- a\n", "utf-8")
    assert build(own, "--out", str(own / "there")) == 1
    assert "'name: value': handouts, sets, editions" in capsys.readouterr().err
    kinds, waiting = set[type[Model]](), [Model]
    while waiting:
        every = waiting.pop().__subclasses__()
        kinds |= {one for one in every if one.__module__.startswith("handouts.")}
        waiting += every
    assert len(kinds) == len({one.__name__ for one in kinds})


def test_an_address_holds_the_same(grove: Path, tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec", reason=EXTRA)
    assert build(grove, "--out", "memory://grove/there") == 0
    fsspec.filesystem("memory").get("/grove/there/", f"{tmp_path}/", recursive=True)
    assert sums(tmp_path) == sums(grove / "here")
    assert (tmp_path / "index.html").read_bytes() == (grove / "here/index.html").read_bytes()


def test_an_address_of_this_machine_is_a_path(grove: Path, tmp_path: Path) -> None:
    """What makes an object of a file would put it together where it shows, on another disk."""
    for kind in ("file", "local"):
        assert store_of(f"{kind}://{tmp_path}") == Local(tmp_path)
    assert build(grove, "--out", f"file://{tmp_path}/there") == 0
    assert sums(tmp_path / "there") == sums(grove / "here")


def test_what_is_whole_is_not_made_again(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown
) -> None:
    """Only what was damaged, lost, or is of other facts or another text."""
    out, before = own / "here", sums(own / "here")
    (out / "ash/en/other-text.txt").write_bytes(b"torn")
    (out / "ash/en/sample-text.txt").unlink()
    (out / "birch/.made/en-other-text.txt.json").unlink()
    facts = own / "content/networks/grove/cedar.yaml"
    facts.write_text(facts.read_text("utf-8").replace("0142", "0143"), "utf-8")
    made = list[tuple[str, Job]]()

    def counted(site: Site, clinic: Clinic, job: Job, memo: Memo) -> Outcome:
        made.append((clinic.stem, job))
        return produce(site, clinic, job, memo)

    monkeypatch.setattr(units, "produce", counted)
    capsys.readouterr()
    assert build(own, "--out", str(out)) == 0
    assert sorted((stem, job.slug, job.edition) for stem, job in made) == [
        ("content/networks/grove/ash", "other", "text"),
        ("content/networks/grove/ash", "sample", "text"),
        ("content/networks/grove/birch", "other", "text"),
        ("content/networks/grove/cedar", "other", "text"),
        ("content/networks/grove/cedar", "sample", "text"),
    ]
    assert "5 files made, 5 there already, of 3 clinics" in capsys.readouterr().out
    after = sums(out)
    assert {name for name in after if after[name] != before[name]} == {
        name for name in before if name.startswith("cedar")
    }


def test_what_fails_is_named_and_the_rest_goes_on(own: Path, capsys: Shown) -> None:
    facts = own / "content/networks/grove/birch.yaml"
    facts.write_text(facts.read_text("utf-8").replace('"(555) 010-0142"', "TODO"), "utf-8")
    (own / "content/networks/grove/dogwood.yaml").mkdir()
    shutil.copy(own / "content/networks/grove/ash.yaml", own / "content/networks/grove/Elm.yaml")
    assert build(own, "--out", str(own / "there")) == 1
    told = capsys.readouterr()
    assert "content/networks/grove/birch.yaml:2:8: error: 'TODO' is no value of a fact" in told.err
    assert "'sample' (en, standard, letter) was not made for the clinic 'birch'" in told.err
    assert "content/networks/grove/Elm.yaml:1:1: error: 'Elm' is no name of a clinic" in told.err
    assert "dogwood" in told.err
    assert "Traceback" not in told.err
    whole = sums(own / "here")
    assert sums(own / "there") == {k: v for k, v in whole.items() if not k.startswith("birch")}
    report = (own / "there/index.html").read_text("utf-8")
    assert "Not all made" in report
    assert "TODO" in report
    order = [report.index(at) for at in ('id="failed"', ">birch<", 'id="unsigned"', "ash/index")]
    assert order == sorted(order)  # of 200 clinics nobody finds it otherwise


def test_what_cannot_be_written_costs_no_other_file_and_no_clinic(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown
) -> None:
    """Of one clinic a file of two in a language, of another its lists; the rest is there, and is
    not made again once there is room."""
    write = Local.write

    def full(store: Local, name: str, data: bytes) -> None:
        if (store.root.name, name) in {("ash", "en/other-text.txt"), ("birch", "manifest.json")}:
            raise OSError(errno.ENOSPC, "No space left on device", f"{store.root}/{name}")
        write(store, name, data)

    with monkeypatch.context() as small:
        small.setattr(Local, "write", full)
        assert build(own, "--out", str(own / "there")) == 1
    told = capsys.readouterr()
    assert "'other' (en, text) was not made for the clinic 'ash'" in told.err
    assert "the results of 'birch' cannot be written: No space left on device" in told.err
    assert "9 files made, 0 there already, of 3 clinics" in told.out
    report = (own / "there/index.html").read_text("utf-8")
    assert report.count("cannot be written") == 2
    assert build(own, "--out", str(own / "there")) == 0
    assert "1 file made, 9 there already, of 3 clinics" in capsys.readouterr().out
    assert sums(own / "there") == sums(own / "here")


def test_each_file_that_was_there_is_told_as_such(own: Path, capsys: Shown) -> None:
    (own / "here/ash/en/other-standard-letter.pdf").unlink()  # the first of two of its text
    capsys.readouterr()
    assert build(own, "--out", str(own / "here")) == 0
    lines = capsys.readouterr().out.splitlines()
    (made,) = (line for line in lines if "/en/" in line and "there already" not in line)
    assert made.startswith("ash/en/other-standard-letter.pdf")


def test_a_report_that_cannot_be_written_hides_no_problem(own: Path, capsys: Shown) -> None:
    facts = own / "content/networks/grove/ash.yaml"
    facts.write_text(facts.read_text("utf-8") + "nonesuch: 1\n", "utf-8")
    (own / "here/index.html").unlink()
    (own / "here/index.html").mkdir()
    assert build(own, "--out", str(own / "here")) == 1
    told = capsys.readouterr().err
    assert "nonesuch" in told
    assert "index.html:1:1: error: the report cannot be written: Is a directory" in told


def test_the_report_tells_what_there_is_to_do(own: Path) -> None:
    facts = own / "content/networks/grove/ash.yaml"
    facts.write_text(facts.read_text("utf-8").replace('"(555) 010-0142"', '""'), "utf-8")
    text = own / "content/handouts/sample/en.yaml"
    before = text.read_text("utf-8")
    due = next(line for line in before.splitlines() if line.startswith("review-by:"))
    text.write_text(
        before.replace(due, "review-by: 2026-01-02").replace(
            next(line for line in before.splitlines() if line.startswith("issued:")),
            "issued: 2026-01-01",
        ),
        "utf-8",
    )
    assert build(own, "--out", str(own / "there")) == 0
    report = (own / "there/index.html").read_text("utf-8")
    ash = report[report.index("ash/index.html") : report.index("birch/index.html")]
    birch = report[report.index("birch/index.html") : report.index("cedar/index.html")]
    assert "phone" in ash
    assert "phone" not in birch
    for told in (ash, birch):
        assert "other, sample" in told  # texts that nobody has signed
        assert "sample (2026-01-02)" in told
        assert "fever" in told  # a clinical fact that nobody has signed


def test_brand_and_signatures_of_its_own(own: Path, capsys: Shown) -> None:
    networks = own / "content/networks"
    shutil.copytree(own / "assets/brand", networks / "blue")
    brand = (networks / "blue/brand.yaml").read_text("utf-8")
    (networks / "blue/brand.yaml").write_text(brand + "\n# another\n", "utf-8")
    (networks / "signed/sample").mkdir(parents=True)
    (networks / "signed/sample/review.yaml").write_text("en: [", "utf-8")
    told = NETWORK.format("  ash: {brand: blue}\n  birch: {signatures: signed}\n")
    (networks / "grove.yaml").write_text(told, "utf-8")
    assert build(own, "--out", str(own / "there")) == 1
    here, there = sums(own / "here"), sums(own / "there")
    assert here.keys() - there.keys() == {
        f"birch/en/sample-{kind}" for kind in ("standard-letter.pdf", "text.txt")
    }
    assert {name: there[name] for name in there} == {name: here[name] for name in there}
    assert "\ncontent/networks/signed/sample/review.yaml:2:1: error:" in capsys.readouterr().err
    (networks / "blue/brand.yaml").write_text("palette: [", "utf-8")
    assert build(own, "--out", str(own / "there"), "--no-cache") == 1
    shown = capsys.readouterr()
    assert ", 0 there already, of 3 clinics" in shown.out
    assert "\ncontent/networks/blue/brand.yaml:2:1: error:" in shown.err
    assert "assets/brand" not in shown.err
    assert "content/networks/blue/brand.yaml" in (own / "there/index.html").read_text("utf-8")


def test_a_clinic_by_itself_has_its_own_brand_and_signatures(own: Path, capsys: Shown) -> None:
    """As the network makes it: with the logo of the site it would be another clinic's paper."""
    networks, site = own / "content/networks", load_site(own / "content", own / "assets")
    shutil.copytree(own / "assets/brand", networks / "blue")
    palette = (networks / "blue/brand.yaml").read_text("utf-8")
    changed = palette.replace('brand: "#0B4F6C"', 'brand: "#0B2F4C"')
    (networks / "blue/brand.yaml").write_text(changed, "utf-8")
    told = NETWORK.format("  ash: {brand: blue, editions: [standard]}\n  birch: {brand: blue}\n")
    (networks / "grove.yaml").write_text(told, "utf-8")
    assert build(own, "--out", str(own / "there")) == 0
    folders = ("--content", str(own / "content"), "--assets", str(own / "assets"))
    clinic = ("--clinic", str(networks / "grove/ash.yaml"))
    assert main(["build", *folders, *clinic, "--out", str(own / "alone")]) == 0
    alone = (own / "alone/SHA256SUMS").read_text("utf-8")
    assert alone == (own / "there/ash/SHA256SUMS").read_text("utf-8")
    assert alone != (own / "here/ash/SHA256SUMS").read_text("utf-8")
    desk = Folders(own / "content", own / "assets", networks / "grove/ash.yaml")
    assert desk.opened()[1] == networks / "blue"
    assert desk.opened()[0].assets.files.keys() == site.assets.files.keys()
    capsys.readouterr()
    (networks / "grove.yaml").write_text("clinics: [", "utf-8")  # nobody knows whose brand it has
    assert main(["build", *folders, *clinic, "--out", str(own / "alone")]) == 1
    assert "content/networks/grove.yaml:2:1: error" in capsys.readouterr().err


def test_a_clinic_with_sign_offs_of_its_own_has_its_form_there(own: Path) -> None:
    """Beside the text it would be signed for all clinics."""
    networks = own / "content/networks"
    (networks / "grove.yaml").write_text(NETWORK.format("  ash: {signatures: signed}\n"), "utf-8")
    folders = ("--content", str(own / "content"), "--assets", str(own / "assets"))
    for name, place in (("ash", networks / "signed"), ("birch", own / "content/handouts")):
        clinic = ("--clinic", str(networks / f"grove/{name}.yaml"))
        assert main(["review", "sample", *folders, *clinic]) == 0
        assert (place / "sample/review.yaml").is_file()
        assert sum(path.name == "review.yaml" for path in own.rglob("review.yaml")) == 1
        (place / "sample/review.yaml").unlink()


def test_a_clinic_whose_brand_is_not_there_has_no_files_in_another(
    own: Path, capsys: Shown
) -> None:
    networks = own / "content/networks"
    told = NETWORK.format("  ash: {brand: nowhere}\n  birch: {brand: nowhere}\n")
    (networks / "grove.yaml").write_text(told, "utf-8")
    out = own / "unbranded"
    assert build(own, "--out", str(out)) == 1
    said = capsys.readouterr().err
    for line in (5, 6):
        assert f"grove.yaml:{line}:" in said
    assert {name.split("/")[0] for name in sums(out)} == {"cedar"}
    assert (out / "index.html").read_text("utf-8").count("nothing in the folder") == 2


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_file_of_a_clinic_has_one_name_however_it_is_asked_for(
    own: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """From the folder that the content is in, as texts and the site's own facts are called."""
    networks, folders = own / "content/networks", ("--content", "content", "--assets", "assets")
    monkeypatch.chdir(own)
    (networks / "away").mkdir()
    for name in ("grove/ash", "away/far"):
        (networks / f"{name}.yaml").write_text("name: Far\nphone: TODO\n", "utf-8")
    (networks / "grove.yaml").write_text(NETWORK.format("  far: {facts: away/far.yaml}\n"), "utf-8")
    named = {"content/networks/grove/ash.yaml", "content/networks/away/far.yaml"}
    asked: list[tuple[str, ...]] = [("build", "--network", "grove")]
    for command in ("build", "check"):
        asked += [(command, "--clinic", name) for name in sorted(named)]
    for arguments in asked:
        assert main([*arguments, *folders, "--format", form]) == 1
        told = capsys.readouterr()
        if form == "json":
            listed = json.loads(told.out)
            found = {one["file"] for one in (listed.get("problems") or listed["findings"])}
        else:
            lines = (told.out + told.err).splitlines()
            found = {line.split(":")[0] for line in lines if ":2:8: error" in line}
        assert found == (named if "--network" in arguments else {arguments[-1]}), arguments
    (own / "apart").mkdir()
    (networks / "grove/ash.yaml").replace(own / "apart/ash.yaml")
    assert main(["build", *folders, "--clinic", "apart/ash.yaml"]) == 1
    assert "apart/ash.yaml:2:8: error" in capsys.readouterr().err


def test_wrong_networks_are_told_at_their_places(own: Path, capsys: Shown) -> None:
    networks = own / "content/networks"
    bad = "editions: [standrad]\npaper: a4\nclinics:\n  fir: {facts: nowhere.yaml}\n"
    (networks / "grove.yaml").write_text(bad, "utf-8")
    (networks / "grove/Élan.yaml").touch()
    assert build(own) == 1
    told = capsys.readouterr().err
    assert "networks/grove.yaml:4:8: error: the clinic 'fir' has no file of facts" in told
    assert "networks/grove/Élan.yaml:1:1: error: 'Élan' is no name of a clinic" in told
    (networks / "grove/Élan.yaml").unlink()
    assert "networks/grove.yaml:1:12: error: there is no edition 'standrad'" in told
    assert "networks/grove.yaml:2:1: error: unknown field 'paper'" in told
    (networks / "grove.yaml").write_text("clinics:\n  fir: {facts: nowhere.yaml}\n", "utf-8")
    with pytest.raises(Problems, match="there is no network 'grave'"):
        read_network(own / "content", "grave")
    network, problems = read_network(own / "content", "grove")
    assert [one.name for one in network.entries] == list(CLINICS)
    assert "the clinic 'fir' has no file of facts" in str(problems[0])
    assert build(own, "--edition", "card", "--release") == 2


def test_what_is_misnamed_or_not_read_is_told(own: Path, capsys: Shown) -> None:
    """The clinics would have neither the brand nor the editions that the file of the network names;
    a clinic's own file that is not read, as another is named, would be filled in for nothing."""
    networks = own / "content/networks"
    folders = ("--content", str(own / "content"), "--assets", str(own / "assets"))
    clinic = ("--clinic", str(networks / "grove/ash.yaml"))
    for name in ("grove.yml", "grove.yaml.txt", "Grove.yaml"):
        (networks / "grove.yaml").rename(networks / name)
        told = f"content/networks/{name}:1:1: error: a file of this name is not read"
        assert build(own, "--out", str(own / "there")) == 1
        assert told in capsys.readouterr().err
        assert not (own / "there").exists()
        assert main(["build", *folders, *clinic, "--out", str(own / "alone")]) == 1
        assert told in capsys.readouterr().err
        (networks / name).rename(networks / "grove.yaml")
    shutil.copy(networks / "grove.yaml", networks / "grove.yml")
    named = NETWORK.format("  ash: {facts: grove/birch.yaml}\n")
    (networks / "grove.yaml").write_text(named, "utf-8")
    assert build(own, "--out", str(own / "there")) == 1
    told = capsys.readouterr().err
    assert "content/networks/grove.yml:1:1: error: a file of this name is not read" in told
    assert (
        "grove/ash.yaml:1:1: error: this is not read: the facts of 'ash' are in 'birch.yaml'"
        in told
    )
    report = (own / "there/index.html").read_text("utf-8")
    assert report.count("not read") == 2
    assert len(sums(own / "there")) == 10
    (networks / "grove.yml").unlink()
    both = "  ash: {facts: grove/birch.yaml}\n  birch: {facts: ../networks/grove/ash.yaml}\n"
    (networks / "grove.yaml").write_text(NETWORK.format(both), "utf-8")
    assert read_network(own / "content", "grove")[1] == ()  # each is read by the other


def test_what_a_network_asks_for_is_told_at_its_file(own: Path, capsys: Shown) -> None:
    networks = own / "content/networks"
    asked = "languages: [en, de]\nhandouts: [sample, othre]\neditions: [text, card]\n"
    (networks / "grove.yaml").write_text(asked, "utf-8")
    assert build(own, "--out", str(own / "there")) == 1
    told = capsys.readouterr().err
    for what in ("handout in the language 'de'", "handout 'othre'"):
        assert f"content/networks/grove.yaml:1:1: error: there is no {what}" in told
    assert build(own, "--out", str(own / "there"), "--clinic", "ash") == 2
    assert "leave it out: what is whole is not made again" in capsys.readouterr().err


def test_a_list_with_nothing_in_it_is_not_taken_for_one_that_is_left_out(
    own: Path, capsys: Shown
) -> None:
    """Whoever wants nothing made for a clinic would get all there is."""
    networks = own / "content/networks"
    for field in ("handouts", "sets", "editions", "papers", "languages"):
        told = NETWORK.format(f"  ash: {{{field}: []}}\n")
        (networks / "grove.yaml").write_text(told, "utf-8")
        assert build(own, "--out", str(own / "there")) == 1
        assert f"error: the list '{field}' is empty" in capsys.readouterr().err


def test_a_clinic_that_has_left_is_told(own: Path, capsys: Shown) -> None:
    """Or one that goes by another name: nobody keeps true what its files tell patients."""
    networks, out = own / "content/networks", own / "here"
    (out / "notes").mkdir()  # somebody's
    (networks / "grove/ash.yaml").rename(networks / "grove/elm.yaml")
    assert build(own, "--out", str(out)) == 0
    told = "files of 'ash' are here, which is no clinic of this network now"
    err = capsys.readouterr().err
    assert f"{out}/ash:1:1: warning: {told}" in err
    assert "notes" not in err
    report = (out / "index.html").read_text("utf-8")
    assert told.replace("'", "&#39;") in report
    assert str(out) not in report
    assert (out / "ash/SHA256SUMS").is_file()
    shutil.rmtree(out / "ash")
    assert build(own, "--out", str(out)) == 0
    assert "warning" not in capsys.readouterr().err
    assert "The network itself" not in (out / "index.html").read_text("utf-8")


def test_a_page_of_something_else_is_left_alone(own: Path, capsys: Shown) -> None:
    out = own / "web"
    out.mkdir()
    (out / "index.html").write_text("somebody's", "utf-8")
    for place in (str(out), f"file://{out}"):
        assert build(own, "--out", place) == 2
        assert "there is a page here, index.html, that is of no network" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["index.html"]


def test_addresses_that_lead_nowhere_are_told(own: Path, capsys: Shown) -> None:
    pytest.importorskip("fsspec", reason=EXTRA)
    for address, told in (
        ("nope://a/b", "this address cannot be opened: Protocol not known: nope"),
        ("memory://", "this address names no folder"),
        ("file://", "this address names no folder"),
        (f"file://{own}/content/x", "what is made would lie among what it is made of"),
        (f"local://{own}", "what it is made of lies in this folder"),
    ):
        assert build(own, "--out", address) == 2, address
        assert told in capsys.readouterr().err


def test_no_copy_for_a_patient_goes_to_an_address_by_chance(
    grove: Path, tmp_path: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One copy goes to a path: an address would be a folder called ``s3:`` here. A list may go to
    one, but not among what is for all."""
    pytest.importorskip("fsspec", reason=EXTRA)
    monkeypatch.chdir(tmp_path)
    folders = ("--content", str(grove / "content"), "--assets", str(grove / "assets"))
    assert main(["fill", "sample", *folders, "--out", "s3://bucket/a.pdf"]) == 2
    assert (
        "this is an address, and what is made here is written to a path" in capsys.readouterr().err
    )
    (tmp_path / "list.csv").write_text("handout\nsample\n", "utf-8")
    assert build(grove, "--out", "memory://all") == 0
    for place in ("memory://all", f"file://{grove}/here/ash", f"file://{grove}/here/ash/en"):
        listed = ("--list", "list.csv", "--out", place)
        assert main(["fill", "sample", *folders, *listed]) == 2
        assert "would lie among the files that everybody is given" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


def test_whatever_a_store_raises_is_told(own: Path, capsys: Shown) -> None:
    """Stores have errors of their own: for want of a key, or as nothing can be written there."""
    fsspec = pytest.importorskip("fsspec", reason=EXTRA)

    class Locked(fsspec.AbstractFileSystem):  # type: ignore[misc, name-defined, unused-ignore]
        def cat_file(self, path: str, **_: object) -> bytes:
            raise RuntimeError("no key")

        ls = makedirs = cat_file

    fsspec.register_implementation("locked", Locked, clobber=True)
    assert build(own, "--out", "locked://a/b") == 2
    told = capsys.readouterr().err
    assert told.startswith("locked://a/b/.network:1:1: error: RuntimeError no key")


def test_what_was_half_written_goes(own: Path) -> None:
    """Beside the report too, where no clinic is."""
    half = own / f"here/.index.html.{2**22 + 1}.part"  # no process has such a number
    half.touch()
    assert build(own, "--out", str(own / "here")) == 0
    assert not half.exists()


def test_a_folder_that_cannot_be_looked_into_has_no_lack_of_clinics(
    grove: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An administrator may look into all, so the system is asked by somebody else here."""
    ask = os.listdir

    def denied(path: Path) -> list[str]:
        if path.name == "grove":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return ask(path)

    monkeypatch.setattr(os, "listdir", denied)
    with pytest.raises(Problems) as found:
        read_network(grove / "content", "grove")
    (told,) = map(str, found.value.problems)
    assert told.startswith("content/networks/grove:1:1: error: this folder cannot be read: perm")


def test_a_cluster_that_is_not_there(
    grove: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown
) -> None:
    cluster = pytest.importorskip("handouts.project.cluster", reason=EXTRA)
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    assert build(grove, "--dask", "tcp://127.0.0.1:1", "--out", str(grove / "x")) == 2
    assert "there is no cluster with workers at 'tcp://127.0.0.1:1'" in capsys.readouterr().err


class Dying(Bench):
    """A process that does not outlive one handout of one clinic."""

    def do(self, item: Unit | Closing) -> Done:
        if isinstance(item, Unit) and (item.whose.name, item.jobs[0].slug) == ("birch", "other"):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().do(item)


class Deadly(Bundle):
    """The work of such processes."""

    def open(self) -> Callable[[Unit | Closing], Done]:
        return Dying(self).do


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_handout_that_kills_its_process_costs_no_other(grove: Path, tmp_path: Path) -> None:
    site = load_site(grove / "content", grove / "assets")
    network, _ = read_network(grove / "content", "grove")
    planned = plan(site, network, today())
    pool: Worker = Processes(Deadly(site, Local(tmp_path), {}), 2)
    try:
        ran = Run(planned, pool, lambda *_: None).whole()
    finally:
        pool.close()
    whole = sums(grove / "here")
    assert sums(tmp_path) == {k: v for k, v in whole.items() if not k.startswith("birch/en/other")}
    assert any("the process that made 'other' for 'birch'" in one.message for one in ran.problems)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_run_that_is_killed_is_gone_on_with(grove: Path, tmp_path: Path) -> None:
    """The main process, by a signal that nobody can catch, once the first file is there."""
    folders = ("--content", str(grove / "content"), "--assets", str(grove / "assets"))
    command = (sys.executable, "-m", "handouts", "build", "--network", "grove", *folders)
    run = subprocess.Popen([*command, "--out", str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE)
    assert run.stdout
    run.stdout.readline()
    run.kill()
    run.communicate()
    there = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.txt")}
    there |= {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.pdf")}
    assert there
    assert len(there) < 10
    assert build(grove, "--out", str(tmp_path)) == 0
    assert sums(tmp_path) == sums(grove / "here")
    assert {path: path.stat().st_mtime_ns for path in there} == there


def test_work_and_results_are_values(grove: Path) -> None:
    site = load_site(grove / "content", grove / "assets")
    planned = plan(site, read_network(grove / "content", "grove")[0], today())
    bundle = Bundle(site, Local(grove / "here"), {})
    sent = pickle.loads(pickle.dumps(bundle.carried))
    assert all(one.data is not None for one in sent.site.assets.files.values())
    block = next(iter(planned.blocks(1)))
    unit = next(iter(planned.units([planned.whose(one) for one in block])))
    done = pickle.loads(pickle.dumps(Here(sent)._do(pickle.loads(pickle.dumps(unit)))))
    assert (done.found, [one.data for one in done.outcomes]) == (
        len(unit.jobs),
        [b""] * len(unit.jobs),
    )
    assert replace(done, found=0) != done
    assert isinstance(store_of(str(grove)), Local)


def test_a_worker_that_does_not_see_the_results_makes_none(grove: Path, tmp_path: Path) -> None:
    """On another machine there may be a folder of this name that nobody will look into."""
    site = load_site(grove / "content", grove / "assets")
    with pytest.raises(Misused, match="a worker does not see this folder"):
        Bundle(site, Local(tmp_path), {}).carried.open()
    Bundle(site, Local(grove / "here"), {}).carried.open()


class Started(NamedTuple):
    """A cluster by its address, and the process of its scheduler."""

    address: str
    scheduler: subprocess.Popen[bytes]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    """A scheduler and two workers, started as a user starts them."""
    pytest.importorskip("distributed", reason=EXTRA)
    folder = tmp_path_factory.mktemp("cluster")
    told = folder / "scheduler.json"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    dask = (sys.executable, "-m", "dask")
    started = [
        subprocess.Popen(
            [*dask, *words, "--scheduler-file", str(told), "--no-dashboard"],
            cwd=folder,
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for words in (
            ("scheduler", "--port", "0", "--host", "127.0.0.1"),
            *[("worker", "--nthreads", "1", "--no-nanny")] * 2,
        )
    ]
    try:
        for _ in range(300):
            with suppress(OSError, ValueError):
                yield Started(json.loads(told.read_text("utf-8"))["address"], started[0])
                break
            time.sleep(0.1)
    finally:
        for one in reversed(started):
            one.kill()  # they take seconds to say goodbye
            one.wait()


def test_a_cluster_makes_the_same(
    grove: Path, tmp_path: Path, cluster: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where its workers run in another folder than who asks."""
    monkeypatch.chdir(tmp_path)
    assert build(grove, "--out", "out", "--dask", cluster.address) == 0
    assert sums(tmp_path / "out") == sums(grove / "here")


def test_a_scheduler_that_is_lost_is_told_as_such(
    grove: Path, tmp_path: Path, cluster: Started, monkeypatch: pytest.MonkeyPatch, capfd: Shown
) -> None:
    """Amid a run, by a signal that nobody can catch; what is there is not made again."""
    took = Run._took

    def once(run: Run, done: Done) -> None:
        cluster.scheduler.kill()
        took(run, done)

    monkeypatch.setattr(Run, "_took", once)
    assert build(grove, "--out", str(tmp_path), "--dask", cluster.address) == 2
    told = capfd.readouterr().err
    assert told.startswith(f"--dask:1:1: error: the scheduler at '{cluster.address}' does not")
    assert "Traceback" not in told
    monkeypatch.undo()
    assert build(grove, "--out", str(tmp_path)) == 0
    assert ", 0 there already" not in capfd.readouterr().out
    assert sums(tmp_path) == sums(grove / "here")
