"""Help lines of others: whether somebody has tried one of late."""

from __future__ import annotations

from datetime import date, timedelta

from ..content.blocks.helplines import HelpLine
from ..source.calendar import to_come

# How long a line counts as tried. Handouts are looked at again within two years or so, which is too
# long for a number that somebody calls in a crisis: lines close and move with a budget, which is
# made for a year.
RECENT = timedelta(days=365)


def untried(line: HelpLine, today: date) -> str:
    """Why a help line does not count as tried ``today``; empty where it does."""
    if line.checked is None:
        return "nobody has said on which day this help line was last tried"
    if to_come(line.checked, today):
        return f"this help line was tried on {line.checked}, a day to come"
    if today - line.checked > RECENT:
        return f"this help line was last tried on {line.checked}, more than a year ago"
    return ""
