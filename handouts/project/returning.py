"""What keeps a file that came back from a translator from being taken, told at its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import yaml

from ..content.locale import load_locale
from ..content.shelf import Entry, Glossary
from ..making.agreeing import language_of
from ..making.site import HANDOUTS
from ..making.translations import GLOSSARY, Translation, units_of
from ..making.workshop import Workshop
from ..source.parsing import parse
from ..source.problems import Problem, Problems, Where
from ..source.reader import Reading
from ..source.tree import Map, Tree
from ..source.values import replace
from ..translating.agreement import differences
from ..translating.sheets import Given, Returned
from ..translating.units import digits, even


def words_to_know(came: Sequence[Returned]) -> dict[str, Entry]:
    """The words to know that came back: texts that come with them may mark them."""
    given = (one.given for one in came if one.name.startswith(f"{GLOSSARY}/"))
    return {
        told.text: Entry(definition=told.text, of=path)
        for one in given
        for path, told in one.items()
        if told.text and "/" not in path
    }


def wrong(
    shop: Workshop, one: Translation, came: Returned, words: Mapping[str, Entry]
) -> Iterator[Problem]:
    """What is wrong with a file that ``came`` back: another language, units that are none, or that
    were made from other words than the source has now, and what does not agree. ``words`` are words
    to know that come with it."""
    if not _spoken(came.language, one.language):
        message = f"this file is in '{came.language}', and '{one.language}' was asked for"
        yield Problem(Where(came.file), message, "name its language, or mend its head")
        return
    units = {pair.unit.path: pair.unit for pair in one.pairs}
    ours, theirs = language_of(shop, one.source), language_of(shop, one.language)
    theirs = theirs._replace(glossary=Glossary(root={**words, **theirs.glossary.root}))
    before = {pair.unit.path: pair.text for pair in one.pairs}
    for path, told in came.given.items():
        unit, where = units.get(path), Where(came.file, told.line)
        if unit is None:
            yield Problem(where, f"there is no text '{path}' any more", "export it again")
        elif told.text and digits(told.source) != digits(unit.text):
            message = f"'{path}' was translated from other words than the source has now"
            yield Problem(where, message, "export it again, and look at it anew")
        elif faults := _refused(told.text):
            for fault in faults:
                yield replace(fault, where=where, message=f"'{path}': {fault.message}")
        elif _new(told, before[path]) and unit.kind == "words":
            for what in differences(unit.text, told.text, ours, theirs):
                if what.severity == "error":
                    yield Problem(where, f"'{path}': {what.message}", "mend it, and import again")


def _refused(text: str) -> tuple[Problem, ...]:
    """What keeps a text from standing in a file of ours, such as a character that nobody sees."""
    try:
        parse(yaml.safe_dump({"text": text}, allow_unicode=True).encode(), "")
    except Problems as found:
        return found.problems
    return ()


def _new(told: Given, before: str) -> bool:
    """Whether a text is one to be judged: what waits for somebody to look, and is as it was
    exported, may be older than its source."""
    return bool(told.text) and (told.state is not None or even(told.text) != even(before))


def unread(
    shop: Workshop, came: Sequence[tuple[Translation, Returned]], files: Mapping[str, str]
) -> Iterator[Problem]:
    """What cannot be read of new texts in the ``files`` of the content as they are to be, such as
    marks without their end or a title that is too long: at the line that each came from."""
    data = {name: text.encode() for name, text in files.items()}
    later = Workshop(replace(shop.site, content=shop.site.content.changed(data)))
    for one, returned in came:
        if one.path not in files:
            continue
        places = dict(_places(one, files[one.path], shop.site.content.shown(one.path)))
        before = {pair.unit.path: pair.text for pair in one.pairs}
        for problem in _problems(later, one):
            unit = _at(problem.where, places)
            told = returned.given.get(unit)
            if told and _new(told, before.get(unit, "")):
                where, message = Where(returned.file, told.line), f"'{unit}': {problem.message}"
                yield Problem(where, message, problem.hint)


def _problems(shop: Workshop, one: Translation) -> Iterator[Problem]:
    """What is wrong with a translation, in its own file."""
    folder, _, slug = one.path.rpartition("/")[0].rpartition("/")
    own = folder == HANDOUTS
    found = (shop.script(slug, one.language) if own else shop.shelf(one.language)).problems
    shown = shop.site.content.shown(one.path)
    return (problem for problem in found if problem.where.path == shown)


def _places(one: Translation, text: str, shown: str) -> Iterator[tuple[Where, str]]:
    """Where each scalar of a translation begins, and which unit it is: "" where it is none."""
    tree, _ = parse(text.encode(), shown)
    yield from ((at, "") for at in _scalars(tree))
    yield from ((unit.at, path) for path, unit in units_of(one.path, tree, named=False).items())


def _scalars(tree: Tree | None) -> Iterator[Where]:
    """Where names and texts begin."""
    if isinstance(tree, Map):
        yield from tree.keys_at.values()
        for below in tree.values():
            yield from _scalars(below)
    elif isinstance(tree, list):
        for below in tree:
            yield from _scalars(below)
    elif tree is not None:
        yield tree.at


def _at(where: Where, places: Mapping[Where, str]) -> str:
    """The unit that a place lies in; "" where it lies in none."""
    begun = [at for at in places if at <= where]
    return places[max(begun)] if begun else ""


def _spoken(tag: str, language: str) -> bool:
    """Whether a tag (BCP 47, or a locale with ``_``) may be of a language of ours: a tool may leave
    out a country or a script, or write another country."""
    locale = load_locale(language, Reading())
    said, own = _parts(tag), _parts(locale.language if locale else language)
    scripts = {part for part in (said[1], own[1]) if part}
    return not tag or (said[0] == own[0] and len(scripts) < len("no"))


def _parts(tag: str) -> tuple[str, str]:
    """The language and the script of a tag, in small letters; none where it says none."""
    first, *rest = re.split("[-_@.]", tag.lower())
    return first, next((part for part in rest if len(part) == len("hans")), "")
