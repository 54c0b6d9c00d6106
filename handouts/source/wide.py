"""Letters that stand in a square and need no spaces between words: Han, kana and their signs.

What is counted in words or letters, such as the length of a sentence, is made for words between
spaces. A letter of these scripts is a part of a word, and says more than one of an alphabet.
"""

from __future__ import annotations

from math import ceil

# Han, kana, bopomofo, their radicals and signs, forms of full width (Unicode blocks)
WIDE = (
    *((0x2E80, 0x2FDF), (0x3000, 0x312F), (0x31A0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF)),
    *((0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6), (0x20000, 0x3FFFF)),
)
FIRST = chr(WIDE[0][0])
ANY = f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in WIDE)}]"  # as a pattern
# where a number or a word of an alphabet begins, and ends: also beside a letter without spaces
BEGINS, ENDS = rf"(?:(?<!\w)|(?<={ANY}))", rf"(?:(?!\w)|(?={ANY}))"
IN_A_WORD = 1.7  # letters of a word of Chinese, on average
FOR_EACH = 2.4  # letters of English that say as much as one of Chinese (handouts in both)


def wide(char: str) -> bool:
    """Whether a character is one that stands in a square."""
    code = ord(char)
    return code >= WIDE[0][0] and any(first <= code <= last for first, last in WIDE)


def parted(text: str) -> tuple[str, int]:
    """What of a text is written in words between spaces, and how many wide letters the rest has."""
    if max(text, default="") < FIRST:  # so are most
        return text, 0
    rest = "".join(" " if wide(char) else char for char in text)
    return rest, sum(wide(char) and char.isalnum() for char in text)


def words_of(letters: int) -> int:
    """About how many words so many wide letters are."""
    return ceil(letters / IN_A_WORD)


def long_as(text: str) -> int:
    """How many letters of an alphabet say about as much as a text."""
    rest, letters = parted(text)
    return len(text) + round(letters * (FOR_EACH - 1)) if letters else len(rest)
