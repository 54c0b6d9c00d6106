"""What a signature holds for: a hash of everything that was read, and of nothing else.

The hash of a section changes with a word, a picture, a definition, a source or an included
fragment; that of a clinical fact with how the fact prints. White space does not count.

On the pages of a text stands what is in none of its files: the words of its family, of what is
talked through and of the page for one patient, with the pictures of its options (``subject.yaml``),
and what the facts it asks for are called (``facts.yaml``). Each is signed under the name of its
file, which no section can have.
"""

from __future__ import annotations

import hashlib
import json
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping
from unicodedata import normalize

from ..content.facts import Declared, Facts, Known
from ..content.subject import Closing, Subject
from ..meaning.shorts import pattern
from ..source.tree import Map, Sequence, Tree, fields
from ..source.values import dataclass

# fields that are no part of what is told
UNSIGNED = {"id", "version", "issued", "review-by", "authors", "replaces", "search-words", "codes"}
# fields of blocks that nobody reads: on which day a help line was last tried
UNREAD = {"checked"}
COVER = ("title", "subtitle", "purpose", "audience", "cover", "group")
GLANCE = ("message", "facts")
# fields that stand for a fragment: a block, and what the wallet card says
INCLUDES = ("include", "fragment")
TERM = re.compile(r"\{([^{}|]+)(?:\|([^{}|]+))?\}")
CITED = re.compile(r"\bS\d+\b")
SUBJECT, FACTS = "subject.yaml", "facts.yaml"
OPEN = re.compile(r"\{\{clinic\.([^{}|]+?)\}\}")
LISTED, COLUMNS = "clinic-facts", "activities"  # blocks


@dataclass(frozen=True)
class Written:
    """The files that a handout is made of, as read; ``drawn`` gives what a picture and its pieces
    are made of, by its name, and nothing where there is no such picture; ``ends`` are the fragments
    that it ends with; ``heard`` is what is said aloud for an abbreviation; ``around`` are subject
    and facts, whose words stand on its pages, too."""

    handout: Map
    fragments: Mapping[str, Tree]
    glossary: Mapping[str, Tree]
    forms: Mapping[str, str]
    sources: Mapping[str, Tree]
    drawn: Callable[[str], tuple[bytes, ...]]
    ends: Closing
    heard: tuple[tuple[str, str], ...] = ()
    around: tuple[Subject, Declared] | None = None


def versions(written: Written, known: dict[str, str] | None = None) -> dict[str, str]:
    """A hash of 8 hex digits for each section, in reading order, by the section's id; then of what
    stands around them, by its file.

    ``known`` are those of sections by the hash of their letters, of a text that leans on the very
    same, each with what it asks of what stands around; those of this one take their place.
    """
    handout = written.handout
    told: dict[str, object] = {
        "cover": [handout.get(name) for name in COVER],
        "glance": [handout.get(n) for n in GLANCE],
    }
    told.update({str(fields(one)["id"]): one for one in _listed(handout["sections"])})
    told["talk"] = handout.get("questions")
    closing = written.ends
    helping = (closing.help, *filter(None, (closing.more, closing.back)), closing.slip)
    ends = {"help": helping, "about": (closing.about,)}
    if closing.own:
        ends["mine"] = (closing.own,)
    told.update(
        (name, [written.fragments.get(one) for one in fragments])
        for name, fragments in ends.items()
    )
    rest = {*UNSIGNED, *COVER, *GLANCE, "sections", "questions", "help", "slip"}
    told["editions"] = {name: value for name, value in handout.items() if name not in rest}
    now, asks = dict[str, str](), set[str]()
    out = dict[str, str]()
    for name, value in told.items():
        out[name], *asked = _once(value, written, known or {}, now).split()
        asks.update(asked)
    if known is not None:
        known.clear()
        known.update(now)
    return out | _around(written, asks)


def _once(value: object, written: Written, known: Mapping[str, str], now: dict[str, str]) -> str:
    """The hash of a section, or of what else is signed, and after it the names that it asks for:
    facts, and the columns of its tables of activities."""
    letters = _hash(value.raw, 64) if isinstance(value, Map) and hasattr(value, "raw") else ""
    found = known.get(letters)
    if not found:
        text, names = _canonical(value, written)
        found = " ".join((_hash(text, 8), *sorted(names)))
    if letters:
        now[letters] = found
    return found


def _around(written: Written, asks: set[str]) -> dict[str, str]:
    """The hashes of what stands around a text that asks for ``asks``, as it is seen."""
    if written.around is None:
        return {}
    subject, declared = written.around
    told = subject.seen(str(written.handout["group"]))
    if COLUMNS in asks:
        told[COLUMNS] = subject.activities
    drawn = {name: drawing(written.drawn(name)) for name in sorted(set(_under(told, "figure")))}
    facts = declared.seen(asks - {COLUMNS})
    return {
        name: _hash(json.dumps(_even(one), ensure_ascii=False, sort_keys=True), 8)
        for name, one in ((SUBJECT, {**told, "drawn": drawn}), (FACTS, facts))
    }


def version(sections: Mapping[str, str]) -> str:
    """The hash of the whole text: 12 hex digits."""
    return _hash(json.dumps(sections), 12)


def _hash(text: str, digits: int) -> str:
    """Of ``text`` as it reads: a letter and its mark, which one system saves as one character and
    another as two, count alike."""
    return hashlib.sha256(normalize("NFC", text).encode()).hexdigest()[:digits]


def _canonical(value: object, written: Written) -> tuple[str, set[str]]:
    """``value`` with everything it leans on, as one text that only changes with what it says; and
    the names it asks for of what stands around."""
    whole = _open(value, written)
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True)
    terms = {_term(key or word, written.forms) for word, key in TERM.findall(text)}
    terms |= {_term(word, written.forms) for word in _under(whole, "glossary")}
    named = sorted(set(_under(whole, "name", "figure")))
    # one after the other: photographs are large
    pictures = {name: drawing(written.drawn(name)) for name in named}
    leans = {
        **{f"term {name}": _even(_defined(written, name)) for name in sorted(terms)},
        **{
            f"source {name}": _even(written.sources.get(name))
            for name in sorted(set(CITED.findall(text)))
        },
        **{f"picture {name}": drawn for name, drawn in pictures.items() if drawn},
    }
    told = text + json.dumps(leans, ensure_ascii=False, sort_keys=True)
    heard = dict(written.heard)
    aloud = {one: heard[one] for one in pattern(heard).findall(told)} if heard else {}
    asks = {*facts_asked(whole, text), *([COLUMNS] if f'"{COLUMNS}"' in text else ())}
    return told + (json.dumps(aloud, ensure_ascii=False, sort_keys=True) if aloud else ""), asks


def _listed(tree: Tree) -> Sequence:
    assert isinstance(tree, Sequence)
    return tree


def _defined(written: Written, term: str) -> Tree | None:
    """What a term means; nothing where the glossary does not have it."""
    return fields(written.glossary[term]).get("definition") if term in written.glossary else None


def _term(form: str, forms: Mapping[str, str]) -> str:
    """The key of a term, found as ``inline`` finds it."""
    return forms.get(form) or forms.get(form.lower()) or form


def drawing(pieces: tuple[bytes, ...]) -> str:
    """The hash of a picture and its pieces: of what is drawn, not of how its lines end; '' where
    there is none."""
    if not pieces:
        return ""
    return hashlib.sha256(b"\0".join(map(_lined, pieces))).hexdigest()


def _lined(piece: bytes) -> bytes:
    """A file with the line ends of one system, without its mark; a photograph, which has zeros in
    it, as it was always counted."""
    even = piece.removeprefix(BOM_UTF8).replace(b"\r\n", b"\n")
    return even if b"\0" in even else even.replace(b"\r", b"\n")


def _open(value: object, written: Written) -> object:
    """``value`` with fragments in place of their includes."""
    if isinstance(value, dict):
        field, included = next(iter(value.items()), ("", None))
        if (
            len(value) == 1
            and field in INCLUDES
            and isinstance(included, str)
            and included in written.fragments
        ):
            return {str(included): _open(written.fragments[included], written)}
        return {key: _open(below, written) for key, below in value.items() if key not in UNREAD}
    if isinstance(value, list):
        return [_open(below, written) for below in value]
    return _even(value)


def _even(value: object) -> object:
    """White space does not count."""
    if isinstance(value, dict):
        return {key: _even(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_even(below) for below in value]
    return " ".join(value.split()) if isinstance(value, str) else value


def _under(value: object, *names: str) -> Iterator[str]:
    """The texts right under the fields of these ``names``, at any depth."""
    if isinstance(value, dict):
        for name, below in value.items():
            if name in names:
                yield from (
                    one
                    for one in (below if isinstance(below, list) else [below])
                    if isinstance(one, str)
                )
            if isinstance(below, dict | list):
                yield from _under(below, *names)
    elif isinstance(value, list):
        for below in value:
            if isinstance(below, dict | list):
                yield from _under(below, *names)


def facts_asked(value: object, text: str) -> Iterator[str]:
    """The names of the facts that a text asks for: in marks, and on lines of their own."""
    yield from OPEN.findall(text)
    if f'"{LISTED}"' in text:
        yield from _lines(value)


def _lines(value: object) -> Iterator[str]:
    if isinstance(value, dict) and isinstance(lines := value.get(LISTED), list):
        names = (one.get("fact") if isinstance(one, dict) else one for one in lines)
        yield from (name for name in names if isinstance(name, str))
    below: object = [*value.values()] if isinstance(value, dict) else value
    for one in below if isinstance(below, list) else ():
        if isinstance(one, dict | list):
            yield from _lines(one)


def known_to(read: Mapping[str, str], sections: Mapping[str, str]) -> Mapping[str, str]:
    """Those of the ``sections`` of a text that a sign-off could know of, by what it names
    (``read``): one from before labels were signed has none of them."""
    if SUBJECT in read or FACTS in read:
        return sections
    return {name: one for name, one in sections.items() if name not in (SUBJECT, FACTS)}


def facts_versions(facts: Facts) -> dict[str, str]:
    """A hash of 8 hex digits for each clinical fact that is filled in, of its label and its values
    as they print."""
    known = (one for one in facts.known.values() if one.clinical and one.values)
    return {one.name: _hash(_printed(one), 8) for one in known}


def _printed(known: Known) -> str:
    values = ((one.person, one.text, one.note) for one in known.values)
    return json.dumps([known.label, *values], ensure_ascii=False)
