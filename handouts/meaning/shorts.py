"""Abbreviations in a text: where they stand, whatever letters stand around them."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Letters and digits of words that an abbreviation could be a part of. Han letters, kana and Hangul
# are none: they stand beside it without a space.
_LETTER = "0-9A-Za-z_\u00aa-\u02af\u0370-\u052f"


def pattern(shorts: Iterable[str]) -> re.Pattern[str]:
    """Any of ``shorts``, of which there is one at least, where it is a word."""
    return re.compile(rf"(?<![{_LETTER}])({'|'.join(shorts)})(?![{_LETTER}])")
