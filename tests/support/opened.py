"""A content and an assets folder with all that can be made of them, for tests that look inside."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from handouts.checks import Copy
from handouts.checks.switches import Switches
from handouts.clinic.jobs import Job, Outcome
from handouts.content.editions import EDITIONS
from handouts.content.handout import Handout
from handouts.content.packets import Packet
from handouts.making.copies import switches_of
from handouts.making.gate import Bench
from handouts.making.memo import Memo
from handouts.making.produce import Production, produce
from handouts.making.site import Clinic, Site, load_site
from handouts.making.workshop import Workshop
from handouts.meaning.document import Document
from handouts.outputs.pdf.maker import studio_of
from handouts.outputs.pdf.studio import Studio
from handouts.signing.states import State
from handouts.source.problems import Problem, Problems


def studio(shop: Workshop, edition: str, paper: str, binding: float = 0) -> Studio:
    """What all documents of an edition on a paper share."""
    locale = shop.shelf(shop.site.languages[0]).locale
    assert locale
    return studio_of(EDITIONS[edition], shop.shown(locale, paper, binding))


class Opened:
    """A site as it is on disk when it is opened."""

    def __init__(self, content: Path, assets: Path, cache: Path | None = None) -> None:
        self.content, self.assets = content, assets
        self.memo = Memo(cache / "figures" if cache else None)

    @cached_property
    def site(self) -> Site:
        return load_site(self.content, self.assets)

    @cached_property
    def clinic(self) -> Clinic:
        return self.site.clinic

    @cached_property
    def shop(self) -> Workshop:
        return Workshop(self.site, self.memo)

    @cached_property
    def bench(self) -> Bench:
        return Bench(self.shop, self.clinic)

    def studio(self, edition: str, paper: str, binding: float = 0) -> Studio:
        """What all documents of an edition on a paper share."""
        return studio(self.shop, edition, paper, binding)

    def reread(self) -> Opened:
        """The same folders as they are now."""
        return Opened(self.content, self.assets, None)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.shop, name)

    @property
    def handouts(self) -> dict[str, None]:
        return dict.fromkeys(self.site.slugs)

    def document(
        self, slug: str, language: str, view: str = "brochure", day: date | None = None
    ) -> tuple[Document | None, Handout | None, tuple[Problem, ...]]:
        """A view with the clinic's facts in it."""
        job = Job(slug, language, "standard", "letter", day=day)
        try:
            document, handout, _ = Production(self.site, self.clinic, job, self.memo).told(
                slug, view
            )
        except Problems as found:
            return None, None, found.problems
        return document, handout, ()

    def copy(
        self, slug: str, language: str, today: date
    ) -> tuple[Copy | None, tuple[Problem, ...]]:
        return self.bench.copy(slug, language, today)

    def state(self, slug: str, language: str, today: date = date.max) -> State:
        handout = self.shop.script(slug, language).handout
        assert handout
        state, problems = self.shop.state(handout, language, today)
        assert state and not problems
        return state

    def make(self, job: Job) -> Outcome:
        return produce(self.site, self.clinic, job, self.memo)

    def page_of(self, language: str) -> str:
        locale = self.shop.shelf(language).locale
        assert locale
        return locale.words.page_of

    def packet(self, name: str) -> tuple[Packet | None, tuple[Problem, ...]]:
        return self.shop.packet(name)

    @property
    def switches(self) -> tuple[Switches, tuple[Problem, ...]]:
        return switches_of(self.shop)
