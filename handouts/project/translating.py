"""What a translator asks for: how far a translation is, files to work on, and a translation written
from what came back."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path

import yaml

from ..content.locale import languages, load_locale
from ..making.agreeing import compared
from ..making.site import HANDOUTS, Site
from ..making.translations import COMMON, GLOSSARY, Translation, declared_in, fragment_of, lock_of
from ..making.workshop import Workshop
from ..source.files import write_all
from ..source.problems import Misused, Problem, Problems, Where, did_you_mean
from ..source.reader import Reading
from ..source.tree import Map
from ..translating import declared, glossaries
from ..translating import lock as locks
from ..translating.excerpts import EXCERPT, begun
from ..translating.lock import Lock, State, written
from ..translating.pairing import Pair, recorded
from ..translating.remarks import kept
from ..translating.sheets import Given, Returned, Sheet, row
from ..translating.units import EDITIONS, OWN, Plain, digits, plain, valued, worded
from .returning import unread, words_to_know, wrong
from .tasks import today

FOLDERS = (GLOSSARY, COMMON)  # what handouts share, to be translated first
SHARED = (*declared.SHAPES, *FOLDERS)
WIDTH = 100


def texts(site: Site, language: str, slugs: Sequence[str]) -> tuple[str, ...]:
    """The files of a translation: what handouts share, and the handouts called ``slugs``, all where
    none is named. Raises ``Problems``."""
    for slug in slugs:
        if slug not in (*site.slugs, *SHARED):
            hint = did_you_mean(slug, (*site.slugs, *SHARED))
            raise Misused([Problem(Where(HANDOUTS), f"there is no handout '{slug}'", hint)])
    paths = {one: f"{one}.{language}.yaml" for one in declared.SHAPES}
    paths |= {one: f"{one}/{language}.yaml" for one in FOLDERS}
    paths |= {one: site.text(one, language) for one in site.slugs if one not in paths}
    return tuple(path for one, path in paths.items() if not slugs or one in slugs)


def opened(shop: Workshop, language: str, slugs: Sequence[str]) -> tuple[Translation, ...]:
    """What is known of each file of a translation. Raises ``Problems``."""
    if language not in languages():
        hint = did_you_mean(language, languages()) or "docs/translating.md says how to begin one"
        message = f"the program has no words for the language '{language}'"
        raise Misused([Problem(Where("handouts/locales"), message, hint)])
    if shop.look[0] is None:  # it draws the pictures that texts are about
        raise Problems(shop.fixtures)
    found = tuple(shop.translation(path, language) for path in texts(shop.site, language, slugs))
    if language in {one.source for one in found}:
        message = f"'{language}' is what is translated from"
        raise Misused([Problem(Where("handouts/locales"), message, "name another language")])
    return tuple(one for one in found if one.ours is not None)


# ------------------------------------------------------------------ out


def sheets(found: Iterable[Translation]) -> Iterator[tuple[str, Sheet]]:
    """A sheet for each file, and the name of its file without an ending."""
    tags: dict[str, str] = {}
    for one in found:
        for language in (one.source, one.language):
            locale = load_locale(language, Reading())
            tags[language] = locale.language if locale else language
        rows = tuple(row(pair, tuple(_notes(one, pair))) for pair in one.pairs)
        name = one.path.removesuffix(f"/{one.language}.yaml").rpartition("/")[2]
        yield (
            declared_in(one.path) or name,
            Sheet(one.path, tags[one.source], tags[one.language], rows),
        )


def _notes(one: Translation, pair: Pair) -> Iterator[str]:
    unit = pair.unit
    yield f"printed as: {unit.field}"
    if unit.picture:
        yield f"about the picture: {unit.picture}"
    if pair.redrawn:
        yield "the picture has changed: look whether the words still fit"


# ------------------------------------------------------------------ back


def taken(
    shop: Workshop,
    content: Path,
    found: Sequence[Translation],
    came: Sequence[Returned],
    by: str,
    state: State | None = None,
) -> tuple[str, ...]:
    """Writes translations into the folder ``content`` from what came back; the files that changed.
    What is new is recorded in a ``state``, or as the files say of it.

    Raises ``Problems``, and then writes nothing.
    """
    known = {one.path: one for one in found}
    words = words_to_know(came)
    faults: list[Problem] = []
    done: list[tuple[str, str]] = []
    read: list[tuple[Translation, Returned]] = []
    for returned in came:
        one = known.get(returned.name)
        if one is None:
            message = f"there is no text '{returned.name}' to translate"
            hint = "export it again: its head says which text it is of"
            faults.append(Problem(Where(returned.file), message, hint))
            continue
        given = {path: _said(one, state) for path, one in returned.given.items()}
        read.append((one, returned._replace(given=given)))
        faults += [*wrong(shop, *read[-1], words), *_unanswered(shop, one, given, by)]
        done += _files(shop, one, given, by)
    if faults or (faults := list(unread(shop, read, dict(done)))):
        raise Problems(faults)
    return _write(content, done)


def marked(
    shop: Workshop, content: Path, found: Sequence[Translation], state: State, by: str
) -> tuple[str, ...]:
    """Records translations as they stand, made from their sources as these stand; the files that
    changed. Raises ``Problems``, and then writes nothing."""
    faults = [problem for one in found for problem in one.problems]
    faults += [
        Problem(told.where, f"not as in its source: {what.message}", "mend it, and record it again")
        for told in compared(shop, found)
        for what in told.differences
        if what.severity == "error"
    ]
    if all(one.theirs is None for one in found):
        hint = "export begins a translation, import writes it"
        missing = (Where(shop.site.content.shown(one.path)) for one in found)
        faults += [Problem(where, "there is no translation to record", hint) for where in missing]
    if faults:
        raise Problems(faults)
    done = []
    for one in (one for one in found if one.theirs is not None):
        entries = {
            pair.unit.path: recorded(pair, pair.text, state, shop.drawing, by, _today())
            for pair in one.pairs
            if pair.text
        }
        done.append((lock_of(one.path), written(Lock(one.source, entries))))
    return _write(content, done)


def _write(content: Path, files: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Writes what is not there already, all or nothing: a translation goes with its lock."""
    changed = {
        name: text.encode()
        for name, text in files
        if not (content / name).is_file() or (content / name).read_text("utf-8") != text
    }
    write_all({content / name: data for name, data in changed.items()})
    return tuple(changed)


def _today() -> str:
    return today().isoformat()


def _said(given: Given, state: State | None) -> Given:
    """What came back, in the ``state`` that whoever takes it says. What waits for somebody to look
    is no translator's yet."""
    if state is None or not given.text or (not given.state and state != "machine"):
        return given
    return given._replace(state=state)


def _unanswered(
    shop: Workshop, one: Translation, given: Mapping[str, Given], by: str
) -> Iterator[Problem]:
    """What is told where texts would be a person's from now on, and nobody says whose."""
    new = (_entry(shop, pair, given.get(pair.unit.path), by) for pair in one.pairs)
    pairs = zip(one.pairs, new, strict=True)
    answered = (
        not now or now.state == "machine" or now == pair.entry or now.by for pair, now in pairs
    )
    if count := sum(not one for one in answered):
        told = "1 text has" if count == 1 else f"{count} texts have"
        message = f"{told} a translator's work in them, and nobody is named for it"
        hint = 'say who answers for it: --by "NAME"; what a machine has made is --state machine'
        yield Problem(Where(shop.site.content.shown(one.path)), message, hint)


def _files(
    shop: Workshop, one: Translation, given: Mapping[str, Given], by: str
) -> Iterator[tuple[str, str]]:
    """A translation and its lock, as they are from now on."""
    words, entries = dict[str, str](), dict[str, locks.Entry]()
    for pair in one.pairs:
        path, told = pair.unit.path, given.get(pair.unit.path)
        if text := (told.text if told else "") or pair.text:
            words[path] = text
        if entry := _entry(shop, pair, told, by):
            entries[path] = entry
    done = {path for path, told in given.items() if told.text and told.state}
    tree = _tree(one, words, done)
    if one.theirs is None or plain(one.theirs) != tree:
        text = yaml.safe_dump(valued(tree), allow_unicode=True, width=WIDTH, sort_keys=False)
        before = (shop.site.content.data(one.path) or b"").decode("utf-8", "replace")
        yield one.path, kept(before, _head(before) + text)
    yield lock_of(one.path), written(Lock(one.source, entries))


def _entry(shop: Workshop, pair: Pair, given: Given | None, by: str) -> locks.Entry | None:
    """What is known of a unit after something came back for it: what a person has looked at is
    recorded; what waits for somebody to look stays as it was, and is a machine's if it is new."""
    if given and given.text and given.state:
        old = pair.entry
        if old and pair.found == "fresh" and (given.text, given.state) == (pair.text, old.state):
            return old
        same = old and (old.text, old.state) == (digits(given.text), given.state)
        who, on = (old.by, old.on) if old and same and not by else (by, _today())
        return recorded(pair, given.text, given.state, shop.drawing, who, on)
    if given and given.text and pair.found in ("missing", "unrecorded"):
        return recorded(pair, given.text, "machine", shop.drawing, by, _today())
    return pair.entry


def _blank(one: Translation, words: Mapping[str, str], done: Container[str]) -> frozenset[str]:
    """Of what handouts share, the fragments and words to know of which nothing is translated: what
    came back as ``done``, or is known to be, may be the same in both languages."""
    if one.path.partition("/")[0] not in FOLDERS:
        return frozenset()
    named = [(fragment_of(p.unit.path) or p.unit.path.partition("/")[0], p) for p in one.pairs]
    known = {one for one, p in named if p.entry or p.unit.path in done}
    told = {one for one, p in named if words.get(p.unit.path, p.unit.text) != p.unit.text}
    return frozenset(name for name, _ in named) - told - known


def _tree(one: Translation, words: Mapping[str, str], done: Container[str]) -> Plain:
    """The source's tree in other words, without what nobody has translated of what handouts share;
    what a translation may have of its own stays its own."""
    assert one.ours is not None
    if name := declared_in(one.path):
        return declared.worded(name, one.ours, one.theirs, words)
    left = _blank(one, words, done)
    ours = begun(one.ours, left) if left else one.ours

    def said(path: str, own: str) -> str:
        return words.get(path, own)

    if one.path.startswith(f"{GLOSSARY}/"):
        assert isinstance(ours, Map)
        return glossaries.worded(ours, one.theirs if isinstance(one.theirs, Map) else None, said)
    tree = worded(ours, said)
    if isinstance(tree, dict) and isinstance(one.theirs, Map):
        own = {name: plain(one.theirs[name]) for name in OWN if name in one.theirs}
        lacks = {name for name in EDITIONS if name not in own}  # editions that it does not have
        tree = {name: told for name, told in tree.items() if name not in lacks} | own
        first = {name: tree[name] for name in (EXCERPT,) if name in tree}
        tree = first | tree
    return tree


def _head(text: str) -> str:
    """The remarks that a translation begins with."""
    lines = text.splitlines(keepends=True)
    return "".join(takewhile(lambda line: line.startswith("#"), lines))
