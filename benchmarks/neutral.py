"""A Document as plain data: what the peers' templates read. The numbers they need to look alike come with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, assert_never
from zlib import crc32

from handouts.brand import Brand, TypeStyle
from handouts.document import (
    Blank,
    Cite,
    Code,
    Columns,
    Contents,
    Cover,
    Definition,
    Definitions,
    Document,
    Facts,
    Figure,
    FillIn,
    Foreign,
    Group,
    Heading,
    IconArray,
    Item,
    Items,
    Link,
    PageBreak,
    Panel,
    Paragraph,
    Part,
    References,
    Span,
    Spans,
    Steps,
    Strong,
    Table,
    Term,
    Text,
    Timeline,
    plain,
    walk,
)

from .drawings import people, qr

ICONS = {"note": "help", "tip": "check", "warning": "warning", "emergency": "emergency", "contact": "phone"}
ICON_COLOUR = {"warning": "advice-line", "emergency": "paper"}
SHORT = 100  # characters: an item that takes at most three lines of half the measure

Tree = dict[str, Any]
Save = Callable[[str, tuple[str, float, float]], tuple[str, float, float]]
Find = Callable[[str, str, str], tuple[str, float, float]]  # folder, name, colour -> file, width, height


def styles(brand: Brand, ascent: float, descent: float) -> dict[str, Tree]:
    """Size, leading, weight and the line's edges of each style, as the project sets them; metrics in thousandths."""
    out = {}
    for name in type(brand.type).model_fields:
        style = getattr(brand.type, name)
        if isinstance(style, TypeStyle):
            drop = style.leading / 2 + (ascent + descent) * style.size / 2000
            out[name] = {
                "size": style.size,
                "leading": style.leading,
                "weight": style.weight,
                "top": drop,
                "bottom": drop - style.leading,
            }
    return out


def tree(document: Document, page_of: str, looks: dict[str, Tree], brand: Brand, find: Find, save: Save) -> Tree:
    """The document; ``find`` gives pictures, ``save`` keeps one that is drawn from data."""
    return _Tree(document, brand, find, save).whole(page_of, looks)


class _Tree:
    def __init__(self, document: Document, brand: Brand, find: Find, save: Save) -> None:
        self.document, self.brand, self.find, self.save = document, brand, find, save
        self.numbers = {entry.id: number for number, entry in enumerate(document.references, 1)}
        self.explained = {entry.id for entry in walk(document.parts) if isinstance(entry, Definition)}

    def whole(self, page_of: str, looks: dict[str, Tree]) -> Tree:
        document = self.document
        logo, wide, tall = self.find("brand", "logo", "")
        return {
            "title": document.title,
            "subject": document.subject,
            "author": document.author,
            "lang": document.lang.split("-", maxsplit=1)[0],
            "region": document.lang.partition("-")[2] or None,
            "issued": [int(value) for value in document.issued.split("-")],
            "status": f"{document.author}  ·  {document.status}",
            "page_of": page_of.replace("{page}", "\0").replace("{pages}", "\0").split("\0"),
            "logo": {"file": logo, "width": wide, "height": tall},
            "colours": {name: value for name, value in self.brand.colours.items() if value != "none"},
            "styles": looks,
            "parts": self.parts(document.parts),
        }

    # -------------------------------------------------------------- words

    def spans(self, spans: Spans) -> list[list[Any]]:
        return [self.span(span) for span in spans]

    def span(self, span: Span) -> list[Any]:
        match span:
            case Text(text):
                return ["t", text]
            case Strong(text):
                return ["b", text]
            case Term(text, key):
                target = "term-" + "".join(c if c.isalnum() else "-" for c in key.lower())
                return ["term", text, target if target in self.explained else ""]
            case Link(text, target):
                return ["a", text, target]
            case Blank(label):
                return ["blank", label]
            case Foreign(text, lang):
                return ["f", text, lang]
            case Cite(source):
                return ["c", f"[{self.numbers[source]}]", f"ref-{source}"]
            case _:
                assert_never(span)

    # -------------------------------------------------------------- parts

    def parts(self, parts: tuple[Part, ...]) -> list[Tree]:
        return [{"kind": type(part).__name__.lower(), **self.part(part)} for part in parts]

    def part(self, part: Part) -> Tree:  # noqa: PLR0911, PLR0912  (one case for each part)
        match part:
            case Heading(text=text, level=level, id=name):
                return {"text": text, "level": level, "id": name, "listed": part.listed}
            case Paragraph(spans=spans, role=role):
                return {"spans": self.spans(spans), "role": role}
            case Items(kind=kind, items=items):
                short = all(not item.parts and len(plain(item.spans)) <= SHORT for item in items)
                cut = _cut([len(plain(item.spans)) for item in items]) if len(items) >= 4 and short else 0
                return {"mark": kind, "items": self.items(items), "cut": cut}
            case Steps(items=items):
                return {"items": self.items(items)}
            case Figure():
                return self.figure(part)
            case Table(caption=caption, head=head, rows=rows):
                cells = [[[self.spans(spans) for spans in cell.paragraphs] for cell in row] for row in rows]
                return {"caption": caption, "head": list(head), "rows": cells}
            case Panel(role=role, title=title, parts=inner):
                icon = ICONS.get(role)
                file = self.find("icons", icon, ICON_COLOUR.get(role, ""))[0] if icon else ""
                return {"role": role, "title": title, "icon": file, "parts": self.parts(inner)}
            case Columns(columns=columns):
                return {"columns": [self.parts(column) for column in columns]}
            case IconArray(count=count, out_of=out_of, yes=yes, no=no, group=group, alt=alt):
                file, wide, _ = self.save(f"people-{count}-{out_of}", people(count, out_of, self.brand))
                key = [self.save(f"people-{n}-1", people(n, 1, self.brand))[0] for n in (1, 0)]
                told = {"yes": self.spans(yes), "no": self.spans(no), "group": self.spans(group), "keys": key}
                return {"alt": alt, "file": file, "width": wide, **told}
            case Timeline(stages=stages):
                return {"stages": [{"when": stage.when, "parts": self.parts(stage.parts)} for stage in stages]}
            case FillIn(fields=fields):
                return {
                    "fields": [
                        {
                            "label": field.label,
                            "lines": field.lines,
                            "options": list(field.options),
                            "half": field.width == "half",
                            "grows": field.grows,
                        }
                        for field in fields
                    ]
                }
            case Facts(items=facts):
                return {
                    "items": [
                        {
                            "icon": self.find("icons", fact.icon, "")[0],
                            "label": fact.label,
                            "spans": self.spans(fact.spans),
                        }
                        for fact in facts
                    ]
                }
            case Definitions(entries=entries):
                return {"entries": [{"term": e.term, "spans": self.spans(e.spans), "id": e.id} for e in entries]}
            case References(entries=references):
                return {
                    "entries": [
                        {
                            "number": f"[{self.numbers[entry.id]}]",
                            "id": f"ref-{entry.id}",
                            "text": entry.text,
                            "address": entry.address,
                            "shown": entry.shown,
                        }
                        for entry in references
                    ]
                }
            case Code(data=data):
                return {"alt": data, "file": self.save(f"qr-{crc32(data.encode())}", qr(data, self.brand))[0]}
            case Contents(title=title):
                headings = [
                    {"text": p.text, "id": p.id} for p in self.document.parts if isinstance(p, Heading) and p.listed
                ]
                return {"title": title, "headings": headings}
            case Cover():
                return {
                    "title": part.title,
                    "subtitle": part.subtitle,
                    "purpose": part.purpose,
                    "figure": self.figure(part.figure),
                    "audience_title": part.audience_title,
                    "audience": self.spans(part.audience),
                    "status": list(part.status),
                }
            case Group(parts=inner):
                return {"parts": self.parts(inner)}
            case PageBreak():
                return {}
            case _:
                assert_never(part)

    def items(self, items: tuple[Item, ...]) -> list[Tree]:
        return [{"spans": self.spans(item.spans), "parts": self.parts(item.parts)} for item in items]

    def figure(self, figure: Figure) -> Tree:
        file, wide, tall = self.find("figures", figure.name, "")
        return {
            "file": file,
            "width": wide,
            "height": tall,
            "alt": figure.alt,
            "title": figure.title,
            "caption": self.spans(figure.caption),
            "labels": [label.text for label in figure.labels],
        }


def _cut(lengths: list[int]) -> int:
    """Where to cut a list so that its two columns are about as high (lines of 36 characters, and a gap)."""
    talls = [-(-length // 36) + 0.4 for length in lengths]
    return min(range(1, len(talls)), key=lambda n: (max(sum(talls[:n]), sum(talls[n:])), -n))
