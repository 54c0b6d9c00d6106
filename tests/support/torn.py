"""Lines of PDFs read back, and where one ends inside of what belongs together.

Read with PDFium in the order of painting, so that columns and untagged files are read alike. The
patterns share nothing with those of the engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from handouts.checks.pages.built import Page

UNITS = (
    r"(?:weeks?|days?|hours?|months?|years?|minutes?|people|pounds|lb|mg|feet|inches|percent|"
    r"times|nights?|a\.?m\.?|p\.?m\.?|\u00b0|[FC]\b)"
)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# how a line ends, how the next begins
TORN = (
    (r"[\d\u00bd]$", UNITS),
    (r"\d\)?$", r"(?:to|of|in|or|out of) \d"),
    (r"\d (?:to|of|in|or|out of)$", r"\d"),
    (r"\b(?:Dr|Mr|Mrs|Ms)\.$", r"[A-Z]"),
    (rf"\b(?:{MONTHS})$", r"\d"),
    (r"\b\d{1,2},$", r"20\d\d\b"),
    (r"\b(?:[Ff]igure|[Tt]able|[Pp]age|[Ss]tep|[Cc]all|[Vv]ersion|[Dd]ay|[Ss]uite)$", r"\d"),
    (r"(?:^| )[\u00b1\u2265\u2264-]$", r"\d"),
    (r"\(\d{3}\)$", r"\d"),
    (r"\d$", r"\d"),
    (r"\bext\.?$", r"\d"),
    (r"\+\d+$", r"\(?\d"),
    (r"\b[A-Z]\d$", r"[A-Z]\d"),
)
NEAR, FAR = 0.9, 1.75  # of the type size: how much lower the next line of a paragraph stands
ASIDE = 80.0  # points: how far to the side it may begin


class Told(NamedTuple):
    """Letters on one baseline."""

    text: str
    baseline: float
    start: float
    end: float
    size: float


def lines(page: Page) -> list[Told]:
    """The lines of a page, in the order of painting."""
    out: list[Told] = []
    for run in page.runs:
        left, _, right, _ = run.box
        last = out[-1] if out else None
        if last and abs(last.baseline - run.baseline) < 0.5 and -1 <= left - last.end < run.size:
            out[-1] = last._replace(text=last.text + run.text, end=right)
        else:
            out.append(Told(run.text, run.baseline, left, right, run.size))
    return out


def torn(page: Page) -> Iterator[tuple[str, str]]:
    """Lines that follow each other with something torn apart between them."""
    for line, after in pairwise(lines(page)):
        drop = line.baseline - after.baseline
        same = abs(line.size - after.size) < 0.1 and NEAR < drop / line.size < FAR
        if not same or after.start > line.end or abs(line.start - after.start) > ASIDE:
            continue
        ends, begins = line.text.strip(), after.text.strip()
        if any(re.search(end, ends) and re.match(begin, begins) for end, begin in TORN):
            yield ends, begins
