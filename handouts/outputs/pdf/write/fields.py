"""Form fields (ISO 32000-1, 12.7) that a screen reader can name: with tooltip, appearance and
structure parent.

What is typed is shown with an embedded simple font; a viewer that saves the file makes the
appearances anew.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..ink.marks import FieldArea
from ..ink.tags import text_string
from ..text.faces import Face
from ..text.subsets import typed
from .objects import Objects, coded, deflated

FONT = "Typed"  # the font's name in the form's resources
MULTILINE = 1 << 12  # a flag of text fields (table 228)
KINDS = {"text": "/FT/Tx", "lines": f"/FT/Tx/Ff {MULTILINE}", "tick": "/FT/Btn/V/Off/AS/Off"}


def widget(area: FieldArea, number: int, page: int, key: int, objects: Objects) -> bytes:
    """A field and its only widget as one dictionary (12.7.3.1)."""
    left, low, right, high = area.rect
    wide, tall = right - left, high - low
    label = text_string(area.label)
    look = (
        _ticked(wide, objects) if area.kind == "tick" else f"/N {_empty(wide, tall, objects)} 0 R"
    )
    typed = "" if area.kind == "tick" else f"/DA(/{FONT} {area.size:.4g} Tf 0 g)"
    return (
        f"<</Type/Annot/Subtype/Widget{KINDS[area.kind]}/T({area.kind}{number})/TU "
        f"{label}/Contents {label}{typed}"
        f"/Rect[{left:.2f} {low:.2f} {right:.2f} {high:.2f}]/F 4/P {page} 0 R/StructParent "
        f"{key}/MK<<>>/AP<<{look}>>>>"
    ).encode("ascii")


def _empty(wide: float, tall: float, objects: Objects) -> int:
    return objects.shared(_stream(wide, tall, "/Tx BMC EMC"))


def _ticked(size: float, objects: Objects) -> str:
    """Appearances of a box: nothing, and a tick (the box itself is painted on the page)."""
    low, middle, high = 0.22 * size, 0.42 * size, 0.8 * size
    strokes = (
        f"{low:.2f} {middle + 0.08 * size:.2f} m {middle:.2f} {low:.2f} l {high:.2f} {high:.2f} l S"
    )
    tick = f"1 J 1 j {0.13 * size:.2f} w {strokes}"
    on = objects.shared(_stream(size, size, f"q 0 G {tick} Q"))
    off = objects.shared(_stream(size, size, ""))
    return f"/N<</Yes {on} 0 R/Off {off} 0 R>>"


def _stream(wide: float, tall: float, operators: str) -> bytes:
    """An appearance; so few operators would be longer deflated."""
    head = f"/Type/XObject/Subtype/Form/BBox[0 0 {wide:.2f} {tall:.2f}]/Resources<<>>"
    return coded(head.encode("ascii"), operators.encode("ascii"))


def form(fields: Sequence[int], face: Face, subset_tag: str, objects: Objects) -> str:
    """The catalog's entry for a form of these ``fields``, with the font that is typed in."""
    shown = typed(face)
    name = f"{subset_tag}+{face.post_name}-{FONT}"
    program = objects.add(deflated(b"/Length1 %d" % shown.length, shown.program))
    descriptor = objects.add(
        f"<</Type/FontDescriptor/FontName/{name}/Flags 32/FontBBox[-500 -300 1500 "
        "1100]/ItalicAngle 0"
        f"/Ascent {face.ascent:g}/Descent {face.descent:g}/CapHeight {face.cap_height:g}/StemV 80"
        f"/FontFile2 {program} 0 R>>".encode("ascii")
    )
    font = objects.add(
        f"<</Type/Font/Subtype/TrueType/BaseFont/{name}/Encoding/WinAnsiEncoding/FirstChar "
        "32/LastChar 255"
        f"/Widths[{shown.widths}]/FontDescriptor {descriptor} 0 R>>".encode("ascii")
    )
    listed = " ".join(f"{number} 0 R" for number in fields)
    return f"/AcroForm<</Fields[{listed}]/DR<</Font<</{FONT} {font} 0 R>>>>/DA(/{FONT} 12 Tf 0 g)>>"
