"""Outputs are open: one file makes one, and nothing else has to be told."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from handouts import outputs
from handouts.api import Job, PrivateJob, Task, build, jobs, load_site, produce
from handouts.cli import main
from handouts.clinic.jobs import SET, Details
from handouts.content.editions import EDITIONS
from handouts.making.places import CACHE
from handouts.making.site import Site
from tests.support.brochures import ASSETS, CONTENT, ROOT

WORDS = Job("discectomy", "en", "toy", "")


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The outputs there are, and the toy."""
    monkeypatch.setattr(outputs, "__path__", [*outputs.__path__, str(ROOT / "tests" / "outputs")])
    asked = (outputs.outputs, outputs.editions)
    for one in asked:
        one.cache_clear()
    yield
    for one in asked:
        one.cache_clear()


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site(CONTENT, ASSETS)


def test_every_edition_is_made_by_one_output() -> None:
    names = [edition.name for one in outputs.outputs().values() for edition in one.editions]
    assert len(names) == len(set(names))
    assert SET not in names
    assert {"pdf"} <= outputs.outputs().keys()
    assert set(EDITIONS) <= set(names)
    assert outputs.output_of(SET).binds
    with pytest.raises(KeyError):
        outputs.output_of("toy")


@pytest.mark.usefixtures("toy")
def test_a_toy_is_an_output_by_being_there(site: Site) -> None:
    """It makes a file of its own kind, with the facts of the clinic in their places."""
    made = produce(site, site.clinic, WORDS)
    assert made.problems == ()
    assert made.entry
    told = (made.entry.file, made.entry.media_type, made.entry.pages, made.entry.paper)
    assert told == ("en/discectomy-toy.toy.md", "text/markdown", 0, "")
    assert made.data.startswith(b"en-US toy no paper\n")
    assert b"Discectomy and microdiscectomy" in made.data
    assert made.entry.sha256 == hashlib.sha256(made.data).hexdigest()
    weighed = produce(site, site.clinic, replace(WORDS, weighed=True)).entry
    assert weighed
    assert weighed.ink is None


@pytest.mark.usefixtures("toy")
def test_a_toy_is_asked_for_as_other_editions_are(site: Site) -> None:
    """One file of each handout, on whatever papers others are printed; a view that few have is only
    made for them."""
    both = ("letter", "a4")
    made, problems = jobs(site, (), ("en",), ("toy",), both)
    assert problems == []
    assert [(job.slug, job.edition, job.paper) for job in made] == [
        (slug, "toy", "") for slug in site.slugs
    ]
    everything, _ = jobs(site, ("discectomy",), ("en",), (), both)
    assert [job.paper for job in everything if job.edition == "standard"] == list(both)
    assert [job.paper for job in everything if job.edition.startswith("toy")] == ["", ""]


@pytest.mark.usefixtures("toy")
def test_what_a_toy_made_is_filed_and_kept(site: Site, tmp_path: Path) -> None:
    """Its file lands with its own suffix, in the manifest with its media type; the next build finds
    it in the cache."""
    task, out = Task(site, site.clinic, tmp_path / CACHE), tmp_path / "dist"
    first = build(task, [WORDS], out)
    assert first.problems == ()
    (listed,) = json.loads((out / "manifest.json").read_text("utf-8"))["files"]
    assert (listed["file"], listed["media_type"]) == ("en/discectomy-toy.toy.md", "text/markdown")
    data = (out / listed["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == listed["sha256"]
    (kept,) = (tmp_path / CACHE).glob("*.file")
    assert kept.read_bytes() == data
    kept.write_bytes(b"damaged")
    assert build(task, [WORDS], out).files == first.files
    assert kept.read_bytes() == data


@pytest.mark.usefixtures("toy")
def test_a_kept_file_is_not_made_again(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = Task(site, site.clinic, tmp_path / CACHE)
    made = build(task, [WORDS], tmp_path / "one").files
    assert made
    monkeypatch.setattr("handouts.making.produce.produce", None)  # whoever makes comes to grief
    assert build(task, [WORDS], tmp_path / "other").files == made


@pytest.mark.usefixtures("toy")
def test_the_command_line_makes_a_toy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    where = ["--content", str(CONTENT), "--assets", str(ASSETS)]
    asked = ["build", "discectomy", "--edition", "toy", "--jobs", "1", "--no-cache"]
    assert main([*asked, "--out", "made", *where]) == 0
    assert "en/discectomy-toy.toy.md  " in capsys.readouterr().out
    assert (tmp_path / "made/en/discectomy-toy.toy.md").is_file()
    assert main(["list", "--editions"]) == 0
    assert "toy            the words alone" in capsys.readouterr().out


@pytest.mark.usefixtures("toy")
def test_a_toy_has_no_paper_and_others_have_one(site: Site) -> None:
    on_paper = produce(site, site.clinic, replace(WORDS, paper="letter"))
    (problem,) = on_paper.problems
    assert problem.message == "the edition 'toy' is for no paper, and so not for 'letter'"
    without = produce(site, site.clinic, replace(WORDS, edition="standard"))
    (problem,) = without.problems
    assert problem.message == "there is no paper ''"


@pytest.mark.usefixtures("toy")
def test_a_toy_may_tell_of_a_patient(site: Site) -> None:
    details = Details({"talk.with": "Ermintrude", "talk.side": "Left"})
    made = produce(site, site.clinic, PrivateJob(WORDS, details))
    assert made.problems == ()
    assert b"Ermintrude" in made.data
