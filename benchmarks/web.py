"""The brochure as HTML and CSS for WeasyPrint: same parts, sizes, colours, fonts and paper as the project's own."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
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
        f'<img class="logo" src="{tree["logo"]["file"]}" alt="{escape(tree["author"])}">{body}</body></html>'
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
            return f'<a class="term" href="#{rest[0]}">{shown}</a>' if rest[0] else f'<span class="term">{shown}</span>'
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
            return f'<section class="panel {part["role"]}">{title}<div>{_inside(part["parts"])}</div></section>'
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
            return f'<ul class="references">{"".join(_reference(entry) for entry in part["entries"])}</ul>'
        case "code":
            size = f"width:{part['size']}pt"
            return f'<figure><img src="{part["file"]}" alt="{escape(part["alt"])}" style="{size}"></figure>'
        case "contents":
            entries = [f'<li><a href="#{e["id"]}">{escape(e["text"])}</a></li>' for e in part["headings"]]
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
    """Columns as a CSS table of fixed layout, which WeasyPrint sets quicker than flex boxes or multi-column text.

    ``widths`` are those of the words, without the gap between; all are the same when none are given.
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
    labels = f'<p class="small">{escape("  ·  ".join(figure["labels"]))}</p>' if figure["labels"] else ""
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
    image = f'<img src="{part["file"]}" alt="{escape(part["alt"])}" style="width:{part["width"]:g}pt">'
    first = part["width"] + (22 if part["roomy"] else 10)
    picture = f'<div style="width:{first:g}pt">{image}</div>'
    return f'<div class="array">{picture}<div>{told}{beside}</div></div>{below}'


def _table(table: Tree) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in table["head"])
    rows = []
    for row in table["rows"]:
        cells = ["".join(f"<p>{_words(spans)}</p>" for spans in cell) for cell in row]
        rows.append(f'<tr><th scope="row">{cells[0]}</th>{"".join(f"<td>{cell}</td>" for cell in cells[1:])}</tr>')
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
    link = f' <a href="{escape(entry["address"])}">{escape(entry["shown"])}</a>' if entry["address"] else ""
    words = f"{escape(entry['text'])}{link}"
    return f'<li id="{entry["id"]}"><span>{entry["number"]}</span><span>{words}</span></li>'


def _cover(cover: Tree) -> str:
    room = 366 - 34 * (len(cover["title"]) // 30)  # points: HTML does not know what the words leave to the picture
    height = min(room, 470 / cover["figure"]["ratio"])
    image = _image(cover["figure"], height * cover["figure"]["ratio"], height)
    purpose = f'<p class="lead">{escape(cover["purpose"])}</p>'
    who = f'<p class="title">{escape(cover["audience_title"])}</p><p>{_words(cover["audience"])}</p>'
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
    """The style sheet of a group of brochures; picture and font files are relative to its own folder."""
    faces = "".join(
        f"@font-face{{font-family:Brand;font-weight:{weight};src:url(fonts/{file})}}" for weight, file in fonts.items()
    )
    out = faces + SHEET
    for name, look in looks.items():
        weight = {"bold": 700, "regular": 400}[look["weight"]]
        out = out.replace(f"${name}-type", f"font:{weight} {look['size']:g}pt/{look['leading']:g}pt Brand")
    for name in sorted(colours, key=len, reverse=True):
        out = out.replace(f"${name}", colours[name])
    return out


SHEET = """
@page{size:8.5in 11in;margin:70pt 51pt 54pt;
@top-left{content:"";background:url(drawn/brand-logo.svg) 0 36pt/92pt no-repeat;border-bottom:.8pt solid $rule;
margin-bottom:11pt;width:30%}
@top-right{$small-type;color:$quiet;vertical-align:bottom;padding-bottom:8pt;border-bottom:.8pt solid $rule;
margin-bottom:11pt;width:70%}
@bottom-left{$small-type;color:$quiet;vertical-align:top;border-top:.8pt solid $rule;margin-top:4pt;width:80%}
@bottom-right{$small-type;color:$quiet;vertical-align:top;border-top:.8pt solid $rule;margin-top:4pt;width:20%}}
@page:first{@top-left{background:none;border:0}@top-right{border:0}}
html{$body-type;color:$ink;font-variant-ligatures:none;font-kerning:normal}
body,p,ul,ol,dl,dd,figure{margin:0;padding:0}
p{margin:4pt 0;max-width:442.2pt}ul,ol{list-style:none}b{font-weight:700}i{font-style:normal}
h1,h2,h3,h4{max-width:442.2pt;break-after:avoid}
h1{$title-type;color:$paper;margin:0;max-width:none}h2{$section-type;color:$brand;margin:12pt 0 3pt}
h3{$sub-type;margin:10pt 0 2pt}h4{font-weight:700;font-size:inherit;margin:11.2pt 0 3.2pt}
.lead{$lead-type}.small{$small-type;color:$quiet}.sub{$sub-type}
a{color:$brand;text-decoration:underline .6pt}.cite{color:$quiet;text-decoration:none}
.term{color:inherit;text-decoration:underline dotted $brand 1pt}
.blank{display:inline-block;width:128pt;border-bottom:.8pt solid $ink}
.bullet,.tick,ol{margin:4pt 0}.bullet>li,.tick>li{position:relative;margin:4pt 0;
max-width:442.2pt;box-sizing:border-box}
.bullet>li{padding-left:17pt;margin:2pt 0}.tick>li{padding-left:23pt;margin:3pt 0}
.bullet>li::before{content:"";position:absolute;left:2.6pt;top:6pt;width:4.8pt;height:4.8pt;border-radius:50%;
background:$brand}
ul.tick>li::before{content:"";position:absolute;left:.6pt;top:2pt;width:11.9pt;height:11.9pt;border:1.1pt solid $ink}
.beside{display:table;table-layout:fixed;width:calc(100% + 18pt);margin:0 -9pt;break-inside:avoid}
.beside>div{display:table-cell;padding:0 9pt;vertical-align:top;box-sizing:border-box}
ol{counter-reset:n}ol>li{counter-increment:n;position:relative;padding-left:34pt;margin:5.6pt 0;break-inside:avoid}
ol>li::before{content:counter(n);position:absolute;left:0;top:-3pt;$numeral-type;color:$brand}
figure{margin:6pt 0;text-align:center;break-inside:avoid}figure .sub{max-width:none}
figcaption,figure .small{$small-type;color:$quiet;text-align:left;max-width:442.2pt;margin:4pt 0 0}
table{border-collapse:collapse;width:100%;$small-type;margin:8pt 0 12pt}tr{break-inside:avoid}td p,th p{margin:0}
caption{$body-type;font-weight:700;text-align:left;padding-bottom:5pt}thead th{background:$brand;color:$paper}
td,th{padding:3.5pt 7pt;text-align:left;vertical-align:top;border-bottom:.8pt solid $rule}
tbody tr:nth-child(even){background:$tint}
.panel{background:$tint;border-left:4pt solid $brand;padding:8pt 11pt 8pt 15pt;margin:6pt 0;break-inside:avoid;
border-radius:5pt}
.panel .title,nav .title,.who .title{$panel-type;color:$brand;margin:0}
.panel>div>:first-child{margin-top:4pt}.panel>div>:last-child{margin-bottom:0}
.icon{display:inline-block;background:0 0/100% 100% no-repeat;width:20pt;height:20pt;margin:-3pt 6pt -3pt 0;
vertical-align:middle}
.warning{background:$advice;border:1pt solid $advice-line;border-left-width:4pt}.warning .title{color:$ink}
.emergency{background:$emergency-tint;border:2.5pt solid $emergency;padding:0}
.emergency .title{background:$emergency;color:$paper;padding:5.5pt 15pt;max-width:none}
.emergency .title{border-radius:5pt 5pt 0 0}.emergency>div{padding:0 15pt 11pt}
.control,.contact{border:1pt solid $brand;border-left-width:4pt}.control{background:$paper}
.array{display:table;table-layout:fixed;width:100%;break-inside:avoid;margin:9.6pt 0}
.array>*{display:table-cell;vertical-align:middle}.array i{width:10.8pt;height:13.4pt;margin-right:6pt}
.ladder li{background:$tint;border-right:4pt solid $brand;border-radius:5pt;box-sizing:border-box;
padding:6.6pt 11pt;margin:4pt 0;break-inside:avoid}.ladder b{$panel-type;color:$brand}.ladder p{margin:0}
.timeline{margin:12pt 0}.timeline>li>div{display:table;table-layout:fixed;width:100%;break-inside:avoid}
.timeline b{$panel-type;color:$brand;width:104pt;display:table-cell}
.timeline>li>div>div{position:relative;display:table-cell;border-left:2pt solid $brand;padding:0 0 6pt 19pt}
.timeline>li:last-child>div>div{border-color:$paper}.timeline p{margin:0}
.timeline i{position:absolute;left:-6.5pt;top:3.5pt;width:11pt;height:11pt;border-radius:50%;background:$brand}
.fields{display:flex;flex-wrap:wrap;column-gap:20pt;margin:0}.field{max-width:none;margin:0 0 4pt;min-height:24pt}
.full{width:100%}.half{width:calc(50% - 10pt)}.field p{margin:0}
.line{display:flex;align-items:flex-end;gap:6pt}.line i{flex:1;border-bottom:.8pt solid $quiet}
.rule{display:block;height:24.2pt;border-bottom:.8pt solid $quiet}
i.tick{display:inline-block;width:11.9pt;height:11.9pt;border:1.1pt solid $ink;margin:0 5pt 0 12pt}
.card{border:1pt solid $rule;border-radius:5pt;padding:8pt 10pt 8pt 44pt;margin:4.5pt 0;position:relative}
.card>i{margin:0;width:26pt;height:26pt;position:absolute;left:11pt;top:10pt}
.card b{$panel-type;color:$brand;display:block}
dl{margin:4pt 0}
dt{font-weight:700}dd{$small-type}
.references li{$source-type;position:relative;padding-left:30pt;margin:2pt 0;break-inside:avoid}
.references li>:first-child{position:absolute;left:0;width:28pt}
nav{background:$tint;border-radius:5pt;padding:11pt;margin:10.4pt 0;break-inside:avoid}nav li{padding:3pt 0}
nav a{color:inherit;text-decoration:none}
nav a::after{content:leader(dotted) target-counter(attr(href),page)}
.group{break-inside:avoid}.break{break-after:page}.break+h2,.cover+h2{margin-top:0}
.logo{position:absolute;top:-46pt;left:0;width:190pt}
.cover{break-after:page;position:relative;height:666pt}
.about{$panel-type;color:$brand;position:absolute;top:-32pt;right:0}
.band{background:$brand;padding:20pt;border-radius:5pt 5pt 0 0}.band p{$subtitle-type;color:$paper;margin:5pt 0 0}
.cover>figure{background:$tint;border-radius:0 0 5pt 5pt;padding:20pt;margin:0}
.who{position:absolute;bottom:0;left:0;right:0}.who p{margin:0}.who>.small{margin-top:12pt;max-width:none}
"""
