"""One side of a comparison, read and printed by the present code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..clinic.jobs import Job
from ..content.bound import STANDARD
from ..content.editions import BOOKLETS, EDITIONS
from ..content.handout import Handout
from ..content.picked import looked_at, picked
from ..making.memo import Memo
from ..making.produce import Production, produce
from ..making.site import Clinic, Site, load_site
from ..making.workshop import Workshop
from ..meaning.document import Document
from ..pictures.photo import Photo
from ..signing.versions import SUBJECT
from ..source.problems import Problem, Problems
from ..source.values import replace
from ..views.plan import blank
from .pages import Print
from .sides import KEPT, Side

PAPER = "letter"
LARGE = "large-print"  # the edition of the other view that tells all
Wanted = tuple[str, str]  # slug and language


@dataclass
class Half:
    """One side on its way: what is made of it, and what was wrong with it."""

    side: Side
    cache: Path | None
    problems: dict[Problem, None] = field(default_factory=dict)

    @cached_property
    def site(self) -> Site:
        return load_site(self.side.content, self.side.assets)

    @cached_property
    def clinic(self) -> Clinic:
        return self.site.clinic

    @cached_property
    def shop(self) -> Workshop:
        return Workshop(self.site, Memo(self.cache / "figures" if self.cache else None))

    @property
    def written(self) -> Mapping[str, tuple[str, ...]]:
        """The languages of each handout."""
        return self.site.written

    def has(self, wanted: Wanted) -> bool:
        return self.site.text(*wanted) in self.site.content.files

    def lines(self, wanted: Wanted) -> frozenset[bytes]:
        """The lines of a text, in no order; none where it cannot be read."""
        try:
            data = self.site.content.data(self.site.text(*wanted))
        except Problems:
            return frozenset()
        return frozenset(filter(None, map(bytes.strip, (data or b"").splitlines())))

    def production(self, wanted: Wanted) -> Production:
        return Production(self.site, self.clinic, Job(*wanted, STANDARD, PAPER), self.shop.memo)

    def read(self, wanted: Wanted) -> tuple[Document | None, Handout | None]:
        """A handout of this side; nothing where it has none, or where it cannot be read."""
        if not self.has(wanted):
            if wanted[0] in self.site.slugs and wanted[1] in self.written[wanted[0]]:
                text = self.site.content.shown(self.site.text(*wanted))
                self.tell((self.site.missing(text),))  # its folder is there, and has no text
            return None, None
        try:
            document, handout, _ = self.production(wanted).told(wanted[0], "brochure")
        except Problems as found:
            self.tell(found.problems)
            return None, None
        return self.with_plan(document, handout, wanted[1]), handout

    def with_plan(self, document: Document, handout: Handout, language: str) -> Document:
        """A handout and the page for a patient that stands in front of it: both are signed."""
        lower = self.shop.shelf(language).lowering
        assert lower is not None
        fields = lower.subject.asked((handout.group,), lower.locale.words.patient)
        return replace(document, parts=(*document.parts, *blank(fields, SUBJECT, lower)))

    def shorter(self, wanted: Wanted, handout: Handout | None) -> dict[str, Document]:
        """The other ways in which a handout is told (its sheet, leaflet, card), each by the first
        edition that does."""
        told: dict[str, Document] = {}
        whole = {} if handout is None or handout.excerpt else {BOOKLETS[-1]: LARGE}
        for view, edition in {**whole, **(picked(handout) if handout else {})}.items():
            try:
                told[edition], _, _ = self.production(wanted).told(wanted[0], view)
            except Problems as found:
                self.tell(found.problems)
        return told

    def printed(self, wanted: Wanted) -> Print | None:
        """The pages of a handout."""
        edition = EDITIONS[looked_at(self.shop.script(*wanted).handout)]
        made = produce(self.site, self.clinic, Job(*wanted, edition.name, PAPER), self.shop.memo)
        self.tell(made.problems)
        return Print(made.data, edition.head, edition.foot) if made.entry else None

    def tell(self, problems: Iterable[Problem]) -> None:
        self.problems.update(dict.fromkeys(map(self.side.told, problems)))

    @cached_property
    def files(self) -> dict[str, str]:
        """The hashes of all that this side is made of."""
        folders = zip(KEPT, (self.site.content, self.site.assets), strict=True)
        return {
            f"{word}/{path}": file.sha256
            for word, folder in folders
            for path, file in folder.files.items()
        }

    def drawn(self, name: str) -> str:
        """A picture as it is painted, in short."""
        picture = self.shop.galleries[0].picture(name)
        return picture.file.sha256 if isinstance(picture, Photo) else repr(picture)
