"""Topics: each handout of a language, and each set, with the files there are of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..clinic.jobs import SET, Card, Entry, Review
from ..source.values import dataclass

# How much is told: what a catalogue names first, the rest as their outputs have them.
WEB, SHORT, FULL, LARGE, TEXT = "web", "sheet", "standard", "large-print", "text"
FIRST = (WEB, SHORT, FULL, LARGE)
ORDER: tuple[Review, ...] = ("draft", "facts", "reviewed")
Key = tuple[str, str, bool]  # slug, language, whether it is a set


@dataclass(frozen=True, slots=True)
class Topic:
    """A card, and its files: at least one, those that are named first before others."""

    card: Card
    files: tuple[Entry, ...]

    @property
    def review(self) -> Review:
        """How far all of its files may be trusted: as far as the least of them."""
        return min((one.review for one in self.files), key=ORDER.index)

    @property
    def outdated(self) -> bool:
        return any(one.outdated for one in self.files)

    @property
    def editions(self) -> dict[str, tuple[Entry, ...]]:
        """Its files by edition."""
        names = dict.fromkeys(one.edition for one in self.files)
        return {name: tuple(one for one in self.files if one.edition == name) for name in names}


def key_of(entry: Entry) -> Key:
    """What the card of a file is found by."""
    return entry.handout, entry.language, entry.edition == SET


def topics(entries: Iterable[Entry], cards: Mapping[Key, Card]) -> tuple[Topic, ...]:
    """The topics of files whose cards are known, handouts before sets, by kind and title."""
    found: dict[Key, list[Entry]] = {}
    for entry in sorted(entries, key=_order):
        if key_of(entry) in cards:
            found.setdefault(key_of(entry), []).append(entry)
    made = (Topic(cards[key], tuple(files)) for key, files in found.items())
    return tuple(sorted(made, key=lambda one: _place(one.card)))


def _order(entry: Entry) -> tuple[object, ...]:
    known = FIRST.index(entry.edition) if entry.edition in FIRST else len(FIRST)
    return known, entry.edition, entry.person, entry.paper != "letter", entry.paper


def _place(card: Card) -> tuple[object, ...]:
    return bool(card.items), card.kind, card.title, card.language
