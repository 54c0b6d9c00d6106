"""Content -> PDF for any number of jobs: what is shared is read once, each handout is read and set on its own."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .brand import Brand, load_brand
from .cache import Keys, keep, kept
from .document import Document
from .editions import EDITIONS, OF_ALL, PAPERS
from .handout import Handout
from .jobs import REVIEW, Entry, Folders, Job, Made
from .library import Shelf
from .outputs.pdf.faces import usable
from .outputs.pdf.gallery import Gallery
from .outputs.pdf.look import ICONS, Look
from .outputs.pdf.svg import Drawing
from .packets import STANDARD, Packet, Packets
from .parts import places, said
from .problems import Problem, Where, did_you_mean
from .reader import Reading, read
from .review import Review, State, Written, state, versions
from .spans import Link
from .views import VIEWS
from .views.packet import slip

if TYPE_CHECKING:  # what lays out and what checks is loaded only when something is laid out or checked
    from .checks import Copy
    from .checks.switches import Switches
    from .outputs.pdf.setting import Rendered
    from .outputs.pdf.studio import Studio

PROOF = "proof"


class Press:
    """Makes jobs from a content and an assets folder."""

    def __init__(self, content: Path, assets: Path, cache: Path | None) -> None:
        self.content, self.assets = content, assets
        self.cache = cache / "figures" if cache else None
        self.keys = Keys(Folders(content, assets, content, cache))
        self.shelves: dict[str, Shelf] = {}
        self.built: dict[Job, Made] = {}

    @cached_property
    def look(self) -> tuple[Brand | None, tuple[Problem, ...]]:
        context = Reading()
        brand = load_brand(self.assets, self.assets.name, context)
        for field, name in (("regular", "R"), ("bold", "B")) if brand else ():
            assert brand is not None
            entry = getattr(brand.fonts, field)
            if not usable(self.assets / entry, name):
                context.report(context.place(brand.fonts, field), f"'{entry}' is a broken font", "copy the file anew")
        return None if context.problems else brand, tuple(context.problems)

    @cached_property
    def galleries(self) -> tuple[Gallery, Gallery, Gallery]:
        """Figures, icons, and the brand's own pictures."""
        brand = self.look[0]
        assert brand is not None
        figures, icons, marks = (
            Gallery(self.assets, folder, self.assets.name, brand, self.cache)
            for folder in ("figures", "icons", "brand")
        )
        return figures, icons, marks

    @cached_property
    def fixtures(self) -> tuple[Problem, ...]:
        """What is wrong with the brand and with the pictures that every brochure has."""
        brand, problems = self.look
        if brand is None:
            return problems
        _, icons, marks = self.galleries
        found = list(marks.faults(Path(brand.logo).stem))
        for name in sorted(filter(None, ICONS.values())):
            found.extend(icons.faults(name))
            if name not in icons:
                where = Where(f"{self.assets.name}/icons")
                found.append(
                    Problem(where, f"the icon '{name}' is missing", "panels need it: draw one, or copy it back")
                )
        return tuple(found)

    @cached_property
    def plain_look(self) -> Look:
        """The look of the standard edition, that no group of handouts has a say in."""
        brand = self.look[0]
        assert brand is not None
        return Look(brand, EDITIONS[STANDARD], self.assets)

    @cached_property
    def logo(self) -> Drawing:
        """The brand's own picture; nothing is drawn where it is broken or a photograph."""
        brand = self.look[0]
        assert brand is not None
        picture = self.galleries[2].picture(Path(brand.logo).stem)
        return picture if isinstance(picture, Drawing) else Drawing(1, 1, "", {})

    @lru_cache(maxsize=32)  # noqa: B019  (a press lives as long as a build)
    def studio(self, edition: str, paper: str, binding: float = 0) -> Studio:
        from .outputs.pdf.studio import Studio  # noqa: PLC0415

        brand = self.look[0]
        assert brand is not None
        figures, icons, _ = self.galleries
        return Studio(brand, EDITIONS[edition], PAPERS[paper], self.assets, figures, icons, self.logo, binding)

    def shelf(self, language: str) -> Shelf:
        if language not in self.shelves:
            look = self.look[0]
            galleries, lacks = (self.galleries[:2], self.lacks) if look else ((), None)
            self.shelves[language] = Shelf(self.content, language, galleries, lacks)
        return self.shelves[language]

    def document(
        self, slug: str, language: str, view: str = "brochure"
    ) -> tuple[Document | None, Handout | None, tuple[Problem, ...]]:
        """A view of a handout as meaning, or the problems of everything it leans on and of itself."""
        shelf = self.shelf(language)
        names = {**shelf.context.names, "slug": slug}
        context = replace(shelf.context, problems=[], hints={}, maps={}, names=names)
        name = self.name(slug, language)
        handout = read(self.content / "handouts" / slug / f"{language}.yaml", Handout, context, name)
        problems = tuple(dict.fromkeys((*self.fixtures, *shelf.problems, *context.problems)))
        if handout is None or shelf.lowering is None or problems:
            return None, None, problems
        if view not in OF_ALL and getattr(handout, view, None) is None:
            hint = f"write what it is to say under '{view}:', or leave this edition out"
            return None, None, (Problem(handout.at or Where(name), f"this handout has no '{view}'", hint),)
        if (self.content / "handouts" / slug / REVIEW).exists():
            state, problems = self.state(slug, language)
            handout = handout.model_copy(update={"reviewers": state.reviewers})
        if view == PROOF:
            return self.proof(slug, language, handout.issued)
        document = VIEWS[view](handout, shelf.lowering)
        problems = (*problems, *loose_links(document))
        return (None, None, problems) if problems else (document, handout, ())

    def state(
        self, slug: str, language: str, items: Callable[[], Mapping[str, object]] = dict
    ) -> tuple[State, tuple[Problem, ...]]:
        """Which text a handout that was just read has, and who has signed it; ``items`` are what they may answer."""
        shelf, root = self.shelf(language), self.content.name
        assert shelf.lowering is not None
        trees = shelf.context.trees
        written = Written(
            trees[self.name(slug, language)],
            trees[f"{root}/common/{language}.yaml"]["fragments"],
            trees[f"{root}/glossary/{language}.yaml"],
            shelf.lowering.glossary.forms(),
            trees[f"{root}/sources.yaml"],
            self.galleries[0].files,
        )
        path = self.content / "handouts" / slug / REVIEW
        if not path.exists():
            return state(versions(written), ()), ()
        context = Reading(names={"item": items() or None}, trees=trees)
        review = read(path, Review, context, f"{root}/handouts/{slug}/{REVIEW}")
        given = review.root.get(language, ()) if review else ()
        return state(versions(written), given), tuple(context.problems)

    def name(self, slug: str, language: str) -> str:
        """A handout's file, as messages call it."""
        return f"{self.content.name}/handouts/{slug}/{language}.yaml"

    def copy(self, slug: str, language: str, today: date) -> tuple[Copy | None, tuple[Problem, ...]]:
        """A handout as the rules of ``checks`` look at it."""
        from .checks import Copy  # noqa: PLC0415  (only loaded to check)
        from .checks.clarity import items  # noqa: PLC0415
        from .checks.places import Places  # noqa: PLC0415
        from .checks.printed import Printed  # noqa: PLC0415
        from .checks.words import word_lists  # noqa: PLC0415

        document, handout, problems = self.document(slug, language)
        shelf = self.shelf(language)
        if document is None or handout is None or shelf.lowering is None:
            return None, problems

        state, problems = self.state(slug, language, items)
        if problems:
            return None, problems

        def printed() -> Printed:
            return Printed(self.standard(document, handout, language).data)

        places = Places(shelf.context.trees)
        path, words = self.name(slug, language), word_lists(language)
        return Copy(slug, language, path, handout, document, shelf.lowering, places, today, state, words, printed), ()

    def standard(self, document: Document, handout: Handout, language: str) -> Made:
        """A brochure on letter, made or kept from before."""
        job = Job(handout.id, language, STANDARD, "letter")
        if job in self.built:
            return self.built[job]
        key = self.keys.key(job)
        before = kept(self.keys.folders, key, job)
        if before:
            self.built[job] = before
            return before
        rendered = self.studio(STANDARD, "letter").render(document, self.page_of(job.language))
        made = self.made(job, rendered, (handout,))
        if made.entry and self.keys.folders.cache:
            keep(self.keys.folders.cache, key, made)
        self.built[job] = made
        return made

    @cached_property
    def switches(self) -> tuple[Switches, tuple[Problem, ...]]:
        """The rules that are switched off; none where there is no such file."""
        from .checks.switches import Switches  # noqa: PLC0415

        path = self.content / "checks.yaml"
        if not path.exists():
            return Switches(), ()
        sources = self.shelf("en").context.names.get("source")  # all languages share them
        known = None if sources is None else {**self.handouts, **dict.fromkeys(sources)}
        context = Reading(names={"about a switch": known})
        switches = read(path, Switches, context, f"{self.content.name}/checks.yaml")
        return switches or Switches(), tuple(context.problems)

    def proof(self, slug: str, language: str, day: date) -> tuple[Document | None, Handout | None, tuple[Problem, ...]]:
        """The proof copy of a handout, with what the rules find in its text on the ``day`` of its issue."""
        from .checks import judge  # noqa: PLC0415
        from .checks.clarity import answers  # noqa: PLC0415
        from .proof import proof  # noqa: PLC0415

        copy, problems = self.copy(slug, language, day)
        switches, faults = self.switches
        if copy is None or faults:
            return None, None, (*problems, *faults)
        found, _ = switches.kept(judge([copy], pages=False, library=False), whole=False)
        return proof(copy, found, answers(copy, found)), copy.handout, ()

    def make(self, job: Job) -> Made:
        """Set and write one job."""
        if job.packet:
            return self.make_packet(job)
        document, handout, problems = self.document(job.slug, job.language, EDITIONS[job.edition].view)
        if document is None or handout is None:
            return Made(job, None, b"", problems)
        studio = self.studio(job.edition, job.paper, job.binding)
        rendered = studio.render(document, self.page_of(job.language))
        return self.made(job, rendered, (handout,))

    def make_packet(self, job: Job) -> Made:
        """Set and write a set of handouts, with its slip before them."""
        packet, problems = self.packet(job.slug)
        shelf = self.shelf(job.language)
        if packet is None or shelf.lowering is None:
            return Made(job, None, b"", (*problems, *shelf.problems))
        found = [
            (edition, *self.document(slug, job.language, EDITIONS[edition].view)) for slug, edition in packet.parts()
        ]
        problems = tuple(dict.fromkeys(problem for *_, problems in found for problem in problems))
        whole = [(edition, document, handout) for edition, document, handout, _ in found if document and handout]
        if problems:
            return Made(job, None, b"", problems)
        handouts = tuple(handout for *_, handout in whole)
        issued = max(handout.issued for handout in handouts).isoformat()
        words = shelf.lowering.locale.words
        status = words.packet if all(handout.reviewers for handout in handouts) else words.draft
        cards = words.emergency_cards
        titles = tuple(cards if EDITIONS[edition].view == "card" else handout.title for edition, _, handout in whole)
        cover = slip(packet, titles, handouts[0].group, issued, status, shelf.lowering)
        documents = [("standard", cover), *((edition, document) for edition, document, _ in whole)]
        page_of = self.page_of(job.language)
        settings = [
            self.studio(edition, job.paper, job.binding).setting(document, page_of) for edition, document in documents
        ]
        from .outputs.pdf.packet import bound  # noqa: PLC0415

        return self.made(job, bound(settings), handouts)

    def page_of(self, language: str) -> str:
        locale = self.shelf(language).locale
        assert locale is not None
        return locale.words.page_of

    def packet(self, name: str) -> tuple[Packet | None, tuple[Problem, ...]]:
        """A set by its name."""
        shown = f"{self.content.name}/sets.yaml"
        context = Reading(names={"slug of a handout": self.handouts}, lacks=self.lacks if self.look[0] else None)
        packets = read(self.content / "sets.yaml", Packets, context, shown)
        if packets is None:
            return None, tuple(context.problems)
        if name not in packets.root:
            return None, (Problem(Where(shown), f"there is no set '{name}'", did_you_mean(name, packets.root)),)
        return packets.root[name], ()

    @property
    def handouts(self) -> dict[str, None]:
        folder = self.content / "handouts"
        return dict.fromkeys(sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else ())

    def made(self, job: Job, rendered: Rendered, handouts: tuple[Handout, ...]) -> Made:
        """What became of a job that was set, with its line in the manifest."""
        if rendered.problems:
            return Made(job, None, b"", tuple(dict.fromkeys(rendered.problems)))
        entry = Entry(
            file=job.file,
            handout=job.slug,
            version=" ".join(dict.fromkeys(handout.version for handout in handouts)),
            language=job.language,
            edition=job.edition,
            paper=job.paper,
            pages=rendered.pages,
            bytes=len(rendered.data),
            sha256=hashlib.sha256(rendered.data).hexdigest(),
            review="reviewed" if all(handout.reviewers for handout in handouts) else "draft",
            issued=max(handout.issued for handout in handouts).isoformat(),
            review_by=min(handout.review_by for handout in handouts).isoformat(),
            print_only=not job.packet and EDITIONS[job.edition].print_only,
            ink=_ink(rendered.data) if job.weighed else None,
            preflight=tuple(rendered.preflight),
        )
        return Made(job, entry, rendered.data, ())

    def lacks(self, text: str) -> str:
        """The characters of ``text`` that the brand's fonts do not have, each once."""
        look, text = self.plain_look, unicodedata.normalize("NFC", text)
        return "".join(dict.fromkeys(text[i] for face in (look.regular, look.bold) for i in face.lacks(text)))


def _ink(data: bytes) -> float:
    from .outputs.pdf.weigh import ink  # noqa: PLC0415

    return ink(data)


def loose_links(document: Document) -> Iterator[Problem]:
    """Links to places that this document turned out not to have, such as sources when nothing is cited."""
    known = {"title", *places(document.whole)}
    at = None
    for told in said(document.whole):
        at = told.at or at
        for span in told.spans:
            if isinstance(span, Link) and span.target.startswith("#") and span.target[1:] not in known:
                hint = "this booklet has none: remove the link"
                yield Problem(at or Where("?"), f"there is no section '{span.target[1:]}' to link to", hint)
