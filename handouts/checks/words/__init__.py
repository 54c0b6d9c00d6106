"""What the rules must know of a language: a folder of lists for each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from ...tree import LOADER

FOLDER = Path(__file__).parent
SWAPS = "swaps"  # a long list, read only when it is asked for
OTHER = re.compile(r"<<([\w-]+)>>")  # in a pattern: any word of another list


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
        """The patterns of a list as one; capitals do not matter."""
        return re.compile("|".join(self.lists[name]), re.IGNORECASE)


@cache
def word_lists(language: str) -> WordLists | None:
    """The lists of a language, if there are any."""
    folder = FOLDER / language
    return WordLists(folder) if folder.is_dir() else None
