"""What keeps a file that came back from a translator from being taken, told at its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ..content.locale import load_locale
from ..content.shelf import Entry, Glossary
from ..making.agreeing import language_of
from ..making.translations import GLOSSARY, Translation
from ..making.workshop import Workshop
from ..source.problems import Problem, Where
from ..source.reader import Reading
from ..translating.agreement import differences
from ..translating.sheets import Returned
from ..translating.units import digits


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
    theirs = theirs._replace(glossary=Glossary({**words, **theirs.glossary.root}))
    for path, told in came.given.items():
        unit, where = units.get(path), Where(came.file, told.line)
        if unit is None:
            yield Problem(where, f"there is no text '{path}' any more", "export it again")
        elif told.text and digits(told.source) != digits(unit.text):
            message = f"'{path}' was translated from other words than the source has now"
            yield Problem(where, message, "export it again, and look at it anew")
        elif told.text and told.state and unit.kind == "words":
            for what in differences(unit.text, told.text, ours, theirs):
                if what.severity == "error":
                    yield Problem(where, f"'{path}': {what.message}", "mend it, and import again")


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
