"""What the desk does with handouts: lists them, shows a copy while it is filled in, makes it.

It is loaded while the first page is shown already, as making takes long to load. One thing is done
at a time, in a thread of its own.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from ..api import Clinic, Details, Memo, Outcome, Site, load_clinic
from ..clinic.details import Flaw, flaws
from ..content.plan import Asked
from ..making.batch import Batch
from ..making.produce import front, produce
from ..making.workshop import Workshop
from ..source.problems import Problem, Problems
from ..source.values import replace
from . import seen, topics
from .folders import Folders
from .wanted import Wanted
from .words import words

OFTEN = 1.0  # seconds between two looks at how files lie: on a drive far away each takes a while


class Engine:
    """A site and a clinic, and what was made of them already."""

    def __init__(self, folders: Folders) -> None:
        self.folders, self.memo, self._looked = folders, Memo(), time.monotonic()
        self.load()

    def current(self) -> Engine:
        """The same, with the folders read anew where a file was saved since: a desk is open all
        day, and what somebody else corrects meanwhile is on the next paper. Raises ``Problems``."""
        now = time.monotonic()
        if now - self._looked >= OFTEN:
            if self._lies != self.folders.lies():
                self.load()
            self._looked = now
        return self

    def load(self) -> None:
        """Reads the folders anew, as after a change of facts."""
        lies = self.folders.lies()  # before: what is saved while they are read is seen next time
        site, self.brand = self.folders.opened()
        self.site: Site = site
        own = self.folders.clinic
        self.clinic: Clinic = load_clinic(own, self.folders.content) if own else self.site.clinic
        self.shop = Workshop(self.site, self.memo)
        self.topics = list(topics.topics(self.shop))
        self._lies, self._looked = lies, time.monotonic()

    # -------------------------------------------------------------- what there is

    def catalogue(self) -> dict[str, object]:
        """All there is to hand out. Raises ``Problems``."""
        found = self.topics
        languages = sorted({one["language"] for one in found})
        facts, problems = self.shop.facts(self.clinic, self.language)
        if facts is None:
            raise Problems(problems)
        return {
            "topics": found,
            "sets": list(topics.sets(self.shop, self.staff)),
            "languages": {one: self._language(one) for one in languages},
            "beside": sorted({one["language"] for one in found if one["beside"]}),
            "fields": {one: topics.fields(self.shop, one, self.staff) for one in languages},
            "clinic": facts.owner,
            "faulty": told_problems(tuple(dict.fromkeys(topics.faulty(self.shop)))),
        }

    @property
    def language(self) -> str:
        """That of the site, where none is named."""
        return self.site.language

    @property
    def staff(self) -> str:
        """The language of staff, where the site is written in it; else that of the site."""
        spoken = words()["language"]["code"]
        return spoken if spoken in self.site.languages else self.language

    @property
    def persons(self) -> tuple[str, ...]:
        """Those whom the clinic names with rules of their own, or in its team."""
        facts, _ = self.shop.facts(self.clinic, self.language)
        named = facts.known.get("team") if facts else None
        people = tuple(one.text for one in named.values) if named else ()
        return tuple(dict.fromkeys((*(facts.persons if facts else ()), *people)))

    @property
    def sets(self) -> tuple[str, ...]:
        """The names of the sets there are."""
        return tuple(one["slug"] for one in topics.sets(self.shop, self.staff))

    def _language(self, language: str) -> str:
        locale = self.shop.shelf(language).locale
        return locale.name if locale else language

    # -------------------------------------------------------------- a copy

    def asked(self, one: Wanted) -> tuple[Asked, ...]:
        """The fields of what is wanted, called as staff know them. Raises ``Problems``."""
        lowering = self.shop.shelf(one.language).lowering
        if lowering is None:
            raise Problems(self.shop.shelf(one.language).problems)
        slugs = [item.partition("/")[0] for item in one.items]
        if one.packet:
            packet, problems = self.shop.packet(one.packet)
            if packet is None:
                raise Problems(problems)
            slugs = [slug for slug, _ in packet.parts()]
        handouts = [self.shop.script(slug, one.language).handout for slug in slugs]
        families = dict.fromkeys(handout.group for handout in handouts if handout)
        own = lowering.subject.asked(tuple(families), lowering.locale.words.patient)
        return topics.called(self.shop, own, self.staff)

    def flaws(self, one: Wanted) -> tuple[Flaw, ...]:
        """What is wrong with what is told."""
        return tuple(flaws(self.asked(one), one.details, self.shop.lacks))

    def preview(self, one: Wanted) -> dict[str, object]:
        """The page for the patient as pictures, with all that is sound of what is told; and what
        is not. Raises ``Problems``."""
        wrong = self.flaws(one)
        known = {field.name for field in self.asked(one)} - {flaw.name for flaw in wrong}
        told = {name: text for name, text in one.details.values.items() if name in known}
        job = replace(one, details=Details(told)).job()
        made = front(self.site, self.clinic, job, self.memo)
        shown = seen.pages(made.data, seen.SHARP) if made.data else ()
        return {
            "pages": [{"picture": page.address, "words": page.words} for page in shown],
            "flaws": [told_flaw(flaw) for flaw in wrong],
            "problems": told_problems(made.problems),
        }

    def whole(self, one: Wanted) -> Outcome:
        """The copy itself, or what keeps it from being made."""
        return produce(self.site, self.clinic, one.job(), self.memo)

    def thumbnails(self, data: bytes) -> list[str]:
        """All pages, small."""
        return [page.address for page in seen.pages(data, seen.SMALL)]

    def batch(self) -> Batch:
        """Makes many copies, such as those of a list."""
        return Batch(self.site, self.clinic, self.memo)


def told_flaw(flaw: Flaw) -> dict[str, str]:
    """What is wrong with a field, in the words of the screen."""
    message = words()["flaws"][flaw.fault].format(label=flaw.label, limit=flaw.limit)
    return {"name": flaw.name, "fault": flaw.fault, "message": message}


def told_problems(problems: Sequence[Problem]) -> list[dict[str, str]]:
    """What keeps a copy from being made; nothing of a patient is in it."""
    return list(_told(problems))


def _told(problems: Sequence[Problem]) -> Iterator[dict[str, str]]:
    for one in problems:
        yield {"message": one.message, "hint": one.hint, "where": str(one.where)}
