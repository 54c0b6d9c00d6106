"""What is read from left to right as a whole, also in a text that runs from right to left: numbers
to call, numbers with a unit, names of levels. An output isolates it (UAX 9), so that no author has
to: without, a phone number would be read from its end.

The pattern is a text: it takes 5 ms to compile, which ``re`` does where it is first used.
"""

from __future__ import annotations

import re

from ..source.wide import BEGINS, ENDS

# "(212) 555-0100", "+1 212 555 0100 ext. 5", "6 mg", "38.5 °C", "L4-L5"
PHONE = r"\+?\(?\d{1,4}\)?(?:[ \u00a0.-]\(?\d{2,4}\)?){1,4}(?: ?(?:x|ext\.?) ?\d+)?"
SIGN = r"(?:[%\u00b0\u00b5]?[A-Za-z][A-Za-z]{0,3}|[%\u00b0])"
UNIT = rf"\d[\d.,/]*[ \u00a0]?{SIGN}(?:/[A-Za-z]{{1,4}})?(?![A-Za-z])"
CODES = r"[A-Za-z]+\d+(?:[-\u2013/][A-Za-z]*\d+)+"
WHOLE = rf"(?<![+(]){BEGINS}{PHONE}{ENDS}|{BEGINS}{UNIT}|{BEGINS}{CODES}{ENDS}"
LRI, PDI = "\u2066", "\u2069"  # what begins such a piece in plain text, and ends it


def isolated(text: str) -> str:
    """A plain text with isolates round what is read as a whole."""
    return re.sub(WHOLE, rf"{LRI}\g<0>{PDI}", text)
