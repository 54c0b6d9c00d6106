"""Who may use the desk: a key that opens it once, tokens that it is used with, and when all ends.

Nothing here is written anywhere. Clocks are those of the wall, so that time asleep counts.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from hmac import compare_digest

BITS = 256
KEY_LASTS = 60.0  # seconds
IDLE = 15 * 60.0  # seconds without a request: then the desk closes
LONGEST = 8 * 3600.0  # seconds: then it closes whatever is done


class Keys:
    """One run of the desk. ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.begun = self.used = clock()
        self._key, self._made = "", 0.0
        self._tokens: list[str] = []

    def new_key(self) -> str:
        """A key that opens the desk once, within a minute."""
        self._key, self._made = secrets.token_urlsafe(BITS // 8), self.clock()
        return self._key

    def opened(self, key: str) -> str:
        """A token for the right ``key``, which is used up; nothing for any other."""
        known, self_made = self._key, self._made
        if not known or not compare_digest(known.encode(), key.encode("utf-8", "replace")):
            return ""
        self._key = ""
        if self.clock() - self_made > KEY_LASTS:
            return ""
        token = secrets.token_urlsafe(BITS // 8)
        self._tokens.append(token)
        return token

    @property
    def waiting(self) -> bool:
        """Whether a key may still be used."""
        return bool(self._key) and self.clock() - self._made <= KEY_LASTS

    def knows(self, token: str) -> bool:
        """Whether a token is one of this run; each comparison takes the same time."""
        given = token.encode("utf-8", "replace")
        found = [compare_digest(one.encode(), given) for one in self._tokens]
        return any(found)

    def touched(self) -> None:
        """Somebody is at work."""
        self.used = self.clock()

    @property
    def over(self) -> bool:
        """Whether the desk is to close: nobody has used it for long, or it has been open for
        long."""
        now = self.clock()
        return now - self.used > IDLE or now - self.begun > LONGEST
