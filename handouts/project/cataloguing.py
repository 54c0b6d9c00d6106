"""Makes what the folder of results tells of all that is in it, anew where anything has changed.
Loaded only then."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from ..catalogue.fhir import BUNDLE, bundle
from ..catalogue.page import INDEX, Shop, page
from ..catalogue.records import CONNECT, TOPICS, answers, listed
from ..catalogue.topics import Key, Topic, key_of, topics
from ..clinic.jobs import Card, Entry, Outcome
from ..making.cache import card_of
from ..making.cards import card, card_of_set
from ..making.memo import Memo
from ..making.workshop import Workshop
from .stores import Store
from .tasks import Task


def catalogue(
    task: Task,
    made: Iterable[Outcome],
    entries: Mapping[str, Entry],
    out: Store,
    stamp: str,
    memo: Memo,
) -> None:
    """Write the catalogue of the files that ``entries`` list; what is left of an earlier one and
    is nobody's any more goes. ``stamp`` is the hash of all that has a say in it."""
    shop = Workshop(task.site, memo)
    if shop.look[0] is None:  # what is wrong with it is told by whatever was to be made
        return
    known = {key_of(one.entry): one.card for one in made if one.entry and one.card}
    cards = {**_earlier(out, entries.values()), **known}
    cards |= dict(_read(shop, {key_of(one) for one in entries.values()} - cards.keys()))
    found = topics(entries.values(), cards)
    if not found:
        return
    spoken = {one.card.language for one in found}
    languages = [one for one in task.site.languages if one in spoken]
    speaks = next((one for one in languages if shop.shelf(one).locale), "")
    if not speaks:  # files of earlier builds, in a language whose faces are gone
        return
    owners = {one: _owner(task, shop, one) for one in (*languages, *sorted(spoken))}
    files = _files(shop, found, out, stamp, speaks, owners)
    for name, data in files.items():
        out.write(name, data)
    for name in tuple(out.names(CONNECT)):
        if name.endswith(".json") and name not in files:
            out.remove(name)


def _files(
    shop: Workshop,
    found: tuple[Topic, ...],
    out: Store,
    stamp: str,
    speaks: str,
    owners: Mapping[str, str],
) -> dict[str, bytes]:
    """All files of the catalogue, by their paths in the folder of results, in the language that it
    ``speaks``; ``owners`` are the names of the clinic by language."""
    shelf = shop.shelf(speaks)
    assert shelf.locale is not None
    figures, icons, _ = shop.galleries
    shown = Shop(
        shop.brand,
        shop.site.assets,
        figures,
        icons,
        shop.logo,
        shelf.locale,
        owners[speaks],
        shelf.codes,
    )
    files = {
        INDEX: page(found, shown, stamp),
        TOPICS: listed(found, shelf.codes),
        BUNDLE: bundle(found, shelf.codes, owners, lambda name: out.read(name) or b""),
    }
    if shelf.codes:
        subject = shelf.locale.words.subject
        names = {one: subject.format(clinic=owner) for one, owner in owners.items()}
        files |= dict(answers(found, shelf.codes, names))
    return files


def _owner(task: Task, shop: Workshop, language: str) -> str:
    if language not in task.site.languages:
        return ""
    facts, _ = shop.facts(task.clinic, language)
    return facts.owner if facts else ""


def _earlier(out: Store, entries: Iterable[Entry]) -> dict[Key, Card]:
    """The cards that the last build has left, of texts that have not changed since."""
    now = {one.file: one for one in entries}
    found: dict[Key, Card] = {}
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        for told in json.loads(out.read(TOPICS) or b"{}")["topics"]:
            files = told.pop("files")
            told.pop("review")
            told["codes"] = [(one["code"], one["name"]) for one in told["codes"]]
            told["items"] = [(one["handout"], one["edition"]) for one in told["items"]]
            own = card_of(told)
            same = [one for one in files if now[one["file"]].made_of == one["made_of"]]
            if own and same:
                found[key_of(now[same[0]["file"]])] = own
    return found


def _read(shop: Workshop, keys: Iterable[Key]) -> Iterator[tuple[Key, Card]]:
    """The cards of files from builds before that, read from the texts."""
    for key in sorted(keys):
        slug, language, is_set = key
        shelf = shop.shelf(language)
        if is_set:
            packet, _ = shop.packet(slug, language)
            if packet:
                yield key, card_of_set(slug, language, packet)
        elif shelf.lowering:
            handout, *_ = shop.script(slug, language)
            if handout:
                yield key, card(handout, shelf)
