"""A Document as plain data: what the peers' templates read. The numbers they need to look alike
come with it.

Sizes of pictures, widths of columns and where lists are cut are worked out here, before the clock
runs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, assert_never
from zlib import crc32

from handouts.content.brand import Brand
from handouts.content.measures import TypeStyle
from handouts.meaning.document import (
    Banner,
    Code,
    Columns,
    Contents,
    Cover,
    Definitions,
    Document,
    Each,
    Facts,
    Figure,
    FillIn,
    Group,
    Heading,
    IconArray,
    Item,
    Items,
    Ladder,
    Noted,
    PageBreak,
    Panel,
    Paragraph,
    Part,
    References,
    Stage,
    Steps,
    Strip,
    Table,
    Timeline,
    When,
)
from handouts.meaning.parts import headings, walk
from handouts.meaning.spans import (
    Blank,
    Cite,
    Foreign,
    Given,
    Link,
    Open,
    Short,
    Span,
    Spans,
    Strong,
    Term,
    Text,
    Turn,
    plain,
)
from handouts.source.values import flat

from .drawings import people, qr

ICONS = {
    "note": "help",
    "tip": "check",
    "warning": "warning",
    "emergency": "emergency",
    "contact": "phone",
}
ICON_COLOUR = {"warning": "advice-line", "emergency": "paper"}
# lines: a list of four items or more, none longer in half the width, stands in two columns
SHORT = 3
LETTER = 6.0  # points: about the width of a letter
WIDTH = 510.0  # points: the type area
MEASURE = 442.2  # points: the longest line of running text
GAP = 18.0  # points between columns
PANEL = 26.0  # points: what a panel takes of the width on both sides
TALLEST = 190.0  # points: the highest picture of the running text
# of what there is room for: the project makes pictures smaller where labels or the page ask for it
SHOWN = 0.75
# points: the least width in a row of a picture with a caption, and with a title only
NARROWEST, TITLED = 104.0, 82.0
SMALLEST = 0.8  # of the size it is drawn at: what a picture has at least in a row
CODE = 60.0  # points: a QR code
PICTURE = 0.68  # the width of a column of pictures, as a share of a column of words
PERSON = 10.8  # points: the width of a person in an icon array
ROOMY = 330.0  # points: an icon array that wide has all its words beside it

Tree = dict[str, Any]
Save = Callable[[str, tuple[str, float, float]], tuple[str, float, float]]
# folder, name, an icon's colour -> file, width, height
Find = Callable[[str, str, str], tuple[str, float, float]]


def styles(brand: Brand, ascent: float, descent: float) -> dict[str, Tree]:
    """Size, leading, weight and the line's edges of each style, as the project sets them; metrics
    in thousandths."""
    out = {}
    for name, style in flat(brand.type).items():
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


def tree(
    document: Document, page_of: str, looks: dict[str, Tree], brand: Brand, find: Find, save: Save
) -> Tree:
    """The document, a clinic's facts in it; ``find`` gives pictures, ``save`` keeps one that is
    drawn from data."""
    return _Tree(document, brand, find, save).whole(page_of, looks)


class _Tree:
    def __init__(self, document: Document, brand: Brand, find: Find, save: Save) -> None:
        self.document, self.find, self.save = document, find, save
        self.colours = {
            name: value
            for name, value in brand.accented(document.accent).items()
            if value != "none"
        }
        self.numbers = {entry.id: number for number, entry in enumerate(document.references, 1)}
        glossaries = (part for part in walk(document.parts) if isinstance(part, Definitions))
        self.explained = {entry.id for part in glossaries for entry in part.entries}

    def whole(self, page_of: str, looks: dict[str, Tree]) -> Tree:
        document = self.document
        logo, wide, tall = self.find("brand", "logo", "")
        return {
            "title": document.title,
            "group": document.accent,
            "subject": document.subject,
            "author": plain(document.author),
            "lang": document.lang.split("-", maxsplit=1)[0],
            "region": document.lang.partition("-")[2] or None,
            "issued": [int(value) for value in document.issued.split("-")],
            "status": f"{plain(document.author)}  ·  {plain(document.status)}",
            "page_of": page_of.replace("{page}", "\0").replace("{pages}", "\0").split("\0"),
            "logo": {"file": logo, "width": wide, "height": tall},
            "colours": self.colours,
            "styles": looks,
            "parts": self.parts(document.parts, WIDTH),
        }

    # -------------------------------------------------------------- words

    def spans(self, spans: Spans) -> list[list[Any]]:
        return [self.span(span) for span in spans]

    def span(self, span: Span) -> list[Any]:  # noqa: PLR0911  (a case a span)
        match span:
            case Text(text):
                return ["t", text]
            case Strong(text):
                return ["b", text]
            case Short(text, strong=strong):
                return ["b" if strong else "t", text]
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
            case Given(text, target=target, strong=strong):
                return ["a", text, target] if target else ["b" if strong else "t", text]
            case Turn():
                return ["t", ""]  # only pages of ours have it
            case Open(fact):
                raise ValueError(f"nobody has told the fact '{fact}'")
            case _:
                assert_never(span)

    # -------------------------------------------------------------- parts

    def parts(self, parts: tuple[Part, ...], width: float) -> list[Tree]:
        return [{"kind": type(part).__name__.lower(), **self.part(part, width)} for part in parts]

    def part(self, part: Part, width: float) -> Tree:  # noqa: PLR0911, PLR0912  (one case for each part)
        match part:
            case Heading(text=text, level=level, id=name):
                return {"text": text, "level": level, "id": name, "listed": part.listed}
            case Paragraph(spans=spans, role=role):
                return {"spans": self.spans(spans), "role": role}
            case Items(kind=kind, items=items):
                most = SHORT * ((width - GAP) / 2 - 17) / LETTER
                short = all(not item.parts and len(plain(item.spans)) <= most for item in items)
                cut = (
                    _cut([len(plain(item.spans)) for item in items])
                    if len(items) >= 4 and short
                    else 0
                )
                return {"mark": kind, "items": self.items(items, width - 20), "cut": cut}
            case Steps(items=items):
                return {"items": self.items(items, width - 34)}
            case Figure():
                return self.figures((part,), width)[0]
            case Strip(figures=figures):
                return {
                    "columns": self.across(figures, width),
                    "figures": self.figures(figures, width),
                }
            case Table(caption=caption, head=head, rows=rows):
                cells = [
                    [[self.spans(spans) for spans in cell.paragraphs] for cell in row]
                    for row in rows
                ]
                return {"caption": caption, "head": list(head), "rows": cells}
            case Panel(role=role, title=title, parts=inner):
                icon = ICONS.get(role)
                file = self.icon(icon, ICON_COLOUR.get(role, "brand")) if icon else ""
                return {
                    "role": role,
                    "title": title,
                    "icon": file,
                    "parts": self.parts(inner, width - PANEL),
                }
            case Columns(columns=columns):
                widths = _shares(columns, width)
                pairs = zip(columns, widths, strict=True)
                return {
                    "widths": widths,
                    "columns": [self.parts(column, wide) for column, wide in pairs],
                }
            case IconArray():
                return self.icon_array(part, width)
            case Timeline(stages=stages):
                return {"stages": self.stages(stages, width - 124)}
            case Ladder(stages=stages):
                return {"stages": self.stages(stages, width / 2)}
            case FillIn(fields=fields):
                return {
                    "fields": [
                        {
                            "label": field.label,
                            "value": plain(field.value),
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
                            "icon": self.icon(fact.icon, "brand"),
                            "label": fact.label,
                            "spans": self.spans(fact.spans),
                        }
                        for fact in facts
                    ]
                }
            case Definitions(entries=entries):
                return {
                    "entries": [
                        {"term": e.term, "spans": self.spans(e.spans), "id": e.id} for e in entries
                    ]
                }
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
                file = self.save(f"qr-{crc32(data.encode())}", qr(data, self.colours["ink"]))[0]
                return {"alt": data, "file": file, "size": CODE}
            case Contents(title=title):
                listed = [p for p in headings(self.document.parts) if p.listed]
                return {"title": title, "headings": [{"text": p.text, "id": p.id} for p in listed]}
            case Cover():
                return {
                    "about": part.kind,
                    "title": part.title,
                    "subtitle": part.subtitle,
                    "purpose": part.purpose,
                    "figure": self.figures((part.figure,), WIDTH)[0],
                    "audience_title": part.audience_title,
                    "audience": self.spans(part.audience),
                    "status": plain(part.status),
                }
            case Banner():
                return {"about": part.kind, "title": part.title, "subtitle": part.subtitle}
            case Group(parts=inner):
                return {"parts": self.parts(inner, width)}
            case PageBreak() | Noted():
                return {}
            case When(fact=fact) | Each(fact=fact):
                raise ValueError(f"nobody has told the fact '{fact}'")
            case _:
                assert_never(part)

    def items(self, items: tuple[Item, ...], width: float) -> list[Tree]:
        return [
            {"spans": self.spans(item.spans), "parts": self.parts(item.parts, width)}
            for item in items
        ]

    def stages(self, stages: tuple[Stage, ...], width: float) -> list[Tree]:
        return [{"when": stage.when, "parts": self.parts(stage.parts, width)} for stage in stages]

    # -------------------------------------------------------------- pictures

    def icon(self, name: str, colour: str) -> str:
        return self.find("icons", name, self.colours[colour])[0]

    def across(self, figures: tuple[Figure, ...], width: float) -> int:
        """How many pictures stand beside each other: evenly many in each row, none much smaller
        than it was drawn."""
        least = NARROWEST if any(figure.caption for figure in figures) else TITLED
        least = max(
            least, SMALLEST * max(self.find("figures", figure.name, "")[1] for figure in figures)
        )
        counts = (-(-len(figures) // rows) for rows in range(1, len(figures)))
        return next((count for count in counts if (width - GAP * (count - 1)) / count >= least), 1)

    def figures(self, figures: tuple[Figure, ...], width: float) -> list[Tree]:
        """Pictures with their words, all at one scale; ``size`` is theirs on paper."""
        found = [self.find("figures", figure.name, "") for figure in figures]
        count = self.across(figures, width) if len(figures) > 1 else 1
        cell = (width - GAP * (count - 1)) / count
        scale = SHOWN * min(1.0, *(min(cell / wide, TALLEST / tall) for _, wide, tall in found))
        return [
            {
                "file": file,
                "size": [round(wide * scale, 2), round(tall * scale, 2)],
                "ratio": wide / tall,
                "alt": figure.alt,
                "title": figure.title,
                "caption": self.spans(figure.caption),
                "labels": [label.text for label in figure.labels],
            }
            for figure, (file, wide, tall) in zip(figures, found, strict=True)
        ]

    def icon_array(self, part: IconArray, width: float) -> Tree:
        def drawn(count: int, out_of: int) -> str:
            name = f"people-{self.document.accent}-{count}-{out_of}"
            return self.save(name, people(count, out_of, self.colours))[0]

        told = {
            "yes": self.spans(part.yes),
            "no": self.spans(part.no),
            "group": self.spans(part.group),
        }
        keys, roomy = [drawn(n, 1) for n in (1, 0)], width > ROOMY
        file, wide = drawn(part.count, part.out_of), min(part.out_of, 10) * PERSON
        return {
            "alt": part.alt,
            "file": file,
            "width": wide,
            "keys": keys,
            "key": PERSON,
            "roomy": roomy,
            **told,
        }


def _shares(columns: tuple[tuple[Part, ...], ...], width: float) -> list[float]:
    """The widths of columns: a code has its own, pictures alone have less than words."""
    fixed = [all(isinstance(part, Code) for part in column) for column in columns]
    weights = [
        PICTURE if all(isinstance(part, Figure) for part in column) else 1.0 for column in columns
    ]
    whole = sum(weight for weight, code in zip(weights, fixed, strict=True) if not code)
    room = width - GAP * (len(columns) - 1) - CODE * sum(fixed)
    return [
        CODE if code else round(room * weight / whole, 2)
        for weight, code in zip(weights, fixed, strict=True)
    ]


def _cut(lengths: list[int]) -> int:
    """Where to cut a list so that its two columns are about as high (lines of 36 characters, and a
    gap)."""
    talls = [-(-length // 36) + 0.4 for length in lengths]
    return min(range(1, len(talls)), key=lambda n: (max(sum(talls[:n]), sum(talls[n:])), -n))
