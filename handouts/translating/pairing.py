"""A text and its translation side by side, unit by unit, and what is known of each pair."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from ..source.problems import Where
from ..source.rows import NamedTuple
from .lock import Entry, Lock, State
from .units import OWN, Unit, digits

# From what is worst: no translation; one that nobody has recorded; one whose source has changed
# since; one that was changed since it was recorded; one that is as it was recorded.
Found = Literal["missing", "unrecorded", "stale", "edited", "fresh"]
FOUND: tuple[Found, ...] = ("missing", "unrecorded", "stale", "edited", "fresh")
Drawn = Callable[[str], str]  # a picture's name -> the hash of what is drawn


class Pair(NamedTuple):
    """``text`` is the translation, empty where there is none, and ``at`` its place; ``entry`` is
    what was recorded of it, under the name it had then."""

    unit: Unit
    text: str
    found: Found
    entry: Entry | None
    at: Where | None = None

    @property
    def state(self) -> State:
        """How far it may be trusted: what nobody has recorded, as a machine's."""
        return self.entry.state if self.entry and self.found == "fresh" else "machine"

    @property
    def redrawn(self) -> bool:
        """Whether only the picture has changed since."""
        if self.found != "stale" or self.entry is None:
            return False
        return self.entry.source == digits(self.unit.text)


def paired(
    source: Mapping[str, Unit], other: Mapping[str, Unit], lock: Lock | None, drawn: Drawn
) -> tuple[Pair, ...]:
    """Every unit of the source with its translation.

    A unit that has another place in the source than when it was recorded is found by its words,
    and its translation where it stood then, or where it stands now if it went along.
    """
    entries = lock.entries if lock else {}
    moved = dict(_moved(source, entries))
    places = {path: _place(path, old, other, entries) for path, old in moved.items()}
    # what was recorded there is another unit's now, and so is the text if it stayed
    for old in moved.values():
        places.setdefault(old, "" if old in places.values() else old)
    gone = set(moved.values()) - moved.keys()
    return tuple(
        _pair(
            unit,
            other.get(places.get(path, path)),
            None if path in gone else entries.get(moved.get(path, path)),
            drawn,
        )
        for path, unit in source.items()
    )


def _place(path: str, old: str, other: Mapping[str, Unit], entries: Mapping[str, Entry]) -> str:
    """Where the translation stands of a unit that moved to ``path`` from where it was recorded: at
    one of the two. Whoever writes both languages by hand moves both."""
    now, then = (digits(other[at].text) if at in other else "" for at in (path, old))
    own = entries[old].text
    anothers = now in {entry.text for at, entry in entries.items() if at != old}
    return old if now != own and (then == own or anothers or not now) else path


def _moved(source: Mapping[str, Unit], entries: Mapping[str, Entry]) -> Iterator[tuple[str, str]]:
    """Where the translation of each unit stands that has another name than it had: its new name
    and the old one."""
    waiting: dict[str, list[str]] = {}
    for path, entry in entries.items():
        now = source.get(path)
        if now is None or digits(now.text) != entry.source:
            waiting.setdefault(entry.source, []).append(path)
    for path, unit in source.items():
        known, own = entries.get(path), digits(unit.text)
        if (known is None or known.source != own) and waiting.get(own):
            yield path, waiting[own].pop(0)


def _pair(unit: Unit, there: Unit | None, entry: Entry | None, drawn: Drawn) -> Pair:
    text = there.text if there else ""
    found: Found = "fresh"
    if there is None:
        found = "missing"
    elif entry is None:
        found = "unrecorded"
    elif entry.source != digits(unit.text) or entry.picture != _seen(unit, drawn):
        found = "stale"
    elif entry.text != digits(text):
        found = "edited"
    return Pair(unit, text, found, entry, there.at if there else None)


def _seen(unit: Unit, drawn: Drawn) -> str:
    return drawn(unit.picture) if unit.picture else ""


def recorded(
    pair: Pair, text: str, state: State, drawn: Drawn, by: str = "", on: str = ""
) -> Entry:
    """What is to be known of a unit from now on."""
    unit = pair.unit
    return Entry(digits(unit.text), digits(text), state, unit.text, _seen(unit, drawn), by, on)


def spare(source: Mapping[str, Unit], other: Mapping[str, Unit]) -> tuple[Unit, ...]:
    """Units of a translation whose source is gone, or stands elsewhere; not those of fields that
    are its own."""
    return tuple(
        unit
        for path, unit in other.items()
        if path not in source and path.partition("/")[0] not in OWN
    )
