"""The brochure as HTML and CSS for WeasyPrint: same parts, sizes, colours, fonts and paper as the
project's own."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

Tree = dict[str, Any]
GAP = 18.0  # points between columns


def html(tree: Tree) -> str:
    """The whole page; its style sheet is ``css``."""
    body = "\n".join(_parts(tree["parts"]))
    lang = "-".join(filter(None, (tree["lang"], tree["region"])))
    before, middle, after = (_quoted(text) for text in tree["page_of"])
    furniture = (
        f"@page{{@top-right{{content:{_quoted(tree['title'])}}}@bottom-left{{content:{_quoted(tree['status'])}}}"
        f"@bottom-right{{content:{before} counter(page) {middle} counter(pages) {after}}}}}"
        f"@page:first{{@top-right{{content:none}}}}"
    )
    return (
        f'<!DOCTYPE html><html class="{tree["group"]}" lang="{lang}"><head><meta charset="utf-8">'
        f"<title>{escape(tree['title'])}</title>"
        f'<meta name="author" content="{escape(tree["author"])}">'
        f'<meta name="description" content="{escape(tree["subject"])}">'
        f"<style>{furniture}</style></head><body>\n"
        f'<img class="logo" src="{tree["logo"]["file"]}" '
        f'alt="{escape(tree["author"])}">{body}</body></html>'
    )


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


# ------------------------------------------------------------------ words


def _words(spans: Iterable[list[str]]) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: list[str]) -> str:
    kind, text, *rest = span
    shown = escape(text)
    match kind:
        case "b":
            return f"<b>{shown}</b>"
        case "term":
            return (
                f'<a class="term" href="#{rest[0]}">{shown}</a>'
                if rest[0]
                else f'<span class="term">{shown}</span>'
            )
        case "a":
            return f'<a href="{escape(rest[0])}">{shown}</a>'
        case "blank":
            return '<span class="blank"></span>'
        case "f":
            return f'<span lang="{rest[0]}">{shown}</span>'
        case "c":
            return f'<a class="cite" href="#{rest[0]}">{shown}</a>'
    return shown


# ------------------------------------------------------------------ parts


def _parts(parts: list[Tree]) -> list[str]:
    return [_part(part) for part in parts]


def _inside(parts: list[Tree]) -> str:
    return "".join(_parts(parts))


def _part(part: Tree) -> str:  # noqa: PLR0911, PLR0912  (one case for each part)
    match part["kind"]:
        case "heading":
            name = f' id="{part["id"]}"' if part["id"] else ""
            return f"<h{part['level']}{name}>{escape(part['text'])}</h{part['level']}>"
        case "paragraph":
            return f'<p class="{part["role"]}">{_words(part["spans"])}</p>'
        case "items":
            items, cut = part["items"], part["cut"]
            halves = [items[:cut], items[cut:]] if cut else [items]
            lists = [f'<ul class="{part["mark"]}">{_items(half)}</ul>' for half in halves]
            return _beside(lists) if cut else lists[0]
        case "steps":
            return f"<ol>{_items(part['items'])}</ol>"
        case "figure":
            return _figure(part)
        case "strip":
            return _rows([_figure(figure) for figure in part["figures"]], part["columns"])
        case "table":
            return _table(part)
        case "panel":
            icon = _icon(part["icon"]) if part["icon"] else ""
            title = f'<p class="title">{icon}{escape(part["title"])}</p>' if part["title"] else ""
            return (
                '<section class="panel '
                f'{part["role"]}">{title}<div>{_inside(part["parts"])}</div></section>'
            )
        case "columns":
            return _beside([_inside(one) for one in part["columns"]], part["widths"])
        case "iconarray":
            return _icon_array(part)
        case "ladder":
            count = len(part["stages"])
            rungs = (
                f'<li style="width:{45 + 55 * number / count:.1f}%"><b>{escape(stage["when"])}</b>'
                f"{_inside(stage['parts'])}</li>"
                for number, stage in enumerate(part["stages"], 1)
            )
            return f'<ul class="ladder">{"".join(rungs)}</ul>'
        case "timeline":
            stages = "".join(
                f"<li><div><b>{escape(stage['when'])}</b><div><i></i>{_inside(stage['parts'])}</div></div></li>"
                for stage in part["stages"]
            )
            return f'<ul class="timeline">{stages}</ul>'
        case "fillin":
            return f'<div class="fields">{"".join(_field(field) for field in part["fields"])}</div>'
        case "facts":
            cards = [
                f'<div class="card">{_icon(fact["icon"])}<div><b>{escape(fact["label"])}</b>'
                f"<span>{_words(fact['spans'])}</span></div></div>"
                for fact in part["items"]
            ]
            return f'<div class="facts">{_rows(cards, 2)}</div>'
        case "definitions":
            entries = [
                f'<dl id="{e["id"]}"><dt>{escape(e["term"])}</dt><dd>{_words(e["spans"])}</dd></dl>'
                for e in part["entries"]
            ]
            return _rows(entries, 2)
        case "references":
            return (
                "<ul "
                f'class="references">{"".join(_reference(entry) for entry in part["entries"])}</ul>'
            )
        case "code":
            size = f"width:{part['size']}pt"
            return (
                f'<figure><img src="{part["file"]}" alt="{escape(part["alt"])}" '
                f'style="{size}"></figure>'
            )
        case "contents":
            entries = [
                f'<li><a href="#{e["id"]}">{escape(e["text"])}</a></li>' for e in part["headings"]
            ]
            cut = -(-len(entries) // 2)
            lists = [f"<ul>{''.join(half)}</ul>" for half in (entries[:cut], entries[cut:])]
            return f'<nav><p class="title">{escape(part["title"])}</p>{_beside(lists)}</nav>'
        case "group":
            return f'<div class="group">{_inside(part["parts"])}</div>'
        case "pagebreak":
            return '<div class="break"></div>'
        case "cover":
            return _cover(part)
        case "banner":
            return f'<div class="band"><p>{escape(part["about"])}</p>{_title(part)}</div>'
    raise ValueError(part["kind"])


def _beside(columns: list[str], widths: Iterable[float] = ()) -> str:
    """Columns as a CSS table of fixed layout, which WeasyPrint sets quicker than flex boxes or
    multi-column text.

    ``widths`` are those of the words, without the gap between; all are the same when none are
    given.
    """
    shares = [f' style="width:{width + GAP:.1f}pt"' for width in widths] or [""] * len(columns)
    cells = (f"<div{share}>{column}</div>" for share, column in zip(shares, columns, strict=True))
    return f'<div class="beside">{"".join(cells)}</div>'


def _rows(cells: list[str], count: int) -> str:
    """``count`` cells beside each other in each row."""
    rows = (cells[n : n + count] for n in range(0, len(cells), count))
    return "".join(_beside([*row, *[""] * (count - len(row))]) for row in rows)


def _icon(file: str) -> str:
    """A background, which is an artifact: the words beside it say the same."""
    return f'<i class="icon" style="background-image:url({file})"></i>'


def _items(items: list[Tree]) -> str:
    return "".join(f"<li>{_words(item['spans'])}{_inside(item['parts'])}</li>" for item in items)


def _image(figure: Tree, width: float, height: float) -> str:
    size = f"width:{width:.1f}pt;height:{height:.1f}pt"
    return f'<img src="{figure["file"]}" alt="{escape(figure["alt"])}" style="{size}">'


def _figure(figure: Tree) -> str:
    title = f'<p class="sub">{escape(figure["title"])}</p>' if figure["title"] else ""
    labels = (
        f'<p class="small">{escape("  ·  ".join(figure["labels"]))}</p>' if figure["labels"] else ""
    )
    caption = f"<figcaption>{_words(figure['caption'])}</figcaption>" if figure["caption"] else ""
    return f"<figure>{title}{_image(figure, *figure['size'])}{labels}{caption}</figure>"


def _icon_array(part: Tree) -> str:
    style = ' class="lead"' if part["roomy"] else ""
    told = "".join(
        f"<p{style}>{_icon(key)}<span>{_words(part[name])}</span></p>"
        for key, name in zip(part["keys"], ("yes", "no"), strict=True)
    )
    who = f'<p class="small">{_words(part["group"])}</p>' if part["group"] else ""
    beside, below = (who, "") if part["roomy"] else ("", who)
    image = (
        f'<img src="{part["file"]}" alt="{escape(part["alt"])}" style="width:{part["width"]:g}pt">'
    )
    first = part["width"] + (22 if part["roomy"] else 10)
    picture = f'<div style="width:{first:g}pt">{image}</div>'
    return f'<div class="array">{picture}<div>{told}{beside}</div></div>{below}'


def _table(table: Tree) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in table["head"])
    rows = []
    for row in table["rows"]:
        cells = ["".join(f"<p>{_words(spans)}</p>" for spans in cell) for cell in row]
        rows.append(
            "<tr><th "
            f'scope="row">{cells[0]}</th>{"".join(f"<td>{cell}</td>" for cell in cells[1:])}</tr>'
        )
    caption = f"<caption>{escape(table['caption'])}</caption>" if table["caption"] else ""
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _field(field: Tree) -> str:
    kind = "half" if field["half"] else "full"
    label = escape(field["label"])
    if field["value"]:
        return f'<p class="field {kind}"><b>{label}:</b> {escape(field["value"])}</p>'
    if field["options"]:
        boxes = "".join(f'<i class="tick"></i>{escape(option)}' for option in field["options"])
        return f'<p class="field {kind}">{label}{boxes}</p>'
    lines = field["lines"]
    if label and lines == 1 and len(label) < 40:
        return f'<p class="field line {kind}"><span>{label}</span><i></i></p>'
    rules = '<i class="rule"></i>' * lines
    return f'<div class="field {kind}">{f"<p>{label}</p>" if label else ""}{rules}</div>'


def _reference(entry: Tree) -> str:
    link = (
        f' <a href="{escape(entry["address"])}">{escape(entry["shown"])}</a>'
        if entry["address"]
        else ""
    )
    words = f"{escape(entry['text'])}{link}"
    return f'<li id="{entry["id"]}"><span>{entry["number"]}</span><span>{words}</span></li>'


def _cover(cover: Tree) -> str:
    # points: HTML does not know what the words leave to the picture
    room = 366 - 34 * (len(cover["title"]) // 30)
    height = min(room, 470 / cover["figure"]["ratio"])
    image = _image(cover["figure"], height * cover["figure"]["ratio"], height)
    purpose = f'<p class="lead">{escape(cover["purpose"])}</p>'
    who = (
        f'<p class="title">{escape(cover["audience_title"])}</p><p>{_words(cover["audience"])}</p>'
    )
    return (
        f'<section class="cover"><p class="about">{escape(cover["about"])}</p>'
        f'<div class="band">{_title(cover)}</div><figure>{image}</figure>'
        f'<div class="who">{_beside([purpose, who])}'
        f'<p class="small">{escape(cover["status"])}</p></div></section>'
    )


def _title(part: Tree) -> str:
    return f"<h1>{escape(part['title'])}</h1><p>{escape(part['subtitle'])}</p>"


# ------------------------------------------------------------------ looks


def css(colours: dict[str, str], looks: dict[str, Tree], fonts: dict[int, str]) -> str:
    """The style sheet of a group of brochures; picture and font files are relative to its own
    folder."""
    faces = "".join(
        f"@font-face{{font-family:Brand;font-weight:{weight};src:url(fonts/{file})}}"
        for weight, file in fonts.items()
    )
    out = faces + SHEET
    for name, look in looks.items():
        weight = {"bold": 700, "regular": 400}[look["weight"]]
        out = out.replace(
            f"${name}-type", f"font:{weight} {look['size']:g}pt/{look['leading']:g}pt Brand"
        )
    for name in sorted(colours, key=len, reverse=True):
        out = out.replace(f"${name}", colours[name])
    return out


SHEET = Path(__file__).with_suffix(".css").read_text("utf-8")
