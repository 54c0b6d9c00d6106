"""The faces of tests in Chinese: subsets of the families of ``families.yaml`` that have the letters
of the shipped texts, so that no test needs the whole ones, which are ten megabytes each.

``python -m tests.support.faces DIR`` makes them anew from the whole faces in ``DIR``, where a text
has got a letter that they lack (``tests/test_chinese.py`` says so).
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import uharfbuzz as hb

from handouts.content.families import families
from handouts.content.locale import FOLDER as LOCALES
from tests.support.brochures import CONTENT
from tests.support.tongues import FONTS

LANGUAGE, FAMILY = "zh-Hans", "noto-sans-sc"
KEPT = ("halt", "kern", "mark")  # features that the program asks for
DROPPED = ("vhea", "vmtx", "VORG", "BASE", "gasp", "cvt ", "fpgm", "prep")


def written() -> frozenset[str]:
    """The letters and signs of all texts that are printed in the language, and those of ASCII."""
    texts = (path for path in CONTENT.rglob(f"*{LANGUAGE}.yaml") if path.parent.name != "checks")
    files = (*texts, LOCALES / f"{LANGUAGE}.yaml")
    said = "".join(path.read_text("utf-8") for path in files)
    return frozenset(said).union(map(chr, range(0x20, 0x7F)))


def known(data: bytes) -> frozenset[str]:
    """The characters that a face can show."""
    return frozenset(map(chr, hb.Face(hb.Blob(data)).unicodes))


def cut(whole: bytes, letters: frozenset[str]) -> bytes:
    """A face with these letters alone, under its own name, as its licence allows."""
    told = hb.SubsetInput()
    told.unicode_set.update(map(ord, letters))
    told.layout_feature_tag_set.clear()
    told.layout_feature_tag_set.update(map(_tag, KEPT))
    told.drop_table_tag_set.update(map(_tag, DROPPED))
    told.flags = hb.SubsetFlags.NO_HINTING
    return bytes(hb.subset(hb.Face(hb.Blob(whole)), told).blob.data)


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")


def main(folder: Path) -> None:
    family = families()[FAMILY]
    for one in (family.regular, family.bold):
        whole = next(folder.rglob(one.file)).read_bytes()
        assert hashlib.sha256(whole).hexdigest() == one.sha256, f"{one.file} is another"
        path = FONTS / FAMILY / one.file
        path.write_bytes(cut(whole, written() | known(path.read_bytes())))
        print(path, path.stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
