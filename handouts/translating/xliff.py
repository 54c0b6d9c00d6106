"""A sheet as XLIFF 1.2 (OASIS, 2008): a unit is a ``trans-unit`` with its name as id, and its marks
are ``ph``, which tools for translators keep whole. What it was translated from stands in an
``alt-trans`` where that has changed since."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement
from xml.parsers.expat import ExpatError

from ..source.problems import Problem, Problems, Where
from .lock import State
from .sheets import Given, Returned, Row, Sheet, each_once

SUFFIX = ".xlf"
SPACE = "urn:oasis:names:tc:xliff:document:1.2"
PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
MARK = re.compile(
    r"\*\*|\{\{[^{}]*\}\}|\[S\d+\]|\]\((?:[^()]|\([^()]*\))*\)|\[[a-z]{2,3}(?:-\w+)*: |\\.|[{}\[\]]"
)
# what a tool says of a target -> how far it may be trusted
TRUSTED: dict[str, State] = {
    "translated": "translated",
    "signed-off": "reviewed",
    "final": "reviewed",
}
MACHINES = ("mt-suggestion", "leveraged-mt")  # what it may say of where a target comes from
OUT: dict[State, str] = {
    "machine": "needs-translation",
    "translated": "translated",
    "reviewed": "final",
}
MOST = 20_000_000  # bytes
UNIT = re.compile(rb"<trans-unit[\s>]")


def written(sheet: Sheet) -> str:
    """A sheet as an XLIFF file."""
    root = Element("xliff", {"version": "1.2", "xmlns": SPACE})
    file = SubElement(
        root,
        "file",
        {
            "original": sheet.name,
            "datatype": "plaintext",
            "source-language": sheet.source,
            "target-language": sheet.language,
        },
    )
    body = SubElement(file, "body")
    words = [one for row in sheet.rows for one in _unit(body, row)]
    ElementTree.indent(root, " ")
    for element, text in words:  # they stand as they are, without the spaces of a layout
        _marked(element, text)
    told = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{told}\n'


def _unit(body: Element, row: Row) -> Iterator[tuple[Element, str]]:
    """Adds a unit; what is still to be written into it."""
    told = {"id": row.path, "resname": row.path, PRESERVE: "preserve"}
    if row.sure:
        told["approved"] = "yes"
    unit = SubElement(body, "trans-unit", told)
    yield SubElement(unit, "source"), row.source
    if row.text:
        yield SubElement(unit, "target", {"state": _state(row)}), row.text
    for note in row.notes:
        SubElement(unit, "note").text = note
    if row.before:
        former = SubElement(unit, "alt-trans", {"alttranstype": "previous-version"})
        yield SubElement(former, "source"), row.before
        yield SubElement(former, "target"), row.text


def _state(row: Row) -> str:
    """What a tool is told of a translation: made from other words, waiting to be read, or sound."""
    if row.before:
        return "needs-adaptation"
    if row.sure:
        return OUT[row.state]
    return OUT["machine"] if row.state == "machine" else "needs-review-translation"


def _marked(element: Element, text: str) -> None:
    """Words, with each mark in an element of its own; their order is that of the text."""
    last: Element | None = None
    start = 0
    for number, match in enumerate(MARK.finditer(text), 1):
        _add(element, last, text[start : match.start()])
        last = SubElement(element, "ph", {"id": str(number)})
        last.text = match[0]
        start = match.end()
    _add(element, last, text[start:])


def _add(element: Element, last: Element | None, words: str) -> None:
    if last is None:
        element.text = (element.text or "") + words
    else:
        last.tail = (last.tail or "") + words


def read(path: Path) -> Returned:
    """An XLIFF file that came back. Raises ``Problems``: it is none."""
    try:
        data = path.read_bytes()
        if len(data) > MOST or b"<!ENTITY" in data or b"<!DOCTYPE" in data:
            raise ValueError("it is too large, or declares entities")
        root = ElementTree.fromstring(data)
    except (OSError, ValueError, LookupError, ExpatError, ElementTree.ParseError) as error:
        message, place = (
            f"this XLIFF file cannot be read: {error}",
            getattr(error, "position", (1, 0)),
        )
        where = Where(str(path), place[0], place[1] + 1)
        raise Problems([Problem(where, message, "export it again")]) from None
    files = root.findall(f"{{{SPACE}}}file")
    if root.get("version") != "1.2" or len(files) != 1 or not files[0].get("original"):
        message = "this is no XLIFF 1.2 file with one text in it"
        raise Problems([Problem(Where(str(path)), message, "export it again")])
    (file,) = files
    given = each_once(str(path), _given(file, data))
    language = str(file.get("target-language", ""))
    return Returned(str(path), str(file.get("original")), language, given)


def _given(file: Element, data: bytes) -> Iterator[tuple[str, Given]]:
    units = list(file.iter(f"{{{SPACE}}}trans-unit"))
    starts = [found.start() for found in UNIT.finditer(data)]
    known = len(starts) == len(units)  # not in UTF-16, nor where remarks have others in them
    line, before = 1, 0
    for number, unit in enumerate(units):
        if known:
            line, before = line + data.count(b"\n", before, starts[number]), starts[number]
        source, target = unit.find(f"{{{SPACE}}}source"), unit.find(f"{{{SPACE}}}target")
        words = "" if target is None else "".join(target.itertext())
        state = _state_of(unit, target)
        told = "" if source is None else "".join(source.itertext())
        yield str(unit.get("id")), Given(told, words, state if words else None, line)


def _state_of(unit: Element, target: Element | None) -> State | None:
    """How far a target may be trusted, as its tool says; what that took from a machine, and nobody
    has approved, stays a machine's."""
    if target is None:
        return None
    approved = unit.get("approved") == "yes"
    state = TRUSTED.get(target.get("state", "")) or ("translated" if approved else None)
    made = target.get("state-qualifier", "") in MACHINES
    return "machine" if state == "translated" and made and not approved else state
