"""What stages gave is remembered from test to test, as a service remembers it from job to job.

Most tests make the same site anew, each with a memo of its own; all of them would read the same
shared texts and pictures again. What a memo keeps depends on the hash of what was given, on what
messages call the folders and on the record of what a site took over, and on nothing else: so a test
that finds something here that another one made is one test more of that.

So are the dots of photographs in the inks of editions, by the bytes of their files.

So are compiled drawings, by all that they are made of, and their bytes: each new site has a cache
of its own to put them in. One with which anything is wrong is compiled each time.

So are texts as trees, by all that has a say in them: nobody who reads one changes it.

So are the squares of QR codes, by the address and the room they have.

So are YAML files of which the desk has found that they come back as they were, as a tree that each
who asks may change.

So is what the lists of words find in a passage: rules look at each passage for the words of each
list, and a seeded fault changes one of a thousand passages.

So is what may follow ``handouts`` on the command line: tests run a thousand commands, and to say it
takes longer than some of them; a process of its own says it anew.

So are the words of a language, by their file and by the pictures and faces of the site: each new
site reads them first.

So are the units of the shipped texts, and the words in them: each site of one's own that tests
begin is made of the same texts.
"""

from __future__ import annotations

import pickle
import re
import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from handouts import cli
from handouts.checks.reading.phrases import Phrases
from handouts.checks.reading.words import NEVER, WordLists
from handouts.clinic import clinic
from handouts.commands.options import Parser, processors
from handouts.content import locale
from handouts.content.editions import Ink
from handouts.content.locale import Locale
from handouts.content.profile import Inking
from handouts.making import library, translations, trees
from handouts.making.looks import Looks
from handouts.outputs.pdf.parts import codes
from handouts.pictures import gallery, kept, prints
from handouts.pictures.drawing import Drawing
from handouts.pictures.photo import Photo, Print
from handouts.source import parsing, validating
from handouts.source.files import write
from handouts.source.letters import Lacks
from handouts.source.parsing import parse
from handouts.source.problems import Problem, Where
from handouts.source.reader import Reading
from handouts.source.tree import Map, Tree
from handouts.starting import merge, report, shipped, sift, update, urgent
from handouts.starting.units import Name, Unit, units

T = TypeVar("T")
MOST = 400
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_own = Looks._once
NAMED = "handouts/locales/"  # what messages call the folder of a language's words
PASSAGES = 20_000  # for each list
END = "\0"  # of a passage, where a list is looked for in all of them at once


def _once(self: Looks, stage: str, *given: Hashable, make: Callable[[], T]) -> T:
    """What was made in this process lately, by whomever; a memo with a cache keeps to itself."""
    site = self.site
    if self.memo.cache:
        return _own(self, stage, *given, make=make)
    # what is not read whole lies where it lay: the folder of a test that is over is gone
    lying = tuple(one.path for one in site.assets.files.values() if one.data is None)
    key = (site.content.name, site.assets.name, site.taken, locale.FOLDER, lying, stage, *given)
    if key not in _kept:
        _kept[key] = _own(self, stage, *given, make=make)
        if len(_kept) > MOST:
            _kept.popitem(last=False)
    _kept.move_to_end(key)
    found: T = _kept[key]
    return found


_drawn: dict[str, tuple[Drawing, bytes]] = {}


def _keep(path: Path, drawing: Drawing) -> None:
    """As ``kept.keep``, which takes longer than to compile the drawing."""
    known, data = _drawn.get(path.name, (None, b""))
    if known == drawing:
        with suppress(OSError):
            write(path, data)
        return
    kept.keep(path, drawing)
    with suppress(OSError):
        _drawn[path.name] = drawing, path.read_bytes()


_compiled: OrderedDict[Hashable, Drawing] = OrderedDict()
DRAWINGS = 1000
_compile = gallery.Gallery._compiled


def _recompiled(self: gallery.Gallery, data: bytes, shown: str) -> Drawing:
    """As ``Gallery._compiled``, by what a drawing on disk is known by."""
    key = data, shown, self._shared
    if key not in _compiled:
        _compiled[key] = _compile(self, data, shown)
        if len(_compiled) > DRAWINGS:
            _compiled.popitem(last=False)
    _compiled.move_to_end(key)
    return _compiled[key]


_phrases: WeakKeyDictionary[Phrases, dict[str, tuple[tuple[str, int, int], ...]]] = (
    WeakKeyDictionary()
)


_developed: OrderedDict[Hashable, Print] = OrderedDict()
PRINTS = 60
_print = prints.printed


def _printed(photo: Photo, most: tuple[int, int], ink: Ink, press: Inking | None = None) -> Print:
    """As ``prints.printed``; what a press has of its own is made each time."""
    photo.file.read(photo.shown)  # raises where it was changed since
    if press:
        return _print(photo, most, ink, press)
    key = photo.file.sha256, photo.pixels, most, ink
    if key not in _developed:
        _developed[key] = _print(photo, most, ink)
        if len(_developed) > PRINTS:
            _developed.popitem(last=False)
    _developed.move_to_end(key)
    return _developed[key]


class Recalled:
    """A pattern with what it found in passages; all else it does as it did."""

    def __init__(self, own: re.Pattern[str]) -> None:
        self.own, self.pattern = own, own.pattern
        self.first: dict[str, re.Match[str] | None] = {}
        self.every: dict[str, tuple[re.Match[str], ...]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self.own, name)

    def search(self, text: str, *at: int) -> re.Match[str] | None:
        if at:
            return self.own.search(text, *at)
        if END in text:
            return next(filter(None, map(self.search, text.split(END))), None)
        if text not in self.first:
            _bounded(self.first)[text] = self.own.search(text)
        return self.first[text]

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        if text not in self.every:
            _bounded(self.every)[text] = tuple(self.own.finditer(text))
        return iter(self.every[text])


UNITS = 500  # texts
CODES = 500


@lru_cache(UNITS)
def _units(text: str) -> dict[Name, Unit]:
    return units(text)


@lru_cache(UNITS)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_scalars(text))


_scalars = shipped._scalars


TEXTS = 150
_texts: OrderedDict[Hashable, tuple[Tree, tuple[Problem, ...]]] = OrderedDict()


def _parsed(data: bytes, name: str, lacks: Lacks | None = None) -> tuple[Tree, list[Problem]]:
    """As ``parse``; one that nothing can be made of is tried each time."""
    look = getattr(lacks, "__self__", None)
    if lacks and not isinstance(look, Looks):
        return parse(data, name, lacks)
    key = data, name, look and look.site.assets.whole
    if key not in _texts:
        tree, problems = parse(data, name, lacks)
        _texts[key] = tree, tuple(problems)
        if len(_texts) > TEXTS:
            _texts.popitem(last=False)
    _texts.move_to_end(key)
    tree, told = _texts[key]
    return tree, [*told]


LOCALES = 30
Spoken = tuple[Locale, Tree, dict[Where, Map]]
_locales: OrderedDict[Hashable, Spoken] = OrderedDict()


def _spoken(own: Callable[[str, Reading], Locale | None]) -> Any:
    """As ``load_locale``; where anything is wrong, or letters are not looked at, it reads anew."""

    def load(language: str, context: Reading) -> Locale | None:
        look, path = getattr(context.lacks, "__self__", None), locale.FOLDER / f"{language}.yaml"
        if not isinstance(look, Looks) or not path.is_file():
            return own(language, context)
        key, name = (path.read_bytes(), language, look.site.assets.whole), f"{NAMED}{language}.yaml"
        if key not in _locales:
            wrong, maps = len(context.problems), {*context.maps}
            found = own(language, context)
            if found is None or len(context.problems) > wrong:
                return found
            new = {at: one for at, one in context.maps.items() if at not in maps}
            _locales[key] = found, context.trees[name], new
            if len(_locales) > LOCALES:
                _locales.popitem(last=False)
        _locales.move_to_end(key)
        context.names["language"] = language
        found, context.trees[name], maps_of = _locales[key]
        context.maps |= maps_of
        return found

    return load


TREES = 100
_trees: OrderedDict[bytes, bytes] = OrderedDict()


def remember_trees() -> None:
    """Once the tests are known: where none of them asks a desk, none is loaded."""
    desk = sys.modules.get("handouts.desk.yamlfile")
    if desk is None:
        return
    own = desk.opened

    def opened(data: bytes) -> Any:
        if data in _trees:
            return pickle.loads(_trees[data])
        tree = own(data)
        _trees[data] = pickle.dumps(tree)
        if len(_trees) > TREES:
            _trees.popitem(last=False)
        return tree

    desk.opened = opened  # type: ignore[attr-defined]


@cache
def _parser(own: Callable[[str], Parser], asked: str, _: int) -> Parser:
    """What can be said of a command, on a machine with so many processors."""
    return own(asked)


def _bounded(known: dict[str, T]) -> dict[str, T]:
    if len(known) > PASSAGES:
        known.clear()
    return known


@cache
def _recalled(own: re.Pattern[str] | None) -> Any:
    """One for each pattern, whoever made it; what finds nothing needs no memory."""
    return own if own in (None, NEVER) else Recalled(own)


def _instead(owner: object, name: str, give: Callable[[Any], Any]) -> None:
    """Puts what ``give`` makes of what ``owner`` has by this ``name`` in its place.

    Raises AttributeError where it has none: what has moved elsewhere would be remembered no more,
    and nobody would notice.
    """
    setattr(owner, name, give(getattr(owner, name)))


def remember() -> None:
    """From now on in this process."""
    _instead(Looks, "_once", lambda _: _once)
    _instead(prints, "printed", lambda _: _printed)
    _instead(gallery, "keep", lambda _: _keep)
    _instead(gallery.Gallery, "_compiled", lambda _: _recompiled)
    _instead(library, "load_locale", _spoken)
    _instead(cli, "parser", lambda own: lambda asked="": _parser(own, asked, processors()))
    for asking in (merge, report, sift, update, urgent):
        _instead(asking, "units", lambda _: lambda text: dict(_units(text)))
    _instead(shipped, "_scalars", lambda _: _words)
    _instead(codes, "_drawn", lru_cache(CODES))
    for reading in (clinic, parsing, translations, trees, validating):
        _instead(reading, "parse", lambda _: _parsed)
    for quickly in ("pattern", "quick"):
        _instead(WordLists, quickly, lambda own: lambda lists, name: _recalled(own(lists, name)))

    def recalling(find: Callable[[Phrases, str], Iterator[tuple[str, int, int]]]) -> Any:
        def found(self: Phrases, text: str) -> Iterator[tuple[str, int, int]]:
            known = _phrases.setdefault(self, {})
            if text not in known:
                _bounded(known)[text] = tuple(find(self, text))
            return iter(known[text])

        return found

    _instead(Phrases, "find", recalling)
