"""The project's SVGs with the brand's colours and the pieces of the kit in place, for any renderer
of SVG."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from handouts.content.brand import Brand

SVG = "http://www.w3.org/2000/svg"
ROOT = {
    "fill": "ink",
    "stroke": "none",
    "stroke-width": "1.25",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
}


def filled(
    source: bytes, brand: Brand, kit: Mapping[str, bytes], icon: tuple[str, str] | None = None
) -> tuple[str, float, float]:
    """The drawing, its width and height; ``icon`` is a colour and the one to take instead.

    Everything used stands where it is used, so that no renderer has to look for it; what is not
    painted is left out.
    """
    root = ElementTree.fromstring(source)
    _, _, width, height = (
        float(value) for value in root.attrib["viewBox"].replace(",", " ").split()
    )
    root.attrib = {**ROOT, **root.attrib, "width": f"{width:g}", "height": f"{height:g}"}
    painter = _Painter(root, brand, kit, dict([icon] if icon else []))
    made = Element(root.tag, painter.look(root))
    made.extend(painter.kids(root, ""))
    if painter.clips:
        made.insert(0, Element(_svg_tag("defs")))
        made[0].extend(painter.clips.values())
    ElementTree.register_namespace("", SVG)
    return ElementTree.tostring(made, "unicode"), width, height


class _Painter:
    """Copies nodes with their looks and with what they use; ``file`` is the file of the kit that a
    node stands in."""

    def __init__(
        self, root: Element, brand: Brand, kit: Mapping[str, bytes], instead: dict[str, str]
    ) -> None:
        self.brand, self.kit, self.instead = brand, kit, instead
        self.ids = {"": _ids(root)}
        self.clips: dict[str, Element] = {}

    def kids(self, node: Element, file: str) -> list[Element]:
        return [made for kid in node for made in self.node(kid, file)]

    def node(self, node: Element, file: str) -> list[Element]:
        tag = node.tag.rpartition("}")[2]
        if tag in ("title", "desc", "defs", "clipPath") or node.get("id", "").startswith(
            ("at-", "on-")
        ):
            return []
        look = self.look(node)
        if "clip-path" in look:
            look["clip-path"] = self.clip(look["clip-path"], file)
        if tag == "g":
            return _wrapped(look, self.kids(node, file))
        if tag != "use":
            return [Element(node.tag, look)]
        x, y, name = (look.pop(key, "0") for key in ("x", "y", "href"))
        if (x, y) != ("0", "0"):
            look["transform"] = f"{look.get('transform', '')}translate({x} {y})"
        other, _, piece = name.partition("#")
        return _wrapped(look, self.node(self.pieces(other or file)[piece], other or file))

    def pieces(self, file: str) -> dict[str, Element]:
        if file not in self.ids:
            self.ids[file] = _ids(ElementTree.fromstring(self.kit[file]))
        return self.ids[file]

    def clip(self, reference: str, file: str) -> str:
        """The reference to a clip of the drawing's own that does what ``reference`` says."""
        name = reference.removeprefix("url(#").removesuffix(")")
        own = re.sub(r"\W", "-", f"{file}-{name}").strip("-")
        if own not in self.clips:
            self.clips[own] = Element(_svg_tag("clipPath"), {"id": own})
            self.clips[own].extend(self.kids(self.pieces(file)[name], file))
        return f"url(#{own})"

    def look(self, node: Element) -> dict[str, str]:
        """The attributes of a node, with the colours of the brand and its class as what that stands
        for."""
        look = dict(node.attrib)
        look.pop("id", None)
        if name := look.pop("class", ""):
            paint = self.brand.figures[name]
            look = {
                "fill": paint.fill,
                "stroke": paint.line,
                "stroke-width": f"{paint.width:g}",
                **look,
            }
        for key in {"fill", "stroke"} & look.keys():
            colour = self.brand.colours.get(look[key], look[key])
            look[key] = self.instead.get(colour, colour)
        return look


def _ids(root: Element) -> dict[str, Element]:
    return {node.attrib["id"]: node for node in root.iter() if "id" in node.attrib}


def _wrapped(look: dict[str, str], kids: list[Element]) -> list[Element]:
    """``kids`` in a group, or without one where it would say nothing that a single kid cannot say
    itself."""
    if not look or not kids:
        return kids
    if len(kids) == 1 and "clip-path" not in look and "clip-path" not in kids[0].attrib:
        turn = f"{look.get('transform', '')}{kids[0].get('transform', '')}"
        kids[0].attrib = {**look, **kids[0].attrib, **({"transform": turn} if turn else {})}
        return kids
    group = Element(_svg_tag("g"), look)
    group.extend(kids)
    return [group]


def _svg_tag(name: str) -> str:
    return f"{{{SVG}}}{name}"


def people(count: int, out_of: int, colours: Mapping[str, str]) -> tuple[str, float, float]:
    """An icon array for those who cannot draw: rows of ten, the marked people first (the project's
    own shape).

    One path for the marked people and one for the others, which all renderers paint quicker than a
    shape for each.
    """
    shapes = [_person((number % 10) * 12.6 + 6.3, number // 10 * 15.6) for number in range(out_of)]
    paints = ((colours["brand"], colours["brand"]), (colours["paper"], colours["quiet"]))
    out = [
        f'<path fill="{fill}" stroke="{line}" d="{"".join(some)}"/>'
        for (fill, line), some in zip(paints, (shapes[:count], shapes[count:]), strict=True)
        if some
    ]
    return _svg(
        out,
        min(out_of, 10) * 12.6,
        -(-out_of // 10) * 15.6,
        'stroke-width="0.9" stroke-linejoin="round"',
    )


def _person(x: float, top: float) -> str:
    """A head and a body, with its middle at ``x`` and its head at ``top``."""
    head = f"M{x - 2.4:.2f} {top + 3.4:.2f}a2.4 2.4 0 1 0 4.8 0a2.4 2.4 0 1 0 -4.8 0Z"
    body = f"M{x - 3.9:.2f} {top + 13.2:.2f}v-3.1c0-2.4 2-3.4 3.9-3.4s3.9 1 3.9 3.4v3.1z"
    return head + body


def qr(data: str, ink: str) -> tuple[str, float, float]:
    """The QR code the project draws, as an SVG."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel  # noqa: PLC0415

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(data)
    code.make()
    count = code.getModuleCount()
    dark = [f"M{x} {y}h1v1h-1z" for y in range(count) for x in range(count) if code.isDark(y, x)]
    shape = f'<path fill="{ink}" d="{"".join(dark)}"/>'
    return _svg([shape], count, count, "")


def _svg(
    shapes: Iterable[str], width: float, height: float, attributes: str
) -> tuple[str, float, float]:
    head = (
        f'<svg xmlns="{SVG}" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" {attributes}>'
    )
    return f"{head}{''.join(shapes)}</svg>", width, height
