"""The project's SVGs with the brand's colours filled in, so that any SVG renderer can draw them."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from handouts.brand import Brand

SVG = "http://www.w3.org/2000/svg"
ROOT = {
    "fill": "ink",
    "stroke": "none",
    "stroke-width": "1.25",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
}


def filled(source: bytes, brand: Brand, icon: str = "") -> tuple[str, float, float]:
    """The drawing with real colours, its width and height; ``icon`` names another colour for an icon's lines."""
    root = ElementTree.fromstring(source)
    _, _, width, height = (float(value) for value in root.attrib["viewBox"].replace(",", " ").split())
    root.attrib = {**ROOT, **root.attrib, "width": f"{width:g}", "height": f"{height:g}"}
    colours = dict(brand.colours)
    if icon:
        for name in [name for name, colour in colours.items() if colour == brand.colours["icon-line"]]:
            colours[name] = colours[icon]
    _fill(root, brand, colours)
    ElementTree.register_namespace("", SVG)
    return ElementTree.tostring(root, "unicode"), width, height


def _fill(node: ElementTree.Element, brand: Brand, colours: dict[str, str]) -> None:
    for kid in list(node):
        if kid.attrib.get("id", "").startswith(("at-", "on-")):
            node.remove(kid)
        else:
            _fill(kid, brand, colours)
    name = node.attrib.pop("class", "")
    if name:
        paint = brand.figures[name]
        looks = {"fill": name, "stroke": f"{name}-line", "stroke-width": f"{paint.width:g}"}
        if paint.fill == "none":
            looks["fill"] = "none"
        elif name in brand.palette.model_dump(by_alias=True):  # a class may share a palette colour's name
            looks["fill"] = paint.fill
        node.attrib = {**looks, **node.attrib}
    for key in ("fill", "stroke"):
        value = node.attrib.get(key)
        if value:
            node.set(key, colours.get(value, value))


def people(count: int, out_of: int, brand: Brand) -> tuple[str, float, float]:
    """An icon array for those who cannot draw: rows of ten, the marked people first (the project's own shape)."""
    colours = brand.colours
    shape = "M{l} {b}V{s}C{l} {t1} {l2} {t} {x} {t}C{r2} {t} {r} {t1} {r} {s}V{b}Z"
    out = []
    for number in range(out_of):
        row, column = divmod(number, 10)
        x, top = column * 12.6 + 6.3, row * 15.6
        marked = number < count
        left, right, high = x - 3.9, x + 3.9, top + 6.7
        body = shape.format(
            l=_n(left), r=_n(right), l2=_n(left + 2), r2=_n(right - 2), b=_n(top + 13.2),
            s=_n(high + 3.4), t1=_n(high + 1), t=_n(high), x=_n(x),
        )  # fmt: skip
        fill, line = (colours["brand"], colours["brand"]) if marked else (colours["paper"], colours["quiet"])
        out.append(
            f'<g fill="{fill}" stroke="{line}"><circle cx="{_n(x)}" cy="{_n(top + 3.4)}" r="2.4"/>'
            f'<path d="{body}"/></g>'
        )
    return _svg(out, min(out_of, 10) * 12.6, -(-out_of // 10) * 15.6, 'stroke-width="0.9" stroke-linejoin="round"')


def qr(data: str, brand: Brand) -> tuple[str, float, float]:
    """The QR code the project draws, as an SVG."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel  # noqa: PLC0415

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(data)
    code.make()
    count = code.getModuleCount()
    dark = [f"M{x} {y}h1v1h-1z" for y in range(count) for x in range(count) if code.isDark(y, x)]
    shape = f'<path fill="{brand.colours["ink"]}" d="{"".join(dark)}"/>'
    return _svg([shape], count, count, "")


def _svg(shapes: Iterable[str], width: float, height: float, attributes: str) -> tuple[str, float, float]:
    head = f'<svg xmlns="{SVG}" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" {attributes}>'
    return f"{head}{''.join(shapes)}</svg>", width, height


def _n(value: float) -> str:
    return f"{value:.2f}"
