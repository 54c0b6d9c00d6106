"""What the rules must know of a language, and of a subject in it: lists by name.

Those of a language stand in a folder here, those of a subject in the content (``checks.lists``). A
list that only a subject can know is empty in the folder.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path

import yaml

from ...source.parsing import LOADER
from .formulas import Formula, formulas

FOLDER = Path(__file__).parents[1] / "words"
SWAPS = "swaps"  # a long list, read only when it is asked for
FORMULAS = "formulas"  # of reading, where a language has its own
OTHER = re.compile(r"<<([\w-]+)>>")  # in a pattern: any word of another list
START = r"\b"  # what most patterns begin with
CAPITAL = re.compile(r"(?<!\\)[A-Z]")  # in a pattern: capitals matter to it
NEVER = re.compile(r"(?!)")  # what a list finds that is empty, or not there


# words or patterns, or names and the pattern, number or words of each
Listed = Sequence[str] | Mapping[str, str]


class WordLists:
    """The lists of one language, each by its name; ``<<name>>`` in a pattern is any of the list
    ``name``.

    ``more`` are those of a subject: each makes the list of its name longer.
    """

    def __init__(self, folder: Path, more: Mapping[str, Listed] | None = None) -> None:
        self.folder, self.more = folder, more or {}
        self._written = dict(written(folder))
        for name, own in self.more.items():
            if name != SWAPS:
                self._written[name] = _longer(self._written.get(name, ()), own)
        self.lists: dict[str, Listed] = {name: self._whole(name) for name in self._written}

    def _whole(self, name: str, inside: tuple[str, ...] = ()) -> Listed:
        """A list with the words of others in its patterns; one that is asked for ``inside`` itself
        has none."""
        own = self._written.get(name, ())
        if isinstance(own, Mapping):
            return own
        if name in inside:
            return []

        def any_of(other: re.Match[str]) -> str:
            return f"(?:{'|'.join(self._whole(other[1], (*inside, name))) or NEVER.pattern})"

        return [OTHER.sub(any_of, one) for one in own]

    def listed(self, name: str) -> Sequence[str]:
        """The entries of a list; none where it is not there."""
        found = self.lists.get(name, ())
        assert not isinstance(found, Mapping), f"'{name}' has names"
        return found

    def named(self, name: str) -> Mapping[str, str]:
        """The entries of a list that has a name for each; none where it is not there."""
        found = self.lists.get(name, {})
        assert isinstance(found, Mapping), f"'{name}' has no names"
        return found

    def has(self, *names: str) -> bool:
        """Whether there is something in all of these lists."""
        return all(self.lists.get(name) for name in names)

    @cached_property
    def syllables(self) -> Mapping[str, int]:
        return {word: int(count) for word, count in self.named("syllables").items()}

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        """The formulas of reading that the language has of its own; the first one judges."""
        path = self.folder / f"{FORMULAS}.yaml"
        if not path.is_file():
            return ()
        return formulas(yaml.load(path.read_text("utf-8"), Loader=LOADER))

    @cached_property
    def swaps(self) -> Mapping[str, str]:
        """A hard word -> what to say instead; nothing where a word is plain that may be a form of a
        hard one."""
        path = self.folder / f"{SWAPS}.yaml"
        kinds = yaml.load(path.read_text("utf-8"), Loader=LOADER) if path.is_file() else {}
        known = {hard: plain for swaps in kinds.values() for hard, plain in swaps.items()}
        own = self.more.get(SWAPS, {})
        return {**known, **own} if isinstance(own, Mapping) else known

    @cache  # noqa: B019  (there is one for each language and subject)
    def pattern(self, name: str) -> re.Pattern[str]:
        """The patterns of a list as one, capitals do not matter; it finds nothing where the list is
        empty."""
        return re.compile("|".join(self.listed(name)), re.IGNORECASE) if self.has(name) else NEVER

    @cache  # noqa: B019
    def quick(self, name: str) -> re.Pattern[str] | None:
        """The same for text in small letters, the common start of the patterns but once: several
        times faster.

        None where capitals matter.
        """
        patterns = self.listed(name)
        if any(map(CAPITAL.search, patterns)):
            return None
        starts = "|".join(one.removeprefix(START) for one in patterns if one.startswith(START))
        rest = [one for one in patterns if not one.startswith(START)]
        return re.compile("|".join([*([rf"{START}(?:{starts})"] if starts else []), *rest]))


def _longer(known: Listed, own: Listed) -> Listed:
    """A list, or a map, with what a subject adds to it."""
    if isinstance(own, Mapping):
        return {**known, **own} if isinstance(known, Mapping) else own
    return [*(known or ()), *own]


@cache
def written(folder: Path) -> Mapping[str, Listed]:
    """The lists of a folder as they are written, but for the long one and the formulas."""
    found: dict[str, Listed] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.stem not in (SWAPS, FORMULAS):
            found.update(yaml.load(path.read_text("utf-8"), Loader=LOADER))
    return found


def folder_of(language: str) -> Path | None:
    """Where the lists of a language stand, if there are any."""
    folder = FOLDER / language
    return folder if folder.is_dir() else None


@cache
def word_lists(language: str) -> WordLists | None:
    """The lists of a language without those of a subject, if there are any."""
    folder = folder_of(language)
    return WordLists(folder) if folder else None
