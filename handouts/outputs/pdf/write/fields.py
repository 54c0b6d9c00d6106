"""Form fields (ISO 32000-1, 12.7): what can be typed and ticked on a screen, under names that last.

Areas of one name are one field with several widgets, so what is typed once stands everywhere. Each
widget is called by its label (``TU``), once. Lines to write on are part of how an empty field
looks: a reader that shows what was typed makes that look anew, without them, so that no line runs
through it. Text is sized to fit its field (a size of 0, 12.7.3.3) and goes on in a new line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from ....source.rows import NamedTuple
from ..ink.marks import FieldArea
from ..ink.tags import text_string
from ..text.faces import Face
from ..text.letters import Letters, letters
from . import typing
from .embedded import to_type_with
from .objects import Objects, coded
from .strokes import Ruled, dot, ruled, rules, tick

# The font's name in the form's resources. PDFium, which is in Chrome and Edge, shows letters beyond
# Latin-1 in the form's own font only where that is named like one for signs (its CPDF_BAFontMap);
# under any other name it takes fonts of the machine, which a saved file then lacks.
FONT = "Wingdings"
MULTILINE, DO_NOT_SCROLL, RADIO = 1 << 12, 1 << 23, 1 << 15  # flags (tables 226 and 228)
STYLE = f"/{FONT} 0 Tf 0 g"  # of what is typed
OFF = "Off"
TYPED = ("text", "lines")  # kinds of areas that are typed into
ASCII = 0x80
KEPT = 256  # of what is written of fields: with other words on a page most stand where they did


class Widget(NamedTuple):
    """A field's widget: number of its object, where it is, number of its page's object, and its key
    in the parent tree (14.7.4.4)."""

    number: int
    area: FieldArea
    page: int
    key: int


class Manner(NamedTuple):
    """Whether each widget is ``described`` by itself, which PDF/UA-2 asks for (8.10.2.3), or by its
    field alone; whether what is typed stands at the right, as in text that runs ``back``."""

    described: bool = False
    back: bool = False


PLAINLY = Manner()


class _Node:
    """A part of field names, up to a full stop: what is below it, or its widgets."""

    def __init__(self) -> None:
        self.below: dict[str, _Node] = {}
        self.widgets: list[Widget] = []


class Filled(NamedTuple):
    """A field with what is told of a patient in it: its own entries, its widgets, after how many
    objects it was written, what was shared then, and how many objects there were after it."""

    own: str
    widgets: tuple[Widget, ...]
    before: int
    known: dict[bytes, int]
    after: int


def form(widgets: Sequence[Widget], face: Face, objects: Objects, how: Manner = PLAINLY) -> Form:
    """A form of these ``widgets``; what is typed is shown in ``face``."""
    root = _Node()
    for one in widgets:
        node = root
        for part in one.area.name.split("."):
            if part not in node.below:
                node.below[part] = _Node()
            node = node.below[part]
        node.widgets.append(one)
    told = "".join([one.area.value for one in widgets if one.area.kind in TYPED])
    known = letters(face, frozenset(told))
    made = Form(face, known, to_type_with(face, known, objects), objects, how)
    listed = " ".join(f"{made.node(name, one, 0)} 0 R" for name, one in root.below.items())
    objects.apart.append(made.told)
    made.entry = f"/AcroForm<</Fields[{listed}]/DR<<{made.fonts}>>/DA({STYLE})>>"
    return made


class Form:
    """The fields of a file; ``entry`` is that of the catalog."""

    entry = ""

    def __init__(
        self, face: Face, known: Letters, font: int, objects: Objects, how: Manner
    ) -> None:
        self.face, self.how = face, how
        self.described, self.back = how
        self.filled: list[Filled] = []
        self.told: set[int] = set()  # the numbers of those fields and their widgets
        self.known, self.objects = known, objects
        self.fonts = f"/Font<</{FONT} {font} 0 R>>"

    def node(self, name: str, node: _Node, parent: int) -> int:
        """Writes a field, or what fields have in common; its number."""
        own = f"/T{text_string(name)}" + (f"/Parent {parent} 0 R" if parent else "")
        if node.widgets and not node.below:
            return self.written(own, node.widgets)
        (number,) = self.objects.reserve(1)
        kids = [self.node(below, one, number) for below, one in node.below.items()]
        if node.widgets:  # the name of a field is the beginning of others
            kids.append(self.written(f"/T(-)/Parent {number} 0 R", node.widgets))
        listed = " ".join([f"{kid} 0 R" for kid in kids])
        self.objects.put(number, f"<<{own}/Kids[{listed}]>>".encode("ascii"))
        return number

    def written(self, own: str, widgets: Sequence[Widget]) -> int:
        """Writes a field; what is told of a patient stands apart, and is noted."""
        objects = self.objects
        if not any([one.area.value and one.area.kind in TYPED for one in widgets]):
            return self.field(own, widgets)
        before, known = len(objects.sources), dict(objects.known)
        number = self.field(own, widgets)
        self.told |= {number, *(one.number for one in widgets)}
        told = (own, tuple(widgets), before, known, len(objects.sources))
        self.filled.append(Filled(*told))
        return number

    def refilled(self, values: Mapping[int, str]) -> dict[int, bytes] | None:
        """The objects of the fields that are filled in with other ``values``, by the numbers of
        their widgets; nothing where there would be more or fewer objects."""
        if letters(self.face, frozenset("".join(values.values()))) is not self.known:
            return None
        changed: dict[int, bytes] = {}
        public = self.objects.known.keys() - self._looks(self.objects, self.filled)
        for one in self.filled:
            objects = Objects()
            objects.sources, objects.known = self.objects.sources[: one.before], dict(one.known)
            anew = Form(self.face, self.known, 0, objects, self.how)
            anew.fonts = self.fonts
            widgets = [
                widget._replace(area=widget.area._replace(value=values[widget.number]))
                for widget in one.widgets
            ]
            number = anew.field(one.own, widgets)
            looks = self._looks(objects, [one])
            if len(objects.sources) != one.after or looks & public:
                return None
            public |= looks
            for own in (number, *(widget.number for widget in widgets)):
                changed[own] = objects.sources[own - 1]
            changed |= dict(enumerate(objects.sources[one.before :], one.before + 1))
        return changed

    @staticmethod
    def _looks(objects: Objects, filled: Sequence[Filled]) -> set[bytes]:
        """The shared objects that fields added."""
        spans = [range(one.before + 1, one.after + 1) for one in filled]
        return {look for look, number in objects.known.items() if any(number in s for s in spans)}

    def field(self, own: str, widgets: Sequence[Widget]) -> int:
        """Writes a field; one with a single widget is one dictionary (12.7.3.1)."""
        areas = [one.area for one in widgets]
        if len(widgets) == 1 and areas[0].kind != "choice":
            (one,) = widgets
            made = _alone.__wrapped__ if one.area.value else _alone
            self.objects.put(one.number, made(own, one, self.looks(one.area), self.how))
            return one.number
        group = areas[0].label
        if areas[0].kind == "choice":
            group = group.removesuffix(areas[0].option).rstrip(": ") or group
        kids = " ".join([f"{one.number} 0 R" for one in widgets])
        entries = f"{own}{_kind(areas, self.back)}"
        number = self.objects.add(
            f"<<{entries}/TU{text_string(group)}/Kids[{kids}]>>".encode("ascii")
        )
        for one in widgets:
            label = f"/Parent {number} 0 R/TU{text_string(one.area.label)}"
            told = _widget(one, self.looks(one.area), described=self.described)
            self.objects.put(one.number, f"<<{label}{told}>>".encode("ascii"))
        return number

    # -------------------------------------------------------------- appearances

    def looks(self, area: FieldArea) -> str:
        """The entries for how a widget looks (12.5.5)."""
        left, low, right, high = area.rect
        if area.kind in TYPED:
            return f"/AP<</N {self.typed(area, right - left, high - low)} 0 R>>"
        return f"/AP<<{self.ticked(area, right - left)}>>/AS{state(area)}"

    def typed(self, area: FieldArea, wide: float, tall: float) -> int:
        """How a field looks to type in: with lines to write on, or with what stands in it."""
        if not area.value:
            return self.objects.shared(_empty(ruled(area), wide, tall))
        said, on_lines = typing.written(self.known, area, wide, tall, back=self.back)
        under = rules(ruled(area), wide, tall) if on_lines else ""
        shown = f"{under}/Tx BMC q BT 0 g /{FONT} {said} ET Q EMC"
        return self.look(wide, tall, shown, self.fonts)

    def ticked(self, area: FieldArea, size: float) -> str:
        """A box or a circle: nothing in it, and a tick or a dot (it is itself painted on the
        page)."""
        on = self.look(size, size, dot(size) if area.kind == "choice" else tick(size))
        off = self.look(size, size, "")
        return f"/N<<{on_state(area)} {on} 0 R/{OFF} {off} 0 R>>"

    def look(self, wide: float, tall: float, operators: str, resources: str = "") -> int:
        """An appearance, as an object; one that says nothing of anybody is known."""
        made = _look.__wrapped__ if resources else _look
        return self.objects.shared(made(wide, tall, operators, resources))


@lru_cache(maxsize=KEPT)
def _alone(own: str, one: Widget, looks: str, how: Manner) -> bytes:
    """A field that is its only widget."""
    told = f"{_kind([one.area], how.back)}/TU{text_string(one.area.label)}"
    return f"<<{own}{told}{_widget(one, looks, described=how.described)}>>".encode("ascii")


def _widget(one: Widget, looks: str, *, described: bool) -> str:
    """The entries of a widget annotation (12.5.6.19)."""
    left, low, right, high = one.area.rect
    said = f"/Contents{text_string(one.area.label)}" if described else ""
    return (
        f"/Type/Annot/Subtype/Widget/Rect[{left:.2f} {low:.2f} {right:.2f} {high:.2f}]/F 4"
        f"/P {one.page} 0 R/StructParent {one.key}/MK<<>>{looks}{said}"
    )


def _kind(areas: Sequence[FieldArea], back: bool) -> str:
    """Type, flags and value of a field."""
    first = areas[0]
    told = next((area for area in areas if area.value), first)
    if first.kind == "tick":
        return f"/FT/Btn/V{state(first)}"
    if first.kind == "choice":
        return f"/FT/Btn/Ff {RADIO}/V{state(told)}"
    flags = DO_NOT_SCROLL | (0 if all(map(typing.alone, areas)) else MULTILINE)
    value = f"/V{text_string(told.value)}" if told.value else ""
    side = "/Q 2" if back else ""  # where lines end (table 222)
    # what stands in several places is to be read in each
    most = max(len(told.value), min(map(typing.most, areas)))
    return f"/FT/Tx/Ff {flags}/MaxLen {most}/DA({STYLE}){side}{value}"


@lru_cache(maxsize=KEPT)  # fields are alike
def _empty(lines: Ruled, wide: float, tall: float) -> bytes:
    """How a field looks that nothing is typed into yet."""
    return _look(wide, tall, f"{rules(lines, wide, tall)}/Tx BMC EMC", "")


@lru_cache(maxsize=KEPT)
def _look(wide: float, tall: float, operators: str, resources: str) -> bytes:
    """An appearance; so few operators would be longer deflated."""
    head = f"/Type/XObject/Subtype/Form/BBox[0 0 {wide:.2f} {tall:.2f}]/Resources<<{resources}>>"
    return coded(head.encode("ascii"), operators.encode("ascii"))


def state(area: FieldArea) -> str:
    """Whether a box is ticked, or which choice is taken, as a name (7.3.5)."""
    return on_state(area) if area.value else f"/{OFF}"


def on_state(area: FieldArea) -> str:
    """What a box is when it is ticked; of choices each has its own."""
    if area.kind != "choice":
        return "/Yes"
    option = area.option if area.option != OFF else f"{OFF} "
    return "/" + "".join(
        chr(byte) if chr(byte).isalnum() and byte < ASCII else f"#{byte:02X}"
        for byte in option.encode()
    )


def forget() -> None:
    """Drops the fields that were kept: words of a paper are in them."""
    _alone.cache_clear()
