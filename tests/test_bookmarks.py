"""Bookmarks as objects of a file, read back with pikepdf."""

import io

import pikepdf
import pytest

from handouts.outputs.pdf.ink.marks import Place
from handouts.outputs.pdf.write.bookmarks import Bookmark, bookmarks
from handouts.outputs.pdf.write.objects import Objects, file_of

Told = tuple[str, tuple["Told", ...]]
PLACES = {"top": Place(0, 727.0), "low": Place(1, 139.4105)}


def made(listed: list[Bookmark]) -> pikepdf.Pdf:
    objects = Objects()
    tree, *pages = objects.reserve(3)
    page = f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 9 9]/Resources<<>>>>".encode()
    for number in pages:
        objects.put(number, page)
    kids = " ".join(f"{number} 0 R" for number in pages)
    objects.put(tree, f"<</Type/Pages/Count 2/Kids[{kids}]>>".encode())
    root = bookmarks(listed, PLACES, pages, objects)
    catalog = objects.add(f"<</Type/Catalog/Pages {tree} 0 R/Outlines {root} 0 R>>".encode())
    info = objects.add(b"<</Title()>>")
    return pikepdf.open(io.BytesIO(file_of(objects.sources, catalog, info)))


def shown(items: list[pikepdf.OutlineItem]) -> tuple[Told, ...]:
    return tuple((item.title, shown(item.children)) for item in items)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ("0", (("0", ()),)),
        ("011", (("0", (("1", ()), ("2", ()))),)),
        ("00", (("0", ()), ("1", ()))),
        ("01201", (("0", (("1", (("2", ()),)),)), ("3", (("4", ()),)))),
        ("02", (("0", (("1", ()),)),)),
        ("10", (("0", ()), ("1", ()))),
    ],
)
def test_an_entry_belongs_to_the_last_before_it_of_a_lower_level(
    levels: str, expected: tuple[Told, ...]
) -> None:
    listed = [Bookmark(str(place), int(level), "top") for place, level in enumerate(levels)]
    with made(listed) as pdf:
        with pdf.open_outline() as outline:
            assert shown(outline.root) == expected
        assert pdf.Root.Outlines.Count == len(levels)
        assert not pdf.check_pdf_syntax()


def test_an_entry_leads_to_its_place_with_any_words() -> None:
    with made([Bookmark("¿Qué (es)?", 0, "low")]) as pdf:
        first = pdf.Root.Outlines.First
        assert str(first.Title) == "¿Qué (es)?"
        page, *place = first.Dest
        assert page.objgen == pdf.pages[1].obj.objgen
        assert place[0] == "/XYZ" and float(place[2]) == pytest.approx(139.41)
