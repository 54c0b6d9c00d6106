"""Which days are to come, where a file and a build may be in different parts of the world."""

from __future__ import annotations

from datetime import date, timedelta

# A build counts days in UTC, a person writes the one on their own wall: in the east (UTC+14) the
# next one has begun already.
EAST = timedelta(days=1)


def to_come(day: date, today: date) -> bool:
    """Whether a ``day`` has not begun anywhere while it is ``today``; the next one is not told from
    one that has, as nobody knows the hour."""
    return day - today > EAST
