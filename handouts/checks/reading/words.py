"""What the rules must know of a language: a folder of lists for each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from ...tree import LOADER

FOLDER = Path(__file__).parents[1] / "words"
SWAPS = "swaps"  # a long list, read only when it is asked for
OTHER = re.compile(r"<<([\w-]+)>>")  # in a pattern: any word of another list
START = r"\b"  # what most patterns begin with
CAPITAL = re.compile(r"(?<!\\)[A-Z]")  # in a pattern: capitals matter to it
NEVER = re.compile(r"(?!)")  # what a list finds that is not there


class WordLists:
    """The lists of one language, each by its name; ``<<name>>`` in a pattern is any of the list ``name``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lists: dict[str, Any] = {}
        for path in sorted(folder.glob("*.yaml")):
            if path.stem != SWAPS:
                self.lists.update(yaml.load(path.read_text("utf-8"), Loader=LOADER))
        for name, listed in self.lists.items():
            if isinstance(listed, list):
                self.lists[name] = [OTHER.sub(self._any, one) for one in listed]

    def _any(self, name: re.Match[str]) -> str:
        return f"(?:{'|'.join(self.lists[name[1]])})"

    def has(self, *names: str) -> bool:
        """Whether there are all of these lists."""
        return all(name in self.lists for name in names)

    @cached_property
    def syllables(self) -> Mapping[str, int]:
        return {word: int(count) for word, count in self.lists["syllables"].items()}

    @cached_property
    def swaps(self) -> Mapping[str, str]:
        """A hard word -> what to say instead."""
        kinds = yaml.load((self.folder / f"{SWAPS}.yaml").read_text("utf-8"), Loader=LOADER)
        return {hard: plain for swaps in kinds.values() for hard, plain in swaps.items()}

    @cache  # noqa: B019  (there is one for each language)
    def pattern(self, name: str) -> re.Pattern[str]:
        """The patterns of a list as one, capitals do not matter; it never finds anything where there is no list."""
        if name not in self.lists:
            return NEVER
        return re.compile("|".join(self.lists[name]), re.IGNORECASE)

    @cache  # noqa: B019
    def quick(self, name: str) -> re.Pattern[str] | None:
        """The same for text in small letters, the common start of the patterns but once: several times faster.

        None where capitals matter.
        """
        listed: list[str] = self.lists[name]
        if any(map(CAPITAL.search, listed)):
            return None
        starts = "|".join(one.removeprefix(START) for one in listed if one.startswith(START))
        rest = [one for one in listed if not one.startswith(START)]
        return re.compile("|".join([*([rf"{START}(?:{starts})"] if starts else []), *rest]))


@cache
def word_lists(language: str) -> WordLists | None:
    """The lists of a language, if there are any."""
    folder = FOLDER / language
    return WordLists(folder) if folder.is_dir() else None
