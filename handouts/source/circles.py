"""How rarely Python looks for circles of values that nobody holds any more.

Next to none are made here: what is made is frozen, and knows nothing of what holds it. Python looks
as soon as seven hundred values more are there than before, which takes a quarter of the time of
each brochure of a process that stays; a brochure has some hundred thousand.
"""

from __future__ import annotations

import gc

RARELY = 400_000  # values more than before: what several brochures at once would be


def settled() -> None:
    """Says that what is there by now stays: it is looked through no more, and circles in what comes
    are looked for rarely."""
    gc.freeze()
    gc.set_threshold(RARELY)
