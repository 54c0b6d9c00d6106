"""Translators of tests: they put words of a made-up language into what they are given, keep every
mark, number and link, and work with the tools that people use."""

import re
from pathlib import Path
from xml.etree import ElementTree

MARK = re.compile(
    r"\*\*|\{\{[^{}]*\}\}|\[S\d+\]|\]\((?:[^()]|\([^()]*\))*\)"
    r"|\[[a-z]{2,3}: [^\]]*\]|\{[^{}]*\}|[\[\]]"
)
XLIFF = "{urn:oasis:names:tc:xliff:document:1.2}"
TERMS = {"disc": "discus", "herniated disc": "discus herniatus"}
VOWELS = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")


def said(text: str, path: str = "") -> str:
    """The words of a text in the made-up language: the same letters with accents."""
    if text in TERMS:
        return TERMS[text]
    found, start = "", 0
    for match in MARK.finditer(text):
        found += text[start : match.start()].translate(VOWELS) + _term(match[0])
        start = match.end()
    return found + text[start:].translate(VOWELS)


def _term(mark: str) -> str:
    words, bar, key = mark.strip("{}").partition("|")
    if not mark.startswith("{") or mark.startswith("{{"):
        return mark
    return "{%s}" % (f"{words}|{TERMS[key]}" if bar else TERMS.get(words.lower(), words))


def with_polib(path: Path, *, fuzzy: bool = False) -> None:
    """Fills in a PO file as Poedit would."""
    import polib  # noqa: PLC0415  (an extra)

    file = polib.pofile(str(path))
    for entry in file:
        if not entry.msgstr or entry.fuzzy:
            entry.msgstr = said(entry.msgid)
            entry.flags = ["fuzzy"] if fuzzy else []
            entry.previous_msgid = entry.previous_msgctxt = None
    file.save(str(path))


def with_xml(path: Path, state: str = "translated") -> None:
    """Fills in an XLIFF file as a tool does that knows nothing of ours: it keeps all elements."""
    ElementTree.register_namespace("", XLIFF.strip("{}"))
    tree = ElementTree.parse(path)
    for unit in tree.iter(f"{XLIFF}trans-unit"):
        source, target = unit.find(f"{XLIFF}source"), unit.find(f"{XLIFF}target")
        assert source is not None
        if target is None:
            target = ElementTree.Element(f"{XLIFF}target")
            unit.insert(1, target)
        elif target.get("state") in ("translated", "final"):
            continue
        target.clear()
        target.set("state", state)
        target.text = said("".join(source.itertext()))
    tree.write(path, encoding="utf-8", xml_declaration=True)
