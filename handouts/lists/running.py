"""All rows of a list through an executor: few of them at a time, and few problems in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import takewhile

from ..making.workshop import Workshop
from ..project.executors import Executor
from ..source.problems import Problem, Problems
from .reading import Row, Unread, batches
from .units import Made, Rows

FEWEST, MOST = 25, 1000  # rows that are handed out together: the first of a list, and later ones
MOST_TOLD = 200  # problems that are kept to be told


class Tally:
    """What became of all rows so far."""

    def __init__(self) -> None:
        self.files = self.pages = self.more = 0
        self.problems: dict[Problem, None] = {}
        self.stopped = False  # nothing more can be written: what is begun comes to its end

    def tell(self, problems: Iterable[Problem]) -> None:
        """Keep problems; those that are too many are counted."""
        for one in problems:
            if one in self.problems or len(self.problems) < MOST_TOLD:
                self.problems[one] = None
            else:
                self.more += 1

    def add(self, made: Made) -> None:
        self.files += made.files
        self.pages += made.pages
        self.stopped |= made.stopped
        self.tell(made.problems)


def run(
    found: Iterable[Row | Unread],
    name: str,
    executor: Executor[Rows, Made],
    step: Callable[[Tally], None],
) -> Tally:
    """A file for each row of a list called ``name``; ``step`` is told how far it is. Raises
    ``OSError``."""
    tally = Tally()
    try:
        every = batches(_sound(found, name, tally), FEWEST, MOST)
        some = (Rows(one) for one in takewhile(lambda _: not tally.stopped, every))
        for made in executor.run(some):
            tally.add(made)
            step(tally)
    finally:
        executor.close()
    return tally


def _sound(found: Iterable[Row | Unread], name: str, tally: Tally) -> Iterator[Row]:
    """The rows that can be read; where the list itself ends in a fault, those before it."""
    try:
        for one in found:
            if isinstance(one, Unread):
                tally.tell([one.at(name)])
            else:
                yield one
    except Problems as broken:
        tally.tell(broken.problems)


def heads(shop: Workshop, language: str) -> Mapping[str, str]:
    """Every field that any handout of a site has, by its name and by what it is called on paper, in
    small letters. Raises ``Problems``."""
    shelf = shop.shelf(language)
    if shelf.lowering is None:
        raise Problems(shelf.problems)
    subject, words = shelf.lowering.subject, shelf.lowering.locale.words
    asked = subject.asked(tuple(subject.families), words.patient)
    labels = {one.label.casefold(): one.name for one in asked}
    return {**labels, **{name.casefold(): name for name in subject.fields}}
