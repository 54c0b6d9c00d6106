"""What a screen reader is given: a tagged PDF's structure tree with the text of its marked content.

Reading order is the order of the tree (ISO 32000-1, 14.7), never the order of painting. Characters
come from the fonts' ToUnicode maps (9.10.3), for a simple font also from its Encoding; a code that
neither knows becomes U+FFFD, so a test can look for it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf

INLINE = frozenset({"", "Span", "Link", "Reference", "Lbl", "Form"})
PARAGRAPHS = frozenset({"P", "LBody"})
BLOCKS = frozenset({"P", "L", "Table", "Div", "Sect"})
PICTURES = frozenset({"Figure", "Formula"})
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
BREAK = "\n"
# All that show text, bound marked content, name a font or draw a form; the rest is not looked at.
OPERATORS = "BDC BMC EMC Tf q Q Tj ' \" TJ ET Do"

# The same in a stream as it is written; what stands in a text may look like one, too.
SHOWS = re.compile(rb"BDC|BMC|EMC|Tf|Tj|TJ|Do|'|\"")
TOLD = frozenset({"/Lang", "/A", "/Alt", "/ActualText", "/E"})  # of an element, besides its kids

Decoder = Callable[[bytes], str]
ObjectId = tuple[int, int]
ContentId = tuple[ObjectId, int]


@dataclass(frozen=True)
class Transcript:
    """A PDF as it is read aloud.

    `text` is an indented outline for people, a line for each innermost block and one for each link,
    picture or change of language in it. `words` are spoken words in reading order: text that runs
    on without white space is one word, unless a block begins or ends between. `untagged_text` is
    shown text that neither the structure tree reaches nor an Artifact holds, so nobody hears it: it
    must be empty. `artifacts` are the words inside Artifact sequences, in painting order.
    """

    text: str
    words: tuple[str, ...]
    untagged_text: tuple[str, ...]
    artifacts: tuple[str, ...]


def transcript(pdf: Path | bytes) -> Transcript:
    """Read a PDF as a screen reader does; an untagged one gives no words and all its text as
    untagged.

    Raises ValueError if marked content is opened and not closed on its page (14.6), or if the tree
    points at marked content that the page has not; pikepdf.PdfError if the file is no PDF.
    """
    with pikepdf.open(BytesIO(pdf) if isinstance(pdf, bytes) else pdf) as document:
        content = _Content()
        for page in document.pages:
            content.read_page(page)
        tree = _Tree(document, content)
        root = tree.read()
        lost = (node for key, node in content.marked.items() if key not in tree.reached)
        return Transcript(
            text="\n".join(_outline(root, 0)),
            words=tuple(_shown(root).split()),
            untagged_text=tuple(filter(None, map(_shown, [*content.loose.kids, *lost]))),
            artifacts=tuple(word for node in content.artifacts for word in _shown(node).split()),
        )


@dataclass(frozen=True)
class _Annotation:
    """A link or form field that hangs in the tree: what it says, where it leads, what stands in
    it."""

    says: str
    leads_to: str
    value: str = ""


@dataclass
class _Node:
    """A structure element, or a marked-content sequence: then the tag is empty or that of its
    properties."""

    tag: str
    lang: str = ""
    scope: str = ""
    alt: str | None = None
    actual: str | None = None
    expansion: str = ""
    kids: list["_Node | str"] = field(default_factory=list)
    annotations: list[_Annotation] = field(default_factory=list)

    @property
    def is_leaf(self) -> bool:
        """No block stands below; what an ActualText replaces does not count."""
        if self.actual is not None:
            return True
        return all(isinstance(kid, str) or (kid.tag in INLINE and kid.is_leaf) for kid in self.kids)


# What is said


def _speak(node: _Node, out: list[str]) -> None:
    edge = "" if node.tag in INLINE else BREAK
    out.append(edge)
    if node.actual is not None:
        out.append(node.actual)
    elif node.tag in PICTURES and node.alt is not None:
        out.append(node.alt + BREAK)  # in place of all that is in it (ISO 32000-1, 14.9.3)
    else:
        for kid in node.kids:
            if isinstance(kid, str):
                out.append(kid)
            elif kid.tag == "Form":
                out += _field(kid, within=node.tag in PARAGRAPHS and not _holds_blocks(node))
            else:
                _speak(kid, out)
    out.append(edge)


def _holds_blocks(node: _Node) -> bool:
    return any(isinstance(kid, _Node) and kid.tag in BLOCKS for kid in node.kids)


def _field(node: _Node, *, within: bool) -> Iterator[str]:
    """What stands in a field; one that stands among words, which no label precedes, is called by
    its name."""
    for one in node.annotations:
        yield one.value or (one.says if within else "")


def _shown(node: _Node | str) -> str:
    if isinstance(node, str):
        return node
    out = list[str]()
    _speak(node, out)
    return "".join(out)


def _line(node: _Node | str) -> str:
    """The node's text on one line; a picture's alternative text is named apart from it."""
    if isinstance(node, _Node) and node.tag in PICTURES and node.actual is None:
        return " ".join("".join(map(_shown, node.kids)).split())
    return " ".join(_shown(node).split())


# The outline


def _outline(node: _Node, depth: int) -> Iterator[str]:
    inline = node.tag in INLINE
    text = _line(node) if node.is_leaf else ""
    quoted = f'"{text}"' if inline and text else text
    yield "  " * depth + " ".join(filter(None, [_label(node), quoted, *_annotated(node)]))
    yield from _outline_below(node, depth + 1)


def _outline_below(node: _Node, depth: int) -> Iterator[str]:
    """The kids; those of a leaf only as far as they are more than the words its own line has
    already."""
    for kid in node.kids if node.actual is None else ():
        if isinstance(kid, _Node) and (_noteworthy(kid) or (kid.tag and not node.is_leaf)):
            yield from _outline(kid, depth)
        elif not node.is_leaf:
            if text := _line(kid):
                yield "  " * depth + f'"{text}"'
        elif isinstance(kid, _Node):
            yield from _outline_below(kid, depth)


def _noteworthy(node: _Node) -> bool:
    """An inline part that a listener notices, beyond its words in the line above."""
    replaced = node.actual is not None and node.tag != ""
    told = node.lang or node.alt or node.expansion or node.annotations
    return node.tag == "Link" or replaced or bool(told)


def _label(node: _Node) -> str:
    label = node.tag or "Span"
    if node.scope:
        label += f"({node.scope})"
    if node.lang:
        label += f" lang={node.lang}"
    if node.alt is not None:
        label += f' alt: "{" ".join(node.alt.split())}"'
    elif node.tag in PICTURES and node.actual is None:
        label += " without alt"
    if node.actual is not None:
        label += " ActualText"
    if node.expansion:
        label += f" E={node.expansion}"
    return label


def _annotated(node: _Node) -> Iterator[str]:
    """Where annotations lead, and what they say if that is not just the words in the line
    already."""
    words = _line(node)
    for annotation in dict.fromkeys(node.annotations):
        if annotation.leads_to:
            yield f"-> {annotation.leads_to}"
        if not annotation.says:
            yield "(no Contents)"
        elif annotation.says != words:
            yield f'(Contents "{annotation.says}")'


# The structure tree


class _Tree:
    """Builds the nodes of the structure tree and notes which marked content it reaches."""

    def __init__(self, document: pikepdf.Pdf, content: "_Content") -> None:
        self._content = content
        self._pages = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        self._catalog = document.Root
        self._root = document.Root.get("/StructTreeRoot", pikepdf.Dictionary())
        self._roles = self._root.get("/RoleMap", pikepdf.Dictionary())
        self.reached: set[ContentId] = set()

    def read(self) -> _Node:
        node = _Node("PDF", lang=_string(self._catalog, "/Lang") or "")
        self._read_kids(node, self._root, None)
        return node

    def _read_kids(self, node: _Node, element: pikepdf.Object, page: pikepdf.Object | None) -> None:
        kids = element.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if not isinstance(kid, pikepdf.Dictionary):
                node.kids.append(self._marked(page, int(kid)))
                continue
            kid_page = kid.get("/Pg", page)
            match str(kid.get("/Type", "/StructElem")):
                case "/MCR":
                    node.kids.append(self._marked(kid.get("/Stm", kid_page), int(kid.MCID)))
                case "/OBJR":
                    node.annotations.append(self._annotation(kid.Obj))
                case _:
                    node.kids.append(self._element(kid, kid_page))

    def _element(self, element: pikepdf.Object, page: pikepdf.Object | None) -> _Node:
        node = _Node(self._standard(str(element.S)))
        told = TOLD.intersection(element.keys())  # most have nothing of it
        if told:
            node.lang = _string(element, "/Lang") or ""
            node.scope = _scope(element)
            node.alt = _string(element, "/Alt")
            node.actual = _string(element, "/ActualText")
            node.expansion = _string(element, "/E") or ""
        self._read_kids(node, element, page)
        return node

    def _standard(self, name: str) -> str:
        """The type after the role map (14.7.3), without its slash."""
        seen: set[str] = set()
        while name in self._roles and name not in seen:
            seen.add(name)
            name = str(self._roles[name])
        return name.removeprefix("/")

    def _marked(self, stream: pikepdf.Object | None, mcid: int) -> _Node:
        owner = (0, 0) if stream is None else stream.objgen
        key = (owner, mcid)
        if key not in self._content.marked:
            page = self._pages.get(owner)
            raise ValueError(
                f"the structure tree points at MCID {mcid} of page {page}, which is not there"
            )
        self.reached.add(key)
        return self._content.marked[key]

    def _annotation(self, annotation: pikepdf.Object) -> _Annotation:
        says = _string(annotation, "/TU") or _string(annotation, "/Contents") or ""
        if annotation.Subtype == "/Widget":
            field = annotation if "/FT" in annotation else annotation.Parent
            typed = _string(field, "/V") if field.FT == "/Tx" else None
            return _Annotation(says, "", typed or "")
        action = annotation.get("/A", pikepdf.Dictionary())
        if "/URI" in action:
            return _Annotation(says, str(action.URI))
        target = annotation.get("/Dest", action.get("/D"))
        if isinstance(target, pikepdf.Array) and isinstance(target[0], pikepdf.Dictionary):
            return _Annotation(says, f"page {self._pages[target[0].objgen]}")
        return _Annotation(says, "" if target is None else f"#{str(target).removeprefix('/')}")


def _string(owner: pikepdf.Object, key: str) -> str | None:
    value = owner.get(key)
    return None if value is None else str(value)


def _scope(element: pikepdf.Object) -> str:
    attributes = element.get("/A", pikepdf.Array())
    for attribute in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if isinstance(attribute, pikepdf.Dictionary) and "/Scope" in attribute:
            return str(attribute.Scope).removeprefix("/")
    return ""


# The marked content


class _Content:
    """The text of all pages, sorted by the marked-content sequence that shows it."""

    def __init__(self) -> None:
        self.marked: dict[ContentId, _Node] = {}
        self.artifacts: list[_Node] = []
        self.loose = _Node("")
        self.open = [self.loose]
        self._fonts: dict[ObjectId, Decoder] = {}
        self._silent: dict[ObjectId, bool] = {}

    def read_page(self, page: pikepdf.Page) -> None:
        _Stream(self, page.obj.objgen, page.resources, _no_font).read(page)

    def silent(self, form: pikepdf.Object) -> bool:
        """Whether a form only paints, as most drawings do, which are on many pages."""
        if form.objgen not in self._silent:
            self._silent[form.objgen] = not SHOWS.search(form.read_bytes())
        return self._silent[form.objgen]

    def decoder(self, font: pikepdf.Object) -> Decoder:
        if not font.is_indirect:
            return _decoder(font)
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = _decoder(font)
        return self._fonts[font.objgen]


class _Stream:
    """One page's or form's operators, as far as they show text or bound marked content."""

    def __init__(
        self, content: _Content, owner: ObjectId, resources: pikepdf.Object, decode: Decoder
    ) -> None:
        self._content = content
        self._owner = owner
        self._resources = resources
        self._decode = decode
        self._saved: list[Decoder] = []
        self._outside = len(content.open)

    def read(self, stream: pikepdf.Page | pikepdf.Object) -> None:
        for instruction in pikepdf.parse_content_stream(stream, OPERATORS):
            self._run(str(instruction.operator), list(instruction.operands))
        if len(self._content.open) != self._outside:
            raise ValueError(f"marked content left open at the end of object {self._owner[0]}")

    def _run(self, operator: str, operands: list[pikepdf.Object]) -> None:
        match operator, operands:
            case ("BDC", [tag, properties]):
                self._begin(str(tag), self._named("/Properties", properties))
            case ("BMC", [tag]):
                self._begin(str(tag), pikepdf.Dictionary())
            case ("EMC", _):
                self._end()
            case ("Tf", [name, _]):
                self._decode = self._content.decoder(self._named("/Font", name))
            case ("q", _):
                self._saved.append(self._decode)
            case ("Q", _) if self._saved:
                self._decode = self._saved.pop()
            case ("Tj" | "'" | '"', [*_, text]):
                self._show([text])
            case ("TJ", [texts]):
                self._show(texts)
            case ("ET", _) if self._content.open[-1].tag == "Artifact":
                self._content.open[-1].kids.append(BREAK)
            case ("Do", [name]):
                self._draw(self._named("/XObject", name))

    def _named(self, kind: str, value: pikepdf.Object) -> pikepdf.Object:
        return self._resources[kind][str(value)] if isinstance(value, pikepdf.Name) else value

    def _begin(self, tag: str, properties: pikepdf.Object) -> None:
        mcid = properties.get("/MCID")
        node = _Node(
            "Span",
            lang=_string(properties, "/Lang") or "",
            actual=_string(properties, "/ActualText"),
        )
        around = self._content.open[-1]
        if tag == "/Artifact":
            node = _Node("Artifact")
            self._content.artifacts.append(node)
        elif mcid is not None:
            node.tag = ""
            node = self._content.marked.setdefault((self._owner, int(mcid)), node)
        elif node.lang or node.actual is not None:
            around.kids.append(node)
        else:
            node = around
        self._content.open.append(node)

    def _end(self) -> None:
        if len(self._content.open) == self._outside:
            raise ValueError(f"EMC without marked content in object {self._owner[0]}")
        self._content.open.pop()

    def _show(self, items: Iterable[pikepdf.Object]) -> None:
        text = "".join(
            self._decode(bytes(item)) for item in items if isinstance(item, pikepdf.String)
        )
        if text:
            self._content.open[-1].kids.append(text)

    def _draw(self, drawn: pikepdf.Object) -> None:
        """A form's text belongs to the sequence around it, unless the form marks its own
        (14.7.4.2)."""
        if drawn.get("/Subtype") != pikepdf.Name.Form or self._content.silent(drawn):
            return
        for key in [key for key in self._content.marked if key[0] == drawn.objgen]:
            del self._content.marked[key]  # drawn before, but in the tree once
        resources = drawn.get("/Resources", self._resources)
        _Stream(self._content, drawn.objgen, resources, self._decode).read(drawn)


# Fonts


SOFT_HYPHEN = "\u00ad"  # says that a word goes on in the next line: it is not heard (14.8.2.2.3)


def _no_font(codes: bytes) -> str:
    return UNKNOWN * len(codes)


def _decoder(font: pikepdf.Object) -> Decoder:
    """Codes of two bytes for a composite font (Identity-H), of one byte for any other."""
    size, table = (2, {}) if font.Subtype == pikepdf.Name.Type0 else (1, _encoding(font))
    table |= _to_unicode(font)

    @cache
    def decode(codes: bytes) -> str:
        steps = range(0, len(codes), size)
        told = (table.get(int.from_bytes(codes[at : at + size]), UNKNOWN) for at in steps)
        return "".join(told).replace(SOFT_HYPHEN, "")

    return decode


def _encoding(font: pikepdf.Object) -> dict[int, str]:
    """A simple font's codes by its Encoding (9.6.6); of glyph names only `A` and `uni0041` are
    understood."""
    encoding = font.get("/Encoding", pikepdf.Name.StandardEncoding)
    changes: Iterable[pikepdf.Object] = ()
    if isinstance(encoding, pikepdf.Dictionary):
        changes = encoding.get("/Differences", pikepdf.Array())
        encoding = encoding.get("/BaseEncoding", pikepdf.Name.StandardEncoding)
    codec = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}.get(
        str(encoding), "ascii"
    )
    table = {code: bytes([code]).decode(codec, errors="replace") for code in range(256)}
    code = 0
    for change in changes:
        if isinstance(change, pikepdf.Name):
            table[code] = _glyph(str(change).removeprefix("/"))
            code += 1
        else:
            code = int(change)
    return table


def _glyph(name: str) -> str:
    if len(name) == 1:
        return name
    return chr(int(name[3:], 16)) if re.fullmatch(r"uni[0-9A-F]{4}", name) else UNKNOWN


def _to_unicode(font: pikepdf.Object) -> dict[int, str]:
    stream = font.get("/ToUnicode")
    if not isinstance(stream, pikepdf.Stream):
        return {}
    cmap = stream.read_bytes().decode("latin-1")
    table: dict[int, str] = {}
    for chars in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<([\w\s]*)>", chars):
            table[int(code, 16)] = _utf16(text)
    for ranges in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        triple = r"<(\w+)>\s*<(\w+)>\s*(?:<([\w\s]+)>|\[(.*?)\])"
        for first, last, start, listed in re.findall(triple, ranges, re.DOTALL):
            codes = range(int(first, 16), int(last, 16) + 1)
            if start:
                text = _utf16(start)
                texts = [text[:-1] + chr(ord(text[-1]) + step) for step in range(len(codes))]
            else:
                texts = [_utf16(item) for item in re.findall(r"<([\w\s]*)>", listed)]
            table.update(zip(codes, texts, strict=False))
    return table


def _utf16(digits: str) -> str:
    try:
        return bytes.fromhex(digits).decode("utf-16-be")
    except ValueError:
        return UNKNOWN
