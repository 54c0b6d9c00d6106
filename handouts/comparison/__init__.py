"""Two sides of the handouts, read and printed by the present code: what changed from one to the
other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..checks.reading.words import word_lists
from ..clinic.jobs import Job
from ..content.facts import Known
from ..content.handout import Handout
from ..content.packets import STANDARD
from ..making.memo import Memo
from ..making.produce import Production, produce
from ..making.site import Clinic, Site, load_site
from ..making.workshop import Workshop
from ..meaning import changes
from ..meaning.changes import Changes, Entry, File
from ..meaning.document import Document, Figure
from ..meaning.parts import walk
from ..pictures.photo import Photo
from ..source.problems import Problem, Problems, Where, did_you_mean
from .pages import Print, told
from .sides import KEPT, Side, sides
from .words import chapters

PAPER = "letter"
LONGEST = 60  # characters of the name of a side
EPOCH = "1970-01-01"  # the date of a report on nothing
IN_WORDS = "numbers-in-words"  # a list of the language
Wanted = tuple[str, str]  # slug and language


@dataclass(frozen=True)
class Found:
    """What changed, PNG pictures of the changed pages by name, and what kept handouts from being
    compared.

    A report is printed by ``shop``, for ``clinic``, with the words of ``language``.
    """

    changes: Changes
    pictures: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    shop: Workshop
    clinic: Clinic
    language: str
    issued: str


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

    def production(self, wanted: Wanted) -> Production:
        return Production(self.site, self.clinic, Job(*wanted, STANDARD, PAPER), self.shop.memo)

    def read(self, wanted: Wanted) -> tuple[Document | None, Handout | None]:
        """A handout of this side; nothing where it has none, or where it cannot be read."""
        if not self.has(wanted):
            return None, None
        try:
            document, handout, _ = self.production(wanted).told(wanted[0], "brochure")
        except Problems as found:
            self.tell(found.problems)
            return None, None
        return document, handout

    def printed(self, wanted: Wanted, document: Document) -> Print | None:
        """The pages of a handout."""
        made = produce(self.site, self.clinic, Job(*wanted, STANDARD, PAPER), self.shop.memo)
        self.tell(made.problems)
        if made.entry is None:
            return None
        setting = self.shop.studio(STANDARD, PAPER).setting(
            document, self.production(wanted).page_of
        )
        return Print(made.data, setting.area.head, setting.area.foot)

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


def compare(
    old: Side, new: Side, wanted: Sequence[str], languages: Sequence[str], cache: Path | None
) -> Found:
    """Everything that changed in the handouts ``wanted``; in all where none is named."""
    halves = Half(old, cache), Half(new, cache)
    todo, problems = _todo(halves, wanted, languages)
    pair = _Pair(*halves)
    handouts = tuple(filter(None, map(pair.handout, todo)))
    spoken = tuple(dict.fromkeys(language for _, language in todo)) or ("en",)
    entries = dict.fromkeys(entry for language in spoken for entry in pair.entries(language))
    half = next((half for half in reversed(halves) if half.shop.look[0]), halves[1])
    one, other = (_shown(side.name, half.shop) for side in (old, new))
    read = len(todo) - len(pair.unread)
    whole = Changes(
        one, other, read, handouts, tuple(entries), tuple(pair.files(wanted)), tuple(pair.unread)
    )
    faults = dict.fromkeys((*problems, *halves[0].problems, *halves[1].problems))
    return Found(
        whole, pair.pictures, tuple(faults), half.shop, half.clinic, spoken[0], max(pair.issued)
    )


def _todo(
    halves: tuple[Half, Half], wanted: Sequence[str], languages: Sequence[str]
) -> tuple[list[Wanted], list[Problem]]:
    """The handouts to compare, and what was asked for that neither side has."""
    every = sorted(
        {
            (slug, language)
            for half in halves
            for slug, found in half.written.items()
            for language in found
        }
    )
    problems = []
    for asked, number, what in ((wanted, 0, "handout"), (languages, 1, "handout in the language")):
        known = {one[number] for one in every}
        for name in asked:
            if name not in known:
                message = f"there is no {what} '{name}' on either side"
                problems.append(
                    Problem(Where("content/handouts"), message, did_you_mean(name, known))
                )
    todo = [
        one
        for one in every
        if (not wanted or one[0] in wanted) and (not languages or one[1] in languages)
    ]
    return todo, problems


def _shown(name: str, shop: Workshop) -> str:
    """A name as it can be printed: not too long, in the characters of the fonts; none for the
    working folder."""
    lacking = shop.lacks(name) if shop.look[0] else ""
    short = name if len(name) <= LONGEST else f"{name[: LONGEST // 2]}\u2026{name[-LONGEST // 2 :]}"
    return "" if name == "." else short.translate({ord(character): "?" for character in lacking})


class _Pair:
    """Both sides together, and what was found on the way."""

    def __init__(self, old: Half, new: Half) -> None:
        self.old, self.new = old, new
        self.pictures: dict[str, bytes] = {}
        self.unread: list[str] = []
        self.issued = [EPOCH]

    def handout(self, wanted: Wanted) -> changes.Handout | None:
        """What changed in one handout; nothing where it is as before, or cannot be read."""
        slug, language = wanted
        (one, before), (other, after) = self.old.read(wanted), self.new.read(wanted)
        if (self.old.has(wanted) and one is None) or (self.new.has(wanted) and other is None):
            self.unread.append(f"content/handouts/{slug}/{language}.yaml")
            return None
        told = after or before
        assert told is not None
        self.issued.append(told.issued.isoformat())
        if one == other and not self.redrawn:
            return None
        sections = changes.sections(chapters(one), chapters(other))
        state: changes.State = "added" if one is None else "removed" if other is None else "changed"
        words = word_lists(language)
        listed = "|".join(words.lists.get(IN_WORDS, ())) if words else ""
        numbers = tuple(changes.numbers(sections, listed)) if state == "changed" else ()
        figures = tuple(self.figures(one, other))
        pages, same, printed = self.pages(wanted, one, other)
        if state == "changed" and printed and not (sections or figures or pages):
            return None
        return changes.Handout(
            slug, language, told.title, state, sections, numbers, figures, pages, same, printed
        )

    @cached_property
    def redrawn(self) -> bool:
        """Whether a picture, a font or the brand differs."""
        one, other = (
            {path: data for path, data in half.files.items() if path.startswith("assets/")}
            for half in (self.old, self.new)
        )
        return one != other

    def figures(self, one: Document | None, other: Document | None) -> Iterator[Entry]:
        """The pictures that were drawn anew, by the name of their file."""
        used = [_figures(document) if document else [] for document in (one, other)]
        before, after = (
            {name: _drawn(half, name) for name in names}
            for half, names in zip((self.old, self.new), used, strict=True)
        )
        if one and other:
            yield from changes.entries("figure", before, after)

    def pages(
        self, wanted: Wanted, one: Document | None, other: Document | None
    ) -> tuple[tuple[changes.Page, ...], int, bool]:
        """The pages that changed, how many did not, and whether both sides could be printed."""
        halves = [(half, doc) for half, doc in ((self.old, one), (self.new, other)) if doc]
        prints = [half.printed(wanted, document) for half, document in halves]
        whole = [found for found in prints if found]
        if len(whole) < len(prints):
            return (), 0, False
        shop = halves[-1][0].shop
        font = shop.site.assets.data(shop.brand.fonts.bold) or b""
        empty = Print(b"", 0, 0)
        old, new = whole[0] if one else empty, whole[-1] if other else empty
        pages, same, pictures = told("-".join(wanted), old, new, font)
        self.pictures.update(pictures)
        return pages, same, True

    def entries(self, language: str) -> Iterator[Entry]:
        """What changed in the facts of the clinic, the sources and the glossary."""
        facts, sources, terms = [], [], []
        for half in (self.old, self.new):
            lower, (told, _) = (
                half.shop.shelf(language).lowering,
                half.shop.facts(half.clinic, language),
            )
            if lower is None or told is None:
                return
            facts.append({name: _told(one) for name, one in told.known.items() if one.values})
            sources.append(
                {
                    name: f"{one.text} {one.address}".strip()
                    for name, one in lower.sources.root.items()
                }
            )
            terms.append({term: _defined(one) for term, one in lower.glossary.root.items()})
        yield from changes.entries("fact", *facts)
        yield from changes.entries("source", *sources)
        yield from changes.entries("term", *terms)

    def files(self, wanted: Sequence[str]) -> Iterator[File]:
        """The files that differ, in whatever way."""
        for path in sorted({*self.old.files, *self.new.files}):
            one, other = self.old.files.get(path), self.new.files.get(path)
            own = path.split("/")[2:3] if path.startswith("content/handouts/") else []
            if one != other and (not wanted or not own or own[0] in wanted):
                yield File(
                    path, "added" if one is None else "removed" if other is None else "changed"
                )


def _told(known: Known) -> str:
    """A fact in one line."""
    lines = (" ".join(filter(None, (one.person, one.text, one.note))) for one in known.values)
    return "; ".join(lines)


def _defined(entry: object) -> str:
    definition, also = getattr(entry, "definition", ""), getattr(entry, "also", ())
    return f"{definition} ({', '.join(also)})" if also else definition


def _figures(document: Document) -> list[str]:
    return [part.name for part in walk(document.parts) if isinstance(part, Figure)]


def _drawn(half: Half, name: str) -> str:
    """A picture as it is painted, in short."""
    picture = half.shop.galleries[0].picture(name)
    return picture.file.sha256 if isinstance(picture, Photo) else repr(picture)


__all__ = ["Found", "Side", "compare", "sides"]
